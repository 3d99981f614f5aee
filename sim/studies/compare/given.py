"""A what-if over the worlds that meet a condition in both arms.

It shows the effect of a change where the condition holds with and without it. The same draws are
compared, so intervals are paired, and worlds that the change moved into or out of the condition do
not count. The number of worlds that meet it in each arm is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sim.domain.intervals import wilson
from sim.domain.words import percent
from sim.engines.run import run_worlds
from sim.scenario.schema import Scenario
from sim.studies.compare.changed_inputs import changed_inputs
from sim.studies.compare.changed_votes import explained_move
from sim.studies.compare.study import WhatIf, check_common_draft, check_replicates, same_worlds
from sim.studies.compare.whatif import EXPECTED, changed_votes, compare_arms
from sim.studies.conditions import LEAST, as_seen, parse_condition, too_few, where
from sim.studies.flip.goals import all_of
from sim.studies.run.answer import modal_world


def what_if_given(
    base: Scenario,
    variant: Scenario,
    run: tuple[int, int],
    given: Sequence[str],
    advance: Callable[[int], None] = lambda _: None,
) -> WhatIf:
    """Compare two scenarios over the worlds that meet the conditions in both.

    Shares count what happened in these worlds: the exact chance of a vote applies before it is cast
    and is invalid for worlds selected by votes cast. Dependence on assumed numbers and expectations
    of the file concern all worlds, and are left out.

    Args:
        base: The scenario compared with.
        variant: The changed scenario.
        run: Worlds computed in each arm, and the seed.
        given: Conditions as :func:`sim.studies.conditions.parse_condition` reads them.
        advance: Called with the number of worlds done since the last call, of two per replicate.

    Raises:
        UsageError: for fewer than two worlds, scenarios without a common draft, or a condition
            that cannot be parsed.
        CouncilError: when the conditions hold in both arms in fewer than ``LEAST`` worlds.
    """
    replicates, seed = run
    check_replicates(replicates)
    check_common_draft(base, variant)
    sides = (base, variant)
    goals = [all_of([parse_condition(text, side) for text in given]) for side in sides]
    arms = [run_worlds(side, seed, range(replicates), advance=advance) for side in sides]
    held = [goal.holds(arm) for goal, arm in zip(goals, arms, strict=True)]
    both = held[0] & held[1]
    met = int(both.sum())
    if met < LEAST:
        goal = f"{goals[0].text} in both arms"
        raise too_few(goal, given, met, replicates, list(base.drafts))
    seen = [as_seen(where(arm, both)) for arm in arms]
    comparison = compare_arms(seen[0], seen[1])
    shares = tuple(each for each in comparison.outcomes if each.outcome != EXPECTED)
    comparison = replace(comparison, outcomes=shares)  # no exact chance is valid in these worlds
    modals = modal_world(base), modal_world(variant)
    alone = int(held[0].sum()), int(held[1].sum())
    return WhatIf(
        base, variant, replicates, seed, comparison,
        tuple(explained_move(change, *modals) for change in changed_votes(comparison)),
        assumptions=(),
        inputs=changed_inputs(base, variant),
        identical=same_worlds(*arms),
        conditions=(condition_in_both(goals[0].text, met, replicates, alone),),
    )  # fmt: skip


def condition_in_both(text: str, met: int, of: int, alone: tuple[int, int]) -> str:
    """A condition of a comparison as shown on pages, with the number of worlds that meet it."""
    low, high = wilson(met, of)
    return (
        f"condition: {text}; {met:,} of {of:,} worlds meet it in both arms "
        f"({percent(met / of)}, {percent(low)} to {percent(high)}), {alone[0]:,} in the base and "
        f"{alone[1]:,} in the variant; the central case is not conditioned, and no vote is forced"
    )
