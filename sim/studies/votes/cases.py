"""Load scenarios with recorded votes, for fitting or forecasting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sim.domain.errors import CouncilError, UsageError
from sim.engines.parallel import on_threads
from sim.scenario import catalogue
from sim.scenario.estimates import shipped_estimates
from sim.scenario.load import load_scenario
from sim.studies.votes.backtest import Backtest, given, learnable, refit_and_forecast
from sim.studies.votes.fit import Fit, fit_coefficients
from sim.studies.votes.likelihood import RecordedCase


def earlier_scenarios() -> list[str]:
    """Names of the shipped scenarios of earlier texts, in the order of their ballots.

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
    """Load scenarios for fitting, in the order of their ballots.

    Raises:
        UsageError: when one of them has no recorded vote, or is named twice.
        ScenarioErrors: when one of them is not valid.
    """
    cases: list[RecordedCase] = []
    for name in names:
        scenario = load_scenario(name, layers=layers)
        if scenario.scenario in [case.name for case in cases]:
            raise UsageError(
                f"the scenario '{scenario.scenario}' is named twice", where=name,
                remedy="name each scenario once; two files need two names under `scenario:`",
            )  # fmt: skip
        try:
            cases.append(RecordedCase(scenario, draws, seed))
        except ValueError as error:
            raise UsageError(
                str(error), where=name, remedy="add a record_of_votes, or omit the scenario"
            ) from None
    return sorted(cases, key=lambda case: (case.scenario.council.date, case.name))


def refuse_shared_votes(cases: Sequence[RecordedCase]) -> None:
    """Refuse cases that record the same ballot, as its votes would count twice.

    Raises:
        UsageError: naming the ballot and both scenarios.
    """
    seen: dict[tuple[str, date], str] = {}
    for case in cases:
        for draft in dict.fromkeys(r.draft for r in case.recorded):
            ballot = (draft, case.scenario.council.date)
            first = seen.setdefault(ballot, case.name)
            if first != case.name:
                raise UsageError(
                    f"the votes on {draft} are recorded in '{first}' and in '{case.name}'",
                    where=case.name,
                    why="they would count twice",
                    remedy="name only one of the two scenarios",
                )


def whole_fit(cases: Sequence[RecordedCase], tell: Callable[[str], None] | None = None) -> Fit:
    """The fit to all usable cases, searched from the shipped estimates.

    ``tell`` is called before the fit with a sentence on what is fitted.
    """
    usable = [case for case in cases if learnable(case)]
    if not usable:
        return given()
    if tell is not None:
        tell(f"fitting {sum(case.votes for case in usable)} votes on {len(usable)} texts")
    return fit_coefficients(usable, start=given().coefficients, mapper=on_threads)


def _behind_estimates(cases: Sequence[RecordedCase], pool: Sequence[RecordedCase]) -> bool:
    """Whether the shipped estimates come from a ballot that a refit to ``pool`` keeps in."""
    known = {case.name for case in pool}
    behind = shipped_estimates().ballots
    return any(r.draft in behind for c in cases if c.name not in known for r in c.recorded)


def whole_backtest(
    cases: Sequence[RecordedCase],
    method: str,
    draws: int,
    seed: int,
    tell: Callable[[str], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Backtest:
    """Backtest the cases, on all cores.

    If the cases have nothing to estimate from, the shipped earlier texts are used. A ballot behind
    the shipped estimates is then forecast with coefficients estimated from those texts instead.

    Args:
        cases: Cases from :func:`load_cases`.
        method: One of ``backtest.METHODS``.
        draws: Draws of each earlier text, if these are needed.
        seed: Root seed of the draws.
        tell: Called with a sentence on what is fitted.
        progress: Called with 1 after each case.

    Raises:
        UsageError: for an unknown method, when there is nothing to estimate from, or when no text
            could be forecast.
    """
    pool = cases if sum(map(learnable, cases)) > 1 else load_cases(earlier_scenarios(), draws, seed)
    shipped = method == "given" or (pool is not cases and not _behind_estimates(cases, pool))
    whole = given() if shipped else whole_fit(pool, tell)
    try:
        return refit_and_forecast(
            cases, method, whole, pool=pool, mapper=on_threads, progress=progress
        )
    except CouncilError:
        raise
    except ValueError as error:
        raise UsageError(str(error), remedy="name more scenarios with recorded votes") from None
