"""A ballot as a voting problem: the voters, the texts, and what each voter thinks of each text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.preferences import kernels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Electorate:
    """The voters in a block of worlds: N members, K issues, B worlds.

    Attributes:
        ideal, salience: ``(N, K, B)``.
        align: ``(N, N, B)``.
        c: ``(19, B)`` coefficients of the vote.
        quo, compliance: ``(K, B)``.
        elected, permanent: Indices of members.
        quota: Affirmative votes needed.
        quadratic: Squared instead of city-block loss.
    """

    ideal: Floats
    salience: Floats
    align: Floats
    c: Floats
    quo: Floats
    compliance: Floats
    elected: Ints
    permanent: Ints
    quota: int
    quadratic: bool

    @property
    def rows(self) -> Ints:
        """Indices of all members."""
        return np.arange(self.ideal.shape[0], dtype=np.int64)


@dataclass(frozen=True)
class Texts:
    """Texts put to the electorate; a lane is one text in one world.

    Attributes:
        world: ``(L,)`` column of each lane.
        text, rival: ``(K, L)`` the text, and the text expected if it fails.
        chance: ``(L,)`` probability that the rival comes if the text fails.
        fixed: ``(N, L)`` the stance apart from policy: sponsorship, statements and consultation.
        apart: ``(N, L)`` how much a change of one whole scale lowers each stance, by distance to
            the penholders; included in ``fixed`` and used by prices.
        held: ``(N, L)`` 1 where the member does not choose its vote.
        given: ``(3, N, L)`` the probabilities of held members.
        blocking: ``(L,)`` permanent noes that defeat the text.
    """

    world: Ints
    text: Floats
    rival: Floats
    chance: Floats
    fixed: Floats
    apart: Floats
    held: Floats
    given: Floats
    blocking: Ints


@dataclass(frozen=True)
class Beliefs:
    """Public expectations of a ballot.

    Attributes:
        gain: ``(N, L)`` policy gains d.
        probability: ``(3, N, L)`` yes, abstain, no.
        accord: ``(L,)`` how far the norm of consensus binds: P(nobody objects openly).
        support: ``(N, L)`` believed E[e].
        odds: ``(3, N, L)`` P(adopted | own vote); blame: ``(N, L)``.
        adopted, nine: ``(L,)`` P(adopted), P(quota reached).
        held: ``(N, L)`` members whose probabilities are given.
        steps, residual: ``(L,)`` iterations used and the last change.
    """

    gain: Floats
    probability: Floats
    accord: Floats
    support: Floats
    odds: Floats
    blame: Floats
    adopted: Floats
    nine: Floats
    held: Floats
    steps: Ints
    residual: Floats


@dataclass(frozen=True)
class Judgement:
    """Each member's view of each text, from its own row and the public beliefs.

    Attributes:
        stance: ``(N, L)`` D.
        worth: ``(3, N, L)`` W of yes, abstain, no.
        probability: ``(3, N, L)``.
        gain: ``(N, L)`` policy gain computed from the member's own row.
    """

    stance: Floats
    worth: Floats
    probability: Floats
    gain: Floats


def gains(who: Electorate, texts: Texts, rows: Ints) -> Floats:
    """``(N, L)`` policy gains of the members in ``rows``; zero elsewhere."""
    out = np.zeros((who.ideal.shape[0], texts.world.size))
    kernels.policy_gains(
        rows, who.ideal, who.salience, who.quo, who.compliance,
        texts.text, texts.rival, texts.chance, texts.world, who.quadratic, out,
    )  # fmt: skip
    return out


def judge_texts(
    who: Electorate, texts: Texts, beliefs: Beliefs, rows: Ints, known: Floats | None = None
) -> Judgement:
    """Stance, W and probabilities of ``rows``, each from its own row and the public beliefs.

    ``known`` are their policy gains ``(N, L)``, if already computed.
    """
    gain = gains(who, texts, rows) if known is None else known
    n, lanes = gain.shape
    stance = np.zeros((n, lanes))
    worth = np.zeros((3, n, lanes))
    probability = beliefs.probability.copy()
    kernels.appraise(
        rows, gain, texts.fixed, who.align, who.c, texts.world, beliefs.held,
        beliefs.accord, beliefs.support, beliefs.odds, beliefs.blame, stance, worth, probability,
    )  # fmt: skip
    return Judgement(stance, worth, probability, gain)
