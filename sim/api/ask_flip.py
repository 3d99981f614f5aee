"""The smallest change that turns an outcome, or lifts its chance, and the proof that it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import Any

from sim.api.answers import Rendering, StudyResult, command_for, repeated_option, result_of
from sim.api.changing import ChangeableScenario
from sim.domain.errors import UsageError
from sim.domain.files import is_taken, why_unwritable, write_new
from sim.engines.run import central, run_worlds
from sim.report.context import study_context
from sim.report.flip_page import flip_page
from sim.report.lift_page import lift_page
from sim.scenario import schema
from sim.scenario.errors import ScenarioErrors
from sim.studies.flip.flip import FlipAnswer, FlipQuestion, hold_as_put, levers_of, search_flips
from sim.studies.flip.over_worlds import ChanceAim, Lift, lift
from sim.studies.flip.published import published_flip
from sim.studies.flip.published_lift import published_lift
from sim.studies.flip.search import LeverValues, SearchSettings, grid_size
from sim.studies.flip.variant import base_reference, overrides_as_changes, variant_text

CENTRAL_LIMIT = 250_000
WORLDS_LIMIT = 2_000
"""Changes that are tried, in the central world or in many worlds each."""


@dataclass(frozen=True, kw_only=True)
class FlipResult(FlipAnswer, StudyResult):
    """The smallest changes that reach a goal in the central case: ``solutions``, ``certificate``.

    Attributes:
        base: The scenario that was changed, its text held as it is put where that was asked.
    """

    base: ChangeableScenario = field(repr=False, compare=False)

    @property
    def to_write(self) -> bool:
        """Whether there is a variant to write."""
        return bool(self.solutions) or (self.holds_already and bool(self.base.overrides))

    @property
    def unwritten(self) -> str:
        """Why there is no variant to write."""
        if self.holds_already:
            return "the unchanged scenario already reaches the goal"
        if not self.result.exhausted:
            return "the search stopped before it found a flip"
        changes = f"{self.result.examined:,} change{'s' if self.result.examined != 1 else ''}"
        return f"none of the {changes} on the grid reaches the goal"

    def save_variant(self, path: str | PathLike[str]) -> Path:
        """Write the smallest change as a variant of the scenario; returns the path.

        Raises:
            UsageError: when there is none, or the name is no free name of a scenario file.
        """
        target = Path(path)
        check_variant_path(target)
        if not self.to_write:
            raise UsageError(f"{path} is not written: {self.unwritten}")
        question, content = self.question, self.base.data
        change = self.solutions[0].found.change if self.solutions else {}
        goal = " and ".join([question.goal, *question.keep])
        sought = f"the smallest change of {question.change} for {question.draft} {goal}"
        text = variant_text(
            target.stem,
            base_reference(self.base.name, target),
            {**overrides_as_changes(list(self.base.overrides)), **change},
            (
                f"{content.title}: {sought}",
                f"What is the smallest change so that {question.draft}: {goal}?",
            ),
            (content.as_of.date(), content.layers[0]),
        )
        write_new(target, text)
        return target


@dataclass(frozen=True, kw_only=True)
class LiftResult(Lift, StudyResult):
    """The smallest changes that lift the chance of a goal: ``base``, ``solutions``."""


def check_variant_path(path: Path) -> None:
    """Refuse a file that no variant can be written to, before anything is searched.

    Raises:
        UsageError: when it is no scenario file, is there already, or its folder is not.
    """
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(f"{path} is not a scenario file", remedy="-o variant.yaml")
    if is_taken(path):
        raise UsageError(
            f"{path} already exists and was not overwritten", remedy="choose another name"
        )
    if why := why_unwritable(path):
        raise UsageError(
            "the variant cannot be written there", code="E003", where=str(path), why=why,
            remedy="choose a file in a folder that you can write to",
        )  # fmt: skip


def flip_question(
    goal: str, draft: str | None, options: Mapping[str, Any], limit: int
) -> FlipQuestion:
    """The question that these options make; ``limit`` where they name none.

    Raises:
        UsageError: for an option that there is not.
    """
    rest = dict(options)
    settings = SearchSettings(rest.pop("most", 2), rest.pop("limit", None) or limit)
    unknown = [name for name in rest if name not in _OPTIONS]
    if unknown:
        raise UsageError(
            f"flip has no option '{unknown[0]}'",
            remedy=f"one of {', '.join((*_OPTIONS, 'most', 'limit'))}",
        )
    rest |= {name: tuple(rest[name]) for name in ("keep", "axes", "who") if name in rest}
    return FlipQuestion(draft or "", goal, settings=settings, **rest)


_OPTIONS = ("keep", "change", "step", "axes", "who", "surprise")


def asked_flip(
    scenario: ChangeableScenario, question: FlipQuestion, *, negotiate: bool
) -> tuple[ChangeableScenario, FlipQuestion]:
    """The scenario that is searched, and the question of its first draft where none is named.

    A changed text is held as it is put to the vote, unless the sponsors may ``negotiate`` again.
    """
    drafts = scenario.data.drafts
    asked = question if question.draft else replace(question, draft=next(iter(drafts)))
    if asked.change != "text" or negotiate or asked.draft not in drafts:
        return scenario, asked
    return scenario.changed(hold_as_put(scenario.data, asked.draft)), asked


def changes_to_try(scenario: ChangeableScenario, question: FlipQuestion, *, negotiate: bool) -> int:
    """How many changes a search examines at most."""
    base, asked = asked_flip(scenario, question, negotiate=negotiate)
    return _most_changes(base, asked)


def _most_changes(base: ChangeableScenario, question: FlipQuestion) -> int:
    levers = levers_of(base.data, question)
    return min(grid_size(levers, question.settings.most), question.settings.limit)


def ask_flip(
    scenario: ChangeableScenario, question: FlipQuestion, *, negotiate: bool
) -> FlipResult:
    """Search for the smallest change whose central world reaches the goal."""
    base, asked = asked_flip(scenario, question, negotiate=negotiate)
    content = base.data
    size = _most_changes(base, asked)
    with base.watch.stage("searching", size, "changes") as advance:
        flip_answer = search_flips(content, asked, central, _varied(base), advance)
    rendering = Rendering(
        lambda: published_flip(flip_answer),
        lambda command: flip_page(flip_answer, study_context(content, command, 0, 1)),
        command_for("flip", scenario, *_words(asked, negotiate=negotiate)),
    )
    return result_of(FlipResult, flip_answer, rendering, base=base)


def ask_lift(
    scenario: ChangeableScenario, question: FlipQuestion, aim: ChanceAim, *, negotiate: bool
) -> LiftResult:
    """Search for the smallest change that lifts the chance of the goal above ``aim.above``."""
    base, asked = asked_flip(scenario, question, negotiate=negotiate)
    content = base.data
    size = _most_changes(base, asked)
    base.watch.tell(f"up to {size:,} changes of {aim.worlds:,} worlds each")
    with base.watch.stage("searching", size, "changes") as advance:
        found = lift(content, asked, aim, run_worlds, _varied(base), advance)
    words = ["--over", "worlds", "--above", aim.above, "-n", aim.worlds, "--seed", aim.seed]
    rendering = Rendering(
        lambda: published_lift(found),
        lambda command: lift_page(found, study_context(content, command, aim.seed, aim.worlds)),
        command_for("flip", scenario, *_words(asked, negotiate=negotiate), *words),
    )
    return result_of(LiftResult, found, rendering)


def _varied(base: ChangeableScenario) -> Callable[[LeverValues], schema.Scenario | None]:
    def vary(change: LeverValues) -> schema.Scenario | None:
        try:
            return base.content_with(change)
        except ScenarioErrors:
            return None

    return vary


def _words(question: FlipQuestion, *, negotiate: bool) -> list[object]:
    words: list[object] = ["--draft", question.draft, "--goal", question.goal]
    words += [*repeated_option("--keep", question.keep), "--change", question.change]
    words += ["--axes", ",".join(question.axes)] if question.axes else []
    words += ["--who", ",".join(question.who)] if question.who else []
    words += ["--step", question.step, "--most", question.settings.most]
    words += ["--limit", question.settings.limit]
    words += ["--negotiate"] if negotiate else []
    return words + (["--surprise"] if question.surprise else [])
