"""Commands on a ledger of forecasts: register, list, resolve, score, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.keyboard import say_line
from sim.cli.output import Cell, DocumentTable, Format, FormatOption, emit, note, progress
from sim.cli.study_options import (
    ChangeOptions,
    LayersOption,
    SeedOption,
    SetOption,
    asked_scenario,
)
from sim.domain.errors import CouncilError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.domain.ballots import Vote

app = typer.Typer(
    no_args_is_help=True,
    help="Forecasts registered before a ballot, resolved once, scored beside simple rules.",
)
LedgerOption = Annotated[
    Path, typer.Option("--ledger", metavar="FILE", help="The ledger, a file of JSON lines.")
]
FILE = Path("forecasts.jsonl")
REPLICATES = 2000
CodesOption = Annotated[str, typer.Option(metavar="A,B", help="Codes of members, with commas.")]


def register(parent: typer.Typer) -> None:
    """Add the commands of this group to ``parent``."""
    parent.add_typer(app, name="ledger")


@app.command("register")
def register_forecast(
    scenario: Annotated[str, typer.Argument(help="Name of a scenario, or a file.")],
    ledger: LedgerOption = FILE,
    set_: SetOption = None,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", min=2, help="Worlds of the forecast.")
    ] = REPLICATES,
    seed: SeedOption = 0,
    layers: LayersOption = None,
) -> None:
    """Write the forecast of a scenario's ballots, with hashes of scenario and engine.

    Chances of votes are given that the text is put. What is registered on the day of the ballot or
    later is marked as late and not scored unless asked for.
    """
    from sim.engines.run import run_worlds
    from sim.engines.sums import sums_of
    from sim.studies.forecast import forecast_drafts
    from sim.studies.ledger.chain import Ledger
    from sim.studies.ledger.entries import forecast_entry, now, registered_forecasts

    loaded = asked_scenario(scenario, ChangeOptions(set_, layers=layers)).data
    with Ledger(ledger) as kept:
        with progress("forecast", replicates) as advance:
            worlds = run_worlds(loaded, seed, range(replicates), advance=advance)
        entry = forecast_entry(loaded, forecast_drafts(sums_of(worlds)), (seed, replicates), now())
        if not entry["drafts"]:
            raise UsageError(
                f"no draft of {loaded.scenario} is put to the vote in any world",
                remedy="give a draft the time of its vote",
            )
        added = kept.add(entry)
    for one in registered_forecasts([added]):
        adopted = one.told["adopted"]
        say_line(f"{one.draft}: adopted {adopted:.1%}, put to the vote {one.told['put']:.1%}")
    say_line(f"registered in {ledger}, hash {added['sha256']}")
    if not registered_forecasts([added])[0].ahead:
        note(f"the day of the ballot, {added['date']}, has begun: marked as late")
    note("commit the file now; `council ledger resolve` takes the recorded votes")


@app.command("list")
def list_forecasts(ledger: LedgerOption = FILE, form: FormatOption = Format.TABLE) -> None:
    """List the forecasts with what became of them."""
    from sim.studies.ledger.chain import read_ledger
    from sim.studies.ledger.entries import registered_forecasts, resolutions

    entries = read_ledger(ledger)
    known = resolutions(entries)
    rows: list[tuple[Cell, ...]] = []
    for one in registered_forecasts(entries):
        line = known.get((one.entry["sha256"], one.draft))
        fate = "open" if line is None else str(line["outcome"]).replace("_", " ")
        rows.append(
            (one.number, one.draft, one.entry["registered"][:10], one.entry["date"],
             one.told["adopted"], "no" if one.ahead else "yes", fate, one.entry["scenario"])
        )  # fmt: skip
    columns = (
        "number", "draft", "registered", "ballot", "adopted", "late", "became", "scenario",
    )  # fmt: skip
    emit(DocumentTable(columns, rows, whole=("scenario",)), form)


@app.command("resolve")
def resolve_forecast(
    number: Annotated[int, typer.Argument(help="Number of the forecast, as `list` shows it.")],
    draft: Annotated[
        str | None, typer.Argument(help="Symbol; needed where the forecast has several drafts.")
    ] = None,
    no: CodesOption = "",
    abstain: CodesOption = "",
    absent: CodesOption = "",
    not_participating: CodesOption = "",
    unanimous: Annotated[bool, typer.Option("--unanimous", help="All voted yes.")] = False,
    not_put: Annotated[
        bool, typer.Option("--not-put", help="The text was never put to the vote.")
    ] = False,
    source: Annotated[str, typer.Option(help="Where the votes are recorded.")] = "",
    ledger: LedgerOption = FILE,
) -> None:
    """Record how a ballot went, once: members that are not named voted yes.

    A forecast that is resolved stays so; a mistake is told in a new line of your repository, not
    written over.
    """
    from sim.domain.ballots import Vote
    from sim.studies.ledger.chain import Ledger, read_ledger
    from sim.studies.ledger.entries import found, now, resolution_entry, resolutions

    named = {
        Vote.NO: _codes(no), Vote.ABSTAIN: _codes(abstain), Vote.ABSENT: _codes(absent),
        Vote.NOT_PARTICIPATING: _codes(not_participating),
    }  # fmt: skip
    _check(named, source, unanimous=unanimous, not_put=not_put)
    with Ledger(ledger) as kept:
        entries = read_ledger(ledger)
        one = found(entries, number, draft)
        if (one.entry["sha256"], one.draft) in resolutions(entries):
            raise UsageError(
                f"forecast {number} of {one.draft} is resolved already",
                remedy="`council ledger list` shows what it became",
            )
        votes = {} if not_put else dict.fromkeys(one.told["votes"], Vote.YES.word)
        votes |= {code: vote.word for vote, codes in named.items() for code in codes}
        added = kept.add(resolution_entry(one, votes, source, now()))
    counts = [sum(word == vote.word for word in votes.values()) for vote in list(Vote)[:3]]
    yes, abstaining, against = counts
    tally = f"{yes} in favour, {against} against, {abstaining} abstaining"
    text = "never put" if not_put else tally
    say_line(f"{one.draft}: {text}; {str(added['outcome']).replace('_', ' ')}")
    say_line(f"written to {ledger}, hash {added['sha256']}")


def _codes(text: str) -> list[str]:
    return [part.strip().upper() for part in text.split(",") if part.strip()]


def _check(named: Mapping[Vote, list[str]], source: str, *, unanimous: bool, not_put: bool) -> None:
    """Refuse votes that contradict each other, and a result that nobody said."""
    codes = [code for listed in named.values() for code in listed]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise UsageError(f"{', '.join(twice)} voted twice", remedy="name each member once")
    ways = [bool(codes), unanimous, not_put]
    if sum(ways) != 1:
        raise UsageError(
            "say how the ballot went" if not any(ways) else "these exclude one another",
            remedy="--no and --abstain with codes, or --unanimous, or --not-put",
        )
    if not source.strip():
        raise UsageError(
            "where are the votes recorded?", remedy="--source S/PV.7785, or another document"
        )


@app.command("score")
def score_forecasts(
    ledger: LedgerOption = FILE,
    late: Annotated[
        bool, typer.Option("--late", help="Count forecasts registered on the day or after it.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Score the resolved forecasts beside simple rules, ballot by ballot as they were registered.

    Logarithmic and Brier score a vote, and of "adopted or not", all given that the text was put.
    """
    from sim.studies.ledger.chain import read_ledger
    from sim.studies.ledger.scoring import resolved, score_ledger

    entries = read_ledger(ledger)
    rows: list[tuple[Cell, ...]] = [
        (one.rule, one.ballots, one.votes, one.hits, one.log_score, one.brier, one.adoption_log,
         one.adoption_brier)
        for one in score_ledger(entries, late=late)
    ]  # fmt: skip
    columns = (
        "rule", "ballots", "votes", "hits", "log_score", "brier", "adoption_log", "adoption_brier",
    )  # fmt: skip
    if rows or form is not Format.TABLE:
        emit(DocumentTable(columns, rows, whole=("rule",)), form)
    else:
        typer.echo("no ballot to score")
    left = sum(not one.ahead for one, _ in resolved(entries))
    if left and not late:
        note(f"{left} registered on the day of the ballot or later left out: --late counts them")


@app.command("verify")
def verify_ledger(
    ledger: LedgerOption = FILE,
    head: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="A hash kept elsewhere that the ledger must hold."),
    ] = None,
) -> None:
    """Check that no line was changed, taken out or put in.

    What was cut off at the end shows only beside a hash kept elsewhere: give it as --head.
    """
    from sim.studies.ledger.chain import inspect

    if not ledger.exists():
        raise UsageError(f"there is no ledger {ledger}", remedy="name it with --ledger")
    entries, fault = inspect(ledger)
    if fault is not None:
        raise CouncilError(
            f"line {fault.line} {fault.what}",
            code="E708",
            where=str(ledger),
            why=f"{len(entries)} lines before it hold",
            remedy="take the file from the repository's history",
        )
    hashes = [str(entry["sha256"]) for entry in entries]
    wanted = (head or "").strip().lower()
    if wanted and not any(one.startswith(wanted) for one in hashes):
        raise CouncilError(
            f"no line has the hash {head}",
            code="E708",
            where=str(ledger),
            why="lines were cut off, or the hash is another ledger's",
            remedy="take the file from the repository's history",
        )
    last = hashes[-1] if hashes else "none"
    typer.echo(f"{len(entries)} lines, each follows the one before; last hash {last}")
