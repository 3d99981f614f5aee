"""The classroom server: rooms, seats, one log."""
