"""Drafts that a caller names, checked against those of a result."""

from __future__ import annotations

from collections.abc import Iterable

from sim.domain.errors import UsageError


def draft_names(named: object, known: Iterable[str], *, where: str) -> tuple[str, ...]:
    """The drafts in ``named``, each of which is in ``known``.

    Raises:
        UsageError: for anything but symbols in a sequence, for none, or for an unknown one.
    """
    listed = tuple(named) if isinstance(named, Iterable) and not isinstance(named, str) else None
    if not listed:
        raise UsageError(
            f"{named!r} names no draft", where=where, remedy='give a list, such as ["S/2016/846"]'
        )
    choices = tuple(known)
    unknown = [each for each in listed if each not in choices]
    if unknown:
        raise UsageError(
            f"there is no draft {unknown[0]!r} in this result",
            where=where,
            remedy=f"choose from {', '.join(choices)}",
        )
    return listed
