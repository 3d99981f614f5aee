"""The shipped estimates: coefficients from recorded ballots, with their uncertainty."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sim.domain.files import read_ordinary
from sim.preferences.coefficients import COEFFICIENTS
from sim.scenario import catalogue
from sim.scenario.tree import Node, SourcePlace, with_child
from sim.yaml12 import plain

KEY = "fit"
"""Key of the source and of the evidence for shipped estimates."""

HEAD = """\
# The coefficients of the vote, estimated from recorded ballots; made by `council fit`, which see.
# Every scenario that does not name a coefficient itself takes it from here.
# centre: the estimate. spread: standard deviation of its logarithm while the others stay.
"""


@dataclass(frozen=True)
class Estimate:
    """One coefficient.

    Attributes:
        centre: Its value.
        spread: Standard deviation of its logarithm with the others fixed, as draws are made.
    """

    centre: float
    spread: float


@dataclass(frozen=True)
class Estimates:
    """The content of a file of estimates.

    Attributes:
        coefficients: By name; empty if nothing was estimated.
        votes: Numbers of yes, abstain and no in the ballots used.
        ballots: Symbols of the texts.
        until: Day of the last of these ballots.
        source: How the estimates were made, in one sentence.
    """

    coefficients: Mapping[str, Estimate] = field(default_factory=lambda: MappingProxyType({}))
    votes: tuple[int, int, int] = (0, 0, 0)
    ballots: tuple[str, ...] = ()
    until: date | None = None
    source: str = ""


def read_estimates(path: Path) -> Estimates:
    """Read a file of estimates.

    Raises:
        OSError: when it cannot be read.
        KeyError, TypeError, ValueError: when it is not such a file.
    """
    tree: dict[str, Any] = plain(read_ordinary(path).decode())
    yes, abstain, no = (int(count) for count in tree["votes"])
    return Estimates(
        coefficients=MappingProxyType(
            {
                str(name): Estimate(float(entry["centre"]), float(entry["spread"]))
                for name, entry in tree["coefficients"].items()
            }
        ),
        votes=(yes, abstain, no),
        ballots=tuple(str(symbol) for symbol in tree["ballots"]),
        until=tree["until"],
        source=str(tree["source"]),
    )


@cache
def shipped_estimates() -> Estimates:
    """The shipped estimates; empty if the file is missing."""
    path = catalogue.scenario_root() / catalogue.ESTIMATES
    return read_estimates(path) if path.is_file() else Estimates()


def estimates_text(estimates: Estimates) -> str:
    """The text of a file of estimates, which :func:`read_estimates` reads back."""
    symbols = textwrap.fill(
        ", ".join(estimates.ballots), 96, initial_indent="  ", subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    lines = [
        HEAD.rstrip(),
        "source: >-",
        textwrap.fill(estimates.source, 96, initial_indent="  ", subsequent_indent="  "),
        f"until: {estimates.until}",
        f"votes: [{', '.join(map(str, estimates.votes))}] # yes, abstain, no",
        "ballots: [",
        symbols,
        "]",
        "coefficients:",
        *(
            f"  {name}: {{centre: {entry.centre:.4g}, spread: {entry.spread:.2g}}}"
            for name, entry in estimates.coefficients.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def with_estimates(tree: Node, estimates: Estimates) -> Node:
    """The scenario with estimates and their evidence for coefficients that it does not set.

    A tree with something other than a mapping in their place is left as it is, for its errors.
    """
    named = tree.get("coefficients")
    places = (named, tree.get("sources"), tree.get("evidence"))
    if any(node is not None and not isinstance(node.value, dict) for node in places):
        return tree
    own = named.mapping if named is not None else {}
    missing = [name for name in COEFFICIENTS if name in estimates.coefficients and name not in own]
    if not missing:
        return tree
    place = SourcePlace(catalogue.ESTIMATES, 1, 1)
    taken = any(tree.get(section, KEY) is not None for section in ("sources", "evidence"))
    key = f"shipped-{KEY}" if taken else KEY

    def node(value: dict[str, Any]) -> Node:
        return Node({key: Node(child, place) for key, child in value.items()}, place)

    for name in missing:
        entry = estimates.coefficients[name]
        claim = {"is": entry.centre, "because": key, "spread": entry.spread}
        tree = with_child(tree, ("coefficients", name), node(claim))
    tree = with_child(
        tree, ("sources", key), node({"title": f"Estimates of {catalogue.ESTIMATES}", "layer": KEY})
    )
    evidence = {
        "source": key,
        "place": f"{estimates.ballots[0]} to {estimates.ballots[-1]}",
        "date": str(estimates.until),
        "claim": estimates.source,
        "attribution": "inferred",
        "costliness": "act",
    }
    return with_child(tree, ("evidence", key), node(evidence))
