"""Tables of votes in every layout give the same counts; what cannot be read is told by line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sim.domain.errors import CouncilError, UsageError
from sim.rollcalls.layouts import ABSTAIN, AGAINST, FOR, read_votes
from sim.rollcalls.records import month_of, normalised, seat_in

LIBRARY = """\
undl_id,ms_code,ms_name,ms_vote,date,session,resolution,title
1,USA,UNITED STATES,Y,2014-03-27,68,A/RES/68/262,Territorial integrity of Ukraine
1,RUS,RUSSIAN FEDERATION,N,2014-03-27,68,A/RES/68/262,Territorial integrity of Ukraine
1,,KENYA,A,2014-03-27,68,A/RES/68/262,Territorial integrity of Ukraine
1,IRN,IRAN (ISLAMIC REPUBLIC OF),X,2014-03-27,68,A/RES/68/262,Territorial integrity of Ukraine
"""
CALLS = "rcid,session,date,unres,descr\n7,68,2014-03-27,R/68/262,Ukraine\n"
LONG = """\
rcid,country,country_code,vote
7,United States,US,yes
7,Russia,RU,no
7,Kenya,KE,abstain
9,Kenya,KE,yes
"""
WIDE = "rcid,IRN,KEN,RUS,USA\n7,,a,n,y\n"
KEY = ("A/RES/68/262", month_of("2014-03"))
WANTED = {"USA": FOR, "RUS": AGAINST, "KEN": ABSTAIN}


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_library_s_file_stands_alone(tmp_path: Path) -> None:
    votes = read_votes(_file(tmp_path, "votes.csv", LIBRARY))
    assert votes.by_call == {KEY: WANTED}
    assert votes.last == month_of("2014-03")
    assert "IRN" not in votes.seen  # absent


@pytest.mark.parametrize("text", [LONG, WIDE], ids=["long", "wide"])
def test_tables_of_unvotes_give_the_same(tmp_path: Path, text: str) -> None:
    calls = _file(tmp_path, "calls.csv", CALLS)
    votes = read_votes(_file(tmp_path, "votes.csv", text), calls)
    assert votes.by_call == {KEY: WANTED}


def test_a_compressed_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv.gz"
    path.write_bytes(gzip.compress(("\ufeff" + LIBRARY).encode()))
    assert read_votes(path).by_call == {KEY: WANTED}


def test_a_main_text_counts_before_votes_on_its_paragraphs(tmp_path: Path) -> None:
    calls = "rcid,date,resolution,title\n1,2014-03-27,R/68/262,\n2,2014-03-27,R/68/262,Ukraine\n"
    votes = read_votes(
        _file(tmp_path, "v.csv", "rcid,USA,RUS\n1,n,y\n2,y,n\n"), _file(tmp_path, "c.csv", calls)
    )
    assert votes.by_call == {KEY: {"USA": FOR, "RUS": AGAINST}}


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "votes.csv", LIBRARY.replace("ms_vote", "vote"))
    with pytest.raises(UsageError) as error:
        read_votes(path)
    assert "missing here: ms_vote" in error.value.remedy
    assert error.value.where == f"{path}:1"


def test_votes_by_number_want_the_table_of_roll_calls(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read_votes(_file(tmp_path, "votes.csv", WIDE))
    assert "--roll-call-table" in error.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",Y,2014", ",maybe,2014", "line 2: 'maybe' is not a vote"),
        ("RUS,RUSSIAN FEDERATION", "RX,RUSHIA", "line 3: no State has the code 'RX'"),
        ("KENYA,A,2014-03-27", "KENYA,A,March", "line 4: 'March' is not a month"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in LIBRARY
    with pytest.raises(CouncilError) as error:
        read_votes(_file(tmp_path, "votes.csv", LIBRARY.replace(old, new)))
    assert said in error.value.why


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("v.csv", LIBRARY.replace("KENYA", "C\xd4TE").encode("latin-1"), "byte 0xd4 is not UTF-8"),
        ("v.csv.gz", gzip.compress((LIBRARY * 99).encode())[:-40], "ended before"),
        ("v.csv.gz", b"hello", "Not a gzipped file"),
        ("v.csv", (LIBRARY + "1,USA,US,Y,2014-03-27,68," + "x" * 200_000).encode(), "field limit"),
    ],
    ids=["latin", "cut", "no-gzip", "endless"],
)
def test_a_file_that_is_broken_is_told_as_such(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CouncilError) as error:
        read_votes(path)
    assert said in error.value.why
    assert error.value.code == "E003"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,RUS,RUSSIAN FEDERATION,Y,2014-03-27,68,A/RES/68/262,T\n",
         "line 6: RUS has another vote on line 3 in roll call A/RES/68/262 of 2014-03-27"),
        ("2,RUS,RUSSIAN FEDERATION,Y,2014-02-30,68,A/RES/68/1,T\n",
         "line 6: '2014-02-30' is not a day of the calendar"),
        ("2,RUS,RUSSIAN FEDERATION,Y,2014-03-2,68,A/RES/68/1,T\n", "'2014-03-2' is not a month"),
        ("2,RUS,RUSSIAN FEDERATION,Y,\u0662\u0660\u0661\u0664-03-02,68,A/RES/68/1,T\n",
         "-03-02' is not a month"),
    ],
)  # fmt: skip
def test_contradictions_and_days_that_never_were_are_told_by_line(
    tmp_path: Path, row: str, said: str
) -> None:
    with pytest.raises(CouncilError, match="rows that cannot be read") as error:
        read_votes(_file(tmp_path, "votes.csv", LIBRARY + row))
    assert said in error.value.why


def test_the_same_row_twice_is_one_vote(tmp_path: Path) -> None:
    text = LIBRARY + LIBRARY.splitlines()[1] + "\n"
    assert read_votes(_file(tmp_path, "votes.csv", text)).by_call == {KEY: WANTED}


def test_two_votes_of_a_state_in_one_numbered_roll_call_are_refused(tmp_path: Path) -> None:
    calls = _file(tmp_path, "calls.csv", CALLS)
    with pytest.raises(CouncilError, match="rows that cannot be read") as error:
        read_votes(_file(tmp_path, "votes.csv", LONG + "7,Russia,RU,yes\n"), calls)
    assert "RUS has another vote on line 3 in roll call 7" in error.value.why


def test_a_row_that_is_cut_short_has_no_vote(tmp_path: Path) -> None:
    path = _file(tmp_path, "votes.csv", LIBRARY + "1,GBR\n")
    assert read_votes(path).by_call == {KEY: WANTED}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A/RES/50/22 C", "R/50/22C"),
        ("A/RES/42/209 A", "R/42/209/A"),
        ("A/RES/3458 (XXX) A", "R/30/3458A"),
        ("A/RES/3379(XXX)", "A/RES/3379 (XXX)"),
        ("A/RES/ES-11/1", "A/RES/ES/11/1"),
    ],
)
def test_spellings_of_one_symbol(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


def test_different_texts_keep_different_symbols() -> None:
    assert normalised("A/RES/50/22 B") != normalised("A/RES/50/22 C")


@pytest.mark.parametrize(
    ("code", "month", "seat"),
    [
        ("CHN", "1971-09", "TWN"),
        ("CHN", "1971-11", "CHN"),
        ("YUG", "1991-12", "YUG"),
        ("YUG", "2008-10", "SRB"),
        ("RUS", "1950-06", "RUS"),
    ],
)
def test_who_voted_under_a_code(code: str, month: str, seat: str) -> None:
    assert seat_in(code, month_of(month)) == seat
