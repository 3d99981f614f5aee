"""Measure which uncertain numbers an outcome depends on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sim.api.answers import Rendering, StudyResult, command_for, repeated_option, result_of
from sim.api.ask_designs import Axes, as_option, axes_of
from sim.api.changing import ChangeableScenario
from sim.api.limits import BASE, NUMBERS, TRAJECTORIES
from sim.api.watching import begin_study
from sim.domain.counts import SEED
from sim.domain.errors import UsageError
from sim.engines.run import central, run_worlds
from sim.report.context import study_context
from sim.report.sensitivity_page import sensitivity_page
from sim.scenario import schema
from sim.studies.sensitivity.analysis import (
    PILOT,
    SensitivityStudy,
    groups_of,
    in_the_modal_world,
    prepare_study,
    screening,
    the_strongest,
    variance_based,
)
from sim.studies.sensitivity.answer import Sensitivity, screened_effects, swings_and_shares
from sim.studies.sensitivity.one_at_a_time import MorrisResult, Tornado
from sim.studies.sensitivity.sobol import SobolResult
from sim.studies.sweep.designs import Axis

METHODS = ("sobol", "morris", "one-at-a-time")


@dataclass(frozen=True)
class SensitivityPlan:
    """How to measure sensitivity.

    Attributes:
        method: ``sobol`` (shares of the variance), ``morris`` (screens every number) or
            ``one-at-a-time`` (each number from its 10th to its 90th percentile).
        base: Points of the base design, rounded up to a power of two (sobol).
        numbers: How many numbers to measure individually (sobol, one-at-a-time).
        modal: Measure one at a time in the modal world, for every number.
        trajectories: Trajectories (morris).
    """

    method: str = "sobol"
    base: int = 256
    numbers: int = 12
    modal: bool = False
    trajectories: int = 10


@dataclass(frozen=True, kw_only=True)
class SensitivityResult(Sensitivity, StudyResult):
    """Which numbers an outcome depends on: ``shares``, ``swings`` or ``effects``, by method."""

    @property
    def not_estimated(self) -> tuple[str, ...]:
        """Why shares of the variance cannot be estimated; one sentence per affected outcome."""
        reasons = (shares.not_estimated for shares in self.shares.values())
        return tuple(reason for reason in reasons if reason)


@dataclass(frozen=True)
class Factors:
    """The inputs to vary: numbers whose path matches ``inputs`` (all if empty), and ``axes``."""

    inputs: Sequence[str] = ()
    axes: Axes = ()


def ask_sensitivity(
    scenario: ChangeableScenario,
    outcomes: Sequence[str],
    factors: Factors,
    seed: int,
    plan: SensitivityPlan,
) -> SensitivityResult:
    """Measure which uncertain numbers ``outcomes`` depend on."""
    if plan.method not in METHODS:
        raise UsageError(
            f"there is no method '{plan.method}'", remedy=f"one of {', '.join(METHODS)}"
        )
    seed, plan = SEED.of(seed), _checked(plan)
    content = scenario.data
    axes = axes_of(factors.axes) if factors.axes else []
    for axis in axes:
        for end in axis.range or ():
            scenario.content_with({axis.path: f"{end:g}"})  # reports a wrong path or bound
    on = prepare_study(content, axes, factors.inputs, outcomes, _remembered(scenario.content_with))
    begin_study(scenario.watch, _worlds(on, plan), content)
    sensitivity, worlds = _measured(scenario, on, plan, seed)
    rendering = Rendering(
        lambda: sensitivity.published,
        lambda command: sensitivity_page(
            sensitivity, study_context(content, command, seed, worlds)
        ),
        command_for(
            "sensitivity",
            scenario,
            *_words(outcomes, factors, axes, seed, plan),
            varied=[axis.path for axis in axes],
        ),
    )
    return result_of(SensitivityResult, sensitivity, rendering)


def _checked(plan: SensitivityPlan) -> SensitivityPlan:
    """The plan with its numbers checked."""
    return replace(
        plan,
        base=BASE.of(plan.base),
        numbers=NUMBERS.of(plan.numbers),
        trajectories=TRAJECTORIES.of(plan.trajectories),
    )


def _words(
    outcomes: Sequence[str],
    factors: Factors,
    axes: Sequence[Axis],
    seed: int,
    plan: SensitivityPlan,
) -> list[object]:
    options: list[object] = ["--method", plan.method, *repeated_option("--outcome", outcomes)]
    options += repeated_option("-S", [as_option(axis) for axis in axes])
    options += repeated_option("--inputs", factors.inputs)
    if plan.method == "morris":
        options += ["--trajectories", plan.trajectories, "--seed", seed]
    else:
        options += ["--base", plan.base, "--numbers", plan.numbers, "--seed", seed]
    return options + (["--modal"] if plan.modal else [])


def _worlds(on: SensitivityStudy, plan: SensitivityPlan) -> int:
    """About how many worlds the method computes; joined sources change it slightly."""
    if plan.method == "morris":
        return plan.trajectories * (len(on.inputs) + 1)
    singles = [number.path for number in on.inputs[: plan.numbers]]
    swings = 2 * len(on.inputs) + 1 if plan.modal else PILOT + plan.base * (2 * plan.numbers + 1)
    if plan.method != "sobol":
        return swings
    return swings + _size(plan) * (len(groups_of(on, singles)) + 2)


def _size(plan: SensitivityPlan) -> int:
    return 1 << (plan.base - 1).bit_length()


def _measured(
    scenario: ChangeableScenario, on: SensitivityStudy, plan: SensitivityPlan, seed: int
) -> tuple[Sensitivity, int]:
    """The answer by the chosen method, and the number of worlds to report on the page."""
    if plan.method == "morris":
        effects = screened_effects(on, _screened(scenario, on, plan, seed))
        return effects, effects.effect_runs
    tornado = in_the_modal_world(on, central) if plan.modal else _swung(scenario, on, plan, seed)
    sobol = _shared(scenario, on, list(tornado.paths), plan, seed)
    sensitivity = swings_and_shares(on, tornado, sobol, modal=plan.modal)
    return sensitivity, sobol.runs if sobol is not None else 1


def _swung(
    scenario: ChangeableScenario, on: SensitivityStudy, plan: SensitivityPlan, seed: int
) -> Tornado:
    total = PILOT + plan.base * (2 * plan.numbers + 1)
    with scenario.watch.stage("one at a time", total) as advance:
        engine = partial(run_worlds, advance=advance)
        return the_strongest(on, engine, plan.numbers, plan.base, seed)


def _screened(
    scenario: ChangeableScenario, on: SensitivityStudy, plan: SensitivityPlan, seed: int
) -> MorrisResult:
    total = plan.trajectories * (len(on.inputs) + 1)
    with scenario.watch.stage("screening", total) as advance:
        return screening(on, partial(run_worlds, advance=advance), plan.trajectories, seed)


def _shared(
    scenario: ChangeableScenario,
    on: SensitivityStudy,
    singles: list[str],
    plan: SensitivityPlan,
    seed: int,
) -> SobolResult | None:
    if plan.method != "sobol":
        return None
    total = _size(plan) * (len(groups_of(on, singles)) + 2)
    with scenario.watch.stage("sampling", total) as advance:
        engine = partial(run_worlds, advance=advance)
        return variance_based(on, engine, singles, plan.base, seed)


def _remembered(
    vary: Callable[[Mapping[str, str]], schema.Scenario],
) -> Callable[[Mapping[str, str]], schema.Scenario]:
    cache: dict[tuple[tuple[str, str], ...], schema.Scenario] = {}

    def remember(words: Mapping[str, str]) -> schema.Scenario:
        key = tuple(words.items())
        if key not in cache:
            cache[key] = vary(words)
        return cache[key]

    return remember
