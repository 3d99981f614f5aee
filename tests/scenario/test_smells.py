"""The smell test: each warning is told where it is due, and not where it is not."""

from __future__ import annotations

import pytest

from sim.domain.events import EventType
from sim.scenario.load import load_scenario, load_text
from sim.scenario.smells import opposed, smells, without_effect
from tests.negotiation.made import modal_log, of

MATTER = """\
scenario: u
title: Ukraine
dossier: ukraine
council: {date: 2022-02-25}
drafts:
  S/2022/155:
    title: A draft
    sponsors: [USA]
    circulated: 2022-02-24T12:00
    vote: 2022-02-25T17:00
    text: {halt: 0.75, territory: 1, naming: 0.75}
    consultation: 0.5
"""
BARE = MATTER.replace("dossier: ukraine", "codebook: generic").replace(
    "drafts:",
    "issues: [halt, territory, naming]\nas_of: 2022-02-24T00:00\nlayers: [record]\n"
    "status_quo: {halt: 0}\nclock: {start: 2022-02-23T09:00, end: 2022-02-25T18:00}\n"
    "positions:\n  issues: [halt, territory, naming]\n  RUS: [0, 0, 0]\n  USA: [1, 1, 1]\ndrafts:",
)


def _said(text: str) -> str:
    return "\n".join(smells(load_text(text).scenario))


def test_a_scenario_on_a_dossier_smells_of_nothing() -> None:
    assert _said(MATTER) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BARE, "numbers of members, texts and the status quo are assumed"),
        (MATTER.replace("{halt: 0.75, territory: 1, naming: 0.75}", "{halt: 0, territory: 0.25}"),
         "S/2022/155 asks for nothing beyond the status quo"),
        (MATTER.replace("{halt: 0.75, territory: 1, naming: 0.75}", "{}"), "addresses no issue"),
        (MATTER.replace("sponsors: [USA]", "sponsors: [RUS]"), "RUS sponsors S/2022/155, but"),
        (MATTER.replace("vote: 2022-02-25", "vote: 2022-09-25"), "put to the vote on 2022-09-25"),
        (BARE.replace("RUS: [0, 0, 0]", "RUS: [.5, .5, .5]").replace("[1, 1, 1]", "[.5, .5, .5]"),
         "all members have the same positions"),
    ],
    ids=["assumed", "so-already", "silent", "sponsor", "day", "alike"],
)  # fmt: skip
def test_what_is_probably_not_intended_is_reported(text: str, said: str) -> None:
    assert said in _said(text)
    assert said not in _said(MATTER)


def test_members_of_whom_nothing_is_known_are_named() -> None:
    sahara = MATTER.replace("dossier: ukraine", "dossier: western-sahara").replace(
        "{halt: 0.75, territory: 1, naming: 0.75}", "{settlement: 0.75}"
    )
    said = _said(sahara.replace("2022-02-2", "2015-04-2"))
    named = said.split("on any issue: ")[1].split("\n")[0].split(", ")
    assert "TCD" in named  # no recorded vote since 1988 and before
    assert "FRA" not in named


def test_who_wants_the_opposite_is_counted_by_issue() -> None:
    wishes = opposed(load_text(MATTER).scenario, "S/2022/155")
    assert wishes["RUS"] == (3, 3)
    assert wishes["USA"] == (0, 3)


def test_a_plan_that_is_announced_after_the_clock_ends_is_told() -> None:
    loaded = load_scenario("aleppo-2016-10-08", ["plan.announced=2017-01-01T00:00"])
    assert "the plan is to be announced on 2017-01-01 00:00" in "\n".join(smells(loaded))


def test_a_text_put_again_after_the_terms_of_members_is_told() -> None:
    changes = ["clock.end=2017-02-01T00:00", "drafts.S/2016/846.renew_after_hours=168"]
    (said,) = without_effect(load_scenario("aleppo-2016-10-08", changes))
    assert said.startswith("S/2016/846 may be put again until 2017-02-01")
    assert "the terms of elected members end on 31 December 2016" in said
    assert not without_effect(load_scenario("aleppo-2016-10-08", changes[1:]))
    conference = [*changes, "council.institution=conference"]
    assert not without_effect(load_scenario("aleppo-2016-10-08", conference))


@pytest.mark.parametrize(("hour", "told"), [("16:30", False), ("18:30", True), ("21:00", False)])
def test_a_statement_after_the_ballot_in_its_round_is_told(hour: str, told: bool) -> None:
    """It counts for the ballot, as what is dated counts from the beginning of its round."""
    said = f"{{speaker: USA, draft: S/2022/155, at: 2022-02-25T{hour}, pull: 0.1}}"
    found = smells(load_text(f"{MATTER}statements: [{said}]\n").scenario)
    assert any("in the same round" in line for line in found) is told


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2022-02-25T16:00", ""),
        ("2022-02-25T23:30", "after the ballot on it (2022-02-25 17:00): it has no effect"),
        ("2022-03-25T12:00", "after the last round"),
    ],
)
def test_a_statement_that_comes_too_late_to_count_is_told(at: str, told: str) -> None:
    said = f"{{speaker: USA, draft: S/2022/155, at: {at}, pull: 0.1}}"
    text = f"{MATTER}statements: [{said}]\n"
    longer = ["clock.end=2022-02-26T18:00"]
    found = [line for line in smells(load_text(text, overrides=longer).scenario) if "speak" in line]
    assert [told in line for line in found] == ([True] if told else [])
    again = [*longer, "drafts.S/2022/155.renew_after_hours=24"]
    renewed = load_text(text, overrides=again).scenario
    assert not any("has no effect" in line for line in smells(renewed))


@pytest.mark.parametrize(
    ("end", "told"), [("06:00", True), ("06:01", False), ("10:15", False), ("18:00", False)]
)
def test_what_is_dated_in_the_last_round_happens_though_the_clock_has_ended(
    end: str, told: bool
) -> None:
    """The last ballot is at 10:30, and a round of six hours begins at 06:00."""
    loaded = load_scenario("aleppo-2016-10-08", [f"clock.end=2016-10-08T{end}"])
    put = "S/2016/847 is to be put to the vote on 2016-10-08 10:30, after the last round"
    assert any(line.startswith(put) for line in without_effect(loaded)) is told
    _, events = modal_log(loaded)
    assert bool([e for e in of(events, EventType.VOTE) if e.draft == "S/2016/847"]) is not told


def test_an_event_after_the_clock_ends_is_told() -> None:
    ended = load_scenario("aleppo-2016-10-08", ["clock.end=2016-10-07T12:00"])
    assert any("the event" in line and "never happens" in line for line in without_effect(ended))


def test_a_patron_that_sits_in_the_council_is_told() -> None:
    patrons = "patrons: {RUS: {name: Russia, stance: -1, pledge: 0}}\n"
    assert "RUS is a member of the Council and a patron outside it" in _said(MATTER + patrons)
