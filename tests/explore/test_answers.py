"""Answers grow from the central world to 4,000 worlds, and equal those of the command line."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.explore.about import base_of_question
from sim.explore.answer import Step, answers
from sim.explore.compute import Dropped, PendingAnswer
from sim.explore.member import explored_member
from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import Shelf
from sim.explore.strongest import strongest
from sim.explore.turning import FlipGoal, turned
from sim.scenario.load import load_scenario
from sim.studies.compare.study import what_if

FLAGSHIP = "aleppo-2016-10-08"
FIRST, SECOND = "S/2016/846", "S/2016/847"
NO_FLIGHTS = f"drafts.{FIRST}.text.flights=null"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture(scope="module")
def steps(shelf: Shelf) -> list[Step]:
    asked = ExplorerQuestion(scenario=FLAGSHIP, changes=(NO_FLIGHTS, "council.secret_ballot=true"))
    return list(answers(shelf, asked, PendingAnswer()))


def test_the_answer_comes_in_four_steps(steps: list[Step]) -> None:
    assert [step.stage for step in steps] == ["central", "first", "more", "refined"]
    assert [step.answer.worlds for step in steps if step.answer] == [200, 500, 4000]


def test_it_is_what_the_command_line_says(steps: list[Step]) -> None:
    told = what_if(
        load_scenario(FLAGSHIP),
        load_scenario(FLAGSHIP, (NO_FLIGHTS, "council.secret_ballot=true")),
        500,
        0,
    )
    found = steps[2].answer
    assert found is not None
    for one in told.comparison.outcomes:
        assert found.change[one.draft][one.outcome] == one.change
    for one in told.comparison.votes:
        votes = found.changed.drafts[one.draft].votes[one.member]
        assert (votes.yes, votes.abstain, votes.no) == pytest.approx(one.after, abs=1e-9)


def test_who_moves_is_told_in_words(steps: list[Step]) -> None:
    answer = steps[3].answer
    assert answer is not None
    assert answer.moves
    assert all(one.gains != one.loses and 0 < one.by <= 1 for one in answer.moves)
    codes = re.compile(r"\b[A-Z]{3}\b|\b(?:halt|flights|departure)$")
    assert not [one.through for one in answer.moves if codes.search(one.through)]


def test_a_pinned_vote_is_certain_and_moves_the_others_only(shelf: Shelf) -> None:
    asked = ExplorerQuestion(scenario=FLAGSHIP, changes=(f"pins.CHN.{FIRST}=no",))
    central, *_, last = answers(shelf, asked, PendingAnswer())
    assert central.changed is not None
    assert central.changed.votes[FIRST].votes["CHN"] == "no"
    assert central.changed.fates[FIRST] == central.changed.votes[FIRST].outcome == "vetoed"
    assert last.answer is not None
    assert last.answer.changed.drafts[FIRST].votes["CHN"].no == 1.0
    assert ("CHN", FIRST) not in {(one.member, one.draft) for one in last.answer.moves}


def test_the_text_shown_is_the_one_that_is_put(steps: list[Step]) -> None:
    central = steps[0].changed
    assert central is not None
    assert "flights" not in central.texts[FIRST]
    assert steps[0].unchanged is not None
    assert "flights" in steps[0].unchanged.texts[FIRST]


def test_an_unchanged_question_moves_nothing(shelf: Shelf) -> None:
    last = list(answers(shelf, ExplorerQuestion(scenario=FLAGSHIP), PendingAnswer()))[-1].answer
    assert last is not None
    assert last.changed == last.unchanged
    assert not last.moves
    assert all(one.value == 0 for each in last.change.values() for one in each.values())


def test_worlds_that_nobody_waits_for_stop_at_the_next_block(shelf: Shelf) -> None:
    done: list[int] = []
    wanted = PendingAnswer(done.append)
    found = answers(shelf, ExplorerQuestion(scenario=FLAGSHIP, changes=(NO_FLIGHTS,)), wanted)
    next(found)
    next(found)
    wanted.drop()
    with pytest.raises(Dropped):
        next(found)
    assert sum(done) < 4000


def test_each_change_taken_back_says_what_it_did(shelf: Shelf) -> None:
    nothing = f"members.AGO.positions.monitoring={load_centre('members.AGO.positions.monitoring')}"
    asked = ExplorerQuestion(scenario=FLAGSHIP, changes=(nothing, "council.institution=no-veto"))
    found = strongest(shelf, asked, PendingAnswer())
    assert [part.change for part in found.parts] == ["council.institution=no-veto", nothing]
    assert found.parts[0].effect[FIRST].value > 0.5
    assert abs(found.parts[1].effect[FIRST].value) < 0.05


def load_centre(path: str) -> float:
    from sim.scenario.priors import quantities

    return next(q.centre for q in quantities(load_scenario(FLAGSHIP)) if q.path == path)


def test_what_would_turn_it_can_be_tried(shelf: Shelf) -> None:
    asked = ExplorerQuestion(scenario=FLAGSHIP)
    found = turned(shelf, asked, FlipGoal(FIRST, "adopted", "institution"), PendingAnswer())
    assert not found.holds_already
    tried = ExplorerQuestion(scenario=FLAGSHIP, changes=(*found.fixed, *found.turns[0].changes))
    step = next(iter(answers(shelf, tried, PendingAnswer())))
    assert step.changed is not None
    assert step.changed.votes[FIRST].outcome == "adopted"


def test_a_search_can_be_stopped(shelf: Shelf) -> None:
    wanted = PendingAnswer()
    wanted.drop()
    with pytest.raises(Dropped):
        turned(
            shelf, ExplorerQuestion(scenario=FLAGSHIP), FlipGoal(FIRST, "adopted", "text"), wanted
        )


def test_a_member_opens_into_wants_evidence_and_reasons(shelf: Shelf) -> None:
    at = "members.CHN.positions.halt"
    before = explored_member(shelf, ExplorerQuestion(scenario=FLAGSHIP), "CHN")
    after = explored_member(shelf, ExplorerQuestion(scenario=FLAGSHIP, changes=(f"{at}=1",)), "CHN")
    wish = {one.path: one for one in before.wishes}[at]
    assert wish.proofs
    changed = {one.path: one for one in after.wishes}[at]
    assert (changed.value, changed.usual) == (1.0, wish.value)
    assert {one.draft for one in before.votes} == {FIRST, SECOND}
    assert all(one.reasons for one in before.votes)
    assert np.isclose(sum(one.weight for one in before.wishes), 1.0)


def test_councils_of_another_size_say_who_would_sit(shelf: Shelf) -> None:
    asked = ExplorerQuestion(scenario=FLAGSHIP, variant="enlarged-council")
    own, *others = base_of_question(shelf, asked).councils
    assert (own.variant, own.seats, own.quota, own.permanent, own.others) == ("", 15, 9, (), ())
    large = {one.variant: one for one in others}["enlarged-council"]
    assert (large.seats, large.quota) == (25, 14)
    assert large.permanent == ("Brazil", "Germany", "India", "Japan")  # Japan sits already
    assert {"Nigeria", "South Africa", "Kazakhstan"} <= set(large.others)
    assert large.seats == own.seats + len(large.permanent) - 1 + len(large.others)
    assert base_of_question(shelf, ExplorerQuestion(scenario="e10-text")).councils == ()
