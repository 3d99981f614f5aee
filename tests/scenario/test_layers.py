"""Evidence layers and the day of the scenario: what they do not know is not there."""

from __future__ import annotations

import pytest

from sim.scenario.errors import ScenarioErrors
from sim.scenario.estimates import KEY
from sim.scenario.load import load_text

PAPER = """
  paper: {title: A paper, layer: article}

evidence:
  told:
    {source: paper, place: paragraph 1, date: 2016-10-05, claim: Relief matters.,
     attribution: stated, costliness: talk}
"""
EVENTS = """
events:
  known: {title: K, at: 2016-10-06, because: told, changes: {status_quo.access: 0.1}}
  unknown: {title: U, at: 2016-10-06, because: statement, changes: {status_quo.access: 0.1}}

statements:
  - {speaker: GBR, draft: S/2016/1, at: 2016-10-07, pull: {is: 0.2, because: statement}}
  - {speaker: FRA, draft: S/2016/1, at: 2016-10-07, pull: 0.1, because: statement}
  - {speaker: RUS, draft: S/2016/2, at: 2016-10-07, pull: 0.1}

drafts:"""
RIVAL = """
  S/2016/2:
    {title: Rival, layer: record, sponsors: [RUS], circulated: 2016-10-07, vote: 2016-10-08T12:00,
     text: {access: 0.1}, consultation: 0.1}
# Further"""
KNOWN = "{is: 0.8, because: statement}"
CHANGES = [
    ("layers: [record]", "layers: [article, record]"),
    ("\n  institution:", "\n  order: [S/2016/2, S/2016/1]\n  institution:"),
    ("\n\nevidence:\n", PAPER),
    (f"access: {KNOWN}", f"access: [{KNOWN}, {{is: 0.4, because: told}}]\n      inquiry: {KNOWN}"),
    ("{access: 2,", "{access: {is: 2, because: statement},"),
    ("\ndrafts:", EVENTS),
    ("text: {access: 0.8,", f"text: {{access: {KNOWN},"),
    ("consultation: 0.5", f"consultation: {KNOWN}"),
    ("\n# Further", RIVAL),
]


@pytest.fixture
def layered(small):
    """The small scenario with claims of two layers."""
    for old, new in CHANGES:
        assert old in small, old
        small = small.replace(old, new, 1)
    return small


def test_both_layers_together_know_all(layered):
    scenario = load_text(layered).scenario
    assert len(scenario.members["GBR"].positions["access"].claims) == 2
    assert list(scenario.drafts) == ["S/2016/1", "S/2016/2"]
    assert set(scenario.events) == {"known", "unknown"}


@pytest.fixture
def article(layered):
    return load_text(layered, layers=["article"])


def test_claims_of_other_layers_are_left_out(article):
    member = article.scenario.members["GBR"]
    assert [claim.value for claim in member.positions["access"].claims] == [0.4]
    assert "inquiry" not in member.positions
    assert set(article.scenario.evidence) == {"told", KEY}
    assert set(article.scenario.sources) == {"paper", KEY}
    assert article.scenario.layers == ("article",)
    assert article.notes


def test_a_number_without_claims_becomes_an_assumption(article):
    draft = article.scenario.drafts["S/2016/1"]
    assert [(c.value, c.because) for c in draft.consultation.claims] == [(0.5, ())]
    assert "access" not in draft.text
    assert "inquiry" in draft.text
    weights = article.scenario.roles["third-party"].saliences
    assert weights["access"].claims[0].value == 1.0


def test_drafts_events_and_statements_of_other_layers_are_left_out(article):
    scenario = article.scenario
    assert list(scenario.drafts) == ["S/2016/1"]
    assert list(scenario.events) == ["known"]
    assert [said.speaker for said in scenario.statements] == ["GBR"]
    assert scenario.council.order == ("S/2016/1",)


def test_an_override_stands_whatever_the_layers(layered):
    path = "members.GBR.positions.inquiry"
    scenario = load_text(layered, overrides=[f"{path}=0.7"], layers=["article"]).scenario
    (claim,) = scenario.members["GBR"].positions["inquiry"].claims
    assert (claim.value, claim.override) == (0.7, True)


def test_an_override_of_what_the_layers_do_not_know(layered):
    with pytest.raises(ScenarioErrors) as raised:
        load_text(layered, overrides=["drafts.S/2016/2.consultation=0.7"], layers=["article"])
    assert raised.value.code == "E605"


@pytest.mark.parametrize("layers", [["artikle"], []])
def test_an_unknown_layer(layered, layers):
    with pytest.raises(ScenarioErrors) as raised:
        load_text(layered, layers=layers)
    assert raised.value.code == "E212"


def test_an_unknown_layer_is_shown_among_those_requested(layered):
    with pytest.raises(ScenarioErrors) as raised:
        load_text(layered, layers=["article", "artikle"])
    (problem,) = raised.value.problems
    assert problem.source == "article,artikle"
    assert "did you mean 'article'?" in problem.remedy


def test_layers_come_in_the_order_of_the_scenario(layered):
    assert load_text(layered, layers=["record", "article"]).scenario.layers == ("article", "record")


def test_evidence_after_the_day_does_not_count(layered):
    earlier = layered.replace("as_of: 2016-10-08T00:00", "as_of: 2016-10-05T12:00", 1)
    scenario = load_text(earlier).scenario
    assert set(scenario.evidence) == {"told", KEY}
    by_override = load_text(layered, overrides=["as_of=2016-10-05T12:00"]).scenario
    assert by_override == scenario


def test_a_day_after_the_first_vote_is_remarked(layered):
    late = layered.replace("as_of: 2016-10-08T00:00", "as_of: 2016-10-09T00:00", 1)
    assert any("as_of" in note for note in load_text(late).notes)
    assert not any("as_of" in note for note in load_text(layered).notes)
