"""Typed tables of a run: iterate over their rows, or convert them to data frames or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from html import escape
from math import isnan
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome
from sim.domain.frozen import frozen
from sim.engines.worlds import ARRAYS
from sim.engines.worlds import Worlds as Arrays
from sim.studies.forecast import DraftForecast
from sim.studies.frames import dataframe, polars_frame
from sim.studies.outcomes import outcomes
from sim.studies.run.published import Ballot

Row = TypeVar("Row")
SHOWN = 60
"""Rows of a table that a notebook shows."""


@dataclass(frozen=True)
class OutcomeRow:
    """The chance of one outcome of one draft: a share of worlds with its 95 % interval.

    ``outcome`` is the word of an ``Outcome``, or ``expected_adopted`` for the mean exact chance.
    """

    draft: str
    outcome: str
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class VoteRow:
    """A member's vote on a draft in the central case, and its chances over the worlds.

    ``central`` is None if the central case does not put the draft; ``yes``, ``abstain`` and ``no``
    are mean exact probabilities over the worlds that put it, NaN if none does; for a draft that may
    be put again, shares of the votes cast in its last ballot.
    """

    draft: str
    member: str
    central: str | None
    yes: float
    abstain: float
    no: float


class RowTable(Sequence[Row], Generic[Row]):
    """Rows of one dataclass."""

    kind: ClassVar[type[Any]]

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        """A row, or rows as a tuple."""
        return self._rows[index]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} rows: {', '.join(self.columns)})"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, which are the attributes of each row."""
        return tuple(field.name for field in fields(self.kind))

    def records(self) -> list[dict[str, Any]]:
        """The rows as mappings from column to value."""
        return [{name: getattr(row, name) for name in self.columns} for row in self]

    def to_dataframe(self) -> Any:
        """A pandas.DataFrame with one line per row.

        Raises:
            UsageError: when pandas is not installed.
        """
        return dataframe(self.records(), self.columns)

    def to_polars(self) -> Any:
        """A polars.DataFrame with one line per row.

        Raises:
            UsageError: when polars is not installed.
        """
        return polars_frame(self.records(), self.columns)

    def _repr_html_(self) -> str:
        return html_table(self.columns, [tuple(r.values()) for r in self.records()[:SHOWN]])


class OutcomeTable(RowTable[OutcomeRow]):
    """Chances by draft and outcome: ``(5 + 1) * drafts`` rows."""

    kind = OutcomeRow

    @classmethod
    def of(cls, forecast: Mapping[str, DraftForecast]) -> OutcomeTable:
        """The rows of a forecast."""
        rows = []
        for draft, chances in forecast.items():
            for outcome, share in chances.outcomes().items():
                rows.append(OutcomeRow(draft, outcome.word, share.share, share.low, share.high))
            mean = chances.expected_adopted
            low, high = chances.expected_adopted_low, chances.expected_adopted_high
            if not isnan(mean):
                rows.append(OutcomeRow(draft, "expected_adopted", mean, low, high))
        return cls(rows)


class ForecastTable(Mapping[str, Mapping[str, Any]]):
    """Draft -> its forecast, with the keys of ``council run --format json``.

    Attributes:
        drafts: The same as typed objects: draft -> ``DraftForecast``.
        outcomes: The chances as rows.
    """

    def __init__(
        self, entries: Mapping[str, Mapping[str, Any]], drafts: Mapping[str, DraftForecast]
    ) -> None:
        self._told: Mapping[str, Mapping[str, Any]] = frozen(entries)
        self.drafts: Mapping[str, DraftForecast] = frozen(drafts)
        self.outcomes = OutcomeTable.of(drafts)

    def __getitem__(self, draft: str) -> Mapping[str, Any]:
        return self._told[draft]

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)

    def __repr__(self) -> str:
        lines = (
            f"{d}: adopted {forecast.adopted.share:.0%}" for d, forecast in self.drafts.items()
        )
        return f"ForecastTable({'; '.join(lines)})"

    def to_dataframe(self) -> Any:
        """A pandas.DataFrame: draft, outcome, share, low, high; one row per outcome."""
        return self.outcomes.to_dataframe()

    def to_polars(self) -> Any:
        """The same as a polars.DataFrame."""
        return self.outcomes.to_polars()

    def _repr_html_(self) -> str:
        outcomes = [outcome.word for outcome in Outcome]
        rows = [
            (draft, *(f"{forecast.outcomes()[outcome].share:.1%}" for outcome in Outcome))
            for draft, forecast in self.drafts.items()
        ]
        return html_table(("draft", *outcomes), rows)


class VoteTable(RowTable[VoteRow]):
    """Votes by draft and member: ``drafts * members`` rows, members in the Council's order."""

    kind = VoteRow

    @classmethod
    def of(
        cls,
        forecast: Mapping[str, DraftForecast],
        ballots: Sequence[Ballot],
        members: Sequence[str],
    ) -> VoteTable:
        """Build the rows from the forecast of a run and the ballots of its central case."""
        central = {ballot.draft: ballot.votes for ballot in ballots}
        rows = []
        for draft, drawn in forecast.items():
            for code in members:
                seen = drawn.votes.get(code)
                chances = (seen.yes, seen.abstain, seen.no) if seen else (np.nan,) * 3
                rows.append(VoteRow(draft, code, central.get(draft, {}).get(code), *chances))
        return cls(rows)


class WorldTable(Mapping[str, NDArray[np.float64]]):
    """The results of each world of the forecast: name -> array of shape ``(replicates,)``.

    The names are those of outcomes: ``adopted(DRAFT)`` is the exact probability of adoption in that
    world, 0 if the draft is not put to the vote; ``vetoed(DRAFT)`` and the others are 0 or 1;
    ``yes(DRAFT)`` counts votes in favour, 0 if it is not put; then ``concession(DRAFT)``,
    ``plan_carried_out`` and ``destruction``. The arrays are read-only; ``array.copy()`` can be
    changed.

    Attributes:
        arrays: All arrays that the engine keeps of the worlds: votes, probabilities, texts.
    """

    def __init__(self, arrays: Arrays, numbers: NDArray[np.int64] | None = None) -> None:
        fixed: dict[str, Any] = {name: _fixed(getattr(arrays, name)) for name in ARRAYS}
        self.arrays = replace(arrays, **fixed)
        self._numbers = numbers
        self._columns = {name: _fixed(column) for name, column in outcomes(arrays).items()}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the arrays alone: numpy does not keep that they cannot be written."""
        return type(self), (self.arrays, self._numbers)

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        """The number of columns; ``arrays.count`` is the number of worlds."""
        return len(self._columns)

    def __repr__(self) -> str:
        return f"WorldTable({self.arrays.count} worlds: {', '.join(self)})"

    def to_dataframe(self) -> Any:
        """A pandas.DataFrame: a row per world, numbered by ``world``, and a column per name."""
        return dataframe(self._records(), ("world", *self))

    def to_polars(self) -> Any:
        """The same as a polars.DataFrame."""
        return polars_frame(self._records(), ("world", *self))

    def _records(self) -> list[dict[str, Any]]:
        columns = {name: values.tolist() for name, values in self._columns.items()}
        first, count = self.arrays.first, self.arrays.count
        numbers = range(first, first + count) if self._numbers is None else self._numbers.tolist()
        return [
            {"world": number, **{name: values[n] for name, values in columns.items()}}
            for n, number in enumerate(numbers)
        ]


def _fixed(array: NDArray[Any]) -> NDArray[Any]:
    """The same array, read-only."""
    view = array.view()
    view.setflags(write=False)
    return view


def html_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table as HTML, with all content escaped."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(_cell(cell))}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)
