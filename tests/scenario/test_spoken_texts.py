"""What a statement on record was made of, where a what-if puts another text in that one's place."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engines.run import run_worlds
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_scenario, load_text
from sim.scenario.spoken_texts import with_spoken_texts
from sim.studies.inputs import as_spoken

COURT = "s-2014-348"
REFERRAL = "drafts.S/2014/348.text.accountability"


def text_then(scenario, place: int = 0) -> dict[str, float]:
    return {k: cell.claims[0].value for k, cell in scenario.statements[place].text_then.items()}


@pytest.mark.parametrize("value", ["null", "0", "[0.2, 0.4]"])
def test_an_override_of_a_text_keeps_what_was_said_of_it(value: str) -> None:
    before = load_scenario(COURT)
    asked = before.drafts["S/2014/348"].text["accountability"].claims[0].value
    after = load_scenario(COURT, [f"{REFERRAL}={value}"])
    assert text_then(after) == {"accountability": asked}
    assert after.statements[0].silent_then == ()


def test_a_clause_that_is_added_was_not_spoken_of() -> None:
    assert "flights" not in load_scenario(COURT).drafts["S/2014/348"].text
    after = load_scenario(COURT, ["drafts.S/2014/348.text.flights=1"])
    assert (text_then(after), after.statements[0].silent_then) == ({}, ("flights",))


def test_nothing_is_written_where_no_text_changes() -> None:
    before = load_scenario(COURT)
    same = before.drafts["S/2014/348"].text["accountability"].claims[0].value
    for overrides in (["statements.0.pull=-0.1"], [f"{REFERRAL}={same}"]):
        after = load_scenario(COURT, overrides)
        assert (text_then(after), after.statements[0].silent_then) == ({}, ())


def test_what_a_statement_says_of_its_text_by_itself_stays() -> None:
    after = load_scenario(COURT, [f"{REFERRAL}=0", "statements.0.text_then.accountability=0.25"])
    assert text_then(after) == {"accountability": 0.25}


def test_a_scenario_on_a_base_keeps_it_unless_it_has_statements_of_its_own() -> None:
    text = f"base: {COURT}\nscenario: other\ntitle: Other\n"
    text += "drafts:\n  S/2014/348:\n    text: {accountability: 0.0}\n"
    after = load_text(text).scenario
    assert "accountability" in text_then(after)
    own = text + (
        "statements:\n- {speaker: RUS, draft: S/2014/348, at: 2014-05-20 12:00, pull: -0.2}\n"
    )
    assert text_then(load_text(own).scenario) == {}


def test_the_pull_fades_as_the_text_leaves_what_was_spoken_of() -> None:
    """Struck, the statement against the referral holds of the rest only."""
    worlds = range(600)
    as_it_was = run_worlds(load_scenario(COURT), 0, worlds)
    struck = load_scenario(COURT, [f"{REFERRAL}=0"])
    forgetful = struck.model_copy(
        update={"statements": tuple(
            s.model_copy(update={"text_then": {}}) for s in struck.statements
        )}
    )  # fmt: skip
    no = as_it_was.members.index("RUS")
    chances = [
        np.nanmean(found.p_vote[0, 2, no])
        for found in (as_it_was, run_worlds(forgetful, 0, worlds), run_worlds(struck, 0, worlds))
    ]
    assert chances[2] < 0.8 * min(chances[:2])


@pytest.mark.parametrize("name", ["aleppo-2016-10-08", COURT, "s-2012-538"])
def test_a_text_beside_its_statements_changes_no_world(name: str) -> None:
    scenario = load_scenario(name)
    one, other = (run_worlds(s, 3, range(150)) for s in (scenario, with_spoken_texts(scenario)))
    for array in ("vote", "outcome", "text", "p_vote", "p_adopted"):
        np.testing.assert_array_equal(getattr(one, array), getattr(other, array), err_msg=array)


def test_a_lever_on_a_text_moves_it_away_from_what_was_spoken_of() -> None:
    scenario = load_scenario(COURT)
    held = as_spoken(scenario, [REFERRAL])
    moved = {REFERRAL: np.zeros(400)}
    no = list(scenario.members).index("RUS")
    with_it, without = (
        np.nanmean(run_worlds(s, 0, range(400), moved).p_vote[0, 2, no]) for s in (held, scenario)
    )
    assert with_it < without
    assert as_spoken(scenario, ["members.RUS.urgency"]) is scenario


def test_an_issue_that_is_none_is_a_fault_with_its_place() -> None:
    text = f"base: {COURT}\nscenario: other\ntitle: Other\nstatements:\n"
    text += "- {speaker: RUS, draft: S/2014/348, at: 2014-05-20 12:00, pull: -0.2,\n"
    text += "   silent_then: [flihgts]}\n"
    with pytest.raises(ScenarioErrors, match="flights") as caught:
        load_text(text)
    assert "E202" in str(caught.value)


def test_a_scenario_in_which_no_text_was_changed_is_named_as_ever() -> None:
    """Names of kept runs follow from the content of a scenario."""
    assert "_then" not in load_scenario(COURT).model_dump_json()
    assert "text_then" in load_scenario(COURT, [f"{REFERRAL}=0"]).model_dump_json()
