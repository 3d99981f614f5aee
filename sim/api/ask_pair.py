"""Compare two scenarios or kept runs, and show where one of their worlds diverges."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from sim.api.answers import Rendering, StudyResult, changes_as_options, result_of
from sim.api.changing import ChangeableScenario
from sim.api.limits import REPLICATES_IN_MEMORY, checked_size
from sim.api.watching import StudyWatch, begin_study
from sim.domain.counts import REPLICATE
from sim.domain.errors import UsageError
from sim.domain.files import is_file
from sim.report.compare_page import compare_page
from sim.report.context import study_context
from sim.results.replay import scenario_of
from sim.results.runs import find_run
from sim.scenario import schema
from sim.studies.compare.pair import Pair, compare_pair, published_pair

DEFAULT_REPLICATES = 1000
RESULTS = Path("results")
"""The folder in which runs are looked up by name."""

Side = ChangeableScenario | str | PathLike[str]
"""A scenario, or the name or folder of a kept run."""


@dataclass(frozen=True, kw_only=True)
class PairResult(Pair, StudyResult):
    """Two scenarios on the same draws, and where one world diverges between them, and why."""


@dataclass(frozen=True)
class _Arm:
    """One side of a comparison, with the seed and the number of worlds if it is a kept run."""

    content: schema.Scenario
    words: tuple[str, ...]
    name: str
    seed: int | None = None
    replicates: int | None = None


def is_kept_run(name: str | PathLike[str]) -> bool:
    """Whether ``name`` is the name or the folder of a kept run."""
    return _folder(Path(name)) is not None


def _folder(path: Path) -> Path | None:
    places = (path, RESULTS / path)
    return next((place for place in places if is_file(place / "manifest.json")), None)


def ask_pair(
    first: Side,
    second: Side,
    size: tuple[int | None, int | None],
    follow: int | None = None,
    watch: StudyWatch | None = None,
) -> PairResult:
    """Compare two scenarios or kept runs world by world.

    Args:
        first: A scenario, or the name or folder of a kept run.
        second: Likewise.
        size: Worlds of each side and the seed; None uses those of the kept runs, else 1,000 and 0.
        follow: The replicate to follow; the first that differs if None.
        watch: Receives progress and warnings.

    Raises:
        UsageError: for runs with different seeds, or scenarios without a common draft.
    """
    arms = [_arm(side) for side in (first, second)]
    seed = _common("seed", size[1], (arms[0].seed, arms[1].seed), 0)
    of_runs = (arms[0].replicates, arms[1].replicates)
    replicates = _common("replicates", size[0], of_runs, DEFAULT_REPLICATES)
    replicates, seed = checked_size((replicates, seed), REPLICATES_IN_MEMORY)
    if follow is not None:
        follow = _followed(follow, replicates)
    who = watch or StudyWatch()
    begin_study(who, 2 * replicates, arms[0].content, arms[1].content)
    with who.stage("comparing", 2 * replicates) as advance:
        contents = (arms[0].content, arms[1].content)
        pair = compare_pair(contents, replicates, seed, follow, advance)
    rendering = Rendering(
        lambda: published_pair(pair),
        lambda command: compare_page(
            pair, study_context(pair.first, command, pair.seed, replicates)
        ),
        _command(arms, replicates, seed, follow),
    )
    return result_of(PairResult, pair, rendering)


def _followed(follow: int, replicates: int) -> int:
    """The replicate to follow, if it is one of those that are compared."""
    follow = REPLICATE.of(follow)
    if follow >= replicates > 0:
        raise UsageError(
            f"replicate {follow} is not compared",
            where="--replicate",
            why=f"the replicates that are compared are 0 to {replicates - 1}",
            remedy="choose one of these, or compare more worlds with -n",
        )
    return follow


def _command(arms: list[_Arm], replicates: int, seed: int, follow: int | None) -> str:
    """The command; empty if only one side was changed, as its options would change both."""
    if arms[0].words != arms[1].words:
        return ""
    parts = ["council", "compare", arms[0].name, arms[1].name, "-n", str(replicates)]
    parts += ["--seed", str(seed), *(["--replicate", str(follow)] if follow is not None else [])]
    return shlex.join([*parts, *arms[0].words])


def _arm(side: Side) -> _Arm:
    if isinstance(side, ChangeableScenario):
        return _Arm(side.data, tuple(changes_as_options(side)), side.name)
    folder = _folder(Path(side))
    if folder is None:
        raise UsageError(
            f"'{side}' is not a kept run",
            why=f"neither it nor {RESULTS / Path(side)} contains a manifest",
            remedy="`council results list` names them; sim.load(NAME) gives a scenario",
        )
    run = find_run(folder.parent, folder.name)
    if run.manifest is None:
        raise UsageError(
            "the manifest of this run cannot be read",
            where=str(folder),
            remedy="run the scenario again",
        )
    identity = run.manifest.identity
    return _Arm(scenario_of(run), (), str(side), identity.seed, identity.replicates)


def _common(
    name: str, requested: int | None, of_runs: tuple[int | None, int | None], usual: int
) -> int:
    """The value for both sides: the one requested, else that of the runs, else ``usual``."""
    if requested is not None:
        return requested
    values = {value for value in of_runs if value is not None}
    if len(values) > 1:
        if name == "seed":
            raise UsageError(
                "the runs have different seeds, so their worlds cannot be paired",
                why="they do not share random draws",
                remedy="add --seed 0 to compute both again on the same draws",
            )
        return min(values)
    return next(iter(values), usual)
