"""Members simulated by the engine: the modal world answers for seats that no person plays."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from threading import Lock

import numpy as np

from sim.domain.ballots import Vote
from sim.domain.shares import share_text
from sim.domain.texts import say
from sim.lessons.advice import Advice, untold
from sim.lessons.clauses import SAME, next_clause, scenario_centres
from sim.lessons.coaching import Effort, advise, moves_for
from sim.lessons.engine_worlds import REPLICATES, world_shares
from sim.lessons.members import Inclination, Pins, SponsorsReply, Texts, Wish, WorldShares
from sim.lessons.sounding import Price, best_price, price_words, sounded
from sim.lessons.standing import for_one_meeting, in_texts, with_statement
from sim.negotiation.chamber import value_rows
from sim.negotiation.offers import pen_of
from sim.scenario.schema import Scenario
from sim.studies.run.answer import Modal, modal_ballots, modal_world
from sim.studies.run.published import Ballot
from sim.studies.run.telling import reason_lines

SEEN = 64
"""Number of sets of texts whose answers are cached."""
SPOKEN = 8
"""Number of public statements whose effect on the members is cached."""

SHADOW = 0.01
"""Chance of a veto despite enough votes from which sponsors mention it."""

LEAST = 1e-300
"""Smallest probability used in an odds ratio."""

REASONS = 3
"""Number of reasons given for an inclination, the strongest ones."""


class EngineMembers:
    """Members simulated by the engine; every answer is computed from the given texts.

    Answers one question at a time. If a text changes, statements of the case keep referring to what
    it said before (``spoken_texts``), and those that people added to what it says. A room holds one
    meeting, so texts are not put again later. With ``added`` the scenario has such additions, and
    has been prepared in both respects already.
    """

    def __init__(
        self, scenario: Scenario, replicates: int = REPLICATES, *, added: bool = False
    ) -> None:
        self._scenario = scenario if added else for_one_meeting(scenario)
        self._replicates = replicates
        self._numbers = {path: q.centre for path, q in scenario_centres(scenario).items()}
        self._lock = Lock()
        self._last: EngineMembers | None = None
        self._seen: OrderedDict[object, Mapping[str, Mapping[str, Inclination]]] = OrderedDict()
        self._spoken: OrderedDict[object, EngineMembers] = OrderedDict()

    def knowing(self, scenario: Scenario) -> EngineMembers:
        """The same members in a scenario with additions by people; the last one is cached.

        It has been prepared by :func:`for_one_meeting`.
        """
        if scenario is self._scenario:
            return self
        if self._last is None or self._last._scenario is not scenario:
            self._last = EngineMembers(scenario, self._replicates, added=True)
        return self._last

    def inclinations(self, texts: Texts) -> Mapping[str, Mapping[str, Inclination]]:
        """Draft -> member -> how it would vote on the texts as they stand; cached."""
        key = tuple((draft, tuple(sorted(text.items()))) for draft, text in sorted(texts.items()))
        with self._lock:
            if key not in self._seen:
                self._seen[key] = self._inclined(texts)
            self._seen.move_to_end(key)
            while len(self._seen) > SEEN:
                self._seen.popitem(last=False)
            return self._seen[key]

    def _inclined(self, texts: Texts) -> Mapping[str, Mapping[str, Inclination]]:
        together = modal_world(in_texts(self._scenario, texts))
        by_draft = {
            ballot.draft: self._read(together, ballot) for ballot in modal_ballots(together)
        }
        for symbol, draft in self._scenario.drafts.items():
            if symbol not in by_draft and draft.vote is not None:
                by_draft |= self._alone(symbol, texts)
        return by_draft

    def _alone(self, symbol: str, texts: Texts) -> dict[str, dict[str, Inclination]]:
        """Inclinations on a draft that the modal world does not reach, as if it were put alone."""
        scenario = in_texts(self._scenario, texts)
        others = {
            key: draft if key == symbol else draft.model_copy(update={"vote": None})
            for key, draft in scenario.drafts.items()
        }
        council = scenario.council.model_copy(update={"order": ()})
        modal = modal_world(scenario.model_copy(update={"drafts": others, "council": council}))
        return {b.draft: self._read(modal, b) for b in modal_ballots(modal) if b.draft == symbol}

    def _read(self, modal: Modal, ballot: Ballot) -> dict[str, Inclination]:
        draft = modal.setting.drafts.index(ballot.draft)
        shares = modal.world.votes_cast[draft].look.beliefs.probability[:, :, 0]
        return {
            code: Inclination(
                vote=Vote(int(modal.world.vote[i, draft, 0])).word,
                yes=float(shares[Vote.YES, i]),
                abstain=float(shares[Vote.ABSTAIN, i]),
                no=float(shares[Vote.NO, i]),
                reasons=self._why(ballot, code, Vote(int(modal.world.vote[i, draft, 0]))),
            )
            for i, code in enumerate(modal.setting.members)
        }

    def _why(self, ballot: Ballot, code: str, vote: Vote) -> tuple[str, ...]:
        """The reasons, worded as in the report of a run."""
        other = ballot.otherwise.get(code)
        next_best = Vote.from_word(other) if other else None
        return tuple(
            line.text for line in reason_lines(ballot.reasons[code], vote, next_best, REASONS)
        )

    def wish(self, member: str, draft: str, texts: Texts) -> Wish | None:
        """The clause nearer to its aims that ``member`` asks for: the one that moves its vote most.

        If no clause moves its vote, the clause with the largest gain (salience times distance).
        None if no clause has a gain.
        """
        price = self._price(member, draft, texts)
        if price is None:
            return None
        return Wish(price.issue, price.value, price_words(self._scenario, price))

    def _price(self, member: str, draft: str, texts: Texts) -> Price | None:
        asks = self._asks(member, texts.get(draft, {}))
        return best_price(member, draft, texts, asks, self.inclinations)

    def _asks(self, member: str, text: Mapping[str, float]) -> list[tuple[str, float]]:
        """The neighbouring clauses that bring the text nearer, ordered by gain."""
        results = []
        for issue in self._scenario.issues:
            now = text.get(issue)
            if now is None:
                continue
            ideal = self._numbers[f"members.{member}.positions.{issue}"]
            change = next_clause(self._scenario, issue, now, ideal)
            if change is None:
                continue
            gain = self._salience(member, issue) * (abs(now - ideal) - abs(change - ideal))
            if gain > SAME:
                results.append((gain, issue, change))
        results.sort(key=lambda option: -option[0])
        return [(issue, value) for _, issue, value in results]

    def sound(self, member: str, draft: str, texts: Texts) -> tuple[str, ...]:
        """The reply of ``member`` when sounded out on ``draft``."""

        def look(scenario: Scenario, wanted: Texts) -> Mapping[str, Mapping[str, Inclination]]:
            if scenario is self._scenario:
                return self.inclinations(wanted)
            return EngineMembers(scenario, self._replicates, added=True).inclinations(wanted)

        price = self._price(member, draft, texts)
        return tuple(sounded(self._scenario, member, draft, texts, look, price))

    def advise(
        self,
        member: str,
        texts: Texts,
        drafts: Collection[str],
        tell: Callable[[int, int], None] = untold,
    ) -> Advice:
        """Moves that ``member`` could make on ``drafts``, and the effect of each."""
        with self._lock:
            moves = tuple(moves_for(self._scenario, member, texts, drafts))
            return advise(self._scenario, member, texts, moves, Effort(tell=tell))

    def weight_of_word(self, member: str, draft: str, texts: Texts, *, support: bool) -> float:
        """The factor by which a public statement multiplies the odds of the consistent vote.

        The odds are yes to no for a statement in favour, no to yes for one against. Returns 1 if
        there is no vote on the text.
        """
        results = []
        for members in (self, self._told(member, draft, support=support)):
            view = members.inclinations(texts).get(draft, {}).get(member)
            if view is None:
                return 1.0
            consistent, contrary = (view.yes, view.no) if support else (view.no, view.yes)
            results.append(max(consistent, LEAST) / max(contrary, LEAST))
        return results[1] / results[0]

    def _told(self, member: str, draft: str, *, support: bool) -> EngineMembers:
        """The same members after a public statement; those of the last few are kept."""
        key = member, draft, support
        with self._lock:
            if key not in self._spoken:
                said = with_statement(self._scenario, member, draft, support=support)
                self._spoken[key] = EngineMembers(said, self._replicates, added=True)
                while len(self._spoken) > SPOKEN:
                    self._spoken.popitem(last=False)
            return self._spoken[key]

    def gain(self, member: str, draft: str, change: Wish, texts: Texts) -> float:
        """The gain of ``member`` from the change: its salience times the distance gained.

        A silent text counts as the status quo.
        """
        ideal = self._numbers[f"members.{member}.positions.{change.issue}"]
        stays = self._numbers.get(f"status_quo.{change.issue}", 0.0)
        now = texts.get(draft, {}).get(change.issue, stays)
        then = stays if change.value is None else change.value
        return self._salience(member, change.issue) * (abs(now - ideal) - abs(then - ideal))

    def _salience(self, member: str, issue: str) -> float:
        role = self._scenario.members[member].role
        own = self._numbers.get(f"members.{member}.saliences.{issue}")
        return own if own is not None else self._numbers.get(f"roles.{role}.saliences.{issue}", 0.0)

    def answer(self, draft: str, wish: Wish, texts: Texts) -> SponsorsReply:
        """Whether the change is worth the required margin to every sponsor."""
        changed = dict(texts[draft])
        changed.pop(wish.issue, None)
        if wish.value is not None:
            changed[wish.issue] = wish.value
        with self._lock:
            now = self._worth(draft, texts)
            then = self._worth(draft, {**texts, draft: changed})
        if now is None or then is None:
            return SponsorsReply(False, say("the text would not be put"))
        gain, needed = float(np.min(then[0] - now[0])), now[1]
        odds = say(
            "chance of adoption {was} before, {then} after",
            was=share_text(now[2]), then=share_text(then[2]),
        )  # fmt: skip
        if max(now[3], then[3]) >= SHADOW:
            odds = say(
                "{odds}; of a veto against enough votes {was} before, {then} after",
                odds=odds, was=share_text(now[3]), then=share_text(then[3]),
            )  # fmt: skip
        if gain > needed:
            return SponsorsReply(True, say("It is worth more to the sponsors ({odds}).", odds=odds))
        return SponsorsReply(
            False, say("It costs the sponsors more than it brings ({odds}).", odds=odds)
        )

    def _worth(self, draft: str, texts: Texts) -> tuple[np.ndarray, float, float, float] | None:
        """Value of the text to each sponsor, required margin of a concession, and two chances.

        The chances are those of adoption, and of a veto despite enough votes.
        """
        modal = modal_world(in_texts(self._scenario, texts))
        place = modal.setting.drafts.index(draft)
        seen = modal.world.votes_cast.get(place)
        if seen is None:
            return None
        pen = pen_of(modal.world, place)
        lanes = seen.look.texts.text.shape[1]
        out = np.zeros((len(modal.setting.members), lanes))
        value_rows(seen.look.who, seen.look.texts, seen.look.beliefs, pen, pen.sponsors, out)
        needed = float(modal.world.number("coefficients.concession")[0])
        adopted, enough = seen.look.beliefs.adopted[0], seen.look.beliefs.nine[0]
        return out[pen.sponsors, 0], needed, float(adopted), float(enough - adopted)

    def worlds(self, texts: Texts, pins: Pins | None = None) -> Mapping[str, WorldShares]:
        """Draft -> its outcomes in the worlds, on the same draws for all texts and pins."""
        with self._lock:
            return world_shares(in_texts(self._scenario, texts), pins or {}, self._replicates)
