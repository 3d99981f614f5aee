"""The forecast over a grid or a design of values."""
