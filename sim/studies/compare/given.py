"""A what-if over the worlds that meet a condition in both arms.

It shows what a change does where the condition holds either way: the same draws are compared, so
that intervals are paired, and no world counts that the change brought into the condition or took
out of it. How many worlds meet it in each arm is printed beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.domain.intervals import wilson
from sim.domain.words import percent
from sim.engines.run import run_worlds
from sim.scenario.schema import Scenario
from sim.studies.compare.changed_inputs import changed_inputs
from sim.studies.compare.changed_votes import explained_move
from sim.studies.compare.study import WhatIf, check_common_draft, check_replicates, same_worlds
from sim.studies.compare.whatif import compare_arms, movers
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

    Shares count what happened in these worlds: the exact chance of a vote is that before it is cast
    and says nothing of worlds that were picked by what was cast. How far the answer rests on
    assumed numbers and what a file expects are questions about all worlds, and are left out.

    Args:
        base: What is compared.
        variant: With what.
        run: Worlds computed in each arm, and the seed.
        given: Conditions as :func:`sim.studies.conditions.parse_condition` reads them.
        advance: Called with how many more worlds are done, of two for each replicate.

    Raises:
        UsageError: for fewer than two worlds, scenarios without a draft in common, or a condition
            that cannot be read.
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
        raise too_few(goals[0].text, given, met, replicates, list(base.drafts))
    seen = [as_seen(where(arm, both)) for arm in arms]
    comparison = compare_arms(seen[0], seen[1])
    modals = modal_world(base), modal_world(variant)
    alone = int(held[0].sum()), int(held[1].sum())
    return WhatIf(
        base, variant, replicates, seed, comparison,
        tuple(explained_move(change, *modals) for change in movers(comparison)),
        assumptions=(),
        inputs=changed_inputs(base, variant),
        identical=same_worlds(*arms),
        conditions=(condition_in_both(goals[0].text, met, replicates, alone),),
    )  # fmt: skip


def condition_in_both(text: str, met: int, of: int, alone: tuple[int, int]) -> str:
    """A condition of a comparison as pages say it, and how many worlds met it."""
    low, high = wilson(met, of)
    return (
        f"condition: {text}; {met:,} of {of:,} worlds meet it in both arms "
        f"({percent(met / of)}, {percent(low)} to {percent(high)}), {alone[0]:,} in the base and "
        f"{alone[1]:,} in the variant; the central case is not conditioned, and no vote is forced"
    )
