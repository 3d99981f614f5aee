"""The commands of the analyst's bench."""

from __future__ import annotations

import typer

from sim.cli.compare import compare
from sim.cli.power import power
from sim.cli.sensitivity import sensitivity
from sim.cli.sweep import sweep


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    app.command("sweep")(sweep)
    app.command("sensitivity")(sensitivity)
    app.command("compare")(compare)
    app.command("power")(power)
