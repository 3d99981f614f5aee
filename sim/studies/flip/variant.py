"""Write a change as a scenario file with a base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.domain.errors import UsageError
from sim.scenario.errors import Findings, ScenarioErrors
from sim.scenario.load import OpenScenario, load_text
from sim.scenario.overrides import read_overrides
from sim.scenario.schema import Scenario
from sim.scenario.tree import Node, is_claim
from sim.scenario.write import as_yaml
from sim.studies.flip.same_content import first_difference

WHOLE_NUMBERS = 1e15
"""Whole numbers below this are written without a decimal point."""


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


@dataclass(frozen=True)
class VariantHead:
    """The words of a variant: its name, how it names its base, its title and its question."""

    name: str
    base: str
    title: str
    question: str


@dataclass(frozen=True)
class Variant:
    """A change as a file.

    Attributes:
        text: The text of the file.
        base: How it names its base.
        content: The changed scenario in memory, whose worlds the file must have.
    """

    text: str
    base: str
    content: Scenario

    def check(self, folder: Path, bases: Mapping[str, str] | None = None) -> str:
        """The text, which is the same scenario when it is read from ``folder``.

        ``bases`` are files by name that are yet to be written to that folder.

        Raises:
            UsageError: when it is another scenario, because ``-S`` can say more than a file.
        """
        if bases:
            with TemporaryDirectory() as scratch:
                for name, text in bases.items():
                    (Path(scratch) / name).write_text(text, encoding="utf-8")
                return self.check(Path(scratch))
        if Path(self.base).is_absolute():  # the user named it: it may be outside the folder
            folder = Path(self.base).parent
        try:
            written = load_text(self.text, folder=folder).scenario
        except ScenarioErrors as error:
            raise _unwritable(error.problems[0].message) from None
        if where := first_difference(self.content, written):
            raise _unwritable(f"{where} would be another than with -S")
        return self.text


def _unwritable(why: str) -> UsageError:
    return UsageError(
        "these changes cannot be written as a variant",
        why=why,
        remedy="use -S with the command, or write the variant by hand",
    )


def variant_of(
    head: VariantHead,
    opened: OpenScenario,
    overrides: Sequence[str],
    layers: Sequence[str] | None = None,
) -> Variant:
    """The file that changes ``opened`` as ``overrides`` and ``layers`` do.

    Each change is written as what it made of the scenario. Changed numbers have no
    evidence and are certain, as those of ``-S`` are.

    Raises:
        ScenarioErrors: when an override or a layer does not fit.
        UsageError: when a change is inside a list, or of a number that depends on a fact.
    """
    loaded = opened.changed(overrides, layers)
    content, before, after = loaded.scenario, opened.tree, loaded.tree
    data: dict[str, Any] = {
        "scenario": head.name, "title": head.title, "question": head.question, "base": head.base,
    }  # fmt: skip
    if layers is not None:
        data["layers"] = list(content.layers)
    for keys in _touched(overrides, before):
        was, now = before.get(*keys), after.get(*keys)
        if was is not None or now is not None:
            _put(data, keys, _written(was, now))
    return Variant(as_yaml(data), head.base, content)


def _touched(overrides: Sequence[str], tree: Node) -> Iterator[tuple[str, ...]]:
    """The keys of everything that overrides set, remove or replace, each once."""
    places: dict[tuple[str, ...], None] = {}
    for item in read_overrides(overrides, Findings()):
        keys = _keys(item.path, tree)
        if keys[0] == "pins" or (keys[0] == "groups" and keys[2:3] == ["line"]):
            keys = keys[: 2 if keys[0] == "pins" else 3]  # one vote replaces others
        if keys[0] == "follow":
            places["pins", keys[1]] = None  # whoever follows another is pinned no more
        places[tuple(keys)] = None
    inside = [keys for keys in places if any(keys[:end] in places for end in range(1, len(keys)))]
    yield from (keys for keys in places if keys not in inside)


def _keys(path: str, tree: Node) -> list[str]:
    """The keys that lead to a value; what an event changes is one key."""
    if "@" in path:
        raise UsageError(
            f"{path} depends on a fact, so a variant can only replace all claims about it",
            remedy="use -S, or write the claims into the variant",
        )
    names = path.split(".")
    if names[0] == "events" and names[2:3] == ["changes"]:
        return [*names[:3], ".".join(names[3:])]
    for depth in range(1, len(names)):
        above = tree.get(*names[:depth])
        if above is not None and isinstance(above.value, list):
            raise UsageError(
                f"{path} is in a list, which a variant can only replace as a whole",
                remedy="use -S, or write the whole list into the variant",
            )
    return names


def _put(data: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:
    *above, last = keys
    node = data
    for name in above:
        node = node.setdefault(name, {})
    node[last] = value


def _written(before: Node | None, now: Node | None) -> Any:
    """What a variant says so that ``before`` becomes ``now``."""
    if now is None:
        return None
    if is_claim(now):
        value = _number(now.mapping["is"].plain())
        ends = now.get("range")
        if ends is not None:
            return {"is": value, "range": [_number(end) for end in ends.plain()]}
        # Certain, as on the command line. Beside evidence, those of a State's profile would stand.
        return {"is": value, "spread": 0}
    gone = [key for key in (before.mapping if before is not None else ()) if not now.get(key)]
    return {**now.plain(), **dict.fromkeys(gone)} if isinstance(now.value, dict) else now.plain()


def _number(value: float) -> float | int:
    """The number to the bit, whole ones without a decimal point."""
    exact = float(value)
    return int(exact) if exact.is_integer() and abs(exact) < WHOLE_NUMBERS else exact
