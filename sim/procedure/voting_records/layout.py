"""Recognise the layout of a table from its column headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sim.domain.states import UnknownStateError
from sim.procedure.councils import PERMANENT
from sim.procedure.voting_records.agreement import CODES, MEANINGS
from sim.procedure.voting_records.columns import BY_NAME, COLUMNS, REPEATED, SEVERAL
from sim.procedure.voting_records.grid import Grid, TableError, column_key
from sim.procedure.voting_records.members import seat_of
from sim.procedure.voting_records.words import tally_in, vote_in

SMALLEST_COUNCIL = 11
"""Minimum number of headers that name States where the table has the totals, too."""
FEWEST_MEMBERS = 5
"""Minimum number of headers that name States in a table with one column per member."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a table: headers by column name, and headers that name States by code.

    ``beside`` has further headers of a column, which must agree with it.
    """

    form: str
    heads: Mapping[str, tuple[str, ...]]
    states: Mapping[str, str]
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        """Whether the table has the column ``name``."""
        return name in self.heads

    @property
    def matter(self) -> frozenset[str]:
        """Headers needed for a decision; every row must have them."""
        read = (heads for name, heads in self.heads.items() if name != "topic")
        return frozenset(head for heads in read for head in heads)


def layout_of(grid: Grid, chosen: Mapping[str, Sequence[str]]) -> Layout:
    """The layout of a table from its headers and from the headers ``chosen`` by column name.

    ``form`` is ``vote`` (one row per vote), ``ballot`` (one row per ballot), ``wide`` (one column
    per member) or ``meeting`` (one row per meeting, with its ballots in one cell).

    Raises:
        TableError: if the headers are not those of a table of ballots, a required header occurs
            twice, or a choice names an unknown column.
    """
    selected = _chosen_heads(grid.columns, chosen)
    heads = _recognised_heads(grid.columns, selected)
    if "yes" not in heads and heads.get("no") == ("no",):
        del heads["no"]  # Norway, in a table with a column for each member
    taken = {head for columns_heads in heads.values() for head in columns_heads}
    states = _states(head for head in grid.columns if head not in taken)
    shared = heads.get("vote") == heads.get("tally")
    if "vote" in heads and shared and _holds_tallies(grid, heads["vote"][0]):
        heads.pop("member", None)  # a list of ballots with a column on some country
    form = _form(grid.columns, heads, states)
    taken_by_choice = {head for columns_heads in selected.values() for head in columns_heads}
    free = tuple(head for head in grid.columns if head not in taken_by_choice)
    used = _pruned(form, heads, free)
    beside = _beside(free, {name: used[name] for name in used if name not in selected})
    layout = Layout(form, used, states, beside)
    matter = layout.matter | (set(states) if form == "wide" else set())
    doubled = sorted(head for head in matter if grid.columns.count(head) > 1)
    if doubled:
        raise TableError(f"the column {doubled[0]} is in the header more than once")
    return layout


def _holds_tallies(grid: Grid, head: str) -> bool:
    lines = [row.cell.get(head, "") for row in grid.rows]
    return any(tally_in(text) for text in lines) and not any(vote_in(text) for text in lines)


def _chosen_heads(
    columns: tuple[str, ...], chosen: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    heads_by_column = {}
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
        heads_by_column[key] = tuple(column_key(head) for head in heads)
    for name, other in (("ballot", "item"), ("item", "ballot")):
        if name in heads_by_column:
            heads_by_column.setdefault(other, heads_by_column[name])
    return heads_by_column


def _recognised_heads(
    columns: tuple[str, ...], chosen: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Headers by column name; ballot names and vetoing members may use several columns."""
    taken = {head for heads in chosen.values() for head in heads}
    entries: dict[str, tuple[str, ...]] = {}
    for column in COLUMNS:
        if column.name in chosen:
            entries[column.name] = chosen[column.name]
            continue
        present = [head for head in column.heads if head in columns and head not in taken]
        if column.name == "permanent_no":
            present += _numbered(columns, column.heads)
        elif column.name in REPEATED:  # a column n may number the rows
            present = [head for head in present if len(head) > 1] or present
        elif column.name not in SEVERAL:
            present = present[:1]
        if present:
            entries[column.name] = tuple(dict.fromkeys(present))
    return entries


def _beside(free: Sequence[str], used: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Further headers of the columns ``used`` that can be compared, among the ``free`` ones."""
    votes = used.get("vote", ())
    entries = {}
    for name in [name for name in MEANINGS if name in used]:
        others = [head for head in BY_NAME[name].heads if head in free and head not in used[name]]
        if name == "member":
            others = [head for head in others if head in CODES]
        elif name != "vote":
            others = [head for head in others if head not in votes]
        if others:
            entries[name] = tuple(others)
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
    wide = not set(states.values()) <= set(PERMANENT)
    if named and "outcomes" in heads:
        return "meeting"
    if named and "member" in heads and "vote" in heads:
        return "vote"
    totals = {"yes", "no", "abstain"} <= set(heads) or "tally" in heads
    if named and wide and len(states) >= (SMALLEST_COUNCIL if totals else FEWEST_MEMBERS):
        return "wide"
    if named and totals:
        return "ballot"
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


def _pruned(
    form: str, heads: Mapping[str, tuple[str, ...]], free: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Remove columns of other forms, and use ``vote`` either as votes or as a tally.

    Where it holds votes, another of the ``free`` headers may hold the tally.
    """
    unused = {
        "vote": {"item", "not_voting", "absent", "not_participating", "members"},
        "wide": {"item", "vote", "member", "not_voting", "absent", "not_participating", "members"},
        "ballot": {"ballot", "vote", "member"},
        "meeting": {"ballot", "vote", "member", "tally"},
    }[form]  # fmt: skip
    used = {name: headers for name, headers in heads.items() if name not in unused}
    for name in ("outcome", "tally"):
        if form == "vote" and used.get(name) == used["vote"]:
            rest = [h for h in BY_NAME[name].heads if h in free and h not in used["vote"]]
            used[name] = tuple(rest[:1])
            if not rest:
                del used[name]
    return used


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[:most]}..."
