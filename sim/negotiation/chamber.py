"""The decisions that the order of play needs from the actors, and their vectorised implementation.

``negotiation`` only knows this protocol. The chamber of arrays decides for every actor of a block
of worlds in one call; the chamber of agents lets every agent decide for itself, with the same
kernels.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.negotiation.setting import Setting
from sim.negotiation.views import Look
from sim.negotiation.world import World
from sim.preferences import kernels
from sim.preferences import prices as drafting
from sim.preferences.electorate import Beliefs, Electorate, Judgement, Texts, judge_texts
from sim.procedure.article27 import decide

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Votes = NDArray[np.int8]


class Chamber(Protocol):
    """The decisions of the actors. Shapes as in :mod:`sim.preferences.electorate`."""

    def beliefs(self, who: Electorate, texts: Texts) -> Beliefs:
        """The public expectations of a ballot on ``texts``."""

    def judge(self, who: Electorate, texts: Texts, beliefs: Beliefs) -> Judgement:
        """Each member's view of ``texts``."""

    def vote(self, judgement: Judgement, draw: Floats) -> Votes:
        """Each member's vote, ``(N, L)``."""

    def ask(self, look: Look, pen: Pen) -> tuple[Floats, NDArray[np.bool_]]:
        """The changes each member asks for: texts ``(K, 3, N, L)``, and which are valid."""

    def value(self, who: Electorate, texts: Texts, beliefs: Beliefs, pen: Pen) -> Floats:
        """The value V of ``texts`` to each sponsor, ``(N, L)``; only rows of sponsors are set."""

    def urge(self, gain: Floats, half: Floats) -> Floats:
        """How hard each member presses its client to accept the plan, ``(N, B)``."""

    def consent(self, case: ConsentCase) -> Floats:
        """Each party's index of consent, ``(G, B)``."""

    def ballot(self, world: World, draft: int, columns: Ints, moment: int) -> Votes:
        """Decide ``draft`` by ``world.vote`` in the worlds ``columns``; returns outcome codes."""


class Pen:
    """The penholders of a draft, and how they value exposing a veto.

    Attributes:
        sponsors: Indices of the members that must all agree.
        step: ``(B,)`` the largest single step that a member asks for.
        exposure: ``(B,)`` sigma.
    """

    def __init__(self, sponsors: Ints, step: Floats, exposure: Floats) -> None:
        self.sponsors = sponsors
        self.step = step
        self.exposure = exposure


class ConsentCase:
    """The inputs of a party's decision; as in :func:`sim.preferences.kernels.consent_index`."""

    def __init__(self, **arrays: Floats) -> None:
        self.gain = arrays["gain"]
        self.trust = arrays["trust"]
        self.guarantee = arrays["guarantee"]
        self.influence = arrays["influence"]
        self.urging = arrays["urging"]
        self.fighting = arrays["fighting"]
        self.wear = arrays["wear"]
        self.destruction = arrays["destruction"]


def consent_rows(case: ConsentCase, rows: Ints, out: Floats) -> None:
    """Write the index of consent of ``rows`` into ``out``."""
    kernels.consent_index(
        rows, case.gain, case.trust, case.guarantee, case.influence, case.urging,
        case.fighting, case.wear, case.destruction, out,
    )  # fmt: skip


def room_for_asks(look: Look) -> tuple[Floats, NDArray[np.bool_]]:
    """Empty arrays for what members ask: texts ``(K, 3, N, L)`` and validity ``(3, N, L)``."""
    n, lanes = look.judgement.stance.shape
    issues = look.texts.text.shape[0]
    return np.empty((issues, 3, n, lanes)), np.zeros((3, n, lanes), dtype=np.bool_)


def ask_rows(look: Look, pen: Pen, rows: Ints, wishes: Floats, valid: NDArray[np.bool_]) -> None:
    """Write the changes that ``rows`` ask for into ``asked`` and ``valid``."""
    who, texts = look.who, look.texts
    drafting.wanted_changes(
        rows, texts.text, who.quo, who.compliance, who.ideal, who.salience, pen.sponsors,
        texts.world, look.judgement.worth, look.beliefs.odds, who.c, pen.step, texts.apart,
        wishes, valid,
    )  # fmt: skip


def value_rows(
    who: Electorate, texts: Texts, beliefs: Beliefs, pen: Pen, rows: Ints, out: Floats
) -> None:
    """Write V of the sponsors ``rows`` into ``out``."""
    drafting.sponsor_value(
        rows, texts.text, who.quo, who.compliance, who.ideal, who.salience, texts.world,
        beliefs.adopted, beliefs.nine, pen.exposure, out,
    )  # fmt: skip


class ArrayChamber:
    """Decides for all actors of a block of worlds at once."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.rule = setting.decide

    def beliefs(self, who: Electorate, texts: Texts) -> Beliefs:
        """See :class:`Chamber`."""
        return self.rule(who, texts)

    def judge(self, who: Electorate, texts: Texts, beliefs: Beliefs) -> Judgement:
        """See :class:`Chamber`."""
        gain = None if self.setting.common_prior else beliefs.gain
        return judge_texts(who, texts, beliefs, self.setting.rows, gain)

    def vote(self, judgement: Judgement, draw: Floats) -> Votes:
        """See :class:`Chamber`."""
        out = np.zeros(draw.shape, dtype=np.int8)
        kernels.choose_votes(self.setting.rows, judgement.probability, draw, out)
        return out

    def ask(self, look: Look, pen: Pen) -> tuple[Floats, NDArray[np.bool_]]:
        """See :class:`Chamber`."""
        wishes, valid = room_for_asks(look)
        ask_rows(look, pen, self.setting.rows, wishes, valid)
        return wishes, valid

    def value(self, who: Electorate, texts: Texts, beliefs: Beliefs, pen: Pen) -> Floats:
        """See :class:`Chamber`."""
        out = np.zeros((who.ideal.shape[0], texts.world.size))
        value_rows(who, texts, beliefs, pen, pen.sponsors, out)
        return out

    def urge(self, gain: Floats, half: Floats) -> Floats:
        """See :class:`Chamber`."""
        out = np.zeros(gain.shape)
        kernels.urge(self.setting.rows, gain, half, out)
        return out

    def consent(self, case: ConsentCase) -> Floats:
        """See :class:`Chamber`."""
        out = np.zeros(case.gain.shape)
        consent_rows(case, self.setting.party_rows, out)
        return out

    def ballot(self, world: World, draft: int, columns: Ints, moment: int) -> Votes:  # noqa: ARG002
        """See :class:`Chamber`."""
        return array_outcome(self.setting, world.vote[:, draft, columns], draft)


def array_outcome(setting: Setting, votes: Votes, draft: int) -> Votes:
    """Outcome codes ``(B,)`` of votes ``(N, B)`` on ``draft`` under Article 27."""
    decision = decide(
        np.ascontiguousarray(votes.T),
        setting.permanent_mask,
        setting.rule,
        procedural=bool(setting.blocking[draft] == 0 and setting.rule.blocking != 0),
        bound=setting.bound[:, draft] != 0.0,
    )
    outcome: Votes = decision.outcome
    return outcome
