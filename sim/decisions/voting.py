"""Ballots as voting problems: what members believe of each other, and the rules of decision.

A rule of decision turns an electorate and some texts into public beliefs. Rules are named in
``RULES``; a further rule is a function of the same form and a line there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.decisions import fixed_point, kernels
from sim.decisions.consensus import in_view
from sim.decisions.lanes import Odds
from sim.domain.errors import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Electorate:
    """Who votes, in a block of worlds. N members, K issues, B worlds.

    Attributes:
        ideal, salience: ``(N, K, B)``.
        align: ``(N, N, B)``.
        c: ``(12, B)`` coefficients of the vote.
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
    """Texts put before the electorate; a lane is a text in a world.

    Attributes:
        world: ``(L,)`` column of each lane.
        text, rival: ``(K, L)`` the text, and what is expected if it fails.
        chance: ``(L,)`` probability that the rival comes if the text fails.
        fixed: ``(N, L)`` sponsorship, statements and consultation: the stance beside policy.
        held: ``(N, L)`` 1 where the vote is not the member's to choose.
        given: ``(3, N, L)`` the probabilities of held members.
        blocking: ``(L,)`` permanent noes that defeat the text.
    """

    world: Ints
    text: Floats
    rival: Floats
    chance: Floats
    fixed: Floats
    held: Floats
    given: Floats
    blocking: Ints


@dataclass(frozen=True)
class Beliefs:
    """What everybody expects of a ballot.

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
    """What members make of texts, each from its own row and the public beliefs.

    Attributes:
        stance: ``(N, L)`` D.
        worth: ``(3, N, L)`` W of yes, abstain, no.
        probability: ``(3, N, L)``.
        gain: ``(N, L)`` policy gain by its own row.
    """

    stance: Floats
    worth: Floats
    probability: Floats
    gain: Floats


def gains(who: Electorate, texts: Texts, rows: Ints) -> Floats:
    """``(N, L)`` policy gains of ``rows`` (zero elsewhere)."""
    out = np.zeros((who.ideal.shape[0], texts.world.size))
    kernels.policy_gain(
        rows, who.ideal, who.salience, who.quo, who.compliance,
        texts.text, texts.rival, texts.chance, texts.world, who.quadratic, out,
    )  # fmt: skip
    return out


def _blank(n: int, lanes: int, given: Floats) -> tuple[Floats, ...]:
    return (
        given.copy(), np.zeros((n, lanes)), np.zeros((3, n, lanes)), np.zeros((n, lanes)),
        np.zeros(lanes), np.zeros(lanes),
    )  # fmt: skip


def quantal_response(who: Electorate, texts: Texts) -> Beliefs:
    """The logit equilibrium with interaction, from the sincere start (McKelvey, Palfrey 1995)."""
    gain = gains(who, texts, who.rows)
    n, lanes = gain.shape
    probability, support, odds, blame, adopted, nine = _blank(n, lanes, texts.given)
    steps = np.zeros(lanes, dtype=np.int64)
    accord, residual = np.zeros(lanes), np.zeros(lanes)
    fixed_point.equilibrium(
        gain, texts.fixed, who.align, who.c, texts.world, texts.held,
        who.elected, who.permanent, who.quota, texts.blocking,
        probability, accord, support, odds, blame, adopted, nine, steps, residual,
    )  # fmt: skip
    return Beliefs(
        gain,
        probability,
        accord,
        support,
        odds,
        blame,
        adopted,
        nine,
        texts.held,
        steps,
        residual,
    )


def sincere(who: Electorate, texts: Texts) -> Beliefs:
    """Everybody votes its own view: nobody is decisive, nobody looks at others.

    The norm of consensus is minded, as far as these views leave a consensus in view.
    """
    gain = gains(who, texts, who.rows)
    n, lanes = gain.shape
    probability, support, odds, blame, accord, _ = _blank(n, lanes, texts.given)
    in_view(who.rows, gain, texts.fixed, who.c, texts.world, texts.held, texts.given, accord)
    kernels.appraise(
        who.rows, gain, texts.fixed, who.align, who.c, texts.world, texts.held, accord,
        support, odds, blame, np.empty((n, lanes)), np.empty((3, n, lanes)), probability,
    )  # fmt: skip
    return _counted(who, texts, gain, probability, texts.held, accord)


def threshold(who: Electorate, texts: Texts) -> Beliefs:
    """The sincere vote without chance: yes above one cut-off of D, no below another."""
    free = sincere(who, texts)
    n, lanes = free.gain.shape
    vote = np.zeros((n, lanes), dtype=np.int8)
    kernels.choose(who.rows, free.probability, np.full((n, lanes), -1.0), vote)
    certain = np.stack([vote == v for v in range(3)]).astype(np.float64)
    held = texts.held != 0.0
    probability = np.where(held, texts.given, certain)
    return _counted(who, texts, free.gain, probability, np.ones_like(texts.held), free.accord)


def always_yes(who: Electorate, texts: Texts) -> Beliefs:
    """Everybody who may vote votes yes: what most ballots of the Council look like."""
    gain = gains(who, texts, who.rows)
    certain = np.zeros((3, *gain.shape))
    certain[0] = 1.0
    probability = np.where(texts.held != 0.0, texts.given, certain)
    return _counted(
        who, texts, gain, probability, np.ones_like(texts.held), np.ones(texts.world.size)
    )


def _counted(
    who: Electorate,
    texts: Texts,
    gain: Floats,
    probability: Floats,
    held: Floats,
    accord: Floats,
) -> Beliefs:
    """Beliefs without strategy: exact odds of adoption, but nobody minds them."""
    n, lanes = gain.shape
    adopted, nine = chances(who, probability, texts.blocking)
    zero = np.zeros((n, lanes))
    return Beliefs(
        gain, probability, accord, zero, np.zeros((3, n, lanes)), zero, adopted, nine, held,
        np.ones(lanes, dtype=np.int64), np.zeros(lanes),
    )  # fmt: skip


def chances(who: Electorate, probability: Floats, blocking: Ints) -> tuple[Floats, Floats]:
    """Exact P(adopted) and P(quota reached), each ``(L,)``, for probabilities ``(3, N, L)``."""
    lanes = probability.shape[2]
    adopted = np.empty(lanes)
    nine = np.empty(lanes)
    found = Odds(np.empty_like(probability), np.empty_like(probability[0]), adopted, nine)
    fixed_point.adoption(who.elected, who.permanent, who.quota, blocking, probability, found)
    return adopted, nine


Rule = Callable[[Electorate, Texts], Beliefs]
"""What a rule of decision is."""

RULES: dict[str, Rule] = {
    "quantal-response": quantal_response,
    "sincere": sincere,
    "threshold": threshold,
    "always-yes": always_yes,
}
"""Rules of decision by the name that scenarios use."""


STRATEGIC = "quantal-response"
"""The rule under which members look at what they expect of each other."""


def rule_named(name: object, beliefs: str) -> Rule:
    """The rule of decision of that name; without strategy under ``beliefs`` sincere.

    Sincere beliefs switch the fixed point off, so that the quantal response becomes the sincere
    rule; the other rules have none.

    Raises:
        UsageError: for a name that is none of ``RULES``, or a rule that is a function.
    """
    if callable(name):
        called = getattr(name, "__name__", repr(name))
        raise UsageError(
            f"the rule '{called}' is a function, which no whole Council can be given by name",
            why="the ensemble plays the rules that it knows by name: " + ", ".join(RULES),
            remedy="let members follow it, agent by agent: CouncilModel(scenario, "
            f"rules={{'FRA': {called}}})",
        )
    if name not in RULES:
        raise UsageError(
            f"there is no decision rule '{name}'",
            why="rules known by name: " + ", ".join(RULES),
            remedy="a rule in Python runs agent by agent: CouncilModel(scenario, rules={...})",
        )
    rule = RULES[str(name)]
    return sincere if beliefs == "sincere" and name == STRATEGIC else rule


def judge(
    who: Electorate, texts: Texts, beliefs: Beliefs, rows: Ints, known: Floats | None = None
) -> Judgement:
    """Stance, W and probabilities of ``rows``, each from its own row and the public beliefs.

    ``known`` are their policy gains ``(N, L)``, where these have been found already.
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
