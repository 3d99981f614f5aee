"""Tables that people really have: what they leave blank, how they spell, and what they record.

Of the numbered items, 2 (blank tallies) and 28 (a broken quote loses no ballot) are in
test_adjudication.py; 6 to 9 (names) in tests/domain/test_names_of_states.py; 21 (what is not a
date) and 24 (days that do not exist) stand with 10; 23 (CSV) is in tests/cli/test_adjudicate.py and
tests/domain/test_cells.py; 27 (one reader, for ties too) in tests/studies/test_alignment.py.
"""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from sim.domain.ballots import Outcome
from sim.procedure.adjudication import decide_ballots, decide_cases
from sim.procedure.reforms import institution
from sim.procedure.voting_records.grid import TableError
from sim.procedure.voting_records.reading import TableReading, read_cases
from sim.procedure.voting_records.words import outcome_in
from tests.facts import facts
from tests.procedure.test_adjudication import MEMBERS_2016

HEAD = "item,date,yes,no,abstain,permanent_no"


def entries(text: str, **asked: object) -> list[dict]:
    return [item.as_dict() for item in decide_ballots(text, reading=TableReading(**asked))]


def only(text: str, **asked: object) -> dict:
    (entry,) = entries(text, **asked)
    return entry


def row(cells: str, head: str = HEAD) -> dict:
    return only(f"{head}\n{cells}")


# 1. A blank permanent_no says nothing.


def test_a_blank_leaves_a_ballot_undecided_where_a_permanent_no_could_matter() -> None:
    entry = row("S/RES/61,1948-11-04,9,1,1,")
    assert entry["outcome"] is None
    assert entry["undecided"] == "missing"
    assert "does not say who voted no" in entry["error"]
    assert row("S/RES/61,1948-11-04,9,1,1,none")["outcome"] == "adopted"
    assert row("S/RES/61,1948-11-04,9,1,1,USSR")["outcome"] == "vetoed"


def test_a_blank_is_told_but_decided_where_it_cannot_matter() -> None:
    short = row("S/1999/328,1999-03-26,3,12,0,")
    assert short["outcome"] == "not_adopted"
    assert "does not say who voted no" in short["warnings"][0]
    assert "warnings" not in row("X,2016-10-08,15,0,0,")
    procedural = row("X,2016-10-08,9,6,0,,procedural", HEAD + ",nature")
    assert procedural["outcome"] == "adopted"
    assert procedural["warnings"]


def test_how_many_can_block_decides_whether_a_blank_matters() -> None:
    text = f"{HEAD}\nX,2016-10-08,12,1,2,\nY,2016-10-08,12,2,1,"
    assert [f.outcome for f in decide_ballots(text, institution("two-vetoes"))] == ["adopted", None]
    assert [f.outcome for f in decide_ballots(text, institution("no-veto"))] == [
        "adopted",
        "adopted",
    ]


@pytest.mark.parametrize(("day", "seats", "quota"), [("1950-06-25", 11, 7), ("2016-10-08", 15, 9)])
@pytest.mark.parametrize("blocking", ["charter", "two-vetoes", "no-veto"])
def test_a_ballot_is_decided_exactly_where_every_way_to_fill_the_blank_agrees(
    day: str, seats: int, quota: int, blocking: str
) -> None:
    tallies = [(yes, no) for yes in range(seats + 1) for no in range(seats + 1 - yes)]
    rows = [f"{yes}-{no},{day},{yes},{no},{seats - yes - no}," for yes, no in tallies]
    reform = institution(blocking)
    found = decide_ballots("\n".join([HEAD, *rows]), reform)
    needed = {"charter": 1, "two-vetoes": 2, "no-veto": 99}[blocking]
    for (yes, no), finding in zip(tallies, found, strict=True):
        ways = {
            "not_adopted" if yes < quota else "vetoed" if permanent >= needed else "adopted"
            for permanent in range(min(no, 5) + 1)
        }
        assert finding.outcome == (ways.pop() if len(ways) == 1 else None), (yes, no)


# 3. Numbers and blanks as spreadsheets, pandas and R write them.


@pytest.mark.parametrize("noes", ["none", "None", "-", "–", "0", "0.0", "nil", "False"])
def test_words_for_nobody(noes: str) -> None:
    assert row(f"X,2016-10-08,12,2,1,{noes}")["outcome"] == "adopted"


@pytest.mark.parametrize("noes", ["", "nan", "NaN", "NA", "n/a", "N/A", "null", "<NA>"])
def test_words_for_not_told(noes: str) -> None:
    assert row(f"X,2016-10-08,12,2,1,{noes}")["undecided"] == "missing"


def test_floats_and_dashes_are_numbers_of_members() -> None:
    assert row("X,2016-10-08,13.0,0.0,2.0,nan")["tally"]["yes"] == 13
    assert row("X,2016-10-08,15,-,-,")["outcome"] == "adopted"
    assert row('X,2016-10-08,"13,0","0,0","2,0",')["tally"]["abstain"] == 2
    assert "not a number" in row("X,2016-10-08,13.5,0,1,")["error"]
    assert "incomplete" in row("X,2016-10-08,13,nan,1,")["error"]


# 4. Lists of names.


@pytest.mark.parametrize(
    "names",
    ["UK and USA", '"UK, USA"', "UK & USA", "UK/USA", "UK + USA", '"UK\nUSA"', "UK;USA",
     "United Kingdom and the United States of America", "GB and US", "UK|USA",
     "Royaume-Uni et États-Unis", "Reino Unido y Estados Unidos", "Великобритания и США",
     "英国和美国", "英国、美国"],
)  # fmt: skip
def test_names_are_separated_as_people_do(names: str) -> None:
    assert row(f"X,1972-02-04,9,2,4,{names}")["veto_codes"] == ["GBR", "USA"]


def test_three_names_and_a_name_with_and_in_it() -> None:
    three = row('X,1976-10-19,10,3,2,"France, United Kingdom and United States"')
    assert three["veto_codes"] == ["FRA", "GBR", "USA"]
    assert "Bosnia and Herzegovina is not a permanent" in row(
        "X,2011-10-04,9,2,4,Bosnia and Herzegovina"
    )["error"]  # fmt: skip


# 5. Codes for taking no part.


@pytest.mark.parametrize(
    "word", ["X", "NV", "NP", "non-voting", "Did not vote", "nonvoting", "not_participating"]
)
def test_codes_for_taking_no_part(word: str) -> None:
    entry = only(f"ballot,date,member,vote\nX,1972-01-24,China,{word}\nX,1972-01-24,France,Y")
    assert entry["tally"] == {"yes": 1, "no": 0, "abstain": 0, "absent": 14}


# 6 to 9. Names are in tests/domain/test_names_of_states.py; here they decide.


def test_names_in_other_languages_and_codes_decide() -> None:
    rows = [
        "FR,Y", "GB,Y", "Россия,N", "中国,A", "États-Unis,Y", "Angola¹,A", "EG,Y", "Japón,Y",
        "MYS,Y", "New Zealand*,Y", "السنغال,Y", "España,Y",
        "Ukraine [2],Y", "UY,Y", '"Venezuela, Bolivarian Republic of",N',
    ]  # fmt: skip
    text = "ballot,date,member,vote\n" + "\n".join(f"X,2016-10-08,{r}" for r in rows)
    entry = only(text)
    assert (entry["tally"]["yes"], entry["outcome"]) == (11, "vetoed")
    assert entry["vetoes"] == ["Россия"]


# 10. Dates.


@pytest.mark.parametrize(
    "text",
    ["2016-10-08", "2016/10/08", "2016.10.8", "20161008", "2016-10-08T15:30:00", "8 October 2016",
     "2016-10-08 00:00:00", "2016-10-08T00:00:00Z", "October 8, 2016", "8 Oct 2016", "08-Oct-2016",
     "8th October 2016", "Oct. 8, 2016"],
)  # fmt: skip
def test_dates_that_mean_one_day(text: str) -> None:
    assert row(f'X,"{text}",15,0,0,')["outcome"] == "adopted"


@pytest.mark.parametrize("text", ["2016-10-08Tbanana", "2016-10-08 or 9", "08/10/16", "yesterday"])
def test_what_is_no_date(text: str) -> None:
    assert "is not a date" in row(f'X,"{text}",15,0,0,')["error"]


def test_a_day_that_does_not_exist_is_said_to_be_none() -> None:
    error = row("X,2016-02-30,15,0,0,")["error"]
    assert "'2016-02-30' is not a date: February 2016 has 29 days" in error
    assert "there is no month 13" in row("X,2016-13-01,15,0,0,")["error"]


def test_the_file_shows_whether_day_or_month_comes_first() -> None:
    # resolution 2306 fell short of the quota of today only if its day was read as one before 1966
    for first, second in (("04/01/1966", "31/12/1965"), ("01/04/1966", "12/31/1965")):
        early, late = entries(f"{HEAD}\nA,{second},7,0,4,\nB,{first},7,0,4,")
        assert early["outcome"] == "adopted"
        assert late["outcome"] == "not_adopted"


def test_a_date_that_nothing_explains_is_asked_for() -> None:
    text = f"{HEAD}\nX,01/12/1965,7,0,4,"
    assert "--dates dmy" in only(text)["error"]
    assert only(text, dates="dmy")["outcome"] == "adopted"
    assert only(text, dates="mdy")["outcome"] == "adopted"
    assert only(f"{HEAD}\nX,08/08/2016,15,0,0,")["outcome"] == "adopted"
    assert "month first" in only(f"{HEAD}\nX,31/12/2016,15,0,0,", dates="mdy")["error"]
    with pytest.raises(TableError, match="dmy or mdy"):
        entries(text, dates="ymd")


def test_dates_in_both_orders_leave_the_open_ones_undecided() -> None:
    days = ("31/12/2015", "12/31/2015", "08/10/2016")
    found = entries("\n".join([HEAD, *(f"X{d},{d},15,0,0," for d in days)]))
    assert [entry["outcome"] for entry in found] == ["adopted", "adopted", None]


def test_the_serial_number_of_a_spreadsheet_is_no_date() -> None:
    assert "format the column as a date" in row("X,42651,15,0,0,")["error"]


# 11. Vetoers in several columns.


@pytest.mark.parametrize(
    "heads", ["permanent_no1,permanent_no2", "veto_1,veto_2", "member_veto1,member_veto2"]
)
def test_vetoers_in_numbered_columns(heads: str) -> None:
    entry = row("X,2012-02-04,13,2,0,China,Russia", f"item,date,yes,no,abstain,{heads}")
    assert entry["veto_codes"] == ["CHN", "RUS"]
    one = row("X,1980-01-07,13,2,0,USSR,", f"item,date,yes,no,abstain,{heads}")
    assert one["veto_codes"] == ["RUS"]


def test_vetoers_in_a_column_for_each() -> None:
    head = "item,date,yes,no,abstain,China,France,UK,USA,Russia"
    assert row("X,2012-02-04,13,2,0,1,0,0,0,1", head)["veto_codes"] == ["CHN", "RUS"]
    assert row("X,2012-02-04,13,2,0,0,0,0,0,0", head)["outcome"] == "adopted"
    assert row("X,2012-02-04,13,2,0,,,,,", head)["undecided"] == "missing"


# 12. Any layout, by --map.


def test_any_head_can_be_chosen() -> None:
    text = "Nr,Tag,Ja,Nein,Enth.,Wer\nS/2016/846,2016-10-08,11,2,2,Russland"
    heads = {"item": "Nr", "date": "Tag", "yes": "ja", "no": "Nein", "abstain": "Enth."}
    chosen = {name: [head] for name, head in heads.items()}
    blind = only(text, columns=chosen)
    assert blind["item"] == "S/2016/846"
    assert blind["undecided"] == "missing"
    named = only(text.replace("Russland", "Russia"), columns=chosen | {"permanent_no": ["Wer"]})
    assert named["outcome"] == "vetoed"
    with pytest.raises(TableError, match="no column 'Datum'; it has"):
        entries(text, columns=chosen | {"date": ["Datum"]})
    with pytest.raises(TableError, match="there is no column 'yeas' to fill"):
        entries(text, columns={"yeas": ["Ja"]})


def test_vetoers_may_be_chosen_from_several_columns() -> None:
    text = "item,date,yes,no,abstain,who,else\nX,2012-02-04,13,2,0,China,Russia"
    chosen = {"permanent_no": ["who", "else"]}
    assert only(text, columns=chosen)["veto_codes"] == ["CHN", "RUS"]


# 13. The Library's data on the Council.

LIBRARY = (
    "undl_id,ms_code,ms_name,permanent_member,ms_vote,date,resolution,draft,meeting,agenda,"
    "subjects,modality,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n"
)


def library(
    votes: dict[str, str], resolution: str, day: str, modality: str = "Recorded vote"
) -> str:
    return LIBRARY + "\n".join(
        f'1,ZZZ,"{name}",False,{vote},{day},{resolution},S/X,S/PV.1,Agenda,Subject,{modality},'
        ",,,,15,https://example.org"
        for name, vote in votes.items()
    )


def test_the_librarys_table_is_recognised() -> None:
    cast = dict.fromkeys((name.upper() for name in MEMBERS_2016), "Y")
    cast["CHINA"], cast["EGYPT"], cast["JAPAN"] = "A", "", "X"
    entry = only(library(cast, "S/RES/2300(2016)", "2016-10-07"))
    assert entry["ballot"] == "S/RES/2300(2016)"
    assert entry["tally"] == {"yes": 12, "no": 0, "abstain": 1, "absent": 2}
    assert entry["outcome"] == "adopted"


def test_the_librarys_blank_is_a_vote_in_no_other_table() -> None:
    assert "is not a vote of Egypt" in only("ballot,date,member,vote\nX,2016-10-08,Egypt,")["error"]


def test_the_librarys_adoption_without_a_vote() -> None:
    cast = dict.fromkeys((name.upper() for name in MEMBERS_2016), "")
    entry = only(library(cast, "S/RES/2311(2016)", "2016-10-06", "Adopted without vote"))
    assert (entry["outcome"], entry["tally"]) == ("adopted", None)


# 14. Lists as encyclopedias print them.


def test_lists_with_the_tally_in_one_cell() -> None:
    text = (
        "Resolution,Date,Vote,Concerns\n"
        "1,25 January 1946,Adopted without vote,Military Staff Committee\n"
        "82,25 June 1950,9–0–1 (absent: USSR),Korea\n"
        "242,22 November 1967,15–0–0,Middle East\n"
        "338,22 October 1973,14–0–0–1,Middle East\n"
        "2117,26 September 2013,14-0-1,Small arms\n"
        "300,12 October 1971,unanimous,Zambia\n"
    )
    found = entries(text)
    assert [entry["outcome"] for entry in found] == ["adopted"] * 6
    assert [entry["tally"] and entry["tally"]["absent"] for entry in found] == [None, 1, 0, 1, 0, 0]
    assert "unanimous" in found[5]["warnings"][0]


def test_lists_of_vetoes() -> None:
    text = (
        "Date\tDraft\tMeeting\tAgenda item\tVote (yes–no–abstain)\tVetoed by[1]\n"
        "8 October 2016\tS/2016/846\tS/PV.7785\tMiddle East (Syria)\t11–2–2\tRussia\n"
        "15 March 2014\tS/2014/189\tS/PV.7138\tUkraine\t13-1-1\tRussia[2]\n"
        "22 May 2014\tS/2014/348\tS/PV.7180\tMiddle East (Syria)\t13-2-0\tRussia, China\n"
    )
    found = entries(text)
    assert [entry["outcome"] for entry in found] == ["vetoed"] * 3
    assert found[2]["veto_codes"] == ["RUS", "CHN"]
    assert found[0]["item"] == "S/2016/846"


def test_a_column_vote_with_tallies_is_no_members_vote() -> None:
    text = "date,draft,state,vote,vetoing country\n2016-10-08,S/2016/846,Syria,11-2-2,Russia"
    assert only(text)["vetoes"] == ["Russia"]


def test_a_tally_that_is_none_is_said_to_be_none() -> None:
    entry = row("X,2016-10-08,many in favour", "item,date,vote")
    assert "'many in favour' is not a tally" in entry["error"]


# 15. Yearly tables and tables with a column for each State.


def test_yearly_tables_with_a_meetings_ballots_in_one_cell() -> None:
    text = (
        "Meeting Record,Date,Topic,Security Council Outcome / Vote,Year\n"
        "S/PV.843,09 December,Admission,Draft resolution S/4130/Rev.1 vetoed by USSR 8-1-2 Draft "
        "resolution S/4129/Rev.1 vetoed by USSR 9-1-1,1958\n"
        "S/PV.842,09 December,Admission,S/RES/131 (1958)  10-0-1,1958\n"
        "S/PV.840,25 November,Election (S/4111),S/RES/130 (1958)  adopted unanimously,1958\n"
        "S/PV.839,28 August,Report,Communiqué,1958\n"
        "S/PV.834,18 July,Lebanon,Draft resolution S/4054 not adopted 2-9-0,1958\n"
        "S/PV.833,18 July,Lebanon,--,1958\n"
        "S/PV.817,02 May,Flights,Draft resolution S/3995 (with amendment S/3998) vetoed by USSR "
        "10-1-0,1958\n"
        "S/PV.1,25 January,First,S/RES/1 (1946) adopted without vote,1946\n"
    )
    found = entries(text)
    assert [(entry["item"], entry["outcome"]) for entry in found] == [
        ("S/4130/Rev.1", "vetoed"),
        ("S/4129/Rev.1", "vetoed"),
        ("S/RES/131 (1958)", "adopted"),
        ("S/RES/130 (1958)", "adopted"),
        ("S/4054", "not_adopted"),
        ("S/3995", "vetoed"),
        ("S/RES/1 (1946)", "adopted"),
    ]
    assert "the year is missing" in entries(text.replace(",1958\n", ",\n"))[0]["error"]
    assert "the year is missing" in entries(text.replace(",1958\n", ",19\u00b28\n"))[0]["error"]


def test_a_title_above_the_table_gives_the_year_and_statements_are_no_ballots() -> None:
    text = (
        "Meetings conducted by the Security Council in 1976 (in reverse chronological order),,,\n"
        '"Meeting\nRecord",Date,Topic,"Security Council\n Outcome / Vote"\n'
        "S/PV.1975,30 November ,Middle East,S/RES/398 (1976)12-0-0 S/12247 (PRST)\n"
        "S/PV.1969,11 November ,Arab territories,S/12233 (PRST)\n"
        '"S/PV.1963",19 October ,Namibia,"Draft resolution S/12211 vetoed by USA, France and\n\t\t'
        'UK10-3-2"\n'
        "S/PV.1943,14 July,Uganda,Draft resolution S/12138 not adopted 6-0-2\n"
    )
    found = entries(text)
    assert [(entry["item"], entry["outcome"]) for entry in found] == [
        ("S/RES/398 (1976)", "adopted"), ("S/12211", "vetoed"), ("S/12138", "not_adopted"),
    ]  # fmt: skip
    assert found[1]["veto_codes"] == ["USA", "FRA", "GBR"]
    assert only("My ballots of the week\n\n" + f"{HEAD}\nX,2016-10-08,15,0,0,")["outcome"]


def test_a_column_for_each_member() -> None:
    head = "resolution,date,topic,AGO,CHN,EGY,FRA,JPN,MYS,NZL,RUS,SEN,ESP,UKR,GBR,USA,URY,VEN,BRA"
    entry = only(f"{head}\nS/2016/846,2016-10-08,Syria,a,a,y,y,y,y,y,n,y,y,y,y,y,y,n,")
    assert (entry["outcome"], entry["vetoes"]) == ("vetoed", ["RUS"])
    named = head.replace("RUS", "Russia").replace("GBR", "United Kingdom")
    entry = only(f"{named}\nS/2016/846,2016-10-08,Syria,a,a,y,y,y,y,y,n,y,y,y,y,y,y,n,")
    assert (entry["vetoes"], entry["veto_codes"]) == (["Russia"], ["RUS"])
    assert "negative vote of Russia" in entry["reason"]
    two = "resolution,date,FR,GB,US,RU,NO,IE\nX,2022-02-25,y,y,y,n,y,y"
    assert only(two)["tally"] == {"yes": 5, "no": 1, "abstain": 0, "absent": 9}


# 16. The seat of China by meaning.


@pytest.mark.parametrize(
    ("day", "name", "sat"),
    [
        ("1950-06-27", "PRC", False),
        ("1950-06-27", "China (People's Republic of)", False),
        ("1950-06-27", "中华人民共和国", False),
        ("1950-06-27", "ROC", True),
        ("1950-06-27", "Taiwan", True),
        ("1950-06-27", "TWN", True),
        ("1950-06-27", "China", True),
        ("1975-01-24", "ROC", False),
        ("1975-01-24", "Taiwan", False),
        ("1975-01-24", "PRC", True),
        ("2016-10-08", "ROC", False),
        ("2016-10-08", "China (Taiwan)", False),
        ("2016-10-08", "CN", True),
    ],
)
def test_the_government_that_did_not_hold_the_seat_cast_no_vote(
    day: str, name: str, sat: bool
) -> None:
    noes = row(f"X,{day},9,1,0,{name}")
    assert (noes["outcome"] == "vetoed") is sat
    vote = only(f"ballot,date,member,vote\nX,{day},{name},no")
    assert (vote["outcome"] is not None) is sat
    if not sat:
        assert "did not hold the seat of China" in noes["error"]
        assert "did not hold the seat of China" in vote["error"]


# 17. Duplicates and contradictions.


def test_ballots_that_stand_twice_are_named() -> None:
    first, second, third = entries(
        f"{HEAD}\nS/RES/663,1990-08-14,15,0,0,\nS/RES/663,1990-08-14,15,0,0,\n"
        "S/RES/663,1990-08-15,14,0,1,"
    )
    assert "warnings" not in first
    assert second["warnings"] == ["line 2 has the same ballot"]
    assert third["warnings"] == ["line 2 has a ballot of this name with another date and tally"]


def test_a_row_that_stands_twice_is_counted_once() -> None:
    rows = [f'X,2016-10-08,"{name}",yes' for name in MEMBERS_2016]
    text = "\n".join(["ballot,date,member,vote", *rows, rows[3]])
    entry = only(text)
    assert (entry["outcome"], entry["tally"]["yes"]) == ("adopted", 15)
    assert "counted once" in entry["warnings"][0]


def test_an_outcome_that_the_numbers_contradict_is_named() -> None:
    entry = row("S/10768,1972-08-25,3,3,9,USSR,vetoed", HEAD + ",recorded_outcome")
    assert entry["outcome"] == "not_adopted"
    assert "records 'vetoed', but its numbers give 'not adopted'" in entry["warnings"][0]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Adopted unanimously", Outcome.ADOPTED),
        ("adopted by consensus", Outcome.ADOPTED),
        ("Not adopted due to the veto of a permanent member", Outcome.VETOED),
        ("Vetoed by USSR", Outcome.VETOED),
        ("not adopted (no veto)", Outcome.NOT_ADOPTED),
        ("not_adopted", Outcome.NOT_ADOPTED),
        ("rejected", Outcome.NOT_ADOPTED),
        ("Recorded vote", None),
        ("", None),
    ],
)
def test_what_a_file_records_is_read(text: str, outcome: Outcome | None) -> None:
    assert outcome_in(text) is outcome


def test_not_adopted_is_no_contradiction_of_a_veto() -> None:
    entry = row("X,2016-10-08,11,2,2,Russia,not adopted", HEAD + ",outcome")
    assert entry["outcome"] == "vetoed"
    assert "warnings" not in entry


def test_a_list_of_vetoes_without_numbers_is_refused_with_what_it_lacks() -> None:
    with pytest.raises(TableError, match="no column holds the numbers"):
        entries("date,draft,member_veto1\n2016-10-08,S/2016/846,Russia")


# 18. Five votes of fifteen.


def test_votes_that_are_missing_are_told() -> None:
    names = ["China", "France", "Russia", "UK", "USA"]
    text = "ballot,date,member,vote\n" + "\n".join(f"X,2016-10-08,{name},yes" for name in names)
    assert only(text)["warnings"] == [
        "5 of 15 votes are in the file; the other members are counted as not participating"
    ]


# 19. Parties in the form with a row for each ballot.

PARTIES = "item,date,yes,no,abstain,permanent_no,chapter,party"


def test_a_party_that_voted_no_has_abstained_under_chapter_six() -> None:
    entry = row("X,2016-10-08,9,1,5,Russia,VI,Russia", PARTIES)
    assert (entry["outcome"], entry["rule"]) == ("adopted", "Article 27(3), proviso")
    assert entry["tally"] == {"yes": 9, "no": 0, "abstain": 6, "absent": 0}
    seven = row("X,2016-10-08,9,1,5,Russia,VII,Russia", PARTIES)
    assert seven["outcome"] == "vetoed"
    assert "Chapter VI" in seven["warnings"][0]


def test_a_party_whose_vote_is_not_told_may_have_carried_the_text() -> None:
    entry = row("X,2016-10-08,9,0,6,none,VI,Egypt", PARTIES)
    assert entry["undecided"] == "missing"
    assert "how Egypt, party to the dispute, voted" in entry["error"]
    enough = row("X,2016-10-08,10,0,5,none,VI,Egypt", PARTIES)
    assert enough["outcome"] == "adopted"
    assert "how a party voted" in enough["warnings"][0]


def test_the_proviso_does_not_reach_a_procedural_question() -> None:
    entry = row("X,2016-10-08,9,0,6,none,VI,Egypt,procedural", PARTIES + ",nature")
    assert entry["outcome"] == "adopted"
    assert "warnings" not in entry


def test_cases_are_decided_anew_under_each_institution() -> None:
    cases = read_cases(f"{HEAD},outcome\nX,2016-10-08,12,1,2,,vetoed\nY,2016-10-08,3,3,9,,vetoed")
    charter, reform = (institution(name) for name in ("charter", "two-vetoes"))
    first = [finding.as_dict() for finding in decide_cases(cases, charter)]
    assert [f.outcome for f in decide_cases(cases, reform)] == ["adopted", "not_adopted"]
    assert [finding.as_dict() for finding in decide_cases(cases, charter)] == first


# 20. Parentheses.


def test_a_name_in_parentheses_is_not_dropped() -> None:
    assert row("X,2016-10-08,11,2,2,(Russia)")["outcome"] == "vetoed"
    assert row("X,2012-02-04,13,2,0,(Russia; China)")["veto_codes"] == ["RUS", "CHN"]
    noted = row('X,2016-10-08,12,2,1,"Russia (its 137th, or so); (see note); China"')
    assert noted["vetoes"] == ["Russia", "China"]
    assert row("X,2016-10-08,11,2,2,(none)")["outcome"] == "adopted"


# 22. Members after the last year of the table.


def test_fifteen_voters_of_whom_none_is_permanent_are_refused() -> None:
    names = ["Chad", "Chile", "Cuba", "Fiji", "Ghana", "Haiti", "India", "Iran", "Iraq", "Italy",
             "Japan", "Kenya", "Mali", "Nepal", "Oman"]  # fmt: skip
    text = "ballot,date,member,vote\n" + "\n".join(f"X,2030-01-01,{name},yes" for name in names)
    assert "15 members that are not permanent voted; 10 are elected" in only(text)["error"]


# 25. Elections.


@pytest.mark.parametrize("nature", ["election", "Election of judges", "elections"])
def test_an_election_names_its_majority(nature: str) -> None:
    entry = row(f"X,2014-11-06,8,0,7,,{nature}", HEAD + ",nature")
    assert entry["outcome"] is None
    assert "absolute majority of the Council, eight of fifteen" in entry["error"]


# 26. The United Nations' yearly tables of 1946 to 2016, two years of three.

CONTRADICTED = {"S/10768 and Corr.1"}
"""Recorded as vetoed with three votes in favour."""
VETO_NOT_NAMED = {"S/5407"}
"""Eight in favour, two against, recorded as not adopted: the table names no vetoing member."""


def test_the_yearly_tables_are_decided_with_none_wrong() -> None:
    path = facts("council_tables_1946_2016.csv")
    with path.open(encoding="utf-8") as file:
        recorded = list(csv.DictReader(file))
    findings = decide_ballots(path.read_text(encoding="utf-8"))
    assert len(findings) == len(recorded) == 1670
    undecided = Counter(finding.undecided for finding in findings)
    assert undecided == {None: 1645, "missing": 25}
    differing, lacking = set(), set()
    for finding, told in zip(findings, recorded, strict=True):
        noes, blank = int(told["no"] or 0), told["permanent_no"] == ""
        if finding.decided and finding.outcome != told["recorded_outcome"]:
            differing.add(finding.case.label)
            assert any("but its numbers" in text for text in finding.warnings)
        if not finding.decided:
            assert blank
            assert noes
            assert "does not say who voted no" in finding.error
            if told["recorded_outcome"] != "adopted":
                lacking.add(finding.case.label)
                assert "the file records 'not adopted'" in finding.error
    assert differing == CONTRADICTED
    assert lacking == VETO_NOT_NAMED
    assert sum(finding.decided and finding.count is None for finding in findings) == 32
