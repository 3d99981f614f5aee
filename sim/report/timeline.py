"""The timeline of a negotiation, from top to bottom: rounds, and what happened in five lanes."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.ballots import Outcome
from sim.report.canvas import (
    Circle,
    Figure,
    Group,
    Ink,
    Mark,
    Path,
    Rect,
    Text,
    bottom,
    line,
    stack,
)
from sim.report.charts import SMALL, WIDTH
from sim.report.data import WorldEvent
from sim.report.metrics import wrap
from sim.report.narrative import Names, sentence, when
from sim.report.palette import OUTCOME_ROLE

LANES: dict[str, tuple[str, ...]] = {
    "events": ("event",),
    "statements": ("statement", "rally", "statement_issued", "silence_broken"),
    "plan": ("announce", "revise_plan", "consent", "refuse", "execute"),
    "texts": ("amend", "merge", "withdraw", "blue", "renew"),
    "ballots": ("outcome",),
}
"""Lane -> the types of event in it; other types (asks, holds, consultations) stay in the diary."""

_MARKS = {
    "events": "warn",
    "statements": "abstain",
    "plan": "link",
    "texts": "yes",
    "ballots": "ink",
}
_LANE_LEFT, _LANE_STEP = 16.0, 17.0
_TEXT_LEFT = _LANE_LEFT + _LANE_STEP * len(LANES) + 4


def timeline(events: Sequence[WorldEvent], names: Names) -> Figure:
    """What happened, round by round; each lane has its own column and shape."""
    lane_of = {kind: lane for lane, kinds in LANES.items() for kind in kinds}
    shown = [event for event in events if event.type in lane_of]
    marks: list[Mark] = []
    texts: list[Text] = []
    y = 16.0
    for lane in LANES:
        x = _LANE_LEFT + _LANE_STEP * list(LANES).index(lane)
        marks += _mark(lane, x, y - 4, None)
        texts.append(Text(_TEXT_LEFT, y, lane, SMALL, fill="muted"))
        y += 16
    lanes_top = y
    y += 12
    last = None
    for event in shown:
        if event.round != last:
            y += 6 if last is not None else 0
            head = when(event.time) if event.time else f"Round {event.round + 1}"
            marks.append(line((6, y - 15), (WIDTH - 6, y - 15), Ink(None, "panel", 1.5)))
            texts += stack(
                wrap(head, WIDTH - _TEXT_LEFT - 8, SMALL, bold=True),
                Text(_TEXT_LEFT, y, "", SMALL, bold=True),
            )
            y = bottom(texts, y) + 13
            last = event.round
        lane = lane_of[event.type]
        words = sentence(event, names)
        x = _LANE_LEFT + _LANE_STEP * list(LANES).index(lane)
        marks.append(Group(tuple(_mark(lane, x, y - 4, event)), words))
        texts += stack(wrap(words, WIDTH - _TEXT_LEFT - 8, SMALL), Text(_TEXT_LEFT, y, "", SMALL))
        y = bottom(texts, y) + 14
    rails: list[Mark] = [
        line((x, lanes_top), (x, y - 12), Ink(None, "panel", 2))
        for x in (_LANE_LEFT + _LANE_STEP * i for i in range(len(LANES)))
    ]
    spoken = " ".join(sentence(event, names) for event in shown)
    return Figure(WIDTH, y - 4, "Timeline of the negotiation", spoken, (*rails, *marks, *texts))


def _mark(lane: str, x: float, y: float, event: WorldEvent | None) -> list[Mark]:
    """The shape of a lane: disc, square, lozenge, triangle, or the ballot's framed square."""
    ink = Ink(_MARKS[lane], "paper")
    if lane == "events":
        return [Circle(x, y, 5, ink)]
    if lane == "statements":
        return [Rect(x - 5, y - 4, 10, 8, ink)]
    if lane == "plan":
        hollow = event is not None and event.type == "refuse"
        shade = Ink("paper" if hollow else "link", "link", 1.6)
        return [Path(((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)), shade, True)]
    if lane == "texts":
        return [Path(((x, y - 6), (x + 6, y + 5), (x - 6, y + 5)), ink, True)]
    role = "ink"
    if event is not None and "outcome" in event.numbers:
        role = OUTCOME_ROLE[Outcome(int(event.numbers["outcome"]))]
    return [Rect(x - 6, y - 6, 12, 12, Ink(role, "ink", 1.6))]
