"""Calling a meeting and adopting its agenda (rules 1 to 9)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.membership import state_code
from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import SECRETARIAT, Act, Ruling, instead
from sim.procedure.meeting.deciding import put_for_consent
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import FLAG, NAMES, NUMBER, TEXT, Field
from sim.procedure.meeting.kinds import (
    ActKind,
    by_chair,
    flag_of,
    no_question,
    number_of,
    refuse,
    symbol_of,
    symbols_of,
    while_open,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Phase, QuestionKind
from sim.procedure.rules import MUST_CALL, NOTICE_DAYS, PERIODIC_NOTICE_DAYS

OF_THE_SECRETARY_GENERAL = frozenset({"article 11(2)", "article 11(3)", "article 99"})
"""Grounds that reach the Council through the Secretary-General (Article 99, rule 6)."""
SEIZED = ("rule 11", say("the Council is seized of the matter"))
"""The ground of a request that only an override can make."""


def _waiting(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.WAITING:
        return None
    return refuse("rule 1", say("the meeting has been called already."))


def _ground_known(meeting: Meeting, act: Act) -> Ruling | None:
    ground = symbol_of(act, "ground") or "member"
    if ground == "seized":
        return refuse(
            "rule 11",
            say(
                "the list of matters of which the Council is seized informs the members; a matter "
                "on the list does not require a meeting."
            ),
            instead("request_meeting", say("as a member, on its own initiative (rule 2)")),
        )
    if ground == "member" and not meeting.is_member(act.by):
        return refuse(
            "rule 2",
            say("only a member of the Council can request a meeting without giving a ground."),
            say("request_meeting with ground 'article 35': a State brings a dispute (rule 3)"),
        )
    if ground in OF_THE_SECRETARY_GENERAL and act.by != SECRETARIAT:
        return refuse(
            "rule 3",
            say("on this ground a meeting is called at the instance of the Secretary-General.")
            if ground == "article 99"
            else say(
                "it is the Assembly that refers; the Secretary-General passes it on (rule 6)."
            ),
            instead("request_meeting", say("as the Secretariat")),
            say("request_meeting with ground 'article 35': a State brings a dispute (rule 3)"),
        )
    if ground == "article 35" and state_code(act.by) is None and not meeting.is_member(act.by):
        return refuse(
            "rule 3",
            say("only a State brings a dispute or situation under Article 35."),
            *(
                [instead("request_meeting", say("with ground 'article 99'"))]
                if act.by == SECRETARIAT
                else []
            ),
        )
    return None


def _request(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    rule, why = MUST_CALL.get(symbol_of(act, "ground") or "member", SEIZED)
    return meeting.having(requested=(*meeting.requested, act.by)), Ruling(
        rule,
        say("{why}; the President has no choice.", why=why),
        say("The President must call a meeting."),
    )


def _notice(meeting: Meeting, act: Act) -> Ruling | None:
    if not symbols_of(act, "agenda"):
        return refuse(
            "rule 7",
            say("a meeting needs an item on its provisional agenda."),
            instead("call", "with an agenda"),
        )
    periodic = flag_of(act, "periodic")
    needed = PERIODIC_NOTICE_DAYS if periodic else NOTICE_DAYS
    urgent = flag_of(act, "urgent") and not periodic
    if urgent or number_of(act, "notice_days", needed) >= needed:
        return None
    return refuse(
        "rule 12" if periodic else "rule 8",
        say(
            "the provisional agenda of a periodic meeting goes out {needed} days before it.",
            needed=needed,
        )
        if periodic
        else say(
            "the provisional agenda goes out {needed} days before the meeting unless it is urgent.",
            needed=needed,
        ),
        instead("call", say("without '{field}'", field="periodic"))
        if periodic
        else instead("call", "with urgent set, the agenda going out with the notice"),
    )


def _call(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    agenda = symbols_of(act, "agenda")
    return meeting.having(phase=Phase.AGENDA, agenda=agenda), Ruling(
        "rule 1",
        say(
            "the President calls a meeting when he deems it necessary, and a request like this "
            "one requires him to."
        )
        if meeting.requested
        else say("the President calls a meeting when he deems it necessary."),
        say(
            "The meeting is called to order. Provisional agenda: {names}.",
            names=in_a_row(agenda, "; "),
        ),
    )


def _agenda_first(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.AGENDA:
        return None
    return while_open(meeting, act) or refuse("rule 9", say("the agenda has been adopted already."))


def _adopt_agenda(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = Question(QuestionKind.AGENDA, say("adoption of the provisional agenda"), act.by)
    return put_for_consent(meeting, question), Ruling(
        "rule 9",
        say("the first item is the adoption of the agenda; silence is consent."),
        say("The Council is asked to adopt the agenda."),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "request_meeting",
        say("Ask for a meeting"),
        "rules 2 and 3",
        _request,
        (_waiting,),
        (_ground_known,),
        (
            Field(
                "ground",
                TEXT,
                say("ground of the request"),
                otherwise=say("a member's own initiative"),
                choices=(*MUST_CALL, "seized"),
                unoffered=("seized",),
                rule="rules 2 and 3",
            ),
        ),
        seldom=True,
    ),
    ActKind(
        "call",
        say("Call the meeting to order"),
        "rule 1",
        _call,
        (by_chair, _waiting),
        (_notice,),
        (
            Field("agenda", NAMES, say("items of the provisional agenda")),
            Field("urgent", FLAG, say("it is urgent")),
            Field("notice_days", NUMBER, say("days of notice"), seldom=True),
            Field("periodic", FLAG, say("it is a periodic meeting"), seldom=True),
        ),
    ),
    ActKind(
        "adopt_agenda",
        say("Ask the Council to adopt the agenda"),
        "rule 9",
        _adopt_agenda,
        (by_chair, _agenda_first, no_question),
    ),
)
"""Kinds of act of this family."""
