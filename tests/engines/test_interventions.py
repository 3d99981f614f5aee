"""Pins and followers: the vote is fixed, everybody else responds, in both engines alike."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim.domain.ballots import Outcome, Vote
from sim.engines.council import CouncilModel
from sim.engines.ensemble import finish_block, start_block
from sim.engines.run import central, run_worlds
from sim.engines.worlds import Worlds
from sim.negotiation.luck import Luck
from sim.negotiation.rounds import play_round
from sim.negotiation.setting import Setting
from sim.scenario.schema import Scenario
from tests.engines.generated import generated
from tests.engines.test_agreement import different, equal

PIN = {"pins": {"RUS": "yes", "CHN": {"S/2": "no"}}}
FOLLOW = {"follow": {"EGY": "CHN", "SEN": "three", "AGO": "outside"}}
GROUPS = {
    "groups": {
        "three": {"title": "The three", "members": ["FRA", "SEN", "GBR", "USA"]},
        "outside": {"title": "A league", "members": ["SAU"], "line": {"S/1": "no"}},
    }
}
BELIEFS = ("equilibrium", "common-prior", "sincere")


def drafts_of(scenario: Scenario) -> list[str]:
    return list(scenario.drafts)


def made(number: int, **more: object) -> Scenario:
    plain = generated(number)
    first, second = drafts_of(plain)[:2]
    return Scenario.model_validate(
        {**plain.model_dump(mode="json", by_alias=True), **_renamed(more, first, second)}
    )


def _renamed(value: object, first: str, second: str) -> dict:
    def go(node: object) -> object:
        if isinstance(node, dict):
            return {{"S/1": first, "S/2": second}.get(k, k): go(v) for k, v in node.items()}
        return node

    return go(value)  # type: ignore[return-value]


def votes(worlds: Worlds, draft: int, member: str) -> np.ndarray:
    was_put = np.isin(worlds.outcome[draft], [Outcome.ADOPTED, Outcome.VETOED, Outcome.NOT_ADOPTED])
    return worlds.vote[draft, worlds.members.index(member)][was_put]


@pytest.mark.parametrize("beliefs", BELIEFS)
@pytest.mark.parametrize("number", [0, 3])
@pytest.mark.parametrize("fixed", [PIN, FOLLOW | GROUPS, PIN | FOLLOW | GROUPS])
def test_engines_agree_after_every_round(beliefs: str, number: int, fixed: dict) -> None:
    setting = Setting(made(number, beliefs=beliefs, **fixed))
    block = start_block(setting, Luck(5, range(31, 34)), log=True)
    models = [CouncilModel(setting, seed=5, replicate=31 + place) for place in range(3)]
    for moment in range(setting.rounds):
        play_round(block, moment)
        for place, model in enumerate(models):
            model.step()
            assert different(block.world, place, model.world) == [], (moment, place)
    for model in models:
        model.close()


def test_a_pinned_vote_is_cast_in_every_world_and_known_to_everybody() -> None:
    worlds = run_worlds(made(0, **PIN), 1, range(60))
    for draft in range(2):
        assert set(votes(worlds, draft, "RUS").tolist()) <= {Vote.YES}
    assert set(votes(worlds, 1, "CHN").tolist()) == {Vote.NO}
    sure = worlds.p_vote[1, Vote.NO, worlds.members.index("CHN")]
    assert set(sure[~np.isnan(sure)].tolist()) == {1.0}
    free = run_worlds(made(0), 1, range(60))
    others = [m for m in range(15) if worlds.members[m] not in ("RUS", "CHN")]
    assert not np.array_equal(worlds.p_vote[:, :, others], free.p_vote[:, :, others], True), (
        "nobody responds"
    )


def test_a_pin_on_what_a_member_does_anyway_in_every_world_changes_no_sampled_vote() -> None:
    scenario = made(0, decision_rule="always-yes")
    pinned = made(0, decision_rule="always-yes", pins={"FRA": "yes"})
    assert equal(run_worlds(scenario, 1, range(20)), run_worlds(pinned, 1, range(20)))


@pytest.mark.parametrize("vote", ["yes", "abstain", "no"])
@pytest.mark.parametrize("rule", ["quantal-response", "sincere", "threshold", "always-yes"])
def test_a_pin_holds_under_every_rule_and_in_the_central_world(vote: str, rule: str) -> None:
    scenario = made(2, decision_rule=rule, pins={"USA": vote})
    for worlds in (run_worlds(scenario, 1, range(20)), central(scenario)):
        cast = {v for draft in range(2) for v in votes(worlds, draft, "USA").tolist()}
        assert cast <= {Vote.from_word(vote)}


def test_the_result_does_not_depend_on_how_worlds_are_cut_into_blocks() -> None:
    setting = Setting(made(3, **PIN, **FOLLOW, **GROUPS))
    whole = finish_block(start_block(setting, Luck(1, range(40))))
    for place in (0, 17, 39):
        alone = finish_block(start_block(setting, Luck(1, range(place, place + 1))))
        assert np.array_equal(whole.p_vote[..., place], alone.p_vote[..., 0], equal_nan=True)
        assert np.array_equal(whole.p_adopted[..., place], alone.p_adopted[..., 0])
        assert np.array_equal(whole.vote[..., place], alone.vote[..., 0])


def test_a_follower_votes_as_its_leader_and_as_the_line_stated_for_it() -> None:
    worlds = run_worlds(made(3, **FOLLOW, **GROUPS), 1, range(80))
    for draft in range(2):
        assert np.array_equal(votes(worlds, draft, "EGY"), votes(worlds, draft, "CHN"))
    assert set(votes(worlds, 0, "AGO").tolist()) == {Vote.NO}
    assert len(set(votes(worlds, 1, "AGO").tolist())) > 1, "no line: it decides by itself"


def test_a_follower_of_a_group_votes_with_more_than_half_of_it_else_abstains() -> None:
    worlds = run_worlds(made(3, **FOLLOW, **GROUPS), 1, range(200))
    divided = 0
    for draft in range(2):
        leaders = np.stack([votes(worlds, draft, code) for code in ("FRA", "GBR", "USA")])
        for mine, theirs in zip(votes(worlds, draft, "SEN"), leaders.T.tolist(), strict=True):
            most = [v for v in (0, 2) if theirs.count(v) > 1]
            assert mine == (most[0] if most else Vote.ABSTAIN)
            divided += not most
    assert divided, "the group is never divided: the test shows too little"


def test_chances_of_adoption_count_that_followers_vote_as_leaders_do() -> None:
    """Against every pattern of the fifteen votes of one ballot, on a Council of few who doubt."""
    pins = dict.fromkeys(("AGO", "FRA", "JPN", "MYS", "NZL", "GBR", "USA"), "yes")
    pins |= dict.fromkeys(("ESP", "UKR", "URY", "VEN", "RUS"), "abstain")
    scenario = made(3, pins=pins, follow={"EGY": "CHN"})
    once = {"renew_after_hours": None}
    drafts = {name: draft.model_copy(update=once) for name, draft in scenario.drafts.items()}
    worlds = run_worlds(scenario.model_copy(update={"drafts": drafts}), 1, range(30))
    chn, sen = (worlds.members.index(code) for code in ("CHN", "SEN"))
    seen = 0
    for d, w in itertools.product(range(2), range(30)):
        p = worlds.p_vote[d, :, :, w]
        if np.isnan(p).any():
            continue
        seen += 1
        expected = 0.0
        for mine, other in itertools.product(range(3), repeat=2):
            yes = 7 + 2 * (mine == Vote.YES) + (other == Vote.YES)
            if yes >= 9 and mine != Vote.NO:
                expected += p[mine, chn] * p[other, sen]
        assert worlds.p_adopted[d, w] == pytest.approx(expected, abs=1e-12)
    assert seen > 20
