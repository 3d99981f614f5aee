"""Counts of votes by list of roll calls, State, issue and month: the form that is shipped."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.domain.errors import CouncilError
from sim.domain.files import read_ordinary, replace_whole
from sim.rollcalls.layouts import ABSTAIN, AGAINST, FOR, VotesByCall
from sim.rollcalls.records import ALL, Month, RollCall

VERSION = 1
"""Version of the file format; a reader rejects other versions."""
MARK = b"about.npy"
"""Name of the first entry of such a file, by which it is recognised."""
TOLERANCE = 1
"""Months by which the date of a roll call with one symbol may differ between two tables."""

UNREADABLE = (
    OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, RecursionError,
    MemoryError, NotImplementedError, struct.error, zlib.error, zipfile.BadZipFile,
)  # fmt: skip
"""What numpy, zipfile and json raise for a file that was cut off, damaged or made otherwise.

``NotImplementedError`` is zipfile's for a compression that it does not know.
"""


@dataclass(frozen=True)
class Counts:
    """Votes on one list of roll calls.

    Attributes:
        months: Month of each row, ascending for each issue.
        issues: Issue of each row; ``*`` for all roll calls together.
        held: Roll calls held in each row.
        votes: For, abstentions, against: (row, State, 3).
    """

    months: NDArray[np.int32]
    issues: tuple[str, ...]
    held: NDArray[np.unsignedinteger]
    votes: NDArray[np.unsignedinteger]

    def rows(self, issue: str, before: Month) -> NDArray[np.bool_]:
        """Rows of an issue in months that ended before the month ``before`` began."""
        named = np.array([name == issue for name in self.issues], dtype=bool)
        return named & (self.months < before)


@dataclass(frozen=True, eq=False)
class CountTable:
    """Counts of several lists over the same States; a table equals itself alone.

    Attributes:
        states: Codes, in the order of the columns.
        lists: Counts by name of the list.
        seen: First and last month in which each State voted on anything in the Assembly.
        last: Last month covered by the source tables.
        source: Where the votes were read.
    """

    states: tuple[str, ...]
    lists: Mapping[str, Counts]
    seen: Mapping[str, tuple[Month, Month]]
    last: Month
    source: str


@dataclass(frozen=True)
class Built:
    """A table, and for each list the roll calls that the votes do not contain."""

    table: CountTable
    missing: Mapping[str, tuple[RollCall, ...]]


def count_votes(lists: Mapping[str, Sequence[RollCall]], votes: VotesByCall, source: str) -> Built:
    """Count the votes on every list.

    A roll call is matched by symbol and month; if its symbol was only voted on within a month of
    it, that vote counts. Of two that would be the same vote, the one with its month counts, or else
    the first.
    """
    states = tuple(sorted(votes.seen))
    column = {code: index for index, code in enumerate(states)}
    tables: dict[str, Counts] = {}
    missing: dict[str, tuple[RollCall, ...]] = {}
    for name, calls in lists.items():
        results = list(_matched(calls, votes))
        matched = {call.key for call, _ in results}
        missing[name] = tuple(call for call in calls if call.key not in matched)
        tables[name] = _counted(results, votes, column)
    return Built(CountTable(states, tables, dict(votes.seen), votes.last, source), missing)


def _matched(
    calls: Sequence[RollCall], votes: VotesByCall
) -> Iterator[tuple[RollCall, tuple[str, Month]]]:
    """Each roll call with the vote that it is, in the order of ``calls``; no vote counts twice."""
    exact = {call.key for call in calls if call.key in votes.by_call}
    taken: set[tuple[str, Month]] = set()
    for call in calls:
        key = held_as(call, votes)
        if key is None or key in taken or (key != call.key and key in exact):
            continue
        taken.add(key)
        yield call, key


def held_as(call: RollCall, votes: VotesByCall) -> tuple[str, Month] | None:
    """The symbol and month under which ``votes`` has a roll call; None if it does not."""
    symbol, month = call.key
    for apart in range(TOLERANCE + 1):
        for near in dict.fromkeys((month - apart, month + apart)):
            if (symbol, near) in votes.by_call:
                return symbol, near
    return None


def _counted(
    results: Iterable[tuple[RollCall, tuple[str, Month]]],
    votes: VotesByCall,
    column: Mapping[str, int],
) -> Counts:
    cells: dict[tuple[str, Month], NDArray[np.int64]] = {}
    held: dict[tuple[str, Month], int] = {}
    for call, key in results:
        for issue in (ALL, *call.issues):
            cell = (issue, call.month)
            held[cell] = held.get(cell, 0) + 1
            into = cells.setdefault(cell, np.zeros((len(column), 3), dtype=np.int64))
            for code, vote in votes.by_call[key].items():
                turned = vote if call.direction > 0 or vote == ABSTAIN else FOR + AGAINST - vote
                into[column[code], turned] += 1
    order = sorted(cells)
    size = np.min_scalar_type(max(held.values(), default=0))  # no member votes more often
    return Counts(
        months=np.array([month for _, month in order], dtype=np.int32),
        issues=tuple(issue for issue, _ in order),
        held=np.array([held[cell] for cell in order], dtype=size),
        votes=np.array([cells[cell] for cell in order], dtype=size).reshape(
            len(order), len(column), 3
        ),
    )


def save_counts(table: CountTable, path: Path) -> None:
    """Write a table atomically; the bytes depend only on the counts.

    Raises:
        CouncilError: when the file cannot be written.
    """
    about = {
        "version": VERSION,
        "states": list(table.states),
        "seen": {code: list(span) for code, span in sorted(table.seen.items())},
        "last": table.last,
        "source": table.source,
        "lists": {name: list(counts.issues) for name, counts in table.lists.items()},
    }
    text = json.dumps(about, sort_keys=True).encode()
    # Written first, so that its name is at the start of the file: see MARK.
    arrays: dict[str, NDArray[np.generic]] = {"about": np.frombuffer(text, dtype=np.uint8)}
    for name, counts in table.lists.items():
        arrays[f"{name}/months"] = counts.months
        arrays[f"{name}/held"] = counts.held
        arrays[f"{name}/votes"] = counts.votes
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    try:
        replace_whole(path, buffer.getvalue())
    except OSError as error:
        raise CouncilError(
            f"{path} cannot be written: {error.strerror}", code="E003", where=str(path),
            remedy="choose another file with -o",
        ) from None  # fmt: skip


@lru_cache(maxsize=8)
def load_counts(path: Path) -> CountTable:
    """Read a file that ``save_counts`` wrote.

    Raises:
        CouncilError: when the file is missing or is not such a table.
    """
    try:
        with np.load(io.BytesIO(read_ordinary(path)), allow_pickle=False) as file:
            about = json.loads(bytes(file["about"]).decode())
            if about.get("version") != VERSION:
                raise ValueError(f"version {about.get('version')}, this program reads {VERSION}")
            lists = {
                name: Counts(
                    file[f"{name}/months"], tuple(issues), file[f"{name}/held"],
                    file[f"{name}/votes"],
                )
                for name, issues in about["lists"].items()
            }  # fmt: skip
            seen = {code: (int(span[0]), int(span[1])) for code, span in about["seen"].items()}
            table = CountTable(
                tuple(about["states"]), lists, seen, int(about["last"]), str(about["source"])
            )
        _check(table)
    except UNREADABLE as error:
        raise CouncilError(
            f"{path} is not a table of counted votes",
            code="E003",
            where=str(path),
            why=_in_words(error),
            remedy="create one with `council dossier build --votes FILE -o TABLE`",
        ) from None
    return table


def _in_words(error: Exception) -> str:
    """Why a file cannot be read; NumPy takes what is no archive for objects of Python."""
    text = (str(error) or type(error).__name__).splitlines()[0]
    return "it is no archive of NumPy's" if "pickle" in text else text


def _check(table: CountTable) -> None:
    """Raise ValueError unless arrays and names of a table belong together."""
    if not set(table.states) <= set(table.seen):
        raise ValueError("it does not say when each State voted")
    for name, counts in table.lists.items():
        rows = len(counts.issues)
        shapes = [counts.months.shape, counts.held.shape, counts.votes.shape]
        if shapes != [(rows,), (rows,), (rows, len(table.states), 3)]:
            raise ValueError(f"the arrays of {name} do not have the sizes that it says")
        if any(a.dtype.kind not in "iu" for a in (counts.months, counts.held, counts.votes)):
            raise ValueError(f"the counts of {name} are not whole numbers")
        if (counts.held < 1).any():
            raise ValueError(f"a month of {name} has no roll call")
        cast = counts.votes.sum(axis=2, dtype=np.int64)
        if (counts.votes < 0).any() or (cast > counts.held[:, None]).any():
            raise ValueError(f"a State has more votes in {name} than there were roll calls")


def extended(table: CountTable, newer: CountTable) -> CountTable:
    """``table`` with the months of ``newer`` that follow its own last month.

    Earlier months are unchanged, so that a newer file never changes earlier estimates.
    """
    states = tuple(sorted({*table.states, *newer.states}))
    lists = {}
    for name in dict.fromkeys((*table.lists, *newer.lists)):
        parts = [_spread(table.lists[name], table.states, states)] if name in table.lists else []
        if name in newer.lists:
            late = newer.lists[name]
            keep = late.months > table.last if name in table.lists else np.ones(
                len(late.months), dtype=bool
            )  # fmt: skip
            parts.append(_spread(_kept(late, keep), newer.states, states))
        lists[name] = _joined(parts)
    seen = dict(table.seen)
    for code, (first, last) in newer.seen.items():
        old = seen.get(code, (first, last))
        seen[code] = min(old[0], first), max(old[1], last)
    return replace(
        table, states=states, lists=lists, seen=seen, last=max(table.last, newer.last),
        source=f"{table.source}; {newer.source}",
    )  # fmt: skip


def _kept(counts: Counts, keep: NDArray[np.bool_]) -> Counts:
    issues = tuple(name for name, selected in zip(counts.issues, keep, strict=True) if selected)
    return Counts(counts.months[keep], issues, counts.held[keep], counts.votes[keep])


def _spread(counts: Counts, old: Sequence[str], new: Sequence[str]) -> Counts:
    votes = np.zeros((len(counts.months), len(new), 3), dtype=counts.votes.dtype)
    votes[:, [new.index(code) for code in old]] = counts.votes
    return replace(counts, votes=votes)


def _joined(parts: Sequence[Counts]) -> Counts:
    if len(parts) == 1:
        return parts[0]
    return Counts(
        np.concatenate([part.months for part in parts]),
        tuple(name for part in parts for name in part.issues),
        np.concatenate([part.held for part in parts]),
        np.concatenate([part.votes for part in parts]),
    )
