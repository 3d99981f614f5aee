"""From the results of experiments to the data that study reports draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.domain.ballots import Outcome
from sim.report.charts import (
    CalibrationBin,
    ChangeRow,
)
from sim.report.data import Score
from sim.report.names import Names
from sim.report.palette import OUTCOME_WORDS
from sim.report.study import Study
from sim.report.study_data import (
    Backtest,
    Mover,
    TextForecast,
    WhatIf,
)

if TYPE_CHECKING:
    from sim.studies.compare.changed_votes import Mover as Move
    from sim.studies.compare.whatif import Comparison, OutcomeChange, VoteChange
    from sim.studies.votes.backtest import Backtest as BacktestResult
    from sim.studies.votes.scorecard import Card

_EXPECTED = "expected_adopted"
_YES = 0
FEW_TEXTS = 10
"""Of fewer texts the calibration of single votes is drawn, not that of adoption."""


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


def mover_paths(movers: Sequence[Move]) -> dict[tuple[str, str], str]:
    """(member, draft) -> the path of the number behind the term that moves its vote most."""
    kinds = {"issue": "positions", "alignment": "alignment"}
    return {
        (one.change.member, one.change.draft): (
            f"members.{one.change.member}.{kinds[one.strongest.kind.value]}.{one.strongest.subject}"
        )
        for one in movers
        if one.strongest is not None and one.strongest.kind.value in kinds
    }


def movers_data(
    movers: Sequence[Move], names: Names, evidence: Mapping[str, Sequence[str]]
) -> tuple[Mover, ...]:
    """Who moves and through what, in words; ``evidence`` gives the keys behind each path."""
    paths = mover_paths(movers)
    told = []
    for one in movers:
        change, term = one.change, one.through
        top = one.strongest
        if top is not None and top.kind.value == "issue":
            term = f"what the text does on “{names.issues.get(top.subject, top.subject)}”"
        elif top is not None and top.kind.value == "alignment":
            term = f"what it expects of {names.within(top.subject)}"
        keys = evidence.get(paths.get((change.member, change.draft), ""), ())
        told.append(
            Mover(names.actor(change.member), change.draft, change.change[_YES].value, term,
                  tuple(keys))
        )  # fmt: skip
    return tuple(told)


def _tells(item: OutcomeChange) -> bool:
    """Whether the outcome occurs in either arm: one that never does would fill the chart."""
    return item.before > 0 or item.after > 0


def _outcome(item: OutcomeChange) -> ChangeRow:
    key = item.outcome.upper()
    words = "mean exact chance of adoption" if item.outcome == _EXPECTED else item.outcome
    if key in Outcome.__members__:
        words = OUTCOME_WORDS[Outcome[key]]
    label = f"{item.draft} {words}".strip().replace("_", " ")
    change = item.change
    return ChangeRow(label, change.value, change.low, change.high, _told(item, words))


def _told(item: OutcomeChange, words: str) -> str:
    """What changes, in words."""
    if item.outcome == _EXPECTED:
        return f"The mean exact chance that {item.draft} is adopted"
    if item.outcome.upper() in Outcome.__members__:
        return f"The share of courses of events in which {item.draft} is {words}"
    return f"The share of courses of events with {words.replace('_', ' ')}"


def _vote(item: VoteChange, names: Names) -> ChangeRow:
    change = item.change[_YES]
    return ChangeRow(
        names.actors.get(item.member, item.member), change.value, change.low, change.high
    )


def backtest_data(
    study: Study, found: BacktestResult, parts: Mapping[str, list[str] | None], notes: Sequence[str]
) -> Backtest:
    """Scores over all texts and over each of ``parts``, with every text's forecast and fate."""
    from sim.studies.votes.scorecard import adoption_calibration, vote_calibration

    few = len(found.model) < FEW_TEXTS
    bins = vote_calibration(found.model) if few else adoption_calibration(found.model)
    texts = []
    for item in found.model:
        right = item.probability.argmax(axis=0) == item.cast
        texts.append(
            TextForecast(
                item.scenario, item.draft, int(right.sum()), len(item.cast),
                float(item.adopted), bool(item.passed),
            )
        )  # fmt: skip
    return Backtest(
        study,
        _cards(found.cards()),
        tuple(CalibrationBin(b.forecast, b.observed, b.low, b.high, b.count) for b in bins),
        tuple(notes),
        found.method,
        tuple(texts),
        {title: _cards(found.cards(only)) for title, only in parts.items() if only},
    )


def _cards(cards: Sequence[Card]) -> tuple[Score, ...]:
    return tuple(
        Score(card.name, card.all.hits, card.all.votes, card.log_score.value, card.all.brier)
        for card in cards
    )
