"""Logs that were edited or damaged: said, set aside, taken up as far as they are good; no crash."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.classroom.conductor import Patience, next_reply
from sim.classroom.entries import shows
from sim.classroom.log_lines import LogError, parse_entry
from sim.classroom.log_reading import read_log, survey
from sim.classroom.opening import OpenedRoom, RoomOptions, open_room
from sim.classroom.recovery import check_scenario, digest
from sim.classroom.reply import Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.saved import saved_room
from sim.classroom.seats import Person
from sim.classroom.terminal import Console, open_game
from sim.classroom.terminal import GameOptions as Game
from sim.domain.errors import CouncilError, UsageError
from sim.procedure.meeting import Act
from sim.scenario.schema import Scenario
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW
from tests.classroom.scene import MEMBERS, body, scene
from tests.classroom.test_speaking import said
from tests.disks import full_disk

CODE = "ABCD"
SEEDS = int(os.environ.get("COUNCIL_EDITED_LOGS", "100"))
"""Edited logs that are opened; each is made from its own seed."""


def whole(folder: Path) -> list[bytes]:
    """The lines of a log in which nearly every kind of entry stands."""
    opened = open_room(scene(), RoomOptions(code=CODE, folder=folder, pace=1.0))
    room, log = opened.room, list(opened.log.entries)

    def add(*lines: UnnumberedEntry) -> None:
        nonlocal room, log
        room, entries = advance(room, lines, NOW)
        log += entries

    for seat in ("EGY", "RUS", "FRA"):
        add(
            UnnumberedEntry(
                "joined", "room", {"token": seat * 22, "role": "delegate", "seat": seat}
            )
        )
    add(
        UnnumberedEntry(
            "joined", "room", {"token": "t" * 64, "role": "teacher", "seat": "", "name": "T"}
        )
    )
    change = {"draft": "S/2016/846", "issue": "flights", "value": 0.5}
    add(
        UnnumberedEntry("phase", "teacher", {"to": "negotiation"}),
        UnnumberedEntry("stand", "EGY", {"draft": "S/2016/846", "stand": "for"}),
        UnnumberedEntry("ask", "EGY", change),
        UnnumberedEntry("answer", "FRA", {"ask": 0, "accept": True}),
        UnnumberedEntry("revise", "FRA", {**change, "value": 1.0}),
        UnnumberedEntry("predicted", "EGY", {"person": "EGYEGYEGYEGY", "draft": "S/2016/846",
                                  "outcome": "vetoed", "yes": 9}),
        UnnumberedEntry("dispatch", "PRESS", {"text": "News"}),
        UnnumberedEntry("printed", "teacher", {"dispatch": 0, "shown": True}),
        UnnumberedEntry("timer", "teacher", {"until": "2026-03-02T10:05:00+00:00"}),
        UnnumberedEntry("paused", "teacher", {"paused": True}),
        UnnumberedEntry("paused", "teacher", {"paused": False}),
        UnnumberedEntry("locked", "teacher", {"seat": "CHN", "locked": True}),
        UnnumberedEntry("gavel", "teacher", {"to": "seat"}),
        UnnumberedEntry("pace", "teacher", {"seconds": 2.0}),
        UnnumberedEntry("phase", "teacher", {"to": "meeting"}),
    )  # fmt: skip
    acts = [
        Act("call", "RUS", {"agenda": ["A city"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
        Act("ask_floor", "EGY"),
        Act("speak", "EGY", {"words": "Peace."}),
        Act("end_statement", "EGY"),
        Act("move", "FRA", {"what": "suspend"}),
        Act("withdraw_motion", "FRA", {"what": "suspend"}),
        Act("put", "RUS"),
        *(Act("vote", code, {"vote": "yes"}) for code in MEMBERS),
        Act("announce", "RUS"),
    ]
    for act in acts:
        room, log = said(room, log, act)
    add(UnnumberedEntry("undone", "teacher", {"to": len(log) - 1}))
    opened.log.append(log[len(opened.log.entries) :])
    opened.log.close()
    return (folder / f"{CODE}.log").read_bytes().splitlines(keepends=True)


Edit = Callable[[random.Random, list[bytes]], list[bytes]]
VALUES: list[Any] = [
    None, True, -1, 0, 3, 10**6, 1e308, "", "x", "RUS", "S/2016/999", [], {}, [[]], {"act": 1},
    "2026-13-01", "NaN", float("nan"),
]  # fmt: skip


def _value(luck: random.Random, lines: list[bytes]) -> list[bytes]:
    """Another value somewhere in an entry."""
    place = luck.randrange(len(lines))
    entry = json.loads(lines[place])
    at: Any = entry
    while True:
        key = luck.choice(list(at))
        if isinstance(at[key], dict) and at[key] and luck.random() < 0.8:
            at = at[key]
            continue
        at[key] = luck.choice(VALUES)
        break
    return [*lines[:place], json.dumps(entry).encode() + b"\n", *lines[place + 1 :]]


def _key(luck: random.Random, lines: list[bytes]) -> list[bytes]:
    """A key fewer in an entry."""
    place = luck.randrange(len(lines))
    entry = json.loads(lines[place])
    at = entry["data"] if entry["data"] and luck.random() < 0.8 else entry
    del at[luck.choice(list(at))]
    return [*lines[:place], json.dumps(entry).encode() + b"\n", *lines[place + 1 :]]


def _byte(luck: random.Random, lines: list[bytes]) -> list[bytes]:
    """Another byte."""
    text = bytearray(b"".join(lines))
    text[luck.randrange(len(text))] = luck.randrange(256)
    return [bytes(text)]


def _renumbered(lines: list[bytes]) -> list[bytes]:
    entries = [json.loads(line) | {"n": n} for n, line in enumerate(lines)]
    return [json.dumps(entry).encode() + b"\n" for entry in entries]


def _gone(luck: random.Random, lines: list[bytes]) -> list[bytes]:
    """An entry fewer, the others renumbered."""
    place = luck.randrange(1, len(lines))
    return _renumbered([*lines[:place], *lines[place + 1 :]])


def _moved(luck: random.Random, lines: list[bytes]) -> list[bytes]:
    """An entry in another place, the others renumbered."""
    rest = list(lines)
    line = rest.pop(luck.randrange(1, len(rest)))
    rest.insert(luck.randrange(1, len(rest)), line)
    return _renumbered(rest)


def _kind(luck: random.Random, lines: list[bytes]) -> list[bytes]:
    """The kind or author of another entry."""
    place, other = luck.randrange(len(lines)), luck.randrange(len(lines))
    entry, name = json.loads(lines[place]), luck.choice(["kind", "by"])
    entry[name] = json.loads(lines[other])[name]
    return [*lines[:place], json.dumps(entry).encode() + b"\n", *lines[place + 1 :]]


EDITS: tuple[Edit, ...] = (_value, _value, _value, _key, _byte, _gone, _moved, _kind)


def goes_on(opened: OpenedRoom) -> None:
    """A room that was taken up can be shown, heard and stepped."""
    room = opened.room
    assert shows(room)
    for person in (Person("t", "teacher"), Person("e", "delegate", "", "EGY")):
        for message in _messages():
            reply = answer_message(room, Sender(person, NOW), message)
            room = advance(room, reply.lines, NOW)[0]
    views = Fake().inclinations(room.floor.texts)
    for _ in range(5):
        found = next_reply(room, views, Patience(hurry=True))
        if found is None:
            break
        room = advance(room, found.lines, NOW)[0]
    assert shows(room)


def _messages() -> list[Any]:
    from sim.classroom.messages import DoAct, DoPause, DoStand, DoUndo

    return [
        DoStand(do="stand", draft="S/2016/847", stand="against"),
        DoAct(do="act", act="ask_floor"),
        DoAct(do="act", act="vote", data={"vote": "no"}),
        DoPause(do="pause", paused=True),
        DoUndo(do="undo"),
    ]


def test_every_edit_of_a_log_is_noticed_at_its_line(tmp_path: Path) -> None:
    lines = whole(tmp_path)
    path = tmp_path / f"{CODE}.log"
    entries = read_log(path)[0]
    noticed = 0
    for seed in range(4 * SEEDS):
        luck = random.Random(f"chained log {seed}")
        edited = b"".join(luck.choice(EDITS)(luck, lines))
        if b"".join(lines).startswith(edited):
            continue  # nothing changed, or what was cut off at the end leaves no gap
        path.write_bytes(edited)
        try:
            found = survey(path)
        except LogError:
            assert edited[:50] != lines[0][:50], f"seed {seed}"
            noticed += 1
            continue
        pairs = enumerate(zip(edited, b"".join(lines), strict=False))
        same = next((k for k, (one, other) in pairs if one != other), len(edited))
        assert found.problem or found.torn, f"seed {seed}"
        assert found.entries == entries[: edited[:same].count(b"\n")], f"seed {seed}"
        noticed += 1
    assert noticed > 3 * SEEDS


def test_no_edited_log_crashes_the_room(tmp_path: Path) -> None:
    """Of an earlier version, whose lines have no digests: every entry must then be checked."""
    lines = [parse_entry(line).line() for line in whole(tmp_path / "whole")]
    taken, recovered, refused = 0, 0, 0
    for seed in range(SEEDS):
        luck = random.Random(f"edited log {seed}")
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = folder / f"{CODE}.log"
        edited = lines
        for _ in range(luck.randint(1, 2)):
            with_edit = luck.choice(EDITS)(luck, edited)
            edited = with_edit if len(with_edit) > 1 else edited
            if len(with_edit) == 1:
                edited = with_edit[0].splitlines(keepends=True)
                break
        path.write_bytes(b"".join(edited))
        before = path.read_bytes()
        try:
            try:
                opened = open_room(scene(), RoomOptions(code=CODE, folder=folder))
                taken += 1
            except LogError:
                assert path.read_bytes() == before, f"seed {seed}: the file was touched"
                opened = open_room(scene(), RoomOptions(code=CODE, folder=folder, recover=True))
                assert opened.aside is not None
                assert opened.aside.read_bytes() == before, f"seed {seed}: something is lost"
                recovered += 1
        except CouncilError:
            refused += 1  # its first entry is none of ours, or of another scenario
            continue
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
        opened.log.close()
        goes_on(opened)
    assert taken + recovered + refused == SEEDS
    assert taken > SEEDS / 10
    assert recovered > SEEDS / 10


def test_a_damaged_log_is_reported_and_offered_up_to_its_last_good_entry(tmp_path: Path) -> None:
    lines = whole(tmp_path)
    path = tmp_path / f"{CODE}.log"
    path.write_bytes(b"".join([*lines[:10], b"garbage\n", *lines[11:]]))
    with pytest.raises(LogError, match="damaged") as refusal:
        open_room(scene(), RoomOptions(folder=tmp_path))
    assert refusal.value.where == f"{path}, line 11"
    assert "--recover takes up the 10 good entries" in refusal.value.remedy
    opened = open_room(scene(), RoomOptions(folder=tmp_path, recover=True))
    opened.log.close()
    assert opened.resumed == 10
    assert opened.lost == len(lines) - 10
    assert opened.aside == tmp_path / f"{CODE}.log.1"
    assert len(read_log(path)[0]) == 11, "the good entries and the new PIN"


@pytest.mark.parametrize("space", [0, 40, 400])
def test_a_log_that_is_not_replaced_for_want_of_space_keeps_its_name(
    tmp_path: Path, space: int
) -> None:
    lines = whole(tmp_path)
    path = tmp_path / f"{CODE}.log"
    for content in (b"".join(lines), b"".join([*lines[:10], b"garbage\n", *lines[11:]])):
        path.write_bytes(content)
        damaged = b"garbage" in content
        wanted = RoomOptions(code=CODE, folder=tmp_path, recover=damaged, fresh=not damaged)
        with full_disk(space), pytest.raises(LogError, match="cannot be written"):
            open_room(scene(), wanted)
        assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(path.name, content)]
    opened = open_room(scene(), wanted)
    opened.log.close()
    assert opened.resumed == 10


def test_a_game_that_is_not_begun_for_want_of_space_leaves_the_earlier_one(tmp_path: Path) -> None:
    save = tmp_path / "game.log"
    said: list[str] = []
    console = Console(said.append, lambda _: "")
    open_game(scene(), Game("EGY", save=save), Fake(), console).log.close()
    content = save.read_bytes()
    with full_disk(40), pytest.raises(LogError, match="cannot be written"):
        open_game(scene(), Game("EGY", save=save, fresh=True), Fake(), console)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(save.name, content)]
    assert said == []


def test_a_damaged_log_can_be_set_aside_for_a_new_room(tmp_path: Path) -> None:
    lines = whole(tmp_path)
    path = tmp_path / f"{CODE}.log"
    path.write_bytes(b"".join([*lines[:10], b"garbage\n", *lines[11:]]))
    before = path.read_bytes()
    opened = open_room(scene(), RoomOptions(code=CODE, folder=tmp_path, fresh=True))
    opened.log.close()
    assert opened.resumed == 0
    assert opened.aside is not None
    assert opened.aside.read_bytes() == before


def changed() -> Scenario:
    """The scene as another ``-S`` makes it."""
    data = body()
    del data["drafts"]["S/2016/846"]["text"]["inquiry"]
    return Scenario.model_validate(data)


def test_a_room_of_the_same_scenario_with_other_values_says_so(tmp_path: Path) -> None:
    whole(tmp_path)
    with pytest.raises(UsageError, match="with other values") as refusal:
        open_room(changed(), RoomOptions(folder=tmp_path))
    assert "same -S" in refusal.value.remedy
    assert "--new" in refusal.value.remedy
    with pytest.raises(UsageError, match="with other values") as refusal:
        saved_room(tmp_path / f"{CODE}.log", lambda _: changed())
    assert "same -S" in refusal.value.remedy
    assert "--new" not in refusal.value.remedy, "there is no such option of a debrief"
    assert digest(changed()) != digest(scene())


def test_a_log_of_another_scenario_says_which(tmp_path: Path) -> None:
    whole(tmp_path)
    data = {**body(), "scenario": "another"}
    other = Scenario.model_validate(data)
    with pytest.raises(UsageError, match="plays 'classroom-test'"):
        open_room(other, RoomOptions(code=CODE, folder=tmp_path))
    check_scenario([], other, tmp_path)


def test_a_last_line_without_its_line_feed_counts(tmp_path: Path) -> None:
    whole(tmp_path)
    path = tmp_path / f"{CODE}.log"
    content = path.read_bytes()
    path.write_bytes(content.removesuffix(b"\n"))
    opened = open_room(scene(), RoomOptions(code=CODE, folder=tmp_path))
    opened.log.close()
    assert path.read_bytes().startswith(content)
    assert survey(path).problem == ""
    assert survey(path).torn == 0


@pytest.mark.parametrize("kept", [1, 2])
def test_a_game_cut_off_while_it_began_begins(tmp_path: Path, kept: int) -> None:
    save = tmp_path / "game.log"
    console = Console(lambda _: None, lambda _: None)
    open_game(scene(), Game("EGY", save=save), Fake(), console).log.close()
    lines = save.read_bytes().splitlines(keepends=True)
    save.write_bytes(b"".join(lines[:kept]))
    game = open_game(scene(), Game("EGY", save=save), Fake(), console)
    game.log.close()
    assert (game.me.seat, game.room.floor.phase) == ("EGY", "negotiation")
    assert len(save.read_bytes().splitlines()) == len(lines)


def test_a_room_s_log_is_no_saved_game(tmp_path: Path) -> None:
    whole(tmp_path)
    console = Console(lambda _: None, lambda _: None)
    with pytest.raises(CouncilError, match="the log of a room"):
        open_game(scene(), Game("EGY", save=tmp_path / f"{CODE}.log"), Fake(), console)


def test_a_game_says_what_is_wrong_with_its_file(tmp_path: Path) -> None:
    save = tmp_path / "game.log"
    console = Console(lambda _: None, lambda _: None)
    game = open_game(scene(), Game("EGY", save=save), Fake(), console)
    game.log.close()
    again = open_game(scene(), Game("", save=save), Fake(), console)
    again.log.close()
    assert again.me.seat == "EGY", "the file says which seat it is of"
    with pytest.raises(UsageError, match="other values"):
        open_game(changed(), Game("EGY", save=save), Fake(), console)
    save.rename(tmp_path / f"{CODE}.log")
    with pytest.raises(UsageError, match="a saved game of `council play`"):
        open_room(scene(), RoomOptions(code=CODE, folder=tmp_path))
    (tmp_path / f"{CODE}.log").rename(save)
    lines = save.read_bytes().splitlines(keepends=True)
    save.write_bytes(b"".join([*lines[:2], b'{"n":2}\n', *lines[2:]]))
    with pytest.raises(LogError, match="damaged"):
        open_game(scene(), Game("EGY", save=save), Fake(), console)
    again = open_game(scene(), Game("EGY", save=save, recover=True), Fake(), console)
    again.log.close()
    assert [entry.kind for entry in again.log.entries] == ["opened", "joined", "phase"]


@pytest.mark.parametrize("name", ["/etc/passwd", "../other", "a/b.yaml", ".netrc", "", "x" * 101])
def test_a_log_from_somebody_else_names_no_file_to_read(tmp_path: Path, name: str) -> None:
    whole(tmp_path)
    path = tmp_path / f"{CODE}.log"
    first, *_ = path.read_bytes().splitlines(keepends=True)
    entry = json.loads(first)
    entry.pop("link", None)
    entry["data"]["scenario"] = name
    path.write_text(json.dumps(entry, separators=(",", ":")) + "\n", encoding="utf-8")
    asked: list[str] = []
    with pytest.raises(LogError, match="is not the name of a scenario"):
        saved_room(path, lambda wanted: asked.append(wanted) or scene())  # type: ignore[func-returns-value]
    assert asked == []
    with pytest.raises(LogError, match="this is not a file"):
        saved_room(tmp_path, lambda _: scene())
