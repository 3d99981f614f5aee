"""Studies of the law: the power of voting bodies, and ballots decided by Article 27 or a reform."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sim.api.arguments import checks_arguments
from sim.api.ask_power import MeasuredBody, PowerResult, ask_power
from sim.api.changing import ChangeableScenario
from sim.api.scenario import Scenario
from sim.domain.arguments import as_path, as_string, instance_of, optional, wrong_argument
from sim.domain.errors import UsageError
from sim.domain.files import read_ordinary
from sim.procedure.adjudication import Finding
from sim.procedure.adjudication import decide_ballots as decide
from sim.procedure.reforms import Institution
from sim.procedure.reforms import institution as institution_named
from sim.procedure.voting_records.files import decoded
from sim.procedure.voting_records.reading import TableReading
from sim.studies.models import voting_bodies
from sim.studies.models.power import Body, Power
from sim.studies.models.power import power_indices as measure_power

as_table_reading = instance_of("a TableReading", "leave it out", lambda: TableReading)


def as_voting_body(value: Any, name: str) -> Any:
    """A scenario, a body, or the name of an institution or reform."""
    if isinstance(value, (Body, ChangeableScenario)):
        return value
    if not isinstance(value, str):
        remedy = "pass a scenario, a body, or the name of an institution, such as 'charter'"
        raise wrong_argument(value, name, "it is not a voting body", remedy)
    return as_string(value, name)


def as_ballot_table(value: Any, name: str) -> Any:
    """The path of a table of ballots, or its text, which has a line break."""
    if isinstance(value, str) and "\n" in value:
        return value
    return as_path(value, name)


@checks_arguments(bodies=as_voting_body)
def measured_power(*bodies: MeasuredBody, on: date | None = None) -> PowerResult:
    """Exact power indices of the seats of voting bodies, side by side.

    Args:
        bodies: Scenarios (their Councils), bodies, or names of institutions and reforms. Without
            any: the Council on that day, that of 1946 to 1965, and every reform.
        on: The date for institutions; today if None.

    Raises:
        UsageError: for an institution that is unknown or has no seats of its own, and for a day
            beside a body that does not depend on one.
    """
    for body in bodies:
        _check_day(body, on)
    return ask_power(bodies, on)


def _check_day(body: MeasuredBody, on: date | None) -> None:
    """Refuse a day for a body with seats of its own, on which it would have no effect."""
    if on is not None and not isinstance(body, str):
        raise UsageError(
            "a day chooses the seats of an institution, and this body has its own",
            where="on",
            remedy="leave the day out; a scenario's day is council.date",
        )


@checks_arguments(body=as_voting_body)
def power(body: Scenario | Body | str = "charter", on: date | None = None) -> Power:
    """Exact power indices of the seats of a voting body.

    Args:
        body: A scenario (its Council), a body, or the name of an institution or reform.
        on: The date for the institution; today if None.

    Raises:
        UnknownNameError: for an unknown institution.
        UsageError: for a day beside a body that does not depend on one.
    """
    _check_day(body, on)
    if isinstance(body, Body):
        return measure_power(body)
    if isinstance(body, Scenario):
        return measure_power(voting_bodies.of_scenario(body.data).body)
    day = on or datetime.now(UTC).date()
    return measure_power(voting_bodies.reformed(body, day).body)


@checks_arguments(table=as_ballot_table, reading=optional(as_table_reading))
def adjudicate(
    table: str | Path, institution: str = "charter", reading: TableReading | None = None
) -> list[Finding]:
    """Decide every ballot of a table of votes by Article 27 or a reform of it.

    Args:
        table: A file, or the text of a table with at least one line break.
        institution: The law to decide by.
        reading: How to read dates and columns that the table leaves ambiguous.

    Raises:
        UsageError: when the file cannot be read, or the institution's seats differ from those of
            the Council that voted.
        TableError: when it is not a table of ballots.
        UnknownNameError: for an unknown institution.
    """
    law = _voting_law(institution)
    if isinstance(table, str) and "\n" in table:
        return decide(table, law, reading)
    try:
        content, _ = decoded(read_ordinary(Path(table)))
    except OSError as error:
        why = error.strerror or "cannot be read"
        raise UsageError(f"{table}: {why.lower()}", remedy="check the name") from error
    except ValueError as error:
        raise UsageError(f"{table}: {error}", remedy="name a table as CSV or TSV") from error
    return decide(content, law, reading)


def _voting_law(name: str) -> Institution:
    """The institution, if it has the seats of the Council that voted."""
    law = institution_named(name)
    if law.new_permanent or law.elected is not None:
        raise UsageError(
            f"'{name}' has a different number of seats from the Council that voted",
            where="--institution",
            why="nobody knows how seats that did not exist would have voted",
            remedy="choose a reform of the voting rule, such as two-vetoes or no-veto",
        )
    return law
