"""Compare columns of a table that hold the same thing, such as date and vote_date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sim.domain.ballots import Outcome
from sim.domain.states import UnknownStateError
from sim.domain.words import listed
from sim.procedure.voting_records.days import Order, day_of
from sim.procedure.voting_records.members import seat_of
from sim.procedure.voting_records.words import (
    NO_WORDS,
    YES_WORDS,
    is_unknown,
    outcome_in,
    says_unanimous,
    tally_in,
    vote_in,
)

ORDERS: tuple[Order, ...] = ("", "dmy", "mdy")
CODES = ("ms_code", "ms_codes", "country_code", "iso3c", "iso2c", "iso")
"""Columns of codes; another column that names a State need not mean the member that voted."""


def _days(text: str, year: str) -> frozenset[object]:
    """The days that a text can mean; empty if it is not a date."""
    return frozenset(day for order in ORDERS if isinstance(day := day_of(text, order, year), date))


def _tallies(text: str, _year: str) -> frozenset[object]:
    """The tally; what is unanimous has neither noes nor abstentions."""
    numbers = tally_in(text)[:3]
    if numbers:
        return frozenset((numbers, *(("unanimous",) if not any(numbers[1:]) else ())))
    return frozenset(("unanimous",) if says_unanimous(text) else ())


def _outcomes(text: str, _year: str) -> frozenset[object]:
    """The outcome; a vetoed text is not adopted either."""
    said = outcome_in(text)
    failed = {Outcome.NOT_ADOPTED, Outcome.VETOED}
    return frozenset() if said is None else frozenset(failed if said in failed else {said})


def _votes(text: str, _year: str) -> frozenset[object]:
    vote = vote_in(text)
    return frozenset() if vote is None else frozenset({vote})


def _states(text: str, _year: str) -> frozenset[object]:
    try:
        return frozenset({seat_of(text)})
    except UnknownStateError:
        return frozenset()


def _answers(text: str, _year: str) -> frozenset[object]:
    word = text.casefold()
    return frozenset({word in YES_WORDS} if word in YES_WORDS | NO_WORDS else ())


MEANINGS: Mapping[str, Callable[[str, str], frozenset[object]]] = {
    "date": _days,
    "member": _states,
    "vote": _votes,
    "tally": _tallies,
    "outcome": _outcomes,
    "atrocities": _answers,
}
"""Column -> what a cell of it can mean; cells without a common meaning contradict each other."""
PREFERRED = ("tally", "outcome")
"""Columns whose headers also hold other things, so that a cell with a meaning comes first."""


def agreed(name: str, said: Mapping[str, str], year: str = "") -> tuple[str, str]:
    """The cell to use for column ``name``, and an error if its headers say different things.

    ``said`` has the cells by header, that of the header to prefer first.
    """
    texts = {head: text for head, text in said.items() if not is_unknown(text)}
    if len(texts) < 2:
        return next(iter(texts.values()), next(iter(said.values()))), ""
    meant = {head: MEANINGS[name](text, year) for head, text in texts.items()}
    clear = [head for head, meanings in meant.items() if meanings]
    first = clear[0] if clear and name in PREFERRED else next(iter(texts))
    others = [head for head in clear if meant[first] and not meant[first] & meant[head]]
    if not others:
        return texts[first], ""
    told = listed([f"{head} is {texts[head]}" for head in others])
    return texts[first], f"{first} is {texts[first]}, but {told}"
