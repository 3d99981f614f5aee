"""Forecast recorded votes, compare with baselines, and measure what each term contributes."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from sim.api.answers import Rendering, StudyResult, repeated_option, result_of
from sim.api.limits import DRAWS, checked_size
from sim.api.watching import StudyWatch
from sim.domain.errors import UsageError
from sim.engines.parallel import on_threads
from sim.report.ablation_page import ablation_page
from sim.report.backtest_page import backtest_page
from sim.report.study import Study
from sim.scenario.intervention_lines import interventions_by_name
from sim.scenario.load import load_scenario
from sim.scenario.priors import quantities
from sim.studies.votes.ablation_rows import PublishedAblations, published_ablations
from sim.studies.votes.ablations import ablation_count, ablations, text_ranges
from sim.studies.votes.backtest import METHODS, Backtest
from sim.studies.votes.cases import (
    earlier_scenarios,
    load_cases,
    refuse_shared_votes,
    whole_backtest,
    whole_fit,
)
from sim.studies.votes.published import parts_of, published_backtest, scores_of


@dataclass(frozen=True)
class BacktestPlan:
    """The arguments of ``sim.backtest``, which documents them and has their defaults."""

    scenarios: Sequence[str] | None
    draws: int
    seed: int
    layers: Sequence[str] | None = None

    @property
    def names(self) -> list[str]:
        """The scenarios."""
        return earlier_scenarios() if self.scenarios is None else list(self.scenarios)


@dataclass(frozen=True, kw_only=True)
class BacktestResult(Backtest, StudyResult):
    """Forecasts of recorded ballots by the model and by baselines, with their scores."""


@dataclass(frozen=True, kw_only=True)
class AblationResult(PublishedAblations, StudyResult):
    """The loss of fit without each term of the model, on the votes it was fitted to."""


def ask_backtest(
    plan: BacktestPlan, method: str, by: str | None = None, watch: StudyWatch | None = None
) -> BacktestResult:
    """Forecast recorded votes; ``by`` adds scores by ``draft`` or by ``member`` to the page."""
    if method not in METHODS:
        raise UsageError(
            f"'{method}' is not a method", where="--method", remedy=f"one of {', '.join(METHODS)}"
        )
    if by not in (None, "draft", "member"):
        raise UsageError(f"'{by}' is not a unit of --by", where="--by", remedy="draft or member")
    who = watch or StudyWatch()
    draws, seed = checked_size((plan.draws, plan.seed), DRAWS)
    cases = load_cases(plan.names, draws, seed, plan.layers)
    refuse_shared_votes(cases)
    with who.stage("texts", len(cases), unit="texts") as advance:
        backtest = whole_backtest(cases, method, draws, seed, tell=who.tell, progress=advance)
    published = published_backtest(backtest, parts_of(backtest, cases))
    options = ["--method", method, *(["--by", by] if by else [])]
    rendering = Rendering(
        lambda: published,
        lambda command: backtest_page(published, scores_of(backtest), _study(plan, command), by),
        _command(plan, options),
    )
    return result_of(BacktestResult, backtest, rendering)


def ask_ablation(plan: BacktestPlan, watch: StudyWatch | None = None) -> AblationResult:
    """Set each coefficient to zero in turn, refit the others, and forecast again."""
    who = watch or StudyWatch()
    draws, seed = checked_size((plan.draws, plan.seed), DRAWS)
    cases = load_cases(plan.names, draws, seed, plan.layers)
    refuse_shared_votes(cases)
    whole = whole_fit(cases, who.tell)
    who.tell("each coefficient in turn is set to zero and the others are estimated again")
    with who.stage("ablations", ablation_count(), unit="coefficients") as advance:
        tried = ablations(cases, whole, mapper=on_threads, progress=advance)
    published = published_ablations(tried, text_ranges(cases, whole.coefficients))
    rendering = Rendering(
        lambda: published,
        lambda command: ablation_page(published, _study(plan, command)),
        _command(plan, ["--ablate"]),
    )
    return result_of(AblationResult, published, rendering)


def _command(plan: BacktestPlan, method_options: list[str]) -> str:
    layers = [] if plan.layers is None else [",".join(plan.layers)]
    options = [*method_options, *repeated_option("--layers", layers), "--draws", plan.draws]
    return shlex.join(map(str, ["council", "backtest", *plan.names, *options, "--seed", plan.seed]))


def _study(plan: BacktestPlan, command: str) -> Study:
    """The description of the study on its page, with numbers counted over all scenarios."""
    names = plan.names
    scenarios = [load_scenario(name) for name in names]
    numbers = [number for scenario in scenarios for number in quantities(scenario)]
    text = names[0] if len(names) == 1 else f"{len(names)} scenarios, {names[0]} to {names[-1]}"
    return Study(
        title="How well recorded votes are forecast",
        scenario=text,
        command=command,
        seed=plan.seed,
        replicates=plan.draws,
        assumed=sum(number.grade == "assumed" for number in numbers),
        numbers=len(numbers),
        asked=interventions_by_name(scenarios),
    )
