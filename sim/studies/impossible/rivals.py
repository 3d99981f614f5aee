"""Votes on texts that rival each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from sim.domain.ballots import Outcome, Vote
from sim.engines.worlds import Worlds
from sim.negotiation.setting import setting_of
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.impossible.case import (
    Case,
    members_among,
    names,
    put,
    rival_pairs,
    unchanged,
    usually_with,
    voted,
)

FAR = 0.5
"""Distance on an issue's scale from which on two texts contradict each other."""


def after_own_text(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """A sponsor votes for the text of those who have just voted down its own."""
    order = {draft: place for place, draft in enumerate(setting_of(scenario).ballot_order)}
    for mine, theirs in rival_pairs(scenario):
        no = np.zeros(worlds.count, dtype=np.bool_)
        for code in members_among(scenario, set(scenario.drafts[theirs].sponsors)):
            no |= voted(worlds, mine, code, Vote.NO)
        d, other = worlds.drafts.index(mine), worlds.drafts.index(theirs)
        failed = np.isin(worlds.outcome[d], [int(Outcome.VETOED), int(Outcome.NOT_ADOPTED)])
        if d not in order or other not in order:
            continue
        after = worlds.round[other] > worlds.round[d]
        if order[other] > order[d]:  # in the same meeting
            after |= worlds.round[other] == worlds.round[d]
        could = no & failed & after & put(worlds, theirs)
        for code in members_among(scenario, set(scenario.drafts[mine].sponsors)):
            text = (
                f"{code} votes for {theirs} in {{share}} of worlds in which a sponsor of that text "
                f"has just voted down {mine}, its own"
            )
            yield Case(code, theirs, text, could, voted(worlds, theirs, code, Vote.YES))


def for_the_rival(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """A sponsor votes for the rival text, with both texts unchanged."""
    for mine, theirs in rival_pairs(scenario):
        could = put(worlds, theirs) & unchanged(worlds, mine) & unchanged(worlds, theirs)
        for code in members_among(scenario, set(scenario.drafts[mine].sponsors)):
            text = (
                f"{code} votes for {theirs} in {{share}} of worlds although it sponsors {mine} and "
                "neither text was changed"
            )
            yield Case(code, theirs, text, could, voted(worlds, theirs, code, Vote.YES))


def for_both(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """A member votes for both of two texts that contradict each other."""
    centre = {number.path: number.centre for number in quantities(scenario)}
    for first, second in rival_pairs(scenario):
        if first > second or not _contradict(scenario, centre, first, second):
            continue
        could = put(worlds, first) & put(worlds, second)
        could &= unchanged(worlds, first) & unchanged(worlds, second)
        for code in scenario.members:
            both = voted(worlds, first, code, Vote.YES) & voted(worlds, second, code, Vote.YES)
            text = (
                f"{code} votes for both {first} and {second}, which contradict each other, in "
                "{share} of worlds"
            )
            yield Case(code, second, text, could, both)


def _contradict(scenario: Scenario, centre: Mapping[str, float], one: str, other: str) -> bool:
    """Whether two texts are far apart on an issue that both address."""
    first, second = scenario.drafts[one].text, scenario.drafts[other].text
    return any(
        abs(centre[f"drafts.{one}.text.{k}"] - centre[f"drafts.{other}.text.{k}"]) >= FAR
        for k in first
        if k in second
    )


def for_opponents(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """A member votes for its usual opponents' text against its usual friends' rival text."""
    for mine, theirs in rival_pairs(scenario):
        if not set(scenario.drafts[mine].sponsors) <= set(scenario.members):
            continue
        for code, member in scenario.members.items():
            if code in names(scenario.drafts[mine]) | names(scenario.drafts[theirs]):
                continue
            shared = [member.agreement.get(pen) for pen in scenario.drafts[theirs].sponsors]
            foes = (
                all(count is not None and count.opposed > count.of / 2 for count in shared)
                and shared
            )
            if foes and usually_with(scenario, mine, code):
                text = (
                    f"{code} votes for {theirs} in {{share}} of worlds although it usually votes "
                    f"against its sponsors and with those of {mine}"
                )
                yield Case(
                    code, theirs, text, put(worlds, theirs), voted(worlds, theirs, code, Vote.YES)
                )
