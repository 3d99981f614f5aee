"""Describe paths of numbers and names of outcomes in words, for figures and sentences.

The table under a figure keeps the path, which ``-S`` takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sim.report.names import KeyNames

_CALLED = re.compile(r"(\w+)\((.+)\)")

_OUTCOMES = {
    "adopted": "the chance that {} is adopted",
    "vetoed": "the chance that {} is vetoed",
    "yes": "the votes in favour of {}",
}


def outcome_in_words(name: str) -> str:
    """``adopted(S/2016/846)`` as a phrase; other names with spaces for underscores."""
    match = _CALLED.fullmatch(name)
    if match is None:
        return name.replace("_", " ")
    phrase = _OUTCOMES.get(match[1])
    return phrase.format(match[2]) if phrase else f"{match[1].replace('_', ' ')} of {match[2]}"


def path_in_words(path: str, names: KeyNames) -> str:
    """A number's path for a reader, such as ``Russia: ban on military flights``.

    A path of unknown form is shown with spaces instead of dots.
    """
    plain, _, fact = path.partition("@")
    head, _, rest = plain.partition(".")
    tell = _TOLD.get(head)
    words = tell(rest, names) if tell is not None and rest else _spaced(plain)
    return f"{words} (if {_spaced(fact)})" if fact else words


def _spaced(text: str) -> str:
    return re.sub(r"[-_.]+", " ", text).strip()


def _member(rest: str, names: KeyNames) -> str:
    code, _, place = rest.partition(".")
    kind, _, key = place.partition(".")
    who = names.actor(code)
    match kind:
        case "positions":
            return f"{who}: {names.issue(key)}"
        case "saliences":
            return f"{who}: weight of {names.issue(key)}"
        case "alignment":
            return f"{who}: tie with {names.within(key)}"
        case "closeness":
            return f"{who}: closeness to {names.within(key)}"
    return f"{who}: {_spaced(place)}" if place else who


def _draft(rest: str, names: KeyNames) -> str:
    symbol, _, key = rest.rpartition(".text.")
    if symbol:
        return f"{symbol}: {names.issue(key)}"
    symbol, _, key = rest.rpartition(".")
    return f"{symbol}: {_spaced(key)}" if symbol else rest


def _role(rest: str, names: KeyNames) -> str:
    role, _, key = rest.partition(".saliences.")
    return f"Role {_spaced(role)}: weight of {names.issue(key)}" if key else f"Role {_spaced(rest)}"


def _status_quo(rest: str, names: KeyNames) -> str:
    return f"Status quo: {names.issue(rest)}"


def _statement(rest: str, names: KeyNames) -> str:
    place, _, key = rest.partition(".")
    which = f"Statement {int(place) + 1}" if place.isdigit() else f"Statement {place}"
    return f"{names.things.get(f'statements.{place}', which)}: {_spaced(key)}"


def _other(rest: str, names: KeyNames) -> str:
    key, _, place = rest.partition(".")
    who = names.actors.get(key) and names.actor(key)
    head = who or names.thing(key)
    head = head[:1].upper() + head[1:]
    return f"{head}: {_spaced(place)}" if place else head


def _plan(rest: str, names: KeyNames) -> str:
    kind, _, key = rest.partition(".")
    if kind == "text":
        return f"Plan: {names.issue(key)}"
    if kind != "revisions":
        return f"Plan: {_spaced(rest)}"
    term, _, place = key.partition(".")
    what, _, who = place.partition(".")
    if what == "gains" and who:
        place = f"what {names.within(who)} gains"
    return f"Plan with “{names.thing(term)}”: {names.issue(who) if what == 'text' else place}"


def _council(rest: str, _: KeyNames) -> str:
    return f"Council: {_spaced(rest)}"


def _coefficient(rest: str, _: KeyNames) -> str:
    return f"Coefficient: {_spaced(rest)}"


_TOLD: dict[str, Callable[[str, KeyNames], str]] = {
    "members": _member,
    "drafts": _draft,
    "roles": _role,
    "status_quo": _status_quo,
    "statements": _statement,
    "parties": _other,
    "patrons": _other,
    "events": _other,
    "council": _council,
    "plan": _plan,
    "coefficients": _coefficient,
}
"""First word of a path -> function that describes the rest."""
