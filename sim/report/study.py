"""Common data of study pages: scenario, command, evidence and assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sim.domain.words import capitalised, plural
from sim.report.data import EvidenceEntry
from sim.report.document import Block, CitedSentence, Page, TextLine
from sim.report.names import KeyNames


@dataclass(frozen=True, slots=True)
class Study:
    """The description of a study for its page, and data on the scenario's numbers.

    Attributes:
        title: heading of the page.
        scenario: name of the scenario or scenarios; may be empty.
        command: the command that reproduces it.
        seed: seed of the random draws, or None.
        replicates: worlds in each arm; 1 for the modal world alone.
        evidence: entries by key; a page keeps those that it cites.
        assumed, numbers: number of assumed numbers, and of all numbers.
        names: names of actors and issues.
        grades: grade of each number by path.
        behind: keys of the evidence behind each number by path.
        sources: titles of the sources by key.
        statements: path of a statement's pull -> its speaker, draft and date.
        centres: centre of each number by path.
        asked: interventions and conditions of the scenario, one line each.
    """

    title: str
    scenario: str
    command: str
    seed: int | None = None
    replicates: int = 0
    evidence: Mapping[str, EvidenceEntry] = field(default_factory=dict)
    assumed: int = 0
    numbers: int = 0
    names: KeyNames = field(default_factory=KeyNames)
    grades: Mapping[str, str] = field(default_factory=dict)
    behind: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, str] = field(default_factory=dict)
    centres: Mapping[str, float] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


def of_study(page: Page, study: Study) -> Page:
    """The page with interventions, provenance, assumptions and cited evidence added."""
    assumed = ""
    if study.numbers:
        assumed = (
            f"{study.assumed} of the {plural(study.numbers, 'number')} behind this page have no "
            "evidence: they are assumed, with a wide spread."
        )
    provenance = [*page.provenance]
    if study.scenario:
        provenance.append(("Scenario", study.scenario))
    if study.seed is not None:
        provenance.append(("Seed", str(study.seed)))
    if study.replicates:
        worlds = "the likeliest one alone" if study.replicates == 1 else f"{study.replicates:,}"
        provenance.append(("Simulated courses of events in each arm", worlds))
    cited = {key for claim in page.claims for key in claim.evidence}
    fixed = tuple(CitedSentence(capitalised(line)) for line in study.asked)
    return replace(
        page,
        summary=(*fixed, *page.summary),
        brief=_with_asked(page.brief, study.asked),
        provenance=tuple(provenance),
        evidence={key: entry for key, entry in study.evidence.items() if key in cited},
        assumptions=assumed,
    )


def _with_asked(brief: tuple[Block, ...], asked: Sequence[str]) -> tuple[Block, ...]:
    """The terminal output, with interventions under its title, or first without a title."""
    if not brief:
        return ()
    head = isinstance(brief[0], TextLine) and brief[0].tone == "strong"
    return (*brief[:head], *map(TextLine, asked), *brief[head:])
