"""Places of a case, shown on a map; no number depends on them."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.cells import Cell


class CasePlace(Cell):
    """A place on the schematic map of a case, to a tenth of a degree."""

    lat: float = Field(ge=-90, le=90, strict=False, description="Latitude, degrees north.")
    lon: float = Field(ge=-180, le=180, strict=False, description="Longitude, degrees east.")
    what: str = Field(default="", max_length=80, description="A short description.")
