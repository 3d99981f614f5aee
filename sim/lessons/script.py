"""The chair's script: what the President does and says, step by step, for one scenario."""

from __future__ import annotations

from typing import Any

from sim.domain.words import capitalised
from sim.lessons.citations import Citation, citations
from sim.lessons.decision_table import decision_rows
from sim.lessons.places import agenda_item, invited, member_name
from sim.scenario.schema import Scenario

MOTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Point of order!", "Stop the speaker, hear it, rule at once, give your reason.", ("rule 30",)),
    (
        "I challenge that ruling.",
        "Put it at once: those in favour of overruling? The ruling stands unless nine are.",
        ("rule 30",),
    ),
    (
        "I move to suspend / to adjourn.",
        "No debate. Vote at once. Nine carry it, nobody can veto it.",
        ("rule 33",),
    ),
    (
        "Three motions at a time.",
        "Suspend, adjourn, adjourn to a time, refer, postpone, amend: in this order.",
        ("rule 33",),
    ),
    ("Who seconds this?", "Nobody needs to.", ("rule 34",)),
    (
        "I ask for a separate vote on a paragraph.",
        "Ask the mover. If the mover objects, vote the text as a whole.",
        ("rule 32",),
    ),
    (
        "We amend the text.",
        "In writing. Several: the furthest removed from the text first.",
        ("rule 31", "rule 36"),
    ),
    ("We withdraw our text.", "In order until a vote on it has been taken.", ("rule 35",)),
    (
        "You should leave the chair.",
        "That is yours to decide, and you keep your vote either way.",
        ("rule 20",),
    ),
)


def script_steps(scenario: Scenario) -> list[dict[str, Any]]:
    """The steps of the meeting, each with title, what to do, what to say, and citations."""
    day = f"{scenario.council.date.day} {scenario.council.date:%B %Y}"
    result: list[dict[str, Any]] = [
        _step(
            "Open",
            "Wait for silence. Name the day.",
            [f"I call the meeting to order. It is {day}."],
            "rule 19",
        ),
        _step(
            "Agenda",
            "Look round. If nobody objects it is adopted; if somebody does, vote: nine needed.",
            [
                f"The provisional agenda is before you: {agenda_item(scenario)}.",
                "Are there objections? There are none; the agenda is adopted.",
            ],
            "rule 9",
        ),
        _step(
            "Invitations",
            "Invitations are procedural; nobody can veto them. Show those invited to their seats.",
            _invitations(scenario),
            "rule 37",
            "rule 39",
        ),
        _step(
            "Statements",
            "Give the floor in the order in which it was asked for. Thirty seconds to a minute.",
            ["I give the floor to [member].", "I thank [member]."],
            "rule 27",
        ),
    ]
    for place, (symbol, draft) in enumerate(scenario.drafts.items()):
        if draft.vote is None:
            continue
        result.append(_ballot(scenario, symbol, draft.title, first=place == 0))
    result.append(
        _step(
            "Close",
            "Explanations of vote first, for those who want one; then rise.",
            ["There are no more names on the list. The meeting is adjourned."],
            "rule 33",
        )
    )
    return result


def motions() -> list[dict[str, Any]]:
    """What the chair may hear, and what it does then."""
    return [{"hear": hear, "do": do, "cites": citations(rules)} for hear, do, rules in MOTIONS]


def _step(title: str, do: str, say: list[str], *cites: str) -> dict[str, Any]:
    found: tuple[Citation, ...] = citations(cites)
    return {"title": title, "do": do, "say": say, "cites": found}


def _invitations(scenario: Scenario) -> list[str]:
    lines = [
        f"Under rule 37 I invite the representative of {member_name(scenario, code)} to take part."
        for code in invited(scenario)
    ]
    if scenario.envoy is not None:
        lines.append(f"Under rule 39 I invite {scenario.envoy.name} to brief the Council.")
    return lines


def _ballot(scenario: Scenario, symbol: str, title: str, *, first: bool) -> dict[str, Any]:
    say = [
        f"I now put to the vote the draft in document {symbol}, {title}.",
        "Who is in favour? Who is against? Who abstains?",
        "The result: [so many] in favour, [so many] against, [so many] abstaining.",
        *(
            f"{capitalised(row.in_favour)} in favour, {row.against}: {row.say}"
            for row in decision_rows(scenario, symbol)
        ),
    ]
    order = "The texts come in the order in which they were submitted." if first else ""
    ask = "Collect the predictions before you ask for hands."
    return _step(f"Vote on {symbol}", f"{order} {ask}".strip(), say, "rule 32", "article 27")
