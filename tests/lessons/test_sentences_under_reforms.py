"""Sentences of packs and of the coach are true under every law and order of the texts."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.ballots import Outcome
from sim.lessons import other_roles
from sim.lessons.case_lesson import case_lesson
from sim.lessons.coaching import _unmoved
from sim.lessons.decision_table import decision_rows
from sim.lessons.engine_paper import EngineAnswers
from sim.lessons.law_words import other_rule
from sim.lessons.members import Inclination
from sim.lessons.order import Order
from sim.lessons.other_roles import besides, page_of_seat
from sim.lessons.pack import render_pack
from sim.lessons.places import blockers, extras
from sim.lessons.script import script_steps
from sim.lessons.site.pages import SitePlan, site_pages
from sim.lessons.solo import background_lines
from sim.lessons.sounding import sounded
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import voting_order

FIRST, SECOND = "S/2016/846", "S/2016/847"


def flagship(institution: str = "charter", name: str = "aleppo-2016-10-08") -> Scenario:
    return load_scenario(name, (f"council.institution={institution}",))


def test_the_script_puts_the_texts_in_the_order_that_the_council_chose():
    scenario = load_scenario("847-first", ())
    assert voting_order(scenario) == (SECOND, FIRST)
    votes = [step for step in script_steps(scenario) if "predictions" in step["do"]]
    assert [step["title"] for step in votes] == [f"Vote on {SECOND}", f"Vote on {FIRST}"]
    assert "not in that of their submission" in votes[0]["do"]
    plain = [step["do"] for step in script_steps(flagship()) if "submitted" in step["do"]]
    assert len(plain) == 1
    single = load_scenario("ukraine-2022", ())
    assert not any("order in which" in step["do"] and "texts" in step["do"]
                   for step in script_steps(single))  # fmt: skip


@pytest.mark.parametrize(
    ("institution", "differs"),
    [("charter", False), ("assembly-automatic", False), ("assembly-none", False),
     ("two-vetoes", True), ("no-veto", True), ("veto-restraint", True)],
)  # fmt: skip
def test_a_class_votes_under_another_rule_only_where_ballots_are_decided_otherwise(
    institution: str, differs: bool
):
    assert bool(other_rule(flagship(institution))) == differs


OTHER = "Here the Council votes under another rule"


def test_a_text_that_a_question_supposes_procedural_is_decided_by_another_rule():
    supposed = load_scenario("aleppo-2016-10-08", (f"drafts.{FIRST}.nature=procedural",))
    assert f"{FIRST}: A question of procedure needs 9 votes" in str(other_rule(supposed))
    party = str(other_rule(load_scenario("party-abstains", ())))
    assert party.startswith(OTHER)
    assert "Must abstain as party to the dispute: Russian Federation." in party


def test_a_party_that_must_abstain_on_one_text_alone_is_told_so() -> None:
    changes = ["council.parties_to_dispute=[RUS]", "drafts.S/2016/846.binding=true"]
    said = str(other_rule(load_scenario("aleppo-2016-10-08", changes)))
    assert "Must abstain on S/2016/847 as party to the dispute: Russian Federation." in said


@pytest.mark.parametrize(
    ("name", "needs"),
    [("enlarged-council-26", "needs 16 votes in favour, and no permanent member against"),
     ("one-veto-not-enough", "and fewer than 2 of these members against"),
     ("aleppo-2016-10-08", "")],
)  # fmt: skip
def test_every_page_with_the_background_says_that_another_rule_applies(name: str, needs: str):
    scenario = load_scenario(name, ())
    party = next(iter(scenario.parties))
    seats = ["FRA", "JPN" if "JPN" in scenario.members else "EGY", "ENVOY", "PRESS"]
    pages = [page_of_seat(scenario, seat) for seat in seats] + [other_roles.party(scenario, party)]
    told = [" ".join(str(line) for part in page.parts for line in part.paragraphs)
            for page in pages if page is not None]  # fmt: skip
    read = CliRunner().invoke(app, ["show", name, "--reading"])
    told += [" ".join(background_lines(scenario)), read.output]
    assert len(told) == len(seats) + 3
    for page in told:
        line = " ".join(page.split())
        assert (OTHER in line) == bool(needs)
        assert needs in line
    entry = json.loads(CliRunner().invoke(app, ["show", name, "--reading", "-f", "json"]).output)
    assert bool(entry["rule"]) == bool(needs)


def test_the_lesson_plan_on_a_case_says_that_another_rule_applies():
    scenario = load_scenario("iraq-2003", ("council.institution=two-vetoes",))
    pages = render_pack(Order(scenario, 20, case_lesson(scenario), EngineAnswers(), False, 4, 0))
    for sheet in ("plan-45", "plan-90", "background", "briefs", "lessons/case"):
        assert OTHER in pages[f"{sheet}.html"], sheet
    assert OTHER not in pages["lessons/veto.html"], "the lessons on the law tell that of the day"
    lesson = case_lesson(scenario)
    said = [lesson.exit.answer, *(mistake.right for mistake in lesson.mistaken)]
    assert all("Under the Charter" in text for text in said if "permanent member" in text)


@pytest.mark.parametrize(
    ("name", "note"),
    [("one-veto-not-enough", "permanent member"), ("veto-restraint", "permanent member"),
     ("enlarged-council-26", "can veto")],
)  # fmt: skip
def test_the_site_tells_the_rule_and_who_can_veto_alone(name: str, note: str):
    scenario = load_scenario(name, ())
    plan = SitePlan({"Cases": (scenario,)}, worlds=4)
    page = next(text for path, text in site_pages(plan, lambda _: None)
                if path == f"{name}/index.html")  # fmt: skip
    assert OTHER in page
    france = page.partition('<a href="FRA.html">')[2].partition("</li>")[0]
    assert f'<span class="note">{note}</span>' in france
    assert ("can veto" in page.partition('id="seats"')[2]) == (note == "can veto")


def test_the_president_speaks_of_as_many_negative_votes_as_a_veto_takes():
    def said(institution: str) -> set[str]:
        rows = decision_rows(flagship(institution), FIRST)
        return {str(row.say) for row in rows if row.outcome is Outcome.VETOED}

    assert said("charter") == {
        "The draft has not been adopted, owing to the negative vote of a permanent member."
    }
    assert said("two-vetoes") == {
        "The draft has not been adopted, owing to negative votes of permanent members."
    }


def test_a_party_that_must_abstain_is_not_said_to_be_able_to_veto():
    scenario = load_scenario("party-abstains", ())
    four = ("CHN", "FRA", "GBR", "USA")
    assert set(blockers(scenario)) == set(four)
    assert set(blockers(flagship())) == {*four, "RUS"}
    envoy = next(place for place in extras(scenario) if place.kind == "envoy")
    lines = [line for part in besides(scenario, envoy).parts for line in map(str, part.items)]
    russia = [line for line in lines if line.startswith("The Russian Federation")]
    assert russia
    assert not any("can veto" in line for line in russia)
    assert any("can veto" in line for line in lines)
    assert not any("can veto" in str(part.items) for part in
                   besides(flagship("two-vetoes"), envoy).parts)  # fmt: skip


def test_nobody_is_asked_for_a_veto_that_the_law_does_not_know():
    asked = [row.ask for row in decision_rows(flagship("no-veto"), FIRST)]
    assert not any("veto" in ask or "stopped" in ask for ask in asked)
    assert any("veto" in row.ask for row in decision_rows(flagship(), FIRST))


def _views(yes: int, noes: tuple[str, ...]) -> dict[str, Inclination]:
    views: dict[str, Inclination] = {}
    for code in flagship().members:
        vote = "no" if code in noes else "yes" if yes > 0 else "abstain"
        yes -= vote == "yes"
        views[code] = Inclination(vote, *(float(vote == w) for w in ("yes", "abstain", "no")), ())
    return views


def test_a_text_that_lacks_votes_is_blocked_by_nobody():
    def told(member: str, yes: int) -> str:
        views = {FIRST: _views(yes, ("RUS",))}
        lines = sounded(flagship(), member, FIRST, {}, lambda *_: views, None)
        return " ".join(map(str, lines))

    for member in ("RUS", "VEN"):
        short = told(member, 8)
        assert "Only 8 are expected in favour of the 9 needed" in short
        assert " block the text" not in short
    assert "It would block the text alone, with 9 in favour." in told("RUS", 9)
    assert "It expects" in told("VEN", 9)


class _Worlds:
    p_adopted = np.array([[0.1, 0.1, 0.2]])
    outcome = np.array([[Outcome.VETOED, Outcome.VETOED, Outcome.NOT_ADOPTED]])


def test_a_text_that_several_small_chances_of_a_veto_stop_does_not_lack_votes():
    def because(**noes: tuple[float, float]) -> str:
        return str(_unmoved(flagship(), noes, _Worlds, 0))  # type: ignore[arg-type]

    several = because(FRA=(0.45, 0.45), GBR=(0.45, 0.44), USA=(0.44, 0.45))
    assert several.startswith("The text is likely to be vetoed")
    assert because(FRA=(0.9, 0.9)).endswith("whose chance of a no stays at 90%.")
    moved = because(FRA=(0.9, 0.7))
    assert "goes from 90% to 70%" in moved
    assert "stays" not in moved
    worlds = _Worlds()
    worlds.outcome = np.full((1, 3), Outcome.NOT_ADOPTED)
    assert "lack votes" in _unmoved(flagship(), {}, worlds, 0)  # type: ignore[arg-type]
