"""The command ``power``: who can decide, measured exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import Format, FormatOption, Table, emit, emit_json
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sim.studies.models.power import Power, SeatPower
    from sim.studies.models.voting_bodies import NamedBody

COLUMNS = (
    "body", "seat", "seats", "shapley_shubik", "exact", "swings", "banzhaf", "banzhaf_absolute",
    "prevent", "initiate",
)  # fmt: skip
BRIEF = ("body", "seat", "seats", "shapley_shubik", "banzhaf", "prevent")
"""Columns in the terminal where several bodies are compared."""
MANY = 10**12
"""Counts from here on are told in powers of ten."""
LONGEST = 16
"""Characters of a fraction that the terminal shows exactly; the other forms always do."""
FULL = ("quota", "blocking", "all_swings", "winning", "act", "members")
"""Columns that the machine-readable forms have besides."""


def power(
    scenario: Annotated[
        str | None, typer.Argument(help="A scenario, whose Council is measured.")
    ] = None,
    seats: Annotated[int | None, typer.Option(help="Seats of a body of your own.")] = None,
    quota: Annotated[int | None, typer.Option(help="Votes needed.")] = None,
    permanent: Annotated[int, typer.Option(help="Seats that can block.")] = 0,
    blocking: Annotated[int, typer.Option(help="Noes of such seats that block together.")] = 1,
    institution: Annotated[
        str | None, typer.Option(help="The charter or one reform, instead of all.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="Day of the Council, YYYY-MM-DD.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Measure power: Shapley-Shubik, Banzhaf and Coleman indices, exact at any size.

    Without arguments: the Council of today, that of 1946 to 1965, and every reform. The model is
    binary, as in the literature: a member is for a proposal or not; an abstention has no place.
    """
    from sim.studies.models.power import power as measure

    bodies = _bodies(scenario, (seats, quota, permanent, blocking), institution, on)
    rows = [row for one in bodies for row in _rows(one, measure(one.body))]
    if form is Format.TABLE:
        if len(bodies) == 1:
            _print_one(bodies[0], measure(bodies[0].body))
            return
        brief = [tuple(row[COLUMNS.index(name)] for name in BRIEF) for row in rows]
        heads = ("body", "seat", "seats", "Shapley", "Banzhaf", "prevent")
        emit(Table(heads, brief, "Power by seat", digits=4), form)
        for one in bodies:
            typer.echo(f"{one.name}: {_words(one)}")
    elif form is Format.JSON:
        emit_json([dict(zip((*COLUMNS, *FULL), row, strict=True)) for row in rows])
    else:
        emit(Table((*COLUMNS, *FULL), rows, digits=6), form)


def _bodies(
    scenario: str | None,
    own: tuple[int | None, int | None, int, int],
    institution: str | None,
    on: str | None,
) -> list[NamedBody]:
    from sim.studies.models import voting_bodies as bodies
    from sim.studies.models.power import council

    seats, quota, permanent, blocking = own
    ways = [scenario is not None, seats is not None or quota is not None, institution is not None]
    if sum(ways) > 1:
        raise UsageError(
            "a scenario, --seats with --quota, and --institution exclude one another",
            remedy="give one of them",
        )
    if scenario is not None:
        from sim.scenario.load import load

        return [bodies.of_scenario(load(scenario))]
    if seats is not None or quota is not None:
        if seats is None or quota is None:
            raise UsageError("a body needs both --seats and --quota", remedy="add the other one")
        try:
            body = council(seats, quota, permanent, blocking)
        except ValueError as error:
            raise UsageError(str(error), remedy="check --seats, --quota and --permanent") from None
        return [bodies.NamedBody("own", f"{seats} seats, {quota} votes", body, {})]
    day = _day(on)
    try:
        if institution is not None:
            return [bodies.reformed(institution, day)]
        return bodies.compared(day)
    except (LookupError, ValueError) as error:
        raise UsageError(
            str(error.args[0]), remedy="`council power` lists all; the Council first met in 1946"
        ) from None


def _day(text: str | None) -> date:
    from datetime import UTC, date, datetime

    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is no day", where="--on", remedy="write YYYY-MM-DD") from None


def _rows(one: NamedBody, found: Power) -> list[tuple[str | int | float, ...]]:
    return [
        (
            one.name,
            seat.seat,
            seat.seats,
            float(seat.shapley_shubik),
            str(seat.shapley_shubik),
            seat.swings,
            float(seat.banzhaf),
            float(seat.banzhaf_absolute),
            float(seat.prevent),
            float(seat.initiate),
            one.body.quota,
            one.body.blocking,
            found.swings,
            found.winning,
            float(found.act),
            " ".join(one.members.get(seat.seat, ())),
        )
        for seat in found.by_class
    ]


def _print_one(one: NamedBody, found: Power) -> None:
    """One body in the terminal: a row for each measure, a column for each class of seats."""
    typer.echo(_words(one))
    measures: tuple[tuple[str, Callable[[SeatPower], str]], ...] = (
        ("Shapley-Shubik index", lambda s: f"{float(s.shapley_shubik):.4f} = {_exact(s)}"),
        ("Banzhaf, share of swings", lambda s: f"{float(s.banzhaf):.4f}"),
        ("Banzhaf, absolute", lambda s: f"{float(s.banzhaf_absolute):.4g}"),
        ("swings", lambda s: f"{s.swings:,}" if s.swings < MANY else f"{s.swings:.4g}"),
        ("Coleman, prevent action", lambda s: f"{float(s.prevent):.4f}"),
        ("Coleman, initiate action", lambda s: f"{float(s.initiate):.4g}"),
        ("members", lambda s: " ".join(one.members.get(s.seat, ()))),
    )
    rows = [(name, *(tell(seat) for seat in found.by_class)) for name, tell in measures]
    heads = tuple(f"{seat.seats} {seat.seat}" for seat in found.by_class)
    emit(Table(("each_seat_of", *heads), [row for row in rows if any(row[1:])]), Format.TABLE)
    act = f"{float(found.act):.4g}"
    typer.echo(f"Coleman: power of the body to act {act}, the share of coalitions that win")


def _exact(seat: SeatPower) -> str:
    text = str(seat.shapley_shubik)
    return text if len(text) <= LONGEST else f"about 1/{1 / float(seat.shapley_shubik):,.0f}"


def _words(one: NamedBody) -> str:
    body = one.body
    block = {
        0: "nobody can block",
        1: f"one no of {body.blockers} seats blocks",
    }.get(body.blocking, f"{body.blocking} noes of {body.blockers} seats block")
    return f"{one.title}: {body.quota} of {body.votes} votes, {block}"
