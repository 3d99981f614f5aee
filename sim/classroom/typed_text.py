"""Clean text that people type, and limit its length."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 40
TEXT_LENGTH = 280
"""Default maximum length, also that of a note."""
STATEMENT_LENGTH = 1000
"""Maximum length of a statement or explanation of vote."""
PARAGRAPH_LENGTH = 700
TITLE_LENGTH = 120
HEADLINE_LENGTH, HEADLINE_WORDS = 140, 12
LONGEST = {
    "paragraph": PARAGRAPH_LENGTH, "title": TITLE_LENGTH, "note": TEXT_LENGTH,
    "headline": HEADLINE_LENGTH,
}  # fmt: skip
"""Maximum lengths of the fields of a page."""


def clean(text: str, most: int) -> str:
    """Typed text as stored: one line, no control characters, at most ``most`` letters.

    Pages escape it themselves; this removes what would break a log or a line.
    """
    printable = "".join(
        " " if unicodedata.category(letter) in ("Zl", "Zp", "Cc") else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn")
    )
    return " ".join(printable.split())[:most].rstrip()
