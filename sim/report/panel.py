"""What a page with sliders holds, as data: levers, rows of chances, members, errors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SliderLever:
    """One slider: its words, its positions, and where what is coded lies among them."""

    label: str
    path: str
    coded: str
    grade: str
    last: int
    start: int
    swing: str


@dataclass(frozen=True, slots=True)
class SliderOutcome:
    """A row of chances: what it is called and where its count stands in a state."""

    label: str
    place: int
    minor: bool = False
    """Whether a narrow screen leaves it out: all but adoption, the veto and the plan."""


@dataclass(frozen=True, slots=True)
class SliderDraft:
    """The rows of one draft."""

    draft: str
    rows: tuple[SliderOutcome, ...]


@dataclass(frozen=True, slots=True)
class ReadingError:
    """How far readings lay from computed values somewhere, in percentage points.

    Attributes:
        where: between the values of which number, or with how many moved.
        points: how many were held back.
        mean, most: of the share of an outcome.
        mean_of_a_vote, most_of_a_vote: of a member's chance of a vote.
    """

    where: str
    points: int
    mean: float
    most: float
    mean_of_a_vote: float
    most_of_a_vote: float


@dataclass(frozen=True, slots=True)
class SliderPanel:
    """What a page needs to let its reader move numbers.

    Attributes:
        levers: the strongest first.
        drafts: each draft and the rows of its outcomes.
        plan: the row of the plan; None where there is none.
        arms: heads of the columns.
        members: code and name of each member whose chances are there; empty where they are not.
        worlds: at each computed point.
        clauses: whether a lever is a clause of a text.
        errors: readings against what was computed at points held back.
        data: JSON that the script reads.
    """

    levers: tuple[SliderLever, ...]
    drafts: tuple[SliderDraft, ...]
    plan: SliderOutcome | None
    arms: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    worlds: int
    errors: tuple[ReadingError, ...]
    clauses: bool
    data: str
