"""Forecasts under a condition: worlds selected by what happened in them; nothing is fixed.

A condition selects worlds of an ensemble by their events; nobody in them knows about it. To ask
what *follows* from a vote, pin it; to ask what to expect once it has been *observed*, condition on
it (Pearl 2009, chapter 3: doing and seeing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.domain.errors import CouncilError, ExitCode, UsageError
from sim.domain.folding import listed_name
from sim.domain.intervals import wilson
from sim.domain.words import nearest, percent
from sim.engines.backends import Backend, compute, spans
from sim.engines.run import Job, run_worlds, worlds
from sim.engines.sums import Sums, sums_of, total_sums
from sim.engines.worlds import ARRAYS, Worlds
from sim.negotiation.setting import setting_of
from sim.scenario.omissions import member_named
from sim.scenario.schema import Scenario
from sim.studies.flip.goals import Bools, Goal, all_of, parse_goal
from sim.studies.outcomes import put_to_a_vote

LEAST = 30
"""The fewest worlds for meaningful shares: with fewer an interval covers a third of the scale."""
_CALLED = r"\s*(?P<what>[A-Za-z_>=<0-9 -]+?)\s*\(\s*(?P<draft>{draft})\s*\)\s*"
_ON = r"\s*(?P<what>.+?)\s+on\s+(?P<draft>{draft})\s*"
_UNKNOWN = {_CALLED: r"[^()\s]+", _ON: r"\S+"}
"""The pattern of a draft's symbol that the scenario does not have."""
_PINNED = re.compile(r"[^=<>()]+=\s*(yes|no|abstain)\b.*")
_VOTE = re.compile(r"\s*(?P<who>[^=<>]+?)\s*=\s*(?P<vote>[A-Za-z_ -]+?)\s*")


@dataclass(frozen=True, slots=True)
class Conditioned:
    """The worlds in which a condition holds.

    Attributes:
        condition: the condition.
        sums: sums over them, with exact chances replaced by what happened.
        met, of: the number of these worlds, and of all worlds computed.
    """

    condition: Goal
    sums: Sums
    met: int
    of: int

    @property
    def sentence(self) -> str:
        """The condition as pages say it."""
        return condition_sentence(self.condition.text, self.met, self.of)


def condition_sentence(text: str, met: int, of: int) -> str:
    """A condition as shown on pages, with the number of worlds that meet it."""
    low, high = wilson(met, of)
    return (
        f"condition: {text}; over the {met:,} of {of:,} worlds in which it holds "
        f"({percent(met / of)}, {percent(low)} to {percent(high)}); the central case is not "
        "conditioned"
    )


def parse_condition(text: str, scenario: Scenario) -> Goal:
    """Parse ``CHN=abstain``, ``CHN=abstain on DRAFT``, ``adopted(DRAFT)``, ``plan=carried_out``.

    A member's vote without a draft must be cast on every draft that is put, and on at least one.

    Raises:
        UsageError: when the text is none of these, or names what the scenario does not have.
    """
    drafts, members = tuple(scenario.drafts), tuple(scenario.members)
    named = _about_a_draft(text, drafts)
    goal_text = named["what"] if named else text
    vote = _VOTE.fullmatch(goal_text)
    if vote and vote["who"].lower() not in ("plan", *(each.word for each in Vote)):
        code = listed_name(member_named(vote["who"]), members)
        goal_text = f"{code}={vote['vote']}"
        _member(code, text, members)
    if named:
        draft = named["draft"]
        if draft not in drafts:
            raise _unknown_draft(draft, text, drafts)
        return replace(parse_goal(goal_text, draft, members), text=text.strip())
    if vote and goal_text.partition("=")[0] in members:
        goals = [parse_goal(goal_text, draft, members) for draft in drafts]
        return Goal(text.strip(), lambda worlds: _on_every_draft(goals, worlds))
    if goal_text.strip().lower().startswith("plan"):
        return parse_goal(goal_text, drafts[0], members)
    put_ever = [symbol for symbol, draft in scenario.drafts.items() if draft.vote is not None]
    if len(put_ever) == 1:
        return parse_goal(goal_text, put_ever[0], members)
    parse_goal(goal_text, drafts[0], members)  # tells what is wrong with the rest
    raise UsageError(
        f"'{text}' does not name a draft",
        code="E704",
        where="--given",
        remedy=" or ".join(f"'{goal_text.strip()}({draft})'" for draft in drafts),
    )


def _about_a_draft(text: str, drafts: Sequence[str]) -> re.Match[str] | None:
    """What a condition says (``what``), and of which ``draft``; None where it names no draft.

    Symbols of the scenario come first, whatever characters they have.
    """
    symbols = "|".join(re.escape(draft) for draft in drafts)
    for draft in (symbols, None):
        for form, unknown in _UNKNOWN.items():
            match = re.fullmatch(form.replace("{draft}", draft or unknown), text)
            if match:
                return match
    return None


def _on_every_draft(goals: Sequence[Goal], worlds: Worlds) -> Bools:
    were_put = put_to_a_vote(worlds)
    holds = np.stack([goal.holds(worlds) for goal in goals])
    return np.asarray((holds | ~were_put).all(axis=0) & were_put.any(axis=0))


def _member(code: str, text: str, members: Sequence[str]) -> None:
    if code in members:
        return
    suggestion = nearest(code, members)
    raise UsageError(
        f"'{text}': {code} is not a member of this Council",
        code="E704",
        remedy=(f"did you mean {suggestion}? " if suggestion else "")
        + f"one of {', '.join(members)}",
    )


def _unknown_draft(draft: str, text: str, drafts: Sequence[str]) -> UsageError:
    suggestion = nearest(draft, drafts)
    return UsageError(
        f"'{text}': the scenario has no draft '{draft}'",
        code="E704",
        remedy=f"did you mean '{suggestion}'?" if suggestion else f"one of {', '.join(drafts)}",
    )


def where(worlds: Worlds, chosen: NDArray[np.bool_]) -> Worlds:
    """The worlds ``chosen`` (R,), in order; their replicate numbers are lost."""
    arrays = {name: getattr(worlds, name)[..., chosen] for name in ARRAYS}
    return replace(worlds, **arrays)


def as_seen(worlds: Worlds) -> Worlds:
    """Worlds in which chances are replaced by what happened.

    The exact chance of a vote applies before the vote is cast. It is invalid for worlds selected by
    votes cast in them; shares of what happened are valid.
    """
    was_put = put_to_a_vote(worlds)
    seen = np.stack([worlds.vote == vote for vote in (Vote.YES, Vote.ABSTAIN, Vote.NO)], axis=1)
    chances = np.where(was_put[:, None, None, :], seen.astype(np.float64), np.nan)
    adopted = (worlds.outcome == Outcome.ADOPTED).astype(np.float64)
    return replace(worlds, p_vote=chances, p_adopted=adopted)


def conditioned(
    scenario: Scenario,
    texts: Sequence[str],
    replicates: int,
    seed: int,
    backend: Backend | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Conditioned:
    """Sums over the worlds of a scenario in which all of ``texts`` hold.

    Memory does not grow with the worlds: each block is computed, filtered, added and discarded.

    Raises:
        UsageError: for a condition that cannot be parsed.
        CouncilError: when it holds in fewer than ``LEAST`` worlds.
    """
    goal = all_of([parse_condition(text, scenario) for text in texts])
    used = backend or Backend()
    job = Job(setting_of(scenario), seed)
    pieces: list[Sums] = []
    met = 0
    for block in compute(worlds, job, spans(0, replicates, used.size_for(replicates)), used):
        chosen = goal.holds(block)
        if chosen.any():
            met += int(chosen.sum())
            piece = sums_of(as_seen(where(block, chosen)))
            pieces = [total_sums([*pieces, piece])]
        advance(block.count)
    if met < LEAST:
        raise too_few(goal.text, texts, met, replicates, list(scenario.drafts))
    return Conditioned(goal, pieces[0], met, replicates)


def worlds_given(
    scenario: Scenario, texts: Sequence[str], replicates: int, seed: int
) -> tuple[Worlds, NDArray[np.int64]]:
    """The worlds in which all of ``texts`` hold, with chances as seen, and their numbers."""
    goal = all_of([parse_condition(text, scenario) for text in texts])
    every = run_worlds(scenario, seed, range(replicates))
    chosen = goal.holds(every)
    return as_seen(where(every, chosen)), np.flatnonzero(chosen)


def too_few(
    text: str,
    texts: Sequence[str],
    met: int,
    of: int,
    drafts: Sequence[str] = (),
    *,
    least: int = LEAST,
) -> CouncilError:
    """The error for a condition that holds in too few worlds, or in none."""
    high = wilson(met, of)[1]
    number = "none" if met == 0 else f"only {met:,}"
    more = f"-n {_round(of * 2 * least / met):,}".replace(",", "") if met else ""
    pin = next(
        (each for each in texts if re.fullmatch(r"[^=<>()]+=\s*(yes|no|abstain).*", each)), ""
    )
    every = next((each for each in texts if each == pin and " on " not in each), "")
    ways = [
        f"'{every}' applies to every text; use --given '{every} on {drafts[0]}' for one"
        if every and len(drafts) > 1
        else "",
        f"{more} should give enough" if more else "",
        f"to fix the vote instead, use --pin '{pin}'" if pin else "",
    ]
    return CouncilError(
        f"{text}: {number} of {of:,} worlds",
        code="E709",
        where="--given",
        why=f"shares need at least {least} worlds; the condition holds in at most {percent(high)}",
        remedy="; ".join(way for way in ways if way)
        or "compute more worlds (-n), or use a weaker condition",
        exit_code=ExitCode.USAGE,
    )


def _round(number: float) -> int:
    """A number of worlds rounded up to two digits."""
    digits = 10 ** max(0, len(str(int(number))) - 2)
    return int(-(-number // digits) * digits)
