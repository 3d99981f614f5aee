"""Tables of a run: one tidy table for CSV, and outcomes and votes for Markdown."""

from __future__ import annotations

from sim.domain.intervals import Interval
from sim.report.data import RunData
from sim.report.document import Cell, DocumentTable

HEADS = ("kind", "draft", "member", "measure", "value", "low", "high", "central")
VOTES = ("yes", "abstain", "no")
Row = tuple[Cell, ...]


def forecast_table(run: RunData) -> DocumentTable:
    """All numbers of the forecast, one per row.

    ``kind`` is outcome, tally (``yes-no-abstaining``) or vote of a draft, answer of a party
    (``member``), plan, or statement. ``low`` and ``high`` are 95 % bounds; ``central`` says whether
    it is the case in the central world, if applicable.
    """
    rows = [*_outcomes(run), *_tallies(run), *_votes(run)]
    if run.plan is not None and run.plan.share is not None:
        plan = run.plan
        rows.append(_row("plan", "", "", "carried_out", plan.share, plan.carried_out))
        rows += [
            _row("party", "", item.party, "accepts", item.share, item.accepted_once)
            for item in plan.parties
            if item.share is not None
        ]
    if run.statement is not None:
        said = run.statement
        fates = (("issued", said.issued), ("failed", said.failed), ("pending", said.pending))
        rows += [_row("statement", "", "", fate, share, None) for fate, share in fates]
    return DocumentTable(HEADS, rows)


def _row(
    kind: str, draft: str, member: str, measure: str, share: Interval | None, central: bool | None
) -> Row:
    ends = (None, None, None) if share is None else (share.value, share.low, share.high)
    return (kind, draft, member, measure, *ends, central)


def _outcomes(run: RunData) -> list[Row]:
    rows = []
    for item in run.forecast:
        for outcome, share in item.outcomes.items():
            same = None if item.central is None else outcome is item.central
            rows.append(_row("outcome", item.draft, "", outcome.word, share, same))
        if item.expected_adopted is not None:
            rows.append(
                _row("outcome", item.draft, "", "expected_adopted", item.expected_adopted, None)
            )
    return rows


def _tallies(run: RunData) -> list[Row]:
    """The most likely tallies of each draft."""
    central = {ballot.draft: ballot.tally for ballot in run.ballots}
    rows = []
    for item in run.forecast:
        here = central.get(item.draft)
        for count, share in item.tallies:
            text = f"{count.yes}-{count.no}-{count.abstain}"
            same = None if here is None else (count.yes, count.no) == (here.yes, here.no)
            rows.append(_row("tally", item.draft, "", text, share, same))
    return rows


def _votes(run: RunData) -> list[Row]:
    central = {ballot.draft: ballot.votes for ballot in run.ballots}
    rows: list[Row] = []
    for item in run.forecast:
        for member, chances in item.votes.items():
            vote = central.get(item.draft, {}).get(member)
            for word, chance in zip(VOTES, chances, strict=True):
                same = None if vote is None else vote.word == word
                rows.append(("vote", item.draft, member, word, chance, None, None, same))
    return rows


def for_readers(run: RunData) -> tuple[DocumentTable, ...]:
    """Outcomes with intervals, members' chances, and the outcome of the plan."""
    outcomes: list[Row] = [
        (row[1], str(row[3]).replace("_", " "), *row[4:7]) for row in _outcomes(run)
    ]
    heads = ("draft", "outcome", "share", "low", "high")
    tables = [DocumentTable(heads, outcomes, "Outcomes, with 95 % intervals")]
    tallies: list[Row] = [(row[1], row[3], *row[4:7]) for row in _tallies(run)]
    if tallies:
        heads = ("draft", "yes_no_abstaining", "share", "low", "high")
        tables.append(DocumentTable(heads, tallies, "The likeliest tallies, with 95 % intervals"))
    central = {ballot.draft: ballot.votes for ballot in run.ballots}
    votes: list[Row] = []
    for item in run.forecast:
        for member, chances in item.votes.items():
            vote = central.get(item.draft, {}).get(member)
            votes.append((item.draft, member, None if vote is None else vote.word, *chances))
    title = "Votes in the central world, and mean chances of each"
    tables.append(DocumentTable(("draft", "member", "central_vote", *VOTES), votes, title))
    fates: list[Row] = [
        (f"{row[2]} {row[3]}".strip().replace("_", " "), *row[4:7])
        for row in forecast_table(run).rows
        if row[0] in ("plan", "party", "statement")
    ]
    if fates:
        tables.append(
            DocumentTable(("what", "share", "low", "high"), fates, "The plan and the statement")
        )
    return tuple(tables)
