"""Agreement between several codings of one scenario, number by number."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.spans import LOGNORMAL, SpanKind
from sim.scenario.load import Loaded
from sim.scenario.paired_statements import pairings
from sim.scenario.paths import written_numbers
from sim.scenario.priors import Quantity, quantities
from sim.scenario.reliability import Level, krippendorff_alpha

GROUPS: tuple[tuple[str, str, Level], ...] = (
    ("positions", "members.*.positions.", "interval"),
    ("saliences of roles", "roles.*.saliences.", "ordinal"),
    ("alignment", "members.*.alignment.", "interval"),
    ("texts", "drafts.*.text.", "interval"),
    ("status quo", "status_quo.", "interval"),
)
"""Groups of numbers that share a scale, with the level of measurement for alpha."""
OTHER = "other numbers"
RELIABLE = 0.8
"""Results are reliable from an alpha of .800 on (Krippendorff 2004, p. 241)."""
TENTATIVE = 0.667
"""From .667 to .800 they support tentative conclusions only (the same)."""


@dataclass(frozen=True)
class Unit:
    """One number with each coder's value; NaN if a coder leaves it out.

    ``disagreement`` is the standard deviation between coders on the 0..1 scale (of the logarithm
    for numbers without an upper bound), in the units of a scenario's ``disagreement``.
    """

    path: str
    group: str
    kind: SpanKind
    values: tuple[float, ...]
    disagreement: float

    @property
    def complete(self) -> bool:
        """Whether every coder gives a value."""
        return not any(math.isnan(value) for value in self.values)

    @property
    def range(self) -> float:
        """Greatest minus least value."""
        given = [value for value in self.values if not math.isnan(value)]
        return max(given) - min(given)


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha of one group of units; None if nothing varies or is shared."""

    group: str
    level: str
    units: int
    shared: int
    alpha: float | None
    difference: float

    @property
    def verdict(self) -> str:
        """The interpretation of alpha by Krippendorff's convention."""
        if self.alpha is None:
            return "-"
        if self.alpha >= RELIABLE:
            return "reliable"
        return "tentative" if self.alpha >= TENTATIVE else "not reliable"


def group_of(path: str) -> str:
    """The group of a number, by its path."""
    parts = path.split(".")
    for name, pattern, _ in GROUPS:
        pattern_parts = pattern.rstrip(".").split(".")
        if len(parts) > len(pattern_parts) and all(
            want in ("*", part) for want, part in zip(pattern_parts, parts, strict=False)
        ):
            return name
    return OTHER


def units(codings: Sequence[Loaded]) -> list[Unit]:
    """Every number that at least one coding contains."""
    tables = [
        {pairing.dotted(path): quantity for path, quantity in _coded(coding).items()}
        for coding, pairing in zip(codings, pairings(codings), strict=True)
    ]
    paths = dict.fromkeys(path for table in tables for path in table)
    return [_unit(path, [table.get(path) for table in tables]) for path in paths]


def _coded(coding: Loaded) -> dict[str, Quantity]:
    wrote = {".".join(path) for _, path, _ in written_numbers(coding.tree)}
    return {q.path: q for q in quantities(coding.scenario) if q.path.split("@")[0] in wrote}


def _unit(path: str, items: Sequence[Quantity | None]) -> Unit:
    given = [quantity for quantity in items if quantity is not None]
    values = tuple(math.nan if quantity is None else quantity.centre for quantity in items)
    return Unit(path, group_of(path), given[0].kind, values, _apart(given))


def _apart(coded: Sequence[Quantity]) -> float:
    """Standard deviation between coders, in the unit of ``Quantity.spread``."""
    centres = np.array([quantity.centre for quantity in coded])
    if np.all(centres == centres[0]):
        return 0.0
    if coded[0].kind in LOGNORMAL:
        if not (np.all(centres > 0) or np.all(centres < 0)):
            return 1.0
        centres = np.log(np.abs(centres))
    factor = coded[0].deviation / coded[0].spread if coded[0].spread else 1.0
    return min(1.0, float(np.std(centres)) / factor)


def alphas(units: Sequence[Unit]) -> list[Alpha]:
    """Krippendorff's alpha for each group that has numbers, in the order of ``GROUPS``."""
    levels: dict[str, Level] = {name: level for name, _, level in GROUPS}
    results = []
    for name, level in levels.items():
        here = [unit for unit in units if unit.group == name]
        shared = [unit for unit in here if unit.complete]
        if not here:
            continue
        difference = float(np.mean([unit.range for unit in shared])) if shared else math.nan
        results.append(Alpha(name, level, len(here), len(shared), _alpha(here, level), difference))
    return results


def _alpha(units: Sequence[Unit], level: Level) -> float | None:
    """Krippendorff's alpha of coders' values."""
    return krippendorff_alpha(np.array([unit.values for unit in units]).T, level)


def words(codings: Sequence[Mapping[str, str]]) -> tuple[int, int, float | None]:
    """Words that all coders give, how many they agree on, and Krippendorff's alpha (nominal)."""
    keys = list(dict.fromkeys(key for coding in codings for key in coding))
    vocabulary = sorted({word for coding in codings for word in coding.values()})
    number = {word: float(index) for index, word in enumerate(vocabulary)}
    data = np.array([[number.get(c.get(key, ""), math.nan) for key in keys] for c in codings])
    full = data[:, ~np.isnan(data).any(axis=0)] if data.size else data
    same = int(np.sum(np.all(full == full[:1], axis=0))) if full.size else 0
    alpha = krippendorff_alpha(data, "nominal") if full.size else None
    return int(full.shape[-1]) if full.size else 0, same, alpha


def roles_of(coding: Loaded) -> dict[str, str]:
    """The role of each member, in the form that :func:`words` compares."""
    return {code: member.role for code, member in coding.scenario.members.items()}
