"""The command ``power``: exact voting power."""

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
        str | None, typer.Argument(help="A scenario whose Council to measure.")
    ] = None,
    seats: Annotated[int | None, typer.Option(help="Seats of your own body, up to 1,000.")] = None,
    quota: Annotated[int | None, typer.Option(help="Votes needed.")] = None,
    permanent: Annotated[int, typer.Option(help="Number of seats that can block.")] = 0,
    blocking: Annotated[int, typer.Option(help="Number of their noes needed to block.")] = 1,
    institution: Annotated[str | None, typer.Option(help="Only the charter or one reform.")] = None,
    on: Annotated[str | None, typer.Option(help="Date of the Council, YYYY-MM-DD.")] = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Compute voting power: exact Shapley-Shubik, Banzhaf and Coleman indices.

    Without arguments: the Council of today, that of 1946 to 1965, and every reform. As in the
    literature the model is binary: a member is for a proposal or not, without abstentions.
    """
    check_targets(report, plot)
    from sim.api.law import measured_power

    bodies = _bodies(scenario, (seats, quota, permanent, blocking), institution)
    give_result(measured_power(*bodies, on=_day(on)), form, (report, plot))


def _bodies(
    scenario: str | None, own: tuple[int | None, int | None, int, int], institution: str | None
) -> list[MeasuredBody]:
    seats, quota, permanent, blocking = own
    ways = [scenario is not None, seats is not None or quota is not None, institution is not None]
    if sum(ways) > 1:
        raise UsageError(
            "a scenario, --seats with --quota, and --institution exclude each other",
            remedy="use only one of them",
        )
    if (permanent or blocking != 1) and seats is None:
        raise UsageError(
            "--permanent and --blocking describe a body of your own",
            remedy="add --seats and --quota, or leave them out",
        )
    if scenario is not None:
        return [opened_scenario(scenario)]
    if seats is None and quota is None:
        return [] if institution is None else [institution]
    if seats is None or quota is None:
        raise UsageError(
            "your own body needs both --seats and --quota", remedy="add the other option"
        )
    from sim.studies.models.power import voting_body

    try:
        return [voting_body(seats, quota, permanent, blocking)]
    except UsageError:
        raise
    except ValueError as error:
        raise UsageError(str(error), remedy="check --seats, --quota and --permanent") from None


def _day(text: str | None) -> date | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"'{text}' is not a date", where="--on", remedy="write YYYY-MM-DD"
        ) from None
