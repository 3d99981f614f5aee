"""The order in which amendments to a text are put (rule 36)."""

from __future__ import annotations

from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.parts import nothing_to_delete
from sim.procedure.meeting.state import Meeting
from sim.procedure.rules import order_of_amendments


def _adds_or_deletes(text: Proposal, amendment: Proposal) -> bool:
    """Whether an amendment only adds or deletes, as far as the parts do not say as its mover does.

    One whose parts the text does not have adds them, and one of the same parts replaces them, which
    may change as the text is revised.
    """
    if amendment.deletes or not (amendment.parts and text.parts):
        return amendment.adds_or_deletes
    return not any(text.has(part) for part in amendment.parts)


def amendments_in_order(
    meeting: Meeting, symbol: str, ruled: tuple[str, ...] = ()
) -> list[Proposal]:
    """Amendments to ``symbol`` that can be put, in the order of rule 36 or as ``ruled``.

    Those that add or delete "shall" be voted first; of the others the furthest removed is first
    only "ordinarily", so that the President may rule otherwise.
    """
    mine = (item for item in meeting.open_amendments(symbol) if item.requested_by)
    waiting = {item.symbol: item for item in mine if not nothing_to_delete(meeting, item)}
    text = meeting.named(symbol)
    before = {name: _adds_or_deletes(text, item) for name, item in waiting.items()}
    ordinary = order_of_amendments(
        [(name, item.distance, before[name]) for name, item in waiting.items()]
    )
    first = [name for name in ruled if name in waiting]
    names = (*first, *(name for name in ordinary if name not in first))
    return sorted((waiting[name] for name in names), key=lambda item: not before[item.symbol])
