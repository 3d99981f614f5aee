"""Estimate the coefficients of the vote from recorded votes."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.api.answers import Rendering, StudyResult, result_of
from sim.api.limits import DRAWS, LEAST_SPREAD, MOST_SPREAD, checked_size
from sim.api.watching import StudyWatch
from sim.domain.counts import finite_number
from sim.domain.errors import UsageError
from sim.domain.words import plural
from sim.engines.parallel import on_threads
from sim.preferences.coefficients import DECISION
from sim.report.fit_page import fit_page
from sim.report.study import Study
from sim.scenario.estimates import estimates_text
from sim.scenario.intervention_lines import interventions_by_name
from sim.studies.votes.cases import earlier_scenarios, load_cases, refuse_shared_votes
from sim.studies.votes.fit import Fit, fit_coefficients
from sim.studies.votes.fit_report import estimates_of_fit
from sim.studies.votes.likelihood import RecordedCase
from sim.studies.votes.posterior import LEFT_OUT, UNIT, Prior
from sim.studies.votes.published_fit import PublishedFit, published_fit

PROGRESS_STEPS = 10
"""Steps of the search between two progress messages."""


@dataclass(frozen=True)
class FitPlan:
    """The arguments of ``sim.fit``, which documents them and has their defaults."""

    scenarios: Sequence[str] | None
    draws: int
    seed: int
    free: Sequence[str]
    prior_spread: float
    profile: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class FitResult(PublishedFit, StudyResult):
    """Coefficients estimated from recorded votes.

    Attributes:
        estimates: The content of ``--output``: the estimates as YAML, with their source.
    """

    estimates: str = field(repr=False)


def ask_fit(plan: FitPlan, watch: StudyWatch | None = None) -> FitResult:
    """Estimate coefficients: maximum a posteriori, averaged over draws of each scenario.

    Raises:
        UsageError: for a name or number that cannot be used, a scenario without recorded votes, or
            two scenarios with votes on the same text.
    """
    who = watch or StudyWatch()
    spread = finite_number(plan.prior_spread, "prior_spread")
    if not LEAST_SPREAD <= spread <= MOST_SPREAD:
        raise UsageError(
            f"prior_spread is {spread:g}",
            remedy=f"use a number from {LEAST_SPREAD:g} to {MOST_SPREAD:g}",
        )
    prior = Prior(
        free=_known(plan.free, "--free") or Prior().free,
        spread=spread,
    )
    fixed = dict.fromkeys(UNIT, "it is the unit of the others")
    fixed |= dict.fromkeys(LEFT_OUT, "it starts at 0, and its prior is on the logarithm")
    for name in prior.free:
        if name in fixed:
            raise UsageError(
                f"'{name}' cannot be estimated",
                where="--free",
                why=fixed[name],
                remedy=f"name others: {', '.join(Prior().free)}",
            )
    profiled = _known(plan.profile, "--profile")
    for name in profiled:
        if name not in prior.free:
            raise UsageError(
                f"'{name}' is not among the estimated coefficients",
                where="--profile",
                remedy="add it to --free",
            )
    names = earlier_scenarios() if plan.scenarios is None else list(plan.scenarios)
    if not names:
        raise UsageError(
            "no scenario is named", remedy="name scenarios with recorded votes, or leave them out"
        )
    draws, seed = checked_size((plan.draws, plan.seed), DRAWS)
    cases = load_cases(names, draws, seed)
    refuse_shared_votes(cases)
    asked = interventions_by_name([case.scenario for case in cases])
    for line in asked:
        who.tell(line)
    texts = sum(len(case.recorded) for case in cases)
    who.tell(f"{sum(case.votes for case in cases)} votes on {plural(texts, 'text')}")

    def progress(step: int, value: float) -> None:
        if step % PROGRESS_STEPS == 0:
            who.tell(f"step {step}: log posterior {value:.2f}")

    fit = fit_coefficients(cases, prior, mapper=on_threads, progress=progress)
    answer = published_fit(fit, cases, profiled, on_threads)
    text = names[0] if len(names) == 1 else f"{len(names)} scenarios, {names[0]} to {names[-1]}"
    title = "What recorded votes say of the coefficients"
    rendering = Rendering(
        lambda: answer,
        lambda command: fit_page(
            answer, Study(title, text, command, plan.seed, plan.draws, asked=asked)
        ),
        _command(plan, names),
    )
    source = _source(fit, cases, plan)
    written = estimates_text(estimates_of_fit(fit, cases, source))
    return result_of(FitResult, answer, rendering, estimates=written)


def _known(names: Sequence[str], option: str) -> tuple[str, ...]:
    for name in names:
        if name not in DECISION:
            raise UsageError(
                f"'{name}' is not a coefficient of the vote", where=option,
                remedy=f"one of {', '.join(DECISION)}",
            )  # fmt: skip
    return tuple(name for name in DECISION if name in names)


def _command(plan: FitPlan, names: Sequence[str]) -> str:
    arguments: list[object] = ["council", "fit", *names, "--draws", plan.draws, "--seed", plan.seed]
    arguments += ["--free", ",".join(plan.free)] if plan.free else []
    arguments += ["--prior-spread", plan.prior_spread]
    arguments += ["--profile", ",".join(plan.profile)] if plan.profile else []
    return shlex.join(map(str, arguments))


def _source(fit: Fit, cases: Sequence[RecordedCase], plan: FitPlan) -> str:
    days = [case.scenario.council.date for case in cases]
    return (
        f"Maximum a posteriori from {fit.votes} recorded votes on {len(fit.ballots)} texts, "
        f"{min(days)} to {max(days)}, averaged over {plan.draws} draws of each scenario's numbers "
        f"(seed {plan.seed}): `{_command(plan, plan.scenarios or ())}`."
    )
