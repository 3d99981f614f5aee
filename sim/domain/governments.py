"""Which of the two Governments of China a name refers to, in any spelling."""

from __future__ import annotations

import re

from sim.domain.folding import fold_name

REPUBLIC = "Republic of China"
PEOPLES_REPUBLIC = "People's Republic of China"

_PEOPLES = re.compile(
    r"\b(prc|pr china|peoples|communist|red china|beijing|peking|populaire|popular)\b"
    r"|народная|кнр|人民|الشعبية"
)
_REPUBLIC = re.compile(
    r"\b(roc|twn|tw|taiwan|taipei|formosa|nationalist|kuomintang)\b|republic of china"
    r"|republique de chine|republica de china|китаиская республика|中华民国|台湾|جمهورية الصين"
)


def government_of_china(name: str) -> str:
    """The Government that ``name`` refers to; empty if it only says China, or means another State.

    ``PRC`` and ``China (People's Republic of)`` mean one, ``ROC``, ``Taiwan`` and ``China,
    Republic of`` the other. Only call it with names for the seat of China.
    """
    folded = fold_name(re.sub(r"[(),\[\]]", " ", name))
    if _PEOPLES.search(folded):
        return PEOPLES_REPUBLIC
    if _REPUBLIC.search(folded) or folded in {"china republic of", "china republic of the"}:
        return REPUBLIC
    return ""


def means_taiwan(name: str) -> bool:
    """Whether ``name`` is Taiwan: it never named a seat, but data sets use it for one."""
    return bool(re.search(r"\b(twn|tw|taiwan|formosa|taipei)\b|台湾", fold_name(name)))
