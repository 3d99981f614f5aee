"""Commands on a ledger of forecasts: register, list, resolve, score, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.keyboard import say_line
from sim.cli.output import Cell, DocumentTable, Format, FormatOption, emit, note
from sim.cli.study_options import (
    ChangeOptions,
    LayersOption,
    SeedOption,
    SetOption,
    asked_scenario,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.domain.ballots import Vote

app = typer.Typer(
    no_args_is_help=True,
    help="Register forecasts before a ballot, record the result once, and score them against "
    "simple rules.",
)
LedgerOption = Annotated[
    Path, typer.Option("--ledger", metavar="FILE", help="The ledger, a file of JSON lines.")
]
FILE = Path("forecasts.jsonl")
REPLICATES = 2000
CodesOption = Annotated[
    str, typer.Option(metavar="A,B", help="Codes or names of members, comma-separated.")
]


def register(parent: typer.Typer) -> None:
    """Add the commands of this group to ``parent``."""
    parent.add_typer(app, name="ledger")


@app.command("register")
def register_forecast(
    scenario: Annotated[str, typer.Argument(help="Name of a scenario, or a file.")],
    ledger: LedgerOption = FILE,
    set_: SetOption = None,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", min=2, help="Number of worlds in the forecast.")
    ] = REPLICATES,
    seed: SeedOption = 0,
    layers: LayersOption = None,
) -> None:
    """Register the forecast of a scenario's ballots, with hashes of the scenario and the engine.

    Chances of votes are conditional on the text being put to the vote. Forecasts registered on the
    day of the ballot or later are marked as late, and scored only with --late.
    """
    from sim.api.ledger import ForecastLedger
    from sim.scenario.intervention_lines import interventions

    loaded = asked_scenario(scenario, ChangeOptions(set_, layers=layers))
    for line in interventions(loaded.data):
        note(line)
    registered = ForecastLedger(ledger).register(loaded, replicates, seed)
    for forecast in registered:
        say_line(
            f"{forecast.draft}: adopted {forecast.adopted:.1%}, put to the vote {forecast.put:.1%}"
        )
    say_line(f"registered in {ledger}, hash {registered[0].sha256}")
    if registered[0].late:
        note(f"the day of the ballot, {registered[0].ballot}, has begun: marked as late")
    note("commit the file now; after the vote, run `council ledger resolve`")


@app.command("list")
def list_forecasts(ledger: LedgerOption = FILE, form: FormatOption = Format.TABLE) -> None:
    """List the forecasts with what became of them."""
    from sim.api.ledger import ForecastLedger
    from sim.studies.ledger.chain import check_exists

    check_exists(ledger)
    rows: list[tuple[Cell, ...]] = [
        (forecast.number, forecast.draft, forecast.registered, forecast.ballot, forecast.adopted,
         "yes" if forecast.late else "no", forecast.became, forecast.scenario)
        for forecast in ForecastLedger(ledger).forecasts()
    ]  # fmt: skip
    columns = (
        "number", "draft", "registered", "ballot", "adopted", "late", "became", "scenario",
    )  # fmt: skip
    emit(DocumentTable(columns, rows, whole=("draft", "scenario")), form)


@app.command("resolve")
def resolve_forecast(
    number: Annotated[int, typer.Argument(help="Number of the forecast, as `list` shows it.")],
    draft: Annotated[
        str | None,
        typer.Argument(help="Symbol of the draft; required if the forecast has several."),
    ] = None,
    no: CodesOption = "",
    abstain: CodesOption = "",
    absent: CodesOption = "",
    not_participating: CodesOption = "",
    unanimous: Annotated[bool, typer.Option("--unanimous", help="All members voted yes.")] = False,
    not_put: Annotated[
        bool, typer.Option("--not-put", help="The text was never put to the vote.")
    ] = False,
    source: Annotated[str, typer.Option(help="Document that records the votes.")] = "",
    ledger: LedgerOption = FILE,
) -> None:
    """Record the result of a ballot, once; members that are not named voted yes.

    A result cannot be changed later. Document a mistake elsewhere in your repository.
    """
    from sim.api.ledger import ForecastLedger
    from sim.domain.ballots import Vote

    named = {
        Vote.NO: _codes(no), Vote.ABSTAIN: _codes(abstain), Vote.ABSENT: _codes(absent),
        Vote.NOT_PARTICIPATING: _codes(not_participating),
    }  # fmt: skip
    _check(named, unanimous=unanimous, not_put=not_put)
    cast = {code: vote.word for vote, codes in named.items() for code in codes}
    added = ForecastLedger(ledger).resolve(number, None if not_put else cast, source, draft)
    votes = added["votes"]
    moved = [code for code, word in votes.items() if word != cast.get(code, Vote.YES.word)]
    if moved:
        note(f"{', '.join(moved)}: a party to the dispute has to abstain (Article 27(3))")
    counts = [sum(word == vote.word for word in votes.values()) for vote in list(Vote)[:3]]
    yes, abstaining, against = counts
    tally = f"{yes} in favour, {against} against, {abstaining} abstaining"
    text = "never put" if not_put else tally
    say_line(f"{added['draft']}: {text}; {str(added['outcome']).replace('_', ' ')}")
    say_line(f"written to {ledger}, hash {added['sha256']}")


def _codes(text: str) -> list[str]:
    from sim.scenario.omissions import member_named

    return [member_named(part.strip()) for part in text.split(",") if part.strip()]


def _check(named: Mapping[Vote, list[str]], *, unanimous: bool, not_put: bool) -> None:
    """Refuse votes that contradict each other."""
    codes = [code for listed in named.values() for code in listed]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise UsageError(f"{', '.join(twice)} voted twice", remedy="name each member once")
    ways = [bool(codes), unanimous, not_put]
    if sum(ways) != 1:
        raise UsageError(
            "the result of the ballot is missing"
            if not any(ways)
            else "these options exclude each other",
            remedy="give --no and --abstain with codes, or --unanimous, or --not-put",
        )


@app.command("score")
def score_forecasts(
    ledger: LedgerOption = FILE,
    late: Annotated[
        bool,
        typer.Option(
            "--late", help="Include forecasts registered on the day of the ballot or later."
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Score the resolved forecasts against simple rules, as they were registered.

    Shows logarithmic and Brier scores per vote and for "adopted or not", all conditional on the
    text being put to the vote.
    """
    from sim.api.ledger import ForecastLedger
    from sim.studies.ledger.chain import check_exists

    check_exists(ledger)
    loaded = ForecastLedger(ledger)
    rows: list[tuple[Cell, ...]] = [
        (forecast.rule, forecast.ballots, forecast.votes, forecast.hits,
         forecast.log_score, forecast.brier, forecast.adoption_log, forecast.adoption_brier)
        for forecast in loaded.score(late=late)
    ]  # fmt: skip
    columns = (
        "rule", "ballots", "votes", "hits", "log_score", "brier", "adoption_log", "adoption_brier",
    )  # fmt: skip
    if rows or form is not Format.TABLE:
        emit(DocumentTable(columns, rows, whole=("rule",)), form)
    else:
        say_line("no ballot to score")
    left = loaded.left_out()
    if left and not late:
        note(
            f"{left} registered on the day of the ballot or later are not counted: use --late to "
            "include them"
        )


@app.command("verify")
def verify_ledger(
    ledger: LedgerOption = FILE,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="HASH",
            help="A hash, stored elsewhere, that the ledger must contain; its first eight digits "
            "are enough.",
        ),
    ] = None,
) -> None:
    """Verify that no line was changed, removed or inserted.

    Lines cut off at the end can only be detected with a hash stored elsewhere: pass it as --head.
    """
    from sim.api.ledger import ForecastLedger

    hashes = ForecastLedger(ledger).verify(head)
    last = hashes[-1] if hashes else "none"
    say_line(f"{len(hashes)} lines, chain intact; last hash {last}")
