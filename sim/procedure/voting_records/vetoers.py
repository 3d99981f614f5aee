"""Read who vetoed from one row of a table, whichever columns say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.domain.words import listed
from sim.procedure.councils import PERMANENT
from sim.procedure.voting_records.members import is_named, names_in, seat_of
from sim.procedure.voting_records.words import NOBODY_WORDS, YES_WORDS, is_unknown

MARKED = {"1", "1.0", "true", "x", "veto", "vetoed"}
NOT_MARKED = {"0", "0.0", "false", "-"}


def vetoers_in(
    cell: Mapping[str, str], heads: Sequence[str], states: Mapping[str, str]
) -> tuple[str, str]:
    """The names of those that vetoed, as one cell ``permanent_no``, and an error or nothing.

    ``heads`` are columns of names, such as ``Vetoed by`` beside ``permanent_no``, or ``veto1`` and
    ``veto2``; ``states`` are columns for one State each, by their code. It is an error if a column
    of a State is marked otherwise than the names say.
    """
    text = _joined(_without_fillers({head: cell.get(head, "") for head in heads}))
    marks = _marks(cell, states)
    if not marks:
        return text, ""
    marked = [head.replace("_", " ") for head, vetoed in marks.items() if vetoed]
    if is_unknown(text) or text.casefold() in YES_WORDS or text == str(len(marked)):
        return "; ".join(marked) or "none", ""
    names = [] if text.casefold() in NOBODY_WORDS else names_in(text)
    named = {seat_of(name) for name in names if is_named(name)}
    others = [
        f"the column {head} is {cell[head]}"
        for head, vetoed in marks.items()
        if vetoed != (states[head] in named)
    ]
    return text, f"permanent_no is '{text}', but {listed(others)}" if others else ""


def _without_fillers(cells: Mapping[str, str]) -> list[str]:
    """The cells, without ``none`` in a numbered column beside a name in another of them."""
    numbered = [head for head in cells if head[-1].isdecimal()]
    named = [head for head in numbered if not _is_nobody(cells[head])]
    unused = set(numbered) - set(named) if named else set()
    return [text for head, text in cells.items() if head not in unused]


def _is_nobody(text: str) -> bool:
    return is_unknown(text) or text.casefold() in NOBODY_WORDS


def _joined(cells: Sequence[str]) -> str:
    """One cell from several.

    A mark or a number beside names adds nothing to them, and a name in two cells is one; ``none``
    beside names stays, and is an error there.
    """
    said = list(dict.fromkeys(text for text in cells if not is_unknown(text)))
    if len(said) < 2:
        return said[0] if said else next(filter(None, cells), "")
    if all(text.casefold() in NOBODY_WORDS for text in said):
        return said[0]
    named = [text for text in said if text.casefold() not in YES_WORDS and not text.isdecimal()]
    parts: list[str] = []
    known: set[str] = set()
    for text in [*named, *(text for text in said if text == "0")]:
        names = names_in(text)
        parts += [name for name in names if not (is_named(name) and seat_of(name) in known)]
        known.update(seat_of(name) for name in names if is_named(name))
    return "; ".join(parts) or said[0]


def _marks(cell: Mapping[str, str], states: Mapping[str, str]) -> dict[str, bool]:
    """Whether each State vetoed, by its column; empty if the cells are not marks but votes.

    Marks are 1 and 0, true and false, or an x. Columns such as ``id`` and ``no`` number rows; they
    are not those of Indonesia and Norway.
    """
    used = [head for head, code in states.items() if code in PERMANENT or len(head) > 2]
    entries = {head: cell.get(head, "").casefold() for head in used}
    entries = {head: text for head, text in entries.items() if not is_unknown(text)}
    if not set(entries.values()) <= MARKED | NOT_MARKED:
        return {}
    return {head: text in MARKED for head, text in entries.items()}
