"""Conditions under which an outcome occurs, by the patient rule induction method."""
