"""What a veto did, in words: under some laws it takes more than one negative vote."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.texts import Text, in_a_row, say
from sim.procedure.meeting.state import Meeting


def vetoed_in_words(meeting: Meeting, *, text: bool) -> Text:
    """The effect of a veto on a ``text``, or on another proposal."""
    one = meeting.law.rule.blocking == 1
    if text:
        return (
            say("The text is not adopted, owing to a permanent member's negative vote.")
            if one
            else say("The text is not adopted, owing to negative votes of permanent members.")
        )
    return (
        say("The proposal is not adopted, owing to a permanent member's negative vote.")
        if one
        else say("The proposal is not adopted, owing to negative votes of permanent members.")
    )


def parts_vetoed(meeting: Meeting, parts: Sequence[str]) -> Text:
    """Why a text fails of which vetoes struck the last ``parts``."""
    named = in_a_row(parts, ", ")
    if meeting.law.rule.blocking == 1:
        return say("It fails owing to a permanent member's negative vote on: {parts}.", parts=named)
    return say("It fails owing to negative votes of permanent members on: {parts}.", parts=named)


def substance_in_words(blocking: int) -> Text:
    """What defeats a motion of substance that ``blocking`` noes of permanent members defeat."""
    if not blocking:
        return say("the motion is one of substance; under the rule in force nobody can veto it.")
    if blocking == 1:
        return say("the motion is one of substance: a permanent member's negative vote defeats it.")
    return say(
        "the motion is one of substance: {n} negative votes of permanent members defeat it.",
        n=blocking,
    )
