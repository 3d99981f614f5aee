"""Article 27 of the Charter: decide arrays of ballots, and explain the result of one ballot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.domain.ballots import Outcome, Vote
from sim.domain.states import STATES
from sim.domain.texts import Listing, Text, in_a_row, listing, say, say_many, state_name
from sim.procedure.voting_rule import VotingRule

# Values of the arrays' dtype: NumPy compares with them faster than with members of an enum.
_YES, _ABSTAIN, _NO = np.int8(Vote.YES), np.int8(Vote.ABSTAIN), np.int8(Vote.NO)
_ADOPTED, _VETOED = np.int8(Outcome.ADOPTED), np.int8(Outcome.VETOED)
_NOT_ADOPTED = np.int8(Outcome.NOT_ADOPTED)

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Decision:
    """The results of a block of ballots.

    Attributes:
        outcome: int8 (...), codes of ``Outcome``: adopted, vetoed or not adopted.
        yes, no, abstain: int64 (...), votes counted; a vote that the Charter forbids is
            counted as an abstention.
        absent: int64 (...), members absent or present without taking part.
        vetoes: bool (..., seat), the negative votes that defeated the proposal.
    """

    outcome: NDArray[np.int8]
    yes: Ints
    no: Ints
    abstain: Ints
    absent: Ints
    vetoes: Bools


def outcome_of(
    yes: ArrayLike,
    permanent_noes: ArrayLike,
    quota: ArrayLike,
    blocking: ArrayLike = 1,
    procedural: ArrayLike = False,
) -> NDArray[np.int8]:
    """Outcome codes from counts alone; all arguments broadcast together, shape (...).

    A permanent member's no is a veto only where the proposal has its quota: a text without the
    quota fails whoever voted against it. Source: Charter, Article 27(2) and (3).
    """
    carried = np.asarray(yes) >= np.asarray(quota)
    needed = np.asarray(blocking)
    blocked = (needed > 0) & (np.asarray(permanent_noes) >= needed) & ~np.asarray(procedural)
    return np.where(carried, np.where(blocked, _VETOED, _ADOPTED), _NOT_ADOPTED)


def decide(
    votes: ArrayLike,
    permanent: ArrayLike,
    rule: VotingRule,
    *,
    procedural: ArrayLike = False,
    bound: ArrayLike | None = None,
) -> Decision:
    """Decide a block of ballots under ``rule``.

    Args:
        votes: int8 (..., seat), codes of ``Vote``.
        permanent: bool (seat,) or (..., seat), seats whose negative vote can defeat a proposal.
        rule: quota and blocking number.
        procedural: bool, scalar or (...): Article 27(2) applies and nobody can block.
        bound: bool (seat,) or (..., seat): parties to a dispute, who must abstain in decisions
            under Chapter VI and Article 52(3); their yes or no is counted as an abstention.
            The proviso does not apply to procedural questions.

    Source: Charter, Article 27; absence and non-participation do not block (practice since 1946;
    ICJ, Namibia advisory opinion of 21 June 1971, paragraph 22).
    """
    cast = np.asarray(votes)
    if bound is not None:
        voted = (cast == _YES) | (cast == _NO)
        reached = ~np.asarray(procedural, dtype=np.bool_)[..., None]
        cast = np.where(np.asarray(bound) & voted & reached, _ABSTAIN, cast)
    against = cast == _NO
    yes = np.count_nonzero(cast == _YES, axis=-1)
    no = np.count_nonzero(against, axis=-1)
    abstain = np.count_nonzero(cast == _ABSTAIN, axis=-1)
    permanent_no = against & np.asarray(permanent)
    outcome = outcome_of(
        yes, np.count_nonzero(permanent_no, axis=-1), rule.quota, rule.blocking, procedural
    )
    return Decision(
        outcome=outcome,
        yes=np.asarray(yes),
        no=np.asarray(no),
        abstain=np.asarray(abstain),
        absent=np.asarray(cast.shape[-1] - yes - no - abstain),
        vetoes=permanent_no & (outcome == _VETOED)[..., None],
    )


@dataclass(frozen=True, slots=True)
class Count:
    """The counts of one ballot, with what is needed to explain its result.

    ``without_veto`` are the permanent members that voted no and cannot block under the rule.
    """

    outcome: Outcome
    yes: int
    no: int
    abstain: int
    absent: int
    quota: int
    permanent_noes: tuple[str, ...] = ()
    procedural: bool = False
    blocking: int = 1
    bound: tuple[str, ...] = ()
    without_veto: tuple[str, ...] = ()

    @property
    def tally(self) -> str:
        """Votes for, against and abstaining, as the record prints them: ``11-2-2``."""
        return f"{self.yes}-{self.no}-{self.abstain}"

    @property
    def vetoes(self) -> tuple[str, ...]:
        """Names of the members whose negative votes defeated the proposal."""
        return self.permanent_noes if self.outcome is Outcome.VETOED else ()


def bound_parties(parties: Sequence[str], *, binding: bool) -> tuple[str, ...]:
    """The parties to a dispute that must abstain on a text; empty if the text is binding.

    The proviso of Article 27(3) is for decisions under Chapter VI and Article 52(3), which
    recommend; a text that binds rests on Chapter VII. The caller excludes procedural questions.
    Source: Charter, Article 27(3).
    """
    return () if binding else tuple(parties)


HIDDEN = say("a permanent member")
"""The name in a secret ballot, which shows what kind of member voted no but not which."""


@dataclass(frozen=True, slots=True)
class Words:
    """The provision that decided a ballot, and the reason, in words."""

    rule: str
    reason: str


def count_of(
    votes: Sequence[Vote | int],
    names: Sequence[str],
    permanent: Sequence[bool] | Bools,
    rule: VotingRule,
    *,
    procedural: bool = False,
    bound: Sequence[str] = (),
) -> Count:
    """Count one ballot cast by the members ``names`` in the same order as ``votes``.

    ``permanent`` marks those whose negative vote can block.

    Raises:
        ValueError: if votes, names and permanent seats differ in number.
    """
    if not len(votes) == len(names) == len(permanent):
        raise ValueError(
            f"{len(votes)} votes, {len(names)} members and {len(permanent)} marks of permanence "
            "do not belong to one ballot"
        )
    must_abstain = np.array([name in bound and not procedural for name in names], dtype=np.bool_)
    cast = np.array([int(vote) for vote in votes], dtype=np.int8)
    seats = np.asarray(permanent, dtype=np.bool_)
    decision = decide(cast, seats, rule, procedural=procedural, bound=must_abstain)
    noes = (cast == _NO) & seats & ~must_abstain
    return Count(
        outcome=Outcome(int(decision.outcome)),
        yes=int(decision.yes),
        no=int(decision.no),
        abstain=int(decision.abstain),
        absent=int(decision.absent),
        quota=rule.quota,
        permanent_noes=tuple(name for name, no in zip(names, noes, strict=True) if no),
        procedural=procedural,
        blocking=rule.blocking,
        bound=tuple(name for name, must in zip(names, must_abstain, strict=True) if must),
    )


def telling_vetoes_taken(
    count: Count, votes: Sequence[Vote | int], names: Sequence[str], standing: Collection[str]
) -> Count:
    """``count`` with the noes of permanent members whose veto a reform takes or restrains.

    ``standing`` names the members with a permanent seat, with or without a veto.
    """
    known = {*count.permanent_noes, *count.bound}
    noes = (name for name, vote in zip(names, votes, strict=True) if vote == Vote.NO)
    taken = tuple(name for name in noes if name in standing and name not in known)
    return replace(count, without_veto=taken)


def named_in_sentence(names: Sequence[str]) -> str:
    """Names of States joined for use in a sentence: ``the Russian Federation and China``.

    State codes are kept, for callers that replace them with names later.
    """
    return say("{members:the}", members=_listed(names))


def _listed(names: Sequence[str]) -> Listing:
    hidden = sum(1 for name in names if name == HIDDEN)
    shown = [n if n in STATES or isinstance(n, Text) else state_name("", n) for n in names]
    if hidden > 1:
        several = say("{n} permanent members", n=hidden)
        return listing([*(name for name in shown if name != HIDDEN), several])
    return listing(shown)


def words_of(count: Count) -> Words:
    """The rule that decided a counted ballot, and the reason."""
    rule = "Article 27(2)" if count.procedural else "Article 27(3)"
    reason = {
        Outcome.ADOPTED: _why_adopted,
        Outcome.VETOED: _why_vetoed,
        Outcome.NOT_ADOPTED: _why_short,
    }[count.outcome](count)
    if count.bound:
        had_to = say_many(
            "{members:The} is a party to the dispute and had to abstain; any other vote it cast is "
            "counted as an abstention.",
            "{members:The} are parties to the dispute and had to abstain; any other votes they "
            "cast are counted as abstentions.",
            len(count.bound),
            members=_listed(count.bound),
        )
        reason = in_a_row([reason, had_to])
        rule += ", proviso"
    return Words(rule=rule, reason=reason)


def _why_adopted(count: Count) -> Text:
    got = say_many(
        "{n} affirmative vote; {quota} needed",
        "{n} affirmative votes; {quota} needed",
        count.yes,
        quota=count.quota,
    )
    noes = len(count.permanent_noes)
    members = _listed(count.permanent_noes)
    if noes and count.procedural:
        return say_many(
            "{got}. The question is procedural, so the negative vote of {members:the} cannot "
            "block it.",
            "{got}. The question is procedural, so the negative votes of {members:the} cannot "
            "block it.",
            noes,
            got=got,
            members=members,
        )
    if count.blocking == 0 and not count.procedural:
        return say("{got}, and no member can block under the rule in force.", got=got)
    if noes:
        return say_many(
            "{got}; {n} permanent no ({members:the}), fewer than the {blocking} that block.",
            "{got}; {n} permanent noes ({members:the}), fewer than the {blocking} that block.",
            noes,
            got=got,
            members=members,
            blocking=count.blocking,
        )
    if count.procedural:
        return say("{got}, and a procedural question needs nothing else.", got=got)
    if count.without_veto:
        return say_many(
            "{got}. The negative vote of {members:the} is no veto under the rule in force.",
            "{got}. The negative votes of {members:the} are no vetoes under the rule in force.",
            len(count.without_veto),
            got=got,
            members=_listed(count.without_veto),
        )
    if count.no:  # in a secret ballot by permanent members too
        return say("{got}, and no member with a veto voted against.", got=got)
    return say("{got}, and no permanent member voted against.", got=got)


def _why_vetoed(count: Count) -> Text:
    return say_many(
        "{yes} affirmative votes were enough ({quota} needed), but the negative vote of "
        "{members:the} defeated the proposal: a veto.",
        "{yes} affirmative votes were enough ({quota} needed), but the negative votes of "
        "{members:the} defeated the proposal: a veto.",
        len(count.permanent_noes),
        yes=count.yes,
        quota=count.quota,
        members=_listed(count.permanent_noes),
    )


def _why_short(count: Count) -> Text:
    got = say_many(
        "{n} affirmative vote, short of the {quota} needed",
        "{n} affirmative votes, short of the {quota} needed",
        count.yes,
        quota=count.quota,
    )
    if not count.permanent_noes:
        return say("{got}; it failed on numbers.", got=got)
    members = _listed(count.permanent_noes)
    if count.procedural:
        return say(
            "{got}; the question is procedural, so {members:the} voting against blocked nothing.",
            got=got,
            members=members,
        )
    return say_many(
        "{got}; it failed on numbers, so the negative vote of {members:the} was not a veto.",
        "{got}; it failed on numbers, so the negative votes of {members:the} were not vetoes.",
        len(count.permanent_noes),
        got=got,
        members=members,
    )
