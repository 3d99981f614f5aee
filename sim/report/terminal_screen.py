"""The first screen of a run in a terminal, in at most `MOST` lines if possible."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from sim.domain.ballots import Outcome, Vote
from sim.report import run_screen as sentences
from sim.report.data import ReportedBallot, ReportedForecast, RunData
from sim.report.run_screen import Row
from sim.report.terminal_horseshoe import horseshoe_lines
from sim.report.terminal_signs import Signs
from sim.report.track_record import past

MOST = 24
"""Lines of a standard terminal."""
WIDE = 80
"""Width from which ``MOST`` applies; narrower screens may be proportionally longer."""
GAP = 2
"""Columns between labels and sentences."""
NARROW = 50
"""Columns below which labels have no column of their own."""

Line = list[tuple[str, Vote | str | None]]
"""Pieces of a line with the vote or tone that determines their style."""


@dataclass(frozen=True, slots=True)
class Form:
    """The density of the screen: horseshoe, gaps, and which rows are dropped."""

    horseshoe: bool
    gaps: bool
    spare: int


FORMS = (
    Form(horseshoe=True, gaps=True, spare=9),
    Form(horseshoe=True, gaps=False, spare=9),
    *(Form(horseshoe=False, gaps=gaps, spare=9) for gaps in (True, False)),
    *(Form(horseshoe=False, gaps=False, spare=spare) for spare in (2, 1, 0)),
)
"""Densities from spacious to compact."""


def screen_lines(run: RunData, width: int, signs: Signs) -> list[Line]:
    """The lines in the most spacious form that fits `MOST` lines, or the most compact one."""
    wide = width >= WIDE
    most = MOST if wide else MOST * WIDE // max(width, 1)
    lines: list[Line] = []
    for form in FORMS if wide else FORMS[:-1]:
        lines = _set(run, width, signs, form)
        if len(lines) <= most:
            break
    return lines


def _unvoted(item: ReportedForecast) -> str:
    """What the central case makes of a text that it does not put to the vote."""
    withdrawn = item.central is Outcome.WITHDRAWN
    return f"no ballot: {sentences.fate(Outcome.WITHDRAWN)}" if withdrawn else "no ballot"


def _set(run: RunData, width: int, signs: Signs, form: Form) -> list[Line]:
    labels = (LEVER, *(item.draft for item in run.forecast))
    page = _Setting(width, max(map(len, labels)) + GAP, signs)
    ballots = {ballot.draft: ballot for ballot in run.ballots}
    alone = form.horseshoe and len(run.ballots) == 1
    blocks = [page.rows(_head(run), form), page.rows(_forecast(run, width - page.room), form)]
    blocks.append(page.rows([Row("", CENTRAL if ballots else NOT_PUT, "strong")], form))
    for item in run.forecast:
        ballot = ballots.get(item.draft)
        lines: list[Line] = []
        if ballot is not None:
            lines += page.rows([Row(item.draft, sentences.central_count(ballot, run))], form)
            lines += _horseshoe(ballot, run, page) if alone else _strip(ballot, run, page)
        elif ballots:
            lines += page.rows([Row(item.draft, _unvoted(item))], form)
        lines += page.rows(_reading(item, ballot, run), form)
        blocks.append(lines)
    blocks.append(page.rows([Row("", text, "faint") for text in (past(), MORE)], form))
    out: list[Line] = []
    for place, block in enumerate(blocks):
        if form.gaps and block and out and place != blocks.index(block) + 1 and place != AFTER:
            out.append([])
        out += block
    return out


LEVER = "  turns on"
CENTRAL = "Central case: every number at its centre"
NOT_PUT = "No text is put to the vote in the central case."
MORE = "More: --why --votes --plan --agreement --all; --brief prints a line per text"
AFTER = 3
"""Index of the block that follows its heading without a gap."""


def _head(run: RunData) -> list[Row]:
    worlds = f"{run.replicates:,} world{'' if run.replicates == 1 else 's'}"
    about = f"Forecast from {worlds} (95% intervals); tallies are yes-no-abstaining"
    fixed = [Row("", each, "strong") for each in run.asked]
    return [Row("", run.title, "strong"), *fixed, Row("", about, "faint", spare=2)]


def _forecast(run: RunData, room: int) -> list[Row]:
    rows = []
    for item in run.forecast:
        rows.append(Row(item.draft, sentences.chances_line(item), "strong"))
        if counted := sentences.counts(item, run, room):
            rows.append(Row("", counted))
    if run.plan is not None and run.plan.share is not None:
        rows.append(
            Row("The plan", f"carried out {sentences.share_with_interval(run.plan.share)}", spare=3)
        )
    return rows


def _reading(item: ReportedForecast, ballot: ReportedBallot | None, run: RunData) -> list[Row]:
    """Reasons, decisive factors, recorded result and warnings."""
    draft = item.draft
    rows = []
    if ballot is not None:
        rows.append(Row("  ballots", sentences.earlier_ballots(draft, run)))
        rows.append(Row("  but", sentences.disagreement(ballot, item), "strong"))
        rows.append(Row("  why", sentences.weightiest_reason(ballot, run)))
    rows.append(Row(LEVER, sentences.turns(draft, run), spare=1))
    recorded = run.happened.get(draft)
    tone: sentences.Tone = "strong" if recorded is not None and recorded.contradicted else "plain"
    rows.append(Row("  record", sentences.record_line(draft, run), tone))
    rows += [Row("  doubt", doubt, "strong") for doubt in sentences.doubtful_votes(draft, run)]
    return [row for row in rows if row.text]


def _horseshoe(ballot: ReportedBallot, run: RunData, page: _Setting) -> list[Line]:
    """Its lines without empty ones."""
    lines = horseshoe_lines(ballot, run.council, page.width, page.signs)
    return [list(line) for line in lines if any(text.strip() for text, _ in line)]


def _strip(ballot: ReportedBallot, run: RunData, page: _Setting) -> list[Line]:
    """The seats by vote in one or two lines, each vote after its sign."""
    cells: list[tuple[str, Vote]] = []
    for vote in (Vote.NO, Vote.ABSTAIN, Vote.ABSENT, Vote.NOT_PARTICIPATING, Vote.YES):
        here = [seat for seat in run.council.seats if ballot.votes.get(seat.code) is vote]
        here.sort(key=lambda seat: not seat.permanent)
        names = [f"[{seat.code}]" if seat.permanent else seat.code for seat in here]
        cells += [(name, vote) for name in names]
        if names:
            cells[-len(names)] = f"{page.signs.vote[vote]} {names[0]}", vote
    lines: list[Line] = [[("  ", "")]]
    used = 2
    for text, vote in cells:
        if used + len(text) > page.width:
            lines.append([("  ", "")])
            used = 2
        lines[-1].append((f"{text} ", vote))
        used += len(text) + 1
    return lines


@dataclass(frozen=True, slots=True)
class _Setting:
    """Settings for rows: width, width of labels, available signs."""

    width: int
    room: int
    signs: Signs

    def rows(self, rows: list[Row], form: Form) -> list[Line]:
        """The rows that fit the form."""
        fitting = [row for row in rows if row.spare <= form.spare]
        return [line for row in fitting for line in self.row(row)]

    def row(self, row: Row) -> list[Line]:
        """A row with its label in a separate column, or within the text in a narrow terminal."""
        signs, tone = self.signs, "" if row.tone == "plain" else row.tone
        label, text = signs.plain(row.label), signs.plain(row.text)
        whole = not row.label and row.tone != "plain"
        if self.width < NARROW:
            text, lead, label = f"{label.strip()}: {text}" if label else text, "", ""
            rest = "" if whole else "  "
        else:
            lead = rest = "" if whole else " " * self.room
        lines = textwrap.wrap(
            text, self.width, initial_indent=lead, subsequent_indent=rest, break_on_hyphens=False
        )
        if not label:
            return [[(line, tone)] for line in lines]
        out: list[Line] = [[(line, tone)] for line in lines]
        out[0] = [(f"{label:<{self.room}}", "strong"), (lines[0][self.room :], tone)]
        return out
