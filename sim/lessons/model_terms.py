"""Explanations of the model's terms: those in a file, and one for each declared coefficient."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from sim.preferences.coefficients import COEFFICIENTS, Coefficient
from sim.procedure.explaining import TopicEntry, topic_entries
from sim.scenario.estimates import shipped_estimates

NAME = "model_terms.yaml"


@cache
def model_terms() -> tuple[TopicEntry, ...]:
    """The terms in the file, then the coefficients in the order of declaration."""
    text = files("sim.lessons").joinpath("data", NAME).read_text(encoding="utf-8")
    from_file = [
        TopicEntry(**{"kind": "model", **item, "aliases": tuple(item.get("aliases", ()))})
        for item in YAML(typ="safe", pure=True).load(text)
    ]
    taken = {
        name for term in (*from_file, *topic_entries()) for name in (term.topic, *term.aliases)
    }
    return (*from_file, *(_coefficient(name, term, taken) for name, term in COEFFICIENTS.items()))


def _coefficient(name: str, entry: Coefficient, taken: set[str]) -> TopicEntry:
    """The entry on ``coefficients.NAME``, also under the bare name unless that is taken."""
    return TopicEntry(
        topic=f"coefficients.{name}",
        kind="model",
        title=f"The coefficient {name}",
        text=(
            f"{entry.meaning[:1].upper()}{entry.meaning[1:]}. "
            f"From {entry.low:g} to {entry.high:g}; "
            f"{entry.start:g} where neither the scenario nor an estimate says otherwise"
            f"{_estimate(name)}."
        ),
        aliases=() if name in taken else (name,),
        source=entry.source,
    )


def _estimate(name: str) -> str:
    """The shipped estimate of a coefficient in words; empty if there is none."""
    estimate = shipped_estimates().coefficients.get(name)
    return "" if estimate is None else f"; the shipped estimate is {estimate.centre:.3g}"


@cache
def everything() -> tuple[TopicEntry, ...]:
    """All entries: rules, Articles, practices, terms, institutions and the model."""
    return (*topic_entries(), *model_terms())
