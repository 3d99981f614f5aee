"""The sheet for a lesson without computers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sim.domain.texts import in_a_row, say
from sim.lessons.engine_paper import VOTES, EngineAnswers
from sim.lessons.law_words import member_names
from sim.lessons.members import dice
from sim.lessons.places import blockers, member_name, permanent
from sim.lessons.secret_ballot import ballot_kinds, must_abstain, what_blocks
from sim.procedure.council_law import TextLaw
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law, text_law


def paper_values(
    scenario: Scenario, members: Sequence[str], put: Sequence[str], answers: EngineAnswers
) -> dict[str, Any]:
    """Values for the sheet: rules, tally sheet, voting cards, and dice for empty seats.

    ``members`` are their codes in the order of the sheets, and ``put`` the symbols of the drafts
    put to the vote. A die has the shares of the engine's worlds, as the sheet on the engine prints
    them. A secret ballot has cards without names, and a tally sheet without members.
    """
    great, able = permanent(scenario), blockers(scenario)
    bound = [symbol for symbol in put if must_abstain(scenario, (symbol,))]
    laws = {symbol: text_law(scenario, symbol) for symbol in put}
    laws = laws or {"": council_law(scenario).on_text(procedural=False)}
    return {
        "drafts": put,
        "blocking": council_law(scenario).rule.blocking if able else 0,
        "secret": scenario.council.secret_ballot,
        "what_blocks": what_blocks(scenario),
        "bound": member_names(scenario, must_abstain(scenario, put)),
        "bound_on": bound if len(bound) < len(put) else [],
        "cards": [(symbol, ballot_kinds(scenario, law)) for symbol, law in laws.items()],
        "tallies": _tallies(scenario, laws),
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


def _tallies(scenario: Scenario, laws: Mapping[str, TextLaw]) -> list[dict[str, Any]]:
    """A tally sheet for all texts, or one for those of each law where the law is not the same."""
    counted_alike: dict[TextLaw, list[str]] = {}
    for symbol, law in laws.items():
        counted_alike.setdefault(replace(law, bound=(), procedural=False), []).append(symbol)
    everybody = set(permanent(scenario))
    return [
        {
            "texts": symbols if len(counted_alike) > 1 else [],
            "quota": law.quota,
            "blocking": law.blocking,
            "able": in_a_row(
                member_names(scenario, law.blockers if set(law.blockers) != everybody else ()), ", "
            ),
            "kinds": ballot_kinds(scenario, law),
        }
        for law, symbols in counted_alike.items()
    ]


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
