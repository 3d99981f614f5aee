"""A small response surface of the flagship, computed once for all tests that read one."""

from __future__ import annotations

from functools import cache
from unittest import mock

from sim.scenario.load import load_scenario
from sim.studies.surface.study import response_surface
from sim.studies.surface.surface import Surface

FLAGSHIP = "aleppo-2016-10-08"
WORLDS = 40
SMALL = {
    "sim.studies.surface.levers.MOVED": 24,
    "sim.studies.surface.levers.SCREENED": 8,
    "sim.studies.surface.study.HELD_BACK_OF_MORE": 6,
    "sim.studies.surface.study.LEVERS": 6,
    "sim.studies.surface.study.PAIRED": 3,
}
"""Sizes cut down so that a test does not wait long."""


@cache
def small_surface(*overrides: str) -> Surface:
    """The surface of the flagship, or of a what-if of it with ``overrides``."""
    arms = [load_scenario(FLAGSHIP)]
    if overrides:
        arms.append(load_scenario(FLAGSHIP, list(overrides)))
    patches = [mock.patch(name, value) for name, value in SMALL.items()]
    for patch in patches:
        patch.start()
    try:
        return response_surface(arms, WORLDS, 0)
    finally:
        for patch in patches:
            patch.stop()
