"""Kernel of the parts of a stance other than policy: whose text it is and what was said of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.preferences.texts import statement_left
from sim.preferences.worth import (
    CHANGE,
    CLOSENESS,
    CONTEST,
    OBJECTION,
    OMEGA,
    OWN,
    PRESUMPTION,
    RIVALRY,
    SPOKEN,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PLAIN = 0.3
"""Pull of a statement that says plainly that its speaker will vote against a text."""


@kernel
def stance_parts(
    draft: int,
    columns: Ints,
    c: Floats,
    text: Floats,
    quo: Floats,
    sponsored: Floats,
    rivals: Floats,
    closeness: Floats,
    contest: Floats,
    consultation: Floats,
    pull: Floats,
    left: Floats,
    said_of: Floats,
    secret: bool,
    common: Floats,
    own: Floats,
    total: Floats,
) -> None:
    """The parts of each member's stance on texts put in place of ``draft``, other than policy.

    A member openly objects if it has spoken against the current text, or if it sponsors a rival
    text and not this one, whether the rival is on the table or was voted down.

    Args:
        draft: The draft it is.
        columns: ``(lanes,)`` the world of each lane.
        c: ``(coefficients, worlds)``, rows as in :mod:`sim.preferences.worth`.
        text: ``(issues, lanes)``; quo: ``(issues, worlds)`` the status quo.
        sponsored: ``(members, drafts, worlds)`` 1 where the member sponsors the draft.
        rivals: ``(members, worlds)`` 1 where it sponsors a rival.
        closeness: ``(members, drafts, worlds)`` to the penholders.
        contest: ``(drafts, worlds)`` how contested the text is beyond its coded features.
        consultation: ``(worlds,)`` how far the text was negotiated with the members.
        pull: ``(members, drafts, worlds)`` of statements in force.
        left: ``(worlds,)`` the share of that pull that remains.
        said_of: ``(members, drafts, issues, worlds)`` the version each member spoke about.
        secret: Whether no member sees another's vote: no statement and no open objection.
        common: out, ``(3, lanes)`` presumption, contest, consultation: the same for all members.
        own: out, ``(5, members, lanes)`` closeness, sponsorship, rivalry, statement, and how much a
            change of one whole scale lowers the stance.
        total: out, ``(members, lanes)`` the sum of the parts.
    """
    members, lanes = total.shape
    statement_left(said_of, draft, columns, text, quo, total)  # kept there until it is the sum
    for lane in range(lanes):
        b = columns[lane]
        size = abs(text[0, lane] - quo[0, b])
        for k in range(1, text.shape[0]):
            size += abs(text[k, lane] - quo[k, b])
        objecting = 0.0
        for i in range(members):
            mine = sponsored[i, draft, b]
            said = 0.0 if secret else pull[i, draft, b] * total[i, lane] * left[b]
            rival = 0.0 if secret else c[RIVALRY, b] * rivals[i, b] * (1.0 - mine)
            objecting += min(max(rival, (0.0 - said) / PLAIN), 1.0)
            near = closeness[i, draft, b]
            own[0, i, lane] = (c[CLOSENESS, b] + c[CHANGE, b] * size) * near
            own[1, i, lane] = c[OWN, b] * mine
            own[2, i, lane] = 0.0 - c[PRESUMPTION, b] * rival
            own[3, i, lane] = c[SPOKEN, b] * said
            own[4, i, lane] = 0.0 - c[CHANGE, b] * near
        common[0, lane] = c[PRESUMPTION, b] - c[OBJECTION, b] * (objecting / members)
        common[1, lane] = c[CONTEST, b] * contest[draft, b]
        common[2, lane] = 0.0 - c[OMEGA, b] * (1.0 - consultation[b])
        shared = common[0, lane] + common[1, lane] + common[2, lane]
        for i in range(members):
            parts = own[0, i, lane] + own[1, i, lane] + own[2, i, lane] + own[3, i, lane]
            total[i, lane] = parts + shared
