"""The debrief is about each text as it was voted, not as it was submitted again and changed."""

from __future__ import annotations

from collections.abc import Mapping

from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_page import debrief_page
from sim.classroom.debrief_votes import ComparedText
from sim.classroom.debrief_words import law_lines, result_lines
from sim.classroom.room_entries import room_after
from sim.lessons.members import Inclination, Texts
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene
from tests.classroom.test_texts_as_decided import FRENCH, RUSSIAN, Sitting, _change


class Reader(Fake):
    """Members that note the texts that they are asked about, and vote no on one of few clauses."""

    def __init__(self) -> None:
        self.read: list[Texts] = []

    def inclinations(self, texts: Texts) -> Mapping[str, Mapping[str, Inclination]]:
        self.read.append(texts)
        views = super().inclinations(texts)
        if len(texts[FRENCH]) > 1:
            return views
        against = Inclination("no", 0.0, 0.1, 0.9, ())
        return {**views, FRENCH: dict.fromkeys(views[FRENCH], against)}


def compared(them: Sitting) -> tuple[ComparedText, Reader]:
    reader = Reader()
    found = next(one for one in debrief_of(them.room, reader) if one.symbol == FRENCH)
    return found, reader


def voted_and_changed() -> Sitting:
    """Vetoed, then submitted again, and left with one clause in consultations."""
    them = Sitting("FRA", "RUS")
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot(RUS="no")
    them.ok("FRA", do="act", act="table", data={"symbol": FRENCH})
    them.suspend()
    for issue in list(them.text())[1:]:
        them.ok("FRA", do="revise", change=_change(issue, None))
    them.act("resume", "RUS")
    assert len(them.proposal().present) == 1
    return them


def test_votes_are_compared_with_the_text_that_was_voted() -> None:
    them = voted_and_changed()
    found, reader = compared(them)
    tabled = them.room.floor.tabled
    assert all(texts == tabled for texts in reader.read)
    assert found.changed == ()
    assert found.moved == ()
    assert not any("You changed" in str(question) for question in found.questions)
    told = [str(line) for line in result_lines(found)]
    assert "on this text as voted" in told[-1]
    assert room_after(scene(), them.log).floor == them.room.floor


def test_the_later_form_of_the_text_is_told_apart() -> None:
    them = voted_and_changed()
    found, _ = compared(them)
    titles = [scene().issues[issue].title for issue in them.room.floor.tabled[FRENCH]][1:]
    assert sorted(title for title, _, _ in found.later) == sorted(titles)
    (line,) = map(str, law_lines(found))
    assert line.startswith("After this vote the text was submitted again and changed: ")
    assert "It was not voted in that form" in line
    page = debrief_page(them.room, debrief_of(them.room, Fake()), ())
    assert "After this vote the text was submitted again and changed" in page


def test_once_the_text_is_voted_as_changed_the_debrief_is_about_that() -> None:
    them = voted_and_changed()
    them.act("withdraw", "RUS", proposal=RUSSIAN)
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot("no")
    found, reader = compared(them)
    assert reader.read[0] == them.room.floor.texts
    assert found.later == ()
    assert found.changed
    assert found.moved


def test_a_text_that_was_decided_later_without_a_ballot_is_as_it_was_decided() -> None:
    them = voted_and_changed()
    them.act("withdraw", "RUS", proposal=RUSSIAN)
    them.act("put", "RUS", proposal=FRENCH, consent=True)
    them.act("no_objection", "RUS")
    found, _ = compared(them)
    assert found.later == ()
    assert found.changed


def test_what_was_changed_before_the_vote_stays_told_as_changed() -> None:
    them = Sitting("FRA", "RUS")
    them.suspend()
    them.ok("FRA", do="revise", change=_change("access", None))
    them.act("resume", "RUS")
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot(RUS="no")
    them.ok("FRA", do="act", act="table", data={"symbol": FRENCH})
    them.suspend()
    them.ok("FRA", do="revise", change=_change("flights", None))
    them.act("resume", "RUS")
    found, _ = compared(them)
    issues = scene().issues
    assert [title for title, _, _ in found.changed] == [issues["access"].title]
    assert [title for title, _, _ in found.later] == [issues["flights"].title]
    page = debrief_page(them.room, debrief_of(them.room, Fake()), ())
    assert "As voted" in page
    assert "In the end" not in page
