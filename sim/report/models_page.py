"""The document that compares the engine with classical solvers."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.document import Cell, CitedSentence, DocumentTable, Exhibit, Page, Section
from sim.report.study import Study, of_study
from sim.studies.models.comparison import Models
from sim.studies.models.solvers import SolverSolution
from sim.studies.models.table_files import ImportedTable

SHORT = {
    "weighted mean": "mean", "weighted median": "med.", "Nash product": "Nash",
    "challenge model": "chal.", "always yes": "yes",
}  # fmt: skip
"""Short names of solvers for narrow columns."""
NO_FIGURE = "outcomes of models are only shown in a table"


def models_page(models: Models, study: Study) -> Page:
    """The predicted outcome of each model on a scenario's preferences."""
    heads = ("issue", *models.texts, *(solution.solver for solution in models.solutions))
    rows: list[tuple[Cell, ...]] = [
        (issue, *(float(text[k]) for text in models.texts.values()),
         *(float(solution.outcome[k]) for solution in models.solutions))
        for k, issue in enumerate(models.table.issues)
    ]  # fmt: skip
    texts = ("now" if text == "status quo" else text.rpartition("/")[2] for text in models.texts)
    names = (SHORT.get(solution.solver, solution.solver)[:6] for solution in models.solutions)
    title = "Outcome predicted by each model"
    brief = DocumentTable(("issue", *texts, *names), rows, title, digits=2, whole=("issue",))
    lines = [_nearest(models, solution) for solution in models.solutions]
    return _page(study, lines, DocumentTable(heads, rows), (brief, *lines))


def _nearest(models: Models, solution: SolverSolution) -> str:
    near = models.nearest[solution.solver]
    apart = models.distances[solution.solver][near]
    said = f"; {solution.note}" if solution.note else ""
    return f"{solution.solver}: nearest to {near} (mean distance {apart:.2f}){said}"


def table_page(imported: ImportedTable, solutions: Sequence[SolverSolution], study: Study) -> Page:
    """The solvers on a table from another model, which has no Council and thus no engine."""
    table = imported.table
    heads = ("issue", *(solution.solver for solution in solutions))
    rows: list[tuple[Cell, ...]] = [
        (issue, *(float(solution.outcome[k]) for solution in solutions))
        for k, issue in enumerate(table.issues)
    ]
    data = DocumentTable(heads, rows, f"{table.name.strip()}: {imported.source}")
    lines = [f"{solution.solver}: {solution.note}" for solution in solutions if solution.note]
    return _page(study, lines, data, (data, *lines))


def _page(
    study: Study, lines: Sequence[str], data: DocumentTable, brief: tuple[str | DocumentTable, ...]
) -> Page:
    page = Page(
        title=study.title,
        subtitle="Outcome predicted by each model",
        summary=tuple(CitedSentence(line) for line in lines),
        sections=(Section("Outcomes on each issue", exhibits=(Exhibit(None, data),)),),
        command=study.command,
        provenance=(),
        unplotted=NO_FIGURE,
        brief=brief,
        data=data,
    )
    return of_study(page, study)
