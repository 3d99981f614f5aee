"""Print and read lines at the terminal."""

from __future__ import annotations

import typer

from sim.domain.visible import visible


def say_line(line: str) -> None:
    """Print a line; control characters in typed text are removed."""
    typer.echo(visible(line))


def read_line(prompt: str) -> str | None:
    """Read a line from the keyboard; None at the end of input."""
    typer.echo(prompt, nl=False)
    try:
        return input()
    except EOFError:
        return None
