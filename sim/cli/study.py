"""The commands that study a scenario or recorded votes."""

from __future__ import annotations

import typer

from sim.cli.backtest import backtest
from sim.cli.compare import compare
from sim.cli.courses import courses
from sim.cli.discover import discover
from sim.cli.fit import fit
from sim.cli.power import power
from sim.cli.sensitivity import sensitivity
from sim.cli.sweep import sweep


def register(app: typer.Typer) -> None:
    """Add the commands of this group to ``app``."""
    for command in (sweep, sensitivity, courses, discover, compare, power, fit, backtest):
        app.command(command.__name__)(command)
