"""A scenario as people have moved it, and what a text is worth to a member by its preferences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.lessons.advice import SeatMove
from sim.lessons.clauses import SAME, scenario_centres, texts
from sim.lessons.members import Texts
from sim.scenario.cells import NumberCell
from sim.scenario.schema import Scenario
from sim.scenario.timeline import Statement


def certain(value: float) -> NumberCell:
    """A number that is known."""
    return NumberCell.model_validate({"claims": [{"is": float(value), "override": True}]})


def in_texts(scenario: Scenario, wanted: Texts) -> Scenario:
    """The scenario with its drafts as ``wanted`` and their sponsors done with drafting.

    A clause that was changed is certain; one that was not keeps its evidence.
    """
    tabled = texts(scenario)
    drafts = {}
    for symbol, draft in scenario.drafts.items():
        before, after = tabled.get(symbol, {}), wanted.get(symbol, {})
        cells = {
            issue: draft.text[issue] if _same(before.get(issue), value) else certain(value)
            for issue, value in after.items()
        }
        # Drafting is what the class does: the engine takes no text out of its hands.
        drafts[symbol] = draft.model_copy(update={"text": cells, "may": ()})
    return scenario.model_copy(update={"drafts": drafts})


def _same(one: float | None, other: float) -> bool:
    return one is not None and abs(one - other) < SAME


def with_statement(scenario: Scenario, member: str, draft: str, *, support: bool) -> Scenario:
    """The scenario in which ``member`` has said in public that it is for a text, or against it.

    It binds as far as a statement that a member makes by itself in the model
    (``coefficients.commitment``), and is made when the text is about to be put.
    """
    known = scenario.drafts.get(draft)
    if known is None or member not in scenario.members:
        return scenario
    strength = scenario_centres(scenario)["coefficients.commitment"].centre
    said = Statement.model_construct(
        speaker=member,
        draft=draft,
        at=known.vote or scenario.clock.end,
        pull=certain(strength if support else -strength),
        because=(),
        layer=None,
    )
    return scenario.model_copy(update={"statements": (*scenario.statements, said)})


def with_vote(scenario: Scenario, votes: Mapping[str, Mapping[str, str]]) -> Scenario:
    """The scenario in which members vote so whatever they want; all others know it."""
    pins = dict(scenario.pins)
    for member, by_draft in votes.items():
        pins[member] = {**pins.get(member, {}), **by_draft}  # type: ignore[dict-item]
    return scenario.model_copy(update={"pins": pins})


def with_move(scenario: Scenario, member: str, move: SeatMove) -> Scenario:
    """The scenario in which ``member`` makes a move; clauses are moved by ``moved_texts``."""
    if move.kind == "vote":
        return with_vote(scenario, {member: {move.draft: move.choice}})
    if move.kind == "statement":
        return with_statement(scenario, member, move.draft, support=move.choice == "for")
    if move.kind == "name":
        draft = scenario.drafts[move.draft]
        named = draft.model_copy(update={"co_sponsors": (*draft.co_sponsors, member)})
        return scenario.model_copy(update={"drafts": {**scenario.drafts, move.draft: named}})
    return scenario


def moved_texts(texts: Texts, move: SeatMove) -> Texts:
    """The texts with the clause of a move; other moves leave them as they are."""
    if move.kind != "clause" or move.value is None:
        return texts
    return {**texts, move.draft: {**texts[move.draft], move.issue: move.value}}


@dataclass(frozen=True)
class IssueAim:
    """What a member wants on an issue.

    Attributes:
        ideal: where on the scale it wants things.
        stays: where they stay without a text.
        weight: how much of all that it wants this is; the weights of a member add up to one.
    """

    ideal: float
    stays: float
    weight: float


def aims_of(scenario: Scenario, member: str) -> dict[str, IssueAim]:
    """Issue -> what ``member`` wants of it, at the centre of the evidence."""
    known = {path: q.centre for path, q in scenario_centres(scenario).items()}
    role = scenario.members[member].role
    weights = {
        issue: known.get(
            f"members.{member}.saliences.{issue}", known.get(f"roles.{role}.saliences.{issue}", 0.0)
        )
        for issue in scenario.issues
    }
    total = sum(weights.values()) or 1.0
    return {
        issue: IssueAim(
            known[f"members.{member}.positions.{issue}"],
            known.get(f"status_quo.{issue}", 0.0),
            weights[issue] / total,
        )
        for issue in scenario.issues
        if f"members.{member}.positions.{issue}" in known
    }


def worth_of(aims: Mapping[str, IssueAim], text: Mapping[str, float]) -> float:
    """How much nearer a text brings things to what a member wants, by the weight of each issue.

    Where a text is silent things stay as they are. 1 would bring all from one end to the other.
    """
    return sum(
        aim.weight * (abs(aim.stays - aim.ideal) - abs(text[issue] - aim.ideal))
        for issue, aim in aims.items()
        if issue in text
    )
