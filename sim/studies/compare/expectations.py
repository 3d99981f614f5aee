"""Check the expectations in a variant's file: each stated direction against both arms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.domain.intervals import Interval
from sim.domain.shortnames import short_name
from sim.domain.states import in_sentence, name_of
from sim.domain.words import possessive
from sim.engines.ensemble import finish_block, start_block
from sim.engines.worlds import Worlds, vote_chances
from sim.negotiation.luck import Luck
from sim.negotiation.setting import setting_of
from sim.scenario.expected import Expected, Measure
from sim.scenario.schema import Scenario
from sim.studies.compare.changed_votes import ChangedVote
from sim.studies.compare.paired import paired_means, paired_shares
from sim.studies.outcomes import put_to_a_vote

Floats = NDArray[np.float64]

LOGGED = 150
"""Worlds used to read members' gains from a text, which needs the log of each world."""
SAME = 0.1
"""Changes smaller than this count as none where none is expected."""


SHARES = frozenset({Measure.CONSENT, Measure.PLAN, Measure.PUT})
"""Measures that hold in a world or do not; their change is one of shares."""
EXACT = frozenset({Measure.ADOPTION, Measure.VOTE, Measure.GAIN})
"""Measures that are fractions in each world. If none of them changes, that is a finding; counts and
outcomes often stay the same by chance."""


class Comes(StrEnum):
    """The verdict on an expectation."""

    AS_EXPECTED = "as expected"
    AGAINST = "against expectation"
    OPEN = "not told apart from chance"


@dataclass(frozen=True, slots=True)
class ExpectationVerdict:
    """One expectation and the result.

    Attributes:
        what: the measure in words.
        goes: up, down or same, as expected.
        before, after: means over the worlds that have the number in both arms.
        change: after - before with its paired 95 % interval.
        worlds: the number of those worlds.
        comes: the verdict.
        because: why it fails, if it does.
    """

    what: str
    goes: str
    before: float
    after: float
    change: Interval
    worlds: int
    comes: Comes
    because: str


@dataclass(frozen=True)
class MeasuredArm:
    """One scenario with its worlds from replicate 0 on."""

    scenario: Scenario
    worlds: Worlds
    seed: int

    @cached_property
    def gains(self) -> Mapping[str, Floats]:
        """Draft -> (members, worlds) policy gain as members saw it when voting, NaN if not put."""
        setting = setting_of(self.scenario)
        count = min(self.worlds.count, LOGGED)
        play = start_block(setting, Luck(self.seed, range(count)), log=True)
        finish_block(play)
        entries = {}
        for d, seen in play.world.votes_cast.items():
            full = np.full((len(setting.members), count), np.nan)
            full[:, seen.look.texts.world] = seen.look.judgement.gain
            entries[setting.drafts[d]] = full
        return entries


def measured(expected: Expected, arm: MeasuredArm) -> Floats:
    """The measure in each world, NaN where it is not defined."""
    return _MEASURED[expected.measure](expected, arm)


def _draft(expected: Expected, arm: MeasuredArm) -> int:
    return arm.worlds.drafts.index(expected.draft or "")


def _member(expected: Expected, arm: MeasuredArm) -> int:
    return arm.worlds.members.index(expected.member or "")


def _adoption(expected: Expected, arm: MeasuredArm) -> Floats:
    out: Floats = arm.worlds.p_adopted[_draft(expected, arm)]
    return out


def _vote(expected: Expected, arm: MeasuredArm) -> Floats:
    vote = Vote.from_word(expected.vote or "")
    out: Floats = vote_chances(arm.worlds, _draft(expected, arm))[vote, _member(expected, arm)]
    return out


def _votes(expected: Expected, arm: MeasuredArm) -> Floats:
    d, vote = _draft(expected, arm), Vote.from_word(expected.vote or "yes")
    out: Floats = np.where(
        put_to_a_vote(arm.worlds)[d], arm.worlds.tally[d, vote].astype(np.float64), np.nan
    )
    return out


def _by_quota(expected: Expected, arm: MeasuredArm) -> Floats:
    return _votes(expected, arm) / setting_of(arm.scenario).rule.quota


def _concessions(expected: Expected, arm: MeasuredArm) -> Floats:
    out: Floats = arm.worlds.concession[_draft(expected, arm)].astype(np.float64)
    return out


def _gain(expected: Expected, arm: MeasuredArm) -> Floats:
    out: Floats = arm.gains[expected.draft or ""][_member(expected, arm)]
    return out


def _own_view(expected: Expected, arm: MeasuredArm) -> Floats:
    gain = arm.gains[expected.draft or ""]
    vote = arm.worlds.vote[_draft(expected, arm), :, : gain.shape[1]]
    side = ((vote == Vote.YES) & (gain > 0.0)) | ((vote == Vote.NO) & (gain < 0.0))
    return np.where(np.isnan(gain[0]), np.nan, side.mean(axis=0))


def _consent(expected: Expected, arm: MeasuredArm) -> Floats:
    accepted = arm.worlds.plan_accepted_round[arm.worlds.parties.index(expected.party or "")]
    out: Floats = (accepted >= 0).astype(np.float64)
    return out


def _plan(_: Expected, arm: MeasuredArm) -> Floats:
    return arm.worlds.plan_carried_out.astype(np.float64)


def _put(expected: Expected, arm: MeasuredArm) -> Floats:
    out: Floats = put_to_a_vote(arm.worlds)[_draft(expected, arm)].astype(np.float64)
    return out


_MEASURED: Mapping[Measure, Callable[[Expected, MeasuredArm], Floats]] = {
    Measure.ADOPTION: _adoption,
    Measure.VOTE: _vote,
    Measure.VOTES: _votes,
    Measure.VOTES_BY_QUOTA: _by_quota,
    Measure.CONCESSIONS: _concessions,
    Measure.GAIN: _gain,
    Measure.OWN_VIEW: _own_view,
    Measure.CONSENT: _consent,
    Measure.PLAN: _plan,
    Measure.PUT: _put,
}


def in_words(expected: Expected, scenario: Scenario) -> str:
    """The measure in words, such as ``Russia's no on S/2016/846``."""
    member = scenario.members.get(expected.member or "")
    who = ""
    if expected.member is not None:
        name = (member.name if member else None) or name_of(expected.member, scenario.council.date)
        who = possessive(in_sentence(short_name(name)))
    party = scenario.parties.get(expected.party or "")
    kind = {"yes": "for", "no": "against", "abstain": "abstaining on"}.get(
        expected.vote or "", "on"
    )
    vote = {"abstain": "abstention"}.get(expected.vote or "", expected.vote)
    return {
        Measure.ADOPTION: f"chance of adoption of {expected.draft}",
        Measure.VOTE: f"chance of {who} {vote} on {expected.draft}",
        Measure.VOTES: f"votes {kind} {expected.draft}",
        Measure.VOTES_BY_QUOTA: f"votes for {expected.draft} by the votes needed",
        Measure.CONCESSIONS: f"concessions on {expected.draft}",
        Measure.GAIN: f"{who} gain from {expected.draft}",
        Measure.OWN_VIEW: f"share of votes on {expected.draft} by one's own view",
        Measure.CONSENT: f"{party.name if party else expected.party}: acceptance of the plan",
        Measure.PLAN: "the plan is carried out",
        Measure.PUT: f"{expected.draft} is put to the vote",
    }[expected.measure]


def verdicts(
    base: MeasuredArm, variant: MeasuredArm, movers: Sequence[ChangedVote] = ()
) -> tuple[ExpectationVerdict, ...]:
    """Every expectation in the variant's file, checked against the two arms.

    Skips expectations about a draft, member or party that one of the arms lacks.
    """
    return tuple(
        verdict(expected, base, variant, movers)
        for expected in variant.scenario.expected
        if _has(expected, base.worlds) and _has(expected, variant.worlds)
    )


def _has(expected: Expected, worlds: Worlds) -> bool:
    return (
        expected.draft in (None, *worlds.drafts)
        and expected.member in (None, *worlds.members)
        and expected.party in (None, *worlds.parties)
    )


def verdict(
    expected: Expected, base: MeasuredArm, variant: MeasuredArm, movers: Sequence[ChangedVote] = ()
) -> ExpectationVerdict:
    """Check one expectation by the paired change over the worlds that have the number in both arms.

    A direction is confirmed if the change has it and its interval excludes zero; ``same`` if the
    whole interval is smaller than a tenth. The change and its interval are those of the table of
    outcomes: of shares for what holds in a world or does not, of means for the rest.
    """
    before, after = measured(expected, base), measured(expected, variant)
    count = min(before.size, after.size)
    both = np.isfinite(before[:count]) & np.isfinite(after[:count])
    old, new = before[:count][both], after[:count][both]
    measure_text = in_words(expected, variant.scenario)
    if old.size < 2:
        nothing = Interval(float("nan"), float("nan"), float("nan"))
        why = "no world has it in both arms"
        means = float("nan"), float("nan")
        return ExpectationVerdict(
            measure_text, expected.goes, *means, nothing, int(old.size), Comes.OPEN, why
        )
    change = (paired_shares if expected.measure in SHARES else paired_means)(old, new)
    comes = _comes(expected.goes, change, exact=expected.measure in EXACT)
    because = (
        ""
        if comes is Comes.AS_EXPECTED
        else expected.finding or _why(expected, old, new, change, movers)
    )
    return ExpectationVerdict(
        measure_text,
        expected.goes,
        float(old.mean()),
        float(new.mean()),
        change,
        int(old.size),
        comes,
        because,
    )


def _comes(goes: str, change: Interval, *, exact: bool = False) -> Comes:
    if goes == "same":
        if max(abs(change.low), abs(change.high)) < SAME:
            return Comes.AS_EXPECTED
        return Comes.AGAINST if min(abs(change.low), abs(change.high)) > SAME else Comes.OPEN
    if exact and change.low == change.high == 0.0:
        return Comes.AGAINST
    if not change.sure:
        return Comes.OPEN
    return Comes.AS_EXPECTED if (change.value > 0.0) == (goes == "up") else Comes.AGAINST


def _why(
    expected: Expected, old: Floats, new: Floats, change: Interval, movers: Sequence[ChangedVote]
) -> str:
    """Why an expectation fails, as far as the two arms show."""
    if np.array_equal(old, new):
        return f"it is the same in each of these {old.size:,} worlds"
    if change.value == 0.0:
        return "what single worlds gain others lose"
    about = [
        mover
        for mover in movers
        if mover.change.draft == expected.draft and expected.member in (None, mover.change.member)
    ]
    if not about:
        return "" if change.sure else "the interval includes zero"
    first = about[0]
    moves = f"{first.change.member} moves most, through {first.through}"
    return moves if change.sure else f"the interval includes zero; {moves}"
