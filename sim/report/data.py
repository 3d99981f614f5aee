"""The data of a run for reports: plain and frozen, independent of the engine.

Shares and probabilities are in [0, 1]; positions on the scenario's issue scales, in [0, 1].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sim.domain.ballots import Outcome, Tally, Vote
from sim.domain.intervals import Interval
from sim.report.names import KeyNames
from sim.studies.run.published import Assumptions

if TYPE_CHECKING:
    from sim.studies.implausible import Implausible
    from sim.studies.run.dated import DatedBallot
    from sim.studies.run.happened import Happened
    from sim.studies.run.levers import Driver, SwingMember


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat at the table on the day of the vote."""

    code: str
    name: str
    permanent: bool = False


@dataclass(frozen=True, slots=True)
class SeatingPlan:
    """The members in English alphabetical order and who presides."""

    seats: tuple[Seat, ...]
    president: str | None = None
    date: str = ""
    quota: int | None = None

    def name(self, code: str) -> str:
        """The member's name, or the code if it is not a member."""
        return next((seat.name for seat in self.seats if seat.code == code), code)

    def presided_by(self, president: str | None) -> SeatingPlan:
        """The same seats under another President; unchanged for None."""
        return self if president is None else replace(self, president=president)

    def around_the_table(self) -> tuple[Seat, ...]:
        """The seats from the left end of the horseshoe to the right, the President in the middle.

        Clockwise, seen from above, members follow the President in English alphabetical order.
        """
        codes = [seat.code for seat in self.seats]
        start = codes.index(self.president) if self.president in codes else len(codes) // 2
        shift = start - len(codes) // 2
        return self.seats[shift:] + self.seats[:shift]


@dataclass(frozen=True, slots=True)
class WordedReason:
    """One reason of a vote.

    Attributes:
        text: the words.
        amount: its weight in the decision, if it is known.
        evidence: keys of the evidence behind it.
        term: its kind.
        common: whether it is the same for every member.
    """

    text: str
    amount: float | None = None
    evidence: tuple[str, ...] = ()
    term: str = ""
    common: bool = False


@dataclass(frozen=True, slots=True)
class ReportedBallot:
    """One draft put to the vote in the modal world."""

    draft: str
    title: str
    sponsors: tuple[str, ...]
    votes: Mapping[str, Vote]
    tally: Tally
    outcome: Outcome
    vetoes: tuple[str, ...]
    rule: str
    reasons: Mapping[str, tuple[WordedReason, ...]] = field(default_factory=dict)
    told_first: tuple[str, ...] = ()
    """Members whose votes decided the ballot or need explanation; empty if none stands out."""
    brief: tuple[str, ...] | None = None
    """Members whose reasons a terminal shows; None for all."""
    otherwise: Mapping[str, Vote] = field(default_factory=dict)
    """Member -> its second most likely vote."""
    unit: float = 1.0
    """Amount of the reasons that equals one unit of log odds."""
    same_tally: Interval | None = None
    """Share of all replicates with the same votes in favour and against."""
    president: str | None = None
    """Who presides on the day of the ballot; None if it is the President of the Council's month."""


@dataclass(frozen=True, slots=True)
class ReportedForecast:
    """Outcomes of one draft over all replicates."""

    draft: str
    outcomes: Mapping[Outcome, Interval]
    expected_adopted: Interval | None
    """Mean exact chance of adoption."""
    votes: Mapping[str, tuple[float, float, float]]
    """Member -> probabilities of yes, abstention and no, given a vote on the draft."""
    tallies: tuple[tuple[Tally, Interval], ...] = ()
    """The most likely tallies with their shares, most likely first."""
    vetoing: Mapping[str, Interval] = field(default_factory=dict)
    """Member that can block -> share of the replicates in which it vetoed, highest first."""
    central: Outcome | None = None
    """The outcome in the central case; None if it is not known."""

    @property
    def likeliest(self) -> Outcome:
        """The most likely outcome; the first one in case of a tie."""
        return max(self.outcomes.items(), key=lambda item: item[1].value)[0]


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """The answer of a party to the conflict to the plan, as the run publishes it."""

    party: str
    answer: str
    needed: bool = True
    share: Interval | None = None
    reason: str = ""

    @property
    def accepted_once(self) -> bool:
        """Whether it accepts at some time in the central case."""
        return self.answer in ("accepts", "withdraws")


@dataclass(frozen=True, slots=True)
class ReportedPlan:
    """The outcome of the envoy's plan, in the modal world and over the replicates."""

    title: str
    carried_out: bool | None
    share: Interval | None = None
    left: float | None = None
    """Share of the fighters that has left in the central case when the clock ends."""
    parties: tuple[PartyAnswer, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportedStatement:
    """Outcomes of the statement by consensus over the replicates; in most it is not tried.

    Attributes:
        form: the form of the one that the Council falls back on; empty without one.
        instead_of: drafts whose sponsors may seek a presidential statement in their place.
        issued, failed, pending: pending if the silence still runs when the clock ends.
    """

    form: str
    instead_of: tuple[str, ...]
    issued: Interval
    failed: Interval
    pending: Interval


@dataclass(frozen=True, slots=True)
class AgreementScore:
    """Agreement with recorded votes."""

    name: str
    hits: int
    of: int
    log_score: float | None = None
    brier: float | None = None


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One claim from one place in a source, with its grades."""

    key: str
    claim: str
    source: str = ""
    place: str = ""
    speaker: str = ""
    date: str = ""
    attribution: str = ""
    costliness: str = ""
    layer: str = ""
    about: str = ""
    """Members and parties whose numbers rest on it."""
    checked: bool = True
    """False if the content was not checked against the document."""

    @property
    def citation(self) -> str:
        """Its author, location and date, in words."""
        parts = (self.speaker, self.source, self.place, self.date)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class WorldEvent:
    """An event in one world; ``numbers`` are the numbers behind it."""

    round: int
    time: str
    phase: str
    type: str
    actor: str = ""
    draft: str = ""
    text: str = ""
    issue: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Space:
    """Positions on the issues: members, texts in each of their states, status quo and plan."""

    issues: Mapping[str, str]
    members: Mapping[str, Mapping[str, float]]
    status_quo: Mapping[str, float]
    texts: Mapping[str, tuple[Mapping[str, float], ...]]
    plan: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class RunData:
    """All data for the report on one run."""

    scenario: str
    title: str
    question: str
    seed: int
    replicates: int
    layers: tuple[str, ...]
    command: str
    council: SeatingPlan
    ballots: tuple[ReportedBallot, ...]
    forecast: tuple[ReportedForecast, ...]
    plan: ReportedPlan | None = None
    statement: ReportedStatement | None = None
    agreement: tuple[AgreementScore, ...] = ()
    """The engine first, then the baselines; empty if no votes are on record."""
    hindsight: str = ""
    """What the estimates behind the run know that was not known before its ballots; a sentence."""
    evidence: Mapping[str, EvidenceEntry] = field(default_factory=dict)
    assumptions: Assumptions | None = None
    events: tuple[WorldEvent, ...] = ()
    space: Space | None = None
    recorded: Mapping[str, Mapping[str, Vote]] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    """Names of actors outside the Council by key."""
    names: KeyNames | None = None
    """Names for the diary; derived from the other fields if not set."""
    asked: tuple[str, ...] = ()
    """Interventions and conditions, one line each, labelled as what they are."""
    conditioned: bool = False
    """Whether the forecast is over worlds selected by a condition; ``agreement`` is then empty."""
    dated: tuple[DatedBallot, ...] = ()
    """All ballots of the central case in their order; ``ballots`` has the last on each draft."""
    happened: Mapping[str, Happened] = field(default_factory=dict)
    """Draft -> the recorded ballot, and the chance that the forecast gave to it."""
    before_until: bool = False
    """Whether the record is compared with the run without ``--until``, as this one goes on."""
    swings: Mapping[str, SwingMember] = field(default_factory=dict)
    drivers: Mapping[str, Driver] = field(default_factory=dict)
    """Draft -> the member whose yes would help most, and the number its chance varies with most."""
    warnings: tuple[Implausible, ...] = ()

    @property
    def compared(self) -> str:
        """What is added where the record is compared with another run than this one."""
        return " without --until" if self.before_until else ""

    def name(self, code: str) -> str:
        """The name of a member or of another actor."""
        return self.parties.get(code) or self.council.name(code)
