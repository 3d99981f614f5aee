"""Positions of the members, one row each: from a dossier, or from roll calls given by symbol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.domain.errors import UsageError
from sim.domain.words import nearest
from sim.procedure.councils import council_on
from sim.rollcalls.counts import Built, count_votes, extended
from sim.rollcalls.counts import CountTable as Counted
from sim.rollcalls.layouts import ABSTAIN, AGAINST, FOR, VotesByCall, calls_of, read_votes
from sim.rollcalls.records import ALL, RollCall, month_text, normalised
from sim.scenario.dossiers import positions
from sim.scenario.dossiers.hand_made import hand_made
from sim.scenario.dossiers.read import Read, fallback_chain, shipped_dossiers
from sim.scenario.dossiers.roles import DEFAULT_ROLE, role_in, role_on
from sim.scenario.dossiers.schema import Coding
from sim.scenario.dossiers.table import lists_for, shipped_counts
from sim.scenario.errors import Findings

OWN = "own"
"""Name of the list of roll calls of a new matter."""


@dataclass(frozen=True)
class MemberPosition:
    """One member: role, position and spread by issue, and a note on their source."""

    code: str
    role: str
    values: Mapping[str, tuple[float, float]]
    note: str


@dataclass(frozen=True)
class CouncilPositions:
    """Positions of every member on a day."""

    rows: tuple[MemberPosition, ...]


def of_dossier(read: Read, issues: list[str], day: date) -> CouncilPositions:
    """Positions of the members of a day on a dossier, from their recorded votes.

    Raises:
        CouncilError: when the table of votes cannot be read.
        ScenarioErrors: when a kindred dossier is invalid.
    """
    coding = read.dossier.coding
    if coding is not None:
        return _coded(read, coding, day)
    findings = Findings()
    counted = shipped_counts()
    lists = lists_for(fallback_chain(read, findings), counted)
    findings.raise_if_any()
    stands = positions.stand(counted, lists, issues, day)
    rows = []
    for code in council_on(day).members:
        profiled = positions.member(stands, code, day)
        role = role_on(read.dossier, code, day)
        rows.append(MemberPosition(code, role, profiled.values, f"{role}; {_votes(profiled)}"))
    return CouncilPositions(tuple(rows))


def _coded(read: Read, coding: Coding, day: date) -> CouncilPositions:
    """The same for hand-made evidence; a State without a profile has no values here."""
    rows = []
    for code in council_on(day).members:
        made_positions = hand_made(read, code, day)
        values = {
            item.issue: (round(item.position, 2), round(item.spread, 2)) for item in made_positions
        }
        number = sum(len(item.claims) for item in made_positions)
        last = max((item.claims[0].evidence.date for item in made_positions), default=None)
        note = f"{number} claims, last {last:%Y-%m}" if last is not None else "no claim"
        role = role_in(coding.roles, code, day)
        rows.append(MemberPosition(code, role, values, f"{role}; {note}"))
    return CouncilPositions(tuple(rows))


NO_KINDRED = "none"
"""Written for the kindred dossier where only votes on the matter itself count."""


def of_roll_calls(
    votes: VotesByCall | None,
    directions: Mapping[str, int],
    issues: Sequence[str],
    kindred: str,
    day: date,
) -> CouncilPositions:
    """The same from roll calls given by symbol, each taken to address every issue.

    Without ``votes``, a roll call is taken from the shipped table if it is the only one in its
    month.

    Raises:
        UsageError: for a roll call whose votes are unknown, or that is later than the day, and for
            a kindred dossier that is not shipped.
    """
    base = shipped_counts()
    if kindred != NO_KINDRED and kindred not in base.lists:
        names = [name for name in base.lists if "~" not in name]
        suggestion = nearest(kindred, names)
        raise UsageError(
            f"--kindred: there is no dossier '{kindred}' whose roll calls are counted",
            remedy=(f"did you mean '{suggestion}'? " if suggestion else "")
            + f"one of {', '.join(names)}, or {NO_KINDRED}",
        )
    if not directions:
        return CouncilPositions(
            tuple(MemberPosition(c, DEFAULT_ROLE, {}, "") for c in council_on(day).members)
        )
    held = votes if votes is not None else _shipped_votes(directions, base)
    calls = []
    for symbol, direction in directions.items():
        keys = list(calls_of(held, symbol))
        if not keys:
            raise UsageError(
                f"--roll-calls: the table has no votes on {symbol}",
                remedy="add a table that has them: --votes FILE (the UN Library's voting data)",
            )
        if keys[-1][1] >= positions.before(day):
            raise UsageError(
                f"--roll-calls: {symbol} was voted in {month_text(keys[-1][1])}, "
                f"not before {day:%Y-%m}",
                remedy="only whole months before the date are used; choose a later date",
            )
        calls += [RollCall(symbol, month, direction, tuple(issues)) for _, month in keys]
    built: Built = count_votes({OWN: calls}, held, "roll calls named by symbol")
    joined = _beside(built.table, base, kindred)
    lists = [OWN, *([kindred] if kindred in joined.lists else [])]
    stands = positions.stand(joined, lists, list(issues), day)
    rows = []
    for code in council_on(day).members:
        profiled = positions.member(stands, code, day)
        rows.append(MemberPosition(code, DEFAULT_ROLE, profiled.values, _votes(profiled)))
    return CouncilPositions(tuple(rows))


def _votes(member: positions.ProfiledMember) -> str:
    yes, abstained, no = member.votes
    if not yes + abstained + no:
        return "no vote on the matter"
    return f"{yes} for, {abstained} abst., {no} against, last {member.latest}"


def _beside(own: Counted, base: Counted, kindred: str) -> Counted:
    """The counts of a new matter and of the kindred list, over the same States."""
    part = Counted(
        base.states,
        {kindred: base.lists[kindred]} if kindred in base.lists else {},
        base.seen,
        base.last,
        base.source,
    )
    return extended(part, own)


def _shipped_votes(directions: Mapping[str, int], base: Counted) -> VotesByCall:
    """Votes on roll calls that are the only ones of a shipped list in their month."""
    votes = VotesByCall()
    findings = Findings()
    symbols = {normalised(symbol) for symbol in directions}
    for read in shipped_dossiers(findings):
        counts = base.lists.get(read.dossier.dossier)
        for line in read.dossier.roll_calls if counts is not None else ():
            if normalised(line.symbol) not in symbols or counts is None:
                continue
            rows = [
                i
                for i, (issue, month) in enumerate(zip(counts.issues, counts.months, strict=True))
                if issue == ALL and month == line.call.month and counts.held[i] == 1
            ]
            for i in rows:
                for state, cast in zip(base.states, counts.votes[i], strict=True):
                    for column in (FOR, ABSTAIN, AGAINST):
                        if cast[column]:
                            turned = column if line.direction > 0 else FOR + AGAINST - column
                            votes.add(line.call.key, state, turned)
    return votes


def own_counts(path: Path | None, calls: Path | None) -> VotesByCall | None:
    """The votes of a user's own file, if one is given."""
    return read_votes(path, calls) if path is not None else None
