"""Learning gain of a class: shares of right answers before and after a lesson, by topic.

The normalised gain is the gain as a share of the possible gain, (after - before) / (1 - before)
(Hake 1998, American Journal of Physics 66: 64-74). Intervals use the jackknife over students (Efron
and Stein 1981) with the t distribution, because the answers of one student are correlated.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.lessons.answer_sheets import AnswerSheet, AnswerSheetError, by_student
from sim.lessons.paired import FORMS, POST, PRE

FEWEST = 3
"""Minimum number of students for an interval."""

SAME = 1e-12
"""Variances up to this are zero but for rounding."""

EVERY = "all items"
"""Name of the row for all topics together."""

Counts = tuple[int, int]
"""Numbers of right answers and of answers asked, for one student."""


@dataclass(frozen=True)
class TopicGain:
    """A row of the table: shares of right answers, and the gain.

    An item has two answers, outcome and provision; a missing answer is wrong. ``gain`` is a
    difference of shares; ``normalised`` is None if everything was right before. Bounds are 95 %
    intervals; they are None for fewer than ``FEWEST`` students, and where no student's answers
    differ from another's, because the spread of a class cannot be estimated from equal values.
    """

    topic: str
    items: int
    right_before: int
    asked_before: int
    before: float
    right_after: int
    asked_after: int
    after: float
    gain: float
    gain_low: float | None
    gain_high: float | None
    normalised: float | None
    normalised_low: float | None
    normalised_high: float | None


@dataclass(frozen=True)
class ClassGain:
    """The gain of a class.

    Attributes:
        paired: number of students whose code is in both tables; 0 if the classes are compared as a
            whole.
        before, after: number of students counted in each table.
        left_out: number of students whose code is in one table only, if others are paired.
    """

    rows: tuple[TopicGain, ...]
    paired: int
    before: int
    after: int
    left_out: int


def class_gain(before: AnswerSheet, after: AnswerSheet) -> ClassGain:
    """Compute the gain from one sheet to the other.

    Raises:
        AnswerSheetError: if the sheets are not the two forms of one test, or nobody answered.
    """
    _check(before, after)
    pre, post = by_student(before), by_student(after)
    codes = [code for code in pre if code in post]
    first = [pre[code] for code in codes] if codes else before.rows
    second = [post[code] for code in codes] if codes else after.rows
    topic_of = dict(zip(before.cases, before.topics, strict=True))
    topics = [*dict.fromkeys(before.topics), EVERY] if len(set(before.topics)) > 1 else [EVERY]
    rows = []
    for topic in topics:
        counted = [c for c in before.cases if topic in (EVERY, topic_of[c])]
        rows.append(
            _row(
                topic,
                len(counted),
                [_counts(before.right(row), counted) for row in first],
                [_counts(after.right(row), counted) for row in second],
                paired=bool(codes),
            )
        )
    left = len(before.rows) + len(after.rows) - 2 * len(codes) if codes else 0
    return ClassGain(tuple(rows), len(codes), len(first), len(second), left)


def _check(before: AnswerSheet, after: AnswerSheet) -> None:
    if (before.form, after.form) != FORMS:
        raise AnswerSheetError(
            f"the first table is of the form '{before.form}', the second of '{after.form}'",
            where=f"{before.name}, {after.name}",
            remedy=f"name the table of the form '{PRE}' first, that of '{POST}' second",
        )
    odd = set(before.cases) ^ set(after.cases)
    if odd:
        raise AnswerSheetError(
            "the two tables do not ask the same cases",
            where=f"{before.name}, {after.name}",
            why=f"only one of them has case {', '.join(map(str, sorted(odd)))}",
            remedy="use the two forms that were printed together",
        )
    for sheet in (before, after):
        if not sheet.rows:
            raise AnswerSheetError(
                "the table has no answers",
                where=sheet.name,
                remedy="type a row for each student below the key, such as: k7,B3,A1,C2",
            )


def _counts(right: dict[int, tuple[bool, bool]], cases: Sequence[int]) -> Counts:
    return sum(sum(right[case]) for case in cases), 2 * len(cases)


def _row(
    topic: str, items: int, first: Sequence[Counts], second: Sequence[Counts], *, paired: bool
) -> TopicGain:
    low, high = _bounds(_gain, first, second, -1.0, paired=paired)
    least, most = _bounds(_normalised, first, second, -math.inf, paired=paired)
    sums = _sum(first), _sum(second)
    (right_before, asked_before), (right_after, asked_after) = sums
    gain = _gain(*sums)
    assert gain is not None
    return TopicGain(
        topic, items,
        right_before, asked_before, right_before / asked_before,
        right_after, asked_after, right_after / asked_after,
        gain, low, high, _normalised(*sums), least, most,
    )  # fmt: skip


def _sum(counts: Sequence[Counts]) -> Counts:
    return sum(right for right, _ in counts), sum(total for _, total in counts)


def _share(counts: Counts) -> float:
    right, total = counts
    return right / total


Statistic = Callable[[Counts, Counts], float | None]
"""A figure from the sums of two groups."""


def _gain(first: Counts, second: Counts) -> float | None:
    return _share(second) - _share(first)


def _normalised(first: Counts, second: Counts) -> float | None:
    before = _share(first)
    return (_share(second) - before) / (1 - before) if before < 1 else None


def _bounds(
    statistic: Statistic,
    first: Sequence[Counts],
    second: Sequence[Counts],
    least: float,
    *,
    paired: bool,
) -> tuple[float, float] | tuple[None, None]:
    """The 95 % interval of ``statistic``, clipped to ``least`` and 1.

    None if undefined, and if leaving out a student never changes the statistic: a variance of zero
    says that the students were equal here, not that another class would have the same gain.
    """
    all_first, all_second = _sum(first), _sum(second)
    value = statistic(all_first, all_second)
    if value is None or min(len(first), len(second)) < FEWEST:
        return None, None
    less_first = [_less(all_first, one) for one in first]
    less_second = [_less(all_second, one) for one in second]
    if paired:
        groups = [list(map(statistic, less_first, less_second))]
    else:
        groups = [
            [statistic(one, all_second) for one in less_first],
            [statistic(all_first, one) for one in less_second],
        ]
    spreads = []
    for group in groups:
        estimates = [estimate for estimate in group if estimate is not None]
        if len(estimates) < len(
            group
        ):  # undefined without one student: all others were right before
            return None, None
        mean = sum(estimates) / len(estimates)
        spread = (
            (len(estimates) - 1)
            / len(estimates)
            * sum((estimate - mean) ** 2 for estimate in estimates)
        )
        spreads.append((spread, len(estimates) - 1))
    variance = sum(spread for spread, _ in spreads)
    if variance < SAME:
        return None, None
    # Welch (1947): the degrees of freedom of a sum of two spreads.
    below = sum(spread**2 / freedom for spread, freedom in spreads)
    freedom = variance**2 / below
    half = _t(freedom) * math.sqrt(variance)
    return max(value - half, least), min(value + half, 1.0)


def _less(whole: Counts, one: Counts) -> Counts:
    return whole[0] - one[0], whole[1] - one[1]


def _t(freedom: float) -> float:
    """The 97.5 % point of the t distribution."""
    from scipy.special import stdtrit  # slow to import, and only needed here

    return float(stdtrit(freedom, 0.975))
