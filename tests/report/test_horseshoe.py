"""The horseshoe: who sits where, and that colour is never alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.ballots import Vote
from sim.report.data import Seat, SeatingPlan
from sim.report.figure import Circle, Figure, MarkGroup, Path
from sim.report.horseshoe import horseshoe
from sim.report.vote_signs import glyph
from tests.report.boxes import faults
from tests.report.fixtures import run_data


def chairs(figure: Figure) -> list[tuple[str, Circle]]:
    """The label and the disc of each seat."""
    found = []
    for mark in figure.marks:
        if isinstance(mark, MarkGroup):
            disc = next(part for part in mark.marks if isinstance(part, Circle))
            found.append((mark.label, disc))
    return found


@pytest.mark.parametrize("seats", [11, 15, 25, 26, 36, 37, 193])
def test_the_president_sits_in_the_middle_of_the_bend(seats: int) -> None:
    run = run_data(seats)
    figure = horseshoe(run.ballots[0], run.council)
    ((_, disc),) = [chair for chair in chairs(figure) if "President" in chair[0]]
    assert disc.x == pytest.approx(figure.width / 2, abs=0.01)
    highest = min(chair[1].y for chair in chairs(figure) if chair[1].x == disc.x)
    assert disc.y == pytest.approx(highest) or seats > 36


def test_members_follow_the_president_clockwise_in_english_order() -> None:
    run = run_data(15)
    names = [seat.name for seat in run.council.around_the_table()]
    assert names[7] == "Russian Federation"
    assert names[8:10] == ["Senegal", "Spain"]
    assert names[6] == "New Zealand"
    assert names[-1].startswith("Venezuela")
    assert names[0] == "Angola"


@pytest.mark.parametrize("president", [None, "AGO", "VEN", "ZZZ"])
def test_every_member_keeps_a_seat_whoever_presides(president: str | None) -> None:
    run = run_data(15)
    council = SeatingPlan(run.council.seats, president)
    assert sorted(s.code for s in council.around_the_table()) == sorted(
        s.code for s in run.council.seats
    )
    assert not faults(horseshoe(run.ballots[0], council))


def test_each_seat_says_its_name_its_vote_and_whether_it_blocked() -> None:
    run = run_data(15)
    ballot = run.ballots[0]
    labels = dict(chairs(horseshoe(ballot, run.council)))
    veto = [label for label in labels if "(veto)" in label]
    assert len(veto) == len(ballot.vetoes) == 1
    assert veto[0].startswith("China: no (veto), permanent member")
    assert any(label.startswith("Venezuela") and label.endswith(": yes") for label in labels)


def test_permanent_seats_have_a_second_ring() -> None:
    run = run_data(15)
    for mark in horseshoe(run.ballots[0], run.council).marks:
        if isinstance(mark, MarkGroup):
            rings = [p for p in mark.marks if isinstance(p, Circle) and p.ink.stroke == "ink"]
            assert len(rings) == ("permanent" in mark.label)


def test_votes_differ_by_sign_and_not_by_colour_alone() -> None:
    shapes = set()
    for vote in Vote:
        marks = glyph(vote, 0, 0, 5)
        shapes.add(tuple(m.points for m in marks if isinstance(m, Path)))
    assert len(shapes) == len(Vote)


def test_tally_outcome_and_rule_are_written_out() -> None:
    run = run_data(15)
    ballot = run.ballots[0]
    figure = horseshoe(ballot, run.council)
    words = " ".join(text.text for text in figure.texts())
    assert "12–2–1" in words
    assert "Vetoed by China" in words
    assert ballot.rule in words
    assert "China" in figure.description


names = st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1, max_size=70).filter(
    str.strip
)


@settings(max_examples=50, deadline=None)
@given(st.lists(names, min_size=1, max_size=40), st.text("ynaxp", min_size=1, max_size=9))
def test_any_names_and_votes_can_be_read(called: list[str], pattern: str) -> None:
    run = run_data(15, pattern)
    seats = tuple(
        Seat(f"X{chr(65 + i // 26)}{chr(65 + i % 26)}", name, i % 3 == 0)
        for i, name in enumerate(called)
    )
    assert not faults(horseshoe(run.ballots[0], SeatingPlan(seats, seats[len(seats) // 3].code)))
