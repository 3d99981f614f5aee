"""Recorded votes: coefficients estimated from them, and forecasts scored against them."""
