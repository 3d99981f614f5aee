"""Two coders and one scenario: how far they agree, and what merging makes of it."""

from __future__ import annotations

import math

import pytest

from sim.domain.spans import SpanKind
from sim.scenario.coder_agreement import (
    Alpha,
    Unit,
    _alpha,
    alphas,
    group_of,
    roles_of,
    units,
    words,
)
from sim.scenario.estimates import KEY
from sim.scenario.load import load_all, load_text, scenario_hash
from sim.scenario.merging import merged
from sim.scenario.priors import quantities
from sim.scenario.write import as_yaml

NAN = math.nan
# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example with four observers.
OBSERVERS = [
    (1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3),
    (NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN),
]
POSITION = "members.GBR.positions.access"


@pytest.mark.parametrize(("level", "alpha"), [("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_that_of_the_literature(level, alpha):
    found = [
        Unit(f"x.{index}", "x", SpanKind.UNIT, tuple(values), 0.0)
        for index, values in enumerate(zip(*OBSERVERS, strict=True))
    ]
    assert _alpha(found, level) == pytest.approx(alpha, abs=0.001)


@pytest.mark.parametrize(
    ("alpha", "verdict"),
    [
        (0.95, "reliable"),
        (0.8, "reliable"),
        (0.79, "tentative"),
        (0.667, "tentative"),
        (0.66, "not reliable"),
        (-0.2, "not reliable"),
        (None, "-"),
    ],
)
def test_the_verdict_follows_the_convention_of_the_literature(
    alpha: float | None, verdict: str
) -> None:
    """Krippendorff, Content Analysis (2004), p. 241: reliable from .800, tentative from .667."""
    assert Alpha("positions", "interval", 2, 2, alpha, 0.1).verdict == verdict


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("members.RUS.positions.halt", "positions"),
        ("members.RUS.positions.halt@plan_accepted", "positions"),
        ("members.RUS.alignment.CHN", "alignment"),
        ("drafts.S/2016/846.text.halt", "texts"),
        ("drafts.S/2016/846.consultation", "other numbers"),
        ("status_quo.halt", "status quo"),
    ],
)
def test_numbers_are_compared_with_their_like(path, group):
    assert group_of(path) == group


@pytest.fixture
def two(small):
    other = small.replace("{is: 0.8, because: statement}", "{is: 0.4, because: statement}", 1)
    return load_text(small), load_text(other)


def test_the_same_coding_agrees_with_itself(small):
    coding = load_text(small)
    assert all(a.alpha in (1.0, None) for a in alphas(units([coding, coding])))
    assert words([roles_of(coding), roles_of(coding)])[:2] == (15, 15)


def test_a_number_that_one_coder_leaves_out_is_no_agreement(small, two):
    without = load_text(
        small.replace("    positions:\n      access: {is: 0.8, because: statement}", "#")
    )
    (unit,) = [u for u in units([two[0], without]) if u.path == POSITION]
    assert unit.values[0] == pytest.approx(0.8)
    assert math.isnan(unit.values[1])
    assert not unit.complete


def test_disagreement_is_measured_in_the_unit_of_the_prior(two):
    apart = {unit.path: unit.disagreement for unit in units(two)}
    assert apart[POSITION] == pytest.approx(0.2)
    assert sum(value > 0 for value in apart.values()) == 1


def test_numbers_without_an_upper_end_are_compared_on_the_logarithm(small):
    codings = [
        load_text(small),
        load_text(small.replace("{access: 2, inquiry: 1}", "{access: 4, inquiry: 1}", 1)),
    ]
    apart = {unit.path: unit.disagreement for unit in units(codings)}
    path = "roles.third-party.saliences.access"
    assert apart[path] == pytest.approx(math.log(2) / 2 / 4)  # a weight's spread counts four times


@pytest.mark.parametrize(("other", "expected"), [(-0.2, math.log(2) / 2 / 4), (0.1, 1.0), (0, 1.0)])
def test_coders_of_an_amount_differ_in_its_size_or_in_its_direction(small, other, expected):
    """Of a number that keeps its sign, coders who disagree on the sign agree on nothing."""
    said = "statements:\n  - {speaker: RUS, draft: S/2016/1, at: 2016-10-07T12:00, pull: "
    codings = [load_text(f"{small}\n{said}{pull}}}\n") for pull in (-0.1, other)]
    apart = {unit.path: unit.disagreement for unit in units(codings)}
    assert apart["statements.0.pull"] == pytest.approx(expected)


def merge(*codings):
    data, differences = merged(codings, "both")
    return load_text(as_yaml(data, "merged\n")), differences


def test_merging_a_coding_with_itself_changes_nothing(small):
    coding = load_text(small)
    again, differences = merge(coding, coding)
    assert differences == []
    renamed = again.scenario.model_copy(update={"scenario": "small"})
    assert renamed == coding.scenario
    assert scenario_hash(renamed) == scenario_hash(coding.scenario)


def test_disagreement_widens_the_prior(two):
    both, _ = merge(*two)
    before = {q.path: q for q in quantities(two[0].scenario)}
    after = {q.path: q for q in quantities(both.scenario)}
    assert after[POSITION].centre == pytest.approx(0.6)
    assert after[POSITION].spread == pytest.approx(math.hypot(before[POSITION].spread, 0.2))
    assert {p for p in before if before[p] != after[p]} == {POSITION}


def test_evidence_of_both_is_kept_and_the_weaker_grade_counts(small):
    weaker = small.replace("attribution: stated", "attribution: inferred", 1)
    both, _ = merge(load_text(small), load_text(weaker))
    assert both.scenario.evidence["statement"].attribution == "inferred"
    elsewhere = small.replace("place: page 3", "place: page 9", 1)
    both, _ = merge(load_text(small), load_text(elsewhere))
    own = [entry for key, entry in both.scenario.evidence.items() if key != KEY]
    assert {entry.place for entry in own} == {"page 3", "page 9"}
    (first, second) = both.scenario.members["GBR"].positions["access"].claims
    assert (first.because, second.because) == (("statement",), ("statement-2",))


def test_words_that_differ_are_told_and_the_first_stands(small):
    other = small.replace("vote: 2016-10-08T10:00", "vote: 2016-10-08T12:00", 1)
    both, differences = merge(load_text(small), load_text(other))
    assert both.scenario.drafts["S/2016/1"].vote.hour == 10
    assert len(differences) == 1
    assert "drafts.S/2016/1.vote" in differences[0]


def test_three_coders(small):
    codings = [
        load_text(small.replace("{is: 0.8, because", f"{{is: {value}, because", 1))
        for value in (0.2, 0.5, 0.8)
    ]
    both, _ = merge(*codings)
    cell = both.scenario.members["GBR"].positions["access"]
    assert [claim.value for claim in cell.claims] == [0.5]
    assert cell.disagreement == pytest.approx(math.sqrt(0.06), abs=1e-6)


def test_a_statement_that_only_the_second_coder_has_is_told_and_left_out(small):
    said = "{speaker: RUS, draft: S/2016/1, at: 2016-10-07T12:00, pull: 0.1}"
    one = load_text(f"{small}\nstatements: [{said}]\n")
    two = load_text(f"{small}\nstatements: [{said}, {said.replace('RUS', 'CHN')}]\n")
    both, differences = merge(one, two)
    assert [statement.speaker for statement in both.scenario.statements] == ["RUS"]
    assert differences == [
        "the statement of CHN on S/2016/1 of 2016-10-07T12:00: not in the first coding"
    ]
    both, differences = merge(two, one)
    assert [statement.speaker for statement in both.scenario.statements] == ["RUS", "CHN"]
    said = "the statement of CHN on S/2016/1 of 2016-10-07T12:00"
    assert differences == [f"{said}: left out by coding 2; that of coding 1 is taken"]


def test_pulls_that_differ_are_merged_and_not_told_as_words(small):
    said = "{speaker: RUS, draft: S/2016/1, at: 2016-10-07T12:00, pull: -0.2}"
    other = said.replace("-0.2", "-0.1")
    first = "{speaker: CHN, draft: S/2016/1, at: 2016-10-07T11:00, pull: 0.1}"
    one = load_text(f"{small}\nstatements: [{first}, {said}]\n")
    two = load_text(f"{small}\nstatements: [{other}, {first}]\n")
    both, differences = merge(one, two)
    pull = both.scenario.statements[1].pull
    assert [claim.value for claim in pull.claims] == [pytest.approx(-0.15)]
    assert pull.disagreement > 0
    assert differences == []
    late = load_text(f"{small}\nstatements: [{first}, {said.replace('T12', 'T13')}]\n")
    assert merge(one, late)[1] == [
        "statements.1.at: '2016-10-07T12:00' is kept, coding 2 has '2016-10-07T13:00'"
    ]


def test_what_one_coder_left_out_is_told_once(small):
    said = "statements: [{speaker: RUS, draft: S/2016/1, at: 2016-10-07T12:00, pull: 0.1}]"
    first = load_text(f"{small}\n{said}\n")
    both, differences = merge(first, load_text(small), load_text(small))
    assert len(both.scenario.statements) == 1
    assert differences == ["statements: left out by coding 2, 3; that of coding 1 is taken"]


def test_a_number_is_taken_and_a_word_is_not_where_only_a_later_coder_has_it(small):
    coding = load_text(small)
    number = load_text(f"{small}\ncoefficients: {{eps: 0.1}}\n")
    both, differences = merge(coding, number)
    assert both.scenario.coefficients["eps"].claims[0].value == 0.1
    assert differences == ["coefficients: left out by coding 1; that of coding 2 is taken"]
    word = load_text(f"{small}\npins: {{RUS: {{S/2016/1: no}}}}\n")
    both, differences = merge(coding, word)
    assert not both.scenario.pins
    assert differences == ["pins: left out by coding 1; it is not taken"]


@pytest.mark.parametrize("name", ["aleppo-2016-10-08", "crimea-2014"])
def test_merging_a_case_with_itself_gives_its_numbers_with_their_spreads(name):
    """Among them numbers with a spread, with the values of two coders, and of a profile."""
    one = load_all(name)
    data, notes = merged([one, one], "same")
    two = load_text(as_yaml(data, "merged"), "same.yaml")
    assert notes == []
    numbers = [
        {q.path: (q.centre, q.spread) for q in quantities(loaded.scenario)} for loaded in (one, two)
    ]
    assert numbers[0] == numbers[1]


def test_a_merged_claim_is_as_uncertain_as_any_of_its_coders(small):
    def coded(claim):
        changed = small.replace("access: {is: 0.8, because: statement}", f"access: {claim}", 1)
        assert changed != small
        return load_text(changed, "coded.yaml")

    def both(first, second):
        data, _ = merged([coded(first), coded(second)], "both")
        number = data["members"]["GBR"]["positions"]["access"]
        return (number["claims"] if isinstance(number, dict) else number)[0]

    wide = both(
        "{is: 0.8, because: statement, spread: 0.1}", "{is: 0.4, because: statement, spread: 0.2}"
    )
    assert (wide["is"], wide["spread"]) == (pytest.approx(0.6), 0.2)
    span = both("{is: 0.4, range: [0.2, 0.6]}", "{is: 0.5, range: [0.3, 0.7]}")
    assert span["range"] == [0.2, 0.7]
    heard = both(
        "{is: 0.5, because: statement, coders: [0.4, 0.6]}",
        "{is: 0.8, because: statement, coders: [0.8, -]}",
    )
    assert heard["coders"] == [0.4, 0.6, 0.8, "-"]
    assert heard["is"] == pytest.approx(0.6)
    listed, alone = (
        "{is: 0.3, because: statement, coders: [0.2, 0.4]}", "{is: 0.9, because: statement}"
    )  # fmt: skip
    for pair in ((listed, alone), (alone, listed)):
        mixed = both(*pair)
        assert mixed["coders"] == [0.2, 0.4, 0.9], "a claim without a list is one coder's"
        assert mixed["is"] == pytest.approx(0.5)


def _said(speaker: str, pull: float, day: int = 7, draft: str = "S/2016/1") -> str:
    return f"{{speaker: {speaker}, draft: {draft}, at: 2016-10-0{day}T12:00, pull: {pull}}}"


@pytest.mark.parametrize("turned", [False, True])
def test_statements_are_paired_by_speaker_and_draft_and_not_by_their_place(small, turned):
    first = [_said("RUS", -0.2), _said("GBR", 0.1, 5), _said("GBR", 0.2, 6)]
    other = [_said("CHN", 0.1), _said("GBR", 0.3, 6), _said("RUS", -0.2), _said("GBR", 0.1, 4)]
    one = load_text(f"{small}\nstatements: [{', '.join(first)}]\n")
    two = load_text(f"{small}\nstatements: [{', '.join(other[::-1] if turned else other)}]\n")
    apart = {unit.path: unit for unit in units([one, two]) if unit.path.startswith("statements")}
    values = {path: unit.values for path, unit in apart.items()}
    assert values["statements.0.pull"] == (-0.2, -0.2)
    assert values["statements.1.pull"] == (0.1, 0.1)
    assert values["statements.2.pull"] == (0.2, 0.3)
    assert values["statements.3.pull"][1] == 0.1, "China's, which the first coding lacks"
    data, notes = merged([one, two], "both")
    numbers = [statement["pull"] for statement in data["statements"]]
    assert [n["claims"][0]["is"] if isinstance(n, dict) else n[0]["is"] for n in numbers] == [
        -0.2, 0.1, pytest.approx(0.25),
    ]  # fmt: skip
    assert "the statement of CHN on S/2016/1 of 2016-10-07T12:00: not in the first coding" in notes
