"""The shipped coefficients: read, written, and taken by scenarios that name none."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from sim.preferences.coefficients import COEFFICIENTS, DECISION
from sim.scenario import catalogue
from sim.scenario.estimates import KEY, estimates_text, read_estimates, shipped_estimates
from sim.scenario.load import load_scenario, load_text
from sim.scenario.priors import quantities

ROOT = Path(__file__).resolve().parents[2]
TEXT = (catalogue.scenario_root() / "syria" / "res-2254.yaml").read_text(encoding="utf-8")


def coefficient(name: str, text: str = TEXT, *overrides: str):
    scenario = load_text(text, overrides=overrides).scenario
    return {q.path: q for q in quantities(scenario)}[f"coefficients.{name}"]


def test_a_scenario_that_names_no_coefficient_takes_the_shipped_one_with_its_spread() -> None:
    closeness = coefficient("closeness")
    assert closeness.centre == shipped_estimates().coefficients["closeness"].centre
    assert closeness.spread == pytest.approx(shipped_estimates().coefficients["closeness"].spread)
    assert closeness.evidence == (KEY,)
    assert closeness.grade != "assumed"


def test_what_a_scenario_names_itself_stays() -> None:
    own = TEXT + "\ncoefficients:\n  tau: 0.5\n"
    assert coefficient("tau", own).centre == 0.5
    assert coefficient("alpha", own).evidence == (KEY,)


def test_an_override_goes_before_the_estimate() -> None:
    nu = coefficient("nu", TEXT, "coefficients.nu=0.01")
    assert (nu.centre, nu.spread, nu.grade) == (0.01, 0.0, "override")


def test_the_unit_of_the_scale_is_certain() -> None:
    assert (coefficient("tau").centre, coefficient("tau").spread) == (1.0, 0.0)


def test_a_coefficient_of_which_no_ballot_speaks_stays_assumed() -> None:
    assert coefficient("tau_p").evidence == ()
    assert coefficient("tau_p").grade == "assumed"


def test_evidence_of_the_same_name_is_not_touched() -> None:
    own = TEXT.replace(
        "evidence:\n",
        "evidence:\n  fit: {source: council-texts, place: here, "
        "date: 2015-01-01, claim: c, attribution: stated, costliness: act}\n",
        1,
    )
    scenario = load_text(own).scenario
    assert scenario.evidence["fit"].claim == "c"
    assert scenario.evidence[f"shipped-{KEY}"].source == f"shipped-{KEY}"


def test_every_layer_keeps_the_estimates() -> None:
    article = load_scenario("aleppo-2016-10-08", layers=["article"])
    assert set(article.coefficients) == set(shipped_estimates().coefficients)


def test_the_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(estimates_text(shipped_estimates()))
    assert read_estimates(path) == shipped_estimates()
    assert path.read_text() == (catalogue.scenario_root() / catalogue.ESTIMATES).read_text()


def test_estimates_are_of_the_vote_alone_and_in_range() -> None:
    estimates = shipped_estimates().coefficients
    assert set(estimates) <= set(DECISION)
    assert {"presumption", "contest", "closeness", "change", "alpha"} <= set(estimates)
    for name, entry in estimates.items():
        assert COEFFICIENTS[name].low <= entry.centre <= COEFFICIENTS[name].high


def test_estimates_rest_on_ballots_before_8_october_2016_alone() -> None:
    until = shipped_estimates().until
    assert until is not None
    assert until < date(2016, 10, 8)
    assert not {"S/2016/846", "S/2016/847"} & set(shipped_estimates().ballots)


def test_the_file_is_the_registered_one() -> None:
    page = (ROOT / "docs" / "explanation" / "preregistration.md").read_text(encoding="utf-8")
    digest = hashlib.sha256((ROOT / "scenarios" / catalogue.ESTIMATES).read_bytes()).hexdigest()
    assert re.search(rf"\| `scenarios/coefficients.yaml` \| `{digest}` \|", page) or digest in page
