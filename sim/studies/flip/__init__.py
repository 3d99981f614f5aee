"""The smallest change that reaches an outcome."""
