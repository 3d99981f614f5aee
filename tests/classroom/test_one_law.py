"""Every institution decides the same votes alike in engine, room, record, lesson and table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sim.classroom.acts import meeting_act
from sim.classroom.debrief_votes import counted_result
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import Room, new_room
from sim.classroom.views import hello, public
from sim.domain.ballots import Outcome, Vote
from sim.engines.sitting import Sitting
from sim.lessons.brief import member_brief
from sim.lessons.decision_table import DecisionRow, decision_rows, decision_values
from sim.lessons.law_words import negative_vote
from sim.lessons.places import blockers, permanent
from sim.lessons.recorded import meeting_of_record
from sim.negotiation.setting import Setting
from sim.procedure.adjudication import decide_ballots
from sim.procedure.article27 import decide
from sim.procedure.meeting import Act, Meeting
from sim.procedure.reforms import INSTITUTIONS
from sim.procedure.sequels import sequels
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law
from sim.studies.models.voting_bodies import of_scenario
from tests.classroom.scene import body

TEXT = "S/2016/846"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
NEW = ("BRA", "DEU", "IND", "NGA", "ZAF", "COL", "ETH", "KAZ", "PAK", "BIH", "MAR")
"""Members that fill the seats of an enlarged Council."""
NOES = ((), ("RUS",), ("FRA",), ("DEU",), ("VEN",), ("RUS", "CHN"), ("FRA", "GBR"), ("FRA", "RUS"))


def under(name: str, **council: object) -> Scenario:
    """The small scenario under an institution, with members for all of its seats."""
    data = body()
    law, day = INSTITUTIONS[name], datetime(2016, 10, 8, tzinfo=UTC).date()
    missing = 0 if law.conference else law.seats(day) - len(data["members"])
    added = NEW[:missing]
    data["members"] |= dict.fromkeys(added, data["members"]["AGO"])
    data["council"] |= {"institution": name, **council}
    del data["record_of_votes"]
    return Scenario.model_validate(data)


def with_record(scenario: Scenario, votes: dict[str, str]) -> Scenario:
    """``scenario`` with ``votes`` as the record of the first text."""
    plain = scenario.model_dump(mode="json", exclude_unset=True, by_alias=True)
    plain["record_of_votes"] = {"source": "a record", "votes": {TEXT: votes}}
    return Scenario.model_validate(plain)


def debated(scenario: Scenario) -> Room:
    """A room of ``scenario`` with its texts before the Council."""
    opened = {"code": "AAAA", "rules": "real", "salt": "", "pin": "", "pace": 0, "per_seat": 2}
    lines = (
        UnnumberedEntry("opened", "room", opened),
        UnnumberedEntry("phase", "teacher", {"to": "meeting"}),
    )
    room = advance(new_room(scenario), lines, NOW)[0]
    chair = room.floor.meeting.chair
    room = go(room, Act("call", chair, {"agenda": ["A city under siege"], "urgent": True}))
    return go(room, Act("adopt_agenda", chair), Act("no_objection", chair))


def go(room: Room, *acts: Act) -> Room:
    """The room after ``acts``, each of which is in order."""
    for act in acts:
        reply = meeting_act(room, act, act.by)
        assert reply.refused is None, reply.refused
        room = advance(room, reply.lines, NOW)[0]
    return room


def voted(scenario: Scenario, votes: dict[str, str]) -> Meeting:
    """The meeting of a room after ``votes`` on the first text."""
    room = debated(scenario)
    room = go(room, Act("put", room.floor.meeting.chair, {"proposal": TEXT}))
    room = go(room, *(Act("vote", code, {"vote": vote}) for code, vote in votes.items()))
    meeting = room.floor.meeting
    if meeting.phase == "voting":
        meeting = go(room, Act("announce", meeting.chair)).floor.meeting
    return meeting


def row_of(rows: tuple[DecisionRow, ...], yes: int, noes: int) -> DecisionRow:
    """The row of a decision table for numbers of votes."""
    found = [row for row in rows if fits(row.in_favour, yes) and fits(row.against, noes)]
    assert len(found) == 1, (yes, noes, rows)
    return found[0]


def fits(words: str, number: int) -> bool:
    """Whether ``number`` is among those that the words of a row name."""
    if words.startswith("whoever"):
        return True
    if words.startswith("none"):
        return number == 0
    numbers = [int(word) for word in words.split() if word.isdigit()]
    if "or more" in words:
        return number >= numbers[0]
    return number <= numbers[0] if "at most" in words else numbers[0] <= number <= numbers[-1]


@pytest.mark.parametrize("noes", NOES, ids="+".join)
@pytest.mark.parametrize("name", INSTITUTIONS)
def test_every_part_of_the_program_decides_the_same_votes_alike(
    name: str, noes: tuple[str, ...]
) -> None:
    scenario = under(name)
    votes = {code: "no" if code in noes else "yes" for code in scenario.members}
    setting = Setting(scenario)
    cast = [Vote.from_word(vote) for vote in votes.values()]
    outcome = Outcome(int(decide(cast, setting.permanent_mask, setting.rule).outcome))
    meeting = Sitting(setting, scenario.council.date)
    assert meeting.put(0, votes) == outcome, "the engine's meeting"

    meeting = voted(scenario, votes)
    assert meeting.ballots[-1].count.outcome is outcome, "a room"
    assert counted_result(scenario, TEXT, votes).outcome is outcome, "a debrief"
    recorded = meeting_of_record(with_record(scenario, votes))
    assert recorded is not None
    assert recorded.ballots[-1].count.outcome is outcome, "a record"

    against = [code for code in noes if code in blockers(scenario)]
    yes = list(votes.values()).count("yes")
    row = row_of(decision_rows(scenario, TEXT), yes, len(against))
    assert row.outcome is outcome, "a decision table"

    automatic = INSTITUTIONS[name].assembly.automatic and outcome is Outcome.VETOED
    assert meeting.assembly_called is automatic
    assert ("automatically" in row.then) is automatic
    assert ("veto itself calls" in sequels(meeting)[0].text) is automatic
    if len(scenario.members) == len(body()["members"]) and not INSTITUTIONS[name].conference:
        table = "ballot,date,member,vote\n" + "".join(
            f"a,2016-10-08,{code},{vote}\n" for code, vote in votes.items()
        )
        assert decide_ballots(table, INSTITUTIONS[name])[0].outcome == outcome.word


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_a_brief_says_what_the_member_s_negative_vote_does(name: str) -> None:
    scenario = under(name)
    for code in scenario.members:
        votes = {other: "no" if other == code else "yes" for other in scenario.members}
        vetoed = counted_result(scenario, TEXT, votes).outcome is Outcome.VETOED
        told = negative_vote(scenario, code)
        assert ("Your negative vote alone defeats" in told.words) is vetoed, code
        assert told.counts is (code in blockers(scenario)), code


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_permanent_seats_and_seats_that_block_are_told_apart_everywhere(name: str) -> None:
    scenario = under(name)
    day = scenario.council.date
    standing = {c for c in INSTITUTIONS[name].standing_codes(day) if c in scenario.members}
    assert {seat["code"] for seat in hello(new_room(scenario))["chairs"] if seat["permanent"]} == (
        standing
    )
    assert {c for c in scenario.members if member_brief(scenario, c).permanent} == standing
    assert set(permanent(scenario)) == standing
    able = decision_values(scenario, [TEXT])["tables"][0]["able"]
    assert len(able) == len(blockers(scenario))
    blocking = council_law(scenario).on_text(procedural=False).blocking
    assert of_scenario(scenario).body.blocking == blocking


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("charter", "and no permanent member against"),
        ("two-vetoes", "and fewer than 2 of these members against: China, France, Russian"),
        ("no-veto", "nobody can block it"),
        ("veto-restraint", "nobody can block it"),
        ("veto-restraint-signed", "none of these members against: China, Russian Federation and"),
    ],
)
def test_the_screens_of_a_room_say_what_a_text_needs(name: str, needs: str) -> None:
    room = debated(under(name))
    assert needs in hello(room)["needs"]
    room = go(room, Act("put", room.floor.meeting.chair, {"proposal": TEXT}))
    assert needs in public(room, {})["meeting"]["question"]["needs"]


def test_a_party_that_must_abstain_is_told_so_and_can_block_nothing() -> None:
    scenario = under("charter", parties_to_dispute=["RUS"])
    told = negative_vote(scenario, "RUS")
    assert "must abstain on S/2016/846 and S/2016/847" in told.words
    assert "defeats" not in told.words
    assert "alone defeats" in negative_vote(scenario, "CHN").words
    table = decision_values(scenario, [TEXT])["tables"][0]
    assert "Russian Federation" not in table["able"]
    assert table["bound"] == ["Russian Federation"]
    votes = {code: "no" if code == "RUS" else "yes" for code in scenario.members}
    recorded = meeting_of_record(with_record(scenario, votes))
    assert recorded is not None
    assert recorded.ballots[-1].count.outcome is Outcome.ADOPTED


def test_a_table_can_say_that_no_atrocities_are_at_stake() -> None:
    law = INSTITUTIONS["veto-restraint"]
    head = "item,date,yes,no,abstain,permanent_no,atrocities\n"
    row = "a,2016-10-08,11,2,2,Russian Federation,"
    said = {cell: decide_ballots(f"{head}{row}{cell}\n", law)[0] for cell in ("", "yes", "no")}
    assert [said[cell].outcome for cell in said] == ["adopted", "adopted", "vetoed"]
    assert "add a column atrocities" in said[""].warnings[0]
    assert not said["yes"].warnings
    assert not said["no"].warnings
    faulty = decide_ballots(f"{head}{row}perhaps\n", law)[0]
    assert "atrocities is 'perhaps'" in faulty.error
