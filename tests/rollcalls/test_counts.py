"""Counting by list, issue and month; files of counts; newer files that go on from older ones."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from sim.domain.errors import CouncilError
from sim.rollcalls.counts import CountTable, count_votes, extended, load_counts, save_counts
from sim.rollcalls.layouts import ABSTAIN, AGAINST, FOR, VotesByCall
from sim.rollcalls.records import ALL, RollCall, month_of

MARCH, DECEMBER = month_of("2014-03"), month_of("2014-12")
FIRST = RollCall("A/RES/68/262", MARCH, 1, ("territory", "naming"))
TURNED = RollCall("A/RES/63/3", MARCH, -1, ("territory",))
LATER = RollCall("A/RES/69/1", DECEMBER, 1, ("naming",))


def _votes(*calls: tuple[RollCall, dict[str, int]]) -> VotesByCall:
    votes = VotesByCall()
    for call, cast in calls:
        for state, vote in cast.items():
            votes.add(call.key, state, vote)
    return votes


BOTH = _votes((FIRST, {"USA": FOR, "RUS": AGAINST}), (TURNED, {"USA": AGAINST, "RUS": ABSTAIN}))


def _cell(table: CountTable, issue: str, state: str) -> list[int]:
    counts = table.lists["d"]
    rows = counts.rows(issue, DECEMBER + 1)
    return [int(n) for n in counts.votes[rows, table.states.index(state)].sum(axis=0)]


def test_a_no_supports_the_demand_where_the_direction_is_turned() -> None:
    table = count_votes({"d": [FIRST, TURNED]}, BOTH, "test").table
    assert _cell(table, "territory", "USA") == [2, 0, 0]
    assert _cell(table, "territory", "RUS") == [0, 1, 1]
    assert _cell(table, "naming", "USA") == [1, 0, 0]
    assert _cell(table, ALL, "RUS") == [0, 1, 1]


def test_nothing_of_the_month_itself_counts() -> None:
    counts = count_votes({"d": [FIRST]}, BOTH, "test").table.lists["d"]
    assert not counts.rows(ALL, MARCH).any()
    assert counts.rows(ALL, MARCH + 1).any()


def test_a_roll_call_without_votes_is_reported() -> None:
    assert count_votes({"d": [FIRST, LATER]}, BOTH, "test").missing == {"d": (LATER,)}


def test_a_date_that_is_a_month_off_is_found_and_counts_where_the_list_puts_it() -> None:
    near = RollCall(FIRST.symbol, MARCH + 1, 1, ("territory",))
    table = count_votes({"d": [near]}, BOTH, "test").table
    assert list(table.lists["d"].months) == [MARCH + 1, MARCH + 1]
    far = RollCall(FIRST.symbol, MARCH + 2, 1, ("territory",))
    assert count_votes({"d": [far]}, BOTH, "test").missing == {"d": (far,)}


def test_a_file_of_counts_gives_back_what_was_saved_and_the_same_bytes(tmp_path: Path) -> None:
    table = count_votes({"d": [FIRST, TURNED]}, BOTH, "test").table
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    save_counts(table, one)
    save_counts(table, two)
    assert one.read_bytes() == two.read_bytes()
    again = load_counts(one)
    assert again.states == table.states
    assert again.seen == table.seen
    assert np.array_equal(again.lists["d"].votes, table.lists["d"].votes)
    assert again.lists["d"].issues == table.lists["d"].issues
    assert sorted(tmp_path.iterdir()) == [one, two]  # no scratch file is left


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "votes.npz"
    path.write_text("rcid,vote\n")
    with pytest.raises(CouncilError, match="not a table of counted votes"):
        load_counts(path)


def _damaged(table: CountTable, path: Path, how: str) -> None:
    save_counts(table, path)
    data = path.read_bytes()
    with np.load(path) as file:
        arrays = {name: file[name] for name in file}
    if how == "cut off":
        path.write_bytes(data[:200])
    elif how == "damaged":
        path.write_bytes(data[:60] + bytes(40) + data[100:])
    elif how == "one array":
        with path.open("wb") as stream:
            np.save(stream, np.zeros(3))
    elif how == "a list":
        np.savez(path, about=np.frombuffer(b"[1, 2]", dtype=np.uint8))
    elif how == "nested":
        np.savez(path, about=np.frombuffer(b"[" * 100_000, dtype=np.uint8))
    elif how == "other sizes":
        np.savez(path, **(arrays | {"d/votes": arrays["d/votes"][:, :1]}))
    elif how == "fractions":
        np.savez(path, **(arrays | {"d/held": arrays["d/held"] / 2}))
    elif how == "more votes":
        np.savez(path, **(arrays | {"d/votes": arrays["d/votes"] + 200}))
    else:
        np.savez(path, **(arrays | {"d/held": arrays["d/held"] * 0}))


@pytest.mark.parametrize(
    "how",
    [
        "cut off",
        "damaged",
        "one array",
        "a list",
        "nested",
        "other sizes",
        "fractions",
        "no call",
        "more votes",
    ],
)
def test_a_damaged_table_is_refused(tmp_path: Path, how: str) -> None:
    path = tmp_path / "votes.npz"
    _damaged(count_votes({"d": [FIRST, TURNED]}, BOTH, "test").table, path, how)
    with pytest.raises(CouncilError, match="not a table of counted votes") as caught:
        load_counts(path)
    assert caught.value.why
    assert caught.value.remedy


@pytest.mark.parametrize("kind", ["folder", "pipe", "absent"])
def test_what_is_no_file_is_no_table(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(CouncilError, match="not a table of counted votes"):
        load_counts(path)


def test_a_newer_table_goes_on_where_the_older_ends() -> None:
    old = count_votes({"d": [FIRST, TURNED]}, BOTH, "old").table
    changed = {"USA": AGAINST, "RUS": FOR}  # of a month that the older table knows
    newer = count_votes(
        {"d": [FIRST, LATER], "e": [FIRST]},
        _votes((FIRST, changed), (LATER, {"USA": FOR, "SSD": ABSTAIN})),
        "new",
    ).table
    both = extended(old, newer)
    assert _cell(both, "territory", "USA") == [2, 0, 0]
    assert _cell(both, "naming", "USA") == [2, 0, 0]
    assert _cell(both, "naming", "SSD") == [0, 1, 0]
    assert both.last == DECEMBER
    assert "e" in both.lists
    assert both.seen["SSD"] == (DECEMBER, DECEMBER)


def test_a_month_may_have_any_number_of_roll_calls(tmp_path: Path) -> None:
    calls = [RollCall(f"A/RES/68/{n}", MARCH, 1, ("territory",)) for n in range(300)]
    votes = _votes(*((call, {"USA": FOR, "RUS": AGAINST}) for call in calls))
    table = count_votes({"d": calls}, votes, "test").table
    save_counts(table, tmp_path / "many.npz")
    for read in (table, load_counts(tmp_path / "many.npz"), extended(table, table)):
        assert _cell(read, "territory", "USA") == [300, 0, 0]
        assert _cell(read, ALL, "RUS") == [0, 0, 300]
        assert list(read.lists["d"].held) == [300, 300]


@pytest.mark.parametrize("order", [1, -1])
def test_one_vote_is_not_counted_for_two_lines_of_a_list(order: int) -> None:
    near = RollCall(FIRST.symbol, MARCH + 1, -1, ("territory",))
    built = count_votes({"d": [FIRST, near][::order]}, BOTH, "test")
    assert built.missing == {"d": (near,)}
    assert _cell(built.table, "territory", "USA") == [1, 0, 0]
    later = RollCall(FIRST.symbol, MARCH - 1, 1, ("territory",))
    twice = count_votes({"d": [near, later]}, BOTH, "test")
    assert twice.missing == {"d": (later,)}
    assert _cell(twice.table, "territory", "USA") == [0, 0, 1]
