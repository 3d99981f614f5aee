"""Arguments of the Python API: bad numbers are refused by name, values of NumPy are accepted."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim as council

NAME = "aleppo-2016-10-08"
PATH = "members.RUS.positions.flights"
GOAL = "adopted(S/2016/846)"
WHOLE = frozenset({
    "seed", "replicates", "replicate", "draws", "follow", "least", "points", "base", "numbers",
    "trajectories", "most", "limit", "number", "worlds", "first", "workers", "block",
})  # fmt: skip
"""Names of arguments that are whole numbers."""
OPTIONAL = frozenset({"follow", "limit"})
"""Those that may be None; the seed and the replicates of a comparison too."""


@pytest.fixture(scope="module")
def base() -> council.Scenario:
    return council.load(NAME)


Call = Callable[..., Any]
NO_FORECASTS: Any = None
"""The seed is checked before the forecasts are read."""


def calls(base: council.Scenario) -> dict[str, tuple[Call, tuple[str, ...]]]:
    """Every public callable with a whole number: how to call it, and its numbers."""
    from sim.engines.backends import Backend

    size = ("replicates", "seed")
    search = ("most", "limit")
    ledger = council.ForecastLedger("no-such-ledger.jsonl")

    def lift(**numbers: Any) -> Any:
        worlds = (numbers.pop("worlds", 20), numbers.pop("seed", 0))
        return base.lift("adopted", worlds=worlds, **numbers)

    def simulate(seed: Any = 0, **numbers: Any) -> Any:
        return council.simulate(numbers, seed)

    axes = {PATH: "0:1"}
    return {
        "Scenario.run": (base.run, size),
        "Scenario.whatif": (lambda **n: base.whatif({PATH: 0.5}, **n), size),
        "Scenario.rank": (lambda **n: base.rank({"a": {PATH: 0.5}}, **n), size),
        "Scenario.compare": (lambda **n: base.compare(base, **n), (*size, "follow")),
        "Scenario.courses": (base.courses, size),
        "Scenario.discover": (lambda **n: base.discover(GOAL, **n), size),
        "Scenario.sweep": (
            lambda **n: base.sweep(axes, **{"design": "sobol", **n}),
            (*size, "points"),
        ),
        "Scenario.sensitivity": (base.sensitivity, ("seed", "base", "numbers", "trajectories")),
        "Scenario.flip": (lambda **n: base.flip("adopted", **n), search),
        "Scenario.lift": (lift, ("worlds", "seed", *search)),
        "Scenario.changes_to_try": (lambda **n: base.changes_to_try("adopted", **n), search),
        "whatif": (lambda **n: council.whatif(base, {PATH: 0.5}, **n), size),
        "sweep": (lambda **n: council.sweep(base, axes, **n), size),
        "sensitivity": (lambda **n: council.sensitivity(base, **n), ("seed",)),
        "flip": (lambda **n: council.flip(base, "adopted", **n), search),
        "compare": (lambda **n: council.compare(base, base, **n), (*size, "follow")),
        "backtest": (council.backtest, ("draws", "seed")),
        "ablate": (council.ablate, ("draws", "seed")),
        "fit": (council.fit, ("draws", "seed")),
        "learned_positions": (lambda **n: council.learned_positions(NAME, **n), ("draws", "seed")),
        "member_ties": (lambda **n: council.member_ties("no-such.csv", **n), ("least",)),
        "replay": (lambda **n: council.replay("no-such-run", **n), ("replicate",)),
        "simulate": (simulate, ("seed", "replicates", "first")),
        "CouncilModel": (
            lambda **n: council.CouncilModel(base.data, **n),
            ("seed", "replicate"),
        ),
        "ForecastLedger.register": (lambda **n: ledger.register(base, **n), size),
        "ForecastLedger.resolve": (
            lambda **n: ledger.resolve(votes=None, source="S/PV.7785", **n),
            ("number",),
        ),
        "BacktestResult.cards": (partial(council.BacktestResult.cards, NO_FORECASTS), ("seed",)),
        "Backend": (Backend, ("workers", "block")),
    }


NUMBERS = [(name, number) for name, (_, numbers) in calls(council.load(NAME)).items()
           for number in numbers]  # fmt: skip


@pytest.mark.parametrize(("name", "number"), NUMBERS)
def test_a_value_that_is_no_whole_number_is_refused_by_name(
    base: council.Scenario, name: str, number: str
) -> None:
    call = calls(base)[name][0]
    told = "replicate" if number == "follow" else number
    may_be_none = number in OPTIONAL or name.lower().endswith("compare")
    for value in (1.5, True, "ten", [3], float("nan"), *(() if may_be_none else (None,))):
        with pytest.raises(council.UsageError, match=f"^{told} is "):
            call(**{number: value})
    with pytest.raises(council.UsageError, match=f"^{told} is "):
        call(**{number: 10**30})


def test_every_public_callable_with_such_a_number_is_tested(base: council.Scenario) -> None:
    public: dict[str, Call] = {}
    for name in council.__all__:
        thing = getattr(council, name)
        if inspect.isclass(thing) and not issubclass(thing, BaseException):
            public |= {
                f"{name}.{method}": function
                for method, function in inspect.getmembers(thing, inspect.isfunction)
                if not method.startswith("_")
            }
        elif inspect.isfunction(thing):
            public[name] = thing
    called_by_us = {"StudyWatch.begin", "CouncilModel.reset_randomizer"}  # the second is Mesa's
    wanted = {
        name
        for name, function in public.items()
        if WHOLE & set(inspect.signature(function).parameters) and name not in called_by_us
    }
    assert wanted <= set(calls(base))


def test_numbers_and_arrays_of_numpy_are_what_they_are_in_python(base: council.Scenario) -> None:
    assert base.run(np.int64(4), np.uint8(3)).to_dict() == base.run(4, 3).to_dict()
    swept = base.sweep({PATH: np.linspace(0, 1, 2)}, np.int32(2))
    assert swept.records() == base.sweep({PATH: [0.0, 1.0]}, 2).records()
    for value in (np.float32(0.5), np.array(0.5), np.float64(0.5)):
        assert base.copy().set(PATH, value).changes == {PATH: 0.5}
    spread = base.copy().set(PATH, np.array([0.25, 0.5]))
    assert spread.overrides == (f"{PATH}=[0.25, 0.5]",)
    secret = base.copy().set("council.secret_ballot", np.bool_(True))
    assert secret.overrides == ("council.secret_ballot=true",)
    numbers = {PATH: np.float64(0.5), "replicates": np.int64(2)}
    assert council.simulate(numbers, np.int64(1)) == council.simulate(
        {PATH: 0.5, "replicates": 2}, 1
    )


def test_a_list_that_was_set_is_the_scenarios_own(base: council.Scenario) -> None:
    bounds = [0.25, 0.5]
    changed = base.copy().set(PATH, bounds)
    bounds[0] = 0.4
    assert changed.overrides == (f"{PATH}=[0.25, 0.5]",)


@pytest.mark.parametrize("value", [object(), {"a": 1}, b"x", [object()], 1j])
def test_a_value_of_another_type_is_refused(base: council.Scenario, value: Any) -> None:
    with pytest.raises(council.UsageError, match="cannot be set to a value of type"):
        base.copy().set(PATH, value)


def test_changes_and_axes_that_are_no_mapping_or_list_are_refused(base: council.Scenario) -> None:
    with pytest.raises(council.UsageError, match="it is not a mapping from paths to values"):
        base.whatif([PATH], 4)  # type: ignore[arg-type]
    with pytest.raises(council.UsageError, match=f"the values of {PATH} are 1"):
        base.sweep({PATH: 1}, 4)  # type: ignore[dict-item]
    with pytest.raises(council.UsageError, match="in the list twice"):
        base.sweep({PATH: [0.1, 0.1]}, 4)


@pytest.mark.parametrize("name", [None, "", 5])
def test_what_is_no_name_is_refused(name: Any) -> None:
    with pytest.raises(council.UsageError, match="is not the name of a scenario"):
        council.load(name)


def test_numbers_that_are_not_finite_are_refused(base: council.Scenario, tmp_path: Path) -> None:
    for call in (
        lambda value: base.until(date(2016, 12, 31), value),
        lambda value: base.lift("adopted", value),
        lambda value: base.flip("adopted", step=value),
        lambda value: council.fit(draws=4, prior_spread=value),
    ):
        for value in (None, "1", float("nan")):
            with pytest.raises(council.UsageError, match="it is not a finite number"):
                call(value)
    for value in (1e300, 0.0, -1.0):
        with pytest.raises(council.UsageError, match="prior_spread is"):
            council.fit(draws=4, prior_spread=value)
    with pytest.raises(council.UsageError, match="pass a pair"):
        base.lift("adopted", worlds=20)  # type: ignore[arg-type]
    with pytest.raises(council.UsageError, match="too small"):
        base.flip("adopted", step=1e-9)


def test_a_replicate_that_is_not_compared_cannot_be_followed(base: council.Scenario) -> None:
    assert base.compare(base, 4, follow=3).parting is not None
    with pytest.raises(council.UsageError, match="replicate 4 is not compared"):
        base.compare(base, 4, follow=4)


def test_one_condition_may_be_given_without_a_list(base: council.Scenario) -> None:
    condition = "vetoed(S/2016/846)"
    alone, listed = (base.run(60, given=given).forecast for given in (condition, [condition]))
    assert alone == listed


@pytest.mark.parametrize("given", [None, 3, [3], ["RUS=no", None], {"RUS=no": 1}])
def test_conditions_are_texts(base: council.Scenario, given: Any) -> None:
    for ask in (base.run, base.courses, partial(base.whatif, {PATH: 0.5})):
        with pytest.raises(council.UsageError, match="given is neither a text nor a list"):
            ask(given=given)
    with pytest.raises(council.UsageError, match="inputs is neither a text nor a list"):
        base.sensitivity(inputs=given)


def test_what_a_fit_and_a_backtest_assume_is_declared_once() -> None:
    from typer.main import get_command

    from sim.api.ask_backtest import BacktestPlan
    from sim.api.ask_fit import FitPlan
    from sim.cli.main import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, plan in (("fit", FitPlan), ("backtest", BacktestPlan)):
        usual = {
            key: parameter.default
            for key, parameter in inspect.signature(getattr(council, name)).parameters.items()
        }
        fields = {field.name for field in dataclasses.fields(plan)}
        assert fields <= set(usual)
        options = {each.name: each.default for each in commands[name].params}
        for key in fields & {"draws", "seed", "prior_spread"}:
            assert options[key] in (usual[key], None), (name, key)


@pytest.mark.parametrize("arms", [{}, []])
def test_a_ranking_needs_an_arm(base: council.Scenario, arms: Any) -> None:
    with pytest.raises(council.CouncilError, match="nothing to compare with"):
        base.rank(arms, replicates=20)
