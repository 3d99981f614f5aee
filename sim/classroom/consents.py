"""How long a sponsor's consent to a requested change counts."""

from __future__ import annotations

from dataclasses import replace

from sim.classroom.floor import Floor, RequestedChange


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


def with_later_wish(floor: Floor, seat: str, draft: str, issue: str, place: int = -1) -> Floor:
    """The floor in which a sponsor's wish for a clause replaces its earlier ones.

    Its own earlier requests lapse, and what it agreed to does not have its consent any more. If the
    wish is itself a request, or an answer to one, that one is at ``place``.
    """
    asks = list(floor.asks)
    for n, ask in enumerate(asks):
        if n == place or ask.answer or (ask.draft, ask.issue) != (draft, issue):
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
