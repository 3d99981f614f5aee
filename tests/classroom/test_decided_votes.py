"""Simulated members know how the Council has voted on the other texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.classroom.acts import meeting_act
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_words import result_lines, turned_lines
from sim.classroom.decided_votes import case_after, texts_withdrawn, votes_decided
from sim.classroom.engine_view import EngineView
from sim.classroom.room import Room
from sim.cli.teach_debrief import debrief_log
from sim.lessons.engine_members import EngineMembers
from sim.procedure.meeting import Act
from sim.scenario.load import load_scenario
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene
from tests.classroom.test_coach import Listening
from tests.classroom.test_decided_law import A, B, ballot, done, in_debate
from tests.classroom.test_drafting import Class

FLAGSHIP = load_scenario("aleppo-2016-10-08")


def votes_of(room: Room) -> dict[str, dict[str, str]]:
    found = votes_decided(room.scenario, room.floor.meeting)
    return {symbol: dict(votes) for symbol, votes in found.items()}


def test_nothing_is_decided_before_a_ballot_and_while_one_is_open() -> None:
    room = in_debate(FLAGSHIP)
    assert votes_of(room) == {}
    assert case_after(room.scenario, {}) is room.scenario
    assert votes_of(done(room, Act("put", "RUS"), Act("vote", "RUS", {"vote": "no"}))) == {}


def test_a_ballot_is_known_as_it_was_cast() -> None:
    room = ballot(done(in_debate(FLAGSHIP), Act("put", "RUS")), RUS="no", CHN="abstain")
    cast = dict.fromkeys(FLAGSHIP.members, "yes") | {"RUS": "no", "CHN": "abstain"}
    assert votes_of(room) == {A: cast}


def test_a_text_adopted_without_a_vote_has_everybody_for_it() -> None:
    asked = Act("put", "RUS", {"consent": True}), Act("no_objection", "RUS")
    room = done(in_debate(FLAGSHIP), *asked)
    assert votes_of(room) == {A: dict.fromkeys(FLAGSHIP.members, "yes")}


def test_what_was_decided_first_is_put_first() -> None:
    room = in_debate(load_scenario("847-first"))
    late = load_scenario(
        "aleppo-2016-10-08",
        overrides=[f"drafts.{B}.circulated=2016-10-08T12:00", f"drafts.{B}.vote=2016-10-08T12:00"],
    )
    for decided in ([B], [B, A]):
        room = ballot(done(room, Act("put", "RUS")), GBR="no")
        assert list(votes_of(room)) == decided
        case = case_after(late, votes_of(room))
        assert case.council.order == (B, A)
        assert case.drafts[B].circulated <= case.drafts[B].vote <= case.drafts[A].vote  # type: ignore[operator]


def withdrawn() -> Room:
    """The room after the sponsors of the first text withdrew it."""
    act = Act("withdraw", "FRA", {"proposal": A, "for_all": True})
    return done(in_debate(FLAGSHIP), act)


def test_a_text_is_gone_while_it_is_withdrawn() -> None:
    room = withdrawn()
    assert texts_withdrawn(room.scenario, room.floor.meeting) == (A,)
    (keeper, *_) = room.floor.meeting.named(A).keepers if room.floor.meeting else ("",)
    room = done(room, Act("keep", keeper, {"proposal": A}))
    assert texts_withdrawn(room.scenario, room.floor.meeting) == ()


def test_the_debrief_says_that_a_text_was_withdrawn_and_turns_no_vote_on_it() -> None:
    found = {text.symbol: text for text in debrief_of(withdrawn(), Fake())}
    assert next(map(str, result_lines(found[A]))) == "Your meeting: withdrawn"
    assert (found[A].whatifs, found[B].decided) == ((), "")


@pytest.mark.slow
@pytest.mark.parametrize(("russia", "others"), [("abstain", "yes"), ("no", "no")])
def test_sponsors_object_to_the_rival_of_their_text_only_if_it_failed(
    russia: str, others: str
) -> None:
    view = EngineView(EngineMembers(FLAGSHIP, 20))
    room = in_debate(FLAGSHIP)
    before = view.of(room).inclinations(room.floor.texts)
    cast = {"RUS": russia, "CHN": "abstain", "VEN": "no", "AGO": "abstain"}
    room = ballot(done(room, Act("put", "RUS")), **cast)
    after = view.of(room).inclinations(room.floor.texts)
    sponsors = ("FRA", "ESP", "GBR", "USA")
    assert {before[B][code].vote for code in sponsors} == {"no"}
    assert {after[B][code].vote for code in sponsors} == {others}
    assert view.of(room) is view.of(room), "asked again it is not computed again"
    own = view.hearing(room).inclinations(room.floor.texts)
    assert own == before, "the debrief compares with votes of the engine's own"


@pytest.mark.slow
def test_sponsors_of_a_withdrawn_text_do_not_hold_it_against_its_rival() -> None:
    view, room = EngineView(EngineMembers(FLAGSHIP, 20)), withdrawn()
    after = view.of(room).inclinations(room.floor.texts)
    assert {after[B][code].vote for code in ("FRA", "ESP", "GBR", "USA")} == {"yes"}
    assert A not in after
    assert A in view.hearing(room).inclinations(room.floor.texts), "for the debrief"


def test_the_debrief_of_a_log_compares_with_the_engine_s_own_votes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Class("EGY", phase="meeting")
    asked = (
        Act("call", "RUS", {"agenda": ["A city"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
        Act("put", "RUS"),
        *(Act("vote", code, {"vote": "yes"}) for code in scene().members),
        Act("announce", "RUS"),
    )
    for act in asked:
        room.add(*meeting_act(room.room, act, act.by).lines)
    assert votes_of(room.room)
    log = tmp_path / "room.log"
    log.write_bytes(b"".join(entry.line() for entry in room.log))
    members = Listening()
    monkeypatch.setattr("sim.lessons.engine_members.EngineMembers", lambda _: members)
    monkeypatch.setattr("sim.scenario.load.load_scenario", lambda *_: scene())
    debrief_log(log)
    assert members.told
    assert all(scenario.pins == {} for scenario in members.told)


@pytest.mark.slow
def test_a_debrief_names_simulated_members_that_voted_otherwise_as_the_rival_was_adopted() -> None:
    view, room = EngineView(EngineMembers(FLAGSHIP, 20)), in_debate(FLAGSHIP)
    cast = {"RUS": "abstain", "CHN": "abstain", "VEN": "no"}
    room = ballot(done(room, Act("put", "RUS")), **cast)
    views = view.of(room).inclinations(room.floor.texts)[B]
    room = ballot(done(room, Act("put", "RUS")), **{code: one.vote for code, one in views.items()})
    _, second = debrief_of(room, view.hearing(room))
    said = " ".join(str(line) for line, _ in turned_lines(second))
    assert (
        "which does not know how your meeting voted: France, Spain, Ukraine, the United Kingdom "
        "and the United States."
    ) in said
