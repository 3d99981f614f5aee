"""Estimators of sensitivity on functions whose indices are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.studies.sensitivity.one_at_a_time import morris, one_at_a_time, over_worlds, screened
from sim.studies.sensitivity.sobol import Columns, Groups, Input, _saltelli, grouped, sobol_indices

Floats = NDArray[np.float64]
Luck = NDArray[np.int64]


def uniform(path: str, low: float, high: float, **labels: str) -> Input:
    return Input(path, lambda u: low + u * (high - low), {k: (v,) for k, v in labels.items()})


ISHIGAMI = tuple(
    uniform(name, -np.pi, np.pi, actor=actor)
    for name, actor in (("x1", "A"), ("x2", "B"), ("x3", "A"))
)
FIRST = [0.3139, 0.4424, 0.0]
TOTAL = [0.5576, 0.4424, 0.2437]
VARIANCE = 0.5 + 7.0**2 / 8 + 0.1 * np.pi**4 / 5 + 0.1**2 * np.pi**8 / 18


def alone(inputs: tuple[Input, ...]) -> Groups:
    return {one.path: (place,) for place, one in enumerate(inputs)}


def ishigami(values: Columns, luck: Luck | None = None) -> Floats:
    x1, x2, x3 = (np.asarray(values[name], dtype=np.float64) for name in ("x1", "x2", "x3"))
    return np.stack([np.sin(x1) + 7.0 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)])


def test_sobol_indices_of_ishigami() -> None:
    found = sobol_indices(ishigami, ISHIGAMI, alone(ISHIGAMI), 4096, 1)
    np.testing.assert_allclose(found.first[0], FIRST, atol=0.02)
    np.testing.assert_allclose(found.total[0], TOTAL, atol=0.02)
    assert found.variance[0] == pytest.approx(VARIANCE, rel=0.02)
    assert found.runs == 4096 * 5
    assert (found.first_low <= found.first).all()
    assert (found.first <= found.first_high).all()


def test_the_same_seed_gives_the_same_bounds_and_another_seed_others() -> None:
    one, again, other = (
        sobol_indices(ishigami, ISHIGAMI, alone(ISHIGAMI), 64, k) for k in (1, 1, 2)
    )
    for name in ("first_low", "first_high", "total_low", "total_high"):
        assert getattr(one, name).tobytes() == getattr(again, name).tobytes()
    assert one.first_low.tobytes() != other.first_low.tobytes()


def test_indices_are_those_of_scipy() -> None:
    rng = np.random.default_rng(5)
    parts = rng.random((2, 6, 128))  # outcomes, both base designs and four mixed, points
    theirs = stats.sobol_indices(
        func={"f_A": parts[:, 0], "f_B": parts[:, 1], "f_AB": np.moveaxis(parts[:, 2:], 1, 0)},
        n=128,
    )
    centred = parts - parts[:, :2].mean(axis=(1, 2), keepdims=True)
    first, total = _saltelli(centred[:, 0], centred[:, 1], np.moveaxis(centred[:, 2:], 1, 0))
    assert first == pytest.approx(theirs.first_order, abs=1e-12)
    assert total == pytest.approx(theirs.total_order, abs=1e-12)


def test_groups_keep_interactions_inside_them() -> None:
    found = sobol_indices(ishigami, ISHIGAMI, grouped(ISHIGAMI, "actor"), 4096, 2)
    assert found.groups == ("A", "B")
    # x1 and x3 together own everything that x2 does not, with no interaction left between groups.
    np.testing.assert_allclose(found.first[0], [1 - 0.4424, 0.4424], atol=0.02)
    np.testing.assert_allclose(found.total[0], [1 - 0.4424, 0.4424], atol=0.02)


def test_the_worth_of_learning_is_the_variance_it_removes() -> None:
    found = sobol_indices(ishigami, ISHIGAMI, {"x2": (1,), "the others": (0, 2)}, 4096, 3)
    assert found.worth[0, 0] == pytest.approx(0.4424 * VARIANCE, rel=0.04)


def test_outcomes_that_never_vary_have_no_indices_and_disturb_no_other() -> None:
    found = sobol_indices(
        lambda values, luck: np.concatenate([np.zeros((1, values["x1"].size)), ishigami(values)]),
        ISHIGAMI,
        alone(ISHIGAMI),
        1024,
        1,
    )
    assert np.isnan(found.total[0]).all()
    assert found.variance[0] == 0.0
    assert "in 0 of 2,048 worlds" in found.why_not_estimable(0)
    assert found.why_not_estimable(1) == ""
    np.testing.assert_allclose(found.first[1], FIRST, atol=0.05)


@pytest.mark.parametrize("rare", [0, 1, 9])
def test_an_outcome_that_hardly_ever_varies_has_no_shares(rare: int) -> None:
    base = 64

    def seldom(values: Columns, luck: Luck) -> Floats:
        found = np.zeros((1, luck.size))
        found[0, :rare] = 1.0
        found[0, 2 * base :: 3] = 1.0  # the mixed designs vary, and divide by almost nothing
        return found

    found = sobol_indices(seldom, ISHIGAMI, alone(ISHIGAMI), base, 1)
    for values in (found.first, found.total, found.first_low, found.total_high, found.worth):
        assert np.isnan(values).all()
    assert f"in {rare} of 128 worlds" in found.why_not_estimable(0)


def test_no_share_has_an_interval_of_one_point_unless_it_is_idle() -> None:
    rng = np.random.default_rng(0)

    def jumps(values: Columns, luck: Luck) -> Floats:
        x1, x2 = (np.asarray(values[name], np.float64) for name in ("x1", "x2"))
        return np.stack([(x1 > 2.8) & (x2 > level) for level in (1.0, 2.0, 2.5, 3.0)]).astype(float)

    for _ in range(10):
        found = sobol_indices(jumps, ISHIGAMI, alone(ISHIGAMI), 64, int(rng.integers(1000)))
        for value, low, high in (
            (found.first, found.first_low, found.first_high),
            (found.total, found.total_low, found.total_high),
        ):
            shown = np.isfinite(value)
            assert (shown == np.isfinite(low)).all()
            assert (shown == np.isfinite(high)).all()
            narrow = shown & (low == high)
            assert (value[narrow] == 0.0).all()
        assert (found.total[:, 2][found.estimable] == 0.0).all(), "x3 changes nothing"


def test_categories_are_inputs_like_any_other() -> None:
    rule = Input("rule", lambda u: np.where(u < 0.5, "charter", "no-veto"), {})
    noise = uniform("noise", 0.0, 1.0)

    def outcome(values: Columns, luck: Luck) -> Floats:
        effect = np.where(values["rule"] == "no-veto", 1.0, 0.0)
        return np.asarray(effect + 0.0 * np.asarray(values["noise"], np.float64))[None]

    found = sobol_indices(outcome, (rule, noise), alone((rule, noise)), 256, 0)
    np.testing.assert_allclose(found.total[0], [1.0, 0.0], atol=1e-9)


def linear(values: Columns, luck: Luck) -> Floats:
    x = {name: np.asarray(value, np.float64) for name, value in values.items()}
    return np.asarray(3.0 * x["a"] - 1.0 * x["b"] + 0.0 * x["c"])[None]


LINEAR = tuple(uniform(name, 0.0, 1.0) for name in "abc")


def test_one_at_a_time_of_a_linear_function() -> None:
    found = one_at_a_time(linear, LINEAR)
    np.testing.assert_allclose(found.swing[0], [2.4, 0.8, 0.0], atol=1e-12)
    assert found.middle[0] == pytest.approx(1.0)
    assert found.runs == 7


def test_morris_of_a_linear_function() -> None:
    pytest.importorskip("SALib")
    found = morris(linear, LINEAR, 10, 4)
    # Effects are per unit of probability: the slopes themselves on a uniform input.
    ratio = found.strength[0] / found.strength[0, 0]
    np.testing.assert_allclose(ratio, [1.0, 1.0 / 3.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(found.bend[0], 0.0, atol=1e-9)
    assert found.runs == 40


def test_morris_finds_the_interacting_input_of_ishigami() -> None:
    pytest.importorskip("SALib")
    found = morris(ishigami, ISHIGAMI, 50, 4)
    assert found.bend[0, 2] > 0.5  # x3 acts only through x1
    assert found.confidence.shape == (1, 3)


def test_runs_that_are_compared_share_their_luck() -> None:
    """An outcome that is mostly luck: pairing on luck leaves the input's effect visible."""
    noise = np.random.default_rng(0).standard_normal(4096)
    one, other = uniform("a", 0.0, 1.0), uniform("b", 0.0, 1.0)

    def outcome(values: Columns, luck: Luck) -> Floats:
        return (np.asarray(values["a"], np.float64) + 3.0 * noise[luck])[None]

    found = sobol_indices(outcome, (one, other), alone((one, other)), 4096, 1)
    assert found.total[0, 1] == 0.0
    # Var(a) = 1/12 beside a luck of variance 9.
    assert found.total[0, 0] == pytest.approx((1 / 12) / (1 / 12 + 9 * noise.var()), rel=0.1)
    if pytest.importorskip("SALib"):
        screened = morris(outcome, (one, other), 8, 0)
        np.testing.assert_allclose(screened.bend[0], 0.0, atol=1e-9)


def test_screening_picks_what_matters() -> None:
    assert screened(linear, LINEAR, 200, 2, 0) == ["a", "b"]
    flat = screened(lambda v, luck: np.zeros((1, luck.size)), LINEAR, 50, 2, 0)
    assert flat == []


def test_a_tornado_over_worlds_averages_the_others_out() -> None:
    found = over_worlds(ishigami, ISHIGAMI, ["x1", "x3"], 4096, 0)
    low, high = (-np.pi + t * 2 * np.pi for t in (0.1, 0.9))
    # E[y | x1] = sin(x1) (1 + pi^4 / 50) + 7/2, E[y | x3] = 7/2.
    slope = 1 + np.pi**4 / 50
    assert found.low[0, 0] == pytest.approx(np.sin(low) * slope + 3.5, abs=0.05)
    assert found.high[0, 0] == pytest.approx(np.sin(high) * slope + 3.5, abs=0.05)
    assert found.low[0, 1] == pytest.approx(3.5, abs=0.05)
    assert found.middle[0] == pytest.approx(3.5, abs=0.05)


def test_an_input_may_stand_in_several_groups() -> None:
    both = Input("x", lambda u: u, {"source": ("one", "two")})
    other = Input("y", lambda u: u, {"source": ("two",)})
    assert grouped((both, other), "source") == {"one": (0,), "two": (0, 1)}
