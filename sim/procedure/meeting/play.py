"""Playing a meeting: apply an act, replay a list of acts, take one back, see what is in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.domain.membership import state_code
from sim.domain.texts import say
from sim.domain.words import close_to
from sim.procedure.meeting import (
    admission,
    amendments,
    calling,
    chair,
    consent,
    inviting,
    motions,
    nature,
    papers,
    points,
    proposals,
    putting,
    speaking,
    sponsors,
    voting,
)
from sim.procedure.meeting.acts import TEACHER, Act, Ruling, instead
from sim.procedure.meeting.entities import MeetingRecord
from sim.procedure.meeting.fields import Field, read_particulars, schema_of
from sim.procedure.meeting.kinds import ActKind, Check, by_chair, refuse
from sim.procedure.meeting.state import Meeting

FAMILIES = (
    calling,
    consent,
    chair,
    speaking,
    inviting,
    motions,
    proposals,
    sponsors,
    amendments,
    points,
    nature,
    putting,
    voting,
    admission,
    papers,
)

ACTS: dict[str, ActKind] = {kind.name: kind for family in FAMILIES for kind in family.KINDS}
"""Kind of act by name; a new kind goes into its family's table."""

CHAIR_ACTS = frozenset(name for name, kind in ACTS.items() if by_chair in kind.standing)
"""What only whoever presides does."""

OVERRIDE = "override"
"""The act by which a teacher has an act done although the law refuses it."""


def apply_act(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Do ``act`` if it is in order; the meeting after it, and the ruling.

    An act that is out of order leaves the meeting as it was, but for the log.
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
    told = read_particulars(act, kind.fields)
    if isinstance(told, Ruling):
        return _log(meeting, act, told)
    refusal = first_refusal(meeting, told, kind.checks)
    if refusal is not None:
        return _log(meeting, act, refusal)
    return _do(meeting, act, told, kind)


def _by_its_code(meeting: Meeting, act: Act) -> Act:
    """``act`` under its actor's code, where it was named as a State that takes part."""
    if meeting.takes_part(act.by):
        return act
    code = state_code(act.by)
    return replace(act, by=code) if code is not None and code != act.by else act


def first_refusal(meeting: Meeting, act: Act, checks: Iterable[Check]) -> Ruling | None:
    """The first ground on which ``checks`` refuse ``act``; None when there is none."""
    for check in checks:
        refusal = check(meeting, act)
        if refusal is not None:
            return refusal
    return None


def _no_act(kind: str) -> Ruling:
    near = close_to(kind, ACTS)
    return refuse("practice", say("there is no act called '{kind}'.", kind=kind), *(near or ACTS))


def _do(meeting: Meeting, act: Act, told: Act, kind: ActKind) -> tuple[Meeting, Ruling]:
    """Log ``act`` as it was given, ``told`` being the same with its particulars read."""
    taken = len(meeting.ballots)
    after, ruling = kind.effect(meeting, told)
    if kind.name not in ("rule", "vote", "ask_floor") and after.ruled is meeting.ruled:
        after = after.having(ruled=None)
    if after.floor and kind.name in CHAIR_ACTS and kind.name != "rule":
        after = after.having(floor="")
    return _log(after, act, ruling, taken)


def _log(
    meeting: Meeting, act: Act, ruling: Ruling, taken: int | None = None
) -> tuple[Meeting, Ruling]:
    ballot = None
    if taken is not None and len(meeting.ballots) > taken:
        ballot = meeting.ballots[-1]
    return meeting.having(log=(*meeting.log, MeetingRecord(act, ruling, ballot))), ruling


def _override(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Do the act that ``act`` carries though the law refuses it, if it has an object at all."""
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
    against = (
        say("The law says otherwise ({rule}: {reason})", rule=law.rule, reason=law.reason)
        if law
        else say("The law agrees.")
    )
    told = replace(
        ruling, rule=say("override ({rule})", rule=ruling.rule), reason=against, override=True
    )
    return _log(after, act, told, len(meeting.ballots))


def _wanted(act: Act) -> Act | Ruling:
    """The act that an override carries, its particulars read; a refusal when it carries none."""
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
    told = read_particulars(wanted, kind.fields)
    return _impossible(told.reason) if isinstance(told, Ruling) else told


def _impossible(why: str) -> Ruling:
    return refuse("override", say("this cannot be done even by override: {why}", why=why))


def replay_meeting(opening: Meeting, acts: Iterable[Act | Mapping[str, Any]]) -> Meeting:
    """The meeting after ``acts``, in order from ``opening``; the same acts give the same meeting.

    Raises:
        ValueError: when an item is no act.
    """
    meeting = opening
    for item in acts:
        meeting, _ = apply_act(meeting, item if isinstance(item, Act) else Act.from_dict(item))
    return meeting


def acts_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Every act of the log as plain data, for keeping and for ``replay_meeting``."""
    return [entry.act.as_dict() for entry in meeting.log]


def undo(opening: Meeting, meeting: Meeting) -> Meeting:
    """The meeting without its last act that was in order (and the refused ones after it)."""
    done = [place for place, entry in enumerate(meeting.log) if entry.ruling.in_order]
    last = done[-1] if done else 0
    return replay_meeting(opening, [entry.act for entry in meeting.log[:last]])


@dataclass(frozen=True, slots=True)
class PossibleAct:
    """An act that somebody can do now, and the particulars that it takes."""

    kind: str
    label: str
    rule: str
    fields: tuple[Field, ...] = ()


def possible_acts(meeting: Meeting, actor: str) -> tuple[PossibleAct, ...]:
    """What ``actor`` can do now, whatever the particulars."""
    return tuple(
        PossibleAct(kind.name, kind.label, kind.rule, kind.fields)
        for kind in ACTS.values()
        if all(check(meeting, Act(kind.name, actor)) is None for check in kind.standing)
    )


def acts_schema() -> dict[str, Any]:
    """JSON Schema of every act, by kind, as ``Act.from_dict`` and ``apply_act`` read them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": say("An act of a meeting of the Council"),
        "oneOf": [schema_of(kind.name, kind.label, kind.fields) for kind in ACTS.values()],
    }
