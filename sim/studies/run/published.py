"""The published form of a run: the fields are the keys of the JSON and are never renamed."""

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
    """An empty object, for a scenario without a plan or without a fallback statement."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One draft put to the vote in the central world.

    Attributes:
        draft, title, sponsors: the text.
        tally, outcome, vetoes, votes: the result; votes by member, in words.
        rule: the rule that decided it, and why.
        expected_adopted: exact probability of adoption in the central world.
        reasons: member -> the terms of its vote, strongest first.
        decisive: members whose votes decided the ballot.
        surprising: members whose votes need an explanation.
        otherwise: member -> its next best vote, against which reasons are weighed.
        unit: how much of the reasons' amounts is one unit of log odds.
        same_tally: share of all worlds with the same votes in favour and against.
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
    """The answer of a party to the conflict to the plan.

    Attributes:
        accepted: Whether it accepts at the end of the central case.
        answer: ``accepts``, ``refuses``, ``withdraws`` (it accepted at some time, but not at the
            end) or ``not asked``.
        needed: Whether the plan needs its consent.
        share: Share of the worlds in which it accepts at some time.
        reason: Its last index of consent.
    """

    name: str
    accepted: bool
    answer: str
    needed: bool
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
    """The President's statement by consensus.

    Attributes:
        form: the form of the one that the Council falls back on; empty without one.
        instead_of: drafts whose sponsors may seek a presidential statement in their place.
        modal: its fate in the central world, a word of ``STATEMENTS``.
        shares: the share of each fate over the worlds.
    """

    form: str
    instead_of: tuple[str, ...]
    modal: str
    shares: dict[str, Share]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """How many numbers there are, how many of them have no evidence, and which."""

    numbers: int
    assumed: int
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftFate:
    """The fate of a draft in the central world, and whether it is to be put at all."""

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
    """The answer for one scenario: the central world with its reasons, and the forecast.

    Attributes:
        ballots: ballots of the central world, the last one on each draft.
        dated: all ballots of the central world, in order.
        happened: drafts with votes on record, and the chances given to them.
        swings: draft -> the member whose yes would help it most.
        drivers: draft -> the number that its chance of adoption varies with most.
        warnings: implausible votes in the simulated worlds.
        interventions: interventions of the scenario, one line each.
        conditions: the worlds that the forecast covers, if not all; one line per condition.
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
