"""Where two worlds of one replicate diverge: the first event in which they differ, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.ballots import Vote
from sim.domain.events import Event, EventType
from sim.engines.ensemble import finish_block, start_block
from sim.engines.worlds import Worlds
from sim.negotiation.luck import Luck
from sim.negotiation.rounds import Play
from sim.negotiation.setting import setting_of
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.compare.changed_inputs import changed_inputs
from sim.studies.compare.changed_votes import Push, term_differences, terms_of
from sim.studies.compare.whatif import shared

DECIDES = {EventType.VOTE: "vote", EventType.OUTCOME: "outcome"}
"""The number that decides whether two events of one kind are the same; others may differ."""
NUMBERS = 6
"""The most differing numbers to list."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that differs between the two worlds; NaN if one does not have it."""

    name: str
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first event at which two worlds differ.

    Attributes:
        replicate: the replicate of both worlds.
        together: the number of events that they share.
        time: time of the round in which they diverge; empty if they never do.
        first, second: the event in each world; None if it is missing there altogether while the
            other world has it.
        numbers: the numbers of the event in each world, largest differences first.
        pushes: for a vote, the terms that move it.
        given: initial numbers that differ between the scenarios in this replicate.
        changed: all other differences between the scenarios, in words.
    """

    replicate: int
    together: int
    time: str
    first: Event | None
    second: Event | None
    numbers: tuple[Difference, ...]
    pushes: tuple[Push, ...]
    given: tuple[Difference, ...]
    changed: tuple[str, ...]

    @property
    def parts(self) -> bool:
        """Whether the events of the worlds differ at all."""
        return self.first is not None or self.second is not None


def key_of(event: Event) -> tuple[object, ...]:
    """The identity of an event: who did what, when, to which text, and the decision."""
    decides = DECIDES.get(event.type)
    decision = event.numbers.get(decides) if decides else None
    return (event.round, event.type, event.actor, event.draft, decision)


def played(scenario: Scenario, seed: int, replicate: int) -> Play:
    """One replicate, simulated to its end with a log."""
    play = start_block(setting_of(scenario), Luck(seed, range(replicate, replicate + 1)), log=True)
    finish_block(play)
    return play


def first_divergence(arms: tuple[Scenario, Scenario], seed: int, replicate: int) -> Divergence:
    """Find where the two worlds of ``replicate`` diverge.

    Both use the same draws, so they differ only because of differences between the scenarios.
    """
    first_play, second_play = (played(scenario, seed, replicate) for scenario in arms)
    left, right = first_play.world.log.of(0), second_play.world.log.of(0)
    together = 0
    while together < min(len(left), len(right)) and key_of(left[together]) == key_of(
        right[together]
    ):
        together += 1
    first, second = _apart(left[together:], right[together:])
    event = first or second
    return Divergence(
        replicate=replicate,
        together=together,
        time=first_play.world.setting.time_of(event.round).isoformat(timespec="minutes")
        if event
        else "",
        first=first,
        second=second,
        numbers=_numbers(first, second),
        pushes=_pushes(first_play, second_play, first, second),
        given=_given(first_play, second_play),
        changed=_changed(*arms),
    )


def _apart(left: Sequence[Event], right: Sequence[Event]) -> tuple[Event | None, Event | None]:
    """The events at which two logs diverge; only one if the other log merely lacks it."""
    first, second = (rest[0] if rest else None for rest in (left, right))
    if first is None or second is None:
        return first, second
    first_also = key_of(first) in {key_of(event) for event in right}
    second_also = key_of(second) in {key_of(event) for event in left}
    if first_also and not second_also:
        return None, second
    if second_also and not first_also:
        return first, None
    return first, second


def _numbers(first: Event | None, second: Event | None) -> tuple[Difference, ...]:
    """The numbers that differ between two events of one actor on one text."""
    if first is None or second is None:
        return ()
    if (first.actor, first.draft) != (second.actor, second.draft):
        return ()
    names = dict.fromkeys((*first.numbers, *second.numbers))
    differences = [
        Difference(n, first.numbers.get(n, np.nan), second.numbers.get(n, np.nan)) for n in names
    ]
    apart = [difference for difference in differences if difference.first != difference.second]
    return tuple(sorted(apart, key=lambda d: -abs(np.nan_to_num(d.second - d.first, nan=1.0))))


def _pushes(
    first_play: Play, second_play: Play, first: Event | None, second: Event | None
) -> tuple[Push, ...]:
    """The terms that move a vote between the two votes cast."""
    if first is None or second is None or first.type is not EventType.VOTE:
        return ()
    if (first.type, first.actor, first.draft) != (second.type, second.actor, second.draft):
        return ()
    before, after = Vote(int(first.numbers["vote"])), Vote(int(second.numbers["vote"]))
    if max(before, after) > Vote.NO or before == after:
        return ()
    old = terms_of(first_play.world, first.draft, first.actor, after, before)
    new = terms_of(second_play.world, first.draft, first.actor, after, before)
    return term_differences(old, new)


def _given(first_play: Play, second_play: Play) -> tuple[Difference, ...]:
    """Initial numbers that differ between the two worlds, largest difference first."""
    left, right = first_play.world.setting, second_play.world.setting
    starts = [_start(play) for play in (first_play, second_play)]
    results = []
    for path in dict.fromkeys((*left.index, *right.index)):
        i, j = left.at(path), right.at(path)
        a = float(starts[0][i]) if i >= 0 else np.nan
        b = float(starts[1][j]) if j >= 0 else np.nan
        if a != b and not (np.isnan(a) and np.isnan(b)):
            results.append(Difference(path, a, b))
    return tuple(sorted(results, key=lambda d: -abs(np.nan_to_num(d.second - d.first, nan=1.0))))


def _start(play: Play) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The numbers (quantities,) of a world before its first event."""
    world = play.world
    return start_block(world.setting, world.luck).world.values[:, 0]


def _changed(first: Scenario, second: Scenario) -> tuple[str, ...]:
    """Differences between two scenarios other than their numbers."""
    results = []
    for name, left, right in (
        ("members", tuple(first.members), tuple(second.members)),
        ("drafts", tuple(first.drafts), tuple(second.drafts)),
        ("parties", tuple(first.parties), tuple(second.parties)),
    ):
        gone, come = sorted(set(left) - set(right)), sorted(set(right) - set(left))
        results += [f"{name} only in the first: {', '.join(gone)}"] if gone else []
        results += [f"{name} only in the second: {', '.join(come)}"] if come else []
        if not gone and not come and left != right:
            results.append(f"{name} are in a different order")
    for name in type(first.council).model_fields:
        a, b = getattr(first.council, name), getattr(second.council, name)
        if a != b:
            results.append(f"council.{name}: {_shown(a)} against {_shown(b)}")
    for key in (key for key in first.events if key in second.events):
        if first.events[key].happens != second.events[key].happens:
            results.append(f"event {key} happens in one of them only")
    for name in ("clock", "decision_rule", "beliefs", "loss"):
        if getattr(first, name) != getattr(second, name):
            results.append(f"{name} differs")
    return (*results, *_interventions(first, second), *_choices(first, second))


def _shown(value: object) -> object:
    """A choice as one reads it: what a list holds, and "none" where there is nothing."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None or value == "" else value


def _interventions(first: Scenario, second: Scenario) -> Iterator[str]:
    """Votes that are fixed, or follow others, otherwise in the two scenarios."""
    for code in dict.fromkeys((*first.follow, *second.follow)):
        a, b = (arm.follow.get(code, "nobody") for arm in (first, second))
        if a != b:
            yield f"follow.{code}: {a} against {b}"
    for code in dict.fromkeys((*first.pins, *second.pins)):
        a, b = (_votes(arm.pins.get(code, {})) for arm in (first, second))
        if a != b:
            yield f"pins.{code}: {a} against {b}"
    for name in dict.fromkeys((*first.groups, *second.groups)):
        if first.groups.get(name) != second.groups.get(name):
            yield f"group {name} differs"


def _votes(pinned: Mapping[str, str]) -> str:
    return ", ".join(f"{vote} on {draft}" for draft, vote in sorted(pinned.items())) or "none"


APART = ("council.", "clock.", "decision_rule", "beliefs", "loss")
"""Paths of choices that have sentences of their own."""


def _choices(first: Scenario, second: Scenario) -> Iterator[str]:
    """Other choices that differ, in texts and other things that both scenarios have."""
    numbers = {quantity.path for arm in (first, second) for quantity in quantities(arm)}
    there = {*first.drafts, *first.parties, *first.members} ^ {
        *second.drafts, *second.parties, *second.members
    }  # fmt: skip
    for item in changed_inputs(first, second):
        if item.path in numbers or not item.read or item.path.startswith(APART):
            continue
        if ".agreement." in item.path:  # the counts behind closeness, which is a number
            continue
        if not any(f".{name}." in item.path for name in there):
            yield f"{item.path}: {_shown(item.before)} against {_shown(item.after)}"


def first_that_differs(before: Worlds, after: Worlds) -> int | None:
    """The first replicate that ends differently, if any.

    That is in the outcome of a common draft, or in the fate of the plan or the statement.
    """
    drafts = shared(before.labels.drafts, after.labels.drafts)
    apart = np.zeros(before.count, dtype=np.bool_)
    for _, i, j in drafts:
        apart |= before.outcome[i] != after.outcome[j]
    apart |= before.plan_carried_out != after.plan_carried_out
    apart |= before.statement != after.statement
    places = np.flatnonzero(apart)
    return int(before.first + places[0]) if places.size else None
