"""What a slip would change unseen: wordings by number, edges of tables, encodings, what is kept.

Each of these was a line that could be changed without any test of the room noticing.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from datetime import date

import pytest

from sim.domain.ballots import Outcome, Vote
from sim.domain.errors import UsageError
from sim.procedure.adjudication import decide_ballots
from sim.procedure.article27 import count_of, words_of
from sim.procedure.consensus import arria_formula, interactive_dialogue
from sim.procedure.councils import council_on, president_of, rule_on
from sim.procedure.explaining import find_topic, topic_entries
from sim.procedure.meeting import ACTS, open_meeting
from sim.procedure.meeting.choices import options
from sim.procedure.reforms import institution
from sim.procedure.sequels import sequels
from sim.procedure.terms import LAST_YEAR
from sim.procedure.voting_records.by_meeting import _ballot
from sim.procedure.voting_records.by_tally import _apart
from sim.procedure.voting_records.case import RecordedBallot
from sim.procedure.voting_records.days import day_of
from sim.procedure.voting_records.files import decoded
from sim.procedure.voting_records.grid import GridRow
from sim.procedure.voting_records.members import check_government, names_in
from tests.procedure.meetings import acts, called, ruling, sitting
from tests.procedure.test_recorded_ballots import PARTIES

DAY = date(2016, 10, 8)


def tabled(**text: object):
    """A sitting meeting with the text A of Spain before it."""
    return acts(sitting(), ("table", "ESP", {"symbol": "A", "title": "A text", **text}))


def test_choices_from_the_meeting_are_looked_up_where_their_field_says() -> None:
    meeting = tabled()
    (proposal,) = [field for field in ACTS["put"].fields if field.name == "proposal"]
    assert [value for value, _ in options(meeting, meeting.chair, proposal)] == ["A"]


@pytest.mark.parametrize(("parts", "said"), [(["one"], "in 1 part,"), (["one", "two"], "2 parts")])
def test_parts_that_are_voted_apart_are_counted(parts: list[str], said: str) -> None:
    assert said in ruling(tabled(), "divide", "EGY", proposal="A", parts=parts).effect


def test_one_party_to_the_dispute_is_and_two_are() -> None:
    members = council_on(DAY).members
    votes = [Vote.YES] * len(members)
    permanent = [code in ("CHN", "FRA", "GBR", "RUS", "USA") for code in members]

    def told(*bound: str) -> str:
        return words_of(count_of(votes, members, permanent, rule_on(DAY), bound=bound)).reason

    assert "is a party to the dispute" in told("EGY")
    assert "are parties to the dispute" in told("EGY", "RUS")


def test_a_resolution_in_a_table_of_meetings_is_adopted_where_nothing_else_is_said() -> None:
    empty = GridRow(1, {})
    assert _ballot(empty, "S/RES/2254", "15-0-0").cell["outcome"] == "adopted"
    assert _ballot(empty, "S/2016/846", "11-2-2").cell["outcome"] == "11-2-2"
    assert _ballot(empty, "S/RES/1", "not adopted").cell["outcome"] == "not adopted"


def test_every_rule_within_a_span_has_its_entry() -> None:
    spans = [e.topic for e in topic_entries() if re.fullmatch(r"(rule|article)s \d+-\d+", e.topic)]
    assert spans
    for span in spans:
        kind, numbers = span.split("s ")
        first, last = map(int, numbers.split("-"))
        assert all(find_topic(f"{kind} {number}") for number in range(first, last + 1)), span


def test_a_council_without_vetoes_still_lists_nobody_twice() -> None:
    reform = institution("no-veto")
    members = list(council_on(DAY).members)
    assert reform.problems(members, DAY) == []
    assert reform.problems([*members[:-1], members[0]], DAY) == [
        f"{members[0]} is listed more than once"
    ]


def test_a_conference_of_states_still_lists_nobody_twice() -> None:
    conference = replace(institution("no-veto"), conference=True)
    assert conference.problems(["FRA", "EGY"], DAY) == []
    assert conference.problems(["FRA", "EGY", "FRA"], DAY) == ["FRA is listed more than once"]


def test_the_motion_that_is_named_is_the_one_that_is_put() -> None:
    meeting = acts(sitting(), ("move", "FRA", {"what": "suspend", "detail": "an hour"}))
    meeting = acts(meeting, ("move", "EGY", {"what": "adjourn_to", "detail": "Monday"}))
    put = ruling(meeting, "put_motion", meeting.chair, what="suspend")
    assert "an hour" in put.effect
    assert "Monday" not in put.effect


def test_a_motion_says_whether_it_is_debated() -> None:
    meeting = sitting()
    assert "without debate" in ruling(meeting, "move", "FRA", what="suspend").reason
    postponed = ruling(meeting, "move", "FRA", what="postpone", detail="Monday")
    assert "It may be debated." in postponed.reason


def test_an_item_on_the_provisional_agenda_is_not_added_again() -> None:
    meeting = called()
    again = ruling(meeting, "add_item", meeting.chair, item="The situation", notified=True)
    assert (again.in_order, again.rule) == (False, "rule 7")
    assert "already" in again.reason


def test_two_outcomes_of_one_ballot_are_told_and_one_said_twice_is_not() -> None:
    case = RecordedBallot("item", "X", 2, "2016-10-08")
    case.record("adopted")
    case.record("adopted unanimously")
    assert case.recorded is Outcome.ADOPTED
    assert case.warnings == []
    case.record("vetoed")
    assert case.warnings == ["the file records two different outcomes of this ballot"]


def test_members_are_verified_up_to_the_last_year_of_the_table() -> None:
    def warned(year: int) -> list[str]:
        case = RecordedBallot("item", "X", 2, f"{year}-03-01")
        case.set_day("")
        return case.warnings

    assert warned(LAST_YEAR) == []
    assert "not verified" in warned(LAST_YEAR + 1)[0]


def test_a_name_that_is_spelled_as_it_is_needs_no_note() -> None:
    case = RecordedBallot("item", "X", 2, "2016-10-08")
    case.set_day("")
    case.spell("FRA", "France")
    assert case.read_as == {}
    case.spell("RUS", "Moscow")
    assert list(case.read_as) == ["Moscow"]


def test_the_government_of_china_is_not_asked_for_without_a_day() -> None:
    case = RecordedBallot("item", "X", 2, "")
    check_government(case, 2, "CHN", "Republic of China")
    assert case.errors == []


@pytest.mark.parametrize(
    ("raw", "text", "note"),
    [
        ("é,1".encode(), "é,1", ""),
        (b"\xef\xbb\xbf" + "é,1".encode(), "é,1", ""),
        ("é,1".encode("utf-16"), "é,1", ""),
        ("é,1".encode("cp1252"), "é,1", "not UTF-8; read as Windows-1252"),
    ],
)
def test_files_are_read_in_the_encodings_of_spreadsheets(raw: bytes, text: str, note: str) -> None:
    assert decoded(raw) == (text, note)


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be"])
def test_a_file_in_utf_32_says_so_or_is_no_text(encoding: str) -> None:
    raw = codecs.BOM_UTF32_BE * (encoding == "utf-32-be") + "é,1".encode(encoding)
    with pytest.raises(ValueError, match="UTF-32"):
        decoded(raw)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/10/2016", date(2016, 10, 13)),
        ("10/13/2016", date(2016, 10, 13)),
        ("12/12/2016", date(2016, 12, 12)),
    ],
)
def test_a_number_above_twelve_is_the_day(text: str, day: date) -> None:
    assert day_of(text) == day


def test_a_ballot_that_could_be_read_both_ways_is_not_guessed() -> None:
    assert isinstance(day_of("12/10/2016"), str)


def test_parties_whose_votes_would_decide_are_named() -> None:
    (ballot,) = decide_ballots(f"{PARTIES}\nX,2016-10-08,9,0,6,none,VI,Egypt")
    assert ballot.undecided == "missing"
    assert ballot.open_parties == "Egypt"
    (decided,) = decide_ballots(f"{PARTIES}\nX,2016-10-08,10,0,5,none,VI,Egypt")
    assert decided.open_parties == ""


def test_the_absent_are_counted_from_their_own_column() -> None:
    case = RecordedBallot("item", "X", 2, "2016-10-08")
    assert _apart(case, {"not_voting": "2", "absent": "1"}) == 3
    assert case.absent == 1
    assert _apart(case, {"not_voting": "2"}) == 2
    assert case.absent == 0


def test_a_list_is_parted_at_and_only_where_every_piece_is_a_state() -> None:
    assert names_in("Egypt and Japan") == ("Egypt", "Japan")
    assert names_in("Egypt and the moon") == ("Egypt and the moon",)
    kingdom = "United Kingdom of Great Britain and Northern Ireland"
    for between in (", ", " and ", "/"):
        assert names_in(f"China{between}{kingdom}") == ("China", kingdom)
        assert names_in(f"{kingdom}{between}China") == (kingdom, "China")
    assert names_in("Iran, Islamic Republic of, Egypt and Bosnia and Herzegovina") == (
        "Iran, Islamic Republic of",
        "Egypt",
        "Bosnia and Herzegovina",
    )


def test_the_same_meeting_under_another_president_is_always_possible() -> None:
    assert sequels(sitting())[-1].possible


def test_informal_meetings_decide_nothing_and_keep_no_record() -> None:
    for meeting in (arria_formula(["ESP"], ("ESP",)), interactive_dialogue("RUS", ["the envoy"])):
        assert meeting.held
        assert not meeting.record
        assert not meeting.decides
    unheld = arria_formula(["DEU"], ("ESP",))
    assert (unheld.held, unheld.record, unheld.decides) == (False, False, False)


def test_rwandas_turn_of_1994_was_moved_to_december() -> None:
    assert [president_of(1994, month) for month in (9, 10, 11, 12)] == ["ESP", "GBR", "USA", "RWA"]


def test_acts_of_an_admission_are_offered_seldom() -> None:
    assert ACTS["receive_application"].seldom
    assert ACTS["report_application"].seldom


def test_a_secret_ballot_is_held_though_nobody_objects() -> None:
    meeting = acts(
        sitting(),
        ("move", "NZL", {"what": "private"}),
        ("put_motion", "RUS", {"consent": True}),
        "no_objection",
        ("table", "NZL", {"symbol": "R", "kind": "recommendation"}),
    )
    secret = ruling(meeting, "put", "RUS", consent=True, secret=True)
    assert "A secret ballot is taken" in secret.effect
    assert "without a vote" in ruling(meeting, "put", "RUS", consent=True).effect


@pytest.mark.parametrize(
    ("day", "law"), [(date(2030, 1, 1), "charter"), (date(2016, 10, 8), "enlarged-26")]
)
def test_a_council_that_is_not_known_asks_for_its_members(day: date, law: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_meeting(day, institution=law)
    assert "name the members" in caught.value.remedy
