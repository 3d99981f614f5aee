"""A dossier that is valid gives scenarios that load; what prevents one is told in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import dossier_trials
from sim.scenario.catalogue import scenario_root
from sim.scenario.dossiers.read import dossier_names
from sim.scenario.errors import ScenarioErrors
from sim.scenario.examine import Verdict, examine_scenario
from sim.scenario.load import load_text

OWN = """\
dossier: own
title: A matter
issues: [territory, halt]
kindred: post-soviet
roles:
  - {state: RUS, role: addressee, since: 2014-02-27, why: Its forces}
state:
  - since: 2014-02-27
    values: {territory: 0.25, halt: 0.25}
    why: No decision
ballots:
  S/2015/1:
    pen: [USA]
    date: 2015-05-05
    codes:
      halt: [0.5/0.25, 0.75/0.25]
    against: [RUS]
roll_calls:
  - A/RES/68/262 2014-03-27 + territory
"""
CODED = OWN.replace(
    "roll_calls:", "coding: {codebook: syria, ballots: {S/2015/1: hand}}\nroll_calls:"
)
HAND = """\
scenario: hand
title: By hand
dossier: own
ballot: S/2015/1
drafts:
  S/2015/1:
    title: A draft
    sponsors: [USA]
    circulated: 2015-05-04T09:00
    vote: 2015-05-05T10:00
    consultation: 0.5
    text: {halt: 1}
"""
EVENT = "events: {one: {at: 2015-05-05T12:00, because: nosuch, title: One}}"
SCENARIO = "scenario: s\ndossier: own\nballot: S/2015/1\n"


def _verdict(folder: Path, text: str) -> Verdict:
    (folder / "dossiers").mkdir(exist_ok=True)
    path = folder / "dossiers" / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return examine_scenario(str(path))


def test_a_dossier_of_ones_own_is_valid_and_so_is_a_scenario_on_it(tmp_path: Path) -> None:
    verdict = _verdict(tmp_path, OWN)
    assert (verdict.kind, verdict.problems) == ("dossier", ())
    assert load_text(SCENARIO, folder=tmp_path).scenario.drafts


@pytest.mark.parametrize(
    ("old", "new", "code", "under"),
    [
        ("role: addressee", "role: nosuch", "E204", "nosuch"),
        ("kindred: post-soviet", "kindred: own", "E612", "own"),
        ("kindred: post-soviet", "kindred: nosuch", "E209", "nosuch"),
        ("date: 2015-05-05", "date: 1944-05-05", "E614", "1944-05-05"),
        ("2014-03-27 + territory\n", "2014-03-27 + territory\n  - A/RES/68/262 2014-03 - halt\n",
         "E613", "A/RES/68/262 2014-03 - halt"),
        ("2014-03-27 +", "2014-13 +", "E611", "A/RES/68/262 2014-13 + territory"),
        ("title: A matter", f"title: A matter\n{EVENT}", "E206", "nosuch"),
        ("values: {territory: 0.25,", "values: {territory: {is: 0.25, because: nosuch},", "E206",
         None),
        ("title: A matter", "title: A matter\ncompliance: {nosuch: 0.5}", "E201", "nosuch"),
    ],
)  # fmt: skip
def test_what_a_scenario_would_refuse_is_told_of_the_dossier_too(
    tmp_path: Path, old: str, new: str, code: str, under: str | None
) -> None:
    assert old in OWN
    verdict = _verdict(tmp_path, OWN.replace(old, new, 1))
    assert verdict.problems
    problem = verdict.problems[0]
    assert problem.code == code
    assert Path(problem.place.file).name == "own.yaml"
    start = problem.place.column - 1
    if under is not None:
        assert problem.source[start : start + problem.place.width] == under
    with pytest.raises(ScenarioErrors) as raised:
        load_text(SCENARIO, folder=tmp_path)
    assert code in [told.code for told in raised.value.problems]


@pytest.mark.parametrize("hand", [HAND, HAND.replace("S/2015/1", "S/2015/2")])
def test_a_coded_ballot_needs_its_draft_in_the_scenario_that_codes_it(
    tmp_path: Path, hand: str
) -> None:
    (tmp_path / "hand.yaml").write_text(hand, encoding="utf-8")
    problems = _verdict(tmp_path, CODED.replace(": hand}", ": ../hand.yaml}")).problems
    if hand == HAND:
        assert problems == ()
        return
    assert problems[0].code == "E203"
    assert problems[0].source.startswith("coding:")
    assert "S/2015/1" in problems[0].message


def test_a_ballot_without_a_coding_asks_for_one(tmp_path: Path) -> None:
    assert _verdict(tmp_path, CODED.replace(", ballots: {S/2015/1: hand}", "")).valid
    with pytest.raises(ScenarioErrors) as raised:
        load_text(SCENARIO, folder=tmp_path)
    (problem,) = raised.value.problems
    assert problem.code == "E111"
    assert "no hand-made coding of S/2015/1" in problem.message
    assert "coding.ballots" in problem.remedy
    mine = HAND.replace("scenario: hand", "scenario: mine")
    assert load_text(mine, folder=tmp_path).scenario.drafts["S/2015/1"].text


def test_an_event_that_no_ballot_meets_is_tried_on_its_day(tmp_path: Path) -> None:
    other = EVENT.replace("2015-05-05", "2015-08-01")
    problem, = _verdict(tmp_path, f"{OWN}{other}\n").problems  # fmt: skip
    assert (problem.code, problem.source) == ("E206", other)


def test_a_long_dossier_is_tried_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier_trials, "MOST_TRIED", 1)
    ballot = OWN[OWN.index("  S/2015/1:") : OWN.index("roll_calls:")]
    verdict = _verdict(tmp_path, OWN.replace(ballot, ballot + ballot.replace("15/1:", "15/2:")))
    assert verdict.valid
    assert "scenarios were tried on the first 1 of 2 ballots" in verdict.notes


@pytest.mark.parametrize("name", dossier_names())
def test_every_ballot_of_a_shipped_dossier_is_a_scenario(name: str) -> None:
    verdict = examine_scenario(str(scenario_root() / "dossiers" / f"{name}.yaml"))
    assert verdict.kind == "dossier"
    assert verdict.problems == ()
    assert not [note for note in verdict.notes if "not counted" in note]


def test_roll_calls_that_no_table_has_counted_are_told(tmp_path: Path) -> None:
    said = "the roll calls of the dossier 'own' are not counted yet, those of post-soviet are used"
    assert any(note.startswith(said) for note in _verdict(tmp_path, OWN).notes)
    (tmp_path / "s.yaml").write_text(SCENARIO)
    verdict = examine_scenario(str(tmp_path / "s.yaml"))
    assert verdict.valid
    assert [note for note in verdict.notes if note.startswith(said)]
    without = OWN.partition("roll_calls:")[0]
    assert not _verdict(tmp_path, without).notes
