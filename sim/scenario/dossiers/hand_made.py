"""What a State wants by evidence made by hand: its profile on a dossier, as known before a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.scenario import catalogue
from sim.scenario.cells import Claim, Evidence
from sim.scenario.compose import Composer
from sim.scenario.dossiers.coded import codebook_issues
from sim.scenario.dossiers.read import Read
from sim.scenario.errors import Findings
from sim.scenario.priors import combined
from sim.scenario.schema import Profile
from sim.scenario.structure import validate_model


@dataclass(frozen=True)
class HandMadeClaim:
    """One claim behind a position, and the evidence that it rests on."""

    value: float
    evidence: Evidence


@dataclass(frozen=True)
class HandMadePosition:
    """What a State wants on one issue.

    Attributes:
        position, spread: Its claims joined by precision, and their standard deviation.
        grade: The best attribution among them.
        claims: Those whose evidence is dated before the day, the latest first.
    """

    issue: str
    position: float
    spread: float
    grade: str
    claims: tuple[HandMadeClaim, ...]


def hand_made(found: Read, code: str, day: date) -> tuple[HandMadePosition, ...]:
    """A State's positions by its profile, issue by issue; empty without one.

    Claims that hold only while a fact of the world is true are left out, as are issues without
    evidence before the day.

    Raises:
        ScenarioErrors: where the profile or the codebook has a fault.
    """
    coding = found.dossier.coding
    path = catalogue.find_part(catalogue.PROFILES, code, found.path.parent)
    if coding is None or path is None:
        return ()
    findings = Findings()
    read = Composer(findings).read
    tree = read(path)
    profile = validate_model(tree, Profile, findings) if tree is not None else None
    issues = codebook_issues(coding, read)
    findings.raise_if_any()
    assert profile is not None
    rows = []
    for issue in issues:
        number = profile.positions.get(issue)
        known = [
            claim
            for claim in (number.claims if number is not None else ())
            if claim.when is None and _before(claim, profile, day)
        ]
        if number is not None and known:
            rows.append(_position(issue, known, profile, number.disagreement))
    return tuple(rows)


def _before(claim: Claim, profile: Profile, day: date) -> bool:
    return all(profile.evidence[key].date < day for key in claim.because)


def _position(
    issue: str, claims: list[Claim], profile: Profile, disagreement: float
) -> HandMadePosition:
    path = f"members.{profile.profile}.positions.{issue}"
    joined = combined(path, claims, profile.evidence, disagreement)
    entries = [
        HandMadeClaim(claim.value, profile.evidence[key])
        for claim in claims
        for key in claim.because
    ]
    entries.sort(key=lambda entry: entry.evidence.date, reverse=True)
    return HandMadePosition(issue, joined.centre, joined.spread, joined.grade, tuple(entries))
