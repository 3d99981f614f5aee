"""Under which conditions does an outcome occur? Boxes of a scenario's uncertain numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np
from numpy.typing import NDArray

from sim.domain.errors import UsageError
from sim.domain.intervals import wilson
from sim.engines.run import central, run_worlds
from sim.negotiation.draws import contests, draw_values
from sim.negotiation.luck import Luck
from sim.negotiation.setting import Setting, setting_of
from sim.scenario.schema import Scenario
from sim.studies.conditions import parse_condition
from sim.studies.discover.prim import InputBox, find_box

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MOST_BOXES = 3
LEAST_HITS = 20
"""The fewest worlds with and without the outcome for a search."""
CONTEST = "contest"
"""Name of the draw that all members share: how contested a text is beyond its coded features."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """One condition of a box; the fields are published names.

    Attributes:
        path: the number, or ``contest(DRAFT)``, in standard deviations; high if a text is less
            contested than usual.
        low, high: the bounds; None if there is none on that side.
        least, most: the middle 95 % of the values drawn.
        centre: its value in the central case.
        inside: whether the central case meets the condition.
        p_value: probability that chance does as well as this restriction.
    """

    path: str
    low: float | None
    high: float | None
    least: float
    most: float
    centre: float
    inside: bool
    p_value: float


@dataclass(frozen=True, slots=True)
class FoundBox:
    """Conditions under which the goal occurs more often; the fields are published names.

    Attributes:
        restrictions: the conditions, which must all hold, most significant first.
        coverage: share of the worlds with the goal that are in the box.
        density, density_low, density_high: share of the worlds in the box with the goal, with its
            interval.
        mass: share of all worlds that are in the box.
        base_case: whether the central case is in it.
    """

    restrictions: tuple[Restriction, ...]
    coverage: float
    density: float
    density_low: float
    density_high: float
    mass: float
    base_case: bool


@dataclass(frozen=True, slots=True)
class Discovery:
    """The result of a search for conditions; the fields are published names.

    Attributes:
        scenario, goal, seed, replicates: the question.
        inputs: the number of inputs that varied.
        share, low, high: share of all worlds with the goal, with its interval.
        central: whether the central case has it.
        boxes: conditions, each found among the worlds outside the previous boxes. Coverage and
            density are measured in the half of the worlds not used for peeling.
    """

    scenario: str
    goal: str
    seed: int
    replicates: int
    inputs: int
    share: float
    low: float
    high: float
    central: bool
    boxes: tuple[FoundBox, ...]


def find_conditions(
    scenario: Scenario,
    goal: str,
    replicates: int,
    seed: int,
    patterns: Sequence[str] = (),
    advance: Callable[[int], None] = lambda _: None,
) -> Discovery:
    """Find conditions under which ``goal`` occurs more often than elsewhere.

    Args:
        scenario: its uncertain numbers are the inputs, and how contested each text is.
        goal: as :func:`sim.studies.conditions.parse_condition` reads it.
        replicates: worlds; every second one is kept for testing.
        seed: root seed of all random draws.
        patterns: paths of the inputs, with ``*``; all if empty.
        advance: called with the number of worlds done since the last call.

    Raises:
        UsageError: for a goal or a pattern that cannot be parsed, or a goal that occurs nearly
            always or nearly never.
    """
    condition = parse_condition(goal, scenario)
    setting = setting_of(scenario)
    names, x, centre = inputs_of_worlds(setting, seed, replicates, patterns)
    worlds = run_worlds(setting, seed, range(replicates), advance=advance)
    hit = np.asarray(condition.holds(worlds), dtype=np.bool_)
    hits = int(hit.sum())
    if min(hits, replicates - hits) < LEAST_HITS:
        raise UsageError(
            f"{goal} occurs in {hits:,} of {replicates:,} worlds",
            code="E709",
            where="--goal",
            why=f"conditions need at least {LEAST_HITS} worlds with it and as many without",
            remedy="compute more worlds (-n), or choose a goal that is less certain",
        )
    train = np.arange(replicates) % 2 == 0
    low, high = wilson(hits, replicates)
    return Discovery(
        scenario=scenario.scenario,
        goal=condition.text,
        seed=seed,
        replicates=replicates,
        inputs=len(names),
        share=hits / replicates,
        low=low,
        high=high,
        central=bool(condition.holds(central(setting))[0]),
        boxes=tuple(_boxes((names, x, centre), condition.likely(worlds), hit, train)),
    )


def inputs_of_worlds(
    setting: Setting, seed: int, replicates: int, patterns: Sequence[str] = ()
) -> tuple[list[str], Floats, Floats]:
    """The inputs of worlds: names (D,), values (R, D) and values in the central case (D,).

    The uncertain numbers, and how contested each draft is beyond its coded features.

    Raises:
        UsageError: when a pattern matches none of them.
    """
    luck = Luck(seed, range(replicates))
    drawn, contest = draw_values(setting, luck), contests(setting, luck)
    names = [q.path for q in setting.quantities] + [f"{CONTEST}({d})" for d in setting.drafts]
    values = np.concatenate([drawn, contest]).T
    centre = np.array([*(q.centre for q in setting.quantities), *np.zeros(len(setting.drafts))])
    varies = np.ptp(values, axis=0) > 0.0
    for pattern in patterns:
        if not any(
            fnmatchcase(name, pattern) for name, does in zip(names, varies, strict=True) if does
        ):
            raise UsageError(
                f"no varying number matches '{pattern}'",
                code="E703",
                where="--inputs",
                remedy="`council show SCENARIO --numbers` lists them; * matches any part",
            )
    if patterns:
        varies &= np.array([any(fnmatchcase(n, p) for p in patterns) for n in names])
    varying = np.flatnonzero(varies)
    return [names[k] for k in varying], np.ascontiguousarray(values[:, varying]), centre[varying]


def _boxes(
    inputs: tuple[list[str], Floats, Floats], chance: Floats, hit: Bools, train: Bools
) -> list[FoundBox]:
    """Boxes in sequence, each from the worlds outside the previous ones."""
    x = inputs[1]
    open_yet = np.ones(hit.size, dtype=np.bool_)
    found_boxes: list[FoundBox] = []
    while len(found_boxes) < MOST_BOXES:
        some = open_yet
        rest = int((hit & some & ~train).sum())
        if rest < LEAST_HITS / 2 or int((hit & some & train).sum()) < LEAST_HITS / 2:
            break
        box = find_box(x[some], chance[some], hit[some], train[some])
        if box is None:
            break
        test = some & ~train
        inside = box.holds(x[test])
        caught = int((inside & hit[test]).sum())
        if wilson(caught, max(1, int(inside.sum())))[0] <= float(hit[~train].mean()):
            break  # the goal may occur in the box no more often than elsewhere
        found_boxes.append(
            _published_box(box, inputs, (x[~train], hit[~train]), (inside, hit[test]))
        )
        open_yet = open_yet & ~box.holds(x)
    return found_boxes


def _published_box(
    box: InputBox,
    inputs: tuple[list[str], Floats, Floats],
    tested: tuple[Floats, Bools],
    inside: tuple[Bools, Bools],
) -> FoundBox:
    names, x, centre = inputs
    test, hit = tested
    within, occurred = inside
    caught = int((within & occurred).sum())
    low, high = wilson(caught, max(1, int(within.sum())))
    restrictions = sorted(
        (_restriction(box, k, names[k], x[:, k], float(centre[k])) for k in box.columns),
        key=lambda restriction: restriction.p_value,
    )
    return FoundBox(
        restrictions=tuple(restrictions),
        coverage=caught / max(1, int(hit.sum())),
        density=caught / max(1, int(within.sum())),
        density_low=low,
        density_high=high,
        mass=float(within.sum()) / test.shape[0],
        base_case=all(restriction.inside for restriction in restrictions),
    )


def _restriction(box: InputBox, k: int, name: str, values: Floats, centre: float) -> Restriction:
    low, high = float(box.low[k]), float(box.high[k])
    least, most = np.quantile(values, (0.025, 0.975)).tolist()
    return Restriction(
        path=name,
        low=low if np.isfinite(low) else None,
        high=high if np.isfinite(high) else None,
        least=least,
        most=most,
        centre=centre,
        inside=low <= centre <= high,
        p_value=box.p_values.get(k, 1.0),
    )
