"""A class at the Council: rooms, seats, the log, and what everybody sees; without a network."""
