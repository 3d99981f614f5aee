"""The shape of the house: small modules, no cycles, light command line, one layer order."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "sim"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 350
TYPICAL = 200
LIGHT = {"typer", "sim"} | set(sys.stdlib_module_names)
HEAVY = {
    *("duckdb", "jinja2", "mesa", "numba", "numpy", "pandas", "pydantic"),
    *("resvg_py", "ruamel", "scipy", "segno", "starlette", "uvicorn"),
}


NEAR = (
    *("sim.cli", "sim.domain.counts", "sim.domain.errors", "sim.domain.visible"),
    *(
        "sim.domain.work",
        "sim.domain.written",
        "sim.memory",
        "sim.version",
        "sim.api.watching",
        "sim.api.limits",
    ),
    *("sim.report.document", "sim.report.tables", "sim.scenario.renewals"),
)
"""What commands need at their top: errors, who is told, the document of an answer, defaults and
limits; all light."""


def name(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def imported_at_the_top(path: Path) -> set[str]:
    """Names of the modules that importing ``path`` imports, as written."""
    found: set[str] = set()
    waiting: list[ast.stmt] = list(ast.parse(path.read_text()).body)
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            found.add(statement.module or "")
        elif isinstance(statement, ast.Try):
            waiting += [*statement.body, *statement.orelse, *statement.finalbody]
        elif isinstance(statement, ast.If) and "TYPE_CHECKING" not in ast.unparse(statement.test):
            waiting += [*statement.body, *statement.orelse]
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_is_longer_than_one_sitting(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= LONGEST, f"{name(path)} has {lines} lines; split it by what it is about"


def test_most_modules_are_short() -> None:
    lengths = [len(path.read_text().splitlines()) for path in MODULES]
    assert sum(length <= TYPICAL for length in lengths) > len(lengths) / 2


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), f"{name(path)} has no docstring"


def test_no_import_cycle() -> None:
    graph = grimp.build_graph("sim", cache_dir=None)
    order = TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    )
    try:
        order.prepare()
    except CycleError as cycle:
        pytest.fail("modules import each other: " + " <- ".join(cycle.args[1]))


@pytest.mark.parametrize("path", sorted((PACKAGE / "cli").glob("*.py")), ids=name)
def test_command_modules_import_only_light_things_at_the_top(path: Path) -> None:
    imported = imported_at_the_top(path)
    heavy = {module for module in imported if module.split(".")[0] not in LIGHT}
    rooms = {
        module for module in imported if module.startswith("sim.") and not module.startswith(NEAR)
    }
    assert not heavy | rooms, (
        f"{name(path)} imports {', '.join(sorted(heavy | rooms))} at its top: "
        "import it in the command that needs it"
    )


def test_help_loads_no_heavy_package() -> None:
    script = (
        "import sys\n"
        "from sim.cli.main import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted({m.split('.')[0] for m in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    loaded = set(done.stdout.rsplit("LOADED", 1)[1].split())
    assert not loaded & HEAVY, f"council --help loads {sorted(loaded & HEAVY)}"


def loaded_by(*words: str) -> set[str]:
    """The packages that a command has imported when it is done."""
    script = (
        "import sys\n"
        "from sim.cli import main\n"
        f"sys.argv = ['council', *{words!r}]\n"
        "try:\n    main.main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


def test_a_command_loads_what_it_uses(tmp_path: Path) -> None:
    flagship = "aleppo-2016-10-08"
    assert not loaded_by("list") & {"numpy", "numba", "duckdb", "ruamel.yaml", "jinja2"}
    assert not loaded_by("validate", flagship) & {"numba", "scipy", "duckdb", "ruamel.yaml"}
    loaded_by("run", flagship, "-n", "20", "-o", str(tmp_path / "first"))  # compiles the kernels
    ran = ("run", flagship, "-n", "20", "-o", str(tmp_path))
    assert not loaded_by(*ran) & {"scipy.linalg", "scipy.stats", "mesa", "pandas", "ruamel.yaml"}
    assert not loaded_by(*ran) & {"duckdb", "mesa", "pandas"}  # found again


def test_numbas_own_linear_algebra_is_there_for_others() -> None:
    script = (
        "import sim.compiled, numba, numpy as np\n"
        "dot = numba.njit(lambda a, b: np.dot(a, b))\n"
        "print(dot(np.eye(3), np.ones((3, 3))).sum())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert done.stdout.strip() == "9.0"
