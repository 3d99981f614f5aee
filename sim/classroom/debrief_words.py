"""What a debrief says: results, who turned and why, what one other vote would have brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.classroom.debrief_questions import DID
from sim.classroom.debrief_votes import RECORD, ComparedText, TurnedVote, VoteResult
from sim.domain.ballots import Outcome
from sim.domain.texts import Text, case_text, in_a_row, listing, say, say_in, say_many
from sim.domain.words import percent
from sim.lessons.outcomes import OUTCOMES, shares_in_words


def result_lines(compared_text: ComparedText) -> Iterator[Text]:
    """A line for the class, the record and the engine, as far as each has a result."""
    for name, result in compared_text.results.items():
        text = _result(result)
        if name == "class":
            yield say("Your meeting: {result}", result=text)
        elif name == RECORD:
            yield say("On record: {result}", result=text)
        else:
            yield say("The engine's likeliest: {result}", result=text)


def _result(result: VoteResult) -> Text:
    if result.outcome is Outcome.VETOED:
        return say(
            "{yes}–{no}–{abstain}, vetoed by {members:the}",
            yes=result.yes,
            no=result.no,
            abstain=result.abstain,
            members=listing(result.vetoes),
        )
    return say(
        "{yes}–{no}–{abstain}, {outcome}",
        yes=result.yes,
        no=result.no,
        abstain=result.abstain,
        outcome=OUTCOMES[result.outcome.word],
    )


def worlds_line(compared_text: ComparedText) -> Text | None:
    """In what share of the engine's worlds the text ends how; None without the engine."""
    shares = shares_in_words(compared_text.outcomes)
    if not shares:
        return None
    return say_many(
        "Of {n} world of the engine: {outcomes}.",
        "Of {n} worlds of the engine: {outcomes}.",
        compared_text.worlds,
        outcomes=in_a_row(shares, ", "),
    )


def turned_line(one: TurnedVote) -> Text:
    """Who voted otherwise than the record or the engine has it."""
    if one.against == RECORD:
        return say(
            "{member:The} {mine}; on record it {real}.",
            member=one.name,
            mine=DID[one.cast],
            real=DID[one.other],
        )
    return say(
        "{member:The} {mine}, as in {share} of the engine's worlds; likeliest there: it {real}.",
        member=one.name,
        mine=DID[one.cast],
        share=percent(one.share),
        real=DID[one.other],
    )


def turned_lines(compared_text: ComparedText) -> Iterator[tuple[Text, tuple[str, ...]]]:
    """Who turned, each with the engine's reasons for its own vote; simulated members in one line.

    A simulated member that the record has otherwise tells of the engine, not of the class.
    """
    for one in compared_text.turned:
        if one.people:
            yield turned_line(one), one.why
    others = [one.name for one in compared_text.turned if not one.people and one.against == RECORD]
    if others:
        yield say("Simulated, and otherwise on record: {members:the}.", members=listing(others)), ()


def whatif_lines(compared_text: ComparedText) -> Iterator[Text]:
    """What one member's other vote would have brought, by the rules and in the engine's worlds."""
    for one in compared_text.whatifs:
        yield say(
            "Had {member:the} {done} instead: {outcome} by the rules, with {yes} in favour. In the "
            "engine's worlds: adopted in {after}, and in {before} as things were.",
            member=one.name,
            done=HAD[one.instead],
            outcome=OUTCOMES[one.result.outcome.word],
            yes=one.result.yes,
            after=percent(one.after),
            before=percent(one.before),
        )


HAD = {
    "yes": say_in("had something done", "voted in favour"),
    "no": say_in("had something done", "voted against"),
    "abstain": say_in("had something done", "abstained"),
}
"""What a member could have done instead."""


def debrief_body(
    compared_texts: Sequence[ComparedText],
    drafts: Sequence[Mapping[str, Any]] = (),
    own: Sequence[Text] = (),
) -> dict[str, Any]:
    """The debrief as a screen gets it: plain data, with texts to translate.

    ``drafts`` are those in the class's own words, ``own`` what one who played alone did.
    """
    return {
        "own": list(own),
        "drafts": list(drafts),
        "texts": [
            {
                "symbol": one.symbol,
                "title": case_text(one.title),
                "results": list(result_lines(one)),
                "worlds": worlds_line(one),
                "votes": {s.code: [s.cast, s.record, s.engine] for s in one.seats},
                "turned": [{"said": t, "why": list(why)} for t, why in turned_lines(one)],
                "whatifs": list(whatif_lines(one)),
                "questions": list(one.questions),
            }
            for one in compared_texts
        ],
    }
