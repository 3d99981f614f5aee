"""Tables of ballots with several columns for one thing: they agree, or the row is an error."""

from __future__ import annotations

from itertools import permutations

import pytest

from sim.procedure.voting_records.columns import BY_NAME
from tests.procedure.test_recorded_ballots import only


@pytest.mark.parametrize(
    ("columns", "cells", "vetoers", "error"),
    [
        ("permanent_no,Russia", "none,1", None, "permanent_no is 'none', but the column russia is"),
        ("permanent_no,Russia", ",1", ["RUS"], ""),
        ("permanent_no,Russia,China", ",0,0", [], ""),
        ("permanent_no,Russia,China", "Russia,1,0", ["RUS"], ""),
        ("permanent_no,Russia,China", "Russia,,0", ["RUS"], ""),
        ("permanent_no,Russia,China", "China,1,1", None, "the column russia is 1"),
        ("permanent_no,Russia,China", "Russia,0,0", None, "the column russia is 0"),
        ("vetoes,Russia,China", "2,1,1", ["RUS", "CHN"], ""),
        ("vetoes,Russia,China", "1,1,0", ["RUS"], ""),
        ("vetoes,Russia,China", "2,1,0", None, "permanent_no is '2'"),
        ("Vetoed by,veto1,veto2", ",Russia,", ["RUS"], ""),
        ("veto1,veto2", "Russia,none", ["RUS"], ""),
        ("veto1,veto2", "none,none", [], ""),
        ("veto1,veto2,China", "Russia,none,1", None, "the column china is 1"),
        ("permanent_no,Russia,China", "Russia,y,n", ["RUS"], ""),
    ],
)
def test_vetoers_in_columns_of_two_kinds(
    columns: str, cells: str, vetoers: list[str] | None, error: str
) -> None:
    entry = only(f"item,date,yes,no,abstain,{columns}\nX,2016-10-08,9,2,4,{cells}")
    assert error in entry.get("error", "")
    assert ("error" in entry) == (vetoers is None)
    if vetoers is not None:
        assert entry["veto_codes"] == vetoers


def test_columns_for_each_member_are_left_out_if_another_is_chosen() -> None:
    text = "item,date,yes,no,abstain,who,Russia\nX,2016-10-08,9,1,5,China,1"
    assert "the column russia" in only(text.replace("who", "permanent_no"))["error"]
    assert only(text, columns={"permanent_no": ["who"]})["veto_codes"] == ["CHN"]


@pytest.mark.parametrize(
    ("columns", "cells", "error"),
    [
        ("yes,in favour,no,abstain", "11,5,2,2", "yes is 11, but in_favour is 5"),
        ("yes,in favour,no,abstain", "11,11.0,2,2", ""),
        ("yes,in favour,no,abstain", ",11,2,2", ""),
        ("No.,in favour,against,abstentions", "1,11,2,2", "no is 1, but against is 2"),
        ("n,in favour,against,abstentions", "1,11,2,2", ""),
        ("yes,no,abstain,abstentions", "11,2,2,3", "abstain is 2, but abstentions is 3"),
        ("tally,yes,no,abstain,absent,total absent", "11-2-2,11,2,2,0,1", "absent is 0, but total"),
        ("yes,no,abstain,party,parties", "11,2,2,no,Russia", "party is no, but parties is Russia"),
    ],
)
def test_two_columns_for_one_number_must_say_the_same(columns: str, cells: str, error: str) -> None:
    entry = only(f"item,date,{columns},permanent_no\nX,2016-10-08,{cells},none")
    if error:
        assert error in entry["error"]
    else:
        assert (entry["outcome"], list(entry["tally"].values())[:3]) == ("adopted", [11, 2, 2])


SAME = {
    "date": ("2016-10-08", "8 October 2016", "1964-10-08"),
    "tally": ("13-0-2", "13–0–2", "9-4-2"),
    "atrocities": ("no", "0", "yes"),
    "outcome": ("adopted", "Adopted", "vetoed"),
}
"""For a column: a cell, another one that means the same, and one that contradicts it."""
PAIRS = [(name, pair) for name in SAME for pair in permutations(BY_NAME[name].heads, 2)]


@pytest.mark.parametrize(("name", "heads"), PAIRS, ids=[f"{a}-{b}" for _, (a, b) in PAIRS])
def test_two_columns_of_one_kind_agree_or_the_row_is_an_error(
    name: str, heads: tuple[str, str]
) -> None:
    numbers = "" if name == "tally" else ",yes,no,abstain"
    head = f"item{numbers}{'' if name == 'date' else ',day'},permanent_no,{','.join(heads)}\n"
    row = f"X{numbers and ',13,0,2'}{'' if name == 'date' else ',2016-10-08'},none"
    cell, same, other = SAME[name]
    for cells in (f"{cell},{same}", f",{cell}", f"{cell},"):
        assert only(f"{head}{row},{cells}")["outcome"] == "adopted"
    contradiction = only(f"{head}{row},{cell},{other}")
    assert (contradiction["outcome"], contradiction["undecided"]) == (None, "faulty")
    chosen = only(f"{head}{row},{cell},{other}", columns={name: [heads[0]]})
    assert chosen["outcome"] == "adopted"


@pytest.mark.parametrize(
    ("columns", "cells", "error"),
    [
        ("member,ms_code,vote", "China,CHN,yes", ""),
        ("member,ms_code,vote", ",CHN,yes", ""),
        ("member,ms_code,vote", "China,FRA,yes", "member is China, but ms_code is FRA"),
        ("member,country,vote", "China,Syria,yes", ""),
        ("member,vote,ms_vote", "China,yes,Y", ""),
        ("member,vote,ms_vote", "China,,Y", ""),
        ("member,vote,ms_vote", "China,yes,N", "vote is yes, but ms_vote is N"),
        ("member,vote,result", "China,yes,12-2-1", "the tally is 12-2-1"),
        ("member,vote,undecided", "China,yes,faulty", "the table marks it as faulty"),
    ],
)
def test_two_columns_of_one_vote_must_say_the_same(columns: str, cells: str, error: str) -> None:
    entry = only(f"ballot,date,{columns}\nX,2016-10-08,{cells}")
    assert error in entry.get("error", "")
    assert bool(entry.get("error")) == bool(error)
    if not error:
        assert entry["tally"] == {"yes": 1, "no": 0, "abstain": 0, "absent": 14}


@pytest.mark.parametrize(
    ("tally", "result", "outcome"),
    [
        ("unanimous", "15-0-0", "adopted"),
        ("unanimous", "12-2-1", None),
        ("", "unanimous", "adopted"),
        ("Resolution 2311", "15-0-0", "adopted"),
        ("15-0-0", "carried", "adopted"),
    ],
)
def test_a_tally_in_words_beside_one_in_numbers(
    tally: str, result: str, outcome: str | None
) -> None:
    entry = only(f"item,date,tally,result,permanent_no\nX,2016-10-08,{tally},{result},none")
    assert entry["outcome"] == outcome


def test_each_tally_has_the_order_of_its_heading() -> None:
    head = "item,date,Tally (yes–abstain–no),Result (yes–no–abstain),permanent_no"
    assert only(f"{head}\nX,2016-10-08,12-1-2,12-2-1,none")["outcome"] == "adopted"
    assert only(f"{head}\nX,2016-10-08,12-2-1,12-2-1,none")["outcome"] is None


def test_the_number_of_a_row_is_no_vote_if_another_column_is_chosen() -> None:
    text = "No.,item,date,in favour,against,abstentions,permanent_no\n1,X,2016-10-08,11,2,2,none"
    assert only(text, columns={"no": ["against"]})["outcome"] == "adopted"


@pytest.mark.parametrize("head", ["id", "nr", "no"])
def test_a_column_that_numbers_rows_is_not_that_of_a_state(head: str) -> None:
    text = f"{head},item,date,Vote,Russia\n1,X,2016-10-08,11-2-2,1"
    assert only(text, columns={"tally": ["vote"]})["veto_codes"] == ["RUS"]


def test_absent_members_alone_need_not_make_up_the_council() -> None:
    head = "item,date,yes,no,abstain,absent,permanent_no\nX,1980-01-07"
    assert only(f"{head},9,0,0,5,none")["outcome"] == "adopted"
    assert "16 members are counted" in only(f"{head},9,0,2,5,none")["error"]
