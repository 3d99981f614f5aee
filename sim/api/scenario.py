"""A scenario in Python: load it, change it, run it, ask it everything that the commands ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.ask_run import RunFolder, ask_run
from sim.api.changing import ChangeableScenario, Value
from sim.api.run import RunResult
from sim.api.tables import html_table
from sim.api.watching import StudyWatch
from sim.engines.backends import Backend

if TYPE_CHECKING:
    from sim.api.ask_designs import Axes, SweepResult
    from sim.api.ask_flip import FlipResult, LiftResult
    from sim.api.ask_pair import PairResult
    from sim.api.ask_sensitivity import SensitivityResult
    from sim.api.ask_whatif import Arm, RankingResult, WhatIfResult
    from sim.api.ask_worlds import CoursesResult, DiscoveryResult

# Studies are imported where they are asked: scipy's statistics take half a second, a run needs none


class Scenario(ChangeableScenario):
    """A scenario with the changes made to it.

    ``data`` is the scenario itself, frozen and checked; ``changes`` are the paths that were set, in
    order. Everything that is computed is a function of these and of the arguments of the call.

    ``set``, ``pin``, ``follow``, ``without`` and ``turn`` change it and return it; ``copy``,
    ``changed`` and ``until`` make another one. Every other method asks it something, as the command
    of that name does, and its answer is a frozen result with the methods of ``StudyResult``.

    Args:
        name: Name of a shipped scenario, or a file.
        changes: Paths to set, as :meth:`set` does.
        layers: Evidence layers to use; all if None.
        watch: Who is told how its studies go; nobody if None.

    Raises:
        ScenarioErrors: with every fault of the file or of the changes.
    """

    def run(
        self,
        replicates: int = 1000,
        seed: int = 0,
        *,
        given: Sequence[str] = (),
        backend: Backend | None = None,
        keep: RunFolder | str | PathLike[str] | None = None,
    ) -> RunResult:
        """Run it: the votes of the central world and why, and the forecast over many worlds.

        Args:
            replicates: Worlds in the forecast.
            seed: Seed of all random draws.
            given: Conditions, as ``CHN=abstain on S/2016/846``: the forecast is over those worlds
                in which all of them came about.
            backend: Where worlds are computed; all cores of this machine if None.
            keep: Folder of runs in which it is kept, and found again; nowhere if None.

        Raises:
            UsageError: for fewer than one world, or a condition that means nothing.
            CouncilError: when a condition came about too seldom, or nothing can be kept there.
        """
        folder = RunFolder(Path(keep)) if isinstance(keep, (str, PathLike)) else keep
        return ask_run(self, (replicates, seed), tuple(given), backend or Backend(), folder)

    def whatif(
        self,
        changes: Mapping[str, Value] | Scenario,
        replicates: int = 2000,
        seed: int = 0,
        *,
        by_link: bool = False,
        given: Sequence[str] = (),
    ) -> WhatIfResult:
        """Compare it with a changed copy, or with another scenario, on the same draws.

        Args:
            changes: Path -> value, or a scenario, such as ``base.copy().pin("CHN", "no")``.
            replicates: Worlds in each arm.
            seed: Seed of all random draws.
            by_link: Split the differences by the links between the change and the votes
                (``--chain``), at 18 plays of each world more.
            given: Conditions, as in :meth:`run`: compared are the worlds in which they came about
                in both arms.

        Raises:
            ScenarioErrors: when a change does not fit.
            UsageError: for fewer than two worlds, scenarios without a draft in common, or a
                condition that cannot be read or goes with ``by_link``.
            CouncilError: when conditions came about in both arms in too few worlds.
        """
        from sim.api.ask_whatif import ask_whatif

        variant = changes if isinstance(changes, Scenario) else self.changed(changes)
        named = variant.name != self.name
        size = (replicates, seed)
        return ask_whatif(self, variant, size, by_link=by_link, named=named, given=tuple(given))

    def rank(
        self,
        arms: Mapping[str, Arm] | Sequence[tuple[str, Arm]],
        outcome: str | None = None,
        replicates: int = 2000,
        seed: int = 0,
    ) -> RankingResult:
        """Rank several arms by one outcome on the same draws, each against this scenario.

        Args:
            arms: Name -> a scenario, changes of this one, or words as ``whatif --arm`` takes them:
                ``pin RUS=abstain; without draft S/2016/847``.
            outcome: Such as ``adopted(S/2016/846)``, which it is of the first draft put if None.
            replicates: Worlds in each arm.
            seed: Seed of all random draws.

        Raises:
            ScenarioErrors: when a change does not fit.
            UsageError: for fewer than two worlds, no arm, one name for two, an unknown outcome.
        """
        from sim.api.ask_whatif import ask_ranking

        return ask_ranking(self, arms, (replicates, seed), outcome)

    def compare(
        self,
        other: Scenario | str | PathLike[str],
        replicates: int | None = None,
        seed: int | None = None,
        *,
        follow: int | None = None,
    ) -> PairResult:
        """Compare it with another scenario or a kept run, and show where one world diverges.

        Args:
            other: A scenario, or the name or folder of a kept run.
            replicates: Worlds in each; those of the kept run, or 1,000, if None.
            seed: Seed of all random draws; that of the kept run, or 0, if None.
            follow: The replicate to follow; the first that differs if None.

        Raises:
            UsageError: for fewer than two worlds, or scenarios without a draft in common.
        """
        from sim.api.ask_pair import ask_pair

        return ask_pair(self, other, (replicates, seed), follow, self.watch)

    def courses(
        self, replicates: int = 1000, seed: int = 0, *, given: Sequence[str] = ()
    ) -> CoursesResult:
        """Gather worlds into three to five courses of events, and say what sets each apart.

        Args:
            replicates: Worlds to gather.
            seed: Seed of all random draws.
            given: Conditions, as in :meth:`run`: only worlds in which they came about are gathered.

        Raises:
            UsageError: for fewer than 50 worlds, or a condition that means nothing.
            CouncilError: E709, when the conditions came about in fewer than 50.
        """
        from sim.api.ask_worlds import ask_courses

        return ask_courses(self, replicates, seed, tuple(given))

    def discover(
        self, goal: str, replicates: int = 4000, seed: int = 0, *, inputs: Sequence[str] = ()
    ) -> DiscoveryResult:
        """Find conditions under which an outcome occurs (PRIM).

        Args:
            goal: Such as ``adopted(S/2016/847)``, ``CHN=abstain on S/2016/846``.
            replicates: Worlds; half of them test what was found.
            seed: Seed of all random draws.
            inputs: Patterns of paths, with ``*``; all numbers if empty.

        Raises:
            UsageError: for a goal or pattern that means nothing; E709 for a goal that comes about
                nearly always or nearly never.
        """
        from sim.api.ask_worlds import ask_conditions

        return ask_conditions(self, goal, replicates, seed, tuple(inputs))

    def sweep(self, axes: Axes, replicates: int = 500, seed: int = 0, **plan: Any) -> SweepResult:
        """The forecast at every point of a design; all points share their draws.

        Args:
            axes: Path -> the values that it takes, or as ``-S`` takes them: ``0:1:0.1``.
            replicates: Worlds at each point.
            seed: Seed of all random draws.
            **plan: ``design``, ``points``, ``draft``, ``folder``, as ``SweepPlan`` has them.

        Raises:
            UsageError: for no axis, an axis without values, or fewer than two worlds.
            ScenarioErrors: when a path or a value does not fit.
        """
        from sim.api.ask_designs import SweepPlan, ask_sweep

        return ask_sweep(self, axes, (replicates, seed), SweepPlan(**plan))

    def sensitivity(
        self,
        *outcomes: str,
        seed: int = 0,
        inputs: Sequence[str] = (),
        axes: Axes = (),
        **plan: Any,
    ) -> SensitivityResult:
        """Which uncertain numbers outcomes depend on.

        Args:
            *outcomes: Such as ``adopted(S/2016/846)``, which it is of the first draft if none is
                named.
            seed: Seed of all random draws.
            inputs: Patterns of paths, with ``*``; all uncertain numbers if empty.
            axes: Further inputs: path -> ``low:high``, or the words that it takes.
            **plan: ``method``, ``base``, ``numbers``, ``modal``, ``trajectories``, as
                ``SensitivityPlan`` has them.

        Raises:
            UsageError: for an outcome, a pattern or a method that is not known.
        """
        from sim.api.ask_sensitivity import Factors, SensitivityPlan, ask_sensitivity

        factors = Factors(tuple(inputs), axes)
        return ask_sensitivity(self, outcomes, factors, seed, SensitivityPlan(**plan))

    def flip(
        self, goal: str, draft: str | None = None, *, negotiate: bool = False, **question: Any
    ) -> FlipResult:
        """The smallest change that reaches a goal in the central world, with the proof.

        Args:
            goal: Such as ``adopted``, ``RUS=abstain`` or ``plan=carried_out``.
            draft: Symbol; the first draft if None.
            negotiate: Let the sponsors amend a changed text again; without it the text is held as
                it is put to the vote.
            **question: ``keep``, ``change``, ``step``, ``axes``, ``who``, ``surprise``, as
                ``FlipQuestion`` has them; ``most`` (2), the changes at once, and ``limit``, the
                changes to examine.

        Raises:
            UsageError: for a goal or an option that means nothing.
        """
        from sim.api.ask_flip import CENTRAL_LIMIT, ask_flip, flip_question

        asked = flip_question(goal, draft, question, CENTRAL_LIMIT)
        return ask_flip(self, asked, negotiate=negotiate)

    def lift(
        self,
        goal: str,
        above: float = 0.5,
        draft: str | None = None,
        *,
        worlds: tuple[int, int] = (200, 0),
        negotiate: bool = False,
        **question: Any,
    ) -> LiftResult:
        """The smallest change that lifts the chance of a goal (``flip --over worlds``).

        Args:
            goal: As in :meth:`flip`.
            above: The chance to exceed.
            draft: Symbol; the first draft if None.
            worlds: Worlds in which each change is tried, and the seed.
            negotiate: As in :meth:`flip`.
            **question: As in :meth:`flip`.

        Raises:
            UsageError: for a goal, a chance or an option that means nothing.
        """
        from sim.api.ask_flip import WORLDS_LIMIT, ask_lift, flip_question
        from sim.studies.flip.over_worlds import ChanceAim

        asked = flip_question(goal, draft, question, WORLDS_LIMIT)
        return ask_lift(self, asked, ChanceAim(above, *worlds), negotiate=negotiate)

    def changes_to_try(
        self,
        goal: str,
        draft: str | None = None,
        *,
        over: str = "centre",
        negotiate: bool = False,
        **question: Any,
    ) -> int:
        """How many changes :meth:`flip` examines at most, or :meth:`lift` (``over="worlds"``).

        Raises:
            UsageError: for a goal or an option that means nothing.
        """
        from sim.api.ask_flip import CENTRAL_LIMIT, WORLDS_LIMIT, changes_to_try, flip_question

        limit = WORLDS_LIMIT if over == "worlds" else CENTRAL_LIMIT
        return changes_to_try(
            self, flip_question(goal, draft, question, limit), negotiate=negotiate
        )

    def _repr_html_(self) -> str:
        data = self._data
        rows = [
            (symbol, text.title, ", ".join(text.sponsors)) for symbol, text in data.drafts.items()
        ]
        changed = "".join(f"<li>{escape(text)}</li>" for text in self.overrides)
        return (
            f"<p><b>{escape(data.title)}</b></p><p>{escape(data.question)}</p>"
            f"{html_table(('draft', 'title', 'sponsors'), rows)}"
            f"<p>{escape(', '.join(data.members))}</p>" + (f"<ul>{changed}</ul>" if changed else "")
        )


def load(
    name: str | PathLike[str],
    layers: Iterable[str] | None = None,
    *,
    watch: StudyWatch | None = None,
) -> Scenario:
    """Load a shipped scenario by name, or a scenario file.

    Args:
        name: Name of a shipped scenario, or a file.
        layers: Evidence layers to use; all if None.
        watch: Who is told how the scenario's studies go; nobody if None.

    Raises:
        ScenarioErrors: with every fault of the file, each with its place and remedy.
    """
    return Scenario(name, layers=layers, watch=watch)
