"""Where a question can begin: the cases on the shelf, and the matters that have a dossier."""

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
    """A scenario to begin from."""

    name: str
    title: str
    question: str
    day: str
    shelf: str


@dataclass(frozen=True, slots=True)
class MatterOf:
    """A matter before the Council that has a dossier."""

    key: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Everything that a question can begin from."""

    cases: tuple[ShelvedCase, ...]
    matters: tuple[MatterOf, ...]


@dataclass(frozen=True, slots=True)
class SittingMember:
    """Who sits on the day."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CouncilOnDay:
    """What a dossier says of a day: who sits, the scales, and how things stand on them."""

    seats: tuple[SittingMember, ...]
    scales: tuple[IssueScale, ...]
    state: dict[str, float]


def beginnings(shelf: Shelf) -> Beginnings:
    """The cases and the matters; variants are not among the cases, as they start from one.

    Raises:
        ScenarioErrors: when a dossier is faulty.
    """
    own = tuple(ShelvedCase(name, name, "", "", "own") for name in shelf.files)
    cases = tuple(
        ShelvedCase(entry.name, entry.title, entry.question, entry.day, entry.shelf)
        for entry in catalogue.catalogue_entries()
        if entry.base is None
    )
    findings = Findings()
    matters = tuple(
        MatterOf(found.dossier.dossier, found.dossier.title, found.dossier.about)
        for found in shipped_dossiers(findings)
        if found.dossier.roles
    )
    findings.raise_if_any()
    return Beginnings((*own, *cases), matters)


def sitting_on(dossier: str, day: date) -> CouncilOnDay:
    """Who sits on a day, and what can be asked about the matter of a dossier then.

    Raises:
        ScenarioErrors, UsageError: when the dossier is not there, or the Council is not known.
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
