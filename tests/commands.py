"""The commands of the command line, put together once for all tests of a process.

``CliRunner`` puts all of them together again for every command that it runs: some 50 ms each time.
"""

from __future__ import annotations

from functools import cache

import typer.main
import typer.testing


def put_together_once() -> None:
    """Let every ``CliRunner`` of this process use the same commands."""
    typer.testing._get_command = cache(typer.main.get_command)  # type: ignore[assignment]
