"""Forecasts from sums over worlds: shares with intervals, and Rao-Blackwell means."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sim.domain.ballots import Outcome, Vote
from sim.domain.frozen import FrozenDict
from sim.domain.intervals import normal, wilson
from sim.engines.sums import Sums, Whole, mean
from sim.engines.worlds import STATEMENTS, TALLY

TALLIES = 8
"""The most tallies that are published; a Council of fifteen has 136."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of worlds with its 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over worlds with its deviation and 95 % interval."""

    mean: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities of the three votes."""

    yes: float
    abstain: float
    no: float

    @property
    def likeliest(self) -> str:
        """The word of the most likely vote; ties go to the first."""
        return max(("yes", "abstain", "no"), key=lambda word: float(getattr(self, word)))


@dataclass(frozen=True, slots=True)
class TallyShare:
    """A tally and the share of all worlds in which it occurred, with its 95 % interval.

    The model has no absence: a member that votes neither yes nor no abstains.
    """

    yes: int
    no: int
    abstain: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DraftForecast:
    """The forecast of one draft; the fields are the published names.

    Attributes:
        adopted, vetoed, not_adopted, withdrawn, not_reached: share of the worlds of each outcome.
        expected_adopted: mean of the exact probability of adoption, 0 if the draft is not put and
            summed over its ballots if it is put again (Rao and Blackwell), with its interval in the
            next two fields; NaN over worlds that a condition selects.
        put: worlds in which it was put to the vote.
        votes: member -> mean exact probabilities over the worlds in which it was put; shares of
            the votes cast if it may be put again.
        tally: mean number of each vote over the same worlds; empty like ``votes`` if never put.
        no_when_vetoed: member -> share of all worlds in which the draft was vetoed and it voted no;
            without members that never did, most frequent first.
        tallies: the most likely tallies, most likely first.
        concession, text: mean concession, and mean of the text on each issue, over all worlds.
    """

    adopted: Share
    vetoed: Share
    not_adopted: Share
    withdrawn: Share
    not_reached: Share
    expected_adopted: float
    expected_adopted_low: float
    expected_adopted_high: float
    put: int
    votes: dict[str, Chances]
    tally: dict[str, float]
    no_when_vetoed: dict[str, Share]
    tallies: tuple[TallyShare, ...]
    concession: float
    text: dict[str, float]

    def outcomes(self) -> dict[Outcome, Share]:
        """The share of each outcome."""
        return {outcome: getattr(self, outcome.word) for outcome in Outcome}


@dataclass(frozen=True, slots=True)
class PartyShare:
    """Share of the worlds in which a party accepts the plan, and the mean round of its consent."""

    share: float
    low: float
    high: float
    mean_round: float | None


@dataclass(frozen=True, slots=True)
class WorldForecast:
    """The fate of the plan, of the city and of the statement, over the worlds."""

    carried_out: Share
    accepted: dict[str, PartyShare]
    left: Mean
    destruction: Mean
    statement: dict[str, Share]


def wilson_share(hits: int, trials: int) -> Share:
    """A share with its 95 % interval (Wilson)."""
    return Share(hits / trials, *wilson(hits, trials))


def mean_of(moments: Whole, worlds: int) -> Mean:
    """The mean over the worlds from sum and sum of squares, with deviation and 95 % interval."""
    centre, square = mean(moments, worlds).tolist()
    variance = max(0.0, square - centre * centre)
    interval = normal(centre, variance, worlds)
    return Mean(centre, math.sqrt(variance), interval.low, interval.high)


def forecast_drafts(sums: Sums) -> dict[str, DraftForecast]:
    """The forecast of each draft, in voting order.

    Votes on a draft that may be put again are the shares cast in its last ballots, for the reason
    given in :func:`sim.engines.worlds.vote_chances`.
    """
    return {name: _draft(sums, index) for index, name in enumerate(sums.labels.drafts)}


def exact_votes(sums: Sums, draft: str) -> dict[str, Chances]:
    """Member -> mean exact probabilities in the last ballots on a draft; empty if never put."""
    index = sums.labels.drafts.index(draft)
    return _votes(sums, index, times_put(sums, index))


def _draft(sums: Sums, index: int) -> DraftForecast:
    counts = [int(count) for count in sums.outcomes[index]]
    adopted = mean_of(sums.adoption[index], sums.worlds)
    put = times_put(sums, index)
    votes = _votes_cast if sums.labels.drafts[index] in sums.labels.again else _votes
    return DraftForecast(
        **{outcome.word: wilson_share(counts[outcome], sums.worlds) for outcome in Outcome},
        expected_adopted=min(1.0, adopted.mean),
        expected_adopted_low=max(0.0, adopted.low),
        expected_adopted_high=min(1.0, adopted.high),
        put=put,
        votes=FrozenDict(votes(sums, index, put)),
        tally=FrozenDict(_tally(sums, index, put)),
        no_when_vetoed=FrozenDict(_no_when_vetoed(sums, index)),
        tallies=tally_shares(sums, index)[:TALLIES],
        concession=mean_of(sums.concession[index], sums.worlds).mean,
        text=FrozenDict(
            (issue, mean_of(sums.text[index, k], sums.worlds).mean)
            for k, issue in enumerate(sums.labels.issues)
        ),
    )


def of_seen_worlds(forecast: DraftForecast) -> DraftForecast:
    """The forecast over worlds selected by what happened: no exact chance is valid in them."""
    nothing = math.nan
    return replace(
        forecast,
        expected_adopted=nothing,
        expected_adopted_low=nothing,
        expected_adopted_high=nothing,
    )


def times_put(sums: Sums, index: int) -> int:
    """The number of worlds in which the draft was put to the vote."""
    counts = sums.outcomes[index]
    return int(counts[Outcome.ADOPTED] + counts[Outcome.VETOED] + counts[Outcome.NOT_ADOPTED])


def _votes(sums: Sums, index: int, put: int) -> dict[str, Chances]:
    if not put:
        return {}
    chances = mean(sums.chances[index], put)
    return {
        member: Chances(*map(float, chances[:, m])) for m, member in enumerate(sums.labels.members)
    }


def _votes_cast(sums: Sums, index: int, put: int) -> dict[str, Chances]:
    if not put:
        return {}
    yes, no = (sums.votes[index][vote] for vote in (Vote.YES, Vote.NO))
    return {
        member: Chances(int(yes[m]) / put, (put - int(yes[m]) - int(no[m])) / put, int(no[m]) / put)
        for m, member in enumerate(sums.labels.members)
    }


def _tally(sums: Sums, index: int, put: int) -> dict[str, float]:
    if not put:
        return {}
    return {word: int(n) / put for word, n in zip(TALLY, sums.tallies[index], strict=True)}


def _no_when_vetoed(sums: Sums, index: int) -> dict[str, Share]:
    """Noes in worlds in which the draft was vetoed, including those of elected members."""
    times = {code: int(n) for code, n in zip(sums.labels.members, sums.vetoing[index], strict=True)}
    ordered = sorted((code for code in times if times[code]), key=lambda code: -times[code])
    return {code: wilson_share(times[code], sums.worlds) for code in ordered}


def tally_shares(sums: Sums, index: int) -> tuple[TallyShare, ...]:
    """Every tally that occurred, most likely first."""
    members = len(sums.labels.members)
    results = []
    for yes, no in zip(*sums.counted[index].nonzero(), strict=True):
        interval = wilson_share(int(sums.counted[index, yes, no]), sums.worlds)
        count = int(yes), int(no), members - int(yes) - int(no)
        results.append(TallyShare(*count, interval.share, interval.low, interval.high))
    return tuple(sorted(results, key=lambda tally: (-tally.share, -tally.yes, tally.no)))


def world_forecast(sums: Sums) -> WorldForecast:
    """Fate of the plan and of the city: shares with intervals, mean rounds, destruction."""
    parties = {}
    for index, party in enumerate(sums.labels.parties):
        times, rounds = (int(value) for value in sums.accepted[index])
        accepts = wilson_share(times, sums.worlds)
        parties[party] = PartyShare(
            accepts.share, accepts.low, accepts.high, rounds / times if times else None
        )
    return WorldForecast(
        carried_out=wilson_share(int(sums.carried_out[0]), sums.worlds),
        accepted=parties,
        left=mean_of(sums.left, sums.worlds),
        destruction=mean_of(sums.destruction, sums.worlds),
        statement={
            word: wilson_share(int(times), sums.worlds)
            for word, times in zip(STATEMENTS, sums.statements, strict=True)
        },
    )
