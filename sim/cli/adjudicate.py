"""``council adjudicate``: decide recorded ballots under Article 27."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.explain import hanging, indented
from sim.cli.output import (
    Cell,
    DocumentTable,
    Format,
    FormatOption,
    as_csv,
    as_markdown,
    emit_json,
    note,
    prose_width,
    warn,
)
from sim.domain.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from sim.procedure.adjudication import Finding
    from sim.procedure.voting_records.reading import TableReading

FEW = 20
"""Maximum number of ballots for which the terminal shows reasons."""
MEANT = 8
"""Maximum number of unusual names listed with the State that each was read as."""
NAMED = 3
"""Maximum number of ballots named in a warning; beyond it only the number is given."""


def adjudicate(
    file: Annotated[str, typer.Argument(help="CSV file of ballots; - reads standard input.")],
    form: FormatOption = Format.TABLE,
    institution: Annotated[
        str, typer.Option(help="Voting rule: charter, or a reform such as two-vetoes.")
    ] = "charter",
    dates: Annotated[
        str, typer.Option(help="dmy or mdy: order of day and month in dates such as 08/10/2016.")
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="COLUMN=HEADING: the heading in the file for a column. Repeatable."
        ),
    ] = None,
) -> None:
    """Adjudicate real ballots under Article 27 of the Charter.

    Reads one row per vote (ballot, date, member, vote), one row per ballot (item, date, yes, no,
    abstain, permanent_no) or one column per member; other layouts are recognised by their
    headings. Exits with 1 if a ballot could not be decided.
    """
    from sim.api.law import adjudicate as decide
    from sim.domain.errors import UnknownNameError
    from sim.procedure.reforms import INSTITUTIONS
    from sim.procedure.voting_records.grid import TableError

    try:
        reading = _reading(dates, columns or [])
        findings = decide(_read(file), institution, reading)
        if not findings:
            raise UsageError(
                "the table has no ballots",
                where=file,
                why="there is no row below its headings",
                remedy="check that the whole table was exported",
            )
    except UnknownNameError as error:
        if form is Format.JSON:
            emit_json([])
        raise UsageError(str(error.args[0]), where="--institution") from None
    except (TableError, UsageError) as error:
        if form is Format.JSON:
            emit_json([])
        if isinstance(error, UsageError):
            raise
        raise UsageError(
            str(error),
            where=file,
            remedy="see docs/how-to/adjudicate.md for the supported layouts",
        ) from None
    _show(findings, form)
    _report(findings)
    if INSTITUTIONS[institution].assembly != INSTITUTIONS["charter"].assembly:
        note(
            f"note: {institution} changes when the General Assembly takes a question up, not how "
            "the Council decides; these ballots are decided as under the Charter"
        )
    if not all(finding.decided for finding in findings):
        raise typer.Exit(ExitCode.FAILED)


def _reading(dates: str, columns: list[str]) -> TableReading:
    from typing import cast

    from sim.procedure.voting_records.days import Order
    from sim.procedure.voting_records.reading import TableReading

    if dates not in ("", "dmy", "mdy"):
        raise UsageError(
            f"'{dates}' is not a date order",
            where="--dates",
            remedy="use dmy (day first) or mdy (month first)",
        )
    chosen: dict[str, list[str]] = {}
    for text in columns:
        name, equals, head = text.partition("=")
        if not equals or not name.strip() or not head.strip():
            raise UsageError(
                f"'{text}' is not of the form COLUMN=HEADING",
                where="--map",
                remedy="write COLUMN=HEADING, for example --map item=Symbol",
            )
        chosen.setdefault(name.strip(), []).append(head.strip())
    return TableReading(cast("Order", dates), chosen)


def _read(file: str) -> str:
    from sim.domain.files import MOST, read_ordinary
    from sim.domain.visible import visible
    from sim.procedure.voting_records.files import decoded

    try:
        raw = sys.stdin.buffer.read(MOST) if file == "-" else read_ordinary(Path(file))
    except OSError as error:
        raise UsageError(
            (error.strerror or "cannot be read").lower(), where=file, remedy="check the name"
        ) from None
    try:
        text, assumed = decoded(raw)
    except ValueError as error:
        raise UsageError(str(error), where=file, remedy="save the table as CSV") from None
    if assumed:
        warn(f"{file} is {assumed}")
    lines = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    return lines if "\n" in lines else f"{lines}\n"  # a table and no name of a file


def _tally(finding: Finding) -> str:
    return finding.count.tally if finding.count else ("-" if finding.decided else "?")


def _show(findings: list[Finding], form: Format) -> None:
    if form is Format.JSON:
        _print_entries(findings)
        return
    if form is Format.TABLE:
        _print_lines(findings)
        return
    kind = findings[0].case.kind if findings else "ballot"
    columns, rows = (kind, *COLUMNS), [_row(finding) for finding in findings]
    if form is Format.CSV:
        typer.echo(as_csv(DocumentTable(columns, rows)), nl=False)
        return
    shown = [columns.index(name) for name in (kind, *READ)]
    typer.echo(
        as_markdown(DocumentTable((kind, *READ), [tuple(row[k] for k in shown) for row in rows]))
    )


COLUMNS = (
    "date", "nature", "chapter", "party", "atrocities", "yes", "no", "abstain", "absent",
    "not_participating", "permanent_no", "tally", "outcome", "vetoes", "rule", "reason",
    "undecided", "error", "warnings",
)  # fmt: skip
"""Columns of the CSV after the name; reading it again gives the same decisions."""
READ = ("date", "tally", "outcome", "vetoes", "rule", "reason", "error", "warnings")
"""Columns of the Markdown table, which is for readers."""


NUMBERS = ("yes", "no", "abstain", "absent", "not_participating")


def _numbers_and_noes(finding: Finding) -> tuple[Cell, ...]:
    """Five counts, permanent noes and tally; for a faulty ballot as in its file."""
    if finding.undecided == "faulty" and finding.case.cells:
        cells = dict(finding.case.cells)
        cells.setdefault("not_participating", cells.get("not_voting", ""))
        return tuple(cells.get(name) or None for name in (*NUMBERS, "permanent_no", "tally"))
    return (*(finding.counts or (None,) * len(NUMBERS)), finding.permanent_noes, _tally(finding))


def _row(finding: Finding) -> tuple[Cell, ...]:
    case, count, words = finding.case, finding.count, finding.words
    vetoes = count.vetoes if count else ()
    return (
        case.label,
        case.day.isoformat() if case.day else case.date_text,
        "procedural" if case.procedural else case.nature,
        case.chapter,
        finding.open_parties,
        None if case.atrocities is None else ("yes" if case.atrocities else "no"),
        *_numbers_and_noes(finding),
        finding.outcome,
        "; ".join(vetoes),
        words.rule if words else None,
        words.reason if words else None,
        finding.undecided,
        finding.error or None,
        "; ".join(finding.warnings),
    )


def _print_entries(findings: list[Finding]) -> None:
    """A JSON list with one entry per line: fast for many entries, and usable with line tools."""
    import json

    entries = (json.dumps(finding.as_dict(), ensure_ascii=False) for finding in findings)
    typer.echo("[\n" + ",\n".join(entries) + "\n]" if findings else "[]")


def _print_lines(findings: list[Finding]) -> None:
    from sim.procedure.article27 import named_in_sentence

    longest = max((len(finding.case.label) for finding in findings), default=0)
    width = min(longest, max(prose_width() - 48, 12))
    lines = []
    for finding in findings:
        outcome = (finding.outcome or "undecided").replace("_", " ")
        by = (
            f" by {named_in_sentence(finding.count.vetoes)}"
            if finding.count and finding.count.vetoes
            else ""
        )
        rule = finding.words.rule if finding.words else finding.error
        head = (
            f"{finding.case.date_text:<10}  {finding.case.label[:width]:<{width}}  "
            f"{_tally(finding):>7}  "
        )
        lines.append(hanging(head, f"{outcome + by}  [{rule}]", 12))
        if len(findings) <= FEW and finding.words:
            lines.append(indented(finding.words.reason))
    typer.echo("\n".join(lines))


def _report(findings: list[Finding]) -> None:
    """Print warnings on stderr: each kind once with its count, and the undecided ballots."""
    where: dict[str, list[str]] = {}
    for finding in findings:
        for text in finding.warnings:
            where.setdefault(text, []).append(finding.case.label)
    for text, labels in where.items():
        few = len(labels) <= NAMED
        warn(f"{', '.join(labels)}: {text}" if few else f"{text} ({len(labels)} ballots)")
    read_as = {name: said for finding in findings for name, said in finding.case.read_as.items()}
    if read_as:
        lines = [f"'{name}' as {said}" for name, said in list(read_as.items())[:MEANT]]
        more = f" and {len(read_as) - MEANT} more" if len(read_as) > MEANT else ""
        note(f"read {', '.join(lines)}{more}")
    undecided = [finding for finding in findings if not finding.decided]
    for finding in undecided[:FEW]:
        note(f"undecided: {finding.case.label or '(no name)'}: {finding.error}")
    if len(undecided) > FEW:
        note(f"and {len(undecided) - FEW} more")
    total = len(findings)
    faulty = sum(finding.undecided == "faulty" for finding in undecided)
    parts = [f"{total} ballot{'s' if total != 1 else ''}", f"{total - len(undecided)} decided"]
    if undecided:
        parts += [
            f"{len(undecided) - faulty} undecided because of missing data",
            f"{faulty} faulty",
        ]
    note(", ".join(parts))
