"""Read tables of Assembly votes: those of the package `unvotes` and of the UN Library."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sim.domain.errors import CouncilError, UsageError
from sim.domain.states import STATES, UnknownStateError, code_of
from sim.rollcalls.records import Month, month_of, normalised, seat_in

FOR, ABSTAIN, AGAINST = 0, 1, 2
"""Columns of a count; a yes counts as FOR if the direction of the roll call is 1."""
_VOTES = {
    "y": FOR, "yes": FOR, "1": FOR, "a": ABSTAIN, "abstain": ABSTAIN, "abstention": ABSTAIN,
    "2": ABSTAIN, "n": AGAINST, "no": AGAINST, "3": AGAINST,
}  # fmt: skip
_ABSENT = {"", "x", "8", "9", "absent", "not a member", "na", "non-voting", "n/a"}
LIBRARY = ("ms_code", "ms_vote", "date", "resolution")
"""The columns read from the UN Library's voting data."""
LONG = ("rcid", "country", "vote")
CALLS = ("rcid", "date")
_SYMBOLS = ("resolution", "unres")
_CODES = frozenset((*STATES, "TWN", "YAR", "YMD", "EAZ"))
_NAMES = {"zanzibar": "EAZ", "taiwan": "TWN", "yemen arab republic": "YAR",
          "yemen people's republic": "YMD", "democratic yemen": "YMD"}  # fmt: skip
MOST_FAULTS = 5
"""The most errors of a file that one message lists."""


@dataclass
class VotesByCall:
    """Votes by roll call: symbol and month -> State -> column of the count.

    ``last`` is the month of the latest roll call in the file, ``seen`` the first and last month
    in which each State voted on anything. ``rows`` holds the vote and line that each State has on
    each roll call of the file, as the file names it.
    """

    by_call: dict[tuple[str, Month], dict[str, int]] = field(default_factory=dict)
    seen: dict[str, tuple[Month, Month]] = field(default_factory=dict)
    last: Month = 0
    faults: list[str] = field(default_factory=list)
    rows: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)

    def add(self, key: tuple[str, Month], state: str, vote: int) -> None:
        """Add one vote; of two votes under one symbol and month the first counts."""
        code = seat_in(state, key[1])
        self.by_call.setdefault(key, {}).setdefault(code, vote)
        first, last = self.seen.get(code, (key[1], key[1]))
        self.seen[code] = min(first, key[1]), max(last, key[1])
        self.last = max(self.last, key[1])

    def once(self, call: tuple[str, ...], state: str, vote: int, line: int) -> bool:
        """Whether a State has no other vote on a roll call; otherwise record the error."""
        before, first = self.rows.setdefault((*call, state), (vote, line))
        if before != vote:
            self.fault(
                line, f"{state} has another vote on line {first} in roll call {' of '.join(call)}"
            )
        return before == vote

    def fault(self, line: int, text: str) -> None:
        """Record an error on a line."""
        self.faults.append(f"line {line}: {text}")


def read_votes(path: Path, calls: Path | None = None) -> VotesByCall:
    """Read the votes of a file, plain or gzipped, in any layout; the columns determine which.

    The UN Library's file is self-contained. The package `unvotes` has votes and roll calls in two
    tables; ``calls`` is the second. Its votes are either one per row, or one roll call per row with
    a column per State. A main text has precedence over votes on its paragraphs.

    Raises:
        UsageError: when columns, or a second table, are missing.
        CouncilError: with the lines that hold an unknown State, vote or date.
    """
    try:
        return _read(path, calls)
    except (UnicodeDecodeError, EOFError, OSError, zlib.error, csv.Error) as error:
        raise CouncilError(
            f"{path} cannot be read as a table" + (f" (or {calls})" if calls else ""),
            code="E003",
            where=str(path),
            why=_why(error),
            remedy="save it again as CSV in UTF-8 with commas, or fetch it again",
        ) from None


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte 0x{error.object[error.start]:02x} is not UTF-8"
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _read(path: Path, calls: Path | None) -> VotesByCall:
    votes = VotesByCall()
    with _opened(path) as text:
        rows = csv.DictReader(text, restval="")
        columns = [name.strip().lstrip("\ufeff") for name in rows.fieldnames or ()]
        rows.fieldnames = columns
        if all(name in columns for name in LIBRARY):
            _library(rows, votes)
        elif "rcid" not in columns:
            raise _columns(path, columns)
        elif calls is None:
            raise UsageError(
                f"{path} has votes by number of the roll call (rcid) and no dates",
                where=str(path),
                remedy="name the table of roll calls as well: --roll-call-table FILE",
            )
        else:
            _by_number(rows, columns, _calls(calls, votes), votes, path)
    if votes.faults:
        raise _faulty(path, votes.faults)
    if not votes.by_call:
        raise UsageError(f"{path} contains no votes", where=str(path))
    return votes


def _opened(path: Path) -> io.TextIOBase:
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "it is not a regular file")
        if path.suffix == ".gz":
            return io.TextIOWrapper(gzip.open(path, "rb"), encoding="utf-8-sig", newline="")
        return path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise CouncilError(
            f"{path} cannot be read: {error.strerror}", code="E003", where=str(path),
            remedy="check the path",
        ) from None  # fmt: skip


def _columns(path: Path, columns: list[str]) -> UsageError:
    missing = [name for name in LIBRARY if name not in columns]
    return UsageError(
        f"{path} is not a readable table of Assembly votes",
        where=f"{path}:1",
        why=f"its columns are {', '.join(columns) or 'missing'}",
        remedy=f"the UN Library's file has {', '.join(LIBRARY)} (missing here: "
        f"{', '.join(missing)}); tables of the package unvotes have {', '.join(LONG)}",
    )


def _faulty(path: Path, faults: list[str]) -> CouncilError:
    more = f" (and {len(faults) - MOST_FAULTS} more)" if len(faults) > MOST_FAULTS else ""
    return CouncilError(
        f"{path} has rows that cannot be read",
        code="E003",
        where=str(path),
        why="; ".join(faults[:MOST_FAULTS]) + more,
        remedy="fix or remove these rows; nothing was written",
    )


def _library(rows: csv.DictReader[str], votes: VotesByCall) -> None:
    for row in rows:
        vote = _vote(row["ms_vote"], rows.line_num, votes)
        if vote is None:
            continue
        code = _state((row["ms_code"] or "").strip(), row.get("ms_name") or "")
        if code is None:
            votes.fault(rows.line_num, f"no State has the code '{row['ms_code']}'")
            continue
        key = _key(row["resolution"] or "", row["date"] or "", rows.line_num, votes)
        call = (row["resolution"] or "", row["date"] or "")
        if key is not None and votes.once(call, code, vote, rows.line_num):
            votes.add(key, code, vote)


def _calls(path: Path, votes: VotesByCall) -> dict[str, tuple[str, Month]]:
    entries: dict[str, tuple[str, Month]] = {}
    with _opened(path) as text:
        rows = csv.DictReader(text, restval="")
        columns = rows.fieldnames or ()
        symbol = next((name for name in _SYMBOLS if name in columns), None)
        missing = [name for name in CALLS if name not in columns]
        if missing or symbol is None:
            lacks = [*missing, *([] if symbol else ["resolution (or unres)"])]
            raise UsageError(
                f"{path} is not a table of roll calls", where=f"{path}:1",
                why=f"it lacks the columns {', '.join(lacks)}",
            )  # fmt: skip
        titled = "title" in columns
        paragraphs: dict[str, tuple[str, Month]] = {}
        for row in rows:
            key = _key(row[symbol] or "", row["date"] or "", rows.line_num, votes)
            if key is None:
                continue
            whole = not titled or bool((row["title"] or "").strip())
            (entries if whole else paragraphs)[row["rcid"]] = key
    return entries | paragraphs  # main texts first: the first vote under a key counts


def _by_number(
    rows: csv.DictReader[str],
    columns: list[str],
    calls: dict[str, tuple[str, Month]],
    votes: VotesByCall,
    path: Path,
) -> None:
    order = {number: index for index, number in enumerate(calls)}
    if all(name in columns for name in LONG):
        held = [(row["rcid"], rows.line_num, row["country"], row["vote"]) for row in rows]
    else:
        states = [name for name in columns if name != "rcid"]
        unknown = [name for name in states if name not in _CODES]
        if unknown:
            raise UsageError(
                f"{path} has columns that are not codes of States: {', '.join(unknown[:8])}",
                where=f"{path}:1",
                remedy="each State needs one column, named by its three-letter ISO 3166 code",
            )
        held = [
            (row["rcid"], rows.line_num, name, row[name] or "")
            for row in rows
            for name in states
            if row[name]
        ]
    held.sort(key=lambda item: order.get(item[0], len(order)))
    for number, line, name, word in held:
        key = calls.get(number)
        vote = _vote(word, line, votes) if key is not None else None
        if key is None or vote is None:
            continue
        code = _state(name, name)
        if code is None:
            votes.fault(line, f"there is no State '{name}'")
        elif votes.once((number,), code, vote, line):
            votes.add(key, code, vote)


def _vote(word: str, line: int, votes: VotesByCall) -> int | None:
    plain = word.strip().lower()
    if plain in _ABSENT:
        return None
    if plain not in _VOTES:
        votes.fault(line, f"'{word}' is not a vote: yes, no, abstain, or empty")
        return None
    return _VOTES[plain]


def _state(code: str, name: str) -> str | None:
    if code in _CODES:
        return code
    try:
        return _NAMES.get(name.strip().lower()) or code_of(name)
    except UnknownStateError:
        return None


def _key(symbol: str, day: str, line: int, votes: VotesByCall) -> tuple[str, Month] | None:
    if not symbol.strip():
        return None
    try:
        return normalised(symbol), month_of(day)
    except ValueError as error:
        votes.fault(line, str(error))
        return None


def calls_of(votes: VotesByCall, symbol: str) -> Iterator[tuple[str, Month]]:
    """The roll calls of a file with one symbol, earliest first."""
    key_symbol = normalised(symbol)
    yield from sorted(
        (key for key in votes.by_call if key[0] == key_symbol), key=lambda key: key[1]
    )
