"""Save and restore the state of texts, statements and consent at the time a draft is put."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import DraftStatus, Outcome
from sim.negotiation.draft_codes import ADOPTED, CIRCULATED, NOT_ADOPTED, UNTABLED, VETOED
from sim.negotiation.prospects import pending
from sim.negotiation.setting import NONE
from sim.negotiation.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class WorldSnapshot:
    """Copies of a world's arrays just before ballots; shapes as in `World`."""

    text: Floats
    speaks: Bools
    status: NDArray[np.int8]
    sponsored: Floats
    pull: Floats
    said_of: Floats
    spoken: Bools
    consent: Bools
    offered: Bools
    left: Floats
    facts: dict[str, Bools]


@dataclass(frozen=True, eq=False)
class LinkStart:
    """The initial state of the links of a block of worlds, and their state at each first ballot.

    Attributes:
        text, speaks: ``(D, K, B)`` texts as first circulated.
        whole: ``(D, K, B)`` the same with the status quo where they are silent.
        sponsored: ``(N, D, B)`` as in `World`.
        put: Draft -> state at its first ballot; without drafts that are never put.
        last: State in the last round.
    """

    text: Floats
    speaks: Bools
    whole: Floats
    sponsored: Floats
    put: dict[int, WorldSnapshot]
    last: WorldSnapshot

    def at(self, draft: int) -> WorldSnapshot:
        """The state at the first ballot on ``draft``, or at the end if there is none."""
        return self.put.get(draft, self.last)

    def amended(self, draft: int) -> Floats:
        """``(B,)`` amendment of the text in whole scales, summed over issues."""
        state = self.at(draft)
        moved = np.where(state.speaks[draft], np.abs(state.text[draft] - self.text[draft]), 0.0)
        return np.asarray(moved.sum(axis=0), dtype=np.float64)

    def against(self, draft: int) -> Floats:
        """``(B,)`` number of members that have spoken against the draft."""
        return np.asarray((self.at(draft).pull[:, draft] < 0.0).sum(axis=0), dtype=np.float64)

    def consenting(self, draft: int) -> Floats:
        """``(B,)`` number of parties that consent to the plan at the ballot."""
        return np.asarray(self.at(draft).consent.sum(axis=0), dtype=np.float64)


def _state(world: World) -> WorldSnapshot:
    names = (each.name for each in fields(WorldSnapshot) if each.name != "facts")
    facts = {fact: holds.copy() for fact, holds in world.facts.items()}
    return WorldSnapshot(**{name: np.array(getattr(world, name)) for name in names}, facts=facts)


def _voted(world: World, draft: int) -> Bools:
    """``(B,)`` worlds in which the draft has been put to the vote."""
    outcome = world.outcome[draft]
    out: Bools = (outcome == ADOPTED) | (outcome == VETOED) | (outcome == NOT_ADOPTED)
    return out


def keep(world: World, moment: int, saved: LinkStart | None) -> LinkStart:
    """Update the saved states before the ballots of this round."""
    here = _state(world)
    put = {} if saved is None else dict(saved.put)
    for draft in world.setting.ballot_order:
        if (pending(world, draft) & (world.due[draft] <= moment)).any():
            put.setdefault(draft, here)
    if saved is not None:
        return replace(saved, put=put, last=here)
    places = world.setting.text_places
    text = world.gather(places, 0.0)
    speaks = np.broadcast_to((places != NONE)[:, :, None], text.shape).copy()
    sponsored = np.repeat(world.setting.sponsored[:, :, None], world.count, axis=2)
    return LinkStart(text, speaks, np.where(speaks, text, world.quo), sponsored, put, here)


def switch(world: World, moment: int, own: LinkStart, given: Mapping[str, LinkStart]) -> None:
    """Give a world, before the first ballots on its drafts, the links in ``given``.

    Everything else stays its ``own``. Changes of a text, of its sponsors and of statements on it
    are measured from the text as first circulated, and added to that of the world's own scenario.
    """
    ballots = [
        draft
        for draft in world.setting.ballot_order
        if ((world.due[draft] == moment) & ~_voted(world, draft)).any()
        and not world.renewals[draft].any()
    ]
    if not ballots:
        return
    draft = ballots[0]
    for link, act in (("amendments", _amend), ("consent", _consent), ("statements", _say)):
        donor = given[link]
        if donor is not own:
            act(world, own, donor, donor.at(draft))
            world.fresh[:] = True


def _amend(world: World, own: LinkStart, donor: LinkStart, theirs: WorldSnapshot) -> None:
    for d in range(len(world.setting.drafts)):
        open_yet = ~_voted(world, d)
        spoken_in_both = donor.speaks[d] & theirs.speaks[d]
        come = theirs.speaks[d] & ~donor.speaks[d]
        gone = donor.speaks[d] & ~theirs.speaks[d]
        moved = own.text[d] + np.where(spoken_in_both, theirs.text[d] - donor.text[d], 0.0)
        text = np.where(come, theirs.text[d], np.clip(moved, 0.0, 1.0))
        world.text[d] = np.where(open_yet, text, world.text[d])
        world.speaks[d] = np.where(open_yet, (own.speaks[d] | come) & ~gone, world.speaks[d])
        names = own.sponsored[:, d] + theirs.sponsored[:, d] - donor.sponsored[:, d]
        world.sponsored[:, d] = np.clip(names, 0.0, 1.0)
        gone_there = theirs.status[d] == DraftStatus.WITHDRAWN
        tabled = world.status[d] != UNTABLED
        world.status[d][open_yet & tabled & ~gone_there] = CIRCULATED
        world.outcome[d][open_yet & ~gone_there] = Outcome.NOT_REACHED
        world.status[d][open_yet & gone_there] = DraftStatus.WITHDRAWN
        world.outcome[d][open_yet & gone_there] = Outcome.WITHDRAWN


def _consent(world: World, own: LinkStart, donor: LinkStart, theirs: WorldSnapshot) -> None:  # noqa: ARG001 (one signature)
    world.consent[:] = theirs.consent
    world.offered[:] = theirs.offered
    world.left[:] = theirs.left
    for fact, holds in theirs.facts.items():
        world.facts[fact][:] = holds
    world.read_ideals()
    world.read_compliance()
    world.read_status_quo()


def _say(world: World, own: LinkStart, donor: LinkStart, theirs: WorldSnapshot) -> None:
    world.pull[:] = theirs.pull
    world.spoken[:] = theirs.spoken
    for d in range(len(world.setting.drafts)):
        version = own.whole[d] + theirs.said_of[:, d] - donor.whole[d]
        world.said_of[:, d] = np.where(theirs.spoken[:, d, None], version, 0.0)
