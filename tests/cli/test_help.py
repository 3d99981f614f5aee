"""Help is plain text under headings, the same in a terminal and in a pipe."""

from __future__ import annotations

from typer.main import get_command
from typer.testing import CliRunner

from sim.cli.main import GROUPS, app


def test_help_lists_every_command_under_a_heading_of_the_table() -> None:
    out = CliRunner().invoke(app, ["--help"]).stdout
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"\n  {name} " in out
        assert command.rich_help_panel in {heading for _, heading in GROUPS}
        assert f"\n{command.rich_help_panel}:\n" in out


def test_help_is_plain_and_fits_eighty_columns() -> None:
    out = CliRunner().invoke(app, ["--help"]).stdout
    assert out.isascii()
    assert max(map(len, out.splitlines())) <= 80


def test_every_command_explains_itself_and_all_its_options() -> None:
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        if hasattr(command, "commands"):
            continue
        for parameter in command.params:
            assert parameter.help, f"{name}: {parameter.name} has no help"


def test_short_and_long_help_and_version() -> None:
    runner = CliRunner()
    assert runner.invoke(app, ["-h"]).stdout == runner.invoke(app, ["--help"]).stdout
    assert runner.invoke(app, ["--version"]).stdout.startswith("council ")
