"""The closed vocabularies of a meeting: what a phase, a status, a motion or a question can be.

All of them are ``StrEnum``: a member compares equal to its word, and JSON holds the word.
"""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Where a meeting stands."""

    WAITING = "waiting"
    AGENDA = "agenda"
    DEBATE = "debate"
    VOTING = "voting"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Status(StrEnum):
    """What has become of a proposal; the outcomes carry the words of ``Outcome``."""

    OPEN = "open"
    ADOPTED = "adopted"
    VETOED = "vetoed"
    NOT_ADOPTED = "not_adopted"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Nature(StrEnum):
    """Which paragraph of Article 27 decides a question: (2) or (3)."""

    PROCEDURAL = "procedural"
    SUBSTANTIVE = "substantive"


class ProposalKind(StrEnum):
    """What kind of proposal a text is."""

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
    """What the Council is asked to decide."""

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


class Basis(StrEnum):
    """On which provision an invitation rests."""

    RULE_37 = "rule 37"
    RULE_39 = "rule 39"
    ARTICLE_32 = "Article 32"
    PRACTICE = "previous practice"


class Item(StrEnum):
    """What has become of the item under discussion (rule 33, 4 and 5)."""

    OPEN = "open"
    REFERRED = "referred"
    POSTPONED = "postponed"
