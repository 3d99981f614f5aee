"""What the lines of a ledger must contain for its forecasts to be listed, resolved and scored.

A chain of hashes says that lines were not changed, not that this program wrote them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sim.domain.errors import CouncilError
from sim.studies.ledger.chain import read_ledger

Chance = Annotated[float, Field(ge=0.0, le=1.0)]
Chances = Annotated[list[Chance], Field(min_length=3, max_length=3)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}")]


class _Line(BaseModel):
    model_config = ConfigDict(strict=True)


class _Draft(_Line):
    date: Day | None = None
    adopted: Chance
    put: Chance
    blocking: Annotated[int, Field(ge=0)]
    can_block: list[str]
    bound: list[str] = []
    votes: dict[str, Chances]
    baselines: dict[str, dict[str, Chances]]


class _Forecast(_Line):
    kind: Literal["forecast"]
    registered: Day
    date: Day
    scenario: str
    quota: Annotated[int, Field(ge=1)]
    drafts: dict[str, _Draft]


class _Resolution(_Line):
    kind: Literal["resolution"]
    forecast: str
    draft: str
    outcome: Literal["adopted", "vetoed", "not_adopted", "not_put"]
    votes: dict[str, Literal["yes", "abstain", "no", "absent", "not_participating"]]


@cache
def _reader() -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[_Forecast | _Resolution, Field(discriminator="kind")])


def read_forecasts(path: Path) -> list[dict[str, Any]]:
    """The lines of a ledger, each a forecast or a resolution; none if there is no file.

    Raises:
        CouncilError: the ledger cannot be read, its chain is broken, or a line lacks something or
            holds something else.
    """
    entries = read_ledger(path)
    for number, entry in enumerate(entries, start=1):
        try:
            _reader().validate_python(entry)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"][1:])
            why = f"{where}: {first['msg']}" if where else first["msg"]
            raise CouncilError(
                f"line {number} of the ledger is neither a forecast nor a result of this program",
                code="E708",
                where=f"{path}, line {number}",
                why=why[:1].lower() + why[1:] if not where else why,
                remedy="name another file with --ledger, or restore this one from the "
                "repository's history",
            ) from None
    return entries
