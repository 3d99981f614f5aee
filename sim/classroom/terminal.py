"""Play one seat at the terminal: the classroom without a network, saved after every act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sim.classroom.conduct import Views, with_amendments
from sim.classroom.conductor import Patience, next_reply, objection
from sim.classroom.diplomats import next_negotiation_reply
from sim.classroom.engine_view import EngineView
from sim.classroom.log import RoomLog
from sim.classroom.log_lines import LogEntry
from sim.classroom.log_reading import survey
from sim.classroom.logfiles import put_back, set_aside
from sim.classroom.message_reading import BadMessageError, parse_message
from sim.classroom.recovery import digest, take_up
from sim.classroom.reply import Reply, Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room
from sim.classroom.room_entries import room_after
from sim.classroom.seats import Person
from sim.classroom.terminal_text import lines, show_ballot, show_entry
from sim.classroom.text_votes import symbol_voted_on
from sim.classroom.wording import alternative
from sim.domain.counts import typed_number
from sim.domain.errors import CouncilError, UsageError
from sim.domain.folding import listed_name
from sim.domain.texts import in_a_row, say
from sim.lessons.members import OtherMembers
from sim.lessons.places import member_name, seated_members
from sim.lessons.typed_case import TypedCase
from sim.lessons.userdata import data_dir
from sim.procedure.citations import cited
from sim.scenario.schema import Scenario

TOKEN = "player".ljust(64, "0")
"""The player's token hash in the log; a game has one player and needs no secret."""

TEACHER = Person("room", "teacher")
PATIENT = Patience()
HURRY = Patience(hurry=True)
QUIT = ("q", "quit", "exit")
MOST_TRIES = 100
"""Lines in a row that are no choice, after which the game is saved and stops."""


class Stop(Exception):  # noqa: N818 - not an error: the player leaves and the game is saved
    """The player stops."""


@dataclass(frozen=True)
class Console:
    """The terminal: functions to print a line and to read one (None at the end of input).

    ``coach`` is called when the player types ``?``.
    """

    say: Callable[[str], object]
    read: Callable[[str], str | None]
    coach: Callable[[], None] | None = None

    def tell(self, lines: Iterable[str]) -> None:
        """Print several lines."""
        for line in lines:
            self.say(line)

    def ask(self, prompt: str, again: Callable[[], None] | None = None) -> str:
        """Read a line from the player; ``again`` shows the choices again after the coach's answer.

        Raises:
            Stop: if the player quits, or at the end of input.
        """
        line = self.read(prompt)
        while line is not None and line.strip() == "?" and self.coach is not None:
            self.coach()
            if again is not None:
                again()
            line = self.read(prompt)
        if line is None or line.strip().lower() in QUIT:
            raise Stop
        return line.strip()

    def choose(self, ask: str, choices: list[tuple[str, str]]) -> str:
        """The value of the choice with the typed number."""

        def show() -> None:
            self.say(ask)
            for number, (_, label) in enumerate(choices, start=1):
                self.say(lines(in_a_row([f"{number:2}  ", label], ""), "  "))

        show()
        for _ in range(MOST_TRIES):
            text = self.ask("> ", show)
            number = typed_number(text, len(choices))
            if number:
                return choices[number - 1][0]
            most = len(choices)
            self.say(
                say("Type a number from 1 to {most}, or q to save and stop.", most=most)
                if self.coach is None
                else say(
                    "Type a number from 1 to {most}, ? to ask the coach, or q to save and stop.",
                    most=most,
                )
            )
        raise Stop


@dataclass(frozen=True)
class GameOptions:
    """Options of a game from the command line.

    Attributes:
        case: the scenario as typed, for the command of the debrief. Default: its name.
    """

    seat: str = ""
    rules: str | None = None
    save: Path | None = None
    fresh: bool = False
    recover: bool = False
    case: TypedCase | None = None


class Game:
    """A room with one player, its log and the engine's members."""

    def __init__(
        self, scenario: Scenario, members: OtherMembers, log: RoomLog, console: Console
    ) -> None:
        self.engine_view = EngineView(members)
        self.log = log
        self.console = console
        self.room: Room = room_after(scenario, log.entries)
        self._views: tuple[Any, Any, Views] = (None, None, {})

    @property
    def me(self) -> Person:
        """The player."""
        return self.room.seating.people[TOKEN]

    @property
    def members(self) -> OtherMembers:
        """The engine's members, which know the room's drafts and public positions."""
        return self.engine_view.of(self.room)

    @property
    def plain_members(self) -> OtherMembers:
        """The engine's members without public positions: preferences only."""
        return self.engine_view.plain(self.room)

    @property
    def views(self) -> Views:
        """How the simulated members would vote on the current texts."""
        texts, members = self.room.floor.texts, self.members
        if self._views[0] is not texts or self._views[1] is not members:
            self._views = (texts, members, members.inclinations(texts))
        return with_amendments(self.room, members, self._views[2])

    def add(self, *added: UnnumberedEntry, quiet: bool = False) -> None:
        """Append entries to the log and the room, and show the player what others did."""
        before = self.ballots()
        room, entries = advance(self.room, added, datetime.now(UTC))
        self.log.append(entries)
        self.room = room
        if not quiet:
            for entry in entries:
                self.console.tell(show_entry(room, entry))
        for ballot in self._new_ballots(before):
            predicted = room.predictions.get(self.me.key, {})
            mine = predicted.get(symbol_voted_on(ballot.question), {})
            self.console.tell(show_ballot(room, ballot, mine))

    def ballots(self) -> int:
        """Number of ballots taken."""
        return len(self.room.floor.meeting.ballots) if self.room.floor.meeting else 0

    def _new_ballots(self, before: int) -> list[Any]:
        meeting = self.room.floor.meeting
        return list(meeting.ballots[before:]) if meeting else []

    def do(self, body: dict[str, Any], person: Person | None = None) -> Reply:
        """Send a message as the player or as ``person``; refusals are printed."""
        try:
            _, message = parse_message(body)
        except BadMessageError as error:
            self.console.say(say("That cannot be said: {why}", why=error.why))
            return Reply()
        reply = answer_message(self.room, Sender(person or self.me, datetime.now(UTC)), message)
        self.add(*reply.lines)
        if reply.refused is not None:
            refused = reply.refused
            text = (
                say("Refused [{rule}]: {why}", rule=cited(refused.rule), why=refused.why)
                if refused.rule
                else say("Refused: {why}", why=refused.why)
            )
            self.console.say(lines(text))
            for other in reply.refused.instead:
                said = alternative(other, self.room.floor.meeting)
                self.console.say(lines(say("- in order instead: {act}", act=said), "  "))
        return reply

    def engine(self, patience: Patience, most: int = 400) -> int:
        """Let the others act until it is the player's turn; returns the number of acts."""
        for done in range(most):
            reply = next_reply(self.room, self.views, patience)
            if reply is None:
                reply = next_negotiation_reply(self.room, self.members, self.views)
            if reply is None:
                return done
            self.add(*reply.lines)
        return most

    def step(self) -> bool:
        """Perform one act of the others without waiting; returns whether there was one."""
        return self._added(next_reply(self.room, self.views, HURRY))

    def hear_objection(self) -> bool:
        """Let a member object to what consent is asked to; returns whether one did."""
        return self._added(objection(self.room, self.views))

    def _added(self, reply: Reply | None) -> bool:
        if reply is not None:
            self.add(*reply.lines)
        return reply is not None


def open_game(
    scenario: Scenario, wanted: GameOptions, members: OtherMembers, console: Console
) -> Game:
    """Open the saved game, or a new one.

    Raises:
        UsageError: if the seat does not exist, or the saved game has another scenario or seat.
        LogError: if the file cannot be read or written; an earlier game then keeps its name.
    """
    named = listed_name(wanted.seat, scenario.members)
    seat = named or _saved_seat(wanted) or _ask_seat(scenario, console)
    if seat not in scenario.members:
        raise UsageError(
            f"'{seat}' is not a seat in {scenario.scenario}",
            remedy=f"--seat takes one of {', '.join(scenario.members)}",
        )
    path = wanted.save or data_dir() / "games" / f"{scenario.scenario}-{seat}.log"
    aside = set_aside(path) if wanted.fresh else None
    with put_back(aside, path):
        taken = take_up(path, scenario, recover=wanted.recover) if path.exists() else None
        log = taken.log if taken is not None else RoomLog(path)
        try:
            if log.entries:
                _check_saved(log.entries, seat, path)
                _check_rules(log.entries[0], wanted.rules, path)
                _complete(log, scenario, seat)
                if taken is not None and taken.aside:
                    console.say(say("The damaged file is set aside as {path}.", path=taken.aside))
                console.tell(log.remarks)
                console.say(
                    say(
                        "Your game resumes where you stopped ({path}). --new starts again.",
                        path=path,
                    )
                )
            else:
                log.append(_beginning(scenario, seat, wanted.rules or "real"))
                if aside:
                    console.say(say("Your earlier game is set aside as {path}.", path=aside))
            return Game(scenario, members, log, console)
        except BaseException:
            log.close()
            raise


def _complete(log: RoomLog, scenario: Scenario, seat: str) -> None:
    """Append the entries that begin a game, as far as the log was cut off before they were all."""
    rest = _first_lines(scenario, seat, "real")[len(log.entries) :]
    if rest:
        log.append(advance(room_after(scenario, log.entries), rest, datetime.now(UTC))[1])


def _beginning(scenario: Scenario, seat: str, rules: str) -> list[LogEntry]:
    start = _first_lines(scenario, seat, rules)
    return advance(room_after(scenario, ()), start, datetime.now(UTC))[1]


def _first_lines(scenario: Scenario, seat: str, rules: str) -> tuple[UnnumberedEntry, ...]:
    opened = {
        "scenario": scenario.scenario, "code": "", "rules": rules, "salt": "", "pin": "",
        "pace": 0, "per_seat": 1, "announced": True, "digest": digest(scenario),
    }  # fmt: skip
    joined = {"token": TOKEN, "role": "delegate", "seat": seat, "name": ""}
    return (
        UnnumberedEntry("opened", "room", opened),
        UnnumberedEntry("joined", "room", joined),
        UnnumberedEntry("phase", "room", {"to": "negotiation"}),
    )


def _check_rules(first: LogEntry, rules: str | None, path: Path) -> None:
    if rules is not None and rules != first.data["rules"]:
        raise UsageError(
            f"this game was begun with --rules {first.data['rules']}",
            where=str(path),
            remedy="leave --rules out, or start again with --new",
        )


def _check_saved(entries: list[LogEntry], seat: str, path: Path) -> None:
    if entries[0].data.get("code"):
        raise CouncilError(
            "this file is the log of a room, not a saved game",
            where=str(path),
            remedy="name another file with --save, or resume the room with council serve",
        )
    saved_seat = entries[1].data.get("seat") if len(entries) > 1 else seat
    if saved_seat != seat:
        raise CouncilError(
            f"this file holds a game for {saved_seat}, not for {seat}",
            where=str(path),
            remedy="name another file with --save, or start again with --new",
        )


def _saved_seat(wanted: GameOptions) -> str:
    """The seat of the game in the named file; empty if there is none to resume."""
    if wanted.save is None or wanted.fresh or not wanted.save.exists():
        return ""
    entries = survey(wanted.save).entries
    return str(entries[1].data.get("seat", "")) if len(entries) > 1 else ""


def _ask_seat(scenario: Scenario, console: Console) -> str:
    choices: list[tuple[str, str]] = [
        (code, in_a_row([code, member_name(scenario, code)], "  "))
        for code in seated_members(scenario)
    ]
    return console.choose(say("Which member do you play?"), choices)
