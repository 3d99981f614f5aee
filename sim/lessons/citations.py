"""Provisions as lessons cite them, each with whether it was compared with the printed text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.procedure.checked import is_checked
from sim.procedure.citations import cited


@dataclass(frozen=True)
class Citation:
    """A provision and whether what is taught of it was compared with a printed copy."""

    label: str
    checked: bool


def citation(text: str) -> Citation:
    """The provision named by ``text``: ``rule 33``, ``article 27(3)``."""
    label = f"Article{text[7:]}" if text.startswith("article ") else text
    return Citation(cited(label), is_checked(text))


def citations(texts: Iterable[str]) -> tuple[Citation, ...]:
    """The provisions named by ``texts``, each once, in order."""
    return tuple(dict.fromkeys(citation(text) for text in texts))
