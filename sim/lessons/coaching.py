"""Evaluate the moves of a seat: the effect of each in many worlds with the same random draws.

A move is an intervention: a fixed vote, a public statement, another clause, or co-sponsorship. All
other members know it and respond. Every arm uses the same draws, so a difference is the effect of
the move.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.domain.intervals import Interval
from sim.domain.shares import share_text
from sim.domain.texts import say
from sim.engines.backends import Backend
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds, vote_chances
from sim.lessons.advice import EXPECTED, STANDS, Advice, DraftAim, SeatMove, WeighedMove, untold
from sim.lessons.clauses import SAME, clause, next_clause
from sim.lessons.history import VOTED
from sim.lessons.members import Texts
from sim.lessons.places import member_name
from sim.lessons.standing import IssueAim, aims_of, in_texts, moved_texts, with_move, worth_of
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import text_law
from sim.studies.compare.paired import paired_means

WORLDS = 150
"""Number of worlds per arm."""
SECONDS = 3.0
"""Seconds after which no further move is evaluated."""
TOLD = 0.005
"""A smaller change of a member's vote is not mentioned."""
SLIGHT = 0.005
"""A smaller change of a share is reported as no change."""

Floats = NDArray[np.float64]


def moves_for(
    scenario: Scenario, member: str, texts: Texts, drafts: Collection[str]
) -> Iterator[SeatMove]:
    """The moves to evaluate on each of ``drafts``: votes, statements, co-sponsorship, two clauses.

    The clauses are the next ones towards the member's position, on the two issues where it gains
    most.
    """
    put = [d for d in texts if d in drafts and scenario.drafts[d].vote is not None]
    free = [d for d in put if member not in text_law(scenario, d).bound]
    clauses = {draft: _wanted_clauses(scenario, member, texts[draft]) for draft in put}

    def ask(draft: str, place: int) -> Iterator[SeatMove]:
        for issue, value in clauses[draft][place : place + 1]:
            yield SeatMove("clause", draft, issue=issue, value=value)

    # The most informative of each kind first, because there may not be time for all.
    yield from (SeatMove("vote", draft, word) for draft in free for word in ("yes", "no"))
    for draft in put:
        yield from ask(draft, 0)
        yield from (SeatMove("statement", draft, word) for word in ("for", "against"))
        draft_text = scenario.drafts[draft]
        if member not in (*draft_text.sponsors, *draft_text.co_sponsors):
            yield SeatMove("name", draft)
    for draft in put:
        yield from ask(draft, 1)
    yield from (SeatMove("vote", draft, "abstain") for draft in free)


def _wanted_clauses(
    scenario: Scenario, member: str, text: Mapping[str, float], most: int = 2
) -> list[tuple[str, float]]:
    """The next clauses towards the position of ``member``, ordered by its gain."""
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
    """Limits on the computation of an answer.

    Attributes:
        worlds: worlds per arm.
        seconds: time after which no further move is started; the first one always is.
        tell: called with the number of moves evaluated and their total.
    """

    worlds: int = WORLDS
    seconds: float = SECONDS
    tell: Callable[[int, int], None] = untold


def advise(
    scenario: Scenario, member: str, texts: Texts, moves: Sequence[SeatMove], effort: Effort
) -> Advice:
    """Evaluate how each of ``moves`` changes what ``member`` achieves.

    Args:
        scenario: The scenario, including drafts and statements added in class.
        member: The seat that asks for advice.
        texts: The current texts.
        moves: The moves, in the order of evaluation.
        effort: Number of worlds and time limit.
    """
    aims = aims_of(scenario, member)
    now = _worlds(in_texts(scenario, texts), effort.worlds)
    base = _worth(aims, texts, now)
    began = time.monotonic()  # after the first worlds, which may compile the kernels
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
    weighed.sort(key=lambda weighed_move: -weighed_move.worth.value)
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
    """``(R,)`` exact chance of adoption of ``draft`` in each world."""
    values: Floats = worlds.p_adopted[worlds.drafts.index(draft)]
    return values


def _worth(aims: Mapping[str, IssueAim], texts: Texts, worlds: Worlds) -> Floats:
    """``(R,)`` expected value to the seat of the texts in each world."""
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
    """The interval with Python floats, for JSON."""
    return Interval(float(interval.value), float(interval.low), float(interval.high))


def words_of_move(scenario: Scenario, move: SeatMove) -> str:
    """A move in words."""
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
    wording = clause(scenario, move.issue, move.value)
    return say(
        "get “{clause}” into {text} ({issue})",
        clause=wording.wording,
        text=move.draft,
        issue=wording.title,
    )


def _because(
    scenario: Scenario, member: str, move: SeatMove, arms: tuple[Worlds, Worlds], change: Interval
) -> str:
    """Which votes change most, or why none matters."""
    place = arms[0].drafts.index(move.draft)
    chances = [vote_chances(arm, place).mean(axis=2) for arm in arms]
    codes = arms[0].members
    great = set(text_law(scenario, move.draft).blockers)
    if not change.sure or abs(change.value) < SLIGHT:
        others = great - {member}
        noes = {
            code: (float(chances[0][Vote.NO][i]), float(chances[1][Vote.NO][i]))
            for i, code in enumerate(codes)
            if code in others
        }
        return _unmoved(scenario, noes, arms[0], place)
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
    scenario: Scenario, noes: Mapping[str, tuple[float, float]], worlds: Worlds, place: int
) -> str:
    """Why a move does not change the outcome.

    ``noes`` are the chances of a no of the members that can block, without the move and with it.
    """
    code = max(noes, key=lambda code: noes[code][1], default="")
    was, then = noes.get(code, (0.0, 0.0))
    passes = float(worlds.p_adopted[place].mean())
    share = share_text(passes)
    if passes > EXPECTED:
        return say(
            "The text is likely to be adopted with or without it ({share}).",
            share=share,
        )
    if then > EXPECTED:
        name = member_name(scenario, code)
        if abs(then - was) > TOLD:
            return say(
                "{member:The} would still vote no: the chance of it goes from {was} to {then}.",
                member=name,
                was=share_text(was),
                then=share_text(then),
            )
        return say(
            "It does not move {member:the}, whose chance of a no stays at {share}.",
            member=name,
            share=share_text(then),
        )
    outcome = worlds.outcome[place]
    vetoed, short = (
        float(np.mean(outcome == ends)) for ends in (Outcome.VETOED, Outcome.NOT_ADOPTED)
    )
    if vetoed > EXPECTED:
        return say(
            "The text is likely to be vetoed with or without it ({share} adopted).", share=share
        )
    if short > EXPECTED:
        return say(
            "The text is likely to lack votes with or without it ({share} adopted).", share=share
        )
    return say(
        "No outcome is likely with or without it ({adopted} adopted, {vetoed} vetoed, {short} "
        "short of votes).",
        adopted=share,
        vetoed=share_text(vetoed),
        short=share_text(short),
    )
