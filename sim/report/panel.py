"""Data of a page with sliders: levers, rows of chances, members and errors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SliderLever:
    """One slider: labels, positions, and the index of the coded value."""

    label: str
    path: str
    coded: str
    grade: str
    last: int
    start: int
    swing: str


@dataclass(frozen=True, slots=True)
class SliderOutcome:
    """A row of chances: its name, and the index of its count in a state."""

    label: str
    place: int
    minor: bool = False
    """Whether narrow screens leave it out; they show adoption, veto and plan only."""


@dataclass(frozen=True, slots=True)
class SliderDraft:
    """The rows of one draft."""

    draft: str
    rows: tuple[SliderOutcome, ...]


@dataclass(frozen=True, slots=True)
class ReadingError:
    """Differences between interpolated and computed values, in percentage points.

    Attributes:
        where: the number between whose values, or how many numbers were moved.
        points: number of held-out points.
        mean, most: mean and maximum for the share of an outcome.
        mean_of_a_vote, most_of_a_vote: mean and maximum for a member's chance of a vote.
    """

    where: str
    points: int
    mean: float
    most: float
    mean_of_a_vote: float
    most_of_a_vote: float


@dataclass(frozen=True, slots=True)
class SliderPanel:
    """The data that lets a reader of the page change numbers.

    Attributes:
        levers: the levers, strongest first.
        drafts: each draft and the rows of its outcomes.
        plan: the row of the plan, or None.
        arms: column headings.
        members: code and name of each member whose chances are included; may be empty.
        worlds: number of worlds at each computed point.
        clauses: whether a lever is a clause of a text.
        errors: interpolated against computed values at held-out points.
        data: JSON for the script.
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
