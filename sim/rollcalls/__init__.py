"""Recorded votes of the General Assembly: tables, counts, positions and closeness."""
