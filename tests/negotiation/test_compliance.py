"""What an addressee has consented to, it carries out where a text asks for it as well."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.domain.events import EventType
from sim.engines.ensemble import start_block
from sim.negotiation.luck import MODAL
from sim.negotiation.rounds import play_round
from sim.negotiation.setting import Setting
from sim.scenario.actors import Party
from sim.scenario.schema import Scenario
from tests.engines.generated import generated
from tests.negotiation.made import (
    A,
    B,
    block,
    draft,
    hour,
    modal_log,
    of,
    party,
    plan,
    with_parties,
)

HALT, NAMING = range(2)
REFUSED = 0.25
"""What the fort would do of a text that it has not consented to."""


def addressed(fort: float, gate: float = -0.5, **changes: Any) -> Scenario:
    """A Council whose issues are both for the fort to carry out."""
    issues = {
        key: {"title": key, "anchors": {0: "none", 0.5: "some", 1: "all"}, "addressee": "fort"}
        for key in ("halt", "naming")
    }
    return with_parties(fort, gate, issues=issues, compliance={"fort": REFUSED}, **changes)


def test_an_addressee_that_refuses_does_what_evidence_supports() -> None:
    play, _ = modal_log(addressed(-0.5))
    assert play.world.compliance[:, 0].tolist() == [REFUSED, REFUSED]


def test_an_addressee_that_consents_carries_out_what_the_plan_speaks_of_and_no_more() -> None:
    play, events = modal_log(addressed(0.5))
    assert of(events, EventType.REFUSE, "gate"), "one consent is enough for what it is asked"
    assert play.world.compliance[HALT, 0] == 1.0
    assert play.world.compliance[NAMING, 0] == REFUSED, "the plan says nothing of it"


def test_the_consent_of_another_party_changes_nothing() -> None:
    play, events = modal_log(addressed(-0.5, 0.5))
    assert of(events, EventType.CONSENT, "gate")
    assert play.world.compliance[:, 0].tolist() == [REFUSED, REFUSED]


@pytest.mark.parametrize(
    ("code", "council", "made_of", "expected"),
    [
        ("RUS", {}, {}, 1.0),
        ("EGY", {}, {}, REFUSED),  # an elected member stops nothing alone
        ("TUR", {}, {}, REFUSED),  # no member at all
        ("RUS", {"institution": "two-vetoes"}, {}, REFUSED),
        ("RUS", {}, {"nature": "procedural"}, REFUSED),
        ("RUS", {"parties_to_dispute": ["RUS"]}, {}, REFUSED),
        ("RUS", {"parties_to_dispute": ["RUS"]}, {"binding": True}, 1.0),
    ],
)
def test_what_is_adopted_has_the_consent_of_a_state_that_could_stop_it(
    code: str, council: dict[str, Any], made_of: dict[str, Any], expected: float
) -> None:
    parties = {"fort": party(-0.5, state=code), "gate": party(-0.5)}
    seated = {"date": "2016-10-08", "president": "RUS", **council}
    scenario = addressed(-0.5, council=seated, drafts={A: draft(["FRA"], 30, **made_of)})
    scenario = scenario.model_copy(
        update={"parties": {k: Party.model_validate(v) for k, v in parties.items()}}
    )
    play, _ = modal_log(scenario)
    assert play.world.compliance[:, 0].tolist() == [expected, expected]


@pytest.mark.parametrize(
    ("second", "stops"),
    [
        (draft(["FRA"], 36), True),
        (draft(["FRA"], 36, nature="procedural"), False),
        (draft(["FRA"], None, nature="procedural"), True),  # never put: nothing to stop
    ],
)
def test_a_state_must_be_able_to_stop_every_text_that_is_put(
    second: dict[str, Any], stops: bool
) -> None:
    drafts = {A: draft(["FRA"], 30), B: second}
    data = addressed(-0.5, drafts=drafts).model_dump(by_alias=True)
    data["parties"]["fort"]["state"] = "RUS"
    assert Setting(Scenario.model_validate(data)).unforced == (stops, stops)


def test_consent_taken_back_takes_compliance_back() -> None:
    change = {"title": "A breach", "at": hour(12), "changes": {"parties.fort.gain": -1}}
    play, events = modal_log(addressed(0.5, events={"breach": change}))
    assert of(events, EventType.LAPSE, "fort")
    assert play.world.compliance[HALT, 0] == REFUSED


def test_a_term_added_to_the_plan_is_covered_by_the_consent() -> None:
    more = {"more": {"title": "More", "gains": {"gate": 0.2}, "text": {"naming": 0.5}}}
    play, events = modal_log(addressed(0.5, plan=plan(revisions=more)))
    assert of(events, EventType.REVISE_PLAN)
    assert play.world.compliance[:, 0].tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("fort", "share"), [(0.5, 1.0), (-0.5, REFUSED)])
def test_an_adopted_text_moves_things_as_far_as_its_addressee_complies(
    fort: float, share: float
) -> None:
    play, _ = modal_log(addressed(fort))
    moved = play.world.quo[:, 0]
    assert moved == pytest.approx([0.8 * share, 0.8 * REFUSED])


def test_consent_after_adoption_moves_things_on() -> None:
    change = {"title": "A change of mind", "at": hour(36), "changes": {"parties.fort.gain": 1}}
    drafts = {A: draft(["FRA"], 18)}
    play, events = modal_log(addressed(-0.5, drafts=drafts, events={"mind": change}))
    adopted, consents = of(events, EventType.OUTCOME)[0], of(events, EventType.CONSENT, "fort")[0]
    assert adopted.round < consents.round
    assert play.world.quo[HALT, 0] == pytest.approx(0.8)


def test_consent_to_all_that_a_text_asks_moves_all_of_it_on_in_the_same_round() -> None:
    change = {"title": "A change of mind", "at": hour(36), "changes": {"parties.fort.gain": 1}}
    drafts, whole = {A: draft(["FRA"], 18)}, plan(text={"halt": 1, "naming": 1})
    play = start_block(
        Setting(addressed(-0.5, drafts=drafts, events={"mind": change}, plan=whole)), MODAL
    )
    seen = []
    for moment in range(7):
        play_round(play, moment)
        seen.append(play.world.quo[:, 0].tolist())
    assert seen[5] == pytest.approx([0.8 * REFUSED] * 2)
    assert seen[6] == pytest.approx([0.8, 0.8]), "consent came in the round of the change of mind"


def test_a_text_is_worth_more_to_its_friends_once_its_addressee_consents() -> None:
    gains = []
    for fort in (-0.5, 0.5):
        play, _ = modal_log(addressed(fort))
        look = play.world.votes_cast[0].look
        gains.append(look.judgement.gain)
    before, after = gains
    assert (after > before).all()


@pytest.mark.parametrize("number", range(3))
def test_compliance_is_whole_exactly_where_consent_stands(number: int) -> None:
    play = block(generated(number), 40, log=False)
    world = play.world
    seen = 0
    fort = world.setting.party_of["fort"]
    halt = world.setting.issues.index("halt")
    evidence = world.number("compliance.fort")
    for moment in range(world.setting.rounds):
        play_round(play, moment)
        expected = np.where(world.consent[fort], 1.0, evidence)
        assert np.array_equal(world.compliance[halt], expected)
        seen += int(world.consent[fort].sum())
    assert seen
