"""Ablations and placebo tests: the same forecasts with a part removed or deliberately wrong.

A test changes a scenario; if its forecasts are as good as before, the part contributes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.parallel import Mapper, map_in_order
from sim.preferences.coefficients import DECISION
from sim.scenario.cells import Claim, NumberCell
from sim.scenario.priors import UNKNOWN
from sim.scenario.schema import Scenario
from sim.studies.votes.backtest import forecast_of, learnable, refitted
from sim.studies.votes.fit import Fit
from sim.studies.votes.likelihood import RecordedCase
from sim.studies.votes.posterior import LEFT_OUT, UNIT, Prior
from sim.studies.votes.scorecard import RecordedForecast, joined_votes
from sim.studies.votes.scores import Scores, scores

Floats = NDArray[np.float64]
Change = Callable[[Scenario], Scenario]

WITHOUT: tuple[str, ...] = tuple(name for name in DECISION if name not in (*UNIT, *LEFT_OUT))
"""Coefficients that are set to zero one at a time, with the others refitted."""

ASSEMBLY_SPREAD = 0.15
"""Deviation of a position that is inferred from acts (docs/explanation/codebook.md)."""

SHUFFLES = 5
"""Permutations of the members over which shuffled profiles are averaged."""

PERCENT = (5.0, 95.0)
"""Quantiles that bound the range of forecasts over draws."""

GOVERNMENT = "backer-of-government"
OPPOSITION = "backer-of-opposition"
"""Roles between which sponsors are swapped."""


def _number(value: float, spread: float) -> NumberCell:
    return NumberCell(claims=(Claim.model_validate({"is": value, "spread": spread}),))


def without_statements(scenario: Scenario) -> Scenario:
    """Remove all public statements, both the scenario's and simulated ones."""
    silent = {**scenario.coefficients, "commitment": _number(0.0, 0.0)}
    return scenario.model_copy(update={"statements": (), "coefficients": silent})


def one_assembly_number(scenario: Scenario) -> Scenario:
    """Use each State's mean Assembly vote on the matter as its position on every issue."""
    record = scenario.record_of_votes
    means = record.assembly if record is not None else {}

    def positions(code: str) -> dict[str, NumberCell]:
        if code not in means:
            return {}
        place = _number((means[code] + 1.0) / 2.0, ASSEMBLY_SPREAD)
        return dict.fromkeys(scenario.issues, place)

    return _with_members(
        scenario, {code: {"positions": positions(code)} for code in scenario.members}
    )


def shuffled(scenario: Scenario, seed: int) -> Scenario:
    """Reassign positions, roles and urgency to random members; seats and ties are kept."""
    codes = list(scenario.members)
    order = np.random.default_rng(seed).permutation(len(codes))
    dealt: dict[str, dict[str, Any]] = {}
    for code, place in zip(codes, order, strict=True):
        other = scenario.members[codes[place]]
        dealt[code] = {
            key: getattr(other, key) for key in ("positions", "saliences", "role", "urgency")
        }
    return _with_members(scenario, dealt)


def swapped_sponsors(scenario: Scenario) -> Scenario:
    """Swap the sponsors of the government's backers and of the opposition's backers."""
    members = scenario.members
    camp = {
        role: tuple(code for code, member in members.items() if member.role == role)
        for role in (GOVERNMENT, OPPOSITION)
    }
    if not all(camp.values()):
        return scenario
    drafts = {}
    for symbol, draft in scenario.drafts.items():
        theirs = any(members[code].role == GOVERNMENT for code in draft.sponsors)
        new = camp[OPPOSITION if theirs else GOVERNMENT]
        drafts[symbol] = draft.model_copy(update={"sponsors": new, "co_sponsors": ()})
    return scenario.model_copy(update={"drafts": drafts})


def placebo(scenario: Scenario) -> Scenario:
    """Make every text ask for the status quo: x = q."""
    drafts = {s: d.model_copy(update={"text": {}}) for s, d in scenario.drafts.items()}
    return scenario.model_copy(update={"drafts": drafts})


def unknown_positions(scenario: Scenario) -> Scenario:
    """Remove all information on members' positions."""
    centre = _number(UNKNOWN, 0.3)
    nothing = {"positions": dict.fromkeys(scenario.issues, centre)}
    return _with_members(scenario, dict.fromkeys(scenario.members, nothing))


def _with_members(scenario: Scenario, updates: Mapping[str, Mapping[str, Any]]) -> Scenario:
    members = {
        code: member.model_copy(update=dict(updates[code]))
        for code, member in scenario.members.items()
    }
    return scenario.model_copy(update={"members": members})


REFITTED: dict[str, Change] = {"one Assembly number per State": one_assembly_number}
"""Tests that are models of their own: the coefficients are refitted to them."""

GUARDS: dict[str, Sequence[Change]] = {
    "no statements": (without_statements,),
    "positions unknown": (unknown_positions,),
    "profiles shuffled": tuple(partial(shuffled, seed=seed) for seed in range(SHUFFLES)),
    "sponsors swapped": (swapped_sponsors,),
    "texts that ask nothing": (placebo,),
}
"""Tests that keep the coefficients; several changes under one name are averaged."""


@dataclass(frozen=True)
class Ablation:
    """Forecasts with a part removed.

    Attributes:
        name: The change.
        earlier: Scores over votes used to estimate coefficients; None without such votes.
        later: Scores over votes never used for it.
    """

    name: str
    earlier: Scores | None
    later: Scores | None


def forecasts(cases: Sequence[RecordedCase], c: Floats) -> list[RecordedForecast]:
    """The model's forecasts of all recorded drafts that it put to the vote."""
    return [
        forecast_of(case, record, probabilities)
        for case in cases
        for record, probabilities in zip(case.recorded, case.forecasts(c), strict=True)
        if probabilities.probability.shape[2]
    ]


def _scored(name: str, cases: Sequence[RecordedCase], c: Floats) -> Ablation:
    halves = [[x for x in cases if learnable(x)], [x for x in cases if not learnable(x)]]
    recorded_forecasts = [forecasts(half, c) for half in halves]
    earlier, later = (scores(*joined_votes(half)) if half else None for half in recorded_forecasts)
    return Ablation(name, earlier, later)


def _averaged(name: str, several: Sequence[Ablation]) -> Ablation:
    def mean(items: list[Scores | None]) -> Scores | None:
        there = [s for s in items if s is not None]
        if not there:
            return None
        return Scores(
            votes=there[0].votes,
            hits=round(_mean([s.hits for s in there])),
            log_score=_mean([s.log_score for s in there]),
            brier=_mean([s.brier for s in there]),
            balanced=_mean([s.balanced for s in there]),
            rejected_f1=_mean([s.rejected_f1 for s in there]),
        )

    return Ablation(name, mean([a.earlier for a in several]), mean([a.later for a in several]))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))


def changed_cases(cases: Sequence[RecordedCase], change: Change) -> list[RecordedCase]:
    """The cases with changed scenarios and the same draws."""
    return [RecordedCase(change(case.scenario), case.draws, case.seed) for case in cases]


def ablations(
    cases: Sequence[RecordedCase],
    whole: Fit,
    *,
    mapper: Mapper = map_in_order,
    progress: Callable[[int], None] | None = None,
) -> list[Ablation]:
    """The full model, then every coefficient set to zero and every test."""
    usable = [case for case in cases if learnable(case)]

    def tick(entry: Ablation) -> Ablation:
        if progress is not None:
            progress(1)
        return entry

    out = [tick(_scored("the whole model", cases, whole.coefficients))]
    for name in WITHOUT:
        centre = whole.prior.centre.copy()
        centre[DECISION.index(name)] = 0.0
        prior = Prior(tuple(n for n in whole.prior.free if n != name), centre, whole.prior.spread)
        out.append(tick(_scored(f"{name} = 0", cases, refitted(usable, whole, mapper, prior))))
    for name, change in REFITTED.items():
        others = changed_cases(cases, change)
        c = refitted([x for x in others if learnable(x)], whole, mapper)
        out.append(tick(_scored(name, others, c)))
    for name, several in GUARDS.items():
        each = [
            _scored(name, changed_cases(cases, change), whole.coefficients) for change in several
        ]
        out.append(tick(_averaged(name, each)))
    return out


def ablation_count() -> int:
    """The number of rows of :func:`ablations`."""
    return 1 + len(WITHOUT) + len(REFITTED) + len(GUARDS)


@dataclass(frozen=True)
class Range:
    """How far a ballot's forecast varies if only text and status quo vary within their priors.

    Attributes:
        draft: Symbol.
        adopted, yes: Mean probability of adoption, and mean number of yes votes, each with the
            bounds of 90 % of the draws.
    """

    draft: str
    adopted: tuple[float, float, float]
    yes: tuple[float, float, float]


def text_ranges(cases: Sequence[RecordedCase], c: Floats) -> list[Range]:
    """Forecasts over draws of only the drafts' texts and the status quo."""
    out = []
    for case in cases:
        only = RecordedCase(case.scenario, case.draws, case.seed, vary=("drafts.", "status_quo."))
        for draft_probabilities in only.forecasts(c):
            if draft_probabilities.probability.shape[2]:
                yes = draft_probabilities.probability[0].sum(axis=0)
                out.append(
                    Range(
                        draft_probabilities.draft, _range(draft_probabilities.adopted), _range(yes)
                    )
                )
    return out


def _range(values: Floats) -> tuple[float, float, float]:
    low, high = np.percentile(values, PERCENT)
    return float(values.mean()), float(low), float(high)
