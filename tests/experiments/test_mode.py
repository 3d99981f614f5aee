"""The search for the mode: a known top and curvature are found through small cliffs."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiments.mode import descend, settle
from sim.experiments.posterior import Objective, Prior

FREE = ("tau", "nu", "alpha")
TOP = np.array([0.4, -0.3, 0.2])
BEND = np.array([[9.0, 3.0, 0.0], [3.0, 25.0, -4.0], [0.0, -4.0, 6.0]])


class Rough(Objective):
    """A quadratic about ``TOP``, with cliffs of a given height all over it."""

    def __init__(self, height: float) -> None:
        super().__init__([], Prior(free=FREE))
        self.height = height

    def value(self, theta: np.ndarray) -> float:
        x = theta - self.prior.start - TOP
        cliffs = np.sign(np.sin(97.0 * theta)).sum() + np.sign(np.sin(311.0 * theta)).sum()
        return 0.5 * float(x @ BEND @ x) + self.height * float(cliffs)


def test_a_quadratic_is_found_exactly() -> None:
    objective = Rough(0.0)
    mode = settle(objective, objective.prior.start)
    np.testing.assert_allclose(mode.theta, objective.prior.start + TOP, atol=1e-8)
    np.testing.assert_allclose(mode.hessian, BEND, atol=1e-6)
    assert mode.roughness < 1e-8


def test_cliffs_hide_neither_the_top_nor_the_curvature() -> None:
    objective = Rough(0.05)
    mode = settle(objective, objective.prior.start)
    away = mode.theta - objective.prior.start - TOP
    assert float(np.sqrt(away @ BEND @ away)) < 0.2  # in standard deviations
    np.testing.assert_allclose(np.diag(mode.hessian), np.diag(BEND), rtol=0.25)
    assert 0.02 < mode.roughness < 0.3


def test_no_direction_is_told_less_sharply_than_by_the_prior() -> None:
    class Flat(Rough):
        def value(self, theta: np.ndarray) -> float:
            return 0.0 * float(theta.sum())

    mode = settle(Flat(0.0), Flat(0.0).prior.start)
    np.testing.assert_allclose(mode.hessian, np.eye(3), atol=1e-6)


def test_the_descent_reaches_the_valley() -> None:
    objective = Rough(0.0)
    theta, steps = descend(objective)
    np.testing.assert_allclose(theta, objective.prior.start + TOP, atol=1e-2)
    assert 0 < steps < 50


@pytest.mark.parametrize("size", [1, 9])
def test_the_cloud_is_the_same_each_time(size: int) -> None:
    from sim.experiments.mode import _cloud

    np.testing.assert_array_equal(_cloud(size), _cloud(size))
    assert _cloud(size).shape[1] == size
