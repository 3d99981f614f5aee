"""The document of a replayed world: ballots, diary and simulated records."""

from __future__ import annotations

from sim.domain.ballots import PUT, Outcome
from sim.procedure.meeting.record import markdown
from sim.report.context import names_from, world_events
from sim.report.document import Cell, CitedSentence, DocumentTable, Exhibit, Page, Points, Section
from sim.report.narrative import diary
from sim.report.study import Study, of_study
from sim.results.replay import Replay


def replay_page(again: Replay, study: Study, *, trace: bool, record: bool) -> Page:
    """The outcome of each draft; ``trace`` adds the diary, ``record`` adds the meetings."""
    ballots = _ballots(again)
    parts: list[Points] = []
    if trace:
        names = names_from(again.model.setting.scenario)
        parts = [
            Points(entry.heading, tuple(CitedSentence(line) for line in entry.sentences))
            for entry in diary(world_events(again.model.events()), names)
        ]
    records = [markdown(meeting) for meeting in again.model.meetings()] if record else []
    page = Page(
        title=study.title,
        subtitle=f"Replicate {again.replicate} of {study.scenario}, replayed",
        summary=tuple(CitedSentence(_sentence(*row[:5])) for row in ballots.rows),
        sections=(
            Section("The ballots", exhibits=(Exhibit(None, ballots),)),
            *([Section("What happened", points=tuple(parts))] if parts else []),
        ),
        command=study.command,
        provenance=(),
        unplotted="a single world is described in words, not drawn",
        brief=(*parts, *records, ballots),
        data=ballots,
    )
    return of_study(page, study)


def _sentence(draft: Cell, outcome: Cell, yes: Cell, no: Cell, abstain: Cell) -> str:
    if yes is None:
        return f"{draft} is {outcome}; it was not put to the vote."
    return f"{draft} is {outcome}: {yes} in favour, {no} against, {abstain} abstaining."


def _ballots(again: Replay) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = []
    for d, draft in enumerate(again.worlds.drafts):
        yes, abstain, no, absent = (int(n) for n in again.worlds.tally[d, :, 0])
        outcome = Outcome(int(again.worlds.outcome[d, 0]))
        tally = (yes, no, abstain, absent) if outcome in PUT else (None,) * 4
        rows.append((draft, outcome.word.replace("_", " "), *tally))
    return DocumentTable(("draft", "outcome", "yes", "no", "abstain", "absent"), rows)
