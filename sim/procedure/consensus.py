"""Decisions without a vote: statements, silence procedures, and informal meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.domain.words import listed


class StatementForm(StrEnum):
    """Forms of statement by which the Council speaks without adopting a resolution."""

    PRESIDENTIAL = "presidential"
    PRESS = "press"


FORM_WORDS: dict[StatementForm, str] = {
    StatementForm.PRESIDENTIAL: "a statement by the President on behalf of the Council, a document "
    "of it, read or noted at a meeting",
    StatementForm.PRESS: "a statement to the press, no document of the Council, which needs no "
    "meeting",
}


def issued(objects: ArrayLike) -> NDArray[np.bool_]:
    """Whether a statement by consensus is issued: nobody objects.

    ``objects`` is bool (..., seat); returns bool (...). Every member, elected or permanent, can
    stop a statement: consensus is not governed by Article 27. Source: practice; note S/2010/507
    (unchecked).
    """
    return np.asarray(~np.asarray(objects, dtype=np.bool_).any(axis=-1))


@dataclass(frozen=True, slots=True)
class Silence:
    """How a silence procedure ended.

    Attributes:
        broken_by: members that broke silence before the deadline, in the order of objecting.
        late: members that objected after the deadline, without effect.
    """

    deadline: datetime
    broken_by: tuple[str, ...]
    late: tuple[str, ...]
    reason: str

    @property
    def holds(self) -> bool:
        """Whether nobody broke silence, so that the text is agreed."""
        return not self.broken_by


def silence(
    start: datetime, hours: float, objections: Mapping[str, datetime], members: Sequence[str]
) -> Silence:
    """The result of placing a text under silence for ``hours`` from ``start``.

    Objections of those who are not members do not count.

    Raises:
        ValueError: if ``hours`` is not positive.
    """
    if hours <= 0:
        raise ValueError("a silence procedure must last longer than zero hours")
    deadline = start + timedelta(hours=hours)
    heard = sorted((at, code) for code, at in objections.items() if code in members)
    broken = tuple(code for at, code in heard if start <= at <= deadline)
    late = tuple(code for at, code in heard if at > deadline)
    if broken:
        reason = f"{listed(broken)} broke silence before the deadline; the text is not agreed."
    elif late:
        reason = (
            f"{listed(late)} objected after the deadline; silence was consent, and it is agreed."
        )
    else:
        reason = "Nobody broke silence; the text is agreed."
    return Silence(deadline, broken, late, reason)


@dataclass(frozen=True, slots=True)
class ConsensusStatement:
    """The result of proposing a statement by consensus."""

    form: StatementForm
    issued: bool
    stopped_by: tuple[str, ...]
    rule: str
    reason: str


def issue_statement(form: StatementForm | str, objectors: Sequence[str]) -> ConsensusStatement:
    """Issue a statement unless a member objects.

    Raises:
        ValueError: if ``form`` is neither press nor presidential.
    """
    form = StatementForm(form)
    rule = "practice: consensus (unchecked)"
    if objectors:
        reason = (
            f"{listed(list(objectors))} objected. {FORM_WORDS[form].capitalize()}, needs the "
            "consent of every member and is never put to the vote."
        )
        return ConsensusStatement(form, False, tuple(objectors), rule, reason)
    return ConsensusStatement(form, True, (), rule, f"All members agree; it is {FORM_WORDS[form]}.")


@dataclass(frozen=True, slots=True)
class Informal:
    """An informal gathering that is not a meeting of the Council, and its limits."""

    name: str
    held: bool
    record: bool
    decides: bool
    reason: str


def arria_formula(conveners: Sequence[str], members: Sequence[str]) -> Informal:
    """An Arria-formula meeting convened by ``conveners``; at least one must be a member."""
    able = [code for code in conveners if code in members]
    if not able:
        return Informal(
            "Arria-formula meeting",
            False,
            False,
            False,
            "Only a member of the Council convenes one.",
        )
    reason = (
        f"Convened by {listed(able)}, on invitation: informal, no official record, no decision, no "
        "veto to cast, and no member has to attend."
    )
    return Informal("Arria-formula meeting", True, False, False, reason)


def interactive_dialogue(president: str, guests: Sequence[str]) -> Informal:
    """An informal interactive dialogue that ``president`` convenes with ``guests``."""
    with_whom = listed(list(guests)) if guests else "guests whom the members wish to hear"
    reason = (
        f"Convened by {president} with {with_whom}, in a room other than the Council's: private, "
        "without record. It is not a meeting of the Council, so nothing is decided or vetoed there."
    )
    return Informal("informal interactive dialogue", True, False, False, reason)
