"""Rules of decision: what members believe about each other before a ballot.

A rule of decision turns an electorate and some texts into public beliefs. Rules are registered by
name in ``RULES``, to which users can add their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.code_digest import code_digest
from sim.domain.errors import UnknownNameError, UsageError
from sim.domain.registry import Registry
from sim.equilibrium import fixed_point
from sim.equilibrium.lanes import Odds
from sim.preferences import kernels
from sim.preferences.consensus import in_view
from sim.preferences.electorate import Beliefs, Electorate, Texts, gains

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
    """Every member votes its own view: nobody considers being decisive, nobody looks at others.

    The norm of consensus applies as far as these views leave consensus in view.
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
    kernels.choose_votes(who.rows, free.probability, np.full((n, lanes), -1.0), vote)
    certain = np.stack([vote == v for v in range(3)]).astype(np.float64)
    held = texts.held != 0.0
    probability = np.where(held, texts.given, certain)
    return _counted(who, texts, free.gain, probability, np.ones_like(texts.held), free.accord)


def always_yes_rule(who: Electorate, texts: Texts) -> Beliefs:
    """Every member that may vote votes yes, as in most ballots of the Council."""
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
    """Beliefs without strategy: exact odds of adoption, to which nobody responds."""
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
    odds = Odds(np.empty_like(probability), np.empty_like(probability[0]), adopted, nine)
    fixed_point.adoption_odds(who.elected, who.permanent, who.quota, blocking, probability, odds)
    return adopted, nine


Rule = Callable[[Electorate, Texts], Beliefs]
"""The signature of a rule of decision."""

RULES: Registry[Rule] = Registry(
    "rule of decision",
    {
        "quantal-response": quantal_response,
        "sincere": sincere,
        "threshold": threshold,
        "always-yes": always_yes_rule,
    },
)
"""Rules of decision, by their name in scenarios; ``RULES.register`` adds one."""


def own_rules(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Name and digest of each of the rules that is registered and not shipped, in their order.

    The digest changes when the function does: what was computed with another is not reused.
    """
    own = sorted(name for name in set(names) if name in RULES and not RULES.is_shipped(name))
    return tuple((name, code_digest(RULES[name])) for name in own)


@dataclass(frozen=True)
class CheckedRule:
    """A registered rule whose probabilities are checked in every answer."""

    name: str
    rule: Rule

    def __call__(self, who: Electorate, texts: Texts) -> Beliefs:
        """The answer of the rule.

        Raises:
            UsageError: when it is not made of probabilities of yes, abstain and no.
        """
        beliefs = self.rule(who, texts)
        shape = (3, who.rows.size, texts.world.size)
        said: Any = getattr(beliefs, "probability", None)
        if not isinstance(beliefs, Beliefs) or np.shape(said) != shape:
            raise self._fault(f"it returns Beliefs with probability of shape {shape}")
        sums = beliefs.probability.sum(axis=0)
        if not (beliefs.probability.min() >= -ROUNDING and np.all(np.abs(sums - 1.0) <= ROUNDING)):
            raise self._fault("the probabilities of a member lie between 0 and 1 and sum to 1")
        return beliefs

    def _fault(self, why: str) -> UsageError:
        return UsageError(
            f"the answer of the rule '{self.name}' cannot be used",
            why=why,
            remedy="try it with sim.testing.check_rule, which says what is wrong",
        )


ROUNDING = 1e-6
"""Difference of a sum of probabilities from 1 that is taken as rounding."""

STRATEGIC = "quantal-response"
"""The only rule under which members respond to what they expect of each other."""


def rule_named(name: object, beliefs: str) -> Rule:
    """The rule of decision called ``name``, without strategy if ``beliefs`` is ``sincere``.

    Sincere beliefs switch off the fixed point, so the quantal response becomes the sincere rule;
    the other rules have no fixed point.

    Raises:
        UsageError: when ``name`` is not in ``RULES``, or is a function.
    """
    if callable(name):
        called = getattr(name, "__name__", repr(name))
        raise UsageError(
            f"the rule '{called}' is a function, and an ensemble selects rules by name",
            why="the ensemble knows these rules: " + ", ".join(RULES),
            remedy="let members follow it, agent by agent: CouncilModel(scenario, "
            f"rules={{'FRA': {called}}}); or register a function over arrays, see sim.rules",
        )
    if name not in RULES:
        raise UnknownNameError(
            f"there is no decision rule '{name}'",
            why="rules known by name: " + ", ".join(RULES),
            remedy="register it first: sim.rules.register(name, function); or let members follow "
            "a rule agent by agent: CouncilModel(scenario, rules={...})",
        )
    rule = RULES[str(name)]
    if not RULES.is_shipped(str(name)):
        return CheckedRule(str(name), rule)
    return sincere if beliefs == "sincere" and name == STRATEGIC else rule
