"""Join values of several words typed without quotes: ``--without draft S/2016/847``."""

from __future__ import annotations

from collections.abc import Sequence

KINDS = ("draft", "statement", "event", "sponsor")
"""Kinds of things that ``--without`` leaves out, which need a name."""
ON = ("on", "of")


def joined(words: Sequence[str]) -> list[str]:
    """The words of a command line, with unquoted values of several words joined.

    ``--without KIND NAME`` becomes two words, as do ``--pin`` and ``--given`` followed by ``on
    DRAFT``. This is unambiguous: a kind alone is not a value, and ``on`` is not a scenario.
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
