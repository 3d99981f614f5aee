"""The envoy's shuttle and the parties' answers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.domain.events import EventType
from sim.negotiation.chamber import Chamber, ConsentCase
from sim.negotiation.draft_codes import ADOPTED, BLUE
from sim.negotiation.setting import HOURS_A_DAY, NONE, Setting
from sim.negotiation.world import World
from sim.preferences import kernels

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

ENVOY = "envoy"


def plan_gain(world: World) -> Floats:
    """``(N, B)`` members' policy gain if the plan is carried out, compared with the status quo."""
    setting = world.setting
    text = world.planned(world.quo)
    out = np.zeros((len(setting.members), world.count))
    kernels.policy_gains(
        setting.rows, world.ideal, world.salience, world.quo, np.ones_like(world.quo),
        text, text, np.zeros(world.count), world.columns, setting.quadratic, out,
    )  # fmt: skip
    return out


def announce_plan(world: World, chamber: Chamber, moment: int) -> None:
    """The envoy announces the plan, asks members to rally, and improves it if it is refused."""
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
    """Whether any input of the envoy and the parties has changed since they last answered."""
    return world.stirred or bool(world.fresh.any())


def _rally(world: World, chamber: Chamber, moment: int) -> None:
    """Members that gain from the plan rally to it and press their clients; the others do not."""
    setting = world.setting
    n = len(setting.members)
    urge = chamber.urge(plan_gain(world), world.number("coefficients.urge"))
    world.urging[:n] = urge
    if n < len(setting.patrons):
        world.urging[n:] = world.rows("patrons.stance", _patron_places("stance"))
    fresh = (urge > 0.0) & ~world.rallied[:n]
    world.rallied[:n] |= fresh
    if world.log.on:
        for i, code in enumerate(setting.members):
            world.log.add(moment, EventType.RALLY, fresh[i], code, urge=urge[i])


def _patron_places(name: str) -> Callable[[Setting], Ints]:
    """Indices of a number of the patrons outside the Council."""

    def places(setting: Setting) -> Ints:
        outside = setting.patrons[len(setting.members) :]
        return np.array([setting.at(f"patrons.{key}.{name}") for key in outside], dtype=np.int64)

    return places


def _party_places(name: str) -> Callable[[Setting], Ints]:
    """``(G,)`` indices of a number of the parties."""

    def places(setting: Setting) -> Ints:
        return np.array([setting.at(f"parties.{g}.{name}") for g in setting.parties])

    return places


def _revision_gains(setting: Setting) -> Ints:
    """``(revisions, G)`` indices of what each revision of the plan adds to the parties' gains."""
    plan = setting.scenario.plan
    rows = [
        [setting.at(f"plan.revisions.{key}.gains.{party}") for party in setting.parties]
        for key in (plan.revisions if plan else ())
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, len(setting.parties))


def _own_patrons(setting: Setting) -> tuple[Ints, Floats]:
    """``(most, G)`` the patrons of each party, padded with ``J``, and ``(G, 1)`` their number."""
    each = [np.flatnonzero(row != NONE) for row in setting.patron_places]
    most = max((len(patrons) for patrons in each), default=0)
    out = np.full((most, len(each)), len(setting.patrons), dtype=np.int64)
    for g, patrons in enumerate(each):
        out[: len(patrons), g] = patrons
    return out, np.array([[max(1.0, len(patrons))] for patrons in each]).reshape(-1, 1)


def _guarantee(world: World) -> Floats:
    """``(G, B)`` what guarantees the plan: envoy, Council and the party's patrons."""
    setting = world.setting
    backed = np.zeros(world.count, dtype=np.bool_)
    for d, text in enumerate(setting.texts):
        if text.backs_plan:
            backed |= (world.status[d] == BLUE) | (world.outcome[d] == ADOPTED)
    council = np.where(backed, world.number("coefficients.council_guarantee"), 0.0)
    doubted = (1.0 - world.number("envoy.guarantee")) * (1.0 - council)
    members, patrons = len(setting.members), len(setting.patrons)
    pledges = np.zeros((patrons + 1, world.count))
    np.maximum(world.urging[:members], 0.0, out=pledges[:members])
    if members < patrons:
        pledges[members:patrons] = world.rows("patrons.pledge", _patron_places("pledge"))
    own, count = setting.cached("own patrons", _own_patrons)
    pledged = np.zeros((len(setting.parties), world.count))
    for each in own:  # in order, so that the sum has the same bits in every block
        pledged += pledges[each]
    out: Floats = 1.0 - doubted * (1.0 - pledged / count)
    return out


def _case(world: World) -> ConsentCase:
    """The current inputs of the parties' decisions."""
    gain = world.rows("parties.gain", _party_places("gain"))
    for n, more in enumerate(world.rows("revision gains", _revision_gains)):
        gain = gain + np.where(world.offered[n], more, 0.0)
    return ConsentCase(
        gain=gain,
        trust=world.rows("parties.trust", _party_places("trust")),
        guarantee=_guarantee(world),
        influence=world.rows("patrons.influence", lambda setting: setting.patron_places),
        urging=world.urging,
        fighting=world.rows("parties.fighting", _party_places("fighting")),
        wear=world.rows("parties.destruction", _party_places("destruction")),
        destruction=world.destruction,
    )


def _needed(world: World) -> list[int]:
    plan = world.setting.scenario.plan
    return [world.setting.party_of[key] for key in plan.needs] if plan else []


def _revise(world: World, chamber: Chamber, moment: int) -> None:
    """Add the one term that most helps the least willing party, if somebody has refused."""
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
    case = _case(world)
    gain = case.gain
    for n, more in enumerate(world.rows("revision gains", _revision_gains)):
        case.gain = gain + more
        least = _least(chamber.consent(case), needed)
        better = refused & ~world.offered[n] & (least > best)
        choice = np.where(better, n, choice)
        best = np.where(better, least, best)
    for n, key in enumerate(plan.revisions):
        taken = choice == n
        world.offered[n] |= taken
        world.log.add(moment, EventType.REVISE_PLAN, taken, key, least=best)
    if (choice != NONE).any():
        world.revised = True
        world.read_status_quo()


def _least(index: Floats, needed: list[int]) -> Floats:
    out: Floats = index[needed[0]]
    for g in needed[1:]:
        out = np.minimum(out, index[g])
    return out


def answer_plan(world: World, chamber: Chamber, moment: int, hours: float) -> None:
    """The parties accept, refuse or withdraw consent; an accepted plan is carried out."""
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
    """Every party decides on the plan again."""
    case = _case(world)
    world.index = chamber.consent(case)
    news = not world.answered.all()
    tau = world.number("coefficients.tau_p")
    willing = world.index + tau * world.shock
    now = willing > 0.0 if world.luck.modal else willing >= 0.0
    before = world.consent
    if world.log.on:
        _note_answers(world, case, moment, now)
    world.accepted[now & (world.accepted < 0)] = moment
    world.consent = now
    world.answered[:] = True
    # A plan just revised is checked once more: it may need a further term.
    world.stirred = news or world.revised or bool((now != before).any())
    world.revised = False
    _heed(world)


def _heed(world: World) -> None:
    """What an addressee has consented to is carried out, including where a text asks for it."""
    before = world.compliance
    world.read_compliance()
    changed = (world.compliance != before).any(axis=0)
    if changed.any():
        world.fresh |= changed
        world.read_status_quo()


def _note_answers(world: World, case: ConsentCase, moment: int, now: Bools) -> None:
    """Log each party's answer, and the terms of its index."""
    tau = world.number("coefficients.tau_p")
    for g, key in enumerate(world.setting.parties):
        chance = tau * world.shock[g]
        why = {"index": world.index[g] + chance} | _terms(case, g) | {"chance": chance}
        before = world.consent[g]
        world.log.add(moment, EventType.CONSENT, now[g] & ~before, key, **why)
        world.log.add(moment, EventType.LAPSE, before & ~now[g], key, **why)
        refusal = ~now[g] & ~before & ~world.answered[g]
        world.log.add(moment, EventType.REFUSE, refusal, key, **why)


def _terms(case: ConsentCase, g: int) -> dict[str, Floats]:
    """The terms of a party's index of consent, ``(B,)`` each; they sum to it."""
    return {
        "plan": case.gain[g],
        "guarantee": case.trust[g] * case.guarantee[g],
        "patrons": (case.influence[g] * case.urging).sum(axis=0),
        "fighting": -case.fighting[g] * (1.0 - case.wear[g] * case.destruction),
    }


def _execute(world: World, moment: int, hours: float) -> None:
    """Fighters leave while all required consents are given, and stop when one is withdrawn."""
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
