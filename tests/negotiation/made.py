"""Small Councils made for one question each: two issues, fifteen members who agree, one text."""

from __future__ import annotations

from typing import Any

from sim.domain.events import Event, EventType
from sim.engines.ensemble import finish_block, start_block
from sim.negotiation.luck import MODAL, Luck
from sim.negotiation.rounds import Play
from sim.negotiation.setting import Setting
from sim.scenario.schema import Scenario
from tests.engines.generated import BY_POLICY, MEMBERS

A, B = "S/1/1", "S/1/2"


def hour(h: float) -> str:
    """The moment ``h`` hours after the clock's start; a round has six."""
    return f"2016-10-{6 + int(h // 24):02d}T{int(h % 24):02d}:00"


def draft(sponsors: list[str], vote: float | None, **more: Any) -> dict[str, Any]:
    """A text on the table from the start, asking all of both issues."""
    return {
        "title": "A text", "sponsors": sponsors, "circulated": hour(0), "exposure": 0,
        "vote": None if vote is None else hour(vote), "text": {"halt": 0.8, "naming": 0.8},
        "consultation": 1, "may": [], **more,
    }  # fmt: skip


def party(gain: float, **more: Any) -> dict[str, Any]:
    """A party that looks at its gain alone."""
    return {"name": "A party", "gain": gain, "fighting": 0, "destruction": 0, "trust": 0, **more}


def plan(**more: Any) -> dict[str, Any]:
    """A plan announced at the start, carried out in a day (four rounds) once all accept."""
    return {
        "title": "A plan", "announced": hour(0), "text": {"halt": 1}, "needs": ["fort", "gate"],
        "days_to_leave": 1, "fighters": 1, **more,
    }  # fmt: skip


def made(positions: dict[str, dict[str, Any]] | None = None, **changes: Any) -> Scenario:
    """A Council in which everybody wants .8 on both issues, but for ``positions``."""
    wants = {"halt": 0.8, "naming": 0.8}
    members = {
        code: {"role": "all", "positions": {**wants, **(positions or {}).get(code, {})}}
        for code in MEMBERS
    }
    data: dict[str, Any] = {
        "scenario": "made", "title": "Made", "as_of": hour(0), "layers": ["made"],
        "council": {"date": "2016-10-08", "president": "RUS"},
        "clock": {"start": hour(0), "end": hour(48), "round_hours": 6},
        "issues": {
            key: {"title": key, "anchors": {0: "none", 0.5: "some", 1: "all"}, "humanitarian": h}
            for key, h in (("halt", True), ("naming", False))
        },
        "roles": {"all": {"title": "All", "saliences": {"halt": 1, "naming": 1}, "because": "-"}},
        "status_quo": {"halt": 0, "naming": 0},
        "members": members,
        "drafts": {A: draft(["FRA"], 30)},
    }  # fmt: skip
    data.update(changes)
    data["coefficients"] = {**BY_POLICY, **data.get("coefficients", {})}
    return Scenario.model_validate(data)


def with_parties(fort: float, gate: float, **changes: Any) -> Scenario:
    """A Council with a plan and two parties of those gains."""
    return made(
        plan=changes.pop("plan", plan()),
        envoy={"name": "An envoy", "guarantee": 0},
        parties={"fort": party(fort), "gate": party(gate)},
        **changes,
    )


def modal_log(scenario: Scenario) -> tuple[Play, list[Event]]:
    """The modal world played to its end, and its log."""
    play = start_block(Setting(scenario), MODAL, log=True)
    finish_block(play)
    return play, play.world.log.of(0)


def block(scenario: Scenario, count: int, *, seed: int = 1, log: bool = True) -> Play:
    """``count`` worlds before their first round."""
    return start_block(Setting(scenario), Luck(seed, range(count)), log=log)


def of(events: list[Event], kind: EventType, actor: str = "") -> list[Event]:
    """The events of one kind (and actor)."""
    return [e for e in events if e.type == kind and actor in ("", e.actor)]
