"""The members of a scenario on a dossier: their roles, and profiles or recorded votes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.domain.errors import CouncilError
from sim.domain.states import name_of
from sim.procedure.councils import council_on, holder_on
from sim.scenario.dossiers import coded, positions, table
from sim.scenario.dossiers.nodes import grown, known_on
from sim.scenario.dossiers.read import Read, fallback_chain
from sim.scenario.dossiers.roles import role_in
from sim.scenario.errors import Findings
from sim.scenario.tree import Node


def dossier_members(
    tree: Node, read: Read, issues: list[str], day: date, findings: Findings
) -> Node | None:
    """The members of the day with their roles, and their positions from recorded votes."""
    place = tree.mapping["dossier"].place
    try:
        sitting = council_on(day)
    except ValueError as error:
        findings.add("E402", (tree.get("council") or tree).at("date"), str(error))
        return None
    written = tree.get("members")
    codes = list(written.mapping) if written is not None else []
    if len(codes) < len(sitting.members) and sitting.complete:
        # A scenario that lists fewer members changes some of them; it does not seat a Council.
        seated = sorted(sitting.members) if read.dossier.coding else sitting.members
        codes = [*seated, *(code for code in codes if code not in sitting.members)]
    elif not codes:
        findings.add("E402", place, f"the members of the Council on {day} are not known")
        return None
    profiled = [code for code in codes if read.dossier.coding and _profiled(tree, code, read)]
    counted_codes = [code for code in codes if code not in profiled]
    entries = _voters(tree, read, issues, day, counted_codes, findings) if counted_codes else {}
    if entries is None:
        return None
    members = {code: _by_hand(tree, read, code, day) for code in profiled}
    both = {**members, **entries.pop("members", {})}
    return grown({"members": {code: both[code] for code in codes}, **entries}, place)


def _by_hand(tree: Node, read: Read, code: str, day: date) -> dict[str, str]:
    """A member with hand-made evidence: its role, and its profile unless one is named."""
    coding = read.dossier.coding
    entry = {"role": role_in(coding.roles if coding is not None else (), code, day)}
    if tree.get("members", code, "profile") is None and coded.has_profile(code, read.path.parent):
        entry["profile"] = code
    return entry


def _voters(
    tree: Node, read: Read, issues: list[str], day: date, codes: list[str], findings: Findings
) -> dict[str, Any] | None:
    """Members with their positions from recorded votes; None if these cannot be read."""
    try:
        counted = table.shipped_counts()
    except CouncilError as error:
        findings.add("E101", tree.mapping["dossier"].place, f"{error.what} ({error.why})")
        return None
    dossier = read.dossier
    coding = dossier.coding
    spells = coding.roles if coding is not None else dossier.roles
    counted_as = coding.counted_as if coding is not None else {}
    lists = table.lists_for(fallback_chain(read, findings), counted)
    evidence_day = min(day, known_on(tree, day))
    votes_on = list(dict.fromkeys(counted_as.get(issue, issue) for issue in issues))
    stands = positions.stand(counted, lists, votes_on, evidence_day)
    members: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for code in codes:
        profiled = positions.member(stands, code, evidence_day)
        entry: dict[str, Any] = {
            "name": _name_on(code, day),
            "role": role_in(spells, code, day),
        }
        if profiled.values:
            key = f"votes-{code}"
            evidence[key] = positions.evidence(profiled, lists, evidence_day)
            entry["positions"] = {
                issue: {"is": at[0], "spread": at[1], "because": key}
                for issue in issues
                if (at := profiled.values.get(counted_as.get(issue, issue))) is not None
            }
        members[code] = entry
    return {
        "members": members,
        "evidence": evidence,
        "sources": {positions.SOURCE: positions.evidence_source(counted)},
    }


def _profiled(tree: Node, code: str, read: Read) -> bool:
    """Whether a member's evidence is hand-made: in a profile, or in the scenario itself."""
    written = tree.get("members", code)
    if written is not None and (written.get("profile") or written.get("positions")) is not None:
        return True
    return coded.has_profile(code, read.path.parent)


def _name_on(code: str, day: date) -> str:
    """The name of the seat's holder, as the United Nations writes it.

    A Government that has lost the seat since keeps its own name; the present holder goes by the
    State's.
    """
    holder, latest = holder_on(code, day), holder_on(code, date.max)
    return name_of(code, day) if holder is None or holder == latest else holder.name
