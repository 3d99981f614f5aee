"""Add drafts written in a room to its scenario, so that the engine can evaluate them."""

from __future__ import annotations

from datetime import timedelta

from sim.classroom.papers import Paper, Papers
from sim.lessons.clauses import scenario_centres
from sim.lessons.standing import certain
from sim.procedure.drafting.force import acts_under_chapter_vii
from sim.procedure.drafting.text import positions
from sim.scenario.schema import Draft, Scenario

BETWEEN = timedelta(minutes=1)
"""Time between the last ballot of the scenario and that of a draft written in the room."""


def with_own_drafts(base: Scenario, now: Scenario, papers: Papers) -> Scenario:
    """``base`` with the circulated drafts of the room; ``now`` if nothing was added.

    A draft of the room is put after those of the scenario. Its consultation is their mean, and its
    sponsors make no further changes. A draft binds if the preamble that was written here says that
    the Council acts under Chapter VII, so that no party to the dispute has to abstain on it; one of
    the scenario also if it binds there.
    """
    shown = [paper for paper in papers.values() if paper.shown]
    own = [paper for paper in shown if paper.own]
    of_case = {symbol: draft.binding for symbol, draft in base.drafts.items()}
    here = {paper.symbol: acts_under_chapter_vii(paper.paragraphs) for paper in shown}
    binding = of_case | {name: of_case.get(name) or binds for name, binds in here.items()}
    if binding == of_case:
        return base
    if binding == {symbol: draft.binding for symbol, draft in now.drafts.items()}:
        return now
    drafts = dict(base.drafts)
    for place, paper in enumerate(own):
        drafts[paper.symbol] = now.drafts.get(paper.symbol) or _draft(base, paper, place)
    drafts = {
        symbol: draft.model_copy(update={"binding": binding[symbol]})
        for symbol, draft in drafts.items()
    }
    order = base.council.order
    council = base.council.model_copy(
        update={"order": (*order, *(paper.symbol for paper in own)) if order else ()}
    )
    return base.model_copy(update={"drafts": drafts, "council": council})


def _draft(base: Scenario, paper: Paper, place: int) -> Draft:
    put = [draft.vote for draft in base.drafts.values() if draft.vote is not None]
    last = max(put, default=base.clock.end)
    centres = scenario_centres(base)
    consulted = [
        centres[f"drafts.{symbol}.consultation"].centre
        for symbol in base.drafts
        if f"drafts.{symbol}.consultation" in centres
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
