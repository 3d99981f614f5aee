"""Documents of a meeting: agenda items before it, corrections and access to records after it."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.fields import FLAG, NUMBER, TEXT, Field
from sim.procedure.meeting.kinds import (
    ActKind,
    by_chair,
    flag_of,
    no_question,
    number_of,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Phase
from sim.procedure.rules import CORRECTION_DAYS, SINGLE_COPY_DAYS


def _before_adoption(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.AGENDA:
        return None
    if meeting.phase is Phase.WAITING:
        return refuse("rule 9", say("there is no provisional agenda until the meeting is called."))
    return refuse("rule 9", say("items are added only before the agenda is adopted."))


def _notified(meeting: Meeting, act: Act) -> Ruling | None:
    item = symbol_of(act, "item")
    if item in meeting.agenda:
        return refuse("rule 7", say("the item is on the provisional agenda already."))
    if any(flag_of(act, name) for name in ("notified", "carried_over", "deferred")):
        return None
    return refuse(
        "rule 7",
        say(
            "the provisional agenda contains only items notified to the members, unfinished items "
            "of earlier meetings, and postponed items."
        ),
        instead("request_meeting", say("ask for a meeting on it (rule 2)")),
    )


def _add(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    item = symbol_of(act, "item")
    rule = "rule 10" if flag_of(act, "carried_over") else "rule 7"
    reason = (
        say("an item that an earlier meeting left unfinished is included automatically.")
        if rule == "rule 10"
        else say("the item was brought to the members' attention.")
    )
    return meeting.having(agenda=(*meeting.agenda, item)), Ruling(
        rule, reason, say("Added to the provisional agenda: {item}.", item=item)
    )


def _over(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.CLOSED:
        return None
    return refuse("rule 49", say("the record is made when the meeting has risen."))


def _took_part(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.takes_part(act.by):
        return None
    return refuse("rule 50", say("only those who took part can request corrections."))


def _in_its_days(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse days of the kind that the rule on this record does not count."""
    single = meeting.single_copy
    given, counted = ("working_days", "days") if single else ("days", "working_days")
    if given not in act.data:
        return None
    return refuse(
        "rule 51" if single else "rule 50",
        say("for a single copy of the record days are counted, not working days.")
        if single
        else say("working days are counted; other days only for a single copy of the record."),
        instead("correct_record", f"with {counted}"),
    )


def _in_time(meeting: Meeting, act: Act) -> Ruling | None:
    single = meeting.single_copy
    days = number_of(act, "days" if single else "working_days")
    most = SINGLE_COPY_DAYS if single else CORRECTION_DAYS
    if days <= most:
        return None
    return refuse(
        "rule 51" if single else "rule 50",
        say("corrections must be requested within {days} days.", days=most)
        if single
        else say("corrections must be requested within {days} working days.", days=most),
    )


def _not_signed(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.signed:
        return None
    return refuse("rule 53", say("the record has been signed and is the official one."))


def _correct(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting, Ruling(
        "rules 51 and 52" if meeting.single_copy else "rules 50 and 52",
        say(
            "a correction requested in time counts as approved, unless the President considers it "
            "important enough to submit to the members; it "
            "is then made if none of them objects within two working days."
        ),
        say("{member} asks for a correction.", member=meeting.name(act.by)),
    )


def _sign(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    effect = say("The record is approved and signed; it is the official record.")
    if meeting.was_private:
        effect = in_a_row([effect, say("It is kept by the Secretary-General.")])
    else:
        effect = in_a_row([effect, say("It is published in the official languages (rule 54).")])
    return meeting.having(signed=True), Ruling(
        "rule 53",
        say(
            "a record for which no correction was requested in time, or which has "
            "been corrected, counts as approved; the President signs it."
        ),
        effect,
    )


def _may_see(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.was_private or meeting.released or meeting.takes_part(act.by):
        return None
    if act.by in meeting.readers:
        return None
    return refuse(
        "rule 56",
        say(
            "the record of a private meeting is open to members of the Council "
            "and to others that took part in it, unless the Council decides "
            "otherwise."
        ),
        instead("move", say("access, while the Council sits")),
    )


def _see(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    if not meeting.was_private:
        return meeting, Ruling(
            "rule 49",
            say(
                "the record of a public meeting goes to the members and to those "
                "who took part by ten in the morning of the next working day; it "
                "is public."
            ),
            say("It is handed out."),
        )
    if meeting.released:
        return meeting, Ruling(
            "rule 57", say("the record was made public."), say("It is handed out.")
        )
    copies = say("the single copy") if meeting.single_copy else say("the record")
    return meeting, Ruling(
        "rule 56",
        say("members, and those who took part, may consult it."),
        say("It may consult {copies}.", copies=copies),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "add_item",
        say("Add an item to the provisional agenda"),
        "rules 7 and 10",
        _add,
        (only_members, _before_adoption, no_question),
        (_notified,),
        (
            Field("item", TEXT, say("the item"), required=True, rule="rule 7"),
            Field("notified", FLAG, say("it was brought to the members' attention")),
            Field("carried_over", FLAG, say("it is unfinished business of an earlier meeting")),
            Field("deferred", FLAG, say("it was postponed earlier")),
        ),
    ),
    ActKind(
        "correct_record",
        say("Ask for a correction of the record"),
        "rule 50",
        _correct,
        (_over, _took_part, _not_signed),
        (_in_its_days, _in_time),
        (
            Field("working_days", NUMBER, say("working days since the record")),
            Field("days", NUMBER, say("days since the record, where a single copy is kept")),
        ),
    ),
    ActKind(
        "sign_record", say("Sign the record"), "rule 53", _sign, (by_chair, _over, _not_signed)
    ),
    ActKind(
        "see_record",
        say("Ask for the record"),
        "rule 56",
        _see,
        (_over, _may_see),
        unrecognized=True,
    ),
)
"""Kinds of act of this family."""
