"""The command ``replay``: one world of a kept run, re-enacted agent by agent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import Format, FormatOption, Table, console, emit, emit_json, note
from sim.cli.simulate import RESULTS
from sim.domain.errors import CouncilError, ExitCode

if TYPE_CHECKING:
    from sim.results.replay import Replay


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command("replay")(replay)


def replay(
    run: Annotated[str, typer.Argument(help="Name of a kept run, or a telling part of it.")],
    replicate: Annotated[int, typer.Option("--replicate", "-r", help="Which world.")] = 0,
    trace: Annotated[
        bool, typer.Option("--trace", help="Tell the negotiation round by round.")
    ] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Print the simulated records of the meetings.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Hold it against what is kept; exit 5 if it differs.")
    ] = False,
    folder: Annotated[Path, typer.Option("--folder", help="Folder of runs.")] = RESULTS,
    form: FormatOption = Format.TABLE,
) -> None:
    """Re-enact one world of a kept run agent by agent, and check that it is the same world."""
    from sim.results import replay as replays
    from sim.results.runs import find

    kept = find(folder, run)
    again = replays.replay(kept, replicate)
    wrong = replays.differences(kept, again) if verify else []
    if form is Format.JSON:
        emit_json(_replay_json(again, wrong, verified=verify))
    else:
        _tell_replay(again, trace=trace, record=record)
    if wrong:
        raise CouncilError(
            f"replicate {replicate} is not the world that was kept",
            where=str(kept.path),
            why="; ".join(wrong),
            remedy="the run was made by another version: see 'council results show'",
            exit_code=ExitCode.REPLAY_MISMATCH,
        )
    if verify:
        note(f"replicate {replicate} is the same, agent by agent, to the last bit")


def _replay_json(again: Replay, wrong: list[str], *, verified: bool) -> dict[str, Any]:
    from sim.domain.ballots import Outcome, Vote

    worlds = again.worlds
    return {
        "replicate": again.replicate,
        "seed": again.seed,
        "verified": verified,
        "differences": wrong,
        "ballots": [
            {
                "draft": draft,
                "outcome": Outcome(int(worlds.outcome[d, 0])).word,
                "votes": {
                    code: Vote(int(worlds.vote[d, i, 0])).word
                    for i, code in enumerate(worlds.members)
                },
            }
            for d, draft in enumerate(worlds.drafts)
        ],
        "events": [
            {"round": e.round, "type": e.type.value, "actor": e.actor, "draft": e.draft}
            | {"numbers": e.numbers}
            for e in again.model.events()
        ],
    }


def _tell_replay(again: Replay, *, trace: bool, record: bool) -> None:
    from sim.domain.ballots import Outcome
    from sim.procedure.meeting.record import markdown
    from sim.report.context import names_from, world_events
    from sim.report.narrative import diary
    from sim.report.terminal import print_diary

    scenario = again.model.setting.scenario
    if trace:
        events = world_events(again.model.events())
        print_diary(diary(events, names_from(scenario)), console())
    if record:
        for meeting in again.model.meetings():
            typer.echo(markdown(meeting))
    rows = []
    for d, draft in enumerate(again.worlds.drafts):
        yes, abstain, no, absent = (int(n) for n in again.worlds.tally[d, :, 0])
        outcome = Outcome(int(again.worlds.outcome[d, 0])).word.replace("_", " ")
        rows.append((draft, outcome, yes, no, abstain, absent))
    emit(Table(("draft", "outcome", "yes", "no", "abstain", "absent"), rows), Format.TABLE)
