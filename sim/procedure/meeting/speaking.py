"""Who speaks, in what order and in what language; explanations of vote and further statements."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.procedure.meeting.acts import SECRETARIAT, Act, Ruling
from sim.procedure.meeting.fields import FLAG, NAMES, TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    CALLED,
    ON_THE_ITEM,
    SITTING,
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
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Phase, QuestionKind
from sim.procedure.rules import LANGUAGES, UNDEBATABLE

TEXTS = (QuestionKind.PROPOSAL, QuestionKind.AMENDMENT, QuestionKind.PART)
"""Questions whose votes are explained."""


def _not_listed(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by not in meeting.speakers:
        return None
    return refuse("rule 27", f"{meeting.name(act.by)} is on the list already.")


def _on_the_agenda(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is not Phase.AGENDA or flag_of(act, "on_the_agenda"):
        return None
    return before_agenda("ask_floor: with on_the_agenda, to speak on its adoption")


def _ask_floor(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Put the speaker at the end of the list, or at its head to explain a committee's report."""
    report = flag_of(act, "report")
    speakers = (act.by, *meeting.speakers) if report else (*meeting.speakers, act.by)
    return meeting.having(speakers=speakers), Ruling(
        "rule 29" if report else "rule 27",
        "whoever chairs or reports for a committee may be heard first to explain its report."
        if report
        else "speakers are called in the order in which they asked.",
        f"{meeting.name(act.by)} is number {speakers.index(act.by) + 1} on the list.",
    )


def _has_spoken(meeting: Meeting, act: Act) -> Ruling | None:
    said = any(
        entry.ruling.in_order and entry.act.by == act.by and entry.act.kind == "speak"
        for entry in meeting.log
    )
    if said:
        return None
    return refuse(
        "practice",
        "a further statement, in reply to what others have said, is for those who have spoken.",
        "ask_floor: ask for the floor",
    )


def _ask_reply(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    speakers = (*meeting.speakers, act.by)
    return meeting.having(speakers=speakers), Ruling(
        "practice: further statement",
        "the rules know no right of reply, as the Assembly's do; whoever wishes to answer asks for "
        "the floor once more and is heard at the end of the list.",
        f"{meeting.name(act.by)} is number {len(speakers)} on the list.",
    )


def _debate(meeting: Meeting, act: Act) -> Ruling | None:
    pending = next((m for m in meeting.motions if m.what in UNDEBATABLE), None)
    if pending is None:
        return None
    return refuse(
        "rule 33",
        "a motion to suspend or simply to adjourn the meeting is decided without debate.",
        f"put_motion: {pending.what}",
    )


def _turn(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by in (meeting.chair, SECRETARIAT, meeting.floor):
        return None
    if meeting.speakers and meeting.speakers[0] == act.by:
        return None
    if not meeting.speakers:
        return refuse(
            "rule 27", "the speaker has not asked for the floor.", "ask_floor: ask for it"
        )
    first = meeting.name(meeting.speakers[0])
    return refuse(
        "rule 27",
        f"speakers are called in the order in which they asked; {first} is next.",
        "ask_floor: wait for your turn",
        "point_of_order: interrupt only for this",
    )


def _consent_asked(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse speeches while consent is asked; the agenda and what is objected to are debated."""
    question = meeting.question
    if question is None or question.kind is QuestionKind.AGENDA or meeting.objectors:
        return None
    return no_question(meeting, act)


def _language(meeting: Meeting, act: Act) -> Ruling | None:
    language = symbol_of(act, "language")
    if not language or language in LANGUAGES or flag_of(act, "interpretation"):
        return None
    return refuse(
        "rule 44",
        f"{language} is no language of the Council; its speaker brings the interpretation.",
        f"speak: in {', '.join(sorted(LANGUAGES))}",
        "speak: with interpretation into one of them",
    )


def _speak(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Give the floor to the speaker, who keeps it until somebody else is called."""
    speakers = list(meeting.speakers)
    if act.by in speakers:
        speakers.remove(act.by)
    role = "in its national capacity" if act.by == meeting.chair else ""
    if act.by == SECRETARIAT:
        rule, reason = "rule 22", "the Secretary-General may speak at any time."
    else:
        rule, reason = "rule 27", "it is the speaker's turn."
    effect = " ".join(f"{meeting.name(act.by)} speaks {role}".split()) + "."
    return meeting.having(speakers=tuple(speakers), floor=act.by), Ruling(rule, reason, effect)


def _has_floor(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.floor == act.by:
        return None
    return refuse("rule 27", "only whoever has the floor gives it up.")


def _end_statement(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting.having(floor=""), Ruling(
        "practice",
        "the floor goes back to the President, who calls the next; it is not yielded to others.",
        f"{meeting.name(act.by)} has finished.",
    )


def _something_to_explain(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.open_proposals() or any(b.question.kind in TEXTS for b in meeting.ballots):
        return None
    return refuse("practice", "there is no vote to explain.", "ask_floor: make a statement")


def _can_be_explained(meeting: Meeting, act: Act) -> Ruling | None:
    symbol = symbol_of(act, "on")
    proposal = meeting.proposal(symbol)
    if not symbol or (proposal is not None and (proposal.open or proposal.voted)):
        return None
    return refuse(
        "practice", f"{symbol} was neither voted here nor is still to be.", "explain: without 'on'"
    )


def _explained(meeting: Meeting, act: Act) -> tuple[str, bool]:
    """The text whose vote is explained, and whether it has been voted: the one just decided."""
    symbol = symbol_of(act, "on")
    if not symbol:
        last = next((b for b in reversed(meeting.ballots) if b.question.kind in TEXTS), None)
        symbol = last.question.subject if last else meeting.open_proposals()[0].symbol
    proposal = meeting.proposal(symbol)
    return symbol, bool(proposal and proposal.voted)


def _explain(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol, voted = _explained(meeting, act)
    when = "after" if voted else "before"
    return meeting, Ruling(
        "practice",
        "explanations before or after the vote are a custom; no rule grants or forbids them, and "
        "sponsors make them too.",
        f"{meeting.name(act.by)} explains its vote on {symbol} {when} the vote.",
    )


_WORDS = Field("words", TEXT, "what the delegation says, in its own words")
_REASONS = Field("reasons", NAMES, "what the model says moved the member", seldom=True)

KINDS: tuple[ActKind, ...] = (
    ActKind(
        "ask_floor",
        "Ask for the floor",
        "rule 27",
        _ask_floor,
        (by_participant, *CALLED, item_rests, _not_listed),
        (_on_the_agenda,),
        (
            Field("report", FLAG, "to explain a committee's report (rule 29)", seldom=True),
            Field("on_the_agenda", FLAG, "to speak on the adoption of the agenda"),
        ),
    ),
    ActKind(
        "speak",
        "Speak",
        "rule 27",
        _speak,
        (by_participant, *CALLED, item_rests, _consent_asked, _debate, _turn),
        (_language,),
        (
            _WORDS,
            _REASONS,
            Field("language", TEXT, "the language, when not one of the six", seldom=True),
            Field("interpretation", FLAG, "with interpretation into one of the six", seldom=True),
        ),
    ),
    ActKind(
        "end_statement",
        "Finish the statement",
        "rule 27",
        _end_statement,
        (by_participant, *CALLED, _has_floor),
    ),
    ActKind(
        "ask_reply",
        "Ask to make a further statement",
        "practice",
        _ask_reply,
        (by_participant, *ON_THE_ITEM, _not_listed, _has_spoken),
    ),
    ActKind(
        "explain",
        "Explain the vote",
        "practice",
        _explain,
        (only_members, *SITTING, no_question, _something_to_explain),
        (_can_be_explained,),
        (Field("on", TEXT, "symbol of the text", source=ValueSource.DECIDED), _WORDS, _REASONS),
        objects=(_something_to_explain,),
    ),
)
"""Kinds of act of this family."""
