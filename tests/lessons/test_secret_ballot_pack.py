"""The sheets of a class that votes by secret ballot: no names on ballots, nobody asked how."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

import pytest

from sim.language.catalogues import language_called
from sim.lessons.case_lesson import case_lesson
from sim.lessons.engine_paper import EngineAnswers
from sim.lessons.order import Order
from sim.lessons.pack import render_pack
from sim.lessons.places import member_name, seated_members
from sim.lessons.secret_ballot import ballot_kinds
from sim.lessons.typed_votes import TypedVotesError, read_typed_votes
from sim.scenario.load import load_scenario
from sim.scenario.voting_law import text_law

CASE = "aleppo-2016-10-08"
SECRET = "council.secret_ballot=true"


@cache
def pack_of(*changes: str, language: str = "en", name: str = CASE) -> dict[str, str]:
    scenario = load_scenario(name, changes)
    order = Order(
        scenario, 20, case_lesson(scenario), EngineAnswers(), False, 12, 0,
        language=language_called(language),
    )  # fmt: skip
    return render_pack(order)


def words(page: str) -> str:
    plain = re.sub(r"<style.*?</style>|<svg.*?</svg>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", plain)))


OPEN = (
    "show of cards", "reads the roll", "Call the roll", "Count aloud", "votes aloud",
    "ask for hands", "Who is in favour?", "vetoed by", "say whose", "votes.csv",
    "Explanations of vote", "Which of your votes", "raised their cards", "was anybody spared",
    "the member that said no", "Whose votes",
)  # fmt: skip
"""Words of an open vote, or that ask who voted what."""


@pytest.mark.parametrize("name", [CASE, "ukraine-2022"])
@pytest.mark.parametrize("sheet", ["paper", "script", "predict", "debrief", "decisions", "roles",
                                   "briefs"])  # fmt: skip
def test_no_sheet_of_a_secret_ballot_speaks_of_an_open_one(name: str, sheet: str) -> None:
    text = words(pack_of(SECRET, name=name)[f"{sheet}.html"]).lower()
    assert not [said for said in OPEN if said.lower() in text]


@pytest.mark.parametrize("sheet", ["paper", "script", "predict", "debrief", "background", "roles",
                                   "briefs", "plan-45", "plan-90", "reveal"])  # fmt: skip
@pytest.mark.parametrize(("language", "secret"), [("en", "secret"), ("fr", "secret")])
def test_sheets_say_that_the_ballot_is_secret(sheet: str, language: str, secret: str) -> None:
    said = words(pack_of(SECRET, language=language)[f"{sheet}.html"])
    assert re.search(rf"\b{secret}\b", said)
    assert not re.search(rf"\b{secret}\b", words(pack_of(language=language)[f"{sheet}.html"]))


def test_cards_and_tally_of_a_secret_ballot_name_no_member() -> None:
    scenario = load_scenario(CASE, (SECRET,))
    text = words(pack_of(SECRET)["paper.html"])
    ballots = text[text.index("Tally sheet") :]
    assert not [c for c in seated_members(scenario) if member_name(scenario, c) in ballots]
    assert ballots.count("Permanent member S/2016/846") == 5
    assert ballots.count("Elected member S/2016/847") == 10
    assert "say only that a permanent member voted against" in text


def test_the_prediction_has_no_column_for_how_each_member_voted() -> None:
    assert '<th scope="col">Voted</th>' not in pack_of(SECRET)["predict.html"]
    assert '<th scope="col">Voted</th>' in pack_of()["predict.html"]


def test_votes_of_a_secret_ballot_are_not_typed_by_member(tmp_path: Path) -> None:
    assert "votes.csv" not in pack_of(SECRET)
    table = tmp_path / "votes.csv"
    table.write_text(pack_of()["votes.csv"], encoding="utf-8")
    with pytest.raises(TypedVotesError, match="secret ballot"):
        read_typed_votes(table, load_scenario(CASE, (SECRET,)))


def test_what_the_president_may_say_follows_the_rule_in_force() -> None:
    two = words(pack_of(SECRET, "council.institution=two-vetoes")["paper.html"])
    assert "say only that 2 permanent members or more voted against" in two
    none = words(pack_of(SECRET, "council.institution=no-veto")["paper.html"])
    assert "Nobody can block: those in favour decide." in none
    assert "permanent member voted against" not in none


@pytest.mark.parametrize(
    ("change", "kinds"),
    [("institution=charter", ["Permanent member", "Elected member"]),
     ("institution=no-veto", ["Member"]), ("institution=veto-restraint", ["Member"]),
     ("parties_to_dispute=[RUS]", ["Member that can block", "Member that cannot block"])],
)  # fmt: skip
def test_cards_differ_only_where_the_result_depends_on_it(change: str, kinds: list[str]) -> None:
    scenario = load_scenario(CASE, (SECRET, f"council.{change}"))
    found = ballot_kinds(scenario, text_law(scenario, "S/2016/846"))
    assert [str(kind.one) for kind in found] == kinds
    assert sum(kind.seats for kind in found) == 15


def test_a_party_that_must_abstain_hands_in_a_card_that_says_so() -> None:
    text = words(pack_of(SECRET, "council.parties_to_dispute=[RUS]")["paper.html"])
    assert "hand in a card that says so: Russian Federation." in text


OTHER_LAWS = (
    SECRET,
    "council.parties_to_dispute=[RUS]",
    "drafts.S/2016/846.binding=true",
    "drafts.S/2016/847.nature=procedural",
)


def test_cards_and_tally_sheets_follow_the_law_of_their_text() -> None:
    page = pack_of(*OTHER_LAWS, "drafts.S/2016/847.vote=2016-10-08T16:00")["paper.html"]
    assert "as a party to the dispute" not in words(page), "one binds, the other is procedural"
    sheets = [words(part) for part in page.split("<h1>Tally sheet</h1>")[1:]]
    assert [sheet.partition(" Text:")[0].strip() for sheet in sheets] == [
        "For S/2016/846",
        "For S/2016/847",
    ]
    assert "A permanent member against?" in sheets[0]
    assert "permanent member" not in sheets[1].lower().partition("result:")[0]
    cards = re.findall(r'<div class="card"><b>([^<]*)</b><p>(S/[^<]*)</p>', page)
    assert cards.count(("Permanent member", "S/2016/846")) == 5
    assert cards.count(("Member", "S/2016/847")) == 15


@pytest.mark.parametrize("secret", ["true", "false"])
def test_a_prediction_has_a_veto_to_tick_where_somebody_can_cast_one(secret: str) -> None:
    page = pack_of(
        f"council.secret_ballot={secret}",
        "drafts.S/2016/847.nature=procedural",
        "drafts.S/2016/847.vote=2016-10-08T16:00",
    )["predict.html"]
    found = [words(part) for part in page.split("Predict before the vote")[1:]]
    assert ["vetoed" in sheet for sheet in found] == [True, False]


def test_a_party_hands_in_a_card_for_the_texts_on_which_it_is_bound() -> None:
    page = pack_of(*OTHER_LAWS[:3])["paper.html"]
    assert "Must abstain on S/2016/847 as a party to the dispute" in words(page)
    votes = words(pack_of(*OTHER_LAWS[:3])["script.html"]).split("Vote on S/")[1:]
    told = "Must abstain as party to the dispute: Russian Federation."
    assert [told in step for step in votes] == [False, True]
    cards = re.findall(r'<div class="card"><b>([^<]*)</b><p>(S/[^<]*)</p>', page)
    assert cards.count(("Permanent member", "S/2016/846")) == 5
    assert cards.count(("Member that can block", "S/2016/847")) == 4
