"""Cells of CSV files that a spreadsheet opens: text that it would take for a formula is defused."""

from __future__ import annotations

from typing import TypeVar

Cell = TypeVar("Cell")

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""


def defused(cell: Cell) -> Cell | str:
    """``cell`` with an apostrophe before it where it is text that begins like a formula.

    Numbers stay numbers, those below zero included, and so does a dash by itself. Source: OWASP,
    CSV injection.
    """
    if not isinstance(cell, str) or not cell.startswith(FORMULA) or cell in {"-", "--"}:
        return cell
    return cell if _is_number(cell) else f"'{cell}"


def fused(cell: str) -> str:
    """A cell without the apostrophe that ``defused`` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return not text.startswith(("\t", "\r"))
