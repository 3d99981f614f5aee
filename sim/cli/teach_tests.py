"""Measure learning: `teach tests` prints two forms, `teach gain` compares the answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import DocumentTable, Format, FormatOption, emit, note

if TYPE_CHECKING:
    from sim.lessons.gain import ClassGain, TopicGain
    from sim.lessons.paired import PairedForm

CaseArgument = Annotated[
    str,
    typer.Argument(
        help="Scenario that the class plays: uses its topics, without revealing its result.",
        show_default=False,
    ),
]
TopicOption = Annotated[
    list[str] | None, typer.Option("--topic", help="Topic of the casebook. Repeatable.")
]
SeedOption = Annotated[
    int, typer.Option("--seed", min=0, help="Seed for the choice and order of items.")
]
ITEMS = 8


def add_tests(lessons: typer.Typer) -> None:
    """Add the commands of this module to ``lessons``."""
    lessons.command("tests")(print_tests)
    lessons.command("gain")(gain)


def forms_asked(
    scenario: str, topic: list[str] | None, count: int, seed: int
) -> tuple[PairedForm, PairedForm]:
    """The two forms for the given options; the same options give the same forms.

    Raises:
        UsageError: if the casebook does not have a topic.
    CouncilError: if the scenario cannot be loaded.
    """
    from sim.lessons.case_tests import case_forms
    from sim.lessons.examiner import check_topics
    from sim.lessons.paired import paired_forms

    check_topics(topic or ())
    if not scenario:
        return paired_forms(topic or (), count, seed)
    from sim.scenario.load import load_scenario

    return case_forms(load_scenario(scenario), topic or (), count, seed)


def print_tests(
    out: Annotated[Path, typer.Option("-o", "--out", help="New folder for the forms and keys.")],
    scenario: CaseArgument = "",
    topic: TopicOption = None,
    count: Annotated[int, typer.Option("-n", "--count", min=2, max=40, help="Items.")] = ITEMS,
    seed: SeedOption = 0,
) -> None:
    """Print tests for before and after a lesson, with the same items in a different order.

    Each form has a key and a table for the class's answers; `council teach gain` compares the two.
    """
    from sim.lessons.folders import check_place, write_folder
    from sim.lessons.pack import render_forms

    check_place(out)
    forms = forms_asked(scenario, topic, count, seed)
    write_folder(out, render_forms(forms, "Test before and after a lesson").items())
    note(
        f"{len(forms[0].items)} items in two forms, each with its key, in {out}; type the answers "
        "into pre.csv and post.csv"
    )


def gain(
    before: Annotated[Path, typer.Argument(metavar="PRE.csv", help="Answers before.")],
    after: Annotated[Path, typer.Argument(metavar="POST.csv", help="Answers after.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Measure what a class learned, by topic: right answers before and after, and gain.

    No names are needed. If the same codes are in both tables, each student is compared with their
    own earlier answers, which makes the intervals narrower.
    """
    from sim.lessons.answer_sheets import read_answers
    from sim.lessons.gain import FEWEST, class_gain

    gain = class_gain(read_answers(before), read_answers(after))
    if form is Format.TABLE:
        emit(_short(gain), form)
    else:
        from sim.lessons.gain import TopicGain
        from sim.report.document import table_of

        emit(table_of(TopicGain, gain.rows), form)
    note(_who(gain))
    if min(gain.before, gain.after) < FEWEST:
        note(f"No intervals: they need at least {FEWEST} students.")
    elif any(_lacks_interval(row) for row in gain.rows):
        note(
            "No interval where the students' results are equal, or where all but one had "
            "everything right before: their spread cannot be estimated."
        )


def _lacks_interval(row: TopicGain) -> bool:
    """Whether the gain or the normalised gain has no interval."""
    return row.gain_low is None or (row.normalised is not None and row.normalised_low is None)


def _short(class_gain: ClassGain) -> DocumentTable:
    """The table for a terminal: shares in per cent, with counts and intervals."""
    rows = [
        (
            row.topic.replace("-", " "),
            row.items,
            f"{_percent(row.before)} ({row.right_before}/{row.asked_before})",
            f"{_percent(row.after)} ({row.right_after}/{row.asked_after})",
            f"{_points(row.gain)}{_between(row.gain_low, row.gain_high)}",
            _won(row.normalised, row.normalised_low, row.normalised_high),
        )
        for row in class_gain.rows
    ]
    columns = ("topic", "items", "before", "after", "gain_in_points", "normalised")
    return DocumentTable(columns, rows, whole=("topic", "gain_in_points", "normalised"))


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _points(share: float) -> str:
    return f"{100 * share:+.0f}"


def _between(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" ({_points(low)} to {_points(high)})"


def _won(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return "all right before"
    between = "" if low is None or high is None else f" ({low:.2f} to {high:.2f})"
    return f"{value:.2f}{between}"


def _who(class_gain: ClassGain) -> str:
    from sim.domain.words import plural

    if class_gain.paired:
        rows = plural(class_gain.left_out, "row")
        left = f"; {rows} without a match left out" if class_gain.left_out else ""
        who = (
            "1 student compared before and after"
            if class_gain.paired == 1
            else (f"{class_gain.paired} students compared before and after")
        )
        return f"{who}{left}. 95 % intervals."
    return (
        f"{plural(class_gain.before, 'student')} before, {class_gain.after} after, compared as "
        "groups because no code is in both tables. 95 % intervals."
    )
