"""Many arms ranked on the same draws."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.scenario.load import load_scenario
from sim.studies.compare.arms import BASE, NamedArm, rank
from sim.studies.compare.paired import paired_means
from sim.studies.outcomes import outcomes

NAME, FIRST, SECOND = "aleppo-2016-10-08", "S/2016/846", "S/2016/847"
ABSTAINS = f"pins.RUS.{FIRST}=abstain"


def test_arms_are_ranked_with_paired_changes_against_the_base_and_leads_on_the_next() -> None:
    base = load_scenario(NAME)
    arms = [
        NamedArm("same", base),
        NamedArm("abstains", load_scenario(NAME, [ABSTAINS]), (ABSTAINS,)),
        NamedArm("alone", load_scenario(NAME, [f"drafts.{SECOND}=null"])),
    ]
    done: list[int] = []
    found = rank(base, arms, 40, 3, advance=done.append)
    assert sum(done) == 160
    assert found.outcome == f"adopted({FIRST})"
    values = [one.value for one in found.ranking]
    assert values == sorted(values, reverse=True)
    assert [one.place for one in found.ranking] == [1, 2, 3, 4]
    before = outcomes(run_worlds(base, 3, range(40)))[found.outcome]
    for one in found.ranking:
        if one.arm in ("same", BASE):
            assert (one.change, one.low, one.high) == (0.0, 0.0, 0.0)
        else:
            scenario = next(each.scenario for each in arms if each.name == one.arm)
            after = outcomes(run_worlds(scenario, 3, range(40)))[found.outcome]
            expected = paired_means(before, after)
            assert (one.change, one.low, one.high) == (expected.value, expected.low, expected.high)
    for one, next_one in zip(found.ranking, found.ranking[1:], strict=False):
        assert one.lead == pytest.approx(one.value - next_one.value, abs=1e-12)
        assert one.lead_low is not None
        assert one.lead_high is not None
        assert one.lead_low <= one.lead <= one.lead_high
    assert found.ranking[-1].lead is None


def test_what_an_arm_does_not_have_is_not_ranked_but_measured() -> None:
    base = load_scenario(NAME)
    found = rank(
        base,
        [NamedArm("alone", load_scenario(NAME, [f"drafts.{SECOND}=null"]))],
        20,
        0,
        f"vetoed({SECOND})",
    )
    assert found.without == ("alone",)
    assert [one.arm for one in found.ranking] == [BASE]
    mine = [one for one in found.measured if one.arm == "alone" and SECOND in one.outcome]
    assert mine
    assert all(one.value is None and one.change is None for one in mine)


def test_shares_have_the_interval_of_paired_shares() -> None:
    base = load_scenario(NAME)
    found = rank(base, [NamedArm("same", base)], 20, 0, f"vetoed({FIRST})")
    same = next(one for one in found.ranking if one.arm == "same")
    assert same.change == 0.0
    assert same.low < 0.0 < same.high, "equal in twenty worlds is not equal for certain"


@pytest.mark.parametrize(
    ("arms", "outcome", "says"),
    [
        (["one", "one"], None, "two arms are called 'one'"),
        ([BASE], None, "two arms are called 'base'"),
        (["one"], "adopted(S/2016/84)", "there is no outcome"),
    ],
)
def test_what_cannot_be_ranked(arms: list[str], outcome: str | None, says: str) -> None:
    base = load_scenario(NAME)
    with pytest.raises(UsageError, match=says.replace("(", r"\(").replace(")", r"\)")):
        rank(base, [NamedArm(name, base) for name in arms], 2, 0, outcome)


def test_the_command_ranks_variants_changes_and_named_arms() -> None:
    words = [
        "whatif", NAME, "plan-accepted-first", "-S", "members.RUS.positions.flights=[0.2,0.6]",
        "--arm", "abstains: pin RUS=abstain", "-n", "20", "-f",
    ]  # fmt: skip
    found = CliRunner().invoke(app, [*words, "json"])
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    names = {one["arm"] for one in told["ranking"]}
    assert names == {BASE, "plan-accepted-first", "changed", "abstains"}
    lines = CliRunner().invoke(app, [*words, "csv"]).stdout.splitlines()
    assert lines[0] == "arm,outcome,value,change,low,high"
    assert len(lines) == 1 + len(told["measured"])
    shown = CliRunner().invoke(app, [*words, "table"]).stdout
    assert "intervention: Russian Federation abstains on every draft" in " ".join(shown.split())
    assert "Ranked by adopted(S/2016/846)" in CliRunner().invoke(app, [*words, "md"]).stdout


def test_one_variant_is_compared_as_before() -> None:
    found = CliRunner().invoke(
        app, ["whatif", NAME, "plan-accepted-first", "-n", "10", "-f", "json"]
    )
    assert json.loads(found.stdout)["variant"] == "plan-accepted-first"
    assert CliRunner().invoke(app, ["whatif", NAME]).exit_code == 2
    assert np.isfinite(json.loads(found.stdout)["plan_carried_out"]["change"])


def test_a_pinned_member_moves_by_the_intervention_and_by_no_term_of_its_own() -> None:
    words = ["whatif", NAME, "--pin", f"RUS=abstain on {FIRST}", "-n", "30", "-f"]
    told = json.loads(CliRunner().invoke(app, [*words, "json"]).stdout)
    (rus,) = [one for one in told["movers"] if (one["member"], one["draft"]) == ("RUS", FIRST)]
    assert rus["through"] == "an intervention, which fixes it"
    assert rus["terms"] == []
    assert told["interventions"][0].startswith("intervention: Russian Federation abstains")
    shown = CliRunner().invoke(app, [*words, "table"]).stdout
    assert "changed: pins" not in shown
