"""Frozen types that every other room uses and that know no other room."""
