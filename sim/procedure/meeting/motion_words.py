"""Titles of motions, their requirements and details, and answers to motions unknown here."""

from __future__ import annotations

import re

from sim.domain.membership import state_code
from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.entities import Motion
from sim.procedure.meeting.vocabulary import MotionKind

TITLES: dict[MotionKind, str] = {
    MotionKind.SUSPEND: say("to suspend the meeting"),
    MotionKind.ADJOURN: say("to adjourn the meeting"),
    MotionKind.ADJOURN_TO: say("to adjourn the meeting to a certain day or hour"),
    MotionKind.REFER: say(
        "to refer the matter to a committee, the Secretary-General or a rapporteur"
    ),
    MotionKind.POSTPONE: say("to postpone discussion of the question"),
    MotionKind.PRIVATE: say("to go on in private"),
    MotionKind.PUBLIC: say("to go on in public"),
    MotionKind.APPOINT: say("to appoint a commission, a committee or a rapporteur"),
    MotionKind.SINGLE_COPY: say("to keep the record of the private meeting in a single copy"),
    MotionKind.ACCESS: say("to let others consult the record of the private meeting"),
    MotionKind.RELEASE: say("to make the record of the private meeting public"),
}
"""Motions that can be moved; an amendment is introduced by its own act."""

RULES: dict[MotionKind, str] = {
    MotionKind.PRIVATE: "rule 48",
    MotionKind.PUBLIC: "rule 48",
    MotionKind.APPOINT: "rule 28",
    MotionKind.SINGLE_COPY: "rule 51",
    MotionKind.ACCESS: "rule 56",
    MotionKind.RELEASE: "rule 57",
}
"""The rule under which a motion outside rule 33 is decided."""
NEEDS_DETAIL: dict[MotionKind, str] = {
    MotionKind.ADJOURN_TO: say("the day or hour"),
    MotionKind.REFER: say("to whom"),
    MotionKind.APPOINT: say("whom, and for which question"),
    MotionKind.ACCESS: say("to whom, separated by semicolons"),
}
BEFORE_AGENDA = frozenset(
    {MotionKind.SUSPEND, MotionKind.ADJOURN, MotionKind.ADJOURN_TO, MotionKind.PRIVATE}
)
"""Motions about the meeting itself, which need no agenda."""
SEVERAL = frozenset(
    {MotionKind.ADJOURN_TO, MotionKind.REFER, MotionKind.POSTPONE, MotionKind.APPOINT,
     MotionKind.ACCESS}
)  # fmt: skip
"""Motions of which several can be pending: for different days, addressees, organs or readers."""
EACH = frozenset({MotionKind.APPOINT, MotionKind.ACCESS})
"""Those that are put one by one, although another one of their kind was carried."""

INSTEAD: tuple[tuple[str, str], ...] = (
    ("amend", say("an amendment is introduced with its text, by the act 'amend'.")),
    (
        "close the debate",
        say("the rules have no closure of debate: it ends when the list of speakers is exhausted."),
    ),
    ("table", say("to table a draft is to submit it here; to put it off, move 'postpone'.")),
    (
        "quorum",
        say("the rules have no quorum: votes are counted against a fixed number (Article 27)."),
    ),
    ("roll call", say("voting is by show of hands; no member can require a roll call.")),
    ("secret ballot", say("only a recommendation under Article 97 is voted in secret; see 'put'.")),
    ("right of reply", say("the rules have no right of reply; see 'ask_reply'.")),
    (
        "arria",
        say(
            "an Arria-formula meeting is not a meeting of the Council; a member convenes it "
            "elsewhere."
        ),
    ),
    (
        "interactive dialogue",
        say(
            "an interactive dialogue is not a meeting of the Council: it is "
            "informal and decides nothing."
        ),
    ),
    ("caucus", say("members consult while the meeting is suspended; move 'suspend'.")),
)
"""Motions known from other bodies -> the answer to them."""


_CALLED = re.compile(rf"({'|'.join(sorted(MotionKind, key=len, reverse=True))})( ?\d+)?")


def kind_called(name: str) -> MotionKind | None:
    """The kind of the motion that is called ``name``; None if no motion is called so."""
    found = _CALLED.fullmatch(name)
    return None if found is None else MotionKind(found[1])


def titled(motion: Motion) -> str:
    """The title of a motion, with its detail if another one of its kind can be pending as well."""
    title = TITLES[motion.what]
    return in_a_row([title, f"({motion.detail})"]) if motion.detail else title


def in_an_order(name: str) -> str:
    """How a text or a motion is shown: a text by its symbol, a motion by its title."""
    kind = kind_called(name)
    if kind is None:
        return name
    number = name.removeprefix(kind.value).strip()
    title = in_a_row([TITLES[kind], f"({number})"]) if number else TITLES[kind]
    return say("the motion {motion}", motion=title)


def begins(name: str) -> str:
    """How a text or a motion is shown at the beginning of a sentence: a symbol as it is."""
    shown = in_an_order(name)
    return name if shown == name else say("{motion:cap}", motion=shown)


def people_named(motion: Motion) -> tuple[str, ...]:
    """Those whom ``motion`` names: whom it appoints, or who may consult a record, States by code.

    Semicolons separate names. Between names of States a comma or "and" does so as well.
    """
    parts = tuple(part.strip() for part in motion.detail.split(";") if part.strip())
    if motion.what is not MotionKind.ACCESS:
        return parts
    return tuple(name for part in parts for name in _readers(part))


def _readers(part: str) -> tuple[str, ...]:
    pieces = [piece.strip() for piece in re.split(r",|\band\b", part) if piece.strip()]
    states = tuple(state_code(piece) or "" for piece in pieces)
    whole = state_code(part)
    if whole is None and all(states):
        return states
    return (whole or part,)
