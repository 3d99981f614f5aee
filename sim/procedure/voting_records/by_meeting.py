"""Read the UN's yearly tables: one row per meeting, with its ballots in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sim.procedure.voting_records.grid import GridRow
from sim.procedure.voting_records.words import outcome_in, says_unanimous, tally_in

_SYMBOL = re.compile(r"S/(?!PRST|PV)(?:RES/)?\d[\w/.]*(?:\s*\(\d{4}\))?")
_VETOED = re.compile(r"(?<!not )vetoed by\s+(.+?)(?=\s*\d{1,2}\s*[-–]|\s*[(;]|$)", re.IGNORECASE)


def from_meetings(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    """Yield a row for each ballot of each meeting.

    A cell reads ``Draft resolution S/4130/Rev.1 vetoed by USSR 8-1-2``, once for each ballot;
    meetings without one (``--``, a statement, a communiqué) have no row.
    """
    for row in rows:
        text = " ".join(row.cell.get("outcomes", "").split())
        symbols = [symbol for symbol in _SYMBOL.finditer(text) if _names_ballot(text, symbol)]
        starts = [symbol.start() for symbol in symbols]
        for match, end in zip(symbols, [*starts[1:], len(text)], strict=bool(symbols)):
            yield _ballot(row, match[0], text[match.end() : end])
        if not symbols and (outcome_in(text) or tally_in(text)):
            yield _ballot(row, row.cell.get("item", ""), text)


def _names_ballot(text: str, symbol: re.Match[str]) -> bool:
    """Whether a symbol is outside notes and does not belong to a presidential statement."""
    before = text[: symbol.start()]
    noted = before.count("(") > before.count(")")
    return not noted and not text[symbol.end() :].lstrip().startswith("(PRST)")


def _ballot(row: GridRow, symbol: str, text: str) -> GridRow:
    tally = tally_in(text)
    vetoed = _VETOED.search(text)
    resolution = symbol.startswith("S/RES/")
    cell = {
        **row.cell,
        "item": re.sub(r"\s+", " ", symbol),
        "outcome": text if outcome_in(text) or not resolution else "adopted",
        "permanent_no": vetoed[1] if vetoed else "",
    }
    if tally:
        cell["tally"] = "-".join(map(str, tally))
    elif says_unanimous(text):
        cell["tally"] = "unanimously"
    return GridRow(row.line, cell, (), row.fault)
