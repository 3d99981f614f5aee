"""Compare three votes per seat: of the class, on record and in the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.domain.ballots import Outcome
from sim.domain.texts import StateName, Text
from sim.lessons.counted import BallotLaw, counted_ballot
from sim.lessons.members import Inclination
from sim.procedure.meeting import BallotRecord
from sim.scenario.schema import Scenario

RECORD, ENGINE = "record", "engine"
"""What the class is compared with."""

TAKING_PART = ("yes", "no", "abstain")
STAYING_AWAY = ("absent", "not_participating")


@dataclass(frozen=True)
class SeatCompared:
    """A seat's three votes in words; empty if there is none.

    Attributes:
        people: whether people played the seat.
        engine: the vote in the engine's central case.
        shares: ``yes``, ``abstain``, ``no`` -> share of the engine's worlds.
    """

    code: str
    name: StateName
    permanent: bool
    people: bool
    cast: str
    record: str
    engine: str
    shares: Mapping[str, float]

    @property
    def likeliest(self) -> str:
        """The vote of most of the engine's worlds; empty without worlds."""
        return max(self.shares, key=lambda vote: self.shares[vote], default="")


@dataclass(frozen=True)
class VoteResult:
    """A count and its outcome; ``vetoes`` are names."""

    yes: int
    no: int
    abstain: int
    outcome: Outcome
    vetoes: tuple[str, ...]


@dataclass(frozen=True)
class TurnedVote:
    """A seat whose vote in class differs; ``why`` are the engine's reasons for its own vote.

    Attributes:
        against: ``record`` or ``engine``.
        share: share of the engine's worlds in which it votes as the class did.
    """

    code: str
    name: StateName
    people: bool
    cast: str
    against: str
    other: str
    share: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class MemberWhatIf:
    """One other vote: the outcome by the rules, and the share of worlds with adoption."""

    code: str
    name: StateName
    cast: str
    instead: str
    result: VoteResult
    before: float
    after: float


@dataclass(frozen=True)
class LawChanged:
    """What a meeting decided on the law of the vote on one text, otherwise than the case.

    Attributes:
        procedural: whether it is a question of procedure; None if the nature is that of the case.
        freed, bound: parties to the dispute that need no longer abstain, and that had to here.
        unseated: members that could not vote, which the engine does not know.
        another: the ballot was counted by another law than the engine's, as the text was submitted
            again.
    """

    procedural: bool | None = None
    freed: tuple[StateName, ...] = ()
    bound: tuple[StateName, ...] = ()
    unseated: tuple[StateName, ...] = ()
    another: bool = False


@dataclass(frozen=True)
class ComparedText:
    """The comparison for one text.

    Attributes:
        results: ``class``, ``record``, ``engine`` -> its count; the engine's is its central case.
        outcomes: outcome -> share of the engine's worlds.
        changed: clauses that the class changed, before the vote if there was one: title, before,
            after.
        moved: names of members whose vote in the engine's central case changed with those changes.
        worlds: number of worlds behind the shares; 0 without shares.
        decided: outcome in words of a text that was withdrawn, or decided without a ballot on the
            whole.
        law: what the meeting decided on the law of the vote; None if it is that of the case.
        fixed: members whose vote the scenario sets in the engine, whatever they want.
        later: clauses that were changed after the vote, in a text that was submitted again and not
            voted so: title, before, after.
        earlier: results of earlier ballots of the class on the text, which was submitted again.
        bound: parties to the dispute that had to abstain, in the case and in the meeting.
    """

    symbol: str
    title: str
    seats: tuple[SeatCompared, ...]
    results: Mapping[str, VoteResult]
    outcomes: Mapping[str, float]
    turned: tuple[TurnedVote, ...]
    whatifs: tuple[MemberWhatIf, ...]
    changed: tuple[tuple[str, str, str], ...]
    moved: tuple[StateName, ...]
    questions: tuple[Text, ...]
    worlds: int
    decided: str = ""
    law: LawChanged | None = None
    fixed: tuple[StateName, ...] = ()
    later: tuple[tuple[str, str, str], ...] = ()
    earlier: tuple[VoteResult, ...] = ()
    bound: tuple[StateName, ...] = ()


def counted_result(
    scenario: Scenario, symbol: str, votes: Mapping[str, str], law: BallotLaw | None = None
) -> VoteResult:
    """Count votes under the law of the scenario's day, or of the meeting's ballot, ``law``."""
    count = counted_ballot(scenario, symbol, votes, law)
    return VoteResult(count.yes, count.no, count.abstain, count.outcome, tuple(count.vetoes))


def ballot_result(ballot: BallotRecord) -> VoteResult:
    """The result of a ballot of the meeting; of a secret one without the members that vetoed."""
    count = ballot.count
    vetoes = () if ballot.question.secret else tuple(count.vetoes)
    return VoteResult(count.yes, count.no, count.abstain, count.outcome, vetoes)


def turned_votes(
    seats: Sequence[SeatCompared], views: Mapping[str, Inclination]
) -> tuple[TurnedVote, ...]:
    """Seats whose votes differ from the record, then those that differ from the engine.

    A vote as in the central case, or as in most of the worlds, does not differ from the engine, in
    which no member stays away.
    """
    results = []
    for against in (RECORD, ENGINE):
        for seat in seats:
            other = seat.record if against == RECORD else seat.engine
            if against == ENGINE and seat.cast in (seat.likeliest, *STAYING_AWAY):
                continue
            if seat.cast in (*TAKING_PART, *STAYING_AWAY) and other and other != seat.cast:
                view = views.get(seat.code)
                results.append(
                    TurnedVote(
                        seat.code,
                        seat.name,
                        seat.people,
                        seat.cast,
                        against,
                        other,
                        seat.shares.get(seat.cast, 0.0),
                        view.reasons if view is not None and against == ENGINE else (),
                    )
                )
    return tuple(results)
