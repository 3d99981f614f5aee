"""Play a meeting: apply an act, replay or undo acts, list the acts that are in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.domain.membership import state_code
from sim.domain.texts import say
from sim.domain.words import close_to
from sim.procedure.councils import other_government
from sim.procedure.meeting import (
    admission,
    amendments,
    calling,
    chair,
    consent,
    credentials,
    division,
    inviting,
    motion_keeping,
    motions,
    nature,
    ordering,
    papers,
    points,
    proposals,
    putting,
    revisions,
    speaking,
    sponsors,
    voting,
)
from sim.procedure.meeting.acts import OVERRIDE, TEACHER, Act, Ruling, instead
from sim.procedure.meeting.entities import MeetingRecord, Question
from sim.procedure.meeting.fields import Field, read_particulars, schema_of
from sim.procedure.meeting.kinds import (
    ActKind,
    Check,
    by_chair,
    no_question,
    not_voting,
    recognized,
    refuse,
)
from sim.procedure.meeting.settled_nature import (
    asked_in_the_vote,
    can_be_settled,
    unless_gone_on,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Phase

FAMILIES = (
    calling,
    consent,
    chair,
    speaking,
    inviting,
    credentials,
    motions,
    motion_keeping,
    proposals,
    ordering,
    sponsors,
    amendments,
    revisions,
    division,
    points,
    nature,
    putting,
    voting,
    admission,
    papers,
)


def _with_credentials(kind: ActKind) -> ActKind:
    """``kind``, refused to representatives whose credentials are not recognized (rule 17)."""
    return kind if kind.unrecognized else replace(kind, standing=(recognized, *kind.standing))


ACTS: dict[str, ActKind] = {
    kind.name: _with_credentials(kind) for family in FAMILIES for kind in family.KINDS
}
"""Kinds of act by name; add a new kind to the table of its family."""

CHAIR_ACTS = frozenset(name for name, kind in ACTS.items() if by_chair in kind.standing)
"""Acts that only the presiding member performs."""

INTERRUPTING = frozenset(
    {"rule", "put_motion", "put_nature", "put_credentials", "put_question", "no_objection",
     "announce"}
)  # fmt: skip
"""Acts of the chair after which a speaker goes on; by others the chair ends the statement."""


def apply_act(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Apply ``act`` if it is in order, and return the meeting after it and the ruling.

    An act that is out of order only adds an entry to the log.
    """
    if act.kind == OVERRIDE:
        return _override(meeting, act)
    act = _by_its_code(meeting, act)
    kind = ACTS.get(act.kind)
    if kind is None:
        return _log(meeting, act, _no_act(act.kind))
    refusal = first_refusal(meeting, act, kind.standing)
    if refusal is not None:
        return _log(meeting, act, refusal)
    parsed = read_particulars(act, kind.fields)
    if isinstance(parsed, Ruling):
        return _log(meeting, act, parsed)
    refusal = first_refusal(meeting, parsed, kind.checks)
    if refusal is not None:
        return _log(meeting, act, refusal)
    return _do(meeting, act, parsed, kind)


def _by_its_code(meeting: Meeting, act: Act) -> Act:
    """``act`` with its actor as a code, if the actor is the name of a participating State."""
    if meeting.takes_part(act.by):
        return act
    code = other_government(act.by, meeting.law.day) or state_code(act.by)
    return replace(act, by=code) if code is not None and code != act.by else act


def first_refusal(meeting: Meeting, act: Act, checks: Iterable[Check]) -> Ruling | None:
    """The first refusal of ``act`` by ``checks``, or None."""
    for check in checks:
        refusal = check(meeting, act)
        if refusal is not None:
            return refusal
    return None


def _no_act(kind: str) -> Ruling:
    near = close_to(kind, ACTS)
    return refuse("practice", say("there is no act called '{kind}'.", kind=kind), *(near or ACTS))


def _do(meeting: Meeting, act: Act, parsed: Act, kind: ActKind) -> tuple[Meeting, Ruling]:
    """Apply ``parsed``, which is ``act`` with its values read, and log ``act`` as given."""
    taken = len(meeting.ballots)
    after, ruling = kind.effect(meeting, parsed)
    return _log(_gone_on(meeting, after, kind), act, ruling, taken)


ANSWERED_LATER = frozenset(
    {"rule", "vote", "ask_floor", "second", "cosponsor", "withdraw_sponsorship", "request_vote",
     "amend", "accept_amendment", "revise", "divide", "object_to_division", "second_motion"}
)  # fmt: skip
"""Acts with which the meeting does not go on: a ruling can still be challenged after them.

They are those of the chair and of members on a text; a mover that changes its text at once does not
forestall a challenge.
"""


def _gone_on(before: Meeting, after: Meeting, kind: ActKind) -> Meeting:
    """``after`` without what ends as the meeting goes on with an act of ``kind``."""
    if kind.name not in ANSWERED_LATER and after.ruled is before.ruled:
        after = unless_gone_on(after)
    if after.floor and kind.name in CHAIR_ACTS - INTERRUPTING:
        after = after.having(floor="")
    return _still_asked(after)


def _still_asked(meeting: Meeting) -> Meeting:
    """``meeting`` without a question about the nature of something that is no longer before it.

    The text or motion may have been taken in, replaced or decided since the question was asked.
    Nobody could settle its nature then, and nothing could be put before it was settled.
    """
    if meeting.nature_asked and not can_be_settled(meeting, meeting.nature_asked):
        return meeting.having(nature_asked="")
    return meeting


def _log(
    meeting: Meeting, act: Act, ruling: Ruling, taken: int | None = None
) -> tuple[Meeting, Ruling]:
    ballot = None
    if taken is not None and len(meeting.ballots) > taken:
        ballot = meeting.ballots[-1]
    entry = MeetingRecord(act, ruling, ballot, meeting.chair)
    return meeting.having(log=(*meeting.log, entry)), ruling


def _override(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Apply the act inside ``act`` although it is out of order, provided that its object exists."""
    if act.by != TEACHER:
        refusal = refuse(
            "practice",
            say("only the teacher overrides the law."),
            instead("challenge", say("the ruling")),
        )
        return _log(meeting, act, refusal)
    wanted = _wanted(act)
    if isinstance(wanted, Ruling):
        return _log(meeting, act, wanted)
    wanted = _by_its_code(meeting, wanted)
    kind = ACTS[wanted.kind]
    lacking = first_refusal(meeting, wanted, kind.objects)
    if lacking is not None:
        return _log(meeting, act, _impossible(lacking.reason))
    law = first_refusal(meeting, wanted, (*kind.standing, *kind.checks))
    after, ruling = kind.effect(meeting, wanted)
    if asked_in_the_vote(after) and not asked_in_the_vote(meeting) and wanted.kind != "ask_nature":
        after = after.having(nature_asked="")
    if _breaks_a_ballot(meeting, after):
        broken = not_voting(meeting, wanted)
        return _log(meeting, act, _impossible(broken.reason if broken else ""))
    unlawful = law is not None and kind.rule == "rule 35"
    if _takes_away(meeting, after) or (unlawful and _no_longer_asked(meeting, after)):
        asked = not_voting(meeting, wanted) or no_question(meeting, wanted)
        return _log(meeting, act, _impossible(asked.reason if asked else ""))
    against = (
        say("The law says otherwise ({rule}: {reason})", rule=law.rule, reason=law.reason)
        if law
        else say("The law agrees.")
    )
    # The rule that the act breaks; of a result and of a vote, that by which the ballot is counted.
    counted = wanted.kind == "vote" or len(after.ballots) > len(meeting.ballots)
    rule = ruling.rule if law is None or counted else law.rule
    overridden = replace(
        ruling, rule=say("override ({rule})", rule=rule), reason=against, override=True
    )
    return _log(_gone_on(meeting, after, kind), act, overridden, len(meeting.ballots))


def _takes_away(before: Meeting, after: Meeting) -> bool:
    """Whether what the Council is asked to decide would be gone, or another text, by ``after``."""
    if len(after.ballots) > len(before.ballots) or after.phase is Phase.CLOSED:
        return False
    asked = (after.question, after.held_over, *after.queue)
    return any(
        question is not None and _at_stake(before, question) != _at_stake(after, question)
        for question in (before.question, before.held_over, *before.queue)
        if question in asked
    )


def _no_longer_asked(before: Meeting, after: Meeting) -> bool:
    """Whether what consent is asked to is no longer asked, as after a withdrawal."""
    return before.question is not None and after.question is None


def _at_stake(meeting: Meeting, question: Question) -> tuple[object, ...]:
    """What is decided with ``question``: the text as it stands, or the motion."""
    text = meeting.proposal(question.subject)
    wording = (
        (text.status, text.amended_by, text.present, text.paragraphs, text.separate)
        if text
        else None
    )
    return wording, any(motion.called == question.subject for motion in meeting.motions)


def _breaks_a_ballot(before: Meeting, after: Meeting) -> bool:
    """Whether an open ballot would be left, or its votes counted on another question."""
    if before.phase is not Phase.VOTING or len(after.ballots) > len(before.ballots):
        return False
    goes_on = after.phase is Phase.VOTING and after.question is before.question
    return not (goes_on or before.question in after.queue or after.phase is Phase.CLOSED)


def _wanted(act: Act) -> Act | Ruling:
    """The act inside an override, with its values read, or a refusal if there is none."""
    item = act.data.get("do")
    if not isinstance(item, Mapping):
        return _impossible(say("'do' holds the act to be done."))
    try:
        wanted = Act.from_dict(item)
    except ValueError as error:
        return _impossible(f"{error}.")
    kind = ACTS.get(wanted.kind)
    if kind is None:
        return _impossible(say("there is no act called '{kind}'.", kind=wanted.kind))
    parsed = read_particulars(wanted, kind.fields)
    return _impossible(parsed.reason) if isinstance(parsed, Ruling) else parsed


def _impossible(why: str) -> Ruling:
    return refuse("override", say("this cannot be done even by override: {why}", why=why))


def replay_meeting(opening: Meeting, acts: Iterable[Act | Mapping[str, Any]]) -> Meeting:
    """Apply ``acts`` in order to ``opening``; the same acts give the same meeting.

    Raises:
        ValueError: if an item is not an act.
    """
    meeting = opening
    for item in acts:
        meeting, _ = apply_act(meeting, item if isinstance(item, Act) else Act.from_dict(item))
    return meeting


def acts_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Every act of the log as plain data, for storing and for ``replay_meeting``."""
    return [entry.act.as_dict() for entry in meeting.log]


def undo(opening: Meeting, meeting: Meeting) -> Meeting:
    """The meeting without the last act that was in order and the refused acts after it."""
    done = [place for place, entry in enumerate(meeting.log) if entry.ruling.in_order]
    last = done[-1] if done else 0
    return replay_meeting(opening, [entry.act for entry in meeting.log[:last]])


@dataclass(frozen=True, slots=True)
class PossibleAct:
    """An act that a participant can perform now, and its fields."""

    kind: str
    label: str
    rule: str
    fields: tuple[Field, ...] = ()


def possible_acts(meeting: Meeting, actor: str) -> tuple[PossibleAct, ...]:
    """The acts that ``actor`` can perform now, before values are checked."""
    return tuple(
        PossibleAct(kind.name, kind.label, kind.rule, kind.fields)
        for kind in ACTS.values()
        if all(check(meeting, Act(kind.name, actor)) is None for check in kind.standing)
    )


def acts_schema() -> dict[str, Any]:
    """JSON Schema of all acts by kind, as ``Act.from_dict`` and ``apply_act`` read them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": say("An act of a meeting of the Council"),
        "oneOf": [schema_of(kind.name, kind.label, kind.fields) for kind in ACTS.values()],
    }
