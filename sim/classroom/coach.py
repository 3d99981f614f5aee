"""The coach: what a seat could do now, according to the law and the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sim.classroom.engine_view import EngineView
from sim.classroom.floor import actor, consulting, name
from sim.classroom.forms import orders
from sim.classroom.room import Room
from sim.classroom.sponsorship import is_sponsor, still_to_agree
from sim.classroom.text_votes import why_unchanged
from sim.domain.texts import Text, say, state_name
from sim.lessons.advice import Advice, untold
from sim.lessons.brief import member_brief
from sim.lessons.members import OtherMembers
from sim.procedure.citations import cited
from sim.procedure.meeting import ACTS, Act, Meeting, apply_act

AIMS = 3
"""Number of a seat's aims to list."""

LIMITS = (
    say(
        "Words, notes and timing: the model only uses clauses, votes, sponsors and public "
        "positions."
    ),
    say("People: seats that people play are treated as if the engine played them."),
)
"""What the model never takes into account."""
UNSEATED = say("Credentials: a member that has no representative votes in the worlds all the same.")


def coach_answer(
    room: Room, seat: str, members: OtherMembers, tell: Callable[[int, int], None] = untold
) -> dict[str, Any]:
    """What a seat could do now: acts in order with their effects, and moves with numbers.

    The model evaluates texts still to be voted on, which can take some seconds.
    """
    open_texts = undecided(room)
    advice = None
    if seat in room.scenario.members and open_texts:
        advice = members.advise(seat, room.floor.texts, open_texts, tell)
    return {
        "law": [*_consultations(room, seat), *_acts(room, seat)],
        "aims": [
            {"title": aim.wish.title, "wording": aim.wish.wording, "weight": aim.weight}
            for aim in (member_brief(room.scenario, seat).aims if advice else ())[:AIMS]
        ],
        "model": _model(advice) if advice else None,
        "limits": [*LIMITS, *_not_known(room)],
    }


def undecided(room: Room) -> tuple[str, ...]:
    """The texts still to be voted on."""
    meeting = room.floor.meeting
    if meeting is None:
        return tuple(room.floor.texts)
    gone = {p.symbol for p in meeting.proposals if not p.open}
    return tuple(text for text in room.floor.texts if text not in gone)


def _not_known(room: Room) -> Iterator[Text]:
    """What happened in this meeting that the model does not take into account."""
    meeting = room.floor.meeting
    if meeting is not None and meeting.unseated:
        yield UNSEATED


def _model(advice: Advice) -> dict[str, Any]:
    return {
        "worlds": advice.worlds,
        "drafts": [
            {"draft": aim.draft, "worth": aim.worth, "chance": aim.chance} for aim in advice.aims
        ],
        "moves": [
            {
                "words": move.words, "draft": move.move.draft, "before": move.before,
                "after": move.before + move.adopted.value, "low": move.before + move.adopted.low,
                "high": move.before + move.adopted.high, "worth": move.worth.value,
                "worth_low": move.worth.low, "worth_high": move.worth.high,
                "sure": move.worth.sure, "because": move.because,
            }
            for move in advice.moves
        ],
        "unweighed": list(advice.unweighed),
    }  # fmt: skip


def _consultations(room: Room, seat: str) -> Iterator[dict[str, str]]:
    """Options during consultations, about which the Council's rules are silent."""
    if not consulting(room.floor):
        return
    member = seat in room.scenario.members
    texts, meeting = room.floor.texts, room.floor.meeting
    can_change = [symbol for symbol in texts if not why_unchanged(meeting, symbol)[0]]
    own = [symbol for symbol in can_change if is_sponsor(room, seat, symbol)]
    if can_change:
        yield _line(
            say("Ask for a clause"), "practice",
            say("The sponsors take it in, or decline and say why."),
        )  # fmt: skip
    if member:
        yield _line(
            say("Say in public where you stand"), "practice",
            say("Others take it into account and respond; it binds you when you vote."),
        )  # fmt: skip
        yield _line(
            say("Write a draft of your own"), "rule 31",
            say("Once circulated, it is put to the vote after the earlier texts (rule 32)."),
        )  # fmt: skip
    if own:
        yield _line(
            say("Change a clause of {text}", text=own[0]), "rule 36",
            say("It is changed as soon as all who submitted it agree.")
            if still_to_agree(room, own[0], seat)
            else say("Sponsors revise their own text; there is then nothing to vote on."),
        )  # fmt: skip


def _line(label: str, rule: str, effect: str) -> dict[str, str]:
    return {"label": label, "rule": cited(rule), "leads": effect}


def _acts(room: Room, seat: str) -> Iterator[dict[str, str]]:
    """Each act that is in order now, with its rule and effect."""
    meeting = room.floor.meeting
    if meeting is None:
        return
    for order in orders(room, seat):
        yield _line(order["label"], order["rule"], _leads_to(room, meeting, seat, order))


def _leads_to(room: Room, meeting: Meeting, seat: str, order: dict[str, Any]) -> str:
    """The effect of an act by law, with the first choice of each list."""
    code = actor(room.scenario, seat)
    data: dict[str, Any] = {}
    if any(control["kind"] == "clause" for control in order["fields"]):
        text = meeting.open_proposals()[0].symbol
        data = {"proposal": text, "symbol": f"{text}/A", "title": "…"}
    for control in order["fields"]:
        if control["kind"] == "check":
            data[control["name"]] = bool(control["required"])
        elif control["kind"] == "select":
            values = [value for value, _ in control["options"] if value]
            if values and (control["required"] or control["several"]):
                data[control["name"]] = values if control["several"] else values[0]
        elif control["kind"] == "text":
            data[control["name"]] = control["value"] or "…"
    ruling = apply_act(meeting, Act(order["act"], code, data))[1]
    if not ruling.in_order:  # some boxes are for texts of which less is known
        plain = {key: value for key, value in data.items() if value != "…"}
        ruling = apply_act(meeting, Act(order["act"], code, plain))[1]
    return (ruling.effect or ruling.reason) if ruling.in_order else ACTS[order["act"]].label


MOVED = 0.0005
"""Minimum change of a probability for a member to count as moved."""
NAMED = 4
"""Maximum number of members named as moved."""


def heard(room: Room, seat: str, draft: str, view: EngineView) -> Iterator[str]:
    """Effects of the public statement of ``seat``: members moved, and its own commitment.

    Compares the model's members with and without knowledge of the statement.
    """
    said = room.floor.statements.get(draft, {}).get(seat, "")
    if said not in ("for", "against"):
        yield say("You have made no public statement on {text} that binds you.", text=draft)
        return
    texts = room.floor.texts
    deaf, hearing = view.plain(room), view.hearing(room)
    before = deaf.inclinations(texts).get(draft, {})
    after = hearing.inclinations(texts).get(draft, {})
    if not after:
        yield say("The model does not come to a vote on {text}.", text=draft)
        return
    moved = sorted(
        (
            (abs(now.yes - before[code].yes), code)
            for code, now in after.items()
            if code != seat and code in before and abs(now.yes - before[code].yes) >= MOVED
        ),
        reverse=True,
    )
    if not moved:
        yield say("The others have heard it; it moves none of them by as much as 0.1 points.")
    for _, code in moved[:NAMED]:
        yield say(
            "{member:The} has heard it: its yes goes from {before} to {after}.",
            member=state_name(code, name(room.scenario, code)),
            before=one_in_a_hundred(before[code].yes),
            after=one_in_a_hundred(after[code].yes),
        )
    weight = deaf.weight_of_word(seat, draft, texts, support=said == "for")
    yield say(
        "Your statement binds you: in the model it multiplies the odds of the consistent vote "
        "against the contrary one by {times}.",
        times=f"{weight:.1f}",
    )


def one_in_a_hundred(chance: float) -> str:
    """A probability in per cent with one decimal."""
    return f"{100 * min(max(chance, 0.0), 1.0):.1f}%"


def broken_words(room: Room, seat: str, since: int = 0) -> Iterator[dict[str, str]]:
    """Votes of a seat that contradict its public statements.

    Of secret ballots only those in which the seat voted at entry ``since`` or later.
    """
    meeting = room.floor.meeting
    for place, ballot in enumerate(meeting.ballots if meeting else ()):
        if ballot.question.secret and room.floor.cast.get((seat, place), -1) < since:
            continue
        draft = ballot.question.subject
        said = room.floor.statements.get(draft, {}).get(seat, "")
        vote = ballot.votes.get(seat)
        if ballot.question.kind == "proposal" and vote is not None and breaks(said, vote.word):
            yield {"draft": draft, "said": said, "vote": vote.word}


def breaks(said: str, vote: str) -> bool:
    """Whether a vote breaks a statement: no or abstain after ``for``, yes after ``against``."""
    return (said == "for" and vote in ("no", "abstain")) or (said == "against" and vote == "yes")
