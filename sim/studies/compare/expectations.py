"""Whether a variant does what its file expects: each stated direction against both arms."""

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
from sim.engines.worlds import Worlds
from sim.negotiation.luck import Luck
from sim.negotiation.setting import setting_of
from sim.scenario.expected import Expected, Measure
from sim.scenario.schema import Scenario
from sim.studies.compare.changed_votes import Mover
from sim.studies.compare.paired import paired_means
from sim.studies.outcomes import put_to_a_vote

Floats = NDArray[np.float64]

LOGGED = 150
"""Worlds in which members' gains from a text are read; they need the log of each world."""
SAME = 0.1
"""Changes smaller than this are none, where none is expected."""


class Comes(StrEnum):
    """How an expectation comes out."""

    AS_EXPECTED = "as expected"
    AGAINST = "against expectation"
    OPEN = "not told apart from chance"


@dataclass(frozen=True, slots=True)
class ExpectationVerdict:
    """One expectation beside what was found.

    Attributes:
        what: the measure in words.
        goes: up, down or same, as expected.
        before, after: means over the worlds that have the number in both arms.
        change: after - before with its paired 95 % interval.
        worlds: how many worlds those are.
        comes: how it comes out.
        because: why not, where it does not come out.
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
        """Draft -> (members, worlds) policy gain as members saw it when they voted, NaN without."""
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


def measured(one: Expected, arm: MeasuredArm) -> Floats:
    """The measure in each world, NaN where a world has none."""
    return _MEASURED[one.measure](one, arm)


def _draft(one: Expected, arm: MeasuredArm) -> int:
    return arm.worlds.drafts.index(one.draft or "")


def _member(one: Expected, arm: MeasuredArm) -> int:
    return arm.worlds.members.index(one.member or "")


def _adoption(one: Expected, arm: MeasuredArm) -> Floats:
    out: Floats = arm.worlds.p_adopted[_draft(one, arm)]
    return out


def _vote(one: Expected, arm: MeasuredArm) -> Floats:
    vote = Vote.from_word(one.vote or "")
    out: Floats = arm.worlds.p_vote[_draft(one, arm), vote, _member(one, arm)]
    return out


def _votes(one: Expected, arm: MeasuredArm) -> Floats:
    d, vote = _draft(one, arm), Vote.from_word(one.vote or "yes")
    out: Floats = np.where(
        put_to_a_vote(arm.worlds)[d], arm.worlds.tally[d, vote].astype(np.float64), np.nan
    )
    return out


def _by_quota(one: Expected, arm: MeasuredArm) -> Floats:
    return _votes(one, arm) / setting_of(arm.scenario).rule.quota


def _concessions(one: Expected, arm: MeasuredArm) -> Floats:
    out: Floats = arm.worlds.concession[_draft(one, arm)].astype(np.float64)
    return out


def _gain(one: Expected, arm: MeasuredArm) -> Floats:
    out: Floats = arm.gains[one.draft or ""][_member(one, arm)]
    return out


def _own_view(one: Expected, arm: MeasuredArm) -> Floats:
    gain = arm.gains[one.draft or ""]
    vote = arm.worlds.vote[_draft(one, arm), :, : gain.shape[1]]
    side = ((vote == Vote.YES) & (gain > 0.0)) | ((vote == Vote.NO) & (gain < 0.0))
    return np.where(np.isnan(gain[0]), np.nan, side.mean(axis=0))


def _consent(one: Expected, arm: MeasuredArm) -> Floats:
    accepted = arm.worlds.plan_accepted_round[arm.worlds.parties.index(one.party or "")]
    out: Floats = (accepted >= 0).astype(np.float64)
    return out


def _plan(_: Expected, arm: MeasuredArm) -> Floats:
    return arm.worlds.plan_carried_out.astype(np.float64)


def _put(one: Expected, arm: MeasuredArm) -> Floats:
    out: Floats = put_to_a_vote(arm.worlds)[_draft(one, arm)].astype(np.float64)
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


def in_words(one: Expected, scenario: Scenario) -> str:
    """The measure in words, such as ``Russia's no on S/2016/846``."""
    member = scenario.members.get(one.member or "")
    who = ""
    if one.member is not None:
        name = (member.name if member else None) or name_of(one.member, scenario.council.date)
        who = possessive(in_sentence(short_name(name)))
    party = scenario.parties.get(one.party or "")
    kind = {"yes": "for", "no": "against", "abstain": "abstaining on"}.get(one.vote or "", "on")
    vote = {"abstain": "abstention"}.get(one.vote or "", one.vote)
    return {
        Measure.ADOPTION: f"chance of adoption of {one.draft}",
        Measure.VOTE: f"chance of {who} {vote} on {one.draft}",
        Measure.VOTES: f"votes {kind} {one.draft}",
        Measure.VOTES_BY_QUOTA: f"votes for {one.draft} by the votes needed",
        Measure.CONCESSIONS: f"concessions on {one.draft}",
        Measure.GAIN: f"{who} gain from {one.draft}",
        Measure.OWN_VIEW: f"share of votes on {one.draft} by one's own view",
        Measure.CONSENT: f"{party.name if party else one.party}: acceptance of the plan",
        Measure.PLAN: "the plan is carried out",
        Measure.PUT: f"{one.draft} is put to the vote",
    }[one.measure]


def verdicts(
    base: MeasuredArm, variant: MeasuredArm, movers: Sequence[Mover] = ()
) -> tuple[ExpectationVerdict, ...]:
    """Every expectation of the variant's file beside what the two arms show.

    What speaks of a draft, member or party that one of the arms lacks is left out.
    """
    return tuple(
        verdict(one, base, variant, movers)
        for one in variant.scenario.expected
        if _has(one, base.worlds) and _has(one, variant.worlds)
    )


def _has(one: Expected, worlds: Worlds) -> bool:
    return (
        one.draft in (None, *worlds.drafts)
        and one.member in (None, *worlds.members)
        and one.party in (None, *worlds.parties)
    )


def verdict(
    one: Expected, base: MeasuredArm, variant: MeasuredArm, movers: Sequence[Mover] = ()
) -> ExpectationVerdict:
    """One expectation beside the paired change over the worlds that have the number in both arms.

    A direction comes out where the change has it and its interval leaves out zero; ``same`` where
    the whole interval is smaller than a tenth.
    """
    before, after = measured(one, base), measured(one, variant)
    count = min(before.size, after.size)
    both = np.isfinite(before[:count]) & np.isfinite(after[:count])
    old, new = before[:count][both], after[:count][both]
    what = in_words(one, variant.scenario)
    if old.size < 2:
        nothing = Interval(float("nan"), float("nan"), float("nan"))
        why = "no world has it in both arms"
        means = float("nan"), float("nan")
        return ExpectationVerdict(what, one.goes, *means, nothing, int(old.size), Comes.OPEN, why)
    change = paired_means(old, new)
    comes = _comes(one.goes, change)
    because = "" if comes is Comes.AS_EXPECTED else one.finding or _why(one, change, movers)
    return ExpectationVerdict(
        what, one.goes, float(old.mean()), float(new.mean()), change, int(old.size), comes, because
    )


def _comes(goes: str, change: Interval) -> Comes:
    if goes == "same":
        if max(abs(change.low), abs(change.high)) < SAME:
            return Comes.AS_EXPECTED
        return Comes.AGAINST if min(abs(change.low), abs(change.high)) > SAME else Comes.OPEN
    if change.value == 0.0:
        return Comes.AGAINST
    if not change.sure:
        return Comes.OPEN
    return Comes.AS_EXPECTED if (change.value > 0.0) == (goes == "up") else Comes.AGAINST


def _why(one: Expected, change: Interval, movers: Sequence[Mover]) -> str:
    """Why an expectation does not come out, as far as the two arms tell."""
    if change.value == 0.0:
        return "no world differs: nothing that the variant changes has any weight"
    about = [
        mover
        for mover in movers
        if mover.change.draft == one.draft and one.member in (None, mover.change.member)
    ]
    if not about:
        return "" if change.sure else "the interval includes zero"
    first = about[0]
    moves = f"{first.change.member} moves most, through {first.through}"
    return moves if change.sure else f"the interval includes zero; {moves}"
