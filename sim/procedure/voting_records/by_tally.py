"""Read tables with one row per ballot: the counts, and the permanent members that voted no."""

from __future__ import annotations

from collections.abc import Mapping

from sim.domain.spellings import name_without_notes
from sim.domain.states import UnknownStateError
from sim.domain.words import listed, plural
from sim.procedure.councils import PERMANENT, size_on
from sim.procedure.voting_records.by_member import warn_of_parties
from sim.procedure.voting_records.case import RecordedBallot
from sim.procedure.voting_records.days import Order
from sim.procedure.voting_records.grid import GridRow
from sim.procedure.voting_records.members import (
    check_government,
    had_seat,
    names_in,
    seat_of,
)
from sim.procedure.voting_records.provisions import apply_provision
from sim.procedure.voting_records.words import (
    DASHES,
    NO_WORDS,
    NOBODY_WORDS,
    YES_WORDS,
    is_unknown,
    number_in,
    says_unanimous,
    tally_in,
)

NUMBERS = ("yes", "no", "abstain")
APART = ("not_voting", "absent", "not_participating")


def by_tally(row: GridRow, order: Order, *, blind: bool = False) -> RecordedBallot:
    """The ballot of one row; ``blind`` if no column names the permanent members that voted no."""
    case = _read(row, order, blind=blind)
    case.keep_fault(row.line, row.cell.get("undecided", ""))
    return case


def _read(row: GridRow, order: Order, *, blind: bool) -> RecordedBallot:
    line, cell = row.line, row.cell
    case = RecordedBallot("item", cell.get("item", ""), line, cell.get("date", ""), blind=blind)
    case.cells = cell
    if row.fault:
        case.fault(line, row.fault)
    case.set_day(order, cell.get("year", ""))
    case.set_nature(line, cell.get("nature", ""))
    case.chapter = cell.get("chapter", "")
    case.topic = cell.get("topic", "")
    case.set_atrocities(line, cell.get("atrocities", ""))
    case.record(cell.get("outcome", ""))
    case.without_vote = False
    apply_provision(case)
    if not case.label:
        case.fault(line, "the item has no name")
    if case.day is None:
        return case
    numbers = _numbers(case, cell)
    if numbers is None or not _counted(case, *numbers):
        return case
    _permanent_noes(case, line, cell.get("permanent_no", ""))
    _parties(case, line, cell.get("party", ""))
    _noes_add_up(case, line)
    return case


def _numbers(
    case: RecordedBallot, cell: Mapping[str, str]
) -> tuple[tuple[int, ...], int | None] | None:
    """Yes, no and abstain, and the number not voting; None if the counts are not usable."""
    assert case.day is not None
    seats = size_on(case.day).seats
    counts, apart = _split(case, cell, seats)
    members = _number(case, cell, "members")
    if members is not None and members != seats:
        case.fault(
            case.line, f"members is {members}, but the Council had {seats} seats on {case.day}"
        )
    if case.errors:
        return None
    if all(number is None for number in counts):
        if apart or not is_unknown(cell.get("permanent_no", "")):
            case.fault(case.line, "the tally is blank, but not_voting or permanent_no is not")
        else:
            case.settle_without_vote()
        return None
    rows = tuple(number for number in counts if number is not None)
    if len(rows) < len(NUMBERS):
        case.fault(case.line, "the tally is incomplete: yes, no and abstain are all needed")
        return None
    return rows, apart


def _split(
    case: RecordedBallot, cell: Mapping[str, str], seats: int
) -> tuple[tuple[int | None, ...], int | None]:
    """The numbers from separate columns, or from a cell such as ``11-2-2``."""
    said = cell.get("tally", "")
    dashes = all(cell.get(name, "") in DASHES for name in NUMBERS)
    numbers = (None,) * 3 if dashes else tuple(_number(case, cell, name) for name in NUMBERS)
    parts = tally_in(said)
    if any(number is not None for number in numbers):
        others = [
            f"{name} is {number}"
            for name, number, part in zip(NUMBERS, numbers, parts, strict=False)
            if number is not None and number != part
        ]
        if others:
            case.fault(case.line, f"the tally is {said}, but {listed(others)}")
    elif not parts and says_unanimous(said if not is_unknown(said) else cell.get("outcome", "")):
        case.warnings.append("unanimous is read as the votes of all members")
        parts = (seats, 0, 0)
    elif not parts and not is_unknown(said) and case.recorded is None:
        case.fault(case.line, f"'{said}' is not a tally; write it as 11-2-2")
    if parts:
        return parts[:3], parts[3] if len(parts) > 3 else _apart(case, cell)
    return numbers, _apart(case, cell)


def _apart(case: RecordedBallot, cell: Mapping[str, str]) -> int | None:
    """The number not voting, from one or several columns; None if it is not known.

    A column ``absent`` alone leaves open how many were present and did not take part.
    """
    items = [(name, _number(case, cell, name)) for name in APART]
    case.absent = next((number or 0 for name, number in items if name == "absent"), 0)
    whole, *parts = (number for _, number in items)
    counts = [number for number in parts if number is not None]
    if whole is None:
        return None if parts[1] is None else sum(counts)
    if len(counts) < len(parts):
        return whole + sum(counts)
    if whole != sum(counts):
        case.fault(
            case.line, f"not_voting is {whole}, but absent and not_participating {sum(counts)}"
        )
    return whole


def _number(case: RecordedBallot, cell: Mapping[str, str], column: str) -> int | None:
    try:
        return number_in(cell.get(column, ""))
    except ValueError as error:
        case.fault(case.line, f"{column} is {error}")
        return None


def _counted(case: RecordedBallot, rows: tuple[int, ...], apart: int | None) -> bool:
    assert case.day is not None
    seats = size_on(case.day).seats
    yes, no, abstain = rows
    total = yes + no + abstain + (case.absent if apart is None else apart)
    if total > seats or (apart is not None and total < seats):
        hint = "" if total > seats else "; leave not_voting blank if the others did not participate"
        case.fault(
            case.line,
            f"{total} members are counted; the Council had {seats} seats on {case.day}{hint}",
        )
        return False
    case.counts = (yes, no, abstain, seats - yes - no - abstain)
    return True


def _permanent_noes(case: RecordedBallot, line: int, text: str) -> None:
    assert case.counts is not None
    word = text.casefold().strip("() ")
    unsaid = is_unknown(word) or word in YES_WORDS
    if word in YES_WORDS:
        case.record("vetoed")
    if unsaid or word in NOBODY_WORDS:
        case.unknown_noes = case.counts[1] if unsaid else 0
        return
    for name in names_in(text):
        if name.casefold() in NOBODY_WORDS:
            case.fault(line, f"permanent_no: '{name}' contradicts the members that are named")
            continue
        try:
            code = seat_of(name)
        except UnknownStateError as error:
            case.fault(line, f"permanent_no: {error}")
            continue
        if code not in PERMANENT:
            case.fault(line, f"permanent_no: {name_without_notes(name)} is not a permanent member")
        elif code in case.permanent_noes:
            case.fault(line, f"permanent_no: {name_without_notes(name)} is listed twice")
        else:
            case.permanent_noes.append(code)
            case.spell(code, name)
            check_government(case, line, code, name)


def _parties(case: RecordedBallot, line: int, text: str) -> None:
    """Parties to the dispute that had a seat; the vote of one in ``permanent_no`` is known."""
    if text.casefold() in NO_WORDS:
        return
    try:
        parties = {seat_of(name): name for name in names_in(text)}
    except UnknownStateError as error:
        case.fault(line, f"party: {error}; name the parties to the dispute")
        return
    assert case.day is not None
    parties = {code: name for code, name in parties.items() if had_seat(code, case.day)}
    if not parties or not warn_of_parties(case):
        return
    case.bound = [code for code in parties if code in case.permanent_noes]
    for code, name in parties.items():
        if code in case.bound:
            continue
        if _can_only_be_in_favour(case, code):
            case.bound_in_favour.append(code)
            case.spell(code, name)
        else:
            case.unknown_parties.append(name)


def _can_only_be_in_favour(case: RecordedBallot, code: str) -> bool:
    """Whether the numbers leave a party that is not named among the noes no other vote."""
    assert case.counts is not None
    _, no, abstain, rest = case.counts
    elected_noes = no - len(case.permanent_noes) - case.unknown_noes
    may_be_no = case.unknown_noes > 0 or (code not in PERMANENT and elected_noes > 0)
    return not abstain and not rest and not may_be_no


def _noes_add_up(case: RecordedBallot, line: int) -> None:
    assert case.day is not None
    assert case.counts is not None
    noes, permanent, elected = case.counts[1], len(case.permanent_noes), size_on(case.day).elected
    if permanent > noes:
        case.fault(line, f"{plural(permanent, 'permanent member')} voted no, but no is {noes}")
    elif not case.unknown_noes and noes - permanent > elected and not case.errors:
        case.fault(
            line, f"no is {noes}, of them {permanent} permanent; but {elected} members were elected"
        )
