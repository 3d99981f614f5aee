"""Save a question: as a variant file, a command or a report."""

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
from sim.studies.flip.variant import VariantHead, base_reference, variant_of
from sim.studies.run.answer import published_run


@dataclass(frozen=True, slots=True)
class File:
    """A file to save: its name and its text."""

    name: str
    text: str


def saved_name(name: str) -> str:
    """The name of the files of a saved question, without an ending.

    Raises:
        UsageError: if ``name`` is empty, contains a folder or is not valid for a scenario.
    """
    remedy = "use letters, digits, hyphens and underscores"
    if not name:
        raise UsageError("the question has no name", remedy=remedy)
    if "/" in name or "\\" in name:
        raise UsageError(
            f"'{name}' cannot be the name of a saved question",
            why="files are saved in one folder, and a name cannot lead to another",
            remedy=remedy,
        )
    return file_name(name).stem


def commands(question: ExplorerQuestion, name: str = NEW) -> tuple[str, ...]:
    """The commands that ask the same question, one per line."""
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
    """The question as scenario files named ``name``, for ``folder``.

    A question that starts from a dossier has a separate file for the unchanged scenario.

    Raises:
        ScenarioErrors, UsageError: if the name is not valid, or a change cannot be written to a
            file.
    """
    stem = saved_name(name)
    saved_files: list[File] = []
    base = question.variant or question.scenario
    if question.matter is not None and not question.variant:
        base = f"{stem}-unchanged.yaml"
        saved_files.append(File(base, matter_text(question.matter, f"{stem}-unchanged")))
        if not question.changes:
            return (File(f"{stem}.yaml", matter_text(question.matter, stem)),)
    else:
        base = base_reference(base, folder / f"{stem}.yaml")
    scenario = shelf.scenario(question)
    head = VariantHead(
        stem,
        base,
        title or f"{scenario.title}, changed",
        scenario.question or "What follows from it?",
    )
    variant = variant_of(head, shelf.opened(question), question.changes)
    text = variant.check(folder, {each.name: each.text for each in saved_files})
    return (*saved_files, File(f"{stem}.yaml", text))


def write(files: tuple[File, ...], folder: Path) -> tuple[Path, ...]:
    """Write new files to a folder.

    Raises:
        UsageError: if one of them exists; then nothing is written.
        OSError: if the folder is not writable.
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
    """The report of a run or what-if as one HTML file without scripts.

    Raises:
        ScenarioErrors, UsageError: if the question cannot be answered.
        Dropped: if the answer is no longer wanted.
    """
    base = shelf.base(question)
    command = " && ".join(commands(question))
    if not question.is_changed:
        sums = sums_of(wanted.worlds(base.modal.setting, range(REFINED)))
        run = published_run(base.modal, sums, SEED, base.scenario.layers)
        return render_html(run_page(run_data(run, base.scenario, base.modal.events, command)))
    scenario = shelf.scenario(question)
    result = what_if(base.scenario, scenario, REFINED, SEED, wanted.advance)
    study = study_context(base.scenario, command, SEED, REFINED)
    named = bool(question.variant)
    page = whatif_page(
        result, question.changes, replace(study, names=names_from(scenario)), named=named
    )
    return render_html(page)
