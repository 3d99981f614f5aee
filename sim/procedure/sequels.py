"""Procedural what-ifs after a vetoed draft: emergency session, veto debate, another President."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.domain.ballots import Vote
from sim.domain.words import capitalised, listed
from sim.procedure.assembly import AssemblyRule, VetoDebate, veto_debate
from sim.procedure.council_law import session_called
from sim.procedure.councils import successor
from sim.procedure.meeting import CHAIR_ACTS, Act, BallotRecord, Meeting, apply_act
from sim.procedure.meeting.assembly_calls import no_call
from sim.procedure.reforms import institution
from sim.procedure.sittings import ScriptedText, do_in_order, put_and_vote


@dataclass(frozen=True, slots=True)
class Sequel:
    """A possible course after the veto: its title, the rule, and its result."""

    title: str
    rule: str
    text: str
    possible: bool


def vetoed_ballots(meeting: Meeting) -> tuple[BallotRecord, ...]:
    """The ballots of ``meeting`` that a veto defeated."""
    return tuple(ballot for ballot in meeting.ballots if ballot.count.vetoes)


def call_the_assembly(
    meeting: Meeting, votes: Mapping[str, Vote] | None = None, *, mover: str | None = None
) -> Meeting:
    """Continue the meeting: a member moves to call an emergency special session.

    ``votes`` default to those on the first vetoed draft: members that supported the text are
    assumed to support the session.

    Raises:
        ValueError: if nothing was vetoed.
        OutOfOrderError: if the institution has no such session.
    """
    vetoed = vetoed_ballots(meeting)
    if not vetoed:
        raise ValueError(
            "no draft was vetoed, so resolution 377 A (V) gives no ground for a session"
        )
    cast = dict(votes or vetoed[0].votes)
    proposer = mover or next(code for code, vote in cast.items() if vote is Vote.YES)
    symbol = "call for an emergency special session"
    meeting = do_in_order(
        meeting,
        "table",
        proposer,
        symbol=symbol,
        title=f"after the veto of {vetoed[0].question.subject}",
        kind="emergency-session",
    )
    return put_and_vote(meeting, ScriptedText(symbol, proposer, cast))


def debate_of_the_veto(meeting: Meeting, *, in_force: bool | None = None) -> VetoDebate:
    """The Assembly's debate after the vetoes of ``meeting``; ``in_force`` as in ``veto_debate``."""
    vetoes = [
        code
        for ballot in vetoed_ballots(meeting)
        for code in meeting.law.members
        if meeting.name(code) in ballot.count.vetoes
    ]
    return veto_debate(
        meeting.law.day,
        list(dict.fromkeys(vetoes)),
        emergency_session=meeting.assembly_called,
        in_force=in_force,
    )


def under_another_president(meeting: Meeting, president: str) -> Meeting:
    """Replay the acts under another President, who performs the acts of the chair.

    Raises:
        ValueError: if ``president`` is not a member.
    """
    if president not in meeting.law.members:
        raise ValueError(f"{president} is not a member and cannot preside")
    old = meeting.law.president
    law = replace(meeting.law, president=president)
    again = Meeting(law=law, title=meeting.title, chair=president)
    for entry in meeting.log:
        if not entry.ruling.in_order:
            continue
        act = entry.act
        if act.by == old and act.kind in CHAIRED:
            act = Act(act.kind, president, act.data)
        again, _ = apply_act(again, act)
    return again


CHAIRED = CHAIR_ACTS | {"invite", "set_order"}
"""Acts of the President; any member can perform the last two as well."""


def sequels(meeting: Meeting, president: str | None = None) -> tuple[Sequel, ...]:
    """The possible sequels: the emergency session, the veto debate, another President.

    ``president`` defaults to the next in English order.
    """
    day = meeting.law.day
    other = president or successor(meeting.law.president, meeting.law.members, day, day)
    return (_session(meeting), _debate(meeting), _president(meeting, other))


def _assembly(meeting: Meeting) -> AssemblyRule:
    return institution(meeting.law.institution).assembly


def _session(meeting: Meeting) -> Sequel:
    title = "An emergency special session called after the veto"
    rule = "Assembly resolution 377 A (V)"
    if vetoed_ballots(meeting) and session_called(_assembly(meeting), meeting.law.day):
        text = "The veto itself calls the Assembly; the Council takes no vote on it."
        return Sequel(title, rule, text, True)
    impossible = no_call(meeting)
    if impossible is not None:
        return Sequel(title, rule, capitalised(impossible.reason), False)
    try:
        after = call_the_assembly(meeting)
    except ValueError as error:
        return Sequel(title, rule, f"{error}.", False)
    ballot = after.ballots[-1]
    text = (
        f"If every member voted on the call as on the vetoed draft ({ballot.count.tally}): "
        f"{ballot.words.reason} "
    )
    text += (
        "The Assembly would meet within 24 hours; its recommendations are not binding."
        if after.assembly_called
        else "The Assembly would not be called by the Council."
    )
    return Sequel(title, f"{rule}; {ballot.words.rule}", text, after.assembly_called)


def _debate(meeting: Meeting) -> Sequel:
    title = "A debate of the Assembly on the veto"
    rule = "Assembly resolution 76/262"
    real = debate_of_the_veto(meeting)
    supposed = debate_of_the_veto(meeting, in_force=True)
    if real.held or supposed.reason == real.reason:  # the day makes no difference
        return Sequel(title, rule, real.reason, real.held)
    first = listed([meeting.name(code) for code in supposed.first])
    text = f"{real.reason} Had it existed: {supposed.reason}"
    if supposed.by is not None:
        text += f" {first} would speak first, by {supposed.by:%d %B %Y}."
    return Sequel(title, rule, text, False)


def _president(meeting: Meeting, other: str) -> Sequel:
    title = f"The same meeting under {meeting.name(other)}"
    again = under_another_president(meeting, other)
    same = [b.count.outcome for b in again.ballots] == [b.count.outcome for b in meeting.ballots]
    text = (
        "The President calls the meeting, rules on points of order and on the order of amendments, "
        "and votes like every other member, once. "
    )
    text += (
        "With the same votes every ballot has the same result."
        if same
        else "With the same votes some ballots have another result: the order of voting changed."
    )
    return Sequel(title, "rules 18-20 and 30", text, True)
