"""What is kept under a rule of decision of one's own is reused only while the rule is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim as council
from sim.domain.errors import CouncilError
from sim.equilibrium.rules import RULES, chances

NAME = "mine"


def blurred(by: float) -> Any:
    """The sincere rule, with chances drawn towards a third."""

    def rule(who: Any, texts: Any) -> Any:
        sincere = RULES["sincere"](who, texts)
        mixed = (1 - by) * sincere.probability + by / 3
        mixed = np.where(texts.held != 0.0, texts.given, mixed)
        adopted, nine = chances(who, mixed, texts.blocking)
        held = np.ones_like(texts.held)
        return replace(sincere, probability=mixed, adopted=adopted, nine=nine, held=held)

    return rule


@pytest.fixture
def scenario() -> Iterator[council.Scenario]:
    RULES.register(NAME, blurred(0.1))
    yield council.load("party-abstains").set("decision_rule", NAME)
    RULES.unregister(NAME)


def test_a_kept_run_of_another_function_is_not_reused(
    scenario: council.Scenario, tmp_path: Path
) -> None:
    folder = council.RunFolder(tmp_path)
    first = scenario.run(20, keep=folder)
    RULES.register(NAME, blurred(0.1))
    same = scenario.run(20, keep=folder)
    assert (same.reused, same.kept) == (True, first.kept)
    RULES.register(NAME, blurred(0.9))
    other = scenario.run(20, keep=folder)
    assert not other.reused
    assert other.kept != first.kept
    assert other.forecast == scenario.run(20).forecast


@pytest.mark.parametrize("axis", ["coefficients.kappa", "decision_rule"])
def test_a_kept_sweep_of_another_function_is_not_continued(
    scenario: council.Scenario, tmp_path: Path, axis: str
) -> None:
    values = [0.1, 0.2] if axis == "coefficients.kappa" else [NAME, "sincere"]
    base = scenario if axis == "coefficients.kappa" else council.load("party-abstains")
    first = base.sweep({axis: values}, 5, folder=tmp_path)
    assert base.sweep({axis: values}, 5, folder=tmp_path).records() == first.records()
    RULES.register(NAME, blurred(0.9))
    with pytest.raises(CouncilError, match="another sweep"):
        base.sweep({axis: values}, 5, folder=tmp_path)


def test_a_shipped_rule_is_told_by_the_engine_s_version(tmp_path: Path) -> None:
    base = council.load("party-abstains").set("decision_rule", "sincere")
    first = base.run(20, keep=council.RunFolder(tmp_path))
    assert base.run(20, keep=council.RunFolder(tmp_path)).reused
    assert first.kept is not None
    assert '"options": []' in (first.kept / "manifest.json").read_text()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda beliefs: replace(beliefs, probability=2 * beliefs.probability - 1 / 3),
        lambda beliefs: replace(beliefs, probability=0.5 * beliefs.probability),
        lambda beliefs: replace(beliefs, probability=beliefs.probability * np.nan),
        lambda beliefs: replace(beliefs, probability=beliefs.probability[:2]),
        lambda beliefs: None,
    ],
    ids=["outside", "sum", "nan", "shape", "nothing"],
)
def test_a_rule_whose_answer_is_not_made_of_probabilities_is_named(
    scenario: council.Scenario, spoil: Any
) -> None:
    whole = blurred(0.1)
    RULES.register(NAME, lambda who, texts: spoil(whole(who, texts)))
    with pytest.raises(council.UsageError, match=f"the answer of the rule '{NAME}'"):
        scenario.run(20)
