"""Split the effect of a change by link; the contributions add up to the whole difference.

Both scenarios are simulated, and the state of each link when a text was put is saved: how far texts
had been amended, which statements were in force, who had consented. Then the ballots are simulated
again with every combination of links from either scenario, on the same draws. A link's contribution
is the effect of switching it, averaged over all orders of switching (Shapley 1953); so the
contributions add up to the difference, world by world.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import factorial

import numpy as np
from numpy.typing import NDArray

from sim.domain.errors import UsageError
from sim.domain.intervals import Interval
from sim.engines.backends import spans
from sim.engines.ensemble import BLOCK, harvest, start_block
from sim.negotiation.luck import Luck
from sim.negotiation.rounds import PHASES, meet
from sim.negotiation.setting import Setting, setting_of
from sim.negotiation.world import World
from sim.scenario.schema import Scenario
from sim.studies.compare.links import LinkStart, keep, switch
from sim.studies.compare.paired import paired_means

Floats = NDArray[np.float64]
Arms = tuple[Setting, Setting]


class Link(StrEnum):
    """The links through which a change can affect votes."""

    DIRECT = "direct"
    AMENDMENTS = "amendments"
    STATEMENTS = "statements"
    CONSENT = "consent"


LINKS = tuple(Link)
Switches = tuple[bool, ...]
"""For each of ``LINKS``, whether it is taken from the variant."""
MIXTURES: tuple[Switches, ...] = tuple(product((False, True), repeat=len(LINKS)))
PLAYS = 2 + len(MIXTURES)
"""Simulations of every world that a chain needs; a what-if needs two."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """The effect of one link on a draft's mean exact chance of adoption, with its 95 % interval."""

    link: Link
    draft: str
    change: Interval


@dataclass(frozen=True, slots=True)
class Moved:
    """The state of a link in base and variant when a text is put, as a mean over worlds.

    ``measure`` is its unit: whole scales of amendment, members bound by a statement, parties.
    """

    link: Link
    draft: str
    measure: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Chain:
    """The links between a change and the votes.

    Attributes:
        worlds: Number of worlds simulated.
        plays: How often each world was simulated.
        before, after: Draft -> mean exact chance of adoption in base and variant.
        contributions: By draft and link; those of a draft sum to its difference.
        moved: The state of links in both.
    """

    worlds: int
    plays: int
    before: dict[str, float]
    after: dict[str, float]
    contributions: tuple[Contribution, ...]
    moved: tuple[Moved, ...]


def chain(
    base: Scenario,
    variant: Scenario,
    replicates: int,
    seed: int,
    advance: Callable[[int], None] = lambda _: None,
) -> Chain:
    """Split the differences of the drafts' chances by link.

    ``advance`` is called with the number of simulations done since the last call, out of
    ``PLAYS * replicates``.

    Raises:
        UsageError: when the two differ in members, drafts, issues or parties, as the state of one
            then does not fit the other.
    """
    arms = setting_of(base), setting_of(variant)
    _check(arms)
    entries: dict[Switches, list[Floats]] = {mixture: [] for mixture in MIXTURES}
    states: tuple[list[LinkStart], list[LinkStart]] = ([], [])
    for span in spans(0, replicates, BLOCK):
        luck = Luck(seed, range(span.first, span.first + span.count))
        donors = tuple(_kept(arm, luck) for arm in arms)
        for side, donor in zip(states, donors, strict=True):
            side.append(donor)
        advance(2 * span.count)
        for mixture in MIXTURES:
            entries[mixture].append(_mixed(arms, luck, (donors[0], donors[1]), mixture))
            advance(span.count)
    chances = {mixture: np.concatenate(parts, axis=-1) for mixture, parts in entries.items()}
    drafts = arms[0].drafts
    first, last = chances[MIXTURES[0]], chances[MIXTURES[-1]]
    return Chain(
        worlds=replicates,
        plays=PLAYS,
        before={symbol: float(first[d].mean()) for d, symbol in enumerate(drafts)},
        after={symbol: float(last[d].mean()) for d, symbol in enumerate(drafts)},
        contributions=tuple(
            Contribution(link, symbol, _interval(shapley(chances, place)[d]))
            for d, symbol in enumerate(drafts)
            for place, link in enumerate(LINKS)
        ),
        moved=_moved(drafts, states),
    )


def _check(arms: Arms) -> None:
    for part in ("members", "drafts", "issues", "parties"):
        first, second = (getattr(arm, part) for arm in arms)
        if first != second:
            raise UsageError(
                f"the causal chain needs scenarios with the same {part}",
                where="--chain",
                why=f"{', '.join(first)} against {', '.join(second)}",
                remedy="leave --chain out; the differences stand without it",
            )


def _played(setting: Setting, luck: Luck, before_ballots: Callable[[World, int], None]) -> World:
    """Simulate a block of worlds, with a callback before the meetings of each round."""
    play = start_block(setting, luck)
    for moment in range(setting.rounds):
        for phase in PHASES:
            if phase is meet:
                before_ballots(play.world, moment)
            phase(play, moment)
    return play.world


def _kept(setting: Setting, luck: Luck) -> LinkStart:
    """The state of the links when each draft was first put."""
    link_start: LinkStart | None = None

    def note(world: World, moment: int) -> None:
        nonlocal link_start
        link_start = keep(world, moment, link_start)

    _played(setting, luck, note)
    if link_start is None:
        raise ValueError("a scenario has at least one round")
    return link_start


def _mixed(
    arms: Arms, luck: Luck, donors: tuple[LinkStart, LinkStart], mixture: Switches
) -> Floats:
    """``(D, R)`` exact chances of adoption with each link taken as ``mixture`` says."""
    own = int(mixture[LINKS.index(Link.DIRECT)])
    given = {link.value: donors[int(chosen)] for link, chosen in zip(LINKS, mixture, strict=True)}

    def mix(world: World, moment: int) -> None:
        switch(world, moment, donors[own], given)

    world = _played(arms[own], luck, mix)
    return np.nan_to_num(harvest(world).p_adopted)


def shapley(values: dict[Switches, Floats], place: int) -> Floats:
    """The effect of switching the link at ``place``, averaged over all orders of switching."""
    some = next(iter(values.values()))
    size = len(next(iter(values)))
    out = np.zeros_like(some)
    for mixture, value in values.items():
        if mixture[place]:
            continue
        others = sum(mixture)
        weight = factorial(others) * factorial(size - others - 1) / factorial(size)
        switched = tuple(chosen or k == place for k, chosen in enumerate(mixture))
        out += weight * (values[switched] - value)
    return out


def _interval(values: Floats) -> Interval:
    """The mean over worlds with its interval; a point if all worlds agree."""
    if not values.any():
        return Interval(0.0, 0.0, 0.0)
    return paired_means(np.zeros_like(values), values)


def _moved(
    drafts: tuple[str, ...], states: tuple[list[LinkStart], list[LinkStart]]
) -> tuple[Moved, ...]:
    measures: tuple[tuple[Link, str, Callable[[LinkStart, int], Floats]], ...] = (
        (Link.AMENDMENTS, "whole scales amended", LinkStart.amended),
        (Link.STATEMENTS, "statements against", LinkStart.against),
        (Link.CONSENT, "parties that consent", LinkStart.consenting),
    )
    return tuple(
        Moved(
            link, symbol, measure,
            *(float(np.concatenate([of(block, d) for block in side]).mean()) for side in states),
        )
        for d, symbol in enumerate(drafts)
        for link, measure, of in measures
    )  # fmt: skip
