"""The procedures that the law would open after the ballots of the modal world."""

from __future__ import annotations

from sim.engines.council import CouncilModel
from sim.negotiation.setting import Setting
from sim.procedure.meeting import Meeting, apply_act
from sim.procedure.sequels import sequels, vetoed_ballots


def before_it_rose(meeting: Meeting) -> Meeting:
    """The same meeting before the President closed it, so that motions are still possible."""
    again = Meeting(law=meeting.law, title=meeting.title, chair=meeting.law.president)
    for entry in meeting.log:
        if entry.ruling.in_order and entry.act.kind != "close":
            again, _ = apply_act(again, entry.act)
    return again


def after(setting: Setting) -> list[dict[str, str]]:
    """Title, rule and text of each sequel of the last meeting in which a veto was cast, if any."""
    model = CouncilModel(setting, modal=True, collect=False)
    try:
        model.run()
        vetoed = [meeting for meeting in model.meetings() if vetoed_ballots(meeting)]
    finally:
        model.close()
    return [
        {"title": item.title, "rule": item.rule, "text": item.text}
        for item in (sequels(before_it_rose(vetoed[-1])) if vetoed else ())
    ]
