"""A meeting between two acts: plain immutable data, and how one is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from sim.domain.ballots import Vote
from sim.domain.membership import NON_MEMBERS
from sim.domain.states import english_order, name_of
from sim.domain.texts import state_name
from sim.procedure.councils import council_on, president_on
from sim.procedure.meeting.acts import SECRETARIAT
from sim.procedure.meeting.entities import (
    Application,
    BallotRecord,
    Circumstances,
    Invitation,
    Law,
    MeetingRecord,
    Motion,
    Proposal,
    Question,
)
from sim.procedure.meeting.vocabulary import (
    Item,
    Nature,
    Phase,
    ProposalKind,
)
from sim.procedure.reforms import institution as institution_called


@dataclass(frozen=True)
class Meeting:
    """The state of a meeting; acts make new ones, nothing changes an old one.

    Attributes:
        returning: the phase to which a vote or a suspension leads back.
        chair: who presides now, the President unless the chair was ceded.
        speakers: who has asked for the floor and waits, in order of asking; ``floor`` speaks now.
        challenged: members to whose credentials objection was made; ``unseated`` are those whose
            credentials the Council did not recognize.
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
    returning: Phase = Phase.DEBATE
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
    challenged: tuple[str, ...] = ()
    unseated: tuple[str, ...] = ()
    applications: tuple[Application, ...] = ()
    speakers: tuple[str, ...] = ()
    floor: str = ""
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
    item: Item = Item.OPEN
    communique_due: bool = False
    assembly_called: bool = False
    ballots: tuple[BallotRecord, ...] = ()
    log: tuple[MeetingRecord, ...] = ()

    def name(self, code: str) -> str:
        """The name of a participant on the day of the meeting."""
        known = NON_MEMBERS.get(code) or name_of(code, self.law.day)
        return known if known == code else state_name(code, known)

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

    def stands(self, proposal: Proposal) -> bool:
        """Whether ``proposal`` is still to be decided, and what it amends as well."""
        if not proposal.open:
            return False
        return not proposal.to or self.stands(self.named(proposal.to))

    def pending(self) -> Question:
        """The question before the Council, which a check has found.

        Raises:
            LookupError: when there is none.
        """
        if self.question is None:
            raise LookupError("nothing is before the Council for decision")
        return self.question

    def with_nature(self, subject: str, nature: Nature) -> Meeting:
        """The meeting with the nature of an open proposal, or else of a motion, settled."""
        proposal = self.proposal(subject)
        if proposal is not None and proposal.open:
            return self.with_proposal(subject, nature=nature)
        return self.having(
            motions=tuple(
                replace(motion, nature=nature) if motion.what == subject else motion
                for motion in self.motions
            )
        )

    def open_proposals(self) -> tuple[Proposal, ...]:
        """Proposals other than amendments that are still to be decided, in their order."""
        waiting = [p for p in self.proposals if p.open and p.kind is not ProposalKind.AMENDMENT]
        rank = {symbol: place for place, symbol in enumerate(self.order)}
        return tuple(sorted(waiting, key=lambda p: rank.get(p.symbol, len(rank))))

    def open_amendments(self, symbol: str) -> tuple[Proposal, ...]:
        """Amendments to ``symbol`` that are still to be decided, in order of submission."""
        return tuple(p for p in self.proposals if p.to == symbol and p.open)

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


ORDINARY = Circumstances()
"""Nothing is special about the meeting."""

_PARTS = frozenset(part.name for part in fields(Meeting))


def open_meeting(
    day: date,
    *,
    members: Sequence[str] = (),
    president: str | None = None,
    institution: str = "charter",
    title: str = "",
    circumstances: Circumstances = ORDINARY,
) -> Meeting:
    """A meeting on ``day`` that has not been called yet.

    ``members`` and ``president`` default to the Council and the President of the day.

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
        permanent=constitution.permanent_codes(day, atrocity=circumstances.atrocity),
        rule=constitution.voting_rule(day, len(seated)),
        president=presiding,
        institution=institution,
        vetoed=circumstances.vetoed,
        announced=circumstances.announced,
    )
    return Meeting(law=law, title=title, chair=presiding)
