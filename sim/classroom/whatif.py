"""Results of changed texts over an ensemble, for the sliders of the debrief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.classroom.acts import bad_change
from sim.classroom.floor import with_change
from sim.classroom.messages import ClauseChange
from sim.classroom.room import Room
from sim.lessons.clauses import clause
from sim.lessons.members import OtherMembers


def what_if_shares(
    room: Room, members: OtherMembers, changes: Sequence[ClauseChange]
) -> dict[str, Any]:
    """Shares of each outcome for the texts as put to the vote, and with ``changes``."""
    texts = room.floor.texts
    rows = []
    for change in changes:
        if bad_change(room, change):
            continue
        texts = with_change(texts, change)
        rows.append(
            {
                "draft": change.draft,
                "title": room.scenario.issues[change.issue].title,
                "wording": clause(room.scenario, change.issue, change.value).wording,
            }
        )
    base, changed = members.worlds(room.floor.texts), members.worlds(texts)
    return {
        "base": {draft: dict(shares.outcomes) for draft, shares in base.items()},
        "changed": {draft: dict(shares.outcomes) for draft, shares in changed.items()},
        "told": rows,
    }
