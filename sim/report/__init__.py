"""Figures, narrative and records drawn from runs."""
