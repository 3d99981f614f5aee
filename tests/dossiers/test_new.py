"""`council new` on a matter: the file is whole, loads, and says what was asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.scenario.load import load_scenario

UKRAINE = ("--dossier", "ukraine", "--date", "2022-02-25")


def council(*words: str):
    return CliRunner().invoke(app, list(words), prog_name="council")


def _new(*words: str):
    made = council("new", "mine", *words)
    assert made.exit_code == 0, made.stderr
    return load_scenario("mine.yaml")


@pytest.mark.parametrize(
    ("dossier", "day"),
    [
        ("korea", "1950-06-25"), ("yugoslavia", "1999-03-26"), ("iraq", "2003-03-10"),
        ("libya", "2011-03-17"), ("post-soviet", "2014-03-15"), ("palestine", "2014-12-30"),
        ("ukraine", "2022-02-25"), ("western-sahara", "2016-04-29"), ("institutions", "2002-06-30"),
        ("syria", "2016-06-01"),
    ],
)  # fmt: skip
def test_a_scenario_on_any_matter_and_day(elsewhere: Path, dossier: str, day: str) -> None:
    scenario = _new("--dossier", dossier, "--date", day)
    draft = next(iter(scenario.drafts.values()))
    assert set(draft.text) <= set(scenario.issues)
    assert all(member.positions for member in scenario.members.values())
    assert str(scenario.council.date) == day


def test_a_dossier_has_issues_of_its_own(elsewhere: Path) -> None:
    """They are not in the codebook."""
    Path("lake.yaml").write_text(
        "dossier: lake\ntitle: A lake\nissues: [halt]\n"
        "own_issues:\n  fish: {title: Fishing, anchors: {0: none, 0.5: some, 1: all}}\n"
        "state: [{since: 2014-01-01, values: {halt: 0.25, fish: 0.1}, why: x}]\n",
        encoding="utf-8",
    )
    scenario = _new("--dossier", "./lake.yaml", "--date", "2015-07-29")
    assert set(scenario.issues) == {"halt", "fish"}
    (draft,) = scenario.drafts.values()
    assert set(draft.text) == {"halt", "fish"}


def test_sponsors_and_text_are_those_that_were_asked_for(elsewhere: Path) -> None:
    scenario = _new(*UKRAINE, "--sponsor", "USA", "--sponsor", "Albania", "--text",
                    "halt=0.75,territory=1")  # fmt: skip
    draft = scenario.drafts["S/2022/1"]
    assert draft.sponsors == ("USA", "ALB")
    assert {k: v.claims[0].value for k, v in draft.text.items()} == {"halt": 0.75, "territory": 1}
    words = Path("mine.yaml").read_text(encoding="utf-8")
    assert "All sides, or one, must cease hostilities now." in words


def test_the_table_in_comments_is_what_follows(elsewhere: Path) -> None:
    before = _new(*UKRAINE)
    path = Path("mine.yaml")
    text = path.read_text(encoding="utf-8")
    head, table = text.split("# positions:")
    table = "\n".join(line.removeprefix("# ") for line in ("# positions:" + table).splitlines())
    path.write_text(head + table + "\n", encoding="utf-8")
    after = load_scenario("mine.yaml")
    for code, member in before.members.items():
        for issue, number in member.positions.items():
            told = after.members[code].positions[issue].claims[0]
            assert (told.value, told.spread) == (number.claims[0].value, number.claims[0].spread)


def test_the_file_is_short_enough_to_edit(elsewhere: Path) -> None:
    _new(*UKRAINE)
    lines = Path("mine.yaml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip() and not line.startswith("#")]) <= 40


def test_a_new_matter_takes_roll_calls_that_stand_alone(elsewhere: Path) -> None:
    scenario = _new("--issues", "halt,territory", "--date", "2014-04-15", "--roll-calls",
                    "A/RES/68/262=+", "--sponsor", "USA")  # fmt: skip
    assert list(scenario.issues) == ["halt", "territory"]
    russia = scenario.members["RUS"].positions["territory"].claims[0]
    assert russia.value < 0.3
    assert russia.because == ("votes",)
    assert scenario.members["USA"].positions["territory"].claims[0].value > 0.9


def test_a_new_matter_takes_roll_calls_from_a_file(elsewhere: Path) -> None:
    Path("votes.csv").write_text(
        "ms_code,ms_name,ms_vote,date,resolution\n"
        + "".join(
            f"{code},,{vote},2021-06-18,A/RES/75/287\n"
            for code, vote in (("USA", "Y"), ("RUS", "A"), ("IND", "A"), ("BLR", "N"))
        ),
        encoding="utf-8",
    )
    scenario = _new("--issues", "arms", "--date", "2022-02-25", "--roll-calls", "A/RES/75/287=+",
                    "--votes", "votes.csv", "--kindred", "none")  # fmt: skip
    values = {code: m.positions["arms"].claims[0] for code, m in scenario.members.items()}
    assert values["USA"].value > values["IND"].value
    assert values["KEN"].value == 0.5
    assert values["KEN"].spread == 0.3


def test_without_roll_calls_nothing_is_known(elsewhere: Path) -> None:
    scenario = _new("--issues", "generic", "--date", "2022-02-25")
    assert len(scenario.issues) == 9
    assert not any(member.positions for member in scenario.members.values())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*UKRAINE, "--sponsor", "KAZ"), "is not a member"),
        ((*UKRAINE, "--sponsor", "Rushia"), "did you mean"),
        ((*UKRAINE, "--text", "hlat=1"), "did you mean 'halt'?"),
        ((*UKRAINE, "--text", "halt=2"), "not between 0 and 1"),
        ((*UKRAINE, "--text", "halt"), "is not issue=number"),
        (("--dossier", "ukrain", "--date", "2022-02-25"), "did you mean 'ukraine'?"),
        (("--dossier", "ukraine"), "the date of the Council is missing"),
        (("--dossier", "ukraine", "--date", "2040-01-01"), "are not known"),
        (("--dossier", "ukraine", "--date", "1945-01-01"), "before the Council first met"),
        (("--dossier", "syria", "--date", "2022-02-25"), "the dossier ends on 2016-10-07"),
        ((*UKRAINE, "--issues", "generic"), "use only one of them"),
        ((*UKRAINE, "--roll-calls", "A/RES/68/262=+"), "has its own roll calls"),
        ((*UKRAINE, "--base", "aleppo-2016-10-08"), "do not start from a matter"),
        (("--sponsor", "USA"), "needs --dossier or --issues"),
        (("--issues", "hlat", "--date", "2022-02-25"), "did you mean 'halt'?"),
        (("--issues", "generic", "--date", "2022-02-25", "--roll-calls", "A/RES/1/1=+"),
         "the table has no votes on"),
        (("--issues", "generic", "--date", "2014-03-15", "--roll-calls", "A/RES/68/262=+"),
         "not before 2014-03"),
        (("--issues", "generic", "--date", "2022-02-25", "--roll-calls", "A/RES/68/262"),
         "is not SYMBOL=+"),
        (("--issues", "generic", "--date", "2022-02-25", "--roll-calls",
          "A/RES/68/262=+,A/RES/68/262=-"), "--roll-calls has A/RES/68/262 twice"),
        ((*UKRAINE, "--text", "halt=1, halt =0"), "--text has halt twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    elsewhere: Path, words: tuple[str, ...], said: str
) -> None:
    made = council("new", "mine", *words)
    assert made.exit_code in (2, 3)
    assert said in " ".join(made.stderr.split())
    assert not Path("mine.yaml").exists()


def test_validate_warns_and_still_says_valid(elsewhere: Path) -> None:
    _new(*UKRAINE, "--sponsor", "USA", "--text", "halt=0,territory=0.25")
    checked = council("validate", "mine.yaml", "--format", "json")
    assert checked.exit_code == 0
    verdict = json.loads(checked.stdout)[0]
    assert verdict["valid"]
    assert "S/2022/1 asks for nothing beyond the status quo" in verdict["warnings"]


OWN = "dossier: own\ntitle: A matter\nissues: [halt]\nkindred: human-rights\n"
DAY = ("--date", "2015-05-01")


@pytest.mark.parametrize(
    ("file", "named", "written"),
    [
        ("dossiers/own.yaml", "own", "own"),
        ("dossiers/own.yaml", "dossiers/own.yaml", "own"),
        ("own.yaml", "own.yaml", "own.yaml"),
        ("dossiers/other.yaml", "other", "dossiers/other.yaml"),
        ("matters of mine/own.yaml", "matters of mine/own.yaml", "matters of mine/own.yaml"),
        ("own.txt", "own.txt", "./own.txt"),
        ("a: b #c/own.yaml", "a: b #c/own.yaml", '"a: b #c/own.yaml"'),
        ("dossiers/ukraine.yaml", "ukraine", "dossiers/ukraine.yaml"),
    ],
)
def test_a_dossier_of_ones_own_is_found_where_a_scenario_finds_it(
    elsewhere: Path, file: str, named: str, written: str
) -> None:
    path = Path(file)
    path.parent.mkdir(exist_ok=True)
    path.write_text(OWN, encoding="utf-8")
    scenario = _new("--dossier", named, *DAY)
    assert list(scenario.issues) == ["halt"]
    (line,) = (x for x in Path("mine.yaml").read_text().splitlines() if x.startswith("dossier:"))
    assert line.partition("  #")[0] == f"dossier: {written}"
    for words in (("profile", "FRA", "--dossier", named), ("dossier", "show", named)):
        told = council(*words)
        assert told.exit_code == 0, told.stderr
