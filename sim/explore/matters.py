"""Starting points of questions: available cases, and matters with a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.domain.shortnames import short_name
from sim.domain.states import english_order, name_of
from sim.explore.about import Anchor, IssueScale
from sim.explore.shelf import Shelf, known_dossier
from sim.scenario import catalogue
from sim.scenario.dossiers.begin import load_dossier, scales_of
from sim.scenario.dossiers.join import state_on
from sim.scenario.dossiers.new import sitting
from sim.scenario.dossiers.read import shipped_dossiers
from sim.scenario.errors import Findings


@dataclass(frozen=True, slots=True)
class ShelvedCase:
    """A scenario to start from."""

    name: str
    title: str
    question: str
    day: str
    shelf: str


@dataclass(frozen=True, slots=True)
class MatterOf:
    """A matter before the Council with a dossier."""

    key: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Beginnings:
    """All starting points of questions."""

    cases: tuple[ShelvedCase, ...]
    matters: tuple[MatterOf, ...]


@dataclass(frozen=True, slots=True)
class SittingMember:
    """A member on the day."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CouncilOnDay:
    """The state of a dossier on a day: members, scales and status quo."""

    seats: tuple[SittingMember, ...]
    scales: tuple[IssueScale, ...]
    state: dict[str, float]


def beginnings(shelf: Shelf) -> Beginnings:
    """The cases and the matters, without variants.

    Raises:
        ScenarioErrors: if a dossier is not valid.
    """
    own = tuple(ShelvedCase(name, name, "", "", "own") for name in shelf.files)
    cases = tuple(
        ShelvedCase(entry.name, entry.title, entry.question, entry.day, entry.shelf)
        for entry in catalogue.catalogue_entries()
        if entry.base is None
    )
    findings = Findings()
    matters = tuple(
        MatterOf(shipped.dossier.dossier, shipped.dossier.title, shipped.dossier.about)
        for shipped in shipped_dossiers(findings)
        if shipped.dossier.roles
    )
    findings.raise_if_any()
    return Beginnings((*own, *cases), matters)


def sitting_on(dossier: str, day: date) -> CouncilOnDay:
    """Members on a day, and the issues of a dossier's matter.

    Raises:
        ScenarioErrors, UsageError: if the dossier does not exist, or the Council is unknown.
    """
    read = load_dossier(known_dossier(dossier))
    state = state_on(read, day)
    scales = scales_of(read)
    return CouncilOnDay(
        tuple(
            SittingMember(code, short_name(name_of(code, day)))
            for code in english_order(list(sitting(day)), day)
        ),
        tuple(
            IssueScale(
                key,
                issue.title,
                tuple(Anchor(value, words) for value, words in sorted(issue.anchors.items())),
            )
            for key, issue in scales.items()
        ),
        {key: state[key][0] for key in scales if key in state},
    )
