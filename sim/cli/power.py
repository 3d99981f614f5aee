"""The command ``power``: who can decide, measured exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import Format, FormatOption
from sim.cli.study_options import (
    PlotOption,
    ReportOption,
    check_targets,
    give_result,
    opened_scenario,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from sim.api.ask_power import MeasuredBody


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
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Measure power: Shapley-Shubik, Banzhaf and Coleman indices, exact at any size.

    Without arguments: the Council of today, that of 1946 to 1965, and every reform. The model is
    binary, as in the literature: a member is for a proposal or not; an abstention has no place.
    """
    check_targets(report, plot)
    from sim.api.studies import measured_power

    bodies = _bodies(scenario, (seats, quota, permanent, blocking), institution)
    give_result(measured_power(*bodies, on=_day(on)), form, (report, plot))


def _bodies(
    scenario: str | None, own: tuple[int | None, int | None, int, int], institution: str | None
) -> list[MeasuredBody]:
    seats, quota, permanent, blocking = own
    ways = [scenario is not None, seats is not None or quota is not None, institution is not None]
    if sum(ways) > 1:
        raise UsageError(
            "a scenario, --seats with --quota, and --institution exclude one another",
            remedy="give one of them",
        )
    if scenario is not None:
        return [opened_scenario(scenario)]
    if seats is None and quota is None:
        return [] if institution is None else [institution]
    if seats is None or quota is None:
        raise UsageError("a body needs both --seats and --quota", remedy="add the other one")
    from sim.studies.models.power import voting_body

    try:
        return [voting_body(seats, quota, permanent, blocking)]
    except ValueError as error:
        raise UsageError(str(error), remedy="check --seats, --quota and --permanent") from None


def _day(text: str | None) -> date | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is no day", where="--on", remedy="write YYYY-MM-DD") from None
