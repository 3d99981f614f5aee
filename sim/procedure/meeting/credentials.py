"""Credentials: objecting to them, deciding on them, accrediting another representative."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import start_vote
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    CALLED,
    ActKind,
    by_chair,
    no_question,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.motion_grounds import first_of_rule_33, motions_first
from sim.procedure.meeting.parties import state_named
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import QuestionKind
from sim.procedure.rules import UNDEBATABLE


def _whose(meeting: Meeting, act: Act) -> str:
    """The member whose representative is meant, given by name or code."""
    named = symbol_of(act, "of")
    return state_named(meeting, named) or named


def _a_representative(meeting: Meeting, act: Act) -> Ruling | None:
    whose = _whose(meeting, act)
    if meeting.is_member(whose) and whose not in meeting.unseated:
        return None
    return refuse(
        "rule 17", say("{member} has no representative on the Council.", member=meeting.name(whose))
    )


def _object_credentials(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    whose = _whose(meeting, act)
    challenged = tuple(dict.fromkeys((*meeting.challenged, whose)))
    return meeting.having(challenged=challenged), Ruling(
        "rule 17",
        say(
            "a representative to whose credentials objection is made sits with "
            "the same rights until the Council has decided the matter."
        ),
        say("The representative of {member} keeps the seat.", member=meeting.name(whose)),
    )


def _some_challenged(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.challenged:
        return None
    return refuse(
        "rule 17",
        say("no objection to credentials is pending."),
        instead("object_credentials", say("object to them")),
    )


def _challenged(meeting: Meeting, act: Act) -> Ruling | None:
    whose = _whose(meeting, act)
    if whose in meeting.challenged:
        return None
    return refuse(
        "rule 17",
        say("nobody has objected to the credentials of {member}.", member=meeting.name(whose)),
    )


def _at_once(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a vote on credentials before a motion that is decided without debate (rule 33).

    Other motions of that rule go before what is proposed on the subject, which credentials are not.
    """
    first = first_of_rule_33(meeting)
    waits = first is not None and first.what in UNDEBATABLE
    return motions_first(meeting, act) if waits else None


def _put_credentials(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    whose = _whose(meeting, act)
    text = say(
        "to uphold the objection to the credentials of {member}'s representative",
        member=meeting.name(whose),
    )
    question = Question(QuestionKind.CREDENTIALS, text, act.by, True, whose)
    return start_vote(meeting, question), Ruling(
        "rule 17; Article 27(2)",
        say(
            "the Council decides on credentials by a procedural vote, the "
            "representative concerned voting like the others."
        ),
        say("A vote is taken {text}.", text=text),
    )


def _refused_credentials(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by in meeting.unseated:
        return None
    return refuse(
        "rule 13",
        say(
            "a member accredits another representative here only after the Council has not "
            "recognized the credentials of the first."
        ),
    )


def _accredit(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Seat a new representative provisionally; a President's presides again unless it had ceded."""
    unseated = tuple(code for code in meeting.unseated if code != act.by)
    name = meeting.name(act.by)
    after = meeting.having(unseated=unseated)
    effect = say("A new representative of {member} takes the seat.", member=name)
    if act.by == meeting.law.president not in (meeting.chair, meeting.ceded):
        after = after.having(chair=act.by, ceded="")
        effect = in_a_row([effect, say("{member} presides again.", member=name)])
    return after, Ruling(
        "rules 13 and 16",
        say(
            "until the Council has approved his credentials, a representative sits provisionally "
            "with the same rights as the others; an objection can be made to his as well (rule 17)."
        ),
        effect,
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "object_credentials",
        say("Object to a representative's credentials"),
        "rule 17",
        _object_credentials,
        (only_members, *CALLED),
        (_a_representative,),
        (
            Field(
                "of", TEXT, say("member"), source=ValueSource.MEMBERS, required=True, rule="rule 17"
            ),
        ),
        (_a_representative,),
        seldom=True,
    ),
    ActKind(
        "put_credentials",
        say("Let the Council decide on credentials"),
        "rule 17",
        _put_credentials,
        (by_chair, *CALLED, no_question, _at_once, _some_challenged),
        (_challenged,),
        (
            Field(
                "of",
                TEXT,
                say("member"),
                source=ValueSource.CHALLENGED,
                required=True,
                rule="rule 17",
            ),
        ),
        (_some_challenged, _challenged),
    ),
    ActKind(
        "accredit",
        say("Accredit another representative"),
        "rules 13 and 16",
        _accredit,
        (*CALLED, _refused_credentials),
        objects=(_refused_credentials,),
        unrecognized=True,
    ),
)
"""Kinds of act of this family."""
