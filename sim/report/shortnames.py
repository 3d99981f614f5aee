"""Short names for labels, where the full UN name would not fit."""

from __future__ import annotations

import re

_SHORT = {
    "United Kingdom of Great Britain and Northern Ireland": "United Kingdom",
    "United States of America": "United States",
    "Russian Federation": "Russia",
    "Union of Soviet Socialist Republics": "USSR",
    "Democratic People's Republic of Korea": "DPR Korea",
    "Republic of Korea": "South Korea",
    "Lao People's Democratic Republic": "Laos",
    "Libyan Arab Jamahiriya": "Libya",
    "Syrian Arab Republic": "Syria",
    "United Republic of Tanzania": "Tanzania",
    "Democratic Republic of the Congo": "DR Congo",
    "Central African Republic": "Central African Rep.",
    "Brunei Darussalam": "Brunei",
    "Republic of Moldova": "Moldova",
    "Viet Nam": "Viet Nam",
}


_WITH_ARTICLE = (
    "Bahamas", "Central African", "Comoros", "Congo", "Czech Republic", "Democratic",
    "Dominican Rep",    "Gambia", "Holy See", "Islamic Republic", "Lao People", "Libyan",
    "Maldives", "Marshall",
    "Netherlands", "Niger ", "Philippines", "Republic of", "Russian Federation", "Seychelles",
    "Solomon", "Sudan ", "Syrian Arab", "Union of", "United ", "USSR", "DR Congo", "UK", "USA",
)  # fmt: skip


def in_sentence(name: str) -> str:
    """The name as it stands within a sentence: with the article where English wants one."""
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def short_name(name: str) -> str:
    """The name by which newspapers call a State; what stands in parentheses is left out."""
    plain = name.replace("’", "'")
    return _SHORT.get(plain) or re.sub(r"\s*\([^)]*\)", "", plain) or name
