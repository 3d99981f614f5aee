"""The scenario file format: its schema, how files are read and checked, and numbers' priors."""
