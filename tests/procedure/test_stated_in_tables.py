"""Parties, provisions, unanimity and the order of tallies, as tables of ballots state them."""

from __future__ import annotations

import pytest

from sim.procedure.adjudication import decide_ballots
from sim.procedure.reforms import INSTITUTIONS
from sim.procedure.voting_records.provisions import is_pacific
from sim.procedure.voting_records.words import order_of_tally, reordered
from tests.procedure.test_adjudication import MEMBERS_2016

RUSSIA = "Russian Federation"


def only(text: str) -> dict:
    (finding,) = decide_ballots(text)
    return finding.as_dict()


def votes(**party: str) -> list[str]:
    """The rows of a ballot that Russia alone opposes; ``party`` by the member's short name."""
    return [
        f"X,2016-10-08,{name},{'no' if name == RUSSIA else 'yes'},"
        f"{party.get(name.split(' ')[0], '')},VI"
        for name in MEMBERS_2016
    ]


HEAD = "ballot,date,member,vote,party,chapter"


def by_vote(*rows: str) -> dict:
    return only("\n".join([HEAD, *rows]))


@pytest.mark.parametrize(
    "rows",
    [
        votes(Russian="yes"),
        [*votes(), f"X,2016-10-08,{RUSSIA},no,yes,VI"],
        [*votes(Russian="yes"), f"X,2016-10-08,{RUSSIA},no,,VI"],
        ["X,2016-10-08,,,Russia,VI", *votes()],
        [*votes(), "X,2016-10-08,,,Russia; Israel,VI"],
    ],
    ids=["in its row", "in a repeated row", "in the first of two", "before", "after"],
)
def test_a_party_may_be_named_in_any_row_of_a_ballot(rows: list[str]) -> None:
    entry = by_vote(*rows)
    assert (entry["outcome"], entry["rule"]) == ("adopted", "Article 27(3), proviso")
    assert entry["tally"] == {"yes": 14, "no": 0, "abstain": 1, "absent": 0}


def test_a_row_without_a_member_has_to_name_the_parties() -> None:
    entry = by_vote("X,2016-10-08,,,yes,VI", *votes())
    assert "line 2: party is 'yes' in a row without a member" in entry["error"]


def test_a_member_is_not_a_party_in_one_row_and_none_in_another() -> None:
    entry = by_vote(*votes(Russian="no"), f"X,2016-10-08,{RUSSIA},no,yes,VI")
    assert "a party in one row and none in another" in entry["error"]


STATES = "AGO,CHN,EGY,ESP,FRA,GBR,JPN,MYS,NZL,RUS,SEN,UKR,URY,USA,VEN"


@pytest.mark.parametrize(
    ("party", "outcome"), [("Russia", "adopted"), ("Israel", "vetoed"), ("", "vetoed")]
)
def test_a_table_with_a_column_for_each_state_names_its_parties(party: str, outcome: str) -> None:
    head = f"ballot,date,{STATES},party,chapter\n"
    cast = ",".join("n" if state == "RUS" else "y" for state in STATES.split(","))
    assert only(f"{head}X,2016-10-08,{cast},{party},VI")["outcome"] == outcome
    assert "name the parties" in only(f"{head}X,2016-10-08,{cast},yes,VI")["error"]


@pytest.mark.parametrize("party", ["Israel", "Syria; Israel"])
def test_a_party_without_a_seat_has_no_vote_that_could_be_missing(party: str) -> None:
    head = "item,date,yes,no,abstain,permanent_no,party,chapter\n"
    entry = only(f"{head}X,2016-10-08,9,0,6,none,{party},VI")
    assert (entry["outcome"], entry["tally"]["yes"]) == ("adopted", 9)
    seated = only(f"{head}X,2016-10-08,9,0,6,none,{party}; Egypt,VI")
    assert "how Egypt, party to the dispute, voted" in seated["error"]


@pytest.mark.parametrize(
    ("provision", "pacific"),
    [
        ("VI", True), ("6", True), ("Chapter vi", True), ("Article 36", True),
        ("Articles 33 to 38", True), ("Articles 34, 36", True), ("Art. 52(3)", True),
        ("Articles 36 and 52 (3)", True),
        ("VII", False), ("7", False), ("Chapter XVIII", False), ("19", False), ("IX", False),
        ("Articles 39-42", False), ("none", False), ("", False),
        ("36", None), ("33", None), ("20", None), ("Chapter 36", None), ("XXXVI", None),
        ("XX", None), ("VIIII", None), ("Articles 32 to 39", None), ("Articles 38 to 33", None),
        ("Article 112", None), ("0", None),
    ],
)  # fmt: skip
def test_provisions_under_which_a_party_must_abstain(provision: str, pacific: bool | None) -> None:
    assert is_pacific(provision) is pacific


def test_an_article_typed_as_a_chapter_leaves_the_ballot_undecided() -> None:
    rows = [row.removesuffix("VI") + "36" for row in votes(Russian="yes")]
    assert "write a chapter such as VI or VII, or its Articles" in by_vote(*rows)["error"]


@pytest.mark.parametrize(
    "provision",
    [
        "Article 27(2)",
        "27(2)",
        "27 (2)",
        "Article 27, paragraph 2",
        "Art. 27 para. 2",
        "Article 30",
    ],
)
def test_a_provision_that_makes_a_ballot_procedural(provision: str) -> None:
    head = "item,date,yes,no,abstain,permanent_no,chapter,nature\n"
    row = f'X,1990-05-05,11,2,2,China,"{provision}"'
    assert only(f"{head}{row},")["outcome"] == "adopted"
    stated = only(f"{head}{row},substantive")
    assert stated["outcome"] == "vetoed"
    assert "is procedural" in stated["warnings"][0]


@pytest.mark.parametrize(
    ("provision", "warned"),
    [("VII", True), ("chapter 7", True), ("Article 41", True), ("Articles 39, 41", True),
     ("Article 97", True), ("27(3)", True), ("Article 27, paragraph 3", True), ("VI", False),
     ("28", False), ("Article 27(2)", False), ("", False)],
)  # fmt: skip
def test_a_procedural_nature_beside_a_provision_of_substance_is_pointed_out(
    provision: str, warned: bool
) -> None:
    head = "item,date,yes,no,abstain,permanent_no,chapter,nature\n"
    decided = only(f'{head}X,1990-05-05,11,2,2,China,"{provision}",procedural')
    assert decided["outcome"] == "adopted", "the nature in the file decides"
    about = [text for text in decided.get("warnings", ()) if "question of substance" in text]
    assert bool(about) is warned


@pytest.mark.parametrize(
    ("provision", "warned"),
    [("32", True), ("foo", True), ("Chapter VIX", True), ("VII", False), ("", False),
     ("Articles 32 to 39", False)],
)  # fmt: skip
def test_a_provision_that_is_not_understood_is_named(provision: str, warned: bool) -> None:
    head = "item,date,yes,no,abstain,permanent_no,chapter\n"
    entry = only(f"{head}X,1990-05-05,11,2,2,China,{provision}")
    assert ("which is not understood" in "".join(entry.get("warnings", ()))) is warned
    assert entry["outcome"] == "vetoed"


@pytest.mark.parametrize(
    ("head", "order"),
    [
        ("Vote (For–Abstain–Against)", (0, 2, 1)),
        ("Tally (yes-abstain-no)", (0, 2, 1)),
        ("votes against/in favour/abstentions", (1, 0, 2)),
        ("Vote [non-voting, yes, no, abstaining]", (1, 2, 3, 0)),
        ("Result (Y-N-A)", (0, 1, 2)),
        ("Vote (yes–no–abstain)", (0, 1, 2)),
        ("Vote", ()),
        ("Vote (for and against)", ()),
        ("Votes for (yes-no-abstain)", ()),
    ],
)
def test_the_order_that_a_heading_gives(head: str, order: tuple[int, ...]) -> None:
    assert order_of_tally(head) == order


@pytest.mark.parametrize(
    ("tally", "order", "expected"),
    [
        ("10–4–1", (0, 2, 1), "10-1-4"),
        ("10-4-1-0", (0, 2, 1), "10-4-1-0"),
        ("2-9-3-1", (1, 2, 3, 0), "9-3-1-2"),
        ("9-3-1", (1, 2, 3, 0), "9-3-1"),
        ("unanimous", (0, 2, 1), "unanimous"),
        ("11-2-2", (), "11-2-2"),
    ],
)
def test_tallies_are_put_in_our_order(tally: str, order: tuple[int, ...], expected: str) -> None:
    assert reordered(tally, order) == expected


def test_a_tally_is_read_in_the_order_of_its_heading() -> None:
    text = "Draft,Date,Vote (For–Abstain–Against),Vetoed by\nS/3,2016-10-08,10-4-1,Russia"
    entry = only(text)
    assert entry["tally"] == {"yes": 10, "no": 1, "abstain": 4, "absent": 0}
    assert entry["outcome"] == "vetoed"


def test_a_year_that_contradicts_the_date_is_named() -> None:
    entry = only("item,date,year,yes,no,abstain,permanent_no\nX,2016-10-08,1960,15,0,0,none")
    assert entry["warnings"] == ["the column year says 1960; the date, 2016-10-08, is used"]


def test_two_outcomes_in_the_rows_of_a_ballot_are_named_once() -> None:
    rows = [f"X,2016-10-08,{name},yes,adopted" for name in MEMBERS_2016]
    rows[3:5] = [row.replace("adopted", "vetoed") for row in rows[3:5]]
    warnings = only("\n".join(["ballot,date,member,vote,outcome", *rows]))["warnings"]
    assert warnings == ["the file records two different outcomes of this ballot"]


@pytest.mark.parametrize(
    ("cell", "unanimous"),
    [
        ("unanimous", True), ("Unanimously", True), ("adopted unanimously", True),
        ("not unanimous", False), ("Non-unanimous", False), ("Adopted, not unanimously", False),
        ("near-unanimous, one abstention", False), ("almost unanimously", False),
        ("nearly unanimous", False), ("", False),
    ],
)  # fmt: skip
def test_a_vote_that_a_cell_calls_unanimous(cell: str, unanimous: bool) -> None:
    entry = only(f'Draft,Date,Vote\nX,2016-10-08,"{cell}"')
    assert (entry["tally"] == {"yes": 15, "no": 0, "abstain": 0, "absent": 0}) is unanimous
    assert (entry["outcome"] == "adopted") is unanimous


@pytest.mark.parametrize(
    ("recorded", "outcome"),
    [
        ("adopted", "adopted"), ("Passed.", "adopted"), ("Adopted without vote", "adopted"),
        ("adopted by consensus", "adopted"), ("adopted unanimously", "adopted"),
        ("Adopted by 14 votes", None), ("Adopted: no", None), ("withdrawn", None),
        ("withdrawn (amendment adopted)", None), ("not adopted", None), ("", None),
    ],
)  # fmt: skip
def test_a_blank_tally_is_an_adoption_only_if_the_outcome_says_so(
    recorded: str, outcome: str | None
) -> None:
    entry = only(f"item,date,yes,no,abstain,outcome\nX,2016-10-08,,,,{recorded}")
    assert entry["outcome"] == outcome
    taken = outcome is not None and "unanim" in recorded
    assert (entry["tally"] is not None) is taken


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("Draft resolution S/4130 vetoed by USSR 8-1-2", "vetoed"),
        ("Draft resolution S/4130 not vetoed by USSR 8-1-2", None),
    ],
)
def test_a_yearly_table_that_denies_a_veto(cell: str, outcome: str | None) -> None:
    head = "Meeting Record,Date,Security Council Outcome / Vote"
    assert only(f"{head}\nS/PV.849,8 September 1959,{cell}")["outcome"] == outcome


WIDE = f"item,date,{STATES}"
CAST = {"AGO": "a", "CHN": "a", "RUS": "n", "VEN": "n"}
ROW = "S/2016/846,2016-10-08," + ",".join(CAST.get(code, "y") for code in STATES.split(","))


@pytest.mark.parametrize(
    ("head", "cells", "error"),
    [
        ("yes,no,abstain", "11,2,2", ""),
        ("yes,no,abstain", "11,2,", ""),
        ("For,Against,Abstentions", "11,2,2", ""),
        ("Vote", "11-2-2", ""),
        ("Vote (for-abstain-against)", "11-2-2", ""),
        ("yes,no,abstain,permanent_no", "11,2,2,Russia", ""),
        ("yes,no,abstain,Vetoed by", "11,2,2,Russian Federation", ""),
        ("yes,no,abstain", "15,0,0", "the tally is 15-0-0, but the votes are 11-2-2"),
        ("Tally", "11-1-3", "the tally is 11-1-3, but the votes are 11-2-2"),
        ("yes,no,abstain,permanent_no", "11,2,2,none", "permanent_no is 'none', but the votes say"),
        ("permanent_no", "China; Russia", "permanent_no is 'China; Russia', but the votes say"),
    ],
)
def test_totals_beside_the_votes_of_the_states_are_compared_with_them(
    head: str, cells: str, error: str
) -> None:
    entry = only(f"{WIDE},{head}\n{ROW},{cells}")
    if error:
        assert error in entry["error"]
    else:
        assert (entry["outcome"], entry["veto_codes"]) == ("vetoed", ["RUS"])
    if head.startswith("Vote"):
        return  # in a row for each vote the column of votes has that name
    votes = ["ballot,date,member,vote," + head]
    for code, cast in zip(STATES.split(","), ROW.split(",")[2:], strict=True):
        votes.append(f"S/2016/846,2016-10-08,{code},{cast},{cells}")
    assert (only("\n".join(votes))["outcome"], bool(error)) in (("vetoed", False), (None, True))


def test_some_states_beside_the_totals_of_all_are_no_table_of_votes() -> None:
    head = "item,date,FRA,GBR,EGY,JPN,VEN,UKR,yes,no,abstain,permanent_no"
    assert only(f"{head}\nX,2016-10-08,y,y,y,y,n,y,11,2,2,Russia")["outcome"] == "vetoed"


@pytest.mark.parametrize(
    ("vetoed", "permanent", "outcome"),
    [
        ("Russian Federation", "", "vetoed"), ("", "Russia", "vetoed"),
        ("Russian Federation", "Russia", "vetoed"), ("yes", "Russia", "vetoed"),
        ("1", "Russia", "vetoed"), ("none", "none", "adopted"), ("", "none", "adopted"),
        ("Russia", "none", None), ("none", "Russia", None), ("", "", None),
    ],
)  # fmt: skip
def test_two_columns_that_say_who_vetoed(vetoed: str, permanent: str, outcome: str | None) -> None:
    head = "Resolution,Date,Vote,Vetoed by,permanent_no"
    entry = only(f"{head}\nS/2016/846,2016-10-08,11-2-2,{vetoed},{permanent}")
    assert entry["outcome"] == outcome


def test_nobody_beside_a_name_is_a_contradiction_in_words() -> None:
    head = "Resolution,Date,Vote,Vetoed by,permanent_no"
    entry = only(f"{head}\nS/2016/846,2016-10-08,11-2-2,Russia,none")
    assert "'none' contradicts the members that are named" in entry["error"]


@pytest.mark.parametrize(
    ("chapter", "outcome", "rule"),
    [
        ("Article 27(2)", "adopted", "Article 27(2)"),
        ("Article 29", "adopted", "Article 27(2)"),
        ("Articles 28 and 30", "adopted", "Article 27(2)"),
        ("Article 27(3)", "vetoed", "Article 27(3)"),
        ("Articles 30 and 33", "vetoed", "Article 27(3)"),
        ("VII", "vetoed", "Article 27(3)"),
        ("Article 109(3)", None, None),
    ],
)
def test_the_provision_says_how_a_ballot_is_decided(
    chapter: str, outcome: str | None, rule: str | None
) -> None:
    head = "item,date,yes,no,abstain,permanent_no,chapter"
    entry = only(f"{head}\nX,1959-09-07,10,1,0,USSR,{chapter}")
    assert (entry["outcome"], entry["rule"]) == (outcome, rule)
    if outcome is None:
        assert "Article 109 asks for the votes of any nine members" in entry["error"]
    stated = only(f"{head},nature\nX,1959-09-07,10,1,0,USSR,{chapter},substantive")
    assert stated["outcome"] == (outcome and "vetoed"), "the nature that a file states counts first"


@pytest.mark.parametrize(
    ("chapter", "outcome"),
    [("Article 97", "vetoed"), ("Article 4(2)", "vetoed"), ("Article 42", "adopted")],
)
def test_no_recommendation_of_a_person_or_a_member_is_a_question_of_atrocities(
    chapter: str, outcome: str
) -> None:
    head = "item,date,yes,no,abstain,permanent_no,chapter"
    text = f"{head}\nX,1996-11-19,14,1,0,United States,{chapter}"
    (finding,) = decide_ballots(text, INSTITUTIONS["veto-restraint"])
    assert finding.as_dict()["outcome"] == outcome


@pytest.mark.parametrize(
    ("numbers", "noes", "party", "outcome", "tally"),
    [
        ("15,0,0", "none", "Russia", "adopted", [14, 0, 1]),
        ("15,0,0", "none", "Russia;Angola;Egypt;Spain;Ukraine;Japan;Senegal", "not_adopted",
         [8, 0, 7]),
        ("10,5,0", "China;France;Russia;UK;USA", "Egypt;Angola", "not_adopted", [8, 5, 2]),
        ("10,5,0", "China;France;Russia;UK;USA", "Egypt;Russia", "vetoed", [9, 4, 2]),
        ("9,6,0", "China;France;Russia;UK;USA", "Egypt", None, None),
        ("9,0,6", "none", "Russia", None, None),
    ],
)  # fmt: skip
def test_a_party_that_can_only_have_voted_in_favour_is_counted_as_abstaining(
    numbers: str, noes: str, party: str, outcome: str | None, tally: list[int] | None
) -> None:
    head = "item,date,yes,no,abstain,permanent_no,chapter,party"
    entry = only(f"{head}\nX,2016-10-08,{numbers},{noes},VI,{party}")
    assert entry["outcome"] == outcome
    if tally is not None:
        assert list(entry["tally"].values())[:3] == tally
        assert "proviso" in entry["rule"]
        assert not entry.get("warnings")


@pytest.mark.parametrize("topic", ["Election of judges", "ICJ elections", "Court: election"])
def test_an_election_of_judges_is_pointed_out(topic: str) -> None:
    head = "item,date,yes,no,abstain,permanent_no,topic"
    entry = only(f"{head}\nX,2017-11-09,8,0,0,none,{topic}")
    assert any("write election in a column nature" in warning for warning in entry["warnings"])
    other = only(f"{head}\nX,2017-11-09,15,0,0,none,Elections in Haiti")
    assert not other.get("warnings")
