"""Answer a question in steps: the central world, then 200, 500 and 4,000 worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.domain.ballots import Outcome, Tally
from sim.domain.intervals import Interval
from sim.engines.sums import sums_of
from sim.engines.worlds import Worlds, join_worlds
from sim.explore.compute import FIRST, MORE, PAUSE, REFINED, PendingAnswer
from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import Shelf, UnchangedScenario
from sim.report.context import names_from
from sim.scenario.interventions import fixed_vote
from sim.studies.compare.changed_votes import explained_move
from sim.studies.compare.study import check_common_draft
from sim.studies.compare.whatif import Comparison, changed_votes, compare_arms
from sim.studies.forecast import DraftForecast, WorldForecast, forecast_drafts, world_forecast
from sim.studies.run.answer import Modal, modal_ballots, modal_world
from sim.studies.run.published import Ballot

STAGES = (
    ("first", range(FIRST)),
    ("more", range(FIRST, MORE)),
    ("refined", range(MORE, REFINED)),
)
"""Names of the steps, and the number of worlds that each adds."""
MOVERS = 6
"""Maximum number of members whose change is reported."""


@dataclass(frozen=True, slots=True)
class BriefBallot:
    """A draft's ballot in the central world, without reasons."""

    tally: Tally
    outcome: str
    vetoes: tuple[str, ...]
    votes: dict[str, str]
    rule: str


@dataclass(frozen=True, slots=True)
class Central:
    """The central world: the ballots, and the final positions of each text.

    Attributes:
        votes: Draft -> its ballot; a draft that is not put is absent.
        texts: Draft -> issue -> final position; issues that it does not address are absent.
        parties: Party -> whether it accepts the plan.
        fates: Draft -> its outcome, in a word.
    """

    votes: dict[str, BriefBallot]
    texts: dict[str, dict[str, float]]
    parties: dict[str, bool]
    fates: dict[str, str]


@dataclass(frozen=True, slots=True)
class MemberMove:
    """A member whose vote changes in more worlds than chance explains, and why."""

    member: str
    draft: str
    gains: str
    loses: str
    by: float
    through: str


@dataclass(frozen=True, slots=True)
class Arm:
    """The forecast of one arm: every draft, the plan, the statement."""

    drafts: dict[str, DraftForecast]
    world: WorldForecast


@dataclass(frozen=True, slots=True)
class PairedAnswer:
    """Both arms over the same worlds with the same random draws.

    Attributes:
        worlds: Number of worlds.
        unchanged, changed: The forecasts.
        change: Draft -> outcome -> change of its share with the paired 95 % interval;
            ``expected_adopted`` is the mean exact chance of adoption.
        plan: Change of the share of worlds in which the plan is carried out.
        moves: Members whose votes change; only in the last step.
    """

    worlds: int
    unchanged: Arm
    changed: Arm
    change: dict[str, dict[str, Interval]]
    plan: Interval
    moves: tuple[MemberMove, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an answer: the central worlds of both arms, or the forecasts."""

    stage: str
    unchanged: Central | None = None
    changed: Central | None = None
    answer: PairedAnswer | None = None


def answers(shelf: Shelf, question: ExplorerQuestion, wanted: PendingAnswer) -> Iterator[Step]:
    """Yield the steps of an answer: ``central``, ``first``, ``more`` and ``refined``.

    The last three are over 200, 500 and 4,000 worlds. The last two come after a pause, because the
    page is usable without them.

    Raises:
        ScenarioErrors: if the changes are not valid; lists all errors.
        UsageError: if the scenario does not exist, or has other texts.
        Dropped: if the answer is no longer wanted.
    """
    base = shelf.base(question)
    wanted.advance(0)
    scenario = shelf.scenario(question) if question.is_changed else base.scenario
    check_common_draft(base.scenario, scenario)
    modal = modal_world(scenario) if question.is_changed else base.modal
    unchanged = shelf.central(question, lambda: central_outcome(base.modal))
    yield Step("central", unchanged, central_outcome(modal))
    pieces: list[tuple[Worlds, Worlds]] = []
    for stage, picks in STAGES:
        if stage == "more":
            wanted.rest(PAUSE)
        before = shelf.worlds(question, picks, lambda r=picks: wanted.worlds(base.modal.setting, r))  # type: ignore[misc]
        after = wanted.worlds(modal.setting, picks) if question.is_changed else before
        pieces.append((before, after))
        both = (
            join_worlds([unchanged_worlds for unchanged_worlds, _ in pieces]),
            join_worlds([changed_worlds for _, changed_worlds in pieces]),
        )
        wanted.advance(0)
        last = stage == "refined" and question.is_changed
        comparison = compare_arms(*both, by_member=last)  # only the last step reports moves
        member_moves = _moves(comparison, base, modal) if last else ()
        yield Step(stage, answer=_answer(both, comparison, member_moves))


def central_outcome(modal: Modal) -> Central:
    """The results of a central world."""
    setting, world = modal.setting, modal.world
    return Central(
        votes={each.draft: _vote(each) for each in modal_ballots(modal, reasons=False)},
        texts={
            symbol: {
                issue: float(world.text[d, k, 0])
                for k, issue in enumerate(setting.issues)
                if world.speaks[d, k, 0]
            }
            for d, symbol in enumerate(setting.drafts)
        },
        parties={key: bool(world.consent[g, 0]) for g, key in enumerate(setting.parties)},
        fates={
            symbol: Outcome(int(world.outcome[d, 0])).word
            for d, symbol in enumerate(setting.drafts)
        },
    )


def _vote(each: Ballot) -> BriefBallot:
    return BriefBallot(each.tally, each.outcome, each.vetoes, each.votes, each.rule)


def _arm(worlds: Worlds) -> Arm:
    sums = sums_of(worlds)
    return Arm(forecast_drafts(sums), world_forecast(sums))


def _answer(
    both: tuple[Worlds, Worlds], comparison: Comparison, moves: tuple[MemberMove, ...]
) -> PairedAnswer:
    change: dict[str, dict[str, Interval]] = {}
    for outcome_change in comparison.outcomes:
        change.setdefault(outcome_change.draft, {})[outcome_change.outcome] = outcome_change.change
    return PairedAnswer(
        comparison.worlds, _arm(both[0]), _arm(both[1]), change, comparison.plan.change, moves
    )


def _moves(comparison: Comparison, base: UnchangedScenario, modal: Modal) -> tuple[MemberMove, ...]:
    scenario = modal.setting.scenario
    names = names_from(scenario)
    free = [
        member_change
        for member_change in changed_votes(comparison)
        if fixed_vote(scenario.pins.get(member_change.member, {}), member_change.draft)
        is None  # a fixed vote does not move
    ]
    rows = []
    for member_change in free[:MOVERS]:
        mover = explained_move(member_change, base.modal, modal)
        top = mover.strongest
        through = mover.through
        if top is not None and top.subject:
            issue = names.issues.get(top.subject)
            subject = f"“{issue}”" if issue else names.within(top.subject)
            through = through.replace(top.subject, subject)
        rows.append(
            MemberMove(
                member_change.member,
                member_change.draft,
                mover.gains.word,
                mover.loses.word,
                member_change.size,
                through,
            )
        )
    return tuple(rows)
