"""The commands ``fit`` and ``backtest``: coefficients from votes, and how good they are."""

from __future__ import annotations

import typer

from sim.cli.backtest import backtest
from sim.cli.fit import fit


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    app.command("fit")(fit)
    app.command("backtest")(backtest)
