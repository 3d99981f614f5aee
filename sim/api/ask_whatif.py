"""Measure the effect of a change: one variant against the base, or several arms ranked."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

from sim.api.answers import (
    Rendering,
    StudyResult,
    changes_as_options,
    command_for,
    repeated_option,
    result_of,
)
from sim.api.arguments import checks_arguments
from sim.api.changing import ChangeableScenario
from sim.api.limits import REPLICATES_IN_MEMORY, checked_size
from sim.api.values import Value
from sim.api.watching import begin_study
from sim.domain.errors import UsageError
from sim.report.arms_page import arms_page
from sim.report.context import names_from, study_context
from sim.report.document import Page
from sim.report.whatif_page import whatif_page
from sim.studies.compare.arms import NamedArm, Ranking, rank
from sim.studies.compare.given import what_if_given
from sim.studies.compare.published import published_whatif
from sim.studies.compare.study import (
    WhatIf,
    check_common_draft,
    check_replicates,
    computed_worlds,
    what_if,
)


@dataclass(frozen=True, kw_only=True)
class WhatIfResult(WhatIf, StudyResult):
    """Differences between two scenarios on the same draws: ``comparison``, ``movers``, ``chain``.

    Attributes:
        changes: Overrides that make the variant.
    """

    changes: tuple[str, ...] = ()

    @checks_arguments()
    def save(self, path: str | PathLike[str], *, interactive: bool = False) -> Path:
        """Write the page of ``--report`` as one HTML file; returns the path.

        ``interactive`` adds sliders for the strongest numbers (``--interactive``), which takes some
        hundred times as many worlds as the comparison.

        Raises:
            UsageError: when the name does not end in ``.html``, or sliders are requested for a
                comparison under a condition.
            CouncilError: when the folder does not exist or cannot be written.
        """
        if not interactive:
            return super().save(path)
        from sim.api.sliders import save_with_sliders  # loads the templates

        arms, size = (self.base, self.variant), (self.replicates, self.seed)
        return save_with_sliders(self.page(), arms, size, path, self.conditions)


@dataclass(frozen=True, kw_only=True)
class RankingResult(Ranking, StudyResult):
    """Arms on the same draws: ``ranking`` by one outcome, ``measured`` for all outcomes."""


def ask_whatif(
    base: ChangeableScenario,
    variant: ChangeableScenario,
    size: tuple[int, int],
    *,
    by_link: bool,
    named: bool,
    given: tuple[str, ...] = (),
) -> WhatIfResult:
    """Compare ``variant`` with ``base``; ``size`` is the worlds of each and the seed.

    With ``given``, only worlds in which it holds in both are compared. ``named`` says that the
    variant is a scenario of its own, with a question of its own.
    """
    replicates, seed = size = checked_size(size, REPLICATES_IN_MEMORY)
    first, second = base.data, variant.data
    check_replicates(replicates)
    check_common_draft(first, second)
    if given and by_link:
        raise UsageError(
            "a difference under a condition is not split by link",
            why="links are switched one after another, and each play meets it in other worlds",
            remedy="leave --chain or --given out",
        )
    worlds = 2 * replicates if given else computed_worlds(replicates, by_link=by_link)
    begin_study(base.watch, worlds, first, second)
    with base.watch.stage("what if", worlds) as advance:
        if given:
            answer = what_if_given(first, second, size, given, advance)
        else:
            answer = what_if(first, second, replicates, seed, advance, by_link=by_link)
    own = () if named else base.overrides
    changes = tuple(text for text in variant.overrides if text not in own)

    def page(command: str) -> Page:
        study = study_context(first, command, seed, replicates)
        return whatif_page(answer, changes, replace(study, names=names_from(second)), named=named)

    rendering = Rendering(
        lambda: published_whatif(answer, changes),
        page,
        _command(base, variant, size, named=named, by_link=by_link, given=given),
    )
    return result_of(WhatIfResult, answer, rendering, changes=changes)


def _command(
    base: ChangeableScenario,
    variant: ChangeableScenario,
    size: tuple[int, int],
    *,
    named: bool,
    by_link: bool,
    given: tuple[str, ...],
) -> str:
    """The command; empty if the command line cannot express the comparison.

    It cannot express changes of the base, nor different layers on the two sides.
    """
    if base.overrides or base.layers != variant.layers:
        return ""
    two = named or not variant.overrides  # of one scenario the command line wants a change
    names = [base.name, variant.name] if two else [base.name]
    how = ["-n", str(size[0]), "--seed", str(size[1]), *(["--chain"] if by_link else [])]
    how += [str(word) for word in repeated_option("--given", given)]
    return shlex.join(["council", "whatif", *names, *how, *changes_as_options(variant)])


Arm = ChangeableScenario | Mapping[str, Value] | str
"""An arm: a scenario, changes of the base, or text as ``--arm`` takes it."""


def ask_ranking(
    base: ChangeableScenario,
    arms: Mapping[str, Arm] | Sequence[tuple[str, Arm]],
    size: tuple[int, int],
    outcome: str | None,
) -> RankingResult:
    """Rank arms on the same draws; ``size`` is the worlds of each arm and the seed."""
    replicates, seed = size = checked_size(size, REPLICATES_IN_MEMORY)
    content = base.data
    pairs = list(arms.items()) if isinstance(arms, Mapping) else list(arms)
    named = [_named_arm(base, name, arm) for name, arm in pairs]
    if not named:
        raise UsageError("there is nothing to compare with", remedy="give at least one arm")
    check_replicates(replicates)
    worlds = replicates * (len(named) + 1)
    begin_study(base.watch, worlds, content, *(arm.scenario for arm in named))
    with base.watch.stage("what if", worlds) as advance:
        ranking = rank(content, named, replicates, seed, outcome, advance)
    rendering = Rendering(
        lambda: ranking,
        lambda command: arms_page(ranking, study_context(content, command, seed, replicates)),
        _ranking_command(base, pairs, named, (replicates, seed, outcome or "", ranking.outcome)),
    )
    return result_of(RankingResult, ranking, rendering)


def _named_arm(base: ChangeableScenario, name: str, arm: Arm) -> NamedArm:
    if isinstance(arm, str):
        arm = base.arm(f"{name}: {arm}")[1]
    elif not isinstance(arm, ChangeableScenario):
        arm = base.changed(arm)
    start = () if arm.name in (base.name, name) else (f"scenario {arm.name}",)
    own = base.overrides if arm.name == base.name else ()
    changes = tuple(text for text in arm.overrides if text not in own)
    return NamedArm(name, arm.data, start + changes)


def _ranking_command(
    base: ChangeableScenario,
    pairs: Sequence[tuple[str, Arm]],
    named: Sequence[NamedArm],
    how: tuple[int, int, str, str],
) -> str:
    """The command; empty if the base itself was changed, which no option expresses.

    A single variant is ranked if an outcome is named, and compared otherwise.
    """
    if base.overrides:
        return ""
    replicates, seed, outcome, ranked_by = how
    variants: list[str] = []
    arm_texts: list[str] = []
    for (name, value), arm in zip(pairs, named, strict=True):
        own = isinstance(value, ChangeableScenario) and value.name == name and not arm.changes
        (variants if own else arm_texts).append(
            name if own else f"{name}: {'; '.join(arm.changes) or f'scenario {base.name}'}"
        )
    if len(variants) < 2 and not arm_texts:
        outcome = ranked_by
    options = [*repeated_option("--arm", arm_texts), *(["--outcome", outcome] if outcome else [])]
    return command_for("whatif", base, *variants, "-n", replicates, "--seed", seed, *options)
