"""A change written out as a scenario file that rests on its base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sim.domain.errors import UsageError
from sim.domain.words import quoted
from sim.studies.flip.search import Change
from sim.studies.sweep.designs import LISTS

EVIDENCE = "supposed"
"""Key of the evidence entry that a variant's numbers rest on, and of its source."""


def base_reference(name_or_path: str, written_to: Path | None) -> str:
    """How a variant names its base: a shipped scenario by name, a file by its way from there."""
    path = Path(name_or_path)
    if not path.suffix or not path.exists() or written_to is None:
        return name_or_path
    try:
        return str(path.resolve().relative_to(written_to.resolve().parent))
    except ValueError:
        return str(path.resolve())


def overrides_as_changes(overrides: Sequence[str]) -> dict[str, float | str | None]:
    """Overrides ``path=value`` as changes: numbers as numbers, ``null`` as nothing."""
    found: dict[str, float | str | None] = {}
    for text in overrides:
        path, _, right = text.partition("=")
        value = right.strip()
        try:
            found[path.strip()] = None if value == "null" else float(value)
        except ValueError:
            found[path.strip()] = value
    return found


def _leaf(path: str, value: float | str | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, float):
        return f"{{is: {value:g}, because: {EVIDENCE}}}"
    if path.rpartition(".")[2] in LISTS:
        return "[" + ", ".join(quoted(word) for word in value.split(",") if word) + "]"
    return value if value in ("true", "false") else quoted(value)


def _nested(changes: Mapping[str, float | str | None]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, value in changes.items():
        *above, last = path.split(".")
        node = tree
        for name in above:
            if name.isdigit():
                raise UsageError(
                    f"{path} stands in a list, which a variant cannot change in part",
                    remedy="leave it to -S, or write the whole list into the variant",
                )
            node = node.setdefault(name, {})
        node[last] = _leaf(path, value)
    return tree


def _lines(tree: Mapping[str, Any], indent: int = 0) -> list[str]:
    found = []
    for name, value in tree.items():
        key = name if name.replace("_", "").replace("-", "").isalnum() else quoted(name)
        if isinstance(value, dict):
            found += [f"{' ' * indent}{key}:", *_lines(value, indent + 2)]
        else:
            found.append(f"{' ' * indent}{key}: {value}")
    return found


def variant_text(
    name: str,
    base: str,
    changes: Change | Mapping[str, float | str | None],
    words: tuple[str, str],
    supposed: tuple[date, str],
) -> str:
    """A scenario file that changes ``base``.

    ``words`` are title and question; ``supposed`` is the day and the evidence layer under which
    the changed numbers stand as suppositions, so that they keep a small spread instead of that of
    a number about which nothing is known.

    Raises:
        UsageError: when a change stands inside a list.
    """
    title, question = words
    day, layer = supposed
    lines = [
        f"scenario: {name}",
        f"title: {quoted(title)}",
        f"question: {quoted(question)}",
        f"base: {quoted(base)}",
        "",
    ]
    if any(isinstance(value, float) for value in changes.values()):
        lines += [
            "sources:",
            f"  {EVIDENCE}:",
            f"    title: {quoted('Suppositions of this variant')}",
            f"    layer: {layer}",
            "evidence:",
            f"  {EVIDENCE}:",
            f"    source: {EVIDENCE}",
            "    place: this file",
            f"    date: {day.isoformat()}",
            f"    claim: {quoted('Supposed, to see what follows; nobody said or did it.')}",
            "    attribution: stated",
            "    costliness: act",
            "",
        ]
    return "\n".join([*lines, *_lines(_nested(changes)), ""])
