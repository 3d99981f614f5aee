"""The one file format: what a situation is, how it is read, and what its evidence is worth."""
