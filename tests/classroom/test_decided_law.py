"""What the Council decides on the law of a vote holds for the engine's members, too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sim.classroom.acts import meeting_act
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_votes import ComparedText
from sim.classroom.debrief_words import law_lines
from sim.classroom.decided_law import case_under, laws_decided
from sim.classroom.engine_view import EngineView
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import Room, new_room
from sim.lessons.counted import law_of_case
from sim.lessons.engine_members import EngineMembers
from sim.procedure.meeting import Act
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from tests.classroom.fakes import Fake
from tests.classroom.meetings import debate
from tests.classroom.scene import MEMBERS, scene

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
A, B = "S/2016/846", "S/2016/847"


def in_debate(scenario: Scenario) -> Room:
    """A room of ``scenario`` whose texts are before the Council."""
    opened = {"code": "AAAA", "rules": "real", "salt": "", "pin": "", "pace": 0, "per_seat": 2}
    lines = (
        UnnumberedEntry("opened", "room", opened),
        UnnumberedEntry("phase", "teacher", {"to": "meeting"}),
    )
    room = advance(new_room(scenario), lines, NOW)[0]
    return done(
        room,
        Act("call", "RUS", {"agenda": ["A city under siege"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
    )


def done(room: Room, *acts: Act) -> Room:
    for act in acts:
        reply = meeting_act(room, act, act.by)
        assert reply.refused is None, reply.refused
        room = advance(room, reply.lines, NOW)[0]
    return room


def ballot(room: Room, **votes: str) -> Room:
    """The room after a vote in which all others vote yes."""
    meeting = room.floor.meeting
    assert meeting is not None
    return done(
        room,
        *(Act("vote", code, {"vote": votes.get(code, "yes")}) for code in meeting.represented),
    )


def freed(room: Room) -> Room:
    """The room after nine votes overruled the finding that Russia is a party."""
    return ballot(done(room, Act("challenge", "CHN", {"party": "RUS"})), USA="no", GBR="no")


def case_of(room: Room) -> Scenario:
    return case_under(room.scenario, laws_decided(room.scenario, room.floor.meeting))


def laws(room: Room) -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Text -> the law under which the engine votes on it."""
    case = case_of(room)
    found = {symbol: law_of_case(case, symbol) for symbol in case.drafts}
    return {symbol: (law.procedural, tuple(law.bound)) for symbol, law in found.items()}


def party() -> Scenario:
    return load_scenario("party-abstains")


def test_without_a_decision_the_case_is_the_case() -> None:
    for scenario in (scene(), party()):
        room = in_debate(scenario)
        assert case_of(room) is room.scenario


def test_a_state_that_is_held_to_be_no_party_is_bound_nowhere_in_the_engine() -> None:
    room = freed(in_debate(party()))
    assert laws(room) == {A: (False, ()), B: (False, ())}
    assert case_of(room).council.parties_to_dispute == ()
    stays = ballot(
        done(in_debate(party()), Act("challenge", "CHN", {"party": "RUS"})),
        **dict.fromkeys(MEMBERS[:8], "no"),
    )
    assert case_of(stays) is stays.scenario


def test_votes_already_counted_stand() -> None:
    room = ballot(done(in_debate(party()), Act("put", "RUS")), RUS="abstain")
    room = freed(room)
    assert laws(room) == {A: (False, ("RUS",)), B: (False, ())}
    case = case_of(room)
    assert case.pins == room.scenario.pins, "by law, which no other vote can replace"


def test_a_party_that_a_mover_names_is_bound_on_that_text_in_the_engine() -> None:
    again = {"symbol": B, "bound": ["GBR"], "title": "Again"}
    room = done(debate("EGY"), Act("withdraw", "RUS", {"proposal": B}), Act("table", "RUS", again))
    assert laws(room) == {A: (False, ()), B: (False, ("GBR",))}
    both = {"symbol": A, "bound": ["RUS"], "title": "Again", "sponsors": ["FRA", "ESP"]}
    room = ballot(done(room, Act("put", "RUS", {"proposal": A})), **dict.fromkeys(MEMBERS, "no"))
    room = done(room, Act("table", "FRA", both))
    case = case_of(room)
    assert case.pins == {"GBR": {B: "abstain"}, "RUS": {A: "abstain"}}


def test_a_text_submitted_again_under_chapter_vii_binds_no_party_in_the_engine() -> None:
    again = {"symbol": B, "binding": True, "title": "Again"}
    room = done(
        in_debate(party()),
        Act("withdraw", "RUS", {"proposal": B}),
        Act("table", "RUS", again),
    )
    assert laws(room) == {A: (False, ("RUS",)), B: (False, ())}


def test_a_text_ruled_procedural_is_one_in_the_engine() -> None:
    room = done(
        debate("RUS"),
        Act("ask_nature", "FRA", {"proposal": A}),
        Act("rule", "RUS", {"nature": A, "procedural": True}),
    )
    assert laws(room) == {A: (True, ()), B: (False, ())}


def compared(room: Room) -> dict[str, ComparedText]:
    return {one.symbol: one for one in debrief_of(room, Fake())}


def test_the_debrief_says_what_the_meeting_decided_on_the_law() -> None:
    must = (
        "The Russian Federation is a party to the dispute and had to abstain; any other vote it "
        "cast is counted as an abstention."
    )
    assert [str(line) for line in law_lines(compared(in_debate(party()))[A])] == [must]
    room = ballot(done(freed(in_debate(party())), Act("put", "RUS")), RUS="no", CHN="abstain")
    found = compared(room)
    (line,) = law_lines(found[A])
    assert str(line) == (
        "In the engine, too, the Russian Federation did not have to abstain on it, as in your "
        "meeting."
    )
    assert found[A].results["engine"].vetoes == ("Russian Federation",)
    assert "RUS" in {one.code for one in found[A].whatifs}


def test_a_ballot_is_looked_back_on_by_the_law_by_which_it_was_counted() -> None:
    room = ballot(done(in_debate(party()), Act("put", "RUS")), RUS="abstain", CHN="abstain")
    found = compared(freed(room))[A]
    assert "RUS" not in {one.code for one in found.whatifs}, "it was bound in that ballot"


def test_a_member_without_credentials_has_no_other_vote_and_the_debrief_says_so() -> None:
    room = done(
        debate("EGY"),
        Act("object_credentials", "UKR", {"of": "RUS"}),
        Act("put_credentials", "RUS", {"of": "RUS"}),
    )
    room = ballot(room, RUS="no", CHN="no")
    meeting = room.floor.meeting
    assert meeting is not None
    assert meeting.unseated == ("RUS",)
    room = ballot(done(room, Act("put", meeting.chair)), VEN="no")
    room = done(room, Act("accredit", "RUS"))
    found = compared(room)
    assert "RUS" not in {one.code for one in found[A].whatifs}
    assert "could not vote on it (rule 17)" in str(next(law_lines(found[A])))
    assert [*law_lines(found[B])] == [], "it has a representative again"


@pytest.mark.slow
def test_simulated_members_vote_by_what_the_council_decided() -> None:
    members = EngineMembers(party(), 100)
    view, room = EngineView(members), in_debate(party())
    bound = view.of(room).inclinations(room.floor.texts)
    assert (bound[A]["RUS"].vote, bound[B]["RUS"].vote) == ("abstain", "abstain")
    room = freed(room)
    free = view.of(room).inclinations(room.floor.texts)
    assert (free[A]["RUS"].vote, free[B]["RUS"].vote) == ("no", "yes")
    assert view.of(room) is view.of(room), "asked again it is not computed again"
    shares = view.of(room).worlds(room.floor.texts)
    assert shares[A].outcomes["vetoed"] > 0.9
    plain = load_scenario("party-abstains", ["council.parties_to_dispute=[]"])
    assert shares == EngineMembers(plain, 100).worlds(room.floor.texts)
