"""A number's span is declared on the field that holds it, and everything else reads it there."""

from __future__ import annotations

import math

import pytest

from sim.domain.spans import CHANGE, DEVIATION, DURATION, POSITIVE, PULL, WEIGHT, Span, SpanKind
from sim.preferences.coefficients import COEFFICIENTS
from sim.scenario.load import load_scenario
from sim.scenario.paths import SLOTS, slot_at, span_at
from sim.scenario.priors import quantities


def test_every_number_of_the_flagship_has_the_span_of_its_place() -> None:
    for quantity in quantities(load_scenario("aleppo-2016-10-08")):
        assert quantity.span == span_at(quantity.path)
        assert quantity.centre in quantity.span, quantity.path


@pytest.mark.parametrize(
    ("path", "span"),
    [
        ("statements.3.pull", PULL),
        ("events.hacking.changes.members.USA.alignment.RUS", CHANGE),
        ("plan.revisions.guns.gains.rebels", Span(-1.0, 1.0, SpanKind.SIGNED)),
        ("members.RUS.positions.halt@plan_accepted", Span(0.0, 1.0, SpanKind.UNIT)),
        ("coefficients.rho", Span(0.0, 1.0, SpanKind.POSITIVE)),
        ("city.days_to_destruction", DURATION),
    ],
)
def test_a_path_has_the_span_of_its_field(path: str, span: Span) -> None:
    assert span_at(path) == span


def test_a_path_to_nowhere_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"members\.RUS\.moods"):
        span_at("members.RUS.moods")


def test_each_slot_is_found_by_its_own_pattern() -> None:
    assert len({slot.path for slot in SLOTS}) == len(SLOTS)
    for slot in SLOTS:
        assert slot_at(slot.path) is slot


def test_a_span_says_its_ends() -> None:
    assert str(Span(0.0, math.inf, SpanKind.POSITIVE)) == "at least 0"
    assert str(Span(0.0, math.inf, SpanKind.POSITIVE, above=True)) == "greater than 0"
    assert str(span_at("members.RUS.urgency")) == "0, or from 0.000001 to 1,000,000,000"
    assert str(span_at("plan.days_to_leave")) == "from 0.001 to 100,000"
    assert 0.0 not in span_at("plan.days_to_leave")
    assert COEFFICIENTS["rho"].span.centre == 0.5


@pytest.mark.parametrize("span", [POSITIVE, WEIGHT, DURATION, DEVIATION])
def test_numbers_that_cannot_be_computed_with_lie_outside(span: Span) -> None:
    assert 1.0 in span
    assert (0.0 in span) is not span.above
    for value in (1e-320, 1e-200, 1e-160, 1e-9, 1e15, 1e200, 1.7e308, math.inf, math.nan, -1.0):
        assert value not in span
