"""The text of a new scenario on a dossier, or on a matter without one; it runs unchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sim.domain.errors import UsageError
from sim.domain.states import UnknownStateError, code_of, in_sentence, name_of
from sim.domain.words import nearest, quoted
from sim.procedure.councils import council_on
from sim.scenario.cells import Issue
from sim.scenario.dossiers.members import CouncilPositions, of_dossier
from sim.scenario.dossiers.read import Read, name_from
from sim.scenario.template import SCHEMA_FILE
from sim.yaml12 import as_text

PREFERRED = ("USA", "GBR", "FRA")
"""Default sponsor if none is named and nobody represents the claimant."""
SPEAKERS = ("claimant", "backer-of-claimant")
DAYS_BEFORE = timedelta(days=2)


@dataclass(frozen=True)
class NewScenario:
    """The content of a new scenario.

    Attributes:
        name: Its name.
        day: Day of the Council and of the vote.
        sponsors: Names or codes of the penholders; if empty, a likely one is chosen.
        text: What the draft asks, by issue; if empty, the anchor above the state of things.
        issues: All issues of the scenario, with their anchors.
        title: Its title.
        state: The state of things by issue: the value, and the reason for it.
    """

    name: str
    day: date
    sponsors: Sequence[str]
    text: Mapping[str, float]
    issues: Mapping[str, Issue]
    title: str = ""
    state: Mapping[str, tuple[float, str]] = field(default_factory=dict)


def sitting(day: date) -> tuple[str, ...]:
    """The members of the Council on a day.

    Raises:
        UsageError: for a day whose Council is unknown.
    """
    try:
        council = council_on(day)
    except UsageError as error:
        raise UsageError(f"--date {day}: {error.what}", remedy="choose a later date") from None
    except ValueError as error:
        raise UsageError(f"--date {day}: {error}", remedy="choose a later date") from None
    if not council.complete:
        raise UsageError(
            f"--date {day}: the members of the Council on that day are not known",
            remedy="choose a date within the terms in the table of members",
        )
    return council.members


def dossier_text(request: NewScenario, read: Read) -> str:
    """A scenario on a dossier; what it takes from the dossier is shown in comments.

    Raises:
        UsageError: when a sponsor is not a member, or an issue or value of the text is invalid.
    """
    members = of_dossier(read, list(request.issues), request.day)
    dossier = read.dossier
    named = name_from(read, Path())
    plain = re.fullmatch(r"[\w./ -]+", named) is not None and named[0] not in " -"
    named = as_text(named) if plain else quoted(named)
    head = [
        f"dossier: {named}  # gives places, positions, the state of things",
        "council:",
        f"  date: {request.day}  # who sits, who presides and which law applies",
        "",
    ]
    rest = [
        "",
        "# What the dossier supplies before that day; to change a line, uncomment and edit it.",
        "# status_quo:",
        *(f"#   {issue}: {value:g}  # {why}" for issue, (value, why) in request.state.items()),
        "# positions:  # what each member wants, ± its standard deviation; ~ leaves it as it is",
        *(f"#   {line}" for line in _rows(members, request)),
    ]
    return _joined(request, dossier.title, head, rest, members)


def generic_text(request: NewScenario, members: CouncilPositions, source: str) -> str:
    """A scenario on a matter without a dossier, with its own table of positions.

    Raises:
        UsageError: when a sponsor is not a member, or an issue or value of the text is invalid.
    """
    eve = request.day - timedelta(days=1)
    head = [
        "codebook: generic  # nine scales and five places for any matter",
        f"issues: [{', '.join(request.issues)}]  # those of them that matter here",
        f"as_of: {eve}T23:59  # evidence dated later does not count",
        "layers: [record]",
        "# roll_calls: NAME  # of a dossier: how often members voted together",
        "council:",
        f"  date: {request.day}  # who sits, who presides and which law applies",
        "clock:",
        f"  start: {request.day - DAYS_BEFORE}T09:00",
        f"  end: {request.day}T18:00",
        "",
        "status_quo:  # how things stand now, on the same scales",
        *(f"  {issue}: 0  # {item.anchors[0.0]}" for issue, item in request.issues.items()),
        "",
        "# members:  # places other than other-member: addressee, claimant, backer-of-...",
        f"#   {request.sponsors[0] if request.sponsors else 'USA'}: {{role: backer-of-claimant}}",
        "",
    ]
    table = ["positions:  # what each member wants, ± its standard deviation; ~ says nothing"]
    if source:
        table = [*_evidence(source, eve), *table, "  because: votes"]
    rest = ["", *table, *(f"  {line}" for line in _rows(members, request))]
    return _joined(request, request.title or "A matter before the Council", head, rest, members)


def _evidence(source: str, eve: date) -> list[str]:
    return [
        "sources:",
        "  assembly-votes:",
        "    title: Recorded votes of the General Assembly",
        "    layer: record",
        "evidence:",
        "  votes:",
        "    source: assembly-votes",
        f"    place: {source}",
        f"    date: {eve}",
        "    claim: How the members voted on these roll calls.",
        "    attribution: inferred",
        "    costliness: act",
        "",
    ]


def _joined(
    request: NewScenario, title: str, head: list[str], rest: list[str], members: CouncilPositions
) -> str:
    sponsors = _sponsors(request, members)
    text = _text(request)
    day = request.day
    lines = [
        f"# yaml-language-server: $schema={SCHEMA_FILE}",
        f"# Check it with `council validate {request.name}.yaml`, run it with `council run` and",
        "# the same name. Anchors of every scale: docs/explanation/dossiers.md.",
        f"scenario: {as_text(request.name)}",
        f"title: {quoted(f'{title}, {day.day} {day:%B %Y}')}",
        "question: What would one learn from it?",
        "expectation: What do you expect, and why? Write it down before the first run.",
        "",
        *head,
        "drafts:  # in order of submission",
        f"  S/{day.year}/1:",
        f"    title: Draft of {' and '.join(in_sentence(name_of(code, day)) for code in sponsors)}",
        f"    sponsors: [{', '.join(sponsors)}]",
        f"    circulated: {day - DAYS_BEFORE}T09:00",
        f"    vote: {day}T10:00  # null for a text that is never put",
        "    consultation: 0.5  # how far it was negotiated with the members",
        "    may: [amend, withdraw]",
        "    text:  # silent on what is left out",
        *(f"      {issue}: {value:g}  # {anchor}" for issue, value, anchor in text),
        *rest,
    ]
    return "\n".join(lines) + "\n"


def _rows(members: CouncilPositions, request: NewScenario) -> list[str]:
    names = list(request.issues)
    lines = [f"issues: [{', '.join(names)}]"]
    for row in members.rows:
        cells = [
            f"{row.values[name][0]:g}±{row.values[name][1]:g}" if name in row.values else "~"
            for name in names
        ]
        lines.append(f"{row.code}: [{', '.join(cells)}]  # {row.note}".rstrip(" #"))
    return lines


def _sponsors(request: NewScenario, members: CouncilPositions) -> list[str]:
    seated = [row.code for row in members.rows]
    codes = []
    for name in request.sponsors:
        try:
            code = code_of(name)
        except UnknownStateError as error:
            raise UsageError(f"--sponsor: {error}", remedy=f"one of {', '.join(seated)}") from None
        if code not in seated:
            raise UsageError(
                f"--sponsor: {name_of(code)} is not a member of the Council on {request.day}",
                remedy=f"members on that day: {', '.join(seated)}",
            )
        codes.append(code)
    if codes:
        return list(dict.fromkeys(codes))
    speaking = [row.code for row in members.rows if row.role in SPEAKERS]
    first = [code for code in PREFERRED if code in speaking]
    return (first or speaking or [code for code in PREFERRED if code in seated])[:1]


def _text(request: NewScenario) -> list[tuple[str, float, str]]:
    for issue, value in request.text.items():
        if issue not in request.issues:
            suggestion = nearest(issue, request.issues)
            raise UsageError(
                f"--text: '{issue}' is not an issue of this scenario",
                remedy=(f"did you mean '{suggestion}'? " if suggestion else "")
                + f"one of {', '.join(request.issues)}",
            )
        if not 0 <= value <= 1:
            raise UsageError(f"--text: {issue}={value:g} is not between 0 and 1")
    demands = dict(request.text) or {
        issue: _above(item, request.state.get(issue, (0.0, ""))[0])
        for issue, item in request.issues.items()
    }
    return [
        (issue, value, request.issues[issue].anchors[_anchor(request.issues[issue], value)])
        for issue, value in demands.items()
    ]


def _above(issue: Issue, value: float) -> float:
    """The next anchor above a value; the last one if there is none."""
    return next((point for point in sorted(issue.anchors) if point > value + 0.01), 1.0)


def _anchor(issue: Issue, value: float) -> float:
    """The anchor nearest to a value; the lower one of a tie."""
    return min(sorted(issue.anchors), key=lambda point: (abs(point - value), point))
