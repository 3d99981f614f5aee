"""Parties to a dispute, which abstain in decisions under Chapter VI (Article 27(3), proviso)."""

from __future__ import annotations

from sim.domain.membership import state_code
from sim.domain.texts import listing, say
from sim.procedure.article27 import bound_parties
from sim.procedure.councils import other_government
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.kinds import flag_of, refuse, symbols_of
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind

PROVISO = "Article 27(3), proviso"


def state_named(meeting: Meeting, name: str) -> str:
    """The code of a State given by name or code; empty if ``name`` is no State's."""
    if meeting.is_member(name):
        return name
    return "" if other_government(name, meeting.law.day) else state_code(name) or ""


def known_parties(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse parties to a dispute that are no States."""
    for name in symbols_of(act, "bound"):
        if not state_named(meeting, name):
            return refuse(PROVISO, say("'{name}' is not the name or code of a State.", name=name))
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


def bound_on(
    meeting: Meeting, act: Act, kind: ProposalKind, before: Proposal | None
) -> tuple[str, ...]:
    """The parties that must abstain on the text of ``kind`` that ``act`` submits.

    They are the parties to the dispute that the meeting is on, and those that the mover names. A
    text that is submitted again (``before``) binds those that it bound, unless the mover says
    otherwise.
    """
    if kind is not ProposalKind.DRAFT:
        return ()
    stated, binding = symbols_of(act, "bound"), flag_of(act, "binding")
    if before is not None and not (stated or binding):
        return before.bound
    named = (state_named(meeting, name) for name in stated)
    parties = tuple(dict.fromkeys((*meeting.law.parties, *named)))
    return bound_parties(parties, binding=binding)


def who_abstains(meeting: Meeting, proposal: Proposal) -> str:
    """A sentence that names the members bound to abstain on ``proposal``; empty if none is."""
    names = [meeting.name(code) for code in meeting.law.members if code in proposal.bound]
    if not names or proposal.procedural:
        return ""
    return say("Bound to abstain on it under Article 27(3): {names}.", names=listing(names))
