"""The preliminary question whether a proposal or motion is procedural, and who decides it."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import holding_over, law_on_question, start_vote
from sim.procedure.meeting.entities import Motion, Proposal, Question
from sim.procedure.meeting.fields import TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    ActKind,
    by_chair,
    no_point,
    no_question,
    not_voting,
    only_members,
    refuse,
    symbol_of,
    while_open,
)
from sim.procedure.meeting.motion_grounds import first_of_rule_33, motions_first
from sim.procedure.meeting.motion_words import in_an_order
from sim.procedure.meeting.settled_nature import (
    NATURES,
    asked_in_the_vote,
    at_rest,
    can_be_settled,
    nature_first,
    of_an_amendment,
    settled_already,
    settled_by_kind,
    voted_on,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import QuestionKind


def _not_another_vote(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse the question during a vote on anything but a text or a motion.

    Whoever says in time that a question is not procedural is heard, also when the President put it
    at once: the result depends on it. After the result was announced it stands.
    """
    now = voted_on(meeting)
    if not now:
        return not_voting(meeting, act)
    return settled_by_kind(meeting, now) or _settled_before(meeting, now)


def _something_to_ask(meeting: Meeting, act: Act) -> Ruling | None:
    items: tuple[Motion | Proposal, ...] = (*meeting.ready_motions(), *meeting.ready_texts())
    if not all(item.nature_settled for item in items):
        return None
    if items:
        return refuse(
            "rule 30", say("the nature of everything before the Council was settled already.")
        )
    return refuse(
        "San Francisco Statement, II.2",
        say("neither a proposal nor a motion is before the Council."),
        instead("table", say("submit a proposal")),
    )


def _subject(act: Act) -> str:
    return symbol_of(act, "proposal") or symbol_of(act, "motion")


def _one_subject(meeting: Meeting, act: Act) -> Ruling | None:
    if not (symbol_of(act, "proposal") and symbol_of(act, "motion")):
        return None
    return refuse(
        "San Francisco Statement, II.2",
        say("ask about a proposal or about a motion, not about both at once."),
        instead("ask_nature", say("without '{field}'", field="motion")),
        instead("ask_nature", say("without '{field}'", field="proposal")),
    )


def _still_open(meeting: Meeting, act: Act) -> Ruling | None:
    if can_be_settled(meeting, _subject(act)):
        return None
    why = of_an_amendment(meeting, _subject(act)) or at_rest(meeting, act, _subject(act))
    if why is not None:
        return why
    return refuse(
        "San Francisco Statement, II.2",
        say("name a proposal or a motion that is still to be decided."),
        *(
            instead("ask_nature", say("of {symbol}", symbol=item.symbol))
            for item in meeting.ready_texts()
        ),
        *(
            instead("ask_nature", say("of {symbol}", symbol=in_an_order(motion.called)))
            for motion in meeting.ready_motions()
        ),
    )


def _of_this_vote(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse, during a vote, to ask about anything but what it concerns."""
    now = voted_on(meeting)
    if now in ("", _subject(act)):
        return None
    return refuse(
        "practice",
        say("while a vote is being taken, only the nature of what it concerns is asked."),
        instead("ask_nature", say("of {symbol}", symbol=in_an_order(now))),
    )


def _one_at_a_time(meeting: Meeting, act: Act) -> Ruling | None:
    first = first_of_rule_33(meeting)
    goes_first = first is not None and first.what == _subject(act) != meeting.nature_asked
    if meeting.nature_asked and not goes_first:
        return refuse(
            "rule 30",
            say(
                "the nature of {nature_asked} is to be settled first.",
                nature_asked=in_an_order(meeting.nature_asked),
            ),
        )
    return settled_by_kind(meeting, _subject(act)) or _settled_before(meeting, _subject(act))


def _settled_before(meeting: Meeting, subject: str) -> Ruling | None:
    """Refuse to ask again once a vote or a ruling has settled the nature of ``subject``.

    Otherwise a permanent member could bring a ruling that the Council upheld to a vote, and veto
    it. A ruling on a point of order may still follow a vote, as in 1950.
    """
    item = settled_already(meeting, subject)
    if item is None:
        return None
    return refuse(
        "rule 30",
        say(
            "that {subject} is {nature} was settled by a vote or a ruling; it is not asked again.",
            subject=in_an_order(subject),
            nature=NATURES[item.nature],
        ),
        instead("point_of_order", say("ask the President for a ruling")),
    )


def _ask_nature(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    subject = _subject(act)
    shown = in_an_order(subject)
    effect = say("Before {subject} is put, its nature is settled.", subject=shown)
    if voted_on(meeting):
        effect = say(
            "Before the vote goes on, the nature of {subject} is settled; the vote is then taken "
            "anew.",
            subject=shown,
        )
    if meeting.nature_asked:
        later = say(
            "That of {symbol} can be asked again after it.",
            symbol=in_an_order(meeting.nature_asked),
        )
        effect = in_a_row([effect, later])
    return meeting.having(nature_asked=subject), Ruling(
        "San Francisco Statement, II.2",
        _under_a_reform(meeting)
        or say(
            "whether a question is procedural is a preliminary question. Put "
            "to the vote, it needs the concurring votes of the permanent "
            "members; but the President may rule on it (rule 30), and such a "
            "ruling defeated the double veto in 1950 and 1959."
        ),
        effect,
    )


def _under_a_reform(meeting: Meeting) -> str:
    """How the preliminary question is decided where one permanent member cannot block it alone."""
    question = Question(QuestionKind.NATURE, "", meeting.chair, False)
    needed = law_on_question(meeting, question).blocking
    if needed == 1:
        return ""
    if not needed:
        return say(
            "whether a question is procedural is a preliminary question: the President rules on "
            "it (rule 30), or the Council votes. Under the rule in force no member can block that "
            "vote."
        )
    return say(
        "whether a question is procedural is a preliminary question: the President rules on it "
        "(rule 30), or the Council votes. Under the rule in force {n} negative votes of permanent "
        "members defeat it.",
        n=needed,
    )


def _asked(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.nature_asked and can_be_settled(meeting, meeting.nature_asked):
        return None
    return refuse(
        "rule 30", say("nobody asked about the nature of a question still to be decided.")
    )


def _not_in_another_vote(meeting: Meeting, act: Act) -> Ruling | None:
    return None if asked_in_the_vote(meeting) else not_voting(meeting, act)


def _motions_first(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to settle the nature of anything but the motion of rule 33 that is decided first."""
    first = first_of_rule_33(meeting)
    if first is None or meeting.nature_asked == first.what or asked_in_the_vote(meeting):
        return None
    return motions_first(meeting, act)


def _put_nature(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    subject = meeting.nature_asked
    text = say("whether {subject} is a question of procedure", subject=in_an_order(subject))
    question = Question(QuestionKind.NATURE, text, act.by, False, subject)
    interrupted = (meeting.question,) if asked_in_the_vote(meeting) and meeting.question else ()
    return start_vote(holding_over(meeting), question, *interrupted), Ruling(
        "San Francisco Statement, II.2",
        _under_a_reform(meeting)
        or say(
            "the preliminary question is itself decided with the concurring "
            "votes of the permanent members. It is not a decision under Chapter VI, so a party to "
            "a dispute may vote on it."
        ),
        say("A vote is taken on {text}.", text=text),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "ask_nature",
        say("Ask whether a proposal or a motion is procedural"),
        "San Francisco Statement",
        _ask_nature,
        (
            only_members,
            while_open,
            no_point,
            _not_another_vote,
            nature_first,
            no_question,
            _something_to_ask,
        ),
        (_one_subject, _of_this_vote, _still_open, _one_at_a_time),
        (
            Field(
                "proposal", TEXT, say("the proposal or the motion"), source=ValueSource.DECIDABLE
            ),
            Field("motion", TEXT, say("or the motion"), source=ValueSource.MOTIONS, seldom=True),
        ),
        (_still_open,),
    ),
    ActKind(
        "put_nature",
        say("Let the Council decide the nature of the question"),
        "San Francisco Statement",
        _put_nature,
        (
            by_chair,
            while_open,
            no_point,
            _not_in_another_vote,
            no_question,
            _asked,
            _motions_first,
        ),
        objects=(_not_in_another_vote, _asked),
    ),
)
"""Kinds of act of this family."""
