"""One question answered whole: the modal world with its reasons, and the forecast beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.domain.ballots import Outcome, Vote
from sim.domain.events import Event, EventType
from sim.engines.ensemble import modal_play
from sim.engines.sums import Sums
from sim.engines.worlds import STATEMENTS
from sim.negotiation.setting import Setting, setting_of
from sim.negotiation.world import World
from sim.procedure.article27 import VotingRule, count_of, words_of
from sim.scenario.schema import Scenario
from sim.studies.forecast import forecast, world_forecast
from sim.studies.run.reasons import reasons
from sim.studies.votes.agreement import agreement


@dataclass(frozen=True)
class Modal:
    """The modal world at its end.

    Attributes:
        setting: The scenario as the engine saw it.
        world: Its state.
        events: What happened in it.
    """

    setting: Setting
    world: World
    events: list[Event]


def modal_world(scenario: Scenario) -> Modal:
    """Play the modal world of ``scenario`` with its log."""
    setting = setting_of(scenario)
    play = modal_play(setting)
    return Modal(setting, play.world, play.world.log.of(0))


def ballots(modal: Modal) -> list[dict[str, Any]]:
    """The ballots of the modal world in their order: votes, tally, outcome, rule and reasons."""
    world = modal.world
    put = [d for d in modal.setting.ballot_order if d in world.votes_cast]
    return [_ballot(modal, d) for d in put]


def _ballot(modal: Modal, draft: int) -> dict[str, Any]:
    setting, world = modal.setting, modal.world
    text = setting.texts[draft]
    votes = [Vote(int(v)) for v in world.vote[:, draft, 0]]
    bound = [code for i, code in enumerate(setting.members) if setting.bound[i, draft]]
    blocking = int(setting.blocking[draft])
    count = count_of(
        votes,
        setting.members,
        setting.permanent_mask,
        VotingRule(setting.rule.quota, setting.rule.blocking),
        procedural=blocking == 0 and setting.rule.blocking != 0,
        bound=bound,
    )
    words = words_of(count)
    seen = world.votes_cast[draft]
    return {
        "draft": setting.drafts[draft],
        "title": text.title,
        "sponsors": list(text.sponsors),
        "tally": {
            "yes": count.yes,
            "no": count.no,
            "abstain": count.abstain,
            "absent": count.absent,
        },
        "outcome": count.outcome.word,
        "vetoes": list(count.vetoes),
        "votes": {code: votes[i].word for i, code in enumerate(setting.members)},
        "rule": f"{words.rule}: {words.reason}",
        "expected_adopted": float(world.adopted[draft, 0]),
        "reasons": {
            code: reasons(setting, seen, draft, i, votes[i], 0)
            for i, code in enumerate(setting.members)
        },
    }


def decisive(modal: Modal, ballot: dict[str, Any]) -> list[str]:
    """Whose votes decided a ballot.

    Those who vetoed it; on a text that carried with no vote to spare, everybody in favour; on one
    short of votes, the members nearest to a yes, as many as were lacking.
    """
    if ballot["vetoes"]:
        return list(ballot["vetoes"])
    spare = ballot["tally"]["yes"] - modal.setting.rule.quota
    if spare > 0:
        return []
    votes = ballot["votes"]
    if spare == 0:
        return [code for code, vote in votes.items() if vote == Vote.YES.word]
    draft = modal.setting.draft_of[ballot["draft"]]
    worth = modal.world.votes_cast[draft].look.judgement.worth[:, :, 0]
    others = [i for i, code in enumerate(modal.setting.members) if votes[code] != Vote.YES.word]
    nearest = sorted(others, key=lambda i: float(max(worth[1, i], worth[2, i]) - worth[0, i]))
    return [modal.setting.members[i] for i in nearest[:-spare]]


def surprising(modal: Modal, ballot: dict[str, Any], told: dict[str, Any]) -> list[str]:
    """Whose votes want an explanation.

    Permanent noes that were no veto; votes that are not the likeliest over all worlds; votes other
    than those on record.
    """
    record = modal.setting.scenario.record_of_votes
    recorded = record.votes.get(ballot["draft"], {}) if record else {}
    out = []
    for i, (code, vote) in enumerate(ballot["votes"].items()):
        chances = told["votes"].get(code, {})
        likeliest = max(chances, key=chances.__getitem__) if chances else vote
        idle = bool(modal.setting.permanent_mask[i]) and vote == "no" and not ballot["vetoes"]
        if idle or likeliest != vote or recorded.get(code, vote) != vote:
            out.append(code)
    return out


def plan(modal: Modal, sums: Sums) -> dict[str, Any]:
    """The plan's fate in the modal world and over all replicates; empty without a plan."""
    scenario = modal.setting.scenario
    if scenario.plan is None:
        return {}
    shares = world_forecast(sums)
    refusals = {
        event.actor: event.numbers["index"]
        for event in modal.events
        if event.type in (EventType.REFUSE, EventType.LAPSE)
    }
    parties = {}
    for g, (key, party) in enumerate(scenario.parties.items()):
        accepted = bool(modal.world.consent[g, 0])
        index = float(modal.world.index[g, 0])
        reason = f"index of consent {index:+.2f}"
        parties[key] = {
            "name": party.name,
            "accepted": accepted,
            "share": shares["accepted"][key],
            "reason": reason if accepted or key not in refusals else f"{reason}, below zero",
        }
    return {
        "title": scenario.plan.title,
        "carried_out": bool(modal.world.carried_out[0] >= 0),
        "left": float(modal.world.left[0]),
        "share": shares["carried_out"],
        "parties": parties,
        "statement": shares["statement"],
        "destruction": shares["destruction"],
    }


def statement(modal: Modal, sums: Sums) -> dict[str, Any]:
    """What becomes of the statement that the Council can fall back to; empty without one."""
    fallback = modal.setting.scenario.fallback
    if fallback is None:
        return {}
    return {
        "form": fallback.form,
        "modal": STATEMENTS[int(modal.world.issued[0])],
        "shares": world_forecast(sums)["statement"],
    }


def _mean_votes(told: dict[str, Any], setting: Setting) -> np.ndarray[Any, Any]:
    """``(D, 3, N)`` mean exact probabilities, NaN where a draft was never put."""
    out = np.full((len(setting.drafts), 3, len(setting.members)), np.nan)
    for d, symbol in enumerate(setting.drafts):
        for i, code in enumerate(setting.members):
            chances = told[symbol]["votes"].get(code)
            if chances is not None:
                out[d, :, i] = chances["yes"], chances["abstain"], chances["no"]
    return out


def in_voting_order(setting: Setting, told: dict[str, Any]) -> dict[str, Any]:
    """Drafts by the order of their ballots; those never put come last."""
    order = [setting.drafts[d] for d in setting.ballot_order]
    return {symbol: told[symbol] for symbol in (*order, *(s for s in told if s not in order))}


def answer(modal: Modal, sums: Sums, seed: int, layers: tuple[str, ...]) -> dict[str, Any]:
    """The JSON of a run; keys may be added to it, never renamed."""
    setting = modal.setting
    scenario = setting.scenario
    told = forecast(sums)
    cast = ballots(modal)
    for ballot in cast:
        ballot["decisive"] = decisive(modal, ballot)
        ballot["surprising"] = surprising(modal, ballot, told[ballot["draft"]])
    assumed = [q.path for q in setting.quantities if q.grade == "assumed"]
    return {
        "scenario": scenario.scenario,
        "seed": seed,
        "replicates": sums.worlds,
        "layers": list(layers),
        "title": scenario.title,
        "ballots": cast,
        "plan": plan(modal, sums),
        "statement": statement(modal, sums),
        "forecast": in_voting_order(setting, told),
        "agreement": agreement(
            _mean_votes(told, setting), setting.drafts, setting.members, scenario
        ),
        "assumptions": {
            "numbers": len(setting.quantities), "assumed": len(assumed), "paths": assumed,
        },
        "drafts": {
            symbol: {
                "title": text.title,
                "outcome": Outcome(int(modal.world.outcome[d, 0])).word,
                "put": text.vote is not None,
            }
            for d, (symbol, text) in enumerate(scenario.drafts.items())
        },
    }  # fmt: skip


def events_json(modal: Modal) -> list[dict[str, Any]]:
    """The events of the modal world with their times."""
    return [
        {
            "round": event.round,
            "time": modal.setting.time_of(event.round).isoformat(timespec="minutes"),
            "type": event.type.value,
            "actor": event.actor,
            "draft": event.draft,
            "numbers": event.numbers,
        }
        for event in modal.events
    ]
