"""Languages of the classroom: catalogues of messages, and the names of States in them."""
