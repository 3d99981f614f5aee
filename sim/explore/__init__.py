"""The explorer: what-if questions about a scenario and their answers, without a network."""
