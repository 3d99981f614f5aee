"""The timeline of a negotiation from top to bottom: rounds, and events in five lanes."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.ballots import Outcome
from sim.domain.events import EventType
from sim.report.axes import SMALL, WIDTH
from sim.report.data import WorldEvent
from sim.report.figure import (
    Circle,
    Figure,
    Ink,
    Mark,
    Path,
    Rect,
    TextMark,
    bottom,
    line,
    stack,
)
from sim.report.names import KeyNames
from sim.report.narrative import tell
from sim.report.palette import OUTCOME_ROLE
from sim.report.text_width import wrap

LANES: dict[str, tuple[str, ...]] = {
    "events": (EventType.EVENT, EventType.DESTRUCTION),
    "statements": (
        EventType.STATEMENT, EventType.RALLY, EventType.CIRCULATE_STATEMENT,
        EventType.BREAK_SILENCE, EventType.STATEMENT_ISSUED, EventType.STATEMENT_FAILED,
    ),
    "plan": (
        EventType.ANNOUNCE, EventType.REVISE_PLAN, EventType.CONSENT, EventType.REFUSE,
        EventType.LAPSE, EventType.STOP, EventType.CARRIED_OUT,
    ),
    "texts": (
        EventType.TABLE, EventType.AMEND, EventType.MERGE, EventType.WITHDRAW, EventType.BLUE,
        EventType.RENEW, EventType.POSTPONE, EventType.TO_ASSEMBLY,
    ),
    "ballots": (EventType.OUTCOME,),
}  # fmt: skip
"""Lane -> types of event; asks, holds and single votes are only in the diary."""

_MARKS = {
    "events": "warn",
    "statements": "abstain",
    "plan": "link",
    "texts": "yes",
    "ballots": "ink",
}
_LANE_LEFT, _LANE_STEP = 16.0, 17.0
_TEXT_LEFT = _LANE_LEFT + _LANE_STEP * len(LANES) + 4


def draw_timeline(events: Sequence[WorldEvent], names: KeyNames) -> Figure:
    """Events by round; each lane has its own column and shape."""
    lane_of = {kind: lane for lane, kinds in LANES.items() for kind in kinds}
    shown = tell([event for event in events if event.type in lane_of], names)
    marks: list[Mark] = []
    texts: list[TextMark] = []
    y = 16.0
    for lane in LANES:
        x = _LANE_LEFT + _LANE_STEP * list(LANES).index(lane)
        marks += _mark(lane, x, y - 4, None)
        texts.append(TextMark(_TEXT_LEFT, y, lane, SMALL, fill="muted"))
        y += 16
    lanes_top = y
    y += 12
    last = None
    for entry in shown:
        event, words = entry.event, entry.words
        if event.round != last:
            y += 6 if last is not None else 0
            head = names.moment(event.time, event.round)
            marks.append(line((6, y - 15), (WIDTH - 6, y - 15), Ink(None, "panel", 1.5)))
            texts += stack(
                wrap(head, WIDTH - _TEXT_LEFT - 8, SMALL, bold=True),
                TextMark(_TEXT_LEFT, y, "", SMALL, bold=True),
            )
            y = bottom(texts, y) + 13
            last = event.round
        lane = lane_of[event.type]
        x = _LANE_LEFT + _LANE_STEP * list(LANES).index(lane)
        marks += _mark(lane, x, y - 4, event)
        texts += stack(
            wrap(words, WIDTH - _TEXT_LEFT - 8, SMALL), TextMark(_TEXT_LEFT, y, "", SMALL)
        )
        y = bottom(texts, y) + 14
    rails: list[Mark] = [
        line((x, lanes_top), (x, y - 12), Ink(None, "panel", 2))
        for x in (_LANE_LEFT + _LANE_STEP * i for i in range(len(LANES)))
    ]
    spoken = " ".join(entry.words for entry in shown)
    return Figure(WIDTH, y - 4, "Timeline of the negotiation", spoken, (*rails, *marks, *texts))


def _mark(lane: str, x: float, y: float, event: WorldEvent | None) -> list[Mark]:
    """The shape of a lane: disc, square, lozenge, triangle, or the ballot's framed square."""
    ink = Ink(_MARKS[lane], "paper")
    if lane == "events":
        return [Circle(x, y, 5, ink)]
    if lane == "statements":
        return [Rect(x - 5, y - 4, 10, 8, ink)]
    if lane == "plan":
        hollow = event is not None and event.type in (EventType.REFUSE, EventType.LAPSE)
        shade = Ink("paper" if hollow else "link", "link", 1.6)
        return [Path(((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)), shade, True)]
    if lane == "texts":
        return [Path(((x, y - 6), (x + 6, y + 5), (x - 6, y + 5)), ink, True)]
    role = "ink"
    if event is not None and "outcome" in event.numbers:
        role = OUTCOME_ROLE[Outcome(int(event.numbers["outcome"]))]
    return [Rect(x - 6, y - 6, 12, 12, Ink(role, "ink", 1.6))]
