"""The document that every answer becomes: sentences, tables and figures as data.

A study's result becomes a `Page` in one function; the terminal, HTML, Markdown and CSV are
renderers of it, each with a fallback for what it cannot show. A figure is the data that it draws:
HTML draws it, the others show its table.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sim.domain.ballots import Outcome
from sim.domain.visible import visible
from sim.domain.words import slug

if TYPE_CHECKING:
    from sim.report.charts import Chart
    from sim.report.data import EvidenceEntry
    from sim.report.panel import SliderPanel
    from sim.report.run_screen import FirstScreen

Cell = str | int | float | bool | None
"""What a table holds."""


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Rows under named columns.

    Attributes:
        columns: names, as CSV and JSON spell them; for readers underscores are spaces.
        rows: one tuple per row, as long as ``columns``.
        title: heading, or caption on a page.
        digits: decimals of floating-point cells wherever they are not told in full; see ``shown``.
        whole: columns that are broken over lines in the terminal where they would be cut.
        numeric: places of the columns that stand to the right; None for those that hold numbers
            and nothing else.
        tight: whether the terminal leaves no room at the edges.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    title: str = ""
    digits: int = 3
    whole: tuple[str, ...] = ()
    numeric: frozenset[int] | None = None
    tight: bool = False

    @property
    def right(self) -> frozenset[int]:
        """Places of the columns that stand to the right."""
        if self.numeric is not None:
            return self.numeric
        places = range(len(self.columns)) if self.rows else ()
        return frozenset(k for k in places if all(_is_number(row[k]) for row in self.rows))


def table_of(
    kind: type[Any], rows: Sequence[Any], title: str = "", digits: int = 3
) -> DocumentTable:
    """The table of frozen rows of one dataclass: a column for each of its fields."""
    names = tuple(each.name for each in fields(kind))
    cells = [tuple(getattr(row, name) for name in names) for row in rows]
    return DocumentTable(names, cells, title, digits)


def _is_number(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, (int, float)) and not isinstance(cell, bool))


def finite(cell: Cell) -> Cell:
    """A cell, or None for a number that is not finite: an estimate that there is none of."""
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


NOISE = 1e-5
"""Below this a number is finer than any run tells."""


def cell_text(cell: Cell, digits: int = 3) -> str:
    """A cell as people read it: a dash for nothing, yes or no, fixed decimals.

    A number too small for them has two significant digits instead, and does not read as zero.
    """
    if finite(cell) is None:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        text = f"{cell:.{digits}f}"
        return f"{cell:.2g}" if float(text) == 0 and abs(cell) >= NOISE else text
    return visible(str(cell))


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence and the keys of the evidence that it rests on."""

    text: str
    evidence: tuple[str, ...] = ()
    about: str = ""
    """The code of the member that it is about, where it is about one."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What a figure draws with its data table, which stays where the figure has to be left out."""

    figure: Chart | None
    table: DocumentTable
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A heading of its own with claims under it."""

    heading: str
    claims: tuple[CitedSentence, ...]
    about: str = ""
    """The code of the member that they are about, where they are about one."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    heading: str
    claims: tuple[CitedSentence, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    points: tuple[Points, ...] = ()
    folded: tuple[Points, ...] = ()
    """Points shown on request (and in print)."""

    @property
    def anchor(self) -> str:
        """The section's address within the page."""
        return slug(self.heading)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph, broken at the width there is; ``tone`` is how it stands out, if it does."""

    text: str
    tone: Literal["plain", "strong", "faint"] | Outcome = "plain"


Block: TypeAlias = "str | TextLine | DocumentTable | Points | Chart | FirstScreen"
"""A part of what a terminal shows: text as it stands, a paragraph, a table, points, a figure."""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole answer.

    Attributes:
        title, subtitle: what it is about.
        summary: the answer in sentences.
        sections: the answer at length.
        command: what gives the same answer again.
        provenance: name and value of each thing that it was made from.
        evidence: entries by key; claims cite them.
        assumptions: how far it rests on numbers without evidence, as a sentence.
        left_out: entries of evidence that were left out to keep the page small.
        plot: the figure that stands for the whole answer; None where there is nothing to draw.
        unplotted: why there is none.
        brief: what a terminal shows, in the order read. Where it is empty the terminal shows the
            summary and the tables of the sections.
        data: the tidy table that CSV holds.
        tables: what Markdown holds; the tidy table where it is empty.
        sliders: numbers that a reader of the HTML page can move; None where it has none.
    """

    title: str
    subtitle: str
    summary: tuple[CitedSentence, ...]
    sections: tuple[Section, ...]
    command: str
    provenance: tuple[tuple[str, str], ...]
    evidence: Mapping[str, EvidenceEntry] = field(default_factory=dict)
    assumptions: str = ""
    left_out: int = 0
    plot: Chart | None = None
    unplotted: str = ""
    brief: tuple[Block, ...] = ()
    data: DocumentTable | None = None
    tables: tuple[DocumentTable, ...] = ()
    sliders: SliderPanel | None = None

    @property
    def claims(self) -> list[CitedSentence]:
        """Every sentence, in the order read."""
        sentences = list(self.summary)
        for section in self.sections:
            sentences += section.claims
            for points in (*section.points, *section.folded):
                sentences += points.claims
        return sentences
