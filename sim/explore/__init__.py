"""A question about a scenario and its answer, as a page asks and shows them; knows no network."""
