"""Exact power indices of one voting body, or of several side by side."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sim.api.answers import Rendering, StudyResult
from sim.api.changing import ChangeableScenario
from sim.domain.errors import UsageError
from sim.report.power_page import power_page
from sim.report.study import Study
from sim.studies.models import voting_bodies
from sim.studies.models.measured import Measured, measured_bodies
from sim.studies.models.power import Body, voting_body
from sim.studies.models.voting_bodies import NamedBody

MeasuredBody = ChangeableScenario | Body | str
"""A scenario (its Council), a body, or the name of an institution or reform."""
OWN = "own"


@dataclass(frozen=True, kw_only=True)
class PowerResult(StudyResult):
    """The power of the seats of voting bodies.

    Attributes:
        bodies: Each body with its indices; ``power.by_class`` has the seats, exact fractions.
    """

    bodies: tuple[Measured, ...]


def ask_power(bodies: Sequence[MeasuredBody], on: date | None) -> PowerResult:
    """Measure bodies; by default the Council on that day, that of 1946 to 1965, and all reforms."""
    day = on or datetime.now(UTC).date()
    try:
        named = [_named(body, day) for body in bodies] or voting_bodies.compared(day)
    except (LookupError, ValueError) as error:
        if isinstance(error, UsageError) and error.code != "E002":
            raise
        raise UsageError(
            str(error.args[0]), remedy="`council power` lists all; the Council first met in 1946"
        ) from None
    measured = tuple(measured_bodies(named))
    title = bodies[0].name if len(bodies) == 1 and isinstance(bodies[0], ChangeableScenario) else ""
    rendering = Rendering(
        lambda: [row for one in measured for row in one.rows],
        lambda command: power_page(measured, Study("Voting power", title, command)),
        _command(bodies, day),
    )
    return PowerResult(rendering=rendering, bodies=measured)


def _named(body: MeasuredBody, day: date) -> NamedBody:
    if isinstance(body, ChangeableScenario):
        return voting_bodies.of_scenario(body.data)
    if isinstance(body, str):
        return voting_bodies.reformed(body, day)
    seats = sum(group.seats for group in body.classes)
    return NamedBody(OWN, f"{seats} seats, {body.quota} votes", body, {})


def _command(bodies: Sequence[MeasuredBody], day: date) -> str:
    """The command; empty if the command line cannot express the question."""
    on = ["--on", day.isoformat()]
    options: list[str] | None = on
    if len(bodies) > 1:
        options = None
    elif bodies and isinstance(bodies[0], ChangeableScenario):
        changed = bodies[0].overrides or bodies[0].layers is not None
        options = None if changed else [bodies[0].name]
    elif bodies and isinstance(bodies[0], str):
        options = ["--institution", bodies[0], *on]
    elif bodies and isinstance(bodies[0], Body):
        options = _of_own(bodies[0])
    return "" if options is None else shlex.join(["council", "power", *options])


def _of_own(body: Body) -> list[str] | None:
    seats = sum(group.seats for group in body.classes)
    blocks = sum(group.seats for group in body.classes if group.blocks)
    try:
        same = voting_body(seats, body.quota, blocks, max(body.blocking, 1)) == body
    except ValueError:
        same = False
    options = ["--seats", seats, "--quota", body.quota, "--permanent", blocks]
    return list(map(str, [*options, "--blocking", max(body.blocking, 1)])) if same else None
