"""The text of a new scenario: a valid skeleton, or changes to a base."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from sim.domain.errors import UsageError
from sim.domain.states import name_of
from sim.domain.words import quoted
from sim.procedure.councils import PERMANENT, council_on
from sim.scenario.cells import LONGEST_NAME
from sim.scenario.schema import Scenario
from sim.scenario.write import as_yaml
from sim.yaml12 import as_text

SCHEMA_FILE = "scenario.schema.json"
"""The first line of a scenario, which tells editors where its JSON Schema is."""
_SCHEMA = f"""\
# yaml-language-server: $schema={SCHEMA_FILE}
# (`council schema > {SCHEMA_FILE}` lets an editor complete and check this file.)
"""
_HEAD = """\
# A scenario for `council run`. Check it with `council validate {file}`.
# Every number may be bare (no evidence: a wide prior) or a claim with its evidence:
#     flights: 0.25
#     flights: {{is: 0.25, because: speech}}
#     flights: [{{is: 0.25, because: speech}}, {{is: 0.75, because: vote, when: plan_accepted}}]
# The format: docs/reference/scenario-format.md. How to code: docs/explanation/codebook.md.
"""


def file_name(name: str) -> Path:
    """The path of a new scenario called ``name``, in the current folder or the one named.

    Raises:
        UsageError: for a name that is not valid.
    """
    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    if len(path.stem) > LONGEST_NAME:
        raise UsageError(
            f"a name of {len(path.stem)} characters cannot be that of a scenario",
            remedy=f"use at most {LONGEST_NAME}",
        )
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", path.stem):
        raise UsageError(
            f"'{name}' cannot be the name of a scenario",
            remedy="use letters, digits, hyphens and underscores",
        )
    return path


def newest_council(today: date) -> date:
    """The latest day, not after ``today``, for which the elected members are known."""
    year = today.year
    while not council_on(date(year, 1, 1)).complete:
        year -= 1
    return today if year == today.year else date(year, 1, 1)


def changes_text(name: str, base: str, scenario: Scenario) -> str:
    """A file that changes a base, with an example of each kind of change in comments."""
    return f"""\
{_SCHEMA}# {name}: changes to {base}. Check it with `council validate`.
scenario: {as_text(name)}
base: {as_text(base) if re.fullmatch(r"[A-Za-z][A-Za-z0-9._/-]*", base) else quoted(base)}
title: {quoted(f"{scenario.title}, changed")}
question: What would follow if ...?
expectation: Write down what you expect, and why, before you run it.

# Mappings are joined to the base's key by key, lists and numbers are replaced,
# null takes an entry out. Take the signs of comment away from what you change:
#
{_comment(as_yaml(_examples(scenario)))}
"""


def _examples(scenario: Scenario) -> dict[str, Any]:
    """A change of each kind, using names of the scenario."""
    placed = next((code for code, member in scenario.members.items() if member.positions), None)
    seat = placed or next(iter(scenario.members))
    issue = next(iter(scenario.members[seat].positions or scenario.issues))
    changes: dict[str, Any] = {"members": {seat: {"positions": {issue: 0.5}}}}
    if scenario.council.institution == "charter":  # another may have seats of its own
        changes["council"] = {"institution": "two-vetoes"}
    if scenario.events:
        changes["events"] = {next(iter(scenario.events)): {"happens": False}}
    first, *others = scenario.drafts
    issue = next(iter(scenario.drafts[first].text))
    changes["drafts"] = {first: {"text": {issue: 0.5}}}
    if others:
        changes["drafts"][others[-1]] = None
    return changes


def _comment(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()).rstrip("\n")


def skeleton(name: str, day: date) -> str:
    """A small complete scenario with the Council of ``day``, commented and valid."""
    council = council_on(day)
    before = date.fromordinal(day.toordinal() - 2)
    return "\n".join(
        [
            _SCHEMA + _HEAD.format(file=f"{name}.yaml"),
            f"scenario: {as_text(name)}",
            "title: A title in one line",
            "question: What would one learn from it?",
            "expectation: What do you expect, and why? Write it down before the first run.",
            f"as_of: {day}T00:00  # evidence dated later does not count",
            "layers: [record]  # evidence layers in use; each source belongs to one",
            "",
            "council:",
            f"  date: {day}  # who sits, who presides and which law applies",
            "  institution: charter  # or a reform: `council explain` lists them",
            "",
            "clock:",
            f"  start: {before}T09:00",
            f"  end: {day}T18:00",
            "  round_hours: 6",
            "",
            _ISSUES,
            _SOURCES.format(before=before),
            "members:  # by ISO code; a member that says nothing keeps wide priors",
            *_members(council.members, day),
            "",
            _DRAFTS.format(sponsor=_sponsor(council.members), start=before, day=day, year=day.year),
        ]
    )


def _sponsor(members: tuple[str, ...]) -> str:
    return "GBR" if "GBR" in members else members[0]


def _members(codes: tuple[str, ...], day: date) -> list[str]:
    lines = []
    for code in codes:
        seat = "permanent" if code in PERMANENT else "elected"
        lines.append(f"  {code}:  # {name_of(code, day)}, {seat}")
        lines.append("    role: third-party")
        if code == "GBR":
            lines.append("    positions:")
            lines.append("      access: {is: 0.8, because: statement}")
    return lines


_ISSUES = """\
# Each issue is a scale from 0 to 1; anchors say what points of it mean.
issues:
  access:
    title: Access for relief
    humanitarian: true  # urgency makes it weigh more
    addressee: government  # who must comply
    anchors:
      0: The text says nothing about relief.
      0.5: Relief is called for, where the authorities agree.
      1: Relief is demanded, without further consent.
  inquiry:
    title: Inquiry into violations
    anchors:
      0: Nobody inquires.
      0.5: The Secretary-General reports.
      1: A commission with a mandate inquires.

status_quo:  # how things stand now, on the same scales
  access: 0.2
  inquiry: 0

compliance:  # share of a text that is carried out although its addressee refuses
  government: 0.4

roles:  # saliences come from the place in the conflict and are common to all who share it
  third-party:
    title: No stake of its own
    because: Relief weighs most for those whom nothing else concerns.
    saliences: {access: 2, inquiry: 1}
"""

_SOURCES = """\
sources:
  records:
    title: Verbatim record of a meeting
    layer: record

evidence:
  statement:
    source: records
    place: page 3
    speaker: the representative
    date: {before}
    claim: Relief must go in whether or not the authorities agree.
    attribution: stated  # stated, reported, inferred or assumed
    costliness: talk  # act, commitment or talk
"""

_DRAFTS = """\
drafts:  # in order of submission
  S/{year}/1:
    title: Draft on relief
    sponsors: [{sponsor}]
    circulated: {start}T09:00
    vote: {day}T10:00  # null for a text that is never put
    text: {{access: 0.8, inquiry: 0.5}}  # silent on what is left out
    consultation: 0.5  # how far it was negotiated with the members
    may: [amend, withdraw]

# Further sections, all optional (`council schema` describes them; the shipped scenarios use them):
# statements, events, city, envoy, plan, parties, patrons, fallback, coefficients, record_of_votes
"""
