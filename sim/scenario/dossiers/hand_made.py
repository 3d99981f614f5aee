"""A State's positions by hand-made evidence: its profile on a dossier, as of a day."""

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
    """One claim behind a position, and its evidence."""

    value: float
    evidence: Evidence


@dataclass(frozen=True)
class HandMadePosition:
    """A State's position on one issue.

    Attributes:
        position, spread: Mean of its claims weighted by precision, and its standard deviation.
        grade: The best attribution among them.
        claims: Claims with evidence dated before the day, latest first.
    """

    issue: str
    position: float
    spread: float
    grade: str
    claims: tuple[HandMadeClaim, ...]


def hand_made(dossier_read: Read, code: str, day: date) -> tuple[HandMadePosition, ...]:
    """A State's positions by its profile, issue by issue; empty without a profile.

    Leaves out claims that depend on a fact of the world, and issues without evidence before the
    day.

    Raises:
        ScenarioErrors: when the profile or the codebook is invalid.
    """
    coding = dossier_read.dossier.coding
    path = catalogue.find_part(catalogue.PROFILES, code, dossier_read.path.parent)
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
        claims = [
            claim
            for claim in (number.claims if number is not None else ())
            if claim.when is None and _before(claim, profile, day)
        ]
        if number is not None and claims:
            rows.append(_position(issue, claims, profile, number.disagreement))
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
