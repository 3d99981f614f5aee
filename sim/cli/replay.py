"""The command ``replay``: replay one world of a kept run agent by agent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.output import Format, FormatOption, note
from sim.cli.simulate import RESULTS
from sim.cli.study_options import command_line, give_answer
from sim.domain.errors import CouncilError, ExitCode


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("replay")(replay)


def replay(
    run: Annotated[str, typer.Argument(help="Name of a kept run, or a unique part of it.")],
    replicate: Annotated[
        int, typer.Option("--replicate", "-r", help="Number of the world to replay.")
    ] = 0,
    trace: Annotated[
        bool, typer.Option("--trace", help="Print the negotiation round by round.")
    ] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Print the simulated records of the meetings.")
    ] = False,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Compare it with the kept run; exit with 5 if it differs."),
    ] = False,
    folder: Annotated[Path, typer.Option("--folder", help="Folder of runs.")] = RESULTS,
    form: FormatOption = Format.TABLE,
) -> None:
    """Re-enact one world of a kept run agent by agent, and check that it is the same world."""
    from sim.api.studies import replay as replay_run

    result = replay_run(run, replicate, folder, verify=verify)
    give_answer(
        result.published,
        lambda: result.page(command_line(), trace=trace, record=record),
        form,
    )
    if result.differences:
        raise CouncilError(
            f"replicate {replicate} differs from the kept world",
            where=str(result.run),
            why="; ".join(result.differences),
            remedy="the run was made by another version: see 'council results show'",
            exit_code=ExitCode.REPLAY_MISMATCH,
        )
    if verify:
        note(f"replicate {replicate} is identical, agent by agent, to the last bit")
