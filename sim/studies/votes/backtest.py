"""Backtests: forecast every recorded ballot with coefficients not fitted to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome
from sim.domain.counts import SEED
from sim.engines.parallel import Mapper, map_in_order
from sim.equilibrium.rules import chances
from sim.preferences.coefficients import DECISION
from sim.scenario.estimates import shipped_estimates
from sim.studies.draft_names import draft_names
from sim.studies.votes.baselines import BASELINES
from sim.studies.votes.fit import Fit
from sim.studies.votes.likelihood import STARTING, DraftProbabilities, Recorded, RecordedCase
from sim.studies.votes.mode import descend
from sim.studies.votes.posterior import Objective, Prior
from sim.studies.votes.recorded_counts import recorded_count
from sim.studies.votes.scorecard import ForecasterCard, RecordedForecast, forecaster_card

Floats = NDArray[np.float64]

LEARN_BEFORE = date(2016, 10, 8)
"""Ballots from this day on are forecast but never used for estimation."""

FIRST_ORIGIN = 4
"""The fewest earlier texts for the first forecast with a rolling origin."""

METHODS = ("leave-one-out", "rolling", "given")
"""Fit to all other texts; fit to all earlier texts; use the given coefficients."""


@dataclass(frozen=True)
class Origin:
    """One forecast to make.

    Attributes:
        case: The case to forecast.
        known: The cases to estimate from.
    """

    case: RecordedCase
    known: tuple[RecordedCase, ...]


@dataclass(frozen=True)
class Backtest:
    """Forecasts of recorded ballots by the model and by baselines.

    Attributes:
        method: One of ``METHODS``.
        model: The model's forecasts, by draft.
        rivals: The baselines' forecasts, in the same order.
        coefficients: ``(11,)`` for each draft, the coefficients used.
        unscored: Drafts that the model never put to the vote.
    """

    method: str
    model: tuple[RecordedForecast, ...]
    rivals: dict[str, tuple[RecordedForecast, ...]]
    coefficients: tuple[Floats, ...]
    unscored: tuple[str, ...] = ()

    def cards(self, only: Sequence[str] | None = None, seed: int = 0) -> list[ForecasterCard]:
        """Scores of the model and of every baseline, on all drafts or those in ``only``.

        Raises:
            UsageError: for a seed that is not a whole number from 0 to 2**64 - 1, for no draft, or
                for one without a score.
        """
        seed = SEED.of(seed)
        scored = [forecast.draft for forecast in self.model]
        if only is not None:
            only = draft_names(only, scored, where="only")

        def chosen(forecasts: Sequence[RecordedForecast]) -> list[RecordedForecast]:
            return [f for f in forecasts if only is None or f.draft in only]

        model = chosen(self.model)
        return [
            forecaster_card("model", model, None, seed),
            *(
                forecaster_card(name, chosen(baseline), model, seed)
                for name, baseline in self.rivals.items()
            ),
        ]


def learnable(case: RecordedCase) -> bool:
    """Whether coefficients may be estimated from the case."""
    return case.scenario.council.date < LEARN_BEFORE


def origins(
    cases: Sequence[RecordedCase], method: str, pool: Sequence[RecordedCase] | None = None
) -> list[Origin]:
    """The forecasts to make: each case from the others of ``pool`` (by default, of ``cases``).

    Raises:
        ValueError: for an unknown method, or when a case has nothing to estimate from.
    """
    if method not in METHODS:
        raise ValueError(f"'{method}' is not a backtest method")
    out = []
    for case in cases:
        usable = tuple(c for c in (pool or cases) if learnable(c) and c.name != case.name)
        if method == "rolling":
            usable = tuple(
                c for c in usable if c.scenario.council.date < case.scenario.council.date
            )
            if len(usable) < FIRST_ORIGIN:
                continue
        if not usable:
            raise ValueError("a backtest needs other ballots to estimate from")
        out.append(Origin(case, usable))
    return out


def refit_and_forecast(
    cases: Sequence[RecordedCase],
    method: str,
    whole: Fit,
    *,
    pool: Sequence[RecordedCase] | None = None,
    mapper: Mapper = map_in_order,
    progress: Callable[[int], None] | None = None,
) -> Backtest:
    """Forecast every case with coefficients refitted without it.

    Worlds vary the coefficients around the refitted mode, as a run does, by the uncertainty of the
    fit to all usable cases.

    Args:
        cases: Scenarios with recorded votes.
        method: One of ``METHODS``.
        whole: The fit to all usable cases: the start of refits, and the coefficients of ``given``.
        pool: Cases to estimate from; by default those that are forecast.
        mapper: How cases are computed in parallel.
        progress: Called with 1 after each case.

    Raises:
        ValueError: for an unknown method, when there is nothing to estimate from, or when no text
            could be forecast.
    """
    model: list[RecordedForecast] = []
    used: list[Floats] = []
    rivals: dict[str, list[RecordedForecast]] = {name: [] for name in BASELINES}
    unscored: list[str] = []
    all_known = [case for case in pool or cases if learnable(case)]
    for origin in origins(cases, method, pool):
        case = origin.case
        c = whole.coefficients
        if method != "given" and len(origin.known) < len(all_known):
            c = refitted(origin.known, whole, mapper)
        worlds = whole.drawn(c, case.draws, case.seed)
        for record, draft_probabilities in zip(case.recorded, case.forecasts(worlds), strict=True):
            if draft_probabilities.probability.shape[2] == 0:
                unscored.append(record.draft)
                continue
            model.append(forecast_of(case, record, draft_probabilities))
            used.append(c)
            for name, baseline in BASELINES.items():
                chance = baseline(origin.known, case, record)
                rivals[name].append(baseline_forecast(case, record, chance))
        if progress is not None:
            progress(1)
    if not model:
        raise ValueError(f"no text was forecast: {'; '.join(unscored) or 'too few earlier texts'}")
    return Backtest(
        method,
        tuple(model),
        {name: tuple(baseline_forecasts) for name, baseline_forecasts in rivals.items()},
        tuple(used),
        tuple(unscored),
    )


def refitted(
    cases: Sequence[RecordedCase],
    near: Fit,
    mapper: Mapper = map_in_order,
    prior: Prior | None = None,
) -> Floats:
    """``(11,)`` the mode for other cases, searched from the fit ``near`` to similar ones."""
    prior = prior or near.prior
    places = [near.prior.free.index(name) for name in prior.free]
    axes = np.asarray(np.linalg.cholesky(near.covariance[np.ix_(places, places)]), np.float64)
    return prior.full(descend(Objective(cases, prior, mapper), near.theta[places], axes).theta)


def forecast_of(
    case: RecordedCase, record: Recorded, draft_probabilities: DraftProbabilities
) -> RecordedForecast:
    """The model's forecast of the recorded votes on a draft."""
    return RecordedForecast(
        scenario=case.name,
        draft=record.draft,
        members=record.codes,
        probability=draft_probabilities.mean[:, record.rows],
        cast=record.cast,
        adopted=float(draft_probabilities.adopted.mean()),
        passed=passed(case, record),
    )


def baseline_forecast(case: RecordedCase, record: Recorded, chance: Floats) -> RecordedForecast:
    """A baseline's forecast; adoption follows from independent votes under Article 27."""
    everybody = np.zeros((3, len(case.setting.members)))
    everybody[1] = 1.0
    everybody[:, record.rows] = chance
    blocking = case.setting.blocking[[case.setting.draft_of[record.draft]]]
    adopted, _ = chances(case.electorate, everybody[:, :, None].copy(), blocking)
    return RecordedForecast(
        case.name, record.draft, record.codes, chance, record.cast, float(adopted[0]),
        passed(case, record),
    )  # fmt: skip


def passed(case: RecordedCase, record: Recorded) -> bool | None:
    """Whether the recorded votes adopted the draft; None unless all are on record."""
    count = recorded_count(case.scenario, record.draft)
    return None if count is None else count.outcome is Outcome.ADOPTED


def given() -> Fit:
    """The shipped coefficients in the form of a fit, with the curvature of their spreads."""
    estimates = shipped_estimates().coefficients
    centre = STARTING.copy()
    for k, name in enumerate(DECISION):
        if name in estimates:
            centre[k] = estimates[name].centre
    prior = Prior()
    spread = np.array([estimates[n].spread if n in estimates else prior.spread for n in prior.free])
    return Fit(
        prior=prior,
        theta=prior.theta(centre),
        hessian=np.diag(1.0 / spread**2),
        at_end=np.zeros(spread.size, dtype=np.bool_),
        log_likelihood=float("nan"),
        at_start=float("nan"),
        votes=sum(shipped_estimates().votes),
        ballots=shipped_estimates().ballots,
        gradient=np.zeros(len(prior.free)),
        gradient_error=0.0,
        steps=0,
        converged=True,
    )
