"""Write a draft at the terminal, paragraph by paragraph, with editorial remarks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.classroom.documents import draft_document
from sim.classroom.paper_views import written_papers
from sim.classroom.terminal import Game
from sim.classroom.terminal_text import after_a_line, lines
from sim.domain.files import write_new
from sim.domain.texts import case_text, in_a_row, say
from sim.lessons.clauses import bank
from sim.procedure.drafting.document import draft_html, draft_markdown

PARTS: list[tuple[str, str]] = [
    ("preambular", say("a preambular paragraph (why: Recalling, Deeply concerned by)")),
    ("operative", say("an operative paragraph (what: Demands that, Requests)")),
    ("sub", say("a sub-paragraph (a), (b) below the last operative one")),
]
SIGN = {"stop": "x", "mend": "!", "note": "-"}


def show_paper(game: Game, symbol: str) -> Iterator[str]:
    """The draft as printed, with what the model reads and editorial remarks."""
    paper = written_papers(game.room, game.me.seat)[symbol]
    head = in_a_row([symbol, case_text(paper["title"])], ": ")
    seen = head if paper["shown"] else in_a_row([head, say("(nobody else has seen it)")])
    yield after_a_line(lines(seen))
    yield lines(in_a_row([say("The Security Council"), ","], ""), "  ")
    for line in paper["lines"]:
        indent = "  " + "    " * line["depth"]
        words = f"{line['opening']}{line['rest']}{line['end']}"
        yield lines(f"{line['number']} {words}".strip(), indent)
        read = (
            say("The model reads: {clause}", clause=line["reads"])
            if line["reads"]
            else say("The model does not read this.")
        )
        yield lines(in_a_row([f"[{line['key']}]", read]), f"{indent}    ")
        for remark in paper["remarks"]:
            if remark["key"] == line["key"]:
                yield lines(_remark(remark), f"{indent}    ")
    for remark in paper["remarks"]:
        if not remark["key"]:
            yield lines(_remark(remark), "  ")


def _remark(remark: dict[str, Any]) -> str:
    return in_a_row([SIGN[remark["weight"]], remark["text"]])


def write_draft(game: Game) -> None:
    """Begin or continue a draft until the player goes back."""
    symbol = _which(game)
    while symbol:
        game.console.tell(show_paper(game, symbol))
        paper = written_papers(game.room, game.me.seat)[symbol]
        choices: list[tuple[str, str]] = [("write", say("write a paragraph"))]
        if paper["lines"]:
            choices += [
                ("change", say("rewrite a paragraph")),
                ("tie", say("tie a paragraph to a clause")),
                ("strike", say("strike a paragraph out")), ("up", say("move a paragraph up")),
            ]  # fmt: skip
        if paper["own"] and not paper["shown"]:
            choices.append(
                ("circulate", say("circulate it, so that members answer and it is voted"))
            )
        choices += [("save", say("save it as a file")), ("back", say("back to the consultations"))]
        what = game.console.choose(say("What do you do with the draft?"), choices)
        if what == "back":
            return
        _do(game, symbol, what)


def _which(game: Game) -> str:
    papers = written_papers(game.room, game.me.seat)
    choices: list[tuple[str, str]] = [
        (symbol, in_a_row([symbol, case_text(paper["title"])], ": "))
        for symbol, paper in papers.items()
    ]
    choices.append(("", say("begin a draft of your own")))
    text = game.console.choose(say("Which draft?"), choices)
    if text:
        return text
    title = game.console.ask(say("What is it about? "))
    earlier = set(papers)
    game.do({"do": "begin", "title": title})
    return next((s for s in written_papers(game.room, game.me.seat) if s not in earlier), "")


def _do(game: Game, symbol: str, what: str) -> None:
    if what == "save":
        _save(game, symbol)
    elif what == "circulate":
        game.do({"do": "circulate", "draft": symbol})
    elif what == "write":
        part = game.console.choose(say("What do you write?"), PARTS)
        text = game.console.ask(say("Words: "))
        issue, value = _clause(game)
        game.do(
            {"do": "write", "draft": symbol, "part": part, "text": text, "issue": issue,
             "value": value}
        )  # fmt: skip
    else:
        _change(game, symbol, what)


def _change(game: Game, symbol: str, what: str) -> None:
    printed = written_papers(game.room, game.me.seat)[symbol]["lines"]
    choices = [(str(x["key"]), f"{x['number']} {x['opening']}{x['rest']}"[:60]) for x in printed]
    key = game.console.choose(say("Which?"), choices)
    line = next(x for x in printed if str(x["key"]) == key)
    about = {"draft": symbol, "paragraph": line["key"]}
    if what == "strike":
        game.do({"do": "strike", **about})
    elif what == "up":
        game.do({"do": "shift", **about, "up": True})
    elif what == "tie":
        issue, value = _clause(game)
        game.do({"do": "tie", **about, "issue": issue, "value": value})
    else:
        text = game.console.ask(say("New words: "))
        game.do(
            {"do": "write", **about, "part": line["part"], "text": text, "issue": line["issue"],
             "value": line["value"]}
        )  # fmt: skip


def _clause(game: Game) -> tuple[str, float | None]:
    """Ask for the clause to link a paragraph to, or none."""
    scenario = game.room.scenario
    issues: list[tuple[str, str]] = [("", say("(to none: the model does not read it)"))]
    issues += [(key, case_text(issue.title)) for key, issue in scenario.issues.items()]
    issue = game.console.choose(say("Tied to which issue?"), issues)
    if not issue:
        return "", None
    clauses = [(str(c.value), c.wording) for c in bank(scenario, issue)]
    return issue, float(game.console.choose(say("To which clause?"), clauses))


def _save(game: Game, symbol: str) -> None:
    """Save the draft to a file, as Markdown or HTML by its extension."""
    named = game.console.ask(say("File, such as draft.md or draft.html: "))
    if not named:
        return
    path = Path(named).expanduser()
    document = draft_document(game.room, symbol)
    write = draft_html if path.suffix in (".html", ".htm") else draft_markdown
    try:
        write_new(path, write(document))
    except OSError as error:
        why = error.strerror or str(error)
        game.console.say(say("{path} cannot be written: {why}", path=path, why=why))
        return
    game.console.say(say("Written: {path}", path=path))
