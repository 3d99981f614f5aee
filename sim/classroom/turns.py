"""The player's turns at the terminal: predict, negotiate, meet, and look back."""

from __future__ import annotations

from typing import Any

from sim.classroom.conductor import conducts
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_words import spoken_lines
from sim.classroom.forms import not_now, orders
from sim.classroom.requests import ballot_open
from sim.classroom.terminal import PATIENT, TEACHER, Console, Game, GameOptions, Stop, open_game
from sim.classroom.terminal_coach import keeps_word, show_broken, show_moved, sound_out
from sim.classroom.terminal_drafting import write_draft
from sim.classroom.terminal_text import debrief, lines, show_brief, show_negotiation
from sim.lessons.clauses import bank
from sim.lessons.members import OtherMembers
from sim.procedure.meeting import ACTS, options
from sim.scenario.schema import Scenario

VOTE = ACTS["vote"].fields[0]
OUTCOMES = [("adopted", "adopted"), ("vetoed", "vetoed"), ("not_adopted", "short of votes")]


def run_game(
    scenario: Scenario, members: OtherMembers, wanted: GameOptions, console: Console
) -> None:
    """Play to the end, or until the player stops; saved either way.

    Raises:
        CouncilError: when the seat is none or the file cannot be used.
    """
    try:
        game = open_game(scenario, wanted, members, console)
    except Stop:
        return
    try:
        _play(game)
    except Stop:
        console.say(f"\nSaved in {game.log.path}. The same command takes the game up again.")
    finally:
        game.log.close()


def _play(game: Game) -> None:
    console = game.console
    console.say(f"\n{game.room.scenario.title}. SIMULATED.")
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
    console.say("\nWHO TURNED, WHAT IF (the engine takes some seconds)")
    console.tell(spoken_lines(debrief_of(game.room, game.members)))
    console.say(f"\nAs a page: council teach debrief {game.log.path} -o debrief.html")


def _draft(game: Game, own: bool) -> str | None:
    sponsors = {s: d.sponsors for s, d in game.room.scenario.drafts.items()}
    mine = [s for s in game.room.floor.texts if (game.me.seat in sponsors[s]) is own]
    if not mine:
        return None
    if len(mine) == 1:
        return mine[0]
    return game.console.choose("Which text?", [(s, s) for s in mine])


def _change(game: Game, draft: str) -> dict[str, Any]:
    scenario, console = game.room.scenario, game.console
    titles = [(key, issue.title) for key, issue in scenario.issues.items()]
    issue = console.choose(f"Which issue of {draft}?", titles)
    choices = [("", "(the text says nothing)")]
    choices += [(str(c.value), c.wording) for c in bank(scenario, issue)]
    value = console.choose("Which clause?", choices)
    return {"draft": draft, "issue": issue, "value": float(value) if value else None}


def _negotiate(game: Game) -> None:
    """Consultations until the player goes to the meeting; the others answer after each act."""
    console = game.console
    console.say("\nCONSULTATIONS. q saves and stops; ? asks the coach: what could I do?")
    game.engine(PATIENT)
    shown_texts: object = None
    while True:
        if shown_texts is not game.room.floor.texts:
            console.tell(show_negotiation(game.room))
            shown_texts = game.room.floor.texts
        console.say("")
        choices = [
            ("stand", "say where you stand"),
            ("sound", "sound out a member"),
            ("ask", "ask the sponsors for another clause"),
            ("draft", "write a draft in your own words"),
            ("revise", "change a clause of your own text"),
            ("answer", "answer an open ask on your text"),
            ("read", "read the texts, positions and open asks again"),
            ("go", "go to the meeting"),
        ]
        sponsor = any(game.me.seat in d.sponsors for d in game.room.scenario.drafts.values())
        shown = [c for c in choices if sponsor or c[0] not in ("revise", "answer")]
        what = console.choose("What do you do?", shown)
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
            draft = console.choose("On which text?", [(s, s) for s in texts])
        stands = [("for", "for it"), ("undecided", "undecided"), ("against", "against it")]
        before = game.views
        game.do({"do": "stand", "draft": draft, "stand": console.choose("You are", stands)})
        console.tell(show_moved(game, draft, before))
    elif what == "answer":
        mine = [
            (str(n), f"{ask.by}, {ask.draft}: {ask.issue}")
            for n, ask in enumerate(game.room.floor.asks)
            if not ask.answer and game.me.seat in game.room.scenario.drafts[ask.draft].sponsors
        ]
        if not mine:
            console.say("Nobody has asked for anything in your text.")
            return
        place = int(console.choose("Which?", mine))
        taken = console.choose("Answer", [("yes", "take it in"), ("no", "decline")]) == "yes"
        game.do({"do": "answer", "ask": place, "accept": taken})
    else:
        text = _draft(game, own=what == "revise")
        if text is None:
            console.say("There is no such text.")
            return
        game.do({"do": what, "change": _change(game, text)})


def _predict(game: Game, draft: str) -> None:
    made = game.room.predictions.get(game.me.key, {})
    if draft in made or not ballot_open(game.room, draft):
        return
    outcome = game.console.choose(f"Before the vote on {draft}: what will it be?", OUTCOMES)
    most = len(game.room.scenario.members)
    while True:
        text = game.console.ask(f"How many votes in favour, 0 to {most}? > ")
        if text.isdigit() and int(text) <= most:
            break
    game.do({"do": "predict", "draft": draft, "outcome": outcome, "yes": int(text)})


def _meet(game: Game) -> None:
    """The meeting: the engine goes on until a vote, a text to be put, or the player's chair."""
    game.console.say(
        "\nTHE MEETING. q saves and stops; ? asks the coach; Enter lets the meeting go on."
    )
    while True:
        meeting = game.room.floor.meeting
        assert meeting is not None
        if meeting.phase == "closed":
            return
        if meeting.phase == "voting" and game.me.seat not in meeting.votes:
            game.engine(PATIENT)
            _vote(game)
            continue
        waits = meeting.phase == "debate" and meeting.question is None
        presides = not conducts(game.room)
        if waits or presides:
            if meeting.open_proposals() and waits and not meeting.motions:
                _predict(game, meeting.open_proposals()[0].symbol)
            if _turn(game):
                continue
        if not game.step():
            return


def _vote(game: Game) -> None:
    meeting = game.room.floor.meeting
    if meeting is None or meeting.question is None or game.me.seat in meeting.votes:
        return
    kind = "a procedural question" if meeting.question.procedural else "a question of substance"
    ask = f"\nA vote on {meeting.question.text}, {kind}. Your vote?"
    choices = list(options(meeting, game.me.seat, VOTE))
    vote = game.console.choose(ask, choices)
    if not keeps_word(game, meeting.question.subject, vote):
        vote = game.console.choose("Your vote?", choices)
    game.do({"do": "act", "act": "vote", "data": {"vote": vote}})


def _turn(game: Game) -> bool:
    """The player's turn: an act, or nothing (then False)."""
    offered = [o for o in orders(game.room, game.me.seat) if o["act"] != "vote"]
    console = game.console
    console.say("\nIn order for you now:")
    for number, order in enumerate(offered, start=1):
        console.say(lines(f"{number:2}  {order['label']} [{order['rule']}]", "  "))
        if order["mun"]:
            console.say(lines(f"In model UN: {order['mun']}", "        "))
    console.say("   w  what is not in order, and why")
    while True:
        text = console.ask("Number, or Enter to go on > ").lower()
        if not text:
            return False
        if text == "w":
            for other in not_now(game.room, game.me.seat):
                console.say(lines(f"{other['label']}: {other['reason']} [{other['rule']}]", "  "))
        elif text.isdigit() and 1 <= int(text) <= len(offered):
            return _act(game, offered[int(text) - 1])
        else:
            console.say(f"A number from 1 to {len(offered)}, w, q, or Enter.")


def _act(game: Game, order: dict[str, Any]) -> bool:
    """Ask for the particulars of an act and do it."""
    if any(control["kind"] == "clause" for control in order["fields"]):
        meeting = game.room.floor.meeting
        assert meeting is not None
        open_texts = [(p.symbol, p.symbol) for p in meeting.open_proposals()]
        change = _change(game, game.console.choose("Which text?", open_texts))
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
        data[name] = console.choose(f"{label}?", [("yes", "yes"), ("no", "no")]) == "yes"
    elif control["kind"] == "select":
        options = [(str(value), str(text)) for value, text in control["options"]]
        if options:
            value = console.choose(f"{label}:", options)
            data[name] = value
    else:
        stands = f" [{control['value']}]" if control["value"] else ""
        text = console.ask(f"{label}{stands}: ") or control["value"]
        if text:
            data[name] = text
