"""Kinds of act: their particulars are declared once, and everything that reads them agrees."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.procedure.meeting import (
    ACTS,
    Act,
    FieldType,
    Ruling,
    acts_schema,
    apply_act,
    open_meeting,
    options,
)
from sim.procedure.meeting.acts import FORM, SECRETARIAT, TEACHER
from sim.procedure.meeting.choices import SOURCES
from sim.procedure.meeting.fields import ValueSource, read_particulars
from tests.procedure.meetings import sitting

FIELDS = [(kind, field) for kind in ACTS.values() for field in kind.fields]
IDS = [f"{kind.name}-{field.name}" for kind, field in FIELDS]


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_a_field_says_what_it_means_and_where_its_values_come_from(kind, field):
    assert field.meaning
    assert set(field.unoffered) <= set(field.choices)
    assert field.source is None or field.source in SOURCES
    assert [f.name for f in kind.fields].count(field.name) == 1
    assert field.type is FieldType.NUMBER or (field.low, field.high) == (0.0, None)


def test_every_source_has_its_list():
    assert set(SOURCES) == set(ValueSource)


def test_objects_are_checks_that_the_act_has_anyway():
    for kind in ACTS.values():
        assert set(kind.objects) <= {*kind.standing, *kind.checks}, kind.name


VALUES = st.one_of(
    st.sampled_from(["yes", "suspend", "rule 37", "procedural", "A", "draft", "", "member"]),
    st.booleans(),
    st.integers(-3, 30),
    st.floats(0, 2),
    st.lists(st.sampled_from(["A", "FRA", "procedural"]), max_size=3),
    st.none(),
    st.dictionaries(st.just("x"), st.none(), max_size=1),
)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_what_is_read_is_what_the_schema_allows(data):
    kind = data.draw(st.sampled_from(sorted(ACTS)))
    names = [field.name for field in ACTS[kind].fields] + ["nonsense"]
    given_data = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=4))
    # An empty field of a form counts as not given; JSON Schema knows no such courtesy.
    told = {k: v for k, v in given_data.items() if v is not None and v not in ("", [])}
    act = Act(kind, "FRA", told)
    valid = jsonschema.Draft202012Validator(acts_schema()).is_valid(act.as_dict())
    assert isinstance(read_particulars(act, ACTS[kind].fields), Act) is valid
    json.dumps(acts_schema())


def test_what_cannot_be_read_is_refused_with_the_remedy():
    meeting = open_meeting(date(2016, 10, 8))
    _, ruling = apply_act(meeting, Act("call", "RUS", {"agenda": ["x"], "notice_day": 3}))
    assert ruling == Ruling(
        FORM,
        "'call' has no particular called 'notice_day'; it takes agenda, urgent, notice_days, "
        "periodic. Did you mean notice_days?",
        in_order=False,
    )
    _, ruling = apply_act(meeting, Act("call", "RUS", {"agenda": ["x"], "urgent": "yes"}))
    assert ruling.reason == "urgent (it is urgent) is true or false, not 'yes'."
    assert ruling.citation == FORM
    _, ruling = apply_act(meeting, Act("request_meeting", "FRA", {"ground": "boredom"}))
    assert ruling.rule == "rules 2 and 3"
    assert "ground: member" in ruling.alternatives


def test_an_empty_particular_counts_as_not_given():
    meeting = open_meeting(date(2016, 10, 8))
    told, ruling = apply_act(meeting, Act("request_meeting", "FRA", {"ground": ""}))
    assert ruling.in_order
    assert told.requested == ("FRA",)


def test_a_fault_of_ours_is_no_ruling(monkeypatch):
    """An error inside an effect is raised, not told as the actor's mistake."""
    from dataclasses import replace

    def broken(meeting, act):
        raise KeyError("a fault of ours")

    monkeypatch.setitem(ACTS, "call", replace(ACTS["call"], effect=broken))
    meeting = open_meeting(date(2016, 10, 8))
    act = Act("call", "RUS", {"agenda": ["x"]})
    with pytest.raises(KeyError, match="a fault of ours"):
        apply_act(meeting, act)
    override = Act("override", "TEACHER", {"do": act.as_dict()})
    with pytest.raises(KeyError, match="a fault of ours"):
        apply_act(meeting, override)


def test_choices_are_offered_in_words_and_hidden_ones_are_not():
    meeting = open_meeting(date(2016, 10, 8))
    vote = next(field for field in ACTS["vote"].fields if field.name == "vote")
    assert options(meeting, "FRA", vote) == (
        ("yes", "In favour"),
        ("no", "Against"),
        ("abstain", "Abstain"),
        ("not_participating", "Do not take part"),
    )


@pytest.mark.parametrize("name", ["act", "by"])
def test_a_particular_is_not_called_as_kind_and_author_are_in_json(name):
    with pytest.raises(ValueError, match="no particular"):
        Act("table", "FRA", {"symbol": "D1", name: "RUS"})


@pytest.mark.parametrize(
    ("ground", "by"),
    [("article 99", "FRA"), ("article 99", "SYR"), ("article 11(2)", "TUR"),
     ("article 11(3)", "FRA"), ("article 35", SECRETARIAT), ("member", "TUR")],
)  # fmt: skip
def test_a_meeting_is_requested_on_a_ground_by_those_who_have_it(ground, by):
    meeting = open_meeting(date(2016, 10, 8))
    _, ruling = apply_act(meeting, Act("request_meeting", by, {"ground": ground}))
    assert not ruling.in_order
    assert ruling.rule in ("rule 2", "rule 3")
    other = "FRA" if by == SECRETARIAT or ground == "member" else SECRETARIAT
    assert apply_act(meeting, Act("request_meeting", other, {"ground": ground}))[1].in_order


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_override_of_any_act_with_any_choice_is_ruled_on(name):
    """It may be impossible, but no value that a form offers ends in a fault."""
    kind = ACTS[name]
    waiting = open_meeting(date(2016, 10, 8))
    debate = apply_act(sitting(), Act("table", "FRA", {"symbol": "A"}))[0]
    voting = apply_act(debate, Act("put", debate.chair))[0]
    for meeting in (waiting, debate, voting):
        for data in particulars(kind.fields):
            for by in ("RUS", "FRA", "SYR", SECRETARIAT):
                do = {"act": name, "by": by, **data}
                after, ruling = apply_act(meeting, Act("override", TEACHER, {"do": do}))
                assert ruling.reason
                assert len(after.log) == len(meeting.log) + 1


def particulars(fields):
    """None of the fields; each of them alone with each of its choices; all with their first."""
    values = {
        field.name: [*field.choices, *{"text": ["A", "x"], "names": [["A"], ["SYR"], ["x", "y"]],
                     "number": [0, 1], "flag": [True, False]}[field.type.value]]
        for field in fields
    }  # fmt: skip
    yield {}
    yield {name: several[0] for name, several in values.items()}
    yield {name: several[-1] for name, several in values.items()}
    yield from ({name: value} for name, several in values.items() for value in several)
