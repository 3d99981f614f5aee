"""What follows from a dossier joined to a scenario; what the scenario itself says wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sim.domain.errors import CouncilError
from sim.domain.states import name_of
from sim.procedure.councils import council_on, holder_on
from sim.scenario.cells import Claim
from sim.scenario.dossiers import positions, table
from sim.scenario.dossiers.ballots import ballot_sections
from sim.scenario.dossiers.read import Read, fallback_chain, read_dossier
from sim.scenario.dossiers.roles import concerned, role_on
from sim.scenario.dossiers.schema import Dossier
from sim.scenario.errors import Findings
from sim.scenario.tree import Node, SourcePlace, with_child

DECISIONS = "council-decisions"
"""Key of the source to which the state of things belongs."""
HOURS_BEFORE = timedelta(days=2)
"""How long before the vote a scenario begins that says nothing on it."""


@dataclass(frozen=True)
class DossierSections:
    """What a dossier gives a scenario: its codebook's name and the sections that follow."""

    codebook: str
    issues: tuple[str, ...]
    sections: Node


def grown(value: Any, place: SourcePlace) -> Node:
    """Plain data as a tree all of whose nodes stand at one place."""
    if isinstance(value, Mapping):
        return Node({str(key): grown(v, place).under(place) for key, v in value.items()}, place)
    if isinstance(value, (list, tuple)):
        return Node([grown(item, place) for item in value], place)
    return Node(value, place)


def dossier_sections(tree: Node, folder: Path, findings: Findings) -> DossierSections | None:
    """What follows from the dossier that a scenario names; None where it cannot be read."""
    named = tree.mapping["dossier"]
    found = read_dossier(named.text or "", findings, place=named.place, beside=folder, whole=False)
    if found is None:
        return None
    dossier = found.dossier
    ballot = tree.get("ballot")
    day = _day(tree)
    issues = [*dossier.issues, *dossier.own_issues]
    sections: dict[str, Any] = {}
    if ballot is not None:
        chosen = dossier.ballots.get(ballot.text or "")
        if chosen is None:
            findings.unknown("E203", ballot.place, str(ballot.value), dossier.ballots, "ballot")
            return None
        day = chosen.date
        sections |= ballot_sections(ballot.text or "", chosen, dossier)
        issues += [issue for issue in chosen.codes if issue not in issues]
    if day is None:
        findings.add(
            "E111", named.place, "the day of the Council is missing",
            "write council: {date: 2014-03-15}, or name a ballot of the dossier",
        )  # fmt: skip
        return None
    if dossier.until is not None and day > dossier.until + timedelta(days=1):
        findings.add("E616", named.place, f"the dossier ends on {dossier.until}, before {day}")
        return None
    begins = min((things.since for things in dossier.state), default=day)
    if day < begins:
        findings.notes.append(
            f"the dossier {dossier.dossier} begins on {begins}: on {day} nothing is known of how "
            "things stand, and what members want comes from other matters"
        )
    place = named.place
    frame = _frame(day, ballot is not None)
    node = grown(_over(frame, sections), place)
    begin = _day_at(tree.get("clock", "start") or node.get("clock", "start")) or day
    node = _with(node, _world(found, issues, begin, known_on(tree, day, node)))
    members = _members(tree, found, issues, day, findings)
    if members is None:
        return None  # said among the findings
    node = _with(node, members)
    guests = {"council": {"invited": list(concerned(dossier, day))}}
    node = _with(node, grown(guests, place))
    return DossierSections(dossier.codebook, tuple(issues), node)


def _over(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = dict(base)
    for key, value in over.items():
        old = both.get(key)
        both[key] = (
            _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
        )
    return both


def _with(node: Node, other: Node) -> Node:
    """The second tree's entries beside the first's, one level into mappings of both."""
    entries = dict(node.mapping)
    for key, child in other.mapping.items():
        mine = entries.get(key)
        entries[key] = (
            mine.with_value({**child.mapping, **mine.mapping})
            if mine is not None and mine.mapping and child.mapping
            else child
        )
    return node.with_value(entries)


def _day(tree: Node) -> date | None:
    return _day_at(tree.get("council", "date"))


def _day_at(node: Node | None) -> date | None:
    try:
        return date.fromisoformat(str(node.value)[:10]) if node is not None else None
    except ValueError:
        return None


def known_on(tree: Node, day: date, node: Node | None = None) -> date:
    """The last day of which evidence may come, by the scenario or else by what follows."""
    said = tree.get("as_of") or (node.get("as_of") if node is not None else None)
    try:
        return date.fromisoformat(str(said.value)[:10]) if said is not None else day
    except ValueError:
        return day


def _frame(day: date, ballot: bool) -> dict[str, Any]:
    """Council, clock and layers of a scenario that says nothing on them."""
    eve = day - timedelta(days=1)
    return {
        "as_of": f"{day}T09:00" if ballot else f"{eve}T23:59",
        "layers": [positions.LAYER],
        "council": {"date": str(day)},
        "clock": {
            "start": f"{day}T09:00" if ballot else f"{day - HOURS_BEFORE}T09:00",
            "end": f"{day}T18:00",
            "round_hours": 6,
        },
    }


def state_on(dossier: Dossier, day: date) -> dict[str, tuple[float, str]]:
    """How things stand on a day, by issue: the value, and what had been decided or happened."""
    state: dict[str, tuple[float, str]] = {}
    for things in sorted(dossier.state, key=lambda item: item.since):
        if things.since <= day:
            state |= {k: (v.claims[0].value, things.why) for k, v in things.values.items()}
    return state


def _world(found: Read, issues: list[str], begin: date, day: date) -> Node:
    """The state of things on a day, compliance, parties, and what happens from ``begin`` on."""
    dossier = found.dossier
    place = found.tree.place
    state: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for index, things in enumerate(sorted(dossier.state, key=lambda item: item.since)):
        if things.since > day:
            break
        key = f"things-{index + 1}"
        evidence[key] = {
            "source": DECISIONS, "place": things.why, "date": str(things.since),
            "claim": things.why, "attribution": "inferred", "costliness": "act",
        }  # fmt: skip
        for issue, number in things.values.items():
            claims = [_claim(claim, key) for claim in number.claims]
            state[issue] = claims[0] if len(claims) == 1 else claims
    used = {claim["because"] for claim in state.values() if isinstance(claim, dict)
            and isinstance(claim["because"], str)}  # fmt: skip
    told = {
        "status_quo": {issue: state.get(issue, 0.0) for issue in issues},
        "evidence": {key: value for key, value in evidence.items() if key in used},
        "sources": {
            DECISIONS: {
                "title": f"Decisions of the Security Council: {dossier.title}",
                "publisher": "United Nations",
                "layer": positions.LAYER,
                "checked": False,
            }
        },
    }
    node = grown(told, place)
    for section in ("sources", "evidence", "parties", "patrons", "compliance"):
        own = found.tree.get(section)
        if own is not None:
            node = _with(node, Node({section: own}, own.place))
    events = {k: e for k, e in dossier.events.items() if begin <= e.at.date() <= day}
    mine = found.tree.get("events")
    if events and mine is not None:
        kept = {key: mine.mapping[key] for key in events}
        node = _with(node, Node({"events": mine.with_value(kept)}, mine.place))
    own_issues = found.tree.get("own_issues")
    if own_issues is not None and own_issues.mapping:
        node = _with(node, Node({"issues": own_issues}, own_issues.place))
    return node


def _claim(claim: Claim, key: str) -> dict[str, Any]:
    """A claim of the dossier; one without evidence of its own rests on the decision."""
    told: dict[str, Any] = {"is": claim.value, "because": list(claim.because) or key}
    return told if claim.spread is None else {**told, "spread": claim.spread}


def _members(
    tree: Node, found: Read, issues: list[str], day: date, findings: Findings
) -> Node | None:
    """Those who sit on the day with their places, and what they want by their recorded votes."""
    place = tree.mapping["dossier"].place
    try:
        sitting = council_on(day)
    except ValueError as error:
        findings.add("E402", (tree.get("council") or tree).at("date"), str(error))
        return None
    written = tree.get("members")
    codes = list(written.mapping) if written is not None else []
    if len(codes) < len(sitting.members) and sitting.complete:
        # Whoever writes down fewer than sit changes some of them, and does not seat a Council.
        codes = [*sitting.members, *(code for code in codes if code not in sitting.members)]
    elif not codes:
        findings.add("E402", place, f"who sat in the Council on {day} is not known")
        return None
    try:
        counted = table.shipped_counts()
    except CouncilError as error:
        findings.add("E101", place, f"{error.what} ({error.why})")
        return None
    dossier = found.dossier
    lists = table.lists_for(fallback_chain(found, findings), counted)
    known = min(day, known_on(tree, day))
    stands = positions.stand(counted, lists, issues, known)
    members: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for code in codes:
        told = positions.member(stands, code, known)
        holder = holder_on(code, day)
        entry: dict[str, Any] = {
            "name": holder.name if holder is not None else name_of(code, day),
            "role": role_on(dossier, code, day),
        }
        if told.values:
            key = f"votes-{code}"
            evidence[key] = positions.evidence(told, lists, known)
            entry["positions"] = {
                issue: {"is": value, "spread": spread, "because": key}
                for issue, (value, spread) in told.values.items()
            }
        members[code] = entry
    return grown(
        {
            "members": members,
            "evidence": evidence,
            "sources": {positions.SOURCE: positions.evidence_source(counted)},
        },
        place,
    )


def narrowed_codebook(book: Node, issues: tuple[str, ...], tree: Node) -> Node:
    """A codebook with the issues that matter to a scenario alone, in weights and compliance too."""
    section = book.get("issues")
    own = tree.get("issues")
    heard = {
        node.value
        for name, issue in (
            *(section.mapping.items() if section is not None else ()),
            *(own.mapping.items() if own is not None else ()),
        )
        if (name in issues or (own is not None and name in own.mapping))
        and (node := issue.get("addressee")) is not None
    }
    shares = book.get("compliance")
    if shares is not None:
        rest = {key: node for key, node in shares.mapping.items() if key in heard}
        book = with_child(book, ("compliance",), shares.with_value(rest) if rest else None)
    if section is not None:
        kept = {key: node for key, node in section.mapping.items() if key in issues}
        book = with_child(book, ("issues",), section.with_value(kept))
    roles = book.get("roles")
    for name, role in roles.mapping.items() if roles is not None else ():
        weights = role.get("saliences")
        if weights is not None:
            rest = {key: node for key, node in weights.mapping.items() if key in issues}
            book = with_child(book, ("roles", name, "saliences"), weights.with_value(rest))
    return book
