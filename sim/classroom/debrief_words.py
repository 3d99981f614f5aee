"""Sentences of the debrief: results, differences with reasons, and what-ifs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.classroom.debrief_questions import DID
from sim.classroom.debrief_votes import RECORD, TAKING_PART, ComparedText, TurnedVote, VoteResult
from sim.domain.ballots import Outcome
from sim.domain.shares import share_text
from sim.domain.texts import Text, case_text, in_a_row, listing, say, say_in, say_many
from sim.lessons.outcomes import OUTCOMES, shares_in_words


def result_lines(compared_text: ComparedText) -> Iterator[Text]:
    """One line each for the class, the record and the engine, if they have a result."""
    if compared_text.decided:
        outcome = OUTCOMES[compared_text.decided]
        if compared_text.decided == Outcome.NOT_ADOPTED.word:
            outcome = say("not adopted")  # by amendments and separate votes that left nothing of it
        if compared_text.decided == Outcome.WITHDRAWN.word:
            yield say("Your meeting: {result}", result=outcome)
        else:
            yield say("Your meeting: {outcome}, without a vote on the whole", outcome=outcome)
        yield from _earlier(compared_text)
    for name, result in compared_text.results.items():
        text = _result(result)
        if name == "class":
            yield say("Your meeting: {result}", result=text)
            yield from _earlier(compared_text)
        elif name == RECORD:
            yield say("On record: {result}", result=text)
        elif compared_text.later:
            yield say("The engine's central case, on this text as voted: {result}", result=text)
        else:
            yield say("The engine's central case, on this text as it stands: {result}", result=text)


def _earlier(compared_text: ComparedText) -> Iterator[Text]:
    if compared_text.earlier:
        results = in_a_row([_result(each) for each in compared_text.earlier], "; ")
        yield say("Before the text was submitted again: {results}", results=results)


def _result(result: VoteResult) -> Text:
    if result.outcome is Outcome.VETOED and result.vetoes:
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
    """Shares of outcomes in the engine's worlds; None without the engine."""
    shares = shares_in_words(compared_text.outcomes)
    if not shares:
        return None
    return say_many(
        "Of {n} world of the engine in which the texts stay as they are: {outcomes}.",
        "Of {n} worlds of the engine in which the texts stay as they are: {outcomes}.",
        compared_text.worlds,
        outcomes=in_a_row(shares, ", "),
    )


def law_lines(compared_text: ComparedText) -> Iterator[Text]:
    """What the votes are on: a later form, votes that were not free, the law of the vote."""
    if compared_text.later:
        yield say(
            "After this vote the text was submitted again and changed: {clauses}. It was not voted "
            "in that form; all that is said here is about the text as it was voted.",
            clauses=in_a_row([title for title, _, _ in compared_text.later], "; "),
        )
    if compared_text.fixed:
        yield say(
            "In the engine the scenario sets these votes, whatever the member wants: {members}.",
            members=listing(compared_text.fixed),
        )
    if compared_text.bound:
        yield say_many(
            "{members:The} is a party to the dispute and had to abstain; any other vote it cast is "
            "counted as an abstention.",
            "{members:The} are parties to the dispute and had to abstain; any other votes they "
            "cast are counted as abstentions.",
            len(compared_text.bound),
            members=listing(compared_text.bound),
        )
    law = compared_text.law
    if law is None:
        return
    if law.procedural is True:
        yield say("In the engine, too, it is a question of procedure, as in your meeting.")
    if law.procedural is False:
        yield say("In the engine, too, it is a question of substance, as in your meeting.")
    if law.freed:
        yield say(
            "In the engine, too, {members:the} did not have to abstain on it, as in your meeting.",
            members=listing(law.freed),
        )
    if law.bound:
        yield say(
            "In the engine, too, {members:the} had to abstain on it, as in your meeting.",
            members=listing(law.bound),
        )
    if law.unseated:
        yield say(
            "In your meeting {members:the} could not vote on it (rule 17). The engine does not "
            "know that: its votes and shares are those of all members.",
            members=listing(law.unseated),
        )
    if law.another:
        yield say(
            "Your ballot was counted by another law: the engine votes by that of the text as it "
            "was submitted afterwards."
        )


def turned_line(turned_vote: TurnedVote) -> Text:
    """A seat whose vote differs from the record or the engine."""
    if turned_vote.against == RECORD:
        return say(
            "{member:The} {mine}; on record it {real}.",
            member=turned_vote.name,
            mine=DID[turned_vote.cast],
            real=DID[turned_vote.other],
        )
    return say(
        "{member:The} {mine}, as in {share} of the engine's worlds; in its central case it {real}.",
        member=turned_vote.name,
        mine=DID[turned_vote.cast],
        share=share_text(turned_vote.share),
        real=DID[turned_vote.other],
    )


def turned_lines(compared_text: ComparedText) -> Iterator[tuple[Text, tuple[str, ...]]]:
    """Seats with different votes and the engine's reasons; simulated members share one line.

    A simulated member that differs from the record says something about the engine, not the class.
    """
    for turned_vote in compared_text.turned:
        if turned_vote.people:
            yield turned_line(turned_vote), turned_vote.why
    others = [
        turned_vote.name
        for turned_vote in compared_text.turned
        if not turned_vote.people and turned_vote.against == RECORD
    ]
    if others:
        yield (
            say(
                "Simulated, with a different vote on record: {members:the}.",
                members=listing(others),
            ),
            (),
        )
    apart = [
        seat.name
        for seat in compared_text.seats
        if not seat.people and seat.engine and seat.cast in TAKING_PART and seat.cast != seat.engine
    ]
    if apart:
        yield (
            say(
                "Simulated, with a different vote in the engine's central case, which does not "
                "know how your meeting voted: {members:the}.",
                members=listing(apart),
            ),
            (),
        )


def whatif_lines(compared_text: ComparedText) -> Iterator[Text]:
    """The result of one member's other vote, by the rules and in the engine's worlds."""
    for whatif in compared_text.whatifs:
        yield say(
            "Had {member:the} {done} instead: {outcome} by the rules, with {yes} in favour. In the "
            "engine's worlds: adopted in {after}, instead of {before}.",
            member=whatif.name,
            done=HAD[whatif.instead],
            outcome=OUTCOMES[whatif.result.outcome.word],
            yes=whatif.result.yes,
            after=share_text(whatif.after),
            before=share_text(whatif.before),
        )


HAD = {
    "yes": say_in("had something done", "voted in favour"),
    "no": say_in("had something done", "voted against"),
    "abstain": say_in("had something done", "abstained"),
}
"""Alternative votes, in words."""


def debrief_body(
    compared_texts: Sequence[ComparedText],
    drafts: Sequence[Mapping[str, Any]] = (),
    own: Sequence[Text] = (),
) -> dict[str, Any]:
    """The debrief for a screen, as plain data with translatable texts.

    ``drafts`` are those written in class; ``own`` is the section for a single player.
    """
    return {
        "own": list(own),
        "drafts": list(drafts),
        "texts": [
            {
                "symbol": compared.symbol,
                "title": case_text(compared.title),
                "results": list(result_lines(compared)),
                "worlds": worlds_line(compared),
                "law": list(law_lines(compared)),
                "votes": {s.code: [s.cast, s.record, s.engine] for s in compared.seats},
                "turned": [{"said": t, "why": list(why)} for t, why in turned_lines(compared)],
                "whatifs": list(whatif_lines(compared)),
                "questions": list(compared.questions),
            }
            for compared in compared_texts
        ],
    }
