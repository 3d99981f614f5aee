"""Voting and announcing the result (rule 40, Article 27)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from datetime import date
from functools import lru_cache

from sim.domain.ballots import Vote
from sim.domain.texts import Text, in_a_row, listing, say, say_in
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import bound_by, close_vote
from sim.procedure.meeting.fields import NUMBER, TEXT, Field
from sim.procedure.meeting.kinds import ActKind, by_chair, no_point, number_of, refuse, symbol_of
from sim.procedure.meeting.settled_nature import nature_first
from sim.procedure.meeting.state import Meeting, participant_name
from sim.procedure.meeting.vocabulary import Phase

HANDS = (Vote.YES, Vote.NO, Vote.ABSTAIN, Vote.NOT_PARTICIPATING, Vote.ABSENT)
"""Votes in the order in which the President calls for hands."""

_DOES = {
    Vote.YES: say_in("of a member", "votes in favour"),
    Vote.NO: say("votes against"),
    Vote.ABSTAIN: say_in("of a member", "abstains"),
    Vote.ABSENT: say("is absent"),
    Vote.NOT_PARTICIPATING: say("does not participate in the vote"),
}


def _voting(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.VOTING:
        return None
    return refuse(
        "rule 40", say("no vote is being taken."), instead("put", say("the President puts a text"))
    )


def _has_vote(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.is_member(act.by):
        return refuse(
            "Article 27(1)",
            say("{member} is not a member and has no vote.", member=meeting.name(act.by)),
        )
    if act.by in meeting.unseated:
        who = meeting.name(act.by)
        return refuse(
            "rule 17", say("the Council has not recognized {who}'s credentials.", who=who)
        )
    if act.by in meeting.votes and meeting.pending().secret:
        return refuse(
            "practice: secret ballot", say("a ballot paper that was cast cannot be taken back.")
        )
    return None


def _this_ballot(meeting: Meeting, act: Act) -> Ruling | None:
    now = meeting.opened
    if "ballot" not in act.data or number_of(act, "ballot") == now:
        return None
    return refuse(
        "practice: finality of a vote",
        say("that ballot is closed; the vote is now on {text}.", text=meeting.pending().text),
        instead("vote", f"with ballot {now}"),
    )


def _not_bound(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by not in bound_by(meeting, meeting.pending()):
        return None
    if Vote.from_word(symbol_of(act, "vote")) not in (Vote.YES, Vote.NO):
        return None
    return refuse(
        "Article 27(3), proviso",
        say("a party to a dispute abstains in decisions under Chapter VI and Article 52(3)."),
        instead("vote", "abstain"),
        instead("vote", "not_participating"),
    )


def _vote(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Record a vote; it can be changed until the result is announced.

    The rules do not mention this. By practice, a vote stands once the result is announced
    (S/PV.505, 28 September 1950).
    """
    vote = Vote.from_word(symbol_of(act, "vote"))
    before = meeting.votes.get(act.by)
    secret = meeting.pending().secret
    meeting = meeting.having(votes={**meeting.votes, act.by: vote})
    if meeting.law.announced or len(meeting.votes) < len(meeting.represented):
        return meeting, _taken_down(
            act.by, meeting.law.day, None if secret else vote, changed=before is not None
        )
    return _announce(meeting, act)


@lru_cache(maxsize=1024)
def _taken_down(code: str, day: date, vote: Vote | None, *, changed: bool) -> Ruling:
    """The ruling on a vote that does not end the ballot; ``vote`` is None where it is secret.

    It is kept, as an ensemble takes down the same few votes in every world.
    """
    reason = say("each member has one vote.")
    does = say("casts its ballot") if vote is None else _DOES[vote]
    if changed:
        reason = say("each member has one vote, and may change it until the result is announced.")
        does = say("changes its vote and {does}", does=does)
    member = participant_name(code, day)
    return Ruling("Article 27(1)", reason, say("{member} {does}.", member=member, does=does))


def _announce(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    missing = [code for code in meeting.law.members if code not in meeting.votes]
    secret = meeting.pending().secret
    after, record, effect = close_vote(meeting)
    count = record.count
    counts = {"yes": count.yes, "no": count.no, "abstain": count.abstain, "absent": count.absent}
    result: Text = (
        say(
            "{yes} in favour, {no} against, {abstain} abstaining, {absent} not taking part.",
            **counts,
        )
        if count.absent
        else say("{yes} in favour, {no} against, {abstain} abstaining.", **counts)
    )
    if missing and not secret:
        names = listing([meeting.name(code) for code in missing])
        result = in_a_row(
            [
                result,
                say(
                    "Not voting: {names}; the number of votes needed stays {quota}.",
                    names=names,
                    quota=count.quota,
                ),
            ]
        )
    if after.question is not None:
        effect = in_a_row([effect, say("Next: {text}.", text=after.question.text)])
    return after, Ruling(record.words.rule, record.words.reason, in_a_row([result, effect]))


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "vote",
        say_in("an act", "Vote"),
        "Article 27(1)",
        _vote,
        (_voting, no_point, nature_first, _has_vote),
        (_this_ballot, _not_bound),
        (
            Field(
                "vote",
                TEXT,
                say("how the member votes"),
                tuple(vote.word for vote in HANDS),
                unoffered=(Vote.ABSENT.word,),
                required=True,
                rule="rule 40",
            ),
            Field(
                "ballot",
                NUMBER,
                say("number of the ballot, so that a late vote is not counted in another one"),
                low=1,
                seldom=True,
            ),
        ),
        (_voting, _has_vote),
    ),
    ActKind(
        "announce",
        say("Close the vote and announce the result"),
        "rule 40",
        _announce,
        (by_chair, _voting, no_point, nature_first),
        objects=(_voting,),
    ),
)
"""Kinds of act of this family."""
