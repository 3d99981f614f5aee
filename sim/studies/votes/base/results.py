"""What judging the vote on the base of ballots gives: frozen results."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.studies.votes.base.folds import FoldChoice
from sim.studies.votes.base.scoring import FormScore
from sim.studies.votes.base.splits import MemberScore
from sim.studies.votes.scorecard import Bin


@dataclass(frozen=True)
class ForecasterScores:
    """A forecaster and how well it did."""

    forecaster: str
    score: FormScore


@dataclass(frozen=True)
class TriedForm:
    """A form of the vote, its number of parameters and how well it did."""

    form: str
    parameters: int
    score: FormScore


@dataclass(frozen=True)
class Lead:
    """By how much the chosen form is ahead of a forecaster, with 95 % over dossiers."""

    forecaster: str
    all: Interval
    contested: Interval


@dataclass(frozen=True)
class BaseComparison:
    """Every form and every baseline on dossiers that were left out.

    Attributes:
        chosen: Name of the form that the engine uses.
        forms: The forms that were tried, in the order of ``FORMS``, under one penalty.
        forecasters: The chosen form, the baselines, and the chosen form with what is added back.
        leads: One for each forecaster but the chosen form.
        yes, adopted: Calibration of votes and of texts.
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
        forms, spreads: What was to choose from: forms by name, then spreads of weights.
        form: Name of the form whose spreads were tried: the one chosen most often.
        by_form, by_spread: A choice for each dossier.
        scores: What forms and what penalties so chosen score.
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
        groups: Groups that have a ballot; empty where members are told apart.
        members: Members with enough votes; empty where ballots are.
    """

    forecasters: tuple[str, ...]
    groups: tuple[BallotGroup, ...] = ()
    members: tuple[MemberScore, ...] = ()


@dataclass(frozen=True)
class OtherPens:
    """Both log scores where the pens of a share of the ballots are others.

    Attributes:
        pens: ``drawn`` at random, or ``second coder``: as a second coder has them.
        share: Of all ballots.
    """

    pens: str
    share: float
    all: float
    contested: float
