"""Parties to a dispute, which abstain in decisions under Chapter VI (Article 27(3), proviso)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sim.domain.texts import in_a_row, listing, say
from sim.procedure.article27 import bound_parties
from sim.procedure.councils import state_called
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Motion, Proposal
from sim.procedure.meeting.kinds import flag_of, refuse, symbols_of
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind

PROVISO = "Article 27(3), proviso"


def state_named(meeting: Meeting, name: str) -> str:
    """The code of a State given by name or code; empty if ``name`` is no State's."""
    return state_called(name, meeting.law.day, meeting.law.members)


def no_party(name: str) -> str:
    """The reason to refuse what treats a State as a party that the Council held to be none."""
    return say(
        "the Council has decided that {name} is not a party to a dispute under consideration.",
        name=name,
    )


def known_parties(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse parties to a dispute that are no States, or that the Council held to be none."""
    for name in symbols_of(act, "bound"):
        code = state_named(meeting, name)
        if not code:
            return refuse(PROVISO, say("'{name}' is not the name or code of a State.", name=name))
        if code in meeting.no_parties:
            return refuse("rule 30", no_party(meeting.name(code)))
    return None


def not_both(meeting: Meeting, act: Act) -> Ruling | None:  # noqa: ARG001
    """Refuse to bind parties on a text that itself binds: it does not rest on Chapter VI."""
    if not (flag_of(act, "binding") and symbols_of(act, "bound")):
        return None
    return refuse(
        PROVISO,
        say(
            "a party to a dispute abstains in decisions under Chapter VI, and a text that binds "
            "rests on Chapter VII."
        ),
        instead("table", say("without '{field}'", field="bound")),
        instead("table", say("without '{field}'", field="binding")),
    )


def binds(act: Act, before: Proposal | None) -> bool:
    """Whether the text that ``act`` submits binds under Chapter VII, as its mover says or said.

    Parties to a dispute that the mover names now are named on a text that does not, and one that is
    submitted again without the parts that said so does not either.
    """
    if "binding" in act.data:
        return flag_of(act, "binding")
    if before is None or not before.binding or symbols_of(act, "bound"):
        return False
    parts = symbols_of(act, "parts")
    return not (before.binding_in and parts and set(before.binding_in).isdisjoint(parts))


def said_in(act: Act, before: Proposal | None) -> tuple[str, ...]:
    """The parts of a binding text that say that it binds, as its mover states now or stated."""
    stated, parts = symbols_of(act, "binding_in"), symbols_of(act, "parts")
    earlier = before.binding_in if before is not None else ()
    return stated or tuple(part for part in earlier if not parts or part in parts)


def parties_named(meeting: Meeting, act: Act, before: Proposal | None) -> tuple[str, ...]:
    """The parties to a dispute that a mover names in submitting a text, now or before."""
    stated = (state_named(meeting, name) for name in symbols_of(act, "bound"))
    return tuple(dict.fromkeys(stated)) or (before.parties if before is not None else ())


def bound_on(
    meeting: Meeting, kind: ProposalKind, named: Iterable[str] = (), *, binding: bool
) -> tuple[str, ...]:
    """The parties that must abstain on a text of ``kind``, which binds or not.

    They are the parties to the dispute that the meeting is on, and those that the mover ``named``.
    """
    if kind is not ProposalKind.DRAFT:
        return ()
    parties = dict.fromkeys((*meeting.law.parties, *named))
    return bound_parties(_held(meeting, parties), binding=binding)


def bound_on_inquiry(meeting: Meeting) -> tuple[str, ...]:
    """The parties that must abstain on a motion for an investigation.

    The Council investigates a dispute under Article 34, which belongs to Chapter VI. A mover names
    no parties in a motion.
    """
    return bound_on(meeting, ProposalKind.DRAFT, binding=False)


def named_by(act: Act, before: Proposal | None) -> str:
    """Who named the parties that the text which ``act`` submits binds; empty if nobody did."""
    if symbols_of(act, "bound"):
        return act.by
    return before.bound_by if before is not None else ""


def _held(meeting: Meeting, parties: Iterable[str]) -> tuple[str, ...]:
    """``parties`` without the States that the Council held to be none."""
    return tuple(code for code in parties if code not in meeting.no_parties)


def who_abstains(meeting: Meeting, item: Proposal | Motion) -> str:
    """Which members are bound to abstain on a text or a motion, in words; empty if none is.

    It says whether that can be challenged: for each State, once.
    """
    codes = [code for code in meeting.law.members if code in item.bound]
    if not codes or item.procedural:
        return ""
    names = listing([meeting.name(code) for code in codes])
    bound = say("Bound to abstain on it under Article 27(3): {names}.", names=names)
    if set(codes) <= set(meeting.held_parties):
        return bound
    return in_a_row([bound, say("That can be challenged (rule 30).")])


def without_party(meeting: Meeting, code: str) -> Meeting:
    """The meeting in which a State is no party: bound on no text, invited as it was before."""
    left = tuple(
        replace(guest, rule=guest.before, before=None)
        if guest.name == code and guest.before is not None
        else guest
        for guest in meeting.invited
        if guest.name != code or guest.before is not None
    )
    gone = {guest.name for guest in meeting.invited} - {guest.name for guest in left}
    return meeting.without_the_floor(*gone).having(
        invited=left,
        no_parties=(*meeting.no_parties, code),
        proposals=tuple(
            replace(text, bound=tuple(name for name in text.bound if name != code))
            for text in meeting.proposals
        ),
        motions=tuple(
            replace(motion, bound=tuple(name for name in motion.bound if name != code))
            for motion in meeting.motions
        ),
    )
