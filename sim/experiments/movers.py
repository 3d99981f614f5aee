"""Who moves between two arms, and through which term of its decision."""

from __future__ import annotations

from dataclasses import dataclass

from sim.decisions.reasons import Beside, Case, Names, TermKind, split
from sim.domain.ballots import Vote
from sim.experiments.run import Modal
from sim.experiments.whatif import VoteChange

Terms = dict[tuple[TermKind, str], float]
"""Kind and subject of a term -> what it adds to W(one vote) - W(another)."""

WORDS: dict[TermKind, str] = {
    TermKind.ISSUE: "what the text does on {}",
    TermKind.ALIGNMENT: "what it expects of {}",
    TermKind.SPONSORSHIP: "its sponsorship",
    TermKind.STATEMENT: "what it has said in public",
    TermKind.CONSULTATION: "how far it was consulted",
    TermKind.CONSENSUS: "the norm of consensus",
    TermKind.VETO_COST: "the blame for a veto",
    TermKind.ABSTENTION: "the comfort of abstaining",
    TermKind.ADOPTION: "what its vote does to the chance of adoption",
    TermKind.CHANCE: "chance",
}


UNEXPLAINED = "numbers away from their centres"
"""What moves a vote where no term of the modal worlds does."""


@dataclass(frozen=True, slots=True)
class Push:
    """One term's part in a move: what it adds to the vote that gains over the vote that loses."""

    kind: TermKind
    subject: str
    amount: float

    @property
    def words(self) -> str:
        """The term for a reader."""
        return WORDS[self.kind].format(self.subject)

    @property
    def short(self) -> str:
        """The term for a narrow column."""
        return f"{self.kind.value.replace('_', ' ')} {self.subject}".strip()


@dataclass(frozen=True, slots=True)
class Mover:
    """A member whose vote moves, and what moves it in the modal worlds of the two arms.

    Attributes:
        change: the move over all worlds.
        gains, loses: the votes between which it moves.
        pushes: terms by size; they sum to the change of W(gains) - W(loses). Empty where one of
            the modal worlds has no ballot on the draft.
    """

    change: VoteChange
    gains: Vote
    loses: Vote
    pushes: tuple[Push, ...]

    @property
    def through(self) -> str:
        """The term that pushes most in the direction of the move."""
        return self.strongest.words if self.strongest else UNEXPLAINED

    @property
    def strongest(self) -> Push | None:
        """The largest push in the direction of the move, if any goes there."""
        return self.pushes[0] if self.pushes and self.pushes[0].amount > 0.0 else None


def direction(change: VoteChange) -> tuple[Vote, Vote]:
    """The vote whose probability rises most, and the one whose probability falls most."""
    moves = [one.value for one in change.change]
    return Vote(moves.index(max(moves))), Vote(moves.index(min(moves)))


def terms(modal: Modal, draft: str, member: str, one: Vote, other: Vote) -> Terms | None:
    """The split of W(one) - W(other) in a modal world; None where the draft was not put."""
    setting = modal.setting
    d, m = setting.draft_of.get(draft, -1), setting.member_of.get(member, -1)
    seen = modal.world.votes_cast.get(d)
    if seen is None or m < 0:
        return None
    lane = int((seen.look.texts.world == 0).nonzero()[0][0])
    case = Case(seen.look.who, seen.look.texts, seen.look.beliefs, seen.look.judgement, lane)
    sponsorship, statement, consultation = (float(part[m, 0]) for part in seen.beside)
    beside = Beside(sponsorship, statement, consultation)
    found = split(case, m, one, beside, Names(setting.members, setting.issues), other)
    return {(term.kind, term.subject): term.amount for term in found}


def explained(change: VoteChange, before: Modal, after: Modal) -> Mover:
    """What moves a member, term by term."""
    gains, loses = direction(change)
    old = terms(before, change.draft, change.member, gains, loses)
    new = terms(after, change.draft, change.member, gains, loses)
    pushes: list[Push] = []
    if old is not None and new is not None:
        for key in dict.fromkeys((*new, *old)):
            amount = new.get(key, 0.0) - old.get(key, 0.0)
            if amount != 0.0:
                pushes.append(Push(*key, amount))
    pushes.sort(key=lambda push: -push.amount)
    return Mover(change, gains, loses, tuple(pushes))
