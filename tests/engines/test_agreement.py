"""The agents' engine and the ensemble are one model: equal after every round, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.errors import UsageError
from sim.engines.council import CouncilModel
from sim.engines.ensemble import finish_block, run_block, start_block
from sim.engines.run import central
from sim.engines.worlds import Worlds
from sim.negotiation.luck import Luck
from sim.negotiation.rounds import play_round
from sim.negotiation.setting import Setting
from sim.negotiation.world import World
from tests.engines.generated import generated

STATE = (
    "values", "ideal", "salience", "align", "c", "quo", "text", "speaks", "pull", "spoken",
    "status", "due", "outcome", "vote", "probability", "adopted", "nine", "ended", "concession",
    "consent", "accepted", "index", "offered", "rallied", "urging", "left", "silence", "issued",
    "compliance", "statement", "sought",
)  # fmt: skip


def different(one: World, place: int, other: World) -> list[str]:
    """Names of the state arrays in which world ``place`` of ``one`` differs from ``other``."""
    out = []
    for name in STATE:
        a = getattr(one, name)[..., place]
        b = getattr(other, name)[..., 0]
        if not np.array_equal(a, b, equal_nan=a.dtype.kind == "f"):
            out.append(name)
    for name in ("error", "weight", "plain", "changed"):
        mine, theirs = (getattr(each.doubts, name) for each in (one, other))
        if not np.array_equal(mine[..., place], theirs[..., 0]):
            out.append(f"doubts.{name}")
    return out


@pytest.mark.parametrize("number", range(6))
def test_state_equal_after_every_round(number: int) -> None:
    setting = Setting(generated(number))
    block = start_block(setting, Luck(7, range(20, 25)), log=True)
    models = [CouncilModel(setting, seed=7, replicate=20 + place) for place in range(5)]
    for moment in range(setting.rounds):
        play_round(block, moment)
        for place, model in enumerate(models):
            model.step()
            assert different(block.world, place, model.world) == [], (moment, place)
            assert block.world.log.of(place) == model.events()
    for model in models:
        model.close()


@pytest.mark.parametrize("number", range(6))
def test_agents_that_live_through_many_worlds_at_once_live_through_each(number: int) -> None:
    setting = Setting(generated(number))
    block = start_block(setting, Luck(7, range(20, 29)))
    model = CouncilModel(setting, seed=7, replicate=range(20, 29), collect=False)
    alone = CouncilModel(setting, seed=7, replicate=20)
    for moment in range(setting.rounds):
        play_round(block, moment)
        model.step()
        alone.step()
        for place in range(9):
            theirs = (getattr(model.world, name)[..., place] for name in STATE)
            ours = (getattr(block.world, name)[..., place] for name in STATE)
            assert all(map(np.array_equal, theirs, ours, [True] * len(STATE))), (moment, place)
        assert [m.vote for m in model.council] == [m.vote for m in alone.council]
    assert model.meetings() == alone.meetings()
    for each in (model, alone):
        each.close()


@pytest.mark.parametrize(
    ("replicates", "modal", "collect", "why"),
    [
        (range(0), False, False, "not consecutive"),
        (range(0, 9, 2), False, False, "not consecutive"),
        (range(2), True, False, "one modal world"),
        (range(2), False, True, "one world at a time"),
    ],
)
def test_worlds_that_cannot_be_played_at_once_are_refused(
    replicates: range, modal: bool, collect: bool, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        CouncilModel(generated(0), replicate=replicates, modal=modal, collect=collect)


def equal(one: Worlds, other: Worlds) -> bool:
    """Whether two blocks hold the same bytes."""
    return all(
        np.array_equal(a, b, equal_nan=np.asarray(a).dtype.kind == "f")
        for a, b in zip(vars(one).values(), vars(other).values(), strict=True)
    )


def test_block_size_changes_nothing() -> None:
    setting = Setting(generated(3))
    whole = run_block(setting, 1, 0, 40)
    parts = [run_block(setting, 1, first, 8) for first in range(0, 40, 8)]
    for name in ("outcome", "vote", "p_vote", "p_adopted", "text", "left", "statement"):
        joined = np.concatenate([getattr(part, name) for part in parts], axis=-1)
        assert np.array_equal(getattr(whole, name), joined, equal_nan=joined.dtype.kind == "f"), (
            name
        )


def test_modal_world_does_not_depend_on_the_engine() -> None:
    setting = Setting(generated(4))
    assert equal(central(setting), CouncilModel(setting, modal=True).run())


def test_generated_worlds_are_eventful() -> None:
    kinds = set()
    for number in range(6):
        block = start_block(Setting(generated(number)), Luck(7, range(20, 50)), log=True)
        finish_block(block)
        kinds |= {event.type.value for place in range(30) for event in block.world.log.of(place)}
    missing = {
        "amend", "hold", "ask", "blue", "rally", "consent", "refuse", "revise_plan", "execute",
        "vote", "outcome", "statement", "event", "renew", "weigh", "choose", "to_assembly",
    } - kinds  # fmt: skip
    assert not missing
