"""One world as a Mesa model, to inspect or to plug in a rule of one's own."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.domain.arguments import as_flag, as_mapping, instance_of, optional, reads_arguments
from sim.domain.ballots import Outcome, Vote
from sim.domain.counts import REPLICATE, SEED
from sim.domain.errors import UsageError
from sim.domain.events import Event
from sim.domain.words import nearest
from sim.engines.agents import EnvoyAgent, MemberAgent, OwnRule, PartyAgent
from sim.engines.ensemble import harvest
from sim.engines.sitting import Sitting
from sim.engines.worlds import Worlds
from sim.equilibrium.rules import sincere
from sim.negotiation.chamber import ConsentCase, Pen, room_for_asks
from sim.negotiation.luck import MODAL, Luck
from sim.negotiation.rounds import Play, play_round
from sim.negotiation.setting import Setting, setting_of
from sim.negotiation.views import Look
from sim.negotiation.world import World
from sim.preferences.electorate import Beliefs, Electorate, Judgement, Texts
from sim.procedure.meeting.state import Meeting
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


WORDS = tuple(vote.word for vote in Vote)
"""The name of each vote, by its code."""


class AgentChamber:
    """A chamber in which every agent decides for itself."""

    def __init__(
        self, setting: Setting, members: list[MemberAgent], parties: list[PartyAgent]
    ) -> None:
        self.setting = setting
        self.members = members
        self.parties = parties
        self.rule = setting.decide
        self.own = [member for member in members if member.rule is not None]
        self.sitting: dict[int, Sitting] = {}
        self.sittings: list[Sitting] = []

    def beliefs(self, who: Electorate, texts: Texts) -> Beliefs:
        """See :class:`sim.negotiation.chamber.Chamber`."""
        if not self.own:
            return self.rule(who, texts)
        start = sincere(who, texts)
        held, given = texts.held.copy(), texts.given.copy()
        for member in self.own:
            free = texts.held[member.index] == 0.0
            answer = member.follow_own_rule(who, texts, start)
            given[:, member.index] = np.where(free, answer, given[:, member.index])
            held[member.index] = 1.0
        return self.rule(who, dataclasses.replace(texts, held=held, given=given))

    def judge(self, who: Electorate, texts: Texts, beliefs: Beliefs) -> Judgement:
        """See :class:`sim.negotiation.chamber.Chamber`."""
        n, lanes = beliefs.gain.shape
        into = Judgement(
            stance=np.zeros((n, lanes)),
            worth=np.zeros((3, n, lanes)),
            probability=beliefs.probability.copy(),
            gain=np.zeros((n, lanes)),
        )
        for member in self.members:
            member.look(who, texts, beliefs, into)
        return into

    def vote(self, judgement: Judgement, draw: Floats) -> NDArray[np.int8]:
        """See :class:`sim.negotiation.chamber.Chamber`."""
        out = np.zeros(draw.shape, dtype=np.int8)
        for member in self.members:
            member.cast(judgement, draw, out)
        return out

    def ask(self, look: Look, pen: Pen) -> tuple[Floats, NDArray[np.bool_]]:
        """See :class:`sim.negotiation.chamber.Chamber`."""
        wishes, valid = room_for_asks(look)
        for member in self.members:
            member.ask(look, pen, wishes, valid)
        return wishes, valid

    def value(self, who: Electorate, texts: Texts, beliefs: Beliefs, pen: Pen) -> Floats:
        """See :class:`sim.negotiation.chamber.Chamber`."""
        out = np.zeros((who.ideal.shape[0], texts.world.size))
        for index in pen.sponsors:
            self.members[index].weigh(who, texts, beliefs, pen, out)
        return out

    def urge(self, gain: Floats, half: Floats) -> Floats:
        """See :class:`sim.negotiation.chamber.Chamber`."""
        out = np.zeros(gain.shape)
        for member in self.members:
            member.press(gain, half, out)
        return out

    def consent(self, case: ConsentCase) -> Floats:
        """See :class:`sim.negotiation.chamber.Chamber`."""
        out = np.zeros(case.gain.shape)
        for party in self.parties:
            party.weigh(case, out)
        return out

    def ballot(self, world: World, draft: int, columns: Ints, moment: int) -> NDArray[np.int8]:
        """See :class:`sim.negotiation.chamber.Chamber`; the ballot is taken in a meeting."""
        day = self.setting.time_of(moment).date()
        outcomes = [self._meet(world, draft, int(column), day) for column in columns]
        return np.array(outcomes, dtype=np.int8)

    def _meet(self, world: World, draft: int, place: int, day: date) -> int:
        """Hold the ballot on a draft in the meeting of one world."""
        cast = world.vote[:, draft, place].tolist()
        votes = {member.code: WORDS[cast[member.index]] for member in self.members}
        if place == 0:
            for member in self.members:
                member.vote = votes[member.code]
        sitting = self.sitting.get(place)
        if sitting is None:
            sitting = self.sitting[place] = Sitting(self.setting, day)
            if place == 0:
                self.sittings.append(sitting)
        return sitting.put(draft, votes)

    def rise(self) -> None:
        """Close the open meetings, if any."""
        for sitting in self.sitting.values():
            sitting.close()
        self.sitting.clear()


_content = instance_of(
    "the content of a scenario", "pass sim.load(NAME).data", lambda: Scenario, lambda: Setting
)


class CouncilModel(mesa.Model):  # type: ignore[misc]
    """One replicate of a scenario, agent by agent, or several of them side by side.

    Given a range of replicates, the same agents live through all of them at once, round by round:
    each decides for its own row in every world in one call. Each world has exactly the bits it has
    alone, and its ballots are taken in a meeting of its own; only the overhead of Python is shared.

    Args:
        scenario: A scenario, or the setting made from it (which saves time over many models).
        seed: Root seed.
        replicate: The replicate to re-enact from the ensemble with that seed, or a range of them.
            Agents' attributes (``vote``, ``p_yes``) and :meth:`meetings` show the first of a range.
        modal: Run the modal world instead: every number at its centre, every chance move at its
            most likely.
        rules: Members' own rules of decision, by code.
        collect: Keep a DataCollector's table of every round, and events; for a single world only.

    Raises:
        UsageError: for a rule of a State that is no member, or under a common prior; for a range
            that is empty, has gaps, is modal, or has ``collect`` set.
    """

    @reads_arguments({
        "scenario": _content, "modal": as_flag, "collect": as_flag, "rules": optional(as_mapping),
    })  # fmt: skip
    def __init__(
        self,
        scenario: Scenario | Setting,
        *,
        seed: int = 0,
        replicate: int | range = 0,
        modal: bool = False,
        rules: Mapping[str, OwnRule] | None = None,
        collect: bool = True,
    ) -> None:
        super().__init__(seed=0)  # Mesa's own generator is never used
        setting = setting_of(scenario)
        self.setting = setting
        seed = SEED.of(seed)
        if not isinstance(replicate, range):
            only = REPLICATE.of(replicate)
            luck = MODAL if modal else Luck(seed, range(only, only + 1))
        else:
            luck = _luck_of(seed, replicate, modal=modal, collect=collect)
        world = World(setting, luck, log=collect)
        own = _own_rules(setting, rules or {})
        self.council = [
            MemberAgent(self, index, code, own.get(code))
            for index, code in enumerate(setting.members)
        ]
        self.parties = [PartyAgent(self, place, key) for place, key in enumerate(setting.parties)]
        envoy = setting.scenario.envoy
        self.envoy = None if envoy is None else EnvoyAgent(self, envoy.name)
        self.chamber = AgentChamber(setting, self.council, self.parties)
        self.play = Play(world, self.chamber)
        self.moment = 0
        self.datacollector = _collector(self) if collect else None

    @property
    def world(self) -> World:
        """The state of the world, or of all worlds along the arrays' last axis."""
        return self.play.world

    def step(self) -> None:
        """Advance by one round."""
        play_round(self.play, self.moment)
        self.chamber.rise()
        self.moment += 1
        if self.envoy is not None:
            self.envoy.left = float(self.world.left[0])
        if self.datacollector is not None:
            self.datacollector.collect(self)
        if self.moment >= self.setting.rounds:
            self.running = False

    def run(self) -> Worlds:
        """Run all remaining rounds."""
        while self.moment < self.setting.rounds:
            self.step()
        return harvest(self.world)

    def events(self) -> list[Event]:
        """The events so far (empty without ``collect``)."""
        return self.world.log.of(0)

    def meetings(self) -> list[Meeting]:
        """The meetings held so far in the first world: acts, rulings and ballots."""
        return [sitting.meeting for sitting in self.chamber.sittings]

    def close(self) -> None:
        """Remove the model from Mesa's registry, which keeps it alive until the process ends."""
        ids: Any = getattr(mesa.Agent, "_ids", None)
        if ids is not None:
            ids.pop(self, None)


def _luck_of(seed: int, replicates: range, *, modal: bool, collect: bool) -> Luck:
    """The draws of a range of replicates; see :class:`CouncilModel` for the errors."""
    if not replicates or replicates.step != 1:
        raise UsageError(
            f"the replicates {replicates} are not consecutive",
            remedy="pass a range, such as range(0, 500)",
        )
    if modal:
        raise UsageError(
            "there is one modal world, not a range of them",
            remedy="play replicates, which is modal=False",
        )
    if collect:
        raise UsageError(
            "rounds and events are only recorded for one world at a time",
            remedy="pass collect=False, or run the worlds one by one",
        )
    return Luck(seed, replicates)


def _own_rules(setting: Setting, rules: Mapping[str, OwnRule]) -> Mapping[str, OwnRule]:
    """The rules, checked to belong to members; see :class:`CouncilModel`."""
    for code in rules:
        if code not in setting.member_of:
            near = nearest(code, setting.members)
            raise UsageError(
                f"a rule was given for '{code}', which is not a member",
                remedy=f"did you mean '{near}'?" if near else ", ".join(setting.members),
            )
    if rules and setting.common_prior:
        raise UsageError(
            f"the rule of {', '.join(rules)} does not work with a common prior",
            why="other members would have to guess what the function returns for the numbers "
            "they believe",
            remedy="use beliefs: equilibrium, or beliefs: sincere",
        )
    return rules


def _collector(model: CouncilModel) -> mesa.DataCollector:
    """A table of rounds and of members' votes."""
    drafts = model.setting.drafts

    def outcome(place: int) -> Any:
        return lambda m: Outcome(int(m.world.outcome[place, 0])).word

    reporters: dict[str, Any] = {
        "round": lambda m: m.moment,
        "destruction": lambda m: float(m.world.destruction[0]),
        "left": lambda m: float(m.world.left[0]),
        "plan_accepted": lambda m: bool(m.world.facts["plan_accepted"][0]),
    }
    for place, symbol in enumerate(drafts):
        reporters[f"outcome {symbol}"] = outcome(place)
    return mesa.DataCollector(
        model_reporters=reporters,
        agenttype_reporters={MemberAgent: {"code": "code", "p_yes": "p_yes", "vote": "vote"}},
    )
