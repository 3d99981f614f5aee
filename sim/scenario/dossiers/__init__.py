"""Dossiers: one matter before the Council per file, and what scenarios take from it."""
