"""Chart of the steps of a change: each number before and after on its scale."""

from __future__ import annotations

from sim.report.axes import SIZE, SMALL, WIDTH, Scale, bottom_axis, chart_rows
from sim.report.charts import FlipSolution
from sim.report.figure import Circle, Figure, Ink, Mark, MarkGroup, TextMark, line, stack
from sim.report.text_width import text_width, wrap

NOTE = "Hollow: current value. Filled: required value."


def step_chart(solution: FlipSolution, goal: str) -> Figure:
    """Each step as a row: hollow disc before, filled disc after; words if it is not a number."""
    rows = chart_rows([step.what for step in solution.steps], 10, least=34)
    words = [f"{step.before} to {step.after}" for step in solution.steps]
    numbers = [end for step in solution.steps if step.ends for end in step.ends]
    low, high = min([0.0, *numbers]), max([1.0, *numbers])
    texts = [
        text for step, text in zip(solution.steps, words, strict=True) if step.ends is not None
    ]
    room = max((text_width(text, SIZE) for text in texts), default=0.0) + 16
    scale = Scale(low, high, rows.left + 8, WIDTH - room - 6)
    marks: list[Mark] = list(bottom_axis(scale, 10, rows.foot)) if numbers else []
    marks += rows.labels()
    for step, row, text in zip(solution.steps, rows.rows, words, strict=True):
        y = row.middle
        if step.ends is None:
            lines = wrap(text, WIDTH - rows.left - 12, SIZE)
            marks += stack(lines, TextMark(rows.left + 8, y + 4, "", SIZE))
            continue
        before, after = (scale(end) for end in step.ends)
        path = line((before, y), (after, y), Ink(None, "yes", 2.4))
        start = Circle(before, y, 5, Ink("paper", "muted", 2))
        end = Circle(after, y, 5.5, Ink("yes", "paper", 1))
        marks.append(MarkGroup((path, start, end), f"{step.what}: {text}"))
        marks.append(TextMark(WIDTH - 6, y + 4, text, SIZE, "end"))
    foot = rows.foot + (40 if numbers else 16)
    lines = wrap(NOTE, WIDTH - 20, SMALL) if numbers else []
    marks += stack(lines, TextMark(WIDTH / 2, foot, "", SMALL, "middle", fill="muted"))
    height = foot + 14 * len(lines)
    spoken = "; ".join(
        f"{step.what} from {text}" for step, text in zip(solution.steps, words, strict=True)
    )
    return Figure(WIDTH, height, f"The smallest change for {goal}", spoken, tuple(marks))
