"""A function's digest changes with whatever could change its results, and with nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.domain.code_digest import code_digest

BASE = """\
import math
from functools import partial
import numpy as np

FACTOR = 2.0
TABLE = {"a": (1, 2), "b": [np.arange(3.0)]}

class Weight:
    least = 0.5
    def of(self, x):
        return max(x, self.least)

def helper(x):
    return Weight().of(x) * FACTOR

def rule(x, power=2, *, shift=0.0):
    def inner(y):
        return helper(y) + TABLE["a"][0]
    return math.fsum([inner(x) ** power, shift])
"""

CHANGES = {
    "global value": ("FACTOR = 2.0", "FACTOR = 2.5"),
    "value in a container": ("(1, 2)", "(1, 3)"),
    "array": ("arange(3.0)", "arange(3.0) + 1"),
    "class attribute": ("least = 0.5", "least = 0.6"),
    "method": ("max(x", "min(x"),
    "helper": ("* FACTOR", "/ FACTOR"),
    "default": ("power=2", "power=3"),
    "keyword default": ("shift=0.0", "shift=0.1"),
    "inner function": ('TABLE["a"][0]', 'TABLE["a"][1]'),
    "library function": ("math.fsum", "sum"),
    "constant": ("** power", "** power * 3"),
}
"""What is changed -> before and after."""


def made(text: str) -> dict[str, object]:
    names: dict[str, object] = {"__name__": "made_rule"}
    exec(compile(text, "made.py", "exec"), names)
    return names


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_could_change_a_result_changes_the_digest(change: str) -> None:
    old, new = CHANGES[change]
    assert BASE.count(old) == 1
    before, after = made(BASE)["rule"], made(BASE.replace(old, new))["rule"]
    assert code_digest(before) != code_digest(after)  # type: ignore[arg-type]


def test_other_lines_of_the_module_and_comments_do_not() -> None:
    other = "# a comment\nUNUSED = 1\n\n" + BASE.replace(
        "return helper", "# so\n        return helper"
    )
    assert code_digest(made(BASE)["rule"]) == code_digest(made(other)["rule"])  # type: ignore[arg-type]


def test_a_closure_counts() -> None:
    def outer(weight: object):
        return lambda x: (x, weight)

    same = code_digest(outer(np.ones(2)))
    assert same == code_digest(outer(np.ones(2)))
    assert same != code_digest(outer(np.zeros(2)))


def test_what_cannot_be_told_apart_is_another_each_time() -> None:
    with Path(__file__).open() as file:
        assert code_digest(lambda: file) != code_digest(lambda: file)


def test_the_digest_is_the_same_in_another_process(tmp_path: Path) -> None:
    (tmp_path / "made_rule.py").write_text(BASE)
    ask = "import made_rule as m, sim.domain.code_digest as d; print(d.code_digest(m.rule))"
    told = {
        subprocess.run(
            [sys.executable, "-c", ask],
            cwd=tmp_path, env={"PYTHONPATH": f"{Path.cwd()}:{tmp_path}", "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(told) == 1
