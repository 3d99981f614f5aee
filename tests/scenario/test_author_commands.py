"""The author's commands, as somebody at a terminal meets them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.scenario.load import load_scenario

TABLE = """\
SOE,"Enterprises",3,2
Actor,Description,Power,Pstn1,Sal1,Pstn2,Sal2
A,"one",50,10,60,20,30
B,"two",30,50,60,70,30
C,"three",20,90,60,80,30
"""


def council(*words: str):
    return CliRunner().invoke(app, list(words), prog_name="council")


def test_new_writes_a_valid_file_and_validate_says_so(elsewhere):
    made = council("new", "my-case", "--date", "2016-10-08")
    assert (made.exit_code, made.stdout) == (0, "my-case.yaml\n")
    checked = council("validate", "my-case.yaml")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("my-case.yaml: a valid scenario: ")


def test_new_gives_the_latest_council_known_where_no_day_is_named(elsewhere):
    assert council("new", "today").exit_code == 0
    assert council("validate", "today.yaml").exit_code == 0


@pytest.mark.parametrize("year", ["1946-02-01", "1965-12-31", "1966-01-01", "1990-08-02"])
def test_new_for_councils_of_any_time(elsewhere, year):
    assert council("new", "old", "--date", year).exit_code == 0
    checked = council("validate", "old.yaml")
    assert checked.exit_code == 0, checked.stderr


def test_new_refuses_a_day_whose_council_is_not_known(elsewhere):
    refused = council("new", "later", "--date", "2199-01-01")
    assert refused.exit_code == 2
    assert "the members of the Council on that day are not known" in refused.stderr
    assert list(elsewhere.iterdir()) == []


def test_new_never_overwrites(elsewhere):
    (elsewhere / "mine.yaml").write_text("precious")
    again = council("new", "mine")
    assert again.exit_code == 2
    assert (elsewhere / "mine.yaml").read_text() == "precious"


def test_new_on_a_base_and_from_a_table(elsewhere):
    assert council("new", "changed", "--base", "aleppo-2016-10-08").exit_code == 0
    assert council("validate", "changed.yaml").exit_code == 0
    (elsewhere / "table.csv").write_text(TABLE)
    assert council("new", "imported", "--from", "table.csv").exit_code == 0
    shown = council("validate", "imported.yaml", "--format", "json")
    assert json.loads(shown.stdout)[0]["valid"]


def test_a_variant_cannot_have_the_name_of_its_base(elsewhere):
    refused = council("new", "libya-2011", "--base", "libya-2011")
    assert refused.exit_code == 2
    assert "it would be its own base" in refused.stderr
    assert "libya-2011-changed" in refused.stderr
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("base", ["ukraine-2022", "enlarged-council", "korea-1950", "s-2012-77"])
def test_the_changes_that_new_suggests_are_of_the_base_and_can_be_made(elsewhere, base):
    assert council("new", "changed", "--base", base).exit_code == 0
    written = (elsewhere / "changed.yaml").read_text()
    head, marked, changes = written.partition("from what you change:\n#\n")
    assert changes
    bare = "\n".join(line.removeprefix("# ") for line in changes.splitlines())
    (elsewhere / "changed.yaml").write_text(f"{head}{marked}{bare}\n")
    checked = council("validate", "changed.yaml")
    assert checked.exit_code == 0, checked.stderr
    before, after = load_scenario(base), load_scenario("changed.yaml")
    assert before.members != after.members
    assert before.drafts != after.drafts


def test_a_base_may_lie_beside_the_new_file_and_have_any_title(elsewhere):
    assert council("new", "mine", "--date", "2016-10-08").exit_code == 0
    text = (elsewhere / "mine.yaml").read_text()
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    (elsewhere / "mine.yaml").write_text(text.replace(title, """title: 'A "quoted": title'"""))
    assert council("new", "changed", "--base", "mine").exit_code == 0
    assert load_scenario("changed.yaml").title == 'A "quoted": title, changed'


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["new", "a b"], 2),
        (["new", "x", "--date", "yesterday"], 2),
        (["new", "x", "--date", "1900-01-01"], 2),
        (["new", "x", "--base", "nonesuch"], 3),
        (["new", "x", "--base", "aleppo-2016-10-08", "--date", "2016-10-08"], 2),
        (["new", "no/such/folder/x"], 2),
        (["list", "nonsense"], 2),
        (["schema", "nonsense"], 2),
        (["show", "nonesuch"], 3),
        (["show", "aleppo-2016-10-08", "--member", "RU"], 2),
        (["show", "aleppo-2016-10-08", "--draft", "S/1"], 2),
        (["show", "aleppo-2016-10-08", "--evidence", "--numbers"], 2),
        (["show", "aleppo-2016-10-08", "-S", "x=1"], 3),
        (["show", "aleppo-2016-10-08", "--layers", "x"], 3),
        (["validate", "nonesuch"], 3),
        (["validate", "."], 3),
        (["merge", "aleppo-2016-10-08", "-o", "m.yaml"], 2),
        (["validate", "aleppo-2016-10-08", "847-first", "--against", "847-first"], 2),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(elsewhere, words, code):
    result = council(*words)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.output
    assert "E999" not in result.output
    assert not list(elsewhere.iterdir())


def test_faults_go_to_stderr_and_as_data_to_stdout(elsewhere, small):
    (elsewhere / "bad.yaml").write_text(small.replace("access: 0.2", "access: 2", 1))
    plain = council("validate", "bad.yaml")
    assert plain.exit_code == 3
    assert plain.stdout == ""
    assert "bad.yaml:" in plain.stderr
    data = council("validate", "bad.yaml", "--format", "json")
    assert data.exit_code == 3
    (verdict,) = json.loads(data.stdout)
    (problem,) = verdict["problems"]
    assert (problem["code"], problem["file"]) == ("E302", "bad.yaml")
    rows = list(csv.DictReader(io.StringIO(council("validate", "bad.yaml", "-f", "csv").stdout)))
    assert rows[0]["code"] == "E302"


def test_a_file_that_does_not_exist_is_an_error_at_its_beginning(elsewhere):
    (verdict,) = json.loads(council("validate", "nonesuch", "-f", "json").stdout)
    (problem,) = verdict["problems"]
    assert problem["code"] == "E209"
    assert (problem["file"], problem["line"], problem["column"]) == ("nonesuch", 1, 1)


def test_validate_counts_the_numbers_that_have_no_evidence(elsewhere, small):
    (elsewhere / "coded.yaml").write_text(small)
    (elsewhere / "bare.yaml").write_text(small.replace("{is: 0.8, because: statement}", "0.8", 1))
    checked = council("validate", "coded.yaml", "bare.yaml", "-f", "json")
    coded, bare = json.loads(checked.stdout)
    assert bare["numbers"] == coded["numbers"]
    assert bare["assumed"] == coded["assumed"] + 1


def test_list_knows_every_kind(elsewhere):
    names = [row["scenario"] for row in json.loads(council("list", "-f", "json").stdout)]
    assert "aleppo-2016-10-08" in names
    assert "RUS" in council("list", "profiles", "-f", "csv").stdout
    assert "syria" in council("list", "codebooks").stdout


def test_show_gives_every_number_with_its_prior(elsewhere):
    shown = council("show", "aleppo-2016-10-08", "--numbers", "--format", "json")
    rows = json.loads(shown.stdout)
    assert {"number", "centre", "spread", "grade", "evidence"} == set(rows[0])
    assert any(row["number"] == "members.RUS.positions.flights" for row in rows)
    one = council(
        "show", "aleppo-2016-10-08", "--member", "RUS", "-f", "json",
        "-S", "members.RUS.positions.flights=0.4",
    )  # fmt: skip
    (flights,) = [r for r in json.loads(one.stdout) if r["number"].endswith("positions.flights")]
    assert (flights["centre"], flights["spread"], flights["grade"]) == (0.4, 0.0, "override")


@pytest.mark.parametrize(
    "part", [[], ["--draft", "S/2016/846"], ["--evidence"], ["--member", "CHN"]]
)
@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_show_in_every_form(elsewhere, part, form):
    result = council("show", "aleppo-2016-10-08", *part, "--format", form)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()
    if form == "json":
        json.loads(result.stdout)


def test_a_shown_file_has_what_was_set_and_can_be_read_again(elsewhere):
    changes = ["-S", "coefficients.kappa=2", "-S", "members.USA.urgency=0.3",
               "-S", "members.GBR.urgency=[0.2,0.6]"]  # fmt: skip
    shown = council("show", "korea-1950", "-f", "json", *changes)
    (elsewhere / "shown.yaml").write_text(shown.stdout)
    again = json.loads(council("show", "shown.yaml", "--numbers", "-f", "json").stdout)
    first = json.loads(council("show", "korea-1950", "--numbers", "-f", "json", *changes).stdout)
    assert [(r["number"], r["centre"], r["spread"]) for r in again] == [
        (r["number"], r["centre"], r["spread"]) for r in first
    ]
    assert {"coefficients.kappa": 2.0, "members.USA.urgency": 0.3}.items() <= {
        r["number"]: r["centre"] for r in again if r["spread"] == 0.0
    }.items()
    assert any(r["number"] == "members.GBR.urgency" and r["spread"] > 0.0 for r in again)


def test_codings_that_share_no_number_or_some_are_not_called_the_same(elsewhere, small):
    (elsewhere / "one.yaml").write_text(small)
    told = [
        council("validate", first, "--against", "one.yaml").stderr
        for first in ("one.yaml", "korea-1950")
    ]
    assert "the two codings give the same central values" in told[0]
    assert "no number is in both codings" in told[1]
    coded = "{is: 0.8, because: statement}"
    more = small.replace(coded, f"{coded}\n      inquiry: 0.5", 1)
    (elsewhere / "more.yaml").write_text(more)
    part = council("validate", "more.yaml", "--against", "one.yaml").stderr
    assert "1 of " in part
    assert "are in one alone" in part


def test_two_codings_are_compared_and_merged(elsewhere, small):
    (elsewhere / "one.yaml").write_text(small)
    (elsewhere / "two.yaml").write_text(small.replace("{is: 0.8,", "{is: 0.4,", 1))
    compared = council("validate", "one.yaml", "--against", "two.yaml")
    assert compared.exit_code == 0
    assert "positions" in compared.stdout
    assert "members.GBR.positions.access" in compared.stdout
    merged = council("merge", "one.yaml", "two.yaml", "-o", "both.yaml")
    assert (merged.exit_code, merged.stdout) == (0, "both.yaml\n")
    assert "disagreement: 0.2" in (elsewhere / "both.yaml").read_text()
    assert council("validate", "both.yaml").exit_code == 0
    assert "twice" in council("merge", "one.yaml", "./one.yaml", "-o", "x.yaml").stderr
    before = (elsewhere / "both.yaml").read_bytes()
    assert council("merge", "one.yaml", "two.yaml", "-o", "both.yaml").exit_code == 2
    assert (elsewhere / "both.yaml").read_bytes() == before


@pytest.mark.parametrize("mixed", [False, True])
def test_resolved_scenarios_are_merged(elsewhere, small, mixed):
    """Files that ``show -f json`` prints have every field, null where there is nothing."""
    (elsewhere / "one.yaml").write_text(small)
    (elsewhere / "two.yaml").write_text(small.replace("{is: 0.8,", "{is: 0.4,", 1))
    files = []
    for name in ("one", "two"):
        (elsewhere / f"{name}.json").write_text(
            council("show", f"{name}.yaml", "-f", "json").stdout
        )
        files.append(f"{name}.json")
    if mixed:
        files[0] = "one.yaml"
    merged = council("merge", *files, "-o", "both.yaml")
    assert merged.exit_code == 0, merged.output
    assert "disagreement: 0.2" in (elsewhere / "both.yaml").read_text()
    assert council("validate", "both.yaml").exit_code == 0


def test_schema_is_json(elsewhere):
    for kind in ("scenario", "profile", "codebook"):
        assert json.loads(council("schema", kind).stdout)["title"] == f"council {kind}"


def test_doctor_finds_this_installation_sound(elsewhere):
    result = council("doctor", "--format", "json")
    assert result.exit_code == 0, result.output
    rows = {row["check"]: row for row in json.loads(result.stdout)}
    assert rows["scenarios"]["state"] == "ok"
    assert rows["python"]["found"].startswith("3.")
    assert not list(elsewhere.iterdir())


def test_a_list_is_grouped_dated_and_searched(elsewhere):
    listed = council("list").stdout
    for heading in ("The flagship", "Cases", "Earlier texts on Syria", "Variants"):
        assert heading in listed
    rows = json.loads(council("list", "--search", "crimea", "-f", "json").stdout)
    assert [row["scenario"] for row in rows] == ["crimea-2014"]
    assert rows[0]["date"] == "2014-03-15"
    nothing = council("list", "--search", "atlantis")
    assert nothing.exit_code == 2
    assert "council dossier list" in nothing.stderr


def test_the_first_word_of_a_name_is_enough_for_a_hint(elsewhere):
    assert "did you mean 'aleppo-2016-10-08'?" in council("run", "alepo").stderr


def test_what_there_is_to_read_is_shown(elsewhere):
    shown = council("show", "korea-1950", "--reading")
    assert shown.exit_code == 0
    assert "For discussion:" in shown.stdout
    assert council("show", "res-2139", "--reading").exit_code == 2


@pytest.mark.parametrize("name", ["null", "1e5", "true", "2014-03-15"])
@pytest.mark.parametrize("more", [(), ("--base", "s-2012-77")])
def test_a_name_that_yaml_would_read_as_something_else_is_quoted(elsewhere, name, more):
    assert council("new", name, *more).exit_code == 0
    done = council("validate", f"{name}.yaml")
    assert done.exit_code == 0, done.output
    if not more:  # a variant can itself be no base
        assert council("new", "on-it", "--base", name).exit_code == 0
        done = council("validate", "on-it.yaml")
        assert done.exit_code == 0, done.output


def test_a_profile_finds_its_codebook_where_its_scenarios_do(elsewhere):
    """In the folder ``codebook`` beside the folder ``profiles``."""
    book = (
        "codebook: mine\ntitle: Mine\n"
        "issues: {fish: {title: Fishing, anchors: {0: none, 0.5: some, 1: all}}}\n"
        "roles: {any: {title: Any, because: x, saliences: {fish: 1}}}\n"
    )
    mine = "profile: GBR\ncodebook: mine\nrole: any\npositions: {fish: 0.5}\n"
    for path, text in (("codebook/mine.yaml", book), ("profiles/GBR.yaml", mine)):
        (elsewhere / path).parent.mkdir()
        (elsewhere / path).write_text(text)
    done = council("validate", "profiles/GBR.yaml")
    assert "E209" not in done.stderr
    profile = elsewhere / "profiles" / "GBR.yaml"
    profile.write_text(profile.read_text().replace("fish", "fowl"))
    assert "E202" in council("validate", "profiles/GBR.yaml").stderr


def test_a_name_longer_than_a_scenario_may_have_is_refused(elsewhere):
    done = council("new", "n" * 101)
    assert done.exit_code == 2
    assert "101 characters" in done.stderr
    assert not list(elsewhere.iterdir())


def test_files_that_are_no_codings_of_one_scenario_are_not_merged(elsewhere):
    assert council("new", "mine", "--issues", "generic", "--date", "2022-02-25").exit_code == 0
    (elsewhere / "other.yaml").write_text(
        "scenario: other\nbase: aleppo-2016-10-08\n", encoding="utf-8"
    )
    result = council("merge", "mine.yaml", "other.yaml", "-o", "both.yaml")
    assert result.exit_code == 2
    assert "mine.yaml and other.yaml cannot be merged into one scenario" in result.stderr
    assert not (elsewhere / "both.yaml").exists()
