"""The meeting at which a world's drafts are put: every ballot is a series of acts with rulings."""

from __future__ import annotations

from collections.abc import Mapping

from sim.domain.ballots import Outcome
from sim.negotiation.setting import Setting
from sim.procedure.meeting.play import apply
from sim.procedure.meeting.state import Act, Meeting, Ruling, open_meeting


class OutOfOrderError(RuntimeError):
    """An act that the engine took for granted was out of order: a fault of the engine."""


class Sitting:
    """One meeting of the Council on the matter of a scenario.

    Attributes:
        meeting: The meeting as it stands.
        closed: Whether it has risen.
    """

    def __init__(self, setting: Setting) -> None:
        scenario = setting.scenario
        self.setting = setting
        self.closed = False
        self.meeting: Meeting = open_meeting(
            scenario.council.date,
            members=setting.members,
            president=scenario.council.president,
            institution=scenario.council.institution,
            title=scenario.title,
            atrocity=True,
        )
        chair = self.meeting.law.president
        self._do("call", chair, agenda=[scenario.title], urgent="yes")
        self._do("adopt_agenda", chair)
        self._do("no_objection", chair)

    def _do(self, kind: str, by: str, **particulars: object) -> Ruling:
        self.meeting, ruling = apply(self.meeting, Act(kind, by, particulars))
        if not ruling.in_order:
            raise OutOfOrderError(f"{kind} by {by} is out of order: {ruling.rule}: {ruling.reason}")
        return ruling

    def put(self, draft: int, votes: Mapping[str, str]) -> int:
        """Lay ``draft`` before the Council, put it to the vote, and return the outcome's code.

        Raises:
            OutOfOrderError: when an act of the procedure is refused.
        """
        setting = self.setting
        text = setting.texts[draft]
        symbol = setting.drafts[draft]
        seated = [code for code in text.sponsors if code in setting.member_of]
        mover = seated[0] if seated else text.sponsors[0]
        bound = [code for i, code in enumerate(setting.members) if setting.bound[i, draft] != 0.0]
        self._do(
            "table", mover, symbol=symbol, title=text.title, sponsors=list(text.sponsors),
            nature=text.nature, bound=bound,
        )  # fmt: skip
        self._do("put", self.meeting.law.president, proposal=symbol)
        for code in self.meeting.law.members:
            self._do("vote", code, vote=votes[code])
        count = self.meeting.ballots[-1].count
        return int(Outcome(count.outcome))

    def close(self) -> None:
        """The President closes the meeting."""
        if not self.closed:
            self._do("close", self.meeting.law.president)
            self.closed = True
