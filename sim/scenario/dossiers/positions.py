"""Positions of the members of a Council from recorded votes, as claims with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.rollcalls.counts import CountTable
from sim.rollcalls.estimate import UNKNOWN_SPREAD, Standing, standing
from sim.rollcalls.records import ALL, month_of, month_text, seat_in

SOURCE = "assembly-votes"
"""Key of the source of recorded votes."""
LAYER = "record"


@dataclass(frozen=True)
class ProfiledMember:
    """One member's positions.

    Attributes:
        values: Position and spread by issue; empty if the State has no recorded vote at all.
        votes: For, abstentions and against on the matter's own roll calls.
        latest: Month of the latest of them, such as 2014-03; empty without one.
    """

    values: dict[str, tuple[float, float]]
    votes: tuple[int, int, int]
    latest: str


def before(day: date) -> int:
    """The month before which votes count on ``day``; only complete months count."""
    return month_of(day)


def stand(counted: CountTable, lists: list[str], issues: list[str], day: date) -> Standing:
    """The positions of every State on ``day``."""
    return standing(counted, lists, issues, before(day))


def member(standing: Standing, code: str, day: date) -> ProfiledMember:
    """One State's positions on ``day``."""
    try:
        row = standing.row(seat_in(code, before(day)))
    except KeyError:
        return ProfiledMember({}, (0, 0, 0), "")
    values = {
        issue: (round(float(standing.mean[row, k]), 2), round(float(standing.spread[row, k]), 2))
        for k, issue in enumerate(standing.issues)
    }
    if ALL not in standing.own:
        return ProfiledMember(values, (0, 0, 0), "")
    own = standing.own[ALL]
    latest = int(own.latest[row])
    yes, abstained, no = (int(n) for n in own.votes[row])
    return ProfiledMember(values, (yes, abstained, no), month_text(latest) if latest else "")


def evidence(member: ProfiledMember, lists: list[str], day: date) -> dict[str, Any]:
    """The evidence for a member's positions, in the form of a scenario file."""
    yes, abstained, no = member.votes
    cast = yes + abstained + no
    behind = f"; behind them the list {lists[1].split('~')[0]}" if len(lists) > 1 else ""
    claim = (
        f"On {cast} roll calls of the matter it supported the demand {yes} times, abstained "
        f"{abstained} times and opposed it {no} times{behind}."
        if cast
        else f"It has no recorded vote on the matter{behind}."
    )
    informed = any(spread < UNKNOWN_SPREAD for _, spread in member.values.values())
    last = f"{member.latest}-01" if member.latest else f"{day.year - 1}-12-01"
    return {
        "source": SOURCE,
        "place": f"roll calls counted under {', '.join(lists)} before {day:%Y-%m}",
        "date": last,
        "claim": claim,
        "attribution": "inferred" if informed else "assumed",
        "costliness": "act",
    }


def evidence_source(counted: CountTable) -> dict[str, Any]:
    """The source of that evidence."""
    return {
        "title": f"Recorded votes of the General Assembly ({counted.source})",
        "publisher": "United Nations",
        "layer": LAYER,
    }
