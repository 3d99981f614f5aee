"""Membership of the United Nations: the size of the Organization by year, and who is no Member."""

from __future__ import annotations

from datetime import date

import pytest

from sim.domain.membership import ADMITTED, is_member, state_code
from sim.domain.states import STATES

SIZES = {
    1945: 51, 1946: 55, 1950: 60, 1955: 76, 1960: 99, 1965: 117, 1966: 122, 1990: 159, 1991: 166,
    1992: 179, 1993: 184, 1999: 188, 2000: 189, 2002: 191, 2006: 192, 2011: 193, 2025: 193,
}  # fmt: skip
"""Members at the end of the year as the Organization counts them."""


def test_every_state_has_a_day_of_admission():
    assert set(ADMITTED) == set(STATES)


@pytest.mark.parametrize(("year", "size"), SIZES.items())
def test_the_organization_has_the_size_that_it_counts(year, size):
    """Czechoslovakia and Yugoslavia, which left in 1992 by succession, are counted to its end."""
    counted = sum(is_member(code, date(year, 12, 31)) for code in ADMITTED)
    yugoslavia = 1 if year in range(1992, 2000) else 0
    assert counted + yugoslavia == size


@pytest.mark.parametrize(
    ("code", "day", "member"),
    [
        ("KOR", date(1950, 6, 25), False),
        ("KOR", date(1991, 9, 17), True),
        ("PSE", date(2024, 4, 18), False),
        ("VAT", date(2024, 4, 18), False),
        ("JPN", date(1956, 12, 17), False),
        ("CHE", date(2002, 9, 10), True),
        ("SYR", date(1960, 1, 1), False),
        ("SYR", date(2016, 10, 8), True),
        ("YUG", date(1999, 3, 26), False),
    ],
)
def test_who_was_a_member_on_a_day(code, day, member):
    assert is_member(code, day) is member


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Syria", "SYR"),
        ("SYR", "SYR"),
        ("Palestine", "PSE"),
        ("State of Palestine", "PSE"),
        ("the Holy See", "VAT"),
        ("A former official", None),
    ],
)
def test_a_name_leads_to_its_state(name, code):
    assert state_code(name) == code
