"""`council list`: list shipped content by group and date, or search it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import Cell, DocumentTable, Format, FormatOption, emit, note
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.catalogue import CatalogueEntry

KINDS = ("scenarios", "profiles", "codebooks", "dossiers")


def list_scenarios(
    what: Annotated[str, typer.Argument(help=", ".join(KINDS) + ".")] = "scenarios",
    search: Annotated[
        str | None, typer.Option(help="Only entries whose name, date or text contains this.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what is shipped: scenarios by kind and date, profiles, codebooks and dossiers."""
    from sim.domain.states import name_of
    from sim.scenario import catalogue
    from sim.scenario.dossiers.read import dossier_names

    if what == "scenarios":
        _scenarios(
            [entry for entry in catalogue.catalogue_entries() if _found(entry, search)],
            search,
            form,
        )
        return
    rows: list[tuple[Cell, ...]]
    if what == "profiles":
        rows = [(code, name_of(code)) for code in catalogue.profiles()]
        columns: tuple[str, ...] = ("profile", "state")
    elif what == "codebooks":
        rows, columns = [(name,) for name in catalogue.codebooks()], ("codebook",)
    elif what == "dossiers":
        rows, columns = [(name,) for name in dossier_names()], ("dossier",)
    else:
        raise UsageError(f"'{what}' cannot be listed", remedy=f"one of {', '.join(KINDS)}")
    word = (search or "").casefold()
    emit(
        DocumentTable(columns, [r for r in rows if word in " ".join(map(str, r)).casefold()]), form
    )


def _found(entry: CatalogueEntry, search: str | None) -> bool:
    parts = (entry.name, entry.day, entry.title, entry.question, entry.expectation)
    words = " ".join(parts).casefold()
    return all(word in words for word in (search or "").casefold().split())


def _scenarios(entries: list[CatalogueEntry], search: str | None, form: Format) -> None:
    from sim.scenario import catalogue

    if search and not entries:
        raise UsageError(
            f"no shipped scenario matches '{search}'",
            remedy="`council list` shows all; `council dossier list` shows matters to start from",
        )
    if form is not Format.TABLE:
        columns = (
            "scenario", "shelf", "date", "base", "title", "question", "expectation", "file",
        )  # fmt: skip
        rows: list[tuple[Cell, ...]] = [
            (e.name, e.shelf, e.day, e.base, e.title, e.question, e.expectation, str(e.path))
            for e in entries
        ]
        emit(DocumentTable(columns, rows), form)
        return
    for shelf, heading in catalogue.SHELF_TITLES.items():
        mine = sorted((e for e in entries if e.shelf == shelf), key=lambda e: (e.day, e.name))
        if mine:
            lines: list[tuple[Cell, ...]] = [(e.name, e.day, _short(e.title)) for e in mine]
            emit(DocumentTable(("scenario", "date", "title"), lines, title=heading), form)
    note("council show NAME: details; council run NAME: run it; --search WORD: search")


def _short(title: str, most: int = 44) -> str:
    """The title shortened to one line of a narrow terminal."""
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"
