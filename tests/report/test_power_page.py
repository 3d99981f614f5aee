"""Power as a document: fractions, figures, and several bodies in one table."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sim.report.charts import PowerBars
from sim.report.html import render_html
from sim.report.power_page import power_page, rule_in_words
from sim.scenario.load import load_scenario
from sim.studies.models.measured import measured_bodies
from sim.studies.models.power import Body, SeatClass, voting_body
from sim.studies.models.voting_bodies import NamedBody, of_scenario
from tests.report.studies import STUDY


def test_the_power_of_fifteen_is_told_in_fractions() -> None:
    fifteen = NamedBody("fifteen", "the Council of fifteen", voting_body(15, 9, 5), {})
    page = power_page(measured_bodies([fifteen]), STUDY)
    chart = page.plot
    assert isinstance(chart, PowerBars)
    assert [row.exact for row in chart.rows] == ["421/2145", "4/2145"]
    assert [row.permanent for row in chart.rows] == [True, False]
    html = render_html(page)
    assert "421/2145" in html
    assert "one no of 5 seats blocks" in html


def test_several_bodies_are_drawn_one_by_one_and_compared_in_one_table() -> None:
    bodies = [
        NamedBody("old", "the Council of eleven", voting_body(11, 7, 5), {}),
        NamedBody("new", "the Council of fifteen", voting_body(15, 9, 5), {}),
    ]
    page = power_page(measured_bodies(bodies), STUDY)
    assert [claim.text for claim in page.summary] == [
        "The Council of eleven: permanent, each of 5 has most, 0.197.",
        "The Council of fifteen: permanent, each of 5 has most, 0.196.",
    ]
    assert [section.heading for section in page.sections][-1] == "All bodies"
    assert [row[0] for row in page.sections[-1].exhibits[0].table.rows] == ["old"] * 2 + ["new"] * 2


def test_where_all_seats_are_alike_none_has_most() -> None:
    page = power_page(measured_bodies([NamedBody("a", "A body", voting_body(5, 3, 0), {})]), STUDY)
    assert page.summary[0].text == "Shapley-Shubik index: every seat has the same, 0.2."


def test_the_rule_says_that_a_party_to_the_dispute_is_counted_as_free_to_vote() -> None:
    scenario = load_scenario("party-abstains")
    assert rule_in_words(of_scenario(scenario)).endswith(
        "; on a text that does not bind RUS to abstain (Article 27(3))"
    )
    assert "abstain" not in rule_in_words(of_scenario(load_scenario("aleppo-2016-10-08")))


def test_seats_that_share_the_most_are_all_named() -> None:
    classes = (SeatClass("large", 2, votes=3), SeatClass("small", 2))
    tied = Body((*classes, SeatClass("middle", 1, votes=3)), 6)
    page = power_page(measured_bodies([NamedBody("a", "A body", tied, {})]), STUDY)
    assert "large, each of 2 and middle have most" in page.summary[0].text


def test_counts_beyond_the_range_of_floats_are_shown_in_powers_of_ten() -> None:
    def shown(seats: int, swings: int) -> str:
        (measured,) = measured_bodies([NamedBody("a", "A body", voting_body(seats, 2, 0), {})])
        (member,) = measured.power.by_class
        huge = replace(member, swings=swings, shapley_shubik=Fraction(1, swings))
        power = replace(measured.power, by_class=(huge,), swings=swings)
        return repr(power_page([replace(measured, power=power)], STUDY).brief)

    assert "1.234e+400" in shown(3, 1234 * 10**397)
    assert "about 1/1.234e+400" in shown(3, 1234 * 10**397)
    assert "123,456" in shown(3, 123_456)
