"""Sweeps: tidy rows, one luck for all points, and going on after being cut short."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from sim.domain.ballots import Outcome
from sim.domain.errors import CouncilError, UsageError
from sim.domain.intervals import Interval
from sim.engines.run import run_worlds
from sim.engines.sums import sums_of
from sim.engines.worlds import Worlds, cut
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.studies.forecast import forecast_drafts
from sim.studies.outcomes import put_to_a_vote
from sim.studies.sweep.checks import CHECKS
from sim.studies.sweep.designs import Value, design, parse_axis
from sim.studies.sweep.kept import MANIFEST, ROWS, KeptSweep, _row
from sim.studies.sweep.sweep import (
    CHANCE,
    Sweep,
    SweepQuestion,
    SweepRow,
    measure,
    runner,
    sweep_rows,
    sweep_table,
)
from tests.disks import EVERY, full_disk
from tests.spoilings import AMBIGUOUS
from tests.studies.fakes import proximity

NAME, DRAFT = "aleppo-2016-10-08", "S/2016/846"
PATH = f"drafts.{DRAFT}.text.flights"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(NAME)


class Engine:
    """Answers with the proximity world and remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, float]]] = []

    def __call__(
        self,
        scenario: Scenario,
        seed: int,
        picks: range,
        values: Mapping[str, np.ndarray] | None = None,
    ) -> Worlds:
        told = {path: float(column[0]) for path, column in (values or {}).items()}
        self.calls.append((scenario.council.institution, told))
        if not told:
            path = next(iter(scenario.drafts[DRAFT].text))
            values = {
                f"drafts.{DRAFT}.text.{path}": np.full(
                    len(picks), scenario.drafts[DRAFT].text[path].claims[0].value
                )
            }
        return proximity(scenario, values)


def question(*texts: str) -> SweepQuestion:
    axes = tuple(parse_axis(text) for text in texts)
    return SweepQuestion("hash", axes, tuple(design("grid", axes, 1, 0)), 4, 9)


def vary(words: Mapping[str, Value]) -> Scenario:
    return load_scenario(NAME, [f"{path}={value}" for path, value in words.items()])


def test_numbers_go_as_columns_and_words_as_scenarios(scenario: Scenario) -> None:
    engine = Engine()
    asked = question(f"{PATH}=0:1:0.5", "council.institution=charter,no-veto")
    run = runner(scenario, vary, engine, asked)
    found = [row for part in sweep_rows(asked, run) for row in part]
    assert [call[0] for call in engine.calls] == ["charter", "no-veto"] * 3
    assert [call[1][PATH] for call in engine.calls] == [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]
    columns, table = sweep_table(asked, found)
    assert columns[:3] == ("point", PATH, "council.institution")
    assert len({(row[0], row[3], row[4]) for row in table}) == len(table)


def test_no_interval_leaves_the_range_of_what_it_is_of(scenario: Scenario) -> None:
    worlds = proximity(scenario, values={PATH: np.array([0.0, 0.0, 0.0, 1.0])})
    seats = len(worlds.labels.members)
    for chance in ([0.99, 1.0, 1.0, 0.2], [0.0, 0.0, 0.0, 0.6]):
        worlds.p_adopted[:] = chance
        for row in measure(0, worlds):
            most = seats if row.measure == "yes_votes" else 1.0
            assert 0.0 <= row.interval.low <= row.interval.value <= row.interval.high <= most


def test_a_point_has_the_interval_that_a_run_of_the_same_worlds_has(scenario: Scenario) -> None:
    worlds = proximity(scenario, values={PATH: np.array([0.0, 0.3, 0.0, 1.0])})
    worlds.p_adopted[:] = [0.2, 0.5, 0.1, 0.4]
    swept = {row.draft: row.interval for row in measure(0, worlds) if row.measure == CHANCE}
    for name, draft in forecast_drafts(sums_of(worlds)).items():
        bounds = (draft.expected_adopted, draft.expected_adopted_low, draft.expected_adopted_high)
        point = swept[name]
        assert (point.value, point.low, point.high) == pytest.approx(bounds, abs=1e-12)


def test_a_draft_that_a_sweep_does_not_have_is_refused(scenario: Scenario) -> None:
    asked = question(f"{PATH}=0:1:0.5")
    parts = sweep_rows(asked, runner(scenario, vary, Engine(), asked))
    found = Sweep(asked, tuple(row for part in parts for row in part), DRAFT, "grid")
    assert set(found.chances(DRAFT)) == {0, 1, 2}
    with pytest.raises(UsageError, match="no draft 'x'"):
        found.chances("x")


def lines(folder: Path) -> list[str]:
    return (folder / ROWS).read_text().splitlines(keepends=True)


def swept(folder: Path, asked: SweepQuestion, scenario: Scenario, stop: int = 99) -> list[SweepRow]:
    with KeptSweep(folder, asked) as kept:
        found = kept.open()
        done = len({row.point for row in found})
        engine = runner(scenario, vary, Engine(), asked)
        for part in sweep_rows(asked, engine, done):
            if part[0].point >= stop:
                break
            kept.append(part)
            found += part
    return found


def test_a_sweep_that_was_cut_short_ends_with_the_same_bytes(
    scenario: Scenario, tmp_path: Path
) -> None:
    asked = question(f"{PATH}=0:1:0.25")
    swept(tmp_path / "whole", asked, scenario)
    whole = lines(tmp_path / "whole")
    for end in (1, 2, len(whole) // 2, len(whole) - 1):
        folder = tmp_path / str(end)
        swept(folder, asked, scenario)
        (folder / ROWS).write_text("".join(whole[:end]) + whole[end][:7])
        again = swept(folder, asked, scenario)
        assert lines(folder) == whole
        assert len({row.point for row in again}) == 5


@pytest.mark.parametrize("name", [ROWS, CHECKS])
@pytest.mark.parametrize("space", EVERY[:3])
def test_a_point_that_did_not_fit_can_be_added_again(
    scenario: Scenario, tmp_path: Path, name: str, space: int
) -> None:
    """By the same program once there is space, or by the next one."""
    asked = question(f"{PATH}=0:1:0.25")
    swept(tmp_path / "whole", asked, scenario)
    swept(tmp_path / "here", asked, scenario, stop=2)
    with KeptSweep(tmp_path / "here", asked) as kept:
        kept.open()
        for part in sweep_rows(asked, runner(scenario, vary, Engine(), asked), 2):
            size = (kept.folder / name).stat().st_size
            with full_disk(size + space), pytest.raises(CouncilError, match="not be written"):
                kept.append(part)
            assert (kept.folder / name).stat().st_size == size
            kept.append(part)
    for file in (ROWS, CHECKS):
        here, whole = tmp_path / "here" / file, tmp_path / "whole" / file
        assert here.read_bytes() == whole.read_bytes()


def test_a_number_that_was_changed_is_noticed_and_left(scenario: Scenario, tmp_path: Path) -> None:
    asked = question(f"{PATH}=0:1:0.25")
    swept(tmp_path, asked, scenario)
    whole = (tmp_path / ROWS).read_text()
    head, *rows = whole.splitlines(keepends=True)
    for place in (0, len(rows) // 2, len(rows) - 1):
        cells = rows[place].rstrip("\n").split(",")
        cells[-1] = "0.123" if cells[-1] != "0.123" else "0.124"
        damaged = head + "".join([*rows[:place], ",".join(cells) + "\n", *rows[place + 1 :]])
        (tmp_path / ROWS).write_text(damaged)
        with pytest.raises(CouncilError, match=r"sweep.csv was changed .* point") as caught:
            swept(tmp_path, asked, scenario)
        assert f"point {cells[0]} " in caught.value.what
        assert (tmp_path / ROWS).read_text() == damaged
    cut = head + "".join(row for row in rows if int(row.split(",")[0]) < 2)
    (tmp_path / ROWS).write_text(cut)
    swept(tmp_path, asked, scenario)
    assert (tmp_path / ROWS).read_text() == whole, "rows taken out are computed again"
    swept(tmp_path, asked, scenario)


def test_rows_without_their_checksums_are_refused_and_left(
    scenario: Scenario, tmp_path: Path
) -> None:
    asked = question(f"{PATH}=0:1:0.25")
    swept(tmp_path, asked, scenario, stop=3)
    (tmp_path / CHECKS).unlink()
    rows = (tmp_path / ROWS).read_bytes()
    with pytest.raises(CouncilError, match=r"sweep.sha256 is missing"):
        swept(tmp_path, asked, scenario)
    assert (tmp_path / ROWS).read_bytes() == rows
    (tmp_path / ROWS).write_bytes(rows[: rows.index(b"\n") + 1])
    swept(tmp_path, asked, scenario)
    swept(tmp_path / "whole", asked, scenario)
    for file in (ROWS, CHECKS):
        assert (tmp_path / file).read_bytes() == (tmp_path / "whole" / file).read_bytes()


@pytest.mark.parametrize("note", ["# checked by Ana\n", "\n", "checked by Ana"])
@pytest.mark.parametrize("stop", [0, 2])
def test_a_note_among_the_checksums_is_told_and_left(
    scenario: Scenario, tmp_path: Path, note: str, stop: int
) -> None:
    asked = question(f"{PATH}=0:1:0.25")
    swept(tmp_path, asked, scenario, stop=stop)
    with (tmp_path / CHECKS).open("a") as checks:
        checks.write(note)
    before = (tmp_path / CHECKS).read_bytes()
    with pytest.raises(CouncilError, match="a line that is no checksum") as caught:
        swept(tmp_path, asked, scenario)
    assert f"line {stop + 1}" in caught.value.where
    assert (tmp_path / CHECKS).read_bytes() == before


def test_a_folder_of_another_sweep_is_refused(scenario: Scenario, tmp_path: Path) -> None:
    with KeptSweep(tmp_path, question(f"{PATH}=0:1:0.25")) as kept:
        kept.open()
    with (
        KeptSweep(tmp_path, question(f"{PATH}=0:1:0.5")) as other,
        pytest.raises(CouncilError, match="another sweep") as caught,
    ):
        other.open()
    assert caught.value.code == "E707"


def test_two_sweeps_into_one_folder_do_not_meet(scenario: Scenario, tmp_path: Path) -> None:
    asked = question(f"{PATH}=0:1:0.25")
    with (
        KeptSweep(tmp_path, asked),
        pytest.raises(CouncilError, match="another process is writing this sweep"),
    ):
        swept(tmp_path, asked, scenario)
    swept(tmp_path, asked, scenario)
    swept(tmp_path, asked, scenario)
    per_point = 2 * 7 + 1
    assert len(lines(tmp_path)) == 1 + 5 * per_point


@pytest.mark.parametrize("name", [ROWS, MANIFEST])
def test_a_users_own_file_of_that_name_is_left(
    scenario: Scenario, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine\nall mine\n")
    with pytest.raises(CouncilError, match="holds"):
        swept(tmp_path, question(f"{PATH}=0:1:0.25"), scenario)
    assert (tmp_path / name).read_text() == "mine\nall mine\n"


def test_lines_that_the_sweep_did_not_write_are_left_and_named(
    scenario: Scenario, tmp_path: Path
) -> None:
    asked = question(f"{PATH}=0:1:0.25")
    swept(tmp_path, asked, scenario)
    whole = lines(tmp_path)
    point = int(whole[20].split(",")[0])
    first = next(n for n, line in enumerate(whole[1:], 1) if int(line.split(",")[0]) == point)
    for damage in ("x\n", whole[20].replace(",", ";"), "3" + whole[20][1:], "\0\n"):
        damaged = "".join([*whole[:20], damage, *whole[21:]])
        (tmp_path / ROWS).write_text(damaged)
        with pytest.raises(CouncilError, match=f"from line {first + 1} on"):
            swept(tmp_path, asked, scenario)
        assert (tmp_path / ROWS).read_text() == damaged
    (tmp_path / ROWS).write_text("".join(whole[:first]))
    swept(tmp_path, asked, scenario)
    assert lines(tmp_path) == whole, "without them it is computed again"
    for note in ("# my note\n", "# my note", "0,0,mine\n", "\n"):
        (tmp_path / ROWS).write_text("".join(whole) + note)
        with pytest.raises(CouncilError, match="did not write"):
            swept(tmp_path, asked, scenario)
        assert (tmp_path / ROWS).read_text() == "".join(whole) + note


def test_no_cell_of_the_table_is_a_formula(tmp_path: Path) -> None:
    draft = '=HYPERLINK("http://192.0.2.1")'  # a scenario of somebody else's may call a text so
    axes = (parse_axis("council.institution=charter,=1+1"),)
    asked = SweepQuestion("hash", axes, tuple(design("grid", axes, 1, 0)), 4, 9)
    rows = [SweepRow(point, draft, "adopted", Interval(-0.5, -1.0, 0.25)) for point in range(2)]
    with KeptSweep(tmp_path, asked) as kept:
        kept.open()
        for row in rows:
            kept.append([row])
    _, *table = csv.reader((tmp_path / ROWS).read_text().splitlines())
    assert [row[1:3] for row in table] == [["charter", f"'{draft}"], ["'=1+1", f"'{draft}"]]
    assert table[0][4] == "-0.5", "a number is none"
    assert _row((tmp_path / ROWS).read_text().splitlines(keepends=True)[1], 7) == rows[0]


def test_numbers_out_of_range_are_left_to_the_scenario_to_refuse(scenario: Scenario) -> None:
    from sim.scenario.errors import ScenarioErrors

    asked = question(f"{PATH}=0,2")
    run = runner(scenario, vary, Engine(), asked)
    with pytest.raises(ScenarioErrors, match="out of range"):
        list(sweep_rows(asked, run))


@pytest.mark.parametrize("how", AMBIGUOUS)
def test_a_manifest_that_readers_disagree_about_is_of_another_sweep(
    scenario: Scenario, tmp_path: Path, how: str
) -> None:
    asked = question(f"{PATH}=0:1:0.5")
    swept(tmp_path, asked, scenario)
    path = tmp_path / MANIFEST
    path.write_bytes(AMBIGUOUS[how](path.read_bytes()))
    with KeptSweep(tmp_path, asked) as kept, pytest.raises(CouncilError, match="another sweep"):
        kept.open()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [(ROWS, b"\n", b"\r\n"), (CHECKS, b"a", b"A"), (CHECKS, b"\n", b"0\n")],
)
def test_rows_and_checksums_in_other_bytes_are_told_and_left(
    scenario: Scenario, tmp_path: Path, name: str, old: bytes, new: bytes
) -> None:
    asked = question(f"{PATH}=0:1:0.5")
    swept(tmp_path, asked, scenario)
    path = tmp_path / name
    head = path.read_bytes().index(b"\n") + 1 if name == ROWS else 0
    spoilt = path.read_bytes()[:head] + path.read_bytes()[head:].replace(old, new)
    path.write_bytes(spoilt)
    with KeptSweep(tmp_path, asked) as kept, pytest.raises(CouncilError, match=r"changed|no check"):
        kept.open()
    assert path.read_bytes() == spoilt


@pytest.mark.parametrize("name", [ROWS, CHECKS])
def test_a_file_with_one_of_the_names_of_a_sweep_is_left(
    scenario: Scenario, tmp_path: Path, name: str
) -> None:
    asked = question(f"{PATH}=0:1:0.5")
    (tmp_path / name).write_text("d2c5 sweep.csv (my own list)\n")
    with pytest.raises(CouncilError, match=f"{name} that is not a sweep's"):
        swept(tmp_path, asked, scenario)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "d2c5 sweep.csv (my own list)\n"


def test_a_sweep_whose_rows_were_deleted_is_computed_again(
    scenario: Scenario, tmp_path: Path
) -> None:
    asked = question(f"{PATH}=0:1:0.5")
    swept(tmp_path, asked, scenario)
    whole = {name: (tmp_path / name).read_bytes() for name in (ROWS, CHECKS)}
    (tmp_path / ROWS).unlink()
    swept(tmp_path, asked, scenario)
    assert {name: (tmp_path / name).read_bytes() for name in (ROWS, CHECKS)} == whole


def test_the_mean_of_yes_votes_is_over_the_worlds_that_put_the_text(scenario: Scenario) -> None:
    worlds = run_worlds(load_scenario("sponsors-choose"), 0, range(60))
    put = put_to_a_vote(worlds)
    assert 0 < put[1].sum() < 60
    rows = {(row.draft, row.measure): row for row in measure(0, worlds)}
    for d, draft in enumerate(worlds.labels.drafts):
        mean = worlds.tally[d, 0, put[d]].mean()
        assert rows[draft, "yes_votes"].interval.value == pytest.approx(mean)
    never = cut(worlds, 0, 60)
    never.outcome[1] = Outcome.WITHDRAWN
    kept = {(row.draft, row.measure) for row in measure(0, never)}
    assert set(rows) - kept == {(worlds.labels.drafts[1], "yes_votes")}
