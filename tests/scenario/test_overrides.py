"""``-S path=value``: numbers without spread, words, times, lists, and parts taken out."""

from __future__ import annotations

import pytest

from sim.domain.errors import UsageError
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_scenario, load_text
from sim.scenario.paths import number_paths
from sim.scenario.priors import quantities
from sim.scenario.renewals import renewals


def changed(text, *overrides):
    return load_text(text, overrides=overrides).scenario


def test_a_number_is_set_without_spread(small):
    path = "members.GBR.positions.access"
    scenario = changed(small, f"{path}=0.4")
    (quantity,) = [q for q in quantities(scenario) if q.path == path]
    assert (quantity.centre, quantity.spread, quantity.grade) == (0.4, 0.0, "override")


def test_a_number_that_the_file_leaves_out_can_be_set(small):
    scenario = changed(small, "members.RUS.alignment.CHN=0.5", "coefficients.lambda=0.4")
    assert scenario.members["RUS"].alignment["CHN"].claims[0].value == 0.5
    assert scenario.coefficients["lambda"].claims[0].override


def test_every_number_path_takes_an_override(small):
    loaded = load_text(small)
    for path, (_, slot) in number_paths(loaded.tree).items():
        low = slot.span.low if not slot.span.above else slot.span.low + 1
        value = 0.5 if slot.names == "coefficient" else low
        if path.startswith("coefficients."):
            from sim.preferences.coefficients import COEFFICIENTS

            value = COEFFICIENTS[path.split(".")[1]].low
        if path.startswith("roles."):
            value = 1
        scenario = changed(small, f"{path}={value}")
        (quantity,) = [q for q in quantities(scenario) if q.path == path]
        assert (quantity.centre, quantity.grade) == (value, "override"), path


@pytest.mark.parametrize(
    ("override", "read", "value"),
    [
        ("council.institution=two-vetoes", lambda s: s.council.institution, "two-vetoes"),
        ("council.president=ESP", lambda s: s.council.president, "ESP"),
        ("decision_rule=sincere", lambda s: s.decision_rule, "sincere"),
        ("beliefs=sincere", lambda s: s.beliefs, "sincere"),
        ("clock.round_hours=3", lambda s: s.clock.round_hours, 3.0),
        ("title=2016", lambda s: s.title, "2016"),
        ("title='a = b'", lambda s: s.title, "a = b"),
        ("question=''", lambda s: s.question, ""),
        ("drafts.S/2016/1.binding=true", lambda s: s.drafts["S/2016/1"].binding, True),
        ("drafts.S/2016/1.vote=null", lambda s: s.drafts["S/2016/1"].vote, None),
        ("drafts.S/2016/1.may=[withdraw]", lambda s: s.drafts["S/2016/1"].may, ("withdraw",)),
        ("drafts.S/2016/1.may=", lambda s: s.drafts["S/2016/1"].may, ()),
        (
            "drafts.S/2016/1.sponsors=GBR, FRA",
            lambda s: s.drafts["S/2016/1"].sponsors,
            ("GBR", "FRA"),
        ),
        (
            "drafts.S/2016/1.vote=2016-10-08T16:00",
            lambda s: s.drafts["S/2016/1"].vote.isoformat(),
            "2016-10-08T16:00:00",
        ),
        ("members.GBR.positions.access=null", lambda s: s.members["GBR"].positions, {}),
    ],
)
def test_words_times_marks_and_lists(small, override, read, value):
    assert read(changed(small, override)) == value


def test_control_characters_of_an_override_are_shown_as_those_of_a_file(small):
    title = "red\x1b[31m\x07"
    assert changed(small, f"title={title}").title == "red␛[31m␇"
    with pytest.raises(ScenarioErrors) as raised:
        changed(small, f"titles={title}")
    assert "\x1b" not in str(raised.value)


def test_the_last_override_of_a_path_wins(small):
    scenario = changed(small, "status_quo.access=0.1", "status_quo.access=0.3")
    assert scenario.status_quo["access"].claims[0].value == 0.3


@pytest.mark.parametrize(
    ("override", "code", "hint"),
    [
        ("decision_rule=sincer", "E211", "sincere"),
        ("council.president=BRA", "E404", ""),
        ("drafts.S/2016/1.vote=2016-10-01", "E405", ""),
        ("drafts.S/2016/1.vote=noon", "E116", ""),
        ("drafts.S/2016/1.binding=no", "E112", "true or false"),
        ("drafts.S/2016/1.sponsors=", "E114", ""),
        ("drafts.S/2016/1=null", "E114", ""),
        ("member.RUS.position.acess=0.1", "E602", "members.RUS.positions.access"),
        ("members.ZZZ.role=third-party", "E602", "AGO"),
        ("coefficients.tau=0", "E603", "0.005"),
        ("coefficients.tau=nan", "E603", ""),
        ("coefficients.tau=.nan", "E603", ""),
        ("envoy.guarantee=0.4", "E602", ""),
        ("=0.4", "E601", ""),
        ("", "E601", ""),
        ("members.RUS.positions.access=", "E603", "null"),
        ("members.RUS.positions.access= ", "E603", "no number"),
        ("coefficients.tau=", "E603", "no number"),
        ("..=1", "E602", ""),
        ("title=\ud800", "E603", "half of a character"),
    ],
)
def test_a_wrong_override_says_what_was_meant(small, override, code, hint):
    with pytest.raises(ScenarioErrors) as raised:
        changed(small, override)
    assert raised.value.code == code
    assert hint in str(raised.value)


def test_all_wrong_overrides_are_told_at_once(small):
    with pytest.raises(ScenarioErrors) as raised:
        changed(small, "nothing", "status_quo.acess=1", "status_quo.access=2")
    assert [problem.code for problem in raised.value.problems] == ["E601", "E602", "E603"]


def test_texts_that_were_put_are_resubmitted_unless_the_scenario_says_when(small):
    draft = "{title: B, sponsors: [RUS], circulated: 2016-10-07, text: {access: 0.1}"
    later = "vote: 2016-10-08T12:00, consultation: 0.1, renew_after_hours: 5}"
    text = small.replace(
        "\n# Further",
        f"  S/2016/2: {draft}, vote: null, consultation: 0.1}}\n"
        f"  S/2016/3: {draft}, {later}\n# Further",
    )
    scenario = load_text(text).scenario
    words = renewals(scenario, 2)
    assert words == ["drafts.S/2016/1.renew_after_hours=48"]
    hours = [draft.renew_after_hours for draft in changed(text, *words).drafts.values()]
    assert hours == [48, None, 5]
    assert renewals(scenario, 0) == []
    with pytest.raises(UsageError, match="negative"):
        renewals(scenario, -1)


@pytest.mark.parametrize("path", ["members.CHN.profile", "events.hospital-bombed.layer"])
def test_what_counts_when_files_are_joined_is_refused(path: str) -> None:
    with pytest.raises(ScenarioErrors, match="before -S") as refused:
        load_scenario("aleppo-2016-10-08", [f"{path}=RUS"])
    assert {problem.code for problem in refused.value.problems} == {"E604"}
