"""The base of coded ballots: estimate the vote from it, and test on left-out dossiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sim.api.arguments import checks_arguments
from sim.api.watching import StudyWatch
from sim.domain.arguments import as_mapping, as_string, optional
from sim.domain.errors import UsageError
from sim.scenario.estimates import estimates_text
from sim.studies.votes.base.candidates import CHOSEN, CHOSEN_PENALTY, with_added
from sim.studies.votes.base.carriers import Carriers, carriers
from sim.studies.votes.base.coefficients import Coefficients, coefficients, estimates_of_form
from sim.studies.votes.base.estimation import fit_form
from sim.studies.votes.base.further_terms import FurtherTerm, try_further_terms
from sim.studies.votes.base.judge import (
    choose_inside,
    compare_on_base,
    forecast_by_year,
    one_left_out,
    put_pens_wrong,
    score_by_group,
)
from sim.studies.votes.base.leak import Leak, leaks
from sim.studies.votes.base.reading import base_rows, shipped_base
from sim.studies.votes.base.results import (
    BaseComparison,
    ForecasterScores,
    GroupScores,
    NestedChoice,
    OtherPens,
)
from sim.studies.votes.base.rows import BallotRows

ADDED = ("statements",)
"""Terms of the shipped estimates in addition to the chosen form."""


@dataclass(frozen=True)
class BaseFit:
    """The coefficients of the vote, estimated from the base.

    Attributes:
        coefficients: Coefficients with their spreads, from leaving out each dossier in turn.
        estimates: The content of ``--output``: the estimates as YAML, with their source.
    """

    coefficients: Coefficients
    estimates: str = field(repr=False)


class BallotBase:
    """The shipped base of coded ballots.

    Unless stated otherwise, every forecast is of a dossier that was left out.

    Args:
        without: Name of a dossier to exclude entirely.
        watch: Receives progress; none if None.

    Raises:
        UsageError: for a name that is not a dossier of the base.
    """

    @checks_arguments()
    def __init__(self, without: str | None = None, watch: StudyWatch | None = None) -> None:
        self._watch = watch or StudyWatch()
        source = self._whole = shipped_base()
        self._without = without
        if without is not None:
            names = sorted({ballot.dossier for ballot in source.ballots})
            if without not in names:
                raise UsageError(
                    f"'{without}' is not a dossier of the base", where="--without",
                    remedy=f"one of {', '.join(names)}",
                )  # fmt: skip
            remaining = tuple(ballot for ballot in source.ballots if ballot.dossier != without)
            source = replace(source, ballots=remaining)
        self._source = source

    @cached_property
    def _rows(self) -> BallotRows:
        """The base as arrays, made when first needed: what the coding gives away needs none."""
        with self._watch.stage("ballots", len(self._whole.ballots), unit="ballots") as advance:
            rows = base_rows(self._whole, advance)
        return rows if self._without is None else rows.subset(~rows.on([self._without]))

    @property
    def dossiers(self) -> tuple[str, ...]:
        """Names of the dossiers."""
        return tuple(self._rows.folds)

    def fit(self) -> BaseFit:
        """Estimate the shipped coefficients: the chosen form, and the terms for statements."""
        rows = self._rows
        estimate = coefficients(
            one_left_out(with_added(CHOSEN, ADDED), rows, watch=self._watch), rows
        )
        source = (
            f"Penalised maximum likelihood from {int(rows.votes.sum())} votes of members that "
            f"did not hold the pen on {len(rows.symbols)} ballots, {min(rows.days)} to "
            f"{max(rows.days)}; spreads by the jackknife over {len(rows.folds)} dossiers and by "
            "how much each number differs between them: `council fit --base`."
        )
        return BaseFit(estimate, estimates_text(estimates_of_form(estimate, rows, source)))

    @checks_arguments()
    def carriers(self, *names: str) -> tuple[Carriers, ...]:
        """The ballots and votes that coefficients of the shipped estimate depend on most.

        Raises:
            UsageError: when one of them is not estimated.
        """
        fitted = fit_form(with_added(CHOSEN, ADDED), self._rows, penalty=CHOSEN_PENALTY)
        return tuple(carriers(fitted, self._rows, name, CHOSEN_PENALTY) for name in names)

    def compare(self) -> BaseComparison:
        """Score every form of the vote and every baseline."""
        return compare_on_base(self._rows, self._watch)

    def choose(self) -> NestedChoice:
        """Choose the form, then the penalty, inside the folds, and score the choices."""
        return choose_inside(self._rows, self._watch)

    def by_year(self) -> Sequence[ForecasterScores]:
        """Forecast each year from earlier years only."""
        return forecast_by_year(self._rows, self._watch)

    @checks_arguments(by=as_string, names=optional(as_mapping))
    def by_group(self, by: str, names: Mapping[str, str] | None = None) -> GroupScores:
        """Scores by ``dossier``, ``time``, ``member``, ``roll-calls`` or ``remembered``.

        ``names`` selects forecasters and maps them to labels; all if None.
        """
        return score_by_group(self._rows, by, names, self._watch)

    def wrong_pens(self) -> Sequence[OtherPens]:
        """Scores with some penholders replaced by other members."""
        return put_pens_wrong(self._source, self._rows, self._watch)

    def further_terms(self) -> Sequence[FurtherTerm]:
        """The scores of further terms, each added to the chosen form."""
        return try_further_terms(self._source, self._rows, self._watch)

    def leaks(self) -> Sequence[Leak]:
        """How well the coding alone predicts which texts failed."""
        return leaks(self._source.ballots)
