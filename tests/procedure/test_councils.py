"""States, seats and Presidents as dated data."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from sim.domain.folding import fold_name
from sim.domain.states import STATES, UnknownStateError, code_of, english_order, name_of
from sim.procedure.councils import (
    PERMANENT,
    council_on,
    holder_on,
    president_of,
    president_on,
    rule_on,
    successor,
)
from sim.procedure.terms import FIRST_YEAR, INTAKES, LAST_YEAR, elected_in, provenance_of
from tests.facts import facts


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("Congo (Democratic Republic of the)", "COD"),
        ("Congo", "COG"),
        ("Congo (Republic of the)", "COG"),
        ("Korea (Republic of)", "KOR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("USSR", "RUS"),
        ("Union of Soviet Socialist Republics", "RUS"),
        ("China (veto)", "CHN"),
        ("cote d'ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("The Gambia", "GMB"),
        ("UAR", "EGY"),
        ("Upper Volta", "BFA"),
        ("Zaire", "COD"),
        ("Byelorussian SSR", "BLR"),
        ("  united  kingdom ", "GBR"),
        ("UNITED STATES OF AMERICA", "USA"),
        ("Guinea-Bissau", "GNB"),
        ("rus", "RUS"),
        ("Viet Nam", "VNM"),
    ],
)
def test_names_current_and_historic_are_understood(name, code):
    assert code_of(name) == code


def test_a_name_that_is_none_is_refused_with_a_suggestion():
    with pytest.raises(UnknownStateError, match="did you mean Germany"):
        code_of("Germny")


def test_no_spelling_means_two_states():
    seen: dict[str, str] = {}
    for code, state in STATES.items():
        for name in {fold_name(n) for n in (state.name, *state.spellings, code)}:
            assert seen.setdefault(name, code) == code, name


def test_names_follow_the_date():
    assert name_of("RUS", date(1991, 12, 23)) == "Union of Soviet Socialist Republics"
    assert name_of("RUS", date(1992, 1, 1)) == "Russian Federation"
    assert name_of("COD", date(1990, 8, 2)) == "Zaire"
    assert name_of("COD") == "Democratic Republic of the Congo"
    assert english_order(["GBR", "RUS", "UKR"], date(1985, 1, 1)) == ("UKR", "RUS", "GBR")


def test_every_year_fills_every_seat_and_nobody_sits_twice():
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        elected = elected_in(year)
        assert len(set(elected)) == len(elected) == (6 if year < 1966 else 10), year
        assert not set(elected) & set(PERMANENT)
        assert set(elected) <= set(STATES)


def test_nobody_is_reelected_at_once():
    for year in range(FIRST_YEAR + 1, LAST_YEAR + 1):
        joining = {token.removesuffix(":1") for token in INTAKES[year].split()}
        assert not joining & set(elected_in(year - 1)), year


def test_members_are_those_who_voted():
    voted: dict[int, set[str]] = {}
    with facts("council_votes_1996_2016.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            voted.setdefault(int(row["date"][:4]), set()).add(code_of(row["member"]))
    assert len(voted) == 21
    for year, members in voted.items():
        assert members == set(council_on(date(year, 7, 1)).members), year


def test_the_councils_of_2016_and_2017():
    assert council_on(date(2016, 10, 8)).names == (
        "Angola", "China", "Egypt", "France", "Japan", "Malaysia", "New Zealand",
        "Russian Federation", "Senegal", "Spain", "Ukraine", "United Kingdom", "United States",
        "Uruguay", "Venezuela",
    )  # fmt: skip
    assert set(elected_in(2017)) == {
        "BOL", "ETH", "ITA", "KAZ", "SWE", "EGY", "JPN", "SEN", "UKR", "URY",
    }  # fmt: skip


def test_the_quota_changes_with_the_year_1966():
    assert rule_on(date(1965, 12, 31)).quota == 7
    assert rule_on(date(1966, 1, 1)).quota == 9
    assert council_on(date(1965, 11, 23)).seats == 11
    with pytest.raises(ValueError, match="first met"):
        council_on(date(1946, 1, 16))


def test_seats_that_changed_hands():
    assert holder_on("CHN", date(1971, 10, 24)).name == "Republic of China"
    assert holder_on("CHN", date(1971, 10, 25)).name == "People's Republic of China"
    assert holder_on("RUS", date(2000, 1, 1)).name == "Russian Federation"
    assert holder_on("FRA", date(2000, 1, 1)) is None


def test_every_seat_of_every_year_is_that_of_a_list_by_year():
    listed: dict[int, set[str]] = {}
    with facts("membership_1946_2026.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["permanent"] != "1":
                listed.setdefault(int(row["year"]), set()).add(code_of(row["iso"]))
    assert set(listed) == set(range(FIRST_YEAR, LAST_YEAR + 1))
    for year, members in listed.items():
        assert members == set(elected_in(year)), year


def test_a_year_is_checked_since_it_was_compared():
    assert all(provenance_of(year).checked for year in range(FIRST_YEAR, LAST_YEAR + 1))
    assert provenance_of(1975).source == "table of the members of every year, 1946-2026, with terms"
    with pytest.raises(LookupError):
        provenance_of(LAST_YEAR + 1)


def test_beyond_the_table_only_the_permanent_members_are_known():
    council = council_on(date(LAST_YEAR + 1, 5, 1))
    assert not council.complete
    assert set(council.members) == set(PERMANENT)
    assert council.quota == 9


PRESIDENTS = {
    (1946, 1): "AUS", (1948, 5): "FRA", (1948, 7): "UKR", (1950, 6): "IND", (1950, 7): "NOR",
    (1950, 8): "RUS", (1950, 9): "GBR", (1950, 11): "YUG", (1956, 10): "FRA", (1959, 9): "ITA",
    (1960, 9): "ITA", (1962, 10): "RUS", (1967, 11): "MLI", (1971, 12): "SLE", (1973, 10): "AUS",
    (1976, 7): "ITA", (1982, 4): "COD", (1982, 5): "CHN", (1988, 8): "CHN", (1990, 8): "ROU",
    (1990, 11): "USA", (1990, 12): "YEM", (1991, 1): "COD", (1994, 12): "RWA", (1995, 1): "ARG",
    (2001, 9): "FRA", (2003, 3): "GIN", (2006, 1): "TZA", (2013, 2): "KOR", (2016, 1): "URY",
    (2016, 2): "VEN", (2016, 3): "AGO", (2016, 4): "CHN", (2016, 5): "EGY", (2016, 6): "FRA",
    (2016, 7): "JPN", (2016, 8): "MYS", (2016, 9): "NZL", (2016, 10): "RUS", (2016, 11): "SEN",
    (2016, 12): "ESP", (2017, 1): "SWE", (2020, 10): "RUS", (2022, 2): "RUS", (2025, 2): "CHN",
}  # fmt: skip


@pytest.mark.parametrize(("month", "code"), PRESIDENTS.items())
def test_one_count_from_1946_names_every_president_that_history_names(month, code):
    assert president_of(*month) == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(1946, 1, 17), "AUS"),
        (date(1946, 2, 16), "AUS"),
        (date(1946, 2, 17), "BRA"),
        (date(1946, 3, 16), "BRA"),
        (date(1946, 3, 17), "CHN"),
        (date(1946, 4, 16), "CHN"),
        (date(1946, 5, 16), "EGY"),
        (date(1946, 5, 22), "FRA"),
        (date(1946, 6, 16), "FRA"),
        (date(1946, 6, 26), "MEX"),
        (date(1946, 7, 17), "NLD"),
        (date(1946, 8, 29), "POL"),
        (date(1946, 9, 16), "POL"),
        (date(1946, 9, 20), "RUS"),
        (date(1946, 10, 17), "GBR"),
        (date(1946, 11, 16), "GBR"),
        (date(1946, 11, 17), "USA"),
        (date(1946, 12, 16), "USA"),
        (date(1946, 12, 31), "USA"),
        (date(1947, 1, 1), "AUS"),
        (date(1947, 1, 16), "AUS"),
        (date(2016, 10, 8), "RUS"),
        (date(1994, 12, 31), "RWA"),
    ],
)
def test_a_presidency_of_1946_ran_from_the_17th_to_the_16th(day, code):
    assert president_on(day) == code


def test_nobody_presided_before_the_first_meeting():
    with pytest.raises(LookupError, match="first met on 1946-01-17"):
        president_on(date(1946, 1, 16))
    with pytest.raises(LookupError, match="the President of"):
        president_on(date(LAST_YEAR + 1, 1, 1))


def test_every_president_is_a_member_and_every_member_has_a_turn():
    for year in range(1947, LAST_YEAR + 1):
        for month in range(1, 13):
            assert president_of(year, month) in council_on(date(year, month, 1)).members
    with pytest.raises(LookupError, match="the President of"):
        president_of(LAST_YEAR + 1, 1)


def test_the_chair_passes_down_the_alphabet_and_round_it():
    day = date(2016, 10, 8)
    members = council_on(day).members
    assert successor("RUS", members, day, day) == "SEN"
    assert successor("VEN", members, day, day) == "AGO"
    assert successor("FRA", ["FRA"], day, day) == "FRA"
