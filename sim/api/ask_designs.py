"""How an outcome depends on chosen values: the forecast at every point of a design."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sim.api.answers import Rendering, StudyResult, command_for, repeated_option, result_of
from sim.api.changing import ChangeableScenario, override
from sim.api.limits import checked_size
from sim.api.values import Value, as_python, plain_value
from sim.api.watching import begin_study
from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.equilibrium.rules import RULES, own_rules
from sim.report.context import study_context
from sim.report.sweep_page import sweep_page
from sim.scenario.load import scenario_hash
from sim.studies.compare.study import check_replicates
from sim.studies.sweep.designs import Axis, design_size, parse_axis
from sim.studies.sweep.designs import design as points_of
from sim.studies.sweep.kept import KeptSweep
from sim.studies.sweep.sweep import Sweep, SweepQuestion, SweepRow, runner, sweep_rows

Axes = Mapping[str, Sequence[Value] | str] | Sequence[Axis]
"""Path -> its values, as a sequence or as ``-S`` takes them: ``0:1:0.1``, ``x,y``."""


@dataclass(frozen=True)
class SweepPlan:
    """The design of a sweep, and where its points are kept.

    Attributes:
        design: ``grid``, ``latin-hypercube`` or ``sobol``.
        points: Points of a design other than a grid.
        draft: The draft to draw; the first if None.
        folder: Where finished points are kept, so that a repeated call resumes; none if None.
    """

    design: str = "grid"
    points: int = 64
    draft: str | None = None
    folder: Path | None = None


@dataclass(frozen=True, kw_only=True)
class SweepResult(Sweep, StudyResult):
    """The forecast at every point of a sweep: one row per measure, draft and point."""


def axes_of(axes: Axes) -> list[Axis]:
    """The axes of a design; numbers stay numbers, other values are words of the scenario.

    Raises:
        UsageError: when there is no axis, an axis has no values or one twice, or a range cannot be
            parsed.
    """
    if not isinstance(axes, Mapping):
        return list(axes)
    lists = {path: _listed(path, values) for path, values in axes.items()}
    if not lists or not all(lists.values()):
        raise UsageError(
            "a sweep must vary at least one path over at least one value",
            remedy="pass axes such as {'members.CHN.positions.flights': [0.0, 0.5, 1.0]}",
        )
    return [
        parse_axis(f"{path}={values}") if isinstance(values, str) else Axis(path, values)
        for path, values in lists.items()
    ]


def _listed(path: str, values: Any) -> str | tuple[float | str, ...]:
    """The values of an axis; a text is a range or a list as ``-S`` takes it."""
    values = as_python(values)
    if isinstance(values, str):
        return values
    if not isinstance(values, Iterable):
        raise UsageError(
            f"the values of {path} are {values!r}", remedy="pass a list, or a text such as '0:1:.1'"
        )
    listed = tuple(_value(path, value) for value in values)
    if len(set(listed)) < len(listed):
        raise UsageError(f"a value of {path} is in the list twice", remedy="name each value once")
    return listed


def _value(path: str, value: Any) -> float | str:
    value = plain_value(path, value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return override("", value).removeprefix("=")


def ask_sweep(
    scenario: ChangeableScenario, axes: Axes, size: tuple[int, int], plan: SweepPlan
) -> SweepResult:
    """Compute the forecast at every point of a design; ``size`` is worlds per point and seed."""
    replicates, seed = size = checked_size(size)
    check_replicates(replicates)
    content, varied = scenario.data, axes_of(axes)
    count = design_size(plan.design, varied, plan.points)
    target = plan.draft or next(iter(content.drafts))
    if target not in content.drafts:
        raise UsageError(
            f"the scenario has no draft '{target}'",
            where="--draft",
            remedy=f"one of {', '.join(content.drafts)}",
        )
    begin_study(scenario.watch, count * replicates, content)
    points = tuple(points_of(plan.design, varied, plan.points, seed))
    changes_rule = any(axis.path in ("decision_rule", "scenario") for axis in varied)
    rules = own_rules(RULES if changes_rule else [content.decision_rule])
    question = SweepQuestion(scenario_hash(content), tuple(varied), points, replicates, seed, rules)
    sweep = Sweep(question, tuple(_kept(scenario, question, plan.folder)), target, plan.design)
    rendering = Rendering(
        sweep.records,
        lambda command: sweep_page(sweep, study_context(content, command, seed, replicates)),
        command_for(
            "sweep", scenario, *_words(varied, size, plan), varied=[axis.path for axis in varied]
        ),
    )
    return result_of(SweepResult, sweep, rendering)


def _words(axes: Sequence[Axis], size: tuple[int, int], plan: SweepPlan) -> list[object]:
    options = repeated_option(
        "-S", [as_option(axis, points=plan.design == "grid") for axis in axes]
    )
    options += ["-n", size[0], "--seed", size[1], "--design", plan.design]
    options += ["--points", plan.points] if plan.design != "grid" else []
    return options + (["--draft", plan.draft] if plan.draft else [])


def as_option(axis: Axis, *, points: bool = False) -> str:
    """The axis as ``-S`` takes it: a range by its bounds, or all its values if ``points``."""
    if axis.range is not None and (axis.values == axis.range or not points):
        return f"{axis.path}={axis.range[0]!r}:{axis.range[1]!r}"
    sign = "|" if any("," in str(value) for value in axis.values) else ","
    values = (repr(value) if isinstance(value, float) else value for value in axis.values)
    return f"{axis.path}={sign.join(values)}"


def _kept(
    scenario: ChangeableScenario, question: SweepQuestion, folder: Path | None
) -> list[SweepRow]:
    if folder is None:
        return _points(scenario, question, None)
    with KeptSweep(folder, question) as store:
        sweep_rows = _points(scenario, question, store)
    scenario.watch.tell(f"kept in {folder}")
    return sweep_rows


def _points(
    scenario: ChangeableScenario, question: SweepQuestion, store: KeptSweep | None
) -> list[SweepRow]:
    rows: list[SweepRow] = store.open() if store is not None else []
    done = len({row.point for row in rows})
    if done:
        scenario.watch.tell(f"{done} of {len(question.points)} points were already there")
    left = (len(question.points) - done) * question.replicates
    with scenario.watch.stage("sweeping", left) as advance:
        engine: Any = partial(run_worlds, advance=advance)
        run = runner(scenario.data, scenario.content_with, engine, question)
        for part in sweep_rows(question, run, done):
            if store is not None:
                store.append(part)
            rows += part
    return rows
