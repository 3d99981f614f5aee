"""The reference of the dossier format, from the descriptions that the reader validates by."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel
from scenario_format import _models, _section

from sim.scenario.actors import Party, Patron
from sim.scenario.cells import Evidence, Issue, NumberCell, Source
from sim.scenario.dossiers.schema import Dossier
from sim.scenario.timeline import ScenarioEvent

INTRODUCTION = Path(__file__).with_name("dossier_format.txt")
"""The part of the page that people write."""
ELSEWHERE: set[type[BaseModel]] = {
    NumberCell,
    Evidence,
    Source,
    Issue,
    ScenarioEvent,
    Party,
    Patron,
}
"""Parts that the reference of the scenario format describes."""


def page() -> str:
    """The whole page, in Markdown."""
    lines = [INTRODUCTION.read_text(encoding="utf-8")]
    seen = set(ELSEWHERE)
    waiting: list[type[BaseModel]] = [Dossier]
    while waiting:
        model = waiting.pop(0)
        if model in seen:
            continue
        seen.add(model)
        lines += _section(model)
        for field in model.model_fields.values():
            waiting += _models(field.annotation)
    text = "\n".join(lines)
    for model in ELSEWHERE:
        here = f"(#{model.__name__.lower()})"
        text = text.replace(here, f"(scenario-format.md{here[1:-1]})")
    return text
