"""The commands of the analyst's bench."""

from __future__ import annotations

import typer

from sim.cli.power import power
from sim.cli.sensitivity import sensitivity


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    app.command("sensitivity")(sensitivity)
    app.command("power")(power)
