"""How long a sponsor's consent to a requested change counts."""

from __future__ import annotations

from dataclasses import replace

from sim.classroom.floor import Floor, RequestedChange
from sim.classroom.messages import ClauseChange


def while_it_reads_so(floor: Floor, before: Floor) -> Floor:
    """The floor in which nobody agrees any more to change a clause that read otherwise ``before``.

    Consent was given to a change of the clause as it read then.
    """
    if floor.texts is before.texts:
        return floor
    asks = (
        ask if ask.answer or _clause(floor, ask) == _clause(before, ask)
        else _asked_again(ask, *ask.agreed)
        for ask in floor.asks
    )  # fmt: skip
    return replace(floor, asks=tuple(asks))


def alike(floor: Floor, wish: ClauseChange | RequestedChange) -> tuple[int, ...]:
    """The places of the open requests for the change ``wish``, whoever asks."""
    wanted = (wish.draft, wish.issue, wish.value)
    return tuple(
        place
        for place, ask in enumerate(floor.asks)
        if not ask.answer and (ask.draft, ask.issue, ask.value) == wanted
    )


def with_change_taken_in(floor: Floor, wish: RequestedChange) -> Floor:
    """The floor in which every open request for the change ``wish`` is accepted."""
    same = alike(floor, wish)
    asks = (
        replace(ask, answer="accepted") if place in same else ask
        for place, ask in enumerate(floor.asks)
    )
    return replace(floor, asks=tuple(asks))


def with_later_wish(floor: Floor, seat: str, wish: ClauseChange | RequestedChange) -> Floor:
    """The floor in which a sponsor's ``wish`` for a clause replaces those for another change of it.

    Its own earlier requests lapse, and what it agreed to does not have its consent any more.
    """
    asks, same = list(floor.asks), alike(floor, wish)
    for n, ask in enumerate(asks):
        other = (ask.draft, ask.issue) != (wish.draft, wish.issue)
        if ask.answer or other or n in same:
            continue
        own = ask.by == seat
        asks[n] = replace(ask, answer="lapsed") if own else _asked_again(ask, seat)
    return replace(floor, asks=tuple(asks))


def _asked_again(ask: RequestedChange, *seats: str) -> RequestedChange:
    gone = [code for code in ask.agreed if code in seats]
    left = tuple(code for code in ask.agreed if code not in seats)
    return replace(ask, agreed=left, again=tuple(dict.fromkeys((*ask.again, *gone))))


def _clause(floor: Floor, ask: RequestedChange) -> float | None:
    return floor.texts.get(ask.draft, {}).get(ask.issue)
