"""The commands of the analyst's bench."""

from __future__ import annotations

import typer

from sim.cli.power import power


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    app.command("power")(power)
