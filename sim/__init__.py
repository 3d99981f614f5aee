"""council: a simulator of Security Council diplomacy."""

__version__ = "0.1.0"
