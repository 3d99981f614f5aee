"""Questions for the class, based on differences between its vote, the record and the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim.classroom.debrief_votes import ENGINE, RECORD, TurnedVote, VoteResult
from sim.domain.shares import share_text
from sim.domain.texts import Text, in_a_row, listing, say, say_many
from sim.lessons.outcomes import OUTCOMES

MOST_EACH = 3
"""Maximum number of questions on members, for the record and for the engine each."""

SELDOM = 0.1
"""Share of worlds below which the class's result is unlikely in the engine."""

DID = {
    "yes": say("voted in favour"), "no": say("voted against"), "abstain": say("abstained"),
    "absent": say("was absent"), "not_participating": say("did not take part"),
}  # fmt: skip
"""A vote as a predicate."""


def questions(
    results: Mapping[str, VoteResult],
    outcomes: Mapping[str, float],
    turned: Sequence[TurnedVote],
    changed: Sequence[tuple[str, str, str]],
    moved: Sequence[Text],
    predicted: Sequence[str],
) -> tuple[Text, ...]:
    """Questions on one text, by the differences found; none if there was no vote on it."""
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
                "was conceded for it?",
                mine=OUTCOMES[mine.word],
                real=OUTCOMES[real.word],
            )
    share = outcomes.get(mine.word, 0.0)
    if outcomes and share < SELDOM:
        yield say(
            "The engine gives your result to {share} of its worlds. What happened in your room "
            "that it does not know of?",
            share=share_text(share),
        )
    if len(predicted) > 1:
        right = sum(outcome == mine.word for outcome in predicted)
        yield _of_predictions(right, len(predicted))


def _of_predictions(right: int, everybody: int) -> Text:
    if right == everybody:
        return say("All {all} predicted the result. What made it so clear?", all=everybody)
    if not right:
        return say("None of {all} predicted the result. What had they missed?", all=everybody)
    return say_many(
        "{n} of {all} predicted the result. What had the others missed?",
        "{n} of {all} predicted the result. What had the others missed?",
        right,
        all=everybody,
    )


def _of_members(turned: Sequence[TurnedVote]) -> Iterator[Text]:
    played = [
        turned_vote for turned_vote in turned if turned_vote.people
    ]  # only for seats played by people
    for turned_vote in [t for t in played if t.against == RECORD][:MOST_EACH]:
        yield say(
            "{member:The} {mine} in your meeting; on record it {real}. What did its delegation "
            "know, want or trade that the real one did not?",
            member=turned_vote.name,
            mine=DID[turned_vote.cast],
            real=DID[turned_vote.other],
        )
    for turned_vote in [t for t in played if t.against == ENGINE][:MOST_EACH]:
        yield say(
            "{member:The} {mine}, as it does in {share} of the engine's worlds. Which reasons "
            "outweighed those for another vote?",
            member=turned_vote.name,
            mine=DID[turned_vote.cast],
            share=share_text(turned_vote.share),
        )


def _of_clauses(changed: Sequence[tuple[str, str, str]], moved: Sequence[Text]) -> Iterator[Text]:
    if not changed:
        return
    titles = in_a_row([title for title, _, _ in changed], "; ")
    if moved:
        yield say(
            "You changed: {clauses}. In the engine's central case this turned the vote of "
            "{members}. Did you see it happen?",
            clauses=titles,
            members=listing(moved),
        )
    else:
        yield say(
            "You changed: {clauses}. In the engine's central case it turned nobody's vote. Why did "
            "you make the change?",
            clauses=titles,
        )
