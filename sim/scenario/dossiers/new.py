"""The text of a new scenario on a dossier, or on a matter that has none yet; it runs at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sim.domain.errors import UsageError
from sim.domain.states import UnknownStateError, code_of, in_sentence, name_of
from sim.domain.words import nearest, quoted
from sim.procedure.councils import council_on
from sim.scenario.cells import Issue
from sim.scenario.dossiers.members import CouncilPositions, of_dossier
from sim.scenario.dossiers.read import Read
from sim.scenario.template import SCHEMA_FILE
from sim.yaml12 import as_text

PREFERRED = ("USA", "GBR", "FRA")
"""Who is taken as the sponsor where nobody is named and nobody speaks for the claimant."""
SPEAKERS = ("claimant", "backer-of-claimant")
DAYS_BEFORE = timedelta(days=2)


@dataclass(frozen=True)
class NewScenario:
    """What is asked of a new scenario.

    Attributes:
        name: Its name.
        day: Day of the Council and of the vote.
        sponsors: Names or codes of those who hold the pen; empty takes a likely one.
        text: What the draft asks, by issue; empty takes the anchor above the state of things.
        issues: Every issue that the scenario has, with its anchors.
        title: What it is about.
    """

    name: str
    day: date
    sponsors: Sequence[str]
    text: Mapping[str, float]
    issues: Mapping[str, Issue]
    title: str = ""
    state: Mapping[str, tuple[float, str]] = field(default_factory=dict)


def sitting(day: date) -> tuple[str, ...]:
    """Who sits in the Council on a day.

    Raises:
        UsageError: for a day of which that is not known.
    """
    try:
        council = council_on(day)
    except ValueError as error:
        raise UsageError(f"--date {day}: {error}", remedy="choose a later date") from None
    if not council.complete:
        raise UsageError(
            f"--date {day}: the members of the Council on that day are not known",
            remedy="choose a date within the terms in the table of members",
        )
    return council.members


def dossier_text(wanted: NewScenario, read: Read) -> str:
    """A scenario on a dossier: what follows from it stands in comments.

    Raises:
        UsageError: for a sponsor that does not sit, or a text that nobody could code.
    """
    members = of_dossier(read, list(wanted.issues), wanted.day)
    dossier = read.dossier
    head = [
        f"dossier: {dossier.dossier}  # gives places, positions, the state of things",
        "council:",
        f"  date: {wanted.day}  # who sits, who presides and which law applies",
        "",
    ]
    rest = [
        "",
        "# What the dossier supplies for that day; to change a line, uncomment and edit it.",
        "# status_quo:",
        *(f"#   {issue}: {value:g}  # {why}" for issue, (value, why) in wanted.state.items()),
        "# positions:  # what each member wants, ± its standard deviation; ~ leaves it as it is",
        *(f"#   {line}" for line in _rows(members, wanted)),
    ]
    return _joined(wanted, dossier.title, head, rest, members)


def generic_text(wanted: NewScenario, members: CouncilPositions, source: str) -> str:
    """A scenario on a matter without a dossier, with a table of positions of its own.

    Raises:
        UsageError: for a sponsor that does not sit, or a text that nobody could code.
    """
    eve = wanted.day - timedelta(days=1)
    head = [
        "codebook: generic  # nine scales and five places for any matter",
        f"issues: [{', '.join(wanted.issues)}]  # those of them that matter here",
        f"as_of: {eve}T23:59  # evidence dated later does not count",
        "layers: [record]",
        "council:",
        f"  date: {wanted.day}  # who sits, who presides and which law applies",
        "clock:",
        f"  start: {wanted.day - DAYS_BEFORE}T09:00",
        f"  end: {wanted.day}T18:00",
        "",
        "status_quo:  # how things stand now, on the same scales",
        *(f"  {issue}: 0  # {item.anchors[0.0]}" for issue, item in wanted.issues.items()),
        "",
        "# members:  # places other than other-member: addressee, claimant, backer-of-...",
        f"#   {wanted.sponsors[0] if wanted.sponsors else 'USA'}: {{role: backer-of-claimant}}",
        "",
    ]
    table = ["positions:  # what each member wants, ± its standard deviation; ~ says nothing"]
    if source:
        table = [*_evidence(source, eve), *table, "  because: votes"]
    rest = ["", *table, *(f"  {line}" for line in _rows(members, wanted))]
    return _joined(wanted, wanted.title or "A matter before the Council", head, rest, members)


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
    wanted: NewScenario, title: str, head: list[str], rest: list[str], members: CouncilPositions
) -> str:
    sponsors = _sponsors(wanted, members)
    text = _text(wanted)
    day = wanted.day
    lines = [
        f"# yaml-language-server: $schema={SCHEMA_FILE}",
        f"# Check it with `council validate {wanted.name}.yaml`, run it with `council run` and",
        "# the same name. Anchors of every scale: docs/explanation/dossiers.md.",
        f"scenario: {as_text(wanted.name)}",
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
        *(f"      {issue}: {value:g}  # {words}" for issue, value, words in text),
        *rest,
    ]
    return "\n".join(lines) + "\n"


def _rows(members: CouncilPositions, wanted: NewScenario) -> list[str]:
    names = list(wanted.issues)
    lines = [f"issues: [{', '.join(names)}]"]
    for row in members.rows:
        cells = [
            f"{row.values[name][0]:g}±{row.values[name][1]:g}" if name in row.values else "~"
            for name in names
        ]
        lines.append(f"{row.code}: [{', '.join(cells)}]  # {row.note}".rstrip(" #"))
    return lines


def _sponsors(wanted: NewScenario, members: CouncilPositions) -> list[str]:
    seated = [row.code for row in members.rows]
    codes = []
    for name in wanted.sponsors:
        try:
            code = code_of(name)
        except UnknownStateError as error:
            raise UsageError(f"--sponsor: {error}", remedy=f"one of {', '.join(seated)}") from None
        if code not in seated:
            raise UsageError(
                f"--sponsor: {name_of(code)} is not a member of the Council on {wanted.day}",
                remedy=f"members on that day: {', '.join(seated)}",
            )
        codes.append(code)
    if codes:
        return list(dict.fromkeys(codes))
    speaking = [row.code for row in members.rows if row.role in SPEAKERS]
    first = [code for code in PREFERRED if code in speaking]
    return (first or speaking or [code for code in PREFERRED if code in seated])[:1]


def _text(wanted: NewScenario) -> list[tuple[str, float, str]]:
    for issue, value in wanted.text.items():
        if issue not in wanted.issues:
            meant = nearest(issue, wanted.issues)
            raise UsageError(
                f"--text: '{issue}' is not an issue of this scenario",
                remedy=(f"did you mean '{meant}'? " if meant else "")
                + f"one of {', '.join(wanted.issues)}",
            )
        if not 0 <= value <= 1:
            raise UsageError(f"--text: {issue}={value:g} is not between 0 and 1")
    asked = dict(wanted.text) or {
        issue: _above(item, wanted.state.get(issue, (0.0, ""))[0])
        for issue, item in wanted.issues.items()
    }
    return [
        (issue, value, wanted.issues[issue].anchors[_anchor(wanted.issues[issue], value)])
        for issue, value in asked.items()
    ]


def _above(issue: Issue, value: float) -> float:
    """The anchor above a value; the last one where there is none."""
    return next((point for point in sorted(issue.anchors) if point > value + 0.01), 1.0)


def _anchor(issue: Issue, value: float) -> float:
    """The anchor nearest to a value, the lower of two."""
    return min(sorted(issue.anchors), key=lambda point: (abs(point - value), point))
