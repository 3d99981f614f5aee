"""Cells of CSV files that a spreadsheet or terminal shows: no formula and no command in them."""

from __future__ import annotations

from typing import TypeVar

from sim.domain.visible import visible

Cell = TypeVar("Cell")

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""


def defused(cell: Cell) -> Cell | str:
    """``cell`` with an apostrophe before it where it is text that begins like a formula.

    Control characters in it are turned into signs; see :func:`visible`. Numbers stay numbers, those
    below zero included, and so does a dash by itself. Source: OWASP, CSV injection.
    """
    if not isinstance(cell, str):
        return cell
    text = visible(cell)
    if not cell.startswith(FORMULA) or cell in {"-", "--"} or _is_number(cell):
        return text
    return f"'{text}"


def fused(cell: str) -> str:
    """A cell without the apostrophe that ``defused`` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return not text.startswith(("\t", "\r"))
