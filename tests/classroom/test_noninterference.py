"""What one person must not know changes nothing that this person can see or take home.

Each meeting is played twice. The two differ only in something secret: who cast which vote, what
was predicted, what a private note says. Every screen and every export of the two must be equal, but
for the screens of those who may know.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from sim.classroom.acts import meeting_act
from sim.classroom.contributions import contributions, contributions_csv
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_page import debrief_page
from sim.classroom.exports import log_csv, record, replay_file
from sim.classroom.message_reading import parse_message
from sim.classroom.reply import Sender, UnnumberedEntry
from sim.classroom.requests import answer_message
from sim.classroom.seats import DELEGATE, OBSERVER, PROJECTOR, TEACHER, Person
from sim.classroom.terminal_text import show_ballot
from sim.classroom.views import hello, private, public
from sim.classroom.vote_secrecy import Withheld, withheld_votes, without_result
from sim.language.language import ENGLISH
from sim.procedure.meeting import Act
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW
from tests.classroom.scene import MEMBERS
from tests.classroom.test_vote_secrecy import SECRET, TEXT, Played

Votes = Mapping[str, str]
FIRST, SECOND = {"EGY": "yes", "JPN": "no"}, {"EGY": "no", "JPN": "yes"}
"""Two ways to cast the same two votes."""
KNOWING = ("EGY", "JPN")
"""The members who cast them."""


class Seated(Played):
    """A meeting in which students have the seats of ``KNOWING``, and sign what they do."""

    def __init__(self, *acts: Act) -> None:
        super().__init__()
        data = {"token": "JPN" * 22, "role": "delegate", "seat": "JPN", "name": "Jo"}
        self.add(UnnumberedEntry("joined", "room", data))
        self.do(*acts)

    def add(self, *lines: UnnumberedEntry) -> None:
        signed = (
            replace(line, data={**line.data, "person": line.by * 4}) if line.by in KNOWING else line
            for line in lines
        )
        super().add(*signed)


def screens(them: Played, but: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """What everybody's screen shows; no seat in ``but``."""
    room = them.room
    yield "hello", hello(room)
    yield "public", public(room, {})
    for role in (TEACHER, PROJECTOR, OBSERVER):
        yield role, private(room, Person(role, role))
    for code in MEMBERS:
        if code not in but:
            yield code, private(room, Person(code * 4, DELEGATE, seat=code))


def exports(them: Played) -> Iterator[tuple[str, Any]]:
    """What the teacher can take home."""
    room, log = them.room, them.log
    withheld = withheld_votes(room.base, log)
    done = contributions(room.base, log, withheld)
    texts = debrief_of(room, Fake())
    yield "log.csv", log_csv(log, withheld)
    yield "record.html", record(room, log)
    yield "contributions.csv", contributions_csv(done)
    yield "debrief", texts
    yield "debrief.html", debrief_page(room, texts, done, ENGLISH)
    yield (
        "terminal",
        [
            list(show_ballot(room, ballot, {}))
            for ballot in (room.floor.meeting.ballots if room.floor.meeting else ())
        ],
    )
    secret = any(why is Withheld.SECRECY for why in withheld.values())
    if not secret:  # a file that decides the meeting again has to hold its votes
        yield "replay.json", replay_file(room, log, without_result(room.base, log))


def seen(them: Played, but: tuple[str, ...] = KNOWING) -> dict[str, str]:
    """Every screen and export as text, by name."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, default=repr, sort_keys=True)
        for name, value in (*screens(them, but), *exports(them))
    }


def try_act(them: Played, act: Act) -> None:
    """Do an act that may be refused."""
    them.add(*meeting_act(them.room, act, act.by).lines)


def from_desk(them: Played, **message: Any) -> None:
    """Do what the teacher's desk sends."""
    _, wanted = parse_message({"id": 1, **message})
    reply = answer_message(them.room, Sender(Person("t", TEACHER), NOW), wanted)
    assert reply.refused is None, reply.refused
    them.add(*reply.lines)


def cast(them: Played, votes: Votes, default: str = "yes") -> None:
    """All members but one vote: the last vote closes a ballot."""
    for code in MEMBERS:
        if code != "URY":
            them.do(Act("vote", code, {"vote": votes.get(code, default)}))


def secret_ballot(them: Played, votes: Votes) -> None:
    them.do(*SECRET)
    cast(them, votes)
    them.do(Act("announce", "RUS"))


def secret_ballot_still_open(them: Played, votes: Votes) -> None:
    them.do(*SECRET)
    cast(them, votes)


def secret_ballot_with_a_second_paper(them: Played, votes: Votes) -> None:
    them.do(*SECRET)
    for code, vote in votes.items():
        them.do(Act("vote", code, {"vote": vote}))
        try_act(them, Act("vote", code, {"vote": "abstain" if vote == "yes" else "no"}))
    assert them.room.floor.refused is not None


def secret_ballot_filled_in_by_the_teacher(them: Played, votes: Votes) -> None:
    them.do(*SECRET)
    for code, vote in votes.items():
        from_desk(them, do="act", act="vote", seat=code, data={"vote": vote})
    them.do(Act("announce", "RUS"))


def secret_ballot_allowed_against_the_rule(them: Played, votes: Votes) -> None:
    them.do(*SECRET)
    for code, vote in votes.items():
        data = {"act": "vote", "by": code, "vote": vote}
        them.add(*meeting_act(them.room, Act("override", "teacher", {"do": data}), "teacher").lines)
    them.do(Act("announce", "RUS"))


def secret_ballot_taken_back(them: Played, votes: Votes) -> None:
    them.do(*SECRET)
    cast(them, votes)
    put = next(entry.n for entry in them.log if entry.data.get("act", {}).get("secret"))
    them.add(UnnumberedEntry("undone", "teacher", {"to": put}))


def secret_ballot_interrupted(them: Played, votes: Votes) -> None:
    them.do(*SECRET)
    cast(them, votes)
    them.do(Act("point_of_order", "FRA", {"about": "x", "on_the_conduct_of_the_vote": True}))


def secret_ballot_then_the_debrief(them: Played, votes: Votes) -> None:
    secret_ballot(them, votes)
    them.add(UnnumberedEntry("phase", "teacher", {"to": "debrief"}))


def open_ballot_before_the_result(them: Played, votes: Votes) -> None:
    them.do(Act("put", "RUS", {"proposal": TEXT}))
    cast(them, votes)


def open_ballot_with_a_changed_vote(them: Played, votes: Votes) -> None:
    them.do(Act("put", "RUS", {"proposal": TEXT}))
    for code, vote in votes.items():
        them.do(Act("vote", code, {"vote": "abstain"}), Act("vote", code, {"vote": vote}))


def open_ballot_with_a_vote_allowed_against_the_rule(them: Played, votes: Votes) -> None:
    them.do(Act("put", "RUS", {"proposal": TEXT}))
    for code, vote in votes.items():
        data = {"act": "vote", "by": code, "vote": vote}
        them.add(*meeting_act(them.room, Act("override", "teacher", {"do": data}), "teacher").lines)


def open_ballot_left_for_the_debrief(them: Played, votes: Votes) -> None:
    open_ballot_before_the_result(them, votes)
    them.add(UnnumberedEntry("phase", "teacher", {"to": "debrief"}))


def open_ballot_that_was_taken_back(them: Played, votes: Votes) -> None:
    open_ballot_before_the_result(them, votes)
    put = next(entry.n for entry in them.log if entry.data.get("act", {}).get("act") == "put")
    them.add(UnnumberedEntry("undone", "teacher", {"to": put}))


def vote_on_a_part(them: Played, votes: Votes) -> None:
    them.do(
        Act("divide", "EGY", {"proposal": TEXT, "parts": ["flights", "access"]}),
        Act("put", "RUS", {"proposal": TEXT}),
    )
    cast(them, votes)


def vote_on_a_motion(them: Played, votes: Votes) -> None:
    them.do(Act("move", "EGY", {"what": "suspend"}), Act("put_motion", "RUS"))
    cast(them, votes)


def ballot_begun_anew(them: Played, votes: Votes, *settled: Act) -> None:
    """Some members have voted when the nature of the text is asked."""
    them.do(Act("put", "RUS", {"proposal": TEXT}))
    for code, vote in votes.items():
        them.do(Act("vote", code, {"vote": vote}))
    them.do(Act("ask_nature", "URY", {"proposal": TEXT}), *settled)


def ballot_begun_anew_after_a_ruling(them: Played, votes: Votes) -> None:
    ballot_begun_anew(them, votes, Act("rule", "RUS", {"nature": TEXT, "procedural": False}))
    cast(them, FIRST)
    them.do(Act("announce", "RUS"))


def ballot_begun_anew_after_a_preliminary_vote(them: Played, votes: Votes) -> None:
    ballot_begun_anew(them, votes, Act("put_nature", "RUS"))
    for _ in range(2):
        cast(them, FIRST)
        them.do(Act("announce", "RUS"))


MEETINGS: tuple[Callable[[Played, Votes], None], ...] = (
    secret_ballot, secret_ballot_still_open, secret_ballot_with_a_second_paper,
    secret_ballot_filled_in_by_the_teacher, secret_ballot_allowed_against_the_rule,
    secret_ballot_taken_back, secret_ballot_interrupted, secret_ballot_then_the_debrief,
    open_ballot_before_the_result, open_ballot_with_a_changed_vote,
    open_ballot_with_a_vote_allowed_against_the_rule, open_ballot_left_for_the_debrief,
    open_ballot_that_was_taken_back, vote_on_a_part, vote_on_a_motion,
    ballot_begun_anew_after_a_ruling, ballot_begun_anew_after_a_preliminary_vote,
)  # fmt: skip


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda meeting: meeting.__name__)
def test_who_cast_which_vote_changes_nothing_for_others(
    meeting: Callable[[Played, Votes], None],
) -> None:
    results = []
    for votes in (FIRST, SECOND):
        them = Seated()
        meeting(them, votes)
        results.append(seen(them))
    different = [name for name, text in results[0].items() if results[1][name] != text]
    assert different == []


def test_the_result_of_an_open_ballot_says_who_cast_which_vote() -> None:
    """The check above sees votes where they are public."""
    results = []
    for votes in (FIRST, SECOND):
        them = Seated(Act("put", "RUS", {"proposal": TEXT}))
        cast(them, votes)
        them.do(Act("announce", "RUS"))
        results.append(seen(them))
    assert {name for name, text in results[0].items() if results[1][name] != text} >= {
        "public", "log.csv", "record.html", "contributions.csv", "debrief", "debrief.html",
        "terminal", "replay.json",
    }  # fmt: skip


def predictions_before_the_vote(them: Played) -> None:
    """Nothing more happens."""


def predictions_during_the_vote(them: Played) -> None:
    them.do(Act("put", "RUS", {"proposal": TEXT}))


def predictions_after_the_vote_on_another_question(them: Played) -> None:
    vote_on_a_motion(them, FIRST)
    them.do(Act("announce", "RUS"))


def predictions_while_the_nature_is_settled(them: Played) -> None:
    them.do(Act("ask_nature", "EGY", {"proposal": TEXT}), Act("put_nature", "RUS"))
    cast(them, FIRST)
    them.do(Act("announce", "RUS"))


@pytest.mark.parametrize(
    "meeting",
    [
        predictions_before_the_vote, predictions_during_the_vote,
        predictions_after_the_vote_on_another_question, predictions_while_the_nature_is_settled,
    ],
    ids=lambda meeting: meeting.__name__,
)  # fmt: skip
def test_a_prediction_changes_nothing_for_others_before_the_vote(
    meeting: Callable[[Played], None],
) -> None:
    results = []
    for outcome, yes in (("vetoed", 11), ("adopted", 9)):
        them = Seated()
        data = {"person": "EGY" * 4, "draft": TEXT, "outcome": outcome, "yes": yes}
        them.add(UnnumberedEntry("predicted", "EGY", data))
        meeting(them)
        results.append(seen(them, ("EGY",)))
    different = [name for name, text in results[0].items() if results[1][name] != text]
    assert different == []


def test_a_note_changes_nothing_but_for_its_seats_and_the_teacher() -> None:
    results = []
    for text in ("Will you abstain?", "No."):
        them = Seated()
        them.add(UnnumberedEntry("note", "EGY", {"to": "JPN", "text": text}))
        results.append(seen(them))
    different = [name for name, text in results[0].items() if results[1][name] != text]
    assert different == [TEACHER]
