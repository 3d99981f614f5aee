"""Write a change as a scenario file with a base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sim.domain.errors import UsageError
from sim.scenario.errors import Findings, ScenarioErrors
from sim.scenario.load import load_text
from sim.scenario.overrides import read_overrides
from sim.scenario.write import as_yaml
from sim.studies.flip.search import LeverValues
from sim.studies.sweep.designs import LISTS

EVIDENCE = "supposed"
"""Key of the evidence entry of a variant's numbers, and of its source."""


def base_reference(name_or_path: str, written_to: Path | None) -> str:
    """How a variant names its base: a shipped scenario by name, a file by its relative path.

    Raises:
        UsageError: if the variant has the name of its base, and would be read in its place.
    """
    path = Path(name_or_path)
    if written_to is not None and not path.suffix and written_to.stem == name_or_path:
        raise UsageError(
            f"a variant of {name_or_path} cannot have the same name: it would be its own base",
            where=str(written_to),
            remedy=f"choose another name, such as {name_or_path}-changed",
        )
    if not path.suffix or not path.exists() or written_to is None:
        return name_or_path
    try:
        return str(path.resolve().relative_to(written_to.resolve().parent))
    except ValueError:
        return str(path.resolve())


VariantValue = float | str | tuple[float, float] | None
"""What a variant sets: a number, words, the ends of a range, or None to take something out."""


def overrides_as_changes(overrides: Sequence[str]) -> dict[str, VariantValue]:
    """Overrides ``path=value`` as changes: numbers and ranges as such, ``null`` as None."""
    read = read_overrides(overrides, Findings())
    return {item.path: _value(item.path, item.value.plain()) for item in read}


def _value(path: str, value: Any) -> VariantValue:
    if isinstance(value, list):
        if path.rpartition(".")[2] in LISTS:
            return ",".join(map(str, value))
        if len(value) == 2 and all(map(_is_number, value)):
            return float(value[0]), float(value[1])
    if _is_number(value):
        return float(value)
    return str(value).lower() if isinstance(value, bool) else value if value is None else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _leaf(path: str, value: VariantValue) -> Any:
    if isinstance(value, tuple):
        low, high = map(_number, value)
        return {"is": _number(sum(value) / 2), "range": [low, high]}
    if isinstance(value, float):
        # Certain, as on the command line: claims of a State's profile are not combined with it.
        return {"is": _number(value), "spread": 0, "because": EVIDENCE}
    if value is not None and (path == "layers" or path.rpartition(".")[2] in LISTS):
        return [word for word in value.split(",") if word]
    return {"true": True, "false": False}.get(value or "", value)


def _number(value: float) -> float | int:
    """The number to six digits, integers without a decimal point."""
    rounded = float(f"{value:g}")
    return int(rounded) if rounded.is_integer() else rounded


def _keys(path: str) -> list[str]:
    """The keys that lead to a value; what an event changes is one key."""
    if "@" in path:
        raise UsageError(
            f"{path} depends on a fact, so a variant can only replace all claims about it",
            remedy="use -S, or write the claims into the variant",
        )
    names = path.split(".")
    if names[0] == "events" and names[2:3] == ["changes"]:
        return [*names[:3], ".".join(names[3:])]
    return names


def _change(tree: dict[str, Any], changes: Mapping[str, VariantValue]) -> None:
    for path, value in changes.items():
        *above, last = _keys(path)
        node = tree
        for name in above:
            if name.isdigit():
                raise UsageError(
                    f"{path} is in a list, which a variant can only replace as a whole",
                    remedy="use -S, or write the whole list into the variant",
                )
            node = node.setdefault(name, {})
        node[last] = _leaf(path, value)


def variant_text(
    name: str,
    base: str,
    changes: LeverValues | Mapping[str, VariantValue],
    words: tuple[str, str],
    supposed: tuple[date, str],
) -> str:
    """The text of a scenario file that changes ``base``.

    ``words`` are title and question; ``supposed`` is the day and the evidence layer of the changed
    numbers, which are suppositions, and certain as those of ``-S`` are.

    Raises:
        UsageError: when a change is inside a list, or of a number that depends on a fact.
    """
    title, question = words
    day, layer = supposed
    data: dict[str, Any] = {"scenario": name, "title": title, "question": question, "base": base}
    if any(isinstance(value, float) for value in changes.values()):
        data["sources"] = {EVIDENCE: {"title": "Suppositions of this variant", "layer": layer}}
        data["evidence"] = {
            EVIDENCE: {
                "source": EVIDENCE,
                "place": "this file",
                "date": day.isoformat(),
                "claim": "A supposition for this what-if; nobody said or did it.",
                "attribution": "stated",
                "costliness": "act",
            }
        }
    _change(data, changes)
    return as_yaml(data)


def check_variant(text: str, folder: Path) -> str:
    """``text`` of a variant, which loads from ``folder``.

    Raises:
        UsageError: when it does not, because ``-S`` can say more than a file.
    """
    try:
        load_text(text, folder=folder)
    except ScenarioErrors as error:
        raise UsageError(
            "these changes cannot be written as a variant",
            why=error.problems[0].message,
            remedy="use -S with the command, or write the variant by hand",
        ) from None
    return text
