"""Add sliders for the strongest numbers to the page of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path

from sim.api.explained import save_page
from sim.api.watching import StudyWatch
from sim.domain.errors import UsageError
from sim.report.context import names_from
from sim.report.document import Page
from sim.report.sliders import slider_panel
from sim.report.write import check_report_target
from sim.scenario.schema import Scenario
from sim.studies.compare.changed_inputs import scale_of
from sim.studies.surface.study import response_surface, surface_worlds


def with_sliders(
    page: Page, arms: Sequence[Scenario], size: tuple[int, int], watch: StudyWatch | None = None
) -> Page:
    """Add sliders to the page; without change, but with a warning, if no number moves a chance.

    Args:
        page: The page of one scenario, or of a comparison of two.
        arms: That scenario, or the two.
        size: Worlds in each arm at each point, and the seed.
        watch: Receives progress and warnings.
    """
    who, (replicates, seed) = watch or StudyWatch(), size
    with who.stage("sliders", surface_worlds(replicates, arms)) as advance:
        surface = response_surface(arms, replicates, seed, advance)
    if not surface.levers:
        who.warn("no sliders: no uncertain number changes the chance that a draft is adopted")
        return page
    plan = any(arm.plan is not None for arm in arms)
    paths = [lever.path for lever in surface.levers]
    scales = {path: scale for path in paths if (scale := scale_of(path, arms[-1]))}
    panel = slider_panel(surface, names_from(arms[-1]), plan=plan, scales=scales)
    return replace(page, sliders=panel)


def save_with_sliders(
    page: Page,
    arms: Sequence[Scenario],
    size: tuple[int, int],
    path: str | PathLike[str],
    conditions: Sequence[str] = (),
) -> Path:
    """Write a page with sliders as one HTML file; checks that it can before computing anything.

    Raises:
        UsageError: when the name does not end in ``.html``, or the answer is under
            ``conditions``.
        CouncilError: when the folder does not exist or cannot be written.
    """
    check_report_target(Path(path))
    if conditions:
        raise UsageError(
            "sliders cannot be combined with a condition",
            why="; ".join(conditions),
            remedy="ask without given, or save the page without interactive",
        )
    return save_page(with_sliders(page, arms, size), path)
