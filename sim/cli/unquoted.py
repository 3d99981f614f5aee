"""Values of several words that were typed without quotes: ``--without draft S/2016/847``."""

from __future__ import annotations

from collections.abc import Sequence

KINDS = ("draft", "statement", "event", "sponsor")
"""What ``--without`` leaves out, by its kind; a kind alone is never a whole value."""
ON = ("on", "of")


def joined(words: Sequence[str]) -> list[str]:
    """The words of a command line with values of several words as one, as quotes would have it.

    ``--without KIND NAME`` becomes two words, and so do ``--pin`` and ``--given`` with ``on DRAFT``
    after them. Neither could be read otherwise: a kind names nothing that is left out, and ``on``
    is no scenario.
    """
    lines: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        lines.append(word)
        if word not in ("--without", "--pin", "--given") or not left:
            continue
        value = left.pop(0)
        if word == "--without" and value in KINDS and left and not left[0].startswith("-"):
            value += f" {left.pop(0)}"
        if len(left) > 1 and left[0] in ON and not left[1].startswith("-"):
            value += f" {left.pop(0)} {left.pop(0)}"
        lines.append(value)
    return lines
