"""Commands about the law: ``adjudicate`` ballots, ``explain`` rules, terms and codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.adjudicate import adjudicate
from sim.cli.explain import explain_case, explain_code, explain_unchecked, hanging, wrapped
from sim.cli.output import (
    DocumentTable,
    Format,
    FormatOption,
    as_csv,
    as_markdown,
    emit_entry,
    emit_json,
    note,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.procedure.explaining import TopicEntry


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    app.command("adjudicate")(adjudicate)
    app.command("explain")(explain)


def explain(
    topic: Annotated[
        list[str] | None,
        typer.Argument(help="rule 33, article 27, veto, in-blue, case 50, E102 ..."),
    ] = None,
    rules: Annotated[
        str, typer.Option(help="mun: also show where Model UN rule books differ.")
    ] = "council",
    scenario: Annotated[
        str | None,
        typer.Option(
            help="Scenario whose votes `explain sequels` uses (default: aleppo-2016-10-08)."
        ),
    ] = None,
    unchecked: Annotated[
        bool,
        typer.Option(help="List what was not compared with a public text, and where to check it."),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Explain a rule, Article, practice, legal or model term, casebook case, or error code.

    Without a topic, list what can be explained.
    """
    from sim.lessons.model_terms import everything
    from sim.procedure.explaining import close, find_topic

    if rules not in ("council", "mun"):
        raise UsageError(f"there is no rule set '{rules}'", remedy="use --rules mun, or omit it")
    typed_topic = " ".join(topic or [])
    entry = find_topic(typed_topic, everything()) if typed_topic else None
    if scenario is not None and (entry is None or entry.topic != "sequels"):
        raise UsageError("--scenario is for `explain sequels`", remedy="omit it")
    if unchecked:
        if typed_topic:
            raise UsageError(
                "--unchecked lists everything and takes no topic", remedy="omit the topic"
            )
        explain_unchecked(form)
        return
    if not typed_topic:
        chosen = [entry for entry in everything() if entry.mun or rules == "council"]
        _list_topics(chosen, form, mun=rules == "mun")
        return
    if _is_code(typed_topic):
        explain_code(typed_topic, form)
        return
    numbered = re.fullmatch(r"case\s*(\d{1,6})", typed_topic.strip().casefold())
    if numbered:
        explain_case(int(numbered[1]), form)
        return
    if entry is None:
        near = close(typed_topic, everything())
        raise UsageError(
            f"there is nothing on '{typed_topic}'",
            remedy=f"did you mean {' or '.join(near)}?"
            if near
            else "`council explain` lists all topics",
        )
    numbers = _tested_by(entry)
    followed = _sequels(scenario) if entry.topic == "sequels" else []
    more = {"sequels": followed} if followed else {}
    if emit_entry({**entry.as_dict(), "cases": numbers, **more}, form):
        return
    typer.echo(_prose(entry, form, mun=rules == "mun"))
    if numbers:
        listed = f"Cases of the casebook: {', '.join(map(str, numbers))}"
        typer.echo(f"\n{wrapped(f'{listed} (`council explain case {numbers[0]}`)', form)}")
    for item in followed:
        typer.echo(f"\n{item['title']} [{item['rule']}]\n{wrapped(item['text'], form)}")


def _is_code(text: str) -> bool:
    return len(text) > 1 and text[0] in "eE" and text[1:].isdigit()


def _prose(entry: TopicEntry, form: Format, *, mun: bool) -> str:
    mark = "" if entry.checked else "  (unchecked: from memory)"
    head = f"{entry.topic}: {entry.title}{mark}"
    parts = [f"## {head}" if form is Format.MD else head, wrapped(entry.text, form)]
    labelled = (
        ("Precedent", entry.precedent),
        ("Commonly taught wrongly", entry.wrong),
        ("Model UN", (entry.mun or "no difference noted") if mun else ""),
        ("Source", entry.source),
    )
    parts += [wrapped(f"{label}: {text}", form) for label, text in labelled if text]
    return "\n\n".join(parts)


def _list_topics(chosen: list[TopicEntry], form: Format, *, mun: bool) -> None:
    if form is Format.JSON:
        emit_json([entry.as_dict() for entry in chosen])
        return
    last = "model_un" if mun else "title"
    table = DocumentTable(
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


def _tested_by(entry: TopicEntry) -> list[int]:
    """Numbers of casebook cases on the topic of ``entry``."""
    from sim.lessons.cases import on

    return [case.number for case in on(entry.topic)]


def _sequels(named: str | None) -> list[dict[str, str]]:
    """The legal options after the recorded votes of a scenario; a note says if it has none."""
    from sim.api.parameters import FLAGSHIP
    from sim.lessons.law_words import other_law
    from sim.lessons.recorded import meeting_of_record
    from sim.procedure.sequels import sequels
    from sim.scenario.load import load_scenario
    from sim.scenario.voting_law import with_recorded_natures

    named = named or FLAGSHIP
    scenario = load_scenario(named)
    meeting = meeting_of_record(scenario)
    if meeting is None:
        note(f"'{named}' has no record of votes, so no sequel is worked out")
        return []
    if law := other_law(with_recorded_natures(scenario)):
        note(f"{law} `council run {named}` tells the recorded votes as they were counted.")
    return [
        {"title": item.title, "rule": item.rule, "text": item.text} for item in sequels(meeting)
    ]
