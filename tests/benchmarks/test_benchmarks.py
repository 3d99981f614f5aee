"""The benchmark counts what it says, grows what it says, and prints ratios of what it measured."""

from __future__ import annotations

import ast
import json
import math
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from benchmarks import operations
from benchmarks.growth import Point, exponents, plot
from benchmarks.measure import EXP_C, EXP_ENGINE, MESA, ONE, PLAIN, TWO, UNFUSED, Measured
from benchmarks.report import as_markdown, as_plain, ratios
from benchmarks.roofline import roofs
from benchmarks.sizes import flagship, with_drafts, with_issues, with_rounds, with_seats
from benchmarks.startup import BARE, over_bare, seconds
from sim.engines.run import Job, worlds
from sim.negotiation.setting import Setting

SNIPPET = """
def f(a, n):
    total = 0.0
    for i in range(n + 1):
        total += a[i] * 2.0 - 1.0 / (a[i] + 1.0)
        a[i] *= 0.5
    return total, a + 1.0
"""


def test_every_operation_on_reals_is_counted_and_none_on_indices() -> None:
    plain: dict[str, object] = {}
    exec(SNIPPET, plain)
    counting: dict[str, object] = {"_count": operations.count}
    tree = operations.Counting().visit(ast.parse(SNIPPET))
    exec(compile(tree, "snippet", "exec"), counting)
    operations.COUNTED.clear()
    one, two = np.linspace(0, 1, 5), np.linspace(0, 1, 5)
    expected, expected_array = plain["f"](one, 4)
    got, got_array = counting["f"](two, 4)
    assert got == expected
    assert np.array_equal(got_array, expected_array)
    assert operations.COUNTED == {
        "add": 5 + 5 + 5,
        "multiply": 5 + 5,
        "divide": 5,
        "subtract": 5,
    }


def test_the_modules_of_kernels_are_all_counted() -> None:
    names = operations.kernel_modules()
    assert "sim.equilibrium.fixed_point" in names
    assert "sim.arithmetic" in names


@pytest.mark.parametrize(
    ("change", "size", "measured"),
    [
        (with_seats, 40, lambda s: len(s.members)),
        (with_issues, 20, lambda s: len(s.issues)),
        (with_drafts, 4, lambda s: len(s.drafts)),
        (with_rounds, 20, lambda s: s.rounds),
    ],
)
def test_scenarios_grow_to_the_size_asked_for_and_run(change, size, measured) -> None:
    setting = Setting(change(flagship(), size))
    assert measured(setting) == size
    made = worlds(Job(setting, 0), 0, 2)
    assert (made.round[: len(flagship().drafts)] >= 0).any()


def test_roofs_run_and_the_machine_s_peak_is_above_its_exp() -> None:
    rates = {roof.name: roof.rate(0.02) for roof in roofs()}
    peak = max(rate for name, rate in rates.items() if name.startswith("multiply"))
    assert peak > max(rate for name, rate in rates.items() if name.startswith("exp")) > 0


MEASURED = Measured(
    worlds={ONE: 4000.0, TWO: 7600.0, MESA: 400.0, PLAIN: 0.5},
    roofs={
        f"{UNFUSED}, 1": 5e10, f"{UNFUSED}, 2": 1e11,
        f"{EXP_C}, 1": 2e8, f"{EXP_ENGINE}, 1": 6e8,
    },
    operations={"add": 3_000_000, "multiply": 2_000_000},
    counted_over=2,
)  # fmt: skip


def test_ratios_are_of_medians_of_one_run() -> None:
    told = ratios(MEASURED)
    assert told["ensemble on 1 thread / kernels uncompiled"] == 8000
    assert told["ensemble on 2 threads / on 1"] == 1.9
    assert told[f"scaling of the ensemble / of {UNFUSED}"] == pytest.approx(0.95)
    assert told[f"share of the peak ({UNFUSED}), 1 thread"] == pytest.approx(0.2)
    assert told["exp of the engine / of the C library"] == pytest.approx(3)


POINTS = [Point("seats", n, 0.01 * n**2) for n in (15, 30, 60)]


def test_growth_is_told_as_a_power_and_drawn_the_same_each_time(tmp_path: Path) -> None:
    assert exponents(POINTS)["seats"] == pytest.approx(2)
    pytest.importorskip("matplotlib")
    points = [*POINTS, Point("rounds", 10, 1.0), Point("rounds", 20, 2.0)]
    for name in ("one.svg", "two.svg"):
        plot(points, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert ET.parse(tmp_path / "one.svg").getroot().tag.endswith("svg")


def test_the_table_and_the_json_say_the_same() -> None:
    text = as_markdown(MEASURED, POINTS)
    plain = json.loads(json.dumps(as_plain(MEASURED, POINTS)))
    assert "| ensemble, 1 thread | 4,000 |" in text
    assert plain["operations_a_world"] == 2_500_000
    assert not math.isnan(plain["growth_exponents"]["seats"])


def test_commands_are_told_as_ratios_to_a_bare_interpreter() -> None:
    started = {BARE: 0.25, "council list": 0.5, "council validate": 0.75}
    assert over_bare(started) == {"council list": 2.0, "council validate": 3.0}
    assert "| council validate | 3.00 | 0.75 |" in as_markdown(MEASURED, POINTS, started)
    plain = as_plain(MEASURED, POINTS, started)
    assert plain["command_over_bare_interpreter"]["council list"] == 2.0


def test_processor_seconds_are_those_of_the_process_alone() -> None:
    asleep = seconds([sys.executable, "-c", "import time; time.sleep(2)"])
    busy = seconds([sys.executable, "-c", "sum(i * i for i in range(5_000_000))"])
    assert 0.0 < asleep < busy
    with pytest.raises(RuntimeError, match="ended with 3"):
        seconds([sys.executable, "-c", "import sys; sys.exit(3)"])
