"""Events that a diplomat would call impossible: detected in worlds, counted and reported."""
