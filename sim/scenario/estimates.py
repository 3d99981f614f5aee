"""The estimates that are shipped: coefficients from recorded ballots, and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

from sim.scenario import catalogue

FILE = "coefficients.yaml"
"""Name of the file in the scenario root."""


@dataclass(frozen=True)
class Estimate:
    """One coefficient.

    Attributes:
        centre: Its value.
        spread: Standard deviation of its logarithm while the others stay, as draws are made.
    """

    centre: float
    spread: float


@dataclass(frozen=True)
class Estimates:
    """What a file of estimates says.

    Attributes:
        coefficients: By name; empty where nothing has been estimated.
        votes: Numbers of yes, abstain and no in the ballots that they rest on.
        ballots: Symbols of the texts.
        until: Day of the last of these ballots.
        source: How they were made, in one sentence.
    """

    coefficients: Mapping[str, Estimate] = field(default_factory=lambda: MappingProxyType({}))
    votes: tuple[int, int, int] = (0, 0, 0)
    ballots: tuple[str, ...] = ()
    until: date | None = None
    source: str = ""


def read(path: Path) -> Estimates:
    """The estimates of a file.

    Raises:
        OSError: when it cannot be read.
        KeyError, TypeError, ValueError: when it is not such a file.
    """
    tree: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
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
def shipped() -> Estimates:
    """The shipped estimates; empty ones where the file is missing."""
    path = catalogue.scenario_root() / FILE
    return read(path) if path.is_file() else Estimates()
