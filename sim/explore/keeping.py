"""A question kept: as a variant file, as a command, as a report."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from sim.domain.errors import UsageError
from sim.domain.files import is_taken, write_new
from sim.engines.sums import sums_of
from sim.explore.compute import REFINED, SEED, PendingAnswer
from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import NEW, Shelf, matter_text
from sim.report.context import names_from, study_context
from sim.report.from_run import run_data
from sim.report.html import render_html
from sim.report.run_page import run_page
from sim.report.whatif_page import whatif_page
from sim.scenario.template import file_name
from sim.studies.compare.study import what_if
from sim.studies.flip.variant import base_reference, overrides_as_changes, variant_text
from sim.studies.run.answer import published_run


@dataclass(frozen=True, slots=True)
class File:
    """A file to be kept: its name and its text."""

    name: str
    text: str


def commands(question: ExplorerQuestion, name: str = NEW) -> tuple[str, ...]:
    """The commands that ask a question, one a line."""
    lines: list[list[str]] = []
    base = question.scenario
    if question.matter is not None:
        matter = question.matter
        base = f"{name}-unchanged.yaml"
        line = ["council", "new", f"{name}-unchanged", "--dossier", matter.dossier]
        line += ["--date", matter.day.isoformat()]
        line += [word for code in matter.sponsors for word in ("--sponsor", code)]
        if matter.text:
            line += ["--text", ",".join(f"{key}={value:g}" for key, value in matter.text.items())]
        lines.append(line)
    if question.is_changed:
        variant = [question.variant] if question.variant else []
        changes = [word for change in question.changes for word in ("-S", change)]
        lines.append(["council", "whatif", base, *variant, *changes, "-n", str(REFINED)])
    else:
        lines.append(["council", "run", base, "-n", str(REFINED)])
    return tuple(shlex.join(line) for line in lines)


def files(
    shelf: Shelf, question: ExplorerQuestion, name: str, title: str, folder: Path
) -> tuple[File, ...]:
    """The question as scenario files called ``name``, as they would stand in ``folder``.

    A question begun on a dossier has a file of its own for the unchanged scenario.

    Raises:
        ScenarioErrors, UsageError: for a name that no scenario can have, or a change that cannot
            be written into a file.
    """
    stem = file_name(name).stem
    found: list[File] = []
    base = question.variant or question.scenario
    if question.matter is not None and not question.variant:
        base = f"{stem}-unchanged.yaml"
        found.append(File(base, matter_text(question.matter, f"{stem}-unchanged")))
        if not question.changes:
            return (File(f"{stem}.yaml", matter_text(question.matter, stem)),)
    else:
        base = base_reference(base, folder / f"{stem}.yaml")
    scenario = shelf.scenario(question)
    text = variant_text(
        stem,
        base,
        overrides_as_changes(question.changes),
        (title or f"{scenario.title}, changed", scenario.question or "What follows from it?"),
        (scenario.as_of.date(), scenario.layers[0]),
    )
    return (*found, File(f"{stem}.yaml", text))


def write(files: tuple[File, ...], folder: Path) -> tuple[Path, ...]:
    """Write files that are not there yet into a folder.

    Raises:
        UsageError: when one of them exists; nothing is written then.
        OSError: when the folder cannot be written.
    """
    paths = tuple(folder / each.name for each in files)
    for path in paths:
        if is_taken(path):
            raise UsageError(
                f"{path.name} already exists and was not overwritten",
                where=str(folder),
                remedy="choose another name",
            )
    for path, each in zip(paths, files, strict=True):
        write_new(path, each.text)
    return paths


def report(shelf: Shelf, question: ExplorerQuestion, wanted: PendingAnswer) -> str:
    """The page of a run or of a what-if, as one HTML file without any script.

    Raises:
        ScenarioErrors, UsageError: when the question cannot be answered.
        Dropped: when it is not wanted any more.
    """
    base = shelf.base(question)
    command = " && ".join(commands(question))
    if not question.is_changed:
        sums = sums_of(wanted.worlds(base.modal.setting, range(REFINED)))
        run = published_run(base.modal, sums, SEED, base.scenario.layers)
        return render_html(run_page(run_data(run, base.scenario, base.modal.events, command)))
    scenario = shelf.scenario(question)
    found = what_if(base.scenario, scenario, REFINED, SEED, wanted.advance)
    study = study_context(base.scenario, command, SEED, REFINED)
    named = bool(question.variant)
    page = whatif_page(
        found, question.changes, replace(study, names=names_from(scenario)), named=named
    )
    return render_html(page)
