"""Conditions under which something comes about, found by the patient rule induction method."""
