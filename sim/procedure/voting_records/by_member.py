"""Read tables with one row per vote, or with one column per member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sim.domain.ballots import Vote
from sim.domain.spellings import name_without_notes
from sim.domain.states import UnknownStateError, name_of
from sim.procedure.councils import PERMANENT, size_on
from sim.procedure.voting_records.case import RecordedBallot
from sim.procedure.voting_records.days import Order
from sim.procedure.voting_records.grid import GridRow
from sim.procedure.voting_records.layout import Layout
from sim.procedure.voting_records.members import (
    check_government,
    had_seat,
    is_named,
    names_in,
    seat_of,
)
from sim.procedure.voting_records.provisions import apply_provision, is_pacific
from sim.procedure.voting_records.words import (
    DASHES,
    NO_WORDS,
    NOBODY_WORDS,
    YES_WORDS,
    is_unknown,
    number_in,
    tally_in,
    vote_in,
)

TOTALS = ("yes", "no", "abstain", "tally", "permanent_no")
"""Columns that sum up what the votes say."""
BLANK_IS_NOT_VOTING = (("ms_vote",), ("ms_votes",))
"""Columns of the UN Library's data, in which a blank means non-participating."""


def ballots_by_member(
    rows: Iterable[GridRow], layout: Layout, order: Order
) -> list[RecordedBallot]:
    """The ballots in ``rows``, whose cells use our column names, in the file's order."""
    blank = Vote.NOT_PARTICIPATING if layout.heads.get("vote") in BLANK_IS_NOT_VOTING else None
    cases: dict[str, RecordedBallot] = {}
    for row in rows:
        label = row.cell.get("ballot", "")
        key = label or f"\0line {row.line}"
        case = cases.get(key)
        if case is None:
            case = cases[key] = RecordedBallot("ballot", label, row.line, row.cell.get("date", ""))
            if not label:
                case.fault(row.line, "the ballot has no name")
            case.set_day(order, row.cell.get("year", ""))
        if row.fault:
            case.fault(row.line, row.fault)
        _same_ballot(case, row.line, row.cell)
        stated = {name: row.cell.get(name, "") for name in TOTALS if name in layout}
        _stated(case, row.line, stated)
        _add_vote(case, row.line, row.cell, blank)
        case.keep_fault(row.line, row.cell.get("undecided", ""))
    for case in cases.values():
        _finish(case)
    return list(cases.values())


def from_columns(
    rows: Iterable[GridRow], states: Mapping[str, str], heads: Mapping[str, str]
) -> Iterator[GridRow]:
    """Convert rows with a column per State to rows with one member and vote each.

    A blank cell means that the State had no vote; ``states`` maps columns to codes, and ``heads``
    to their headers as typed. A member is called as in the first header that names it.
    """
    called: dict[str, str] = {}
    for column, code in states.items():
        typed = heads.get(column, "").strip()
        called.setdefault(code, typed if is_named(typed) and seat_of(typed) == code else code)
    for row in rows:
        cast = [(code, row.cell.get(head, "")) for head, code in states.items()]
        entries = [(code, word) for code, word in cast if not is_unknown(word)]
        for code, word in entries:
            vote = {**row.cell, "member": called[code], "vote": word, "party": ""}
            yield GridRow(row.line, vote, (), row.fault)
        yield GridRow(row.line, {**row.cell, "member": "", "vote": ""}, (), row.fault)


def _same_ballot(case: RecordedBallot, line: int, cell: Mapping[str, str]) -> None:
    """Check that date, nature and chapter are the same in all rows of a ballot."""
    day, nature, chapter = (cell.get(name, "") for name in ("date", "nature", "chapter"))
    if day != case.date_text:
        case.fault_once(line, "another date", f"({day}) than the ballot's, {case.date_text}")
    if nature and not case.nature:
        case.set_nature(line, nature)
    elif nature and nature.casefold() != case.nature.casefold():
        case.fault_once(line, "another nature", f"('{nature}') than the ballot's, '{case.nature}'")
    if chapter and not case.chapter:
        case.chapter = chapter
    elif chapter and chapter.casefold() != case.chapter.casefold():
        case.fault_once(
            line, "another chapter", f"('{chapter}') than the ballot's, '{case.chapter}'"
        )
    case.topic = case.topic or cell.get("topic", "")
    case.set_atrocities(line, cell.get("atrocities", ""))
    case.record(cell.get("outcome", ""))


def _add_vote(case: RecordedBallot, line: int, cell: Mapping[str, str], blank: Vote | None) -> None:
    name, word = cell.get("member", ""), cell.get("vote", "")
    if is_unknown(name) and is_unknown(word):
        _note_parties(case, line, "", cell.get("party", ""))
        return
    try:
        code = seat_of(name)
    except UnknownStateError as error:
        case.fault(line, str(error))
        return
    _note_parties(case, line, code, cell.get("party", ""))
    vote = blank if blank is not None and is_unknown(word) else vote_in(word)
    if vote is None:
        case.fault(
            line, f"'{word}' is not a vote of {name}; a vote is {', '.join(v.word for v in Vote)}"
        )
        return
    if case.votes.get(code) is vote and name_without_notes(name) == case.spelled[code]:
        case.warnings.append(f"{name} is listed twice with the same vote; it is counted once")
        return
    if code in case.votes:
        case.fault(line, f"a second vote by {name_of(code, case.day)}")
        return
    if case.day is not None and not had_seat(code, case.day):
        case.fault(line, f"{name_of(code, case.day)} had no seat in {case.day.year}")
        return
    case.votes[code] = vote
    case.spell(code, name)
    check_government(case, line, code, name)


def _note_parties(case: RecordedBallot, line: int, code: str, text: str) -> None:
    """Add parties: the ``code`` of the row's member if the cell says yes, or those it names.

    ``code`` is empty in a row that is not about one member; then yes names nobody.
    """
    said = text.casefold()
    if said in NO_WORDS:
        if code and said and not is_unknown(said) and said not in DASHES:
            case.unbound.add(code)
        return
    if said in YES_WORDS:
        if not code:
            case.fault(line, f"party is '{text}' in a row without a member; name the parties")
            return
        named = [code]
    else:
        try:
            named = [seat_of(name) for name in names_in(text)]
        except UnknownStateError:
            case.fault(line, f"party is '{text}'; say yes or no, or name the parties")
            return
    case.bound.extend(party for party in named if party not in case.bound)


def warn_of_parties(case: RecordedBallot) -> bool:
    """Whether the proviso of Article 27(3) can apply; adds a warning if it cannot.

    A chapter that cannot be understood is a fault: whether a party had to abstain depends on it.
    """
    pacific = is_pacific(case.chapter)
    if pacific:
        return True
    if pacific is None:
        case.fault(
            case.line,
            f"chapter is '{case.chapter}', and whether the party had to abstain depends on it; "
            "write a chapter such as VI or VII, or its Articles",
        )
        return False
    case.warnings.append(
        "a party to a dispute must abstain only in decisions under Chapter VI and Article "
        "52(3); the votes are counted as cast"
    )
    return False


def _check_totals(case: RecordedBallot) -> None:
    """Compare the totals and vetoers that the rows state with the votes in them."""
    cast = [[*case.votes.values()].count(vote) for vote in (Vote.YES, Vote.NO, Vote.ABSTAIN)]
    for stated in dict.fromkeys(case.stated):
        if any(said is not None and said != own for said, own in zip(stated, cast, strict=True)):
            told = "-".join("?" if said is None else str(said) for said in stated)
            own = "-".join(map(str, cast))
            case.fault(case.line, f"the tally is {told}, but the votes are {own}")
    noes = {code for code, vote in case.votes.items() if vote is Vote.NO and code in PERMANENT}
    for text in dict.fromkeys(case.said_vetoers):
        nobody = text.casefold() in NOBODY_WORDS
        names = () if nobody else names_in(text)
        codes = {seat_of(name) for name in names if is_named(name)}
        if (nobody and noes) or codes - noes:
            own = ", ".join(case.spelled[code] for code in case.votes if code in noes) or "none"
            case.fault(case.line, f"permanent_no is '{text}', but the votes say {own}")


def _stated(case: RecordedBallot, line: int, cell: Mapping[str, str]) -> None:
    """Keep the totals and the vetoers that a row states beside the votes."""
    said = tally_in(cell.get("tally", ""))[:3]
    numbers: list[int | None] = []
    for name in ("yes", "no", "abstain"):
        try:
            numbers.append(number_in(cell.get(name, "")))
        except ValueError as error:
            case.fault_once(line, f"{name} is", str(error))
            numbers.append(None)
    for three in (said, tuple(numbers)):
        if three and any(number is not None for number in three):
            case.stated.append(three)
    vetoers = cell.get("permanent_no", "")
    if not is_unknown(vetoers) and vetoers.casefold() not in YES_WORDS:
        case.said_vetoers.append(vetoers)


def _finish(case: RecordedBallot) -> None:
    apply_provision(case)
    if case.without_vote and any(vote in (Vote.YES, Vote.NO) for vote in case.votes.values()):
        case.without_vote = False
        case.warnings.append("the file records an adoption without a vote, but votes were cast")
    if not case.votes and not case.errors:
        case.settle_without_vote()
    case.bound = [party for party in case.bound if party in case.votes]
    for code in case.unbound.intersection(case.bound):
        case.fault(case.line, f"{case.spelled[code]} is a party in one row and none in another")
    if case.bound and not warn_of_parties(case):
        case.bound.clear()
    if case.day is None or case.errors or case.without_vote or not case.votes:
        return
    _check_totals(case)
    _check_seats(case)


def _check_seats(case: RecordedBallot) -> None:
    assert case.day is not None
    size = size_on(case.day)
    elected = sum(code not in PERMANENT for code in case.votes)
    if len(case.votes) > size.seats:
        case.fault(
            case.line, f"{len(case.votes)} members voted; the Council had {size.seats} seats"
        )
    elif elected > size.elected:
        case.fault(
            case.line,
            f"{elected} members that are not permanent voted; {size.elected} are elected",
        )
    elif len(case.votes) < size.seats:
        case.warnings.append(
            f"{len(case.votes)} of {size.seats} votes are in the file; the other members are "
            "counted as not participating"
        )
