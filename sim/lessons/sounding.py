"""Replies of a simulated member when sounded out: its vote, effect of the veto, its price."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sim.domain.ballots import Vote
from sim.domain.shares import share_text
from sim.domain.texts import Listing, case_text, in_a_row, listing, say
from sim.lessons.advice import EXPECTED, SeatMove
from sim.lessons.clauses import clause
from sim.lessons.history import VOTED
from sim.lessons.members import Inclination, Texts
from sim.lessons.places import member_name, seated_members
from sim.lessons.standing import moved_texts, with_vote
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import text_law

Look = Callable[[Scenario, Texts], Mapping[str, Mapping[str, Inclination]]]
"""A function of scenario and texts: draft -> member -> inclination."""

TOLD = 0.01
"""A smaller change of a probability is reported as no change."""


@dataclass(frozen=True)
class Price:
    """The effect of one clause on a member's vote.

    Attributes:
        turns: whether its most likely vote improves for the text.
    """

    issue: str
    value: float
    before: Inclination
    after: Inclination

    @property
    def rise(self) -> float:
        """Increase in the chance of its support; leaving a no counts half."""
        return (self.after.yes - self.before.yes) - (self.after.no - self.before.no) / 2.0

    @property
    def turns(self) -> bool:
        """Whether its likeliest vote gets better for the text."""
        order = {"no": 0, "abstain": 1, "yes": 2}
        return order.get(self.after.vote, 0) > order.get(self.before.vote, 0)


def best_price(
    member: str,
    draft: str,
    texts: Texts,
    asks: list[tuple[str, float]],
    look: Callable[[Texts], Mapping[str, Mapping[str, Inclination]]],
) -> Price | None:
    """The clause wanted by ``member`` that moves its vote most, or None."""
    now = look(texts).get(draft, {}).get(member)
    if now is None:
        return None
    results = []
    for issue, value in asks:
        move = SeatMove("clause", draft, issue=issue, value=value)
        after = look(moved_texts(texts, move)).get(draft, {}).get(member)
        if after is not None:
            results.append(Price(issue, value, now, after))
    return max(results, key=lambda price: (price.turns, price.rise), default=None)


def price_words(scenario: Scenario, price: Price) -> str:
    """The effect of the clause on the member's vote, in words."""
    title = scenario.issues[price.issue].title
    before, after = price.before, price.after
    if price.turns:
        return say(
            "With that clause on “{issue}” it would vote {vote} instead of {before}.",
            issue=case_text(title),
            vote=VOTED[Vote.from_word(after.vote)],
            before=VOTED[Vote.from_word(before.vote)],
        )
    rise = after.yes - before.yes
    if rise >= TOLD:
        return say(
            "It would not change its vote, but a yes becomes likelier: from {was} to {then}.",
            was=share_text(before.yes),
            then=share_text(after.yes),
        )
    if before.no - after.no >= TOLD:
        return say(
            "A no becomes less likely: from {was} to {then}.",
            was=share_text(before.no),
            then=share_text(after.no),
        )
    wants = say("It wants that, but no single clause would move its vote.")
    return in_a_row([wants, f"{before.reasons[0]}."]) if before.reasons else wants


def sounded(
    scenario: Scenario, member: str, draft: str, texts: Texts, look: Look, price: Price | None
) -> Iterator[str]:
    """The reply of ``member`` on ``draft``, line by line; all numbers are the model's.

    First its vote with reasons, then the effect of the veto on it, then its price.
    """
    views = look(scenario, texts).get(draft, {})
    view = views.get(member)
    name = member_name(scenario, member)
    if view is None:
        yield say("The model does not come to a vote on {text}.", text=draft)
        return
    yield (
        say(
            "On {text} {member:the} would vote {vote} (yes {yes}, abstain {abstain}, no {no}).",
            text=draft,
            member=name,
            vote=VOTED[Vote.from_word(view.vote)],
            yes=share_text(view.yes),
            abstain=share_text(view.abstain),
            no=share_text(view.no),
        )
    )
    yield from (f"- {reason}" for reason in view.reasons)
    yield from _shadow(scenario, member, draft, texts, look, views)
    if view.vote == "yes":
        return
    if price is None:
        yield say("No clause of the bank would bring the text nearer to what it wants.")
        return
    wording = clause(scenario, price.issue, price.value).wording
    yield in_a_row([say("It asks for: {clause}", clause=wording), price_words(scenario, price)])


def _shadow(
    scenario: Scenario,
    member: str,
    draft: str,
    texts: Texts,
    look: Look,
    views: Mapping[str, Inclination],
) -> Iterator[str]:
    """The effect of an expected veto on the member's vote, or the exposure of its own veto."""
    expected = [
        code for code in seated_members(scenario) if code in views and views[code].no > EXPECTED
    ]
    law = text_law(scenario, draft)
    blocks = law.blocked_by(expected)
    favour = sum(view.vote == "yes" for view in views.values())
    if blocks and favour < law.quota:
        yield say(
            "Only {n} are expected in favour of the {quota} needed: the number of votes decides, "
            "not a veto.",
            n=favour,
            quota=law.quota,
        )
        return
    if member in blocks:
        others = [b for b in blocks if b != member]
        yield (
            say(
                "It would block the text alone, with {n} in favour.",
                n=favour,
            )
            if len(blocks) == 1
            else say(
                "It would block the text with {members:the}, with {n} in favour.",
                members=_names(scenario, others),
                n=favour,
            )
        )
        return
    others = [code for code in blocks if code != member]
    if not others:
        yield say("No permanent member is expected to block the text: the number of votes decides.")
        return
    free = with_vote(scenario, {code: {draft: "abstain"} for code in others})
    without = look(free, texts).get(draft, {}).get(member)
    names = _names(scenario, others)
    if without is None:
        return
    now = views[member]
    if without.vote != now.vote:
        what = say(
            "Without the veto it would vote {vote}.", vote=VOTED[Vote.from_word(without.vote)]
        )
    elif abs(without.yes - now.yes) >= TOLD:
        what = say(
            "Without the veto its chance of a yes would be {was} instead of {then}.",
            was=share_text(without.yes),
            then=share_text(now.yes),
        )
    else:
        what = say("That does not change its vote.")
    expects = say("It expects {members:the} to block the text.", members=names)
    yield in_a_row([expects, what])


def _names(scenario: Scenario, codes: list[str]) -> Listing:
    return listing([member_name(scenario, code) for code in codes])
