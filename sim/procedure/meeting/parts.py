"""The parts of a text, as amendments and revisions change them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Ruling
from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.kinds import refuse
from sim.procedure.meeting.state import Meeting


def taken_in(meeting: Meeting, symbol: str) -> Meeting:
    """The meeting with the amendment ``symbol`` in its text, and the text's parts after it.

    Parts that the amendment names are parts of the text from then on, whether they are new or in
    place of others. An amendment that names none is itself a part, unless it only deletes.
    """
    amendment = meeting.named(symbol)
    text = meeting.named(amendment.to)
    known = text.parts or text.deletes  # an amendment that only deletes has no parts yet
    brought = amendment.present or (() if amendment.parts or amendment.deletes else (symbol,))
    gone = (*text.deleted, *amendment.deletes)
    return meeting.with_proposal(
        text.symbol,
        amended_by=(*text.amended_by, symbol),
        parts=_once(*text.parts, *brought) if known else (),
        deleted=_once(*(part for part in gone if part not in brought)),
    )


def nothing_to_delete(meeting: Meeting, amendment: Proposal) -> bool:
    """Whether an amendment only deletes parts, and its text has none of them any more."""
    text = meeting.named(amendment.to)
    brings = amendment.present or amendment.paragraphs or meeting.open_amendments(amendment.symbol)
    if not (amendment.deletes and text.parts) or brings:
        return False
    return not any(text.has(part) for part in amendment.deletes)


def with_parts(meeting: Meeting, symbol: str, parts: Sequence[str]) -> Meeting:
    """The meeting after a revision of the text ``symbol``, which then has ``parts``."""
    text = meeting.named(symbol)
    gone = (part for part in text.parts if part not in parts)
    return meeting.with_proposal(symbol, parts=_once(*text.parts, *parts), deleted=_once(*gone))


def unknown_part(
    rule: str, proposal: Proposal, names: Sequence[str], *others: str
) -> Ruling | None:
    """Refuse ``names`` if the parts of ``proposal`` are known and one of them is not among them."""
    strange = next((name for name in names if not proposal.has(name)), None)
    if strange is None or not proposal.parts:
        return None
    return refuse(
        rule,
        say(
            "{symbol} has no part called {part}. Its parts are: {parts}.",
            symbol=proposal.symbol,
            part=strange,
            parts=in_a_row(proposal.present, ", "),
        ),
        *others,
    )


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
