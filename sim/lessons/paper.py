"""The sheet for a lesson without computers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.domain.texts import in_a_row, say
from sim.lessons.engine_paper import VOTES, EngineAnswers
from sim.lessons.law_words import member_names
from sim.lessons.members import dice
from sim.lessons.places import blockers, member_name, permanent, quota
from sim.lessons.secret_ballot import ballot_kinds, must_abstain, what_blocks
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law


def paper_values(
    scenario: Scenario, members: Sequence[str], put: Sequence[str], answers: EngineAnswers
) -> dict[str, Any]:
    """Values for the sheet: rules, tally sheet, voting cards, and dice for empty seats.

    ``members`` are their codes in the order of the sheets, and ``put`` the symbols of the drafts
    put to the vote. A die has the shares of the engine's worlds, as the sheet on the engine prints
    them. A secret ballot has cards without names, and a tally sheet without members.
    """
    great, able = permanent(scenario), blockers(scenario)
    return {
        "quota": quota(scenario),
        "drafts": put,
        "blocking": council_law(scenario).rule.blocking if able else 0,
        "able": "" if able == great else in_a_row(member_names(scenario, able), ", "),
        "secret": scenario.council.secret_ballot,
        "kinds": ballot_kinds(scenario),
        "what_blocks": what_blocks(scenario),
        "bound": member_names(scenario, must_abstain(scenario, put)),
        "dice": [
            {
                "name": member_name(scenario, code),
                "cells": [_faces(_shares(answers, s, code)) for s in put],
            }
            for code in members
        ],
        "members": [
            {"name": member_name(scenario, code), "permanent": code in great} for code in members
        ],
    }


def _shares(answers: EngineAnswers, draft: str, code: str) -> Mapping[str, float] | None:
    worlds = answers.worlds.get(draft)
    return worlds.votes.get(code) if worlds is not None else None


def _faces(shares: Mapping[str, float] | None) -> str:
    if shares is None or not any(shares.values()):
        return say("as its brief suggests")
    parts, first = list[str](), 1
    for vote, count in dice({vote: shares.get(vote, 0.0) for vote in VOTES}).items():
        last = first + count - 1
        faces = f"{first}–{last}" if count > 1 else str(first)
        parts.append(in_a_row([faces, VOTES[vote]]))
        first = last + 1
    return in_a_row(parts, ", ")
