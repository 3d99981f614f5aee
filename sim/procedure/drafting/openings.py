"""Opening words of paragraphs: participles in the preamble, verbs in the operative part.

Each opening has a resolution of the Council in which a paragraph begins with it. Those without one
are in use elsewhere in the Organization and were not compared with a text. Source: United Nations
Editorial Manual, "Resolutions and other formal decisions", drafting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Part(StrEnum):
    """The part of a draft that a paragraph belongs to; SUB is a sub-paragraph."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUB = "sub"


PREAMBULAR: Mapping[str, str] = {
    "Acknowledging": "1129 (1997)", "Acting": "1101 (1997)", "Affirming": "1101 (1997)",
    "Agreeing": "1873 (2009)", "Alarmed": "1435 (2002)", "Appalled": "1264 (1999)",
    "Appreciating": "1250 (1999)", "Aware": "1775 (2007)", "Bearing in mind": "1239 (1999)",
    "Calling on": "1408 (2002)", "Calling upon": "1755 (2007)", "Commending": "1067 (1996)",
    "Concerned": "1045 (1996)", "Condemning": "1160 (1998)", "Congratulating": "1658 (2006)",
    "Considering": "1591 (2005)", "Convinced": "1447 (2002)", "Deeply alarmed": "1054 (1996)",
    "Deeply concerned": "1045 (1996)", "Deeply disturbed": "2165 (2014)",
    "Deploring": "1207 (1998)", "Determined": "1054 (1996)", "Determining": "1054 (1996)",
    "Echoing": "1873 (2009)", "Emphasizing": "1045 (1996)", "Encouraging": "1400 (2002)",
    "Endorsing": "1264 (1999)", "Expressing": "1073 (1996)", "Gravely alarmed": "1054 (1996)",
    "Gravely concerned": "1199 (1998)", "Gravely distressed": "2191 (2014)",
    "Guided by": "1820 (2008)", "Having considered": "1045 (1996)",
    "Having examined": "1249 (1999)", "Having heard": "1680 (2006)",
    "Having regard": "1775 (2007)", "Having reviewed": "1647 (2005)",
    "Highlighting": "1873 (2009)", "Looking forward": "1658 (2006)", "Mindful": "1757 (2007)",
    "Noting": "1045 (1996)", "Noting with appreciation": "1058 (1996)",
    "Noting with concern": "1146 (1997)", "Noting with satisfaction": "1182 (1998)",
    "Reaffirming": "1045 (1996)", "Recalling": "1045 (1996)", "Recognizing": "1121 (1997)",
    "Regretting": "1054 (1996)", "Reiterating": "1045 (1996)",
    "Remaining deeply concerned": "1706 (2006)", "Remembering": "1121 (1997)",
    "Stressing": "1101 (1997)", "Supporting": "1333 (2000)",
    "Taking into account": "2081 (2012)", "Taking note": "1054 (1996)",
    "Underlining": "1101 (1997)", "Underscoring": "1229 (1999)", "Urging": "1556 (2004)",
    "Welcoming": "1045 (1996)",
    "Conscious": "", "Desiring": "", "Having received": "", "Having studied": "",
}  # fmt: skip
"""Opening of a preambular paragraph -> a resolution that uses it."""

OPERATIVE: Mapping[str, str] = {
    "Acknowledges": "1231 (1999)", "Affirms": "1160 (1998)", "Approves": "1454 (2002)",
    "Authorizes": "1101 (1997)", "Calls for": "1073 (1996)", "Calls on": "1067 (1996)",
    "Calls upon": "1045 (1996)", "Commends": "1045 (1996)", "Concurs": "1879 (2009)",
    "Condemns": "1067 (1996)", "Confirms": "1244 (1999)", "Considers": "2010 (2011)",
    "Decides": "1045 (1996)", "Declares": "1383 (2001)", "Demands": "1054 (1996)",
    "Deplores": "1322 (2000)", "Determines": "2118 (2013)", "Directs": "1284 (1999)",
    "Emphasizes": "1145 (1997)", "Encourages": "1045 (1996)", "Endorses": "1067 (1996)",
    "Expresses": "1045 (1996)", "Insists": "1199 (1998)", "Invites": "1160 (1998)",
    "Looks forward": "1971 (2011)", "Notes": "1045 (1996)", "Notes with concern": "2109 (2013)",
    "Pays tribute": "1305 (2000)", "Reaffirms": "1045 (1996)", "Recalls": "1199 (1998)",
    "Recognizes": "1146 (1997)", "Recommends": "1249 (1999)", "Reiterates": "1120 (1997)",
    "Reminds": "1045 (1996)", "Renews": "2077 (2012)", "Requests": "1045 (1996)",
    "Requires": "1803 (2008)", "Stresses": "1120 (1997)", "Supports": "1850 (2008)",
    "Takes note": "1058 (1996)", "Underlines": "1120 (1997)", "Underscores": "1870 (2009)",
    "Urges": "1045 (1996)", "Welcomes": "1045 (1996)",
    "Designates": "", "Establishes": "", "Instructs": "", "Notes with appreciation": "",
    "Regrets": "", "Rejects": "", "Warns": "",
}  # fmt: skip
"""Opening of an operative paragraph -> a resolution that uses it."""

OPENINGS: Mapping[Part, Mapping[str, str]] = {
    Part.PREAMBULAR: PREAMBULAR,
    Part.OPERATIVE: OPERATIVE,
    Part.SUB: {},
}
"""Openings by part; a sub-paragraph continues the sentence above it and has none."""

_BEFORE = r"(?:also|further|once again|again|strongly|deeply|gravely)\s+"
_AFTER = r"\s+(?:also|further|again|once again)\b"


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    listed = "|".join(r"\s+".join(map(re.escape, opening.split())) for opening in longest_first)
    return re.compile(rf"(?:{_BEFORE})*({listed})\b(?:{_AFTER})?", re.IGNORECASE)


_PATTERNS = {part: _pattern(words) for part, words in OPENINGS.items() if words}


def opening_of(text: str, part: Part) -> str:
    """The opening with which ``text`` begins, as typed; empty if there is none.

    ``Also``, ``Further`` and adverbs of degree before the word, and ``also``, ``further`` and
    ``again`` after it, are part of it and set in italics too.
    """
    pattern = _PATTERNS.get(part)
    match = pattern.match(text) if pattern is not None else None
    return match[0] if match else ""


def bare_opening(text: str, part: Part) -> str:
    """The listed opening with which ``text`` begins, without adverbs around it."""
    pattern = _PATTERNS.get(part)
    match = pattern.match(text) if pattern is not None else None
    if match is None:
        return ""
    typed = " ".join(match[1].split()).casefold()
    return next(word for word in OPENINGS[part] if word.casefold() == typed)


def counterpart(opening: str, part: Part) -> str:
    """The opening of ``part`` with the same verb as ``opening``; empty if the list has none.

    For example, ``Recalling`` for ``Recalls`` and vice versa.
    """
    stem = _stem(opening)
    return next((word for word in OPENINGS[part] if _stem(word) == stem), "")


def _stem(opening: str) -> str:
    first, *rest = opening.casefold().split()
    for ending in ("ing", "es", "s"):
        if first.endswith(ending):
            first = first.removesuffix(ending)
            break
    return " ".join((first.removesuffix("e"), *rest))
