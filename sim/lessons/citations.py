"""Citations of provisions in lessons, marked if they were not compared with the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.procedure.checked import is_checked
from sim.procedure.citations import cited


@dataclass(frozen=True)
class Citation:
    """A provision, and whether its explanation was compared with a copy of the text."""

    label: str
    checked: bool


def citation(text: str) -> Citation:
    """The provision named by ``text``: ``rule 33``, ``article 27(3)``."""
    label = f"Article{text[7:]}" if text.startswith("article ") else text
    return Citation(cited(label), is_checked(text))


def citations(texts: Iterable[str]) -> tuple[Citation, ...]:
    """The provisions named by ``texts``, in order, without duplicates."""
    return tuple(dict.fromkeys(citation(text) for text in texts))
