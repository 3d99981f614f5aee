"""Enumerations of a meeting: phases, statuses, motions, questions and others.

All are ``StrEnum``: a member compares equal to its value, and JSON contains the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Phase(StrEnum):
    """The phase of a meeting."""

    WAITING = "waiting"
    AGENDA = "agenda"
    DEBATE = "debate"
    VOTING = "voting"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Status(StrEnum):
    """The status of a proposal; outcomes have the same values as ``Outcome``."""

    OPEN = "open"
    ADOPTED = "adopted"
    VETOED = "vetoed"
    NOT_ADOPTED = "not_adopted"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Nature(StrEnum):
    """Whether a question is decided under Article 27(2) or (3)."""

    PROCEDURAL = "procedural"
    SUBSTANTIVE = "substantive"


class ProposalKind(StrEnum):
    """The kind of a proposal."""

    DRAFT = "draft"
    AMENDMENT = "amendment"
    RECOMMENDATION = "recommendation"
    EMERGENCY_SESSION = "emergency-session"
    ADMISSION = "admission"


class MotionKind(StrEnum):
    """Motions that can be moved; an amendment is introduced by its own act."""

    SUSPEND = "suspend"
    ADJOURN = "adjourn"
    ADJOURN_TO = "adjourn_to"
    REFER = "refer"
    POSTPONE = "postpone"
    PRIVATE = "private"
    PUBLIC = "public"
    APPOINT = "appoint"
    SINGLE_COPY = "single_copy"
    ACCESS = "access"
    RELEASE = "release"


class QuestionKind(StrEnum):
    """The kind of question that the Council decides."""

    AGENDA = "agenda"
    INVITATION = "invitation"
    MOTION = "motion"
    RULING = "ruling"
    NATURE = "nature"
    PART = "part"
    AMENDMENT = "amendment"
    PROPOSAL = "proposal"
    ORDER = "order"
    STATEMENT = "statement"
    CLOSE = "close"
    CREDENTIALS = "credentials"
    PARTY = "party"
    APPLICATION = "application"


class Basis(StrEnum):
    """The provision on which an invitation rests."""

    RULE_37 = "rule 37"
    RULE_39 = "rule 39"
    ARTICLE_32 = "Article 32"
    PRACTICE = "previous practice"


class Item(StrEnum):
    """The status of the item under discussion (rule 33, 4 and 5)."""

    OPEN = "open"
    REFERRED = "referred"
    POSTPONED = "postponed"


ON_THE_MATTER: Mapping[Item, frozenset[MotionKind]] = {
    Item.OPEN: frozenset(),
    Item.REFERRED: frozenset({MotionKind.APPOINT}),
    Item.POSTPONED: frozenset({MotionKind.REFER, MotionKind.POSTPONE, MotionKind.APPOINT}),
}
"""Status of the item -> motions on the matter that are not decided while it has that status.

An appointment is a principal motion, over which the motions of rule 33 have precedence.
"""
