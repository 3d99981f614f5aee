"""The meeting at which a world's drafts are put: each ballot is a series of acts with rulings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sim.domain.ballots import Outcome
from sim.negotiation.setting import Setting
from sim.procedure.meeting.acts import Act
from sim.procedure.meeting.play import apply_act
from sim.procedure.meeting.state import Meeting
from sim.scenario.voting_law import scenario_meeting


class OutOfOrderError(RuntimeError):
    """An act that the engine expects to be in order was refused: a bug in the engine."""


def _after(meeting: Meeting, act: Act) -> Meeting:
    """The meeting after an act that must be in order."""
    meeting, ruling = apply_act(meeting, act)
    if not ruling.in_order:
        raise OutOfOrderError(
            f"{act.kind} by {act.by} is out of order: {ruling.rule}: {ruling.reason}"
        )
    return meeting


def _opened(setting: Setting, day: date) -> Meeting:
    """The meeting on ``day`` with its agenda adopted, shared by all worlds; it is immutable."""
    scenario = setting.scenario
    meeting = scenario_meeting(scenario, day=day)
    chair = meeting.law.president
    opening = (
        Act("call", chair, {"agenda": [scenario.agenda_item], "urgent": True}),
        Act("adopt_agenda", chair),
        Act("no_objection", chair),
    )
    for act in opening:
        meeting = _after(meeting, act)
    return meeting


def _put(setting: Setting, meeting: Meeting, draft: int) -> Meeting:
    """The meeting with ``draft`` before it and the voting on it open."""
    text = setting.texts[draft]
    symbol = setting.drafts[draft]
    seated = [code for code in text.sponsors if code in setting.member_of]
    mover = seated[0] if seated else text.sponsors[0]
    bound = [code for i, code in enumerate(setting.members) if setting.bound[i, draft] != 0.0]
    particulars = {
        "symbol": symbol, "title": text.title, "sponsors": list(text.sponsors),
        "nature": text.nature, "bound": bound,
    }  # fmt: skip
    meeting = _after(meeting, Act("table", mover, particulars))
    return _after(meeting, Act("put", meeting.law.president, {"proposal": symbol}))


class Sitting:
    """One meeting of the Council on the matter of a scenario, on a day.

    Attributes:
        meeting: The current state of the meeting.
        closed: Whether it has ended.
    """

    def __init__(self, setting: Setting, day: date) -> None:
        self.setting = setting
        self.day = day
        self.closed = False
        self.meeting: Meeting = setting.cached(f"opening {day}", lambda s: _opened(s, day))

    def _do(self, kind: str, by: str, **particulars: object) -> None:
        self.meeting = _after(self.meeting, Act(kind, by, particulars))

    def put(self, draft: int, votes: Mapping[str, str]) -> int:
        """Submit ``draft`` to the Council, put it to the vote, and return the outcome's code.

        Raises:
            OutOfOrderError: when an act of the procedure is refused.
        """
        if self.meeting.ballots:
            self.meeting = _put(self.setting, self.meeting, draft)
        else:
            self.meeting = self.setting.cached(
                f"first put {draft} {self.day}", lambda setting: _put(setting, self.meeting, draft)
            )
        for code in self.meeting.law.members:
            self._do("vote", code, vote=votes[code])
        count = self.meeting.ballots[-1].count
        return int(Outcome(count.outcome))

    def close(self) -> None:
        """The President closes the meeting."""
        if not self.closed:
            self._do("close", self.meeting.law.president)
            self.closed = True
