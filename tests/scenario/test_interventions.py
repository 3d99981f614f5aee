"""Pins, followers and what is left out: as sections, as overrides, as people write them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.domain.errors import UsageError
from sim.scenario.catalogue import catalogue_entries
from sim.scenario.errors import ScenarioErrors
from sim.scenario.intervention_lines import interventions
from sim.scenario.load import load_scenario, load_text, scenario_hash
from sim.scenario.omissions import without
from sim.scenario.priors import quantities
from sim.scenario.questions import ArmWords, arm, follows, pins
from sim.scenario.schema import Scenario

FLAGSHIP = "aleppo-2016-10-08"
LEAGUE = "groups: {league: {title: A league, members: [SAU, EGY], line: {S/2016/1: no}}}\n"


def told(text: str, *overrides: str) -> str:
    with pytest.raises(ScenarioErrors) as raised:
        load_text(text, overrides=overrides)
    return str(raised.value)


def test_a_section_pins_one_vote_or_one_by_draft(small: str) -> None:
    scenario = load_text(small + "pins: {CHN: no, RUS: {S/2016/1: abstain}}\n").scenario
    assert scenario.pins == {"CHN": {"all": "no"}, "RUS": {"S/2016/1": "abstain"}}


def test_a_scenario_with_interventions_is_read_again_as_it_was_written(small: str) -> None:
    text = small + LEAGUE + "follow: {AGO: league}\npins: {CHN: no}\n"
    scenario = load_text(text).scenario
    assert Scenario.model_validate_json(scenario.model_dump_json(by_alias=True)) == scenario


def test_overrides_pin_any_member_and_the_draft_comes_before_all(small: str) -> None:
    words = ("pins.CHN=no", "pins.CHN.S/2016/1=abstain", "follow.AGO=RUS")
    scenario = load_text(small, overrides=words).scenario
    assert scenario.pins == {"CHN": {"all": "no", "S/2016/1": "abstain"}}
    assert scenario.follow == {"AGO": "RUS"}


def test_an_override_adds_to_what_a_file_pins_and_takes_it_out(small: str) -> None:
    text = small + "pins: {CHN: no, RUS: no}\n"
    scenario = load_text(text, overrides=("pins.CHN.S/2016/1=yes", "pins.RUS=null")).scenario
    assert scenario.pins == {"CHN": {"all": "no", "S/2016/1": "yes"}}


def test_a_group_states_a_line_by_override(small: str) -> None:
    words = ("groups.league.line.S/2016/1=yes", "follow.AGO=league")
    assert load_text(small + LEAGUE, overrides=words).scenario.groups["league"].line == {
        "S/2016/1": "yes"
    }


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("pins.DEU=no", "Germany (DEU) is not a member of this Council"),
        ("pins.XYZ=no", "unknown actor 'XYZ'"),
        ("pins.CHN=maybe", "E115"),
        ("pins.CHN.S/2016/2=no", "unknown draft 'S/2016/2'"),
        ("follow.CHN=leage", "did you mean 'league'"),
        ("follow.DEU=league", "Germany (DEU) is not a member of this Council"),
        ("follow.CHN=CHN", "would follow itself"),
        ("follow.CHN=arabs", "state a line for it: -S groups.arabs.line=yes"),
    ],
)
def test_names_that_lead_nowhere(small: str, override: str, says: str) -> None:
    assert says in told(small + LEAGUE, override)


def test_a_follower_that_is_not_a_member_is_one_error(small: str) -> None:
    with pytest.raises(ScenarioErrors) as raised:
        load_text(small, overrides=("follow.DEU=DEU",))
    assert [problem.code for problem in raised.value.problems] == ["E201"]


def test_a_vote_that_is_fixed_twice(small: str) -> None:
    assert "E409" in told(small + LEAGUE, "pins.EGY=no", "follow.EGY=league")
    assert "RUS itself follows 'CHN'" in told(small, "follow.RUS=CHN", "follow.EGY=RUS")
    text = small + "groups: {league: {title: A league, members: [], spokesman: EGY}}\n"
    assert "would follow itself" in told(text, "follow.EGY=league")


def test_a_group_of_which_nobody_sits_in_the_council_needs_a_line(small: str) -> None:
    text = small + "groups: {league: {title: A league, members: [SAU, EGY]}}\n"
    assert "groups.league.line=yes" in told(text, "follow.EGY=league")
    load_text(text, overrides=("follow.AGO=league",))


def test_more_leaders_than_patterns_can_be_looked_at(small: str) -> None:
    listed = "FRA, GBR, USA, RUS, CHN, ESP"
    text = small + f"groups: {{many: {{title: Many, members: [{listed}]}}}}\n"
    assert "6 members would be followed; the limit is 5" in told(text, "follow.AGO=many")
    load_text(text, overrides=("follow.AGO=many", "groups.many.members=[FRA, GBR, USA]"))


def test_a_party_to_the_dispute_can_be_pinned_to_nothing_but_abstention(small: str) -> None:
    party = "council.parties_to_dispute=[RUS]"
    assert "bound to abstain on S/2016/1" in told(small, party, "pins.RUS=no")
    load_text(small, overrides=(party, "pins.RUS=abstain"))
    load_text(small, overrides=(party, "pins.RUS=no", "drafts.S/2016/1.binding=true"))


def test_the_hash_of_a_scenario_without_interventions_is_what_it_was(small: str) -> None:
    plain = load_text(small).scenario
    assert scenario_hash(plain) == scenario_hash(load_text(small + "pins: {}\n").scenario)
    assert scenario_hash(plain) != scenario_hash(load_text(small + "pins: {CHN: no}\n").scenario)


def test_a_draft_that_is_left_out_takes_its_pins_with_it() -> None:
    words = ["pins.CHN.S/2016/847=no", "drafts.S/2016/847=null"]
    assert load_scenario(FLAGSHIP, words).pins == {"CHN": {}}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("CHN=no", "pins.CHN.all=no"),
        ("China = No", "pins.CHN.all=no"),
        ("CHN=abstain on S/2016/846", "pins.CHN.S/2016/846=abstain"),
    ],
)
def test_pins_as_people_write_them(text: str, change: str) -> None:
    assert pins([text]) == [change]


@pytest.mark.parametrize("text", ["CHN", "CHN=maybe", "=no", "CHN=absent", "CHN=no on", ""])
def test_what_is_no_pin(text: str) -> None:
    with pytest.raises(UsageError, match="is not a valid pin") as raised:
        pins([text])
    assert "on S/2016/846" in raised.value.remedy


def test_pins_that_contradict_each_other() -> None:
    with pytest.raises(UsageError, match="cannot vote both no and yes"):
        pins(["CHN=no", "CHN=yes"])
    assert len(pins(["CHN=no", "CHN=yes on S/2016/847", "CHN=no"])) == 2
    with pytest.raises(UsageError, match="cannot follow"):
        follows(["EGY=FRA", "EGY=GBR"])
    with pytest.raises(UsageError, match="MEMBER=GROUP"):
        follows(["EGY"])
    assert follows(["Egypt=France", "SEN=league"]) == ["follow.EGY=FRA", "follow.SEN=league"]


def test_an_arm_is_its_name_its_scenario_and_its_changes() -> None:
    name, start, words = arm(
        "two: pin RUS=no on S/2016/846; council.institution=charter;follow EGY=FRA"
    )
    assert (name, start) == ("two", None)
    assert words.overrides(lambda: load_scenario(FLAGSHIP)) == [
        "council.institution=charter", "follow.EGY=FRA", "pins.RUS.S/2016/846=no",
    ]  # fmt: skip
    assert arm("v: scenario plan-accepted-first")[1] == "plan-accepted-first"
    _, _, words = arm("w: without draft S/2016/847")
    assert words.overrides(lambda: load_scenario(FLAGSHIP)) == ["drafts.S/2016/847=null"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name:",
        ": a=b",
        "name: pin",
        "name: what",
        "name: ;",
        "name: scenario no-collapse; scenario no-veto",
    ],
)
def test_what_is_no_arm(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        arm(text)
    assert raised.value.remedy


def test_what_is_left_out_is_written_as_an_override_would_be() -> None:
    scenario = load_scenario(FLAGSHIP)
    assert without(["draft S/2016/847"], scenario) == ["drafts.S/2016/847=null"]
    key = next(iter(scenario.events))
    assert without([f"event {key}"], scenario) == [f"events.{key}.happens=false"]
    assert without(["sponsor ESP of S/2016/846"], scenario) == ["drafts.S/2016/846.sponsors=FRA"]
    changed = load_scenario(FLAGSHIP, without(["sponsor ESP"], scenario))
    assert all("ESP" not in (*d.sponsors, *d.co_sponsors) for d in changed.drafts.values())


@pytest.mark.parametrize("name", [entry.name for entry in catalogue_entries()])
def test_what_a_refusal_advises_is_accepted(name: str) -> None:
    scenario = load_scenario(name)
    alone = {text.sponsors[0]: s for s, text in scenario.drafts.items() if len(text.sponsors) == 1}
    asked = [f"sponsor {code} of {symbol}" for code, symbol in alone.items()]
    for text in [*asked, "member RUS"]:
        with pytest.raises(UsageError) as raised:
            without([text], scenario)
        remedy = raised.value.remedy
        said = re.findall(r'--without "([^"]*)"', remedy)
        changes = re.findall(r"-S (\S+)", remedy)
        assert said or changes or "all in it is needed" in remedy
        for change in (*changes, *without(said, scenario)):
            load_scenario(name, [change])


def test_a_statement_that_is_left_out_keeps_its_place_so_that_no_luck_moves() -> None:
    scenario = load_scenario(FLAGSHIP)
    speaker = scenario.statements[0].speaker
    changes = without([f"statement {speaker}"], scenario)
    mine = [n for n, s in enumerate(scenario.statements) if s.speaker == speaker]
    assert changes == [f"statements.{n}.pull=0" for n in mine]
    changed = load_scenario(FLAGSHIP, changes)
    assert [q.path for q in quantities(changed)] == [q.path for q in quantities(scenario)]


def test_sponsors_of_one_text_are_left_out_together() -> None:
    scenario = load_scenario("iraq-2003")
    first, second, third = (f"sponsor {code}" for code in scenario.drafts["S/2003/215"].sponsors)
    left = scenario.drafts["S/2003/215"].sponsors[2]
    assert without([first, second], scenario) == [f"drafts.S/2003/215.sponsors={left}"]
    assert without([first, f"{first} of S/2003/215"], scenario) == without([first], scenario)
    both = ArmWords(without=[first, second]).overrides(lambda: scenario)
    assert load_scenario("iraq-2003", both).drafts["S/2003/215"].sponsors == (left,)
    with pytest.raises(UsageError, match="all sponsors of S/2003/215 are left out"):
        without([first, second, third], scenario)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("draft S/2016/84", "did you mean 'S/2016/84"),
        ("event flood", "no event 'flood'"),
        ("statement NZL on S/2016/1", "no statement 'NZL on S/2016/1'"),
        ("sponsor RUS of S/2016/847", "only sponsor"),
        ("sponsor ZZZ", "no sponsor 'ZZZ'"),
        ("member RUS", "cannot be left out"),
        ("draft", "cannot be left out"),
    ],
)
def test_nothing_of_that_name_can_be_left_out(text: str, says: str) -> None:
    with pytest.raises(UsageError) as raised:
        without([text], load_scenario(FLAGSHIP))
    assert says in str(raised.value)
    assert raised.value.remedy


def test_what_can_be_left_out_instead_is_listed(small: str) -> None:
    flagship = load_scenario(FLAGSHIP)
    with pytest.raises(UsageError) as raised:
        without(["event flood"], flagship)
    assert raised.value.remedy.endswith(f"one of {', '.join(flagship.events)}")
    with pytest.raises(UsageError) as raised:
        without(["event flood"], load_text(small).scenario)
    assert raised.value.remedy == "it has no event"


def test_interventions_are_told_as_what_they_are() -> None:
    words = ["pins.CHN.S/2016/846=no", "follow.EGY=FRA"]
    first, second = interventions(load_scenario(FLAGSHIP, words))
    assert first.startswith("intervention: China votes no on S/2016/846, whatever it wants")
    assert second == "intervention: Egypt votes as France does"
    assert interventions(load_scenario(FLAGSHIP)) == ()


def test_interventions_name_states_as_of_the_day_of_the_case() -> None:
    (line,) = interventions(load_scenario("korea-1950"))
    assert line.startswith("intervention: Union of Soviet Socialist Republics abstains on S/1497")


@pytest.mark.parametrize(
    ("group", "says"),
    [
        ("members: [FRA, GBR]", "as more than half of France, United Kingdom"),
        ("spokesman: FRA", "as France votes, which speaks for it"),
        ("line: no", "its stated line is (no on every draft)"),
    ],
)
def test_a_followed_group_is_told_with_how_its_line_comes_about(
    small: str, group: str, says: str
) -> None:
    text = small + f"groups: {{g: {{title: A group, {group}}}}}\nfollow: {{AGO: g}}\n"
    (line,) = interventions(load_text(text).scenario)
    assert says in line


def test_a_follower_of_a_group_without_leaders_decides_where_its_line_is_silent(
    small: str,
) -> None:
    rival = small.replace(
        "\n# Further",
        "  S/2016/2: {title: B, sponsors: [RUS], circulated: 2016-10-07, vote: 2016-10-08T11:00,\n"
        "    text: {access: 0.1}, consultation: 0.1}\n# Further",
    )
    text = rival + LEAGUE + "follow: {EGY: league}\n"
    (line,) = interventions(load_text(text).scenario)
    assert "its stated line is (no on S/2016/1)" in line
    assert line.endswith("else Egypt decides by itself")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (ArmWords(["a.b=0.1", "a.b=0.5"]), "a.b is set to both 0.1 and 0.5"),
        (ArmWords(["drafts.S/2016/847.text.halt=0.5"], without=["draft S/2016/847"]),
         "drafts.S/2016/847 is taken out, and drafts.S/2016/847.text.halt is set"),
        (ArmWords(["statements.0.pull=0.3"], without=["statement RUS on S/2016/846"]),
         "statements.0.pull is set to both 0.3 and 0"),
        (ArmWords(["pins.CHN.all=yes"], ["CHN=no"]), "pins.CHN.all is set to both yes and no"),
    ],
)  # fmt: skip
def test_changes_that_undo_each_other_are_refused(words: ArmWords, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        words.overrides(lambda: load_scenario(FLAGSHIP))


def test_the_same_change_twice_is_one() -> None:
    words = ArmWords(["a.b=0.1", "a.b=0.1"], ["CHN=no", "CHN=no"], [], ["draft S/2016/847"] * 2)
    assert words.overrides(lambda: load_scenario(FLAGSHIP)) == [
        "a.b=0.1", "drafts.S/2016/847=null", "pins.CHN.all=no",
    ]  # fmt: skip


def test_what_is_asked_of_a_member_is_in_place_of_the_case_s_own_pins() -> None:
    def asked(*changes: str) -> tuple[dict[str, str], str | None]:
        scenario = load_scenario("korea-1950", list(changes))
        return dict(scenario.pins.get("RUS", {})), scenario.follow.get("RUS")

    assert asked() == ({"S/1497": "abstain"}, None)
    assert asked("pins.FRA.all=no") == ({"S/1497": "abstain"}, None)
    assert asked("pins.RUS.all=no") == ({"all": "no"}, None)
    both = {"all": "no", "S/1497": "yes"}
    assert asked("pins.RUS.S/1497=yes", "pins.RUS.all=no") == (both, None)
    assert asked("follow.RUS=YUG") == ({}, "YUG")


def test_a_variant_does_not_let_a_member_follow_that_is_pinned_on_every_draft(
    tmp_path: Path,
) -> None:
    file = tmp_path / "led.yaml"
    file.write_text("base: korea-1950\nscenario: led\nfollow: {RUS: YUG}\n")
    with pytest.raises(ScenarioErrors, match="pinned on every draft and also follows"):
        load_scenario(str(file))


def test_groups_and_parties_may_name_members_of_any_body(small: str) -> None:
    body = small.replace("AGO", "south").replace("institution: charter", "institution: conference")
    text = body + "groups: {bloc: {members: [south, CHN, SAU]}}\nfollow: {CHN: bloc}\n"
    assert load_text(text).scenario.groups["bloc"].members == ("south", "CHN", "SAU")
    assert "unknown actor 'sout'" in told(text.replace("[south", "[sout"))
    party = "{name: A, gain: 0, fighting: 0, destruction: 0, trust: 0, state: south}"
    assert load_text(f"{text}parties: {{a: {party}}}\n").scenario.parties["a"].state == "south"


def test_a_line_stated_on_every_draft_needs_no_leaders(small: str) -> None:
    many = "members: [CHN, EGY, FRA, GBR, JPN, NZL, SEN]"
    group = f"groups: {{bloc: {{{many}, line: {{S/2016/1: no}}}}}}\nfollow: {{AGO: bloc}}\n"
    assert load_text(small + group).scenario.follow == {"AGO": "bloc"}
    assert "7 members would be followed" in told(
        small + group.replace(", line: {S/2016/1: no}", "")
    )
