"""Sliders over a response surface: data for the template and the script."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

import numpy as np

from sim.domain.ballots import PUT, Outcome
from sim.domain.shortnames import short_name
from sim.report.axes import axis_number
from sim.report.names import KeyNames
from sim.report.palette import OUTCOME_WORDS
from sim.report.panel import (
    ReadingError,
    SliderDraft,
    SliderLever,
    SliderOutcome,
    SliderPanel,
)
from sim.report.paths import path_in_words
from sim.studies.surface.levers import SurfaceLever, clause_path
from sim.studies.surface.surface import (
    CHANCE_UNIT,
    PAIRED,
    Ints,
    Surface,
    SurfaceError,
    SurfaceLayout,
)

STEPS = 5
"""Number of slider steps between computed values."""
MOST_CHANCES = 70_000
"""Maximum number of vote chances on a page; beyond it only outcomes are included."""
_MAJOR = (Outcome.ADOPTED, Outcome.VETOED)
ARMS = (("Chance",), ("Base", "What if"))
"""Column headings of chances, for one and two scenarios."""


def slider_panel(
    surface: Surface,
    names: KeyNames,
    *,
    plan: bool,
    scales: Mapping[str, Mapping[float, str]] | None = None,
) -> SliderPanel:
    """The sliders of a page.

    Args:
        surface: the computed points.
        names: names of actors and issues.
        plan: whether the scenario has a plan.
        scales: path of a number -> points of its scale in words, if it has one.
    """
    layout, outcomes = surface.layout, tuple(Outcome)
    states = _states(surface)
    has_votes = len(states) * layout.arms * (layout.size - layout.counts) <= MOST_CHANCES
    members = layout.members if has_votes else ()
    outcome_columns = np.concatenate(
        [
            np.arange(arm * layout.size, arm * layout.size + layout.counts)
            for arm in range(layout.arms)
        ]
    )
    chances = (
        np.delete(states, outcome_columns, axis=1) if has_votes else np.zeros((0, 0), np.int64)
    )
    data = {
        "worlds": surface.worlds,
        "unit": CHANCE_UNIT,
        "steps": STEPS,
        "kinds": len(outcomes),
        "arms": layout.arms,
        "drafts": list(layout.drafts),
        "members": [[code, names.actor(code)] for code in members],
        "outcomes": [OUTCOME_WORDS[one] for one in outcomes],
        "put": [outcomes.index(outcome) for outcome in PUT],
        "levers": [
            {
                "label": path_in_words(one.path, names),
                "values": list(one.values),
                "scale": sorted((scales or {}).get(one.path, {}).items()),
            }
            for one in surface.levers
        ],
        "pairs": [list(pair) for pair in surface.pairs],
        "errors": {
            "alone": [[e.mean, e.most, e.points] for e in surface.errors if e.kind == "alone"],
            "pairs": next(([e.mean, e.most, e.points] for e in surface.errors
                           if e.kind == "pairs"), None),
            "more": next(([e.mean, e.most, e.points] for e in surface.errors
                          if e.kind == "more"), None),
        },
        "counts": states[:, outcome_columns].tolist(),
        "chances": base64.b64encode(chances.astype("<u2").tobytes()).decode(),
    }  # fmt: skip
    kinds = len(outcomes)
    return SliderPanel(
        levers=tuple(_lever(one, names) for one in surface.levers),
        drafts=tuple(
            SliderDraft(
                draft,
                tuple(
                    SliderOutcome(OUTCOME_WORDS[one], d * kinds + k, one not in _MAJOR)
                    for k, one in enumerate(outcomes)
                    if _occurs(states, layout, d * kinds + k)
                ),
            )
            for d, draft in enumerate(layout.drafts)
        ),
        plan=SliderOutcome("The plan is carried out", layout.counts - 1) if plan else None,
        arms=ARMS[layout.arms - 1],
        members=tuple((code, short_name(names.actor(code))) for code in members),
        worlds=surface.worlds,
        errors=tuple(
            ReadingError(_where(one, surface, names), one.points, *_four(one))
            for one in surface.errors
        ),
        clauses=any(clause_path(lever.path) for lever in surface.levers),
        data=json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c"),
    )


def _states(surface: Surface) -> Ints:
    """All computed states: the base, single levers, and pairs row by row."""
    size = surface.base.size
    parts = [surface.base[None], *surface.alone]
    parts += [square.reshape(-1, size) for square in surface.pairs.values()]
    return np.concatenate(parts)


def _occurs(states: Ints, layout: SurfaceLayout, place: int) -> bool:
    """Whether an outcome occurs in any computed world."""
    return any(states[:, place + arm * layout.size].any() for arm in range(layout.arms))


def _lever(lever: SurfaceLever, names: KeyNames) -> SliderLever:
    values = np.array(lever.values)
    place = float(np.interp(lever.coded, values, np.arange(len(values))))
    coded = axis_number(round(lever.coded, 6))
    return SliderLever(
        label=path_in_words(lever.path, names),
        path=lever.path,
        coded=coded if lever.spread == 0.0 else f"about {coded}",
        grade=lever.grade,
        last=STEPS * (len(values) - 1),
        start=round(STEPS * place),
        swing=f"{lever.swing * 100:.1f}",
    )


def _where(error: SurfaceError, surface: Surface, names: KeyNames) -> str:
    match error.kind:
        case "alone":
            return path_in_words(surface.levers[error.lever].path, names)
        case "pairs":
            return f"two of the {min(PAIRED, len(surface.levers))} strongest together"
    return f"any of the {len(surface.levers)} together"


def _four(error: SurfaceError) -> tuple[float, float, float, float]:
    return error.mean, error.most, error.votes_mean, error.votes_most
