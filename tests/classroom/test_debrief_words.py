"""The debrief in words: drafts of the class's own, the seat of one alone, and other languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_drafts import drafts_in_words
from sim.classroom.debrief_lines import spoken_lines
from sim.classroom.debrief_own import own_lines, seat_alone
from sim.classroom.debrief_page import debrief_page, horseshoe_of
from sim.classroom.debrief_questions import questions
from sim.classroom.debrief_votes import VoteResult
from sim.classroom.debrief_words import law_lines, result_lines, whatif_lines
from sim.classroom.engine_answers import ENGINE_ANSWERS, why_no_answer
from sim.classroom.entries import take
from sim.classroom.messages import DoDebrief
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import Room
from sim.classroom.seats import Person
from sim.domain.ballots import Outcome
from sim.language.catalogues import language_called, read_catalogue
from sim.lessons.case_words import case_texts
from sim.lessons.places import member_name
from sim.procedure.meeting import Act
from sim.report.figure import Box, Circle, MarkGroup, TextMark
from sim.report.three_votes import RESULT
from sim.scenario.load import load_scenario
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW, go
from tests.classroom.scene import scene
from tests.classroom.test_coach import alone
from tests.classroom.test_debrief import adopted, voted
from tests.classroom.test_decided_law import in_debate
from tests.classroom.test_drafting import Class
from tests.language.pseudo import UNMARKED, marked, pseudo_catalogue

TEXT = "S/2016/846"
MARKUP = "Demands <b>that</b> all flights end"


def drafted(room: Class, seat: str = "EGY") -> str:
    """A draft that ``seat`` begins and writes a paragraph of; its symbol."""
    room.ok(seat, do="begin", title="A city")
    symbol = f"{seat}/1"
    room.ok(
        seat, do="write", draft=symbol, part="operative", text=MARKUP, issue="flights", value=1.0
    )
    return symbol


def test_a_debrief_shows_the_paragraphs_that_were_written_and_who_wrote_them() -> None:
    room = Class("EGY", "FRA")
    symbol = drafted(room)
    drafted(room, "FRA")
    room.ok("EGY", do="circulate", draft=symbol)
    assert [d["symbol"] for d in drafts_in_words(room.room)] == [symbol]
    everyone = drafts_in_words(room.room, unseen=True)
    assert [(d["symbol"], d["circulated"]) for d in everyone] == [(symbol, True), ("FRA/1", False)]

    taken = take(scene(), room.log).room  # as `teach debrief` reads a log
    texts = debrief_of(taken, Fake())
    page = debrief_page(taken, texts, ())
    assert "<em>Demands</em> &lt;b&gt;that&lt;/b&gt; all flights end." in page
    assert "The model reads: Military flights: Ends all military flights." in page
    assert page.index("Egypt</p>") < page.index("France</p>")
    assert page.count("(not circulated)") == 1
    told = "\n".join(spoken_lines(texts, drafts_in_words(taken, unseen=True)))
    assert "Demands <b>that</b> all flights end." in told
    assert "FRA/1, A city (not circulated): France" in told


def test_a_room_without_own_words_has_no_section_for_them() -> None:
    room = adopted()
    assert "In your own words" not in debrief_page(room, debrief_of(room, Fake()), ())


def played_alone() -> Room:
    """Egypt alone: an ask, a word that it breaks, a draft that nobody saw, a ballot, a guess."""
    room = alone()
    room.ok("EGY", do="stand", draft=TEXT, stand="against")
    room.ok("EGY", do="ask", change={"draft": TEXT, "issue": "flights", "value": 0.5})
    room.ok("EGY", do="predict", draft=TEXT, outcome="vetoed", yes=11)
    drafted(room)
    room.ok("EGY", do="phase", to="meeting")
    acts = [
        Act("call", "RUS", {"agenda": ["A city"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
        Act("put", "RUS", {"proposal": TEXT}),
        *[Act("vote", code, {"vote": "yes"}) for code in scene().members],
        Act("announce", "RUS"),
    ]
    room.room = go(room.room, *acts)
    room.ok("EGY", do="phase", to="debrief")
    return room.room


def test_who_plays_alone_is_told_of_its_own_votes_guesses_asks_and_words() -> None:
    room = played_alone()
    assert seat_alone(room) == "EGY"
    token = next(iter(room.seating.people))
    left = advance(room, [UnnumberedEntry("left", "room", {"token": token})], NOW)[0]
    assert seat_alone(left) == "EGY", "also of a game whose player has left"
    vote, *rest = (str(line) for line in own_lines(room, "EGY", debrief_of(room, Fake())))
    assert vote.startswith(f"Your vote on {TEXT}: yes. On record: yes. The engine has it vote as ")
    assert vote.endswith("you did in 90% of its worlds.")
    assert rest == [
        f"You predicted of {TEXT}: vetoed, 11 in favour. It was: adopted, 15.",
        f"You asked for “Limits military flights.” in {TEXT}: not answered.",
        f"You said in public that you were against {TEXT}, and voted otherwise.",
    ]
    compared = debrief_of(room, Fake())
    told = "\n".join(spoken_lines(compared, (), tuple(own_lines(room, "EGY", compared))))
    assert told.index("What you did") < told.index("Your vote on") < told.index("On record: 11")
    page = debrief_page(room, compared, ())
    assert "What you did" in page
    assert "Who did what" not in page


def test_only_the_teacher_and_who_plays_alone_ask_for_the_debrief() -> None:
    room, message = played_alone(), DoDebrief(do="debrief")
    player = next(p for p in room.seating.people.values() if p.seat == "EGY")
    assert why_no_answer(room, player, message) == ""
    assert "teacher" in why_no_answer(room, Person("w", "observer"), message)
    assert "teacher" in why_no_answer(adopted(), Person("e", "delegate", "", "EGY"), message)
    body = ENGINE_ANSWERS[DoDebrief][1](room, Fake(), message)
    assert json.loads(json.dumps(body))["own"]
    assert [d["circulated"] for d in body["drafts"]] == [False], "one's own, seen by nobody else"
    assert seat_alone(adopted()) == "", "a class has many seats"


@pytest.mark.parametrize("room", [adopted, played_alone], ids=["class", "alone"])
def test_a_printed_debrief_in_a_made_up_language_has_no_english(room, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    language, played = read_catalogue(pseudo_catalogue(tmp_path)), room()
    page = debrief_page(played, debrief_of(played, Fake()), (), language)
    told = re.sub(r"<style>.*?</style>|<[^>]*>|S/\d+/\S+|\b[A-Z]{3}\b", " ", page, flags=re.S)
    names = [language.show(member_name(played.scenario, c)) for c in played.scenario.members]
    engine = ("close to its aims", "far from its aims")
    typed = ("council", "Demands", "&lt;b&gt;that&lt;/b&gt; all flights end", "A city")
    for words in sorted(
        (*case_texts(played.scenario), *names, *engine, *typed), key=len, reverse=True
    ):
        told = re.sub(re.escape(words), " ", told, flags=re.IGNORECASE)
    assert marked("Debrief") in page
    # The horseshoe shortens names of States that it does not know by their code.
    assert sorted(set(UNMARKED.findall(told))) in ([], ["kaj"])


def test_a_printed_debrief_in_french_has_its_horseshoe_in_french() -> None:
    room = adopted()
    page = debrief_page(room, debrief_of(room, Fake()), (), language_called("fr"))
    assert '<html lang="fr">' in page
    assert "au milieu : l’histoire" in page.replace("\u00a0", " ")
    assert "Royaume-Uni" in page
    assert "United" not in page


def test_a_share_below_one_per_cent_is_translated() -> None:
    (compared, *_) = debrief_of(adopted(), Fake())
    rare = replace(compared.whatifs[0], before=0.001, after=0.999)
    told = " ".join(whatif_lines(replace(compared, whatifs=(rare,))))
    assert "under 1%" in told
    french = language_called("fr")
    told = " ".join(french.show(line) for line in whatif_lines(replace(compared, whatifs=(rare,))))
    assert "moins de 1" in told
    assert not {"under", "over"} & set(told.split())


@pytest.mark.parametrize("code", ["en", "fr"])
def test_results_in_the_middle_of_the_horseshoe_keep_clear_of_the_seats(code: str) -> None:
    """Two vetoes make the longest line that fifteen seats have to hold."""
    votes = {c: "no" if c in ("RUS", "CHN") else "yes" for c in scene().members}
    room = voted(votes, "RUS")
    one = next(one for one in debrief_of(room, Fake()) if one.symbol == TEXT)
    figure = horseshoe_of(room, one, language_called(code))
    seats = [m for g in figure.marks if isinstance(g, MarkGroup) for m in g.marks]
    discs = [
        Box(m.x - m.r, m.y - m.r, m.x + m.r, m.y + m.r) for m in seats if isinstance(m, Circle)
    ]
    results = [m for m in figure.marks if isinstance(m, TextMark) and m.size == RESULT]
    assert len(results) > len(list(result_lines(one))), "the long ones are folded"
    assert not [m.text for m in results if any(m.box.overlaps(disc) for disc in discs)]


@pytest.mark.parametrize(
    ("predicted", "asked"),
    [
        (["adopted", "adopted"], "All 2 predicted the result. What made it so clear?"),
        (["vetoed", "vetoed"], "None of 2 predicted the result. What had they missed?"),
        (["adopted", "vetoed"], "1 of 2 predicted the result. What had the others missed?"),
        (["adopted"], ""),
    ],
)
def test_others_are_asked_about_only_if_there_are_some(predicted: list[str], asked: str):
    adopted = VoteResult(9, 0, 6, Outcome.ADOPTED, ())
    told = [str(text) for text in questions({"class": adopted}, {}, (), (), (), predicted)]
    assert told == ([asked] if asked else [])


def test_a_debrief_names_members_whose_votes_the_scenario_sets() -> None:
    pinned = load_scenario(
        "aleppo-2016-10-08", overrides=[f"pins.RUS.{TEXT}=yes", "follow.EGY=CHN"]
    )
    first, second = debrief_of(in_debate(pinned), Fake())
    said = "In the engine the scenario sets these votes, whatever the member wants: {}."
    assert [*map(str, law_lines(first))] == [said.format("Egypt and Russian Federation")]
    assert [*map(str, law_lines(second))] == [said.format("Egypt")]
    plain, _ = debrief_of(in_debate(load_scenario("aleppo-2016-10-08")), Fake())
    assert [*law_lines(plain)] == []
