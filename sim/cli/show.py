"""The command ``show``: print a scenario, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import (
    Cell,
    DocumentTable,
    Format,
    FormatOption,
    emit,
    emit_apart,
    emit_entry,
    emit_json,
    note,
)
from sim.cli.study_options import layers_named
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.priors import Quantity
    from sim.scenario.schema import Scenario

MARK = "override"
NUMBERS = ("number", "centre", "spread", "grade", "evidence")


def show(
    name: Annotated[str, typer.Argument(help="Name of a scenario, or a file.")],
    member: Annotated[str | None, typer.Option(help="Numbers of one member, such as RUS.")] = None,
    draft: Annotated[str | None, typer.Option(help="One draft, issue by issue.")] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Every claim and its source.")
    ] = False,
    numbers: Annotated[bool, typer.Option("--numbers", help="Every number and its prior.")] = False,
    reading: Annotated[
        bool, typer.Option("--reading", help="The background up to the vote, and a question.")
    ] = False,
    layers: Annotated[
        str | None, typer.Option(help="Evidence layers to use, for example article,record.")
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", "-S", help="Change the scenario: path=value. Repeatable."),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show a scenario: its subject, its members, and each number with its evidence.

    The spread of a number is its standard deviation on a scale from 0 to 1. --format json without
    a choice of part prints the whole resolved scenario, as a file that can be read again.
    """
    from sim.scenario.load import load_all
    from sim.scenario.priors import quantities

    chosen = [part for part in (member, draft, evidence, numbers, reading) if part]
    if len(chosen) > 1:
        raise UsageError(
            "--member, --draft, --evidence, --numbers and --reading exclude each other",
            remedy="use one at a time",
        )
    loaded = load_all(name, changes or (), layers_named(layers))
    scenario, numbers_by_path = loaded.scenario, quantities(loaded.scenario)
    for text in loaded.notes:
        note(f"note: {text}")
    if member is not None:
        emit(_member(scenario, numbers_by_path, member, short=form is Format.TABLE), form)
    elif draft is not None:
        emit(_draft(scenario, numbers_by_path, draft), form)
    elif evidence:
        emit(_evidence(scenario, numbers_by_path), form)
    elif reading:
        _reading(scenario, form)
    elif numbers:
        emit(DocumentTable(NUMBERS, [_number(quantity) for quantity in numbers_by_path]), form)
    elif form is Format.JSON:
        emit_json(_as_file(scenario.model_dump(mode="json", by_alias=True)))
    else:
        _overview(scenario, numbers_by_path, form)


def _as_file(plain: Any) -> Any:
    """Plain data without the mark of ``-S``, which no file may have.

    What it set is certain, but for a range.
    """
    if isinstance(plain, dict):
        set_to_a_number = plain.get(MARK) is True and plain.get("range") is None
        certain = {"spread": 0.0} if set_to_a_number else {}
        return {key: _as_file(value) for key, value in plain.items() if key != MARK} | certain
    return [*map(_as_file, plain)] if isinstance(plain, list) else plain


def _number(quantity: Quantity, short: dict[str, str] | None = None) -> tuple[Cell, ...]:
    """A row of ``NUMBERS``; ``short`` maps prefixes of paths to shorter ones."""
    path = quantity.path
    for start, instead in (short or {}).items():
        if path.startswith(start):
            path = instead + path.removeprefix(start)
    return (
        path,
        quantity.centre,
        quantity.spread,
        quantity.grade,
        ", ".join(quantity.evidence) or None,
    )


def _known(word: str, options: Any, kind: str) -> None:
    from sim.domain.words import nearest

    if word not in options:
        meant = nearest(word, options)
        raise UsageError(
            f"the scenario has no {kind} '{word}'",
            remedy=f"did you mean {meant}?" if meant else f"one of {', '.join(options)}",
        )


def _member(
    scenario: Scenario, quantities: tuple[Quantity, ...], code: str, *, short: bool
) -> DocumentTable:
    from sim.domain.states import name_of

    _known(code, scenario.members, "member")
    member = scenario.members[code]
    starts = {f"members.{code}.": "", f"roles.{member.role}.": "role "}
    entries = starts if short else None
    rows = [_number(q, entries) for q in quantities if q.path.startswith(tuple(starts))]
    title = member.name or name_of(code, scenario.council.date)
    role = scenario.roles[member.role].title
    return DocumentTable(NUMBERS, rows, title=f"{title}: {role[:1].lower()}{role[1:]}")


def _draft(scenario: Scenario, quantities: tuple[Quantity, ...], symbol: str) -> DocumentTable:
    _known(symbol, scenario.drafts, "draft")
    draft = scenario.drafts[symbol]
    rows: list[tuple[Cell, ...]] = []
    start = f"drafts.{symbol}."
    for quantity in quantities:
        if not quantity.path.startswith(start):
            continue
        key = quantity.path.removeprefix(f"{start}text.")
        issue = scenario.issues.get(key.split("@")[0])
        words = None
        if issue is not None and quantity.path.startswith(f"{start}text."):
            centre = quantity.centre
            words = issue.anchors[min(issue.anchors, key=lambda at: abs(at - centre))]
        rows.append((*_number(quantity, {start: ""}), words))
    sponsors = ", ".join(draft.sponsors)
    when = f"put to the vote {draft.vote:%Y-%m-%d %H:%M}" if draft.vote else "never put"
    title = f"{symbol} {draft.title} ({sponsors}; {when})"
    return DocumentTable((*NUMBERS, "nearest_anchor"), rows, title=title)


def _evidence(scenario: Scenario, quantities: tuple[Quantity, ...]) -> DocumentTable:
    used: dict[str, int] = {}
    for quantity in quantities:
        for key in quantity.evidence:
            used[key] = used.get(key, 0) + 1
    rows: list[tuple[Cell, ...]] = [
        (
            key,
            entry.source,
            scenario.sources[entry.source].layer,
            entry.place,
            entry.speaker or None,
            str(entry.date),
            entry.claim,
            f"{entry.attribution}, {entry.costliness}",
            used.get(key, 0),
        )
        for key, entry in scenario.evidence.items()
    ]
    columns = ("key", "source", "layer", "place", "speaker", "date", "claim", "grades", "numbers")
    return DocumentTable(columns, rows)


def _reading(scenario: Scenario, form: Format) -> None:
    from sim.language.language import ENGLISH
    from sim.lessons.law_words import other_rule

    reading = scenario.reading
    if reading is None:
        raise UsageError(
            f"{scenario.scenario} has no reading",
            remedy="`council list` shows the cases, which have one",
        )
    rule = ENGLISH.show(other_rule(scenario))
    if emit_entry({**reading.model_dump(mode="json"), "rule": rule}, form):
        return
    parts = [scenario.title, *_paragraphs(reading.short), *_paragraphs(reading.background)]
    parts += _paragraphs(rule)
    for symbol, clauses in reading.clauses.items():
        parts.append("\n".join([f"{symbol}:", *(f"- {words}" for words in clauses.values())]))
    parts.append(f"For discussion: {reading.question}" if reading.question else "")
    parts.append("Sources: " + "; ".join(reading.sources) if reading.sources else "")
    typer.echo("\n\n".join(part for part in parts if part))


def _paragraphs(text: str) -> list[str]:
    from textwrap import fill

    return [fill(" ".join(part.split()), 88) for part in text.split("\n\n") if part.strip()]


def _overview(scenario: Scenario, quantities: tuple[Quantity, ...], form: Format) -> None:
    rows: list[tuple[Cell, ...]] = [
        ("name", scenario.scenario),
        ("question", scenario.question or None),
        ("expectation", scenario.expectation or None),
        ("council of", f"{scenario.council.date}, {scenario.council.institution}"),
        ("president", scenario.council.president or "by rule 18"),
        ("clock", _clock(scenario)),
        ("evidence up to", f"{scenario.as_of:%Y-%m-%d %H:%M}, layers {', '.join(scenario.layers)}"),
        ("decision rule", f"{scenario.decision_rule}, beliefs {scenario.beliefs}"),
        ("issues", ", ".join(scenario.issues)),
        *[("draft", _draft_line(scenario, symbol)) for symbol in scenario.drafts],
        ("plan", scenario.plan.title if scenario.plan is not None else None),
        ("parties", ", ".join(party.name for party in scenario.parties.values()) or None),
        ("events", ", ".join(scenario.events) or None),
        ("numbers", _grades(quantities)),
    ]
    overview = DocumentTable(("what", "said"), rows, title=scenario.title)
    if form is Format.CSV:
        emit(overview, form)  # a single table for programs; --numbers has the rest
        return
    members: list[tuple[Cell, ...]] = []
    for code, member in scenario.members.items():
        own = [q for q in quantities if q.path.startswith(f"members.{code}.")]
        assumed = sum(q.grade == "assumed" for q in own)
        members.append((code, member.name, member.role, len(own), assumed))
    seats = DocumentTable(("code", "member", "role", "numbers", "assumed"), members)
    emit_apart([overview, seats], form)


def _clock(scenario: Scenario) -> str:
    clock = scenario.clock
    when = f"{clock.start:%Y-%m-%d %H:%M} to {clock.end:%Y-%m-%d %H:%M}"
    return f"{when}, {clock.round_hours:g} hours a round"


def _draft_line(scenario: Scenario, symbol: str) -> str:
    draft = scenario.drafts[symbol]
    vote = f"vote {draft.vote:%Y-%m-%d %H:%M}" if draft.vote is not None else "never put"
    return f"{symbol} {draft.title}; {', '.join(draft.sponsors)}; {vote}"


def _grades(quantities: tuple[Quantity, ...]) -> str:
    grades: dict[str, int] = {}
    for quantity in quantities:
        grades[quantity.grade] = grades.get(quantity.grade, 0) + 1
    return f"{len(quantities)}: " + ", ".join(f"{count} {grade}" for grade, count in grades.items())
