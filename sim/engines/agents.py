"""The actors as Mesa agents: each decides from its own row and the public beliefs.

Agents hold no threshold and no coefficient; they call the kernels for one row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.negotiation.chamber import ConsentCase, Pen, ask_rows, consent_rows, value_rows
from sim.negotiation.views import Look
from sim.preferences import kernels
from sim.preferences.electorate import Beliefs, Electorate, Judgement, Texts, gains

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RuleInput:
    """The input of a member's own rule, for one text.

    Attributes:
        code: The member.
        ideal, salience: ``(issues,)``.
        text: ``(issues,)`` the text.
        gain, stance: Its policy gain d and sincere stance D.
        probability: ``(3, members)`` sincere vote probabilities of the others: yes, abstain, no.
    """

    code: str
    ideal: Floats
    salience: Floats
    text: Floats
    gain: float
    stance: float
    probability: Floats


OwnRule = Callable[[RuleInput], tuple[float, float, float]]
"""A user's rule: returns probabilities of yes, abstain and no, which must sum to 1."""


class MemberAgent(mesa.Agent):  # type: ignore[misc]
    """A member of the Council.

    Attributes:
        code: ISO code.
        vote: Its last vote as a word, empty before the first.
        p_yes: Its probability of yes on the text it evaluated last.
    """

    def __init__(self, model: mesa.Model, index: int, code: str, rule: OwnRule | None) -> None:
        super().__init__(model)
        self.index = index
        self.code = code
        self.rule = rule
        self.rows = np.array([index], dtype=np.int64)
        self.vote = ""
        self.p_yes = float("nan")

    def look(self, who: Electorate, texts: Texts, beliefs: Beliefs, into: Judgement) -> None:
        """Write gain, stance, W and probabilities of its own row into ``into``."""
        kernels.look(
            self.rows, who.ideal, who.salience, who.quo, who.compliance, texts.text, texts.rival,
            texts.chance, who.quadratic, texts.fixed, who.align, who.c, texts.world, beliefs.held,
            beliefs.accord, beliefs.support, beliefs.odds, beliefs.blame,
            into.gain, into.stance, into.worth, into.probability,
        )  # fmt: skip
        self.p_yes = into.probability.item(0, self.index, 0)

    def cast(self, judgement: Judgement, draw: Floats, out: NDArray[np.int8]) -> None:
        """Write its vote."""
        kernels.choose_votes(self.rows, judgement.probability, draw, out)

    def ask(self, look: Look, pen: Pen, wishes: Floats, valid: NDArray[np.bool_]) -> None:
        """Write the change it wants most, and its price."""
        ask_rows(look, pen, self.rows, wishes, valid)

    def weigh(self, who: Electorate, texts: Texts, beliefs: Beliefs, pen: Pen, out: Floats) -> None:
        """As a sponsor, write the value of each text."""
        value_rows(who, texts, beliefs, pen, self.rows, out)

    def press(self, gain: Floats, half: Floats, out: Floats) -> None:
        """Write how hard it presses its client to accept the plan."""
        kernels.urge(self.rows, gain, half, out)

    def follow_own_rule(self, who: Electorate, texts: Texts, start: Beliefs) -> Floats:
        """``(3, L)`` probabilities by its own rule, at the sincere start.

        Raises:
            ValueError: when the rule does not return a probability distribution.
        """
        assert self.rule is not None
        own = gains(who, texts, self.rows)
        out = np.empty((3, texts.world.size))
        for lane, world in enumerate(texts.world):
            row = RuleInput(
                self.code,
                who.ideal[self.index, :, world],
                who.salience[self.index, :, world],
                texts.text[:, lane],
                float(own[self.index, lane]),
                float(own[self.index, lane] + texts.fixed[self.index, lane]),
                start.probability[:, :, lane],
            )
            answer = np.asarray(self.rule(row), dtype=np.float64)
            valid = answer.shape == (3,) and (answer >= 0).all()  # false for NaN, too
            if not valid or not abs(answer.sum() - 1.0) <= 1e-9:
                raise ValueError(
                    f"{self.code}'s rule returned {answer}, which is not a probability distribution"
                )
            out[:, lane] = answer
        return out


class PartyAgent(mesa.Agent):  # type: ignore[misc]
    """A party to the conflict.

    Attributes:
        key: Its key in the scenario.
        index: Its last index of consent.
    """

    def __init__(self, model: mesa.Model, place: int, key: str) -> None:
        super().__init__(model)
        self.rows = np.array([place], dtype=np.int64)
        self.place = place
        self.key = key
        self.index = float("nan")

    def weigh(self, case: ConsentCase, out: Floats) -> None:
        """Write its index of consent to the plan."""
        consent_rows(case, self.rows, out)
        self.index = float(out[self.place, 0])


class EnvoyAgent(mesa.Agent):  # type: ignore[misc]
    """The Secretary-General's envoy, who negotiates the plan with the parties.

    Attributes:
        name: Name and office.
        left: Share of the fighters who have left.
    """

    def __init__(self, model: mesa.Model, name: str) -> None:
        super().__init__(model)
        self.name = name
        self.left = 0.0
