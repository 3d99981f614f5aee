"""The shipped base as rows: features from before the day, codes of both coders, the commands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.api import ballot_base
from sim.cli.base import narrow_table
from sim.cli.main import app
from sim.cli.output import DocumentTable
from sim.rollcalls.closeness import closeness
from sim.rollcalls.records import month_of
from sim.scenario.dossiers.schema import DossierBallot
from sim.scenario.estimates import read_estimates
from sim.studies.votes.base.candidates import CHOSEN, PENALTIES
from sim.studies.votes.base.coefficients import (
    Coefficients,
    estimates_of_form,
    log_deviation,
    natural,
)
from sim.studies.votes.base.content import diluted, favoured, size_of_change
from sim.studies.votes.base.estimation import Penalty
from sim.studies.votes.base.folds import left_out
from sim.studies.votes.base.forms import VoteForm
from sim.studies.votes.base.further_terms import objectors_of, tried_terms, with_further_terms
from sim.studies.votes.base.judge import choose_inside, forecast_by_year, put_pens_wrong
from sim.studies.votes.base.leak import _leak, leaks
from sim.studies.votes.base.positions import distance_on_first_axis, usual_votes
from sim.studies.votes.base.reading import base_rows, pens_again, pens_of, shipped_base, with_pens
from sim.studies.votes.base.splits import with_wrong_pens
from sim.studies.watching import StageWatch
from tests.studies.made_rows import simulated

THETA = np.array([3.0, 2.0, 0.5, 0.2, 0.1, 0.2])
SYMBOLS = ("S/2011/612", "S/2014/348", "S/2014/916", "S/2004/313")


@pytest.fixture(scope="module")
def told():
    return shipped_base()


@pytest.fixture(scope="module")
def few(told):
    return replace(told, ballots=tuple(one for one in told.ballots if one.symbol in SYMBOLS))


@pytest.fixture(scope="module")
def rows(few):
    return base_rows(few)


def test_the_base_ends_before_8_october_2016(told) -> None:
    assert len(told.ballots) == 195
    assert max(one.ballot.date for one in told.ballots) < date(2016, 10, 8)
    assert not {"S/2016/846", "S/2016/847"} & {one.symbol for one in told.ballots}
    assert len({one.dossier for one in told.ballots}) == 15


def test_votes_and_pens_are_those_of_the_dossier(rows) -> None:
    here = rows.ballot == rows.symbols.index("S/2014/348")
    by_code = dict(zip(np.array(rows.members)[here], rows.cast[here], strict=True))
    assert (by_code["RUS"], by_code["CHN"], by_code["USA"]) == (2, 2, 0)
    assert set(np.array(rows.members)[here & rows.pen]) == {"FRA"}
    assert rows.contested.all()
    assert not rows.adopted.any()
    assert (rows.weight == 1).all()


def test_closeness_is_that_of_the_months_before(few, rows) -> None:
    index = rows.symbols.index("S/2014/348")
    found = closeness(few.table, few.lists["syria"], month_of("2014-05"), ["FRA"])
    for row in np.flatnonzero(rows.ballot == index):
        assert rows.features["closeness"][row] == pytest.approx(found.of(rows.members[row])[0])


def test_later_votes_of_the_assembly_change_no_feature(few, rows) -> None:
    last = max(month_of(one.ballot.date) for one in few.ballots)
    lists = {
        name: replace(
            counts, months=counts.months[counts.months < last],
            issues=tuple(i for i, m in zip(counts.issues, counts.months, strict=True) if m < last),
            held=counts.held[counts.months < last], votes=counts.votes[counts.months < last],
        )
        for name, counts in few.table.lists.items()
    }  # fmt: skip
    cut = base_rows(replace(few, table=replace(few.table, lists=lists)))
    for name, column in rows.features.items():
        assert cut.features[name] == pytest.approx(column, abs=1e-9), name


def test_the_votes_that_are_forecast_are_in_no_feature(few, rows) -> None:
    last = max(range(4), key=lambda k: few.ballots[k].ballot.date)
    turned = few.ballots[last].ballot.model_copy(update={"against": ("USA",), "abstained": ()})
    ballots = tuple(
        replace(one, ballot=turned) if k == last else one for k, one in enumerate(few.ballots)
    )
    other = base_rows(replace(few, ballots=ballots))
    assert not (other.cast == rows.cast).all()
    for name, column in rows.features.items():
        assert other.features[name] == pytest.approx(column, abs=1e-9), name


def test_the_same_pens_change_nothing_and_others_do(few, rows) -> None:
    same = with_pens(few, rows, {k: pens_of(one) for k, one in enumerate(few.ballots)})
    assert same.features["closeness"] == pytest.approx(rows.features["closeness"])
    index = rows.symbols.index("S/2014/348")
    turned = with_pens(few, rows, {index: ("RUS",)})
    here = (rows.ballot == index) & (np.array(rows.members) == "CHN")
    assert turned.features["closeness"][here] > 0.2 > -0.2 > rows.features["closeness"][here]
    assert (turned.features["pen unknown"] == rows.features["pen unknown"]).all()


def test_an_unknown_pen_is_close_to_nobody(few, rows) -> None:
    nobody = with_pens(few, rows, {0: ()})
    here = rows.ballot == 0
    assert (nobody.features["closeness"][here] == 0).all()
    assert (nobody.features["pen unknown"][here] == 1).all()


def test_wrong_pens_at_no_rate_leave_the_scores(few, rows) -> None:
    found = left_out(CHOSEN, rows)
    none = with_wrong_pens(few, rows, found, 0.0)
    assert with_wrong_pens(few, rows, found, 0.0, seed=1) == none
    assert with_wrong_pens(few, rows, found, 1.0)[0] != none[0]


def test_what_a_text_changes_by_hand() -> None:
    ballot = DossierBallot(
        date=date(2000, 1, 1), pen=("FRA",),
        codes={
            "halt": ("0.75/0.25", "0.5/0.5"),
            "arms": ("-", "1/0"),
        },
    )  # fmt: skip
    assert size_of_change(ballot) == pytest.approx((0.5 + 1.0) / 2)
    positions = {"halt": np.array([1.0, 0.0]), "arms": np.array([1.0, 0.5])}
    # coder one: halt +.5 / -.5; coder two: halt 0, arms +1 / 0, a mean over two issues
    assert favoured(ballot, positions, 2) == pytest.approx([(0.5 + 0.5) / 2, (-0.5 + 0) / 2])
    assert diluted(ballot, positions, 2) == pytest.approx([1.5 / 18, -0.5 / 18])


def test_rules_know_who_votes_with_whom(told) -> None:
    before = month_of("2014-05")
    usual = usual_votes(told.table, told.lists["syria"][:1], before, ["USA", "RUS"], ["FRA"])
    assert usual[0] > 0.2
    assert usual[1] < -0.2
    turned = usual_votes(told.table, told.lists["syria"][:1], before, ["USA", "RUS"], ["RUS"])
    assert turned == pytest.approx(-usual)
    apart = distance_on_first_axis(told.table, before, ["GBR", "CUB"], ["USA"])
    assert apart[0] < apart[1]
    assert distance_on_first_axis(told.table, before, ["GBR"], []) == [0]


def test_coefficients_have_natural_units() -> None:
    named = {"presumption": 9.0, "closeness by change": 1.2, "alpha": np.log(1.3), "contest": 2.5}
    told = natural(named, "ordered")
    assert told == pytest.approx({"presumption": 9.0, "change": 1.2, "alpha": 1.3, "contest": 2.5})
    assert natural({"alpha": -0.5}, "logit") == {"alpha": -0.5}
    assert log_deviation(2.0, 0.2) == pytest.approx(0.1, abs=0.001)


def test_a_deviation_while_the_others_stay_is_smaller() -> None:
    found = Coefficients(("a", "b"), np.ones(2), np.array([[1.0, 0.9], [0.9, 1.0]]), np.zeros(2))
    assert found.deviation == pytest.approx([1, 1])
    assert found.conditional == pytest.approx([(1 - 0.81) ** 0.5] * 2)


def test_the_penalty_is_told_in_the_features_own_size() -> None:
    form = VoteForm("x", ("closeness", "statements"))
    centre, spread = Penalty(weight_spread=2).centre_and_spread(form)
    assert dict(zip(form.parameters, spread, strict=True))["statements"] == pytest.approx(20)
    assert dict(zip(form.parameters, spread, strict=True))["closeness"] == 2
    assert dict(zip(form.parameters, centre, strict=True))["log contest"] == 0.8


def test_estimates_leave_out_what_has_no_logarithm(rows) -> None:
    found = Coefficients(
        ("closeness", "veto"), np.array([2.0, -0.1]), np.diag([0.04, 0.01]), np.array([0.3, 0.0])
    )
    told = estimates_of_form(found, rows, "test")
    assert set(told.coefficients) == {"tau", "closeness"}, "the unit, and what is above 0"
    assert told.coefficients["closeness"].centre == 2.0
    assert told.coefficients["closeness"].spread == pytest.approx(np.hypot(0.1, 0.3), abs=0.001)
    assert sum(told.votes) == int(rows.votes.sum())


@pytest.fixture
def small(monkeypatch, few):
    made = simulated(CHOSEN, THETA, 30, seed=6)
    read_instead(monkeypatch, few, made)


def read_instead(monkeypatch, source, rows) -> None:
    """Let the commands read this base in place of the one that is shipped."""
    monkeypatch.setattr(ballot_base, "shipped_base", lambda: source)
    monkeypatch.setattr(ballot_base, "base_rows", lambda *_: rows)


def run(*args: str):
    return CliRunner().invoke(app, list(args), catch_exceptions=False)


def test_the_commands_print_scores_and_write_coefficients(small, tmp_path) -> None:
    out = run("backtest", "--base", "-f", "json")
    assert out.exit_code == 0, out.output
    tables = json.loads(out.stdout)
    assert len(tables[0]["rows"]) == 8
    names = [row["forecaster"] for row in tables[1]["rows"]]
    assert {"always yes", "climatology, shared draw", "with statements"} <= set(names)
    split = run("backtest", "--base", "--by", "dossier", "-f", "json")
    assert [row["group"] for row in json.loads(split.stdout)[0]["rows"]] == [
        f"d{k}" for k in range(5)
    ]
    for by in ("member", "pens", "roll-calls"):
        brief = run("backtest", "--base", "--by", by)
        assert brief.exit_code == 0, brief.output
    assert "climate" in brief.stdout
    assert narrow_table(DocumentTable(("form", "score", "balanced"), [("a", 1.0, 2.0)])).rows == [
        ("a", 1.0)
    ]
    rolling = json.loads(run("backtest", "--base", "--method", "rolling", "-f", "json").stdout)
    assert rolling[0]["rows"][0]["forecaster"] == "chosen"
    path = tmp_path / "coefficients.yaml"
    assert run("fit", "--base", "-o", str(path)).exit_code == 0
    written = read_estimates(path)
    assert {"presumption", "closeness", "contest", "alpha"} <= set(written.coefficients)
    assert len(written.ballots) == 30


def test_what_carries_a_coefficient_is_the_same_in_every_form(small) -> None:
    done = run("fit", "--base", "--carries", "presumption,contest", "-f", "json")
    assert done.exit_code == 0, done.output
    groups, ballots, votes, *others = json.loads(done.stdout)
    assert len(others) == 3, "three tables for each coefficient"
    assert sum(row["squared"] for row in ballots["rows"]) == pytest.approx(1.0)
    by_kind = {row["of"]: row for row in groups["rows"]}
    for column in ("curvature", "held"):
        whole = sum(row[column] for row in ballots["rows"]) + by_kind["penalty"][column]
        assert whole == pytest.approx(1.0)
    assert sum(row["pull"] for row in votes["rows"]) == pytest.approx(
        sum(row["pull"] for row in ballots["rows"])
    )
    pulls = [abs(row["pull"]) for row in ballots["rows"]]
    assert pulls == sorted(pulls, reverse=True)
    csv = run("fit", "--base", "--carries", "contest", "-f", "csv").stdout
    assert csv.count("S/") == len(ballots["rows"]) + len(votes["rows"])
    table = run("fit", "--base", "--carries", "presumption").stdout
    assert ballots["rows"][0]["ballot"] in table
    assert all(len(line) <= 80 for line in table.splitlines())


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--carries", "presumption"), "add --base"),
        (("--base", "--carries", "presumption", "-o", "x.yaml"), "omit --output"),
        (("--base", "--carries", " , "), "no coefficient was named"),
        (("--base", "--carries", "kappa"), "'kappa' is not estimated from the base"),
    ],
)
def test_a_question_of_what_carries_a_number_that_makes_no_sense(small, args, said) -> None:
    out = CliRunner().invoke(app, ["fit", *args])
    assert out.exit_code == 2
    assert said in " ".join(out.output.split())


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--by", "moon"), "not a way to split"),
        (("--by", "pens", "--nested"), "--by and --nested exclude each other"),
        (("--by", "pens", "--method", "rolling"), "--by and --method rolling exclude each other"),
        (("--nested", "--method", "rolling"), "--method rolling and --nested exclude each other"),
        (("--method", "given"), "is not available with --base"),
        (("--without", "moon"), "not a dossier of the base"),
    ],
)
def test_what_the_base_does_not_know_is_told(small, args, said) -> None:
    out = CliRunner().invoke(app, ["backtest", "--base", *args])
    assert out.exit_code == 2
    assert said in out.output


class CountedStages(StageWatch):
    """Counts how far each stage got."""

    def __init__(self) -> None:
        self.totals: Counter[str] = Counter()
        self.done: Counter[str] = Counter()

    @contextmanager
    def stage(self, what: str, total: int, unit: str = "worlds") -> Iterator[Callable[[int], None]]:
        self.totals[what] += total
        yield lambda n: self.done.update({what: n})


@pytest.fixture
def drawn():
    return simulated(CHOSEN, THETA, 24, seed=6)


def test_the_choice_inside_the_folds_shows_how_far_it_is(drawn) -> None:
    watch = CountedStages()
    picked = choose_inside(drawn, watch).form
    spreads = {f"{picked}, spread {p.weight_spread:g}" for p in PENALTIES}
    assert {f"{CHOSEN.name}, inside", *spreads} <= set(watch.totals)
    assert watch.done == watch.totals


def test_other_long_answers_show_how_far_they_are(few, rows, drawn) -> None:
    watch = CountedStages()
    put_pens_wrong(few, rows, watch)
    forecast_by_year(drawn, watch)
    assert {"other penholders", "by year"} <= set(watch.totals)
    assert watch.done == watch.totals


def test_options_of_the_base_need_it() -> None:
    out = CliRunner().invoke(app, ["backtest", "--nested"])
    assert "needs the base" in out.output


def test_columns_that_tell_the_outcome_are_found_out() -> None:
    rng = np.random.default_rng(3)
    failed = rng.random(60) < 0.4
    folds = np.array([f"d{k % 4}" for k in range(60)])
    told = _leak("all", "made", failed[:, None].astype(float), failed, folds)
    assert told.auc == 1.0
    assert told.gain > 0.4
    noise = _leak("none", "made", rng.normal(size=(60, 1)), failed, folds)
    assert noise.auc < 0.75
    assert noise.gain < 0.05


def test_the_coding_is_audited_on_contested_ballots(told) -> None:
    found = {(one.told_by, one.among): one for one in leaks(told.ballots)}
    assert found["grades", "contested"].ballots == 125
    assert ("what was read", "outlines") not in found  # all are outlines
    assert all(one.failed == 31 for one in found.values())


def test_objectors_are_who_spoke_against_or_whose_rival_text_is_there(told) -> None:
    place = {one.symbol: index for index, one in enumerate(told.ballots)}
    assert objectors_of(told, place["S/2014/348"]) == ("RUS",)
    assert objectors_of(told, place["S/2014/916"]) == ("USA", "GBR")
    assert "EGY" in objectors_of(told, place["S/2016/235"]), "its amendment was on the table"
    assert objectors_of(told, place["S/2004/313"]) == ()


def test_closeness_to_objectors_is_of_the_others_and_from_before_the_day(few, rows) -> None:
    every = with_further_terms(few, rows)
    place = [one.symbol for one in few.ballots].index("S/2014/916")
    here = np.flatnonzero(rows.ballot == place)
    by_member = dict(
        zip(
            np.array(rows.members)[here],
            every.features["closeness to objectors"][here],
            strict=True,
        )
    )
    one = few.ballots[place]
    close = closeness(few.table, few.lists[one.dossier], month_of(one.ballot.date), ["USA", "GBR"])
    assert by_member["FRA"] == pytest.approx(close.of("FRA")[0])
    assert by_member["USA"] == 0.0, "who objects itself has spoken already"
    quiet = np.flatnonzero(rows.ballot == [one.symbol for one in few.ballots].index("S/2004/313"))
    assert not every.features["closeness to objectors"][quiet].any()
    assert every.features["objected"].sum() == 4  # RUS twice, USA and GBR


def test_a_further_term_is_found_where_votes_follow_it() -> None:
    truth = VoteForm("two", ("closeness", "favoured"), "ordered")
    rows = simulated(truth, np.array([2.0, 1.0, 0.0, 0.5, 0.2, 0.1]), 60, seed=3)
    rng = np.random.default_rng(1)
    strong = rng.normal(0, 1, rows.cast.size)
    helped = rows.with_features(signal=strong, noise=rng.normal(0, 1, rows.cast.size))
    cast = np.where(strong > 1.0, 2, np.where(strong > 0.7, 1, 0))
    found = {
        one.term: one
        for one in tried_terms(replace(helped, cast=cast), [("signal", ()), ("noise", ())])
    }
    assert found["signal"].all.low > 0 > found["signal"].weight
    assert found["noise"].all.value < found["signal"].all.value / 10


def test_a_second_coders_pens_are_told_where_they_differ(told) -> None:
    again = pens_again(told)
    assert len(again) == 30
    for index, pens in again.items():
        assert set(pens) != set(pens_of(told.ballots[index])), told.ballots[index].symbol


def test_the_command_prints_further_terms(few, rows, monkeypatch) -> None:
    read_instead(monkeypatch, few, rows)
    monkeypatch.setattr("sim.studies.votes.base.further_terms.KNOWN", ("statements",))
    monkeypatch.setattr(
        "sim.studies.votes.base.further_terms.with_further_terms",
        lambda _, base: base.with_features(objected=base.features["earlier"],
                                           **{"closeness to objectors": base.features["earlier"]}),
    )  # fmt: skip
    done = run("backtest", "--base", "--by", "terms", "-f", "csv")
    assert done.exit_code == 0, done.output
    terms = [line.split(",")[0].strip('"') for line in done.stdout.splitlines()[1:]]
    assert sorted(terms) == sorted(
        ["statements", "objected", "closeness to objectors", "objected", "closeness to objectors"]
    )
