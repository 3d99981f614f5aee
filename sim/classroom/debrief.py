"""The debrief of a meeting: compare class, record and engine, with differences and what-ifs.

It is not available during a meeting. The engine's answers are for the texts as put to the vote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sim.classroom.debrief_questions import questions
from sim.classroom.debrief_votes import (
    ComparedText,
    LawChanged,
    MemberWhatIf,
    SeatCompared,
    VoteResult,
    ballot_result,
    counted_result,
    turned_votes,
)
from sim.classroom.decided_law import (
    bound_in,
    fixed_in,
    last_ballot,
    law_now,
    law_of_ballot,
    same_law,
    unseated_in,
)
from sim.classroom.decided_votes import texts_withdrawn
from sim.classroom.floor import Texts
from sim.classroom.pivots import Counting, levers
from sim.classroom.room import Room
from sim.classroom.text_votes import ballots_on, put_again, text_decided
from sim.domain.texts import StateName, state_name
from sim.lessons.clauses import clause
from sim.lessons.counted import BallotLaw, law_of_case, votes_as_counted
from sim.lessons.members import Inclination, OtherMembers, WorldShares
from sim.lessons.places import member_name, permanent, seated_members
from sim.lessons.typed_votes import Votes
from sim.procedure.meeting import BallotRecord
from sim.scenario.intervention_lines import members_fixed
from sim.scenario.voting_law import as_recorded, not_on_record


def debrief_of(
    room: Room, members: OtherMembers, typed: Votes | None = None
) -> tuple[ComparedText, ...]:
    """Compare each text that was put to the vote by the class or in the engine.

    This calls the engine about ten times, which takes seconds. ``typed`` are votes of a class
    without devices, used in place of the room's votes.
    """
    texts = _texts(room)
    views, worlds = members.inclinations(texts), members.worlds(texts)
    before = members.inclinations(room.floor.tabled)
    cast = typed if typed is not None else _cast(room)
    played = people_on(room) if typed is None else frozenset(room.scenario.members)
    return tuple(
        _compared(
            room,
            members,
            symbol,
            votes_as_counted(
                cast.get(symbol, {}), _law(room, symbol) or law_of_case(room.scenario, symbol)
            ),
            played,
            (views.get(symbol, {}), before.get(symbol, {}), worlds.get(symbol)),
        )
        for symbol in room.scenario.drafts
        if symbol in views or symbol in cast
    )


def _cast(room: Room) -> dict[str, dict[str, str]]:
    """The votes of the room in the last ballot on each text."""
    return {
        symbol: {code: vote.word for code, vote in ballot.votes.items()}
        for symbol in room.scenario.drafts
        if (ballot := _ballot(room, symbol)) is not None and not ballot.question.secret
    }


Engine = tuple[Mapping[str, Inclination], Mapping[str, Inclination], WorldShares | None]
"""Inclinations on the text as voted or left and on the text as tabled, and shares of worlds."""


def _compared(
    room: Room,
    members: OtherMembers,
    symbol: str,
    cast: Mapping[str, str],
    played: frozenset[str],
    engine: Engine,
) -> ComparedText:
    scenario = room.scenario
    views, before, shares = engine
    recorded = scenario.record_of_votes.votes if scenario.record_of_votes else {}
    record = recorded.get(symbol, {})
    central = {code: view.vote for code, view in views.items()}
    great = permanent(scenario)
    seats = tuple(
        SeatCompared(
            code,
            state_name(code, member_name(scenario, code)),
            code in great,
            code in played,
            cast.get(code, ""),
            record.get(code, ""),
            central.get(code, ""),
            dict(shares.votes.get(code, {})) if shares else {},
        )
        for code in seated_members(scenario)
    )
    ballot, law = _ballot(room, symbol), _law(room, symbol)
    in_engine = law_now(scenario, room.floor.meeting, symbol)
    counted = partial(counted_result, scenario, symbol, law=in_engine)
    as_in_class = partial(counted, law=law)
    fixed = fixed_in(room.floor.meeting, ballot, law or in_engine)
    results = {
        name: count(votes)
        for name, votes, count in (
            ("class", cast, as_in_class),
            (
                "record",
                {} if not_on_record(scenario, symbol) else record,
                partial(counted_result, as_recorded(scenario), symbol),
            ),
            ("engine", central, counted),
        )
        if votes
    }
    if ballot is not None and not cast:
        results = {"class": ballot_result(ballot), **results}
    turned = turned_votes(seats, views)
    decided = _decided(room, symbol)
    whatifs: tuple[MemberWhatIf, ...] = ()  # votes that are not known cannot be changed
    if cast:
        whatifs = _what_ifs(room, members, symbol, cast, shares, _Choice(as_in_class, fixed))
    elif ballot is None and not decided:
        whatifs = _what_ifs(room, members, symbol, central, shares, _Choice(counted, fixed))
    tabled, text = room.floor.tabled.get(symbol, {}), _texts(room).get(symbol, {})
    changed = _changed(room, tabled, text)
    moved = tuple(
        seat.name
        for seat in seats
        if seat.code in before and before[seat.code].vote != central.get(seat.code)
    )
    outcomes = dict(shares.outcomes) if shares else {}
    bound = bound_in(law or in_engine)
    chose = [vote for vote in turned if vote.code not in bound]
    class_questions = questions(results, outcomes, chose, changed, moved, predicted(room, symbol))
    return ComparedText(
        symbol,
        scenario.drafts[symbol].title,
        seats,
        results,
        outcomes,
        turned,
        whatifs,
        changed,
        moved,
        class_questions,
        shares.worlds if shares else 0,
        "" if "class" in results else decided,
        _law_changed(room, symbol, in_engine, law),
        tuple(
            state_name(code, member_name(scenario, code))
            for code in members_fixed(scenario, symbol)
        ),
        _changed(room, text, room.floor.texts.get(symbol, {})),
        tuple(
            ballot_result(each) for each in ballots_on(room.floor.meeting, symbol) if each != ballot
        ),
        tuple(
            state_name(code, member_name(scenario, code))
            for code in bound_in(law_of_case(scenario, symbol))
            if code in bound
        ),
    )


def _law_changed(
    room: Room, symbol: str, in_engine: BallotLaw, law: BallotLaw | None
) -> LawChanged | None:
    """What the class's meeting made of the law of the vote; None if it is that of the case."""
    meeting = room.floor.meeting
    if meeting is None:
        return None
    of_case = law_of_case(room.scenario, symbol)

    def names(codes: Iterable[str]) -> tuple[StateName, ...]:
        return tuple(state_name(code, member_name(room.scenario, code)) for code in codes)

    was, now = bound_in(of_case), bound_in(in_engine)
    found = LawChanged(
        in_engine.procedural if in_engine.procedural != of_case.procedural else None,
        names(code for code in was if code not in now and not in_engine.procedural),
        names(code for code in now if code not in was),
        names(unseated_in(meeting, _ballot(room, symbol))),
        law is not None and not same_law(law, in_engine),
    )
    return found if found != LawChanged() else None


def people_on(room: Room) -> frozenset[str]:
    """Seats that people hold or acted for."""
    held = {person.seat for person in room.seating.people.values() if person.seat}
    return frozenset(held | set(room.deeds))


def _ballot(room: Room, symbol: str) -> BallotRecord | None:
    """The last ballot of the class on a text; None if the text was decided later without one."""
    return last_ballot(room.floor.meeting, symbol)


def _law(room: Room, symbol: str) -> BallotLaw | None:
    """The law by which the class's ballot on a text was counted; None without one."""
    ballot, meeting = _ballot(room, symbol), room.floor.meeting
    return None if ballot is None or meeting is None else law_of_ballot(meeting, ballot)


def _decided(room: Room, symbol: str) -> str:
    """The outcome of a text that was withdrawn, or decided without a ballot on the whole."""
    meeting = room.floor.meeting
    if meeting is None:
        return ""
    if symbol in texts_withdrawn(room.scenario, meeting) or text_decided(meeting, symbol):
        return str(meeting.named(symbol).status)
    return ""


@dataclass(frozen=True)
class _Choice:
    """How votes on a text are counted, and the members that had no other vote."""

    counted: Counting
    fixed: Collection[str]


def _what_ifs(
    room: Room,
    members: OtherMembers,
    symbol: str,
    votes: Mapping[str, str],
    shares: WorldShares | None,
    choice: _Choice,
) -> tuple[MemberWhatIf, ...]:
    """The result with one other vote: by the rules on these votes, and in the engine's worlds."""
    if not votes or shares is None:
        return ()
    results = []
    texts = _texts(room)
    for code, vote in levers(votes, shares, choice.counted, choice.fixed):
        changed = members.worlds(texts, {code: {symbol: vote}})[symbol]
        result: VoteResult = choice.counted({**votes, code: vote})
        results.append(
            MemberWhatIf(
                code,
                state_name(code, member_name(room.scenario, code)),
                votes[code],
                vote,
                result,
                shares.outcomes.get("adopted", 0.0),
                changed.outcomes.get("adopted", 0.0),
            )
        )
    now = choice.counted(votes).outcome
    telling = [
        whatif
        for whatif in results
        if whatif.result.outcome is not now or abs(whatif.after - whatif.before) >= TELLING
    ]
    return tuple(telling or results[:1])


TELLING = 0.01
"""Minimum change of a share of worlds to report a vote that changes nothing by the rules."""


def _texts(room: Room) -> Texts:
    """Each text as the class voted on it last; as it is now if there was no such ballot.

    A text that was submitted again and changed after the ballot is another one than was voted.
    """
    return {
        symbol: room.floor.voted.get(symbol, text) if _ballot(room, symbol) is not None else text
        for symbol, text in room.floor.texts.items()
    }


def _changed(
    room: Room, before: Mapping[str, float], after: Mapping[str, float]
) -> tuple[tuple[str, str, str], ...]:
    """Clauses that differ in two forms of a text: title, wording before, wording after."""
    return tuple(
        (
            room.scenario.issues[issue].title,
            clause(room.scenario, issue, before.get(issue)).wording,
            clause(room.scenario, issue, after.get(issue)).wording,
        )
        for issue in room.scenario.issues
        if before.get(issue) != after.get(issue)
    )


def predicted(room: Room, symbol: str) -> Sequence[str]:
    """The outcomes that people predicted for a text; none if it was put more than once.

    Predictions are of the first vote on a text, and a debrief tells the last.
    """
    if put_again(room.floor.meeting, symbol):
        return []
    made = (mine.get(symbol) for mine in room.predictions.values())
    return [str(prediction["outcome"]) for prediction in made if prediction]
