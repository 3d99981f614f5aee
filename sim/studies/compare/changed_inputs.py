"""The inputs in which two scenarios differ: old and new value of each, also in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.scenario.cells import Issue
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario

SALIENCE = {
    0.0: "no stake",
    1.0: "the stake that every member has",
    2.0: "a stated priority",
    3.0: "its own forces, arms or clients",
}
"""Words for the scale of saliences (docs/explanation/codebook.md)."""
ON_ISSUES = (".positions.", ".text.", "status_quo.")
"""Path components before an issue whose scale the number uses."""
UNREAD = ("scenario", "base", "title", "question", "expectation", "expected", "reading", "agenda",
          "places", "sources", "evidence", "layers", "issues", "record_of_votes",
          "roll_calls")  # fmt: skip
"""Sections that describe or document a scenario; no world depends on them."""
TOLD_APART = ("pins", "follow", "groups")
"""Sections of interventions, which are reported separately."""
NOT_READ = ("council.president",)
"""Choices that only the law of meetings and the figures use: no vote depends on them."""
NEAR = 0.02
"""Distance within which a number is described by the words of its anchor."""


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """A number or a choice that differs.

    Attributes:
        path: Its path in the notation of ``-S``.
        before, after: Its values; None if one scenario does not have it.
        words: Both values in words of the scale; empty if it has none.
        read: Whether the model uses it.
    """

    path: str
    before: str | float | None
    after: str | float | None
    words: tuple[str, str] = ("", "")
    read: bool = True


def changed_inputs(base: Scenario, variant: Scenario) -> tuple[ChangedInput, ...]:
    """Every input in which the variant differs from the base, numbers first."""
    old, new = (_numbers(item) for item in (base, variant))
    inputs = [
        ChangedInput(path, _centre(old, path), _centre(new, path), _words(path, old, new, variant))
        for path in dict.fromkeys((*old, *new))
        if _differ(old.get(path), new.get(path))
    ]
    numbers = tuple({path.partition("@")[0] for path in (*old, *new)})
    left, right = (dict(_leaves(item.model_dump(mode="json"))) for item in (base, variant))
    for path in dict.fromkeys((*left, *right)):
        if left.get(path) == right.get(path) or path.startswith(numbers):
            continue
        inputs.append(
            ChangedInput(path, left.get(path), right.get(path), read=path not in NOT_READ)
        )
    inputs = [item for item in inputs if not _follows(item.path, inputs, (base, variant))]
    return tuple(sorted(inputs, key=lambda item: ".closeness." in item.path))


def _follows(path: str, changes: Sequence[ChangedInput], arms: Sequence[Scenario]) -> bool:
    """Whether the input is the earlier content of a text, stored because that text changed."""
    parts = path.split(".")
    if parts[0] != "statements" or len(parts) < 3 or parts[2] not in ("text_then", "silent_then"):
        return False
    statements = [
        arm.statements[int(parts[1])] for arm in arms if int(parts[1]) < len(arm.statements)
    ]
    texts = tuple(f"drafts.{item.draft}.text." for item in statements)
    return any(item.path.startswith(texts) for item in changes)


def why_inert(change: ChangedInput, scenario: Scenario) -> str:
    """Why a change that alters no world has no effect, if a reason is known; else empty."""
    path = change.path
    if not change.read:
        return f"nothing in the model reads {path}"
    if ".alignment." in path and _weightless(scenario):
        return f"{path} has no weight: coefficients.lambda is 0"
    section, _, rest = path.partition(".")
    event = scenario.events.get(rest.rpartition(".")[0]) if section == "events" else None
    if event is not None and event.changes and _weightless(scenario):
        ties = [target for target in event.changes if ".alignment." in target]
        if len(ties) == len(event.changes):
            return f"the event changes {', '.join(ties)} alone, and coefficients.lambda is 0"
    return ""


def _weightless(scenario: Scenario) -> bool:
    """Whether ties have weight zero."""
    weight = _numbers(scenario).get("coefficients.lambda")
    return weight is None or weight.centre == 0.0  # lognormal: a zero is always drawn as zero


def _numbers(scenario: Scenario) -> dict[str, Quantity]:
    return {quantity.path: quantity for quantity in quantities(scenario)}


def _differ(first: Quantity | None, second: Quantity | None) -> bool:
    if first is None or second is None:
        return first is not second
    return (first.centre, first.deviation) != (second.centre, second.deviation)


def _centre(numbers: Mapping[str, Quantity], path: str) -> float | None:
    return numbers[path].centre if path in numbers else None


def _words(
    path: str, old: Mapping[str, Quantity], new: Mapping[str, Quantity], scenario: Scenario
) -> tuple[str, str]:
    """Both values in words of the scale."""
    scale = scale_of(path, scenario)
    if scale is None:
        return "", ""
    silent = "silent" if ".text." in path else "nothing"
    first, second = (
        silent if path not in numbers else on_scale(numbers[path].centre, scale)
        for numbers in (old, new)
    )
    return first, second


def scale_of(path: str, scenario: Scenario) -> Mapping[float, str] | None:
    """The words of the scale of the number at ``path``; None if it has none."""
    plain = path.partition("@")[0]
    key = plain.rpartition(".")[2]
    if ".saliences." in plain:
        return SALIENCE
    issue: Issue | None = scenario.issues.get(key)
    return issue.anchors if issue is not None and any(p in plain for p in ON_ISSUES) else None


def on_scale(value: float, scale: Mapping[float, str]) -> str:
    """The words of the nearest point of a scale, with ``about`` if the value is not close to it."""
    nearest = min(scale, key=lambda point: (abs(point - value), point))
    text = scale[nearest].rstrip(".")
    return text if abs(nearest - value) <= NEAR else f"about: {text}"


def _leaves(node: Any, path: str = "") -> Iterator[tuple[str, str | float | None]]:
    """Paths and values of everything other than numbers with claims and descriptions."""
    if isinstance(node, dict):
        for key, child in node.items():
            if not path and key in (*UNREAD, *TOLD_APART):
                continue
            yield from _leaves(child, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list):
        if any(isinstance(child, (dict, list)) for child in node):
            for place, child in enumerate(node):
                yield from _leaves(child, f"{path}.{place}")
        elif path.rpartition(".")[2] != "because":
            yield path, ", ".join(map(str, node))
    elif path.rpartition(".")[2] not in ("title", "layer", "name"):
        yield path, node if node is None or isinstance(node, float) else str(node)
