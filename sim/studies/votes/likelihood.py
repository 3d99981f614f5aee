"""The exact probabilities of recorded votes as functions of the coefficients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.engines.ensemble import finish_block, start_block
from sim.engines.parallel import Mapper, map_in_order
from sim.equilibrium.rules import chances
from sim.negotiation.electorates import electorate
from sim.negotiation.luck import MODAL, Luck
from sim.negotiation.prospects import prospects
from sim.negotiation.rounds import PHASES, Play
from sim.negotiation.setting import setting_of
from sim.preferences.coefficients import COEFFICIENTS, DECISION
from sim.preferences.electorate import Electorate
from sim.scenario.schema import Scenario
from sim.studies.votes.scores import CHOICES, SMALLEST

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STARTING: Floats = np.array([COEFFICIENTS[name].start for name in DECISION])
"""``(11,)`` starting values in the order of ``DECISION``."""


@dataclass(frozen=True)
class Recorded:
    """The recorded votes on one draft.

    Attributes:
        draft: Symbol.
        rows: ``(M,)`` indices of the members; codes: their codes.
        cast: ``(M,)`` row of the vote: yes, abstain, no. Absences are left out.
    """

    draft: str
    rows: Ints
    codes: tuple[str, ...]
    cast: Ints


@dataclass(frozen=True)
class DraftProbabilities:
    """The model's forecast of one draft.

    Attributes:
        draft: Symbol.
        probability: ``(3, N, B)`` exact, in B worlds that differ in the scenario's numbers.
        adopted: ``(B,)`` exact probability of adoption.
    """

    draft: str
    probability: Floats
    adopted: Floats

    @property
    def mean(self) -> Floats:
        """``(3, N)`` the forecast of a run: the mean over the worlds."""
        out: Floats = self.probability.mean(axis=2)
        return out


class RecordedCase:
    """A scenario with recorded votes, which can be evaluated under any coefficients.

    Its texts cannot be changed (:func:`closed_to_change`).

    Args:
        scenario: A scenario with ``record_of_votes``.
        draws: Worlds, each a draw of the scenario's numbers; 0 for one world at the centres.
        seed: Root seed of the draws; they are the same for all coefficients.
        vary: Prefixes of the paths of numbers that are drawn, while the others stay at their
            centres; empty draws all.

    Raises:
        ValueError: when the scenario has no recorded vote.
    """

    def __init__(
        self, scenario: Scenario, draws: int, seed: int = 0, vary: tuple[str, ...] = ()
    ) -> None:
        self.scenario = closed_to_change(scenario)
        self.setting = setting_of(self.scenario)
        self.draws = draws
        self.seed = seed
        self.vary = vary
        self.recorded = recorded(scenario)
        if not self.recorded:
            raise ValueError(f"the scenario '{scenario.scenario}' has no recorded vote")
        self._play = self._before_the_meeting() if self._at_once() else None

    @property
    def name(self) -> str:
        """Name of the scenario."""
        return self.scenario.scenario

    @property
    def votes(self) -> int:
        """Number of recorded votes."""
        return sum(r.cast.size for r in self.recorded)

    @cached_property
    def values(self) -> Floats:
        """``(quantities, B)`` the scenario's numbers as drawn, in the order of the setting."""
        return self._start(STARTING).world.values.copy()

    @cached_property
    def electorate(self) -> Electorate:
        """The Council before its first round."""
        return electorate((self._play or self._start(STARTING)).world)

    def _at_once(self) -> bool:
        """Whether nothing before the ballots depends on the coefficients of the vote."""
        put = [text for text in self.setting.texts if text.vote is not None]
        return self.setting.rounds == 1 and len(put) == 1

    def _start(self, c: Floats) -> Play:
        luck = Luck(self.seed, range(self.draws)) if self.draws else MODAL
        numbers = dict(zip((f"coefficients.{name}" for name in DECISION), c, strict=True))
        if self.vary:
            still = (q for q in self.setting.quantities if not q.path.startswith(self.vary))
            numbers = {q.path: q.centre for q in still} | numbers
        given = {path: np.broadcast_to(v, luck.count).copy() for path, v in numbers.items()}
        return start_block(self.setting, luck, given=given)

    def _before_the_meeting(self) -> Play:
        play = self._start(STARTING)
        for phase in PHASES[:-1]:
            phase(play, 0)
        return play

    def forecasts(self, c: Floats) -> list[DraftProbabilities]:
        """The model's forecast of every recorded draft under coefficients ``(11,)``.

        With ``(11, B)`` each of the B worlds has coefficients of its own.
        """
        if self._play is None:
            return self._played(c)
        world, chamber = self._play.world, self._play.chamber
        world.values[self.setting.coefficient_places] = c.reshape(c.shape[0], -1)
        world.read_numbers()
        everywhere = np.ones(world.count, dtype=np.bool_)
        out = []
        for record in self.recorded:
            draft = self.setting.draft_of[record.draft]
            prospect = prospects(world, chamber, everywhere, stop=draft)[draft]
            who = electorate(world, draft)
            probability = chamber.judge(who, prospect.texts, prospect.beliefs).probability
            adopted, _ = chances(who, probability, prospect.texts.blocking)
            out.append(DraftProbabilities(record.draft, probability, adopted))
        return out

    def _played(self, c: Floats) -> list[DraftProbabilities]:
        """The same from complete runs, if rounds before the ballot depend on the coefficients."""
        worlds = finish_block(self._start(c))
        out = []
        for record in self.recorded:
            d = self.setting.draft_of[record.draft]
            put = np.isfinite(worlds.p_vote[d]).all(axis=(0, 1))
            out.append(
                DraftProbabilities(
                    record.draft, worlds.p_vote[d][:, :, put], worlds.p_adopted[d][put]
                )
            )
        return out

    def log_likelihood(self, c: Floats) -> float:
        """Sum over recorded votes of the log of their forecast probability (mean over worlds)."""
        total = 0.0
        for record, draft_probabilities in zip(self.recorded, self.forecasts(c), strict=True):
            chance = draft_probabilities.mean[record.cast, record.rows]
            total += float(np.log(np.maximum(chance, SMALLEST)).sum())
        return total


def closed_to_change(scenario: Scenario) -> Scenario:
    """The scenario with its texts as they were put: nobody amends, merges or withdraws them.

    Recorded votes are votes on one text. A world in which sponsors change it would forecast votes
    on another text, which nobody cast.
    """
    closed = {s: draft.model_copy(update={"may": ()}) for s, draft in scenario.drafts.items()}
    return scenario.model_copy(update={"drafts": closed})


def recorded(scenario: Scenario) -> tuple[Recorded, ...]:
    """The recorded votes of the scenario's drafts that were put to the vote."""
    record = scenario.record_of_votes
    out = []
    for symbol, draft in scenario.drafts.items():
        votes = record.votes.get(symbol, {}) if record is not None else {}
        if draft.vote is None:
            continue
        entries = [
            (row, code, Vote.from_word(votes[code]))
            for row, code in enumerate(scenario.members)
            if code in votes
        ]
        entries = [entry for entry in entries if entry[2] in CHOICES]
        if entries:
            rows = np.array([row for row, _, _ in entries], dtype=np.int64)
            cast = np.array([int(vote) for _, _, vote in entries], dtype=np.int64)
            out.append(Recorded(symbol, rows, tuple(code for _, code, _ in entries), cast))
    return tuple(out)


def log_likelihood(
    cases: Sequence[RecordedCase], c: Floats, mapper: Mapper = map_in_order
) -> float:
    """Sum over all cases."""
    return float(sum(mapper(lambda case: case.log_likelihood(c), cases)))
