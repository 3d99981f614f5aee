"""Help is plain text under headings, the same in a terminal and in a pipe."""

from __future__ import annotations

from typer.main import get_command
from typer.testing import CliRunner

from sim.cli.main import GROUPS, MODULE_OF, app, build_command_line


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


def test_a_command_alone_is_built_as_it_is_among_all() -> None:
    whole = get_command(app).commands  # type: ignore[attr-defined]
    for name, module in MODULE_OF.items():
        alone = get_command(build_command_line(["--allow-outside", name, "-h"])).commands  # type: ignore[attr-defined]
        assert name in alone, f"{name} is not a command of {module}"
        assert len(alone) < len(whole)
        assert [each.name for each in alone[name].params] == [
            each.name for each in whole[name].params
        ]


def test_an_unknown_word_builds_every_command() -> None:
    assert (
        get_command(build_command_line(["no-such"])).commands.keys()  # type: ignore[attr-defined]
        == get_command(app).commands.keys()  # type: ignore[attr-defined]
    )
