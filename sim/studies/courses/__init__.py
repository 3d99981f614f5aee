"""Courses of events: worlds that went alike, gathered and named."""
