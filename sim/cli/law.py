"""Commands about the law: ``adjudicate`` real ballots, ``explain`` a rule, a term or a code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import Format, FormatOption, Table, as_csv, as_markdown, emit_json, note, warn
from sim.domain.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from sim.procedure.adjudication import Finding
    from sim.procedure.reforms import Institution

FEW = 20
"""Up to so many ballots the terminal shows the reason under each."""


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    app.command("adjudicate")(adjudicate)


def adjudicate(
    file: Annotated[str, typer.Argument(help="CSV file of ballots; - reads standard input.")],
    form: FormatOption = Format.TABLE,
    institution: Annotated[
        str, typer.Option(help="The charter, or a reform such as two-vetoes.")
    ] = "charter",
) -> None:
    """Decide real ballots under Article 27 of the Charter.

    Either a row for each vote (ballot, date, member, vote; where known nature, chapter, party) or a
    row for each ballot (item, date, yes, no, abstain, not_voting, permanent_no; where known nature,
    members). Ends with 1 when a ballot could not be decided.
    """
    from sim.procedure.adjudication import adjudicate as decide
    from sim.procedure.rows import TableError

    try:
        constitution = _institution(institution)
        findings = decide(_read(file), constitution)
    except (TableError, UsageError) as error:
        if form is Format.JSON:
            emit_json([])
        if isinstance(error, UsageError):
            raise
        raise UsageError(
            str(error),
            where=file,
            remedy="see docs/how-to/adjudicate.md for the two forms of table",
        ) from None
    _show(findings, form)
    _tell(findings)
    if not all(finding.decided for finding in findings):
        raise typer.Exit(ExitCode.FAILED)


def _institution(name: str) -> Institution:
    from sim.procedure.reforms import institution

    try:
        return institution(name)
    except LookupError as error:
        raise UsageError(str(error.args[0]), where="--institution") from None


def _read(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(
            (error.strerror or "cannot be read").lower(), where=file, remedy="check the name"
        ) from None
    if b"\0" in raw:
        raise UsageError("this is no text file", where=file, remedy="save the table as CSV")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        warn(f"{file} is not UTF-8; read as Windows-1252")
        return raw.decode("cp1252", errors="replace")


def _tally(finding: Finding) -> str:
    return finding.count.tally if finding.count else ("-" if finding.decided else "?")


def _show(findings: list[Finding], form: Format) -> None:
    if form is Format.JSON:
        emit_json([finding.as_dict() for finding in findings])
        return
    if form is Format.TABLE:
        _print_lines(findings)
        return
    entries = [finding.as_dict() for finding in findings]
    kind = findings[0].case.kind if findings else "ballot"
    table = Table(
        columns=(kind, "date", "tally", "outcome", "vetoes", "rule", "reason", "error"),
        rows=[
            (
                finding.case.label,
                finding.case.date_text,
                _tally(finding),
                entry["outcome"],
                "; ".join(entry["vetoes"]),
                entry["rule"],
                entry["reason"],
                entry.get("error"),
            )
            for finding, entry in zip(findings, entries, strict=True)
        ],
    )
    typer.echo(as_csv(table) if form is Format.CSV else as_markdown(table), nl=form is Format.MD)


def _print_lines(findings: list[Finding]) -> None:
    width = min(max((len(finding.case.label) for finding in findings), default=0), 40)
    lines = []
    for finding in findings:
        outcome = (finding.outcome or "undecided").replace("_", " ")
        by = (
            f" by {'; '.join(finding.count.vetoes)}"
            if finding.count and finding.count.vetoes
            else ""
        )
        rule = finding.words.rule if finding.words else "; ".join(finding.case.errors)
        lines.append(
            f"{finding.case.date_text:<10}  {finding.case.label[:width]:<{width}}  "
            f"{_tally(finding):>7}  {outcome + by}  [{rule}]"
        )
        if len(findings) <= FEW and finding.words:
            lines.append(f"{'':12}{finding.words.reason}")
    typer.echo("\n".join(lines))


def _tell(findings: list[Finding]) -> None:
    """On stderr: warnings, each kind once with how often, and how many could not be decided."""
    often: dict[str, int] = {}
    for finding in findings:
        for text in finding.case.warnings:
            often[text] = often.get(text, 0) + 1
    for text, times in often.items():
        warn(text if times == 1 else f"{text} ({times} ballots)")
    undecided = [finding for finding in findings if not finding.decided]
    for finding in undecided[:FEW]:
        note(f"undecided: {finding.case.label or '(no name)'}: {'; '.join(finding.case.errors)}")
    if len(undecided) > FEW:
        note(f"and {len(undecided) - FEW} more")
    note(f"{len(findings)} ballots, {len(findings) - len(undecided)} decided")
