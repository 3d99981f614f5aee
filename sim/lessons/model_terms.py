"""Terms of the model in words: those of a file, and every coefficient as the code declares it."""

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
    """The terms of the file, then the coefficients in the order of their declaration."""
    text = files("sim.lessons").joinpath("data", NAME).read_text(encoding="utf-8")
    told = [
        TopicEntry(**{"kind": "model", **item, "aliases": tuple(item.get("aliases", ()))})
        for item in YAML(typ="safe", pure=True).load(text)
    ]
    taken = {name for one in (*told, *topic_entries()) for name in (one.topic, *one.aliases)}
    return (*told, *(_coefficient(name, one, taken) for name, one in COEFFICIENTS.items()))


def _coefficient(name: str, one: Coefficient, taken: set[str]) -> TopicEntry:
    """``coefficients.NAME``; the bare name too, where it means nothing else."""
    return TopicEntry(
        topic=f"coefficients.{name}",
        kind="model",
        title=f"The coefficient {name}",
        text=(
            f"{one.meaning[:1].upper()}{one.meaning[1:]}. From {one.low:g} to {one.high:g}; "
            f"{one.start:g} where neither the scenario nor an estimate says otherwise"
            f"{_estimate(name)}."
        ),
        aliases=() if name in taken else (name,),
        source=one.source,
    )


def _estimate(name: str) -> str:
    """What is estimated of a coefficient; empty where nothing is."""
    estimate = shipped_estimates().coefficients.get(name)
    return "" if estimate is None else f"; the shipped estimate is {estimate.centre:.3g}"


@cache
def everything() -> tuple[TopicEntry, ...]:
    """All that can be explained: rules, Articles, practices, terms, institutions, the model."""
    return (*topic_entries(), *model_terms())
