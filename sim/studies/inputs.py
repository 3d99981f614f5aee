"""A scenario's uncertain numbers as inputs of an experiment, and the experiment itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.domain.errors import UsageError
from sim.engines.run import Engine
from sim.scenario.priors import Quantity, conditional_values, quantities
from sim.scenario.schema import Scenario
from sim.scenario.spoken_texts import with_spoken_texts
from sim.studies.outcomes import Floats, outcomes
from sim.studies.sensitivity.sobol import Columns, Experiment, Input
from sim.studies.sweep.designs import Axis

Ints = NDArray[np.int64]

NO_EVIDENCE = "no evidence (assumed)"
"""The source of numbers without evidence."""
CHOSEN = {"actor": ("rules and ranges",), "source": ("choice",), "grade": ("choice",)}
"""The groups of an input that the user defines."""


def quantile(quantity: Quantity) -> Callable[[Floats], Floats]:
    """The inverse distribution function of a quantity's prior."""
    low, high = quantity.range or (quantity.span.low, quantity.span.high)
    spread = quantity.deviation

    def of(u: Floats) -> Floats:
        if quantity.range is not None:
            return np.asarray(low + (high - low) * u)
        z = spread * stats.norm.ppf(u)
        if quantity.lognormal:
            rising = np.sign(quantity.centre) * z
            return np.asarray(np.clip(quantity.centre * np.exp(rising), low, high))
        return np.asarray(np.clip(quantity.centre + z, low, high))

    return of


def actor_of(path: str, scenario: Scenario) -> str:
    """Whose number it is: a member, a party, a role, a draft, or the part of the model.

    A statement belongs to its speaker, and compliance to the party that must comply.
    """
    head, _, rest = path.partition(".")
    if head in ("members", "parties", "patrons"):
        return rest.split(".")[0]
    if head == "statements":
        return scenario.statements[int(rest.split(".")[0])].speaker
    if head == "compliance" and rest in scenario.parties:
        return rest
    if head in ("roles", "drafts", "events"):
        return f"{head.removesuffix('s')} {rest.split('.')[0]}"
    return {"plan": "envoy", "coefficients": "coefficients"}.get(head, head.replace("_", " "))


def labels(quantity: Quantity, scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The groups that a quantity belongs to: actor, sources (each of them), issue, grade."""
    sources = dict.fromkeys(scenario.evidence[key].source for key in quantity.evidence)
    last = quantity.path.rpartition(".")[2].partition("@")[0]
    return {
        "actor": (actor_of(quantity.path, scenario),),
        "source": tuple(sources) or (NO_EVIDENCE,),
        "issue": (last,) if last in scenario.issues else (),
        "grade": (quantity.grade,),
    }


def inputs_of(scenario: Scenario, patterns: Sequence[str] = ()) -> tuple[Input, ...]:
    """The numbers whose prior has a spread, all or those whose path matches one of ``patterns``.

    Raises:
        UsageError: when a pattern matches no uncertain number.
    """
    uncertain = [q for q in quantities(scenario) if q.deviation > 0.0 and q.centre != _fixed(q)]
    for pattern in patterns:
        if not any(fnmatchcase(q.path, pattern) for q in uncertain):
            raise UsageError(
                f"no uncertain number matches '{pattern}'",
                code="E703",
                remedy="`council show SCENARIO --numbers` lists them; * matches any part",
            )
    if patterns:
        uncertain = [
            q for q in uncertain if any(fnmatchcase(q.path, pattern) for pattern in patterns)
        ]
    return tuple(Input(q.path, quantile(q), labels(q, scenario)) for q in uncertain)


def _fixed(quantity: Quantity) -> float | None:
    """The centre at which a quantity cannot vary: zero for a lognormal number."""
    return 0.0 if quantity.lognormal else None


def category(axis: Axis) -> Input:
    """An entry of the scenario that takes one of a few words with equal probability."""
    options = np.array([str(value) for value in axis.values])

    def of(u: Floats) -> NDArray[np.generic]:
        # The median of the distribution is the first of two words: the one the user named first.
        place = np.ceil(u * len(options)).astype(int) - 1
        return np.asarray(options[np.clip(place, 0, len(options) - 1)])

    return Input(axis.path, of, CHOSEN)


def as_spoken(scenario: Scenario, paths: Iterable[str]) -> Scenario:
    """The scenario prepared for levers at ``paths``.

    If a lever moves a text, statements on it keep referring to the text in the scenario.
    """
    moved = any(path.startswith("drafts.") and ".text." in path for path in paths)
    return with_spoken_texts(scenario) if moved and scenario.statements else scenario


def with_conditions(
    scenario: Scenario,
    columns: Mapping[str, Floats],
    moved: Mapping[str, NDArray[np.bool_]] | None = None,
) -> dict[str, Floats]:
    """``columns`` extended to the conditional values of each number, as ``-S`` sets them.

    An override replaces all claims about a number, including conditional ones. ``moved`` says in
    which rows a number is overridden; in the others its conditional values stay at their centres.
    """
    centres = {q.path: q.centre for q in quantities(scenario)}
    entries = dict(columns)
    for path, column in columns.items():
        rows = (moved or {}).get(path)
        for other in conditional_values(path, centres):
            entries[other] = column if rows is None else np.where(rows, column, centres[other])
    return entries


def experiment_of(
    vary: Callable[[Mapping[str, str]], Scenario],
    engine: Engine,
    names: Sequence[str],
    categories: Sequence[str],
    seed: int,
) -> Experiment:
    """The engine as a function of columns: outcomes ``names`` of the worlds with those numbers.

    ``vary`` returns the scenario in which the columns called ``categories`` have given words; all
    other columns are numbers.

    Raises:
        UsageError: when one of ``names`` is not an outcome.
    """

    def run(columns: Columns, luck: Ints) -> Floats:
        result = np.zeros((len(names), luck.size))
        numbers = {path: np.asarray(c, np.float64) for path, c in columns.items()
                   if path not in categories}  # fmt: skip
        for choices, rows in _by_words(columns, categories, luck.size):
            scenario = vary(choices)
            # A varied scenario may lack numbers of the first; such columns are ignored.
            paths = {quantity.path for quantity in quantities(scenario)}
            given = {path: column[rows] for path, column in numbers.items() if path in paths}
            worlds = engine(scenario, seed, luck[rows], given)
            read = outcomes(worlds)
            unknown = [name for name in names if not isinstance(name, str) or name not in read]
            if unknown:
                raise UsageError(
                    f"there is no outcome '{unknown[0]}'",
                    where="--outcome",
                    remedy=f"one of {', '.join(read)}",
                )
            result[:, rows] = np.stack([read[name] for name in names])
        return result

    return run


def _by_words(
    columns: Columns, categories: Sequence[str], count: int
) -> Iterator[tuple[dict[str, str], Ints]]:
    """Group rows by the words of their categories."""
    if not categories:
        yield {}, np.arange(count, dtype=np.int64)
        return
    table = np.stack([columns[path].astype(str) for path in categories], axis=1)
    kinds, kind_of = np.unique(table, axis=0, return_inverse=True)
    for k, choice in enumerate(kinds.tolist()):
        rows = np.flatnonzero(kind_of.reshape(-1) == k).astype(np.int64)
        yield dict(zip(categories, choice, strict=True)), rows
