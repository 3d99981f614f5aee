"""The document model: sentences, tables and figures as data.

One function turns a study's result into a `Page`. Terminal, HTML, Markdown and CSV are renderers of
pages, each with a fallback for what it cannot show. A figure is data: HTML draws it, and the others
show its table.
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
"""The value of a cell."""


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Rows under named columns.

    Attributes:
        columns: names as in CSV and JSON; readers see underscores as spaces.
        rows: one tuple per row, as long as ``columns``.
        title: heading, or caption on a page.
        digits: decimals of floating-point cells where they are rounded; see ``shown``.
        whole: columns that the terminal wraps instead of truncating.
        numeric: indices of right-aligned columns; None for all columns that only contain numbers.
        tight: whether the terminal omits padding at the edges.
        verbatim: whether the names of columns are shown as they are.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    title: str = ""
    digits: int = 3
    whole: tuple[str, ...] = ()
    numeric: frozenset[int] | None = None
    tight: bool = False
    verbatim: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns as readers see them."""
        return tuple(n if self.verbatim else n.replace("_", " ") for n in self.columns)

    @property
    def right(self) -> frozenset[int]:
        """Indices of the right-aligned columns."""
        if self.numeric is not None:
            return self.numeric
        places = range(len(self.columns)) if self.rows else ()
        return frozenset(k for k in places if all(_is_number(row[k]) for row in self.rows))


def table_of(
    kind: type[Any], rows: Sequence[Any], title: str = "", digits: int = 3
) -> DocumentTable:
    """A table from instances of a dataclass, with one column per field."""
    names = tuple(each.name for each in fields(kind))
    cells = [tuple(getattr(row, name) for name in names) for row in rows]
    return DocumentTable(names, cells, title, digits)


def _is_number(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, (int, float)) and not isinstance(cell, bool))


def finite(cell: Cell) -> Cell:
    """A cell; None for a number that is not finite, which means that there is no estimate."""
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


NOISE = 1e-5
"""Smaller numbers are below the precision of any run."""


def cell_text(cell: Cell, digits: int = 3) -> str:
    """A formatted cell: a dash for None, yes or no, fixed decimals.

    A number too small for the decimals gets two significant digits, so that it does not appear as
    zero.
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
    """The code of the member that it is about, if any."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A chart with its data table, which replaces it where the figure is left out."""

    figure: Chart | None
    table: DocumentTable
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A subheading with claims under it."""

    heading: str
    claims: tuple[CitedSentence, ...]
    about: str = ""
    """The code of the member that they are about, if any."""


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
    """A paragraph, wrapped to the available width; ``tone`` is its emphasis."""

    text: str
    tone: Literal["plain", "strong", "faint"] | Outcome = "plain"


Block: TypeAlias = "str | TextLine | DocumentTable | Points | Chart | FirstScreen"
"""A part of terminal output: preformatted text, paragraph, table, points or figure."""


@dataclass(frozen=True, slots=True)
class Page:
    """A complete answer.

    Attributes:
        title, subtitle: title and subtitle.
        summary: the answer in sentences.
        sections: the answer in detail.
        command: the command that reproduces it.
        provenance: names and values of its inputs.
        evidence: entries by key; claims cite them.
        assumptions: a sentence on how far it rests on numbers without evidence.
        left_out: number of evidence entries left out to keep the page small.
        plot: the figure for ``--plot``; None if there is nothing to draw.
        unplotted: why there is no plot.
        brief: the terminal output, in order. If empty, the terminal shows the summary and the
            tables of the sections.
        data: the tidy table for CSV.
        tables: the tables for Markdown; the tidy table if empty.
        sliders: numbers that a reader of the HTML page can change, or None.
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
        """All sentences, in reading order."""
        sentences = list(self.summary)
        for section in self.sections:
            sentences += section.claims
            for points in (*section.points, *section.folded):
                sentences += points.claims
        return sentences
