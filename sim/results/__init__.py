"""Runs that are kept, found again and queried."""
