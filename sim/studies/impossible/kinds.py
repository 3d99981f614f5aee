"""Every kind of event that a diplomat would call impossible, and how often it occurs.

The model is not tuned to avoid them: they are counted, published and reported as warnings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.engines.worlds import Worlds
from sim.scenario.schema import Scenario
from sim.studies.impossible import own, rivals
from sim.studies.impossible.case import Case


@dataclass(frozen=True)
class Kind:
    """A kind of event that a diplomat would call impossible."""

    key: str
    title: str
    cases: Callable[[Scenario, Worlds], Iterator[Case]]


@dataclass(frozen=True, slots=True)
class ImpossibleCount:
    """How often a kind occurs in a scenario.

    Attributes:
        kind: key.
        cases: members and texts to which it could happen.
        worlds: worlds in which it could happen to any of them.
        share: share of these in which it happens to at least one.
    """

    kind: str
    cases: int
    worlds: int
    share: float


def count_impossible(scenario: Scenario, worlds: Worlds) -> dict[str, ImpossibleCount]:
    """Counts for every kind that could occur in a scenario."""
    entries = {}
    for kind in KINDS:
        cases = [case for case in kind.cases(scenario, worlds) if case.could.any()]
        if cases:
            could = np.logical_or.reduce([case.could for case in cases])
            did = np.logical_or.reduce([case.did & case.could for case in cases])
            share = float(did[could].mean())
            entries[kind.key] = ImpossibleCount(kind.key, len(cases), int(could.sum()), share)
    return entries


KINDS: Sequence[Kind] = (
    Kind("own_text", "a sponsor votes against its own text, unchanged", own.own_text),
    Kind(
        "after_own_text",
        "a member votes for the text of those who have just voted down its own",
        rivals.after_own_text,
    ),
    Kind(
        "rival_text",
        "a sponsor votes for the rival text, neither of them changed",
        rivals.for_the_rival,
    ),
    Kind(
        "announced",
        "a permanent member votes for a text of which it said that it cannot pass, unchanged",
        own.announced,
    ),
    Kind(
        "both_texts",
        "a member votes for both of two texts that contradict each other",
        rivals.for_both,
    ),
    Kind(
        "opponents",
        "a member votes for the text of States it usually votes against, with a rival text of "
        "States it usually votes with on the table",
        rivals.for_opponents,
    ),
    Kind(
        "against_wishes",
        "a member votes yes although the text goes against its wish on most of what it speaks of",
        own.against_wish,
    ),
    Kind(
        "gives_all",
        "a member votes no on a text that goes its way on every issue, by States that it usually "
        "votes with",
        own.gives_all,
    ),
    Kind("central_demand", "sponsors give up their own central demand", own.central_demand),
)
"""Every kind that can be detected in the worlds of one scenario."""
