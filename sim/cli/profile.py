"""The profile of a State: positions from recorded votes on a matter, and the closest States."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import (
    Cell,
    DocumentTable,
    Format,
    FormatOption,
    emit,
    emit_apart,
    emit_json,
    note,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.rollcalls.counts import CountTable as Counted
    from sim.rollcalls.estimate import Standing
    from sim.scenario.dossiers.hand_made import HandMadePosition
    from sim.scenario.dossiers.read import Read

CLOSEST = 5
"""Number of closest States to name."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("profile")(profile)


def profile(
    state: Annotated[str, typer.Argument(help="Code or name of a State.")],
    dossier: Annotated[
        str, typer.Option(help="Dossier on the matter; see `council dossier list`.")
    ],
    at: Annotated[str | None, typer.Option(help="Date, YYYY-MM-DD. Default: today.")] = None,
    evidence: Annotated[
        bool,
        typer.Option(
            "--evidence",
            help="Show every claim of hand-coded evidence, or the votes month by month.",
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show a State's positions on a matter, estimated from its recorded votes before a date.

    Positions run from 0 to 1 (most demanding). Their standard deviation depends on the number and
    age of the votes. If a dossier has hand-coded evidence, positions from that evidence come
    first, on the issues of its own codebook.
    """
    from sim.rollcalls.records import title_of
    from sim.scenario.dossiers.hand_made import hand_made
    from sim.scenario.dossiers.positions import before, stand
    from sim.scenario.dossiers.read import fallback_chain, read_dossier
    from sim.scenario.dossiers.table import lists_for, shipped_counts, uncounted_note
    from sim.scenario.errors import Findings

    day = _day(at)
    findings = Findings()
    dossier_data = read_dossier(dossier, findings, beside=Path(), whole=evidence)
    findings.raise_if_any()
    assert dossier_data is not None
    counted = shipped_counts()
    chain = fallback_chain(dossier_data, findings)
    lists = lists_for(chain, counted)
    findings.raise_if_any()
    uncounted = uncounted_note(dossier_data.dossier, chain, counted)
    if uncounted:
        note(uncounted)
    stands = stand(counted, lists, list(dossier_data.dossier.issues), day)
    code = _code(state, stands, day)
    by_hand = hand_made(dossier_data, code, day)
    if evidence:
        if by_hand:
            emit(_claims(by_hand, code), form)
        else:
            emit(_months(dossier_data, counted, code, day), form)
        return
    entries = _profile_data(dossier_data, stands, code, title_of(code), day)
    if by_hand:
        entries["by_hand"] = [_by_hand(item) for item in by_hand]
    if form is Format.JSON:
        emit_json(entries)
        return
    _print(entries, form)
    if before(day) > counted.last + 12 and form is Format.TABLE:
        from sim.rollcalls.records import month_text

        note(
            f"the table of votes ends in {month_text(counted.last)}; `council dossier build` "
            "extends it"
        )


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--at {text}: there is no such date", remedy="write it as 2016-10-08"
        ) from None


def _code(name: str, stands: Standing, day: date) -> str:
    from sim.domain.states import UnknownStateError, code_of, name_of
    from sim.rollcalls.records import seat_in
    from sim.scenario.dossiers.positions import before

    try:
        code = code_of(name)
    except UnknownStateError as error:
        raise UsageError(
            f"there is no State '{name}'",
            remedy=str(error).split("; ", 1)[1] if "; " in str(error) else "",
        ) from None
    held = seat_in(code, before(day))
    first = stands.seen.get(held)
    if first is None or first[0] >= before(day):
        from sim.rollcalls.records import month_text

        when = f"; its first is from {month_text(first[0])}" if first is not None else ""
        raise UsageError(
            f"{name_of(code)} has no recorded vote in the Assembly before {day}{when}",
            remedy="choose a later date, or a State that was a member then",
        )
    if not stands.sitting[stands.row(held)]:
        from sim.rollcalls.records import month_text

        raise UsageError(
            f"{name_of(code)} was not a member on {day}; its last recorded vote is from "
            f"{month_text(first[1])}",
            remedy="choose an earlier date, or a State that was a member then",
        )
    return held


def _by_hand(item: HandMadePosition) -> dict[str, Any]:
    return {
        "issue": item.issue,
        "position": round(item.position, 3),
        "spread": round(item.spread, 3),
        "grade": item.grade,
        "claims": len(item.claims),
        "latest": str(item.claims[0].evidence.date),
    }


def _claims(by_hand: tuple[HandMadePosition, ...], code: str) -> DocumentTable:
    """All claims for the State's positions by issue, latest first."""
    rows: list[tuple[Cell, ...]] = [
        (item.issue, str(claim.evidence.date), claim.value, claim.evidence.source,
         claim.evidence.place, claim.evidence.claim)
        for item in by_hand
        for claim in item.claims
    ]  # fmt: skip
    columns = ("issue", "date", "value", "source", "place", "claim")
    return DocumentTable(columns, rows, title=f"Claims about {code}")


def _months(read: Read, counted: Counted, code: str, day: date) -> DocumentTable:
    """The State's votes on the matter by month, latest first."""
    from sim.rollcalls.records import ALL, month_text
    from sim.scenario.dossiers.positions import before

    counts = counted.lists.get(read.dossier.dossier)
    rows: list[tuple[Cell, ...]] = []
    calls: dict[int, list[str]] = {}
    for line in read.dossier.roll_calls:
        calls.setdefault(line.call.month, []).append(line.symbol)
    if counts is not None:
        column = counted.states.index(code)
        selected_rows = counts.rows(ALL, before(day))
        for month, votes in zip(
            counts.months[selected_rows], counts.votes[selected_rows, column], strict=True
        ):
            cast = [int(n) for n in votes]
            if sum(cast):
                listed = ", ".join(calls.get(int(month), []))
                rows.append((month_text(int(month)), *cast, listed))
    columns = ("month", "for", "abstained", "against", "roll_calls_held")
    return DocumentTable(columns, rows[::-1], title=f"{code} on {read.dossier.dossier}")


def _profile_data(read: Read, stands: Standing, code: str, name: str, day: date) -> dict[str, Any]:
    from sim.rollcalls.records import ALL, month_text

    row = stands.row(code)
    issues = []
    for k, issue in enumerate(stands.issues):
        own = stands.own.get(issue)
        votes = [int(n) for n in own.votes[row]] if own is not None else [0, 0, 0]
        issues.append({
            "issue": issue,
            "position": round(float(stands.mean[row, k]), 3),
            "spread": round(float(stands.spread[row, k]), 3),
            "for": votes[0], "abstained": votes[1], "against": votes[2],
            "worth": round(float(own.number[row]), 2) if own is not None else 0.0,
        })  # fmt: skip
    whole = stands.own.get(ALL)
    cast = [int(n) for n in whole.votes[row]] if whole is not None else [0, 0, 0]
    latest = int(whole.latest[row]) if whole is not None else 0
    return {
        "state": code,
        "name": name,
        "dossier": read.dossier.dossier,
        "at": str(day),
        "issues": issues,
        "overall": round(float(stands.overall[row]), 3),
        "overall_spread": round(float(stands.overall_spread[row]), 3),
        "percentile": round(stands.percentile(code), 1),
        "for": cast[0], "abstained": cast[1], "against": cast[2],
        "held": stands.held,
        "latest": month_text(latest) if latest else None,
        "lists": list(stands.chain),
        "closest": [
            {"state": other, "distance": round(apart, 3)}
            for other, apart in stands.closest(code, CLOSEST)
        ],
    }  # fmt: skip


def _print(entries: dict[str, Any], form: Format) -> None:
    from sim.domain.words import plural

    tables: list[DocumentTable] = []
    by_hand = entries.get("by_hand")
    if by_hand and form is Format.CSV:
        note("CSV has only the positions from votes; -f json also has the hand-coded ones")
    elif by_hand:
        listed: list[tuple[Cell, ...]] = [tuple(item.values()) for item in by_hand]
        matter = f"{entries['name']} on {entries['dossier']}"
        title = f"{matter}, from hand-coded evidence before {entries['at']}"
        tables.append(DocumentTable(tuple(by_hand[0]), listed, title=title))
    columns = ("issue", "position", "spread", "for", "abstained", "against", "worth")
    rows: list[tuple[Cell, ...]] = [
        tuple(issue[name] for name in columns) for issue in entries["issues"]
    ]
    title = f"{entries['name']} on {entries['dossier']}, before {entries['at'][:7]}"
    emit_apart([*tables, DocumentTable(columns, rows, title=title)], form)
    if form is not Format.TABLE:
        return
    cast = entries["for"] + entries["abstained"] + entries["against"]
    typer.echo(
        f"{cast} votes in {entries['held']} roll calls on the matter: {entries['for']} for the "
        f"demand, {plural(entries['abstained'], 'abstention')}, {entries['against']} against"
        + (f"; the last in {entries['latest']}" if entries["latest"] else "")
    )
    behind = [name.split("~")[0] for name in entries["lists"][1:]]
    if behind:
        typer.echo(f"behind them: {', then '.join(behind)}, then nothing known (0.5 ± 0.3)")
    typer.echo(
        f"on the whole {entries['overall']} ± {entries['overall_spread']}; more demanding than "
        f"{entries['percentile']:.0f} % of members"
    )
    near = ", ".join(f"{item['state']} ({item['distance']})" for item in entries["closest"])
    typer.echo(f"closest: {near}")
