"""The kinds of the arguments of the Python API, by the names of their parameters.

A parameter has the same meaning wherever it occurs, so its kind is declared here once;
``scenario_arguments`` adds those that are scenarios. Whole numbers and finite numbers are checked
with their limits where they are used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, ParamSpec, TypeVar

from sim.domain.arguments import (
    Kind,
    as_day,
    as_flag,
    as_mapping,
    as_path,
    as_string,
    as_texts,
    as_vote_word,
    instance_of,
    optional,
    reads_arguments,
    wrong_argument,
)
from sim.domain.errors import UsageError

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
Plan = TypeVar("Plan")


def _axis_class() -> type:
    from sim.studies.sweep.designs import Axis

    return Axis


def _watch_class() -> type:
    from sim.studies.watching import StageWatch

    return StageWatch


def _backend_class() -> type:
    from sim.engines.backends import Backend

    return Backend


def _arm_words_class() -> type:
    from sim.scenario.questions import ArmWords

    return ArmWords


_axis = instance_of("an axis", "pass axes as a dict: path -> values", _axis_class)


def as_paths_and_values(value: Any, name: str) -> Any:
    """Paths with their values, or None; the callee checks the values."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        remedy = f"pass a mapping such as {name}={{'members.CHN.positions.flights': 0.5}}"
        raise wrong_argument(value, name, "it is not a mapping from paths to values", remedy)
    return as_mapping(value, name)


def as_day_or_time(value: Any, name: str) -> Any:
    """A date or a time, or its text, whose form the callee checks."""
    return value if isinstance(value, date) else as_string(value, name)


def as_axes(value: Any, name: str) -> Any:
    """Path -> values, or axes."""
    if isinstance(value, Mapping):
        return as_mapping(value, name)
    if isinstance(value, (str, bytes, bytearray)) or not isinstance(value, Iterable):
        raise wrong_argument(value, name, "it is not a mapping", "pass a dict: path -> values")
    return tuple(_axis(each, name) for each in value)


KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("goal", "member", "group", "kind", "event", "outcomes", "names"), as_string),
    **dict.fromkeys(("method", "design", "change", "institution", "over"), as_string),
    **dict.fromkeys(("draft", "outcome", "by", "without", "command", "head"), optional(as_string)),
    **dict.fromkeys(("given", "inputs", "pins", "follows", "parts"), as_texts),
    **dict.fromkeys(("free", "profile", "who", "keep"), as_texts),
    **dict.fromkeys(("scenarios", "layers"), optional(as_texts)),
    **dict.fromkeys(("by_link", "negotiate", "verify", "late", "interactive", "trace"), as_flag),
    **dict.fromkeys(("sequels", "brief", "record", "modal", "surprise", "collect"), as_flag),
    **dict.fromkeys(("since", "until"), as_day),
    "on": optional(as_day),
    **dict.fromkeys(("path", "run"), as_path),
    "folder": optional(as_path),
    "changes": as_paths_and_values,
    "axes": as_axes,
    "vote": as_vote_word,
    "watch": optional(instance_of("a StudyWatch", "pass an instance of a subclass", _watch_class)),
    "backend": optional(instance_of("a Backend", "pass a Backend", _backend_class)),
    "words": instance_of("ArmWords", "use `changed` instead", _arm_words_class),
}
"""Name of a parameter -> its kind."""


def checks_arguments(
    **own: Kind,
) -> Callable[[Callable[Parameters, Answer]], Callable[Parameters, Answer]]:
    """Read the arguments of a public call by ``KINDS``; ``own`` are kinds of this call alone."""
    return reads_arguments(KINDS, **own)


def plan_of(kind: Callable[..., Plan], options: Mapping[str, Any], study: str) -> Plan:
    """The plan of a study from the keywords of its call.

    Raises:
        UsageError: when the plan has no such option, or an option is of the wrong kind.
    """
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    unknown = next((name for name in options if name not in known), None)
    if unknown is not None:
        raise UsageError(f"{study} has no option '{unknown}'", remedy=f"one of {', '.join(known)}")
    return kind(**read_options(options))


def read_options(options: Mapping[str, Any], **own: Kind) -> dict[str, Any]:
    """Keywords of a call, each read by its kind."""
    kinds = {**KINDS, **own}
    return {
        name: kinds[name](value, name) if name in kinds else value
        for name, value in options.items()
    }
