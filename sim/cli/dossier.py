"""Commands on dossiers: list, show, and recount votes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.output import Cell, DocumentTable, Format, FormatOption, emit, note
from sim.domain.errors import UsageError

app = typer.Typer(
    no_args_is_help=True, help="Dossiers: matters before the Council and the votes on them."
)


def register(parent: typer.Typer) -> None:
    """Add the commands of this group to ``parent``."""
    parent.add_typer(app, name="dossier")


@app.command("list")
def list_dossiers(form: FormatOption = Format.TABLE) -> None:
    """List the shipped dossiers, with their numbers of roll calls and ballots."""
    from sim.scenario.dossiers.read import shipped_dossiers
    from sim.scenario.errors import Findings

    findings = Findings()
    rows: list[tuple[Cell, ...]] = []
    for dossier_data in shipped_dossiers(findings):
        d = dossier_data.dossier
        years = [int(line.date[:4]) for line in d.roll_calls]
        first, last = (min(years), max(years)) if years else (None, None)
        rows.append((d.dossier, len(d.roll_calls), len(d.ballots), first, last, d.title))
    findings.raise_if_any()
    columns = ("dossier", "roll_calls", "ballots", "first", "last", "title")
    emit(DocumentTable(columns, rows), form)
    if form is Format.TABLE:
        note("for details: council dossier show NAME, council profile STATE --dossier NAME")


@app.command("show")
def show_dossier(
    name: Annotated[str, typer.Argument(help="Name of a dossier, or a file.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Show a dossier: its issues, places over time, the situation, and roll calls."""
    from sim.scenario.dossiers.read import read_dossier
    from sim.scenario.errors import Findings

    findings = Findings()
    dossier_data = read_dossier(name, findings, beside=Path())
    findings.raise_if_any()
    assert dossier_data is not None
    d = dossier_data.dossier
    calls: list[tuple[Cell, ...]] = [
        (line.symbol, line.date, line.direction, " ".join(line.issues)) for line in d.roll_calls
    ]
    listed = DocumentTable(("symbol", "date", "direction", "issues"), calls, title="Roll calls")
    if form is not Format.TABLE:
        emit(listed, form)
        return
    typer.echo(f"{d.title}\n{d.about}\n")
    typer.echo(f"issues: {', '.join((*d.issues, *d.own_issues))}")
    if d.coding is not None:
        typer.echo(f"by hand: codebook {d.coding.codebook}, {len(d.coding.ballots)} ballots")
    typer.echo(f"addressee: {d.addressee or 'no State'}; kindred: {d.kindred or 'none'}\n")
    places: list[tuple[Cell, ...]] = [
        (s.state, s.role, str(s.since or ""), str(s.until or ""), s.why) for s in d.roles
    ]
    if places:
        emit(
            DocumentTable(("state", "role", "since", "until", "why"), places, title="Places"), form
        )
    things: list[tuple[Cell, ...]] = [
        (str(t.since), issue, number.claims[0].value, t.why)
        for t in d.state
        for issue, number in t.values.items()
    ]
    if things:
        emit(DocumentTable(("since", "issue", "q", "why"), things, title="Situation"), form)
    emit(listed, form)


@app.command("build")
def build_counts(
    votes: Annotated[Path, typer.Option(help="Table of Assembly votes, .csv or .csv.gz.")],
    output: Annotated[
        Path, typer.Option("-o", help="File to write; replaces an earlier table of counts.")
    ] = Path("votes.npz"),
    calls: Annotated[
        Path | None,
        typer.Option("--roll-call-table", help="Second table of the package unvotes."),
    ] = None,
    dossiers: Annotated[
        list[str] | None,
        typer.Option("--dossier", help="Your own dossier file to include. Repeatable."),
    ] = None,
    source: Annotated[str, typer.Option(help="Source of the votes.")] = "",
) -> None:
    """Count the votes on the roll calls of every dossier: by State, issue and month.

    Reads the UN Library's voting data (one file) or the tables of the package unvotes (two). To
    use the result, set COUNCIL_VOTES to the new file: its months after the shipped table are
    added.
    """
    from sim.domain.files import holds_mark, why_unwritable
    from sim.rollcalls.audit import doubtful_calls
    from sim.rollcalls.counts import MARK, count_votes, save_counts
    from sim.rollcalls.layouts import read_votes
    from sim.rollcalls.records import month_text
    from sim.scenario.dossiers.read import lists_of, read_dossier, shipped_dossiers
    from sim.scenario.errors import Findings

    why = why_unwritable(output)
    if not why and output.exists() and not holds_mark(output, MARK):
        why = "the file exists and does not contain vote counts"
    if why:
        raise UsageError(
            "the counts cannot be written there", code="E003", where=str(output), why=why,
            remedy="choose a file in a folder that you can write to, with -o",
        )  # fmt: skip
    findings = Findings()
    reads = {read_result.dossier.dossier: read_result for read_result in shipped_dossiers(findings)}
    for name in dossiers or ():
        own = read_dossier(name, findings, beside=Path())
        if own is not None:
            reads[own.dossier.dossier] = own
    lists = lists_of(reads, findings)
    findings.raise_if_any()
    read_table = read_votes(votes, calls)
    built = count_votes(
        lists, read_table, source or f"{votes.name}, to {month_text(read_table.last)}"
    )
    save_counts(built.table, output)
    rows: list[tuple[Cell, ...]] = []
    for name in reads:
        counts = built.table.lists[name]
        missing = built.missing[name]
        late = sum(call.month > read_table.last for call in missing)
        held = len(lists[name]) - len(missing)
        rows.append((name, held, len(missing) - late, late, len(set(counts.months.tolist()))))
    columns = ("dossier", "counted", "not_in_file", "later_than_file", "months")
    emit(
        DocumentTable(columns, rows, title=f"{output}: votes to {month_text(read_table.last)}"),
        Format.TABLE,
    )
    for name in reads:
        for doubt in doubtful_calls(lists[name], read_table):
            note(
                f"{name}: {doubt.call.symbol} of {month_text(doubt.call.month)} ranks States "
                f"opposite to nearby roll calls ({doubt.correlation:.2f}): is its direction "
                "right?"
            )
        absent = [c.symbol for c in built.missing[name] if c.month <= read_table.last]
        if absent:
            note(f"{name}: not in {votes.name}: {', '.join(absent)}")


@app.command("base")
def show_base(
    by: Annotated[str, typer.Option(help="dossier or issue.")] = "dossier",
    form: FormatOption = Format.TABLE,
) -> None:
    """Show statistics of the base of coded ballots, by dossier or by issue.

    By dossier: ballots, contested and failed ones, how many are based on 0, 1 to 4, and 5 or more
    roll calls of the Assembly, and the share that a coder recognised. By issue: agreement of the
    two coders (Krippendorff's alpha).
    """
    from sim.scenario.dossiers.ballots import base_ballots as load_base
    from sim.scenario.dossiers.base_summary import base_total, coder_agreement_by_issue, folds
    from sim.scenario.dossiers.table import shipped_counts

    loaded = load_base()
    if by == "issue":
        rows: list[tuple[Cell, ...]] = [
            (a.issue, a.both, a.one, _short(a.asked), _short(a.things), _short(a.difference))
            for a in coder_agreement_by_issue(loaded)
        ]
        emit(DocumentTable(("issue", "both", "one", "alpha_x", "alpha_q", "apart"), rows), form)
    elif by == "dossier":
        counted = shipped_counts()
        rows = [
            (f.dossier, f.ballots, f.contested, f.failed, *f.behind, _short(f.remembered))
            for f in (*folds(loaded, counted), base_total(loaded, counted))
        ]
        columns = ("dossier", "ballots", "contested", "failed", "0", "1_to_4", "5_up", "known")
        emit(DocumentTable(columns, rows), form)
    else:
        raise UsageError(f"--by {by}: there is no such table", remedy="dossier or issue")


@app.command("coders")
def show_coders(
    source: Annotated[
        str, typer.Argument(help="A source that was coded twice.")
    ] = "general-debate",
    form: FormatOption = Format.TABLE,
) -> None:
    """Show how far two coders of a source agree, by issue.

    both, first, second: passages in which both coders, or only one, code the issue. kept: claims
    used for positions. alpha_value: Krippendorff's alpha of the values that both give;
    alpha_heard: of whether the issue is coded at all. apart: mean difference of values.
    """
    from sim.scenario.coded_sources import agreement_by_issue, coded_passages, shipped_profiles

    passages = coded_passages(shipped_profiles(), source)
    rows: list[tuple[Cell, ...]] = [
        (a.issue, a.both, a.first, a.second, a.kept, _short(a.values), _short(a.heard),
         _short(a.apart))
        for a in agreement_by_issue(passages)
    ]  # fmt: skip
    columns = ("issue", "both", "first", "second", "kept", "alpha_value", "alpha_heard", "apart")
    emit(DocumentTable(columns, rows), form)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
