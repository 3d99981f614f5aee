"""Files of real ballots: two forms of table, read row by row, each fault kept with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sim.domain.ballots import Vote
from sim.domain.states import UnknownStateError, code_of, fold, name_of
from sim.procedure.councils import HOLDERS, PERMANENT, holder_on, size_on
from sim.procedure.tables import (
    NO_WORDS,
    PACIFIC,
    VOTE_WORDS,
    YES_WORDS,
    Row,
    TableError,
    read_grid,
)
from sim.procedure.terms import LAST_YEAR, elected_in

BALLOT_COLUMNS = ("ballot", "date", "member", "vote")
TALLY_COLUMNS = ("item", "date", "yes", "no", "abstain")
FURTHER_COLUMNS = ("nature", "chapter", "party", "not_voting", "permanent_no", "members")
"""Read where they stand; every other column is ignored."""

CHINA_TURNED = max(holder.start for holder in HOLDERS if holder.seat == "CHN")
"""The day on which either name of the seat's holder may be met."""


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
    nature: str = ""
    counts: tuple[int, int, int, int] | None = None
    permanent_noes: list[str] = field(default_factory=list)
    without_vote: bool = False
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fault(self, line: int, text: str) -> None:
        """Note an error found on ``line``."""
        self.errors.append(f"line {line}: {text}")

    def fault_once(self, line: int, kind: str, text: str) -> None:
        """Note an error found on ``line`` unless one of its ``kind`` was noted for this ballot."""
        if not any(kind in error for error in self.errors):
            self.fault(line, f"{kind} {text}")


def read_cases(text: str) -> list[Case]:
    """Every ballot of a CSV file in the file's order.

    Raises:
        TableError: when the text has neither form of table.
    """
    grid = read_grid(text, (*BALLOT_COLUMNS, *TALLY_COLUMNS, *FURTHER_COLUMNS))
    if set(BALLOT_COLUMNS) <= set(grid.columns):
        return _by_member(grid.rows)
    if set(TALLY_COLUMNS) <= set(grid.columns):
        return [_by_tally(row, blind="permanent_no" not in grid.columns) for row in grid.rows]
    raise TableError(
        f"the header has {_short(', '.join(grid.columns)) or 'no column'}; needed are "
        f"{', '.join(BALLOT_COLUMNS)} (a row for each vote) or {', '.join(TALLY_COLUMNS)} (a row "
        "for each ballot)"
    )


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[:most]}..."


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


def _by_member(rows: Iterable[Row]) -> list[Case]:
    cases: dict[str, Case] = {}
    for row in rows:
        label = row.cell.get("ballot", "")
        key = label or f"\0line {row.line}"
        case = cases.get(key)
        if case is None:
            case = cases[key] = Case("ballot", label, row.line, row.cell.get("date", ""))
            if not label:
                case.fault(row.line, "the ballot has no name")
            _set_day(case, row.line, case.date_text)
        if row.fault:
            case.fault(row.line, row.fault)
        _same_ballot(case, row.line, row.cell)
        _add_vote(case, row.line, row.cell)
    for case in cases.values():
        _finish_ballot(case)
    return list(cases.values())


def _same_ballot(case: Case, line: int, cell: Mapping[str, str]) -> None:
    """Date, nature and chapter: one for the ballot; the last two may stand on any of its rows."""
    day, nature, chapter = (cell.get(name, "") for name in ("date", "nature", "chapter"))
    if day != case.date_text:
        case.fault_once(line, "another date", f"({day}) than the ballot's, {case.date_text}")
    if nature and not case.nature:
        case.nature = nature
        _set_nature(case, line, nature)
    elif nature and nature.casefold() != case.nature.casefold():
        case.fault_once(line, "another nature", f"('{nature}') than the ballot's, '{case.nature}'")
    if chapter and not case.chapter:
        case.chapter = chapter
    elif chapter and chapter.casefold() != case.chapter.casefold():
        case.fault_once(
            line, "another chapter", f"('{chapter}') than the ballot's, '{case.chapter}'"
        )


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
    _check_holder(case, line, code)
    _note_parties(case, line, code, cell.get("party", ""))


def _note_parties(case: Case, line: int, code: str, text: str) -> None:
    """Who is a party: the member of the row where the cell says yes, or those that it names."""
    if text.casefold() in NO_WORDS:
        return
    if text.casefold() in YES_WORDS:
        named = [code]
    else:
        try:
            named = [code_of(name) for name in text.split(";") if name.strip()]
        except UnknownStateError:
            case.fault(line, f"party is '{text}'; say yes or no, or name the parties")
            return
    case.bound.extend(party for party in named if party not in case.bound)


def _check_holder(case: Case, line: int, seat: str, name: str = "") -> None:
    """Two governments claimed the seat of China; the one that did not hold it cast no vote."""
    if seat != "CHN" or case.day is None or case.day == CHINA_TURNED:
        return
    spelled = fold(name or case.spelled[seat])
    held = holder_on(seat, case.day)
    other = next((h for h in HOLDERS if h.seat == seat and fold(h.name) == spelled), held)
    if held and other and other.name != held.name:
        case.fault(line, f"the {other.name} did not hold the seat of China on {case.day}")


@lru_cache(maxsize=8192)
def _seats_of(year: int) -> frozenset[str]:
    return frozenset((*PERMANENT, *elected_in(year)))


def _seated(code: str, day: date) -> bool:
    return code in PERMANENT or day.year > LAST_YEAR or code in _seats_of(day.year)


def _finish_ballot(case: Case) -> None:
    if case.without_vote and case.votes:
        case.fault(case.line, "a row without member and vote beside rows with votes")
    if case.bound and not PACIFIC.fullmatch(case.chapter):
        case.warnings.append(
            "a party to a dispute must abstain only in decisions under Chapter VI and Article "
            "52(3); the votes are counted as cast"
        )
        case.bound.clear()
    case.bound = [party for party in case.bound if party in case.votes]
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


def _by_tally(row: Row, *, blind: bool) -> Case:
    """The ballot of one row; ``blind`` when no column says which permanent members voted no."""
    line, cell = row.line, row.cell
    case = Case("item", cell.get("item", ""), line, cell.get("date", ""))
    if row.fault:
        case.fault(line, row.fault)
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
    if total > seats or (apart is not None and total < seats):
        hint = "" if total > seats else "; leave not_voting blank if the others did not participate"
        case.fault(
            line, f"{total} members are counted; the Council had {seats} seats on {case.day}{hint}"
        )
        return case
    case.counts = (yes, no, abstain, seats - yes - no - abstain)
    _permanent_noes(case, line, cell.get("permanent_no", ""))
    _noes_add_up(case, line, blind=blind)
    return case


def _noes_add_up(case: Case, line: int, *, blind: bool) -> None:
    assert case.day is not None
    assert case.counts is not None
    yes, noes, permanent = case.counts[0], case.counts[1], len(case.permanent_noes)
    size = size_on(case.day)
    if blind:
        if noes and not case.procedural and yes >= size.quota:
            case.fault(line, "without a column permanent_no nobody can tell a no from a veto")
    elif permanent > noes:
        case.fault(line, f"{permanent} permanent members voted no, but no is {noes}")
    elif noes - permanent > size.elected and not case.errors:
        case.fault(
            line,
            f"no is {noes}, of them {permanent} permanent; but {size.elected} members were elected",
        )


def _permanent_noes(case: Case, line: int, text: str) -> None:
    seen: set[str] = set()
    for name in _listed(text):
        try:
            code = code_of(name)
        except UnknownStateError as error:
            case.fault(line, f"permanent_no: {error}")
            continue
        if code not in PERMANENT:
            case.fault(line, f"permanent_no: {name} is no permanent member")
        elif code in seen:
            case.fault(line, f"permanent_no: {name} is listed twice")
        else:
            seen.add(code)
            case.permanent_noes.append(name)
            _check_holder(case, line, code, name)


@lru_cache(maxsize=4096)
def _listed(text: str) -> tuple[str, ...]:
    """Names separated by semicolons, or by commas where that leaves none unknown."""
    bare = re.sub(r"\([^)]*\)?", " ", text)
    names = tuple(" ".join(part.split()) for part in bare.split(";") if part.strip())
    if len(names) != 1 or "," not in bare:
        return names
    parts = tuple(" ".join(part.split()) for part in bare.split(",") if part.strip())
    try:
        return tuple(part for part in parts if code_of(part))
    except UnknownStateError:
        return names
