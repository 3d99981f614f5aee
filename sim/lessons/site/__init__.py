"""A static website for teachers without Python, with precomputed answers to votes."""
