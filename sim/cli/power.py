"""The command ``power``: who can decide, measured exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import Format, FormatOption
from sim.cli.study_options import PlotOption, ReportOption, check_targets, command_line, give_answer
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from sim.studies.models.voting_bodies import NamedBody


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
    from sim.report.power_page import power_page
    from sim.report.study import Study
    from sim.studies.models.measured import measured_bodies

    bodies = measured_bodies(
        _bodies(scenario, (seats, quota, permanent, blocking), institution, on)
    )
    study = Study("Who can decide", scenario or "", command_line())
    give_answer(
        [row for one in bodies for row in one.rows],
        lambda: power_page(bodies, study),
        form,
        (report, plot),
    )


def _bodies(
    scenario: str | None,
    own: tuple[int | None, int | None, int, int],
    institution: str | None,
    on: str | None,
) -> list[NamedBody]:
    from sim.studies.models import voting_bodies as bodies
    from sim.studies.models.power import voting_body

    seats, quota, permanent, blocking = own
    ways = [scenario is not None, seats is not None or quota is not None, institution is not None]
    if sum(ways) > 1:
        raise UsageError(
            "a scenario, --seats with --quota, and --institution exclude one another",
            remedy="give one of them",
        )
    if scenario is not None:
        from sim.scenario.load import load_scenario

        return [bodies.of_scenario(load_scenario(scenario))]
    if seats is not None or quota is not None:
        if seats is None or quota is None:
            raise UsageError("a body needs both --seats and --quota", remedy="add the other one")
        try:
            body = voting_body(seats, quota, permanent, blocking)
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
