"""What a seat could do, and what each move would change: asked of many worlds with the same luck.

A move is an intervention from outside: a fixed vote, a public statement, another clause, a name
under a text. All others know it and respond. The same draws serve every arm, so that a difference
is the effect of the move.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.domain.intervals import Interval
from sim.domain.shares import share_text
from sim.domain.texts import say
from sim.engines.backends import Backend
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.lessons.advice import EXPECTED, STANDS, Advice, DraftAim, SeatMove, WeighedMove, untold
from sim.lessons.clauses import SAME, clause, next_clause
from sim.lessons.history import VOTED
from sim.lessons.members import Texts
from sim.lessons.places import member_name, permanent
from sim.lessons.standing import IssueAim, aims_of, in_texts, moved_texts, with_move, worth_of
from sim.procedure.article27 import bound_parties
from sim.scenario.schema import Scenario
from sim.studies.compare.paired import paired_means

WORLDS = 150
"""Worlds of each arm."""
SECONDS = 3.0
"""Time after which no further move is weighed."""
TOLD = 0.005
"""A member's change that is smaller is not named."""
SLIGHT = 0.005
"""A change of a share that is smaller is told as none."""

Floats = NDArray[np.float64]


def moves_for(
    scenario: Scenario, member: str, texts: Texts, drafts: Collection[str]
) -> Iterator[SeatMove]:
    """The moves that are weighed on each of ``drafts``: votes, words, a name and two clauses.

    The clauses are the next ones towards what the member wants, on the two issues on which that
    wins it most.
    """
    put = [d for d in texts if d in drafts and scenario.drafts[d].vote is not None]
    parties = scenario.council.parties_to_dispute
    free = [
        d for d in put if member not in bound_parties(parties, binding=scenario.drafts[d].binding)
    ]
    clauses = {draft: _wanted_clauses(scenario, member, texts[draft]) for draft in put}

    def ask(draft: str, place: int) -> Iterator[SeatMove]:
        for issue, value in clauses[draft][place : place + 1]:
            yield SeatMove("clause", draft, issue=issue, value=value)

    # The most telling of each kind first: there may be no time for all.
    yield from (SeatMove("vote", draft, word) for draft in free for word in ("yes", "no"))
    for draft in put:
        yield from ask(draft, 0)
        yield from (SeatMove("statement", draft, word) for word in ("for", "against"))
        known = scenario.drafts[draft]
        if member not in (*known.sponsors, *known.co_sponsors):
            yield SeatMove("name", draft)
    for draft in put:
        yield from ask(draft, 1)
    yield from (SeatMove("vote", draft, "abstain") for draft in free)


def _wanted_clauses(
    scenario: Scenario, member: str, text: Mapping[str, float], most: int = 2
) -> list[tuple[str, float]]:
    """The next clauses towards what ``member`` wants, those first that win it most."""
    results: list[tuple[float, str, float]] = []
    for issue, aim in aims_of(scenario, member).items():
        now = text.get(issue, aim.stays)
        value = next_clause(scenario, issue, now, aim.ideal)
        if value is None:
            continue
        gain = aim.weight * (abs(now - aim.ideal) - abs(value - aim.ideal))
        if gain > SAME:
            results.append((gain, issue, value))
    results.sort(reverse=True)
    return [(issue, value) for _, issue, value in results[:most]]


@dataclass(frozen=True)
class Effort:
    """How much is computed for an answer.

    Attributes:
        worlds: in each arm.
        seconds: no further move is begun after so long; the first always is.
        tell: called with how many moves are weighed, and of how many.
    """

    worlds: int = WORLDS
    seconds: float = SECONDS
    tell: Callable[[int, int], None] = untold


def advise(
    scenario: Scenario, member: str, texts: Texts, moves: Sequence[SeatMove], effort: Effort
) -> Advice:
    """What each of ``moves`` changes of the chances of what ``member`` wants.

    Args:
        scenario: With whatever people have added.
        member: The seat that asks.
        texts: What each text asks now.
        moves: In the order in which they are weighed.
        effort: How many worlds, and how long.
    """
    aims = aims_of(scenario, member)
    now = _worlds(in_texts(scenario, texts), effort.worlds)
    base = _worth(aims, texts, now)
    began = time.monotonic()  # the first worlds may have compiled the kernels
    weighed: list[WeighedMove] = []
    for done, move in enumerate(moves):
        if weighed and time.monotonic() - began > effort.seconds:
            break
        effort.tell(done, len(moves))
        after_texts = moved_texts(texts, move)
        after = _worlds(in_texts(with_move(scenario, member, move), after_texts), effort.worlds)
        worth = base, _worth(aims, after_texts, after)
        weighed.append(_weighed(scenario, member, move, (now, after), worth))
    left = tuple(words_of_move(scenario, move) for move in moves[len(weighed) :])
    weighed.sort(key=lambda one: -one.worth.value)
    return Advice(effort.worlds, _draft_aims(scenario, aims, texts, now), tuple(weighed), left)


def _worlds(scenario: Scenario, count: int) -> Worlds:
    return run_worlds(scenario, seed=0, picks=range(count), backend=Backend(workers=1))


def _draft_aims(
    scenario: Scenario, aims: Mapping[str, IssueAim], texts: Texts, now: Worlds
) -> tuple[DraftAim, ...]:
    return tuple(
        DraftAim(draft, worth_of(aims, texts[draft]), float(_adopted(now, draft).mean()))
        for draft in now.drafts
        if draft in texts and scenario.drafts[draft].vote is not None
    )


def _adopted(worlds: Worlds, draft: str) -> Floats:
    """``(R,)`` the exact chance in each world that ``draft`` is adopted at its ballot."""
    values: Floats = worlds.p_adopted[worlds.drafts.index(draft)]
    return values


def _worth(aims: Mapping[str, IssueAim], texts: Texts, worlds: Worlds) -> Floats:
    """``(R,)`` what the seat can expect in each world of the texts that may be adopted."""
    out = np.zeros(worlds.count)
    for draft in worlds.drafts:
        if draft in texts:
            out += worth_of(aims, texts[draft]) * _adopted(worlds, draft)
    return out


def _weighed(
    scenario: Scenario,
    member: str,
    move: SeatMove,
    arms: tuple[Worlds, Worlds],
    worth: tuple[Floats, Floats],
) -> WeighedMove:
    before, after = (_adopted(arm, move.draft) for arm in arms)
    adopted = _plain(paired_means(before, after))
    return WeighedMove(
        move,
        words_of_move(scenario, move),
        float(before.mean()),
        adopted,
        _plain(paired_means(*worth)),
        _because(scenario, member, move, arms, adopted),
    )


def _plain(interval: Interval) -> Interval:
    """The interval in Python's numbers, which JSON can hold."""
    return Interval(float(interval.value), float(interval.low), float(interval.high))


def words_of_move(scenario: Scenario, move: SeatMove) -> str:
    """A move as advice names it."""
    if move.kind == "vote":
        return say(
            "vote {vote} on {text}", vote=VOTED[Vote.from_word(move.choice)], text=move.draft
        )
    if move.kind == "statement":
        return say(
            "state your position on {text} in public: {stand}",
            text=move.draft,
            stand=STANDS[move.choice],
        )
    if move.kind == "name":
        return say("put your name under {text}", text=move.draft)
    found = clause(scenario, move.issue, move.value)
    return say(
        "get “{clause}” into {text} ({issue})",
        clause=found.wording,
        text=move.draft,
        issue=found.title,
    )


def _because(
    scenario: Scenario, member: str, move: SeatMove, arms: tuple[Worlds, Worlds], change: Interval
) -> str:
    """Whose votes change most, or why none matters."""
    place = arms[0].drafts.index(move.draft)
    chances = [arm.p_vote[place].mean(axis=2) for arm in arms]
    codes = arms[0].members
    great = set(permanent(scenario))
    if not change.sure or abs(change.value) < SLIGHT:
        others = great - {member}
        return _unmoved(scenario, codes, chances[0][Vote.NO], others, arms[0], place)
    best: tuple[float, str] = (TOLD, "")
    for i, code in enumerate(codes):
        vote = Vote.NO if code in great else Vote.YES
        was, then = float(chances[0][vote][i]), float(chances[1][vote][i])
        if code != member and abs(then - was) > best[0]:
            name = member_name(scenario, code)
            best = (
                abs(then - was),
                (
                    say(
                        "{member:the}: no, from {was} to {then}",
                        member=name,
                        was=share_text(was),
                        then=share_text(then),
                    )
                    if vote is Vote.NO
                    else say(
                        "{member:the}: yes, from {was} to {then}",
                        member=name,
                        was=share_text(was),
                        then=share_text(then),
                    )
                ),
            )
    if move.kind == "vote" and best[0] < abs(change.value) / 2.0:
        return say("Your own vote decides; the others hardly respond to it.")
    if best[1]:
        return say("The largest change is {what}.", what=best[1])
    return say("Many votes change a little, none of them much.")


def _unmoved(
    scenario: Scenario,
    codes: Sequence[str],
    noes: NDArray[np.float64],
    great: set[str],
    worlds: Worlds,
    place: int,
) -> str:
    """Why a move leaves the outcome as it is."""
    blocks = [(float(noes[i]), code) for i, code in enumerate(codes) if code in great]
    chance, code = max(blocks, default=(0.0, ""))
    passes = float(worlds.p_adopted[place].mean())
    if passes > EXPECTED:
        return say(
            "The text is likely to be adopted with or without it ({share}).",
            share=share_text(passes),
        )
    if chance > EXPECTED:
        name = member_name(scenario, code)
        return say(
            "It does not move {member:the}, whose chance of a no stays at {share}.",
            member=name,
            share=share_text(chance),
        )
    return say(
        "The text is likely to lack votes with or without it ({share} adopted).",
        share=share_text(passes),
    )
