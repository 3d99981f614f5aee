"""The text of each term of a vote, in the words of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.domain.ballots import Vote
from sim.domain.shortnames import short_name
from sim.domain.states import in_sentence, name_of
from sim.domain.words import listed, percent, possessive
from sim.negotiation.setting import NONE, Setting
from sim.preferences.reasons import BallotInWorld, TermKind, gains_by_issue
from sim.scenario.actors import CountedAgreement
from sim.scenario.timeline import Statement

FIXED: Mapping[TermKind, str] = {
    TermKind.SPONSORSHIP: "it sponsors the text",
    TermKind.CONSULTATION: "how little the text was negotiated with the members",
    TermKind.PRESUMPTION: "a text that is put to the vote is meant to pass",
    TermKind.CONTEST: "how contested the text is, beyond its known features",
    TermKind.CONSENSUS: "the norm that the Council speaks with one voice",
    TermKind.ABSTENTION: "abstaining is easier than taking sides",
    TermKind.VETO_COST: "blocking a text that has enough votes draws blame",
    TermKind.ADOPTION: "the effect of its vote on the chance of adoption",
}
"""Terms with the same text for every member."""
LEAST = 1e-9
"""Gains smaller than this are none."""
FEW = 3
"""The most penholders whose counts are listed individually."""


@dataclass(frozen=True)
class Scene:
    """One member's vote on one draft in one world; ``moment`` is the round of the ballot."""

    setting: Setting
    case: BallotInWorld
    draft: int
    member: int
    chosen: Vote
    moment: int

    @property
    def code(self) -> str:
        """Code of the member."""
        return self.setting.members[self.member]

    def called(self, code: str) -> str:
        """A member's name for use within a sentence."""
        scenario = self.setting.scenario
        name = scenario.members[code].name or name_of(code, scenario.council.date)
        return in_sentence(short_name(name))


def issue(scene: Scene, key: str) -> str:
    """Whether the text moves an issue towards the member's position, on the issue's scale.

    Where another text that may come instead turns the comparison, it says so.
    """
    k = scene.setting.issues.index(key)
    case = scene.case
    lane, world = case.lane, int(case.texts.world[case.lane])
    wants = float(case.who.ideal[scene.member, k, world])
    asks = float(case.texts.text[k, lane])
    stands = float(case.who.quo[k, world])
    complied = float(case.who.compliance[k, world])
    alone, over_all = (
        _sign(float(gains_by_issue(case, scene.member, alone=alone)[k])) for alone in (True, False)
    )
    title = scene.setting.scenario.issues[key].title
    moves = f"from {stands:.2f} {'towards' if complied < 1.0 else 'to'} {asks:.2f}"
    stays = f"{asks:.2f}" == f"{stands:.2f}"
    if alone != over_all and not (stays and over_all < 0):
        does = f"leaves it at {stands:.2f}" if stays else f"would move it {moves}"
        instead = stands + complied * (float(case.texts.rival[k, lane]) - stands)
        return (
            f"{title}: the text {does}; if it fails, another text is expected to bring it to "
            f"{instead:.2f} with a chance of {percent(float(case.texts.chance[lane]))}; it wants "
            f"{wants:.2f}"
        )
    if stays:
        return f"{title}: the text leaves it at {stands:.2f}, but it wants {wants:.2f}"
    how = {1: "nearer to", 0: "as far as before from", -1: "further from"}[alone]
    return f"{title}: the text would move it {moves}, {how} what it wants ({wants:.2f})"


def _sign(gain: float) -> int:
    """The sign of a gain; 0 for one of less than ``LEAST``."""
    return (gain > LEAST) - (gain < -LEAST)


def alignment(scene: Scene, partner: str) -> str:
    """A partner's expected vote, and whether the member votes with it or against it."""
    case = scene.case
    world = int(case.texts.world[case.lane])
    other = scene.setting.members.index(partner)
    tie = float(case.who.align[scene.member, other, world])
    lean = "for" if float(case.beliefs.support[other, case.lane]) > 0 else "against"
    side = "with" if tie > 0 else "against"
    return f"it usually votes {side} {scene.called(partner)}, which is expected to be {lean} it"


def rivalry(scene: Scene) -> str:
    """The other texts that the member sponsors."""
    drafts = scene.setting.scenario.drafts
    mine = scene.setting.drafts[scene.draft]
    others = [
        symbol
        for symbol, draft in drafts.items()
        if symbol != mine and scene.code in (*draft.sponsors, *draft.co_sponsors)
    ]
    return f"it sponsors {listed(others) or 'another text'} instead"


def last_statement(scene: Scene) -> Statement | None:
    """The member's latest dated statement on the draft before the ballot, if it has any pull."""
    setting = scene.setting
    symbol = setting.drafts[scene.draft]
    statements = [
        each
        for each in setting.scenario.statements
        if each.speaker == scene.code
        and each.draft == symbol
        and setting.round_of(each.at) <= scene.moment
        and _pull(each) != 0.0
    ]
    return max(statements, key=lambda each: each.at, default=None)


def _pull(said: Statement) -> float:
    return sum(claim.value for claim in said.pull.claims)


def statement(scene: Scene) -> str:
    """The member's public statement on the text; its latest one counts.

    Members without a dated statement announce a no in the simulated negotiation.
    """
    last = last_statement(scene)
    if last is None:
        return "it has announced in the simulated negotiation that it is against the text"
    side = "for" if _pull(last) > 0 else "against"
    return f"it spoke {side} the text in public on {last.at.day} {last.at:%B %Y}"


def chance(scene: Scene) -> str:
    """Why a vote of lower worth is cast: it is the most likely, or it was drawn."""
    shares = scene.case.judgement.probability[:, scene.member, scene.case.lane]
    share = percent(float(shares[scene.chosen]))
    if int(shares.argmax()) == scene.chosen:
        return f"it is still the likeliest of the three votes, at {share}"
    return f"the draw fell on it, at {share}"


def closeness_phrase(scene: Scene, pens: Sequence[str]) -> str:
    """The penholders, and how often the member voted with those States on the matter."""
    if list(pens) == [scene.code]:
        return "the text is its own"
    named = [scene.called(pen) for pen in pens]
    whose = listed([possessive(name) for name in named])
    shared = scene.setting.scenario.members[scene.code].agreement
    counts = [shared.get(pen) for pen in pens]
    counted_for = [count for count in counts if count is not None]
    near = sum(_near(scene, pen) for pen in pens)
    if len(counted_for) < len(counts):
        how = "more" if near > 0 else "less"
        habit = f"with which it votes on the matter {how} often than States do on average"
        return f"the text is {whose}, {habit}"
    text = f"the text is {whose}, {_habit(counted_for, near)}"
    first = counted_for[0]
    where = f"Assembly votes on {first.matter} since {min(count.since for count in counted_for)}"
    if all(count == first for count in counted_for):
        return (
            f"{text} it agreed in {first.agreed} of {first.of} {where}{_apart(first)}; "
            f"States on average agreed in {_usual(first)}{_weighted(counted_for, near)}"
        )
    if len(counted_for) > FEW:
        shares = [count.agreed / count.of for count in counted_for]
        mean = sum(count.usual / count.of for count in counted_for) / len(counted_for)
        return (
            f"{text} it agreed in {min(shares):.0%} to {max(shares):.0%} of the {where}; States on "
            f"average agreed in {mean:.0%}{_weighted(counted_for, near)}"
        )
    each = [
        f"{count.agreed} of {count.of} with {name} (States on average in {_usual(count)})"
        for count, name in zip(counted_for, named, strict=True)
    ]
    return f"{text} it agreed, in {where}, in {listed(each)}{_weighted(counted_for, near)}"


def _near(scene: Scene, pen: str) -> float:
    place = scene.setting.at(f"members.{scene.code}.closeness.{pen}")
    return scene.setting.quantities[place].centre if place != NONE else 0.0


def _habit(agreements: Sequence[CountedAgreement], near: float) -> str:
    """Summary of the counts: votes with them, against them, or neither."""
    of = sum(count.of for count in agreements)
    if near < 0 and sum(count.opposed for count in agreements) > of / 2:
        return "against which it usually votes:"
    if near > 0 and sum(count.agreed for count in agreements) > of / 2:
        return "with which it usually votes:"
    return "with which"


def _apart(count: CountedAgreement) -> str:
    if count.agreed == count.of:
        return ""
    return f" and took the other side in {count.opposed or 'none'}"


def _usual(count: CountedAgreement) -> str:
    """The average, to one decimal if a whole number would hide the difference."""
    whole = round(count.usual)
    return f"{count.usual:.1f}" if whole == count.agreed and count.usual != whole else str(whole)


def _weighted(agreements: Sequence[CountedAgreement], near: float) -> str:
    """A remark where the number does not have the direction of the plain counts, and why."""
    plain = sum((count.agreed - count.usual) / count.of for count in agreements)
    if near == 0.0 or plain * near > 0.0:
        return ""
    how = "closer" if near > 0 else "further apart"
    return (
        "; with votes on kindred matters, later votes counting more and abstentions half, they are "
        f"{how} than that"
    )
