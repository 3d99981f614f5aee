"""What a run hands out: tables that agree with the run's published data, pictures, reasons."""

from __future__ import annotations

import json
import math
import pickle
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import sim as council
from sim.api.tables import html_table
from sim.cli.main import app
from sim.domain.ballots import Outcome

NAME = "aleppo-2016-10-08"
DRAFT = "S/2016/846"
WORLDS = 60


@pytest.fixture(scope="module")
def base() -> council.Scenario:
    return council.load(NAME)


@pytest.fixture(scope="module")
def result(base: council.Scenario) -> council.RunResult:
    return base.run(replicates=WORLDS, seed=5)


def test_set_can_be_chained(base: council.Scenario) -> None:
    path = f"drafts.{DRAFT}.text.flights"
    scenario = council.load(NAME).set(path, None).set("members.CHN.positions.flights", 0.5)
    assert scenario.changes == {path: None, "members.CHN.positions.flights": 0.5}
    assert base.changes == {}


def test_the_forecast_is_a_mapping_a_typed_object_and_a_data_frame(
    result: council.RunResult,
) -> None:
    told = result.to_dict()["forecast"]
    assert dict(result.forecast) == told
    assert result.forecast.drafts[DRAFT].vetoed.share == told[DRAFT]["vetoed"]["share"]
    frame = result.forecast.to_dataframe()
    assert list(frame.columns) == ["draft", "outcome", "share", "low", "high"]
    assert len(frame) == len(told) * (len(Outcome) + 1)
    row = frame[(frame.draft == DRAFT) & (frame.outcome == "vetoed")].iloc[0]
    assert [row.share, row.low, row.high] == list(told[DRAFT]["vetoed"].values())
    ends = frame[frame.outcome != "expected_adopted"].groupby("draft").share.sum()
    assert ends.to_list() == pytest.approx([1.0] * len(told))


def test_votes_have_a_row_a_member_and_draft(
    base: council.Scenario, result: council.RunResult
) -> None:
    assert len(result.votes) == len(base.drafts) * len(base.members)
    frame = result.votes.to_dataframe()
    assert list(frame.member[: len(base.members)]) == list(base.members)
    for ballot in result.ballots:
        mine = frame[frame.draft == ballot["draft"]].set_index("member")
        assert mine.central.to_dict() == ballot["votes"]
    put = frame[frame.yes.notna()]
    assert np.allclose(put.yes + put.abstain + put.no, 1.0)
    told = result.to_dict()["forecast"][DRAFT]["votes"]["CHN"]
    china = next(row for row in result.votes if (row.draft, row.member) == (DRAFT, "CHN"))
    assert (china.yes, china.abstain, china.no) == (told["yes"], told["abstain"], told["no"])


def test_the_worlds_are_those_of_the_forecast(result: council.RunResult) -> None:
    worlds = result.worlds
    one = result.forecast.drafts[DRAFT]
    assert worlds[f"vetoed({DRAFT})"].shape == (WORLDS,)
    assert worlds[f"vetoed({DRAFT})"].mean() == pytest.approx(one.vetoed.share)
    assert worlds[f"adopted({DRAFT})"].mean() == pytest.approx(one.expected_adopted)
    frame = worlds.to_dataframe()
    assert list(frame.columns) == ["world", *worlds]
    assert frame.world.to_list() == list(range(WORLDS))
    assert frame[f"yes({DRAFT})"].to_numpy() == pytest.approx(worlds[f"yes({DRAFT})"])
    assert worlds.arrays.count == WORLDS
    assert result.worlds is worlds  # computed once


def test_the_worlds_under_a_condition_are_those_that_meet_it(base: council.Scenario) -> None:
    every, some = base.run(300), base.run(300, given=[f"CHN=abstain on {DRAFT}"])
    frame, whole = some.worlds.to_dataframe(), every.worlds.to_dataframe()
    china = list(base.members).index("CHN")
    cast = every.worlds.arrays.vote[list(base.drafts).index(DRAFT), china]
    numbers = [int(n) for n in np.flatnonzero(cast == council.Vote.ABSTAIN)]
    assert 0 < len(numbers) < 300
    assert frame.world.to_list() == numbers
    chance = f"adopted({DRAFT})"
    same = [name for name in frame if not name.startswith("adopted(")]
    assert frame[same].equals(whole[same].iloc[numbers].reset_index(drop=True))
    assert set(frame[chance]) <= {0.0, 1.0}, "what happened, as in the forecast"
    assert frame[chance].mean() == pytest.approx(some.forecast.drafts[DRAFT].adopted.share)
    chances = some.forecast.drafts[DRAFT]
    assert some.worlds[f"vetoed({DRAFT})"].mean() == pytest.approx(chances.vetoed.share)
    assert pickle.loads(pickle.dumps(some.worlds)).to_dataframe().equals(frame)


CHANGES: dict[str, Callable[[council.RunResult], object]] = {
    "a share": lambda r: r.forecast[DRAFT]["adopted"].update(share=1.0),  # type: ignore[attr-defined]
    "a draft": lambda r: r.forecast[DRAFT].pop("adopted"),  # type: ignore[attr-defined]
    "a list": lambda r: r.forecast[DRAFT]["tallies"].append({}),
    "a typed draft": lambda r: r.forecast.drafts.pop(DRAFT),  # type: ignore[attr-defined]
    "a typed share": lambda r: r.forecast.drafts[DRAFT].votes.clear(),
    "a ballot": lambda r: r.ballots[0]["votes"].update(RUS="yes"),
    "the plan": lambda r: r.plan.clear(),  # type: ignore[attr-defined]
    "a vote": lambda r: setattr(r.votes[0], "yes", 1.0),
    "a world": lambda r: r.worlds[f"adopted({DRAFT})"].fill(1.0),
    "worlds": lambda r: r.worlds["destruction"].__setitem__(0, 1.0),
    "an array": lambda r: r.worlds.arrays.outcome.fill(0),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("copied", [False, True], ids=["itself", "pickled"])
def test_a_result_cannot_be_changed(result: council.RunResult, change: str, copied: bool) -> None:
    """Nor a pickle of it, which would tell of numbers that the engine never gave."""
    assert result.worlds.arrays.count == WORLDS
    one = pickle.loads(pickle.dumps(result)) if copied else result
    before = one.to_dict()
    with pytest.raises((TypeError, ValueError, AttributeError), match=r"change|read-only|assign"):
        CHANGES[change](one)
    assert one.to_dict() == before == result.to_dict()
    assert one.forecast == result.forecast == before["forecast"]
    assert json.dumps(one.forecast[DRAFT]) == json.dumps(before["forecast"][DRAFT])
    for name in result.worlds:
        assert np.array_equal(one.worlds[name], result.worlds[name], equal_nan=True)


def test_copies_of_a_result_can_be_changed(result: council.RunResult) -> None:
    plain = result.to_dict()
    plain["forecast"][DRAFT]["adopted"]["share"] = 2.0
    dict(result.forecast[DRAFT]).clear()
    result.worlds["destruction"].copy().fill(1.0)
    assert result.to_dict()["forecast"][DRAFT]["adopted"]["share"] != 2.0


def test_reasons_are_those_of_the_run(result: council.RunResult) -> None:
    why = result.explain("RUS")
    told = {ballot["draft"]: ballot for ballot in result.ballots}
    assert why.votes == {draft: ballot["votes"]["RUS"] for draft, ballot in told.items()}
    assert [row.amount for row in why if row.draft == DRAFT] == [
        reason["amount"] for reason in told[DRAFT]["reasons"]["RUS"]
    ]
    assert "votes no on S/2016/846 in the central case" in str(why)
    assert {row.draft for row in result.explain("RUS", DRAFT)} == {DRAFT}
    assert list(why.to_dataframe().columns)[:4] == ["draft", "vote", "term", "subject"]


def test_reasons_of_nobody_are_refused(result: council.RunResult) -> None:
    with pytest.raises(council.UnknownNameError, match="not a member of this Council") as caught:
        result.explain("DEU")
    assert caught.value.code == "E002"
    with pytest.raises(council.UnknownNameError, match="S/1 has no ballot"):
        result.explain("RUS", "S/1")


def test_a_plan_that_no_world_reaches_has_parties_that_were_not_asked() -> None:
    late = council.load("aleppo-2016-10-08").set("plan.announced", "2017-01-01T00:00")
    with pytest.warns(UserWarning, match="after the last round"):
        result = late.run(replicates=4)
    reasons = {party["reason"] for party in result.plan["parties"].values()}
    assert reasons == {"not asked within the clock"}


def test_pictures_are_drawn_shown_and_saved(result: council.RunResult, tmp_path: Path) -> None:
    plot = result.plot()
    assert ET.fromstring(plot.svg).tag.endswith("svg")
    assert plot._repr_svg_() == plot.svg
    saved = plot.save(tmp_path / "votes.svg")
    shown = CliRunner().invoke(
        app,
        ["run", NAME, "-n", str(WORLDS), "--seed", "5", "-o", str(tmp_path / "kept"),
         "--plot", str(tmp_path / "ours.svg")],
    )  # fmt: skip
    assert shown.exit_code == 0
    assert saved.read_bytes() == (tmp_path / "ours.svg").read_bytes()
    with pytest.raises(council.UnknownNameError, match="no figure 'pie'"):
        result.plot("pie")
    with pytest.raises(council.UsageError, match="ends in"):
        plot.save(tmp_path / "votes.docx")


class Tags(HTMLParser):
    """Every tag of a text and the words between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_notebook_shows_the_horseshoe_and_escapes_every_name(result: council.RunResult) -> None:
    seen = Tags(result._repr_html_())
    assert {"svg", "table"} <= set(seen.tags)
    assert DRAFT in seen.words
    evil = council.load(NAME).set("title", "<script>alert(1)</script>")
    for text in (evil._repr_html_(), evil.run(replicates=2)._repr_html_()):
        assert "script" not in Tags(text).tags
    assert "<b>" not in html_table(("<b>",), [("<b>x</b>", None, math.pi)])
    assert "3.142" in html_table(("n",), [(math.pi,)])


def test_studies_are_methods_and_data_frames(base: council.Scenario) -> None:
    path = "members.CHN.positions.flights"
    swept = base.sweep({path: [0.0, 0.5]}, replicates=10, seed=2)
    assert swept.records() == council.sweep(base, {path: [0.0, 0.5]}, 10, 2).records()
    frame = swept.to_dataframe()
    assert list(frame.columns) == ["point", path, "draft", "measure", "value", "low", "high"]
    assert len(frame) == len(swept.rows)
    answer = base.whatif({path: 0.9}, replicates=10, seed=2)
    changes = answer.to_dataframe()
    assert list(changes.columns) == ["draft", "outcome", "before", "after", "change", "low", "high"]
    assert np.allclose(changes.after - changes.before, changes.change)


def test_polars_where_it_is_installed(
    result: council.RunResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {}

    class Polars:
        @staticmethod
        def DataFrame(table: object) -> object:  # noqa: N802 - the library's name
            seen["table"] = table
            return "frame"

    monkeypatch.setitem(sys.modules, "polars", Polars)
    assert result.forecast.to_polars() == "frame"
    assert seen["table"]["share"][0] == result.forecast.outcomes[0].share
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(council.UsageError, match="polars is not installed"):
        result.votes.to_polars()


def test_a_run_has_the_words_of_the_command_line(
    result: council.RunResult, elsewhere: object
) -> None:
    shown = CliRunner().invoke(app, ["run", NAME, "-n", str(WORLDS), "--seed", "5", "-f", "json"])
    told = json.loads(shown.stdout)
    frame = result.forecast.to_dataframe().set_index(["draft", "outcome"]).share
    for draft, one in told["forecast"].items():
        for outcome in Outcome:
            assert frame[draft, outcome.word] == one[outcome.word]["share"]
