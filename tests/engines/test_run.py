"""The real ensemble gives the same bytes whatever computes it and however it is cut."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.errors import UsageError
from sim.engines.backends import Backend, compute, spans
from sim.engines.council import CouncilModel
from sim.engines.run import Job, central, run_worlds, worlds
from sim.engines.worlds import ARRAYS, Worlds, cut
from sim.negotiation.setting import Setting
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.studies.run.answer import modal_world
from tests.engines.test_backends import digest

REPLICATES = 130


@pytest.fixture(scope="module")
def job() -> Job:
    return Job(Setting(load_scenario("aleppo-2016-10-08")), seed=3)


@pytest.fixture(scope="module")
def one_block(job: Job) -> str:
    return digest(iter([worlds(job, 0, REPLICATES)]))


@pytest.mark.parametrize(("workers", "size"), [(1, 50), (2, 33), (3, 1 + REPLICATES // 4)])
def test_threads(job: Job, one_block: str, workers: int, size: int) -> None:
    blocks = compute(worlds, job, spans(0, REPLICATES, size), Backend(workers=workers))
    assert digest(blocks) == one_block


def test_single_worlds(job: Job) -> None:
    alone = digest(compute(worlds, job, spans(60, 3, 1), Backend(workers=1)))
    assert alone == digest(iter([worlds(job, 60, 3)]))


def test_processes(job: Job, one_block: str) -> None:
    backend = Backend("processes", workers=2)
    assert digest(compute(worlds, job, spans(0, REPLICATES, 40), backend)) == one_block


def test_seed_and_number_make_the_world(job: Job) -> None:
    assert digest(iter([worlds(job, 0, 20)])) != digest(iter([worlds(Job(job.setting, 4), 0, 20)]))
    with pytest.raises(ValueError, match="no worlds"):
        worlds(job, 0, 0)


PATH = "statements.0.pull"


def same(one: Worlds, two: Worlds) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(two, name), equal_nan=True)
        if getattr(one, name).dtype.kind == "f"
        else np.array_equal(getattr(one, name), getattr(two, name))
        for name in ARRAYS
    )


def test_replicates_can_be_picked_in_any_order_and_more_than_once(job: Job) -> None:
    whole = run_worlds(job.setting, 3, range(12))
    picks = np.array([11, 2, 2, 7])
    picked = run_worlds(job.setting, 3, picks)
    assert np.array_equal(picked.vote, whole.vote[..., picks])
    assert np.array_equal(picked.text, whole.text[..., picks])
    every_third = run_worlds(job.setting, 3, range(0, 12, 3))
    assert np.array_equal(every_third.vote, whole.vote[..., ::3])


def test_values_belong_to_worlds_by_position_wherever_a_range_begins(job: Job) -> None:
    pulls = np.linspace(-0.4, 0.4, 8)
    whole = run_worlds(job.setting, 3, range(8), {PATH: pulls})
    tail = run_worlds(job.setting, 3, range(5, 8), {PATH: pulls[5:]})
    assert tail.first == 5
    assert same(tail, cut(whole, 5, 8))


@pytest.mark.parametrize("backend", [Backend(workers=1), Backend(workers=3, block=7)])
def test_the_door_gives_the_same_worlds_on_every_backend(job: Job, backend: Backend) -> None:
    counted: list[int] = []
    found = run_worlds(job.setting, 3, range(20), backend=backend, advance=counted.append)
    assert sum(counted) == 20
    assert same(found, worlds(job, 0, 20))


def test_the_central_world_is_the_one_that_agents_play(job: Job) -> None:
    assert same(central(job.setting), CouncilModel(job.setting, modal=True).run())


def test_no_worlds_and_unknown_numbers_are_refused(job: Job) -> None:
    with pytest.raises(UsageError, match="no worlds"):
        run_worlds(job.setting, 3, range(0))
    with pytest.raises(UsageError, match=r"no number 'statements\.0\.pul'") as caught:
        central(job.setting, {"statements.0.pul": np.zeros(1)})
    assert PATH in str(caught.value.remedy)


def test_a_setting_is_built_once_for_a_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    build = Setting.__init__

    def counted(self: Setting, scenario: Scenario) -> None:
        built.append(scenario.scenario)
        build(self, scenario)

    monkeypatch.setattr(Setting, "__init__", counted)
    scenario = load_scenario("aleppo-2016-10-08")
    central(scenario)
    run_worlds(scenario, 0, range(2))
    modal_world(scenario)
    assert built == [scenario.scenario]
