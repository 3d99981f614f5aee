"""A study of sensitivity as rows, as sentences and as what the terminal shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sim.report.document import DocumentTable
from sim.report.html import render_html
from sim.report.names import KeyNames
from sim.report.sensitivity_page import sensitivity_page
from sim.report.study import Study
from sim.report.tables import records
from sim.studies.sensitivity.analysis import SensitivityStudy
from sim.studies.sensitivity.answer import (
    Effect,
    GroupShare,
    OutcomeShares,
    Sensitivity,
    screened_effects,
    swings_and_shares,
)
from sim.studies.sensitivity.one_at_a_time import MorrisResult, Tornado
from sim.studies.sensitivity.sobol import Input, SobolResult
from tests.report.studies import STUDY

NAMES = KeyNames({"FRA": "France", "RUS": "Russian Federation"})
INPUTS = tuple(
    Input(path, lambda u: u, {"grade": (grade,)}) for path, grade in (("a", "stated"), ("b", "x"))
)
KNOWN = replace(STUDY, behind={"b": ["note"]}, statements={"b": "RUS on A, 3 May"})


def prepare_study() -> SensitivityStudy:
    """Two inputs and two outcomes; nothing is ever run."""
    scenario: Any = None

    def vary(_: object) -> Any:
        raise AssertionError("nothing is run here")

    return SensitivityStudy(scenario, INPUTS, (), ("adopted(X)", "adopted(A)"), vary)


def answer(*, differing: int = 16) -> Sensitivity:
    row = np.array([[0.1, 0.2], [0.3, 0.4]])
    tornado = Tornado(("a", "b"), np.array([0.5, 0.6]), row, row + np.array([0.1, 0.2]), 5)
    groups = ("number:a", "number:b", "grade:stated", "grade:x", "all:all numbers")
    wide = np.tile(np.array([0.1, 0.4, 0.1, 0.2, 0.9]), (2, 1))
    if differing < 10:
        wide = np.full_like(wide, np.nan)
    sobol = SobolResult(
        groups, wide, wide, wide, wide, wide, wide, np.ones(2), np.ones(2),
        np.array([16, differing]), 16, 8,
    )  # fmt: skip
    return swings_and_shares(prepare_study(), tornado, sobol, modal=False)


def test_rows_stand_by_outcome_the_widest_first() -> None:
    found = answer()
    assert [(one.outcome, one.number) for one in found.swings] == [
        ("adopted(X)", "b"), ("adopted(X)", "a"), ("adopted(A)", "b"), ("adopted(A)", "a"),
    ]  # fmt: skip
    last = found.swings[-1]
    assert (last.grade, last.at_10, last.middle) == ("stated", 0.3, 0.6)
    shares = found.shares["adopted(A)"]
    assert [one.group for one in shares.groups] == ["all numbers", "x", "stated", "b", "a"]
    assert [one.grade for one in shares.groups[-2:]] == ["x", "stated"]
    assert found.published is found.shares


def test_a_page_tells_the_first_outcome_and_data_have_all() -> None:
    page = sensitivity_page(answer(), KNOWN)
    html = render_html(page)
    assert "All uncertain numbers together explain 90% of the variance" in html
    assert "Knowing the number “b” exactly would remove 40%" in html
    assert 'href="#e1-note"' in html
    table = page.data
    assert table is not None
    assert {row["outcome"] for row in records(table)} == {"adopted(X)", "adopted(A)"}
    titles = [block.title for block in page.brief if isinstance(block, DocumentTable)]
    assert titles.count("Value of better evidence: expected reduction of the variance") == 2
    assert "b: RUS on A, 3 May" in page.brief


def test_groups_of_numbers_are_told_by_kind_and_in_words() -> None:
    def part(kind: str, group: str, first: float) -> GroupShare:
        return GroupShare(kind, group, 1, first, 0, 1, first, 0, 1, first, None)

    parts = (
        part("all", "all numbers", 0.9), part("actor", "RUS", 0.3), part("source", "paper", 0.5),
        part("number", "members.RUS.alignment.FRA", -0.0004),
    )  # fmt: skip
    name = "adopted(A)"
    found = Sensitivity((name,), shares={name: OutcomeShares(0.5, 1.0, 8, None, parts)})
    known: Study = replace(STUDY, names=NAMES, sources={"paper": "A newspaper"})
    html = render_html(sensitivity_page(found, known))
    assert "Knowing all numbers from the source “A newspaper” exactly" in html
    assert "By single number: shares of the variance" in html
    assert "Russia: tie with France" in html
    assert "0.000" not in html.replace(">0.000<", "")
    assert "-0.000" not in html


def test_shares_that_cannot_be_estimated_are_said_to_be_missing() -> None:
    found = replace(answer(differing=3), outcomes=("adopted(A)",))
    why = "differs from its commonest value in 3 of 32 worlds"
    assert why in (found.shares["adopted(A)"].not_estimated or "")
    page = sensitivity_page(found, KNOWN)
    html = render_html(page)
    assert f"The outcome {why}" in html
    assert ">nan<" not in html.lower()
    assert any(isinstance(b, str) and f"It {why}" in b for b in page.brief)


def test_elementary_effects_have_a_page_of_their_own() -> None:
    row = np.array([[0.1, 0.3], [0.2, 0.1]])
    found = screened_effects(prepare_study(), MorrisResult(("a", "b"), row, row / 2, row / 4, 12))
    assert [(one.outcome, one.number) for one in found.effects] == [
        ("adopted(X)", "b"), ("adopted(X)", "a"), ("adopted(A)", "a"), ("adopted(A)", "b"),
    ]  # fmt: skip
    assert found.published == found.effects
    assert found.effects[0] == Effect("adopted(X)", "b", "x", 0.3, 0.15, 0.075)
    page = sensitivity_page(found, KNOWN)
    assert page.plot is None
    html = render_html(page)
    assert "The chance that X is adopted varies most with “b”, by 0.3 on average" in html
    assert "Elementary effects on the chance that A is adopted" in html


def test_small_effects_never_read_as_zero() -> None:
    effects = (Effect("adopted(X)", "a", "stated", 0.000123, 0.000456, 0.000078),)
    small = replace(answer(), outcomes=("adopted(X)",), effects=effects, shares={}, swings=())
    page = sensitivity_page(small, STUDY)
    tables = [*page.brief, page.sections[-1].exhibits[0].table]
    for table in tables:
        if isinstance(table, DocumentTable):
            assert table.rows[0][-3:] == ("0.000123", "0.000456", "7.8e-05"), table.title
            assert table.right >= set(range(len(table.columns) - 3, len(table.columns)))
    assert "by 0.000123 on average" in page.summary[0].text


def test_nothing_is_said_to_vary_most_where_nothing_varies() -> None:
    flat = np.full((2, 2), 0.5)
    tornado = Tornado(("a", "b"), flat[:, 0], flat, flat, 5)
    found = swings_and_shares(prepare_study(), tornado, None, modal=False)
    (claim,) = sensitivity_page(found, KNOWN).summary
    assert claim.text == "The chance that X is adopted varies with none of these numbers: 50%."
    screened = screened_effects(
        prepare_study(), MorrisResult(("a", "b"), flat * 0, flat * 0, flat * 0, 12)
    )
    assert [one.text for one in sensitivity_page(screened, KNOWN).summary] == [
        f"The chance that {draft} is adopted varies with none of these numbers."
        for draft in ("X", "A")
    ]


def test_no_input_is_called_the_most_valuable_where_none_has_any_value() -> None:
    name = "adopted(A)"
    parts = tuple(
        GroupShare(kind, group, 1, first, 0, 1, 0.1, 0, 1, first, None)
        for kind, group, first in (("all", "all numbers", 0.2), ("number", "a", -0.01))
    )
    found = Sensitivity((name,), shares={name: OutcomeShares(0.5, 1.0, 8, None, parts)})
    claims = [one.text for one in sensitivity_page(found, KNOWN).summary]
    assert claims[-1] == "Knowing any one input exactly would remove none of the variance."
