"""The kinds of arguments that can be scenarios, for calls that take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ParamSpec, TypeVar

from sim.api.arguments import KINDS, as_paths_and_values
from sim.api.ask_run import RunFolder
from sim.api.changing import ChangeableScenario
from sim.domain.arguments import (
    Kind,
    as_mapping,
    as_path,
    as_string,
    instance_of,
    reads_arguments,
    wrong_argument,
)
from sim.domain.errors import UsageError

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

as_scenario = instance_of("a scenario", "pass sim.load(NAME)", lambda: ChangeableScenario)


def as_changes(value: Any, name: str) -> Any:
    """A scenario, or paths with their values."""
    return value if isinstance(value, ChangeableScenario) else as_paths_and_values(value, name)


def as_side(value: Any, name: str) -> Any:
    """A scenario, or the name or folder of a kept run."""
    if isinstance(value, ChangeableScenario):
        return value
    try:
        return as_path(value, name)
    except UsageError as error:
        remedy = "pass sim.load(NAME), or the name or folder of a kept run"
        raise wrong_argument(value, name, error.why, remedy) from None


def as_run_folder(value: Any, name: str) -> Any:
    """A :class:`RunFolder`, or a folder."""
    return value if isinstance(value, RunFolder) else as_path(value, name)


def as_arms(value: Any, name: str) -> Any:
    """Arms by name, as pairs."""
    pairs: list[tuple[str, Any]] = []
    entries = as_mapping(value, name).items() if isinstance(value, Mapping) else value
    listed = isinstance(entries, Iterable) and not isinstance(entries, (str, bytes, bytearray))
    for entry in entries if listed else (None,):
        if not isinstance(entry, (tuple, list)) or len(entry) != 2:
            raise wrong_argument(
                value, name, "it is neither a mapping nor a list of pairs",
                "pass a dict: name -> a scenario, changes, or a text such as 'pin RUS=abstain'",
            )  # fmt: skip
        arm_name = as_string(entry[0], f"the name of an arm in {name}")
        arm = entry[1]
        if isinstance(arm, str):
            arm = as_string(arm, f"{name}[{arm_name!r}]")
        elif not isinstance(arm, ChangeableScenario):
            arm = as_mapping(arm, f"{name}[{arm_name!r}]")
        pairs.append((arm_name, arm))
    return pairs


SCENARIO_KINDS: Mapping[str, Kind] = {
    **KINDS,
    "scenario": as_scenario,
    **dict.fromkeys(("first", "second", "other"), as_side),
    "changes": as_changes,
    "arms": as_arms,
}
"""Name of a parameter -> its kind, for calls that take scenarios."""


def checks_scenarios(
    **own: Kind,
) -> Callable[[Callable[Parameters, Answer]], Callable[Parameters, Answer]]:
    """Read the arguments of a public call by ``SCENARIO_KINDS``, and by ``own`` of this call."""
    return reads_arguments(SCENARIO_KINDS, **own)
