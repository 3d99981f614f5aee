"""Start a scenario from a dossier: combine its content for a day with the user's choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sim.domain.errors import UsageError
from sim.domain.words import nearest
from sim.scenario import catalogue
from sim.scenario.cells import Issue
from sim.scenario.compose import Composer
from sim.scenario.dossiers.join import state_on
from sim.scenario.dossiers.new import NewScenario, dossier_text, sitting
from sim.scenario.dossiers.read import Read, read_dossier
from sim.scenario.errors import Findings
from sim.scenario.schema import Codebook
from sim.scenario.structure import validate_model


def on_dossier(
    dossier: str, name: str, day: date, sponsors: Sequence[str], asked: Mapping[str, float]
) -> str:
    """The text of a scenario called ``name`` on a dossier's matter; it loads without changes.

    Args:
        dossier: Name or file of the dossier.
        name: Name of the scenario.
        day: Day of the Council and of the vote.
        sponsors: Names or codes of the penholders; if empty, a likely one is chosen.
        asked: What the draft asks, by issue; if empty, the anchor above the state of things.

    Raises:
        ScenarioErrors: with every error in the dossier.
        UsageError: when the Council of the day is unknown, a sponsor is not a member, or an issue
            or value of the text is invalid.
    """
    sitting(day)
    read = load_dossier(dossier)
    scales = scales_of(read)
    state = {k: v for k, v in state_on(read, day).items() if k in scales}
    return dossier_text(NewScenario(name, day, sponsors, asked, scales, state=state), read)


def load_dossier(name: str) -> Read:
    """Load a dossier by file or by name, first of the current folder, without its roll calls.

    Raises:
        ScenarioErrors: with every error in it.
    """
    findings = Findings()
    read = read_dossier(name, findings, beside=Path(), whole=False)
    findings.raise_if_any()
    assert read is not None
    return read


def scales_of(read: Read) -> dict[str, Issue]:
    """The issues of scenarios on a dossier, with their anchors."""
    if read.dossier.coding is not None:
        return scales(read.dossier.coding.codebook, ())
    return scales(read.dossier.codebook, read.dossier.issues) | read.dossier.own_issues


def scales(codebook: str, names: Sequence[str]) -> dict[str, Issue]:
    """The issues ``names`` of a codebook, or all of them if empty.

    Raises:
        UsageError: for a name that is not an issue of the codebook.
    """
    findings = Findings()
    path = catalogue.find_part(catalogue.CODEBOOKS, codebook, Path())
    tree = Composer(findings).read(path) if path is not None else None
    book = validate_model(tree, Codebook, findings) if tree is not None else None
    findings.raise_if_any()
    assert book is not None
    for issue in names:
        if issue not in book.issues:
            suggestion = nearest(issue, book.issues)
            raise UsageError(
                f"--issues: '{issue}' is not an issue of the codebook {codebook}",
                remedy=(f"did you mean '{suggestion}'? " if suggestion else "")
                + f"one of {', '.join(book.issues)}",
            )
    return {issue: book.issues[issue] for issue in names or book.issues}
