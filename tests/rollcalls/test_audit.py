"""A direction that was written the wrong way round is found; a mixed list is left in peace."""

from __future__ import annotations

import numpy as np

from sim.rollcalls.audit import doubtful_calls
from sim.rollcalls.layouts import ABSTAIN, AGAINST, FOR, VotesByCall
from sim.rollcalls.records import RollCall, month_of

STATES = [a + b + "X" for a in "ABCDEFGHIJ" for b in "ABCDE"]
NOW = month_of("2010-01")


def _votes(wrong: int | None) -> tuple[list[RollCall], VotesByCall]:
    votes, calls = VotesByCall(), []
    luck = np.random.default_rng(0)
    for n in range(6):
        call = RollCall(f"A/RES/60/{n}", NOW + n, -1 if n == wrong else 1, ("naming",))
        calls.append(call)
        for i, state in enumerate(STATES):
            likely = (AGAINST, ABSTAIN, FOR)[min(2, 3 * i // len(STATES))]
            votes.add(call.key, state, likely if luck.random() < 0.8 else ABSTAIN)
    return calls, votes


def test_the_turned_direction_is_named_and_no_other() -> None:
    calls, votes = _votes(wrong=3)
    found = doubtful_calls(calls, votes)
    assert [doubt.call.symbol for doubt in found] == ["A/RES/60/3"]
    assert found[0].correlation < -0.7


def test_a_sound_list_raises_no_doubt() -> None:
    assert doubtful_calls(*_votes(wrong=None)) == []


def test_few_states_and_few_neighbours_raise_none() -> None:
    calls, votes = _votes(wrong=1)
    assert doubtful_calls(calls[:2], votes) == []
    few = VotesByCall()
    for call in calls:
        for state in STATES[:10]:
            few.add(call.key, state, votes.by_call[call.key][state])
    assert doubtful_calls(calls, few) == []
