"""Everything shipped conforms; every way of not conforming is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sim as council
from sim.domain.registry import Registry
from sim.engines.backends import Backend
from sim.equilibrium.rules import chances
from sim.preferences.electorate import Beliefs, Electorate, Texts
from sim.testing import check_baseline, check_rule


@pytest.mark.parametrize("name", sorted(council.rules))
def test_shipped_rules_conform(name: str) -> None:
    check_rule(council.rules[name])


@pytest.mark.parametrize("name", sorted(council.baselines))
def test_shipped_baselines_conform(name: str) -> None:
    check_baseline(council.baselines[name])


def blurred(who: Electorate, texts: Texts) -> Beliefs:
    """Half-way from the sincere rule to a third: a rule that conforms, at the top of a module."""
    beliefs = council.rules["sincere"](who, texts)
    mixed = 0.5 * beliefs.probability + 0.5 / 3.0
    probability = np.where(texts.held != 0.0, texts.given, mixed)
    adopted, nine = chances(who, probability, texts.blocking)
    held = np.ones_like(texts.held)
    return replace(beliefs, probability=probability, adopted=adopted, nine=nine, held=held)


def spoilt(**changes: Any) -> Any:
    def rule(who: Electorate, texts: Texts) -> Beliefs:
        found = blurred(who, texts)
        return replace(found, **{name: change(found, texts) for name, change in changes.items()})

    return rule


def random(who: Electorate, texts: Texts) -> Beliefs:
    found = blurred(who, texts)
    shift = np.random.default_rng().uniform(0.0, 0.1)
    probability = found.probability.copy()
    free = texts.held == 0.0
    probability[0][free] *= 1.0 - shift
    probability[1][free] = 1.0 - probability[0][free] - probability[2][free]
    adopted, nine = chances(who, probability, texts.blocking)
    return replace(found, probability=probability, adopted=adopted, nine=nine)


def writing(who: Electorate, texts: Texts) -> Beliefs:
    texts.fixed[:] = 0.0
    return blurred(who, texts)


def neighbourly(who: Electorate, texts: Texts) -> Beliefs:
    return blurred(who, replace(texts, fixed=texts.fixed - texts.fixed.mean()))


def freed(who: Electorate, texts: Texts) -> Beliefs:
    return blurred(who, replace(texts, held=np.zeros_like(texts.held)))


BROKEN: dict[str, tuple[Any, str]] = {
    "no beliefs": (lambda who, texts: None, "returns Beliefs"),
    "a shape": (spoilt(adopted=lambda f, t: f.adopted[:1]), "adopted has the shape"),
    "a sum": (spoilt(probability=lambda f, t: 0.9 * f.probability), "do not sum to 1"),
    "no number": (spoilt(probability=lambda f, t: f.probability * np.nan), "not a number"),
    "a chance": (
        spoilt(probability=lambda f, t: np.add(f.probability, [[[0.5]], [[-0.5]], [[0]]])),
        "0, 1",
    ),
    "the odds": (spoilt(adopted=lambda f, t: f.adopted + 0.1), "adopted does not follow"),
    "held votes": (freed, "held"),
    "chance": (random, "a second call"),
    "its input": (writing, "modified its input"),
    "other texts": (neighbourly, "depends on the other texts"),
}


def test_a_rule_that_conforms_passes() -> None:
    check_rule(blurred)


@pytest.mark.parametrize("what", BROKEN)
def test_a_rule_that_does_not_conform_is_told_what_is_wrong(what: str) -> None:
    rule, words = BROKEN[what]
    with pytest.raises(AssertionError, match=words):
        check_rule(rule)


def test_a_baseline_may_not_see_what_it_forecasts() -> None:
    def seer(known: object, case: object, record: Any) -> Any:
        return np.eye(3)[record.cast].T

    with pytest.raises(AssertionError, match="uses the votes"):
        check_baseline(seer)
    with pytest.raises(AssertionError, match="has the shape"):
        check_baseline(lambda known, case, record: np.ones(3))


def test_a_registered_rule_plays_in_whole_ensembles_on_every_backend() -> None:
    council.rules.register("blurred", blurred)
    try:
        scenario = council.load("s-2012-77")
        scenario.set("decision_rule", "blurred")
        threads = scenario.run(replicates=8)
        processes = scenario.run(replicates=8, backend=Backend("processes", workers=2))
    finally:
        council.rules.unregister("blurred")
    assert threads.to_dict() == processes.to_dict()
    assert threads.to_dict() != council.load("s-2012-77").run(replicates=8).to_dict()


def test_names_are_guarded() -> None:
    registry: Registry[Any] = Registry("rule", {"shipped": len})
    for name, function, words in [
        ("shipped", abs, "cannot be replaced"),
        ("Not A Name", abs, "not a valid name for a rule"),
        ("number", 3, "must be a function, not int"),
    ]:
        with pytest.raises(council.UsageError, match=words):
            registry.register(name, function)
    registry.register("mine", abs)
    registry.register("mine", round)
    assert registry["mine"] is round
    assert list(registry) == ["shipped", "mine"]
    with pytest.raises(council.UsageError, match="there is no registered rule 'shipped'"):
        registry.unregister("shipped")
    registry.unregister("mine")
    assert len(registry) == 1
