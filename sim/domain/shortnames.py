"""Short names of States for labels that have no room for the full UN name."""

from __future__ import annotations

import re

_SHORT = {
    "United Kingdom of Great Britain and Northern Ireland": "United Kingdom",
    "United States of America": "United States",
    "Russian Federation": "Russia",
    "Union of Soviet Socialist Republics": "USSR",
    "Democratic People's Republic of Korea": "DPR Korea",
    "People's Republic of China": "China",
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


def short_name(name: str) -> str:
    """The name that newspapers use for a State, without the part in parentheses."""
    plain = name.replace("’", "'")
    return _SHORT.get(plain) or re.sub(r"\s*\([^)]*\)", "", plain) or name
