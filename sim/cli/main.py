"""The command `council`: one table of commands, and the boundary where errors become sentences."""

from __future__ import annotations

import typer

app = typer.Typer(name="council", no_args_is_help=True)


@app.callback()
def council() -> None:
    """A simulator of Security Council diplomacy."""


def main() -> None:
    """Run the command line."""
    app()
