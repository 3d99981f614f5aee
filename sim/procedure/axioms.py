"""Properties of Article 27 as named axioms, each with a function that finds violations."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.procedure.article27 import decide
from sim.procedure.voting_rule import VotingRule

Votes = NDArray[np.int8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ballots:
    """A block of ballots to test an axiom on: votes int8 (ballot, seat), permanent bool (seat,)."""

    votes: Votes
    permanent: Mask
    rule: VotingRule
    procedural: bool = False

    def outcome(self, votes: Votes | None = None, *, procedural: bool | None = None) -> Votes:
        """Outcomes, int8 (ballot,), of these votes or of ``votes`` if given."""
        return decide(
            self.votes if votes is None else votes,
            self.permanent,
            self.rule,
            procedural=self.procedural if procedural is None else procedural,
        ).outcome


Finder = Callable[[Ballots], Mask]
"""Which ballots violate an axiom: bool (ballot,)."""


@dataclass(frozen=True, slots=True)
class Axiom:
    """A property of the voting rule.

    Attributes:
        name: its name.
        statement: the property in one sentence.
        source: the provision or practice it rests on.
        violations: returns which ballots violate it.
    """

    name: str
    statement: str
    source: str
    violations: Finder


def _replaced(ballots: Ballots, seat: int, vote: Vote) -> Votes:
    votes = ballots.votes.copy()
    votes[:, seat] = vote
    return votes


def _any_seat(ballots: Ballots, change: Callable[[int], Mask], seats: Mask | None = None) -> Mask:
    bad = np.zeros(len(ballots.votes), dtype=np.bool_)
    for seat in range(ballots.votes.shape[1]):
        if seats is None or seats[seat]:
            bad |= change(seat)
    return bad


def _monotonicity(ballots: Ballots) -> Mask:
    adopted = ballots.outcome() == Outcome.ADOPTED

    def worse(seat: int) -> Mask:
        more = ballots.outcome(_replaced(ballots, seat, Vote.YES)) == Outcome.ADOPTED
        return np.asarray(adopted & ~more)

    return _any_seat(ballots, worse)


def _swaps(ballots: Ballots, among: Mask) -> Mask:
    before = ballots.outcome()
    places = np.flatnonzero(among)
    bad = np.zeros(len(ballots.votes), dtype=np.bool_)
    for first, second in itertools.pairwise(places):
        votes = ballots.votes.copy()
        votes[:, [first, second]] = votes[:, [second, first]]
        bad |= ballots.outcome(votes) != before
    return bad


def _anonymity_elected(ballots: Ballots) -> Mask:
    return _swaps(ballots, ~ballots.permanent)


def _anonymity_permanent(ballots: Ballots) -> Mask:
    return _swaps(ballots, ballots.permanent)


def _staying_out(ballots: Ballots) -> Mask:
    before = ballots.outcome()
    votes = np.where(
        ballots.votes == Vote.ABSTAIN, np.int8(Vote.NOT_PARTICIPATING), ballots.votes
    ).astype(np.int8)
    return np.asarray(ballots.outcome(votes) != before)


def _fixed_quota(ballots: Ballots) -> Mask:
    short = np.count_nonzero(ballots.votes == Vote.YES, axis=1) < ballots.rule.quota
    return np.asarray(short & (ballots.outcome() != Outcome.NOT_ADOPTED))


def _no_veto_on_procedure(ballots: Ballots) -> Mask:
    enough = np.count_nonzero(ballots.votes == Vote.YES, axis=1) >= ballots.rule.quota
    return np.asarray((ballots.outcome(procedural=True) == Outcome.ADOPTED) != enough)


def _no_veto_without_quota(ballots: Ballots) -> Mask:
    decision = decide(ballots.votes, ballots.permanent, ballots.rule, procedural=ballots.procedural)
    short = decision.yes < ballots.rule.quota
    return np.asarray(short & decision.vetoes.any(axis=-1))


def _elected_never_veto(ballots: Ballots) -> Mask:
    decision = decide(ballots.votes, ballots.permanent, ballots.rule, procedural=ballots.procedural)
    return np.asarray((decision.vetoes & ~ballots.permanent).any(axis=-1))


def _abstention_does_not_block(ballots: Ballots) -> Mask:
    """A permanent no that becomes an abstention never turns adoption into failure."""
    adopted = ballots.outcome() == Outcome.ADOPTED

    def worse(seat: int) -> Mask:
        votes = ballots.votes.copy()
        votes[:, seat] = np.where(votes[:, seat] == Vote.NO, np.int8(Vote.ABSTAIN), votes[:, seat])
        return np.asarray(adopted & (ballots.outcome(votes) != Outcome.ADOPTED))

    return _any_seat(ballots, worse, ballots.permanent)


AXIOMS: tuple[Axiom, ...] = (
    Axiom(
        "monotonicity",
        "A member that changes its vote to yes never defeats a text that would have been adopted.",
        "Article 27",
        _monotonicity,
    ),
    Axiom(
        "anonymity of elected members",
        "Two elected members may exchange their votes.",
        "Article 27(1)",
        _anonymity_elected,
    ),
    Axiom(
        "anonymity of permanent members",
        "Two permanent members may exchange their votes.",
        "Article 27(3)",
        _anonymity_permanent,
    ),
    Axiom(
        "staying out equals abstaining",
        "Not taking part has the same effect as abstaining.",
        "practice since 1946; Namibia advisory opinion (1971), paragraph 22",
        _staying_out,
    ),
    Axiom(
        "fixed quota",
        "Without the quota of affirmative votes nothing is adopted, whoever is absent.",
        "Article 27(2) and (3)",
        _fixed_quota,
    ),
    Axiom(
        "no veto on procedure",
        "A procedural question is decided by the quota alone.",
        "Article 27(2)",
        _no_veto_on_procedure,
    ),
    Axiom(
        "no veto without the quota",
        "A negative vote on a text that is short of votes is not a veto.",
        "Article 27(3)",
        _no_veto_without_quota,
    ),
    Axiom(
        "elected members have no veto",
        "Only seats marked permanent can veto.",
        "Article 27(3)",
        _elected_never_veto,
    ),
    Axiom(
        "abstention does not block",
        "A permanent member that abstains instead of voting no never defeats a text by it.",
        "practice since 1946; Namibia advisory opinion (1971), paragraph 22",
        _abstention_does_not_block,
    ),
)
"""The axioms that Article 27 satisfies, in every institution of ``reforms``."""
