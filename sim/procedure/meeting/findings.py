"""Findings that a State is a party to a dispute: which stand, who made them, who contests them.

A finding is about a State and the dispute, and is one for all texts. It can be challenged (rule 30)
once, as long as it has an effect: as long as a text or a motion before the Council makes the State
abstain (Article 27(3)), or as long as the State takes part as a party (Article 32). What the
Council decides on it holds for the meeting.
"""

from __future__ import annotations

from sim.domain.texts import say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import bound_by
from sim.procedure.meeting.entities import Motion, Proposal, Question
from sim.procedure.meeting.kinds import refuse, symbol_of
from sim.procedure.meeting.parties import no_party, state_named
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Basis, Phase, QuestionKind


def _binding(meeting: Meeting) -> tuple[Proposal | Motion, ...]:
    """The texts and motions on which parties to the dispute must abstain, as they can be contested.

    While a vote is being taken that is the text or the motion that it concerns.
    """
    question = meeting.question
    if meeting.phase is not Phase.VOTING or question is None:
        items: tuple[Proposal | Motion, ...] = (*meeting.open_proposals(), *meeting.motions)
        return tuple(item for item in items if not item.procedural)
    if not bound_by(meeting, question):
        return ()
    if question.kind is QuestionKind.MOTION:
        return tuple(motion for motion in meeting.motions if motion.called == question.subject)
    text = meeting.named(question.subject)
    while text.to:
        text = meeting.named(text.to)
    return (text,)


def _seated(meeting: Meeting) -> dict[str, str]:
    """The States that take part as parties to the dispute -> the member that invited them."""
    if meeting.phase is Phase.VOTING:
        return {}
    return {guest.name: guest.by for guest in meeting.invited if guest.rule is Basis.ARTICLE_32}


def contestable(meeting: Meeting) -> dict[str, frozenset[str]]:
    """States whose being a party can be challenged now -> the participants that say it is one.

    Whoever names a State in submitting a text says so, and so do those that submit it jointly,
    unless the State is a party by the circumstances of the meeting; so does the member that
    invites a party.
    """
    found: dict[str, frozenset[str]] = {
        code: frozenset({by}) for code, by in _seated(meeting).items()
    }
    for item in _binding(meeting):
        for code in item.bound:
            if meeting.is_member(code):
                found[code] = found.get(code, frozenset()) | _who_named(meeting, item, code)
    return {code: by for code, by in found.items() if code not in meeting.held_parties}


def _who_named(meeting: Meeting, item: Proposal | Motion, code: str) -> frozenset[str]:
    if code in meeting.law.parties or not isinstance(item, Proposal):
        return frozenset()
    jointly = item.movers if item.bound_by in item.movers else ()
    return frozenset({item.bound_by, *jointly} - {""})


def contested_by(meeting: Meeting, member: str) -> tuple[str, ...]:
    """States whose being a party ``member`` can challenge now: nobody challenges his own words."""
    return tuple(code for code, by in contestable(meeting).items() if member not in by)


def finding(meeting: Meeting, code: str) -> Question:
    """The question whether to overrule the finding that a State is a party to the dispute."""
    text = say(
        "to overrule the finding that {who} is a party to a dispute under consideration",
        who=meeting.name(code),
    )
    return Question(QuestionKind.PARTY, text, "", True, names=(code,))


def challenged(meeting: Meeting, act: Act) -> Question | None:
    """The ruling or the finding that a challenge is directed at; None if it does not say which.

    That is the finding on the State that it names, or else the ruling just given, or else the only
    finding that its author can contest. Who is late to challenge a ruling does not challenge a
    finding instead.
    """
    named = symbol_of(act, "party")
    if named:
        code = state_named(meeting, named)
        return finding(meeting, code) if code in contestable(meeting) else None
    if meeting.ruled is not None:
        return meeting.ruled
    if any(entry.act.done.kind == "rule" and entry.ruling.in_order for entry in meeting.log):
        return None
    codes = contested_by(meeting, act.by)
    return finding(meeting, codes[0]) if len(codes) == 1 else None


def which_one(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a challenge that is directed at nothing, or leaves open at which finding."""
    if challenged(meeting, act) is not None:
        return None
    named = symbol_of(act, "party")
    offers = [
        instead("challenge", say("that {name} is a party", name=meeting.name(code)))
        for code in contested_by(meeting, act.by)
    ]
    if not named:
        return refuse(
            "rule 30",
            say("whether each State is a party to a dispute is a finding of its own; name one."),
            *offers,
        )
    return refuse("rule 30", _why_not(meeting, named), *offers)


def _why_not(meeting: Meeting, named: str) -> str:
    """Why the finding that a State is a party cannot be challenged now."""
    code = state_named(meeting, named)
    if not code:
        return say("'{name}' is not the name or code of a State.", name=named)
    name = meeting.name(code)
    if code in meeting.no_parties:
        return no_party(name)
    if code in meeting.held_parties:
        return say(
            "that {name} is a party was challenged before and stands; it is not asked again.",
            name=name,
        )
    if meeting.phase is Phase.VOTING:
        return say("{name} is not bound to abstain in the vote that is being taken.", name=name)
    return say("nothing before the Council treats {name} as a party to a dispute.", name=name)


def of_another(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to challenge what one ruled or said oneself."""
    named = symbol_of(act, "party")
    if named:
        own = act.by in contestable(meeting).get(state_named(meeting, named), ())
    else:
        own = meeting.ruled is not None and meeting.ruled.by == act.by
    if not own:
        return None
    return refuse(
        "rule 30",
        say("nobody challenges a ruling or a finding of his own."),
        instead("challenge", say("another member")),
    )


def something_to_challenge(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a challenge if there is nothing that the member can challenge."""
    ruled = meeting.ruled
    if contested_by(meeting, act.by) or (ruled is not None and ruled.by != act.by):
        return None
    if ruled is not None or contestable(meeting):
        return refuse(
            "rule 30",
            say("nobody challenges a ruling or a finding of his own."),
            instead("challenge", say("another member")),
        )
    return refuse(
        "rule 30",
        say("there is no ruling to challenge, or the meeting has gone on since it was given."),
        instead("point_of_order", say("raise a point")),
    )
