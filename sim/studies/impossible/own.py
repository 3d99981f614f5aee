"""Votes against a member's own text, statement or positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from sim.domain.ballots import Vote
from sim.engines.worlds import Worlds
from sim.procedure.reforms import institution
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.scenario.smells import opposed
from sim.studies.impossible.case import (
    Case,
    members_among,
    names,
    put,
    unchanged,
    usually_with,
    voted,
)

AGAINST = 0.6
"""Share of a text's issues from which on it is against a member's positions."""
CANNOT_PASS = -0.15
"""Pull from which on a statement means that a text cannot pass."""
KEPT = 0.5
"""Share of its central demand below which a text has abandoned it."""


def own_text(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """A sponsor votes against its own unchanged text."""
    for symbol, draft in scenario.drafts.items():
        could = put(worlds, symbol) & unchanged(worlds, symbol)
        for code in members_among(scenario, set(draft.sponsors)):
            text = f"{code} votes against {symbol}, its own text, in {{share}} of worlds"
            yield Case(code, symbol, text, could, voted(worlds, symbol, code, Vote.NO))


def announced(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """A permanent member votes for an unchanged text that it said could not pass."""
    permanent = institution(scenario.council.institution).standing_codes(scenario.council.date)
    latest = {}
    for statement in sorted(scenario.statements, key=lambda each: each.at):
        latest[statement.speaker, statement.draft] = np.mean(
            [claim.value for claim in statement.pull.claims]
        )
    for (code, symbol), pull in latest.items():
        if pull <= CANNOT_PASS and code in permanent and code in worlds.members:
            could = put(worlds, symbol) & unchanged(worlds, symbol)
            text = (
                f"{code} votes for {symbol} in {{share}} of worlds although it has said in public "
                "that the text cannot pass, and it was not changed"
            )
            yield Case(code, symbol, text, could, voted(worlds, symbol, code, Vote.YES))


def against_wish(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """A member votes yes against its positions on most issues of the text."""
    for symbol, draft in scenario.drafts.items():
        could = put(worlds, symbol)
        for code, (against, moved) in opposed(scenario, symbol).items():
            if moved and against / moved >= AGAINST and code not in draft.sponsors:
                text = (
                    f"{code} votes yes on {symbol} in {{share}} of worlds although it wants the "
                    f"opposite on {against} of the {moved} issues that the text changes"
                )
                yield Case(code, symbol, text, could, voted(worlds, symbol, code, Vote.YES))


def gives_all(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """A member votes no on a text in its favour, by States it usually votes with."""
    for symbol in scenario.drafts:
        speakers = {
            statement.speaker for statement in scenario.statements if statement.draft == symbol
        }
        rivals = set().union(*(names(d) for key, d in scenario.drafts.items() if key != symbol))
        could = put(worlds, symbol) & unchanged(worlds, symbol)
        for code, (against, moved) in opposed(scenario, symbol).items():
            if (
                moved
                and not against
                and code not in speakers | rivals
                and usually_with(scenario, symbol, code)
            ):
                text = (
                    f"{code} votes against {symbol} in {{share}} of worlds although the text goes "
                    "its way on every issue and its sponsors usually vote with it"
                )
                yield Case(code, symbol, text, could, voted(worlds, symbol, code, Vote.NO))


def central_demand(scenario: Scenario, worlds: Worlds) -> Iterator[Case]:
    """Sponsors abandon most of their own central demand."""
    centre = {number.path: number.centre for number in quantities(scenario)}
    for symbol, draft in scenario.drafts.items():
        d = worlds.drafts.index(symbol)
        could = put(worlds, symbol) & ~unchanged(worlds, symbol)
        for code in members_among(scenario, set(draft.sponsors)):
            weights = {
                k: _salience(scenario, centre, code, k)
                * abs(centre[f"drafts.{symbol}.text.{k}"] - centre[f"status_quo.{k}"])
                for k in draft.text
            }
            if not weights or max(weights.values()) == 0.0:
                continue
            first = max(weights, key=lambda k: weights[k])
            now, demand = centre[f"status_quo.{first}"], centre[f"drafts.{symbol}.text.{first}"]
            left = (worlds.text[d, worlds.issues.index(first)] - now) / (demand - now)
            sentence = (
                f"{code} gives up its central demand in {symbol} ({first}) in {{share}} of worlds "
                "in which the text is changed"
            )
            yield Case(code, symbol, sentence, could, left < KEPT)


def _salience(scenario: Scenario, centre: Mapping[str, float], code: str, issue: str) -> float:
    role = scenario.members[code].role
    own = centre.get(f"members.{code}.saliences.{issue}")
    return own if own is not None else centre.get(f"roles.{role}.saliences.{issue}", 0.0)
