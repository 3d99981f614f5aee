"""The player's turns at the terminal: prediction, consultations, meeting and debrief."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import Any

from sim.classroom.coach import heard
from sim.classroom.conductor import conducts
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_drafts import drafts_in_words
from sim.classroom.debrief_lines import spoken_lines
from sim.classroom.forms import not_now, orders
from sim.classroom.requests import ballot_open
from sim.classroom.sponsorship import is_sponsor
from sim.classroom.terminal import PATIENT, TEACHER, Console, Game, GameOptions, Stop, open_game
from sim.classroom.terminal_coach import ask_coach, keeps_word, show_broken, sound_out
from sim.classroom.terminal_drafting import write_draft
from sim.classroom.terminal_text import (
    after_a_line,
    debrief,
    lines,
    show_brief,
    show_negotiation,
)
from sim.classroom.text_votes import symbol_voted_on
from sim.domain.counts import typed_number
from sim.domain.texts import case_text, in_a_row, say, say_in
from sim.lessons.clauses import bank
from sim.lessons.members import OtherMembers
from sim.lessons.outcomes import OUTCOMES, PREDICTED
from sim.lessons.typed_case import TypedCase
from sim.procedure.meeting import ACTS, Meeting, options
from sim.procedure.meeting.precedence import next_motion, next_text
from sim.scenario.schema import Scenario

VOTE = ACTS["vote"].fields[0]
PREDICTIONS: list[tuple[str, str]] = [(word, OUTCOMES[word]) for word in PREDICTED]


TAKEN: tuple[tuple[str, str], ...] = (("yes", say("take it in")), ("no", say("decline")))
YES_OR_NO: tuple[tuple[str, str], ...] = (
    ("yes", say_in("a vote", "yes")), ("no", say_in("a vote", "no")),
)  # fmt: skip


def run_game(
    scenario: Scenario, members: OtherMembers, wanted: GameOptions, console: Console
) -> None:
    """Play until the end or until the player stops; the game is saved either way.

    Raises:
        CouncilError: if the seat does not exist or the file cannot be used.
    """
    try:
        game = open_game(scenario, wanted, members, console)
    except Stop:
        return
    game.console = replace(game.console, coach=lambda: ask_coach(game))
    try:
        _play(game, wanted.case)
    except Stop:
        saved = say("Saved in {path}. The same command resumes the game.", path=game.log.path)
        console.say(after_a_line(saved))
    finally:
        game.log.close()


def _play(game: Game, case: TypedCase | None) -> None:
    console = game.console
    title = case_text(game.room.scenario.title)
    console.say(after_a_line(say("{title}. SIMULATED.", title=title)))
    console.tell(show_brief(game.room, game.me.seat))
    if game.room.floor.phase == "negotiation":
        _negotiate(game)
        game.do({"do": "phase", "to": "meeting"}, TEACHER)
    if game.room.floor.phase == "meeting":
        _meet(game)
        game.do({"do": "phase", "to": "debrief"}, TEACHER)
    views = game.plain_members.inclinations(game.room.floor.texts)
    console.tell(debrief(game.room, game.me.seat, views))
    console.tell(show_broken(game.room, game.me.seat))
    console.say(after_a_line(say("Your meeting, the record and the engine")))
    compared = debrief_of(game.room, game.engine_view.hearing(game.room))
    console.tell(spoken_lines(compared, drafts_in_words(game.room, unseen=True)))
    path = shlex.quote(str(game.log.path)) + (case.of_log if case else "")
    page = say("As a page: council teach debrief {path} -o debrief.html", path=path)
    console.say(after_a_line(page))


def _draft(game: Game, own: bool) -> str | None:
    room, seat = game.room, game.me.seat
    mine = [s for s in room.floor.texts if is_sponsor(room, seat, s) is own]
    if not mine:
        return None
    if len(mine) == 1:
        return mine[0]
    return game.console.choose(say("Which text?"), [(s, s) for s in mine])


def _change(game: Game, draft: str) -> dict[str, Any]:
    scenario, console = game.room.scenario, game.console
    titles: list[tuple[str, str]] = [
        (key, case_text(issue.title)) for key, issue in scenario.issues.items()
    ]
    issue = console.choose(say("Which issue of {text}?", text=draft), titles)
    choices: list[tuple[str, str]] = [("", say("(the text says nothing)"))]
    choices += [(str(c.value), c.wording) for c in bank(scenario, issue)]
    value = console.choose(say("Which clause?"), choices)
    return {"draft": draft, "issue": issue, "value": float(value) if value else None}


def _negotiate(game: Game) -> None:
    """Consultations until the player starts the meeting; the others respond after each act."""
    console = game.console
    console.say(
        after_a_line(say("CONSULTATIONS. q saves and stops; ? asks the coach: what could I do?"))
    )
    game.engine(PATIENT)
    shown_texts: object = None
    while True:
        if shown_texts is not game.room.floor.texts:
            console.tell(show_negotiation(game.room))
            shown_texts = game.room.floor.texts
        console.say("")
        choices: list[tuple[str, str]] = [
            ("stand", say("say where you stand")),
            ("sound", say("sound out a member")),
            ("ask", say("ask the sponsors for another clause")),
            ("draft", say("write a draft in your own words")),
            ("revise", say("change a clause of your own text")),
            ("answer", say("answer an open ask on your text")),
            ("read", say("read the texts, positions and open asks again")),
            ("go", say("go to the meeting")),
        ]
        texts = game.room.floor.texts
        sponsor = any(is_sponsor(game.room, game.me.seat, text) for text in texts)
        shown = [c for c in choices if sponsor or c[0] not in ("revise", "answer")]
        what = console.choose(say("What do you do?"), shown)
        if what == "go":
            return
        if what == "read":
            shown_texts = None
            continue
        if what == "draft":
            write_draft(game)
        elif what == "sound":
            sound_out(game)
        else:
            _consult(game, what)
        game.engine(PATIENT)


def _consult(game: Game, what: str) -> None:
    console = game.console
    if what == "stand":
        texts = list(game.room.floor.texts)
        draft = texts[0]
        if len(texts) > 1:
            draft = console.choose(say("On which text?"), [(s, s) for s in texts])
        stands: list[tuple[str, str]] = [
            ("for", say("for it")),
            ("undecided", say("undecided")),
            ("against", say("against it")),
        ]
        game.do({"do": "stand", "draft": draft, "stand": console.choose(say("You are"), stands)})
        for line in heard(game.room, game.me.seat, draft, game.engine_view):
            console.say(lines(line))
    elif what == "answer":
        mine: list[tuple[str, str]] = [
            (
                str(n),
                say("{member}, {text}: {issue}", member=ask.by, text=ask.draft, issue=ask.issue),
            )
            for n, ask in enumerate(game.room.floor.asks)
            if not ask.answer and is_sponsor(game.room, game.me.seat, ask.draft)
        ]
        if not mine:
            console.say(say("Nobody has asked for anything in your text."))
            return
        place = int(console.choose(say("Which?"), mine))
        taken = console.choose(say("Answer"), list(TAKEN)) == "yes"
        game.do({"do": "answer", "ask": place, "accept": taken})
    else:
        text = _draft(game, own=what == "revise")
        if text is None:
            console.say(say("There is no such text."))
            return
        game.do({"do": what, "change": _change(game, text)})


def _predict(game: Game, draft: str) -> None:
    made = game.room.predictions.get(game.me.key, {})
    if draft in made or not ballot_open(game.room, draft):
        return
    outcome = game.console.choose(
        say("Before the vote on {text}: what will it be?", text=draft), PREDICTIONS
    )
    most = len(game.room.scenario.members)
    while True:
        text = game.console.ask(say("How many votes in favour, 0 to {most}? > ", most=most))
        yes = typed_number(text, most)
        if yes is not None:
            break
    game.do({"do": "predict", "draft": draft, "outcome": outcome, "yes": yes})


def _meet(game: Game) -> None:
    """The meeting: the engine continues until a vote, a text to be put, or the player's turn."""
    game.console.say(
        after_a_line(
            say("THE MEETING. q saves and quits; ? asks the coach; Enter continues the meeting.")
        )
    )
    while True:
        meeting = game.room.floor.meeting
        assert meeting is not None
        if meeting.phase == "closed":
            return
        if meeting.phase == "voting" and _votes(game, meeting):
            game.engine(PATIENT)
            _vote(game)
            continue
        if game.hear_objection():
            continue
        waits = meeting.phase == "debate" and meeting.question is None
        presides = not conducts(game.room)
        if waits or presides:
            coming = next_text(meeting)
            if coming is not None and waits and next_motion(meeting) is None:
                _predict(game, coming.symbol)
            if _turn(game):
                continue
        if not game.step():
            return


def _votes(game: Game, meeting: Meeting) -> bool:
    """Whether the player has a vote in the open ballot and has not cast it."""
    return game.me.seat in meeting.represented and game.me.seat not in meeting.votes


def _vote(game: Game) -> None:
    meeting = game.room.floor.meeting
    if meeting is None or meeting.question is None or not _votes(game, meeting):
        return
    ask = (
        say(
            "A vote on {question}, a procedural question. Your vote?",
            question=meeting.question.text,
        )
        if meeting.question.procedural
        else say(
            "A vote on {question}, a question of substance. Your vote?",
            question=meeting.question.text,
        )
    )
    choices = list(options(meeting, game.me.seat, VOTE))
    vote = game.console.choose(after_a_line(ask), choices)
    if not keeps_word(game, symbol_voted_on(meeting.question), vote):
        vote = game.console.choose(say("Your vote?"), choices)
    game.do({"do": "act", "act": "vote", "data": {"vote": vote}})


def _turn(game: Game) -> bool:
    """The player's turn; returns False if the player does nothing."""
    offered = [o for o in orders(game.room, game.me.seat) if o["act"] != "vote"]
    console = game.console
    console.say(after_a_line(say("In order for you now:")))
    for number, order in enumerate(offered, start=1):
        console.say(
            lines(in_a_row([f"{number:2}  ", _ruled(order["label"], order["rule"])], ""), "  ")
        )
        if order["mun"]:
            console.say(lines(say("In model UN: {what}", what=order["mun"]), "        "))
    console.say(in_a_row(["   w  ", say("what is not in order, and why")], ""))
    while True:
        text = console.ask(say("Number, or Enter to continue > ")).lower()
        if not text:
            return False
        if text == "w":
            for other in not_now(game.room, game.me.seat):
                console.say(
                    lines(
                        _ruled(in_a_row([other["label"], other["reason"]], ": "), other["rule"]),
                        "  ",
                    )
                )
        elif typed := typed_number(text, len(offered)):
            return _act(game, offered[typed - 1])
        else:
            console.say(say("A number from 1 to {most}, w, q, or Enter.", most=len(offered)))


def _ruled(what: str, rule: str) -> str:
    """A text with the provision in brackets."""
    return in_a_row([what, in_a_row(["[", rule, "]"], "")])


def _act(game: Game, order: dict[str, Any]) -> bool:
    """Ask for the fields of an act, and perform it."""
    if any(control["kind"] == "clause" for control in order["fields"]):
        meeting = game.room.floor.meeting
        assert meeting is not None
        open_texts = [(p.symbol, p.symbol) for p in meeting.open_proposals()]
        change = _change(game, game.console.choose(say("Which text?"), open_texts))
        game.do({"do": "act", "act": order["act"], "change": change})
        return True
    data: dict[str, Any] = {}
    for control in order["fields"]:
        _fill(game.console, control, data)
    game.do({"do": "act", "act": order["act"], "data": data})
    return True


def _fill(console: Console, control: dict[str, Any], data: dict[str, Any]) -> None:
    name, label = control["name"], control["label"]
    if control["kind"] == "check":
        data[name] = console.choose(in_a_row([label, "?"], ""), list(YES_OR_NO)) == "yes"
    elif control["kind"] == "select":
        options = [(str(value), text) for value, text in control["options"]]
        if options:
            value = console.choose(in_a_row([label, ":"], ""), options)
            data[name] = value
    else:
        stands = in_a_row([" [", control["value"], "]"], "") if control["value"] else ""
        text = console.ask(in_a_row([label, stands, ": "], "")) or control["value"]
        if text:
            parts = [part.strip() for part in text.split(";") if part.strip()]
            data[name] = parts if control["several"] else text
