"""Every shipped scenario: the agents' engine and the ensemble give the same worlds."""

from __future__ import annotations

import pytest

from sim.engines.council import CouncilModel
from sim.engines.ensemble import finish_block, start_block
from sim.negotiation.luck import Luck
from sim.negotiation.setting import Setting
from sim.scenario.catalogue import scenario_names
from sim.scenario.load import load_scenario
from tests.engines.test_agreement import different

REPLICATES = (0, 7)


@pytest.mark.parametrize("name", scenario_names())
def test_engines_agree(name: str) -> None:
    setting = Setting(load_scenario(name))
    for replicate in REPLICATES:
        block = start_block(setting, Luck(1, range(replicate, replicate + 1)), log=True)
        finish_block(block)
        model = CouncilModel(setting, seed=1, replicate=replicate)
        model.run()
        assert different(block.world, 0, model.world) == []
        assert block.world.log.of(0) == model.events()
        assert model.events()
        model.close()
