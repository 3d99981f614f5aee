"""Readings of the first worlds of a run, which are kept with it: levers and warnings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sim.engines.worlds import Worlds
from sim.negotiation.setting import Setting
from sim.studies.implausible import Implausible
from sim.studies.run.levers import Driver, SwingMember, driver, swing
from sim.studies.smell_test import implausible_votes


@dataclass(frozen=True)
class Readings:
    """The readings of ``worlds`` worlds.

    Attributes:
        swings: draft -> the member whose yes would help it most.
        drivers: draft -> the number that its chance varies with most.
        warnings: implausible votes.
    """

    worlds: int = 0
    swings: Mapping[str, SwingMember] = field(default_factory=dict)
    drivers: Mapping[str, Driver] = field(default_factory=dict)
    warnings: tuple[Implausible, ...] = ()


def read(setting: Setting, worlds: Worlds, seed: int) -> Readings:
    """The readings of ``worlds``, which were computed with ``seed``."""
    drafts = list(enumerate(worlds.drafts))
    swings = {symbol: swing(setting, worlds, d) for d, symbol in drafts}
    drivers = {symbol: driver(setting, worlds, d, seed) for d, symbol in drafts}
    return Readings(
        worlds.count,
        {symbol: reading for symbol, reading in swings.items() if reading is not None},
        {symbol: reading for symbol, reading in drivers.items() if reading is not None},
        implausible_votes(setting.scenario, worlds),
    )


def reader(setting: Setting, seed: int) -> Callable[[Worlds], bytes]:
    """A function that makes the document kept with a run of ``setting`` and ``seed``."""
    return lambda worlds: as_bytes(read(setting, worlds, seed))


def as_bytes(readings: Readings) -> bytes:
    """The readings in the form that is kept."""
    return (json.dumps(asdict(readings), ensure_ascii=False, indent=1) + "\n").encode()


def from_bytes(text: bytes) -> Readings:
    """Read what :func:`as_bytes` wrote.

    Raises:
        ValueError: when it is something else.
    """
    try:
        plain: dict[str, Any] = json.loads(text)
        return Readings(
            plain["worlds"],
            {draft: SwingMember(**fields) for draft, fields in plain["swings"].items()},
            {draft: Driver(**fields) for draft, fields in plain["drivers"].items()},
            tuple(Implausible(**fields) for fields in plain["warnings"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"these are not readings: {error!r}") from error
