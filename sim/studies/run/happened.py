"""The record of each draft, and the chance that the forecast gave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.domain.ballots import Outcome
from sim.engines.sums import Sums
from sim.negotiation.setting import Setting
from sim.procedure.article27 import Count
from sim.studies.forecast import DraftForecast, Share, wilson_share
from sim.studies.votes.recorded_counts import recorded_count


@dataclass(frozen=True, slots=True)
class Unexpected:
    """A recorded vote that was not the most likely one, and its forecast chance."""

    member: str
    vote: str
    chance: float


@dataclass(frozen=True, slots=True)
class Happened:
    """The record of a draft, compared with the forecast.

    Attributes:
        outcome: the outcome on record: of the votes under the Charter, or without a ballot.
        vetoes: the members that vetoed it.
        yes, no, abstain, absent: the recorded count; None without a ballot.
        chance: share of the worlds with the same outcome, with its interval.
        same_tally: share of the worlds with the same votes in favour and against; None without a
            ballot.
        likeliest: the most likely outcome by the forecast.
        unexpected: recorded votes other than the most likely ones, least expected first.
    """

    outcome: str
    vetoes: tuple[str, ...]
    yes: int | None
    no: int | None
    abstain: int | None
    absent: int | None
    chance: Share
    same_tally: Share | None
    likeliest: str
    unexpected: tuple[Unexpected, ...]

    @property
    def contradicted(self) -> bool:
        """Whether the most likely outcome differs from the record."""
        return self.outcome != self.likeliest


def happened(
    setting: Setting, sums: Sums, draft_forecasts: Mapping[str, DraftForecast]
) -> dict[str, Happened]:
    """Every draft with all members' votes on record, or recorded as never put."""
    record = setting.scenario.record_of_votes
    if record is None:
        return {}
    outcomes = {
        symbol: _one(setting, sums, symbol, draft_forecasts[symbol], (votes, count))
        for symbol, votes in record.votes.items()
        if symbol in draft_forecasts
        and (count := recorded_count(setting.scenario, symbol)) is not None
    }
    for symbol, word in record.unput.items():
        if symbol in draft_forecasts:
            outcomes[symbol] = _unput(draft_forecasts[symbol], Outcome[word.upper()])
    return outcomes


def _unput(draft_forecast: DraftForecast, outcome: Outcome) -> Happened:
    """A draft that was never put."""
    return Happened(
        outcome=outcome.word,
        vetoes=(),
        yes=None,
        no=None,
        abstain=None,
        absent=None,
        chance=draft_forecast.outcomes()[outcome],
        same_tally=None,
        likeliest=_likeliest(draft_forecast),
        unexpected=(),
    )


def _likeliest(draft_forecast: DraftForecast) -> str:
    """The word of the most likely outcome."""
    return max(draft_forecast.outcomes().items(), key=lambda item: item[1].share)[0].word


def _one(
    setting: Setting,
    sums: Sums,
    symbol: str,
    draft_forecast: DraftForecast,
    recorded: tuple[Mapping[str, str], Count],
) -> Happened:
    votes, count = recorded
    draft = setting.draft_of[symbol]
    same = int(sums.counted[draft, count.yes, count.no])
    missed = [
        Unexpected(code, votes[code], getattr(chances, votes[code]))
        for code, chances in draft_forecast.votes.items()
        if votes[code] in ("yes", "abstain", "no") and chances.likeliest != votes[code]
    ]
    return Happened(
        outcome=count.outcome.word,
        vetoes=tuple(count.vetoes),
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        absent=count.absent,
        chance=draft_forecast.outcomes()[Outcome(count.outcome)],
        same_tally=wilson_share(same, sums.worlds),
        likeliest=_likeliest(draft_forecast),
        unexpected=tuple(sorted(missed, key=lambda unexpected: unexpected.chance)),
    )
