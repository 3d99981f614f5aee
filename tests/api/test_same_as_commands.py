"""Each study of the package gives the document of the command that it names as its own."""

from __future__ import annotations

import csv
import io
import json
import math
import pickle
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from typer.testing import CliRunner

import sim as council
from sim.cli.main import app
from sim.report.html import render_html
from sim.studies.models.power import voting_body

NAME = "s-2012-77"
TWO = "aleppo-2016-10-08"
CLAUSE = "drafts.S/2016/846.text.flights"
DRAFT = "S/2012/77"
Study = Callable[[council.Scenario], Any]
HELD = TemporaryDirectory()
"""Where a run is kept that is played again."""


def kept_run(scenario: council.Scenario) -> str:
    """The name of a run that is kept in ``HELD``."""
    kept = scenario.run(20, 1, keep=council.RunFolder(Path(HELD.name))).kept
    assert kept is not None
    return kept.name


STUDIES: dict[str, Study] = {
    "courses": lambda s: s.courses(60, seed=2),
    "discover": lambda s: s.discover(f"adopted({DRAFT})", 400, inputs=["members.*"]),
    "whatif": lambda s: s.whatif({"coefficients.kappa": 0.2}, 20, 3),
    "whatif, by link": lambda s: s.whatif(s.copy().pin("China", "yes"), 20, by_link=True),
    "whatif, under a condition": lambda s: s.whatif(
        {"coefficients.kappa": 0.2}, 80, 3, given=[f"yes>=1 on {DRAFT}"]
    ),
    "whatif, another scenario": lambda _: council.load(TWO).whatif(council.load("no-collapse"), 20),
    "rank": lambda s: s.rank(
        {"Russia abstains": "pin RUS=abstain", "less": {"coefficients.kappa": 0.05}},
        replicates=20,
        seed=1,
    ),
    "rank, one arm": lambda s: s.rank([("mild", s.copy().pin("RUS", "abstain", DRAFT))], None, 20),
    "sweep": lambda s: s.sweep({"coefficients.kappa": [0.05, 0.1]}, 10, 4),
    "sweep, sobol": lambda s: s.sweep(
        {"coefficients.kappa": "0.05:0.2"}, 10, design="sobol", points=2
    ),
    "sweep over lists": lambda _: council.load(TWO).sweep(
        {"council.order": [["S/2016/846", "S/2016/847"], ["S/2016/847", "S/2016/846"]]}, 10
    ),
    "sweep over ranges": lambda s: s.sweep(
        {"members.RUS.positions.flights": [[0.1, 0.2], [0.3, 0.9]]}, 10
    ),
    "sweep of what was set": lambda s: (
        s.copy()
        .set("council.institution", "no-veto")
        .sweep({"council.institution": ["charter", "no-veto"]}, 10)
    ),
    "sweep beside texts with commas": lambda _: (
        council.load(TWO)
        .set("plan.needs", "damascus,groups")
        .set("city.name", 'East: "a", b|c')
        .sweep({"coefficients.kappa": [0.05, 0.1]}, 10)
    ),
    "rank, the base too": lambda s: s.rank({"a": "pin GBR=no", "as it is": s}, replicates=20),
    "sensitivity": lambda s: s.sensitivity(
        f"yes({DRAFT})", base=4, numbers=1, inputs=["members.CHN.*"]
    ),
    "sensitivity, morris": lambda s: s.sensitivity(
        method="morris", trajectories=2, inputs=["members.CHN.*"]
    ),
    "sensitivity, one at a time": lambda s: s.sensitivity(
        method="one-at-a-time",
        modal=True,
        inputs=["members.CHN.*"],
        axes={"council.institution": ["charter", "no-veto"]},
    ),
    "flip": lambda s: s.flip("adopted", change="institution"),
    "flip of a text": lambda s: s.flip("yes>=14", DRAFT, most=1, step=0.5),
    "flip over worlds": lambda s: s.lift(
        "adopted", 0.5, change="institution", worlds=(20, 1), most=1
    ),
    "compare": lambda s: s.compare(s.changed({}), 20, 0),
    "replay": lambda s: council.replay(kept_run(s), 3, HELD.name, verify=True),
    "power, all bodies": lambda _: council.measured_power(on=date(2016, 10, 8)),
    "power of a Council": council.measured_power,
    "power of a reform": lambda _: council.measured_power("no-veto", on=date(2016, 10, 8)),
    "power of one's own": lambda _: council.measured_power(voting_body(15, 9, 5, 2)),
    "fit": lambda _: council.fit(["res-2042", NAME], 0, 1, free=["presumption"], prior_spread=0.5),
    "fit with a profile": lambda _: council.fit(
        [NAME], 2, free=["presumption", "alpha"], profile=["alpha"]
    ),
    "backtest with layers": lambda _: council.backtest(
        ["res-2042", "s-2012-77"], "given", 4, layers=["article"], by="member"
    ),
    "ablate with layers": lambda _: council.ablate(["res-2042"], draws=1, layers=["article"]),
    "backtest": lambda _: council.backtest(["res-2042", NAME], "given", 4, 3, by="member"),
}
"""Every study by name, small."""


@pytest.fixture(scope="module")
def base() -> council.Scenario:
    return council.load(NAME)


@pytest.fixture(scope="module")
def results(base: council.Scenario) -> Callable[[str], Any]:
    """The answer of each study, computed once."""
    known: dict[str, Any] = {}

    def answer(name: str) -> Any:
        if name not in known:
            known[name] = STUDIES[name](base)
        return known[name]

    return answer


def printed(command: str, form: str) -> str:
    """What a command prints; a flip that is nowhere ends with 4, its answer printed."""
    words = shlex.split(command)
    assert words[0] == "council"
    done = CliRunner().invoke(app, [*words[1:], "-f", form])
    assert done.exit_code in (0, 4), done.stderr
    return done.stdout


@pytest.mark.parametrize("name", STUDIES)
def test_the_command_that_an_answer_names_gives_the_same_document(
    name: str, results: Callable[[str], Any]
) -> None:
    result = results(name)
    assert json.loads(printed(result.command, "json")) == result.to_dict()


@pytest.mark.parametrize("name", [name for name in STUDIES if name != "replay"])
def test_an_answer_comes_back_from_a_pickle(name: str, results: Callable[[str], Any]) -> None:
    """As from a pool of processes; a replay holds the model that it played."""
    result = results(name)
    again = pickle.loads(pickle.dumps(result))
    assert type(again) is type(result)
    assert again.to_dict() == result.to_dict()
    assert render_html(again.page()) == render_html(result.page())
    assert (again.command, repr(again.records())) == (result.command, repr(result.records()))


@pytest.mark.parametrize("name", STUDIES)
def test_its_rows_are_those_of_the_command_s_csv(name: str, results: Callable[[str], Any]) -> None:
    result = results(name)
    told = list(csv.reader(io.StringIO(printed(result.command, "csv"))))
    rows = result.records()
    assert told[0] == list(result.page().data.columns)
    assert len(told) - 1 == len(rows)
    for ours, theirs in zip(rows, told[1:], strict=True):
        for cell, text in zip(ours.values(), theirs, strict=True):
            if isinstance(cell, float):
                assert text == "" if math.isnan(cell) else float(text) == cell


@pytest.mark.parametrize("name", STUDIES)
def test_an_answer_is_shown_saved_and_a_data_frame(
    name: str, results: Callable[[str], Any], tmp_path: Path
) -> None:
    result = results(name)
    assert list(result.to_dataframe().columns)
    assert result.page().subtitle.split(" ")[0] in result._repr_html_()
    saved = result.save(tmp_path / "page.html")
    assert result.page().title in saved.read_text()
    with pytest.raises(council.UsageError):
        result.save(tmp_path / "page.docx")


def test_every_study_that_a_scenario_has_is_held_to_its_command() -> None:
    ours = {"run", *(name.partition(",")[0].split(" ")[0] for name in STUDIES)}
    ours |= {"lift"} if "flip over worlds" in STUDIES else set()
    asked = {"courses", "discover", "whatif", "rank", "sweep", "sensitivity", "flip", "lift"}
    assert asked | {"run", "compare"} <= ours
    assert all(callable(getattr(council.Scenario, name)) for name in asked)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.pin("CHN", "no", "S/2016/846"),
        lambda s: s.follow("EGY", "FRA"),
        lambda s: s.without("statement", "RUS").without("sponsor", "ESP"),
        lambda s: s.turn("convoy-hit"),
        lambda s: s.set("members.RUS.positions.flights", [0.2, 0.6]),
        lambda s: s.pin("CHN", "no").until("2016-10-20", 3),
        lambda s: s.until("2016-10-20").pin("CHN", "no"),
        lambda s: s.until("2016-10-20", 0),
        lambda s: s.pin("CHN", "no").set("coefficients.alpha", 2).pin("CHN", "abstain"),
        lambda s: s.follow("EGY", "FRA").pin("CHN", "no").follow("EGY", "RUS"),
        lambda s: s.turn("convoy-hit").turn("convoy-hit"),
        lambda s: s.pin("CHN", "no").until("2016-10-20").pin("CHN", "abstain"),
    ],
    ids=[
        "pin",
        "follow",
        "without",
        "turn",
        "range",
        "until",
        "until, then pin",
        "never again",
        "another pin",
        "another leader",
        "turned twice",
        "until, then another pin",
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_a_changed_scenario_runs_as_the_command_with_its_options(
    change: Callable[[council.Scenario], council.Scenario],
) -> None:
    result = change(council.load(TWO)).run(20, seed=1)
    told = json.loads(printed(result.command, "json"))
    ours = result.to_dict()
    assert ours["interventions"] == told["interventions"]
    assert {key: told[key] for key in ours} == json.loads(json.dumps(ours))


@pytest.mark.usefixtures("elsewhere")
def test_a_run_under_a_condition_and_one_past_the_vote_are_those_of_the_command() -> None:
    base = council.load(TWO)
    given = base.run(300, given=["CHN=abstain on S/2016/846"])
    assert given.published.conditions
    longer = base.until("2016-12-31").run(20)
    assert longer.published.dated
    assert "--until 2016-12-31" in longer.command
    for result in (given, longer):
        told = json.loads(printed(result.command, "json"))
        ours = json.loads(json.dumps(result.to_dict()))
        assert {key: told[key] for key in ours} == ours


def test_the_options_of_a_command_make_the_scenario_that_the_methods_make() -> None:
    base = council.load(TWO)
    pinned = base.changed(
        pins=["CHN=no on S/2016/846"], follows=["EGY=FRA"], without=["draft S/2016/847"]
    )
    ours = base.copy().without("draft", "S/2016/847").follow("EGY", "FRA")
    ours.pin("China", "no", "S/2016/846")
    assert pinned.data == ours.data
    assert pinned.overrides == ours.overrides
    assert base.overrides == ()


@pytest.mark.usefixtures("elsewhere")
def test_a_comparison_across_layers_has_no_command() -> None:
    base = council.load(TWO)
    assert base.whatif({CLAUSE: 0.9}, replicates=20).command
    variant = council.load(TWO, layers=["article"]).set(CLAUSE, 0.9)
    assert base.whatif(variant, replicates=20).command == ""


def test_what_means_nothing_is_refused_with_the_code_of_the_command() -> None:
    base = council.load(NAME)
    before = base.data
    with pytest.raises(council.UsageError, match="is not a valid pin") as caught:
        base.pin("CHN", "perhaps")
    assert caught.value.code == "E002"
    with pytest.raises(council.ScenarioErrors):
        base.follow("CHN", "nobody")
    with pytest.raises(council.UsageError, match="no event 'none'"):
        base.turn("none")
    with pytest.raises(council.UsageError, match="no option 'color'"):
        base.flip("adopted", color="red")
    with pytest.raises(council.UsageError) as caught:
        base.discover("victory", 100)
    assert caught.value.code == "E704"
    assert base.data is before
    assert base.changes == {}


def test_a_range_from_python_is_the_range_of_the_command_line() -> None:
    path = "members.RUS.positions.flights"
    scenario = council.load(TWO).set(path, [0.2, 0.6])
    assert scenario.overrides == (f"{path}=[0.2, 0.6]",)
    assert scenario.numbers[path].range == (0.2, 0.6)
    assert scenario.numbers[path].centre == pytest.approx(0.4)
    with pytest.raises(council.ScenarioErrors):
        scenario.set(path, [0.6, 0.2])


def test_a_flip_is_written_as_a_variant_and_a_search_without_one_says_why(
    base: council.Scenario, results: Callable[[str], Any], tmp_path: Path
) -> None:
    found = council.load(TWO).flip("adopted", change="institution")
    file = found.save_variant(tmp_path / "turned.yaml")
    assert council.load(file).run(2).ballots[0]["outcome"] == "adopted"
    with pytest.raises(council.UsageError, match="was not overwritten"):
        found.save_variant(file)
    nothing = base.flip("yes>=15", DRAFT, most=1, step=0.5)
    if not nothing.solutions:
        with pytest.raises(council.UsageError, match="reaches the goal"):
            nothing.save_variant(tmp_path / "none.yaml")


def test_a_watch_sees_costs_parts_and_warnings() -> None:
    class Noting(council.StudyWatch):
        def __init__(self) -> None:
            self.seen: list[str] = []

        def begin(self, content: object, worlds: int) -> None:
            self.seen.append(f"{worlds} worlds")

        def stage(self, what: str, total: int, unit: str = "worlds") -> Any:
            self.seen.append(f"{what}: {total} {unit}")
            return super().stage(what, total, unit)

    watch = Noting()
    council.load(NAME, watch=watch).copy().sweep({"coefficients.kappa": [0.1, 0.2]}, 10)
    assert watch.seen == ["20 worlds", "sweeping: 20 worlds"]


@pytest.mark.slow
@pytest.mark.usefixtures("elsewhere")
def test_ablations_are_those_of_the_command() -> None:
    result = council.ablate([NAME], 1, 2)
    assert json.loads(printed(result.command, "json")) == result.to_dict()


@pytest.mark.parametrize("name", ["fit", "fit with a profile"])
def test_estimates_name_the_whole_command_that_made_them(
    name: str, results: Callable[[str], Any]
) -> None:
    result = results(name)
    assert f"`{result.command}`" in " ".join(result.estimates.split())
