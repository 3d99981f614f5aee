"""Studies as functions: of scenarios, recorded votes, voting bodies and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from typing import Any

from sim.api.ask_backtest import (
    AblationResult,
    BacktestPlan,
    BacktestResult,
    ask_ablation,
    ask_backtest,
)
from sim.api.ask_designs import Axes, SweepResult
from sim.api.ask_fit import FitPlan, FitResult, ask_fit
from sim.api.ask_flip import FlipResult
from sim.api.ask_pair import RESULTS, PairResult, Side, ask_pair
from sim.api.ask_replay import ReplayResult, ask_replay
from sim.api.ask_sensitivity import SensitivityResult
from sim.api.ask_votes import (
    POSITION_DRAWS,
    SINCE,
    UNTIL,
    MemberTies,
    ask_positions,
    ask_ties,
)
from sim.api.ask_whatif import WhatIfResult
from sim.api.limits import DRAWS_AVERAGED, PRIOR_SPREAD
from sim.api.scenario import Scenario
from sim.api.scenario_arguments import as_scenario, checks_scenarios
from sim.api.values import Value
from sim.domain.arguments import as_any_text, as_path, as_string
from sim.studies.votes.positions import Posterior


@checks_scenarios(base=as_scenario)
def whatif(
    base: Scenario,
    changes: Mapping[str, Value] | Scenario,
    replicates: int = 2000,
    seed: int = 0,
    *,
    by_link: bool = False,
    given: Sequence[str] = (),
) -> WhatIfResult:
    """Compare a scenario with a changed copy, or with another scenario, on the same draws.

    The same as :meth:`Scenario.whatif`.

    Raises:
        ScenarioErrors: when a change does not fit.
        UsageError: for fewer than two worlds, or scenarios without a common draft.
    """
    return base.whatif(changes, replicates, seed, by_link=by_link, given=given)


@checks_scenarios()
def sweep(
    scenario: Scenario, axes: Axes, replicates: int = 500, seed: int = 0, **plan: Any
) -> SweepResult:
    """Compute the forecast at every point of a design; the same as :meth:`Scenario.sweep`.

    Raises:
        UsageError: when there is no axis, an axis has no values, or for fewer than two worlds.
        ScenarioErrors: when a path or a value does not fit.
    """
    return scenario.sweep(axes, replicates, seed, **plan)


@checks_scenarios()
def sensitivity(
    scenario: Scenario,
    *outcomes: str,
    seed: int = 0,
    inputs: Sequence[str] = (),
    axes: Axes = (),
    **plan: Any,
) -> SensitivityResult:
    """Measure which uncertain numbers outcomes depend on; see :meth:`Scenario.sensitivity`.

    Raises:
        UsageError: for an unknown outcome, pattern or method.
    """
    return scenario.sensitivity(*outcomes, seed=seed, inputs=inputs, axes=axes, **plan)


@checks_scenarios()
def flip(
    scenario: Scenario,
    goal: str,
    draft: str | None = None,
    *,
    negotiate: bool = False,
    **question: Any,
) -> FlipResult:
    """Find the smallest change that reaches a goal; the same as :meth:`Scenario.flip`.

    Raises:
        UsageError: for a draft, goal or option that cannot be parsed.
    """
    return scenario.flip(goal, draft, negotiate=negotiate, **question)


@checks_scenarios()
def compare(
    first: Side,
    second: Side,
    replicates: int | None = None,
    seed: int | None = None,
    *,
    follow: int | None = None,
) -> PairResult:
    """Compare two scenarios or kept runs, and show where one of their worlds diverges, and why.

    Args:
        first: A scenario, or the name or folder of a kept run.
        second: Likewise.
        replicates: Worlds in each; those of the kept runs, or 1,000, if None.
        seed: Seed of all random draws; that of the kept runs, or 0, if None.
        follow: The replicate to follow; the first that differs if None.

    Raises:
        UsageError: for runs with different seeds, or scenarios without a common draft.
    """
    return ask_pair(first, second, (replicates, seed), follow)


@checks_scenarios()
def backtest(
    scenarios: Sequence[str] | None = None,
    method: str = "leave-one-out",
    draws: int = DRAWS_AVERAGED,
    seed: int = 0,
    *,
    by: str | None = None,
    layers: Sequence[str] | None = None,
) -> BacktestResult:
    """Forecast recorded votes with coefficients not fitted to them, and compare with baselines.

    Args:
        scenarios: Names or files of scenarios with recorded votes; the shipped earlier texts if
            None.
        method: ``leave-one-out``, ``rolling`` or ``given``.
        draws: Draws of each scenario's uncertain numbers.
        seed: Root seed of the draws.
        by: Also show scores by ``draft`` or by ``member`` on the page.
        layers: Evidence layers to use; all if None.

    Raises:
        UsageError: for an unknown method, or scenarios without recorded votes.
    """
    return ask_backtest(BacktestPlan(scenarios, draws, seed, layers), method, by)


@checks_scenarios()
def ablate(
    scenarios: Sequence[str] | None = None,
    draws: int = DRAWS_AVERAGED,
    seed: int = 0,
    *,
    layers: Sequence[str] | None = None,
) -> AblationResult:
    """Measure the loss without each term: set each coefficient to zero and refit the others.

    The arguments are those of :func:`backtest`.

    Raises:
        UsageError: for scenarios without recorded votes.
    """
    return ask_ablation(BacktestPlan(scenarios, draws, seed, layers))


@checks_scenarios()
def fit(
    scenarios: Sequence[str] | None = None,
    draws: int = DRAWS_AVERAGED,
    seed: int = 0,
    *,
    free: Sequence[str] = (),
    prior_spread: float = PRIOR_SPREAD,
    profile: Sequence[str] = (),
) -> FitResult:
    """Estimate the coefficients of the vote from recorded votes, maximum a posteriori.

    Args:
        scenarios: Names or files of scenarios with recorded votes; the shipped earlier texts if
            None.
        draws: Draws of each scenario's numbers over which probabilities are averaged; 0 uses the
            centre of every number.
        seed: Root seed of the draws.
        free: Coefficients to estimate; if empty, all that the votes carry information about.
        prior_spread: Prior standard deviation of a coefficient's logarithm, from 0.01 to 10.
        profile: Coefficients whose likelihood is profiled as well.

    Raises:
        UsageError: for a name that is not a coefficient, or scenarios without recorded votes.
    """
    plan = FitPlan(scenarios, draws, seed, tuple(free), prior_spread, tuple(profile))
    return ask_fit(plan)


@checks_scenarios(scenarios=as_string)
def learned_positions(
    *scenarios: str, draws: int = POSITION_DRAWS, seed: int = 0
) -> Mapping[str, Posterior]:
    """Infer members' positions from recorded votes (``council fit --positions``).

    Args:
        scenarios: Names or files of scenarios with recorded votes.
        draws: Draws of each scenario's numbers, reweighted by the votes.
        seed: Root seed of the draws.

    Returns:
        Name of each scenario -> its positions before and after its votes.

    Raises:
        UsageError: without a scenario or a draw, or for scenarios without recorded votes.
        CouncilError: when no draw explains the votes.
    """
    return ask_positions(scenarios, draws, seed)


@checks_scenarios(table=as_path, leave_out=as_any_text)
def member_ties(
    table: str | PathLike[str],
    since: date = SINCE,
    until: date = UNTIL,
    *,
    leave_out: str = "Syria",
    least: int = 15,
) -> MemberTies:
    """Estimate ties between members from a table of votes (``council fit --alignment``).

    Args:
        table: A file of ballots.
        since: First day.
        until: Last day.
        leave_out: Ballots on topics with one of these words, comma-separated, are left out.
        least: The least number of contested ballots for a tie of a pair.

    Raises:
        CouncilError: when the file cannot be read or no contested ballot is left.
    """
    return ask_ties(table, (since, until), leave_out, least)


@checks_scenarios(folder=as_path)
def replay(
    run: str | PathLike[str],
    replicate: int = 0,
    folder: str | PathLike[str] = RESULTS,
    *,
    verify: bool = False,
) -> ReplayResult:
    """Replay one world of a kept run, agent by agent.

    Args:
        run: Name of the run, or an unambiguous part of it.
        replicate: Number of the world.
        folder: The folder of runs.
        verify: Compare it with what was kept; ``differences`` lists the differences.

    Raises:
        CouncilError: for a run that does not exist or is damaged.
        UsageError: for a replicate that the run does not have.
    """
    return ask_replay(run, replicate, folder, verify=verify)
