"""What a scenario costs is bounded before it is paid, and what is accepted can be computed with."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from sim.domain.words import nearest
from sim.scenario.errors import MOST, Findings, ScenarioErrors
from sim.scenario.load import load_text
from sim.scenario.template import skeleton
from sim.scenario.tree import SourcePlace

SMALL = skeleton("small", date(2016, 10, 8))


def refused(text: str, *overrides: str) -> ScenarioErrors:
    with pytest.raises(ScenarioErrors) as caught:
        load_text(text, overrides=overrides)
    return caught.value


def with_members(count: int) -> str:
    more = "".join(f"  X{n}: {{role: third-party}}\n" for n in range(count))
    before, head, after = SMALL.partition("\nmembers:")
    line, _, rest = after.partition("\n")
    return f"{before}{head}{line}\n{more}{rest}"


def test_too_many_members_are_refused_before_anything_is_done_for_each() -> None:
    (problem,) = refused(with_members(10_000)).problems
    assert problem.code == "E120"
    assert "at most 200" in problem.message


@pytest.mark.parametrize("section", ["drafts", "events", "parties", "patrons", "issues", "roles"])
def test_every_section_has_a_greatest_number_of_entries(section: str) -> None:
    text = f"base: aleppo-2016-10-08\nscenario: big\n{section}:\n"
    text += "".join(f"  x{n}: {{title: x}}\n" for n in range(1500))
    assert [p.code for p in refused(text).problems] == ["E120"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"drafts: {{S/2016/846: {{sponsors: [{'FRA, ' * 100_000}]}}}}", "at most 200"),
        (f"status_quo: {{flights: [{'{is: 0.5}, ' * 60_000}]}}", "at most 200"),
        (f"title: {'x' * 100_000}", "a text of 100,000 characters"),
    ],
)
def test_every_list_and_every_text_has_a_greatest_length(change: str, said: str) -> None:
    found = refused(f"base: aleppo-2016-10-08\nscenario: long\n{change}\n").problems
    assert [(p.code, said in p.message) for p in found] == [("E120", True)]


def test_a_setting_is_no_longer_than_a_text_of_a_file_and_is_quoted_in_short() -> None:
    errors = refused(SMALL, f"title={'x' * 20_001}")
    (problem,) = errors.problems
    assert (problem.code, problem.message) == ("E120", "a value of 20,001 characters")
    assert len(str(errors)) < 500
    load_text(SMALL, overrides=(f"title={'x' * 20_000}",))


@pytest.mark.parametrize("name", ["../x", "a/b", "a\\\\b", "..", " ", "x" * 101, "a\\tb"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    (problem,) = refused(f'base: aleppo-2016-10-08\nscenario: "{name}"\n').problems
    assert problem.code == "E119"
    assert (problem.place.line, problem.place.column) == (2, 11)


@pytest.mark.parametrize("name", ["x" * 100, "..x", "Алеппо, 2016", "a (b)"])
def test_other_names_of_scenarios_are_taken(name: str) -> None:
    text = f'base: aleppo-2016-10-08\nscenario: "{name}"\n'
    assert load_text(text, overrides=()).scenario.scenario == name


@pytest.mark.parametrize(
    ("section", "one", "other"),
    [("parties", "gov", "Gov"), ("issues", "access", "Access"), ("drafts", "s/1", "S/1")],
)
def test_names_that_differ_in_case_alone_are_refused(section: str, one: str, other: str) -> None:
    text = f"base: aleppo-2016-10-08\nscenario: two\n{section}: {{{one}: {{}}, {other}: {{}}}}\n"
    said = [p.message for p in refused(text).problems if p.code == "E119"]
    assert said == [f"'{other}' and '{one}' differ in upper and lower case alone"]


@pytest.mark.parametrize("symbol", ["access", "Refer", "single_copy"])
def test_a_draft_that_is_called_like_a_motion_is_refused(symbol: str) -> None:
    text = f"base: aleppo-2016-10-08\nscenario: two\ndrafts: {{{symbol}: {{}}}}\n"
    said = [p.message for p in refused(text).problems if p.code == "E119"]
    assert said == [f"'{symbol}' is what a motion of the Council is called"]


def test_of_many_faults_the_first_hundred_are_told_and_one_of_each_other_code() -> None:
    late = "expected:\n" + "- {measure: adoption, draft: S/1, goes: up, finding: x}\n" * 3
    errors = refused(SMALL + "".join(f"unknown-{n}: 1\n" for n in range(6000)) + late)
    codes = Counter(problem.code for problem in errors.problems)
    assert codes == {"E102": MOST, "E203": 1}
    assert errors.more >= 6002 - MOST
    told = f"101 of {errors.more + 101:,} faults, at least one of each code"
    assert told in str(errors)


def test_a_name_of_nine_hundred_letters_is_cut_where_it_is_quoted() -> None:
    long = "a" * 900
    errors = refused(f"{SMALL}{long}: 1\n{long}b: 2\n")
    assert all(len(problem.message) < 300 for problem in errors.problems)
    assert {problem.code for problem in errors.problems} >= {"E120"}


def test_no_suggestion_is_looked_for_where_looking_costs_too_much() -> None:
    assert nearest("x" * 101, ["x" * 100]) is None
    assert nearest("flight", [*(f"{n}" * 50 for n in range(9)), "flights"]) == "flights"
    findings = Findings()
    findings.unknown("E201", SourcePlace("f", 1, 1), "y" * 50_000, ["z" * 50_000])
    assert len(findings.problems[0].message) < 200


@pytest.mark.parametrize("spread", ["1e-200", "1e-160", "1e200", "1.7e308", "-1", "11"])
def test_spreads_that_cannot_be_computed_with_are_out_of_range(spread: str) -> None:
    claim = f"{{is: 0.5, spread: {spread}}}"
    text = f"base: aleppo-2016-10-08\nscenario: wide\nstatus_quo: {{flights: {claim}}}\n"
    assert [p.code for p in refused(text).problems] == ["E302"]


@pytest.mark.parametrize(
    "change",
    [
        "drafts: {S/2016/846: {renew_after_hours: 1e300}}",
        "drafts: {S/2016/846: {exposure: 1.7e308}}",
        "roles: {humanitarian-file: {saliences: {flights: 1e308}}}",
        "fallback: {form: press, silence_hours: 1.7e308}",
        "city: {days_to_destruction: 1e-320}",
        "plan: {days_to_leave: 1e308}",
        "plan: {fighters: 1e308}",
        "members: {RUS: {saliences: {flights: 1e-320}}}",
    ],
)
def test_numbers_beyond_their_range_are_refused_where_they_stand(change: str) -> None:
    errors = refused(f"base: aleppo-2016-10-08\nscenario: far\n{change}\n")
    assert [p.code for p in errors.problems] == ["E302"]
    assert "write a number" in errors.problems[0].remedy


def test_the_plan_needs_parties_not_members() -> None:
    errors = refused("base: aleppo-2016-10-08\nscenario: odd\nplan: {needs: [damascus, RUS]}\n")
    assert [p.code for p in errors.problems] == ["E201"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("council", "council: {{date: {day}}}"),
        ("as_of", "as_of: {day}"),
        ("clock", "clock: {{start: {day}T00:00, end: {day}T12:00}}"),
        ("statements", "statements: [{{speaker: RUS, draft: S/2016/846, at: {day}, pull: 0.1}}]"),
    ],
)
@pytest.mark.parametrize("base", ["aleppo-2016-10-08", "korea-1950"])
def test_a_day_at_the_end_of_the_calendar_is_a_fault_with_its_place(base, path, line, day) -> None:
    """Reckoning a day further would run out of the calendar."""
    text = f"scenario: far\nbase: {base}\ntitle: Far\n{line.format(day=day)}\n"
    with pytest.raises(ScenarioErrors) as caught:
        load_text(text, "far.yaml")
    assert any(f.code == "E116" and f.place.line == 4 for f in caught.value.problems), path


def test_the_years_that_a_refusal_names_are_the_first_and_the_last_accepted() -> None:
    def dated(day: str) -> str:
        return SMALL.replace("    date: 2016-10-06\n", f"    date: {day}\n", 1)

    (problem,) = refused(dated("9999-12-31")).problems
    found = re.search(r"from (\d+) to (\d+)", problem.message)
    assert found is not None
    first, last = map(int, found.groups())
    for day in (f"{first}-01-01", f"{last}-12-31"):
        load_text(dated(day))
    for day in (f"{first - 1}-12-31", f"{last + 1}-01-01"):
        assert [p.code for p in refused(dated(day)).problems] == ["E116"]
