"""The command ``whatif``: two arms on the same draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import Format, FormatOption, Table, emit, emit_json, progress
from sim.cli.study_options import (
    LayersOption,
    PlotOption,
    ReportOption,
    ScenarioArgument,
    SeedOption,
    SetOption,
    check_targets,
    interval_json,
    load,
    more_than_one,
    study_of,
    with_common_draft,
    write_targets,
)
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario
    from sim.studies.compare.assumptions import Resting
    from sim.studies.compare.changed_votes import Mover
    from sim.studies.compare.whatif import Comparison

DEFAULT_REPLICATES = 2000
SHOWN = 12
"""Members whose moves the terminal shows; the other forms have all."""
LEAST = 0.0005
"""A smaller move would be shown as zero."""
PUSHES = 3
"""Terms of a move that JSON names."""


@dataclass(frozen=True)
class _Answer:
    base: Scenario
    variant: Scenario
    changed: list[str]
    seed: int
    found: Comparison
    movers: list[Mover]
    resting: tuple[Resting, ...]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("whatif")(whatif)


def whatif(
    base: ScenarioArgument,
    variant: Annotated[
        str | None, typer.Argument(help="A scenario to compare with it, such as a variant.")
    ] = None,
    set_: SetOption = None,
    event: Annotated[
        list[str] | None,
        typer.Option("--event", help="An event to take out, or to let happen after all."),
    ] = None,
    replicates: Annotated[
        int, typer.Option("--replicates", "-n", help="Worlds in each arm.")
    ] = DEFAULT_REPLICATES,
    seed: SeedOption = 0,
    layers: LayersOption = None,
    form: FormatOption = Format.TABLE,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Compare a scenario with a variant of it, world by world on the same luck.

    Changes come with paired 95 % intervals; for each member that moves, the term of its decision
    that moves it most; and how far the answer rests on numbers without evidence.
    """
    more_than_one(replicates)
    check_targets(report, plot)
    first = load(base, (), layers)
    changed = [*(set_ or []), *_turned(first, event or [])]
    if variant is None and not changed:
        raise UsageError(
            "there is nothing to compare with",
            remedy="name a variant, or change something with -S or --event",
        )
    second = load(variant or base, changed, layers)
    with_common_draft(first, second)
    answer = _compute(first, second, changed, replicates, seed)
    if form is Format.JSON:
        emit_json(_json(answer, replicates))
    elif form is Format.TABLE:
        _print(answer, variant, replicates)
    else:
        emit(_rows(answer), form)
    if report is not None or plot is not None:
        _write(answer, variant, replicates, report, plot)


def _turned(scenario: Scenario, keys: list[str]) -> list[str]:
    """Overrides that turn whether events happen."""
    unknown = [key for key in keys if key not in scenario.events]
    if unknown:
        raise UsageError(
            f"the scenario has no event '{unknown[0]}'",
            where="--event",
            remedy=f"one of {', '.join(scenario.events)}" if scenario.events else "it has none",
        )
    return [f"events.{k}.happens={str(not scenario.events[k].happens).lower()}" for k in keys]


def _compute(
    first: Scenario, second: Scenario, changed: list[str], replicates: int, seed: int
) -> _Answer:
    from functools import partial

    from sim.engines.run import run_worlds
    from sim.studies.compare.assumptions import WORLDS, resting
    from sim.studies.compare.changed_votes import explained
    from sim.studies.compare.whatif import compare, movers
    from sim.studies.run.answer import modal_world

    with progress("what if", 2 * (replicates + min(replicates, WORLDS))) as advance:
        engine = partial(run_worlds, advance=advance)
        arms = [engine(one, seed, range(replicates)) for one in (first, second)]
        found = compare(arms[0], arms[1])
        before, after = (dict(zip(arm.labels.drafts, arm.p_adopted, strict=True)) for arm in arms)
        rests = resting((first, second), (before, after), engine, seed)
    modals = modal_world(first), modal_world(second)
    moved = [explained(change, *modals) for change in movers(found)]
    return _Answer(first, second, changed, seed, found, moved, rests)


def _name(answer: _Answer, variant: str | None) -> str:
    parts = [answer.variant.scenario] if variant else []
    return " with ".join([*parts, ", ".join(answer.changed)]) if answer.changed else parts[0]


def _print(answer: _Answer, variant: str | None, replicates: int) -> None:
    found = answer.found
    typer.echo(f"{answer.base.scenario}, and what if: {_name(answer, variant)}")
    if answer.variant.expectation and variant:
        typer.echo(f"expected: {' '.join(answer.variant.expectation.split())}")
    typer.echo(f"{replicates:,} worlds in each arm on the same draws; 95 % paired intervals\n")
    told = [one for one in (*found.outcomes, found.plan) if one.before > 0.0 or one.after > 0.0]
    rows = [
        (one.draft or "plan", one.outcome.replace("_", " "), one.before, one.after,
         one.change.value, one.change.low, one.change.high)
        for one in told
    ]  # fmt: skip
    heads = ("draft", "outcome", "base", "what_if", "change", "low", "high")
    emit(Table(heads, rows, "Shares of worlds, and mean exact chance of adoption"), Format.TABLE)
    if answer.movers:
        shown = [one for one in answer.movers if one.change.size >= LEAST][:SHOWN]
        if shown:
            emit(_movers_table(shown), Format.TABLE)
        rest = len(answer.movers) - len(shown)
        if rest > 0:
            typer.echo(f"and {rest} smaller moves (--format json has all)")
        typer.echo("most through: what adds most to the move in the likeliest course of each arm\n")
    else:
        typer.echo("No member's probabilities move by more than chance explains.\n")
    for name, only in (("the base", found.only_before), ("the variant", found.only_after)):
        if only:
            typer.echo(f"Only in {name}, hence not compared: {', '.join(only)}")
    for line in _resting_words(answer.resting):
        typer.echo(line)


def _movers_table(movers: list[Mover]) -> Table:
    rows = []
    for one in movers:
        place = int(one.gains)
        change = one.change.change[place]
        rows.append(
            (one.change.draft, one.change.member, one.gains.word, one.change.before[place],
             one.change.after[place], change.value, one.strongest.short if one.strongest else None)
        )  # fmt: skip
    heads = ("draft", "member", "vote", "base", "what_if", "change", "most_through")
    return Table(heads, rows, "Members that move: the vote whose chance rises most")


def _resting_words(resting: tuple[Resting, ...]) -> list[str]:
    if not resting:
        return []
    one = resting[0]
    head = (
        f"{one.assumed} of {one.numbers} numbers are assumed, without evidence. How far the change "
        f"in the chance of adoption rests on them, over the first {one.worlds:,} worlds:"
    )
    return [
        head,
        *(
            f"  {one.draft}: {one.free.value:+.3f}, and {one.held.value:+.3f} "
            f"({one.held.low:+.3f} to {one.held.high:+.3f}) with the assumed numbers held at their "
            f"centres; {one.agree:.0%} of the worlds go the same way."
            for one in resting
        ),
    ]


def _rows(answer: _Answer) -> Table:
    """Everything in one tidy table: a row per draft and outcome, and per member and vote."""
    rows: list[tuple[Any, ...]] = [
        ("outcome", one.draft, "", one.outcome, one.before, one.after, one.change.value,
         one.change.low, one.change.high)
        for one in (*answer.found.outcomes, answer.found.plan)
    ]  # fmt: skip
    for vote in answer.found.votes:
        for place, word in enumerate(("yes", "abstain", "no")):
            change = vote.change[place]
            rows.append(
                ("vote", vote.draft, vote.member, word, vote.before[place], vote.after[place],
                 change.value, change.low, change.high)
            )  # fmt: skip
    heads = ("kind", "draft", "member", "measure", "base", "what_if", "change", "low", "high")
    return Table(heads, rows)


def _json(answer: _Answer, replicates: int) -> dict[str, Any]:
    found = answer.found
    outcomes: dict[str, dict[str, Any]] = {}
    for one in found.outcomes:
        told = {"base": one.before, "what_if": one.after, **interval_json(one.change)}
        outcomes.setdefault(one.draft, {})[one.outcome] = told
    votes: dict[str, dict[str, Any]] = {}
    for vote in found.votes:
        votes.setdefault(vote.draft, {})[vote.member] = {
            word: {
                "base": vote.before[i],
                "what_if": vote.after[i],
                **interval_json(vote.change[i]),
            }
            for i, word in enumerate(("yes", "abstain", "no"))
        } | {"worlds_that_differ": vote.moved}
    movers = [
        {
            "draft": one.change.draft,
            "member": one.change.member,
            "gains": one.gains.word,
            "loses": one.loses.word,
            "moved": one.change.size,
            "through": one.through,
            "terms": [
                {"term": push.kind.value, "subject": push.subject, "amount": push.amount}
                for push in one.pushes[:PUSHES]
            ],
        }
        for one in answer.movers
    ]
    plan = found.plan
    return {
        "base": answer.base.scenario,
        "variant": answer.variant.scenario,
        "changes": answer.changed,
        "seed": answer.seed,
        "replicates": replicates,
        "outcomes": outcomes,
        "votes": votes,
        "plan_carried_out": {
            "base": plan.before, "what_if": plan.after, **interval_json(plan.change),
        },
        "movers": movers,
        "put_in_both": found.put_in_both,
        "only_in_base": list(found.only_before),
        "only_in_variant": list(found.only_after),
        "resting": {
            one.draft: {
                "all_numbers_uncertain": interval_json(one.free),
                "assumed_at_centre": interval_json(one.held),
                "same_direction": one.agree,
                "assumed": one.assumed,
                "numbers": one.numbers,
                "worlds": one.worlds,
            }
            for one in answer.resting
        },
    }  # fmt: skip


def _write(answer: _Answer, variant: str | None, replicates: int, report: Any, plot: Any) -> None:
    from dataclasses import replace

    from sim.report.bar_charts import change_chart
    from sim.report.context import names_from
    from sim.report.from_studies import movers_data, whatif_data
    from sim.report.study_pages import whatif_page

    names = names_from(answer.variant)
    movers = answer.movers[:SHOWN]
    study = study_of(answer.base, answer.seed, replicates)
    data = replace(
        whatif_data(study, _name(answer, variant), answer.found, names),
        movers=movers_data(movers, names, study.behind),
        asked=_asked(answer) if variant else (),
        resting=tuple(_resting_words(answer.resting)),
    )
    figure = change_chart(data.outcomes, "the share of each outcome")
    write_targets((report, whatif_page(data)), (plot, figure))


def _asked(answer: _Answer) -> tuple[str, ...]:
    """The variant's question, and what was expected before it was run."""
    scenario = answer.variant
    told = [" ".join(scenario.question.split())]
    if scenario.expectation:
        told.append(f"Expected beforehand: {' '.join(scenario.expectation.split())}")
    return tuple(line for line in told if line)
