"""The engine's answers on paper, for a class without a screen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.domain.shares import share_text
from sim.domain.texts import case_text, in_a_row, say, say_in
from sim.lessons.clauses import clause, texts
from sim.lessons.members import Inclination, OtherMembers, Texts, WorldShares
from sim.lessons.outcomes import shares_in_words
from sim.lessons.places import member_name, permanent, seated_members
from sim.scenario.intervention_lines import members_fixed
from sim.scenario.schema import Scenario
from sim.studies.run.telling import COMMON, SMALLER

SWAPS = 4
"""Number of clause swaps answered for each draft, those that most members want."""


@dataclass(frozen=True)
class ClauseSwap:
    """A swap of a clause card, and the engine's results for the text after it.

    Attributes:
        wanted: codes of the members that want it most.
        shares: the draft's shares with the clause swapped.
        turned: member -> its vote in the central case after the swap, if it changed.
    """

    draft: str
    title: str
    before: str
    after: str
    wanted: tuple[str, ...]
    shares: WorldShares
    turned: Mapping[str, str]


@dataclass(frozen=True)
class EngineAnswers:
    """The engine's answers for a pack: votes on the texts as tabled, and after swaps."""

    inclinations: Mapping[str, Mapping[str, Inclination]] = field(default_factory=dict)
    worlds: Mapping[str, WorldShares] = field(default_factory=dict)
    swaps: tuple[ClauseSwap, ...] = ()


def engine_answers(scenario: Scenario, members: OtherMembers) -> EngineAnswers:
    """Compute the answers of ``members`` for a pack."""
    now = texts(scenario)
    views, worlds = members.inclinations(now), members.worlds(now)
    swaps = []
    for draft in views:
        wishes: Counter[tuple[str, float | None]] = Counter()
        by: dict[tuple[str, float | None], list[str]] = {}
        for code in scenario.members:
            wish = members.wish(code, draft, now)
            if wish is not None:
                wishes[wish.issue, wish.value] += 1
                by.setdefault((wish.issue, wish.value), []).append(code)
        for (issue, value), _ in wishes.most_common(SWAPS):
            changed = _swapped(now, draft, issue, value)
            then = members.inclinations(changed).get(draft)
            if then is None:  # with that clause the text does not come to a vote
                continue
            swaps.append(
                ClauseSwap(
                    draft,
                    case_text(scenario.issues[issue].title),
                    clause(scenario, issue, now[draft].get(issue)).wording,
                    clause(scenario, issue, value).wording,
                    tuple(by[issue, value]),
                    members.worlds(changed)[draft],
                    {c: then[c].vote for c in then if then[c].vote != views[draft][c].vote},
                )
            )
    return EngineAnswers(views, worlds, tuple(swaps))


def _swapped(now: Texts, draft: str, issue: str, value: float | None) -> Texts:
    text = dict(now[draft])
    text.pop(issue, None)
    if value is not None:
        text[issue] = value
    return {**now, draft: text}


VOTES = {
    "yes": say_in("a vote", "yes"), "abstain": say_in("of a member", "abstains"),
    "no": say_in("a vote", "no"),
}  # fmt: skip
"""Votes as a table shows them."""


def engine_values(scenario: Scenario, engine_answers: EngineAnswers) -> list[dict[str, Any]]:
    """For each draft, the table of members, the shares of outcomes and the swaps."""
    great = permanent(scenario)
    return [
        {
            "symbol": symbol,
            "title": case_text(scenario.drafts[symbol].title),
            "outcomes": outcomes_in_words(engine_answers.worlds[symbol]),
            "fixed": in_a_row(
                [member_name(scenario, code) for code in members_fixed(scenario, symbol)], ", "
            ),
            "members": [
                {
                    "name": member_name(scenario, code),
                    "permanent": code in great,
                    "vote": VOTES[views[code].vote],
                    "shares": [
                        share_text(engine_answers.worlds[symbol].votes[code][vote])
                        for vote in VOTES
                    ],
                    "why": _why(views[code].reasons),
                }
                for code in seated_members(scenario)
                if code in views
            ],
            "swaps": [
                _swap(scenario, swap) for swap in engine_answers.swaps if swap.draft == symbol
            ],
        }
        for symbol, views in engine_answers.inclinations.items()
        if symbol in engine_answers.worlds
    ]


AGAINST = "But:"
"""The beginning of a reason against the vote."""


def _why(reasons: Sequence[str]) -> str:
    """The strongest reason for the vote, without the number behind it.

    Where none of a member's own is named, what weighs most of what is the same for every member.
    """
    for_it = (
        reason for reason in reasons if not reason.startswith(AGAINST) and SMALLER not in reason
    )
    first = next(for_it, "")
    if first.startswith(COMMON):
        first = first.partition("; ")[0]
    return re.sub(r" \([+−][\d.]+\)$", "", first)


def outcomes_in_words(shares: WorldShares) -> str:
    """``vetoed in 95% of worlds, adopted in 3%``, the likeliest first."""
    first, *rest = shares_in_words(shares.outcomes)
    return in_a_row([say("{first} of worlds", first=first), *rest], ", ")


def _swap(scenario: Scenario, swap: ClauseSwap) -> dict[str, Any]:
    return {
        "title": swap.title,
        "before": swap.before,
        "after": swap.after,
        "wanted": _names(scenario, swap.wanted),
        "outcomes": outcomes_in_words(swap.shares),
        "turned": in_a_row(
            [
                say("{member}: {vote}", member=member_name(scenario, code), vote=VOTES[vote])
                for code, vote in swap.turned.items()
            ],
            "; ",
        )
        or say("nobody"),
    }


def _names(scenario: Scenario, codes: Sequence[str]) -> str:
    return in_a_row([member_name(scenario, code) for code in codes], ", ")
