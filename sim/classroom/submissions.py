"""Acts by which the room's texts come before the Council."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.classroom.floor import Floor, Texts
from sim.classroom.papers import Papers, printed
from sim.lessons import clauses
from sim.procedure.drafting.force import beside_the_clauses
from sim.procedure.meeting import Act, Meeting
from sim.procedure.meeting.entities import Proposal
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import voting_order


def table_acts(
    scenario: Scenario, papers: Papers | None = None, texts: Texts | None = None
) -> list[Act]:
    """Acts that table the drafts in blue, in the order of their ballots.

    A draft in ``papers`` includes its paragraphs as printed, and one in ``texts`` has as its parts
    the issues that it addresses now.
    """
    drafts = ((symbol, scenario.drafts[symbol]) for symbol in voting_order(scenario))
    texts = {**clauses.texts(scenario), **(texts or {})}
    return [
        Act(
            "table",
            draft.sponsors[0],
            {
                "symbol": symbol,
                "title": draft.title,
                "sponsors": list(draft.sponsors),
                "nature": draft.nature,
                "parts": list(texts[symbol]),
                **({"binding": True} if draft.binding else {}),
                **({"more": True} if more_than_clauses(papers, symbol) else {}),
                **_printed(papers, symbol, texts[symbol], scenario),
            },
        )
        for symbol, draft in drafts
        if draft.sponsors[0] in scenario.members
    ]


def joining_acts(scenario: Scenario) -> list[Act]:
    """Acts by which the members that co-sponsor a draft join it, once it is before the Council.

    They can maintain it if it is withdrawn (rule 35).
    """
    return [
        Act("cosponsor", code, {"proposal": symbol})
        for symbol, draft in scenario.drafts.items()
        for code in draft.co_sponsors
        if code in scenario.members and code not in draft.sponsors
    ]


def _printed(
    papers: Papers | None, symbol: str, text: Mapping[str, float], scenario: Scenario
) -> dict[str, Any]:
    lines = printed((papers or {}).get(symbol), text, scenario)
    return {"paragraphs": lines} if lines else {}


def more_than_clauses(papers: Papers | None, symbol: str) -> bool:
    """Whether people of the room gave a text operative words that no clause covers."""
    paper = (papers or {}).get(symbol)
    return paper is not None and beside_the_clauses(paper.paragraphs)


def revision_acts(floor: Floor, scenario: Scenario) -> list[Act]:
    """Acts that submit texts as their sponsors revised them in consultations during the meeting.

    A text of which they left nothing is withdrawn.
    """
    meeting = floor.meeting
    found = [meeting.proposal(symbol) for symbol in floor.revised] if meeting else []
    return [
        _revision(meeting, floor, proposal, scenario)
        for proposal in found
        if meeting is not None and proposal is not None and proposal.open
    ]


def _revision(meeting: Meeting, floor: Floor, proposal: Proposal, scenario: Scenario) -> Act:
    symbol = proposal.symbol
    unread = [part for part in proposal.present if part not in scenario.issues]
    by = next(iter(meeting.agreeing(proposal)), proposal.mover)
    more = more_than_clauses(floor.papers, symbol)
    if not (floor.texts[symbol] or unread or more):
        return Act("withdraw", by, {"proposal": symbol, "for_all": True})
    data = {
        "proposal": symbol,
        "parts": [*floor.texts[symbol], *unread],
        "for_all": True,
        **({"more": more} if more is not proposal.more else {}),
        **_printed(floor.papers, symbol, floor.texts[symbol], scenario),
        **_force(scenario, proposal),
    }
    return Act("revise", by, data)


def _force(scenario: Scenario, proposal: Proposal) -> dict[str, Any]:
    """Whether a draft binds as it is written now, if that has changed."""
    draft = scenario.drafts.get(proposal.symbol)
    if draft is None or draft.binding is proposal.binding:
        return {}
    return {"binding": draft.binding}
