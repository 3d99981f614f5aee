"""Drafts that were begun in a room, as drafts of its scenario: so the engine knows of them."""

from __future__ import annotations

from datetime import timedelta

from sim.classroom.papers import Paper, Papers
from sim.lessons.clauses import scenario_centres
from sim.lessons.standing import certain
from sim.procedure.drafting.text import positions
from sim.scenario.schema import Draft, Scenario

BETWEEN = timedelta(minutes=1)
"""Between the last ballot of the scenario and that of a draft that was begun in the room."""


def with_own_drafts(base: Scenario, now: Scenario, papers: Papers) -> Scenario:
    """``base`` with the circulated drafts of its room; ``now`` itself where nothing was added.

    A draft of the room is put after those of the scenario, by consultation like the mean of them,
    and its sponsors are done with drafting: what the class does not change stays.
    """
    own = [paper for paper in papers.values() if paper.own and paper.shown]
    known = {symbol: draft for symbol, draft in now.drafts.items() if symbol not in base.drafts}
    if {paper.symbol for paper in own} == set(known):
        return now
    if not own:
        return base
    drafts = dict(base.drafts)
    for place, paper in enumerate(own):
        drafts[paper.symbol] = known.get(paper.symbol) or _draft(base, paper, place)
    order = base.council.order
    council = base.council.model_copy(
        update={"order": (*order, *(paper.symbol for paper in own)) if order else ()}
    )
    return base.model_copy(update={"drafts": drafts, "council": council})


def _draft(base: Scenario, paper: Paper, place: int) -> Draft:
    put = [draft.vote for draft in base.drafts.values() if draft.vote is not None]
    last = max(put, default=base.clock.end)
    known = scenario_centres(base)
    consulted = [
        known[f"drafts.{symbol}.consultation"].centre
        for symbol in base.drafts
        if f"drafts.{symbol}.consultation" in known
    ]
    mean = sum(consulted) / len(consulted) if consulted else 0.0
    text = {issue: certain(value) for issue, value in positions(paper.paragraphs).items()}
    return Draft.model_construct(
        title=paper.title,
        sponsors=paper.sponsors,
        co_sponsors=(),
        circulated=base.clock.start,
        vote=min(last + (place + 1) * BETWEEN, base.clock.end),
        text=text,
        consultation=certain(mean),
        may=(),
    )
