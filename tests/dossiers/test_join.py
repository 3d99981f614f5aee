"""What follows from a dossier in a scenario, and what the scenario says itself wins."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sim.rollcalls.estimate import UNKNOWN, UNKNOWN_SPREAD
from sim.scenario.catalogue import scenario_names, scenario_root
from sim.scenario.dossiers.positions import SOURCE, member, stand
from sim.scenario.dossiers.table import lists_for, shipped_counts
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_all, load_scenario, load_text
from sim.scenario.priors import quantities

UKRAINE = """\
scenario: u
title: Ukraine
dossier: ukraine
council: {date: 2022-02-25}
drafts:
  S/2022/155:
    title: A draft
    sponsors: [USA, ALB]
    circulated: 2022-02-24T12:00
    vote: 2022-02-25T17:00
    text: {halt: 0.75, territory: 1, naming: 0.75}
    consultation: 0.5
"""


def _codes(text: str, folder: Path | None = None) -> list[str]:
    with pytest.raises(ScenarioErrors) as raised:
        load_text(text, "x.yaml", folder=folder)
    return [problem.code for problem in raised.value.problems]


def test_a_dossier_and_a_day_make_a_council_with_places_and_positions() -> None:
    scenario = load_text(UKRAINE).scenario
    assert len(scenario.members) == 15
    assert scenario.members["RUS"].role == "addressee"
    assert scenario.members["KEN"].role == "other-member"
    assert list(scenario.issues) == ["halt", "naming", "coercion", "accountability", "relief",
                                     "territory"]  # fmt: skip
    position = scenario.members["RUS"].positions["territory"].claims[0]
    assert position.value < 0.1
    assert position.because == ("votes-RUS",)
    assert scenario.evidence["votes-RUS"].source == SOURCE
    assert scenario.evidence["votes-RUS"].date < date(2022, 2, 25)


def test_positions_carry_the_spread_of_the_votes_behind_them() -> None:
    numbers = {q.path: q for q in quantities(load_text(UKRAINE).scenario)}
    told = numbers["members.KEN.positions.territory"]
    assert told.grade == "inferred"
    lists = lists_for(["ukraine", "post-soviet", "human-rights"], shipped_counts())
    stands = stand(shipped_counts(), lists, ["territory"], date(2022, 2, 24))
    assert told.spread == member(stands, "KEN", date(2022, 2, 24)).values["territory"][1]


def test_the_roll_calls_of_a_claim_are_those_with_a_yes_an_abstention_or_a_no() -> None:
    scenario = load_text(UKRAINE).scenario
    claims = [scenario.evidence[f"votes-{code}"].claim for code in scenario.members]
    counts = [tuple(map(int, re.findall(r"\d+", claim))) for claim in claims]
    assert all(cast == yes + abstained + no for cast, yes, abstained, no in counts)
    assert any(abstained for _, _, abstained, _ in counts)


def test_the_state_of_things_is_that_of_the_day() -> None:
    before = load_text(UKRAINE.replace("2022", "2019").replace("[USA, ALB]", "[USA]")).scenario
    after = load_text(UKRAINE).scenario
    assert before.status_quo["halt"].claims[0].value == 0.5  # the Minsk measures
    assert after.status_quo["halt"].claims[0].value == 0.0
    assert after.evidence[after.status_quo["halt"].claims[0].because[0]].date == date(2022, 2, 24)


def test_what_the_scenario_says_wins() -> None:
    others = [code for code in load_text(UKRAINE).scenario.members if code != "KEN"]
    text = UKRAINE + (
        "members:\n"
        + "".join(f"  {code}: {{}}\n" for code in others)
        + "  KEN: {role: backer-of-claimant, positions: {territory: 0.9}}\n"
        + "status_quo: {halt: 0.25}\nclock: {round_hours: 3}\n"
    )
    scenario = load_text(text).scenario
    assert scenario.members["KEN"].role == "backer-of-claimant"
    assert scenario.members["KEN"].positions["territory"].claims[0].value == 0.9
    assert scenario.members["KEN"].positions["naming"].claims[0].because == ("votes-KEN",)
    assert scenario.status_quo["halt"].claims[0].value == 0.25
    assert scenario.clock.round_hours == 3


def test_a_state_without_any_vote_keeps_a_wide_prior() -> None:
    lists = lists_for(["korea", "cold-war"], shipped_counts())
    stands = stand(shipped_counts(), lists, ["halt"], date(1950, 6, 25))
    row = stands.row("KEN")
    assert (stands.mean[row, 0], stands.spread[row, 0]) == (UNKNOWN, UNKNOWN_SPREAD)


def test_the_council_of_1950_has_eleven_members_and_the_republic_of_china() -> None:
    text = UKRAINE.replace("dossier: ukraine", "dossier: korea").replace("2022-02-25", "1950-06-25")
    text = text.replace("2022-02-24", "1950-06-24").replace("[USA, ALB]", "[USA]")
    scenario = load_text(text).scenario
    assert len(scenario.members) == 11
    assert scenario.members["CHN"].name == "Republic of China"
    assert scenario.members["CHN"].role == "backer-of-claimant"


def test_one_member_that_is_changed_leaves_the_others_as_they_were() -> None:
    whole = load_text(UKRAINE).scenario
    changed = load_text(UKRAINE + "members: {RUS: {positions: {halt: 0.9}}}\n").scenario
    assert list(changed.members) == list(whole.members)
    for code, one in changed.members.items():
        if code != "RUS":
            assert one == whole.members[code]
    assert changed.members["RUS"].positions["halt"].claims[0].value == 0.9
    others = {k: v for k, v in changed.members["RUS"].positions.items() if k != "halt"}
    assert others == {k: v for k, v in whole.members["RUS"].positions.items() if k != "halt"}
    assert changed.members["RUS"].role == whole.members["RUS"].role


def test_a_variant_on_a_case_changes_what_it_names(tmp_path: Path) -> None:
    text = "scenario: v\ntitle: V\nbase: iraq-2003\nmembers: {USA: {positions: {naming: 0.9}}}\n"
    base, variant = (
        load_all("iraq-2003").scenario,
        load_text(text, "v.yaml", folder=tmp_path).scenario,
    )
    assert {c: m.role for c, m in variant.members.items()} == {
        c: m.role for c, m in base.members.items()
    }


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("dossier: ukraine", "dossier: ukrain", "E209"),
        ("council: {date: 2022-02-25}\n", "", "E111"),
        ("2022-02-25}", "1945-02-25}", "E402"),
        ("2022-02-25}", "2035-02-25}", "E402"),
        ("council: {date: 2022-02-25}", "ballot: S/2014/999", "E203"),
    ],
)
def test_faults_are_told_where_they_stand(old: str, new: str, code: str) -> None:
    assert old in UKRAINE
    assert code in _codes(UKRAINE.replace(old, new))


def test_a_dossier_that_has_ended_refuses_a_later_day() -> None:
    text = UKRAINE.replace("dossier: ukraine", "dossier: syria")
    assert _codes(text) == ["E616"]


def test_a_day_before_the_matter_is_remarked() -> None:
    early = UKRAINE.replace("2022-02", "2008-02").replace("[USA, ALB]", "[USA]")
    assert any("begins on 2014" in note for note in load_text(early, "x.yaml").notes)
    assert not any("begins on" in note for note in load_text(UKRAINE, "x.yaml").notes)


def test_a_table_of_positions_stands_for_members() -> None:
    text = UKRAINE.replace("dossier: ukraine", "codebook: generic").replace(
        "drafts:\n",
        "as_of: 2022-02-24T00:00\nlayers: [record]\nstatus_quo: {halt: 0}\n"
        "clock: {start: 2022-02-23T09:00, end: 2022-02-25T18:00}\n"
        "positions:\n  issues: [halt, territory]\n  RUS: [0.1, 0.05±0.2]\n  USA: [~, 1]\ndrafts:\n",
    )
    scenario = load_text(text).scenario
    assert len(scenario.members) == 15
    assert scenario.members["RUS"].positions["territory"].claims[0].spread == 0.2
    assert scenario.members["RUS"].positions["halt"].claims[0].value == 0.1
    assert list(scenario.members["USA"].positions) == ["territory"]
    assert scenario.members["GHA"].role == "other-member"


@pytest.mark.parametrize(
    "row", ["RUS: [0.1]", "RUS: [0.1, high]", "RUS: [0.1, [0.2]]", "RUS: 0.1", "RUS: [0.1, 1±x]"]
)
def test_a_row_that_cannot_be_read_is_told(row: str) -> None:
    text = UKRAINE + f"positions:\n  issues: [halt, territory]\n  {row}\n"
    assert "E617" in _codes(text)


def test_a_table_wins_over_the_dossier_and_keeps_the_rest_of_it() -> None:
    text = UKRAINE + "positions:\n  issues: [halt]\n  RUS: [0.5]\n"
    scenario = load_text(text).scenario
    assert scenario.members["RUS"].positions["halt"].claims[0].value == 0.5
    assert scenario.members["RUS"].positions["naming"].claims[0].because == ("votes-RUS",)


def test_what_the_flagships_members_want_is_not_computed_from_roll_calls() -> None:
    scenario = load_all("aleppo-2016-10-08").scenario
    assert not [key for key in scenario.evidence if key.startswith("votes-")]
    assert not any(
        key.startswith("votes-")
        for told in scenario.members.values()
        for number in told.positions.values()
        for claim in number.claims
        for key in claim.because
    )


def test_a_newer_table_that_cannot_be_read_is_the_only_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "newer.npz"
    broken.write_text("no table", encoding="utf-8")
    monkeypatch.setenv("COUNCIL_VOTES", str(broken))
    assert _codes(UKRAINE) == ["E101"]


def test_compliance_of_an_addressee_that_no_issue_has_is_left_out() -> None:
    text = (
        UKRAINE.replace("dossier: ukraine", "codebook: generic\nissues: [naming]")
        .replace("{halt: 0.75, territory: 1, naming: 0.75}", "{naming: 0.75}")
        .replace(
            "drafts:\n",
            "as_of: 2022-02-24T00:00\nlayers: [record]\nstatus_quo: {naming: 0}\n"
            "clock: {start: 2022-02-23T09:00, end: 2022-02-25T18:00}\n"
            "positions:\n  issues: [naming]\n  RUS: [0.1]\ndrafts:\n",
        )
    )
    assert load_text(text).scenario.compliance == {}


EVENTS = """\
events:
  before: {title: Long before, at: 2021-01-01T00:00, changes: {status_quo.halt: 0.1}}
  within: {title: In those days, at: 2022-02-24T05:00, changes: {status_quo.halt: 0.1}}
  after: {title: Afterwards, at: 2022-03-02T00:00, changes: {status_quo.halt: 0.1}}
"""


def test_only_events_of_the_days_of_the_scenario_happen(tmp_path: Path) -> None:
    folder = tmp_path / "dossiers"
    folder.mkdir()
    shipped = (scenario_root() / "dossiers" / "ukraine.yaml").read_text(encoding="utf-8")
    mine = shipped.replace("dossier: ukraine", "dossier: mine").replace(
        "roll_calls:\n", EVENTS + "\nroll_calls:\n"
    )
    (folder / "mine.yaml").write_text(mine, encoding="utf-8")
    text = UKRAINE.replace("dossier: ukraine", "dossier: mine").replace(
        "council:", "as_of: 2022-02-25T12:00\ncouncil:"
    )
    assert list(load_text(text, folder=tmp_path).scenario.events) == ["within"]


OWN = """\
dossier: own
title: A matter of its own
issues: [halt]
ballots:
  S/2015/1:
    date: 2015-05-05
    pen: [USA]
    codes:
      halt: [0.5/0.25]
"""
ON_OWN = "scenario: s\ndossier: own\nballot: S/2015/1\n"


def _own(folder: Path, text: str = OWN) -> Path:
    (folder / "dossiers").mkdir()
    (folder / "dossiers" / "own.yaml").write_text(text)
    return folder


@pytest.mark.parametrize(
    "more",
    [
        "",
        "kindred: human-rights\n",
        "state:\n  - {since: 2014-01-01, values: {halt: 0.25}, why: A decision}\n",
        "state:\n  - {since: 2016-01-01, values: {halt: 0.25}, why: A decision}\n",
        "evidence: {}\nsources: {}\n",
    ],
    ids=["bare", "kindred", "state", "later state", "empty sections"],
)
def test_a_ballot_of_a_dossier_of_ones_own_is_a_scenario(tmp_path: Path, more: str) -> None:
    scenario = load_text(ON_OWN, folder=_own(tmp_path, OWN + more)).scenario
    text = scenario.drafts["S/2015/1"].text["halt"].claims[0]
    assert (text.value, text.because) == (0.5, ("text",))
    assert scenario.status_quo["halt"].claims[0].value == 0.25
    assert "text" in scenario.evidence


DECIDED = """
roles:
  - {state: RUS, role: addressee, since: 2015-05-05, why: Named by the resolution of that day}
state:
  - {since: 2014-01-01, values: {territory: 0.25}, why: A decision}
  - {since: 2015-05-05, values: {territory: 0.9}, why: The resolution of that day}
"""


@pytest.mark.parametrize("own_text", [False, True], ids=["its ballot", "a text of one's own"])
def test_what_begins_on_the_day_of_the_ballot_does_not_count(
    tmp_path: Path, own_text: bool
) -> None:
    text = OWN.replace("issues: [halt]", "issues: [halt, territory]") + DECIDED
    day = ON_OWN
    if own_text:
        case = UKRAINE[UKRAINE.index("council:") :].replace("2022-02-25", "2015-05-05")
        case = case.replace("2022-02-24", "2015-05-04").replace("[USA, ALB]", "[USA]")
        case = case.replace(", naming: 0.75", "")
        title = "title: One\nas_of: 2015-05-05T09:00\n"
        day = ON_OWN.replace("ballot: S/2015/1\n", title + case)
    scenario = load_text(day, folder=_own(tmp_path, text)).scenario
    assert str(scenario.council.date) == "2015-05-05"
    (claim,) = scenario.status_quo["territory"].claims
    assert (claim.value, claim.because) == (0.25, ("things-1",))
    assert scenario.members["RUS"].role == "other-member"


@pytest.mark.parametrize("name", scenario_names())
def test_no_shipped_scenario_starts_from_what_its_ballots_decided(name: str) -> None:
    scenario = load_scenario(name)
    used = {key for number in scenario.status_quo.values() for c in number.claims
            for key in c.because}  # fmt: skip
    dates = {key: scenario.evidence[key].date for key in used if key.startswith("things-")}
    assert all(date < scenario.council.date for date in dates.values()), dates


@pytest.mark.parametrize(
    ("kindred", "code"), [("own", "E612"), ("nosuch", "E209")], ids=["cycle", "unknown"]
)
def test_a_kindred_dossier_that_cannot_be_used_is_told_at_its_place(
    tmp_path: Path, kindred: str, code: str
) -> None:
    text = f"{OWN}kindred: {kindred}\n"
    with pytest.raises(ScenarioErrors) as raised:
        load_text(ON_OWN, folder=_own(tmp_path, text))
    problem, = raised.value.problems  # fmt: skip
    assert problem.code == code
    assert Path(problem.place.file).name == "own.yaml"
    assert problem.source == f"kindred: {kindred}"


def test_what_stands_after_the_roll_calls_counts_too(tmp_path: Path) -> None:
    calls = "roll_calls:\n  - A/RES/68/262 2014-03-27 + halt\n"
    state = "state:\n  - {since: 2014-01-01, values: {halt: 0.9}, why: A decision}\n"
    day = ON_OWN.replace("ballot: S/2015/1\n", "title: One\n" + UKRAINE[UKRAINE.index("council:"):]
                         .replace("2022", "2015").replace("[USA, ALB]", "[USA]")
                         .replace(", territory: 1, naming: 0.75", ""))  # fmt: skip
    first, last = (tmp_path / name for name in ("first", "last"))
    for folder, text in ((first, state + calls), (last, calls + state)):
        folder.mkdir()
        _own(folder, OWN + text)
    one, other = (load_text(day, folder=folder).scenario for folder in (first, last))
    assert other.status_quo["halt"].claims[0].value == 0.9
    assert one == other


SYRIA = ("res-2042", "s-2011-612", "s-2012-538", "s-2014-348", "res-2118")


@pytest.mark.parametrize("name", SYRIA)
def test_null_in_a_variant_takes_out_what_the_ballot_of_its_base_brings(name) -> None:
    base = load_scenario(name)
    symbol = next(iter(base.drafts))
    issue = next(iter(base.drafts[symbol].text))
    head = f"scenario: other\nbase: {name}\ntitle: Other\nquestion: Which?\nexpectation: ''\n"
    text = f"{head}drafts: {{{symbol}: {{text: {{{issue}: null}}}}}}\n"
    by_file = load_text(text, "other.yaml").scenario
    by_option = load_scenario(name, [f"drafts.{symbol}.text.{issue}=null"])
    assert issue not in by_file.drafts[symbol].text
    assert by_file.drafts == by_option.drafts
    assert by_file.statements == by_option.statements


def test_null_in_a_variant_takes_out_statements_and_lists_of_its_base() -> None:
    head = "scenario: other\nbase: s-2014-348\ntitle: Other\nquestion: Which?\nexpectation: ''\n"
    text = f"{head}statements: null\ndrafts: {{S/2014/348: {{co_sponsors: null}}}}\n"
    scenario = load_text(text, "other.yaml").scenario
    assert scenario.statements == ()
    assert scenario.drafts["S/2014/348"].co_sponsors == ()


def test_null_for_what_neither_base_nor_dossier_has_is_refused() -> None:
    head = "scenario: other\nbase: s-2014-348\ntitle: Other\nquestion: Which?\nexpectation: ''\n"
    text = f"{head}drafts: {{S/2014/348: {{text: {{acountability: null}}}}}}\n"
    with pytest.raises(ScenarioErrors) as raised:
        load_text(text, "other.yaml")
    (problem,) = raised.value.problems
    assert problem.code == "E118"
    assert "accountability" in problem.remedy


def test_null_in_a_variant_of_a_ballot_that_no_file_codes(tmp_path: Path) -> None:
    """The text, and the statements on it, come from the dossier alone."""
    (tmp_path / "base.yaml").write_text(
        "scenario: base\ntitle: Base\ndossier: cyprus\nballot: S/2004/313\n", "utf-8"
    )
    base = load_scenario(str(tmp_path / "base.yaml"))
    issue = next(iter(base.drafts["S/2004/313"].text))
    head = "scenario: other\nbase: base.yaml\ntitle: Other\nquestion: Which?\nexpectation: ''\n"
    text = f"{head}drafts: {{S/2004/313: {{text: {{{issue}: null}}}}}}\n"
    by_file = load_text(text, "other.yaml", folder=tmp_path).scenario
    by_option = load_scenario(str(tmp_path / "base.yaml"), [f"drafts.S/2004/313.text.{issue}=null"])
    assert issue not in by_file.drafts["S/2004/313"].text
    assert by_file.drafts == by_option.drafts
    assert by_file.statements == by_option.statements


@pytest.mark.parametrize(
    ("dossier", "symbol", "note"),
    [
        ("palestine", "S/1996/803", "it is not known who drafted S/1996/803"),
        ("americas-and-asia", "S/1997/260", "ITA drafted S/1997/260 and had no seat"),
        ("institutions", "S/1999/716", ""),  # a President's text
        ("palestine", "S/2014/916", None),
    ],
)
def test_nobody_is_close_to_a_president_that_stands_in(
    dossier: str, symbol: str, note: str | None
) -> None:
    """As in the base, where a text without known penholders has no closeness."""
    text = f"scenario: s\ntitle: S\ndossier: {dossier}\nballot: {symbol}\n"
    loaded = load_text(text, "x.yaml")
    stood = [said for said in loaded.notes if "stands in as its sponsor" in said]
    assert len(stood) == bool(note)
    assert all(said.startswith(note or "") for said in stood)
    near = [member.closeness for member in loaded.scenario.members.values()]
    assert any(near) is (note is None)
