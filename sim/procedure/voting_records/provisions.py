"""Read the provision of the Charter under which a ballot was held, and what follows from it."""

from __future__ import annotations

import re

from sim.procedure.voting_records.case import RecordedBallot
from sim.procedure.voting_records.words import is_unknown

_SIX = re.compile(
    r"(ch(ap(ter)?)?\.?\s*)?(vi|6)|(art(icle)?\.?\s*)?52\s*[(.]\s*3\s*\)?", re.IGNORECASE
)
_ROMAN = r"x?(?:ix|iv|v?i{1,3}|v)|x"
_OTHER = re.compile(
    rf"(ch(ap(ter)?)?\.?\s*)?({_ROMAN}|1\d|[1-9])|none|-|–|—", re.IGNORECASE
)  # the Charter has nineteen chapters
_ARTICLES = re.compile(
    r"art(icle)?s?\.?\s*\d+(\s*(,|;|/|-|–|and|&|to)?\s*(art(icle)?s?\.?)?\s*\d+)*", re.IGNORECASE
)
_FIFTY_TWO_THREE = re.compile(r"\b52\s*[(.]\s*3\s*\)?")
LAST_ARTICLE = 111
"""The last Article of the Charter."""
REVIEW = 109
"""The Article on a conference to review the Charter."""
_TWENTY_SEVEN_TWO = re.compile(r"\b27\s*[(.]\s*2\s*\)?")
_TWENTY_SEVEN_THREE = re.compile(r"(art(icle)?\.?\s*)?27\s*[(.]\s*3\s*\)?", re.IGNORECASE)
_SEVEN = re.compile(r"(ch(ap(ter)?)?\.?\s*)?(vii|7)", re.IGNORECASE)
_IN_WORDS = re.compile(r",?\s*para(?:graph|\.)?\s*(\d+)", re.IGNORECASE)
_BARE = re.compile(r"(?=\d+\s*\()")
_PARAGRAPH = re.compile(r"\s*\([^)]*\)|\.\d+")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|to)\s*(\d+)", re.IGNORECASE)

_ELECTION = re.compile(
    r"\belect\w*\b.*\b(?:judges?|court|icj)\b|\b(?:judges?|court|icj)\b.*\belect", re.IGNORECASE
)


def is_pacific(provision: str) -> bool | None:
    """Whether a party to a dispute must abstain in a decision under ``provision``.

    It must under Chapter VI, which is Articles 33 to 38, and Article 52(3). None if the provision
    cannot be understood, or names Articles of both kinds.
    """
    if _SIX.fullmatch(provision):
        return True
    if is_unknown(provision) or _OTHER.fullmatch(provision):
        return False
    articles = _articles(_FIFTY_TWO_THREE.sub("38", _named(provision)))
    inside = {33 <= article <= 38 for article in articles}
    return inside.pop() if len(inside) == 1 else None


def is_procedural(provision: str) -> bool:
    """Whether a decision under ``provision`` is procedural.

    It is under Article 27(2), and under Articles 28 to 32, which the Charter heads "Procedure".
    Source: statement of the sponsoring Governments at San Francisco, 7 June 1945, I.2.
    """
    articles = _articles(_TWENTY_SEVEN_TWO.sub("28", _named(provision)))
    return bool(articles) and all(28 <= article <= 32 for article in articles)


def _of_substance(provision: str) -> bool:
    """Whether a decision under ``provision`` is certainly no question of procedure.

    It is none under Chapter VII, Articles 39 to 51, or on admission, suspension, expulsion, the
    enforcement of a judgment or the Secretary-General (Articles 4 to 6, 94 and 97).
    """
    if _SEVEN.fullmatch(provision) or _TWENTY_SEVEN_THREE.fullmatch(_named(provision)):
        return True
    articles = _articles(provision)
    return bool(articles) and articles <= {4, 5, 6, *range(39, 52), 94, 97}


def calls_a_conference(provision: str) -> bool:
    """Whether ``provision`` is Article 109, on a conference to review the Charter."""
    return REVIEW in _articles(provision)


def recommends_a_person_or_a_member(provision: str) -> bool:
    """Whether ``provision`` is Article 4 or 97: no question of atrocities, whatever the item."""
    articles = _articles(provision)
    return bool(articles) and articles <= {4, 97}


def _articles(provision: str) -> set[int]:
    """The numbers of the Articles named; empty if anything else is.

    A number alone may be that of a chapter; one with a paragraph is that of an Article.
    """
    bare = _PARAGRAPH.sub("", _named(provision)).strip()
    if not _ARTICLES.fullmatch(bare):
        return set()
    ranges = [(int(low), int(high)) for low, high in _RANGE.findall(bare)]
    articles = {int(number) for number in re.findall(r"\d+", bare)}
    if max(articles) > LAST_ARTICLE or any(low > high for low, high in ranges):
        return set()
    return articles.union(*(range(low, high) for low, high in ranges))


def _named(provision: str) -> str:
    """``provision`` with its paragraphs in brackets, and as an Article if it has one."""
    named = _IN_WORDS.sub(r"(\1)", provision.strip())
    return f"Article {named}" if _BARE.match(named) else named


def _understood(provision: str) -> bool:
    return is_pacific(provision) is not None or bool(_articles(provision))


def apply_provision(case: RecordedBallot) -> None:
    """Apply the provision that the file states; the nature that it states has precedence."""
    if calls_a_conference(case.chapter):
        case.fault(
            case.line,
            "Article 109 asks for the votes of any nine members of the Council (any seven before "
            "1968 and in paragraph 3), without a veto; Article 27 does not decide it",
        )
    elif is_procedural(case.chapter):
        if not case.nature:
            case.procedural = True
        elif not case.procedural:
            case.warnings.append(
                f"decided as a question of substance, as nature says; a decision under "
                f"{case.chapter} is procedural"
            )
    elif case.nature and case.procedural and _of_substance(case.chapter):
        case.warnings.append(
            f"decided as procedural, as nature says; a decision under {case.chapter} is a question "
            "of substance"
        )
    elif recommends_a_person_or_a_member(case.chapter):
        case.atrocities = False
    elif not (case.nature or case.bound or _understood(case.chapter)):
        case.warnings.append(
            f"chapter is '{case.chapter}', which is not understood, and the ballot is decided as a "
            "question of substance; write a chapter such as VI or VII, or its Articles"
        )
    if not case.nature and _ELECTION.search(f"{case.label} {case.topic}"):
        case.warnings.append(
            "decided as a resolution; of an election of judges write election in a column nature, "
            "because Article 27 does not decide it"
        )
