"""What follows from a dossier joined to a scenario; what the scenario itself says wins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sim.scenario.cells import Claim
from sim.scenario.dossiers import coded, positions
from sim.scenario.dossiers.ballots import ballot_sections, known_sections
from sim.scenario.dossiers.coded import Reader
from sim.scenario.dossiers.nodes import beside, council_day, grown, known_on, over
from sim.scenario.dossiers.read import Read, read_dossier
from sim.scenario.dossiers.roles import concerned
from sim.scenario.dossiers.seats import dossier_members
from sim.scenario.errors import Findings
from sim.scenario.file_trees import FileTrees
from sim.scenario.merge import merge_trees
from sim.scenario.tree import Node, day_at, with_child

DECISIONS = "council-decisions"
"""Key of the source to which the state of things belongs."""
HOURS_BEFORE = timedelta(days=2)
"""How long before the vote a scenario begins that says nothing on it."""


@dataclass(frozen=True)
class DossierSections:
    """What a dossier gives a scenario: its codebook's name and the sections that follow.

    ``issues`` are those of the codebook that matter; None takes all.
    """

    codebook: str
    issues: tuple[str, ...] | None
    sections: Node
    read: Read


def dossier_sections(
    tree: Node, folder: Path, findings: Findings, read: Reader
) -> DossierSections | None:
    """What follows from the dossier that a scenario names; None where it cannot be read."""
    named = tree.mapping["dossier"]
    found = read_dossier(named.text or "", findings, place=named.place, beside=folder, whole=False)
    if found is None:
        return None
    dossier = found.dossier
    ballot = _chosen(tree, found, read, findings)
    if ballot is None:
        return None
    day = ballot.day or council_day(tree)
    said = tree.get("council", "date")
    if day is None and said is not None:
        findings.add("E116", said.place, f"'{said.plain()}' is not a day of the Council")
        return None
    if day is None:
        findings.add(
            "E111", named.place, "the date of the Council is missing",
            "write council: {date: 2014-03-15}, or name a ballot of the dossier",
        )  # fmt: skip
        return None
    if dossier.until is not None and _beyond(tree, day) > dossier.until + timedelta(days=1):
        findings.add("E616", named.place, f"the dossier ends on {dossier.until}, before {day}")
        return None
    begins = min((things.since for things in dossier.state), default=day)
    if day < begins:
        findings.notes.append(
            f"the dossier {dossier.dossier} begins on {begins}: on {day} nothing is known of how "
            "things stand, and what members want comes from other matters"
        )
    place = named.place
    coding = dossier.coding
    issues = [*dossier.issues, *dossier.own_issues]
    if coding is not None:
        issues = list(coded.codebook_issues(coding, read))
    issues += [issue for issue in ballot.issues if issue not in issues]
    node = grown(over(_frame(day, ballot.named), ballot.sections), place)
    if ballot.tree is not None:
        node = merge_trees(node, ballot.tree, findings)
    begin = day_at(tree.get("clock", "start") or node.get("clock", "start")) or day
    known = known_on(tree, day, node)
    if coding is not None:
        world = beside(_coded_world(found, issues, known, tree, read), _events(found, begin, known))
    else:
        world = _world(found, issues, begin, known)
    node = beside(node, world)
    members = dossier_members(tree, found, issues, day, findings)
    if members is None:
        return None  # said among the findings
    node = beside(node, members)
    guests = {"council": {"invited": list(concerned(dossier, day))}}
    node = beside(node, grown(guests, place))
    if coding is not None:
        return DossierSections(coding.codebook, None, node, found)
    return DossierSections(dossier.codebook, tuple(issues), node, found)


@dataclass(frozen=True)
class _Chosen:
    """The ballot that a scenario names, if any: its day, its issues, what follows from it."""

    named: bool = False
    day: date | None = None
    issues: tuple[str, ...] = ()
    sections: dict[str, Any] = field(default_factory=dict)
    tree: Node | None = None


def _chosen(tree: Node, found: Read, read: Reader, findings: Findings) -> _Chosen | None:
    """None, with a finding, where there is no such ballot."""
    named = tree.get("ballot")
    if named is None:
        return _Chosen()
    dossier = found.dossier
    symbol = named.text or ""
    known = dossier.ballots.get(symbol)
    by_hand = coded.coded_ballot(found, symbol, read)
    if by_hand is not None:
        own = tree.get("scenario")
        inside = own is not None and own.text == by_hand.scenario
        sections = known_sections(symbol, known) if known is not None else {}
        return _Chosen(
            True, by_hand.day, (), sections, None if inside else coded.ballot_tree(by_hand)
        )
    if known is None:
        by_symbol = dossier.coding.ballots if dossier.coding else {}
        ballots = list(dict.fromkeys((*dossier.ballots, *by_symbol)))
        findings.unknown("E203", named.place, str(named.value), ballots, "ballot")
        return None
    if dossier.coding is not None:
        return _Chosen(True, known.date, (), known_sections(symbol, known))
    sections = ballot_sections(symbol, known, dossier)
    return _Chosen(True, known.date, tuple(known.codes), sections)


def _beyond(tree: Node, day: date) -> date:
    """The day up to which a scenario asks the dossier to know."""
    return min(day, known_on(tree, day))


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


def state_on(found: Read, day: date) -> dict[str, tuple[float, str]]:
    """How things stand on a day, by issue: the value, and what had been decided or happened.

    Raises:
        ScenarioErrors: where a ballot coded by hand has a fault.
    """
    if found.dossier.coding is not None:
        findings = Findings()
        last = coded.last_coded(found, day, FileTrees(findings).read)
        findings.raise_if_any()
        return coded.state_told(last) if last is not None else {}
    state: dict[str, tuple[float, str]] = {}
    for things in sorted(found.dossier.state, key=lambda item: item.since):
        if things.since <= day:
            state |= {k: (v.claims[0].value, things.why) for k, v in things.values.items()}
    return state


def _world(read: Read, issues: list[str], begin: date, day: date) -> Node:
    """The state of things on a day, compliance, parties, and what happens from ``begin`` on."""
    dossier = read.dossier
    place = read.tree.place
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
    entries = {
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
    node = grown(entries, place)
    for section in ("sources", "evidence", "parties", "patrons", "compliance"):
        own = read.tree.get(section)
        if own is not None:
            node = beside(node, Node({section: own}, own.place))
    node = beside(node, _events(read, begin, day))
    own_issues = read.tree.get("own_issues")
    if own_issues is not None and own_issues.mapping:
        node = beside(node, Node({"issues": own_issues}, own_issues.place))
    return node


def _events(read: Read, begin: date, day: date) -> Node:
    """What happens from ``begin`` to ``day``."""
    events = {k: e for k, e in read.dossier.events.items() if begin <= e.at.date() <= day}
    mine = read.tree.get("events")
    if not events or mine is None:
        return Node({}, read.tree.place)
    kept = {key: mine.mapping[key] for key in events}
    return Node({"events": mine.with_value(kept)}, mine.place)


def _coded_world(found: Read, issues: list[str], day: date, tree: Node, read: Reader) -> Node:
    """How things stood on the eve of the last ballot coded by hand, where the scenario is silent.

    A scenario that names a coded ballot, or says how things stand, takes nothing from another.
    """
    place = found.tree.place
    said = tree.get("status_quo")
    missing = set(issues) - set(said.mapping if said is not None else ())
    last = coded.last_coded(found, day, read) if missing else None
    if last is not None:
        node = coded.state_tree(last, missing)
    else:  # before the first of them nothing had been asked or done
        node = grown({"status_quo": {issue: 0.0 for issue in issues if issue in missing}}, place)
    for section in ("parties", "patrons"):
        own = found.tree.get(section)
        if own is not None:
            node = beside(node, Node({section: own}, own.place))
    return node


def _claim(claim: Claim, key: str) -> dict[str, Any]:
    """A claim of the dossier; one without evidence of its own rests on the decision."""
    entries: dict[str, Any] = {"is": claim.value, "because": list(claim.because) or key}
    return entries if claim.spread is None else {**entries, "spread": claim.spread}


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
