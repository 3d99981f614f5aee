"""A lesson without devices: its cards exist, its tables follow the law, its pack knows one case."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from sim.domain.ballots import Outcome, Vote
from sim.lessons import cards, contents
from sim.lessons.case_lesson import case_lesson, lessons_for
from sim.lessons.decision_table import decision_rows
from sim.lessons.engine_paper import EngineAnswers, engine_answers, engine_values
from sim.lessons.library import lessons
from sim.lessons.order import Order
from sim.lessons.pack import render_pack
from sim.lessons.paired import told_by_record
from sim.lessons.places import member_name, permanent, seated_members
from sim.procedure.article27 import count_of
from sim.procedure.reforms import INSTITUTIONS
from sim.scenario.catalogue import scenario_names
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from tests.classroom.fakes import Fake
from tests.classroom.scene import MEMBERS, scene

CASES = tuple(
    name
    for name in scenario_names()
    if load_scenario(name).reading is not None and load_scenario(name).scenario == name
)
ALEPPO = "aleppo-2016-10-08"
OTHERS = ("libya-2011", "res-2254", "ukraine-2022", "korea-1950", "iraq-2003", "kosovo-1999")


@cache
def pack_of(name: str) -> dict[str, str]:
    """The pack of a scenario, without what the engine says."""
    scenario = load_scenario(name)
    return render_pack(Order(scenario, 20, case_lesson(scenario), EngineAnswers(), False, 20, 0))


def words_of_lessons() -> dict[str, str]:
    return {one.lesson: one.model_dump_json() for one in lessons()}


def test_the_record_of_a_text_that_was_never_put_says_what_became_of_it() -> None:
    record = pack_of("iraq-2003")["reveal.html"]
    assert "S/2003/215: withdrawn" in record
    assert "Verbatim records of the Council" in record
    assert "records-2003" not in record


def test_every_card_that_a_lesson_names_is_a_sheet_of_every_pack() -> None:
    named = {
        f"{found[1].lower()}-cards.html"
        for text in words_of_lessons().values()
        for found in re.finditer(r"\b(ballot|question|motion|reform) cards?\b", text, re.IGNORECASE)
    }
    assert len(named) == 4
    for name in OTHERS[:3]:
        assert named <= set(pack_of(name))


@pytest.mark.parametrize("name", scenario_names())
def test_every_sheet_that_a_lesson_needs_is_in_the_pack_of_every_scenario(name: str) -> None:
    files = {sheet.file for sheet in contents.SHEETS}
    for one in lessons_for(load_scenario(name)):
        assert one.activity.sheets, one.lesson
        assert {f"{sheet}.html" for sheet in one.activity.sheets} <= files


def test_a_lesson_lists_every_sheet_of_cards_that_its_words_name() -> None:
    for one in lessons():
        told = one.model_dump_json(exclude={"activity": {"sheets"}}).lower()
        for kind in ("ballot", "question", "motion", "reform"):
            if f"{kind} card" in told:
                assert f"{kind}-cards" in one.activity.sheets, one.lesson


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_of_aleppo_is_in_another_pack(name: str) -> None:
    scenario = load_scenario(name)
    for file, page in pack_of(name).items():
        text = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page, flags=re.S)
        for word in ("8 October 2016", "S/2016/846", "S/2016/847", "two texts"):
            assert word not in text, f"{name}: {file} says {word}"
        if "aleppo" not in scenario.model_dump_json().lower():
            assert "aleppo" not in text.lower(), f"{name}: {file}"


@pytest.mark.parametrize("name", [ALEPPO, *OTHERS])
def test_the_script_puts_the_case_s_own_agenda_item_and_texts(name: str) -> None:
    scenario = load_scenario(name)
    script = pack_of(name)["script.html"]
    assert scenario.agenda
    assert scenario.agenda_item in script.replace("&#39;", "'")
    for symbol, draft in scenario.drafts.items():
        assert (symbol in script) == (draft.vote is not None)


@pytest.mark.parametrize("name", [ALEPPO, *OTHERS])
def test_the_paper_has_a_card_for_every_vote_of_every_seat(name: str) -> None:
    scenario = load_scenario(name)
    paper = pack_of(name)["paper.html"]
    for code in seated_members(scenario):
        shown = member_name(scenario, code).replace("'", "&#39;")
        for vote in ("Yes", "No", "Abstains"):
            assert f'<div class="card"><b>{vote}</b><p>{shown}</p></div>' in paper
    for target in ("clauses", "decisions", "engine", "reveal", "debrief"):
        assert f'href="{target}.html"' in paper
        assert f"{target}.html" in pack_of(name)


@pytest.mark.parametrize("name", [ALEPPO, *OTHERS, "one-veto-not-enough", "enlarged-council-26"])
def test_the_decision_table_says_what_article_27_says_for_every_count(name: str) -> None:
    scenario = load_scenario(name)
    for symbol in scenario.drafts:
        rows = decision_rows(scenario, symbol)
        for yes, noes in product(range(len(scenario.members) + 1), range(len(permanent(scenario)))):
            if yes + noes <= len(scenario.members):
                (row,) = [r for r in rows if covers(r.in_favour, yes) and stands(r.against, noes)]
                assert row.outcome is counted(scenario, symbol, yes, noes), (yes, noes)


def test_the_map_stands_on_the_background_and_before_the_role_pages() -> None:
    scenario = load_scenario("libya-2011")
    pages = pack_of("libya-2011")
    for file in ("background.html", "briefs.html"):
        assert pages[file].count("<svg") == 1
        for name in scenario.places:
            assert f">{name}</text>" in pages[file]
        assert "no borders" in pages[file]
    flagship = load_scenario(ALEPPO)
    order = Order(flagship, 20, case_lesson(flagship), EngineAnswers(), True, 4, 0)
    assert "<svg" not in render_pack(order)["briefs.html"], "a map would give the case away"


def covers(words: str, number: int) -> bool:
    """Whether ``0 to 8`` or ``9 or more`` covers a number."""
    low, *high = (int(found) for found in re.findall(r"\d+", words))
    return low <= number and ("or more" in words or number <= (high[0] if high else low))


def stands(words: str, noes: int) -> bool:
    if words == "whoever is against":
        return True
    if words.startswith("none "):
        return noes == 0
    number = int(re.findall(r"\d+", words.replace("one", "1").replace("two", "2"))[0])
    if words.startswith("at most"):
        return noes <= number
    return noes >= number if "or more" in words else noes == number


def counted(scenario: Scenario, symbol: str, yes: int, noes: int) -> Outcome:
    great = permanent(scenario)
    codes = sorted(scenario.members, key=lambda code: code not in great)
    votes = [Vote.NO] * noes
    votes += [Vote.ABSTAIN] * (len(codes) - yes - noes) + [Vote.YES] * yes
    law = INSTITUTIONS[scenario.council.institution]
    return count_of(
        votes,
        codes,
        [code in great for code in codes],
        law.voting_rule(scenario.council.date, len(codes)),
        procedural=scenario.drafts[symbol].nature == "procedural",
    ).outcome


def test_what_may_follow_a_veto_is_the_law_of_the_day() -> None:
    told = {}
    for name in ("korea-1950", ALEPPO, "ukraine-2022"):
        scenario = load_scenario(name)
        rows = decision_rows(scenario, next(iter(scenario.drafts)))
        told[name] = next(row.then for row in rows if row.outcome is Outcome.VETOED)
    assert "special session" not in told["korea-1950"], "there was none before November 1950"
    assert "nobody can veto" in told[ALEPPO]
    assert "debates the veto" not in told["ukraine-2022"], "the rule dates from April 2022"
    later = ["clock.end=2022-04-28T18:00", "drafts.S/2022/155.vote=2022-04-27T15:00"]
    moved = load_scenario("ukraine-2022", later)
    rows = decision_rows(moved, "S/2022/155")
    (vetoed,) = {row.then for row in rows if row.outcome is Outcome.VETOED}
    assert "debates the veto" in vetoed, "of the day of the vote, not that of the Council"


def test_ballot_cards_hide_results_and_the_key_has_them() -> None:
    deck = cards.ballot_cards(3)
    results = [card.answer.split(".")[0] for card in deck]
    assert {results.count(result) for result in set(results)} <= {4, 5}
    assert len(set(results)) == 3
    for card in deck:
        assert "dopted" not in card.text + card.head
        assert re.search(r"(7 of 11|9 of 15) needed", card.head)
    flagship = load_scenario(ALEPPO)
    told = told_by_record(flagship)
    for seed in range(20):
        for card in cards.ballot_cards(seed, told):
            assert "8 October 2016" not in card.head


def test_motion_cards_are_the_six_kinds_of_rule_33() -> None:
    deck = cards.motion_cards()
    assert len(deck) == 12
    ranks = {card.text: card.answer.split()[1] for card in deck}
    assert sorted(ranks.values()) == ["1", "2", "3", "4", "5", "6"]


def test_the_engine_s_table_says_whom_a_swapped_clause_turns() -> None:
    class Turning(Fake):
        """Angola says yes once the text only limits flights."""

        def _one(self, code, place):  # type: ignore[no-untyped-def]
            return super()._one("EGY" if code == "AGO" and self.limited else code, place)

        limited = False

        def inclinations(self, texts):  # type: ignore[no-untyped-def]
            self.limited = texts["S/2016/846"].get("flights") == 0.5
            return super().inclinations(texts)

    found = engine_answers(scene(), Turning())
    first = engine_values(scene(), found)[0]
    (swap,) = first["swaps"]
    assert swap["after"] == "Limits military flights."
    assert swap["before"] == "Ends all military flights."
    assert swap["turned"] == "Angola: yes"
    assert first["outcomes"] == "vetoed in 75% of worlds, adopted in 25%"
    assert [row["vote"] for row in first["members"]].count("yes") == 11
    assert len(first["members"]) == len(MEMBERS)


def test_the_engine_s_table_names_a_reason_for_each_vote_and_counts_none() -> None:
    own = "Close to its aims on flights (+1.20)"
    many = "3 smaller reasons, together +0.20"
    common = "As for every member: most texts put are adopted (+2.20); a change is asked (−0.40)"
    against = "But: far from its aims on aid (−0.80)"
    expected = {
        (against, own, many): "Close to its aims on flights",
        (against, many, common): "As for every member: most texts put are adopted",
        (against,): "",
    }

    class Telling(Fake):
        def __init__(self, reasons: tuple[str, ...]) -> None:
            self.reasons = reasons

        def inclinations(self, texts):  # type: ignore[no-untyped-def]
            views = super().inclinations(texts)
            return {
                draft: {code: replace(view, reasons=self.reasons) for code, view in members.items()}
                for draft, members in views.items()
            }

    for reasons, why in expected.items():
        values = engine_values(scene(), engine_answers(scene(), Telling(reasons)))
        assert {row["why"] for draft in values for row in draft["members"]} == {why}
