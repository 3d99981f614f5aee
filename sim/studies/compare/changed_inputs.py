"""What two scenarios do not share: each number and choice with its old and new value, in words."""

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
"""The scale of saliences in words (docs/explanation/codebook.md)."""
ON_ISSUES = (".positions.", ".text.", "status_quo.")
"""Parts of the paths whose last word is an issue, on whose scale the number stands."""
UNREAD = ("scenario", "base", "title", "question", "expectation", "expected", "reading", "agenda",
          "places", "sources", "evidence", "layers", "issues", "record_of_votes",
          "roll_calls")  # fmt: skip
"""Sections that say what a scenario is about or rests on; no world depends on them."""
TOLD_APART = ("pins", "follow", "groups")
"""Sections of interventions, which are told as such."""
NOT_READ = ("council.president",)
"""Choices that only the law of meetings and the figures read: no vote depends on them."""
NEAR = 0.02
"""Distance within which a number is told by the words of its anchor."""


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """A number or a choice that differs.

    Attributes:
        path: Where it stands, as ``-S`` takes it.
        before, after: Its values; None where one scenario has no such thing.
        words: Both values on the scale in words; empty where there are none.
        read: Whether anything in the model reads it.
    """

    path: str
    before: str | float | None
    after: str | float | None
    words: tuple[str, str] = ("", "")
    read: bool = True


def changed_inputs(base: Scenario, variant: Scenario) -> tuple[ChangedInput, ...]:
    """Everything in which the variant differs from the base, numbers first."""
    old, new = (_numbers(one) for one in (base, variant))
    found = [
        ChangedInput(path, _centre(old, path), _centre(new, path), _words(path, old, new, variant))
        for path in dict.fromkeys((*old, *new))
        if _differ(old.get(path), new.get(path))
    ]
    numbers = tuple({path.partition("@")[0] for path in (*old, *new)})
    left, right = (dict(_leaves(one.model_dump(mode="json"))) for one in (base, variant))
    for path in dict.fromkeys((*left, *right)):
        if left.get(path) == right.get(path) or path.startswith(numbers):
            continue
        found.append(ChangedInput(path, left.get(path), right.get(path), read=path not in NOT_READ))
    found = [one for one in found if not _follows(one.path, found, (base, variant))]
    return tuple(sorted(found, key=lambda one: ".closeness." in one.path))


def _follows(path: str, changes: Sequence[ChangedInput], arms: Sequence[Scenario]) -> bool:
    """Whether the input is what a text said when it was spoken of, written for another text."""
    parts = path.split(".")
    if parts[0] != "statements" or len(parts) < 3 or parts[2] not in ("text_then", "silent_then"):
        return False
    said = [arm.statements[int(parts[1])] for arm in arms if int(parts[1]) < len(arm.statements)]
    texts = tuple(f"drafts.{one.draft}.text." for one in said)
    return any(one.path.startswith(texts) for one in changes)


def why_inert(change: ChangedInput, scenario: Scenario) -> str:
    """Why a change that alters no world has no effect, as far as that can be said; else empty."""
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
    """Whether ties have no weight."""
    weight = _numbers(scenario).get("coefficients.lambda")
    return weight is None or weight.centre == 0.0  # drawn lognormal: a zero stays zero


def _numbers(scenario: Scenario) -> dict[str, Quantity]:
    return {quantity.path: quantity for quantity in quantities(scenario)}


def _differ(one: Quantity | None, two: Quantity | None) -> bool:
    if one is None or two is None:
        return one is not two
    return (one.centre, one.deviation) != (two.centre, two.deviation)


def _centre(numbers: Mapping[str, Quantity], path: str) -> float | None:
    return numbers[path].centre if path in numbers else None


def _words(
    path: str, old: Mapping[str, Quantity], new: Mapping[str, Quantity], scenario: Scenario
) -> tuple[str, str]:
    """Both values on the scale in words."""
    scale = scale_of(path, scenario)
    if scale is None:
        return "", ""
    silent = "silent" if ".text." in path else "nothing"
    one, two = (
        silent if path not in numbers else on_scale(numbers[path].centre, scale)
        for numbers in (old, new)
    )
    return one, two


def scale_of(path: str, scenario: Scenario) -> Mapping[float, str] | None:
    """The words of the scale on which the number at ``path`` stands; None where it has none."""
    plain = path.partition("@")[0]
    key = plain.rpartition(".")[2]
    if ".saliences." in plain:
        return SALIENCE
    issue: Issue | None = scenario.issues.get(key)
    return issue.anchors if issue is not None and any(p in plain for p in ON_ISSUES) else None


def on_scale(value: float, scale: Mapping[float, str]) -> str:
    """The words of the nearest point of a scale, with ``about`` where it is not that point."""
    nearest = min(scale, key=lambda point: (abs(point - value), point))
    words = scale[nearest].rstrip(".")
    return words if abs(nearest - value) <= NEAR else f"about: {words}"


def _leaves(node: Any, path: str = "") -> Iterator[tuple[str, str | float | None]]:
    """Paths and values of what is neither a number with claims nor only about the scenario."""
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
