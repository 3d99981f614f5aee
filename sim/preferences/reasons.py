"""Why a member voted as it did: the exact additive split of W(chosen) - W(best other)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import SIGN, Vote
from sim.preferences import kernels
from sim.preferences.electorate import Beliefs, Electorate, Judgement, Texts
from sim.preferences.worth import ALPHA, EPS, IOTA, KAPPA, LAMBDA, NU

Floats = NDArray[np.float64]


class TermKind(StrEnum):
    """The terms that a decision splits into."""

    ISSUE = "issue"
    CLOSENESS = "closeness"
    ALIGNMENT = "alignment"
    SPONSORSHIP = "sponsorship"
    RIVALRY = "rivalry"
    STATEMENT = "statement"
    CONSULTATION = "consultation"
    PRESUMPTION = "presumption"
    CONTEST = "contest"
    CONSENSUS = "consensus"
    VETO_COST = "veto_cost"
    ABSTENTION = "abstention"
    ADOPTION = "adoption"
    CHANCE = "chance"


@dataclass(frozen=True)
class DecisionTerm:
    """One term of a decision.

    Attributes:
        kind: Kind of term.
        subject: The issue, or the member it votes with; empty for other terms.
        amount: Contribution to W(chosen) - W(best other).
    """

    kind: TermKind
    subject: str
    amount: float


COMMON = frozenset(
    {
        TermKind.PRESUMPTION, TermKind.CONTEST, TermKind.CONSULTATION, TermKind.CONSENSUS,
        TermKind.ABSTENTION,
    }
)  # fmt: skip
"""Terms that are the same for every member: they distinguish nobody and are listed last."""


@dataclass(frozen=True)
class MemberTerms:
    """The parts of a member's stance other than policy and its beliefs about others.

    Attributes:
        closeness: Penholder -> closeness term.
        presumption, contest, consultation: The same for every member.
        sponsorship, rivalry: The member sponsors the text, or only its rival.
        statement: What it has said in public about the text.
    """

    closeness: Mapping[str, float]
    presumption: float
    contest: float
    sponsorship: float
    rivalry: float
    statement: float
    consultation: float


@dataclass(frozen=True)
class BallotInWorld:
    """One ballot in one world: lane ``lane`` of the texts, with beliefs and judgement."""

    who: Electorate
    texts: Texts
    beliefs: Beliefs
    judgement: Judgement
    lane: int


@dataclass(frozen=True)
class IndexNames:
    """Names of members and issues in index order."""

    members: tuple[str, ...]
    issues: tuple[str, ...]


def best_other(worth: Floats, chosen: Vote) -> Vote:
    """The vote with the highest W other than ``chosen``; ``worth`` is W of yes, abstain, no."""
    others = [vote for vote in (Vote.YES, Vote.ABSTAIN, Vote.NO) if vote != chosen]
    return max(others, key=lambda vote: float(worth[vote]))


def gains_by_issue(case: BallotInWorld, member: int, *, alone: bool = False) -> Floats:
    """``(issues,)`` the policy gain from the text by issue, before the member's weights.

    ``alone`` compares the text with the state of things, as if no other text could follow.
    """
    lane, world = case.lane, int(case.texts.world[case.lane])
    out = np.empty(case.texts.text.shape[0])
    kernels.gain_by_issue(
        case.who.ideal[member, :, world], np.ones_like(out),
        case.who.quo[:, world], case.who.compliance[:, world],
        case.texts.text[:, lane], case.texts.rival[:, lane],
        0.0 if alone else float(case.texts.chance[lane]), case.who.quadratic, out,
    )  # fmt: skip
    return out


def split(
    case: BallotInWorld,
    member: int,
    chosen: Vote,
    beside: MemberTerms,
    names: IndexNames,
    other: Vote | None = None,
) -> list[DecisionTerm]:
    """The terms of a vote, largest first; they sum to W(chosen) - W(other).

    Terms that are the same for every member come last. ``other`` defaults to the best other vote.

    If the sum is negative against the best other vote, a last term attributes the rest to chance
    and makes the sum zero. A member that did not choose its vote (Article 27(3)) has no terms.
    """
    lane = case.lane
    if case.beliefs.held[member, lane] != 0.0:
        return []
    world = int(case.texts.world[lane])
    c = case.who.c[:, world]
    worth = case.judgement.worth[:, member, lane]
    named = other is not None
    other = best_other(worth, chosen) if other is None else other
    turn = float(SIGN[chosen] - SIGN[other])
    odds = case.beliefs.odds[:, member, lane]

    def is_chosen(vote: Vote) -> float:
        return float(chosen == vote) - float(other == vote)

    by_issue = case.who.salience[member, :, world] * gains_by_issue(case, member)
    gain = float(case.judgement.gain[member, lane])
    terms = [
        DecisionTerm(TermKind.ISSUE, issue, turn * c[EPS] * float(by_issue[k]))
        for k, issue in enumerate(names.issues)
    ]
    terms += [
        DecisionTerm(TermKind.CLOSENESS, pen, turn * amount)
        for pen, amount in beside.closeness.items()
    ]
    terms += [
        DecisionTerm(
            TermKind.ALIGNMENT,
            partner,
            turn * c[LAMBDA] * case.who.align[member, j, world] * case.beliefs.support[j, lane],
        )
        for j, partner in enumerate(names.members)
        if case.who.align[member, j, world] != 0.0
    ]
    blame = float(case.beliefs.blame[member, lane])
    accord = float(case.beliefs.accord[lane])
    terms += [
        DecisionTerm(TermKind.SPONSORSHIP, "", turn * beside.sponsorship),
        DecisionTerm(TermKind.RIVALRY, "", turn * beside.rivalry),
        DecisionTerm(TermKind.STATEMENT, "", turn * beside.statement),
        DecisionTerm(TermKind.CONSULTATION, "", turn * beside.consultation),
        DecisionTerm(TermKind.PRESUMPTION, "", turn * beside.presumption),
        DecisionTerm(TermKind.CONTEST, "", turn * beside.contest),
        DecisionTerm(TermKind.CONSENSUS, "", c[NU] * accord * is_chosen(Vote.YES)),
        DecisionTerm(TermKind.ABSTENTION, "", c[ALPHA] * is_chosen(Vote.ABSTAIN)),
        DecisionTerm(TermKind.VETO_COST, "", -c[KAPPA] * blame * is_chosen(Vote.NO)),
        DecisionTerm(TermKind.ADOPTION, "", c[IOTA] * gain * float(odds[chosen] - odds[other])),
    ]
    terms = sorted(
        (t for t in terms if t.amount != 0.0), key=lambda t: (t.kind in COMMON, -abs(t.amount))
    )
    margin = float(worth[chosen] - worth[other])
    if margin < 0.0 and not named:
        terms.append(DecisionTerm(TermKind.CHANCE, "", -margin))
    return terms
