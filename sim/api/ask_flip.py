"""The smallest change that reaches an outcome or raises its chance, with a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import Any

from sim.api.answers import Rendering, StudyResult, command_for, repeated_option, result_of
from sim.api.arguments import checks_arguments, read_options
from sim.api.changing import ChangeableScenario
from sim.api.limits import LIMIT, MOST_CHANGES, WORLDS_OF_A_CHANGE, checked_size
from sim.api.watching import warn_of_no_effect
from sim.domain.arguments import as_texts, shown
from sim.domain.counts import finite_number
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
from sim.studies.flip.variant import VariantHead, base_reference, variant_of

CENTRAL_LIMIT = 250_000
WORLDS_LIMIT = 2_000
"""The most changes to try, in the central world or in many worlds each."""


@dataclass(frozen=True, kw_only=True)
class FlipResult(FlipAnswer, StudyResult):
    """The smallest changes that reach a goal in the central case: ``solutions``, ``certificate``.

    Attributes:
        base: The scenario that was searched; its text is held as put to the vote unless
            renegotiation was allowed.
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

    @checks_arguments()
    def save_variant(self, path: str | PathLike[str]) -> Path:
        """Write the smallest change as a variant of the scenario; returns the path.

        Raises:
            UsageError: when there is no change, or the path is not a new scenario file.
        """
        target = Path(path)
        check_variant_path(target)
        if not self.to_write:
            raise UsageError(f"{path} is not written: {self.unwritten}")
        question, content = self.question, self.base.data
        change = self.solutions[0].found.change if self.solutions else {}
        goal = " and ".join([question.goal, *question.keep])
        sought = f"the smallest change of {question.change} for {question.draft} {goal}"
        head = VariantHead(
            target.stem,
            base_reference(self.base.name, target),
            f"{content.title}: {sought}",
            f"What is the smallest change so that {question.draft}: {goal}?",
        )
        made = [*self.base.overrides, *(f"{path}={value}" for path, value in change.items())]
        variant = variant_of(head, self.base.opened, made, self.base.layers)
        write_new(target, variant.check(target.parent))
        return target


@dataclass(frozen=True, kw_only=True)
class LiftResult(Lift, StudyResult):
    """The smallest changes that raise the chance of a goal: ``base``, ``solutions``."""


def check_variant_path(path: Path) -> None:
    """Check that a variant can be written to ``path``, before the search starts.

    Raises:
        UsageError: when it is not a scenario file, exists already, or its folder does not exist.
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
    """Build the question from options; ``limit`` is the default number of changes to examine.

    Raises:
        UsageError: for an unknown option.
    """
    rest = dict(options)
    asked = rest.pop("limit", None)
    settings = SearchSettings(
        MOST_CHANGES.of(rest.pop("most", 2)), limit if asked is None else LIMIT.of(asked)
    )
    unknown = [name for name in rest if name not in _OPTIONS]
    if unknown:
        raise UsageError(
            f"flip has no option '{unknown[0]}'",
            remedy=f"one of {', '.join((*_OPTIONS, 'most', 'limit'))}",
        )
    rest = read_options(rest, axes=as_texts)
    if "step" in rest:
        rest["step"] = finite_number(rest["step"], "step")
    return FlipQuestion(draft or "", goal, settings=settings, **rest)


_OPTIONS = ("keep", "change", "step", "axes", "who", "surprise")


def asked_flip(
    scenario: ChangeableScenario, question: FlipQuestion, *, negotiate: bool
) -> tuple[ChangeableScenario, FlipQuestion]:
    """The scenario to search, and the question with its draft filled in (the first by default).

    A changed text is held as it is put to the vote, unless the sponsors may ``negotiate`` again.
    """
    drafts = scenario.data.drafts
    complete = question if question.draft else replace(question, draft=next(iter(drafts)))
    if complete.change != "text" or negotiate or complete.draft not in drafts:
        return scenario, complete
    return scenario.changed(hold_as_put(scenario.data, complete.draft)), complete


def changes_to_try(scenario: ChangeableScenario, question: FlipQuestion, *, negotiate: bool) -> int:
    """The most changes that a search examines."""
    base, complete = asked_flip(scenario, question, negotiate=negotiate)
    return _most_changes(base, complete)


def _most_changes(base: ChangeableScenario, question: FlipQuestion) -> int:
    levers = levers_of(base.data, question)
    return min(grid_size(levers, question.settings.most), question.settings.limit)


def ask_flip(
    scenario: ChangeableScenario, question: FlipQuestion, *, negotiate: bool
) -> FlipResult:
    """Search for the smallest change whose central world reaches the goal."""
    base, complete = asked_flip(scenario, question, negotiate=negotiate)
    content = base.data
    size = _most_changes(base, complete)
    warn_of_no_effect(base.watch, content)
    with base.watch.stage("searching", size, "changes") as advance:
        flip_answer = search_flips(content, complete, central, _varied(base), advance)
    rendering = Rendering(
        lambda: published_flip(flip_answer),
        lambda command: flip_page(flip_answer, study_context(content, command, 0, 1)),
        command_for("flip", scenario, *_words(complete, negotiate=negotiate)),
    )
    return result_of(FlipResult, flip_answer, rendering, base=base)


def chance_aim(above: float, worlds: tuple[int, int]) -> ChanceAim:
    """The chance to exceed, the worlds to try each change in, and the seed.

    Raises:
        UsageError: when one is not a number, or is outside its limits.
    """
    try:
        replicates, seed = worlds
    except (TypeError, ValueError):
        raise UsageError(
            f"worlds is {shown(worlds)}", remedy="pass a pair: the number of worlds, and the seed"
        ) from None
    size = checked_size((replicates, seed), WORLDS_OF_A_CHANGE)
    return ChanceAim(finite_number(above, "above"), *size)


def ask_lift(
    scenario: ChangeableScenario, question: FlipQuestion, aim: ChanceAim, *, negotiate: bool
) -> LiftResult:
    """Search for the smallest change that raises the chance of the goal above ``aim.above``."""
    base, complete = asked_flip(scenario, question, negotiate=negotiate)
    content = base.data
    size = _most_changes(base, complete)
    warn_of_no_effect(base.watch, content)
    base.watch.tell(f"up to {size:,} changes of {aim.worlds:,} worlds each")
    with base.watch.stage("searching", size, "changes") as advance:
        answer = lift(content, complete, aim, run_worlds, _varied(base), advance)
    options = ["--over", "worlds", "--above", aim.above, "-n", aim.worlds, "--seed", aim.seed]
    rendering = Rendering(
        lambda: published_lift(answer),
        lambda command: lift_page(answer, study_context(content, command, aim.seed, aim.worlds)),
        command_for("flip", scenario, *_words(complete, negotiate=negotiate), *options),
    )
    return result_of(LiftResult, answer, rendering)


def _varied(base: ChangeableScenario) -> Callable[[LeverValues], schema.Scenario | None]:
    def vary(change: LeverValues) -> schema.Scenario | None:
        try:
            return base.content_with(change)
        except ScenarioErrors:
            return None

    return vary


def _words(question: FlipQuestion, *, negotiate: bool) -> list[object]:
    options: list[object] = ["--draft", question.draft, "--goal", question.goal]
    options += [*repeated_option("--keep", question.keep), "--change", question.change]
    options += ["--axes", ",".join(question.axes)] if question.axes else []
    options += ["--who", ",".join(question.who)] if question.who else []
    options += ["--step", question.step] if question.change != "institution" else []
    options += ["--most", question.settings.most, "--limit", question.settings.limit]
    options += ["--negotiate"] if negotiate else []
    return options + (["--surprise"] if question.surprise else [])
