"""The coach of who plays alone: law, model, sounding out, and one's word; terminal and room."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.classroom.coach import LIMITS, breaks, broken_words, coach_answer, heard, undecided
from sim.classroom.conductor import Patience, next_reply
from sim.classroom.engine_view import EngineView, public_words
from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import new_room
from sim.classroom.seats import Person
from sim.classroom.terminal_coach import show_advice
from sim.classroom.views import private
from sim.cli.teach_debrief import debrief_log
from sim.lessons.engine_members import EngineMembers
from sim.lessons.members import OtherMembers
from sim.procedure.meeting import Act
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW, debate, go
from tests.classroom.scene import body as scene_body
from tests.classroom.scene import scene
from tests.classroom.test_drafting import TEACHER, Class
from tests.classroom.test_terminal import FULL, Player, play

FIRST, SECOND = "S/2016/846", "S/2016/847"


def alone(seat: str = "EGY") -> Class:
    """A room of one who plays alone, in the consultations."""
    room = Class(seat)
    opened = {**dict(room.log[0].data), "solo": True}
    people, log = room.people, room.log[1:]
    fresh = Class.__new__(Class)
    fresh.people, fresh.log = people, []
    fresh.room = new_room(scene())
    fresh.add(UnnumberedEntry("opened", "room", opened))
    for entry in log:
        fresh.add(UnnumberedEntry(entry.kind, entry.by, entry.data))
    return fresh


def test_in_the_consultations_the_coach_tells_the_law_the_aims_and_the_moves():
    room = alone()
    answer = coach_answer(room.room, "EGY", Fake())
    assert [one["label"] for one in answer["law"]][:2] == [
        "Ask for a clause", "Say in public where you stand",
    ]  # fmt: skip
    assert answer["aims"]
    assert answer["model"]["moves"][0]["after"] == 0.25
    assert answer["model"]["unweighed"] == ["say so in public"]
    told = "\n".join(show_advice(json.loads(json.dumps(answer))))
    assert "75.0% -> 25.0% [15.0%, 35.0%]" in told.replace("\n  ", " ")
    assert "What the model does not consider" in told


def test_what_the_engine_answers_can_be_sent_to_a_page():
    room = alone()
    members = EngineMembers(scene(), 20)
    answer = json.loads(json.dumps(coach_answer(room.room, "EGY", members)))
    assert answer["model"]["moves"]
    for move in answer["model"]["moves"]:
        assert move["low"] <= move["after"] <= move["high"]
        assert isinstance(move["sure"], bool)


def test_in_the_meeting_each_act_has_its_rule_and_what_follows():
    room = alone()
    room.ok("EGY", do="phase", to="meeting")
    room.room = go(
        room.room,
        Act("call", "RUS", {"agenda": ["A city"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
    )
    law = {one["label"]: one for one in coach_answer(room.room, "EGY", Fake())["law"]}
    assert law["Ask for the floor"]["rule"] == "rule 27"
    assert "Egypt is number 1 on the list" in law["Ask for the floor"]["leads"]
    assert "will be put before" in law["Introduce an amendment, or revise one's own text"]["leads"]
    assert all(one["leads"] and one["rule"] for one in law.values())
    before = room.room.floor
    coach_answer(room.room, "EGY", Fake())
    assert room.room.floor is before, "asking does nothing"


def test_the_coach_speaks_of_texts_that_are_still_to_be_voted_on():
    room = alone()
    assert undecided(room.room) == (FIRST, "S/2016/847")
    room.ok("EGY", do="phase", to="meeting")
    acts = [
        Act("call", "RUS", {"agenda": ["A city"], "urgent": True}), Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"), Act("put", "RUS"),
        *[Act("vote", code, {"vote": "yes"}) for code in scene().members],
        Act("announce", "RUS"),
    ]  # fmt: skip
    room.room = go(room.room, *acts)
    assert undecided(room.room) == ("S/2016/847",)
    assert coach_answer(room.room, "EGY", Fake())["limits"] == [*LIMITS], "it knows the ballot"


def test_only_who_plays_alone_leads_the_room_and_asks_the_coach():
    lesson = Class("EGY")
    assert "play alone" in lesson.no("EGY", do="coach")
    assert "only the teacher" in lesson.no("EGY", do="phase", to="meeting")
    room = alone()
    assert room.say("EGY", do="coach").refused is None
    assert room.say("EGY", do="sound", member="RUS", draft=FIRST).refused is None
    assert "no such member" in room.no("EGY", do="sound", member="EGY", draft=FIRST)
    assert "no draft" in room.no("EGY", do="sound", member="RUS", draft="X")
    assert "only the teacher" in room.no("EGY", do="close")
    watcher = Person("o", "observer")
    assert "only the teacher" in room.no(watcher, do="phase", to="meeting")
    assert "only the teacher" in room.no(watcher, do="step")
    assert "only the teacher" in room.no(Person("w", "delegate"), do="phase", to="meeting")
    assert private(room.room, room.people["EGY"])["phases"][0] == "meeting"
    assert "solo" not in private(lesson.room, lesson.people["EGY"])


def test_a_room_that_was_opened_for_one_is_taken_up_as_such(tmp_path: Path):
    wanted = RoomOptions(folder=tmp_path, solo=True)
    opened = open_room(scene(), wanted)
    assert opened.room.setup.solo
    opened.log.append([])
    code = opened.room.setup.code
    opened.log.close()
    again = open_room(scene(), RoomOptions(code=code, folder=tmp_path, solo=True))
    assert again.room.setup.solo
    again.log.close()


class Listening(Fake):
    """Members that remember which scenarios they were told of."""

    def __init__(self) -> None:
        self.told: list[Scenario] = []

    def knowing(self, scenario: Scenario) -> OtherMembers:
        self.told.append(scenario)
        return Listening()


def test_what_people_say_in_public_reaches_the_engine_as_a_statement():
    room, members = alone(), Listening()
    view = EngineView(members)
    plain = view.of(room.room)
    assert view.of(room.room) is plain
    room.ok("EGY", do="stand", draft=FIRST, stand="against")
    assert public_words(room.room) == ((FIRST, "EGY", False),)
    assert view.of(room.room) is not plain
    said = members.told[-1].statements
    assert [(one.speaker, one.draft) for one in said] == [("EGY", FIRST)]
    assert said[0].pull.claims[0].value < 0
    room.ok("EGY", do="stand", draft=FIRST, stand="undecided")
    assert public_words(room.room) == ()
    view.plain(room.room)
    assert members.told[-1].statements == ()


def test_what_people_said_stays_said_when_they_leave_and_in_the_debrief_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    room, members = Class("EGY", "RUS"), Listening()
    room.ok("EGY", do="stand", draft=FIRST, stand="against")
    room.add(UnnumberedEntry("stand", "CHN", {"draft": FIRST, "stand": "for"}))
    room.add(UnnumberedEntry("left", "room", {"token": "EGYEGYEGYAAA".ljust(64, "0")}))
    assert not room.room.seating.taken("EGY")
    assert public_words(room.room) == ((FIRST, "EGY", False),)
    room.add(UnnumberedEntry("phase", "teacher", {"to": "debrief"}))
    log = tmp_path / "room.log"
    log.write_bytes(b"".join(entry.line() for entry in room.log))
    monkeypatch.setattr("sim.lessons.engine_members.EngineMembers", lambda _: members)
    monkeypatch.setattr("sim.scenario.load.load_scenario", lambda *_: scene())
    debrief_log(log)
    assert [one.speaker for one in members.told[-1].statements] == ["EGY"]


def test_whom_a_public_word_moved_is_told_and_what_it_weighs():
    room = alone("RUS")
    members = EngineMembers(scene(), 20)
    view = EngineView(members)
    silent = list(heard(room.room, "RUS", FIRST, view))
    assert silent == ["You have made no public statement on S/2016/846 that binds you."]
    room.ok("RUS", do="stand", draft=FIRST, stand="against")
    told = list(heard(room.room, "RUS", FIRST, view))
    assert "multiplies the odds" in told[-1]
    texts = room.room.floor.texts
    before = view.plain(room.room).inclinations(texts)[FIRST]
    after = view.of(room.room).inclinations(texts)[FIRST]
    moved = [code for code in after if abs(after[code].yes - before[code].yes) >= 0.0005]
    others = [code for code in moved if code != "RUS"]
    assert len(told) - 1 == max(1, min(4, len(others)))
    assert after["RUS"].no > before["RUS"].no
    assert room.say("RUS", do="heard", draft=FIRST).refused is None
    assert "no draft" in room.no("RUS", do="heard", draft="X")


def test_of_a_text_that_is_never_put_a_word_weighs_nothing_and_that_is_said():
    body = scene_body()
    body["drafts"][FIRST]["vote"] = None
    del body["record_of_votes"]["votes"][FIRST]
    scenario = Scenario.model_validate(body)
    room = alone("RUS")
    floor = replace(room.room.floor, statements={FIRST: {"RUS": "for"}})
    silent = replace(room.room, scenario=scenario, base=scenario, floor=floor)
    members = EngineMembers(scenario, 20)
    told = list(heard(silent, "RUS", FIRST, EngineView(members)))
    assert told == [f"The model does not come to a vote on {FIRST}."]
    assert members.weight_of_word("RUS", FIRST, floor.texts, support=True) == 1.0


@pytest.mark.parametrize(
    ("said", "vote", "broken"),
    [
        ("for", "no", True), ("for", "abstain", True), ("for", "yes", False),
        ("against", "yes", True), ("against", "abstain", False), ("", "no", False),
        ("undecided", "yes", False),
    ],
)  # fmt: skip
def test_which_vote_breaks_which_word(said, vote, broken):
    assert breaks(said, vote) is broken


def test_a_broken_word_is_kept_as_a_fact():
    room = alone()
    room.ok("EGY", do="stand", draft=FIRST, stand="for")
    room.ok("EGY", do="phase", to="meeting")
    acts = [
        Act("call", "RUS", {"agenda": ["A city"], "urgent": True}), Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"), Act("put", "RUS"),
        *[Act("vote", code, {"vote": "no"}) for code in scene().members],
        Act("announce", "RUS"),
    ]  # fmt: skip
    room.room = go(room.room, *acts)
    told: list[dict[str, Any]] = list(broken_words(room.room, "EGY"))
    assert told == [{"draft": FIRST, "said": "for", "vote": "no"}]
    assert private(room.room, room.people["EGY"])["broken"] == told
    assert list(broken_words(room.room, "FRA")) == []
    for stand in ("against", "undecided"):
        why = room.no("EGY", do="stand", draft=FIRST, stand=stand)
        assert why == f"{FIRST} was put to the vote; positions on it are stated before that"
    assert list(broken_words(room.room, "EGY")) == told
    room.ok("EGY", do="stand", draft=SECOND, stand="for")


def test_a_statement_of_people_who_left_their_seat_still_reaches_the_engine():
    room = Class("EGY", "FRA", "CHN")
    for seat, stand in (("EGY", "against"), ("FRA", "for"), ("CHN", "for")):
        room.ok(seat, do="stand", draft=FIRST, stand=stand)
    before = public_words(room.room)
    assert set(before) == {(FIRST, "EGY", False), (FIRST, "FRA", True), (FIRST, "CHN", True)}
    view = EngineView(EngineMembers(scene(), 20))
    votes = view.of(room.room).inclinations(room.room.floor.texts)
    room.add(UnnumberedEntry("left", "room", {"token": room.people["EGY"].key.ljust(64, "0")}))
    room.ok(TEACHER, do="assign", person=room.people["FRA"].key, seat="ESP")
    assert not room.room.seating.taken("FRA")
    assert public_words(room.room) == before
    assert view.of(room.room).inclinations(room.room.floor.texts) == votes


def test_a_position_of_the_engine_is_no_statement_of_those_who_take_the_seat():
    room = Class("EGY")
    room.add(UnnumberedEntry("stand", "FRA", {"draft": FIRST, "stand": "for"}))
    room.ok(TEACHER, do="assign", person=room.people["EGY"].key, seat="FRA")
    assert room.room.floor.stands[FIRST]["FRA"] == "for"
    assert public_words(room.room) == ()


def test_the_engine_takes_back_a_statement_by_another_position():
    room = Class("EGY")
    room.ok("EGY", do="stand", draft=FIRST, stand="against")
    room.add(UnnumberedEntry("stand", "EGY", {"draft": FIRST, "stand": "for"}))
    assert public_words(room.room) == ()


def test_simulated_members_state_no_position_on_a_text_that_was_put_to_the_vote():
    room = go(
        debate(),
        Act("put", "RUS", {"proposal": FIRST}),
        *[Act("vote", code, {"vote": "no"}) for code in scene().members],
        Act("move", "EGY", {"what": "suspend"}),
        Act("put_motion", "RUS", {"what": "suspend"}),
        *[Act("vote", code, {"vote": "yes"}) for code in scene().members],
    )
    views, stated = Fake().inclinations(room.floor.texts), set()
    while (reply := next_reply(room, views, Patience())) and reply.lines[0].kind == "stand":
        stated.add(reply.lines[0].data["draft"])
        room = advance(room, reply.lines, NOW)[0]
    assert stated == {SECOND}


def test_of_a_text_that_is_never_put_the_coach_says_that_the_model_has_no_vote():
    """Scenarios hold texts without a vote, and a seat may say in public where it stands on one."""
    scenario = load_scenario("res-2059")
    never = next(symbol for symbol, draft in scenario.drafts.items() if draft.vote is None)
    members = EngineMembers(scenario, 20)
    room = new_room(scenario)
    said = {never: {"USA": "for"}}
    room = replace(room, floor=replace(room.floor, statements=said))
    assert list(heard(room, "USA", never, EngineView(members))) == [
        f"The model does not come to a vote on {never}."
    ]
    assert members.weight_of_word("USA", never, room.floor.texts, support=True) == 1.0


def test_the_player_is_told_before_breaking_its_word(tmp_path: Path):
    plan = list(FULL)
    vote = plan.index(("A vote on S/2016/846", "In favour"))
    plan[vote] = ("A vote on S/2016/846", "Against")
    plan.insert(vote + 1, ("Break your word?", "vote this way anyway"))
    text = play(tmp_path, Player(plan))
    assert "consistent vote against the contrary one by 4.0." in text.replace("\n  ", " ")
    assert "You said in public that you were for S/2016/846, and voted no." in text


class InOrder(Player):
    """Gives its replies in their order; a word is looked up in the menu that was just shown."""

    def __init__(self, *replies: str) -> None:
        super().__init__([])
        self.replies = list(replies)

    def read(self, prompt: str) -> str | None:
        if not self.replies:
            return "q"
        reply = self.replies.pop(0)
        number = next((m.split()[0] for m in self.menu if reply and reply in m), reply)
        self.said.append(f"{prompt}{number}")
        self.menu = []
        return number


def test_the_coach_answers_at_any_question_and_the_question_is_asked_again(tmp_path: Path):
    text = play(tmp_path, InOrder("?", "sound out", "Russian", FIRST))
    assert text.index("WHAT COULD I DO?") < text.rindex("What do you do?")
    assert "RUS on S/2016/846: exposed against many." in text


DRAFTING = (
    "write a draft", "begin a draft", "A city", "write a paragraph", "an operative",
    "Demands that all flights end", "Military flights", "Ends all", "save it",
)  # fmt: skip


def test_a_draft_is_written_and_saved_at_the_terminal(tmp_path: Path):
    file = tmp_path / "draft.md"
    text = play(tmp_path, InOrder(*DRAFTING, str(file), "circulate it", "back to"))
    assert "The model reads: Military flights: Ends all" in text
    assert "*Demands* that all flights end." in file.read_text()
    assert "EGY/1, A city" in text[text.index("Written:") :]


def test_a_paragraph_is_changed_tied_moved_and_struck_out_at_the_terminal(tmp_path: Path):
    text = play(
        tmp_path,
        InOrder(
            *DRAFTING, "", "write a paragraph", "an operative", "Urges more", "to none",
            "tie a paragraph", "Urges more", "Access", "Calls for", "move a paragraph",
            "Urges more", "rewrite", "Demands", "Demands less", "strike", "Demands less",
            "circulate it", "back to",
        ),
    )  # fmt: skip
    printed = text[text.rindex("The Security Council,") :]
    assert "Urges more." in printed
    assert "Access: Calls for access." in printed
    assert "Demands" not in printed[: printed.index("What do you do")]


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path):
    file = tmp_path / "draft.html"
    file.write_text("mine")
    text = play(tmp_path, InOrder(*DRAFTING, str(file)))
    assert "cannot be written" in text
    assert file.read_text() == "mine"
