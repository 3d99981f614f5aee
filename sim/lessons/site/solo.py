"""The solo vote: precomputed results of each vote that a student can cast for a member."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sim.domain.ballots import PUT, Outcome, Vote
from sim.domain.texts import case_text, say
from sim.engines.backends import Backend
from sim.engines.run import central, run_worlds
from sim.engines.worlds import Worlds
from sim.lessons.history import Reveal, decided
from sim.lessons.outcomes import OUTCOMES
from sim.lessons.places import member_name, seated_members
from sim.negotiation.setting import setting_of
from sim.scenario.renewals import without_renewals
from sim.scenario.schema import Scenario

CHOICES = (Vote.YES, Vote.NO, Vote.ABSTAIN)
"""The votes that a student can cast."""

SEED = 0
"""Seed of the random draws, so that a site can be reproduced."""


@dataclass(frozen=True)
class MemberAnswer:
    """How a member votes: in the central case, and the number of worlds for each vote.

    Attributes:
        vote: ``Vote.word``; empty if there is no ballot in the central case.
        yes, abstain, no: numbers of worlds.
        moved: whether its vote in the central case differs from that without the student's vote.
    """

    name: str
    vote: str
    yes: int
    abstain: int
    no: int
    moved: bool


@dataclass(frozen=True)
class VoteAnswer:
    """The results of one vote by one member on one text.

    Attributes:
        vote: the student's vote; ``cast`` is the vote that counts, which Article 27(3) may
            prescribe.
        ballot: the ballot of the central case; None if the text does not come to a vote.
        outcome: the outcome in the central case as ``Outcome.word``; ``end`` is the same in words.
        others: the other members, in the order of the table.
        chances: outcome in words -> number of worlds, most frequent first.
    """

    vote: str
    cast: str
    ballot: Reveal | None
    outcome: str
    end: str
    others: tuple[MemberAnswer, ...]
    chances: Mapping[str, int]


@dataclass(frozen=True)
class TextAnswers:
    """One text with the answers for one member.

    Attributes:
        own: the member's vote in the engine without a student.
    """

    symbol: str
    title: str
    own: MemberAnswer
    answers: tuple[VoteAnswer, ...]


def put_to_the_vote(scenario: Scenario) -> tuple[str, ...]:
    """Symbols of the texts that a student votes on."""
    return tuple(symbol for symbol, draft in scenario.drafts.items() if draft.vote is not None)


def runs_needed(scenario: Scenario) -> int:
    """Number of runs for a case: each vote on each text for each member, and one without."""
    return 1 + len(scenario.members) * len(put_to_the_vote(scenario)) * len(CHOICES)


def seconds_a_run(scenario: Scenario, worlds: int) -> float:
    """Measured seconds of one run on this machine."""
    _Council(scenario, worlds)  # the first one compiles
    begun = time.perf_counter()
    _Council(scenario, worlds)
    return time.perf_counter() - begun


def solo_votes(
    scenario: Scenario, worlds: int, advance: Callable[[int], None]
) -> Iterator[tuple[str, tuple[TextAnswers, ...]]]:
    """For each member, the results of each of its votes on each text.

    All other members know the vote and respond, as with ``council run --pin``. Each text is treated
    separately: on the others the member votes as the engine predicts.

    Args:
        scenario: The case.
        worlds: Number of worlds for the chances of each answer.
        advance: Called with the number of worlds computed since the last call.
    """
    free = _Council(scenario, worlds)
    advance(worlds)
    for member in seated_members(scenario):
        texts = []
        for symbol in put_to_the_vote(scenario):
            answers = []
            for vote in CHOICES:
                own = {**scenario.pins.get(member, {}), symbol: vote.word}
                pins = {**scenario.pins, member: own}
                council = _Council(scenario.model_copy(update={"pins": pins}), worlds)
                answers.append(_answer(council, free, member, symbol, vote))
                advance(worlds)
            title = case_text(scenario.drafts[symbol].title)
            left = free.member_answer(member, symbol, free)
            texts.append(TextAnswers(symbol, title, left, tuple(answers)))
        yield member, tuple(texts)


class _Council:
    """The worlds of a case, accessed by name."""

    def __init__(self, scenario: Scenario, worlds: int) -> None:
        self.scenario = without_renewals(scenario)
        setting = setting_of(self.scenario)
        # One thread, blocks in order: the same numbers on every machine.
        self.many: Worlds = run_worlds(setting, SEED, range(worlds), backend=Backend(workers=1))
        self.one: Worlds = central(setting)

    def vote(self, member: str, symbol: str) -> Vote | None:
        """The vote in the central case; None without a ballot."""
        draft = self.one.drafts.index(symbol)
        if Outcome(int(self.one.outcome[draft, 0])) not in PUT:
            return None
        return Vote(int(self.one.vote[draft, self.one.members.index(member), 0]))

    def member_answer(self, member: str, symbol: str, free: _Council) -> MemberAnswer:
        """How a member votes, compared with ``free``, in which no vote is fixed."""
        draft = self.many.drafts.index(symbol)
        cast = self.many.vote[draft, self.many.members.index(member)]
        held = np.isin(self.many.outcome[draft], [int(outcome) for outcome in PUT])
        count = {vote: int(np.sum(held & (cast == vote))) for vote in CHOICES}
        vote = self.vote(member, symbol)
        return MemberAnswer(
            name=member_name(self.scenario, member),
            vote=vote.word if vote is not None else "",
            yes=count[Vote.YES],
            abstain=count[Vote.ABSTAIN],
            no=count[Vote.NO],
            moved=vote != free.vote(member, symbol),
        )

    def chances(self, symbol: str) -> Mapping[str, int]:
        """Outcome in words -> number of worlds, most frequent first."""
        ends = self.many.outcome[self.many.drafts.index(symbol)]
        count = {outcome: int(np.sum(ends == outcome)) for outcome in Outcome}
        order = sorted((o for o in Outcome if count[o]), key=lambda o: (-count[o], o))
        return {ENDS[outcome]: count[outcome] for outcome in order}

    def outcome(self, symbol: str) -> Outcome:
        """The outcome of the text in the central case."""
        return Outcome(int(self.one.outcome[self.one.drafts.index(symbol), 0]))

    def ballot(self, symbol: str) -> Reveal | None:
        """The ballot of the central case, decided by Article 27."""
        votes = {code: self.vote(code, symbol) for code in seated_members(self.scenario)}
        words = {code: vote.word for code, vote in votes.items() if vote is not None}
        return decided(self.scenario, symbol, words) if words else None


ENDS: Mapping[Outcome, str] = {
    **{outcome: OUTCOMES[outcome.word] for outcome in PUT},
    Outcome.WITHDRAWN: say("withdrawn before the vote"),
    Outcome.NOT_REACHED: say("not put to the vote"),
}


def _answer(council: _Council, free: _Council, member: str, symbol: str, vote: Vote) -> VoteAnswer:
    cast, outcome = council.vote(member, symbol), council.outcome(symbol)
    members = (code for code in seated_members(council.scenario) if code != member)
    return VoteAnswer(
        vote=vote.word,
        cast=(vote if cast is None else cast).word,
        ballot=council.ballot(symbol),
        outcome=outcome.word,
        end=ENDS[outcome],
        others=tuple(council.member_answer(code, symbol, free) for code in members),
        chances=council.chances(symbol),
    )
