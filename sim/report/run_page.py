"""The report on one run: its ballots, reasons, forecast, negotiation and evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sim.domain.words import percent
from sim.report.charts import Horseshoe, SpatialMap, Timeline, VoteBars
from sim.report.data import ReportedBallot, ReportedForecast, RunData
from sim.report.document import CitedSentence, DocumentTable, Exhibit, Page, Points, Section
from sim.report.narrative import diary, names_in_run
from sim.report.palette import OUTCOME_WORDS, VOTE_WORDS
from sim.report.paths import path_in_words
from sim.report.run_brief import RunExtra, one_line_each, run_brief
from sim.report.run_figures import run_charts
from sim.report.run_screen import in_sentences
from sim.report.run_tables import for_readers, forecast_table
from sim.report.summary import (
    agreement_sentences,
    assumption_sentence,
    ballot_sentence,
    forecast_sentence,
    party_answer,
    plan_sentence,
    statement_sentence,
)
from sim.report.why import unit_in_words, why_points

_REASONS = 6
_REASONS_OF_OTHERS = 3
"""Number of reasons for a decisive or surprising vote, and for any other vote."""

_UNDER = "Below the figure are the strongest reasons for each vote. "


def run_page(
    run: RunData,
    *,
    parts: Collection[RunExtra] = (),
    trace: bool = False,
    sequels: Sequence[Mapping[str, str]] | None = None,
    brief: bool = False,
) -> Page:
    """The whole report on one run.

    Args:
        run: the data of the run.
        parts: parts after the first screen in the terminal.
        brief: whether the terminal only shows one line per draft.
        trace: whether the terminal shows the diary.
        sequels: legal options after a veto, for the terminal.
    """
    summary = [each[0].upper() + each[1:] for each in run.asked]
    summary += [forecast_sentence(item, run.replicates) for item in run.forecast]
    if run.ballots:
        summary.append("The central case is the world in which every number is at its centre.")
    summary += [ballot_sentence(ballot, run) for ballot in run.ballots]
    summary += in_sentences(run)
    if run.plan:
        summary.append(plan_sentence(run.plan, run))
    if run.agreement:
        summary += agreement_sentences(run)
    sections = [_ballot(ballot, run) for ballot in run.ballots]
    sections.append(_forecast(run))
    optional = (_plan(run), _negotiation(run), _map(run), _agreement(run))
    sections += [section for section in optional if section]
    if run.assumptions and run.assumptions.paths:
        called = names_in_run(run)
        claims = tuple(
            CitedSentence(f"{path_in_words(path, called)} ({path})")
            for path in run.assumptions.paths
        )
        heading = f"The {len(claims)} assumed numbers"
        sections.append(Section("What is assumed", folded=(Points(heading, claims),)))
    return Page(
        title=run.title,
        subtitle=run.question or f"Scenario {run.scenario}",
        summary=tuple(CitedSentence(sentence) for sentence in summary if sentence),
        sections=tuple(sections),
        command=run.command,
        provenance=(
            ("Scenario", run.scenario),
            ("Evidence layers", ", ".join(run.layers)),
            ("Seed", str(run.seed)),
            ("Simulated courses of events", f"{run.replicates:,}"),
        ),
        evidence=run.evidence,
        assumptions=assumption_sentence(run.assumptions) if run.assumptions else "",
        plot=next(iter(run_charts(run).values()), None),
        unplotted="no draft was put to the vote",
        brief=one_line_each(run)
        if brief
        else run_brief(run, parts=parts, trace=trace, sequels=sequels),
        data=forecast_table(run),
        tables=for_readers(run),
    )


def _ballot(ballot: ReportedBallot, run: RunData) -> Section:
    recorded = run.recorded.get(ballot.draft, {})
    columns = ("Member", "Vote", *(("On record",) if recorded else ()))
    rows = []
    for seat in run.council.seats:
        vote = ballot.votes.get(seat.code)
        word = VOTE_WORDS[vote] if vote is not None else "no vote"
        row = [seat.name, word + (" (veto)" if seat.code in ballot.vetoes else "")]
        if recorded:
            recorded_vote = recorded.get(seat.code)
            row.append("" if recorded_vote is None else VOTE_WORDS[recorded_vote])
        rows.append(tuple(row))
    table = DocumentTable(columns, tuple(rows), f"Votes on {ballot.draft}")
    lines = [code for code, reasons in ballot.reasons.items() if reasons]
    first = [code for code in lines if code in ballot.told_first or not ballot.told_first]
    others = [code for code in lines if code not in first]
    first_with_reasons = next((one for one in run.ballots if any(one.reasons.values())), None)
    signs = _UNDER + unit_in_words(run) if ballot is first_with_reasons else ""
    opening = [ballot.title, ballot_sentence(ballot, run), signs]
    caption = f"{ballot.draft}, in the central case: every number at its centre."
    return Section(
        f"The vote on {ballot.draft}",
        claims=tuple(CitedSentence(text) for text in opening if text),
        exhibits=(Exhibit(Horseshoe((ballot,), run.council), table, caption),),
        points=tuple(why_points(code, ballot, run, _REASONS) for code in first),
        folded=tuple(why_points(code, ballot, run, _REASONS_OF_OTHERS) for code in others),
    )


def _forecast(run: RunData) -> Section:
    rows = tuple(
        (item.draft, OUTCOME_WORDS[outcome], percent(s.value), percent(s.low), percent(s.high))
        for item in run.forecast
        for outcome, s in item.outcomes.items()
    )
    columns = ("Draft", "Outcome", "Share", "Low", "High")
    fates = DocumentTable(
        columns, rows, "Outcomes with 95% intervals", numeric=frozenset((2, 3, 4))
    )
    exhibits = [Exhibit(None, fates)]
    exhibits += [_votes(item, run) for item in run.forecast if item.votes]
    lines = [forecast_sentence(item, run.replicates) for item in run.forecast]
    lines += [statement_sentence(run.statement)] if run.statement else []
    claims = tuple(CitedSentence(words) for words in lines)
    return Section("The forecast", claims=claims, exhibits=tuple(exhibits))


def _votes(item: ReportedForecast, run: RunData) -> Exhibit:
    rows = tuple(
        (run.council.name(code), *(f"{share:.3f}" for share in shares))
        for code, shares in item.votes.items()
    )
    table = DocumentTable(
        ("Member", "Yes", "Abstention", "No"),
        rows,
        f"Mean chances of each vote on {item.draft}",
        numeric=frozenset((1, 2, 3)),
    )
    figure = VoteBars(item, run.council, run.recorded.get(item.draft, {}))
    return Exhibit(
        figure, table, (f"How likely each vote on {item.draft} is, if it is put to the vote.")
    )


def _plan(run: RunData) -> Section | None:
    if run.plan is None:
        return None
    rows = []
    for answer in run.plan.parties:
        share = percent(answer.share.value) if answer.share else ""
        reason = answer.reason.replace(" -", " −")
        rows.append((run.name(answer.party), party_answer(answer), share, reason))
    columns = ("Party", "Answer", "Accepts in", "Why")
    table = DocumentTable(
        columns, tuple(rows), "The parties' answers to the plan", numeric=frozenset((2,))
    )
    sentences = tuple(
        CitedSentence(t) for t in (plan_sentence(run.plan, run), run.plan.reason) if t
    )
    return Section("The plan", claims=sentences, exhibits=(Exhibit(None, table),) if rows else ())


def _negotiation(run: RunData) -> Section | None:
    if not run.events:
        return None
    called = names_in_run(run)
    entries = diary(run.events, called)
    rows = tuple((entry.heading, " ".join(entry.sentences)) for entry in entries)
    figure = Timeline(run.events, called)
    table = DocumentTable(
        ("When", "What happens"),
        rows,
        "Diary of the central case",
        numeric=frozenset(),
    )
    caption = "The negotiation from top to bottom; the diary adds requests and consultations."
    return Section("The negotiation", exhibits=(Exhibit(figure, table, caption),))


def _map(run: RunData) -> Section | None:
    space = run.space
    if space is None or len(space.members) < 2 or not space.issues:
        return None
    issues = list(space.issues)
    rows = [
        (label, *(f"{positions[k]:.2f}" if k in positions else "" for k in issues))
        for label, positions in (
            ("Status quo", space.status_quo),
            *((run.council.name(code), p) for code, p in space.members.items()),
            *((f"{d}, state {i}", x) for d, p in space.texts.items() for i, x in enumerate(p, 1)),
            *([("Plan", space.plan)] if space.plan else []),
        )
    ]  # fmt: skip
    table = DocumentTable(
        ("", *space.issues.values()),
        tuple(rows),
        "Positions on each issue, 0 to 1",
        numeric=frozenset(range(1, len(issues) + 1)),
    )
    figure = SpatialMap(space)
    caption = (
        "Positions of members and texts along the two directions in which members differ most."
    )
    return Section("Where they stand", exhibits=(Exhibit(figure, table, caption),))


def _agreement(run: RunData) -> Section | None:
    scores = run.agreement
    if not scores:
        return None

    def cell(value: float | None) -> str:
        return "" if value is None else f"{value:.3f}".replace("-", "−")

    rows = tuple((s.name, f"{s.hits} of {s.of}", cell(s.log_score), cell(s.brier)) for s in scores)
    columns = ("Forecast", "Hits", "Log score", "Brier score")
    title = f"Agreement with the recorded votes{run.compared}"
    table = DocumentTable(columns, rows, title, numeric=frozenset((1, 2, 3)))
    note = "The record is used for scoring only. Nearer to 0 is better for both scores."
    claims = tuple(map(CitedSentence, (*agreement_sentences(run), note)))
    return Section("Agreement with the record", claims=claims, exhibits=(Exhibit(None, table),))
