"""Cells as people read them."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from sim.report.document import DocumentTable, cell_text
from sim.report.tables import as_markdown, print_table


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.25, 3, "0.250"),
        (0.0, 3, "0.000"),
        (0.0006, 3, "0.001"),
        (0.0004, 3, "0.0004"),
        (-0.000123, 3, "-0.00012"),
        (0.004, 2, "0.004"),
        (2e-5, 3, "2e-05"),
        (2e-6, 3, "0.000"),  # finer than any run tells
        (float("nan"), 3, "-"),
        (float("inf"), 3, "-"),
        (True, 3, "yes"),
        (None, 3, "-"),
    ],
)
def test_a_small_number_never_reads_as_zero(value: float | None, digits: int, text: str) -> None:
    assert cell_text(value, digits) == text


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_figure_is_cut_however_long_the_words_beside_it(width: int) -> None:
    figures = ("50%", "(20001/40002)", "12,345,678", "-0.123", "[2.5,", "1996–2016")
    words = "consequential circumstances notwithstanding" * 2
    rows = [(words, " ".join(figures), words, 123456.789), ("a", "b", "c", 0.5)]
    drawn = io.StringIO()
    print_table(
        DocumentTable(("one", "two", "three", "four"), rows), Console(file=drawn, width=width)
    )
    told = {word.strip(",") for word in drawn.getvalue().split()}
    assert {figure.strip(",") for figure in (*figures, "123456.789")} <= told


@pytest.mark.parametrize("name", ["[/red]", "[red]", "a|b", "a\nb"])
def test_names_in_a_table_are_text_and_no_markup(name: str) -> None:
    table = DocumentTable((name, "other"), [(name, 1)], title=f"Of {name}")
    out = io.StringIO()
    print_table(table, Console(file=out, width=80))
    shown = name.replace("\n", "") if "\n" in name else name
    assert out.getvalue().replace("\n", "").count(shown.split("b")[0]) >= 3
    rows = as_markdown(table).splitlines()[-3:]
    assert all(row.replace("\\|", "").count("|") == 3 for row in rows)
