"""Recorded votes of the General Assembly: reading tables, counting, estimating positions."""
