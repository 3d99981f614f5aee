"""Amounts as the diary tells them: two decimals with a sign."""

from __future__ import annotations

TOLD = 0.005
"""What is smaller would be told as 0.00."""


def signed(value: float) -> str:
    """Two decimals with a sign."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")
