"""Questions about the worlds of one scenario: their courses, and the conditions of an outcome."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from sim.api.answers import (
    Rendering,
    StudyResult,
    changes_as_options,
    command_for,
    repeated_option,
    result_of,
)
from sim.api.changing import ChangeableScenario
from sim.api.limits import REPLICATES_IN_MEMORY, REPLICATES_WITH_INPUTS, checked_size
from sim.report.context import study_context
from sim.report.courses_page import courses_page
from sim.report.discover_page import discover_page
from sim.studies.courses.study import Courses, courses_of_events
from sim.studies.discover.study import Discovery, find_conditions


@dataclass(frozen=True, kw_only=True)
class CoursesResult(Courses, StudyResult):
    """The courses that events take: ``courses``, most common first, each with its share."""


@dataclass(frozen=True, kw_only=True)
class DiscoveryResult(Discovery, StudyResult):
    """Conditions under which a goal occurs: ``boxes``, each with coverage and density."""


def ask_courses(
    scenario: ChangeableScenario, replicates: int, seed: int, given: Sequence[str]
) -> CoursesResult:
    """Group the worlds of a scenario, or those in which ``given`` holds, into courses."""
    replicates, seed = checked_size((replicates, seed), REPLICATES_IN_MEMORY)
    content = scenario.data
    with scenario.watch.stage("worlds", replicates) as advance:
        courses = courses_of_events(content, replicates, seed, given, advance)
    size = ("-n", str(replicates), "--seed", str(seed))
    keep = shlex.join(["council", "run", scenario.name, *size, *changes_as_options(scenario)])
    rendering = Rendering(
        lambda: courses,
        lambda command: courses_page(
            courses, study_context(content, command, seed, replicates), keep
        ),
        command_for("courses", scenario, *size, *repeated_option("--given", given)),
    )
    return result_of(CoursesResult, courses, rendering)


def ask_conditions(
    scenario: ChangeableScenario, goal: str, replicates: int, seed: int, inputs: Sequence[str]
) -> DiscoveryResult:
    """Find conditions under which ``goal`` occurs."""
    replicates, seed = checked_size((replicates, seed), REPLICATES_WITH_INPUTS)
    content = scenario.data
    with scenario.watch.stage("worlds", replicates) as advance:
        discovery = find_conditions(content, goal, replicates, seed, inputs, advance)
    size = ("-n", replicates, "--seed", seed, *repeated_option("--inputs", inputs))
    rendering = Rendering(
        lambda: discovery,
        lambda command: discover_page(discovery, study_context(content, command, seed, replicates)),
        command_for("discover", scenario, "--goal", goal, *size),
    )
    return result_of(DiscoveryResult, discovery, rendering)
