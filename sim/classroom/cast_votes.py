"""Votes among the acts of a meeting: those of members, and those that the teacher allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.procedure.meeting.acts import OVERRIDE


def done_by(act: Mapping[str, Any]) -> Mapping[str, Any]:
    """What ``act`` does: itself, or the act that it does by override."""
    inside = act.get("do")
    if act.get("act") == OVERRIDE and isinstance(inside, Mapping):
        return done_by(inside)
    return act


def casts_vote(act: Mapping[str, Any]) -> bool:
    """Whether ``act`` is a vote, or an override by which one is cast."""
    return done_by(act).get("act") == "vote"


def vote_withheld(act: Mapping[str, Any], word: str) -> dict[str, Any]:
    """``act``, which casts a vote, with ``word`` in place of the vote."""
    if act.get("act") == OVERRIDE:
        return {**act, "do": vote_withheld(act["do"], word)}
    return {**act, "vote": word}
