"""The search for the mode: a known lowest point and curvature are found."""

from __future__ import annotations

import numpy as np

from sim.studies.votes.mode import descend, hessian, raised_eigenvalues
from sim.studies.votes.posterior import Objective, Prior

FREE = ("eps", "presumption", "alpha")
TOP = np.array([0.4, -0.3, 0.2])
BEND = np.array([[9.0, 3.0, 0.0], [3.0, 25.0, -4.0], [0.0, -4.0, 6.0]])


class Bowl(Objective):
    """A quadratic about ``TOP``."""

    def __init__(self) -> None:
        super().__init__([], Prior(free=FREE))

    def value(self, theta: np.ndarray) -> float:
        x = theta - self.prior.start - TOP
        return 0.5 * float(x @ BEND @ x)


def test_the_lowest_point_is_found_along_any_axes() -> None:
    bowl = Bowl()
    for axes in (np.eye(3), np.linalg.cholesky(np.linalg.inv(BEND))):
        found = descend(bowl, bowl.prior.start, axes)
        np.testing.assert_allclose(found.theta, bowl.prior.start + TOP, atol=1e-3)
        assert found.converged
        assert 0 < found.steps < 50


def test_the_curvature_of_a_quadratic_is_its_matrix() -> None:
    bowl = Bowl()
    np.testing.assert_allclose(hessian(bowl, bowl.prior.start + TOP), BEND, atol=1e-6)


def test_no_direction_is_told_less_sharply_than_by_the_prior() -> None:
    raised = raised_eigenvalues(np.diag([4.0, 0.2, -3.0]), 1.0)
    np.testing.assert_allclose(raised, np.diag([4.0, 1.0, 1.0]), atol=1e-12)


def test_progress_is_told_and_climbs() -> None:
    bowl, told = Bowl(), []
    descend(bowl, bowl.prior.start, np.eye(3), lambda step, value: told.append((step, value)))
    assert [step for step, _ in told] == list(range(1, len(told) + 1))
    assert told[-1][1] >= told[0][1]
