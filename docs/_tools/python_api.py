"""The page of the names that ``import sim`` offers, and of the tree of exceptions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cached_property

import sim
from sim.api.answers import StudyResult
from sim.api.explained import RunFigure, VoteExplanation
from sim.api.tables import ForecastTable, OutcomeRow, OutcomeTable, VoteRow, VoteTable, WorldTable
from sim.domain.errors import CouncilError

HEAD = """# Python API

`import sim as council` provides these names; each is loaded when it is first used. Anything that
is not listed here may change between versions.
"""


DETAILED: tuple[type, ...] = (
    *(sim.Scenario, sim.RunResult, sim.StudyResult),
    *(sim.WhatIfResult, sim.RankingResult, sim.PairResult, sim.CoursesResult, sim.DiscoveryResult),
    *(sim.SweepResult, sim.SensitivityResult, sim.FlipResult, sim.LiftResult),
    *(sim.PowerResult, sim.BacktestResult, sim.AblationResult, sim.FitResult, sim.ReplayResult),
    *(sim.ForecastLedger, sim.LedgerForecast, sim.BallotBase, sim.BaseFit),
    *(sim.SweepPlan, sim.SensitivityPlan, sim.RunFolder, sim.StudyWatch),
    *(
        ForecastTable,
        OutcomeTable,
        OutcomeRow,
        VoteTable,
        VoteRow,
        WorldTable,
    ),
    *(VoteExplanation, RunFigure),
)
"""Classes whose members are listed."""


def page() -> str:
    """The page as Markdown."""
    lines = [HEAD]
    for title, names in _groups().items():
        lines += [f"## {title}", "", "| name | what it is |", "|---|---|"]
        lines += [f"| `{_signature(name)}` | {_summary(getattr(sim, name))} |" for name in names]
        lines.append("")
    for value in DETAILED:
        lines += _members(value)
    lines += [
        "## Exceptions",
        "",
        "All derive from `CouncilError` and, beside it, from what Python users expect. Each has",
        "`code`, `what`, `where`, `why` and `remedy`.",
        "",
        "```text",
        *_tree(CouncilError, 0),
        "```",
    ]
    return "\n".join(lines)


def _groups() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"Functions": [], "Classes": [], "Registries": []}
    for name in sim.__all__:
        value = getattr(sim, name)
        if inspect.isclass(value):
            if not issubclass(value, CouncilError):
                found["Classes"].append(name)
        elif inspect.isfunction(value):
            found["Functions"].append(name)
        elif not name.startswith("_"):
            found["Registries"].append(name)
    return found


def _members(kind: type) -> list[str]:
    """A section on a class: what it is, its attributes and methods as they document themselves."""
    told = inspect.cleandoc(kind.__doc__ or "").split("\n")
    lines = [f"## {kind.__name__}", "", *_as_list([*told, *_inherited(kind)]), ""]
    if issubclass(kind, StudyResult) and kind is not StudyResult:
        lines[-1:] = ["", "It has the members of [StudyResult](#studyresult).", ""]
    if _public(kind):
        lines += ["| member | what it is |", "|---|---|"]
    for name, value in sorted(_public(kind).items()):
        function = value.fget if isinstance(value, property) else getattr(value, "func", value)
        if isinstance(value, (property, cached_property)):
            shown = name
        else:
            shown = _call(name, getattr(function, "__func__", function), own=True)
        lines.append(f"| `{shown}` | {_summary(function)} |")
    return [*lines, ""] if _public(kind) else lines


def _inherited(kind: type) -> list[str]:
    """The attributes of the answer that a result holds, as its class documents them."""
    for base in kind.__mro__[1:]:
        told = inspect.cleandoc(base.__doc__ or "")
        if base.__module__.startswith("sim.studies.") and "Attributes:" in told:
            return ["", *told[told.index("Attributes:") :].split("\n")]
    return []


def _as_list(lines: list[str]) -> list[str]:
    """Google's sections of a docstring as Markdown: ``Attributes:`` becomes a list."""
    found: list[str] = []
    for line in lines:
        if line in ("Attributes:", "Args:", "Raises:"):
            found += [line]
        elif line.startswith("        "):
            found[-1] += f" {line.strip()}"
        elif line.startswith("    "):
            name, _, text = line.strip().partition(": ")
            if not found[-1].startswith("- "):
                found.append("")
            found.append(f"- `{name}`: {text}")
        else:
            found.append(line)
    return found


def _public(kind: type) -> dict[str, object]:
    found: dict[str, object] = {}
    for base in reversed(kind.__mro__):
        shared = base is StudyResult and kind is not StudyResult
        if base.__module__.startswith("sim.") and not shared:
            found |= {
                name: value
                for name, value in vars(base).items()
                if not name.startswith("_")
                and (callable(value) or isinstance(value, (property, cached_property)))
                and not inspect.isclass(value)
            }
    return found


def _signature(name: str) -> str:
    value = getattr(sim, name)
    return _call(name, value) if inspect.isfunction(value) else name


def _call(name: str, value: Callable[..., object], *, own: bool = False) -> str:
    parts = []
    for parameter in list(inspect.signature(value).parameters.values())[own:]:
        if parameter.kind is parameter.KEYWORD_ONLY and not any(
            part.startswith("*") for part in parts
        ):
            parts.append("*")
        default = "" if parameter.default is parameter.empty else f"={parameter.default!r}"
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        parts.append(f"{star}{parameter.name}{default}")
    return f"{name}({', '.join(parts)})"


def _summary(value: object) -> str:
    if inspect.isclass(value) or inspect.isroutine(value):
        return (inspect.getdoc(value) or "").split("\n\n")[0].replace("\n", " ")
    return f"Every {value.kind} by name: {', '.join(f'`{key}`' for key in value)}."  # type: ignore[attr-defined]


def _tree(error: type[BaseException], depth: int) -> Iterator[str]:
    others = [base.__name__ for base in error.__bases__ if not issubclass(base, CouncilError)]
    beside = f"  ({', '.join(others)})" if depth and others else ""
    public = "" if error.__name__ in sim.__all__ else f"  [{error.__module__}]"
    yield f"{'    ' * depth}{error.__name__}{beside}{public}"
    for child in sorted(_children(error), key=lambda one: one.__name__):
        yield from _tree(child, depth + 1)


def _children(error: type[BaseException]) -> list[type[BaseException]]:
    for module in MODULES:
        __import__(module)
    return [one for one in error.__subclasses__() if one.__module__.startswith("sim.")]


MODULES = (
    "sim.classroom.log",
    "sim.report.data",
    "sim.scenario.errors",
    "sim.studies.models.table_files",
    "sim.procedure.voting_records.grid",
)
"""Modules outside the public names that define exceptions of the tree."""
