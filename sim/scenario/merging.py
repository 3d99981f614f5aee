"""Merge several codings of one scenario; the priors reflect the differences between coders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from sim.domain.evidence import ATTRIBUTION_SPREAD, COSTLINESS_SPREAD, Attribution, Costliness
from sim.scenario.coder_agreement import Unit, units
from sim.scenario.load import Loaded
from sim.scenario.paired_statements import STATEMENTS, Pairing, pairings, statement_at
from sim.scenario.paths import claimed, claims, keys_of, written_numbers
from sim.scenario.tree import Node, is_claim

DIGITS = 6
"""Decimals of a merged value."""


def merged(codings: Sequence[Loaded], name: str) -> tuple[dict[str, Any], list[str]]:
    """The merged scenario as plain data, and what could not be merged (the first coding is used).

    Claims on the same evidence become one with the mean value; claims on different evidence are
    kept side by side. The standard deviation between the coders' centres becomes
    ``disagreement``, whose square is added to the variance of the prior.
    """
    renames, evidence = _evidence(codings)
    data: dict[str, Any] = codings[0].tree.plain()
    data["scenario"] = name
    if evidence:
        data["evidence"] = evidence
    for coding in codings[1:]:
        sources = coding.tree.get("sources")
        for key, source in sources.mapping.items() if sources is not None else ():
            data["sources"] = data.get("sources") or {}
            data["sources"].setdefault(key, source.plain())
    apart = _disagreements(units(codings))
    paired = list(zip(codings, pairings(codings), strict=True))
    tables = [
        {pairing.path(path): node for _, path, node in written_numbers(coding.tree)}
        for coding, pairing in paired
    ]
    paths = dict.fromkeys(path for table in tables for path in table)
    lost = []
    for path in paths:
        results = [
            (renames[index], claims(table[path]))
            for index, table in enumerate(tables)
            if path in table
        ]
        earlier = [_disagreement(table[path]) for table in tables if path in table]
        number = _number(results, max(apart.get(".".join(path), 0.0), *earlier))
        if number["claims"] and not _store(data, path, number):
            lost.append(".".join(path))
    absent = [f"{statement_at(path, paired) or path}: not in the first coding" for path in lost]
    left_out = [*_statements_left_out(paired), *_left_out(codings, lost)]
    return data, [*absent, *left_out, *_words(paired)]


def _statements_left_out(paired: Sequence[tuple[Loaded, Pairing]]) -> Iterator[str]:
    """Statements of the first coding that others with statements do not have."""
    theirs = [
        (number, pairing.places)
        for number, (coding, pairing) in enumerate(paired, start=1)
        if coding.tree.get(STATEMENTS) is not None
    ]
    for place in paired[0][1].places:
        lacking = [str(number) for number, places in theirs if place not in places]
        if lacking:
            said = statement_at(f"{STATEMENTS}.{place}", paired)
            yield f"{said}: left out by coding {', '.join(lacking)}; that of coding 1 is taken"


def _disagreements(units: Sequence[Unit]) -> dict[str, float]:
    """The largest disagreement on each number, among its plain value and its conditional ones."""
    apart: dict[str, float] = {}
    for unit in units:
        path = unit.path.split("@")[0]
        apart[path] = max(apart.get(path, 0.0), unit.disagreement)
    return apart


def _evidence(codings: Sequence[Loaded]) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """New names of each coding's evidence keys, and all evidence under these names.

    A claim that several coders made from the same place keeps one key and the weaker grades.
    """
    evidence: dict[str, Any] = {}
    renames: list[dict[str, str]] = []
    for number, coding in enumerate(codings, start=1):
        names: dict[str, str] = {}
        node = coding.tree.get("evidence")
        for key, entry in (node.plain() or {} if node is not None else {}).items():
            existing = evidence.get(key)
            if existing is None:
                evidence[key] = entry
            elif _same_place(existing, entry):
                evidence[key] = existing | _weaker(existing, entry)
            else:
                names[key] = f"{key}-{number}"
                evidence[names[key]] = entry
        renames.append(names)
    return renames, evidence


def _same_place(first: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(first.get(word) == other.get(word) for word in ("source", "place", "date"))


def _weaker(first: dict[str, Any], other: dict[str, Any]) -> dict[str, str]:
    attributions = [Attribution(item["attribution"]) for item in (first, other)]
    costlinesses = [Costliness(item["costliness"]) for item in (first, other)]
    return {
        "attribution": str(max(attributions, key=ATTRIBUTION_SPREAD.__getitem__)),
        "costliness": str(max(costlinesses, key=COSTLINESS_SPREAD.__getitem__)),
    }


def _number(results: Sequence[tuple[dict[str, str], list[Any]]], apart: float) -> dict[str, Any]:
    """One number: claims grouped by their evidence and condition, each group at its mean."""
    groups: dict[tuple[tuple[str, ...], str | None], list[Node]] = {}
    for names, listed in results:
        for claim in listed:
            cited = [key.text for key in keys_of(claim) if key.text]
            keys = tuple(sorted(names.get(word, word) for word in cited))
            condition = _written(claim, "when")
            if isinstance(claimed(claim).value, (int, float)):
                when = condition.text if condition is not None else None
                groups.setdefault((keys, when), []).append(claim)
    joined: list[dict[str, Any]] = []
    for (keys, when), made in groups.items():
        entry = _joined(made)
        if keys:
            entry["because"] = list(keys) if len(keys) > 1 else keys[0]
        if when is not None:
            entry["when"] = when
        joined.append(entry)
    number: dict[str, Any] = {"claims": joined}
    if apart > 0:
        number["disagreement"] = round(apart, DIGITS)
    return number


def _joined(made: Sequence[Node]) -> dict[str, Any]:
    """One claim of several on the same evidence, at their mean and as uncertain as any of them.

    The widest ``spread`` counts, and a ``range`` that holds every range and value. ``coders`` are
    all that were listed, and the values of claims that list none; equal lists, as of one profile
    that both codings take, are one.
    """
    values = [float(claimed(claim).value) for claim in made]  # type: ignore[arg-type]
    spreads = [float(node.value) for c in made if (node := _written(c, "spread")) is not None]  # type: ignore[arg-type]
    ranges = [node.plain() for claim in made if (node := _written(claim, "range")) is not None]
    lists = [node.plain() for claim in made if (node := _written(claim, "coders")) is not None]
    same = all(each == lists[0] for each in lists)
    coders = [] if not lists else lists[0] if same else [value for each in lists for value in each]
    if lists:  # a claim without a list is one coder's
        alone = [claim for claim in made if _written(claim, "coders") is None]
        coders = [*coders, *(float(claimed(claim).value) for claim in alone)]  # type: ignore[arg-type]
    heard = [value for value in coders if isinstance(value, (int, float))]
    entry: dict[str, Any] = {"is": round(fmean(heard or values), DIGITS)}
    if spreads:
        entry["spread"] = max(spreads)
    if ranges:
        ends = [*values, *(end for pair in ranges for end in pair)]
        entry["range"] = [min(ends), max(ends)]
    if lists:
        entry["coders"] = coders
    return entry


def _written(claim: Node, name: str) -> Node | None:
    """An entry of a claim; one that is null or an empty list is the same as none."""
    node = claim.get(name)
    return None if node is None or node.value is None or node.value == [] else node


def _disagreement(number: Node) -> float:
    node = number.get("disagreement")
    return float(node.value) if node is not None and isinstance(node.value, (int, float)) else 0.0


def _store(data: dict[str, Any], path: tuple[str, ...], number: dict[str, Any]) -> bool:
    """Set a number in plain data; returns False if its parent mapping does not exist."""
    node: Any = data
    for depth, name in enumerate(path[:-1]):
        if isinstance(node, list):
            if int(name) >= len(node):
                return False
            node = node[int(name)]
        elif name in node and node[name] is not None:
            node = node[name]
        elif depth == len(path) - 2:
            node = node.setdefault(name, {})
        else:
            return False
    node[path[-1]] = number["claims"] if list(number) == ["claims"] else number
    return True


def _left_out(codings: Sequence[Loaded], lost: Sequence[str]) -> list[str]:
    """What some codings have and others do not, each at its highest level."""
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, coding in enumerate(codings, start=1):
        for path in _paths(coding.tree):
            holders.setdefault(path, []).append(number)
    every = range(1, len(codings) + 1)
    numbers = {path for coding in codings for _, path, _ in written_numbers(coding.tree)}
    notes = []
    for path, has in holders.items():
        if len(has) == len(codings) or holders.get(path[:-1], every) == has:
            continue  # all have it, or what it is part of has been noted
        here = ".".join(path)
        if any(f"{name}.".startswith(f"{here}.") for name in lost):
            continue
        lacking = ", ".join(str(number) for number in every if number not in has)
        taken = has[0] == 1 or any(number[: len(path)] == path for number in numbers)
        what = f"that of coding {has[0]} is taken" if taken else "it is not taken"
        notes.append(f"{here}: left out by coding {lacking}; {what}")
    return notes


def _paths(node: Node, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every path below a node, down to numbers and lists; lists that differ are told whole."""
    for name, child in node.mapping.items():
        if not above and name in _PROSE:
            continue
        path = (*above, name)
        yield path
        if not is_claim(child):
            yield from _paths(child, path)


def _words(paired: Sequence[tuple[Loaded, Pairing]]) -> list[str]:
    """Where codings differ in words, times and flags, which have no mean."""
    first = _leaves(*paired[0])
    notes = []
    for number, (coding, pairing) in enumerate(paired[1:], start=2):
        other = _leaves(coding, pairing)
        notes += [
            f"{path}: {first[path]!r} is kept, coding {number} has {other[path]!r}"
            for path in first
            if path in other and first[path] != other[path]
        ]
    return notes


_PROSE = ("scenario", "title", "question", "expectation", "evidence", "sources")


def _leaves(coding: Loaded, pairing: Pairing) -> dict[str, Any]:
    numbers = {path for _, path, _ in written_numbers(coding.tree)}

    def walk(node: Any, path: tuple[str, ...]) -> Any:
        if path in numbers or (path[:1] and path[0] in _PROSE):
            return
        if isinstance(node.value, dict):
            for name, child in node.value.items():
                yield from walk(child, (*path, name))
        elif path == (STATEMENTS,):
            for place, child in enumerate(node.items):
                yield from walk(child, (*path, str(place)))
        else:
            yield ".".join(pairing.path(path)), node.plain()

    return dict(walk(coding.tree, ()))
