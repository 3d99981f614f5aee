"""Recorded votes: estimate coefficients from them, and score forecasts against them."""
