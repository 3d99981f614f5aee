"""From the results of experiments to the data that study reports draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.domain.ballots import Outcome
from sim.report.charts import number
from sim.report.data import listed
from sim.report.palette import OUTCOME_WORDS, VOTE_WORDS
from sim.report.studydata import (
    ChangeRow,
    Flip,
    FlipSolution,
    FlipStep,
    PowerRow,
    PowerStudy,
    Sensitivity,
    Study,
    Tornado,
    TornadoBar,
    WhatIf,
    Worth,
)

if TYPE_CHECKING:
    from sim.experiments.flip import FlipAnswer, Solution
    from sim.experiments.onebyone import Tornado as OneAtATime
    from sim.experiments.power import Power
    from sim.experiments.sensitivity import SobolResult
    from sim.experiments.whatif import Comparison, OutcomeChange, VoteChange
    from sim.report.names import Names

_EXPECTED = "expected_adopted"
_YES = 0


def whatif_data(study: Study, variant: str, found: Comparison, names: Names) -> WhatIf:
    """A paired comparison: the change of every outcome, and of each member's chance of a yes."""
    outcomes = [_outcome(item) for item in (*found.outcomes, found.plan) if _tells(item)]
    votes: dict[str, list[ChangeRow]] = {}
    for item in found.votes:
        votes.setdefault(item.draft, []).append(_vote(item, names))
    return WhatIf(
        study,
        variant,
        tuple(outcomes),
        {draft: tuple(rows) for draft, rows in votes.items()},
    )


def _tells(item: OutcomeChange) -> bool:
    """Whether the outcome occurs in either arm: one that never does would fill the chart."""
    return item.before > 0 or item.after > 0


def _outcome(item: OutcomeChange) -> ChangeRow:
    key = item.outcome.upper()
    words = "mean exact chance of adoption" if item.outcome == _EXPECTED else item.outcome
    if key in Outcome.__members__:
        words = OUTCOME_WORDS[Outcome[key]]
    label = f"{item.draft} {words}".strip().replace("_", " ")
    return ChangeRow(label, item.change.value, item.change.low, item.change.high)


def _vote(item: VoteChange, names: Names) -> ChangeRow:
    change = item.change[_YES]
    return ChangeRow(
        names.actors.get(item.member, item.member), change.value, change.low, change.high
    )


def flip_data(study: Study, answer: FlipAnswer, names: Names) -> Flip:
    """The smallest changes that reach the goal, and what the search proves."""
    question = answer.question
    return Flip(
        study,
        f"{question.draft} {question.goal}".strip(),
        question.metric,
        tuple(_solution(item, answer, names) for item in answer.solutions),
        answer.certificate,
    )


def _solution(item: Solution, answer: FlipAnswer, names: Names) -> FlipSolution:
    costs = {
        (lever.path, option.value): option.cost
        for lever in answer.levers
        for option in lever.options
    }
    steps = tuple(
        FlipStep(path, _value(item.before[path]), _value(value), costs.get((path, value), 0.0))
        for path, value in item.found.change.items()
    )
    worst = sorted(item.losses.items(), key=lambda loss: (-loss[1], loss[0]))[:3]
    losers = [f"{names.actor(code)} ({loss:.3f})" for code, loss in worst if loss > 0]
    loses = f"It is worth less to {listed(losers)}." if losers else ""
    turned = [
        f"{names.within(move.member)} from {VOTE_WORDS[move.before]} to {VOTE_WORDS[move.after]}"
        for move in item.moves
    ]
    if turned:
        loses = f"Votes that turn: {listed(turned)}. {loses}".strip()
    return FlipSolution(steps, item.found.size, loses)


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else number(value)


def sensitivity_data(
    study: Study,
    outcome: tuple[str, int],
    *,
    one_at_a_time: OneAtATime | None = None,
    sobol: SobolResult | None = None,
    evidence: Mapping[str, Sequence[str]] | None = None,
) -> Sensitivity:
    """One outcome (its words and its row in the results) under either method, or both."""
    words, row = outcome
    bars = None
    if one_at_a_time is not None:
        found = one_at_a_time
        bars = Tornado(
            words,
            float(found.middle[row]),
            tuple(
                TornadoBar(path, float(found.low[row, i]), float(found.high[row, i]))
                for i, path in enumerate(found.paths)
            ),
        )
    worth: tuple[Worth, ...] = ()
    if sobol is not None:
        keys = evidence or {}
        worth = tuple(
            Worth(
                name,
                "",
                float(sobol.first[row, i]),
                float(sobol.total[row, i]),
                tuple(keys.get(name, ())),
            )
            for i, name in enumerate(sobol.groups)
        )
    methods = ["one at a time"] if bars else []
    return Sensitivity(study, listed(methods + (["sobol"] if worth else [])), bars, worth)


INDICES = ("shapley_shubik", "banzhaf", "banzhaf_absolute", "prevent", "initiate")
INDEX_WORDS = {
    "shapley_shubik": "Shapley-Shubik index",
    "banzhaf": "Banzhaf index",
    "banzhaf_absolute": "Penrose measure",
    "prevent": "Coleman's power to prevent",
    "initiate": "Coleman's power to initiate",
}
_LONGEST_FRACTION = 14


def power_data(study: Study, body: str, found: Power) -> PowerStudy:
    """The indices of every class of seats; a fraction is written out where it is short."""
    blocking = {item.name: item.blocks for item in found.body.classes}
    indices = {}
    for index in INDICES:
        rows = []
        for item in found.by_class:
            exact = str(getattr(item, index))
            each = f", each of {item.seats}" if item.seats > 1 else ""
            rows.append(
                PowerRow(
                    f"{item.seat}{each}",
                    float(getattr(item, index)),
                    blocking.get(item.seat, False),
                    exact if "/" in exact and len(exact) <= _LONGEST_FRACTION else "",
                )
            )
        indices[INDEX_WORDS[index]] = tuple(rows)
    return PowerStudy(study, body, indices)
