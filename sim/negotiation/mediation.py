"""The envoy's shuttle and the parties' answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.decisions import kernels
from sim.domain.ballots import DraftStatus, Outcome
from sim.domain.events import EventType
from sim.negotiation.chamber import Chamber, ConsentCase
from sim.negotiation.setting import HOURS_A_DAY, NONE
from sim.negotiation.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ENVOY = "envoy"


def plan_gain(world: World) -> Floats:
    """``(N, B)`` members' policy gain from the plan carried out, against things as they are."""
    setting = world.setting
    text = world.planned(world.quo)
    out = np.zeros((len(setting.members), world.count))
    kernels.policy_gain(
        setting.rows, world.ideal, world.salience, world.quo, np.ones_like(world.quo),
        text, text, np.zeros(world.count), world.columns, setting.quadratic, out,
    )  # fmt: skip
    return out


def consult(world: World, chamber: Chamber, moment: int) -> None:
    """The envoy announces his plan, asks members to rally, and improves it where it is refused."""
    plan = world.setting.scenario.plan
    if plan is None or moment < world.setting.round_of(plan.announced):
        return
    if moment == world.setting.round_of(plan.announced):
        everywhere = np.ones(world.count, dtype=np.bool_)
        world.facts["plan_announced"] = everywhere
        world.fresh[:] = True
        world.log.add(moment, EventType.ANNOUNCE, everywhere, ENVOY)
        world.read_ideals()
    elif not _stirred(world):
        return
    else:
        _revise(world, chamber, moment)
    _rally(world, chamber, moment)


def _stirred(world: World) -> bool:
    """Whether what the envoy and the parties look at has changed since they last answered."""
    return world.stirred or bool(world.fresh.any())


def _rally(world: World, chamber: Chamber, moment: int) -> None:
    """Members that gain from the plan rally to it and press their clients, the others do not."""
    setting = world.setting
    n = len(setting.members)
    told = chamber.urge(plan_gain(world), world.number("coefficients.urge"))
    world.told[:n] = told
    for j, key in enumerate(setting.patrons[n:]):
        world.told[n + j] = world.number(f"patrons.{key}.stance")
    for i, code in enumerate(setting.members):
        fresh = (told[i] > 0.0) & ~world.rallied[i]
        world.rallied[i] |= fresh
        world.log.add(moment, EventType.RALLY, fresh, code, urge=told[i])


def _guarantee(world: World) -> Floats:
    """``(G, B)`` what stands behind the plan: envoy, Council and the party's patrons."""
    setting = world.setting
    backed = np.zeros(world.count, dtype=np.bool_)
    for d, text in enumerate(setting.texts):
        if text.backs_plan:
            backed |= (world.status[d] == DraftStatus.BLUE) | (world.outcome[d] == Outcome.ADOPTED)
    council = np.where(backed, world.number("coefficients.council_guarantee"), 0.0)
    envoy = world.number("envoy.guarantee")
    out = np.zeros((len(setting.parties), world.count))
    members = len(setting.members)
    for g in range(len(setting.parties)):
        pledged = np.zeros(world.count)
        count = 0
        for j, key in enumerate(setting.patrons):
            if setting.patron_places[g, j] == NONE:
                continue
            count += 1
            if j < members:
                pledged = pledged + np.maximum(world.told[j], 0.0)
            else:
                pledged = pledged + world.number(f"patrons.{key}.pledge")
        mean = pledged / count if count else pledged
        out[g] = 1.0 - (1.0 - envoy) * (1.0 - council) * (1.0 - mean)
    return out


def _case(world: World, extra: Floats | None = None) -> ConsentCase:
    """What the parties weigh now; ``extra`` is added to their gain, ``(G, B)``."""
    setting = world.setting
    plan = setting.scenario.plan
    rows: dict[str, Floats] = {
        name: np.stack([world.number(f"parties.{g}.{name}") for g in setting.parties])
        for name in ("gain", "trust", "fighting", "destruction")
    }
    for n, key in enumerate(plan.revisions if plan else ()):
        for g, party in enumerate(setting.parties):
            gain = world.number(f"plan.revisions.{key}.gains.{party}")
            rows["gain"][g] = rows["gain"][g] + np.where(world.offered[n], gain, 0.0)
    if extra is not None:
        rows["gain"] = rows["gain"] + extra
    return ConsentCase(
        gain=rows["gain"],
        trust=rows["trust"],
        guarantee=_guarantee(world),
        influence=world.gather(setting.patron_places, 0.0),
        told=world.told,
        fighting=rows["fighting"],
        wear=rows["destruction"],
        destruction=world.destruction,
    )


def _needed(world: World) -> list[int]:
    plan = world.setting.scenario.plan
    return [world.setting.party_of[key] for key in plan.needs] if plan else []


def _revise(world: World, chamber: Chamber, moment: int) -> None:
    """Add the one term that most helps the least willing party, where somebody has refused."""
    setting = world.setting
    plan = setting.scenario.plan
    needed = _needed(world)
    if plan is None or not plan.revisions or not needed:
        return
    refused = np.zeros(world.count, dtype=np.bool_)
    for g in needed:
        refused |= world.answered[g] & ~world.consent[g]
    refused &= world.carried_out < 0
    if not refused.any():
        return
    best = _least(world.index, needed)
    choice = np.full(world.count, NONE)
    for n, key in enumerate(plan.revisions):
        extra = np.zeros((len(setting.parties), world.count))
        for g, party in enumerate(setting.parties):
            extra[g] = world.number(f"plan.revisions.{key}.gains.{party}")
        least = _least(chamber.consent(_case(world, extra)), needed)
        better = refused & ~world.offered[n] & (least > best)
        choice = np.where(better, n, choice)
        best = np.where(better, least, best)
    for n, key in enumerate(plan.revisions):
        taken = choice == n
        world.offered[n] |= taken
        world.log.add(moment, EventType.REVISE_PLAN, taken, key, least=best)
    if (choice != NONE).any():
        world.read_status_quo()


def _least(index: Floats, needed: list[int]) -> Floats:
    out: Floats = index[needed[0]]
    for g in needed[1:]:
        out = np.minimum(out, index[g])
    return out


def answer(world: World, chamber: Chamber, moment: int, hours: float) -> None:
    """The parties accept, refuse or take back their consent; an accepted plan is carried out."""
    setting = world.setting
    plan = setting.scenario.plan
    if plan is None or not setting.parties or not world.facts["plan_announced"].any():
        return
    if _stirred(world):
        _weigh(world, chamber, moment)
        _execute(world, moment, hours)
    elif world.facts["plan_accepted"].any() and (world.left < 1.0).any():
        _execute(world, moment, hours)


def _weigh(world: World, chamber: Chamber, moment: int) -> None:
    """Every party weighs the plan anew."""
    setting = world.setting
    case = _case(world)
    world.index = chamber.consent(case)
    news = not world.answered.all()
    tau = world.number("coefficients.tau_p")
    for g, key in enumerate(setting.parties):
        willing = world.index[g] + tau * world.shock[g]
        why = _terms(case, g) | {"chance": tau * world.shock[g]} if world.log.on else {}
        now = willing > 0.0 if world.luck.modal else willing >= 0.0
        before = world.consent[g].copy()
        first = now & (world.accepted[g] < 0)
        world.log.add(moment, EventType.CONSENT, now & ~before, key, index=willing, **why)
        world.log.add(moment, EventType.LAPSE, before & ~now, key, index=willing, **why)
        refusal = ~now & ~before & ~world.answered[g]
        world.log.add(moment, EventType.REFUSE, refusal, key, index=willing, **why)
        world.accepted[g][first] = moment
        world.consent[g] = now
        world.answered[g][:] = True
        news |= bool((now != before).any())
    world.stirred = news
    _heed(world)


def _heed(world: World) -> None:
    """What an addressee has consented to it carries out, where a text asks for it as well."""
    before = world.compliance
    world.read_compliance()
    changed = (world.compliance != before).any(axis=0)
    if changed.any():
        world.fresh |= changed
        world.read_status_quo()


def _terms(case: ConsentCase, g: int) -> dict[str, Floats]:
    """The terms of a party's index of consent, ``(B,)`` each; they add up to it."""
    return {
        "plan": case.gain[g],
        "guarantee": case.trust[g] * case.guarantee[g],
        "patrons": (case.influence[g] * case.told).sum(axis=0),
        "fighting": -case.fighting[g] * (1.0 - case.wear[g] * case.destruction),
    }


def _execute(world: World, moment: int, hours: float) -> None:
    """Fighters leave while all whose consent is needed give it, and stop when one takes it back."""
    all_consent = np.ones(world.count, dtype=np.bool_)
    for g in _needed(world):
        all_consent &= world.consent[g]
    started = all_consent & ~world.facts["plan_accepted"]
    stopped = ~all_consent & world.facts["plan_accepted"]
    world.facts["plan_accepted"] = all_consent | (world.carried_out >= 0)
    leaving = all_consent & (world.left < 1.0)
    rate = hours / (HOURS_A_DAY * world.number("plan.days_to_leave", 1.0))
    world.left = np.where(leaving, np.minimum(world.left + rate, 1.0), world.left)
    world.log.add(moment, EventType.EXECUTE, leaving, ENVOY, left=world.left)
    world.log.add(moment, EventType.STOP, stopped & (world.left < 1.0), ENVOY, left=world.left)
    finished = (world.left >= 1.0) & (world.carried_out < 0)
    world.carried_out[finished] = moment
    world.facts["plan_carried_out"] = world.carried_out >= 0
    world.log.add(moment, EventType.CARRIED_OUT, finished, ENVOY, left=world.left)
    world.fresh |= started | stopped | finished | leaving
    if (started | stopped | finished).any():
        world.read_ideals()
    if leaving.any():
        world.read_status_quo()
