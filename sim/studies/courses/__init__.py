"""Courses of events: similar worlds, grouped and named."""
