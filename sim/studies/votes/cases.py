"""Scenarios with recorded votes, ready to be fitted or forecast."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.domain.errors import CouncilError, UsageError
from sim.engines.parallel import on_threads
from sim.scenario import catalogue
from sim.scenario.load import load_scenario
from sim.studies.votes.backtest import Backtest, given, learnable, refit_and_forecast
from sim.studies.votes.fit import Fit, fit_coefficients
from sim.studies.votes.likelihood import RecordedCase


def earlier_scenarios() -> list[str]:
    """Names of the shipped scenarios of earlier texts, in order of their ballots.

    Raises:
        CouncilError: when none is shipped.
    """
    names = [entry.name for entry in catalogue.catalogue_entries() if entry.shelf == "syria"]
    if not names:
        raise CouncilError("no earlier texts are shipped", remedy="name scenarios with votes")
    return names


def load_cases(
    names: Sequence[str], draws: int, seed: int, layers: Sequence[str] | None = None
) -> list[RecordedCase]:
    """The scenarios, ready to be fitted, in order of their ballots.

    Raises:
        UsageError: when one of them has no recorded vote.
        ScenarioErrors: when one of them is not valid.
    """
    cases = []
    for name in names:
        scenario = load_scenario(name, layers=layers)
        try:
            cases.append(RecordedCase(scenario, draws, seed))
        except ValueError as error:
            raise UsageError(
                str(error), where=name, remedy="add a record_of_votes, or omit the scenario"
            ) from None
    return sorted(cases, key=lambda case: (case.scenario.council.date, case.name))


def whole_fit(cases: Sequence[RecordedCase], tell: Callable[[str], None] | None = None) -> Fit:
    """The fit to all that may be learned from, searched from the shipped estimates.

    ``tell`` is given a sentence on what is fitted, before it is.
    """
    known = [case for case in cases if learnable(case)]
    if not known:
        return given()
    if tell is not None:
        tell(f"fitting {sum(case.votes for case in known)} votes on {len(known)} texts")
    return fit_coefficients(known, start=given().coefficients, mapper=on_threads)


def whole_backtest(
    cases: Sequence[RecordedCase],
    method: str,
    draws: int,
    seed: int,
    tell: Callable[[str], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Backtest:
    """The backtest of cases, on all cores.

    Where the cases hold nothing to learn from, the shipped earlier texts are what is known.

    Args:
        cases: From :func:`load_cases`.
        method: One of ``backtest.METHODS``.
        draws: Draws of each earlier text, where these are needed.
        seed: Root of these draws.
        tell: Given a sentence on what is fitted.
        progress: Called with 1 after each case.

    Raises:
        UsageError: for an unknown method, where nothing is left to learn from, or where no text
            could be forecast.
    """
    pool = cases if sum(map(learnable, cases)) > 1 else load_cases(earlier_scenarios(), draws, seed)
    whole = given() if method == "given" or pool is not cases else whole_fit(pool, tell)
    try:
        return refit_and_forecast(
            cases, method, whole, pool=pool, mapper=on_threads, progress=progress
        )
    except CouncilError:
        raise
    except ValueError as error:
        raise UsageError(str(error), remedy="name more scenarios with recorded votes") from None
