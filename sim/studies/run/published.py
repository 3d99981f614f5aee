"""A run as it is published: the fields are the keys of the JSON, added to and never renamed."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.domain.ballots import Tally
from sim.studies.forecast import DraftForecast, Mean, PartyShare, Share
from sim.studies.implausible import Implausible
from sim.studies.run.dated import DatedBallot
from sim.studies.run.happened import Happened
from sim.studies.run.levers import Driver, SwingMember
from sim.studies.run.reasons import Reason
from sim.studies.votes.agreement import AgreementWithRecord


@dataclass(frozen=True, slots=True)
class Nothing:
    """What a scenario without a plan, or without a statement to fall back to, has to tell."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One draft put to the vote in the central world.

    Attributes:
        draft, title, sponsors: which text it is.
        tally, outcome, vetoes, votes: how it went; votes by member, in words.
        rule: what it was decided by, and why.
        expected_adopted: exact probability of adoption in the central world.
        reasons: member -> the terms of its vote, the weightiest first.
        decisive: members whose votes decided the ballot.
        surprising: members whose votes want an explanation.
        otherwise: member -> the vote that it would have cast next, beside which reasons weigh.
        unit: how much of the reasons' amounts is one unit of log odds.
        same_tally: share of all worlds with as many votes in favour and against.
    """

    draft: str
    title: str
    sponsors: tuple[str, ...]
    tally: Tally
    outcome: str
    vetoes: tuple[str, ...]
    votes: dict[str, str]
    rule: str
    expected_adopted: float
    reasons: dict[str, tuple[Reason, ...]]
    decisive: tuple[str, ...] = ()
    surprising: tuple[str, ...] = ()
    otherwise: dict[str, str] = field(default_factory=dict)
    unit: float = 1.0
    same_tally: Share | None = None


@dataclass(frozen=True, slots=True)
class PartyFate:
    """What a party to the conflict answers to the plan."""

    name: str
    accepted: bool
    share: PartyShare
    reason: str


@dataclass(frozen=True, slots=True)
class PlanFate:
    """The plan in the central world and over all worlds."""

    title: str
    carried_out: bool
    left: float
    share: Share
    parties: dict[str, PartyFate]
    statement: dict[str, Share]
    destruction: Mean


@dataclass(frozen=True, slots=True)
class StatementFate:
    """The statement that the Council can fall back to."""

    form: str
    modal: str
    shares: dict[str, Share]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """How many numbers there are, how many of them nothing supports, and which."""

    numbers: int
    assumed: int
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftFate:
    """What becomes of a draft in the central world, and whether it is to be put at all."""

    title: str
    outcome: str
    put: bool


@dataclass(frozen=True, slots=True)
class CentralEvent:
    """One event of the central world with its time."""

    round: int
    time: str
    type: str
    actor: str
    draft: str
    numbers: dict[str, float]


@dataclass(frozen=True, slots=True)
class Run:
    """One scenario answered: the central world with its reasons, and the forecast.

    Attributes:
        ballots: of the central world, the last on each draft.
        dated: all ballots of the central world, in their order.
        happened: drafts with votes on record, beside the chance given to them.
        swings: draft -> the member whose yes would help it most.
        drivers: draft -> the number that its chance of adoption varies with most.
        warnings: implausible votes in the simulated worlds.
        interventions: what the scenario fixes from outside, a line each.
        conditions: which worlds the forecast was taken over where it is not all, a line each.
    """

    scenario: str
    seed: int
    replicates: int
    layers: tuple[str, ...]
    title: str
    ballots: tuple[Ballot, ...]
    plan: PlanFate | Nothing
    statement: StatementFate | Nothing
    forecast: dict[str, DraftForecast]
    agreement: AgreementWithRecord | None
    assumptions: Assumptions
    drafts: dict[str, DraftFate]
    interventions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    dated: tuple[DatedBallot, ...] = ()
    happened: dict[str, Happened] = field(default_factory=dict)
    swings: dict[str, SwingMember] = field(default_factory=dict)
    drivers: dict[str, Driver] = field(default_factory=dict)
    warnings: tuple[Implausible, ...] = ()
