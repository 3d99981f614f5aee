"""Questions for a class, made from what differs between its vote, the record and the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim.classroom.debrief_votes import ENGINE, RECORD, TurnedVote, VoteResult
from sim.domain.texts import Text, in_a_row, listing, say, say_many
from sim.domain.words import percent
from sim.lessons.outcomes import OUTCOMES

MOST_EACH = 3
"""Questions on single members, against the record and against the engine."""

SELDOM = 0.1
"""Share of worlds below which a result of the class is one that the engine hardly gives."""

DID = {
    "yes": say("voted in favour"), "no": say("voted against"), "abstain": say("abstained"),
    "absent": say("was absent"), "not_participating": say("did not take part"),
}  # fmt: skip
"""What a member did."""


def questions(
    results: Mapping[str, VoteResult],
    outcomes: Mapping[str, float],
    turned: Sequence[TurnedVote],
    changed: Sequence[tuple[str, str, str]],
    moved: Sequence[Text],
    predicted: Sequence[str],
) -> tuple[Text, ...]:
    """Questions on one text, from the differences that there are; none where it was not voted."""
    if "class" not in results:
        return ()
    return (
        *_of_outcome(results, outcomes, predicted),
        *_of_members(turned),
        *_of_clauses(changed, moved),
    )


def _of_outcome(
    results: Mapping[str, VoteResult], outcomes: Mapping[str, float], predicted: Sequence[str]
) -> Iterator[Text]:
    mine = results["class"].outcome
    if RECORD in results:
        real = results[RECORD].outcome
        if mine is real:
            yield say(
                "Your meeting came to the recorded result: {mine}. Was it decided by the roles, by "
                "the talks or by the rules?",
                mine=OUTCOMES[mine.word],
            )
        else:
            yield say(
                "Your meeting: {mine}. On record: {real}. Which vote made the difference, and what "
                "was given for it?",
                mine=OUTCOMES[mine.word],
                real=OUTCOMES[real.word],
            )
    share = outcomes.get(mine.word, 0.0)
    if outcomes and share < SELDOM:
        yield say(
            "The engine gives your result to {share} of its worlds. What happened in your room "
            "that it does not know of?",
            share=percent(share),
        )
    if len(predicted) > 1:
        right = sum(one == mine.word for one in predicted)
        yield say_many(
            "{n} of {all} predicted the result. What had the others missed?",
            "{n} of {all} predicted the result. What had the others missed?",
            right,
            all=len(predicted),
        )


def _of_members(turned: Sequence[TurnedVote]) -> Iterator[Text]:
    played = [one for one in turned if one.people]  # a simulated member had no reasons of its own
    for one in [t for t in played if t.against == RECORD][:MOST_EACH]:
        yield say(
            "{member:The} {mine} in your meeting; on record it {real}. What did its delegation "
            "know, want or trade that the real one did not?",
            member=one.name,
            mine=DID[one.cast],
            real=DID[one.other],
        )
    for one in [t for t in played if t.against == ENGINE][:MOST_EACH]:
        yield say(
            "{member:The} {mine}, as it does in {share} of the engine's worlds. What spoke louder "
            "than the reasons it would have had to do otherwise?",
            member=one.name,
            mine=DID[one.cast],
            share=percent(one.share),
        )


def _of_clauses(changed: Sequence[tuple[str, str, str]], moved: Sequence[Text]) -> Iterator[Text]:
    if not changed:
        return
    titles = in_a_row([title for title, _, _ in changed], "; ")
    if moved:
        yield say(
            "You changed: {clauses}. In the engine this turned the likeliest vote of {members}. "
            "Did you see it happen?",
            clauses=titles,
            members=listing(moved),
        )
    else:
        yield say(
            "You changed: {clauses}. In the engine it turned nobody's likeliest vote. Why did you "
            "make the change?",
            clauses=titles,
        )
