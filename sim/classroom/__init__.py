"""Classroom simulation of the Council: rooms, seats, logs and views, independent of a network."""
