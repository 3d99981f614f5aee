"""The members whose votes move between two arms, and the terms that move them."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.ballots import Vote
from sim.negotiation.fixed_votes import fixed_votes
from sim.negotiation.setting import NONE
from sim.negotiation.world import World
from sim.preferences.reasons import BallotInWorld, IndexNames, TermKind, split
from sim.studies.compare.whatif import VoteChange
from sim.studies.run.answer import Modal

Terms = dict[tuple[TermKind, str], float]
"""Kind and subject of a term -> its contribution to W(one vote) - W(another)."""

WORDS: dict[TermKind, str] = {
    TermKind.ISSUE: "what the text does on {}",
    TermKind.ALIGNMENT: "what it expects of {}",
    TermKind.SPONSORSHIP: "its sponsorship",
    TermKind.RIVALRY: "its sponsorship of the rival",
    TermKind.STATEMENT: "what it has said in public",
    TermKind.CONSULTATION: "how far it was consulted",
    TermKind.CONSENSUS: "the norm of consensus",
    TermKind.VETO_COST: "the blame for a veto",
    TermKind.CLOSENESS: "closeness to {}, which holds the pen",
    TermKind.PRESUMPTION: "the presumption for a text that is put",
    TermKind.CONTEST: "how contested the text is beyond what is known",
    TermKind.ABSTENTION: "the comfort of abstaining",
    TermKind.ADOPTION: "the effect of its vote on the chance of adoption",
    TermKind.CHANCE: "chance",
}


UNEXPLAINED = "numbers away from their centres"
"""The explanation of a move if no term of the modal worlds explains it."""


FIXED = "an intervention, which fixes it"
"""The explanation of a move if the member does not choose its vote."""


@dataclass(frozen=True, slots=True)
class Push:
    """One term of a move: its contribution to the vote that gains over the vote that loses."""

    kind: TermKind
    subject: str
    amount: float

    @property
    def words(self) -> str:
        """The term as readers see it."""
        return WORDS[self.kind].format(self.subject)

    @property
    def short(self) -> str:
        """The term abbreviated for a narrow column."""
        return f"{self.kind.value.replace('_', ' ')} {self.subject}".strip()


@dataclass(frozen=True, slots=True)
class ChangedVote:
    """A member whose vote moves, and the cause in the modal worlds of the two arms.

    Attributes:
        change: the move over all worlds.
        gains, loses: the votes between which it moves.
        pushes: terms by size; they sum to the change of W(gains) - W(loses). Empty if one of the
            modal worlds has no ballot on the draft, or the vote is fixed.
        fixed: whether the variant fixes the vote or makes it follow another's.
    """

    change: VoteChange
    gains: Vote
    loses: Vote
    pushes: tuple[Push, ...]
    fixed: bool = False

    @property
    def through(self) -> str:
        """The term that contributes most in the direction of the move."""
        if self.fixed:
            return FIXED
        return self.strongest.words if self.strongest else UNEXPLAINED

    @property
    def short(self) -> str | None:
        """The same for a narrow column; None if there is no such term."""
        if self.fixed:
            return "fixed"
        return self.strongest.short if self.strongest else None

    @property
    def strongest(self) -> Push | None:
        """The largest contribution in the direction of the move, if there is one."""
        return self.pushes[0] if self.pushes and self.pushes[0].amount > 0.0 else None


def direction(change: VoteChange) -> tuple[Vote, Vote]:
    """The vote whose probability rises most, and the one whose probability falls most."""
    moves = [interval.value for interval in change.change]
    return Vote(moves.index(max(moves))), Vote(moves.index(min(moves)))


def terms_of(world: World, draft: str, member: str, vote: Vote, other: Vote) -> Terms | None:
    """The split of W(one) - W(other) in the first world of a block; None without a ballot."""
    setting = world.setting
    d, m = setting.draft_of.get(draft, -1), setting.member_of.get(member, -1)
    seen = world.votes_cast.get(d)
    if seen is None or m < 0:
        return None
    look = seen.look
    lane = int((look.texts.world == 0).nonzero()[0][0])
    case = BallotInWorld(look.who, look.texts, look.beliefs, look.judgement, lane)
    decision_terms = split(
        case, m, vote, seen.beside_of(m, 0), IndexNames(setting.members, setting.issues), other
    )
    return {(term.kind, term.subject): term.amount for term in decision_terms}


def term_differences(old: Terms | None, new: Terms | None) -> tuple[Push, ...]:
    """The change of each term from ``old`` to ``new``, largest first; empty without both."""
    if old is None or new is None:
        return ()
    amounts = {key: new.get(key, 0.0) - old.get(key, 0.0) for key in (*new, *old)}
    pushes = [Push(*key, amount) for key, amount in amounts.items() if amount != 0.0]
    return tuple(sorted(pushes, key=lambda push: -push.amount))


def explained_move(change: VoteChange, before: Modal, after: Modal) -> ChangedVote:
    """Explain a member's move term by term."""
    gains, loses = direction(change)
    if _fixed(after, change.draft, change.member):
        return ChangedVote(change, gains, loses, (), fixed=True)
    old = terms_of(before.world, change.draft, change.member, gains, loses)
    new = terms_of(after.world, change.draft, change.member, gains, loses)
    return ChangedVote(change, gains, loses, term_differences(old, new))


def _fixed(modal: Modal, draft: str, member: str) -> bool:
    """Whether a member's vote on a draft is fixed or follows another's."""
    setting = modal.setting
    d, m = setting.draft_of.get(draft, -1), setting.member_of.get(member, -1)
    if d < 0 or m < 0:
        return False
    return bool(fixed_votes(setting)[m, d] != NONE) or any(
        m == line.follower for line in setting.lines
    )
