"""Kernels on the content of a text: weights of its issues, and statements made about it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def saliences_on(salience: Floats, speaks: NDArray[np.bool_], out: Floats) -> None:
    """Rescale saliences to sum to 1 over the issues that a text addresses; else keep them.

    Args:
        salience: ``(members, issues, worlds)``.
        speaks: ``(issues, worlds)`` whether the text addresses the issue.
        out: ``(members, issues, worlds)``.
    """
    members, issues, worlds = salience.shape
    for i in range(members):
        for b in range(worlds):
            out[i, 0, b] = salience[i, 0, b] if speaks[0, b] else 0.0
        for k in range(1, issues):
            for b in range(worlds):
                out[i, 0, b] += salience[i, k, b] if speaks[k, b] else 0.0
        for b in range(worlds):
            total = out[i, 0, b]
            out[i, 0, b] = total if total > 0.0 else 1.0
        for k in range(issues - 1, -1, -1):
            for b in range(worlds):
                out[i, k, b] = salience[i, k, b] / out[i, 0, b]


@kernel
def statement_left(
    said_of: Floats, draft: int, columns: Ints, text: Floats, quo: Floats, out: Floats
) -> None:
    """How far a statement about one version of a text applies to another, from 1 to 0.

    A statement is about the text as it was. Its pull shrinks with the distance the text has moved
    since, relative to that version's own change of the status quo, and returns if it moves back.

    Args:
        said_of: ``(members, drafts, issues, worlds)`` the version each member spoke about.
        draft: The draft it is.
        columns: ``(lanes,)`` the world of each lane.
        text: ``(issues, lanes)`` the current text.
        quo: ``(issues, worlds)`` the status quo.
        out: ``(members, lanes)``.
    """
    members, lanes = out.shape
    for i in range(members):
        for lane in range(lanes):
            b = columns[lane]
            whole = abs(said_of[i, draft, 0, b] - quo[0, b])
            moved = abs(text[0, lane] - said_of[i, draft, 0, b])
            for k in range(1, text.shape[0]):
                whole += abs(said_of[i, draft, k, b] - quo[k, b])
                moved += abs(text[k, lane] - said_of[i, draft, k, b])
            share = moved / whole if whole > 0.0 else 0.0
            out[i, lane] = 1.0 - share if share < 1.0 else 0.0
