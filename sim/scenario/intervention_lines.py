"""Describe the interventions of a scenario, for the top of a page."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.states import name_of
from sim.scenario.interventions import EVERY, Group, fixed_vote
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario

CASTS = {"yes": "votes yes", "abstain": "abstains", "no": "votes no"}


def interventions(scenario: Scenario) -> tuple[str, ...]:
    """The interventions of a scenario, one line each, as pages show them under the title."""
    rows = []
    for code, votes in scenario.pins.items():
        for draft, vote in votes.items():
            rest = "every other draft" if len(votes) > 1 else "every draft"
            on = rest if draft == EVERY else draft
            rows.append(
                f"intervention: {_name(scenario, code)} {CASTS[vote]} on {on}, whatever it wants; "
                "all others know it and respond"
            )
    for code, name in scenario.follow.items():
        rows.append(f"intervention: {_name(scenario, code)} votes as {_line(scenario, code, name)}")
    rows += [
        f"range: {quantity.path} is {quantity.drawn_as} in each world; the central case takes "
        f"{quantity.centre:g}"
        for quantity in quantities(scenario)
        if quantity.range is not None
    ]
    return tuple(rows)


def members_fixed(scenario: Scenario, draft: str) -> tuple[str, ...]:
    """The members whose vote on a draft the scenario fixes, or that follow others."""
    return tuple(
        code
        for code in scenario.members
        if code in scenario.follow or fixed_vote(scenario.pins.get(code, {}), draft) is not None
    )


def interventions_by_name(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """The interventions of several scenarios, one line each; with the scenario if there are two."""
    if len(scenarios) == 1:
        return interventions(scenarios[0])
    return tuple(f"{one.scenario}, {line}" for one in scenarios for line in interventions(one))


def _name(scenario: Scenario, code: str) -> str:
    """The name of a State as of the day of the case."""
    member = scenario.members.get(code)
    return (member.name if member else None) or name_of(code, scenario.council.date)


def _line(scenario: Scenario, code: str, name: str) -> str:
    group = scenario.groups.get(name)
    if group is None:
        return f"{_name(scenario, name)} does"
    parts = []
    if group.line:
        stated = (f"{vote} on {draft}" for draft, vote in group.line.items() if draft != EVERY)
        every = f"{group.line[EVERY]} on every draft" if EVERY in group.line else ""
        parts.append(f"its stated line is ({', '.join([*stated, *([every] if every else [])])})")
    open_drafts = [d for d in scenario.drafts if d not in group.line and EVERY not in group.line]
    if open_drafts:
        parts.append(_undecided(scenario, code, group))
    return f"the group {group.title or name} does: " + "; else ".join(parts)


def _undecided(scenario: Scenario, code: str, group: Group) -> str:
    """How the line of a group that states none is decided."""
    if group.spokesman is not None:
        return f"as {_name(scenario, group.spokesman)} votes, which speaks for it"
    leaders = [m for m in group.members if m in scenario.members and m not in scenario.follow]
    if not leaders:
        return f"{_name(scenario, code)} decides by itself"
    return f"as more than half of {', '.join(_name(scenario, one) for one in leaders)} vote"
