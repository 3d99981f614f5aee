"""The document of voting power in voting bodies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from sim.domain.words import listed
from sim.report.axes import axis_number
from sim.report.charts import PowerBars, PowerRow
from sim.report.document import CitedSentence, DocumentTable, Exhibit, Page, Section, table_of
from sim.report.study import Study, of_study
from sim.studies.models.measured import Measured, SeatRow
from sim.studies.models.power import SeatPower
from sim.studies.models.voting_bodies import NamedBody

INDICES = {
    "shapley_shubik": "Shapley-Shubik index",
    "banzhaf": "Banzhaf index",
    "banzhaf_absolute": "Penrose measure",
    "prevent": "Coleman's power to prevent",
    "initiate": "Coleman's power to initiate",
}
BRIEF = ("body", "seat", "seats", "shapley_shubik", "banzhaf", "prevent")
"""Columns in a comparison of several bodies."""
MANY = 10**12
"""Counts from this one on are shown in powers of ten."""
LONGEST = 16
"""Maximum length of an exact fraction in the terminal; other formats always show it."""
LONGEST_DRAWN = 14
"""Maximum length of an exact fraction next to a bar."""


def power_page(answer: Sequence[Measured], study: Study) -> Page:
    """The power indices of one body, or a comparison of several."""
    rows = [row for measured in answer for row in measured.rows]
    alone = len(answer) == 1
    items = [_index_part(answer[0], index) for index in INDICES] if alone else _compared(answer)
    sections = [section for _, section in items]
    if not alone:
        sections.append(Section("All bodies", exhibits=(Exhibit(None, _brief(rows)),)))
    page = Page(
        title=study.title,
        subtitle=f"Voting power in {answer[0].named.title if alone else f'{len(answer)} bodies'}",
        summary=tuple(claim for claim, _ in items),
        sections=tuple(sections),
        command=study.command,
        provenance=tuple(("Rule", rule_in_words(measured.named)) for measured in answer),
        plot=sections[0].exhibits[0].figure,
        brief=_one(answer[0]) if alone else _several(answer, rows),
        data=table_of(SeatRow, rows, digits=6),
    )
    return of_study(page, study)


def rule_in_words(measured: NamedBody) -> str:
    """A body's decision rule in one line."""
    body = measured.body
    block = {
        0: "nobody can block",
        1: f"one no of {body.blockers} seats blocks",
    }.get(body.blocking, f"{body.blocking} noes of {body.blockers} seats block")
    rule = f"{measured.title}: {body.quota} of {body.votes} votes, {block}"
    if not measured.parties:
        return rule
    parties = listed(measured.parties)
    return f"{rule}; on a text that does not bind {parties} to abstain (Article 27(3))"


def _index_part(measured: Measured, index: str, heading: str = "") -> tuple[CitedSentence, Section]:
    """The most powerful class by one index, with a figure, under ``heading`` if given."""
    words = INDICES[index]
    bars = _bars(measured, index)
    top = max(row.value for row in bars)
    most = [row.label for row in bars if row.value == top]
    cells = tuple((row.label, axis_number(row.value), row.exact) for row in bars)
    title = f"{words} of {measured.named.title}"
    table = DocumentTable(("Seat", "Power", "Exactly"), cells, title, numeric=frozenset((1, 2)))
    exhibit = Exhibit(PowerBars(bars, words), table)
    have = "has" if len(most) == 1 else "have"
    who = f"{listed(most)} {have} most" if len(most) < len(bars) else "every seat has the same"
    claim = CitedSentence(f"{heading or words}: {who}, {axis_number(top)}.")
    return claim, Section(heading or words, exhibits=(exhibit,))


def _compared(answer: Sequence[Measured]) -> list[tuple[CitedSentence, Section]]:
    """The Shapley-Shubik index of each body."""
    titles = (measured.named.title for measured in answer)
    first = next(iter(INDICES))
    return [
        _index_part(measured, first, title[:1].upper() + title[1:])
        for measured, title in zip(answer, titles, strict=True)
    ]


def _bars(measured: Measured, index: str) -> tuple[PowerRow, ...]:
    """The power of each class of seats, with the exact fraction if it is short."""
    blocking = {item.name: item.blocks for item in measured.named.body.classes}
    rows = []
    for seat in measured.power.by_class:
        exact = str(getattr(seat, index))
        each = f", each of {seat.seats}" if seat.seats > 1 else ""
        rows.append(
            PowerRow(
                f"{seat.seat}{each}",
                float(getattr(seat, index)),
                blocking.get(seat.seat, False),
                exact if "/" in exact and len(exact) <= LONGEST_DRAWN else "",
            )
        )
    return tuple(rows)


def _one(measured: Measured) -> tuple[str | DocumentTable, ...]:
    """One body: one row per measure, one column per class of seats."""
    members, power = measured.named.members, measured.power
    measures: tuple[tuple[str, Callable[[SeatPower], str]], ...] = (
        ("Shapley-Shubik index", lambda s: f"{float(s.shapley_shubik):.4f} = {_exact(s)}"),
        ("Banzhaf, share of swings", lambda s: f"{float(s.banzhaf):.4f}"),
        ("Banzhaf, absolute", lambda s: f"{float(s.banzhaf_absolute):.4g}"),
        ("swings", lambda s: f"{s.swings:,}" if s.swings < MANY else f"{Decimal(s.swings):.4g}"),
        ("Coleman, prevent action", lambda s: f"{float(s.prevent):.4f}"),
        ("Coleman, initiate action", lambda s: f"{float(s.initiate):.4g}"),
        ("members", lambda s: " ".join(members.get(s.seat, ()))),
    )
    rows = [(name, *(tell(seat) for seat in power.by_class)) for name, tell in measures]
    heads = tuple(f"{seat.seats} {seat.seat}" for seat in power.by_class)
    table = DocumentTable(("each_seat_of", *heads), [row for row in rows if any(row[1:])])
    act = f"{float(power.act):.4g}"
    last = f"Coleman: power of the body to act {act}, the share of coalitions that win"
    return rule_in_words(measured.named), table, last


def _exact(seat: SeatPower) -> str:
    text = str(seat.shapley_shubik)
    return text if len(text) <= LONGEST else f"about 1/{_large(1 / seat.shapley_shubik)}"


def _large(value: Fraction) -> str:
    """A whole number; in powers of ten where it is very large."""
    return f"{round(value):,}" if value < MANY else f"{Decimal(round(value)):.4g}"


def _brief(rows: Sequence[SeatRow]) -> DocumentTable:
    heads = ("body", "seat", "seats", "Shapley", "Banzhaf", "prevent")
    cells = [tuple(getattr(row, name) for name in BRIEF) for row in rows]
    return DocumentTable(heads, cells, "Power by seat", digits=4)


def _several(
    answer: Sequence[Measured], rows: Sequence[SeatRow]
) -> tuple[str | DocumentTable, ...]:
    rules = (f"{measured.named.name}: {rule_in_words(measured.named)}" for measured in answer)
    return _brief(rows), *rules
