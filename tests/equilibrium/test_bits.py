"""The same bits whatever stands beside a lane, compiled or not, on processors old and new."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.equilibrium.rules import quantal_response
from sim.preferences.coefficients import DECISION
from sim.preferences.electorate import Beliefs, Electorate, Texts
from tests.equilibrium.test_equilibrium import strategic

ROOT = Path(__file__).resolve().parents[2]
PERMANENT, ELECTED, ISSUES = 5, 10, 4


def council(worlds: int, seed: int) -> Electorate:
    """Fifteen members in several worlds; in each world some mind nobody."""
    r = np.random.default_rng(seed)
    n = PERMANENT + ELECTED
    align = r.uniform(-1, 1, (n, n, worlds)) * (r.random((n, n, worlds)) < 0.4)
    align[np.arange(n), np.arange(n)] = 0.0
    total = np.abs(align).sum(axis=1, keepdims=True)
    salience = r.uniform(0.1, 1, (n, ISSUES, worlds))
    c = np.array(strategic())[:, None]
    c = c * np.exp(r.normal(0, 0.1, (len(DECISION), worlds)))
    return Electorate(
        ideal=r.uniform(0, 1, (n, ISSUES, worlds)),
        salience=salience / salience.sum(axis=1, keepdims=True),
        align=align / np.where(total > 0.0, total, 1.0),
        c=np.concatenate([c, 1.0 / c[:1]]),
        quo=r.uniform(0, 0.4, (ISSUES, worlds)),
        compliance=r.uniform(0.5, 1, (ISSUES, worlds)),
        elected=np.arange(PERMANENT, n, dtype=np.int64),
        permanent=np.arange(PERMANENT, dtype=np.int64),
        quota=9,
        quadratic=False,
    )


def ballots(worlds: int, lanes: int, seed: int) -> Texts:
    """Texts under several laws, some with members that may not vote."""
    r = np.random.default_rng(seed)
    n = PERMANENT + ELECTED
    held = (r.random((n, lanes)) < 0.05).astype(np.float64)
    given = np.zeros((3, n, lanes))
    given[1] = held
    return Texts(
        world=np.sort(r.integers(0, worlds, lanes)),
        text=r.uniform(0, 1, (ISSUES, lanes)),
        rival=r.uniform(0, 1, (ISSUES, lanes)),
        chance=r.uniform(0, 0.5, lanes),
        fixed=r.normal(0, 0.1, (n, lanes)),
        apart=np.zeros((n, lanes)),
        held=held,
        given=given,
        blocking=r.integers(0, 4, lanes),
    )


def some(texts: Texts, lanes: np.ndarray) -> Texts:
    """The same texts, those ``lanes`` only, in that order."""
    return Texts(
        **{name: np.ascontiguousarray(array[..., lanes]) for name, array in vars(texts).items()}
    )


def fields(beliefs: Beliefs) -> dict[str, np.ndarray]:
    return dict(vars(beliefs))


def digest(worlds: int, lanes: int) -> str:
    """Hash of all that is found of the lanes."""
    found = fields(quantal_response(council(worlds, 1), ballots(worlds, lanes, 2)))
    out = hashlib.blake2b(digest_size=16)
    for name in sorted(found):
        out.update(np.ascontiguousarray(found[name]).tobytes())
    return out.hexdigest()


@pytest.mark.parametrize("seed", [3, 4])
def test_a_lane_does_not_depend_on_what_stands_beside_it(seed: int) -> None:
    who, texts = council(7, seed), ballots(7, 300, seed)
    together = fields(quantal_response(who, texts))
    assert np.max(together["residual"]) < 1e-9
    order = np.random.default_rng(seed).permutation(300)
    shuffled = fields(quantal_response(who, some(texts, order)))
    alone = [
        fields(quantal_response(who, some(texts, np.array([lane])))) for lane in range(0, 300, 9)
    ]
    for name, array in together.items():
        assert np.array_equal(shuffled[name], array[..., order]), name
        for found, lane in zip(alone, range(0, 300, 9), strict=True):
            assert np.array_equal(found[name][..., 0], array[..., lane]), name


def test_a_lane_does_not_depend_on_the_worlds_beside_its_own() -> None:
    who, texts = council(7, 5), ballots(7, 60, 5)
    together = fields(quantal_response(who, texts))
    for world in range(7):
        lanes = np.flatnonzero(texts.world == world)
        column = slice(world, world + 1)
        here = Electorate(
            **{
                name: np.ascontiguousarray(value[..., column])
                if isinstance(value, np.ndarray) and value.dtype == np.float64
                else value
                for name, value in vars(who).items()
            }
        )
        only = some(texts, lanes)
        moved = Texts(**{**vars(only), "world": np.zeros_like(only.world)})
        found = fields(quantal_response(here, moved))
        for name, array in together.items():
            assert np.array_equal(found[name], array[..., lanes]), name


def elsewhere(worlds: int, lanes: int, **environment: str) -> str:
    """The digest found by another process with that environment."""
    code = f"import test_bits; print(test_bits.digest({worlds}, {lanes}))"
    told = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}", **environment}
    done = subprocess.run(
        [sys.executable, "-c", code], env=told, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_uncompiled_kernels_find_the_same_bits() -> None:
    assert elsewhere(2, 3, NUMBA_DISABLE_JIT="1") == digest(2, 3)


@pytest.mark.slow
def test_a_plain_processor_without_wide_vectors_finds_the_same_bits(tmp_path: Path) -> None:
    plain = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    assert elsewhere(7, 300, **plain, NUMBA_CACHE_DIR=str(tmp_path)) == digest(7, 300)
