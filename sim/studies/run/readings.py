"""What is read off the first worlds of a run and kept beside it: levers and warnings."""

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
    """What was read off ``worlds`` worlds.

    Attributes:
        swings: draft -> whose yes would help it most.
        drivers: draft -> the number that its chance varies with most.
        warnings: implausible votes.
    """

    worlds: int = 0
    swings: Mapping[str, SwingMember] = field(default_factory=dict)
    drivers: Mapping[str, Driver] = field(default_factory=dict)
    warnings: tuple[Implausible, ...] = ()


def read(setting: Setting, worlds: Worlds, seed: int) -> Readings:
    """What the ``worlds``, computed with ``seed``, tell."""
    drafts = list(enumerate(worlds.drafts))
    swings = {symbol: swing(setting, worlds, d) for d, symbol in drafts}
    drivers = {symbol: driver(setting, worlds, d, seed) for d, symbol in drafts}
    return Readings(
        worlds.count,
        {symbol: one for symbol, one in swings.items() if one is not None},
        {symbol: one for symbol, one in drivers.items() if one is not None},
        implausible_votes(setting.scenario, worlds),
    )


def reader(setting: Setting, seed: int) -> Callable[[Worlds], bytes]:
    """What makes the document that is kept with a run of ``setting`` and ``seed``."""
    return lambda worlds: as_bytes(read(setting, worlds, seed))


def as_bytes(readings: Readings) -> bytes:
    """The readings as they are kept."""
    return (json.dumps(asdict(readings), ensure_ascii=False, indent=1) + "\n").encode()


def from_bytes(text: bytes) -> Readings:
    """The readings that :func:`as_bytes` wrote.

    Raises:
        ValueError: when they are none.
    """
    try:
        plain: dict[str, Any] = json.loads(text)
        return Readings(
            plain["worlds"],
            {draft: SwingMember(**one) for draft, one in plain["swings"].items()},
            {draft: Driver(**one) for draft, one in plain["drivers"].items()},
            tuple(Implausible(**one) for one in plain["warnings"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"these are not readings: {error!r}") from error
