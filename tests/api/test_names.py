"""What ``import sim`` offers: complete, sorted, and loaded only when it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.domain.errors import CouncilError


def test_every_public_name_is_there_and_the_list_is_sorted() -> None:
    assert sorted(sim.__all__) == sim.__all__
    assert dir(sim) == sorted(sim.__all__)
    for name in sim.__all__:
        assert getattr(sim, name) is not None


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'whatifs'"):
        sim.whatifs  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, sim; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    folder = Path(sim.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder
    )
    assert not {"numpy", "numba", "pydantic", "mesa", "duckdb"} & set(done.stdout.split())


def test_a_run_loads_no_statistics_of_scipy_and_no_writer_of_pages() -> None:
    script = "import sys, sim.api.scenario; print(*sorted(sys.modules))"
    folder = Path(sim.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder
    )
    assert not {"scipy.stats", "sim.report.write", "mesa", "duckdb"} & set(done.stdout.split())


def test_errors_are_what_python_users_expect() -> None:
    assert issubclass(sim.UsageError, ValueError)
    assert issubclass(sim.ScenarioErrors, ValueError)
    assert issubclass(sim.TableError, ValueError)
    assert issubclass(sim.UnknownNameError, LookupError)
    assert issubclass(sim.UnknownStateError, LookupError)
    errors = [one for one in map(vars(sim).get, sim.__all__) if isinstance(one, type)]
    assert all(issubclass(e, CouncilError) for e in errors if issubclass(e, Exception))
