"""A dossier with evidence made by hand: its codebook, profiles and coded ballots in a scenario."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sim.scenario.catalogue import find_scenario
from sim.scenario.dossiers.begin import load_dossier
from sim.scenario.dossiers.hand_made import hand_made
from sim.scenario.dossiers.join import state_on
from sim.scenario.dossiers.positions import SOURCE, member, stand
from sim.scenario.dossiers.read import read_dossier
from sim.scenario.dossiers.table import lists_for, shipped_counts
from sim.scenario.errors import Findings, ScenarioErrors
from sim.scenario.load import load_scenario, load_text
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.yaml12 import plain

SYRIA = load_dossier("syria")
CODING = SYRIA.dossier.coding
assert CODING is not None
BALLOTS = CODING.ballots
NEW = """\
scenario: relief
title: Relief
dossier: syria
council: {date: 2016-06-01}
drafts:
  S/2016/1:
    title: A draft
    sponsors: [FRA]
    circulated: 2016-05-31T12:00
    vote: 2016-06-01T10:00
    text: {access: 0.75}
    consultation: 0.5
"""


def content(scenario: Scenario) -> dict[str, Any]:
    """What a scenario holds besides its own name and words."""
    said = scenario.model_dump(mode="json")
    return {key: value for key, value in said.items() if key not in OWN_WORDS}


OWN_WORDS = ("scenario", "title", "question", "expectation")


@pytest.mark.parametrize("symbol", BALLOTS)
def test_a_ballot_by_its_symbol_is_the_shipped_scenario(symbol: str) -> None:
    mine = load_text(f"scenario: mine\ntitle: Mine\ndossier: syria\nballot: {symbol}\n").scenario
    shipped = load_scenario(BALLOTS[symbol])
    assert content(mine) == content(shipped)
    assert list(mine.members) == list(shipped.members)
    assert list(mine.drafts) == list(shipped.drafts)


@pytest.mark.parametrize("name", ["aleppo-2016-10-08", *BALLOTS.values()])
def test_a_shipped_scenario_does_not_repeat_what_its_dossier_says(name: str) -> None:
    path = find_scenario(name)
    assert path is not None
    written = plain(path.read_text(encoding="utf-8"))
    assert written["dossier"] == "syria"
    assert not {"codebook", "roll_calls", "profiles"} & set(written)
    assert not any(written.get("members", {}).values())
    if written.get("ballot") in SYRIA.dossier.ballots:
        assert "council" not in written
        assert not {"source", "votes"} & set(written.get("record_of_votes", {}))


def test_a_ballot_that_is_not_there_is_told_with_each_that_is_once() -> None:
    with pytest.raises(ScenarioErrors) as caught:
        load_text("scenario: mine\ntitle: Mine\ndossier: syria\nballot: S/2014/384\n")
    (problem,) = caught.value.problems
    assert problem.code == "E203"
    assert "did you mean 'S/2014/348'" in problem.remedy
    assert problem.remedy.count("S/2015/161") == 1


def test_what_a_scenario_on_a_ballot_says_itself_wins() -> None:
    text = "scenario: mine\ntitle: Mine\ndossier: syria\nballot: S/2014/348\n"
    mine = load_text(
        text + "status_quo: {naming: 0.25}\nmembers:\n  CHN: {role: backer-of-government}\n"
    ).scenario
    assert mine.status_quo["naming"].claims[0].value == 0.25
    assert mine.status_quo["authority"].claims[0].because == ("eve",)
    assert mine.members["CHN"].role == "backer-of-government"
    assert mine.members["LUX"].role == "humanitarian-file"
    assert len(mine.members) == 15


def test_a_day_gives_the_hand_made_codebook_profiles_and_state() -> None:
    scenario = load_text(NEW).scenario
    assert list(scenario.issues) == list(load_scenario("res-2268").issues)
    assert list(scenario.members) == sorted(scenario.members)
    placed = {code: told.role for code, told in scenario.members.items()}
    assert {code: role for code, role in placed.items() if role != "other-member"} == {
        "RUS": "backer-of-government", "FRA": "backer-of-opposition",
        "GBR": "backer-of-opposition", "USA": "backer-of-opposition",
        "EGY": "humanitarian-file", "ESP": "humanitarian-file", "NZL": "humanitarian-file",
    }  # fmt: skip
    claims = scenario.members["RUS"].positions["transition"].claims
    assert {key for claim in claims for key in claim.because} >= {"RUS/ga-2015", "RUS/gd-2013"}
    before = load_scenario("res-2268")
    assert scenario.status_quo == before.status_quo
    assert scenario.compliance == before.compliance
    assert scenario.evidence["eve"] == before.evidence["eve"]
    assert not any(entry.date >= date(2016, 6, 1) for entry in scenario.evidence.values()
                   if entry.source != "fit")  # fmt: skip


def test_a_state_without_a_profile_takes_the_roll_calls_of_the_issue_it_is_counted_as() -> None:
    text = NEW.replace("2016-06", "2010-06").replace("2016-05", "2010-05")
    scenario = load_text(text).scenario
    lists = lists_for(["syria", "human-rights"], shipped_counts())
    day = date(2010, 5, 31)
    stands = stand(shipped_counts(), lists, ["relief", "coercion", "naming"], day)
    told = member(stands, "MEX", day).values
    for issue, counted in (("access", "relief"), ("authority", "coercion"), ("naming", "naming")):
        (claim,) = scenario.members["MEX"].positions[issue].claims
        assert (claim.value, claim.spread) == told[counted]
        assert scenario.evidence[claim.because[0]].source == SOURCE
    assert "votes-RUS" not in scenario.evidence


@pytest.mark.parametrize("day", [date(2011, 10, 3), date(2014, 5, 22), date(2016, 10, 7)])
def test_positions_told_of_a_state_are_those_that_a_scenario_has(day: date) -> None:
    text = NEW.replace("2016-06-01", str(day)).replace("2016-05-31", "2011-10-01")
    loaded = load_text(text + "layers: [record, article]\n").scenario
    numbers = {found.path: found for found in quantities(loaded)}
    for code in ("RUS", "FRA", "CHN"):
        for told in hand_made(SYRIA, code, day):
            found = numbers[f"members.{code}.positions.{told.issue}"]
            assert told.position == pytest.approx(found.centre)
            assert told.spread == pytest.approx(found.spread)
            dates = [claim.evidence.date for claim in told.claims]
            assert max(dates) < day
            assert dates == sorted(dates, reverse=True), "the latest first"


def test_nothing_is_told_of_a_state_without_a_profile_or_of_a_dossier_without_a_coding() -> None:
    assert hand_made(SYRIA, "KEN", date(2016, 6, 1)) == ()
    assert hand_made(load_dossier("ukraine"), "RUS", date(2016, 6, 1)) == ()


def test_the_state_of_things_is_that_of_the_last_ballot_on_whose_eve_it_was_coded() -> None:
    assert state_on(SYRIA, date(2011, 10, 2)) == {}
    assert state_on(SYRIA, date(2014, 5, 21))["authority"] == (0.5, "on the eve of S/2014/348")
    assert state_on(SYRIA, date(2016, 9, 30))["cessation"] == (0.0, "on the eve of S/2016/185")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("codebook: generic", "codebook: generik", "E209"),
        ("{halt: relief}", "{hallt: relief}", "E202"),
        ("{halt: relief}", "{halt: releef}", "E202"),
        ("role: addressee", "role: adressee", "E204"),
        ("state: SYR", "state: SY", "E201"),
        ("S/2014/348: s-2014-348", "S/2014/348: s-2014-384", "E209"),
        ("counted_as", "counted", "E102"),
    ],
)
def test_a_fault_in_the_coding_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = (
        "dossier: own\ntitle: Own\nissues: [halt, relief]\ncoding:\n  codebook: generic\n"
        "  counted_as: {halt: relief}\n  roles: [{state: SYR, role: addressee, why: Its forces}]\n"
        "  ballots: {S/2014/348: s-2014-348}\n"
    )
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    findings = Findings()
    assert read_dossier(str(path), findings) is not None
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert read_dossier(str(path), findings) is None
    assert [problem.code for problem in findings.problems] == [code]
