"""The signs of the terminal: Unicode if the stream supports it, otherwise ASCII."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.domain.ballots import Vote

if TYPE_CHECKING:
    from rich.console import Console

_TO_ASCII = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...",
        "×": "x", "·": ".", "→": "->", "≥": ">=", "≤": "<=", "\u00a0": " ", "\u202f": " ",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """One set of signs."""

    vote: Mapping[Vote, str]
    blocks: str
    """The characters of a bar's last cell, from empty to full."""
    bullet: str
    ascii: bool

    def bar(self, share: float, width: int) -> str:
        """A bar for a share in [0, 1], ``width`` cells long; nonzero shares are always visible."""
        full = min(1.0, max(0.0, share)) * width
        steps = len(self.blocks) - 1
        units = round(full * steps)
        if share > 0:
            units = max(units, 1)
        whole, part = divmod(units, steps)
        rest = self.blocks[part] if part else ""
        return (self.blocks[-1] * whole + rest).ljust(width)

    def plain(self, text: str) -> str:
        """The text in characters that the stream supports."""
        if not self.ascii:
            return text
        import unicodedata

        folded = unicodedata.normalize("NFKD", text.translate(_TO_ASCII))
        return folded.encode("ascii", "ignore").decode()


UNICODE = Signs(
    {
        Vote.YES: "✓", Vote.NO: "✗", Vote.ABSTAIN: "–", Vote.ABSENT: "○",
        Vote.NOT_PARTICIPATING: "∅",
    },
    " ▏▎▍▌▋▊▉█", "•", False,
)  # fmt: skip

ASCII = Signs(
    {
        Vote.YES: "+", Vote.NO: "x", Vote.ABSTAIN: "-", Vote.ABSENT: "o",
        Vote.NOT_PARTICIPATING: "/",
    },
    " #", "-", True,
)  # fmt: skip


def signs_for(console: Console) -> Signs:
    """The signs that the console's stream supports."""
    return UNICODE if console.encoding.lower().startswith("utf") else ASCII
