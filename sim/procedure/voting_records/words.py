"""Read the cells of tables: votes, blanks, numbers, outcomes and combined tallies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sim.domain.ballots import Outcome, Vote
from sim.domain.folding import fold_name

VOTE_WORDS: dict[str, Vote] = {
    **{vote.word.replace("_", " "): vote for vote in Vote},
    **dict.fromkeys(("y", "for", "in favour", "in favor", "aye", "yea"), Vote.YES),
    **dict.fromkeys(("n", "against", "nay"), Vote.NO),
    **dict.fromkeys(("a", "abstained", "abstention", "abstaining"), Vote.ABSTAIN),
    **dict.fromkeys(
        (
            "non participating", "did not participate", "nonparticipating", "np",
            "not voting", "non voting", "nonvoting", "did not vote", "nv", "x",
        ),
        Vote.NOT_PARTICIPATING,
    ),
}  # fmt: skip
"""Folded word -> vote. The United Nations' own X means non-voting."""

YES_WORDS = {"yes", "true", "1", "1.0", "y", "x", "party", "veto", "vetoed"}
NO_WORDS = {"", "no", "false", "0", "0.0", "n", "-", "–", "—", "none", "nan", "na", "n/a", "null"}
UNKNOWN_WORDS = {"", "nan", "na", "n/a", "n.a.", "nat", "null", "<na>", "?", "unknown"}
"""Markers for missing values as spreadsheets, pandas and R write them."""
DASHES = {"-", "–", "—", "none"}
NOBODY_WORDS = {"-", "–", "—", "none", "nil", "no", "0", "0.0", "nobody", "no one", "false"}
"""Words that state that there is nobody."""

_NUMBER = re.compile(r"(\d{1,3})(?:[.,]0+)?", re.ASCII)
_DASHES = str.maketrans("‐‑‒–—−:/", "--------")
_TALLY = re.compile(
    r"(?<![\d/-])(\d{1,2})\s*-\s*(\d{1,2})\s*-\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?(?!\d)"
)
FAILED = re.compile(
    r"\bnot (been )?(adopted|passed|carried|approved)|\bfail|\breject|\bdefeat|\blost\b"
)
_DENIED = re.compile(r"\b(adopted|passed|approved|carried)\W*(no|false|0)\b")
_WITHDRAWN = re.compile(r"\bwithdr[ae]w|\bnot put\b")
_PLAIN = re.compile(r"(was |were )?(adopted|passed|approved|carried)\W*")
_UNANIMOUS = re.compile(r"(?<!\w)(?P<denied>(?:not|non|near(?:ly)?|almost|quasi)\W*)?unanim")
VETO = re.compile(r"\bveto")
NO_VETO = re.compile(r"\b(?:no|not|without(?: a)?) veto(?:ed)?\b")
WITHOUT_VOTE = re.compile(r"without (a )?vote|consensus|acclamation")


def is_unknown(text: str) -> bool:
    """Whether a cell is blank or a marker for a missing value."""
    return text.casefold() in UNKNOWN_WORDS


@lru_cache(maxsize=4096)
def number_in(text: str) -> int | None:
    """The number of members in a cell, ``11`` or ``11.0``; None if it is blank.

    Raises:
        ValueError: if the cell is neither blank nor a number of members.
    """
    if is_unknown(text):
        return None
    if text.casefold() in NOBODY_WORDS:
        return 0
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise ValueError(f"'{text}', not a number of members")
    return int(number[1])


@lru_cache(maxsize=4096)
def vote_in(text: str) -> Vote | None:
    """The vote that a word means, or None."""
    return VOTE_WORDS.get(fold_name(text.replace("_", " ")))


@lru_cache(maxsize=4096)
def tally_in(text: str) -> tuple[int, ...]:
    """The numbers of ``11-2-2``, ``11–2–2`` or ``14:0:0:1``; empty if it is not a tally."""
    match = _TALLY.search(text.translate(_DASHES))
    return tuple(int(part) for part in match.groups() if part is not None) if match else ()


_COUNTED = re.compile(
    r"(?P<rest>(?:non?|not|did not)[\s_-]*(?:voting|vote|participating|participate)|absent)"
    r"|(?P<yes>in favou?r|for|yes|yeas?|ayes?)|(?P<no>against|noes|nays?|no)"
    r"|(?P<abstain>abst\w*)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?P<yes>y)|(?P<no>n)|(?P<abstain>a)", re.IGNORECASE)


def order_of_tally(head: str) -> tuple[int, ...]:
    """The positions of yes, no, abstain and, if named, the others in the tallies under a heading.

    ``Vote (for–abstain–against)`` gives ``(0, 2, 1)``. Empty if the heading does not name yes, no
    and abstain.
    """
    for words in (_COUNTED, _LETTERS):
        pattern = re.compile(rf"(?<![^\W_])(?:{words.pattern})(?![^\W_])", re.IGNORECASE)
        named = [match.lastgroup for match in pattern.finditer(head)]
        if {"yes", "no", "abstain"} <= set(named) and len(named) == len(set(named)):
            return tuple(named.index(n) for n in ("yes", "no", "abstain", "rest") if n in named)
    return ()


def reordered(tally: str, order: Sequence[int]) -> str:
    """The tally in a cell as ``yes-no-abstain``, if its numbers come in the given ``order``.

    Unchanged if ``order`` is empty or the cell is not a tally with so many numbers.
    """
    parts = tally_in(tally)
    if order == tuple(range(len(order))) or len(parts) not in (3, len(order)):
        return tally
    if len(parts) < len(order):  # without the members that did not vote
        order = [sum(other < place for other in order[:3]) for place in order[:3]]
    return "-".join(str(parts[place]) for place in order)


@lru_cache(maxsize=4096)
def outcome_in(text: str) -> Outcome | None:
    """The outcome that a cell records, or None."""
    words = fold_name(text.replace("_", " "))
    if _WITHDRAWN.search(words):
        return None
    if VETO.search(NO_VETO.sub(" ", words)):
        return Outcome.VETOED
    if FAILED.search(words) or _DENIED.search(words):
        return Outcome.NOT_ADOPTED
    if re.search(r"adopt|passed|approved|carried|unanim", words) or WITHOUT_VOTE.search(words):
        return Outcome.ADOPTED
    return None


def says_without_vote(text: str) -> bool:
    """Whether a cell says that a text was adopted without a vote."""
    return bool(WITHOUT_VOTE.search(fold_name(text)))


def says_only_adopted(text: str) -> bool:
    """Whether a cell says that a text was adopted, and nothing else."""
    return bool(_PLAIN.fullmatch(fold_name(text.replace("_", " "))))


def says_unanimous(text: str) -> bool:
    """Whether a cell says that a vote was unanimous."""
    said = _UNANIMOUS.search(text.casefold())
    return said is not None and not said["denied"]
