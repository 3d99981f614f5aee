"""Requests of pages by name: validate each and answer it step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sim.domain.errors import CouncilError, UsageError
from sim.explore import keeping
from sim.explore.about import base_of_question
from sim.explore.answer import answers
from sim.explore.compute import MORE, REFINED, PendingAnswer
from sim.explore.matters import beginnings, sitting_on
from sim.explore.member import explored_member
from sim.explore.question import ExplorerQuestion, question_of
from sim.explore.shelf import Shelf
from sim.explore.strongest import strongest
from sim.explore.turning import FlipGoal, changes_to_examine, turned
from sim.studies.compare.study import computed_worlds
from sim.version import __version__

LONGEST_WORD = 200
"""Maximum length of a text in a request, such as a title or the name of a saved question."""


@dataclass(frozen=True)
class Desk:
    """The resources of requests.

    Attributes:
        shelf: The cache of scenarios.
        folder: Where files are saved.
        start: The scenario named at the start of the program; empty for none.
    """

    shelf: Shelf
    folder: Path
    start: str = ""


@dataclass(frozen=True, slots=True)
class WorkSize:
    """Number of units of work of a request, sent before it starts."""

    of: int


@dataclass(frozen=True, slots=True)
class Saved:
    """Files with their texts, their paths if written, and the commands."""

    files: tuple[keeping.File, ...]
    written: tuple[str, ...]
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message to a page."""

    version: str
    start: str
    folder: str
    beginnings: Any


Request = Mapping[str, Any]
Handler = Callable[[Desk, Request, PendingAnswer], Iterator[Any]]


def _hello(desk: Desk, _: Request, __: PendingAnswer) -> Iterator[Any]:
    yield Hello(__version__, desk.start, str(desk.folder), beginnings(desk.shelf))


def _open(desk: Desk, request: Request, _: PendingAnswer) -> Iterator[Any]:
    yield base_of_question(desk.shelf, _question(request))


def _ask(desk: Desk, request: Request, wanted: PendingAnswer) -> Iterator[Any]:
    yield from answers(desk.shelf, _question(request), wanted)


def _card(desk: Desk, request: Request, _: PendingAnswer) -> Iterator[Any]:
    yield explored_member(desk.shelf, _question(request), _word(request, "member"))


def _strongest(desk: Desk, request: Request, wanted: PendingAnswer) -> Iterator[Any]:
    question = _question(request)
    yield WorkSize(MORE * (1 + len(question.changes) + bool(question.variant)))
    yield strongest(desk.shelf, question, wanted)


def _turn(desk: Desk, request: Request, wanted: PendingAnswer) -> Iterator[Any]:
    question = _question(request)
    goal = FlipGoal(*(_word(request, key) for key in ("draft", "goal", "change")))
    yield WorkSize(changes_to_examine(desk.shelf, question, goal))
    yield turned(desk.shelf, question, goal, wanted)


def _save(desk: Desk, request: Request, _: PendingAnswer) -> Iterator[Any]:
    question, name = _question(request), keeping.saved_name(_word(request, "name"))
    saved_files = keeping.files(desk.shelf, question, name, _word(request, "title"), desk.folder)
    written: tuple[Path, ...] = ()
    if request.get("write") is True:
        try:
            written = keeping.write(saved_files, desk.folder)
        except OSError as error:
            raise CouncilError(
                "the file cannot be written",
                code="E003",
                where=str(desk.folder),
                why=error.strerror or str(error),
                remedy="download it instead",
            ) from error
    yield Saved(saved_files, tuple(map(str, written)), keeping.commands(question, name))


def _tell(_: Desk, request: Request, __: PendingAnswer) -> Iterator[Any]:
    yield Saved((), (), keeping.commands(_question(request)))


def _report(desk: Desk, request: Request, wanted: PendingAnswer) -> Iterator[Any]:
    question = _question(request)
    yield WorkSize(computed_worlds(REFINED) if question.is_changed else REFINED)
    yield keeping.File("report.html", keeping.report(desk.shelf, question, wanted))


def _sitting(_: Desk, request: Request, __: PendingAnswer) -> Iterator[Any]:
    text = _word(request, "day")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is not a date", remedy="write it as 2022-02-25") from None
    yield sitting_on(_word(request, "dossier"), day)


HANDLERS: Mapping[str, Handler] = {
    "hello": _hello,
    "open": _open,
    "ask": _ask,
    "card": _card,
    "strongest": _strongest,
    "turn": _turn,
    "save": _save,
    "tell": _tell,
    "report": _report,
    "sitting": _sitting,
}
"""Handler by the ``do`` key of a request."""


def answers_to(desk: Desk, request: Request, wanted: PendingAnswer) -> Iterator[Any]:
    """Yield the answers to a request in order.

    Raises:
        CouncilError: if it cannot be answered, with the same message as the command line.
        Dropped: if the answer is no longer wanted.
    """
    handler = HANDLERS.get(str(request.get("do")))
    if handler is None:
        raise UsageError("this question is not valid", remedy="reload the page")
    yield from handler(desk, request, wanted)


def _question(request: Request) -> ExplorerQuestion:
    return question_of(request.get("question"))


def _word(request: Request, key: str) -> str:
    word = request.get(key, "")
    if not isinstance(word, str):
        raise UsageError(f"{key} is not text", remedy="reload the page")
    if len(word) > LONGEST_WORD:
        raise UsageError(
            f"{key} has {len(word)} characters; at most {LONGEST_WORD} are allowed",
            remedy="shorten it",
        )
    return word
