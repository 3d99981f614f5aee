"""Consistency checks of a scenario: names, numbers, evidence, time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from sim.domain.ballots import Vote
from sim.domain.facts import FACTS
from sim.domain.membership import NON_MEMBERS, state_code
from sim.domain.spans import Span
from sim.domain.states import STATES
from sim.scenario.errors import Findings
from sim.scenario.paths import (
    NAME_CODES,
    SLOTS,
    claimed,
    claims,
    holders,
    keys_of,
    number_paths,
    slot_names,
    span_of,
    written_numbers,
)
from sim.scenario.tree import Node

NAMED = (
    "issues", "roles", "sources", "evidence", "members", "parties", "patrons", "drafts", "events",
)  # fmt: skip
"""Sections whose keys become parts of paths."""
_SHOWN = "%Y-%m-%d %H:%M"
_NAME = re.compile(r"[^\s.=,@]+")
CONDITIONAL = "positions"
"""The numbers that may depend on a fact of the world."""
DEFAULT_RULE = "quantal-response"
TWO_ENDS = 2
MOST_ROUNDS = 5000
"""More rounds than this are probably a mistake (two years at three hours are 5,844)."""


def check_tree(tree: Node, findings: Findings) -> None:
    """Run every check except those of the Council's law (``sitting.py``)."""
    check_references(tree, findings)
    check_numbers(tree, findings)
    check_actors(tree, findings)
    check_time(tree, findings)
    check_force(tree, findings)


def _section(tree: Node, *path: str) -> Iterator[tuple[str, Node]]:
    node = tree.get(*path)
    if node is not None:
        yield from node.mapping.items()


def _known(tree: Node, node: Node | None, section: str, code: str, findings: Findings) -> None:
    """Report a name that is not a key of a section."""
    if node is None or node.text is None:
        return
    options = tree.get(section)
    if options is None or node.text not in options.mapping:
        names = list(options.mapping) if options is not None else []
        findings.unknown(code, node.place, node.text, names)


def check_references(tree: Node, findings: Findings) -> None:
    """Check names of issues, evidence, sources, facts and layers."""
    for section in NAMED:
        by_folded: dict[str, str] = {}
        for key, node in _section(tree, section):
            place = node.key or node.place
            if not _NAME.fullmatch(key):
                findings.add("E119", place, f"'{key}' cannot be part of a path")
            other = by_folded.setdefault(key.casefold(), key)
            if other != key:
                findings.add(
                    "E119",
                    place,
                    f"'{key}' and '{other}' differ in upper and lower case alone",
                    "columns of results are called after names, whatever their case: rename one",
                )
    for _, issue in _section(tree, "issues"):
        _check_anchors(issue.get("anchors"), findings)
    for _, entry in _section(tree, "evidence"):
        _known(tree, entry.get("source"), "sources", "E205", findings)
    for slot in SLOTS:
        if slot.names is None:
            continue
        options = (
            list(number_paths(tree, events=False))
            if slot.names == "number"
            else slot_names(tree, slot.names)
        )
        allowed = set(options)
        for _, holder in holders(tree, slot):
            for key, node in holder.mapping.items():
                if key not in allowed:
                    place = node.key or node.place
                    findings.unknown(NAME_CODES[slot.names], place, key, options)
    for slot, path, number in written_numbers(tree):
        for claim in claims(number):
            _check_claim(tree, claim, CONDITIONAL in slot.path, findings)
        if path[0] == "members" and path[2:3] == ("alignment",) and path[-1] == path[1]:
            place = number.key or number.place
            findings.add("E214", place, f"{path[1]} cannot be aligned with itself")
    for where in ("statements", "events"):
        entries = tree.get(where)
        for _, node in entries.children() if entries is not None else ():
            for cited in keys_of(node):
                _known(tree, cited, "evidence", "E206", findings)


def _check_claim(tree: Node, claim: Node, conditional: bool, findings: Findings) -> None:
    for key in keys_of(claim):
        _known(tree, key, "evidence", "E206", findings)
    when = claim.get("when")
    if when is not None and when.text is not None:
        if when.text not in FACTS:
            findings.unknown("E207", when.place, when.text, FACTS)
        elif not conditional:
            findings.add(
                "E207",
                when.place,
                "only a member's position may depend on a fact",
                "leave `when` out here",
            )
    override = claim.get("override")
    if override is not None and not override.place.file.startswith("-S "):
        findings.add("E102", override.key or override.place, "unknown key 'override'")


def check_numbers(tree: Node, findings: Findings) -> None:
    """Check that numbers are within their span, and that every role has a weight above zero."""
    for slot, path, number in written_numbers(tree):
        span = span_of(slot, path)
        for claim in claims(number):
            node = claimed(claim)
            value = node.value
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                continue
            if value == value and abs(value) != float("inf") and value not in span:
                findings.add(
                    "E302",
                    node.place,
                    f"{value} is out of range for {'.'.join(path)}",
                    f"write a number {span}",
                )
            _check_range(claim, span, path, findings)
    for name, role in _section(tree, "roles"):
        saliences = role.get("saliences")
        values = [
            claimed(claim).value
            for number in (saliences.mapping.values() if saliences is not None else ())
            for claim in claims(number)
        ]
        if saliences is not None and all(value == 0 for value in values):
            place = saliences.key or saliences.place
            findings.add("E304", place, f"the role '{name}' gives weight to no issue")


def _check_range(claim: Node, span: Span, path: tuple[str, ...], findings: Findings) -> None:
    """Check that a range lies within the span and contains the value."""
    between = claim.get("range")
    ends = [item.value for item in between.items] if between is not None else []
    value = claimed(claim).value
    numbers = [end for end in (*ends, value) if isinstance(end, (int, float))]
    if between is None or len(ends) != TWO_ENDS or len(numbers) != TWO_ENDS + 1:
        return
    low, high, middle = numbers
    if not (low in span and high in span and low < high and low <= middle <= high):
        message = f"the range of {'.'.join(path)} is not two ends with its value between them"
        findings.add("E302", between.place, message, f"write numbers {span}, the lower first")


def check_actors(tree: Node, findings: Findings) -> None:
    """Check names of members, sponsors, speakers, parties and drafts."""
    for _, member in _section(tree, "members"):
        _known(tree, member.get("role"), "roles", "E204", findings)
    for _, draft in _section(tree, "drafts"):
        for key in ("sponsors", "co_sponsors"):
            listed = draft.get(key)
            for code in listed.items if listed is not None else ():
                _known(tree, code, "members", "E201", findings)
    for _, party in _section(tree, "parties"):
        state = party.get("state")
        if state is not None and state.text is not None:
            states = [*section_keys(tree, "members"), *STATES]
            if state.text not in states:
                findings.unknown("E201", state.place, state.text, states)
    guests = tree.get("council", "invited")
    for guest in guests.items if guests is not None else ():
        if state_code(guest.text or "") != guest.text:
            findings.unknown("E201", guest.place, str(guest.plain()), [*STATES, *NON_MEMBERS])
    statements = tree.get("statements")
    for statement in statements.items if statements is not None else ():
        _known(tree, statement.get("speaker"), "members", "E201", findings)
        _known(tree, statement.get("draft"), "drafts", "E203", findings)
        silent = statement.get("silent_then")
        for issue in silent.items if silent is not None else ():
            _known(tree, issue, "issues", "E202", findings)
    expected = tree.get("expected")
    for expectation in expected.items if expected is not None else ():
        _known(tree, expectation.get("draft"), "drafts", "E203", findings)
        _known(tree, expectation.get("member"), "members", "E201", findings)
        _known(tree, expectation.get("party"), "parties", "E201", findings)
    needs = tree.get("plan", "needs")
    consenting = slot_names(tree, "consenting")
    for party in needs.items if needs is not None else ():
        if party.text is not None and party.text not in consenting:
            findings.unknown("E201", party.place, party.text, consenting)
    for path, section, fault in (
        (("council", "order"), "drafts", "E203"),
        (("council", "parties_to_dispute"), "members", "E201"),
        (("record_of_votes", "assembly_opposed"), "drafts", "E203"),
    ):
        listed = tree.get(*path)
        for word in listed.items if listed is not None else ():
            _known(tree, word, section, fault, findings)
    _check_record(tree, findings)
    _check_rule(tree, findings)


def _check_anchors(anchors: Node | None, findings: Findings) -> None:
    """Refuse two anchors at one point, such as ``.5`` and ``0.50``."""
    points: dict[float, str] = {}
    for key, node in anchors.mapping.items() if anchors is not None else ():
        try:
            first = points.setdefault(float(key), key)
        except ValueError:
            continue  # told as a fault of the anchors
        if first != key:
            place = node.key or node.place
            findings.add("E103", place, f"'{first}' and '{key}' are anchors at the same point")


def _check_record(tree: Node, findings: Findings) -> None:
    drafts, members = section_keys(tree, "drafts"), section_keys(tree, "members")
    for symbol, votes in _section(tree, "record_of_votes", "votes"):
        if symbol not in drafts:
            findings.unknown("E203", votes.key or votes.place, symbol, drafts)
        for code, vote in votes.mapping.items():
            if code not in members:
                findings.unknown("E201", vote.key or vote.place, code, members)
            try:
                Vote.from_word(vote.text or "")
            except ValueError:
                options = [item.word for item in Vote]
                findings.unknown("E115", vote.place, str(vote.plain()), options)
    for symbol, word in _section(tree, "record_of_votes", "unput"):
        if symbol not in drafts:
            findings.unknown("E203", word.key or word.place, symbol, drafts)
    for code, number in _section(tree, "record_of_votes", "assembly"):
        if code not in members:
            findings.unknown("E201", number.key or number.place, code, members)
        if isinstance(number.value, (int, float)) and not -1 <= number.value <= 1:
            findings.add("E302", number.place, f"{number.value} is out of range", "from -1 to 1")


def section_keys(tree: Node, section: str) -> list[str]:
    """The keys of a section, in the order of the file."""
    node = tree.get(section)
    return list(node.mapping) if node is not None else []


def _check_rule(tree: Node, findings: Findings) -> None:
    rule = tree.get("decision_rule")
    if rule is None or rule.text in (None, DEFAULT_RULE):
        return
    from sim.equilibrium.rules import RULES  # compiled kernels: only when a rule is named

    if rule.text in RULES:
        return
    if re.search(r"[.:(]", rule.text or ""):
        findings.add(
            "E211",
            rule.place,
            f"'{rule.text}' cannot be used in a scenario: a rule written in Python runs agent by "
            "agent",
            "leave it out here and use CouncilModel(scenario, rules={...})",
        )
    else:
        findings.unknown("E211", rule.place, rule.text or "", RULES)


def moment(node: Node | None) -> datetime | None:
    """The time in a node; None if it holds none."""
    if node is None or node.text is None:
        return None
    try:
        return datetime.fromisoformat(node.text).replace(tzinfo=None)
    except ValueError:
        return None


def check_time(tree: Node, findings: Findings) -> None:
    """Check clocks that run backwards, votes before their texts, and evidence from the future."""
    start, end = moment(tree.get("clock", "start")), moment(tree.get("clock", "end"))
    clock = tree.get("clock")
    if clock is not None and start is not None and end is not None:
        if end <= start:
            message = f"the clock ends at {end:{_SHOWN}}, it starts at {start:{_SHOWN}}"
            findings.add("E406", clock.at("end"), message)
        else:
            _check_rounds(clock, end - start, findings)
    for symbol, draft in _section(tree, "drafts"):
        circulated, vote = moment(draft.get("circulated")), moment(draft.get("vote"))
        if circulated is not None and vote is not None and vote < circulated:
            place = (draft.get("vote") or draft).place
            findings.add("E405", place, f"{symbol} is put to the vote before it is circulated")
    _note_times(tree, findings)


def check_force(tree: Node, findings: Findings) -> None:
    """Check that no draft under Chapter VII is said to be procedural (Article 27(3))."""
    for symbol, draft in _section(tree, "drafts"):
        nature, binding = draft.get("nature"), draft.get("binding")
        if nature is None or nature.text != "procedural" or binding is None:
            continue
        if binding.value is True:
            message = f"{symbol} is put under Chapter VII and cannot be procedural"
            findings.add("E410", nature.place, message)


def _check_rounds(clock: Node, length: timedelta, findings: Findings) -> None:
    node = clock.get("round_hours")
    hours = node.value if node is not None else 6.0
    if isinstance(hours, bool) or not isinstance(hours, (int, float)) or not hours > 0:
        return
    rounds = length / timedelta(hours=1) / hours
    if rounds > MOST_ROUNDS:
        findings.add("E407", clock.at("end"), f"{rounds:,.0f} rounds are more than {MOST_ROUNDS:,}")


def _note_times(tree: Node, findings: Findings) -> None:
    as_of = moment(tree.get("as_of"))
    votes = [moment(draft.get("vote")) for _, draft in _section(tree, "drafts")]
    put_to_vote = [vote for vote in votes if vote is not None]
    if as_of is not None and put_to_vote and as_of > min(put_to_vote):
        findings.notes.append(
            "as_of is later than the first vote: evidence may have been learned from the outcome"
        )
