"""Paths of numbers and names of outcomes in words."""

from __future__ import annotations

import pytest

from sim.report.names import KeyNames
from sim.report.paths import outcome_in_words, path_in_words

NAMES = KeyNames({"FRA": "France", "RUS": "Russian Federation"})


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("members.RUS.positions.flights", "Russia: ban on flights"),
        ("members.RUS.saliences.flights", "Russia: weight of ban on flights"),
        ("members.FRA.alignment.RUS", "France: tie with Russia"),
        ("drafts.S/2016/846.text.flights", "S/2016/846: ban on flights"),
        ("drafts.S/2016/846.consultation", "S/2016/846: consultation"),
        ("roles.other-member.saliences.flights", "Role other member: weight of ban on flights"),
        ("status_quo.flights", "Status quo: ban on flights"),
        ("statements.0.pull", "Statement of Russia on A: pull"),
        ("statements.1.pull", "Statement 2: pull"),
        ("coefficients.veto_cost", "Coefficient: veto cost"),
        ("patrons.IRN.pledge", "Iran: pledge"),
        ("council.institution", "Council: institution"),
        ("parties.damascus.gain@plan-out", "Damascus: gain (if plan out)"),
        ("plan.text.flights", "Plan: ban on flights"),
        ("plan.guarantee", "Plan: guarantee"),
        ("plan.revisions.local-rule.gains.RUS", "Plan with “A term”: what Russia gains"),
        ("something.else-here", "something else here"),
    ],
)
def test_a_path_is_told_in_words(path: str, told: str) -> None:
    names = KeyNames(
        {**NAMES.actors, "IRN": "Iran"}, {"flights": "Ban on flights"},
        {"statements.0": "Statement of Russia on A", "local-rule": "A term."},
    )  # fmt: skip
    assert path_in_words(path, names) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("adopted(A)", "the chance that A is adopted"),
        ("yes(A)", "the votes in favour of A"),
        ("concession(A)", "concession of A"),
        ("plan_carried_out", "plan carried out"),
    ],
)
def test_an_outcome_is_told_in_words(name: str, told: str) -> None:
    assert outcome_in_words(name) == told
