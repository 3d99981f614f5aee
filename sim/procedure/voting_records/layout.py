"""Which column of a table holds what: our own layouts, and others recognised by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sim.domain.states import UnknownStateError
from sim.procedure.councils import PERMANENT
from sim.procedure.voting_records.columns import BY_NAME, COLUMNS, SEVERAL
from sim.procedure.voting_records.grid import Grid, TableError, column_key
from sim.procedure.voting_records.members import seat_of
from sim.procedure.voting_records.words import tally_in, vote_in

FEWEST_MEMBERS = 5
"""So many heads that name States make a table with a column for each member."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table has what: heads by column's name, and heads that name States by code."""

    form: str
    heads: Mapping[str, tuple[str, ...]]
    states: Mapping[str, str]

    def __contains__(self, name: str) -> bool:
        """Whether the table has the column ``name``."""
        return name in self.heads

    @property
    def matter(self) -> frozenset[str]:
        """Heads that a decision rests on; every row must reach them."""
        read = (heads for name, heads in self.heads.items() if name != "topic")
        return frozenset(head for heads in read for head in heads)


def layout_of(grid: Grid, chosen: Mapping[str, Sequence[str]]) -> Layout:
    """The layout of a table from its heads, and from the heads ``chosen`` by column's name.

    ``form`` is ``vote`` (a row for each vote), ``ballot`` (a row for each ballot), ``wide`` (a
    column for each member) or ``meeting`` (a row for each meeting, its ballots in one cell).

    Raises:
        TableError: when the heads make no table of ballots, a head that matters stands twice, or a
            choice names no column of ours or of the table.
    """
    heads = _found(grid.columns, _asked(grid.columns, chosen))
    if "yes" not in heads and heads.get("no") == ("no",):
        del heads["no"]  # Norway, in a table with a column for each member
    taken = {head for found in heads.values() for head in found}
    states = _states(head for head in grid.columns if head not in taken)
    shared = heads.get("vote") == heads.get("tally")
    if "vote" in heads and shared and _holds_tallies(grid, heads["vote"][0]):
        heads.pop("member", None)  # a list of ballots with a column on some country
    form = _form(grid.columns, heads, states)
    layout = Layout(form, _pruned(form, heads), states)
    doubled = sorted(head for head in layout.matter if grid.columns.count(head) > 1)
    if doubled:
        raise TableError(f"the column {doubled[0]} is in the header more than once")
    return layout


def _holds_tallies(grid: Grid, head: str) -> bool:
    lines = [row.cell.get(head, "") for row in grid.rows]
    return any(tally_in(text) for text in lines) and not any(vote_in(text) for text in lines)


def _asked(
    columns: tuple[str, ...], chosen: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    asked = {}
    for name, heads in chosen.items():
        key = column_key(name)
        if key not in BY_NAME:
            raise TableError(
                f"--map: there is no column '{name}' to fill; there are {', '.join(BY_NAME)}"
            )
        for head in heads:
            if column_key(head) not in columns:
                raise TableError(
                    f"--map: the table has no column '{head}'; it has {_short(', '.join(columns))}"
                )
        if len(heads) > 1 and key not in SEVERAL:
            raise TableError(f"--map: {name} is one column, not {' and '.join(heads)}")
        asked[key] = tuple(column_key(head) for head in heads)
    for name, other in (("ballot", "item"), ("item", "ballot")):
        if name in asked:
            asked.setdefault(other, asked[name])
    return asked


def _found(
    columns: tuple[str, ...], asked: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Heads by column's name; a name of a ballot may stand in several columns, as vetoers may."""
    given = {head for heads in asked.values() for head in heads}
    entries: dict[str, tuple[str, ...]] = {}
    for column in COLUMNS:
        if column.name in asked:
            entries[column.name] = asked[column.name]
            continue
        present = [head for head in column.heads if head in columns and head not in given]
        if column.name == "permanent_no":
            present = present[:1] or _numbered(columns, column.heads)
        elif column.name not in SEVERAL:
            present = present[:1]
        if present:
            entries[column.name] = tuple(dict.fromkeys(present))
    return entries


def _numbered(columns: tuple[str, ...], heads: tuple[str, ...]) -> list[str]:
    """Columns such as ``veto1``, ``veto_2``, ``member_veto3``."""
    stems = "|".join(heads)
    return [head for head in columns if re.fullmatch(rf"({stems})_?\d+", head)]


def _states(heads: Iterable[str]) -> dict[str, str]:
    entries = {}
    for head in heads:
        try:
            entries[head] = seat_of(head.replace("_", " "))
        except UnknownStateError:
            continue
    return entries


def _form(
    columns: tuple[str, ...], heads: Mapping[str, tuple[str, ...]], states: Mapping[str, str]
) -> str:
    named = ("ballot" in heads or "outcomes" in heads) and "date" in heads
    if named and "outcomes" in heads:
        return "meeting"
    if named and "member" in heads and "vote" in heads:
        return "vote"
    if named and ({"yes", "no", "abstain"} <= set(heads) or "tally" in heads):
        return "ballot"
    if named and len(states) >= FEWEST_MEMBERS and not set(states.values()) <= set(PERMANENT):
        return "wide"
    if named and "permanent_no" in heads:
        raise TableError(
            "the list names vetoes, but no column holds the numbers; add yes, no and abstain, or a "
            "column tally with 11-2-2"
        )
    raise TableError(
        f"the header has {_short(', '.join(columns)) or 'no column'}; needed are ballot, date, "
        "member, vote (a row for each vote) or item, date, yes, no, abstain (a row for each "
        "ballot); --map item=HEAD says which column holds what"
    )


def _pruned(form: str, heads: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Without what another form reads, and with ``vote`` as votes or as a tally, not as both."""
    unused = {
        "vote": {"item", "tally", "yes", "no", "abstain", "not_voting", "absent",
                 "not_participating", "permanent_no", "members"},
        "wide": {"item", "tally", "vote", "member", "permanent_no", "members"},
        "ballot": {"ballot", "vote", "member"},
        "meeting": {"ballot", "vote", "member", "tally"},
    }[form]  # fmt: skip
    kept = {name: found for name, found in heads.items() if name not in unused}
    if form == "ballot" and {"yes", "no", "abstain"} <= set(kept):
        kept.pop("tally", None)
    if form == "vote" and kept.get("outcome") == kept["vote"]:
        del kept["outcome"]
    return kept


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[:most]}..."
