"""A ledger of forecasts: its chain, what it takes once, and its scores against hand counts."""

from __future__ import annotations

import json
from datetime import datetime
from math import log
from pathlib import Path
from typing import Any

import pytest

from sim.domain.errors import CouncilError, UsageError
from sim.engines.run import run_worlds
from sim.engines.sums import sums_of
from sim.scenario.load import load_scenario
from sim.studies.forecast import forecast_drafts
from sim.studies.ledger import chain
from sim.studies.ledger.chain import START, Ledger, inspect, line_digest, read_ledger
from sim.studies.ledger.entries import (
    baselines,
    find_forecast,
    forecast_entry,
    outcome,
    registered_forecasts,
    resolution_entry,
    resolutions,
)
from sim.studies.ledger.scoring import score_ledger
from tests import spoilings

VOTES = {"AAA": [0.8, 0.1, 0.1], "BBB": [0.5, 0.25, 0.25], "CCC": [0.2, 0.2, 0.6]}


def forecast(registered: str = "2030-01-01T10:00:00+00:00", **rules: Any) -> dict[str, Any]:
    usual = {code: [0.9, 0.05, 0.05] for code in VOTES}
    draft = {
        "adopted": 0.3, "put": 0.6, "blocking": 1, "can_block": ["CCC"], "votes": VOTES,
        "baselines": {"always yes": usual, **rules},
    }  # fmt: skip
    return {
        "kind": "forecast", "registered": registered, "date": "2030-01-02", "scenario": "made",
        "quota": 2, "drafts": {"S/2030/1": draft},
    }  # fmt: skip


def written(path: Path, *entries: dict[str, Any]) -> list[dict[str, Any]]:
    with Ledger(path) as ledger:
        return [ledger.add(entry) for entry in entries]


def resolved(path: Path, number: int, **votes: str) -> None:
    one = find_forecast(read_ledger(path), number, None)
    written(path, resolution_entry(one, votes, "S/PV.1", "2030-01-03T00:00:00+00:00"))


def test_each_line_holds_the_hash_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    first, second = written(path, forecast(), forecast())
    assert first["previous"] == START
    assert second["previous"] == first["sha256"] == line_digest(first)
    assert read_ledger(path) == [first, second]


@pytest.mark.parametrize(
    ("spoil", "line", "what"),
    [
        (lambda lines: [lines[0].replace("0.3", "0.9"), *lines[1:]], 1, "was changed"),
        (lambda lines: [lines[0], lines[2]], 2, "does not follow"),
        (lambda lines: [lines[1], lines[0], lines[2]], 1, "does not follow"),
        (lambda lines: [*lines, "{"], 4, "is no JSON"),
        (lambda lines: [*lines, "[]"], 4, "is not a line of a ledger"),
        (lambda lines: [lines[0].replace('"format":1', '"format":2')], 1, "has format 2"),
    ],
)
def test_a_line_that_was_touched_is_found(tmp_path: Path, spoil, line: int, what: str) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, forecast(), forecast(), forecast())
    path.write_text("\n".join(spoil(path.read_text().splitlines())) + "\n")
    entries, fault = inspect(path)
    assert fault is not None
    assert (fault.line, len(entries)) == (line, line - 1)
    assert what in fault.what
    with pytest.raises(CouncilError, match=f"line {line}") as caught:
        read_ledger(path)
    assert caught.value.code == "E708"
    with pytest.raises(CouncilError):
        written(path, forecast())  # nothing is added to a ledger that does not hold


def test_a_changed_line_with_its_hash_made_anew_breaks_the_next(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    first, second = written(path, forecast(), forecast())
    first["scenario"] = "another"
    first["sha256"] = line_digest(first)
    path.write_text("\n".join(chain._canonical(one) for one in (first, second)) + "\n")
    _, fault = inspect(path)
    assert fault is not None
    assert fault.line == 2


@pytest.mark.parametrize("how", spoilings.EVERY)
def test_a_line_that_says_the_same_in_other_bytes_was_changed(tmp_path: Path, how: str) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, forecast(), forecast())
    spoilt = spoilings.EVERY[how](path.read_bytes())
    path.write_bytes(spoilt)
    with pytest.raises(CouncilError) as caught:
        read_ledger(path)
    assert caught.value.code == "E708"
    with pytest.raises(CouncilError):
        written(path, forecast())
    assert path.read_bytes() == spoilt


def test_a_key_put_in_before_its_own_is_told(tmp_path: Path) -> None:
    """The last value counts in most readers, so that the hash over what was read is right."""
    path = tmp_path / "ledger.jsonl"
    written(path, forecast())
    path.write_text(path.read_text().replace('"quota":', '"quota":9,"quota":'))
    _, fault = inspect(path)
    assert fault is not None
    assert "the key 'quota' is there twice" in fault.what


def test_a_hash_made_anew_over_another_way_of_writing_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    (first,) = written(path, forecast())
    path.write_text(json.dumps(first) + "\n")
    _, fault = inspect(path)
    assert fault is not None
    assert "not written as this program writes it" in fault.what


def test_line_ends_that_git_converted_are_told_with_their_remedy(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, forecast())
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    _, fault = inspect(path)
    assert fault is not None
    assert ".gitattributes" in fault.what


def test_a_text_with_signs_that_end_lines_elsewhere_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    text = "S/PV.1\u2028page 2\x85\x0b\x1c\r\n"
    added = written(path, forecast() | {"source": text}, forecast())
    assert read_ledger(path) == added
    assert added[0]["source"] == text


def test_a_text_that_could_not_be_read_again_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, forecast())
    before = path.read_bytes()
    with pytest.raises(UsageError, match="surrogate"):
        written(path, forecast() | {"source": "S/PV.1 \udcff"})
    with pytest.raises(UsageError, match="NaN"):
        written(path, forecast() | {"worth": float("nan")})
    assert path.read_bytes() == before


def test_a_write_that_fails_leaves_the_ledger_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, forecast())
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise CouncilError("the disk is full", remedy="free some space")

    monkeypatch.setattr(chain, "write_whole", full)
    with pytest.raises(CouncilError):
        written(path, forecast())
    assert path.read_bytes() == before


def test_there_is_one_writer(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    with Ledger(path), pytest.raises(CouncilError, match="another process") as refused:
        Ledger(path).__enter__()
    assert "--ledger FILE" in refused.value.remedy


def test_a_missing_folder_and_a_file_that_is_none_are_told(tmp_path: Path) -> None:
    with pytest.raises(CouncilError, match=r"folder .* does not exist"):
        Ledger(tmp_path / "none" / "ledger.jsonl").__enter__()
    with pytest.raises(CouncilError, match="cannot be read"):
        read_ledger(tmp_path)
    assert read_ledger(tmp_path / "none.jsonl") == []
    foreign = tmp_path / "notes.txt"
    foreign.write_text("not a ledger")
    with pytest.raises(CouncilError, match="no JSON"):
        Ledger(foreign).__enter__()
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("votes", "became"),
    [
        ({"AAA": "yes", "BBB": "yes", "CCC": "yes"}, "adopted"),
        ({"AAA": "yes", "BBB": "yes", "CCC": "abstain"}, "adopted"),
        ({"AAA": "yes", "BBB": "yes", "CCC": "no"}, "vetoed"),
        ({"AAA": "yes", "BBB": "abstain", "CCC": "no"}, "not_adopted"),
        ({}, "not_put"),
    ],
)
def test_what_votes_come_to(tmp_path: Path, votes: dict[str, str], became: str) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, forecast())
    assert outcome(find_forecast(read_ledger(path), 1, None), votes) == became


def test_scores_are_those_of_the_votes_that_were_cast(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, forecast())
    resolved(path, 1, AAA="yes", BBB="yes", CCC="no")
    model, always = score_ledger(read_ledger(path))
    assert (model.rule, model.ballots, model.votes, model.hits) == ("model", 1, 3, 3)
    assert model.log_score == pytest.approx((log(0.8) + log(0.5) + log(0.6)) / 3)
    assert model.adoption_log == pytest.approx(log(0.5))  # 0.3 of 0.6 that are put; vetoed
    assert model.adoption_brier == pytest.approx(0.25)
    assert always.log_score == pytest.approx((2 * log(0.9) + log(0.05)) / 3)
    assert always.adoption_log is None


def test_of_equally_likely_votes_abstention_is_the_hit_then_yes_as_in_backtests(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ledger.jsonl"
    tied = {"AAA": [0.4, 0.4, 0.2], "BBB": [0.4, 0.2, 0.4], "CCC": [0.2, 0.4, 0.4]}
    written(path, forecast(tied=tied), forecast(tied=tied))
    resolved(path, 1, AAA="abstain", BBB="yes", CCC="abstain")
    resolved(path, 2, AAA="yes", BBB="no", CCC="no")
    scored = {one.rule: one for one in score_ledger(read_ledger(path))}
    assert (scored["tied"].votes, scored["tied"].hits) == (6, 3)


def test_a_baseline_that_misses_ballots_is_beside_the_model_on_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    sure = {code: [1.0, 0.0, 0.0] for code in VOTES}
    written(path, forecast(), forecast(assembly=sure))
    for number in (1, 2):
        resolved(path, number, AAA="yes", BBB="yes", CCC="no")
    names = [(one.rule, one.ballots) for one in score_ledger(read_ledger(path))]
    assert names == [
        ("model", 2), ("always yes", 2), ("model, where assembly is known", 1), ("assembly", 1),
    ]  # fmt: skip


def test_what_was_registered_late_or_never_put_is_not_scored(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, forecast("2030-01-02T00:00:00+00:00"), forecast())
    resolved(path, 1, AAA="yes", BBB="yes", CCC="no")
    resolved(path, 2)
    assert score_ledger(read_ledger(path)) == []
    assert [one.ballots for one in score_ledger(read_ledger(path), late=True)] == [1, 1]
    assert len(resolutions(read_ledger(path))) == 2


def test_forecasts_are_found_by_number_and_draft(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    with pytest.raises(UsageError, match="no forecast 1"):
        find_forecast(read_ledger(path), 1, None)
    entry = forecast()
    entry["drafts"]["S/2030/2"] = entry["drafts"]["S/2030/1"]
    written(path, entry)
    assert [one.draft for one in registered_forecasts(read_ledger(path))] == [
        "S/2030/1",
        "S/2030/2",
    ]
    with pytest.raises(UsageError, match="which draft"):
        find_forecast(read_ledger(path), 1, None)
    with pytest.raises(UsageError, match="has no draft S/2030/3"):
        find_forecast(read_ledger(path), 1, "S/2030/3")
    one = find_forecast(read_ledger(path), 1, "S/2030/2")
    with pytest.raises(UsageError, match="ZZZ does not sit"):
        resolution_entry(one, {"ZZZ": "yes"}, "x", "2030")
    with pytest.raises(UsageError, match="'maybe' is not a vote"):
        resolution_entry(one, {"AAA": "maybe"}, "x", "2030")


def test_baselines_are_chances_and_the_assembly_rule_follows_counted_votes() -> None:
    scenario = load_scenario("aleppo-2016-10-08")
    rules = baselines(scenario, "S/2016/846")
    assert set(rules) == {"always yes", "climatology", "assembly"}
    for rule in rules.values():
        assert set(rule) == set(scenario.members)
        assert all(sum(chances) == pytest.approx(1.0, abs=1e-5) for chances in rule.values())
    assert rules["assembly"]["CHN"] == pytest.approx([1 / 9, 2 / 9, 6 / 9], abs=1e-5)
    bare = {code: m.model_copy(update={"agreement": {}}) for code, m in scenario.members.items()}
    assert "assembly" not in baselines(scenario.model_copy(update={"members": bare}), "S/2016/846")


@pytest.mark.parametrize("vote", ["yes", "no", "abstain", "absent"])
def test_the_vote_of_a_party_that_had_to_abstain_is_no_yes_and_no_veto(vote: str) -> None:
    entry = forecast()
    entry["drafts"]["S/2030/1"]["bound"] = ["BBB"]
    (one,) = registered_forecasts([{**entry, "sha256": "0"}])
    votes = {"AAA": "yes", "BBB": vote, "CCC": "abstain"}
    line = resolution_entry(one, votes, "S/PV.1", "2030-01-03")
    assert line["votes"]["BBB"] == ("absent" if vote == "absent" else "abstain")
    assert line["outcome"] == "not_adopted"


def test_a_forecast_is_late_by_the_day_of_its_own_ballot() -> None:
    entry = forecast()
    drafts = entry["drafts"]
    drafts["S/2030/2"] = {**drafts["S/2030/1"], "date": "2030-01-01"}
    first, second = registered_forecasts([{**entry, "sha256": "0"}])
    assert (first.day, first.ahead) == ("2030-01-02", True)
    assert (second.day, second.ahead) == ("2030-01-01", False)


def test_the_day_of_a_ballot_is_that_of_its_vote() -> None:
    scenario = load_scenario("aleppo-2016-10-08")
    drafts = dict(scenario.drafts)
    earlier = datetime(2016, 10, 7, 10, tzinfo=drafts["S/2016/847"].vote.tzinfo)
    drafts["S/2016/847"] = drafts["S/2016/847"].model_copy(update={"vote": earlier})
    changed = scenario.model_copy(update={"drafts": drafts})
    chances = forecast_drafts(sums_of(run_worlds(scenario, 0, range(50))))
    entry = forecast_entry(changed, chances, (0, 50), "2016-10-08T20:00")
    assert [forecast.day for forecast in registered_forecasts([entry])] == [
        "2016-10-08", "2016-10-07",
    ]  # fmt: skip
