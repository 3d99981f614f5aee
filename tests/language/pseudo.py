"""A made-up language: every vowel of a message has a mark, so that plain English stands out."""

from __future__ import annotations

import re
from pathlib import Path

from sim.domain.texts import PLACE
from sim.programs.words import template, written

MARKS = str.maketrans("aeiouAEIOU", "åëïöüÅËÏÖÜ")
UNMARKED = re.compile(r"\w*[aeiou]\w*", re.IGNORECASE | re.ASCII)
"""A word with a vowel that has no mark."""


def marked(message: str) -> str:
    """``message`` in the made-up language; its places stay."""
    parts, start = [], 0
    for place in PLACE.finditer(message):
        # Forms of names belong to English; this language has none.
        parts += [message[start : place.start()].translate(MARKS), f"{{{place[1]}}}"]
        start = place.end()
    return "".join([*parts, message[start:].translate(MARKS)])


def pseudo_catalogue(folder: Path) -> Path:
    """A file with every message of the program in the made-up language."""
    catalog = template("eo")  # its locale data says how lists and numbers are written
    for message in catalog:
        if not message.id:
            continue
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        told = [marked(str(form)) for form in forms]
        message.string = tuple(told) if len(told) > 1 else told[0]
    path = folder / "eo.po"
    path.write_text(written(catalog), encoding="utf-8")
    return path
