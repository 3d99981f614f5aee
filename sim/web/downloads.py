"""What people take home from a room: the record, the log, and drafts as documents.

Exports that grow with the log are written in a thread, so that the event loop is not blocked.
"""

from __future__ import annotations

import re
from asyncio import to_thread
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sim.classroom import exports
from sim.classroom.class_test import answers_csv
from sim.classroom.contributions import contributions, contributions_csv
from sim.classroom.debrief_page import debrief_page
from sim.classroom.debrief_votes import ComparedText
from sim.classroom.documents import draft_document
from sim.classroom.log_lines import LogEntry
from sim.classroom.requests import leads
from sim.classroom.room import Room
from sim.classroom.seats import DELEGATE, TEACHER
from sim.classroom.vote_secrecy import withheld_votes, without_result
from sim.language.language import Language
from sim.procedure.drafting.document import DraftDocument, draft_html, draft_markdown
from sim.web.class_test import form_called
from sim.web.computed import debrief_when_free

DEBRIEF = "debrief.html"
"""Downloads that are also available to a single player."""


async def export(request: Request) -> Response:
    """Exports for the teacher, and drafts for everybody who may read them."""
    site = request.app.state.site
    what = str(request.path_params["what"])
    if what in DRAFT_FORMS:
        return _draft(site, request, what)
    room = site.room
    identity = site.who(request, TEACHER) or site.who(request, DELEGATE)
    if identity is None or not (
        identity[1].role == TEACHER or (what == DEBRIEF and leads(room, identity[1]))
    ):
        return PlainTextResponse("Only the teacher exports.\n", 403)
    entries = [entry for entry in site.hub.log.entries if entry.n < room.n]
    match what:
        case "record.html":
            body = await to_thread(exports.record, room, entries, site.tongues.of(request))
            return Response(body, media_type="text/html")
        case "log.csv":
            body = await to_thread(_log_csv, room, entries)
            return _download(body, "text/csv", "log.csv", room)
        case "replay.json":
            body = await to_thread(_replay_file, room, entries)
            return _download(body, "application/json", "replay.json", room)
        case "pre.csv" | "post.csv":
            test_form = await form_called(site, what.removesuffix(".csv"))
            return _download(answers_csv(test_form, room.test), "text/csv", what, room)
        case "contributions.csv":
            body = await to_thread(_contributions_csv, room, entries)
            return _download(body, "text/csv", "contributions.csv", room)
        case _ if what == DEBRIEF and room.floor.phase != "debrief":
            return PlainTextResponse("The debrief comes after the meeting.\n", 409)
        case _ if what == DEBRIEF:
            texts = await debrief_when_free(site.hub, room)
            tongue = site.tongues.of(request)
            page = await to_thread(_debrief, room, texts, entries, tongue)
            return _download(page, "text/html", DEBRIEF, room)
    return PlainTextResponse(
        "There are record.html, debrief.html, log.csv, contributions.csv, replay.json, pre.csv, "
        "post.csv, draft.html and draft.md.\n",
        404,
    )


def _log_csv(room: Room, entries: list[LogEntry]) -> str:
    return exports.log_csv(entries, withheld_votes(room.base, entries))


def _replay_file(room: Room, entries: list[LogEntry]) -> str:
    return exports.replay_file(room, entries, without_result(room.base, entries))


def _contributions_csv(room: Room, entries: list[LogEntry]) -> str:
    withheld = withheld_votes(room.base, entries)
    return contributions_csv(contributions(room.base, entries, withheld))


def _debrief(
    room: Room, texts: Sequence[ComparedText], entries: list[LogEntry], language: Language
) -> str:
    student_acts = contributions(room.base, entries, withheld_votes(room.base, entries))
    return debrief_page(room, texts, student_acts, language)


DRAFT_FORMS: dict[str, tuple[Callable[[DraftDocument], str], str]] = {
    "draft.html": (draft_html, "text/html"),
    "draft.md": (draft_markdown, "text/markdown"),
}
"""Formats of a draft: renderer and media type."""


def _draft(site: Any, request: Request, what: str) -> Response:
    """A draft as a document; drafts not circulated are available to their seat only."""
    room, symbol = site.room, request.query_params.get("draft", "")
    identity = site.who(request, TEACHER) or site.who(request, DELEGATE)
    if identity is None:
        return PlainTextResponse("Only people of the room take drafts home.\n", 403)
    _, person = identity
    paper = room.floor.papers.get(symbol)
    mine = person.role == TEACHER or (paper is not None and person.seat in paper.sponsors)
    if symbol not in room.floor.texts and not (paper is not None and mine):
        return PlainTextResponse("There is no such draft.\n", 404)
    write, kind = DRAFT_FORMS[what]
    body = write(draft_document(room, symbol))
    # Opened from disk, where no header blocks its inline style.
    return _download(body, kind, f"{symbol.replace('/', '-')}.{what.rpartition('.')[2]}", room)


def _download(body: str, kind: str, name: str, room: Room) -> Response:
    headers = {"Content-Disposition": attachment(f"{room.setup.code}-{name}")}
    return Response(body, media_type=kind, headers=headers)


def attachment(name: str) -> str:
    """The ``Content-Disposition`` of a file called ``name``, in any alphabet (RFC 6266)."""
    plain = re.sub(r'[^ -~]|["\\%]', "_", name)
    named = f'attachment; filename="{plain}"'
    return named if plain == name else f"{named}; filename*=UTF-8''{quote(name, safe='')}"
