"""Who speaks, in what order, in what language; explanations of vote; invitations."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.states import UnknownStateError, code_of
from sim.procedure.meeting.acts import SECRETARIAT, Act, Ruling
from sim.procedure.meeting.deciding import ask
from sim.procedure.meeting.fields import FLAG, NAMES, TEXT, Field, Source
from sim.procedure.meeting.kinds import (
    SITTING,
    Kind,
    by_member,
    by_participant,
    flag_of,
    names_of,
    no_question,
    refuse,
    text_of,
)
from sim.procedure.meeting.state import Meeting, Question
from sim.procedure.meeting.vocabulary import Basis, QuestionKind
from sim.procedure.rules import LANGUAGES, UNDEBATABLE


def _not_listed(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by not in meeting.speakers:
        return None
    return refuse("rule 27", f"{meeting.name(act.by)} is on the list already.")


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
    if act.by in (meeting.chair, SECRETARIAT):
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


def _language(meeting: Meeting, act: Act) -> Ruling | None:
    language = text_of(act, "language")
    if not language or language in LANGUAGES or flag_of(act, "interpretation"):
        return None
    return refuse(
        "rule 44",
        f"{language} is no language of the Council; its speaker brings the interpretation.",
        f"speak: in {', '.join(sorted(LANGUAGES))}",
        "speak: with interpretation into one of them",
    )


def _speak(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    speakers = tuple(code for code in meeting.speakers if code != act.by)
    role = "in its national capacity" if act.by == meeting.chair else ""
    if act.by == SECRETARIAT:
        rule, reason = "rule 22", "the Secretary-General may speak at any time."
    else:
        rule, reason = "rule 27", "it is the speaker's turn."
    effect = " ".join(f"{meeting.name(act.by)} speaks {role}".split()) + "."
    return meeting.having(speakers=speakers), Ruling(rule, reason, effect)


def _something_to_explain(meeting: Meeting, act: Act) -> Ruling | None:
    votes_taken = any(
        ballot.question.kind in ("proposal", "amendment") for ballot in meeting.ballots
    )
    if votes_taken or meeting.open_proposals():
        return None
    return refuse("practice", "there is no vote to explain.", "ask_floor: make a statement")


def _explain(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting, Ruling(
        "practice",
        "explanations before or after the vote are a custom; no rule grants or forbids them, and "
        "sponsors make them too.",
        f"{meeting.name(act.by)} explains its vote.",
    )


def _is_state(name: str) -> bool:
    try:
        return bool(code_of(name))
    except UnknownStateError:
        return False


def _basis(act: Act) -> Basis:
    return Basis(text_of(act, "rule") or Basis.RULE_37)


def _whom(meeting: Meeting, act: Act) -> Ruling | None:
    names, rule = names_of(act, "who"), _basis(act)
    strangers = [name for name in names if not _is_state(name)]
    if strangers and rule is not Basis.RULE_39:
        return refuse(
            rule,
            f"{strangers[0]} is no State; under {rule} States are invited, and other persons "
            "under rule 39.",
            f"invite: {strangers[0]}, under rule 39",
        )
    seated = [name for name in names if meeting.is_member(name)]
    if seated:
        return refuse(
            "Article 31", f"{meeting.name(seated[0])} is a member and needs no invitation."
        )
    present = [name for name in names if meeting.takes_part(name)]
    if present:
        return refuse("rules 37 and 39", f"{meeting.name(present[0])} has been invited already.")
    return None


def _invite(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    names, rule = names_of(act, "who"), _basis(act)
    who = ", ".join(meeting.name(name) for name in names)
    question = Question(
        QuestionKind.INVITATION, f"to invite {who} ({rule})", act.by, True, rule, names
    )
    reasons = {
        Basis.RULE_37: "a Member of the United Nations whose interests are specially affected may "
        "be invited (Article 31, rule 37).",
        Basis.RULE_39: "the Secretariat and other persons may be invited to supply information.",
        Basis.ARTICLE_32: "a party to a dispute under consideration shall be invited.",
    }
    return ask(meeting, question), Ruling(
        rule,
        f"{reasons[rule]} The question is procedural.",
        f"The Council is asked {question.text}.",
    )


def _object_credentials(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    whose = meeting.name(text_of(act, "of"))
    return meeting, Ruling(
        "rule 17",
        "a representative to whose credentials objection is made sits with the same rights until "
        "the Council has decided the matter.",
        f"The representative of {whose} goes on sitting.",
    )


_REASONS = Field("reasons", NAMES, "what the model says moved the member", seldom=True)

KINDS: tuple[Kind, ...] = (
    Kind(
        "ask_floor",
        "Ask for the floor",
        "rule 27",
        _ask_floor,
        (by_participant, *SITTING, _not_listed),
        (),
        (Field("report", FLAG, "to explain a committee's report (rule 29)", seldom=True),),
    ),
    Kind(
        "speak",
        "Speak",
        "rule 27",
        _speak,
        (by_participant, *SITTING, no_question, _debate, _turn),
        (_language,),
        (
            _REASONS,
            Field("language", TEXT, "the language, when not one of the six", seldom=True),
            Field("interpretation", FLAG, "with interpretation into one of the six", seldom=True),
        ),
    ),
    Kind(
        "explain",
        "Explain the vote",
        "practice",
        _explain,
        (by_member, *SITTING, no_question, _something_to_explain),
        (),
        (Field("on", TEXT, "symbol of the text", source=Source.DECIDED), _REASONS),
    ),
    Kind(
        "invite",
        "Propose to invite somebody",
        "rules 37 and 39",
        _invite,
        (by_member, *SITTING, no_question),
        (_whom,),
        (
            Field(
                "who",
                NAMES,
                "names or codes",
                source=Source.GUESTS,
                required=True,
                rule="rules 37 and 39",
            ),
            Field(
                "rule",
                TEXT,
                "on which provision, rule 37 if left out",
                choices=tuple(Basis),
                rule="rules 37 and 39",
            ),
        ),
    ),
    Kind(
        "object_credentials",
        "Object to a representative's credentials",
        "rule 17",
        _object_credentials,
        (by_member, *SITTING),
        (),
        (Field("of", TEXT, "member", source=Source.MEMBERS),),
        seldom=True,
    ),
)
"""Kinds of act of this family."""
