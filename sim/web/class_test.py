"""The page for the class test on students' own devices, with a code instead of an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.classroom import credentials
from sim.classroom.class_test import GivenAnswers, student_code, why_not_given
from sim.classroom.reply import Reply, UnnumberedEntry, no
from sim.classroom.room import Room
from sim.classroom.seats import DELEGATE
from sim.classroom.typed_text import NAME_LENGTH, clean
from sim.domain.texts import say
from sim.lessons.answer_sheets import LEFT_OUT
from sim.lessons.paired import FORMS, POST, PairedForm, PairedItem
from sim.web.entrance import refuse_code
from sim.web.site import Site, cookie_place, form, render_page, site_of, with_code

DEVICE = 16
"""Length of a device's key in the log."""

FIELDS = 100
"""Maximum number of fields of a test form."""


@dataclass(frozen=True)
class RefusedAnswers:
    """Answers to a form that were refused, with the reason and the status of the response."""

    form: str
    why: str
    given: GivenAnswers
    status: int = 409


async def form_called(site: Site, name: str) -> PairedForm:
    """The form ``pre`` or ``post`` of the room's test."""
    return (await site.forms.of(site.room.base))[FORMS.index(name)]


async def test_page(request: Request) -> Response:
    """Show the open form; after the second form is closed, show the right answers."""
    code = request.query_params.get("code", "")
    return _refused(request, code) or await _page(request, code)


async def give_answers(request: Request) -> Response:
    """Store the answers of one student, replacing earlier ones from the same device."""
    site, fields = site_of(request), await form(request, FIELDS)
    code = fields.get("code", "")
    refused = _refused(request, code)
    if refused is not None:
        return refused
    name = fields.get("form", "")
    if name not in FORMS:
        return RedirectResponse("test", 303)
    token = request.cookies.get(_cookie(site), "") or credentials.new_token()
    test_form = await form_called(site, name)
    answers = tuple(_answer(item, place, fields) for place, item in enumerate(test_form.items))
    typed = fields.get("student", "")
    student = student_code(typed) or clean(typed, NAME_LENGTH)
    device, earlier = credentials.token_hash(token)[:DEVICE], fields.get("replaces", "")
    replaces = clean(earlier[1:], NAME_LENGTH) if earlier else None
    given = GivenAnswers(student, device, answers, replaces)
    if why := site.too_much(request):
        return await _page(request, code, RefusedAnswers(name, why, given, 429))
    reply = await site.hub.submit(lambda room, _: _reply(room, name, given))
    if reply.refused is not None:
        return await _page(request, code, RefusedAnswers(name, reply.refused.why, given))
    answer = RedirectResponse(with_code("test", code), 303)
    secure, path = cookie_place(request)
    answer.set_cookie(
        _cookie(site), token, httponly=True, samesite="strict", path=path, secure=secure,
        max_age=86400,
    )  # fmt: skip
    return answer


def _refused(request: Request, code: str) -> Response | None:
    """Redirect to the lobby for those who are not in the room and do not have its code."""
    site = site_of(request)
    if site.who(request, DELEGATE) is not None:
        return None
    return refuse_code(request, code) if code else RedirectResponse("./", 303)


def _reply(room: Room, name: str, given: GivenAnswers) -> Reply:
    if room.closed:
        return no(say("the room is closed"))
    if all(answer == LEFT_OUT for answer in given.answers):
        return no(say("nothing was answered"))
    why = why_not_given(room.test, name, given)
    if why:
        return no(why)
    data = {
        "form": name, "student": given.student, "device": given.device,
        "answers": list(given.answers), "replaces": given.replaces,
    }  # fmt: skip
    return Reply((UnnumberedEntry("given", "room", data),))


def _answer(item: PairedItem, place: int, fields: Mapping[str, str]) -> str:
    """The letter and the number chosen for an item; a dash if left out."""
    letter, number = fields.get(f"letter-{place}", ""), fields.get(f"number-{place}", "")
    letter = letter if letter in dict(item.lettered) else ""
    number = number if number in dict(item.numbered) else ""
    return (letter or LEFT_OUT) + number


def _cookie(site: Site) -> str:
    return f"council_test_{site.room.setup.code}"


async def _page(request: Request, code: str, refused: RefusedAnswers | None = None) -> Response:
    """The form that is open, or the one that was refused with what was typed into it."""
    site = site_of(request)
    test, token = site.room.test, request.cookies.get(_cookie(site), "")
    device = credentials.token_hash(token)[:DEVICE] if token else ""
    name = refused.form if refused else test.open
    test_form = await form_called(site, name) if name else None
    mine = test.from_device(name, device)
    kept = mine[-1] if mine and request.query_params.get("next") is None else None
    shown = refused.given if refused else kept
    replaces = refused.given.replaces if refused else shown.student if shown else None
    shown_answers = test.from_device(POST, device) if POST in test.closed else ()
    shown_items = (await form_called(site, POST)).items if shown_answers else ()
    again = {"back": with_code("./test", code)} if refused else {}
    return render_page(
        request, "test.html", refused.status if refused else 200,
        asked=test_form, post=name == POST,
        error=refused.why if refused else "", closed=name != test.open,
        kept=bool(mine) and not refused,
        student=shown.student if shown else "", chosen=shown.answers if shown else (),
        replaces=replaces, code=code, length=NAME_LENGTH,
        verdicts=[(answers.student, _verdicts(shown_items, answers)) for answers in shown_answers],
        **again,
    )  # fmt: skip


def _verdicts(items: Sequence[PairedItem], given: GivenAnswers) -> list[tuple[PairedItem, str]]:
    """Each item with the chosen answer in words; empty if it was right."""
    return [
        (item, "" if answer == item.key else _chosen(item, answer))
        for item, answer in zip(items, given.answers, strict=False)
    ]


def _chosen(item: PairedItem, answer: str) -> str:
    letters, numbers = dict(item.lettered), dict(item.numbered)
    return f"{letters.get(answer[:1], LEFT_OUT)}; {numbers.get(answer[1:], LEFT_OUT)}"
