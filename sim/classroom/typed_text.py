"""Text that people type: how long it may be, and what is taken out of it."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 40
TEXT_LENGTH = 280
"""Letters of a note, and of whatever has no length of its own."""
STATEMENT_LENGTH = 1000
"""Letters of a statement or an explanation of vote in a delegation's own words."""
PARAGRAPH_LENGTH = 700
TITLE_LENGTH = 120
HEADLINE_LENGTH = 140
LONGEST = {
    "paragraph": PARAGRAPH_LENGTH, "title": TITLE_LENGTH, "note": TEXT_LENGTH,
    "headline": HEADLINE_LENGTH,
}  # fmt: skip
"""What the fields of a page take."""


def clean(text: str, most: int) -> str:
    """Text a person typed, as it is kept: one line, no control or direction marks, cut to ``most``.

    Escaping for a page is the page's work; this takes out what would spoil a log or a line.
    """
    kept = "".join(
        " " if unicodedata.category(letter) in ("Zl", "Zp", "Cc") else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn")
    )
    return " ".join(kept.split())[:most].rstrip()
