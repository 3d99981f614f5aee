"""Compare the engine with the classical solvers on the same preferences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.domain.ballots import Outcome
from sim.domain.errors import UsageError
from sim.engines.run import CentralEngine, Floats
from sim.negotiation.setting import NONE, setting_of
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import voting_order
from sim.studies.models.power import power_indices
from sim.studies.models.preference_tables import PreferenceTable
from sim.studies.models.solvers import SOLVERS, SolverSolution, distance
from sim.studies.models.voting_bodies import of_scenario

CAPABILITIES = ("shapley-shubik", "banzhaf", "equal")
"""A member's capability: the power of its seat under the rule in force, or equal for all."""


def capability_of(scenario: Scenario, name: str) -> dict[str, float]:
    """The capability of each member's seat.

    Raises:
        UsageError: for an unknown name.
    """
    if name not in CAPABILITIES:
        raise UsageError(
            f"there is no capability '{name}'", remedy=f"one of {', '.join(CAPABILITIES)}"
        )
    if name == "equal":
        return dict.fromkeys(scenario.members, 1.0)
    named = of_scenario(scenario)
    entries: dict[str, float] = {}
    for seat in power_indices(named.body).by_class:
        value = seat.shapley_shubik if name == "shapley-shubik" else seat.banzhaf
        entries |= dict.fromkeys(named.members[seat.seat], float(value))
    return entries


def scenario_table(scenario: Scenario, capability: str = "shapley-shubik") -> PreferenceTable:
    """The members' positions and saliences at their centres, with the power of their seats.

    A member's salience on an issue is relative to its most important issue: the challenge model
    treats it as the chance that the member resists, which a share of the total would make vanish as
    issues are added.
    """
    setting = setting_of(scenario)
    centre = np.array([q.centre for q in setting.quantities])

    def gather(places: np.ndarray[tuple[int, ...], np.dtype[np.int64]], default: float) -> Floats:
        return np.where(places == NONE, default, centre[np.maximum(places, 0)])

    salience = gather(setting.salience_places, 0.0)
    most = salience.max(axis=1, keepdims=True)
    worth = capability_of(scenario, capability)
    issues = len(setting.issues)
    return PreferenceTable(
        name=scenario.scenario,
        actors=setting.members,
        issues=setting.issues,
        capability=np.repeat([[worth[m]] for m in setting.members], issues, axis=1),
        position=gather(setting.position_places(), 0.5),
        salience=np.divide(salience, most, out=np.zeros_like(salience), where=most > 0.0),
        low=np.zeros(issues),
        high=np.ones(issues),
        status_quo=np.array([centre[setting.at(f"status_quo.{k}")] for k in setting.issues]),
    )


@dataclass(frozen=True)
class Models:
    """The predictions of each model.

    Attributes:
        table: the preferences given to the solvers.
        texts: draft (as tabled) or ``status quo`` -> (K,).
        solutions: one for each solver, then always-yes, then the engine's modal world.
        nearest: solver -> the text nearest to its outcome, by mean distance.
        distances: solver -> text -> mean distance over the issues.
    """

    table: PreferenceTable
    texts: dict[str, Floats]
    solutions: tuple[SolverSolution, ...]
    nearest: dict[str, str]
    distances: dict[str, dict[str, float]]


def adopted_as_tabled(scenario: Scenario, texts: dict[str, Floats]) -> SolverSolution:
    """Every draft is adopted as tabled; where two address an issue, the later ballot prevails."""
    outcome = texts["status quo"].copy()
    for draft in _in_ballot_order(scenario):
        for k, issue in enumerate(scenario.issues):
            if issue in scenario.drafts[draft].text:
                outcome[k] = texts[draft][k]
    return SolverSolution("always yes", outcome, "every draft is adopted as tabled")


def _in_ballot_order(scenario: Scenario) -> tuple[str, ...]:
    """All drafts in the order of their ballots, those that are never put before them."""
    put = voting_order(scenario)
    return (*(symbol for symbol in scenario.drafts if symbol not in put), *put)


def engine_result(
    scenario: Scenario, texts: dict[str, Floats], engine: CentralEngine
) -> SolverSolution:
    """The result of the modal world's ballots: the texts adopted, else the status quo."""
    worlds = engine(scenario)
    outcome = texts["status quo"].copy()
    rows = []
    for draft in _in_ballot_order(scenario):
        d = worlds.labels.drafts.index(draft)
        code = Outcome(int(worlds.outcome[d, 0]))
        rows.append(f"{draft} {code.word.replace('_', ' ')}")
        if code is Outcome.ADOPTED:
            for k, issue in enumerate(scenario.issues):
                if issue in scenario.drafts[draft].text:
                    outcome[k] = worlds.text[d, k, 0]
    return SolverSolution("engine", outcome, ", ".join(rows))


def compare_models(
    scenario: Scenario, engine: CentralEngine, capability: str = "shapley-shubik"
) -> Models:
    """Apply the solvers, always-yes and the engine to one scenario."""
    table = scenario_table(scenario, capability)
    assert table.status_quo is not None
    setting = setting_of(scenario)
    centre = [q.centre for q in setting.quantities]
    texts: dict[str, Floats] = {"status quo": table.status_quo}
    for d, draft in enumerate(setting.drafts):
        places = setting.text_places[d].tolist()
        texts[draft] = np.array(
            [table.status_quo[k] if p == NONE else centre[p] for k, p in enumerate(places)]
        )
    solutions = (
        *(solver(table) for solver in SOLVERS.values()),
        adopted_as_tabled(scenario, texts),
        engine_result(scenario, texts, engine),
    )
    distances = {
        solution.solver: {
            name: distance(table, solution.outcome, text) for name, text in texts.items()
        }
        for solution in solutions
    }
    nearest = {
        solver: min(by_text, key=by_text.__getitem__) for solver, by_text in distances.items()
    }
    return Models(table, texts, solutions, nearest, distances)
