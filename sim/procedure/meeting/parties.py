"""Parties to a dispute, which abstain in decisions under Chapter VI (Article 27(3), proviso)."""

from __future__ import annotations

from sim.domain.texts import in_a_row, listing, say
from sim.procedure.article27 import bound_parties
from sim.procedure.councils import state_called
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Proposal, Question
from sim.procedure.meeting.kinds import flag_of, refuse, symbols_of
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind, QuestionKind

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
    parties = dict.fromkeys((*meeting.law.parties, *named))
    held = [code for code in parties if code not in meeting.no_parties]
    return bound_parties(held, binding=binding)


def finding(meeting: Meeting, act: Act, proposal: Proposal) -> Question | None:
    """The finding that the members that ``act`` names are parties, which can be challenged.

    The mover cannot by himself take away a member's vote: whether it is a party to a dispute is
    decided like the same question under Article 32 (rule 30). None if no member is bound by it.
    """
    named = {state_named(meeting, name) for name in symbols_of(act, "bound")}
    members = tuple(code for code in meeting.law.members if code in named & set(proposal.bound))
    if not members or proposal.procedural:
        return None
    text = say(
        "to overrule the finding that {who} must abstain on {symbol} as a party to a dispute",
        who=listing([meeting.name(code) for code in members]),
        symbol=proposal.symbol,
    )
    return Question(QuestionKind.PARTY, text, act.by, True, proposal.symbol, members)


def who_abstains(meeting: Meeting, proposal: Proposal, *, challengeable: bool) -> str:
    """Which members are bound to abstain on ``proposal``, in words; empty if none is."""
    names = [meeting.name(code) for code in meeting.law.members if code in proposal.bound]
    if not names or proposal.procedural:
        return ""
    bound = say("Bound to abstain on it under Article 27(3): {names}.", names=listing(names))
    if not challengeable:
        return bound
    return in_a_row([bound, say("That can be challenged (rule 30).")])
