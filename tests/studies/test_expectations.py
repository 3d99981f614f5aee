"""Verdicts on what a variant's file expects."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.domain.intervals import Interval
from sim.engines.run import run_worlds
from sim.report.whatif_page import verdict_in_words
from sim.scenario.errors import ScenarioErrors
from sim.scenario.expected import NEEDS, Expected, Measure
from sim.scenario.load import load_scenario
from sim.studies.compare.changed_votes import ChangedVote
from sim.studies.compare.expectations import SAME, Comes, MeasuredArm, measured, verdict, verdicts
from sim.studies.compare.paired import paired_shares

DRAFT = "S/2016/846"


@pytest.fixture(scope="module")
def arm() -> MeasuredArm:
    scenario = load_scenario("aleppo-2016-10-08")
    return MeasuredArm(scenario, run_worlds(scenario, 0, range(12)), 0)


def shifted(arm: MeasuredArm, by: float) -> MeasuredArm:
    """The arm with another chance of adoption in every world."""
    noise = np.linspace(-0.001, 0.001, arm.worlds.count)
    adopted = np.clip(arm.worlds.p_adopted * 0.0 + 0.5 + by + noise, 0.0, 1.0)
    return replace(arm, worlds=replace(arm.worlds, p_adopted=adopted))


def adoption(goes: str, finding: str = "") -> Expected:
    return Expected.model_validate(
        {"measure": "adoption", "draft": DRAFT, "goes": goes, "finding": finding}
    )


@pytest.mark.parametrize(
    ("goes", "by", "comes"),
    [
        ("up", 0.2, Comes.AS_EXPECTED),
        ("down", 0.2, Comes.AGAINST),
        ("down", -0.2, Comes.AS_EXPECTED),
        ("up", 0.0, Comes.AGAINST),
        ("same", 0.0, Comes.AS_EXPECTED),
        ("same", SAME / 2, Comes.AS_EXPECTED),
        ("same", 2 * SAME, Comes.AGAINST),
    ],
)
def test_a_change_is_held_against_the_direction(
    arm: MeasuredArm, goes: str, by: float, comes: Comes
) -> None:
    found = verdict(adoption(goes), shifted(arm, 0.0), shifted(arm, by))
    assert found.comes is comes
    assert found.change.value == pytest.approx(by)
    assert (found.because == "") == (comes is Comes.AS_EXPECTED) or by != 0.0


def test_a_change_within_chance_is_left_open(arm: MeasuredArm) -> None:
    noisy = np.resize([0.2, 0.9], arm.worlds.count)
    other = replace(arm, worlds=replace(arm.worlds, p_adopted=arm.worlds.p_adopted * 0 + noisy))
    found = verdict(adoption("up"), shifted(arm, 0.04), other)
    assert found.comes is Comes.OPEN
    assert found.because.startswith("the interval includes zero")


def test_a_finding_of_the_file_is_the_reason_only_where_it_does_not_come_out(
    arm: MeasuredArm,
) -> None:
    one = adoption("up", "it is known why")
    assert verdict(one, shifted(arm, 0.0), shifted(arm, -0.2)).because == "it is known why"
    assert verdict(one, shifted(arm, 0.0), shifted(arm, 0.2)).because == ""


def test_without_a_finding_the_member_that_moves_most_is_named(
    arm: MeasuredArm, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Change:
        draft, member = DRAFT, "CHN"

    mover = object.__new__(ChangedVote)
    object.__setattr__(mover, "change", Change())
    monkeypatch.setattr(ChangedVote, "through", "its sponsorship")
    found = verdict(adoption("up"), shifted(arm, 0.0), shifted(arm, -0.2), [mover])
    assert found.because == "CHN moves most, through its sponsorship"


def test_where_nothing_changes_the_reason_says_so(arm: MeasuredArm) -> None:
    one = Expected.model_validate(
        {"measure": "vote", "draft": DRAFT, "member": "CHN", "vote": "no", "goes": "up"}
    )
    found = verdict(one, arm, arm)
    assert (found.comes, found.change.value) == (Comes.AGAINST, 0.0)
    assert found.because == f"it is the same in each of these {arm.worlds.count} worlds"
    told = verdict_in_words(found)
    assert told.startswith("expected up, chance of China's no on S/2016/846: +0.000 (")
    assert told.endswith("against expectation, because " + found.because)


def test_a_plan_that_no_world_carries_out_is_an_open_question(arm: MeasuredArm) -> None:
    """Where it is rare, some worlds without it say little: it is a share, as in the table."""
    worlds = replace(arm.worlds, plan_carried_out=arm.worlds.plan_carried_out & False)
    none = replace(arm, worlds=worlds)
    one = Expected.model_validate({"measure": "plan", "goes": "down"})
    found = verdict(one, none, none)
    assert (found.comes, found.change.value) == (Comes.OPEN, 0.0)
    assert found.change == paired_shares(worlds.plan_carried_out, worlds.plan_carried_out)
    assert found.change.low < 0.0 < found.change.high


def test_worlds_that_cancel_out_are_not_told_as_worlds_that_are_the_same(arm: MeasuredArm) -> None:
    def arm_of(*chances: float) -> MeasuredArm:
        adopted = arm.worlds.p_adopted * 0.0 + np.resize(chances, arm.worlds.count)
        return replace(arm, worlds=replace(arm.worlds, p_adopted=adopted))

    found = verdict(adoption("up"), arm_of(0.25, 0.75), arm_of(0.75, 0.25))
    assert found.change.value == 0.0
    assert found.because == "what single worlds gain others lose"


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_a_number_per_world(arm: MeasuredArm, measure: Measure) -> None:
    about = {"draft": DRAFT, "member": "FRA", "vote": "yes", "party": "nusra"}
    given = {name: about[name] for name in NEEDS[measure]}
    one = Expected.model_validate({"measure": measure, "goes": "up", **given})
    values = measured(one, arm)
    assert values.shape == (12,)
    assert np.isfinite(values).any()


def test_what_an_arm_lacks_is_left_out(arm: MeasuredArm) -> None:
    gone = adoption("up").model_copy(update={"draft": "S/2000/1"})
    scenario = arm.scenario.model_copy(update={"expected": (adoption("same"), gone)})
    assert len(verdicts(arm, replace(arm, scenario=scenario))) == 1


def test_no_world_in_both_arms_is_open(arm: MeasuredArm) -> None:
    none = replace(arm, worlds=replace(arm.worlds, p_adopted=arm.worlds.p_adopted * np.nan))
    found = verdict(adoption("up"), none, arm)
    assert (found.comes, found.worlds) == (Comes.OPEN, 0)
    assert verdict_in_words(found).endswith("because no world has it in both arms")


def test_an_expectation_is_not_taken_over_from_a_base(tmp_path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("scenario: mine\nbase: china-joins\ntitle: Another question\n")
    assert load_scenario(str(path)).expected == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{measure: adoption, draft: S/2016/999, goes: up}", "S/2016/999"),
        ("{measure: vote, draft: S/2016/846, member: QQQ, vote: no, goes: up}", "QQQ"),
        ("{measure: consent, party: nobody, goes: up}", "nobody"),
        ("{measure: vote, draft: S/2016/846, goes: up}", "draft, member, vote"),
        ("{measure: adoption, draft: S/2016/846, goes: sideways}", "sideways"),
    ],
)
def test_a_wrong_expectation_is_named(tmp_path, line: str, said: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"scenario: mine\nbase: aleppo-2016-10-08\ntitle: T\nexpected:\n  - {line}\n")
    with pytest.raises(ScenarioErrors) as caught:
        load_scenario(str(path))
    assert said in str(caught.value)


def test_an_interval_below_and_above_the_tenth_is_open() -> None:
    from sim.studies.compare.expectations import _comes

    assert _comes("same", Interval(0.1, 0.05, 0.15)) is Comes.OPEN
