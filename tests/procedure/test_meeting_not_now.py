"""What is not in order now, and why: the ground that each of the rarer acts is told."""

from __future__ import annotations

from typing import Any

import pytest

from sim.procedure.meeting import ACTS, Act, Meeting, possible_acts
from sim.procedure.meeting.play import first_refusal
from tests.procedure.meetings import acts, called, sitting

TABLE_A = ("table", "FRA", {"symbol": "A"})
MOVED: tuple[Any, ...] = ("move", "FRA", {"what": "refer", "detail": "a committee"})


def amended() -> Meeting:
    """A text of France with an amendment of China's."""
    return acts(sitting(), TABLE_A, ("amend", "CHN", {"proposal": "A", "symbol": "A1"}))


def unrequested() -> Meeting:
    """A text of Syria, which takes part under rule 37."""
    invited = acts(sitting(), ("invite", "RUS", {"who": "SYR"}), "no_objection")
    return acts(invited, ("table", "SYR", {"symbol": "S"}))


STATES = {
    "called": called(),
    "empty": sitting(),
    "text": acts(sitting(), TABLE_A),
    "amended": amended(),
    "voting": acts(sitting(), TABLE_A, "put"),
    "motion": acts(sitting(), MOVED),
    "asked": acts(sitting(), ("invite", "RUS", {"who": "SYR"})),
    "objected": acts(sitting(), ("invite", "RUS", {"who": "SYR"}), ("object", "USA")),
    "invited": unrequested(),
    "spoken": acts(sitting(), ("ask_floor", "EGY"), ("speak", "EGY")),
    "challenged": acts(sitting(), ("object_credentials", "USA", {"of": "VEN"})),
    "applied": acts(sitting(), ("receive_application", "RUS", {"state": "Palestine"})),
    "joined": acts(sitting(), TABLE_A, ("cosponsor", "EGY", {"proposal": "A"})),
    "withdrawn": acts(
        sitting(),
        TABLE_A,
        ("second", "EGY", {"proposal": "A"}),
        ("withdraw", "FRA", {"proposal": "A"}),
    ),
}  # fmt: skip

GROUNDS: list[tuple[str, str, str, str]] = [
    # state, actor, act, rule of the refusal (empty: in order)
    ("called", "EGY", "cosponsor", "rule 9"),
    ("empty", "EGY", "cosponsor", "rule 32"),
    ("text", "EGY", "cosponsor", ""),
    ("voting", "EGY", "cosponsor", "practice"),
    ("text", "EGY", "withdraw_sponsorship", "practice"),
    ("joined", "EGY", "withdraw_sponsorship", ""),
    ("text", "EGY", "keep", "rule 35"),
    ("withdrawn", "EGY", "keep", ""),
    ("text", "FRA", "accept_amendment", "rule 36"),
    ("amended", "FRA", "accept_amendment", ""),
    ("amended", "CHN", "accept_amendment", "rule 36"),
    ("text", "EGY", "request_vote", "rule 38"),
    ("invited", "EGY", "request_vote", ""),
    ("empty", "EGY", "ask_nature", "San Francisco Statement, II.2"),
    ("motion", "EGY", "ask_nature", ""),
    ("empty", "EGY", "withdraw_motion", "rule 33"),
    ("motion", "EGY", "withdraw_motion", "rule 35"),
    ("motion", "FRA", "withdraw_motion", ""),
    ("asked", "EGY", "withdraw_objection", "practice"),
    ("objected", "EGY", "withdraw_objection", "practice"),
    ("objected", "USA", "withdraw_objection", ""),
    ("empty", "EGY", "ask_reply", "practice"),
    ("spoken", "EGY", "ask_reply", ""),
    ("empty", "EGY", "end_statement", "rule 27"),
    ("spoken", "EGY", "end_statement", ""),
    ("asked", "RUS", "speak", "practice"),
    ("objected", "RUS", "speak", ""),
    ("empty", "RUS", "put_credentials", "rule 17"),
    ("challenged", "RUS", "put_credentials", ""),
    ("challenged", "EGY", "put_credentials", "rule 19"),
    ("empty", "EGY", "report_application", "rule 59"),
    ("applied", "EGY", "report_application", ""),
    ("text", "RUS", "close", ""),
    ("motion", "RUS", "close", "practice"),
    ("called", "EGY", "invite", "rule 9"),
    ("called", "EGY", "move", ""),
    ("called", "EGY", "point_of_order", ""),
]


@pytest.mark.parametrize(("state", "actor", "kind", "rule"), GROUNDS)
def test_why_an_act_is_not_in_order_now(state, actor, kind, rule):
    meeting = STATES[state]
    refusal = first_refusal(meeting, Act(kind, actor), ACTS[kind].standing)
    offered = kind in {offer.kind for offer in possible_acts(meeting, actor)}
    assert offered is (refusal is None)
    assert (refusal.rule if refusal else "") == rule
    if refusal is not None:
        assert refusal.reason.endswith(".")
