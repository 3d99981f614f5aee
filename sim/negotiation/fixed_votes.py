"""Votes that a member does not choose: fixed by law, by a pin, or by a group's stated line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.negotiation.setting import NONE, Setting
from sim.scenario.interventions import VoteWord, fixed_vote

Codes = NDArray[np.int8]


def fixed_votes(setting: Setting) -> Codes:
    """``(members, drafts)`` the code of a fixed vote, ``NONE`` where the member chooses.

    Article 27(3) requires abstention; the scenario pins a vote; the group that a member follows has
    stated its line on the draft. The law has precedence over a pin, and a pin over a group.
    """
    out = np.full((len(setting.members), len(setting.drafts)), NONE, dtype=np.int8)
    for code, name in setting.scenario.follow.items():
        group = setting.scenario.groups.get(name)
        if group is not None:
            _fix(setting, out, code, group.line)
    for code, votes in setting.scenario.pins.items():
        _fix(setting, out, code, votes)
    out[setting.bound != 0.0] = Vote.ABSTAIN
    return out


def _fix(setting: Setting, out: Codes, code: str, votes: dict[str, VoteWord]) -> None:
    for d, symbol in enumerate(setting.drafts):
        word = fixed_vote(votes, symbol)
        if word is not None:
            out[setting.member_of[code], d] = Vote.from_word(word)


def fixed_on(setting: Setting, draft: int) -> Codes | None:
    """``(members, 1)`` the fixed votes on one draft; None where every member chooses."""
    fixed = setting.cached("fixed votes", fixed_votes)[:, draft, None]
    return fixed if (fixed != NONE).any() else None
