"""What is on record of each draft, and the chance that the forecast gave to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.domain.ballots import Outcome, Vote
from sim.engines.sums import Sums
from sim.negotiation.setting import Setting
from sim.procedure.article27 import Count, VotingRule, count_of
from sim.studies.forecast import DraftForecast, Share, share


@dataclass(frozen=True, slots=True)
class Unexpected:
    """A recorded vote that is not the likeliest one, and the chance that it was given."""

    member: str
    vote: str
    chance: float


@dataclass(frozen=True, slots=True)
class Happened:
    """The recorded ballot on a draft beside the forecast.

    Attributes:
        outcome: what became of it, by the law on the recorded votes.
        vetoes: who vetoed it.
        yes, no, abstain, absent: the count on record.
        chance: share of the worlds with the same outcome, with its interval.
        same_tally: share of the worlds with as many votes in favour and against.
        likeliest: the outcome that the forecast holds likeliest.
        unexpected: recorded votes other than the likeliest, the least expected first.
    """

    outcome: str
    vetoes: tuple[str, ...]
    yes: int
    no: int
    abstain: int
    absent: int
    chance: Share
    same_tally: Share
    likeliest: str
    unexpected: tuple[Unexpected, ...]

    @property
    def contradicted(self) -> bool:
        """Whether something else was held likeliest than what happened."""
        return self.outcome != self.likeliest


def happened(
    setting: Setting, sums: Sums, told: Mapping[str, DraftForecast]
) -> dict[str, Happened]:
    """Every draft with the votes of all members on record."""
    record = setting.scenario.record_of_votes
    if record is None:
        return {}
    return {
        symbol: _one(setting, sums, symbol, told[symbol], votes)
        for symbol, votes in record.votes.items()
        if symbol in told and set(setting.members) <= set(votes)
    }


def _one(
    setting: Setting, sums: Sums, symbol: str, told: DraftForecast, votes: Mapping[str, str]
) -> Happened:
    count = _counted(setting, symbol, votes)
    draft = setting.draft_of[symbol]
    same = int(sums.counted[draft, count.yes, count.no])
    likeliest = max(told.outcomes().items(), key=lambda item: item[1].share)[0]
    missed = [
        Unexpected(code, votes[code], getattr(chances, votes[code]))
        for code, chances in told.votes.items()
        if votes[code] in ("yes", "abstain", "no") and chances.likeliest != votes[code]
    ]
    return Happened(
        outcome=count.outcome.word,
        vetoes=tuple(count.vetoes),
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        absent=count.absent,
        chance=told.outcomes()[Outcome(count.outcome)],
        same_tally=share(same, sums.worlds),
        likeliest=likeliest.word,
        unexpected=tuple(sorted(missed, key=lambda one: one.chance)),
    )


def _counted(setting: Setting, symbol: str, votes: Mapping[str, str]) -> Count:
    """The recorded votes counted by the scenario's law."""
    draft = setting.draft_of[symbol]
    blocking = int(setting.blocking[draft])
    return count_of(
        [Vote.from_word(votes[code]) for code in setting.members],
        setting.members,
        setting.permanent_mask,
        VotingRule(setting.rule.quota, setting.rule.blocking),
        procedural=blocking == 0 and setting.rule.blocking != 0,
        bound=[code for i, code in enumerate(setting.members) if setting.bound[i, draft]],
    )
