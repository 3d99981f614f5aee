"""Who speaks, in what order and in what language; explanations of vote and further statements."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import SECRETARIAT, Act, Ruling, instead
from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.fields import FLAG, NAMES, TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    CALLED,
    ON_THE_ITEM,
    ActKind,
    before_agenda,
    by_participant,
    flag_of,
    item_rests,
    no_question,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.precedence import next_text
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Phase, QuestionKind
from sim.procedure.rules import UNDEBATABLE, languages_on

TEXTS = (QuestionKind.PROPOSAL, QuestionKind.AMENDMENT, QuestionKind.PART)
"""Questions whose votes are explained."""


def _not_listed(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by not in meeting.speakers:
        return None
    return refuse("rule 27", say("{member} is on the list already.", member=meeting.name(act.by)))


def _on_the_agenda(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is not Phase.AGENDA or flag_of(act, "on_the_agenda"):
        return None
    return before_agenda(instead("ask_floor", "with on_the_agenda, to speak on its adoption"))


def _ask_floor(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Add the speaker at the end of the list, or first to explain a committee's report."""
    report = flag_of(act, "report")
    speakers = (act.by, *meeting.speakers) if report else (*meeting.speakers, act.by)
    return meeting.having(speakers=speakers), Ruling(
        "rule 29" if report else "rule 27",
        say("whoever chairs or reports for a committee may be heard first to explain its report.")
        if report
        else say("speakers are called in the order in which they asked."),
        say(
            "{member} is number {place} on the list.",
            member=meeting.name(act.by),
            place=speakers.index(act.by) + 1,
        ),
    )


def _has_spoken(meeting: Meeting, act: Act) -> Ruling | None:
    has_spoken = any(
        entry.ruling.in_order and entry.act.done.by == act.by and entry.act.done.kind == "speak"
        for entry in meeting.log
    )
    if has_spoken:
        return None
    return refuse(
        "practice",
        say(
            "a further statement, in reply to what others have said, is for those who have spoken."
        ),
        instead("ask_floor", say("ask for the floor")),
    )


def _ask_reply(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    speakers = (*meeting.speakers, act.by)
    return meeting.having(speakers=speakers), Ruling(
        "practice: further statement",
        say(
            "the rules have no right of reply, unlike the Assembly's; a member that wishes to "
            "answer asks for the floor again and is heard at the end of the list."
        ),
        say(
            "{member} is number {place} on the list.",
            member=meeting.name(act.by),
            place=len(speakers),
        ),
    )


def _debate(meeting: Meeting, act: Act) -> Ruling | None:
    pending = next((m for m in meeting.motions if m.what in UNDEBATABLE), None)
    if pending is None:
        return None
    return refuse(
        "rule 33",
        say("a motion to suspend or simply to adjourn the meeting is decided without debate."),
        instead("put_motion", pending.what),
    )


def _turn(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a speaker out of turn; a President need not ask for the floor, but waits for it."""
    if act.by in (SECRETARIAT, meeting.floor):
        return None
    if act.by == (meeting.speakers[0] if meeting.speakers else meeting.chair):
        return None
    if not meeting.speakers:
        return refuse(
            "rule 27",
            say("the speaker has not asked for the floor."),
            instead("ask_floor", say("ask for it")),
        )
    first = meeting.name(meeting.speakers[0])
    return refuse(
        "rule 27",
        say(
            "speakers are called in the order in which they asked; {member} is next.", member=first
        ),
        instead("ask_floor", say("wait for your turn")),
        instead("point_of_order", say("interrupt only for this")),
    )


def _consent_asked(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse speeches while consent is asked, except on the agenda and after an objection."""
    question = meeting.question
    if question is None or question.kind is QuestionKind.AGENDA or meeting.objectors:
        return None
    return no_question(meeting, act)


def _language(meeting: Meeting, act: Act) -> Ruling | None:
    language, known = symbol_of(act, "language"), languages_on(meeting.law.day)
    spoken = language.casefold() in {name.casefold() for name in known}
    if not language or spoken or flag_of(act, "interpretation"):
        return None
    return refuse(
        "rule 44",
        say(
            "{language} is not a language of the Council; the speaker provides the interpretation.",
            language=language,
        ),
        instead("speak", say("in {names}", names=in_a_row(known, ", "))),
        instead("speak", "with interpretation into one of them"),
    )


def _speak(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Give the floor to the speaker, who has it until another speaker is called."""
    speakers = list(meeting.speakers)
    goes_on = meeting.floor == act.by != next(iter(speakers), "")
    if act.by in speakers and not goes_on:  # otherwise it is yet to be heard again
        speakers.remove(act.by)
    if act.by == SECRETARIAT:
        rule, reason = "rule 22", say("the Secretary-General may speak at any time.")
    else:
        rule, reason = "rule 27", say("it is the speaker's turn.")
    effect = (
        say("{member} speaks in its national capacity.", member=meeting.name(act.by))
        if act.by == meeting.chair
        else say("{member} speaks.", member=meeting.name(act.by))
    )
    return meeting.having(speakers=tuple(speakers), floor=act.by), Ruling(rule, reason, effect)


def _has_floor(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.floor == act.by:
        return None
    return refuse("rule 27", say("only the speaker who has the floor can give it up."))


def _end_statement(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting.having(floor=""), Ruling(
        "practice",
        say(
            "the floor goes back to the President, who calls the next; it is not yielded to others."
        ),
        say("{member} has finished.", member=meeting.name(act.by)),
    )


def _something_to_explain(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.open_proposals() or any(b.question.kind in TEXTS for b in meeting.ballots):
        return None
    return refuse(
        "practice",
        say("there is no vote to explain."),
        instead("ask_floor", say("make a statement")),
    )


def _can_be_explained(meeting: Meeting, act: Act) -> Ruling | None:
    symbol = symbol_of(act, "on")
    proposal = meeting.proposal(symbol)
    if not symbol or (proposal is not None and (proposal.open or proposal.voted)):
        return None
    return refuse(
        "practice",
        say(
            "{symbol} was not voted on at this meeting, and no vote on it is to come.",
            symbol=symbol,
        ),
        instead("explain", "without 'on'"),
    )


def _coming(meeting: Meeting) -> Proposal:
    return next_text(meeting) or meeting.open_proposals()[0]


def _explained(meeting: Meeting, act: Act) -> tuple[str, bool]:
    """The symbol of the text whose vote is explained, and whether the vote has been taken."""
    symbol = symbol_of(act, "on")
    if not symbol:
        last = next((b for b in reversed(meeting.ballots) if b.question.kind in TEXTS), None)
        symbol = last.question.subject if last else _coming(meeting).symbol
    proposal = meeting.proposal(symbol)
    return symbol, bool(proposal and proposal.voted)


def _explain(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol, voted = _explained(meeting, act)
    return meeting, Ruling(
        "practice",
        say(
            "explanations before or after the vote are a custom; no rule "
            "grants or forbids them, and sponsors make them too."
        ),
        (
            say(
                "{member} explains its vote on {symbol} after the vote.",
                member=meeting.name(act.by),
                symbol=symbol,
            )
            if voted
            else say(
                "{member} explains its vote on {symbol} before the vote.",
                member=meeting.name(act.by),
                symbol=symbol,
            )
        ),
    )


_WORDS = Field("words", TEXT, say("what the delegation says, in its own words"))
_REASONS = Field("reasons", NAMES, say("what the model says moved the member"), seldom=True)

KINDS: tuple[ActKind, ...] = (
    ActKind(
        "ask_floor",
        say("Ask for the floor"),
        "rule 27",
        _ask_floor,
        (by_participant, *CALLED, item_rests, _not_listed),
        (_on_the_agenda,),
        (
            Field("report", FLAG, say("to explain a committee's report (rule 29)"), seldom=True),
            Field("on_the_agenda", FLAG, say("to speak on the adoption of the agenda")),
        ),
    ),
    ActKind(
        "speak",
        say("Speak"),
        "rule 27",
        _speak,
        (by_participant, *CALLED, item_rests, _consent_asked, _debate, _turn),
        (_language,),
        (
            _WORDS,
            _REASONS,
            Field("language", TEXT, say("the language, when not one of the six"), seldom=True),
            Field(
                "interpretation", FLAG, say("with interpretation into one of the six"), seldom=True
            ),
        ),
    ),
    ActKind(
        "end_statement",
        say("Finish the statement"),
        "rule 27",
        _end_statement,
        (by_participant, *CALLED, _has_floor),
    ),
    ActKind(
        "ask_reply",
        say("Ask to make a further statement"),
        "practice",
        _ask_reply,
        (by_participant, *ON_THE_ITEM, _not_listed, _has_spoken),
    ),
    ActKind(
        "explain",
        say("Explain the vote"),
        "practice",
        _explain,
        (only_members, *ON_THE_ITEM, no_question, _debate, _something_to_explain),
        (_can_be_explained,),
        (
            Field("on", TEXT, say("symbol of the text"), source=ValueSource.DECIDED),
            _WORDS,
            _REASONS,
        ),
        objects=(_something_to_explain, _can_be_explained),
    ),
)
"""Kinds of act of this family."""
