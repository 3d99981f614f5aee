"""Output of ``council explain`` for error codes and casebook cases."""

from __future__ import annotations

import typer

from sim.cli.output import (
    DocumentTable,
    Format,
    as_csv,
    as_markdown,
    emit_entry,
    emit_json,
    prose_width,
)
from sim.domain.errors import UsageError


def wrapped(text: str, form: Format) -> str:
    """Running text, wrapped for the terminal but not for Markdown."""
    from textwrap import fill

    return text if form is Format.MD else fill(text, width=prose_width())


def indented(text: str, by: int = 12) -> str:
    """Running text under a line of a list, indented by ``by`` columns."""
    from textwrap import fill

    room = " " * min(by, prose_width() // 4)
    return fill(text, width=prose_width(), initial_indent=room, subsequent_indent=room)


def hanging(head: str, text: str, by: int = 25) -> str:
    """A line of a list: ``head``, then the text; further lines are indented by ``by``."""
    from textwrap import fill

    apart = head if head.endswith(" ") else f"{head} "
    return fill(
        text,
        width=max(prose_width(), by + 20),
        initial_indent=apart if len(head.rstrip()) >= by else f"{head:<{by}}",
        subsequent_indent=" " * by,
    )


def explain_code(code: str, form: Format) -> None:
    """Print an error code: its meaning, the reason and the remedy."""
    from sim.cli.codes import explanation

    entry = explanation(code)
    if entry is None:
        raise UsageError(f"no error has the code {code.upper()}", remedy="check the number")
    told = {"code": code.upper(), "title": entry.title, "why": entry.why, "remedy": entry.remedy}
    if emit_entry(told, form):
        return
    typer.echo(
        f"{code.upper()}: {entry.title}\n\n{wrapped(entry.why, form)}\n\n"
        f"{wrapped(f'Remedy: {entry.remedy}', form)}"
    )


def explain_case(number: int, form: Format) -> None:
    """Print a case of the casebook with its facts, question and answer."""
    from sim.lessons.cases import case, cases

    try:
        entry = case(number)
    except LookupError as error:
        last = cases()[-1].number
        raise UsageError(str(error.args[0]), remedy=f"choose a number from 1 to {last}") from None
    if emit_entry(entry.model_dump(mode="json"), form):
        return
    head = (
        f"case {entry.number}: {entry.title}{'' if entry.checked else '  (unchecked: from memory)'}"
    )
    parts = [
        f"## {head}" if form is Format.MD else head,
        wrapped(" ".join(f"{entry.facts} {entry.tally}".split()), form),
        wrapped(entry.question, form),
        wrapped(f"{entry.outcome} {entry.why}", form),
        wrapped(f"Tests: {entry.tests}. Source: {entry.source}.", form),
    ]
    if entry.mistake:
        parts.append(wrapped(f"Commonly taught wrongly: {entry.mistake}", form))
    typer.echo("\n\n".join(parts))


def explain_unchecked(form: Format) -> None:
    """List explanations and cases that were not compared with a public text, and where to look."""
    from sim.lessons.cases import cases
    from sim.procedure.explaining import topic_entries

    rows = [
        (entry.topic, entry.kind, entry.title, entry.source)
        for entry in topic_entries()
        if not entry.checked
    ]
    rows += [
        (f"case {item.number}", "case", item.title, item.source)
        for item in cases()
        if not item.checked
    ]
    columns = ("name", "kind", "title", "source")
    if form is Format.JSON:
        emit_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form is Format.CSV:
        typer.echo(as_csv(DocumentTable(columns=columns, rows=rows)), nl=False)
    elif form is Format.MD:
        typer.echo(as_markdown(DocumentTable(columns=columns, rows=rows)))
    else:
        for name, _, title, source in rows:
            typer.echo(hanging(name, f"{title}: {source}"))
