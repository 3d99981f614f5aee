"""Solvers against published tables: emission standards for cars; properties of the Nash product."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.studies.models.challenge import ChallengeSettings, challenge
from sim.studies.models.nash import nash_product
from sim.studies.models.preference_tables import PreferenceTable
from sim.studies.models.solvers import SOLVERS, weighted_mean, weighted_median

# Bueno de Mesquita 1994, as reprinted by Scholz, Calbert and Smith 2011, table 1:
# NL, BE, LU, DE, FR, IT, UK, IE, DK, GR.
CAPABILITY = np.array([0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08])
POSITION = np.array([4.0, 7.0, 4.0, 4.0, 10.0, 10.0, 10.0, 7.0, 4.0, 7.0])
SALIENCE = np.array([0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7])


def emissions() -> PreferenceTable:
    def column(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return values[:, None]

    return PreferenceTable(
        name="emission standards",
        actors=("NL", "BE", "LU", "DE", "FR", "IT", "UK", "IE", "DK", "GR"),
        issues=("years",),
        capability=column(CAPABILITY),
        position=column(POSITION),
        salience=column(SALIENCE),
        low=np.array([4.0]),
        high=np.array([10.0]),
    )


def test_mean_and_median_at_the_start() -> None:
    assert weighted_mean(emissions()).outcome[0] == pytest.approx(7.390, abs=5e-4)
    assert weighted_median(emissions()).outcome[0] == 7.0


def test_risk_exponents_of_the_first_round() -> None:
    run = challenge(CAPABILITY, POSITION, SALIENCE)
    published = [1.406, 0.754, 0.509, 1.406, 1.047, 1.047, 1.965, 0.5, 2.0, 1.112]
    np.testing.assert_allclose(run.risk[0], published, atol=5.1e-4)


def test_rounds_equal_a_public_reimplementation() -> None:
    run = challenge(CAPABILITY, POSITION, SALIENCE)
    medians = [8.416, 9.611, 9.962, 9.962, 9.962, 7.472, 8.825, 9.671]
    means = [7.461, 7.553, 7.590, 7.358, 7.349, 7.415, 7.511, 7.572]
    np.testing.assert_allclose(run.median[1:], medians, atol=5.1e-4)
    # The printed 7.511 is 7.5105: one unit of the last digit.
    np.testing.assert_allclose(run.mean[1:], means, atol=6e-4)


def test_rounds_against_the_table_of_the_paper() -> None:
    run = challenge(CAPABILITY, POSITION, SALIENCE)
    medians = np.array([8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6])
    means = np.array([7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6])
    apart = np.abs(run.median[1:] - medians)
    # One decimal, cut off rather than rounded. Round 2 is not reproduced: 9.6 here, 9.9 there.
    assert (np.delete(apart, 1) < 0.1).all()
    assert apart[1] == pytest.approx(0.289, abs=0.001)
    assert (np.abs(run.mean[1:] - means) < 0.1).all()


def test_offers_of_least_change_part_from_the_printed_numbers() -> None:
    run = challenge(CAPABILITY, POSITION, SALIENCE, ChallengeSettings(least_change=True))
    assert run.median[:6] == pytest.approx([7.0, 8.416, 9.475, 9.932, 9.999, 10.0], abs=5e-4)


@pytest.mark.parametrize("least_change", [False, True])
def test_rounding_does_not_decide_a_challenge(least_change: bool) -> None:
    settings = ChallengeSettings(least_change=least_change)
    run = challenge(CAPABILITY, POSITION, SALIENCE, settings)
    chance = np.random.default_rng(0)
    for _ in range(20):
        nearly = CAPABILITY * (1.0 + 1e-14 * chance.standard_normal(CAPABILITY.size))
        again = challenge(nearly, POSITION, SALIENCE, settings)
        assert again.median == pytest.approx(run.median, abs=1e-6)


def test_a_challenge_among_equals_moves_nobody() -> None:
    same = np.full(4, 5.0)
    run = challenge(np.ones(4), same, np.ones(4), ChallengeSettings(rounds=3))
    assert (run.position == 5.0).all()
    with pytest.raises(ValueError, match="between 0 and 1"):
        challenge(np.ones(4), same, np.full(4, 80.0))


def random_table(seed: int, status_quo: float | None) -> PreferenceTable:
    random = np.random.default_rng(seed)
    actors, issues = 6, 2
    return PreferenceTable(
        "random",
        tuple(f"a{i}" for i in range(actors)),
        tuple(f"k{i}" for i in range(issues)),
        random.uniform(0.2, 1.0, (actors, issues)).mean(axis=1, keepdims=True).repeat(issues, 1),
        random.uniform(0.3, 1.0, (actors, issues)),
        random.uniform(0.1, 1.0, (actors, issues)),
        np.zeros(issues),
        np.ones(issues),
        None if status_quo is None else np.full(issues, status_quo),
    )


def product(table: PreferenceTable, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log product at the points x (points, K), written out without the programme's tricks."""
    salience = table.relative_salience()
    share = table.capability[:, 0] / table.capability[:, 0].sum()
    reference = (
        np.maximum(table.position, 1.0 - table.position)
        if table.status_quo is None
        else np.abs(table.status_quo - table.position)
    )
    loss = (salience[None] * np.abs(x[:, None, :] - table.position[None])).sum(axis=2)
    gain = (salience * reference).sum(axis=1) - loss
    return np.where((gain > 0).all(1), np.log(np.maximum(gain, 1e-300)) @ share, -np.inf)


@pytest.mark.parametrize("status_quo", [None, 0.0])
@pytest.mark.parametrize("seed", range(4))
def test_no_grid_point_beats_the_nash_product(seed: int, status_quo: float | None) -> None:
    table = random_table(seed, status_quo)
    axis = np.linspace(0.0, 1.0, 201)
    grid = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    best = product(table, grid)
    found = nash_product(table)
    assert found.agreed
    assert found.product == pytest.approx(float(product(table, found.outcome[None])[0]), abs=1e-9)
    assert found.product >= best.max() - 1e-9
    assert np.abs(found.outcome - grid[best.argmax()]).max() < 0.02
    assert ("worst point" in SOLVERS["nash-product"](table).note) == (status_quo is None)


def test_without_a_common_gain_the_status_quo_stays() -> None:
    table = PreferenceTable(
        "opposed",
        ("a", "b"),
        ("k",),
        np.ones((2, 1)),
        np.array([[0.0], [1.0]]),
        np.ones((2, 1)),
        np.zeros(1),
        np.ones(1),
        np.array([0.4]),
    )
    found = nash_product(table)
    assert not found.agreed
    assert found.outcome[0] == 0.4
    assert "status quo" in SOLVERS["nash-product"](table).note


def test_tables_refuse_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="outside"):
        PreferenceTable(
            "t",
            ("a",),
            ("k",),
            np.ones((1, 1)),
            np.full((1, 1), 2.0),
            np.ones((1, 1)),
            np.zeros(1),
            np.ones(1),
        )
