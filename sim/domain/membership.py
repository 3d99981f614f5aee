"""Which States were Members of the United Nations on a given day.

Rule 37 and Articles 31 and 35(1) speak of Members of the United Nations, Articles 32 and 35(2) also
of States that are not.

Sources: the Organization's list of Members by date of admission, from memory; the sequence of dates
was compared with public copies, and the size at the end of seventeen years with the Organization's.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sim.domain.folding import fold_name
from sim.domain.states import UnknownStateError, code_of

ORIGINAL = date(1945, 10, 24)
"""Day from which the original Members are counted; the last ratified on 27 December 1945."""

_ADMITTED = """
1946-11-19 AFG ISL SWE
1946-12-16 THA
1947-09-30 PAK YEM
1948-04-19 MMR
1949-05-11 ISR
1950-09-28 IDN
1955-12-14 ALB AUT BGR KHM FIN HUN IRL ITA JOR LAO LBY NPL PRT ROU ESP LKA
1956-11-12 MAR SDN TUN
1956-12-18 JPN
1957-03-08 GHA
1957-09-17 MYS
1958-12-12 GIN
1960-09-20 BEN BFA CMR CAF TCD COG CIV CYP GAB MDG NER SOM TGO COD
1960-09-28 MLI SEN
1960-10-07 NGA
1961-09-27 SLE
1961-10-27 MRT MNG
1961-12-14 TZA
1962-09-18 BDI JAM RWA TTO
1962-10-08 DZA
1962-10-25 UGA
1963-05-14 KWT
1963-12-16 KEN
1964-12-01 MWI MLT ZMB
1965-09-21 GMB MDV SGP
1966-09-20 GUY
1966-10-17 BWA LSO
1966-12-09 BRB
1968-04-24 MUS
1968-09-24 SWZ
1968-11-12 GNQ
1970-10-13 FJI
1971-09-21 BTN BHR QAT
1971-10-07 OMN
1971-12-09 ARE
1973-09-18 BHS DEU DDR
1974-09-17 BGD GRD GNB
1975-09-16 CPV MOZ STP
1975-10-10 PNG
1975-11-12 COM
1975-12-04 SUR
1976-09-21 SYC
1976-12-01 AGO
1976-12-15 WSM
1977-09-20 DJI VNM
1978-09-19 SLB
1978-12-18 DMA
1979-09-18 LCA
1980-08-25 ZWE
1980-09-16 VCT
1981-09-15 VUT
1981-09-25 BLZ
1981-11-11 ATG
1983-09-23 KNA
1984-09-21 BRN
1990-04-23 NAM
1990-09-18 LIE
1991-09-17 EST LVA LTU PRK KOR FSM MHL
1992-03-02 ARM AZE KAZ KGZ MDA SMR TJK TKM UZB
1992-05-22 BIH HRV SVN
1992-07-31 GEO
1993-01-19 CZE SVK
1993-04-08 MKD
1993-05-28 ERI MCO
1993-07-28 AND
1994-12-15 PLW
1999-09-14 KIR NRU TON
2000-09-05 TUV
2006-06-03 SRB
2002-09-10 CHE
2002-09-27 TLS
2006-06-28 MNE
2011-07-14 SSD
"""

_ORIGINAL = """
ARG AUS BEL BLR BOL BRA CAN CHL CHN COL CRI CSK CUB DNK DOM ECU EGY ETH FRA GBR GRC GTM HND HTI IND
IRN IRQ LBN LBR LUX MEX NIC NLD NOR NZL PAN PER PHL POL PRY RUS SAU SLV SYR TUR UKR URY USA VEN YUG
ZAF
"""

ORIGINAL_MEMBERS = frozenset(_ORIGINAL.split())
"""The fifty-one Members of 1945 (Article 3)."""

GAPS: dict[str, tuple[tuple[date, date], ...]] = {
    "CSK": ((date(1993, 1, 1), date.max),),
    "DDR": ((date(1990, 10, 3), date.max),),
    "IDN": ((date(1965, 1, 20), date(1966, 9, 28)),),
    "SYR": ((date(1958, 2, 21), date(1961, 10, 13)),),
    "YUG": ((date(1992, 9, 22), date(2000, 11, 1)), (date(2006, 6, 3), date.max)),
}
"""From which day until before which day a State was no Member after its admission.

Dissolution (Czechoslovakia), union (German Democratic Republic; Syria in the United Arab Republic)
and Indonesia's absence. For Yugoslavia the first gap begins with Assembly resolution 47/1, after
which its representatives were not invited under rule 37; whether its membership had ended was in
dispute. Admitted on 1 November 2000 it went on as Serbia and Montenegro, and then as Serbia. The
Democratic Republic of Yemen (1967 to 1990) has no code here.
"""

ADMITTED: dict[str, date] = {
    **dict.fromkeys(ORIGINAL_MEMBERS, ORIGINAL),
    **{
        code: date.fromisoformat(line.split()[0])
        for line in _ADMITTED.strip().splitlines()
        for code in line.split()[1:]
    },
}
"""Day of admission of every Member, by code."""

NON_MEMBERS: dict[str, str] = {"PSE": "Palestine", "VAT": "Holy See"}
"""States that are no Members and are called by a code here, with the name used for them. Both are
observer States, the Holy See since 1964, Palestine since Assembly resolution 67/19 (29 November
2012); other States were none before the day on which they were admitted."""

_SPELLINGS = {
    "palestine": "PSE",
    "state of palestine": "PSE",
    "observer state of palestine": "PSE",
    "holy see": "VAT",
    "vatican": "VAT",
    "vatican city": "VAT",
}


@lru_cache(maxsize=2048)
def state_code(name: str) -> str | None:
    """The code of the State called ``name``, Member or not; None if no State has that name."""
    if not name:
        return None
    if name in NON_MEMBERS:
        return name
    other = _SPELLINGS.get(fold_name(name).removeprefix("the "))
    if other is not None:
        return other
    try:
        return code_of(name)
    except UnknownStateError:
        return None


def is_member(code: str, day: date) -> bool:
    """Whether the State with ``code`` was a Member of the United Nations on ``day``."""
    admitted = ADMITTED.get(code)
    if admitted is None or day < admitted:
        return False
    return not any(start <= day < end for start, end in GAPS.get(code, ()))
