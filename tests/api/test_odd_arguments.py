"""Every public call refuses an argument of the wrong kind by name, before any work."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim as council
from sim.api.explained import RunFigure
from sim.procedure.meeting import Circumstances

NAME = "aleppo-2016-10-08"
PATH = "members.RUS.positions.flights"
GOAL = "adopted(S/2016/846)"


class Odd:
    """A value that no argument can have."""


class Unprintable:
    """A value without a representation."""

    def __repr__(self) -> str:
        raise RuntimeError


NEVER: dict[str, Any] = {
    "object": Odd(),
    "complex": 1j,
    "bytes": b"x",
    "class": int,
    "unprintable": Unprintable(),
    "list of objects": [Odd()],
    "array": np.array([1.0, 2.0]),
}
"""Values that are of no kind that an argument has."""


@dataclass(frozen=True)
class Call:
    """A public callable, and arguments with which it can be called."""

    function: Callable[..., Any]
    good: dict[str, Any]
    options: tuple[str, ...] = ()
    several: str = ""


def public_calls() -> dict[str, Call]:
    base = council.load(NAME)
    run = base.run(2)
    compared = base.whatif({PATH: 0.5}, 2)
    flipped = base.flip("adopted", limit=2)
    ledger = council.ForecastLedger("no-such-ledger.jsonl")
    ballots = council.BallotBase.__new__(council.BallotBase)
    search = ("keep", "change", "step", "axes", "who", "surprise", "most", "limit")
    plan = ("method", "base", "numbers", "modal", "trajectories")
    sweep = ("design", "points", "draft", "folder")
    swept = {"axes": {PATH: [0.0, 1.0]}, "replicates": 2, "design": "sobol"}
    return {
        "load": Call(council.load, {"name": NAME}),
        "Scenario": Call(council.Scenario, {"name": NAME}),
        "Scenario.run": Call(base.run, {"replicates": 2}),
        "Scenario.whatif": Call(base.whatif, {"changes": {PATH: 0.5}, "replicates": 2}),
        "Scenario.rank": Call(base.rank, {"arms": {"a": {PATH: 0.5}}, "replicates": 2}),
        "Scenario.compare": Call(base.compare, {"other": base, "replicates": 2}),
        "Scenario.courses": Call(base.courses, {"replicates": 50}),
        "Scenario.discover": Call(base.discover, {"goal": GOAL, "replicates": 50}),
        "Scenario.sweep": Call(base.sweep, swept, sweep),
        "Scenario.sensitivity": Call(base.sensitivity, {}, plan, "outcomes"),
        "Scenario.flip": Call(base.flip, {"goal": "adopted"}, search),
        "Scenario.lift": Call(base.lift, {"goal": "adopted"}, search),
        "Scenario.changes_to_try": Call(base.changes_to_try, {"goal": "adopted"}, search),
        "Scenario.set": Call(base.copy().set, {"path": PATH, "value": 0.5}),
        "Scenario.pin": Call(base.copy().pin, {"member": "RUS", "vote": "no"}),
        "Scenario.follow": Call(base.copy().follow, {"member": "EGY", "group": "RUS"}),
        "Scenario.without": Call(base.copy().without, {"kind": "sponsor", "name": "NZL"}),
        "Scenario.turn": Call(base.copy().turn, {"event": "x"}),
        "Scenario.changed": Call(base.changed, {}),
        "Scenario.asked": Call(base.asked, {"words": None}),
        "Scenario.arm": Call(base.arm, {"text": "a: pin RUS=no"}),
        "Scenario.start_from": Call(base.start_from, {"name": NAME}),
        "Scenario.until": Call(base.until, {"day": "2016-12-31"}),
        "Scenario.content_with": Call(base.content_with, {"words": {}}),
        "whatif": Call(council.whatif, {"base": base, "changes": {PATH: 0.5}, "replicates": 2}),
        "sweep": Call(
            council.sweep,
            {"scenario": base, **swept},
            sweep,
        ),
        "sensitivity": Call(council.sensitivity, {"scenario": base}, plan),
        "flip": Call(council.flip, {"scenario": base, "goal": "adopted"}, search),
        "compare": Call(council.compare, {"first": base, "second": base, "replicates": 2}),
        "backtest": Call(council.backtest, {"draws": 1}),
        "ablate": Call(council.ablate, {"draws": 1}),
        "fit": Call(council.fit, {"draws": 1}),
        "learned_positions": Call(council.learned_positions, {"draws": 1}, (), "scenarios"),
        "member_ties": Call(council.member_ties, {"table": "no-such-table.csv"}),
        "replay": Call(council.replay, {"run": "no-such-run"}),
        "measured_power": Call(council.measured_power, {}, (), "bodies"),
        "power": Call(council.power, {}),
        "adjudicate": Call(council.adjudicate, {"table": "no-such-table.csv"}),
        "simulate": Call(council.simulate, {"params": {}, "seed": 0}),
        "open_meeting": Call(council.open_meeting, {"day": date(2016, 10, 8)}),
        "CouncilModel": Call(council.CouncilModel, {"scenario": base.data}),
        "ForecastLedger": Call(council.ForecastLedger, {}),
        "ForecastLedger.register": Call(ledger.register, {"scenario": base, "replicates": 2}),
        "ForecastLedger.resolve": Call(
            ledger.resolve, {"number": 1, "votes": None, "source": "S/PV.7785"}
        ),
        "ForecastLedger.score": Call(ledger.score, {}),
        "ForecastLedger.verify": Call(ledger.verify, {}),
        "BallotBase": Call(council.BallotBase, {}),
        "BallotBase.carriers": Call(ballots.carriers, {}, (), "names"),
        "BallotBase.by_group": Call(ballots.by_group, {"by": "time"}),
        "RunResult.explain": Call(run.explain, {"member": "RUS"}),
        "RunResult.plot": Call(run.plot, {}),
        "RunResult.page": Call(run.page, {}),
        "RunResult.data": Call(run.data, {}),
        "RunResult.save": Call(run.save, {"path": "x.txt"}),
        "StudyResult.page": Call(compared.page, {}),
        "StudyResult.save": Call(flipped.save, {"path": "x.txt"}),
        "WhatIfResult.save": Call(compared.save, {"path": "x.txt"}),
        "FlipResult.save_variant": Call(flipped.save_variant, {"path": "x.txt"}),
        "ReplayResult.page": Call(
            council.ReplayResult.page, {"self": Odd(), "command": "", "trace": False}
        ),
        "RunFigure.save": Call(run.plot().save, {"path": "x.txt"}),
    }


NOT_OF_USERS = frozenset({
    "RunResult.of",  # made by a run
    "SweepResult.chances",  # looks a draft up
    "BacktestResult.cards",  # its seed is tested with the whole numbers
    "CouncilModel.step", "CouncilModel.reset_randomizer", "CouncilModel.reset_rng",  # Mesa's
    "CouncilModel.remove_all_agents", "CouncilModel.run_model", "CouncilModel.register_agent",
    "CouncilModel.deregister_agent",
})  # fmt: skip


@pytest.fixture(scope="module")
def calls() -> dict[str, Call]:
    return public_calls()


def _parameters(call: Call) -> Iterator[str]:
    for name, parameter in inspect.signature(call.function).parameters.items():
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            yield name
    yield from call.options


TRIED = [
    (name, argument)
    for name, call in public_calls().items()
    for argument in (*_parameters(call), *([f"*{call.several}"] if call.several else []))
    if argument not in ("self", "params", "record")
]


@pytest.mark.parametrize(("name", "argument"), TRIED)
def test_a_value_of_no_kind_is_refused_by_a_readable_error(
    calls: dict[str, Call], name: str, argument: str, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    call = calls[name]
    for label, value in NEVER.items():
        if label == "array" and (name, argument) in ARRAYS:
            continue
        several, given = ([value], {}) if argument.startswith("*") else ([], {argument: value})
        with pytest.raises(council.CouncilError) as refused:
            call.function(*several, **{**call.good, **given})
        assert refused.value.what, label
        assert refused.value.remedy or isinstance(refused.value, council.ScenarioErrors), label
    assert not list(tmp_path.iterdir())


ARRAYS = frozenset({("Scenario.set", "value")})
"""Arguments for which an array of two numbers is a value."""


def test_every_public_call_is_tried() -> None:
    named = {name.partition(".")[0] for name, _ in TRIED} | {name for name, _ in TRIED}
    missing = []
    for name in council.__all__:
        thing = getattr(council, name)
        if inspect.isfunction(thing) and name not in named:
            missing.append(name)
        if not inspect.isclass(thing) or issubclass(thing, (BaseException, int)):
            continue
        for method, function in inspect.getmembers(thing, inspect.isfunction):
            if method.startswith("_") or thing.__name__ in ("StudyWatch", "Meeting"):
                continue
            owners = {f"{owner.__name__}.{method}" for owner in thing.__mro__}
            takes = set(inspect.signature(function).parameters) - {"self"}
            if takes and not owners & (named | NOT_OF_USERS):
                missing.append(f"{name}.{method}")
    assert missing == []


def test_a_vote_is_accepted_where_its_word_is() -> None:
    base = council.load(NAME)
    by_word = base.copy().pin("RUS", "no").overrides
    assert base.copy().pin("RUS", council.Vote.NO).overrides == by_word
    path = by_word[0].partition("=")[0]
    assert base.copy().set(path, council.Vote.NO).overrides == by_word
    assert base.changed({path: council.Vote.NO}).overrides == by_word
    with pytest.raises(council.UsageError, match="not a valid pin"):
        base.copy().pin("RUS", council.Vote.ABSENT)
    swept = base.sweep({path: [council.Vote.NO, "abstain"]}, 2)
    assert {row["point"] for row in swept.records()} == {0, 1}


def test_a_generator_of_texts_is_a_list_of_them() -> None:
    layers = council.load(NAME).data.layers
    loaded = council.load(NAME, layers=(layer for layer in layers))
    assert loaded.layers == tuple(layers)
    assert council.load(NAME, layers=layers[0]).layers == (layers[0],)


def test_an_option_that_a_study_does_not_have_is_refused_with_those_it_has() -> None:
    base = council.load(NAME)
    with pytest.raises(council.UsageError, match="sweep has no option 'nope'") as refused:
        base.sweep({PATH: [0.0, 1.0]}, 2, nope=1)
    assert "design" in refused.value.remedy
    with pytest.raises(council.UsageError, match="sensitivity has no option 'nope'"):
        base.sensitivity(nope=1)


def test_a_folder_may_be_a_text(tmp_path: Path) -> None:
    folder = tmp_path / "sweep"
    council.load(NAME).sweep({PATH: [0.0, 1.0]}, 2, folder=str(folder))
    assert folder.is_dir()


@pytest.mark.parametrize("number", [10**400, -(10**400), 10**5000], ids=["large", "small", "long"])
def test_a_number_that_no_double_holds_is_refused(number: int) -> None:
    base = council.load(NAME)
    for call in (
        lambda: base.lift("adopted", number),
        lambda: base.flip("adopted", step=number),
        lambda: base.until("2016-12-31", number),
        lambda: base.run(number),
        lambda: base.run(2, number),
    ):
        with pytest.raises(council.UsageError):
            call()


def test_a_folder_whose_name_is_too_long_or_not_text_is_refused(tmp_path: Path) -> None:
    base = council.load(NAME)
    for name in ("x" * 300, "x" * 5000, "a\0b", "\udcff"):
        with pytest.raises(council.CouncilError) as refused:
            base.run(2, keep=tmp_path / name)
        assert refused.value.why


def test_a_figure_and_its_file_keep_their_errors(tmp_path: Path) -> None:
    figure = council.load(NAME).run(2).plot()
    assert isinstance(figure, RunFigure)
    with pytest.raises(council.UsageError, match="it is not the path of a file"):
        figure.save("")


def test_a_day_before_the_first_meeting_is_refused() -> None:
    for call in (council.open_meeting, lambda day: council.power(on=day)):
        with pytest.raises(council.UsageError, match="before the Council first met"):
            call(date(1900, 1, 1))


def test_a_meeting_on_a_day_given_as_text_is_that_of_the_day() -> None:
    meeting = council.open_meeting("2016-10-08")  # type: ignore[arg-type]
    assert meeting.law.day == date(2016, 10, 8)


NAMED = {"parties": "Russia", "vetoed": "S/2022/155"}
"""Circumstances that are lists of texts, each with a text alone."""


@pytest.mark.parametrize("circumstance", NAMED)
@pytest.mark.parametrize("alone", [True, False], ids=["a text", "a list"])
def test_circumstances_are_read_as_members_are(circumstance: str, alone: bool) -> None:
    given = NAMED[circumstance]
    circumstances = Circumstances(**{circumstance: given if alone else [given]})  # type: ignore[arg-type]
    law = council.open_meeting(date(2022, 2, 26), circumstances=circumstances).law
    assert getattr(law, circumstance) == (("RUS",) if circumstance == "parties" else (given,))


@pytest.mark.parametrize(
    ("circumstance", "value"),
    [
        ("parties", ["QQQ"]), ("parties", "PRC"), ("parties", ""), ("parties", [1]),
        ("vetoed", [""]), ("vetoed", 1), ("atrocity", "no"), ("announced", 1), ("secret", None),
    ],
)  # fmt: skip
def test_circumstances_that_cannot_be_read_are_refused_by_name(
    circumstance: str, value: object
) -> None:
    circumstances = Circumstances(**{circumstance: value})  # type: ignore[arg-type]
    with pytest.raises(council.UsageError, match=f"circumstances.{circumstance}"):
        council.open_meeting(date(1961, 2, 1), circumstances=circumstances)


def test_members_and_the_president_are_given_by_name_or_code() -> None:
    day = date(2016, 10, 8)
    seated = council.open_meeting(day).law.members
    named = ["Russia" if code == "RUS" else code for code in seated]
    meeting = council.open_meeting(day, members=named, president="France")
    assert (meeting.law.members, meeting.chair) == (seated, "FRA")


def test_a_part_that_the_page_of_a_run_does_not_have_is_refused() -> None:
    with pytest.raises(council.UnknownNameError, match="no part 'x'"):
        council.load(NAME).run(2).page(parts=["x"])


def test_a_fit_to_no_scenario_is_refused() -> None:
    with pytest.raises(council.UsageError, match="no scenario is named"):
        council.fit([])


def test_a_call_that_does_not_fit_the_signature_is_a_type_error() -> None:
    with pytest.raises(TypeError, match=r"whatif\(\) missing 1 required positional argument"):
        council.whatif(council.load(NAME))  # type: ignore[call-arg]
