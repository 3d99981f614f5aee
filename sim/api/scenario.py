"""The scenario object: load it, change it, run it, and apply every study to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.arguments import plan_of
from sim.api.ask_run import RunFolder, ask_run
from sim.api.changing import ChangeableScenario
from sim.api.run import RunResult
from sim.api.scenario_arguments import as_run_folder, checks_scenarios
from sim.api.values import Value
from sim.api.watching import StudyWatch
from sim.domain.arguments import optional
from sim.domain.errors import UsageError
from sim.engines.backends import Backend

if TYPE_CHECKING:
    from sim.api.ask_designs import Axes, SweepResult
    from sim.api.ask_flip import FlipResult, LiftResult
    from sim.api.ask_pair import PairResult
    from sim.api.ask_sensitivity import SensitivityResult
    from sim.api.ask_whatif import Arm, RankingResult, WhatIfResult
    from sim.api.ask_worlds import CoursesResult, DiscoveryResult

# Studies are imported where they are used: scipy's statistics take half a second, a run needs none


class Scenario(ChangeableScenario):
    """A scenario with the changes made to it.

    ``data`` is the scenario itself, frozen and validated; ``changes`` are the paths that were set,
    in order. Every result depends only on these and on the arguments of the call.

    ``set``, ``pin``, ``follow``, ``without`` and ``turn`` change the scenario and return it;
    ``copy``, ``changed`` and ``until`` return another one. Every other method runs a study, like
    the command of the same name, and returns a frozen result with the methods of ``StudyResult``.

    Args:
        name: Name of a shipped scenario, or a file.
        changes: Paths to set, as in :meth:`set`.
        layers: Evidence layers to use; all if None.
        watch: Receives progress and warnings of its studies; none if None.

    Raises:
        ScenarioErrors: with every error in the file or the changes.
    """

    @checks_scenarios(keep=optional(as_run_folder))
    def run(
        self,
        replicates: int = 1000,
        seed: int = 0,
        *,
        given: Sequence[str] = (),
        backend: Backend | None = None,
        keep: RunFolder | str | PathLike[str] | None = None,
    ) -> RunResult:
        """Compute the votes of the central world with reasons, and a forecast over many worlds.

        Args:
            replicates: Worlds in the forecast.
            seed: Seed of all random draws.
            given: Conditions such as ``CHN=abstain on S/2016/846``: the forecast covers only worlds
                in which all of them hold.
            backend: Where worlds are computed; all cores of this machine if None.
            keep: Folder of runs to keep it in and to reuse it from; none if None.

        Raises:
            UsageError: for fewer than one world, or a condition that cannot be parsed.
            CouncilError: when a condition holds in too few worlds, or ``keep`` cannot be written.
        """
        folder = RunFolder(Path(keep)) if isinstance(keep, (str, PathLike)) else keep
        return ask_run(self, (replicates, seed), tuple(given), backend or Backend(), folder)

    @checks_scenarios()
    def whatif(
        self,
        changes: Mapping[str, Value] | Scenario,
        replicates: int = 2000,
        seed: int = 0,
        *,
        by_link: bool = False,
        given: Sequence[str] = (),
    ) -> WhatIfResult:
        """Compare this scenario with a changed copy, or with another one, on the same draws.

        Args:
            changes: Path -> value, or a scenario, such as ``base.copy().pin("CHN", "no")``.
            replicates: Worlds in each arm.
            seed: Seed of all random draws.
            by_link: Split the differences by the links between the change and the votes
                (``--chain``); simulates each world 18 more times.
            given: Conditions, as in :meth:`run`; only worlds in which they hold in both arms are
                compared.

        Raises:
            ScenarioErrors: when a change does not fit.
            UsageError: for fewer than two worlds, scenarios without a common draft, a condition
                that cannot be parsed, or a condition together with ``by_link``.
            CouncilError: when the conditions hold in both arms in too few worlds.
        """
        from sim.api.ask_whatif import ask_whatif

        variant = changes if isinstance(changes, Scenario) else self.changed(changes)
        named = variant.name != self.name
        size = (replicates, seed)
        return ask_whatif(self, variant, size, by_link=by_link, named=named, given=tuple(given))

    @checks_scenarios()
    def rank(
        self,
        arms: Mapping[str, Arm] | Sequence[tuple[str, Arm]],
        outcome: str | None = None,
        replicates: int = 2000,
        seed: int = 0,
    ) -> RankingResult:
        """Rank several arms by one outcome on the same draws, each against this scenario.

        Args:
            arms: Name -> a scenario, changes of this one, or text as ``whatif --arm`` takes it:
                ``pin RUS=abstain; without draft S/2016/847``.
            outcome: Such as ``adopted(S/2016/846)``; by default that of the first draft put.
            replicates: Worlds in each arm.
            seed: Seed of all random draws.

        Raises:
            ScenarioErrors: when a change does not fit.
            UsageError: for fewer than two worlds, no arm, a duplicate name or an unknown outcome.
        """
        from sim.api.ask_whatif import ask_ranking

        return ask_ranking(self, arms, (replicates, seed), outcome)

    @checks_scenarios()
    def compare(
        self,
        other: Scenario | str | PathLike[str],
        replicates: int | None = None,
        seed: int | None = None,
        *,
        follow: int | None = None,
    ) -> PairResult:
        """Compare this scenario with another or a kept run, and show where one world diverges.

        Args:
            other: A scenario, or the name or folder of a kept run.
            replicates: Worlds in each; those of the kept run, or 1,000, if None.
            seed: Seed of all random draws; that of the kept run, or 0, if None.
            follow: The replicate to follow; the first that differs if None.

        Raises:
            UsageError: for fewer than two worlds, or scenarios without a common draft.
        """
        from sim.api.ask_pair import ask_pair

        return ask_pair(self, other, (replicates, seed), follow, self.watch)

    @checks_scenarios()
    def courses(
        self, replicates: int = 1000, seed: int = 0, *, given: Sequence[str] = ()
    ) -> CoursesResult:
        """Group worlds into three to five courses of events, with what distinguishes each.

        Args:
            replicates: Worlds to group.
            seed: Seed of all random draws.
            given: Conditions, as in :meth:`run`; only worlds in which they hold are grouped.

        Raises:
            UsageError: for fewer than 50 worlds, or a condition that cannot be parsed.
            CouncilError: E709, when the conditions hold in fewer than 50 worlds.
        """
        from sim.api.ask_worlds import ask_courses

        return ask_courses(self, replicates, seed, tuple(given))

    @checks_scenarios()
    def discover(
        self, goal: str, replicates: int = 4000, seed: int = 0, *, inputs: Sequence[str] = ()
    ) -> DiscoveryResult:
        """Find conditions under which an outcome occurs (PRIM).

        Args:
            goal: Such as ``adopted(S/2016/847)``, ``CHN=abstain on S/2016/846``.
            replicates: Worlds; half of them test the conditions found in the other half.
            seed: Seed of all random draws.
            inputs: Patterns of paths, with ``*``; all numbers if empty.

        Raises:
            UsageError: for a goal or pattern that cannot be parsed; E709 for a goal that occurs
                nearly always or nearly never.
        """
        from sim.api.ask_worlds import ask_conditions

        return ask_conditions(self, goal, replicates, seed, tuple(inputs))

    @checks_scenarios()
    def sweep(self, axes: Axes, replicates: int = 500, seed: int = 0, **plan: Any) -> SweepResult:
        """Compute the forecast at every point of a design; all points share their draws.

        Args:
            axes: Path -> its values, as a sequence or as ``-S`` takes them: ``0:1:0.1``.
            replicates: Worlds at each point.
            seed: Seed of all random draws.
            **plan: ``design``, ``points``, ``draft`` and ``folder`` of ``SweepPlan``.

        Raises:
            UsageError: when there is no axis, an axis has no values, or for fewer than two worlds.
            ScenarioErrors: when a path or a value does not fit.
        """
        from sim.api.ask_designs import SweepPlan, ask_sweep

        return ask_sweep(self, axes, (replicates, seed), plan_of(SweepPlan, plan, "sweep"))

    @checks_scenarios()
    def sensitivity(
        self,
        *outcomes: str,
        seed: int = 0,
        inputs: Sequence[str] = (),
        axes: Axes = (),
        **plan: Any,
    ) -> SensitivityResult:
        """Measure which uncertain numbers outcomes depend on.

        Args:
            *outcomes: Such as ``adopted(S/2016/846)``; by default that of the first draft.
            seed: Seed of all random draws.
            inputs: Patterns of paths, with ``*``; all uncertain numbers if empty.
            axes: Further inputs: path -> ``low:high``, or the words it can take.
            **plan: ``method``, ``base``, ``numbers``, ``modal`` and ``trajectories`` of
                ``SensitivityPlan``.

        Raises:
            UsageError: for an unknown outcome, pattern or method.
        """
        from sim.api.ask_sensitivity import Factors, SensitivityPlan, ask_sensitivity

        factors = Factors(tuple(inputs), axes)
        how = plan_of(SensitivityPlan, plan, "sensitivity")
        return ask_sensitivity(self, outcomes, factors, seed, how)

    @checks_scenarios()
    def flip(
        self, goal: str, draft: str | None = None, *, negotiate: bool = False, **question: Any
    ) -> FlipResult:
        """Find the smallest change that reaches a goal in the central world, with a certificate.

        Args:
            goal: Such as ``adopted``, ``RUS=abstain`` or ``plan=carried_out``.
            draft: Symbol; the first draft if None.
            negotiate: Let the sponsors amend a changed text again; otherwise the text is held as it
                is put to the vote.
            **question: ``keep``, ``change``, ``step``, ``axes``, ``who`` and ``surprise`` of
                ``FlipQuestion``; ``most`` (2), the number of changes at once; and ``limit``, the
                number of changes to examine.

        Raises:
            UsageError: for a goal or an option that cannot be parsed.
        """
        from sim.api.ask_flip import CENTRAL_LIMIT, ask_flip, flip_question

        flip = flip_question(goal, draft, question, CENTRAL_LIMIT)
        return ask_flip(self, flip, negotiate=negotiate)

    @checks_scenarios()
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
        """Find the smallest change that raises the chance of a goal (``flip --over worlds``).

        Args:
            goal: As in :meth:`flip`.
            above: The chance to exceed.
            draft: Symbol; the first draft if None.
            worlds: Worlds to try each change in, and the seed.
            negotiate: As in :meth:`flip`.
            **question: As in :meth:`flip`.

        Raises:
            UsageError: for a goal, a chance or an option that cannot be parsed.
        """
        from sim.api.ask_flip import WORLDS_LIMIT, ask_lift, chance_aim, flip_question

        flip = flip_question(goal, draft, question, WORLDS_LIMIT)
        return ask_lift(self, flip, chance_aim(above, worlds), negotiate=negotiate)

    @checks_scenarios()
    def changes_to_try(
        self,
        goal: str,
        draft: str | None = None,
        *,
        over: str = "centre",
        negotiate: bool = False,
        **question: Any,
    ) -> int:
        """The most changes that :meth:`flip`, or :meth:`lift` (``over="worlds"``), examines.

        Raises:
            UsageError: for a goal or an option that cannot be parsed.
        """
        from sim.api.ask_flip import CENTRAL_LIMIT, WORLDS_LIMIT, changes_to_try, flip_question

        limits = {"centre": CENTRAL_LIMIT, "worlds": WORLDS_LIMIT}
        if over not in limits:
            raise UsageError(f"there is no search over '{over}'", remedy="centre or worlds")
        limit = limits[over]
        return changes_to_try(
            self, flip_question(goal, draft, question, limit), negotiate=negotiate
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
        watch: Receives progress and warnings of the scenario's studies; none if None.

    Raises:
        ScenarioErrors: with every error in the file, each with its location and remedy.
    """
    return Scenario(name, layers=layers, watch=watch)
