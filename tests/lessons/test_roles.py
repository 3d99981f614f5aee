"""Role pages: wants, red lines, trades and rights for any case, with nothing of another."""

from __future__ import annotations

import re
from functools import cache

import pytest

from sim.domain.errors import UsageError
from sim.lessons import other_roles, pack, roles
from sim.lessons.background import dated_lines, story
from sim.lessons.brief import member_brief
from sim.lessons.case_lesson import case_lesson, lessons_for
from sim.lessons.engine_paper import EngineAnswers
from sim.lessons.order import Order
from sim.lessons.places import extras, invited, under_rule_37
from sim.lessons.role_pages import Level, RolePage, level_called
from sim.lessons.script import script_steps
from sim.lessons.sheets import NOTES
from sim.lessons.trades import trades
from sim.scenario.load import load_scenario as load_afresh
from sim.scenario.load import load_text
from sim.scenario.schema import Scenario

CASES = ("kosovo-1999", "iraq-2003", "libya-2011", "crimea-2014", "palestine-2014", "ukraine-2022")
ALEPPO = "aleppo-2016-10-08"


@cache
def load(name: str) -> Scenario:
    """A shipped scenario, read once for all tests of this file."""
    return load_afresh(name)


def words(page: RolePage) -> str:
    return "\n".join(
        line for part in page.parts for line in (part.heading, *part.paragraphs, *part.items)
    )


@pytest.mark.parametrize("name", CASES)
def test_a_pack_says_nothing_of_another_case(name: str) -> None:
    scenario = load(name)
    order = Order(scenario, 25, case_lesson(scenario), EngineAnswers(), False, 4, 0)
    for file, text in pack.render_pack(order).items():
        if file.startswith(("lessons/", "quiz", "answers")):
            continue  # lessons and quiz are on the law, with examples from many cases
        assert not re.search("Aleppo|Nusra|8 October|de Mistura", text), f"{file} tells of Aleppo"


@pytest.mark.parametrize("name", [ALEPPO, *CASES])
def test_every_delegation_has_a_page_with_its_aims_rights_and_texts(name: str) -> None:
    scenario = load(name)
    for code, member in scenario.members.items():
        page = roles.delegation(scenario, code)
        headings = [part.heading for part in page.parts]
        assert headings[0] == "Who you are"
        assert "What your capital wants" in headings
        assert "What you may do in the room" in headings
        assert len([h for h in headings if h.startswith("The text ")]) == len(scenario.drafts)
        cited = {int(n) for ns in re.findall(r"\[([\d, ]+)\]", words(page)) for n in ns.split(",")}
        assert cited == set(range(1, len(page.sources) + 1)), f"{code}: {member.role}"


def test_an_aim_is_told_by_the_anchor_nearest_to_it() -> None:
    scenario = load(ALEPPO)
    aim = member_brief(scenario, "FRA").aims[0]
    anchors = scenario.issues[aim.wish.issue].anchors
    assert aim.wish.value is not None
    nearest = min(anchors, key=lambda value: abs(value - (aim.wish.value or 0)))
    assert f"“{anchors[nearest]}”" in words(roles.delegation(scenario, "FRA"))


def test_red_lines_are_demands_far_from_the_members_wishes() -> None:
    scenario = load(ALEPPO)
    lines = {
        code: next(p for p in roles.delegation(scenario, code).parts if p.heading.endswith("lines"))
        for code in ("RUS", "FRA")
    }
    assert any(item.startswith("S/2016/846") for item in lines["RUS"].items)
    assert not any(item.startswith("S/2016/846") for item in lines["FRA"].items)


@pytest.mark.parametrize("name", [ALEPPO, "ukraine-2022"])
def test_a_trade_gives_what_weighs_more_for_the_other(name: str) -> None:
    scenario = load(name)
    names = {scenario.issues[key].title: key for key in scenario.issues}
    offered = 0
    for code in scenario.members:
        mine = {aim.wish.issue: aim.weight for aim in member_brief(scenario, code).aims}
        for line in trades(scenario, code):
            give, get = (names[title] for title in re.findall("“(.*?)”", line))
            offered += 1
            assert give != get
            others = [
                {aim.wish.issue: aim.weight for aim in member_brief(scenario, other).aims}
                for other in scenario.members
                if other != code
            ]
            assert any(o[give] > mine[give] and o[get] < mine[get] for o in others)
    assert offered > 0


def test_a_plain_page_is_shorter_and_cites_nothing() -> None:
    scenario = load(ALEPPO)
    full, plain = (roles.delegation(scenario, "EGY", level) for level in Level)
    assert len(words(plain).split()) < len(words(full).split())
    assert plain.sources == ()
    assert "[1" not in words(plain)


def test_an_unknown_reading_level_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no reading level") as caught:
        level_called("easy")
    assert "plain" in str(caught.value)


def test_those_who_do_not_sit_have_pages_too() -> None:
    scenario = load(ALEPPO)
    pages = [other_roles.besides(scenario, place) for place in extras(scenario)]
    assert pages[0].name == "Syrian Arab Republic"
    plan = scenario.plan
    assert plan is not None
    assert any(plan.title in words(page) for page in pages)
    told = words(other_roles.party(scenario, "damascus"))
    assert "You do not sit in the Council" in told
    assert "the Russian Federation" in told


@pytest.mark.parametrize(
    ("name", "guests"),
    [
        (ALEPPO, ("SYR",)),
        ("res-2254", ("SYR",)),
        ("iraq-2003", ("IRQ", "KWT")),
        ("ukraine-2022", ("UKR",)),
        ("libya-2011", ("LBY",)),
    ],
)
def test_who_is_invited_follows_from_the_case(name: str, guests: tuple[str, ...]) -> None:
    assert invited(load(name)) == guests


def test_a_case_without_a_story_tells_how_things_stand() -> None:
    assert "How things stand." in story(load("res-2254"))[1]
    assert len(story(load("iraq-2003"))) > 3
    assert len(story(load("iraq-2003"), short=True)) == 1


def test_a_timeline_is_in_order_and_ends_before_the_vote() -> None:
    lines = dated_lines(load(ALEPPO), all_of_it=True)
    assert len(lines) > 6
    assert not any("8 October" in line for line in lines)
    assert lines[0].startswith(("17 September", "9 September", "12 September", "10 September"))


def test_the_lesson_on_a_case_is_its_own() -> None:
    assert case_lesson(load(ALEPPO)).lesson == ALEPPO
    own = case_lesson(load("kosovo-1999"))
    assert own.title == load("kosovo-1999").title
    assert ALEPPO not in [lesson.lesson for lesson in lessons_for(load("kosovo-1999"))]
    assert {45, 90} <= set(own.plan)
    assert [sum(step[0] for step in own.plan[minutes]) for minutes in (45, 90)] == [45, 90]


@pytest.mark.parametrize("seat", ["RUS", "SYR", "ENVOY", "SECRETARIAT", "PRESS"])
def test_every_seat_of_a_room_shows_its_page_without_the_texts(seat: str) -> None:
    page = other_roles.page_of_seat(load(ALEPPO), seat)
    assert page is not None
    assert page.parts[0].heading == "Who you are"
    assert not any(part.heading.startswith("The text") for part in page.parts)


def test_a_seat_that_the_case_does_not_have_shows_no_page() -> None:
    assert other_roles.page_of_seat(load(ALEPPO), "DEU") is None


def test_what_a_member_has_said_in_public_stands_on_its_page() -> None:
    scenario = load(ALEPPO)
    spoken = {one.speaker for one in scenario.statements}
    assert spoken
    for code in scenario.members:
        headings = [part.heading for part in roles.delegation(scenario, code).parts]
        assert ("What you have said in public" in headings) == (code in spoken)


def test_a_state_that_is_no_member_of_the_united_nations_is_not_invited_under_rule_37() -> None:
    scenario = load_afresh(ALEPPO, ("council.invited=[SYR,PSE]",))
    said = "\n".join(line for step in script_steps(scenario) for line in step["say"])
    assert "Under rule 37 I invite the representative of the Syrian Arab Republic" in said
    assert "previous practice in this regard, I invite the representative of Palestine" in said
    member, observer = (place for place in extras(scenario) if place.code in ("SYR", "PSE"))
    assert NOTES[member.kind] == "invited under rule 37"
    assert NOTES[observer.kind] == "invited by the Council's practice"
    assert "rule 38" in words(other_roles.besides(scenario, member))
    assert "rule 3" not in words(other_roles.besides(scenario, observer))


@pytest.mark.parametrize(("name", "rule"), [("korea-1950", False), (ALEPPO, True)])
def test_an_invitation_rests_on_membership_of_the_day(name: str, rule: bool) -> None:
    scenario = load_afresh(name, ("council.invited=[KOR]",))
    assert under_rule_37(scenario, "KOR") is rule


UNKNOWN = """
scenario: red
title: Red
as_of: 2016-10-07T00:00
layers: [record]
council: {date: 2016-10-08}
clock: {start: 2016-10-07T00:00, end: 2016-10-08T18:00}
issues:
  access: {title: Access, anchors: {0: No relief., 0.5: Some relief., 1: All relief.}}
status_quo: {access: 0.2}
roles:
  r: {title: A member, because: b, saliences: {access: 1}}
positions:
  issues: [access]
  RUS: [0.1]
drafts:
  S/1:
    title: One
    sponsors: [USA]
    circulated: 2016-10-07T00:00
    vote: 2016-10-08T10:00
    text: {access: 0.9}
    consultation: 0.5
"""


def test_a_page_does_not_measure_a_text_by_wishes_that_nobody_knows() -> None:
    page = roles.delegation(load_text(UNKNOWN).scenario, "RUS")
    assert "There is no evidence of what your capital wants" in words(page)
    assert "Your red lines" not in words(page)
    assert "than you want" not in words(page)
    assert "All relief" in words(page)
