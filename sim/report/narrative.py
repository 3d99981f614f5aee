"""The diary of one world: its events in plain sentences, each with the number that decided it.

No words are put into anybody's mouth: a sentence says what the model computed, in our own words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sim.domain.ballots import Outcome, Vote
from sim.report.data import RunData, WorldEvent, listed, percent, plural
from sim.report.palette import OUTCOME_WORDS
from sim.report.shortnames import in_sentence, short_name

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """How the diary calls actors and issues; a key without a name is called by itself."""

    actors: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)

    def actor(self, key: str) -> str:
        """The actor's name as a sentence begins with it."""
        name = self.within(key) or "somebody"
        return name[:1].upper() + name[1:]

    def within(self, key: str) -> str:
        """The actor's name as it stands within a sentence."""
        return in_sentence(short_name(self.actors.get(key, key)))

    def issue(self, key: str) -> str:
        """The issue's title within a sentence: its capital stays only where it is a name's."""
        title = self.issues.get(key, key)
        return title[:1].lower() + title[1:] if title[1:2].islower() else title


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One round of the diary: when, and what happened in order."""

    heading: str
    round: int
    sentences: tuple[str, ...]


def names_of(run: RunData) -> Names:
    """The names that a run's own data give."""
    actors = {seat.code: seat.name for seat in run.council.seats} | dict(run.parties)
    return Names(actors, dict(run.space.issues) if run.space else {})


def when(time: str) -> str:
    """``2016-10-06T18:00`` as ``Thursday 6 October 2016, 18:00``; other text unchanged."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return time
    day = f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"{day}, {moment:%H:%M}"


def diary(events: Sequence[WorldEvent], names: Names) -> list[DiaryEntry]:
    """The events as sentences, one entry per round, in the order in which they happened."""
    entries: list[DiaryEntry] = []
    rounds: dict[int, list[WorldEvent]] = {}
    for event in events:
        rounds.setdefault(event.round, []).append(event)
    for number, happened in sorted(rounds.items()):
        stamp = next((event.time for event in happened if event.time), "")
        heading = when(stamp) if stamp else f"Round {number + 1}"
        entries.append(DiaryEntry(heading, number, tuple(_sentences(happened, names))))
    return entries


def _sentences(happened: Sequence[WorldEvent], names: Names) -> list[str]:
    sentences: list[str] = []
    votes: list[WorldEvent] = []
    for event in happened:
        if event.type == "vote":
            votes.append(event)
            continue
        sentences += _roll_call(votes, names)
        votes = []
        sentences.append(sentence(event, names))
    return sentences + _roll_call(votes, names)


def _roll_call(votes: Sequence[WorldEvent], names: Names) -> list[str]:
    """One sentence per draft for votes that follow each other: who voted how."""
    sentences = []
    for draft in dict.fromkeys(event.draft for event in votes):
        parts = []
        for vote, words in (
            (Vote.YES, "vote in favour"), (Vote.NO, "vote against"), (Vote.ABSTAIN, "abstain"),
            (Vote.ABSENT, "are absent"), (Vote.NOT_PARTICIPATING, "take no part"),
        ):  # fmt: skip
            who = [
                names.within(e.actor)
                for e in votes
                if e.draft == draft and int(e.numbers.get("vote", -1)) == vote
            ]
            if who:
                parts.append(f"{listed(who)} {_SINGULAR[words] if len(who) == 1 else words}")
        if parts:
            parts[0] = parts[0][:1].upper() + parts[0][1:]
            sentences.append(f"{draft} is put to the vote. {'; '.join(parts)}.")
    return sentences


_SINGULAR = {
    "vote in favour": "votes in favour", "vote against": "votes against", "abstain": "abstains",
    "are absent": "is absent", "take no part": "takes no part",
}  # fmt: skip


def sentence(event: WorldEvent, names: Names) -> str:
    """One event as one sentence; a type that the diary does not know is told plainly."""
    tell = SENTENCES.get(event.type)
    if tell is not None:
        return tell(event, names)
    subject = names.actor(event.actor) if event.actor else "In this round"
    about = f" ({event.draft})" if event.draft else ""
    return f"{subject}: {event.type.replace('_', ' ')}{about}{_told(event)}."


def _told(event: WorldEvent) -> str:
    return f": {event.text.rstrip('.')}" if event.text else ""


def _event(event: WorldEvent, _: Names) -> str:
    return f"{(event.text or 'Something happens outside the room').rstrip('.')}."


def _statement(event: WorldEvent, names: Names) -> str:
    pull = event.numbers.get("pull", 0.0)
    side = "for" if pull > 0 else "against" if pull < 0 else "on"
    return f"{names.actor(event.actor)} commits itself in public {side} {event.draft}."


def _announce(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)} announces a plan{_told(event)}."


def _consult(event: WorldEvent, names: Names) -> str:
    count = event.numbers.get("members")
    whom = plural(int(count), "member") if count else "the members"
    return f"{names.actor(event.actor)} consults {whom}."


def _revise_plan(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)} adds to the plan{_told(event)}."


def _rally(event: WorldEvent, names: Names) -> str:
    stance = event.numbers.get("stance")
    where = "behind" if stance is None or stance > 0 else "against"
    return f"{names.actor(event.actor)} places itself {where} the plan."


def _index(event: WorldEvent) -> str:
    index, shock = event.numbers.get("index"), event.numbers.get("shock")
    if index is None:
        return ""
    luck = f", with a shock of {_signed(shock)}" if shock is not None else ""
    return f" (its index stands at {_signed(index)}{luck})"


def _consent(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)} accepts the plan{_index(event)}."


def _refuse(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)} refuses the plan{_index(event)}{_told(event)}."


def _move(event: WorldEvent, names: Names) -> str:
    before, after = event.numbers.get("from"), event.numbers.get("to")
    issue = names.issue(event.issue) if event.issue else "the text"
    if before is None or after is None:
        return issue
    return f"{issue} from {before:.2f} to {after:.2f}"


def _ask(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)} asks that {event.draft} move {_move(event, names)}."


def _amend(event: WorldEvent, names: Names) -> str:
    return f"The sponsors of {event.draft} move {_move(event, names)}{_adopted(event)}."


def _adopted(event: WorldEvent) -> str:
    chance = event.numbers.get("adopted")
    return "" if chance is None else f"; it would now be adopted with probability {percent(chance)}"


def _hold(event: WorldEvent, _: Names) -> str:
    return f"The sponsors of {event.draft} hold their text{_adopted(event)}."


def _merge(event: WorldEvent, _: Names) -> str:
    into = f" into {event.text}" if event.text else " with its rival"
    return f"{event.draft} is merged{into}."


def _withdraw(event: WorldEvent, _: Names) -> str:
    return f"The sponsors withdraw {event.draft}."


def _blue(event: WorldEvent, _: Names) -> str:
    return f"{event.draft} is put in blue: its text is final unless the sponsors revise it."


def _outcome(event: WorldEvent, _: Names) -> str:
    numbers = event.numbers
    code = numbers.get("outcome")
    words = OUTCOME_WORDS[Outcome(int(code))] if code is not None else "disposed of"
    tally = ""
    if {"yes", "no", "abstain"} <= set(numbers):
        tally = (
            f" with {int(numbers['yes'])} votes in favour, {int(numbers['no'])} against and "
            f"{plural(int(numbers['abstain']), 'abstention')}"
        )
    return f"{event.draft} is {words}{tally}."


def _renew(event: WorldEvent, _: Names) -> str:
    return f"The sponsors bring {event.draft} again."


def _statement_issued(_: WorldEvent, __: Names) -> str:
    return "Nobody breaks the silence: the Council's members agree on a statement by consensus."


def _silence_broken(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)} breaks the silence: there is no statement by consensus."


def _execute(event: WorldEvent, _: Names) -> str:
    return f"The plan is carried out{_told(event)}."


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


SENTENCES: dict[str, Callable[[WorldEvent, Names], str]] = {
    "event": _event,
    "statement": _statement,
    "announce": _announce,
    "consult": _consult,
    "revise_plan": _revise_plan,
    "rally": _rally,
    "consent": _consent,
    "refuse": _refuse,
    "ask": _ask,
    "amend": _amend,
    "hold": _hold,
    "merge": _merge,
    "withdraw": _withdraw,
    "blue": _blue,
    "outcome": _outcome,
    "renew": _renew,
    "statement_issued": _statement_issued,
    "silence_broken": _silence_broken,
    "execute": _execute,
}
"""Event type -> its sentence. Votes are told together, as a roll call."""
