"""The parts of a text, as amendments and revisions change them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.force import with_force, without_its_force
from sim.procedure.meeting.kinds import Check, Effect, refuse
from sim.procedure.meeting.state import Meeting


def taken_in(meeting: Meeting, symbol: str) -> Meeting:
    """The meeting with the amendment ``symbol`` in its text, and the text's parts after it.

    Parts that the amendment names are parts of the text from then on, whether they are new or in
    place of others. An amendment that names none is itself a part, unless it only deletes.

    An amendment that is changed so is another one for the movers of its text: of those that have
    agreed to it only its own mover still does. The same holds of the text for those that have
    agreed to its other amendments.
    """
    amendment = meeting.named(symbol)
    text = meeting.named(amendment.to)
    known = text.parts or text.deletes  # an amendment that only deletes has no parts yet
    brought = amendment.present or (() if amendment.parts or amendment.deletes else (symbol,))
    gone = (*text.deleted, *amendment.deletes)
    for other in meeting.open_amendments(text.symbol):
        meeting = asked_again(meeting, other.symbol)
    after = asked_again(meeting, text.symbol).with_proposal(
        text.symbol,
        amended_by=(*text.amended_by, symbol),
        parts=_once(*text.parts, *brought) if known else (),
        deleted=_once(*(part for part in gone if part not in brought)),
    )
    struck = bool(amendment.parts) and not brought  # whatever said that it binds is gone
    makes = None if struck and amendment.makes_binding else amendment.makes_binding
    if makes is None or text.to:
        makes_binding = text.makes_binding if makes is None else makes
        after = after.with_proposal(text.symbol, makes_binding=makes_binding)
        return without_its_force(after, text.symbol)
    if makes:
        known_where = text.binding_in or not text.binding
        said_in = _once(*text.binding_in, *brought) if known_where else ()
        return with_force(after, text.symbol, binding=True, parts=said_in)
    changed = {*brought, *amendment.deletes}
    left = tuple(part for part in text.binding_in if part not in changed)
    return with_force(after, text.symbol, binding=bool(left), parts=left)


def asked_again(meeting: Meeting, symbol: str) -> Meeting:
    """The meeting in which movers of a text are asked again whether they accept the amendment.

    The amendment or the text is another one than they agreed to; only its own mover still does.
    """
    amendment = meeting.named(symbol)
    agreed = tuple(code for code in amendment.consents if code in amendment.movers)
    return meeting.with_proposal(symbol, consents=agreed)


def nothing_to_delete(meeting: Meeting, amendment: Proposal) -> bool:
    """Whether an amendment only deletes parts, and its text has none of them any more."""
    text = meeting.named(amendment.to)
    brings = amendment.present or amendment.paragraphs or meeting.open_amendments(amendment.symbol)
    if not (amendment.deletes and text.parts) or brings:
        return False
    return not any(text.has(part) for part in amendment.deletes)


def with_parts(meeting: Meeting, symbol: str, parts: Sequence[str]) -> Meeting:
    """The meeting after a revision of ``symbol``, which then has ``parts`` in that order."""
    text = meeting.named(symbol)
    gone = (part for part in text.parts if part not in parts)
    return meeting.with_proposal(symbol, parts=_once(*parts, *text.parts), deleted=_once(*gone))


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


def something_left(effect: Effect) -> Check:
    """The check that ``effect`` does not leave a text of which no part remains."""

    def check(meeting: Meeting, act: Act) -> Ruling | None:
        after, _ = effect(meeting, act)
        for text in meeting.proposals:
            changed = after.proposal(text.symbol)
            if changed is not None and changed.nothing_left and not text.nothing_left:
                return refuse(
                    "rule 35",
                    say("nothing of {symbol} would be left.", symbol=text.symbol),
                    instead("withdraw", text.symbol),
                )
        return None

    return check


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
