"""The forecast over a grid or another design of values."""
