"""Join the content of a dossier to a scenario; the scenario's own content has precedence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sim.scenario.cells import Claim
from sim.scenario.dossiers import coded, positions
from sim.scenario.dossiers.ballots import ballot_sections, known_sections, stand_in_note
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
"""Key of the source for the state of things."""
HOURS_BEFORE = timedelta(days=2)
"""How long before the vote a scenario begins by default."""


@dataclass(frozen=True)
class DossierSections:
    """What a dossier gives a scenario: the name of its codebook, and sections.

    ``issues`` are the issues of the codebook to use; None means all.
    """

    codebook: str
    issues: tuple[str, ...] | None
    sections: Node
    read: Read


def dossier_sections(
    tree: Node, folder: Path, findings: Findings, read: Reader
) -> DossierSections | None:
    """The sections from the dossier that a scenario names; None if it cannot be read."""
    named = tree.mapping["dossier"]
    dossier_read = read_dossier(
        named.text or "", findings, place=named.place, beside=folder, whole=False
    )
    if dossier_read is None:
        return None
    dossier = dossier_read.dossier
    ballot = _chosen(tree, dossier_read, read, findings)
    if ballot is None:
        return None
    day = ballot.day or council_day(tree)
    own_date = tree.get("council", "date")
    if day is None and own_date is not None:
        findings.add("E116", own_date.place, f"'{own_date.plain()}' is not a day of the Council")
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
    evidence_day = known_on(tree, day, node)
    if coding is not None:
        world = beside(
            _coded_world(dossier_read, issues, evidence_day, tree, read),
            _events(dossier_read, begin, evidence_day),
        )
    else:
        world = _world(dossier_read, issues, begin, evidence_day, day)
    node = beside(node, world)
    members = dossier_members(tree, dossier_read, issues, day, findings)
    if members is None:
        return None  # reported in the findings
    node = beside(node, members)
    guests = {"council": {"invited": list(concerned(dossier, day))}}
    node = beside(node, grown(guests, place))
    if coding is not None:
        return DossierSections(coding.codebook, None, node, dossier_read)
    return DossierSections(dossier.codebook, tuple(issues), node, dossier_read)


@dataclass(frozen=True)
class _Chosen:
    """The ballot that a scenario names, if any: its day, issues and sections."""

    named: bool = False
    day: date | None = None
    issues: tuple[str, ...] = ()
    sections: dict[str, Any] = field(default_factory=dict)
    tree: Node | None = None


def _chosen(tree: Node, dossier_read: Read, read: Reader, findings: Findings) -> _Chosen | None:
    """The ballot that the scenario names; None, with a finding, if there is no such ballot."""
    named = tree.get("ballot")
    if named is None:
        return _Chosen()
    dossier = dossier_read.dossier
    symbol = named.text or ""
    listed = dossier.ballots.get(symbol)
    by_hand = coded.coded_ballot(dossier_read, symbol, read)
    if by_hand is not None:
        own = tree.get("scenario")
        inside = own is not None and own.text == by_hand.scenario
        sections = known_sections(symbol, listed) if listed is not None else {}
        if not inside and by_hand.tree.get("drafts", symbol) is None:
            findings.add(
                "E203", named.place, f"the scenario {by_hand.scenario} does not code {symbol}",
                "name under coding.ballots a scenario with this draft",
            )  # fmt: skip
            return None
        return _Chosen(
            True, by_hand.day, (), sections, None if inside else coded.ballot_tree(by_hand)
        )
    if listed is None:
        by_symbol = dossier.coding.ballots if dossier.coding else {}
        ballots = list(dict.fromkeys((*dossier.ballots, *by_symbol)))
        findings.unknown("E203", named.place, str(named.value), ballots, "ballot")
        return None
    if dossier.coding is not None:
        if tree.get("drafts", symbol, "text") is None:
            findings.add(
                "E111", named.place, f"the dossier has no hand-made coding of {symbol}",
                f"name the scenario that codes it under coding.ballots, or write drafts.{symbol} "
                "with its text",
            )  # fmt: skip
            return None
        return _Chosen(True, listed.date, (), known_sections(symbol, listed))
    sections = ballot_sections(symbol, listed, dossier)
    if note := stand_in_note(symbol, listed):
        findings.notes.append(note)
    return _Chosen(True, listed.date, tuple(listed.codes), sections)


def _beyond(tree: Node, day: date) -> date:
    """The last day for which a scenario uses the dossier."""
    return min(day, known_on(tree, day))


def _frame(day: date, ballot: bool) -> dict[str, Any]:
    """Council, clock and layers of a scenario that does not set them."""
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


def state_on(read: Read, day: date) -> dict[str, tuple[float, str]]:
    """The state of things before the ballots of a day, by issue: the value, and the reason for it.

    A state that begins on that day may be what a ballot of the day decided, so it does not count.

    Raises:
        ScenarioErrors: when a hand-coded ballot is invalid.
    """
    if read.dossier.coding is not None:
        findings = Findings()
        last = coded.last_coded(read, day, FileTrees(findings).read)
        findings.raise_if_any()
        return coded.state_values(last) if last is not None else {}
    state: dict[str, tuple[float, str]] = {}
    for things in sorted(read.dossier.state, key=lambda item: item.since):
        if things.since < day:
            state |= {k: (v.claims[0].value, things.why) for k, v in things.values.items()}
    return state


def _world(read: Read, issues: list[str], begin: date, known: date, day: date) -> Node:
    """The state of things, compliance, parties, and events from ``begin`` on.

    ``known`` is the last day for evidence. A state that begins on ``day``, that of the ballots, may
    be what one of them decided, so it does not count.
    """
    dossier = read.dossier
    place = read.tree.place
    state: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for index, things in enumerate(sorted(dossier.state, key=lambda item: item.since)):
        if things.since > known or things.since >= day:
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
    """Events from ``begin`` to ``day``."""
    events = {k: e for k, e in read.dossier.events.items() if begin <= e.at.date() <= day}
    mine = read.tree.get("events")
    if not events or mine is None:
        return Node({}, read.tree.place)
    events_kept = {key: mine.mapping[key] for key in events}
    return Node({"events": mine.with_value(events_kept)}, mine.place)


def _coded_world(
    dossier_read: Read, issues: list[str], day: date, tree: Node, read: Reader
) -> Node:
    """The state of things on the eve of the last hand-coded ballot, where the scenario has none.

    A scenario that names a coded ballot, or sets the state of things, takes nothing from another.
    """
    place = dossier_read.tree.place
    own_state = tree.get("status_quo")
    missing = set(issues) - set(own_state.mapping if own_state is not None else ())
    last = coded.last_coded(dossier_read, day, read) if missing else None
    if last is not None:
        node = coded.state_tree(last, missing)
    else:  # before the first of them nothing had been asked or done
        node = grown({"status_quo": {issue: 0.0 for issue in issues if issue in missing}}, place)
    for section in ("parties", "patrons"):
        own = dossier_read.tree.get(section)
        if own is not None:
            node = beside(node, Node({section: own}, own.place))
    return node


def _claim(claim: Claim, key: str) -> dict[str, Any]:
    """A claim of the dossier; without evidence of its own it rests on the decision."""
    entries: dict[str, Any] = {"is": claim.value, "because": list(claim.because) or key}
    return entries if claim.spread is None else {**entries, "spread": claim.spread}


def narrowed_codebook(book: Node, issues: tuple[str, ...], tree: Node) -> Node:
    """A codebook reduced to a scenario's issues, including weights and compliance."""
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
        remaining = {key: node for key, node in section.mapping.items() if key in issues}
        book = with_child(book, ("issues",), section.with_value(remaining))
    roles = book.get("roles")
    for name, role in roles.mapping.items() if roles is not None else ():
        weights = role.get("saliences")
        if weights is not None:
            rest = {key: node for key, node in weights.mapping.items() if key in issues}
            book = with_child(book, ("roles", name, "saliences"), weights.with_value(rest))
    return book
