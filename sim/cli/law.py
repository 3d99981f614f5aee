"""Commands about the law: ``adjudicate`` real ballots, ``explain`` a rule, a term or a code."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.explain import explain_case, explain_code, hanging, indented, wrapped
from sim.cli.output import (
    Format,
    FormatOption,
    Table,
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
    from sim.procedure.explaining import Entry
    from sim.procedure.reforms import Institution

FEW = 20
"""Up to so many ballots the terminal shows the reason under each."""


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    app.command("adjudicate")(adjudicate)
    app.command("explain")(explain)


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
    from sim.procedure.voting_records.grid import TableError

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
        chosen = institution(name)
    except LookupError as error:
        raise UsageError(str(error.args[0]), where="--institution") from None
    if chosen.new_permanent or chosen.elected is not None:
        raise UsageError(
            f"'{name}' has other seats than the Council that voted",
            where="--institution",
            why="nobody knows how seats that did not exist would have voted",
            remedy="choose a reform of the voting rule, such as two-vetoes or no-veto",
        )
    return chosen


def _read(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(
            (error.strerror or "cannot be read").lower(), where=file, remedy="check the name"
        ) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
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
        _print_entries(findings)
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


def _print_entries(findings: list[Finding]) -> None:
    """A JSON list with an entry a line: quick for tens of thousands, and a line tool can cut it."""
    import json

    entries = (json.dumps(finding.as_dict(), ensure_ascii=False) for finding in findings)
    typer.echo("[\n" + ",\n".join(entries) + "\n]" if findings else "[]")


def _print_lines(findings: list[Finding]) -> None:
    from sim.domain.states import in_sentence

    longest = max((len(finding.case.label) for finding in findings), default=0)
    width = min(longest, max(prose_width() - 48, 12))
    lines = []
    for finding in findings:
        outcome = (finding.outcome or "undecided").replace("_", " ")
        by = (
            f" by {'; '.join(map(in_sentence, finding.count.vetoes))}"
            if finding.count and finding.count.vetoes
            else ""
        )
        rule = finding.words.rule if finding.words else "; ".join(finding.case.errors)
        head = (
            f"{finding.case.date_text:<10}  {finding.case.label[:width]:<{width}}  "
            f"{_tally(finding):>7}  "
        )
        lines.append(hanging(head, f"{outcome + by}  [{rule}]", 12))
        if len(findings) <= FEW and finding.words:
            lines.append(indented(finding.words.reason))
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
    total = len(findings)
    note(f"{total} ballot{'s' if total != 1 else ''}, {total - len(undecided)} decided")


def explain(
    topic: Annotated[
        list[str] | None,
        typer.Argument(help="rule 33, article 27, veto, in-blue, case 50, E102 ..."),
    ] = None,
    rules: Annotated[
        str, typer.Option(help="'mun' adds what model-UN rule books do otherwise.")
    ] = "council",
    scenario: Annotated[
        str, typer.Option(help="Scenario whose recorded votes `explain sequels` works on.")
    ] = "aleppo-2016-10-08",
    form: FormatOption = Format.TABLE,
) -> None:
    """Explain a rule, an Article, a practice, a term, an institution, a case or an error code.

    Without a topic, list what can be explained.
    """
    from sim.procedure.explaining import close, entries, find

    if rules not in ("council", "mun"):
        raise UsageError(
            f"no rules are called '{rules}'", remedy="use --rules mun, or leave it out"
        )
    asked = " ".join(topic or [])
    if not asked:
        chosen = [entry for entry in entries() if entry.mun or rules == "council"]
        _list_topics(chosen, form, mun=rules == "mun")
        return
    if _is_code(asked):
        explain_code(asked, form)
        return
    numbered = re.fullmatch(r"case\s*(\d{1,6})", asked.strip().casefold())
    if numbered:
        explain_case(int(numbered[1]), form)
        return
    entry = find(asked)
    if entry is None:
        near = close(asked)
        raise UsageError(
            f"there is nothing on '{asked}'",
            remedy=f"did you mean {' or '.join(near)}?" if near else "`council explain` lists all",
        )
    numbers = _tested_by(entry)
    followed = _sequels(scenario) if entry.topic == "sequels" else []
    if form is Format.JSON:
        more = {"sequels": followed} if followed else {}
        emit_json({**entry.as_dict(), "cases": numbers, **more})
        return
    typer.echo(_prose(entry, form, mun=rules == "mun"))
    if numbers:
        listed = f"Cases of the casebook: {', '.join(map(str, numbers))}"
        typer.echo(f"\n{wrapped(f'{listed} (`council explain case {numbers[0]}`)', form)}")
    for item in followed:
        typer.echo(f"\n{item['title']} [{item['rule']}]\n{wrapped(item['text'], form)}")


def _is_code(text: str) -> bool:
    return len(text) > 1 and text[0] in "eE" and text[1:].isdigit()


def _prose(entry: Entry, form: Format, *, mun: bool) -> str:
    mark = "" if entry.checked else "  (unchecked: from memory)"
    head = f"{entry.topic}: {entry.title}{mark}"
    parts = [f"## {head}" if form is Format.MD else head, wrapped(entry.text, form)]
    labelled = (
        ("Precedent", entry.precedent),
        ("Commonly taught wrongly", entry.wrong),
        ("Model UN", (entry.mun or "no difference noted") if mun else ""),
    )
    parts += [wrapped(f"{label}: {text}", form) for label, text in labelled if text]
    return "\n\n".join(parts)


def _list_topics(chosen: list[Entry], form: Format, *, mun: bool) -> None:
    if form is Format.JSON:
        emit_json([entry.as_dict() for entry in chosen])
        return
    last = "model_un" if mun else "title"
    table = Table(
        columns=("topic", "kind", last, "checked"),
        rows=[
            (entry.topic, entry.kind, entry.mun if mun else entry.title, entry.checked)
            for entry in chosen
        ],
    )
    if form is Format.CSV:
        typer.echo(as_csv(table), nl=False)
    elif form is Format.MD:
        typer.echo(as_markdown(table))
    elif mun:
        for entry in chosen:
            typer.echo(f"{entry.topic}: {entry.title}\n{wrapped(entry.mun, form)}\n")
    else:
        for entry in chosen:
            mark = "" if entry.checked else "  (unchecked)"
            typer.echo(hanging(entry.topic, f"{entry.title}{mark}"))


def _tested_by(entry: Entry) -> list[int]:
    """Numbers of the casebook's cases on the topic of ``entry``."""
    from sim.lessons.cases import on

    return [case.number for case in on(entry.topic)]


def _sequels(scenario: str) -> list[dict[str, str]]:
    """What the law offered after the recorded votes of ``scenario``; empty without a record."""
    from sim.lessons.recorded import recorded_meeting
    from sim.procedure.sequels import sequels

    meeting = recorded_meeting(scenario)
    if meeting is None:
        return []
    return [
        {"title": item.title, "rule": item.rule, "text": item.text} for item in sequels(meeting)
    ]
