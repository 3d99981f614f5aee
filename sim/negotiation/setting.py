"""A scenario in the engines' form: names become indices, numbers become entries of a vector."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.domain.memo import once_per_object
from sim.equilibrium.rules import STRATEGIC, Rule, rule_named
from sim.negotiation.due import DueChange, DueEvent, DueStatement
from sim.negotiation.following import FollowedLine, FollowingRule, lines_of
from sim.preferences.coefficients import DECISION
from sim.procedure.voting_rule import VotingRule
from sim.randomness import stream
from sim.scenario.priors import Quantity, conditional_values, quantities
from sim.scenario.schema import Draft, Scenario
from sim.scenario.voting_law import council_law, text_law, voting_order

Ints = NDArray[np.int64]
Streams = NDArray[np.uint64]
T = TypeVar("T")
NONE = -1
"""Index that means no quantity."""

FACTS: tuple[str, ...] = ("plan_announced", "plan_accepted", "plan_carried_out")
"""Facts of the world that numbers may depend on."""

HOURS_A_DAY = 24.0


class Setting:
    """The constant part of every world of one scenario.

    Attributes:
        scenario: The scenario.
        quantities: Every number with its prior, in the order of value vectors.
        members, issues, drafts, parties, patrons: Names in index order. ``patrons`` are the
            members followed by the patrons outside the Council.
        rule: Quota and blocking number.
        permanent, elected: Indices of members that can block, and of the others.
        seat_of: Index of a member within ``permanent``, by its index.
        decide: The rule of decision as a function, so that worker processes need not have it
            registered.
        lines: Members that follow others, if the scenario has any.
        common_prior: Whether members know only the centres of each other's numbers.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.quantities: tuple[Quantity, ...] = quantities(scenario)
        self.index: dict[str, int] = {q.path: n for n, q in enumerate(self.quantities)}
        self.members = tuple(scenario.members)
        self.issues = tuple(scenario.issues)
        self.drafts = tuple(scenario.drafts)
        self.parties = tuple(scenario.parties)
        outside = (key for key in scenario.patrons if key not in scenario.members)
        self.patrons = (*self.members, *outside)
        self.member_of = {code: i for i, code in enumerate(self.members)}
        self.draft_of = {symbol: d for d, symbol in enumerate(self.drafts)}
        self.party_of = {key: g for g, key in enumerate(self.parties)}
        law = council_law(scenario)
        self.rule: VotingRule = law.rule
        mask = np.array([code in law.blockers for code in self.members], dtype=np.bool_)
        self.permanent_mask = mask
        self.permanent: Ints = np.flatnonzero(mask).astype(np.int64)
        self.seat_of = {int(i): seat for seat, i in enumerate(self.permanent)}
        self.elected: Ints = np.flatnonzero(~mask).astype(np.int64)
        self.rows: Ints = np.arange(len(self.members), dtype=np.int64)
        self.party_rows: Ints = np.arange(len(self.parties), dtype=np.int64)
        self.texts: tuple[Draft, ...] = tuple(scenario.drafts.values())
        rule = rule_named(scenario.decision_rule, scenario.beliefs)
        self.lines: tuple[FollowedLine, ...] = lines_of(scenario, self.member_of)
        self.decide: Rule = FollowingRule(rule, self.lines) if self.lines else rule
        self.quadratic = scenario.loss == "quadratic"
        self.secret = scenario.council.secret_ballot
        self.common_prior = (
            scenario.beliefs == "common-prior" and scenario.decision_rule == STRATEGIC
        )
        self._made: dict[str, Any] = {}
        self._round_of: dict[datetime, int] = {}
        self._streams: dict[tuple[str, tuple[str, ...], str, int], Streams] = {}

    # the clock

    @cached_property
    def rounds(self) -> int:
        """Number of rounds."""
        return self.scenario.clock.rounds

    def time_of(self, moment: int) -> datetime:
        """The time at which round ``moment`` begins."""
        clock = self.scenario.clock
        return clock.start + timedelta(hours=clock.round_hours * moment)

    def round_of(self, when: datetime) -> int:
        """The round that contains ``when``; 0 for earlier times."""
        number = self._round_of.get(when)
        if number is None:
            number = self._round_of[when] = self.scenario.clock.round_of(when)
        return number

    def days_at(self, moment: int) -> float:
        """Whole days since the clock's start at round ``moment``; urgency steps daily."""
        hours = self.scenario.clock.round_hours * moment
        return float(math.floor(hours / HOURS_A_DAY))

    # indices of numbers

    def at(self, path: str) -> int:
        """Index of the quantity at ``path``, or ``NONE``."""
        return self.index.get(path, NONE)

    def _table(self, paths: list[list[str]]) -> Ints:
        return np.array([[self.at(path) for path in row] for row in paths], dtype=np.int64)

    def position_places(self, fact: str | None = None) -> Ints:
        """``(members, issues)`` indices of ideal positions, plain or under ``fact``."""
        tail = "" if fact is None else f"@{fact}"

        def places(setting: Setting) -> Ints:
            return setting._table(
                [
                    [f"members.{m}.positions.{k}{tail}" for k in setting.issues]
                    for m in setting.members
                ]
            )

        return self.cached(f"positions{tail}", places)

    @cached_property
    def salience_places(self) -> Ints:
        """``(members, issues)`` indices of saliences: a member's own, else its role's."""
        out = np.full((len(self.members), len(self.issues)), NONE, dtype=np.int64)
        for i, code in enumerate(self.members):
            role = self.scenario.members[code].role
            for k, issue in enumerate(self.issues):
                own = self.at(f"members.{code}.saliences.{issue}")
                out[i, k] = own if own != NONE else self.at(f"roles.{role}.saliences.{issue}")
        return out

    @cached_property
    def alignment_places(self) -> Ints:
        """``(members, members)`` indices of alignment weights."""
        return self._table(
            [[f"members.{i}.alignment.{j}" for j in self.members] for i in self.members]
        )

    @cached_property
    def closeness_places(self) -> tuple[Ints, ...]:
        """By draft, ``(members, pens)`` indices of closeness to the penholders."""
        return tuple(
            self._table(
                [[f"members.{i}.closeness.{self.members[j]}" for j in pens] for i in self.members]
            ).reshape(len(self.members), pens.size)
            for pens in self.sponsors
        )

    @cached_property
    def urgency_places(self) -> Ints:
        """``(members,)`` indices of how far urgency raises humanitarian saliences."""
        return np.array([self.at(f"members.{m}.urgency") for m in self.members], dtype=np.int64)

    @cached_property
    def text_places(self) -> Ints:
        """``(drafts, issues)`` indices of the texts' content; ``NONE`` where a text is silent."""
        return self._table([[f"drafts.{d}.text.{k}" for k in self.issues] for d in self.drafts])

    @cached_property
    def plan_places(self) -> Ints:
        """``(issues,)`` indices of the plan's content."""
        return self._table([[f"plan.text.{k}" for k in self.issues]]).reshape(-1)

    @cached_property
    def addressees(self) -> tuple[int, ...]:
        """The party that must comply with each issue, or ``NONE`` if it is not at the table."""
        issues = self.scenario.issues.values()
        return tuple(self.party_of.get(issue.addressee or "", NONE) for issue in issues)

    @cached_property
    def unforced(self) -> tuple[bool, ...]:
        """Whether the addressee of each issue is a State without whose consent no text passes.

        A permanent member's negative vote stops every draft (Article 27), so whatever is adopted
        has its consent; except if one veto is not enough, or if it is obliged to abstain.
        """
        put = np.array([text.vote is not None for text in self.texts], dtype=np.bool_)
        alone = (self.blocking == 1) & (self.bound == 0.0)
        stops = {
            code: bool(put.any() and alone[i, put].all())
            for code, i in self.member_of.items()
            if i in self.permanent
        }
        parties = self.scenario.parties
        return tuple(
            g != NONE and stops.get(parties[self.parties[g]].state or "", False)
            for g in self.addressees
        )

    @cached_property
    def patron_places(self) -> Ints:
        """``(parties, patrons)`` indices of patrons' influence."""
        return self._table(
            [[f"parties.{g}.patrons.{j}" for j in self.patrons] for g in self.parties]
        ).reshape(len(self.parties), len(self.patrons))

    @cached_property
    def coefficient_places(self) -> Ints:
        """Indices of the vote's coefficients, in the row order of coefficient arrays."""
        return np.array([self.at(f"coefficients.{name}") for name in DECISION], dtype=np.int64)

    # events and statements by time

    @cached_property
    def events(self) -> tuple[DueEvent, ...]:
        """The scenario's events, sorted by time."""
        out = []
        for key, event in sorted(self.scenario.events.items(), key=lambda pair: pair[1].at):
            if not event.happens:
                continue
            changes = tuple(
                DueChange(self.at(target), self.at(f"events.{key}.changes.{path}"))
                for path in event.changes
                for target in (path, *conditional_values(path, self.index))
            )
            out.append(DueEvent(key, self.round_of(event.at), changes))
        return tuple(out)

    @cached_property
    def statements(self) -> tuple[DueStatement, ...]:
        """The scenario's statements, sorted by time and then in the scenario's order."""
        day = timedelta(hours=HOURS_A_DAY)
        in_time_order = sorted(enumerate(self.scenario.statements), key=lambda pair: pair[1].at)
        return tuple(
            DueStatement(
                self.member_of[s.speaker],
                self.draft_of[s.draft],
                self.round_of(s.at),
                HOURS_A_DAY * max(0.0, float((self.scenario.clock.start - s.at) // day)),
                self.at(f"statements.{n}.pull"),
                tuple(
                    (self.issues.index(issue), self.at(f"statements.{n}.text_then.{issue}"))
                    for issue in (*s.text_then, *s.silent_then)
                ),
            )
            for n, s in in_time_order
        )

    @cached_property
    def ballot_order(self) -> tuple[int, ...]:
        """Indices of the drafts to be put to the vote, in the order of their ballots."""
        return tuple(self.draft_of[symbol] for symbol in voting_order(self.scenario))

    @cached_property
    def sponsors(self) -> tuple[Ints, ...]:
        """Indices of each draft's penholders, who must all agree to a change."""
        return tuple(
            np.array([self.member_of[s] for s in t.sponsors if s in self.member_of], dtype=np.int64)
            for t in self.texts
        )

    @cached_property
    def sponsored(self) -> NDArray[np.float64]:
        """``(members, drafts)`` 1 where the member sponsors or co-sponsors the draft."""
        out = np.zeros((len(self.members), len(self.drafts)))
        for d, text in enumerate(self.texts):
            for code in (*text.sponsors, *text.co_sponsors):
                if code in self.member_of:
                    out[self.member_of[code], d] = 1.0
        return out

    @cached_property
    def bound(self) -> NDArray[np.float64]:
        """``(members, drafts)`` 1 where Article 27(3) obliges the member to abstain."""
        out = np.zeros((len(self.members), len(self.drafts)))
        for d, symbol in enumerate(self.drafts):
            for code in text_law(self.scenario, symbol).bound:
                out[self.member_of[code], d] = 1.0
        return out

    @cached_property
    def blocking(self) -> Ints:
        """``(drafts,)`` permanent noes that defeat the draft; 0 for a procedural one."""
        return np.array(
            [0 if t.nature == "procedural" else self.rule.blocking for t in self.texts],
            dtype=np.int64,
        )

    # streams of chance

    def streams(self, purpose: str, actors: tuple[str, ...], item: str, moment: int) -> Streams:
        """The streams of one decision of several actors."""
        key = (purpose, actors, item, moment)
        values = self._streams.get(key)
        if values is None:
            numbers = [stream(purpose, actor, item, moment) for actor in actors]
            values = self._streams[key] = np.array(numbers, dtype=np.uint64)
        return values

    @cached_property
    def prior_streams(self) -> Streams:
        """The stream of every quantity; earlier and current content of a text share a draw."""
        numbers = [stream("prior", item=self._drawn_as(q.path)) for q in self.quantities]
        return np.array(numbers, dtype=np.uint64)

    def _drawn_as(self, path: str) -> str:
        head, _, rest = path.partition(".")
        number, _, issue = rest.partition(".text_then.")
        if head != "statements" or not issue:
            return path
        return f"drafts.{self.scenario.statements[int(number)].draft}.text.{issue}"

    def cached(self, name: str, make: Callable[[Setting], T]) -> T:
        """The result of ``make`` for this setting, computed once."""
        if name not in self._made:
            self._made[name] = make(self)
        made: T = self._made[name]
        return made


@once_per_object(16)
def _built(scenario: Scenario) -> Setting:
    return Setting(scenario)


def setting_of(scenario: Scenario | Setting) -> Setting:
    """The setting of a scenario, built once per scenario; a setting is returned as it is."""
    return scenario if isinstance(scenario, Setting) else _built(scenario)
