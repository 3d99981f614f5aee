"""Results of testing the vote on the base of ballots, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.studies.votes.base.folds import FoldChoice
from sim.studies.votes.base.scoring import FormScore
from sim.studies.votes.base.splits import MemberScore
from sim.studies.votes.scorecard import Bin


@dataclass(frozen=True)
class ForecasterScores:
    """A forecaster and its scores."""

    forecaster: str
    score: FormScore


@dataclass(frozen=True)
class TriedForm:
    """A form of the vote, its number of parameters and its scores."""

    form: str
    parameters: int
    score: FormScore


@dataclass(frozen=True)
class Lead:
    """The lead of the chosen form over a forecaster, with its 95 % interval over dossiers."""

    forecaster: str
    all: Interval
    contested: Interval


@dataclass(frozen=True)
class BaseComparison:
    """Scores of every form and every baseline on left-out dossiers.

    Attributes:
        chosen: Name of the form that the engine uses.
        forms: The forms that were tried, in the order of ``FORMS``, under one penalty.
        forecasters: The chosen form, the baselines, and the chosen form with the added features.
        leads: One for each forecaster except the chosen form.
        yes, adopted: Calibration for votes and for texts.
    """

    chosen: str
    forms: tuple[TriedForm, ...]
    forecasters: tuple[ForecasterScores, ...]
    leads: tuple[Lead, ...]
    yes: tuple[Bin, ...]
    adopted: tuple[Bin, ...]


@dataclass(frozen=True)
class NestedChoice:
    """Form, then penalty, chosen inside the folds.

    Attributes:
        forms, spreads: The candidates: forms by name, then spreads of weights.
        form: Name of the form whose spreads were tried: the one chosen most often.
        by_form, by_spread: A choice for each dossier.
        scores: Scores of the forms and of the penalties chosen this way.
    """

    forms: tuple[str, ...]
    spreads: tuple[float, ...]
    form: str
    by_form: tuple[FoldChoice, ...]
    by_spread: tuple[FoldChoice, ...]
    scores: tuple[ForecasterScores, ...]


@dataclass(frozen=True)
class BallotGroup:
    """Ballots of one group and the scores of each forecaster, in the order of ``GroupScores``."""

    name: str
    ballots: int
    contested: int
    scores: tuple[FormScore, ...]


@dataclass(frozen=True)
class GroupScores:
    """Scores by group of ballots, or by member.

    Attributes:
        forecasters: Names, the chosen form first as ``model``.
        groups: Groups with at least one ballot; empty if scores are by member.
        members: Members with enough votes; empty if scores are by group.
    """

    forecasters: tuple[str, ...]
    groups: tuple[BallotGroup, ...] = ()
    members: tuple[MemberScore, ...] = ()


@dataclass(frozen=True)
class OtherPens:
    """Both log scores with other penholders for a share of the ballots.

    Attributes:
        pens: ``drawn`` at random, or ``second coder``: as a second coder has them.
        share: Share of all ballots.
    """

    pens: str
    share: float
    all: float
    contested: float
