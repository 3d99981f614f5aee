"""The state of a block of worlds: arrays whose last axis is the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import DraftStatus, Outcome, Vote
from sim.negotiation.doubts import Doubts
from sim.negotiation.draft_codes import ADOPTED, DISPOSED
from sim.negotiation.draws import (
    central_draws,
    contests,
    draw_values,
    negotiated,
    replace,
    shocks,
)
from sim.negotiation.due import DueChange
from sim.negotiation.log import Log
from sim.negotiation.luck import Luck
from sim.negotiation.member_preferences import Preferences, added, gather
from sim.negotiation.setting import FACTS, NONE, Setting
from sim.negotiation.views import BallotSeen, Prospect, View
from sim.preferences.coefficients import DECISION

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class World:
    """A block of worlds. B worlds, N members, K issues, D drafts, G parties, J patrons.

    Attributes:
        luck: The source of its draws.
        values: ``(quantities, B)`` every number as drawn, with the changes by events since.
        own: Members' preferences; ``ideal``, ``salience`` and ``align`` are parts of it.
        believed: Members' preferences as others believe them: ``own``, or the centres of all
            numbers.
        c: ``(11, B)`` coefficients of the vote.
        quo, compliance: ``(K, B)`` status quo, and share of a text that is carried out.
        heeded: ``(K, B)`` the share of a text's demands that counts when it is judged: what would
            be carried out, and a share of the rest for its wording alone.
        text: ``(D, K, B)``; speaks: ``(D, K, B)`` whether the text addresses the issue.
        fixed: ``(N, D, B)`` pull of statements in force.
        status: ``(D, B)`` codes of ``DraftStatus``; due: ``(D, B)`` round of the ballot.
        outcome: ``(D, B)``; vote: ``(N, D, B)``; ended: ``(D, B)`` round of the outcome, -1.
        probability: ``(3, N, D, B)`` exact vote probabilities at the ballot; adopted, nine
            ``(D, B)`` exact probabilities of adoption and of the quota at the ballot.
        adoption: ``(D, B)`` that of adoption at the last ballot that the clock allows, 1 or 0 for
            earlier ones, so that its mean over worlds is the chance that one of them adopts it.
        consent: ``(G, B)`` whether a party accepts now; accepted: first round it did, -1.
        urging: ``(J, B)`` how hard each patron presses its clients to accept the plan.
        left: ``(B,)`` share of the fighters who have left.
        statement: ``(K, B)`` the text of the statement by consensus, once it is circulated.
        elsewhere: ``(D, B)`` whether sponsors have taken the text to the General Assembly.
        sought: ``(B,)`` whether sponsors have sought that statement in place of their text.
        facts: name -> ``(B,)``.
        contest: ``(D, B)`` how contested each text is beyond its coded features, standard normal.
        closeness: ``(N, D, B)`` mean closeness to the penholders.
        whole: ``(B,)`` the share of the pull of statements that counts now: all of it.
        said_of: ``(N, D, K, B)`` the version of the text that each member last spoke about.
        negotiated: ``(D, B)`` whether sponsors accept amendments from the other members at all.
        doubts: Sponsors' uncertainty about members that can block, and what they have learnt.
        stirred: Whether anything has changed in any world since the parties last answered.
        revised: Whether the envoy has added a term to the plan in this round.
        fresh: ``(B,)`` whether any input of drafting has changed since it last ran.
        looked: By draft, the results of drafting when it last ran; valid where not ``fresh``.
    """

    def __init__(
        self,
        setting: Setting,
        luck: Luck,
        *,
        given: Mapping[str, Floats] | None = None,
        log: bool = False,
    ) -> None:
        self.setting = setting
        self.luck = luck
        self._numbers: dict[str, Floats] = {}
        self._rows: dict[str, Floats] = {}
        values = draw_values(setting, luck)
        replace(setting, values, given or {})
        self.values = values
        self.own = Preferences(setting, values)
        self.believed = self.own
        b = values.shape[1]
        if setting.common_prior:
            centres = central_draws(setting, b)
            replace(setting, centres, given or {})
            self.believed = Preferences(setting, centres)
        self.log = Log(log, b)
        n, k, d = len(setting.members), len(setting.issues), len(setting.drafts)
        g = len(setting.parties)
        self.count = b
        self.columns: Ints = np.arange(b, dtype=np.int64)
        self.whole: Floats = np.ones(b)
        self.facts: dict[str, Bools] = {fact: np.zeros(b, dtype=np.bool_) for fact in FACTS}
        self.pull: Floats = np.zeros((n, d, b))
        self.said_of: Floats = np.zeros((n, d, k, b))
        self.closeness: Floats = np.zeros((n, d, b))
        self.spoken: Bools = np.zeros((n, d, b), dtype=np.bool_)
        self.status = np.full((d, b), DraftStatus.UNTABLED, dtype=np.int8)
        self.due: Ints = np.full((d, b), -1, dtype=np.int64)
        self.outcome = np.full((d, b), Outcome.NOT_REACHED, dtype=np.int8)
        self.ended: Ints = np.full((d, b), -1, dtype=np.int64)
        self.renewals: Ints = np.zeros((d, b), dtype=np.int64)
        self.vote = np.full((n, d, b), Vote.ABSENT, dtype=np.int8)
        self.probability: Floats = np.full((3, n, d, b), np.nan)
        self.adopted: Floats = np.zeros((d, b))
        self.adoption: Floats = np.zeros((d, b))
        self.nine: Floats = np.zeros((d, b))
        self.concession: Floats = np.zeros((d, b))
        self.consent: Bools = np.zeros((g, b), dtype=np.bool_)
        self.answered: Bools = np.zeros((g, b), dtype=np.bool_)
        self.accepted: Ints = np.full((g, b), -1, dtype=np.int64)
        self.index: Floats = np.full((g, b), np.nan)
        revisions = setting.scenario.plan.revisions if setting.scenario.plan else {}
        self.offered: Bools = np.zeros((len(revisions), b), dtype=np.bool_)
        self.rallied: Bools = np.zeros((len(setting.patrons), b), dtype=np.bool_)
        self.urging: Floats = np.zeros((len(setting.patrons), b))
        self.left: Floats = np.zeros(b)
        self.carried_out: Ints = np.full(b, -1, dtype=np.int64)
        self.silence: Ints = np.full(b, -1, dtype=np.int64)
        self.statement: Floats = np.zeros((k, b))
        self.elsewhere: Bools = np.zeros((d, b), dtype=np.bool_)
        self.sought: Bools = np.zeros(b, dtype=np.bool_)
        self.issued = np.zeros(b, dtype=np.int8)
        self.destruction: Floats = np.zeros(b)
        self.c: Floats = np.zeros((len(DECISION) + 1, b))
        self.text: Floats = np.zeros((d, k, b))
        self.speaks: Bools = np.zeros((d, k, b), dtype=np.bool_)
        self.quo_start: Floats = np.zeros((k, b))
        self.quo: Floats = np.zeros((k, b))
        self.compliance: Floats = np.ones((k, b))
        self.heeded: Floats = np.ones((k, b))
        self.shock = shocks(setting, luck)
        self.contest = contests(setting, luck)
        self.doubts = Doubts(setting, luck)
        self.sponsored: Floats = np.repeat(setting.sponsored[:, :, None], b, axis=2)
        self.views: list[View] = []
        self.looked: dict[int, Prospect] = {}
        self.fresh: Bools = np.ones(b, dtype=np.bool_)
        self.stirred = True
        self.revised = False
        self.votes_cast: dict[int, BallotSeen] = {}
        self.read_numbers()
        self.read_texts()

    def draws(self, purpose: str, item: str, moment: int) -> Floats:
        """``(N, B)`` the members' draws for one decision."""
        return self.luck.draw(self.setting.streams(purpose, self.setting.members, item, moment))

    def number(self, path: str, default: float = 0.0) -> Floats:
        """``(B,)`` the number at ``path``, or ``default`` in every world."""
        array = self._numbers.get(path)
        if array is None:
            place = self.setting.at(path)
            array = np.full(self.count, default) if place == NONE else self.values[place]
            self._numbers[path] = array  # a view, which shows later changes by events
        return array

    def rows(self, name: str, places: Callable[[Setting], Ints]) -> Floats:
        """``(*places.shape, B)`` numbers of a kind, 0 where there is none; read-only.

        Cached until events change numbers.
        """
        values = self._rows.get(name)
        if values is None:
            values = self.gather(self.setting.cached(name, places), 0.0)
            self._rows[name] = values
        return values

    def gather(self, places: Ints, default: float) -> Floats:
        """``(*places.shape, B)`` the numbers at ``places``; ``default`` where there is none."""
        return gather(self.values, places, default)

    @property
    def ideal(self) -> Floats:
        """``(N, K, B)`` ideal positions in force."""
        return self.own.ideal

    @property
    def salience(self) -> Floats:
        """``(N, K, B)`` weights of the issues in force."""
        return self.own.salience

    @property
    def align(self) -> Floats:
        """``(N, N, B)`` weight of voting with others."""
        return self.own.align

    @property
    def wants(self) -> tuple[Preferences, ...]:
        """Members' preferences and, if different, what others believe them to be."""
        return (self.own,) if self.believed is self.own else (self.own, self.believed)

    def read_numbers(self) -> None:
        """Compute the arrays of preferences from ``values``: at the start and after events."""
        setting = self.setting
        self._rows.clear()
        for each in self.wants:
            each.read(self.facts)
        c = self.gather(setting.coefficient_places, 0.0)
        self.c = np.concatenate([c, 1.0 / c[:1]])
        self.negotiated = negotiated(setting, self.luck, self.values)
        if setting.secret:
            self.c[DECISION.index("lambda")] = 0.0
            self.c[DECISION.index("kappa")] = 0.0
        self.quo_start = self.rows("status_quo", _quo_places)
        for draft, places in enumerate(setting.closeness_places):
            if places.shape[1]:
                self.closeness[:, draft] = added(self.gather(places, 0.0), 1) / places.shape[1]
        self.read_compliance()

    def shift(self, change: DueChange) -> None:
        """Change a number by an event. A text that is still to be decided changes with it.

        The amount is added to the text in force, which its sponsors may have changed before.
        """
        for each in self.wants:
            each.shift(change.target, change.amount)
        for draft, issue in np.argwhere(self.setting.text_places == change.target):
            moved = np.clip(self.text[draft, issue] + self.values[change.amount], 0.0, 1.0)
            moves = (self.status[draft] < DISPOSED) & (moved != self.text[draft, issue])
            self.text[draft, issue] = np.where(moves, moved, self.text[draft, issue])
            self.doubts.changed[draft] |= moves

    def read_compliance(self) -> None:
        """Compute how much of a text would be carried out: all of it if the addressee consents.

        Consent to the plan covers the issues on which the plan, with its revisions, asks for
        something. A State that can stop a text has consented to whatever is adopted. Otherwise the
        share is what the evidence supports for an unwilling addressee.
        """
        setting = self.setting
        out = self.gather(setting.cached("compliance", _compliance_places), 1.0)
        for k, party in enumerate(setting.addressees):
            if setting.unforced[k]:
                out[k] = 1.0
            elif party != NONE:
                out[k] = np.where(self.consent[party] & self._promised(k), 1.0, out[k])
        self.compliance = out  # a new array: ballots keep the one they were taken with
        wording = self.number("coefficients.words")
        self.heeded = wording + (1.0 - wording) * out

    def _promised(self, k: int) -> Bools:
        """``(B,)`` whether the plan asks for something on issue ``k``."""
        plan, issue = self.setting.scenario.plan, self.setting.issues[k]
        out = np.full(self.count, self.setting.plan_places[k] != NONE)
        for n, revision in enumerate(plan.revisions.values() if plan else ()):
            if issue in revision.text:
                out = out | self.offered[n]
        return out

    def read_ideals(self) -> None:
        """Set ideal positions by the facts that hold."""
        for each in self.wants:
            each.read_ideals(self.facts)

    def read_texts(self) -> None:
        """Set the texts as they are first circulated."""
        places = self.setting.text_places
        self.text = self.gather(places, 0.0)
        self.speaks = np.broadcast_to((places != NONE)[:, :, None], self.text.shape).copy()

    def read_status_quo(self) -> None:
        """Compute the status quo from the city's destruction and the plan's execution."""
        quo = self.quo_start + self.rows("drift", _drift_places) * self.destruction
        quo = quo + self.left * (self.planned(quo) - quo)
        adopted = self.outcome == ADOPTED
        for d in np.flatnonzero(adopted.any(axis=1)):
            moved = quo + self.compliance * (self.text[d] - quo)
            quo = np.where(adopted[d] & self.speaks[d], moved, quo)
        self.quo = np.clip(quo, 0.0, 1.0)

    def planned(self, quo: Floats) -> Floats:
        """``(K, B)`` the effect of the plan, with its revisions, on the status quo ``quo``."""
        out = quo.copy()
        planned = self.setting.plan_places != NONE
        out[planned] = self.rows("plan.text", lambda setting: setting.plan_places)[planned]
        for n, k, path in self.setting.cached("revised", _revised):
            out[k] = np.where(self.offered[n], self.number(path), out[k])
        return out

    def full_text(self, draft: int) -> Floats:
        """``(K, B)`` the text with the status quo where it is silent."""
        return np.where(self.speaks[draft], self.text[draft], self.quo)


def _quo_places(setting: Setting) -> Ints:
    """``(K,)`` indices of the status quo."""
    return np.array([setting.at(f"status_quo.{issue}") for issue in setting.issues])


def _drift_places(setting: Setting) -> Ints:
    """``(K,)`` indices of how far the city's destruction moves the status quo."""
    return np.array([setting.at(f"drift.{issue}") for issue in setting.issues])


def _compliance_places(setting: Setting) -> Ints:
    """``(K,)`` indices of how far the addressee of each issue complies."""
    addressees = [issue.addressee for issue in setting.scenario.issues.values()]
    return np.array([setting.at(f"compliance.{name}") for name in addressees])


def _revised(setting: Setting) -> list[tuple[int, int, str]]:
    """The changes by revisions of the plan: number of the revision, issue, path of its value."""
    plan = setting.scenario.plan
    return [
        (n, setting.issues.index(issue), f"plan.revisions.{key}.text.{issue}")
        for n, (key, revision) in enumerate(plan.revisions.items() if plan else ())
        for issue in revision.text
    ]
