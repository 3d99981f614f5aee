"""Apply moves of people to a scenario, and value texts by a member's preferences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.lessons.advice import SeatMove
from sim.lessons.clauses import SAME, scenario_centres, texts
from sim.lessons.members import Texts
from sim.scenario.cells import NumberCell
from sim.scenario.renewals import without_renewals
from sim.scenario.schema import Scenario
from sim.scenario.spoken_texts import with_spoken_texts
from sim.scenario.timeline import Statement


def certain(value: float) -> NumberCell:
    """A number without uncertainty."""
    return NumberCell.model_validate({"claims": [{"is": float(value), "override": True}]})


def for_one_meeting(scenario: Scenario) -> Scenario:
    """The scenario as a room plays it: no text is put again on a later day.

    Statements keep referring to what their text said before people changed it.
    """
    return with_spoken_texts(without_renewals(scenario))


def in_texts(scenario: Scenario, wanted: Texts) -> Scenario:
    """The scenario with its drafts as ``wanted`` and without further drafting by sponsors.

    A changed clause is certain; an unchanged clause keeps its evidence.
    """
    tabled = texts(scenario)
    drafts = {}
    for symbol, draft in scenario.drafts.items():
        before, after = tabled.get(symbol, {}), wanted.get(symbol, {})
        cells = {
            issue: draft.text[issue] if _same(before.get(issue), value) else certain(value)
            for issue, value in after.items()
        }
        # The class does the drafting, so the engine must not change the texts.
        drafts[symbol] = draft.model_copy(update={"text": cells, "may": ()})
    return scenario.model_copy(update={"drafts": drafts})


def _same(first: float | None, second: float) -> bool:
    return first is not None and abs(first - second) < SAME


def with_statement(scenario: Scenario, member: str, draft: str, *, support: bool) -> Scenario:
    """The scenario in which ``member`` has stated in public that it supports or opposes a text.

    The statement has the pull of a statement that members make in the model
    (``coefficients.commitment``), or that of what the member has said to the same effect before if
    that was stronger: nobody takes back a warning by repeating it. It is made just before the vote.
    """
    draft_text = scenario.drafts.get(draft)
    if draft_text is None or member not in scenario.members:
        return scenario
    centres = scenario_centres(scenario)
    strength = centres["coefficients.commitment"].centre
    pull = certain(strength if support else -strength)
    for place, earlier in enumerate(scenario.statements):
        centre = centres[f"statements.{place}.pull"].centre
        same = (earlier.speaker, earlier.draft) == (member, draft) and (centre > 0) == support
        if same and abs(centre) > strength:
            strength, pull = abs(centre), earlier.pull
    said = Statement.model_construct(
        speaker=member,
        draft=draft,
        at=draft_text.vote or scenario.clock.end,
        pull=pull,
        because=(),
        layer=None,
    )
    return scenario.model_copy(update={"statements": (*scenario.statements, said)})


def with_vote(scenario: Scenario, votes: Mapping[str, Mapping[str, str]]) -> Scenario:
    """The scenario with fixed votes, which all other members know."""
    pins = dict(scenario.pins)
    for member, by_draft in votes.items():
        pins[member] = {**pins.get(member, {}), **by_draft}  # type: ignore[dict-item]
    return scenario.model_copy(update={"pins": pins})


def with_move(scenario: Scenario, member: str, move: SeatMove) -> Scenario:
    """The scenario after a move by ``member``; for clauses use ``moved_texts``."""
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
    """The texts after a move; only moves of a clause change them."""
    if move.kind != "clause" or move.value is None:
        return texts
    return {**texts, move.draft: {**texts[move.draft], move.issue: move.value}}


@dataclass(frozen=True)
class IssueAim:
    """What a member wants on an issue.

    Attributes:
        ideal: its ideal point on the scale.
        stays: the status quo without a text.
        weight: the weight of the issue; the weights of a member add up to one.
    """

    ideal: float
    stays: float
    weight: float


def aims_of(scenario: Scenario, member: str) -> dict[str, IssueAim]:
    """Issue -> the aim of ``member``, at the central values."""
    centres = {path: q.centre for path, q in scenario_centres(scenario).items()}
    role = scenario.members[member].role
    weights = {
        issue: centres.get(
            f"members.{member}.saliences.{issue}",
            centres.get(f"roles.{role}.saliences.{issue}", 0.0),
        )
        for issue in scenario.issues
    }
    total = sum(weights.values()) or 1.0
    return {
        issue: IssueAim(
            centres[f"members.{member}.positions.{issue}"],
            centres.get(f"status_quo.{issue}", 0.0),
            weights[issue] / total,
        )
        for issue in scenario.issues
        if f"members.{member}.positions.{issue}" in centres
    }


def worth_of(aims: Mapping[str, IssueAim], text: Mapping[str, float]) -> float:
    """How much nearer a text brings the outcome to the member's aims, weighted by issue.

    On issues that the text does not address the status quo remains. 1 would be a move from one end
    of all scales to the other.
    """
    return sum(
        aim.weight * (abs(aim.stays - aim.ideal) - abs(text[issue] - aim.ideal))
        for issue, aim in aims.items()
        if issue in text
    )
