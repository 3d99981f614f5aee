"""Elected members of the Council and their terms: one line per election year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

INTAKES: dict[int, str] = {
    1946: "AUS BRA POL EGY:1 MEX:1 NLD:1",
    1947: "BEL COL SYR",
    1948: "ARG CAN UKR",
    1949: "CUB EGY NOR",
    1950: "ECU IND YUG",
    1951: "BRA NLD TUR",
    1952: "CHL GRC PAK",
    1953: "COL DNK LBN",
    1954: "BRA NZL TUR",
    1955: "BEL IRN PER",
    1956: "AUS CUB YUG:1",
    1957: "COL IRQ SWE PHL:1",
    1958: "CAN JPN PAN",
    1959: "ARG ITA TUN",
    1960: "LKA ECU POL:1",
    1961: "CHL EGY LBR:1 TUR:1",
    1962: "GHA VEN IRL:1 ROU:1",
    1963: "BRA MAR NOR PHL:1",
    1964: "BOL CIV CSK:1",
    1965: "JOR NLD URY MYS:1",
    1966: "ARG BGR JPN MLI NGA NZL:1 UGA:1",
    1967: "BRA CAN DNK ETH IND",
    1968: "DZA HUN PAK PRY SEN",
    1969: "COL FIN NPL ESP ZMB",
    1970: "BDI NIC POL SLE SYR",
    1971: "ARG BEL ITA JPN SOM",
    1972: "GIN IND PAN SDN YUG",
    1973: "AUS AUT IDN KEN PER",
    1974: "BLR CMR CRI IRQ MRT",
    1975: "GUY ITA JPN SWE TZA",
    1976: "BEN LBY PAK PAN ROU",
    1977: "CAN DEU IND MUS VEN",
    1978: "BOL CSK GAB KWT NGA",
    1979: "BGD JAM NOR PRT ZMB",
    1980: "DDR MEX NER PHL TUN",
    1981: "IRL JPN PAN ESP UGA",
    1982: "GUY JOR POL TGO COD",
    1983: "MLT NLD NIC PAK ZWE",
    1984: "EGY IND PER UKR BFA",
    1985: "AUS DNK MDG THA TTO",
    1986: "BGR COG GHA ARE VEN",
    1987: "ARG DEU ITA JPN ZMB",
    1988: "DZA BRA NPL SEN YUG",
    1989: "CAN COL ETH FIN MYS",
    1990: "CIV CUB ROU YEM COD",
    1991: "AUT BEL ECU IND ZWE",
    1992: "CPV HUN JPN MAR VEN",
    1993: "BRA DJI NZL PAK ESP",
    1994: "ARG CZE NGA OMN RWA",
    1995: "BWA DEU HND IDN ITA",
    1996: "CHL EGY GNB POL KOR",
    1997: "CRI JPN KEN PRT SWE",
    1998: "BHR BRA GAB GMB SVN",
    1999: "ARG CAN MYS NAM NLD",
    2000: "BGD JAM MLI TUN UKR",
    2001: "COL IRL MUS NOR SGP",
    2002: "BGR CMR GIN MEX SYR",
    2003: "AGO CHL DEU PAK ESP",
    2004: "DZA BEN BRA PHL ROU",
    2005: "ARG DNK GRC JPN TZA",
    2006: "COG GHA PER QAT SVK",
    2007: "BEL IDN ITA PAN ZAF",
    2008: "BFA CRI HRV LBY VNM",
    2009: "AUT JPN MEX TUR UGA",
    2010: "BIH BRA GAB LBN NGA",
    2011: "COL DEU IND PRT ZAF",
    2012: "AZE GTM MAR PAK TGO",
    2013: "ARG AUS LUX KOR RWA",
    2014: "TCD CHL JOR LTU NGA",
    2015: "AGO MYS NZL ESP VEN",
    2016: "EGY JPN SEN UKR URY",
    2017: "BOL ETH KAZ SWE ITA:1",
    2018: "CIV GNQ KWT PER POL NLD:1",
    2019: "BEL DOM DEU IDN ZAF",
    2020: "EST NER VCT TUN VNM",
    2021: "IND IRL KEN MEX NOR",
    2022: "ALB BRA GAB GHA ARE",
    2023: "ECU JPN MLT MOZ CHE",
    2024: "DZA GUY KOR SLE SVN",
    2025: "DNK GRC PAK PAN SOM",
    2026: "BHR COL COD LVA LBR",
}
"""First year of the term -> members elected; two years unless ``:1`` says one (split terms)."""

FIRST_YEAR = min(INTAKES)
LAST_YEAR = max(INTAKES)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the intakes of some years come from and whether they were compared with it."""

    first: int
    last: int
    source: str
    checked: bool


PROVENANCE: tuple[Provenance, ...] = (
    Provenance(1946, 1960, "published list of members by year and seat, 1946-1965", True),
    Provenance(1961, 1984, "table of the members of every year, 1946-2026, with terms", True),
    Provenance(1985, 1995, "Global Policy Forum, Elected Members of the Security Council", True),
    Provenance(1996, 2016, "members recorded in the ballots of those years", True),
    Provenance(2017, 2018, "published lists of members of those years", True),
    Provenance(2019, 2021, "table of the members of every year, 1946-2026, with terms", True),
    Provenance(2022, 2024, "published lists of members of those years", True),
    Provenance(2025, 2026, "table of the members of every year, 1946-2026, with terms", True),
)
"""Every block was compared with the table of all years, too, and agrees with it."""


@cache
def elected_in(year: int) -> tuple[str, ...]:
    """Codes of the elected members of ``year``; empty where the table does not reach."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    seated = [token.removesuffix(":1") for token in INTAKES[year].split()]
    earlier = INTAKES.get(year - 1, "").split()
    return tuple(seated + [token for token in earlier if not token.endswith(":1")])


def provenance_of(year: int) -> Provenance:
    """The provenance of the members of ``year``: the weaker of the two intakes that sat.

    Raises:
        LookupError: when the table does not reach the year.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LookupError(f"the table of elected members ends with {LAST_YEAR}")
    sources = [p for p in PROVENANCE if p.first <= year <= p.last or p.first <= year - 1 <= p.last]
    return min(sources, key=lambda source: (source.checked, -source.last))
