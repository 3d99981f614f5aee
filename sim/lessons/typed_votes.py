"""Read the votes of a class without devices, typed from the tally sheet into a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.domain.ballots import Vote
from sim.domain.cells import defused
from sim.domain.errors import CouncilError
from sim.domain.files import read_ordinary
from sim.domain.folding import listed_name
from sim.domain.texts import Text, say
from sim.lessons.places import member_name, seated_members
from sim.procedure.voting_records.files import decoded
from sim.procedure.voting_records.grid import GridRow, column_key, read_grid
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import text_law

MOST_BYTES = 1_000_000
MEMBER = "member"

WORDS = {
    **dict.fromkeys(("yes", "y", "for", "in favour"), Vote.YES),
    **dict.fromkeys(("no", "n", "against"), Vote.NO),
    **dict.fromkeys(("abstain", "abstains", "abstention", "a"), Vote.ABSTAIN),
    **dict.fromkeys(("absent", "not there", "-"), Vote.ABSENT),
}
"""Words -> vote."""


class TypedVotesError(CouncilError, ValueError):
    """A table of typed votes that cannot be used."""


def blank_votes(scenario: Scenario) -> str:
    """An empty table for votes: one row per member, one column per draft."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    put = [symbol for symbol, draft in scenario.drafts.items() if draft.vote is not None]
    writer.writerow([MEMBER, "name", *map(defused, put)])
    for code in seated_members(scenario):
        writer.writerow([code, defused(member_name(scenario, code)), *("" for _ in put)])
    return text.getvalue()


def read_typed_votes(path: Path, scenario: Scenario) -> dict[str, dict[str, str]]:
    """Draft -> member -> vote in words; drafts without any vote are left out.

    Raises:
        TypedVotesError: with every error by line, and the remedy.
    """
    if scenario.council.secret_ballot:
        raise TypedVotesError(
            "the votes of a secret ballot are not read by member",
            where=str(path),
            why="nobody is to know who voted what",
            remedy="compare the totals on the tally sheet with the sheet on the engine",
        )
    try:
        text, _ = decoded(read_ordinary(path, MOST_BYTES))
    except (OSError, ValueError) as error:
        raise TypedVotesError(
            "the votes cannot be read",
            where=str(path),
            why=getattr(error, "strerror", None) or str(error),
            remedy="type them into votes.csv of the lesson pack, save it as CSV, name that file",
        ) from error
    grid = read_grid(text)
    columns = {symbol: column_key(symbol) for symbol in scenario.drafts}
    heads = {symbol: head for symbol, head in columns.items() if head in grid.columns}
    if MEMBER not in grid.columns or not heads:
        raise TypedVotesError(
            "this is not a table of votes on the texts of the case",
            where=f"{path}, line 1",
            why=f"it needs a column '{MEMBER}' and one of {', '.join(scenario.drafts)}",
            remedy="use votes.csv of this case's lesson pack",
        )
    _check_told_apart(grid.columns, heads, path)
    faults = _strange_columns(grid.columns, scenario, columns)
    votes: dict[str, dict[str, str]] = {symbol: {} for symbol in heads}
    for row in grid.rows:
        code = listed_name(row.cell.get(MEMBER, "").strip(), scenario.members)
        if row.fault or code not in scenario.members:
            faults.append(f"line {row.line}: {row.fault or f'{code!r} is not a member'}")
            continue
        for symbol, head in heads.items():
            word = _vote(row, head, symbol, faults)
            if word and code in votes[symbol]:
                faults.append(f"line {row.line}: {code} is listed twice")
            elif word:
                votes[symbol][code] = word
    for symbol, mine in votes.items():
        lacking = [code for code in scenario.members if code not in mine]
        if mine and lacking and not faults:
            faults.append(f"{symbol}: no vote of {', '.join(lacking)}")
    faults = list(dict.fromkeys(faults))
    if faults:
        raise TypedVotesError(
            "the votes cannot be used",
            where=str(path),
            why="; ".join(faults[:8]) + ("; ..." if len(faults) > 8 else ""),
            remedy="write yes, no, abstain or absent for every member, or leave a text's column "
            "empty where it was not put",
        )
    return {symbol: mine for symbol, mine in votes.items() if mine}


def _check_told_apart(columns: Sequence[str], heads: Mapping[str, str], path: Path) -> None:
    """Refuse two columns of one name, and two texts that are looked for in one column."""
    alike = [symbol for symbol in heads if list(heads.values()).count(heads[symbol]) > 1]
    twice = [symbol for symbol, head in heads.items() if columns.count(head) > 1]
    if alike or twice:
        raise TypedVotesError(
            "two columns of votes cannot be told apart",
            where=str(path),
            why=f"{', '.join(alike or twice)}: capital letters, punctuation and what stands in "
            "brackets do not count",
            remedy="give the texts of the scenario symbols that differ in a letter or digit"
            if alike
            else "leave one column for each text",
        )


def _strange_columns(
    heads: Sequence[str], scenario: Scenario, columns: Mapping[str, str]
) -> list[str]:
    """Faults of headings: of a second column of members, and those that name no draft of the case.

    Columns ``member``, ``name`` and without a heading are no votes.
    """
    other = [head for head in dict.fromkeys(heads) if head not in (MEMBER, "name", "")]
    unknown = [head for head in other if head not in columns.values()]
    return [
        *(["line 1: the column member occurs twice"] if heads.count(MEMBER) > 1 else []),
        *(
            f"line 1: the column '{head}' is none of {', '.join(scenario.drafts)}"
            for head in unknown
        ),
    ]


def _vote(row: GridRow, head: str, symbol: str, faults: list[str]) -> str:
    text = row.cell.get(head, "").strip()
    if not text:
        return ""
    vote = WORDS.get(text.casefold())
    if vote is None:
        faults.append(f"line {row.line}, {symbol}: '{text}' is not a vote")
        return ""
    return vote.word


Votes = Mapping[str, Mapping[str, str]]
"""Draft -> member -> vote in words."""


def counted_otherwise(votes: Votes, scenario: Scenario) -> list[Text]:
    """Votes of parties that have to abstain, which count as abstentions whatever was typed."""
    return [
        say(
            "{member:The} is a party to the dispute: its vote on {symbol} counts as an abstention "
            "(Article 27(3)).",
            member=member_name(scenario, code),
            symbol=symbol,
        )
        for symbol, mine in votes.items()
        for code in text_law(scenario, symbol).bound
        if mine.get(code) in ("yes", "no")
    ]
