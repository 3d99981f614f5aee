"""Files of real ballots: two forms of table, read row by row, each fault kept with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sim.domain.ballots import Vote
from sim.domain.states import UnknownStateError, code_of, name_of
from sim.procedure.councils import PERMANENT, size_on
from sim.procedure.terms import LAST_YEAR, elected_in

BALLOT_COLUMNS = ("ballot", "date", "member", "vote")
TALLY_COLUMNS = ("item", "date", "yes", "no", "abstain")

VOTE_WORDS: dict[str, Vote] = {
    **{vote.word.replace("_", " "): vote for vote in Vote},
    **dict.fromkeys(("y", "for", "in favour", "in favor", "aye"), Vote.YES),
    **dict.fromkeys(("n", "against", "nay"), Vote.NO),
    **dict.fromkeys(("a", "abstained", "abstention", "abstaining"), Vote.ABSTAIN),
    **dict.fromkeys(
        ("non participating", "did not participate", "not voting", "nonparticipating"),
        Vote.NOT_PARTICIPATING,
    ),
}
YES_WORDS = {"yes", "true", "1", "y", "x", "party"}
PACIFIC = {"vi", "6", "chapter vi", "chapter 6", "52(3)", "article 52(3)", "52.3"}
"""Where the proviso of Article 27(3) binds a party to a dispute."""


class TableError(ValueError):
    """A file that is no table of ballots at all."""


@dataclass(slots=True)
class Case:
    """One ballot read from a file: what was cast or counted, and what is wrong with it."""

    kind: str
    label: str
    line: int
    date_text: str
    day: date | None = None
    procedural: bool = False
    chapter: str = ""
    votes: dict[str, Vote] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    bound: list[str] = field(default_factory=list)
    counts: tuple[int, int, int, int] | None = None
    permanent_noes: list[str] = field(default_factory=list)
    without_vote: bool = False
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fault(self, line: int, text: str) -> None:
        """Note an error found on ``line``."""
        self.errors.append(f"line {line}: {text}")


def read_cases(text: str) -> list[Case]:
    """Every ballot of a CSV file in the file's order.

    Raises:
        TableError: when the text has neither form of table.
    """
    head = text.partition("\n")[0]
    separators = [mark for mark in (",", ";", "\t") if mark in head]
    separator = max(separators, key=head.count) if separators else ","
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator)
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise TableError(f"line {reader.line_num}: {error}") from None
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise TableError(f"the column {doubled[0]} stands in the header more than once")
    if set(BALLOT_COLUMNS) <= set(header):
        return _by_member(header, rows)
    if set(TALLY_COLUMNS) <= set(header):
        return [_by_tally(header, line, row) for line, row in rows]
    raise TableError(
        f"the header has {_short(', '.join(header)) or 'no column'}; needed are "
        f"{', '.join(BALLOT_COLUMNS)} (a row for each vote) or {', '.join(TALLY_COLUMNS)} (a row "
        "for each ballot)"
    )


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[:most]}..."


def _cells(header: list[str], row: list[str]) -> dict[str, str]:
    return {name: cell.strip() for name, cell in zip(header, row, strict=False)}


def _shape(case: Case, header: list[str], line: int, row: list[str]) -> None:
    if len(row) != len(header):
        case.fault(
            line, f"{len(row)} cells under {len(header)} columns; quote cells that contain a comma"
        )


@lru_cache(maxsize=65536)
def _day(text: str) -> date | str:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return f"'{text}' is no date; write it as 2016-10-08"
    if text[10:] and text[10:11] not in {"T", " "}:
        return f"'{text}' is no date; write it as 2016-10-08"
    try:
        size_on(day)
    except ValueError as error:
        return str(error)
    return day


def _set_day(case: Case, line: int, text: str) -> None:
    day = _day(text)
    if isinstance(day, str):
        case.fault(line, day)
        return
    case.day = day
    if day.year > LAST_YEAR:
        case.warnings.append(
            f"seats are known to {LAST_YEAR} only; the members of {day.year} are not verified"
        )


def _set_nature(case: Case, line: int, text: str) -> None:
    word = text.casefold().replace("-", "")
    if word in {"", "substantive", "nonprocedural"}:
        case.procedural = False
    elif word == "procedural":
        case.procedural = True
    else:
        case.fault(line, f"'{text}' is no nature of a question: procedural or substantive")


def _bare(name: str) -> str:
    return name.split("(")[0].strip() or name.strip()


def _by_member(header: list[str], rows: Iterable[tuple[int, list[str]]]) -> list[Case]:
    cases: dict[str, Case] = {}
    nature: dict[str, str] = {}
    for line, row in rows:
        cell = _cells(header, row)
        label = cell.get("ballot", "")
        key = label or f"\0line {line}"
        case = cases.get(key)
        if case is None:
            case = cases[key] = Case("ballot", label, line, cell.get("date", ""))
            if not label:
                case.fault(line, "the ballot has no name")
            _set_day(case, line, case.date_text)
            nature[key] = cell.get("nature", "")
            _set_nature(case, line, nature[key])
            case.chapter = cell.get("chapter", "")
        _shape(case, header, line, row)
        if cell.get("date", "") != case.date_text:
            case.fault(
                line, f"another date ({cell.get('date')}) than the ballot's, {case.date_text}"
            )
        if cell.get("nature", "").casefold() != nature[key].casefold():
            case.fault(line, f"another nature ('{cell.get('nature')}') than the ballot's")
        if cell.get("chapter", "").casefold() != case.chapter.casefold():
            case.fault(line, f"another chapter ('{cell.get('chapter')}') than the ballot's")
        _add_vote(case, line, cell)
    for case in cases.values():
        _finish_ballot(case)
    return list(cases.values())


def _add_vote(case: Case, line: int, cell: Mapping[str, str]) -> None:
    name, word = cell.get("member", ""), cell.get("vote", "")
    if not name and not word:
        case.without_vote = True
        return
    try:
        code = code_of(name)
    except UnknownStateError as error:
        case.fault(line, str(error))
        return
    vote = VOTE_WORDS.get(word.casefold().replace("_", " ").replace("-", " "))
    if vote is None:
        case.fault(
            line, f"'{word}' is no vote of {name}; a vote is {', '.join(v.word for v in Vote)}"
        )
        return
    if code in case.votes:
        case.fault(line, f"a second vote by {name_of(code, case.day)}")
        return
    if case.day is not None and not _seated(code, case.day):
        case.fault(line, f"{name_of(code, case.day)} had no seat in {case.day.year}")
        return
    case.votes[code] = vote
    case.spelled[code] = _bare(name)
    if cell.get("party", "").casefold() in YES_WORDS:
        case.bound.append(code)


@lru_cache(maxsize=8192)
def _seats_of(year: int) -> frozenset[str]:
    return frozenset((*PERMANENT, *elected_in(year)))


def _seated(code: str, day: date) -> bool:
    return code in PERMANENT or day.year > LAST_YEAR or code in _seats_of(day.year)


def _finish_ballot(case: Case) -> None:
    if case.without_vote and case.votes:
        case.fault(case.line, "a row without member and vote beside rows with votes")
    if case.bound and case.chapter.casefold() not in PACIFIC:
        case.warnings.append(
            "a party to a dispute must abstain only in decisions under Chapter VI and Article "
            "52(3); the votes are counted as cast"
        )
        case.bound.clear()
    if case.day is None or case.errors or case.without_vote:
        return
    seats = size_on(case.day).seats
    if len(case.votes) > seats:
        case.fault(case.line, f"{len(case.votes)} members voted; the Council had {seats} seats")


def _number(case: Case, line: int, cell: Mapping[str, str], column: str) -> int | None:
    text = cell.get(column, "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text)
    case.fault(line, f"{column} is '{text}', not a number of members")
    return None


def _by_tally(header: list[str], line: int, row: list[str]) -> Case:
    cell = _cells(header, row)
    case = Case("item", cell.get("item", ""), line, cell.get("date", ""))
    _shape(case, header, line, row)
    _set_day(case, line, case.date_text)
    _set_nature(case, line, cell.get("nature", ""))
    case.chapter = cell.get("chapter", "")
    if not case.label:
        case.fault(line, "the item has no name")
    yes, no, abstain, apart, members = (
        _number(case, line, cell, column)
        for column in ("yes", "no", "abstain", "not_voting", "members")
    )
    if case.day is None:
        return case
    seats = size_on(case.day).seats
    if members is not None and members != seats:
        case.fault(line, f"members is {members}, but the Council had {seats} seats on {case.day}")
    given = [count for count in (yes, no, abstain) if count is not None]
    if not given and not case.errors:
        if apart or cell.get("permanent_no"):
            case.fault(line, "the tally is blank, but not_voting or permanent_no is not")
        case.without_vote = True
        return case
    if yes is None or no is None or abstain is None:
        if not case.errors:
            case.fault(line, "the tally is incomplete: yes, no and abstain are all needed")
        return case
    total = yes + no + abstain + (apart or 0)
    if total > seats:
        case.fault(
            line, f"{total} members are counted; the Council had {seats} seats on {case.day}"
        )
        return case
    if apart is not None and total < seats:
        case.warnings.append(
            f"{total} members are counted of {seats}; the others are taken not to have participated"
        )
    case.counts = (yes, no, abstain, seats - yes - no - abstain)
    _permanent_noes(case, line, cell.get("permanent_no", ""), no)
    return case


def _permanent_noes(case: Case, line: int, text: str, noes: int) -> None:
    seen: set[str] = set()
    for name in (part.strip() for part in text.split(";")):
        if not name:
            continue
        try:
            code = code_of(name)
        except UnknownStateError as error:
            case.fault(line, f"permanent_no: {error}")
            continue
        if code not in PERMANENT:
            case.fault(line, f"permanent_no: {_bare(name)} is no permanent member")
        elif code in seen:
            case.fault(line, f"permanent_no: {_bare(name)} is listed twice")
        else:
            seen.add(code)
            case.permanent_noes.append(_bare(name))
    if len(seen) > noes:
        case.fault(line, f"{len(seen)} permanent members voted no, but no is {noes}")
