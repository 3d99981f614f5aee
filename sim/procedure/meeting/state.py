"""What a meeting is made of: the state between acts, all of it plain immutable data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from sim.domain.ballots import Vote
from sim.domain.states import english_order, name_of
from sim.procedure.article27 import Count, VotingRule, Words
from sim.procedure.councils import council_on, president_on
from sim.procedure.meeting.acts import SECRETARIAT, Act, Ruling
from sim.procedure.meeting.vocabulary import (
    Basis,
    MotionKind,
    Nature,
    Phase,
    ProposalKind,
    QuestionKind,
    Status,
)
from sim.procedure.reforms import institution as institution_called


@dataclass(frozen=True, slots=True)
class Law:
    """Who sits, who presides and which voting rule holds: fixed for the meeting.

    Attributes:
        members: codes in the English order of their names on ``day``.
        permanent: codes whose negative vote can block.
    """

    day: date
    members: tuple[str, ...]
    permanent: tuple[str, ...]
    rule: VotingRule
    president: str
    institution: str = "charter"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who takes part without a vote, and under which rule."""

    name: str
    rule: Basis


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, an amendment or a substantive motion before the Council.

    Attributes:
        nature: what the mover or a ruling says of it; a call for an emergency session may have
            another under a reform of the institution.
        to: symbol of the text that an amendment would change.
        distance: how far an amendment departs from the text in substance, 0..1.
        adds_or_deletes: an amendment that only adds or deletes words.
        parts: names of the parts on which separate votes may be asked.
        bound: parties to a dispute that must abstain under Article 27(3).
        voted: a vote has been taken with respect to it.
    """

    symbol: str
    mover: str
    title: str = ""
    sponsors: tuple[str, ...] = ()
    kind: ProposalKind = ProposalKind.DRAFT
    nature: Nature = Nature.SUBSTANTIVE
    to: str = ""
    distance: float = 0.0
    adds_or_deletes: bool = False
    parts: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    seconder: str = ""
    requested_by: str = ""
    divided: bool = False
    voted: bool = False
    status: Status = Status.OPEN
    amended_by: tuple[str, ...] = ()
    lost_parts: tuple[str, ...] = ()

    @property
    def procedural(self) -> bool:
        """Whether Article 27(2) decides it."""
        return self.nature is Nature.PROCEDURAL

    @property
    def open(self) -> bool:
        """Whether it is still to be decided."""
        return self.status is Status.OPEN


@dataclass(frozen=True, slots=True)
class Motion:
    """A procedural motion that waits for its decision (rule 33)."""

    what: MotionKind
    mover: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What the Council is asked to decide now, by consent or by a vote."""

    kind: QuestionKind
    text: str
    by: str
    procedural: bool = True
    subject: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BallotRecord:
    """A ballot that was taken: question, votes in seating order, result and words."""

    question: Question
    votes: Mapping[str, Vote]
    count: Count
    words: Words
    carried: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: an act and its ruling; ``ballot`` when the act completed a vote."""

    act: Act
    ruling: Ruling
    ballot: BallotRecord | None = None


@dataclass(frozen=True)
class Meeting:
    """The state of a meeting; acts make new ones, nothing changes an old one.

    Attributes:
        chair: who presides now, the President unless the chair was ceded.
        speakers: who has asked for the floor, in order of asking.
        question: put for decision by consent; ``objectors`` are heard before it is so decided.
        votes: votes given in the open ballot on ``question`` while the phase is voting.
        was_private: it met in private at some time; ``single_copy``: of that, one record is kept;
            ``readers`` may consult it besides those who took part, all may when ``released``.
        signed: its record was approved and is the official one (rule 53).
        queue: questions that follow in the same act of voting: amendments, parts, the whole.
        point: a point of order that waits for the ruling; ``ruled`` the ruling just given.
    """

    law: Law
    title: str = ""
    phase: Phase = Phase.WAITING
    chair: str = ""
    requested: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    private: bool = False
    was_private: bool = False
    single_copy: bool = False
    readers: tuple[str, ...] = ()
    released: bool = False
    signed: bool = False
    invited: tuple[Invitation, ...] = ()
    speakers: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    order: tuple[str, ...] = ()
    motions: tuple[Motion, ...] = ()
    question: Question | None = None
    objectors: tuple[str, ...] = ()
    votes: Mapping[str, Vote] = field(default_factory=dict)
    queue: tuple[Question, ...] = ()
    point: str = ""
    ruled: Question | None = None
    nature_asked: str = ""
    item_open: bool = True
    communique_due: bool = False
    assembly_called: bool = False
    ballots: tuple[BallotRecord, ...] = ()
    log: tuple[Entry, ...] = ()

    def name(self, code: str) -> str:
        """The name of a participant on the day of the meeting."""
        return name_of(code, self.law.day)

    def is_member(self, code: str) -> bool:
        """Whether ``code`` sits on the Council."""
        return code in self.law.members

    def takes_part(self, code: str) -> bool:
        """Whether ``code`` may speak at all: member, Secretariat or invited."""
        return (
            self.is_member(code)
            or code == SECRETARIAT
            or any(guest.name == code for guest in self.invited)
        )

    def proposal(self, symbol: str) -> Proposal | None:
        """The proposal with ``symbol``, open or not; None when there is none."""
        return next((item for item in self.proposals if item.symbol == symbol), None)

    def named(self, symbol: str) -> Proposal:
        """The proposal with ``symbol``, which a check has found before the Council.

        Raises:
            LookupError: when there is none.
        """
        proposal = self.proposal(symbol)
        if proposal is None:
            raise LookupError(f"no proposal is called {symbol!r}")
        return proposal

    def open_proposals(self) -> tuple[Proposal, ...]:
        """Proposals other than amendments that are still to be decided, in their order."""
        waiting = [p for p in self.proposals if p.open and p.kind is not ProposalKind.AMENDMENT]
        rank = {symbol: place for place, symbol in enumerate(self.order)}
        return tuple(sorted(waiting, key=lambda p: rank.get(p.symbol, len(rank))))

    def open_amendments(self, symbol: str) -> tuple[Proposal, ...]:
        """Amendments to ``symbol`` that are still to be decided, in order of submission."""
        return tuple(
            p
            for p in self.proposals
            if p.kind is ProposalKind.AMENDMENT and p.to == symbol and p.open
        )

    def having(self, **changes: Any) -> Meeting:
        """The meeting with some of its parts changed, as ``dataclasses.replace`` would change them.

        A meeting has many parts and an act changes one or two: the rest is taken over at one go,
        which is a tenth of the work.

        Raises:
            TypeError: when a meeting has no such part.
        """
        if not _PARTS.issuperset(changes):
            unknown = ", ".join(sorted(set(changes) - _PARTS))
            raise TypeError(f"a meeting has no part called {unknown}")
        after = object.__new__(Meeting)
        after.__dict__.update(self.__dict__, **changes)
        return after

    def with_proposal(self, symbol: str, **changes: Any) -> Meeting:
        """The meeting with one proposal changed."""
        return self.having(
            proposals=tuple(
                replace(item, **changes) if item.symbol == symbol else item
                for item in self.proposals
            ),
        )


_PARTS = frozenset(part.name for part in fields(Meeting))


def open_meeting(
    day: date,
    *,
    members: Sequence[str] = (),
    president: str | None = None,
    institution: str = "charter",
    title: str = "",
    atrocity: bool = False,
) -> Meeting:
    """A meeting on ``day`` that has not been called yet.

    ``members`` and ``president`` default to the Council and the President of the day.
    ``atrocity`` says that mass atrocities are before it, where a reform may restrain the veto.

    Raises:
        LookupError: when the institution or the President of the day is not known.
        ValueError: when the President is not a member, or the members are not a Council.
    """
    constitution = institution_called(institution)
    seated = tuple(members) or council_on(day).members
    problems = constitution.problems(seated, day)
    if problems:
        raise ValueError("; ".join(problems))
    presiding = president or president_on(day)
    if presiding not in seated:
        raise ValueError(f"{presiding} presides but is not a member")
    law = Law(
        day=day,
        members=english_order(list(seated), day),
        permanent=constitution.permanent_codes(day, atrocity=atrocity),
        rule=constitution.voting_rule(day, len(seated)),
        president=presiding,
        institution=institution,
    )
    return Meeting(law=law, title=title, chair=presiding)
