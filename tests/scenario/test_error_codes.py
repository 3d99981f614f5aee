"""Every code is reached by a file that a person could have written, and points at its place."""

from __future__ import annotations

import pytest

from sim.scenario.codes import CODES
from sim.scenario.errors import ScenarioErrors

SWAPS: list[tuple[str, str, str, str]] = [
    # code, what stands in the sound file, what is written instead, what the caret stands under
    ("E102", "title: A title", "titel: A title", "titel"),
    ("E103", "status_quo:  #", "title: Twice\nstatus_quo:  #", "title"),
    ("E103", "      0.5: Relief is called for, where the authorities agree.\n",
     "      0.5: Relief is called for, where the authorities agree.\n      .50: More.\n", ".50"),
    ("E104", "layers: [record]", "layers: [record", ""),
    ("E105", "  institution: charter", "\tinstitution: charter", "\t"),
    ("E109", "access: 0.2", "access: &a 0.2", "&a 0.2"),
    ("E109", "access: 0.2", "access: *a", "*a"),
    ("E109", "access: 0.2", "access: !!float 0.2", "!!float 0.2"),
    ("E110", "layers: [record]", "layers: " + "[" * 60 + "]" * 60, ""),
    ("E111", "    consultation: 0.5  # how", "    # how", "S/2016/1"),
    ("E112", "title: A title in one line", "title: [A, title]", "["),
    ("E112", "title: A title in one line", "title: 2016", "2016"),
    ("E112", "humanitarian: true", "humanitarian: yes", "yes"),
    ("E112", "  government: 0.4", "  ? [a, b]\n  : 0.4", ""),
    ("E113", "status_quo:  #", "---\nstatus_quo:  #", ""),
    ("E114", "sponsors: [GBR]", "sponsors: []", "sponsors"),
    ("E114", "  access: 0.2", "  access: []", "access"),
    ("E114", "title: A title in one line", "title: ' '", "title"),
    ("E115", "attribution: stated", "attribution: state", "state"),
    ("E115", "may: [amend, withdraw]", "may: [amend, leave]", "leave"),
    ("E116", "vote: 2016-10-08T10:00", "vote: noon", "noon"),
    ("E116", "  date: 2016-10-08", "  date: 20161008", "20161008"),
    ("E116", "  date: 2016-10-08", "  date: 2016-10-32", "2016-10-32"),
    ("E116", "vote: 2016-10-08T10:00", "vote: 2016-10-08T10:00Z", "2016-10-08T10:00Z"),
    ("E119", "  records:\n", "  the records:\n", "the records"),
    ("E122", "sponsors: [GBR]", "sponsors: [GBR, GBR]", "["),
    ("E201", "sponsors: [GBR]", "sponsors: [GB]", "GB"),
    ("E201", "  government: 0.4", "  goverment: 0.4", "goverment"),
    ("E201", "  RUS:  #", "  Russia:  #", "Russia"),
    ("E202", "status_quo:  # how things stand now, on the same scales\n  access",
     "status_quo:\n  acces", "acces"),
    ("E203", "drafts:  #", ("statements:\n  - {speaker: GBR, draft: S/2016/2, at: 2016-10-07,"
     " pull: 0.1}\ndrafts:  #"), "S/2016/2"),
    ("E204", "  AGO:  # Angola, elected\n    role: third-party",
     "  AGO:\n    role: first-party", "first-party"),
    ("E205", "source: records", "source: record", "record"),
    ("E206", "because: statement}", "because: statment}", "statment"),
    ("E207", "because: statement}", "because: statement, when: plan_acepted}", "plan_acepted"),
    ("E207", "  access: 0.2", "  access: {is: 0.2, when: plan_accepted}", "plan_accepted"),
    ("E208", "drafts:  #", ("events:\n  storm:\n    title: A storm\n    at: 2016-10-07\n"
     "    changes: {members.GBR.position.access: 0.1}\ndrafts:  #"), "members.GBR.position.access"),
    ("E209", "title: A title", "codebook: syrai\ntitle: A title", "syrai"),
    ("E209", "    role: third-party\n    positions:", ("    role: third-party\n    profile: GB\n"
     "    positions:"), "GB"),
    ("E210", "drafts:  #", "coefficients: {lamda: 0.1}\ndrafts:  #", "lamda"),
    ("E211", "drafts:  #", "decision_rule: sincerely\ndrafts:  #", "sincerely"),
    ("E214", "    positions:\n", "    alignment: {GBR: 0.1}\n    positions:\n", "GBR"),
    ("E215", "drafts:  #", "follow: {AGO: leage}\ndrafts:  #", "leage"),
    ("E216", "drafts:  #", ("groups: {league: {title: A league, members: [SAU]}}\n"
     "follow: {AGO: league}\ndrafts:  #"), "league"),
    ("E408", "  institution: charter", ("  institution: charter\n  parties_to_dispute: [RUS]\n"
     "pins: {RUS: no}"), "RUS"),
    ("E408", "  institution: charter", ("  institution: charter\n  parties_to_dispute: [RUS]\n"
     "follow: {RUS: CHN}"), "RUS"),
    ("E409", "drafts:  #", "pins: {AGO: no}\nfollow: {AGO: CHN}\ndrafts:  #", ""),
    ("E410", "    consultation:", "    nature: procedural\n    binding: true\n    consultation:",
     "procedural"),
    ("E301", "  access: 0.2", "  access: much", "much"),
    ("E301", "  access: 0.2", "  access: .nan", ".nan"),
    ("E301", "  access: 0.2", "  access: .inf", ".inf"),
    ("E301", "  access: 0.2", "  access: '0.2'", "'0.2'"),
    ("E301", "  access: 0.2", "  access: true", "true"),
    ("E301", "  access: 0.2", "  access: {value: 0.2}", ""),
    ("E301", "  access: 0.2", "  access: [0.2]", "0.2"),
    ("E302", "  access: 0.2", "  access: 1.2", "1.2"),
    ("E302", "  access: 0.2", "  access: {is: -0.2}", "-0.2"),
    ("E302", "drafts:  #", "coefficients: {tau: 0}\ndrafts:  #", "0"),
    ("E302", "round_hours: 6", "round_hours: 0", "0"),
    ("E303", "      0.5: Relief is called for, where the authorities agree.\n", "", "access"),
    ("E304", "saliences: {access: 2, inquiry: 1}", "saliences: {access: 0, inquiry: 0}",
     "saliences"),
    ("E401", "institution: charter", "institution: chartre", "chartre"),
    ("E401", "institution: charter", "institution: ''", "''"),
    ("E402", "  AGO:  # Angola, elected", "  BRA:", "BRA"),
    ("E402", "  AGO:  # Angola, elected\n    role: third-party\n", "", "members"),
    ("E402", "  date: 2016-10-08", "  date: 1945-10-08", "date"),
    ("E403", "  CHN:  # China, permanent\n    role: third-party\n", "", "members"),
    ("E404", "  institution: charter", "  president: BRA\n  institution: charter", "BRA"),
    ("E404", "  institution: charter", "  president: ''\n  institution: charter", "''"),
    ("E405", "vote: 2016-10-08T10:00", "vote: 2016-10-05T10:00", "2016-10-05T10:00"),
    ("E406", "end: 2016-10-08T18:00", "end: 2016-10-01T18:00", "end"),
    ("E407", "end: 2016-10-08T18:00", "end: 2036-10-08T18:00", "end"),
    ("E501", "    place: page 3\n", "", "statement"),
    ("E501", "    place: page 3\n", "    place: ''\n", "place"),
    ("E502", "    costliness: talk  # act, commitment or talk\n", "", "statement"),
]  # fmt: skip

OVERRIDES: list[tuple[str, str, str]] = [
    ("E601", "members.GBR.positions.access", "members.GBR.positions.access"),
    ("E602", "members.GBR.positions.acess=0.1", "members.GBR.positions.acess"),
    ("E603", "members.GBR.positions.access=1.1", "1.1"),
    ("E603", "members.GBR.positions.access=high", "high"),
    ("E604", "members.GBR.positions=0.1", "members.GBR.positions"),
    ("E604", "issues.access.title=Roads", "issues.access.title"),
]

ELSEWHERE = {
    "E101",
    "E106",
    "E107",
    "E108",
    "E117",
    "E118",
    "E120",
    "E121",
    "E212",
    "E213",
    "E605",
} | {
    f"E61{n}"
    for n in range(1, 8)  # dossiers: tests/dossiers
}
"""Codes that need other files or options; the tests below and beside this file reach them."""


def marked(problem) -> str:
    start = problem.place.column - 1
    return problem.source[start : start + problem.place.width]


@pytest.mark.parametrize(("code", "old", "new", "under"), SWAPS, ids=lambda v: str(v)[:24])
def test_a_fault_has_its_code_and_its_place(attempt, small, code, old, new, under):
    assert old in small
    errors = attempt(small.replace(old, new, 1))
    assert isinstance(errors, ScenarioErrors)
    assert errors.exit_code == 3
    found = [problem for problem in errors.problems if problem.code == code]
    assert found, str(errors)
    assert found[0].place.file == "x.yaml"
    assert found[0].remedy
    if under:
        assert under in {marked(problem) for problem in found}, str(errors)


@pytest.mark.parametrize(("code", "override", "under"), OVERRIDES)
def test_a_faulty_override_has_its_code_and_its_place(attempt, small, code, override, under):
    errors = attempt(small, override)
    assert isinstance(errors, ScenarioErrors)
    assert [problem.code for problem in errors.problems] == [code]
    assert marked(errors.problems[0]) == under


@pytest.mark.parametrize("empty", [b"", b"# only a comment\n", b"---\n", b"\n\n"])
def test_an_empty_file(attempt, empty):
    assert attempt(empty).code == "E106"


@pytest.mark.parametrize(
    "data", ["é".encode("latin-1"), "scenario: é".encode("utf-16"), b"a: \xff"]
)
def test_a_file_that_is_not_utf8(attempt, data):
    assert attempt(data).code == "E107"


def test_a_file_that_is_too_large(attempt, small):
    assert attempt(small + "#" * 1_000_001).code == "E108"


@pytest.mark.parametrize(
    "name", [".", "nowhere.yaml", "/dev/null", "no/such/file.yaml", "a\0b.yaml"]
)
def test_what_cannot_be_read(elsewhere, name):
    from sim.scenario.load import load_scenario

    with pytest.raises(ScenarioErrors) as raised:
        load_scenario(name)
    assert raised.value.code in ("E101", "E209")


def test_control_characters_are_no_yaml(attempt, small):
    assert attempt(small.replace("title:", "title: \x01", 1)).code == "E104"


def test_every_missing_section_is_named_at_once(attempt):
    errors = attempt("scenario: x\n")
    missing = {p.message.split("'")[1] for p in errors.problems if p.code == "E111"}
    assert {"members", "issues", "drafts", "clock", "council", "status_quo"} <= missing


def test_all_faults_of_a_file_come_together(attempt, small):
    text = small.replace("title: A", "titel: A", 1).replace("access: 0.2", "access: 2", 1)
    text = text.replace("sponsors: [GBR]", "sponsors: [GB]", 1)
    codes = [problem.code for problem in attempt(text).problems]
    assert {"E102", "E111", "E302", "E201"} == set(codes)
    lines = [problem.place.line for problem in attempt(text).problems]
    assert lines == sorted(lines)


def test_the_table_of_codes_is_complete_and_used():
    reached = {code for code, *_ in SWAPS} | {code for code, *_ in OVERRIDES} | ELSEWHERE
    assert reached == set(CODES)
    for code, entry in CODES.items():
        assert entry.title, code
        assert entry.why.endswith("."), code
        assert entry.remedy, code


def test_a_shipped_file_may_not_claim_to_be_an_override(attempt, small):
    errors = attempt(small.replace("access: 0.2", "access: {is: 0.2, override: true}", 1))
    assert [problem.code for problem in errors.problems] == ["E102"]
