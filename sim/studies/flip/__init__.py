"""The smallest change that turns an outcome."""
