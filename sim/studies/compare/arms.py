"""Rank several arms by one outcome on the same draws, each compared with the base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.errors import UsageError
from sim.domain.intervals import Interval
from sim.domain.words import nearest
from sim.engines.run import run_worlds
from sim.scenario.intervention_lines import interventions
from sim.scenario.schema import Scenario
from sim.studies.compare.paired import paired_means, paired_shares
from sim.studies.compare.study import check_replicates
from sim.studies.outcomes import Floats, outcomes

BASE = "base"
"""The name of the arm that the others are compared with."""


@dataclass(frozen=True, slots=True)
class NamedArm:
    """A scenario to compare, its name among the arms, and the changes that make it."""

    name: str
    scenario: Scenario
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArmOutcome:
    """One outcome in one arm; the fields are published names.

    Attributes:
        arm, outcome: the arm and the outcome measured.
        value: the share or mean over all worlds; None if the arm has no such outcome.
        change, low, high: value minus that of the base, with its paired 95 % interval; zero for the
            base itself.
    """

    arm: str
    outcome: str
    value: float | None
    change: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An arm's rank, and its lead over the next arm.

    Attributes:
        place: rank from 1, greatest value first; the base is ranked among the arms.
        arm, changes, interventions: the arm.
        value, change, low, high: as in :class:`ArmOutcome`.
        lead, lead_low, lead_high: value minus that of the next arm, with its paired 95 % interval;
            None for the last. If the interval contains zero, their order is uncertain.
    """

    place: int
    arm: str
    changes: tuple[str, ...]
    interventions: tuple[str, ...]
    value: float
    change: float
    low: float
    high: float
    lead: float | None
    lead_low: float | None
    lead_high: float | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every arm, ranked by one outcome and measured in all; the fields are published names.

    Attributes:
        base, outcome, seed, replicates: the question.
        ranking: arms that have the outcome, including the base.
        without: arms that do not have it and are not ranked.
        measured: every outcome that occurs, arm by arm.
    """

    base: str
    outcome: str
    seed: int
    replicates: int
    ranking: tuple[Ranked, ...]
    without: tuple[str, ...]
    measured: tuple[ArmOutcome, ...]


def rank(
    base: Scenario,
    arms: Sequence[NamedArm],
    replicates: int,
    seed: int,
    outcome: str | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Ranking:
    """Rank arms by an outcome over the same replicates.

    Args:
        base: the scenario that the arms are compared with.
        arms: arms with distinct names.
        replicates: worlds in each arm.
        seed: root seed of all random draws.
        outcome: such as ``adopted(S/2016/846)``, the exact chance of adoption; by default that of
            the first draft that the base puts to the vote.
        advance: called with the number of worlds done since the last call, out of
            ``replicates * (arms + 1)``.

    Raises:
        UsageError: for fewer than two worlds, no arms, a duplicate name, or an outcome that the
            base does not have.
    """
    check_replicates(replicates)
    every = [NamedArm(BASE, base), *arms]
    names = [arm.name for arm in every]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(
            f"two arms are called '{twice}'",
            where="--arm",
            remedy="give each a name of its own: --arm 'NAME: path=value'",
        )
    entries: dict[str, dict[str, Floats]] = {}
    for arm in every:
        entries[arm.name] = outcomes(
            run_worlds(arm.scenario, seed, range(replicates), None, None, advance)
        )
    chosen = outcome or default_outcome(base)
    if chosen not in entries[BASE]:
        suggestion = nearest(chosen, entries[BASE])
        raise UsageError(
            f"there is no outcome '{chosen}'",
            where="--outcome",
            remedy=f"did you mean '{suggestion}'?"
            if suggestion
            else f"one of {', '.join(entries[BASE])}",
        )
    return Ranking(
        base=base.scenario,
        outcome=chosen,
        seed=seed,
        replicates=replicates,
        ranking=_ranking(every, entries, chosen),
        without=tuple(name for name in names if chosen not in entries[name]),
        measured=_measured(names, entries),
    )


def default_outcome(base: Scenario) -> str:
    """The chance of adoption of the first draft that is put to the vote."""
    put = [symbol for symbol, draft in base.drafts.items() if draft.vote is not None]
    return f"adopted({(put or list(base.drafts))[0]})"


def _difference(before: Floats, after: Floats) -> Interval:
    """The paired difference: of shares if both are 0 or 1, else of means."""
    binary = all(np.isin(each, (0.0, 1.0)).all() for each in (before, after))
    return paired_shares(before, after) if binary else paired_means(before, after)


def _ranking(
    arms: Sequence[NamedArm], entries: dict[str, dict[str, Floats]], outcome: str
) -> tuple[Ranked, ...]:
    of_base = interventions(arms[0].scenario)
    having = [arm for arm in arms if outcome in entries[arm.name]]
    means = {arm.name: float(entries[arm.name][outcome].mean()) for arm in having}
    having.sort(key=lambda arm: -means[arm.name])  # stable: ties stay in the order given
    ranked = []
    for place, arm in enumerate(having):
        mine = entries[arm.name][outcome]
        change = _difference(entries[BASE][outcome], mine)
        after = having[place + 1].name if place + 1 < len(having) else None
        lead = None if after is None else _difference(entries[after][outcome], mine)
        ranked.append(
            Ranked(
                place=place + 1,
                arm=arm.name,
                changes=arm.changes,
                interventions=tuple(
                    line for line in interventions(arm.scenario) if line not in of_base
                ),
                value=means[arm.name],
                change=change.value,
                low=change.low,
                high=change.high,
                lead=None if lead is None else lead.value,
                lead_low=None if lead is None else lead.low,
                lead_high=None if lead is None else lead.high,
            )
        )
    return tuple(ranked)


def _measured(
    names: Sequence[str], entries: dict[str, dict[str, Floats]]
) -> tuple[ArmOutcome, ...]:
    every = dict.fromkeys(outcome for name in names for outcome in entries[name])
    rows = []
    for outcome in every:
        if not any(entries[name][outcome].any() for name in names if outcome in entries[name]):
            continue
        base = entries[BASE].get(outcome)
        for name in names:
            mine = entries[name].get(outcome)
            span = None if mine is None or base is None else _difference(base, mine)
            rows.append(
                ArmOutcome(
                    name,
                    outcome,
                    None if mine is None else float(mine.mean()),
                    None if span is None else span.value,
                    None if span is None else span.low,
                    None if span is None else span.high,
                )
            )
    return tuple(rows)
