"""A conversation at the terminal: a line said, a line read."""

from __future__ import annotations

import typer

from sim.domain.visible import visible


def say_line(line: str) -> None:
    """A line on the terminal; what somebody typed commands nothing."""
    typer.echo(visible(line))


def read_line(prompt: str) -> str | None:
    """A line from the keyboard; None at its end."""
    typer.echo(prompt, nl=False)
    try:
        return input()
    except EOFError:
        return None
