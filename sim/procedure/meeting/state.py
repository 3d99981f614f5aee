"""The immutable state of a meeting between two acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sim.domain.ballots import Vote
from sim.domain.membership import NON_MEMBERS
from sim.domain.states import name_of
from sim.domain.texts import say, state_name
from sim.procedure.councils import successor
from sim.procedure.meeting.acts import SECRETARIAT
from sim.procedure.meeting.entities import (
    Application,
    BallotRecord,
    Invitation,
    Law,
    MeetingRecord,
    Motion,
    Proposal,
    Question,
)
from sim.procedure.meeting.vocabulary import (
    ON_THE_MATTER,
    Basis,
    Item,
    Phase,
    ProposalKind,
    Status,
)
from sim.procedure.rules import PRINCIPAL


@lru_cache(maxsize=4096)
def participant_name(code: str, day: date) -> str:
    """The name of a participant on a day; the code if it is not that of a State."""
    if code == SECRETARIAT:
        return say("The Secretariat")
    own_name = NON_MEMBERS.get(code) or name_of(code, day)
    return own_name if own_name == code else state_name(code, own_name)


def name_in_order(item: Proposal | Motion) -> str:
    """What a text or a principal motion is called in an order of voting."""
    return item.symbol if isinstance(item, Proposal) else item.called


@dataclass(frozen=True)
class Meeting:
    """The immutable state of a meeting; each act creates a new one.

    Attributes:
        held_over: a question for consent that a vote on a ruling or on a motion interrupted, with
            its objectors; it is before the Council again after that vote, or as a suspended meeting
            is resumed.
        returning: the phase that follows a vote.
        resuming: the phase in which a suspended meeting resumes.
        chair: the presiding member, the President unless the chair was ceded (by ``ceded``) or the
            representative's credentials are not recognized.
        speakers: the list of speakers in order of request; ``floor`` is the current speaker.
        no_parties: States of which the Council has decided that they are not parties to a dispute
            under consideration; ``held_parties`` are those of which it did not decide so when the
            finding was challenged.
        challenged: members whose credentials are objected to; ``unseated`` are those whose
            credentials the Council did not recognize: the seat and the votes needed stay, the
            representative takes no further part.
        withdrawn_motions: motions that were withdrawn and have not been maintained.
        question: the question put for decision; ``objectors`` are those that object to consent.
        votes: votes cast so far in the open ballot on ``question``.
        opened: how many ballots were opened, those taken anew included; the open ballot's number.
        was_private: it met in private at some time; ``single_copy`` says that its record is kept in
            one copy, ``readers`` may consult it besides participants, and ``released`` makes it
            public.
        signed: its record was approved and signed (rule 53).
        vetoed: symbols of draft resolutions that vetoes have defeated here, as a whole or in parts
            without which nothing was left, whatever bears those symbols now.
        queue: questions that follow in the same vote: amendments, parts, the whole.
        point: the pending point of order; ``ruled`` is the ruling just given.
    """

    law: Law
    title: str = ""
    phase: Phase = Phase.WAITING
    returning: Phase = Phase.DEBATE
    resuming: Phase = Phase.DEBATE
    chair: str = ""
    ceded: str = ""
    requested: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    private: bool = False
    was_private: bool = False
    single_copy: bool = False
    readers: tuple[str, ...] = ()
    released: bool = False
    signed: bool = False
    invited: tuple[Invitation, ...] = ()
    no_parties: tuple[str, ...] = ()
    held_parties: tuple[str, ...] = ()
    challenged: tuple[str, ...] = ()
    unseated: tuple[str, ...] = ()
    applications: tuple[Application, ...] = ()
    speakers: tuple[str, ...] = ()
    floor: str = ""
    proposals: tuple[Proposal, ...] = ()
    order: tuple[str, ...] = ()
    motions: tuple[Motion, ...] = ()
    withdrawn_motions: tuple[Motion, ...] = ()
    question: Question | None = None
    objectors: tuple[str, ...] = ()
    votes: Mapping[str, Vote] = field(default_factory=dict)
    opened: int = 0
    queue: tuple[Question, ...] = ()
    held_over: Question | None = None
    held_objectors: tuple[str, ...] = ()
    point: str = ""
    ruled: Question | None = None
    nature_asked: str = ""
    item: Item = Item.OPEN
    communique_due: bool = False
    vetoed: tuple[str, ...] = ()
    assembly_called: bool = False
    ballots: tuple[BallotRecord, ...] = ()
    log: tuple[MeetingRecord, ...] = ()

    def name(self, code: str) -> str:
        """The name of a participant on the day of the meeting."""
        return participant_name(code, self.law.day)

    def part_called(self, part: str) -> str:
        """A part of a text in words: its title in quotation marks, or the name that members use."""
        title = dict(self.law.part_titles).get(part)
        return say("“{title}”", title=title) if title else part

    def is_member(self, code: str) -> bool:
        """Whether ``code`` is a member of the Council, whoever represents it."""
        return code in self.law.members

    @property
    def represented(self) -> tuple[str, ...]:
        """The members that take part and vote: all but those in ``unseated``."""
        if not self.unseated:
            return self.law.members
        return tuple(code for code in self.law.members if code not in self.unseated)

    @property
    def stage(self) -> Phase:
        """The phase, or the one that a vote or a suspension interrupts."""
        if self.phase is Phase.VOTING:
            return self.returning
        return self.resuming if self.phase is Phase.SUSPENDED else self.phase

    def takes_part(self, code: str) -> bool:
        """Whether ``code`` may speak: a member, the Secretariat or an invited participant."""
        return (
            code in self.represented
            or code == SECRETARIAT
            or any(guest.name == code for guest in self.invited)
        )

    def agreeing(self, proposal: Proposal) -> tuple[str, ...]:
        """The movers of ``proposal`` whose agreement is needed: those that can still give it."""
        return tuple(code for code in proposal.movers if self.takes_part(code))

    def maintaining(self, proposal: Proposal) -> tuple[str, ...]:
        """The members that can maintain ``proposal``, if it is withdrawn (rule 35)."""
        if proposal.status is not Status.WITHDRAWN:
            return ()
        if proposal.to and not self.stands(self.named(proposal.to)):
            return ()
        return tuple(code for code in proposal.keepers if code in self.represented)

    def kept_motions(self, code: str) -> tuple[Motion, ...]:
        """The withdrawn motions that ``code`` seconded and can maintain (rule 35)."""
        if code not in self.represented:
            return ()
        return tuple(m for m in self.withdrawn_motions if code in m.seconders)

    def with_guests(self, basis: Basis, names: Sequence[str], by: str) -> Meeting:
        """The meeting with guests that ``by`` had invited on ``basis``; each is on one basis."""
        earlier = {guest.name: guest.rule for guest in self.invited}
        others = tuple(guest for guest in self.invited if guest.name not in names)
        guests = (Invitation(name, basis, earlier.get(name), by) for name in names)
        return self.having(invited=(*others, *guests))

    def without_the_floor(self, *codes: str) -> Meeting:
        """The meeting without ``codes`` on the list of speakers and on the floor."""
        return self.having(
            speakers=tuple(code for code in self.speakers if code not in codes),
            floor="" if self.floor in codes else self.floor,
        )

    def next_chair(self) -> str:
        """The member that presides after ``chair``: the next represented one in English order."""
        return successor(self.chair, self.represented, self.law.day, self.law.day)

    def proposal(self, symbol: str) -> Proposal | None:
        """The proposal with ``symbol``, open or not, or None."""
        for item in self.proposals:
            if item.symbol == symbol:
                return item
        return None

    def named(self, symbol: str) -> Proposal:
        """The proposal with ``symbol``, for use after a check that it exists.

        Raises:
            LookupError: when there is none.
        """
        proposal = self.proposal(symbol)
        if proposal is None:
            raise LookupError(f"no proposal is called {symbol!r}")
        return proposal

    def stands(self, proposal: Proposal) -> bool:
        """Whether ``proposal`` and the text that it amends are still to be decided."""
        if not proposal.open:
            return False
        return not proposal.to or self.stands(self.named(proposal.to))

    def pending(self) -> Question:
        """The question before the Council, for use after a check that there is one.

        Raises:
            LookupError: when there is none.
        """
        if self.question is None:
            raise LookupError("nothing is before the Council for decision")
        return self.question

    def open_proposals(self) -> tuple[Proposal, ...]:
        """Open proposals other than amendments, in their order."""
        return tuple(item for item in self.principal() if isinstance(item, Proposal))

    def ready_motions(self) -> tuple[Motion, ...]:
        """The pending motions that can be decided, in the order in which they are put.

        One on a matter that was referred or postponed stays undecided, like the texts (rule 33).
        """
        if not self.motions:
            return ()
        rest = ON_THE_MATTER[self.item]
        others = (motion for motion in self.motions if motion.what not in PRINCIPAL)
        principal = (item for item in self.principal() if isinstance(item, Motion))
        return tuple(motion for motion in (*others, *principal) if motion.what not in rest)

    def principal(self) -> tuple[Proposal | Motion, ...]:
        """Texts and principal motions to be decided, in the order in which they are put (rule 32).

        That is the order of their submission, or the one on which the Council has agreed.
        """
        texts = [p for p in self.proposals if p.open and p.kind is not ProposalKind.AMENDMENT]
        waiting: list[Proposal | Motion] = list(texts)
        principal = [motion for motion in self.motions if motion.what in PRINCIPAL]
        for motion in sorted(principal, key=lambda item: item.moved, reverse=True):
            waiting.insert(sum(text.symbol in motion.after for text in texts), motion)
        rank = {symbol: place for place, symbol in enumerate(self.order)}
        return tuple(sorted(waiting, key=lambda item: rank.get(name_in_order(item), len(rank))))

    def ready_texts(self) -> tuple[Proposal, ...]:
        """Open proposals on a matter that was neither referred nor postponed."""
        return self.open_proposals() if self.item is Item.OPEN else ()

    def open_amendments(self, symbol: str) -> tuple[Proposal, ...]:
        """Open amendments to ``symbol``, in order of submission."""
        return tuple(p for p in self.proposals if p.to == symbol and p.open)

    def without_amendments(self, symbol: str) -> Meeting:
        """The meeting after ``symbol`` was disposed of: its open amendments have lapsed.

        Amendments to those lapse as well.
        """
        after = self
        for item in self.open_amendments(symbol):
            after = after.with_proposal(item.symbol, status=Status.LAPSED)
            after = after.without_amendments(item.symbol)
        return after

    def having(self, **changes: Any) -> Meeting:
        """The meeting with some fields changed, like ``dataclasses.replace`` but faster.

        A meeting has many fields and an act changes one or two. Copying the others at once takes a
        tenth of the time.

        Raises:
            TypeError: if a meeting has no such field.
        """
        if not changes.keys() <= _PARTS:
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
