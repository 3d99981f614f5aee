"""Dossiers: one matter before the Council in one file, and what a scenario takes from it."""
