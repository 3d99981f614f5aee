"""The debrief: three votes a seat, who turned, what another vote had brought, who did what."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path as FilePath

import pytest

from sim.classroom.conduct import would_pass
from sim.classroom.contributions import (
    by_student_sums,
    contributions,
    contributions_csv,
)
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_lines import spoken_lines
from sim.classroom.debrief_page import debrief_page
from sim.classroom.debrief_votes import ComparedText, counted_result
from sim.classroom.debrief_words import (
    debrief_body,
    law_lines,
    result_lines,
    turned_lines,
    whatif_lines,
    worlds_line,
)
from sim.classroom.engine_answers import ENGINE_ANSWERS, why_no_answer
from sim.classroom.floor import do_act, to_phase
from sim.classroom.log import RoomLog
from sim.classroom.log_lines import LogEntry, LogError
from sim.classroom.messages import DoDebrief
from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.pivots import levers
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import Room, new_room
from sim.classroom.saved import saved_room
from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, TEACHER, Person
from sim.classroom.submissions import table_acts
from sim.domain.ballots import Outcome, Vote
from sim.domain.cells import FORMULA
from sim.lessons.history import decided
from sim.lessons.members import Inclination, WorldShares
from sim.lessons.typed_votes import TypedVotesError, blank_votes, read_typed_votes
from sim.procedure.meeting import Act
from sim.report.figure import MarkGroup, Path
from sim.report.three_votes import ThreeVotes, three_votes
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW, debate, go
from tests.classroom.scene import MEMBERS, NORTH, body, scene
from tests.classroom.test_drafting import in_meeting
from tests.procedure.meetings import acts, refused, roll

TEXT = "S/2016/846"
EVIL = "<script>alert(1)</script>"


def voted(votes: Mapping[str, str], *seats: str) -> Room:
    """A meeting that has voted on the first text; everybody else abstains."""
    room = go(debate(*seats), Act("put", "RUS", {"proposal": TEXT}))
    return go(room, *(Act("vote", c, {"vote": votes.get(c, "abstain")}) for c in MEMBERS))


def adopted() -> Room:
    """Russia abstains, so that the text passes with the ten of the north and Egypt."""
    return voted(dict.fromkeys([*NORTH, "EGY"], "yes"), "RUS", "FRA")


def first(room: Room) -> ComparedText:
    return next(one for one in debrief_of(room, Fake()) if one.symbol == TEXT)


def test_a_seat_has_the_class_s_the_recorded_and_the_engine_s_vote() -> None:
    found = first(adopted())
    seats = {seat.code: seat for seat in found.seats}
    assert (seats["RUS"].cast, seats["RUS"].record, seats["RUS"].engine) == ("abstain", "no", "no")
    assert seats["RUS"].people
    assert not seats["CHN"].people
    assert found.results["class"].outcome is Outcome.ADOPTED
    assert found.results["record"].outcome is Outcome.VETOED
    assert found.results["record"].vetoes == ("Russian Federation",)
    assert [str(line) for line in result_lines(found)][:2] == [
        "Your meeting: 11–0–4, adopted",
        "On record: 11–2–2, vetoed by the Russian Federation",
    ]


def test_the_class_s_result_is_counted_as_its_meeting_counted_it() -> None:
    """Ruled a question of procedure, a text cannot be vetoed (rule 30; Article 27(2))."""
    room = go(
        debate("RUS"),
        Act("ask_nature", "FRA", {"proposal": TEXT}),
        Act("point_of_order", "FRA", {"about": "it is a question of procedure"}),
        Act("rule", "RUS", {"well_taken": True, "nature": TEXT, "procedural": True}),
        Act("put", "RUS", {"proposal": TEXT}),
    )
    votes = {code: "no" if code == "RUS" else "yes" for code in MEMBERS}
    room = go(room, *(Act("vote", code, {"vote": vote}) for code, vote in votes.items()))
    found = first(room)
    assert found.results["class"].outcome is Outcome.ADOPTED
    assert found.results["record"].outcome is Outcome.VETOED, "the record is of a text of substance"
    assert all(one.result.outcome is Outcome.ADOPTED for one in found.whatifs)


def test_a_text_decided_without_a_ballot_on_the_whole_has_its_result() -> None:
    consent = {"proposal": TEXT, "consent": True}
    room = go(debate("RUS"), Act("put", "RUS", consent), Act("no_objection", "RUS"))
    told = [str(line) for line in result_lines(first(room))]
    assert told[0] == "Your meeting: adopted, without a vote on the whole"
    assert "class" not in first(room).results


def test_votes_that_are_not_known_are_not_changed() -> None:
    seats = [("vote", code, {"vote": "no" if code == "RUS" else "yes"}) for code in MEMBERS]
    begun = debate("RUS")
    assert first(begun).whatifs, "of a text that the class has not decided the engine's votes are"
    ways = (
        go(
            begun, Act("put", "RUS", {"proposal": TEXT, "consent": True}),
            Act("no_objection", "RUS"),
        ),
        go(
            begun,
            Act("divide", "CHN", {"proposal": TEXT, "parts": [*scene().drafts[TEXT].text]}),
            Act("put", "RUS", {"proposal": TEXT}), *(Act(*seat) for seat in seats * 3),
        ),
    )  # fmt: skip
    for room in ways:
        assert "without a vote on the whole" in str(next(result_lines(first(room))))
        assert first(room).whatifs == ()


def test_a_text_of_which_nothing_is_left_was_not_short_of_votes() -> None:
    parts = [*scene().drafts[TEXT].text]
    noes = [("vote", code, {"vote": "no" if code in MEMBERS[5:] else "yes"}) for code in MEMBERS]
    room = go(
        debate("RUS"), Act("divide", "CHN", {"proposal": TEXT, "parts": parts}),
        Act("put", "RUS", {"proposal": TEXT}), *(Act(*seat) for seat in noes * len(parts)),
    )  # fmt: skip
    told = str(next(result_lines(first(room))))
    assert told == "Your meeting: not adopted, without a vote on the whole"


def test_a_text_that_failed_and_was_decided_again_has_the_result_of_the_decision() -> None:
    room = voted(dict.fromkeys(MEMBERS, "yes") | {"RUS": "no"}, "RUS")
    assert first(room).results["class"].outcome is Outcome.VETOED
    again = Act("table", "FRA", {"symbol": TEXT, "title": "Again", "sponsors": ["FRA", "ESP"]})
    room = go(room, again)
    assert first(room).results["class"].outcome is Outcome.VETOED, "it was not put again"
    room = go(room, Act("put", "RUS"), *(Act("vote", c, {"vote": "no"}) for c in MEMBERS))
    room = go(
        room, Act("put", "RUS", {"proposal": TEXT, "consent": True}), Act("no_objection", "RUS")
    )
    told = [str(line) for line in result_lines(first(room))]
    assert told[0] == "Your meeting: adopted, without a vote on the whole"
    vetoed = "14–1–0, vetoed by the Russian Federation"
    assert told[1] == f"Before the text was submitted again: {vetoed}"


def test_the_number_of_the_engine_s_worlds_is_that_of_the_worlds_that_were_asked() -> None:
    line = str(worlds_line(first(adopted())))
    assert line == (
        "Of 40 worlds of the engine in which the texts stay as they are: vetoed in 75%, adopted in "
        "25%."
    )


def test_who_turned_is_told_of_people_and_why_by_the_engine_s_reasons() -> None:
    body = debrief_body([first(adopted())])["texts"][0]
    said = {str(one["said"]): one["why"] for one in body["turned"]}
    assert "The Russian Federation abstained; on record it voted against." in said
    engine = next(text for text in said if "engine's worlds" in text)
    assert engine.startswith("The Russian Federation abstained, as in 10% of")
    assert said[engine] == ["far from its aims"]
    assert "Simulated, with a different vote on record: Venezuela." in said


def test_who_stayed_away_turned_from_the_record_and_not_from_the_engine() -> None:
    """The absence of a member that vetoed on record is what the result turned on."""
    room = go(debate("RUS"), Act("put", "RUS", {"proposal": TEXT}))
    votes = {code: "not_participating" if code == "RUS" else "yes" for code in MEMBERS}
    found = first(go(room, *(Act("vote", c, {"vote": vote}) for c, vote in votes.items())))
    assert [one.against for one in found.turned if one.code == "RUS"] == ["record"]
    said = [str(line) for line, _ in turned_lines(found)]
    assert "The Russian Federation did not take part; on record it voted against." in said
    assert any("did not take part in your meeting" in str(q) for q in found.questions)


def test_a_vote_as_in_most_worlds_is_no_difference_from_the_engine() -> None:
    """The central case can be rarer in the worlds than another vote, and is not called likely."""

    class Rare(Fake):
        def worlds(self, texts, pins=None):  # type: ignore[no-untyped-def]
            votes = {"RUS": {"yes": 0.1, "abstain": 0.6, "no": 0.3}}
            shares = super().worlds(texts, pins)
            return {symbol: replace(one, votes=votes) for symbol, one in shares.items()}

    found = next(one for one in debrief_of(adopted(), Rare()) if one.symbol == TEXT)
    assert next(seat for seat in found.seats if seat.code == "RUS").engine == "no"
    assert not [one for one in found.turned if (one.code, one.against) == ("RUS", "engine")]
    assert "The engine's central case, on this text as it stands: 11–2–2" in " ".join(
        map(str, result_lines(found))
    )


def test_what_if_is_by_the_rules_on_the_class_s_votes_and_by_pins_in_the_worlds() -> None:
    pinned = []

    class Watched(Fake):
        def worlds(self, texts, pins=None):  # type: ignore[no-untyped-def]
            pinned.append(pins)
            return super().worlds(texts, pins)

    found = next(one for one in debrief_of(adopted(), Watched()) if one.symbol == TEXT)
    first_try = found.whatifs[0]
    assert first_try.code == "RUS", "the likeliest of the votes that change the outcome"
    assert first_try.instead == "no"
    assert first_try.result.outcome is Outcome.VETOED
    assert {"RUS": {TEXT: "no"}} in pinned
    told = str(next(whatif_lines(found)))
    assert told.startswith("Had the Russian Federation voted against instead: vetoed by the rules")
    assert len({one.code for one in found.whatifs}) == len(found.whatifs) == 3


def test_levers_that_change_the_outcome_come_before_those_that_do_not() -> None:
    """Eight in favour: one abstention more for yes adopts; the likeliest of them leads."""
    votes = {c: "yes" if k < 8 else "abstain" for k, c in enumerate(sorted(NORTH))}
    votes |= {c: "abstain" for c in MEMBERS if c not in votes}
    shares = WorldShares(
        {},
        {c: {"yes": 0.1 + 0.01 * k, "abstain": 0.6, "no": 0.3} for k, c in enumerate(votes)},
        1,
        40,
    )
    found = levers(votes, shares, partial(counted_result, scene(), TEXT))
    assert all(vote == "yes" for _, vote in found)
    chosen = [code for code, _ in found]
    abstainers = [c for c in votes if votes[c] == "abstain"]
    assert chosen == sorted(abstainers, key=lambda c: -shares.votes[c]["yes"])[:3]
    for code, vote in found:
        assert counted_result(scene(), TEXT, {**votes, code: vote}).outcome is Outcome.ADOPTED


def test_a_vote_that_would_have_changed_nothing_is_not_told() -> None:
    class Firm(Fake):
        """Members whose worlds are the same whatever one member does."""

        def worlds(self, texts, pins=None):  # type: ignore[no-untyped-def]
            return super().worlds(texts)

    cast = {**dict.fromkeys(MEMBERS, "yes"), "RUS": "no", "CHN": "no"}  # no one vote turns it
    found = next(o for o in debrief_of(voted(cast), Firm()) if o.symbol == TEXT)
    assert len(found.whatifs) == 1, "two vetoes: at least one what-if stays to talk about"
    assert found.whatifs[0].result.outcome is Outcome.VETOED
    found = next(o for o in debrief_of(adopted(), Firm()) if o.symbol == TEXT)
    assert {one.result.outcome for one in found.whatifs} == {Outcome.VETOED}


def test_questions_come_from_the_differences() -> None:
    told = [str(q) for q in first(adopted()).questions]
    assert told[0].startswith("Your meeting: adopted. On record: vetoed.")
    assert any(q.startswith("The Russian Federation abstained in your meeting") for q in told)
    same = voted(scene().record_of_votes.votes[TEXT], "RUS")  # type: ignore[union-attr]
    told = [str(q) for q in first(same).questions]
    assert told[0].startswith("Your meeting came to the recorded result: vetoed.")
    assert not any("on record it" in q for q in told)


def test_changed_clauses_are_told_with_whom_they_turned() -> None:
    lines = [UnnumberedEntry("revise", "FRA", {"draft": TEXT, "issue": "flights", "value": 0.5})]
    room = go(advance(debate(), lines, NOW)[0], Act("put", "RUS"))
    found = first(go(room, *(Act("vote", code, {"vote": "yes"}) for code in MEMBERS)))
    assert found.changed == (
        ("Military flights", "Ends all military flights.", "Limits military flights."),
    )
    assert any("turned nobody's vote" in str(q) for q in found.questions)


def test_a_no_is_a_veto_of_the_person_who_plays_a_seat_that_the_model_takes_as_absent() -> None:
    scenario = load_scenario("korea-1950")
    votes = {code: "no" if code == "RUS" else "yes" for code in scenario.members}
    counted = counted_result(scenario, "S/1497", votes)
    assert counted.outcome is Outcome.VETOED
    assert "vetoed by the Union of Soviet" in decided(scenario, "S/1497", votes).outcome
    (table,) = table_acts(scenario)
    floor = to_phase(new_room(scenario).floor, scenario, "meeting")
    assert floor.meeting is not None
    assert floor.meeting.law.parties == ()
    assert "bound" not in table.data


def test_a_party_to_the_dispute_blocks_nothing_in_meeting_debrief_and_record() -> None:
    """Article 27(3) has it abstain, whatever it casts: one count, wherever it is told."""
    scenario = load_scenario("party-abstains")
    symbol = next(s for s, d in scenario.drafts.items() if not d.binding)
    assert scenario.council.parties_to_dispute == ("RUS",)
    votes = {code: "no" if code == "RUS" else "yes" for code in scenario.members}
    told = decided(scenario, symbol, votes)
    counted = counted_result(scenario, symbol, votes)
    assert counted.outcome is Outcome.ADOPTED
    assert told.outcome == "Adopted"
    assert "had to abstain" in told.reason
    assert told.tally.startswith(f"{counted.yes} in favour, {counted.no} against")

    floor = to_phase(new_room(scenario).floor, scenario, "meeting")
    table = next(act for act in table_acts(scenario) if act.data["symbol"] == symbol)
    chair = floor.meeting.chair if floor.meeting else ""
    acts = (
        Act("call", chair, {"agenda": ["A question"], "urgent": True}),
        Act("adopt_agenda", chair),
        Act("no_objection", chair),
        table,
    )
    for n, act in enumerate(acts):
        floor = do_act(floor, n, act, None)
    meeting = floor.meeting
    assert meeting is not None
    room = replace(new_room(scenario), floor=floor)
    views = {symbol: {code: Inclination(vote, 0, 0, 0) for code, vote in votes.items()}}
    assert would_pass(room, meeting, symbol, views)


@pytest.mark.parametrize("table", [{"symbol": "S/2016/846"}, {"symbol": "US/1"}])
def test_a_party_to_the_dispute_abstains_on_a_text_submitted_again_or_by_hand(table) -> None:
    """The scenario's dispute is that of the meeting, whoever submits a text and when."""
    scenario = load_scenario("party-abstains")
    floor = to_phase(new_room(scenario).floor, scenario, "meeting")
    assert floor.meeting is not None
    chair = floor.meeting.chair
    first = table_acts(scenario)[0]
    assert first.data["symbol"] == "S/2016/846"
    meeting = acts(
        floor.meeting, ("call", chair, {"agenda": ["x"], "urgent": True}), "adopt_agenda",
        "no_objection", (first.kind, first.by, dict(first.data)), "put",
    )  # fmt: skip
    assert refused(meeting, "vote", "RUS", vote="no").startswith("Article 27(3), proviso")
    meeting = acts(roll(meeting, "abstain"), ("table", "USA", table), "put")
    assert refused(meeting, "vote", "RUS", vote="no").startswith("Article 27(3), proviso")


def test_a_party_that_had_to_abstain_is_looked_back_on_as_abstaining() -> None:
    scenario = load_scenario("party-abstains")
    typed = {TEXT: dict.fromkeys(scenario.members, "yes") | {"RUS": "no"}}
    (found,) = (o for o in debrief_of(new_room(scenario), Fake(), typed) if o.symbol == TEXT)
    (russia,) = (seat for seat in found.seats if seat.code == "RUS")
    assert russia.cast == "abstain"
    assert (found.results["class"].yes, found.results["class"].abstain) == (14, 1)
    (line,) = law_lines(found)
    assert "The Russian Federation is a party to the dispute and had to abstain" in line
    assert "RUS" in {turned.code for turned in found.turned}
    assert not any("Russian Federation" in question for question in found.questions)


def test_a_text_that_was_not_put_has_no_questions_and_no_turns() -> None:
    second = next(one for one in debrief_of(adopted(), Fake()) if one.symbol != TEXT)
    assert "class" not in second.results
    assert second.questions == second.turned == ()
    assert "Your meeting" not in "\n".join(spoken_lines([second]))


def log_of(tmp_path: FilePath, lines: list[UnnumberedEntry]) -> tuple[FilePath, list[LogEntry]]:
    opened = open_room(scene(), RoomOptions(folder=tmp_path, pace=0))
    added = advance(opened.room, lines, NOW)[1]
    opened.log.append(added)
    entries, path = list(opened.log.entries), opened.log.path
    opened.log.close()
    return path, entries


def joined(token: str, seat: str, name: str) -> UnnumberedEntry:
    data = {"token": token * 22, "role": "delegate", "seat": seat, "name": name}
    return UnnumberedEntry("joined", "room", data)


def contributed() -> list[UnnumberedEntry]:
    """Two students on one seat, one without a name on another; a refused act and one taken back."""
    ask = {"draft": TEXT, "issue": "flights", "value": 0.5, "person": "a" * 12}
    vote = {"act": "vote", "by": "EGY", "vote": "yes"}
    return [
        joined("a", "EGY", "=HYPERLINK(1)"),
        joined("b", "EGY", EVIL),
        joined("c", "FRA", ""),
        UnnumberedEntry("phase", "teacher", {"to": "negotiation"}),
        UnnumberedEntry("ask", "EGY", ask),
        UnnumberedEntry("stand", "EGY", {"draft": TEXT, "stand": "for", "person": "b" * 12}),
        UnnumberedEntry("note", "EGY", {"to": "FRA", "text": "secret", "person": "b" * 12}),
        UnnumberedEntry("phase", "teacher", {"to": "meeting"}),
        UnnumberedEntry("act", "RUS", {"act": {"act": "call", "by": "RUS", "agenda": ["X"],
                                               "urgent": True}}),
        UnnumberedEntry("act", "RUS", {"act": {"act": "adopt_agenda", "by": "RUS"}}),
        UnnumberedEntry("act", "RUS", {"act": {"act": "no_objection", "by": "RUS"}}),
        UnnumberedEntry("act", "FRA", {"act": {"act": "table", "by": "FRA", "symbol": TEXT,
                                               "title": "t", "sponsors": ["FRA"]},
                                       "person": "c" * 12}),
        UnnumberedEntry("refused", "EGY", {"act": vote, "ruling": {"rule": "rule 40"},
                                           "person": "a" * 12}),
        UnnumberedEntry("act", "RUS", {"act": {"act": "put", "by": "RUS", "proposal": TEXT}}),
        UnnumberedEntry("act", "EGY", {"act": vote, "person": "b" * 12}),
    ]  # fmt: skip


def test_every_contribution_stands_with_who_made_it_and_about_what(tmp_path: FilePath) -> None:
    _, entries = log_of(tmp_path, contributed())
    found = contributions(scene(), entries)
    assert [(c.student, c.kind, c.on, c.counts) for c in found] == [
        ("=HYPERLINK(1)", "ask", TEXT, True),
        (EVIL, "position", TEXT, True),
        ("FRA 1", "text", TEXT, True),
        ("=HYPERLINK(1)", "refused", "", False),
        (EVIL, "vote", TEXT, True),
    ]
    assert found[0].words == "Military flights: Limits military flights."
    assert "secret" not in contributions_csv(found), "notes are private"


def test_predictions_of_those_who_watch_are_contributions_too(tmp_path: FilePath) -> None:
    made = {"draft": TEXT, "outcome": "vetoed", "yes": 11}
    lines = [
        UnnumberedEntry("joined", "room", {"token": one * 64, "role": OBSERVER, "name": name})
        for one, name in (("o", "Sam"), ("p", ""))
    ]
    lines += [
        UnnumberedEntry("predicted", OBSERVER, {**made, "person": one * 12}) for one in ("o", "p")
    ]
    _, entries = log_of(tmp_path, lines)
    results = contributions(scene(), entries)
    assert [(c.seat, c.student, c.kind, c.on, c.words) for c in results] == [
        ("observer", "Sam", "prediction", TEXT, "vetoed, 11 in favour"),
        ("observer", "observer 1", "prediction", TEXT, "vetoed, 11 in favour"),
    ]


def test_what_was_taken_back_does_not_count(tmp_path: FilePath) -> None:
    lines = contributed()
    _, entries = log_of(tmp_path, [*lines, UnnumberedEntry("undone", "teacher", {"to": 15})])
    last = contributions(scene(), entries)[-1]
    assert (last.kind, last.counts) == ("vote", False)
    sums = {one.student: one for one in by_student_sums(contributions(scene(), entries))}
    assert sums[EVIL].counts.get("vote", 0) == 0
    assert sums["=HYPERLINK(1)"].counts["refused"] == 1


def test_two_students_of_one_name_are_told_apart(tmp_path: FilePath) -> None:
    lines = [
        joined("a", "EGY", "Sam"),
        joined("b", "FRA", "Sam"),
        UnnumberedEntry("phase", "teacher", {"to": "negotiation"}),
        UnnumberedEntry("stand", "EGY", {"draft": TEXT, "stand": "for", "person": "a" * 12}),
        UnnumberedEntry("stand", "FRA", {"draft": TEXT, "stand": "for", "person": "b" * 12}),
    ]
    _, entries = log_of(tmp_path, lines)
    sums = by_student_sums(contributions(scene(), entries))
    assert [(one.seat, one.counts["position"]) for one in sums] == [("EGY", 1), ("FRA", 1)]


def test_no_cell_of_the_export_is_one_that_a_spreadsheet_runs(tmp_path: FilePath) -> None:
    _, entries = log_of(tmp_path, contributed())
    table = list(csv.reader(io.StringIO(contributions_csv(contributions(scene(), entries)))))
    assert len(table) == 6
    for row in table:
        for cell in row:
            assert not cell.startswith(FORMULA), cell
    assert table[1][2] == "'=HYPERLINK(1)"


def test_names_and_texts_stay_text_on_the_page(tmp_path: FilePath) -> None:
    _, entries = log_of(tmp_path, contributed())
    room = adopted()
    page = debrief_page(room, debrief_of(room, Fake()), contributions(scene(), entries))
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Inquiry <b>" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", ""), "nothing is fetched"
    without = debrief_page(room, debrief_of(room, Fake()), (), students=False)
    assert "Who did what" not in without


def test_a_saved_log_is_read_and_left_as_it_is(tmp_path: FilePath) -> None:
    path, entries = log_of(tmp_path, contributed())
    before = path.read_bytes()
    saved = saved_room(path, lambda name: scene())
    assert saved.entries == entries
    assert saved.room.floor.meeting is not None
    assert saved.remarks == []
    assert path.read_bytes() == before


def test_a_log_that_cannot_be_used_says_where_and_what_to_do(tmp_path: FilePath) -> None:
    path, _ = log_of(tmp_path, contributed())
    with pytest.raises(LogError, match="the log does not exist"):
        saved_room(tmp_path / "none.log", lambda name: scene())
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], b'{"n":3,"broken\n', *lines[4:]]))
    with pytest.raises(LogError) as caught:
        saved_room(path, lambda name: scene())
    assert "line 4" in str(caught.value)
    path.write_bytes(b"".join(lines).replace(b"EGY", b"FRA"))
    with pytest.raises(LogError, match="was edited"):
        saved_room(path, lambda name: scene())


def test_the_horseshoe_holds_everything_and_frames_those_that_differ() -> None:
    for count in (11, 15, 26):
        seats = [
            ThreeVotes(f"S{k:02}", f"State number {k}", k < 5,
                       (Vote.YES, Vote.NO if k % 3 == 0 else Vote.YES, None))
            for k in range(count)
        ]  # fmt: skip
        figure = three_votes(seats, TEXT, ["Your meeting: 1", "On record: 2", "The engine's: 3"])
        texts = figure.texts()
        for place, text in enumerate(texts):
            assert text.size >= 11
            assert text.box.inside(figure.frame), text.text
            assert not any(text.box.overlaps(other.box) for other in texts[place + 1 :]), text.text
        words = " ".join(text.text for text in texts)
        named = sum(f"number {k}" in words or f"S{k:02}" in words for k in range(count))
        assert named == count
        groups = [mark for mark in figure.marks if isinstance(mark, MarkGroup)]
        framed = [g for g in groups if any(isinstance(m, Path) and m.closed for m in g.marks)]
        assert len(framed) == len(range(0, count, 3))


def test_room_logs_and_games_both_fold(tmp_path: FilePath) -> None:
    path = tmp_path / "AAAA.log"
    log = RoomLog(path)
    assert new_room(scene()).floor.meeting is None
    log.close()
    with pytest.raises(LogError, match="empty"):
        saved_room(path, lambda name: scene())


def test_the_teacher_alone_asks_and_only_after_the_meeting() -> None:
    """It tells the record."""
    ask = DoDebrief(do="debrief")
    room = adopted()
    teacher, pupil = Person("t", TEACHER), Person("e", DELEGATE, "Sam", "EGY")
    assert "after the meeting" in why_no_answer(room, teacher, ask)
    over = advance(room, [UnnumberedEntry("phase", "teacher", {"to": "debrief"})], NOW)[0]
    assert why_no_answer(over, teacher, ask) == ""
    for other in (pupil, Person("p", PROJECTOR), Person("o", OBSERVER)):
        assert "the teacher asks" in why_no_answer(over, other, ask)
    kind, make = ENGINE_ANSWERS[DoDebrief]
    body = make(over, Fake(), ask)
    assert kind == "debrief"
    assert body["texts"][0]["votes"]["RUS"] == ["abstain", "no", "no"]


def test_a_draft_in_a_delegation_s_own_words_is_looked_back_on() -> None:
    """It was no text of the case: nothing is on record, and its words are its writer's."""
    room = in_meeting()
    for symbol in (TEXT, "S/2016/847", "EGY/1"):
        room.room = go(room.room, Act("put", "RUS", {"proposal": symbol}))
        cast = {code: "yes" if code != "RUS" else "no" for code in MEMBERS}
        room.room = go(room.room, *(Act("vote", c, {"vote": v}) for c, v in cast.items()))
        room.room = go(room.room, Act("announce", "RUS"))
    (found,) = [one for one in debrief_of(room.room, Fake()) if one.symbol == "EGY/1"]
    assert found.results["class"].outcome is Outcome.VETOED
    assert "record" not in found.results
    told = [(c.kind, c.act, c.on, c.words) for c in contributions(room.room.base, room.log)]
    assert ("text", "write", "EGY/1", "demands that all flights end.") in told
    assert ("text", "begin", "EGY/1", "A city under siege") in told


def typed(folder: FilePath, cells: Mapping[str, str], separator: str = ",") -> FilePath:
    """The table of a pack with votes on the first text, typed by hand."""
    lines = blank_votes(scene()).splitlines()
    rows = [lines[0]] + [
        ",".join([*line.split(",")[:2], cells.get(line.split(",")[0], "a"), ""])
        for line in lines[1:]
    ]
    path = folder / "votes.csv"
    path.write_text("\n".join(rows).replace(",", separator) + "\n", encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_class_without_devices_is_looked_back_on_from_its_tally(
    tmp_path: FilePath, separator: str
) -> None:
    votes = read_typed_votes(
        typed(tmp_path, dict.fromkeys([*NORTH, "EGY"], "Yes"), separator), scene()
    )
    assert list(votes) == [TEXT], "the second text was not put"
    room = new_room(scene())
    found = next(o for o in debrief_of(room, Fake(), votes) if o.symbol == TEXT)
    live = first(adopted())
    assert found.results["class"] == live.results["class"]
    said = [str(line) for line in spoken_lines([found])]
    assert any("Russian Federation abstained" in line for line in said)
    assert not any("Simulated" in line for line in said), "people held every seat"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"RUS": "perhaps"}, "line {RUS}, S/2016/846: 'perhaps' is not a vote"),
        ({"RUS": ""}, "S/2016/846: no vote of RUS"),
    ],
)
def test_a_tally_that_cannot_be_used_says_which_line(
    tmp_path: FilePath, cells: dict[str, str], told: str
) -> None:
    with pytest.raises(TypedVotesError) as caught:
        read_typed_votes(typed(tmp_path, cells), scene())
    lines = blank_votes(scene()).splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("RUS"))
    assert told.format(RUS=line) in str(caught.value)
    assert "yes, no, abstain or absent" in str(caught.value)


def test_columns_of_votes_that_are_alike_are_refused(tmp_path: FilePath) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(f"member,{TEXT},{TEXT.lower()}\nRUS,no,yes\n")
    with pytest.raises(TypedVotesError, match="cannot be told apart") as caught:
        read_typed_votes(path, scene())
    assert "one column for each text" in str(caught.value)
    drafts = {**body()["drafts"], "S-2016-846": body()["drafts"][TEXT]}
    twins = Scenario.model_validate({**body(), "drafts": drafts, "record_of_votes": None})
    path.write_text(blank_votes(twins))
    with pytest.raises(TypedVotesError, match=r"S/2016/846, S-2016-846") as caught:
        read_typed_votes(path, twins)
    assert "differ in a letter" in str(caught.value)


def test_another_table_than_a_tally_is_refused(tmp_path: FilePath) -> None:
    path = tmp_path / "votes.csv"
    for text in ("", "member,name\nRUS,x\n", "a;b\n1;2\n"):
        path.write_text(text)
        with pytest.raises(TypedVotesError, match="not a table of votes"):
            read_typed_votes(path, scene())
    path.write_text(f"member,name,{TEXT}\nQQQ,x,yes\n")
    with pytest.raises(TypedVotesError) as caught:
        read_typed_votes(path, scene())
    assert "line 2: 'QQQ' is not a member" in str(caught.value)
    with pytest.raises(TypedVotesError, match="cannot be read"):
        read_typed_votes(tmp_path / "none.csv", scene())


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("S/2016/48", "line 1: the column 's_2016_48' is none of"),
        (TEXT, "two columns of votes cannot be told apart"),
        ("member", "line 1: the column member occurs twice"),
    ],
)
def test_a_heading_that_is_misspelled_or_occurs_twice_is_told(
    tmp_path: FilePath, heading: str, told: str
) -> None:
    path = tmp_path / "votes.csv"
    rows = [f"{code},name,yes,,no" for code in MEMBERS]
    path.write_text("\n".join([f"member,name,{TEXT},,{heading}", *rows]))
    with pytest.raises(TypedVotesError) as caught:
        read_typed_votes(path, scene())
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "supposed", [{"institution": "veto-restraint"}, {"parties_to_dispute": ("RUS",)}]
)
def test_the_debrief_has_the_result_on_record_whatever_law_the_class_plays_under(
    supposed: dict[str, object],
) -> None:
    council = scene().council.model_copy(update=supposed)
    scenario = scene().model_copy(update={"council": council})
    votes = {TEXT: dict(scenario.record_of_votes.votes[TEXT])}  # type: ignore[union-attr]
    found = next(one for one in debrief_of(new_room(scenario), Fake(), votes) if one.symbol == TEXT)
    record = found.results["record"]
    assert (record.yes, record.no, record.abstain) == (11, 2, 2)
    assert record.outcome is Outcome.VETOED
    assert found.results["class"].outcome is Outcome.ADOPTED, "the law that the class plays under"
