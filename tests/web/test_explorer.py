"""The explorer's server: who may ask, what is answered in which order, what is written where."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.web.explorer import FIRST, FLAGSHIP, Explorer, Page, explorer, page, question

NO_FLIGHTS = f"drafts.{FIRST}.text.flights=null"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    with explorer(tmp_path_factory.mktemp("saved")) as running:
        yield running


@pytest.fixture
def asked(served: Explorer) -> Iterator[Page]:
    with page(served) as connected:
        yield connected


def _get(served: Explorer, host: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", "/", headers={"Host": host})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.getheaders()}
    connection.close()
    return found


def test_the_page_loads_nothing_from_elsewhere(served: Explorer) -> None:
    status, text, headers = _get(served, f"127.0.0.1:{served.port}")
    assert status == 200
    assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
    assert "//" not in text.replace("<!doctype html>", "")


def test_foreign_hosts_and_foreign_pages_are_refused(served: Explorer) -> None:
    assert _get(served, "council.example")[0] == 403
    for foreign in ({"host": "council.example"}, {"origin": "http://council.example"}):
        with pytest.raises((InvalidStatus, ConnectionClosed)), page(served, **foreign) as opened:
            opened.all("hello")


def test_a_page_is_told_where_it_can_begin(asked: Page) -> None:
    hello = asked.all("hello")[0]["is"]
    cases = {case["name"] for case in hello["beginnings"]["cases"]}
    assert FLAGSHIP in cases
    assert "secret-ballot" not in cases
    assert "libya" in {matter["key"] for matter in hello["beginnings"]["matters"]}
    about = asked.all("open", question=question())[0]["is"]
    assert "secret-ballot" in {each["key"] for each in about["variants"]}
    assert len(about["chairs"]) == 15


def test_an_answer_grows_and_a_newer_question_takes_its_place(asked: Page) -> None:
    whole = asked.all("ask", question=question(NO_FLIGHTS))
    assert [one["is"]["stage"] for one in whole[:-1]] == ["central", "first", "more", "refined"]
    older = asked.send("ask", question=question("council.institution=no-veto"))
    newer = asked.send("ask", question=question("council.secret_ballot=true"))
    last: dict[int, list[str]] = {older: [], newer: []}
    while "end" not in last[newer] or not {"dropped", "end"} & set(last[older]):
        message = asked.next()
        part = message.get("is", {}).get("stage") or next(iter(message.keys() - {"n", "do"}))
        last[message["n"]].append(part)
    assert last[newer] == ["central", "first", "more", "refined", "end"]
    assert "refined" not in last[older]


def test_something_long_says_how_far_it_is_and_can_be_cancelled(asked: Page) -> None:
    goal = {"draft": FIRST, "goal": "adopted", "change": "preferences"}
    number = asked.send("turn", question=question(), **goal)
    while "of" not in asked.next():
        pass
    asked.send("cancel", what="turn")
    while True:
        message = asked.next()
        if message["n"] == number and "of" not in message:
            break
    assert message.get("dropped") is True


@pytest.mark.parametrize(
    ("what", "body", "code"),
    [
        ("ask", {"question": question(f"drafts.{FIRST}.text.flights=2")}, "E603"),
        ("ask", {"question": {"scenario": "/etc/passwd"}}, "E209"),
        ("ask", {"question": None}, "E002"),
        ("card", {"question": question(), "member": "SYR"}, "E002"),
        ("turn", {"question": question(), "draft": FIRST, "goal": "?", "change": "text"}, "E704"),
        ("sitting", {"dossier": "libya", "day": "2031-02-30"}, "E002"),
        ("sitting", {"dossier": "../../etc/passwd", "day": "2011-03-17"}, "E209"),
        ("save", {"question": question(NO_FLIGHTS), "name": "a/../b c"}, "E002"),
        ("nothing", {}, "E002"),
    ],
)
def test_errors_have_the_words_of_the_command_line(
    asked: Page, what: str, body: dict[str, object], code: str
) -> None:
    error = asked.all(what, **body)[-1]["error"]
    assert error["code"] == code
    assert error["report"].startswith((f"error[{code}]", "-S"))


def test_a_text_that_is_too_long_is_not_called_no_text(asked: Page) -> None:
    body = {"question": question(NO_FLIGHTS), "name": "mine"}
    error = asked.all("save", **body, title="t" * 201)[-1]["error"]
    assert error["what"] == "title has 201 characters; at most 200 are allowed"
    assert asked.all("save", **body, title=5)[-1]["error"]["what"] == "title is not text"


@pytest.mark.parametrize("name", ["", "../x", "x/y", "/tmp/x"])
def test_a_name_with_a_folder_saves_nothing(served: Explorer, asked: Page, name: str) -> None:
    before = sorted(served.folder.iterdir())
    body = {"question": question(NO_FLIGHTS), "name": name, "write": True}
    assert asked.all("save", **body)[-1]["error"]["code"] == "E002"
    assert sorted(served.folder.iterdir()) == before


def test_a_variant_is_saved_into_the_folder_once(served: Explorer, asked: Page) -> None:
    body = {"question": question(NO_FLIGHTS), "name": "no-flights", "title": "Mine", "write": True}
    saved = asked.all("save", **body)[0]["is"]
    assert saved["written"] == [str(served.folder.resolve() / "no-flights.yaml")]
    assert "title: Mine" in (served.folder / "no-flights.yaml").read_text()
    assert saved["commands"] == [f"council whatif {FLAGSHIP} -S {NO_FLIGHTS} -n 4000"]
    assert "was not overwritten" in asked.all("save", **body)[0]["error"]["what"]


@pytest.mark.parametrize(
    "message",
    [
        "no JSON", '"a word"', '{"do": "hello"}', '{"n": 1, "x": "' + "y" * 200_000,
        "[" * 90_000, '{"n": 1, "do": "\\ud800"}', b"bytes",
    ],
    ids=["words", "string", "unnumbered", "large", "deep", "surrogate", "binary"],
)  # fmt: skip
def test_what_no_page_sends_ends_the_connection(served: Explorer, message: str | bytes) -> None:
    with page(served) as connected:
        connected.socket.send(message)
        with pytest.raises(ConnectionClosed):
            connected.next()
