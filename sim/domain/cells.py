"""Make cells of CSV files safe to open in a spreadsheet or show in a terminal."""

from __future__ import annotations

from typing import TypeVar

from sim.domain.visible import visible

Cell = TypeVar("Cell")

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Leading characters that make a spreadsheet read a cell as a formula."""


def defused(cell: Cell) -> Cell | str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Control characters become visible signs; see :func:`visible`. Numbers stay numbers, negative
    ones included, and a lone dash stays as it is. Source: OWASP, CSV injection.
    """
    if not isinstance(cell, str):
        return cell
    text = visible(cell)
    if not cell.startswith(FORMULA) or cell in {"-", "--"} or _is_number(cell):
        return text
    return f"'{text}"


def fused(cell: str) -> str:
    """Undo :func:`defused`: remove the apostrophe it added."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return not text.startswith(("\t", "\r"))
