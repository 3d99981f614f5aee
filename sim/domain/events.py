"""Events of a world, typed: the only source of narrative, record and report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class EventType(StrEnum):
    """The kinds of event, in diplomatic terms."""

    EVENT = "event"  # something outside the room
    DESTRUCTION = "destruction"  # another quarter of the besieged city lies in ruins
    STATEMENT = "statement"  # a member commits itself in public
    ANNOUNCE = "announce"  # the envoy announces his plan
    RALLY = "rally"  # a member rallies to the plan
    REVISE_PLAN = "revise_plan"  # the envoy adds a term
    CONSENT = "consent"  # a party accepts the plan
    REFUSE = "refuse"  # a party refuses it
    LAPSE = "lapse"  # a party takes its consent back
    EXECUTE = "execute"  # fighters leave
    STOP = "stop"  # they stop leaving half way, because a consent that is needed was withdrawn
    CARRIED_OUT = "carried_out"  # the plan is carried out
    TABLE = "table"  # a text is circulated
    WEIGH = "weigh"  # sponsors take into account the vote of a member that can block
    ASK = "ask"  # the change of a text that its sponsors accept or refuse this round
    AMEND = "amend"  # sponsors change their text
    HOLD = "hold"  # sponsors keep it as it stands
    CHOOSE = "choose"  # sponsors decide what to do with a text that is due
    POSTPONE = "postpone"  # sponsors put their text off
    TO_ASSEMBLY = "to_assembly"  # sponsors take their text to the General Assembly
    MERGE = "merge"  # a text is merged into a rival
    WITHDRAW = "withdraw"  # sponsors withdraw their text
    BLUE = "blue"  # a text is put in blue
    VOTE = "vote"  # a member votes
    OUTCOME = "outcome"  # the President announces the result
    RENEW = "renew"  # a failed text is brought again
    CIRCULATE_STATEMENT = "circulate_statement"  # the silence procedure begins
    BREAK_SILENCE = "break_silence"  # a member breaks silence
    STATEMENT_ISSUED = "statement_issued"  # consensus
    STATEMENT_FAILED = "statement_failed"  # none


@dataclass(frozen=True)
class Event:
    """Who did what, when, to which text, and with which numbers.

    Attributes:
        round: Round of the negotiation.
        type: Kind of event.
        actor: Code of the actor, or the key of an outside event; empty for the Council.
        draft: Symbol of the text, where there is one.
        numbers: Numbers that explain the event, by name.
    """

    round: int
    type: EventType
    actor: str = ""
    draft: str = ""
    numbers: dict[str, float] = field(default_factory=dict)

    def published(self) -> PublishedEvent:
        """The event as it is published, its type as a word."""
        return PublishedEvent(
            self.round, self.type.value, self.actor, self.draft, dict(self.numbers)
        )


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """One event of a world as it is published: the fields are the keys of the JSON."""

    round: int
    type: str
    actor: str
    draft: str
    numbers: dict[str, float]
