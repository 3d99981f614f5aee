"""Ballots: order, renewal, secrecy, and the statement that the Council can fall back to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.domain.ballots import DraftStatus, Outcome, Vote
from sim.domain.events import EventType
from sim.engines.ensemble import finish_block, start_block
from sim.engines.run import run_worlds
from sim.engines.worlds import STATEMENTS
from sim.negotiation.ballots import renew
from sim.negotiation.choosing import end
from sim.negotiation.luck import MODAL
from sim.negotiation.prospects import closeness_by_pen, lanes, rival, stance_terms
from sim.negotiation.rounds import play_round
from sim.negotiation.setting import Setting
from sim.negotiation.settlement import common_ground
from sim.preferences.coefficients import DECISION
from sim.scenario.schema import Scenario
from tests.engines.generated import BY_POLICY, MEMBERS, generated
from tests.engines.test_agreement import equal
from tests.negotiation.made import A, B, block, draft, hour, made, modal_log, of

AGAINST = {"RUS": {"halt": 0.0, "naming": 0.0}}


def test_texts_are_put_in_the_order_of_submission_unless_the_council_decides_otherwise() -> None:
    texts = {A: draft(["FRA"], 30), B: draft(["RUS"], 30)}
    council = {"date": "2016-10-08", "president": "RUS"}
    for order, expected in (((), [A, B]), ((B, A), [B, A])):
        _, events = modal_log(made(drafts=texts, council={**council, "order": order}))
        assert [e.draft for e in of(events, EventType.OUTCOME)] == expected


def test_the_text_put_first_has_the_other_for_its_rival() -> None:
    """What is expected if the first fails is the second, with its chance of adoption and rho."""
    texts = {
        A: draft(["FRA"], 30, text={"halt": 0.4, "naming": 0.4}),
        B: draft(["USA"], 30, text={"halt": 0.8, "naming": 0.8}),
    }
    alone, _ = modal_log(made(drafts={A: texts[A]}))
    first, _ = modal_log(made(drafts=texts))
    second, _ = modal_log(
        made(drafts=texts, council={"date": "2016-10-08", "president": "RUS", "order": [B, A]})
    )
    jpn = alone.world.setting.member_of["JPN"]
    yes = [play.world.probability[0, jpn, 0, 0] for play in (alone, first, second)]
    assert yes[0] > yes[1], "a better text to come makes the weaker one less wanted"
    assert first.world.outcome[1, 0] == Outcome.ADOPTED
    assert second.world.outcome[:, 0].tolist() == [Outcome.NOT_ADOPTED, Outcome.ADOPTED], (
        "once the better one is law, the weaker only takes away from it"
    )


def weighed(changes: dict[str, float], **more: Any) -> Any:
    """A world about to look at its first text, with those coefficients."""
    play = block(made(coefficients=changes, **more), 8)
    play_round(play, 0)
    return play.world


def test_who_has_put_its_name_to_the_rival_objects_in_the_open() -> None:
    texts = {A: draft(["FRA", "GBR"], 30), B: draft(["GBR", "USA"], None)}
    world = weighed({"rivalry": 0.5, "spoken": 20, "objection": 3, "presumption": 5}, drafts=texts)
    o, rivalry, lost, whole = (
        world.c[DECISION.index(name)] for name in ("o", "rivalry", "objection", "presumption")
    )
    assert np.unique(rivalry).size == 8, "each world has its own"
    beside = stance_terms(world, 0, {})
    for code, sponsorship, against in zip(
        world.setting.members, beside.sponsorship, beside.rivalry, strict=True
    ):
        assert sponsorship == pytest.approx(o if code in ("FRA", "GBR") else np.zeros(8)), code
        expected = -whole * rivalry if code == "USA" else np.zeros(8)
        assert against == pytest.approx(expected, abs=1e-12), code
    share = rivalry / 15  # one of fifteen objects, as far as that goes
    assert beside.presumption == pytest.approx(whole - lost * share)
    fixed = lanes(world, 0, np.arange(8), world.full_text(0), {}).fixed
    assert fixed == pytest.approx(beside.total, abs=1e-12)


def test_closeness_to_the_pens_counts_the_more_the_more_the_text_changes() -> None:
    base = made().model_dump(by_alias=True)
    base["members"]["JPN"]["closeness"] = {"FRA": {"is": -0.5}, "GBR": {"is": 0.1}}
    base["drafts"] = {A: draft(["FRA", "GBR"], 30)}
    base["coefficients"] = {**BY_POLICY, "closeness": 2, "change": 1}
    world = start_block(Setting(Scenario.model_validate(base)), MODAL).world
    jpn = world.setting.member_of["JPN"]
    # The pens' mean closeness is -.2; the text changes .8 on each of two issues.
    seen = stance_terms(world, 0, {}).closeness[:, 0]
    assert seen[jpn] == pytest.approx(-0.2 * (2 + 1 * 1.6))
    assert np.count_nonzero(seen) == 1, "of the others nothing is known, which is not closeness"
    by_pen = closeness_by_pen(world, 0)[jpn, :, 0]
    assert by_pen == pytest.approx([-0.5 * 3.6 / 2, 0.1 * 3.6 / 2])
    held = lanes(world, 0, np.zeros(1, dtype=np.int64), world.full_text(0), {})
    assert held.apart[jpn, 0] == pytest.approx(0.2), "what prices are told of the size"


def test_texts_differ_in_how_contested_they_are_by_a_draw_common_to_all() -> None:
    world = weighed({"contest": 2})
    beside = stance_terms(world, 0, {})
    assert np.unique(beside.contest).size == 8
    assert beside.contest == pytest.approx(world.c[DECISION.index("contest")] * world.contest[0])
    assert not start_block(Setting(made()), MODAL).world.contest.any(), (
        "nothing is drawn without chance"
    )


@pytest.mark.parametrize(
    ("first", "after", "ballots", "again"),
    [
        (6, 12, [1, 3, 5, 7], [2, 4, 6]),
        (6, 18, [1, 4, 7], [3, 6]),
        (12, 6, [2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7]),
        (18, 12, [3, 5, 7], [4, 6]),
    ],
)
def test_a_failed_text_is_put_again_after_the_time_that_its_sponsors_leave(
    first: int, after: int, ballots: list[int], again: list[int]
) -> None:
    """It is circulated before that for as long as it was at first, in rounds of six hours."""
    text = draft(["FRA"], first, renew_after_hours=after)
    play, events = modal_log(made(AGAINST, drafts={A: text}))
    outcomes = [(e.round, e.numbers["outcome"]) for e in of(events, EventType.OUTCOME)]
    assert outcomes == [(ballot, Outcome.VETOED) for ballot in ballots]
    assert [e.round for e in of(events, EventType.RENEW)] == again
    assert play.world.renewals[0, 0] == len(again)


def test_a_text_that_is_never_put_is_not_put_again() -> None:
    play, events = modal_log(made(drafts={A: draft(["FRA"], None, renew_after_hours=12)}))
    assert not of(events, EventType.OUTCOME)
    assert play.world.renewals[0, 0] == 0


def test_in_a_block_only_texts_that_failed_are_brought_again() -> None:
    text = draft(["FRA"], 6, renew_after_hours=12)
    world = block(made(drafts={A: text}), 2).world
    world.status[0] = DraftStatus.DISPOSED
    world.outcome[0] = [Outcome.VETOED, Outcome.ADOPTED]
    world.ended[0] = 1
    for moment in (2, 3):
        world.fresh[:] = False
        renew(world, moment)
        assert world.fresh.tolist() == [moment == 2, False]
    assert world.status[0].tolist() == [DraftStatus.CIRCULATED, DraftStatus.DISPOSED]
    assert world.due[0].tolist() == [3, -1]
    assert world.renewals[0].tolist() == [1, 0]


def test_a_text_withdrawn_after_its_ballot_keeps_the_outcome_of_that_ballot() -> None:
    """It is not brought again, and no longer a rival of the other text."""
    texts = {A: draft(["FRA"], 6, renew_after_hours=12), B: draft(["USA"], 30)}
    world = block(made(drafts=texts), 2).world
    world.status[0] = DraftStatus.CIRCULATED
    world.outcome[0] = [Outcome.VETOED, Outcome.NOT_REACHED]
    world.ended[0] = [1, -1]
    assert rival(world, 1, {}).sponsored.any()
    end(world, 0, np.array([True, True]), 3)
    assert world.outcome[0].tolist() == [Outcome.VETOED, Outcome.WITHDRAWN]
    assert world.ended[0].tolist() == [1, 3]
    assert not rival(world, 1, {}).sponsored.any()
    renew(world, 9)
    assert world.status[0].tolist() == [DraftStatus.WITHDRAWN] * 2


@pytest.mark.parametrize("positions", [{}, AGAINST])
def test_a_text_is_not_brought_again_once_adopted_or_without_being_asked(positions: Any) -> None:
    text = draft(["FRA"], 6, **({} if positions else {"renew_after_hours": 12}))
    _, events = modal_log(made(positions, drafts={A: text}))
    assert not of(events, EventType.RENEW)
    assert len(of(events, EventType.OUTCOME)) == 1


def test_a_renewed_text_can_pass_when_things_have_changed() -> None:
    turn = {f"members.RUS.positions.{issue}": 0.8 for issue in ("halt", "naming")}
    events = {"turn": {"title": "A turn", "at": hour(12), "changes": turn}}
    text = draft(["FRA"], 6, renew_after_hours=12)
    _, log = modal_log(made(AGAINST, drafts={A: text}, events=events))
    codes = [int(e.numbers["outcome"]) for e in of(log, EventType.OUTCOME)]
    assert codes == [Outcome.VETOED, Outcome.ADOPTED]


def secret(number: int, **changes: Any) -> Any:
    """A generated scenario whose ballots nobody sees, with no plan on which votes could rest."""
    council = {"date": "2016-10-08", "president": "RUS", "secret_ballot": True}
    return generated(number, council=council, **changes)


@pytest.mark.parametrize("number", range(3))
def test_in_a_secret_ballot_nobody_looks_at_ties_statements_blame_or_exposure(number: int) -> None:
    plain = secret(number)
    base = plain.model_dump(by_alias=True)
    members = {code: {**member, "alignment": {}} for code, member in base["members"].items()}
    drafts = {key: {**text, "exposure": 0.0} for key, text in base["drafts"].items()}
    changed = secret(
        number, members=members, drafts=drafts, statements=[],
        coefficients={"kappa": 2, "lambda": 0, "commitment": 0},
    )  # fmt: skip
    loose = {"kappa": 0.06, "lambda": 0.25}
    one = run_worlds(secret(number, coefficients=loose), 3, range(40))
    two = run_worlds(changed, 3, range(40))
    assert equal(one, two)


def test_where_votes_are_seen_all_of_these_count() -> None:
    base = generated(0)
    seen = run_worlds(base, 3, range(40))
    for changes in (
        {"coefficients": {"lambda": 0}},
        {"coefficients": {"kappa": 2}},
        {"statements": [], "coefficients": {"commitment": 0}},
    ):
        other = run_worlds(generated(0, **changes), 3, range(40))
        assert not np.array_equal(seen.p_vote, other.p_vote, equal_nan=True), changes


def fallback(positions: Any) -> Any:
    """A text that falls to a veto, and then a statement to the press."""
    return made(
        positions,
        drafts={A: draft(["FRA"], 6)},
        fallback={"form": "press", "silence_hours": 12},
    )


def test_a_statement_is_issued_when_nobody_breaks_the_silence() -> None:
    wants = {"RUS": {"halt": 0.3, "naming": 0.0}}
    play, events = modal_log(fallback(wants))
    assert play.world.outcome[0, 0] == Outcome.VETOED
    assert [e.round for e in of(events, EventType.CIRCULATE_STATEMENT)] == [1]
    assert [e.round for e in of(events, EventType.STATEMENT_ISSUED)] == [3]
    assert not of(events, EventType.BREAK_SILENCE)
    assert STATEMENTS[play.world.issued[0]] == "issued"


def test_a_statement_is_pending_when_the_clock_ends_before_the_silence() -> None:
    wants = {"RUS": {"halt": 0.3, "naming": 0.0}}
    longer = made(
        wants,
        drafts={A: draft(["FRA"], 6)},
        fallback={"form": "press", "silence_hours": 48},
    )
    play, events = modal_log(longer)
    assert of(events, EventType.CIRCULATE_STATEMENT)
    assert not of(events, EventType.STATEMENT_ISSUED)
    assert STATEMENTS[play.world.issued[0]] == "pending"


def test_the_log_says_what_the_statement_says() -> None:
    wants = {"RUS": {"halt": 0.3, "naming": 0.0}}
    play, events = modal_log(fallback(wants))
    (circulated,) = of(events, EventType.CIRCULATE_STATEMENT)
    assert circulated.numbers == {"from_halt": 0.0, "to_halt": 0.3}, "no ground on naming"
    assert play.world.statement[:, 0].tolist() == [0.3, 0.0]


def test_sponsors_who_withdraw_leave_the_council_a_statement_to_fall_back_to() -> None:
    unwanted = {A: draft(["FRA"], 18, may=["withdraw"])}
    scenario = made(
        {"FRA": {"halt": 0.0, "naming": 0.0}},
        drafts=unwanted,
        fallback={"form": "presidential", "silence_hours": 6},
    )
    play, events = modal_log(scenario)
    assert play.world.outcome[0, 0] == Outcome.WITHDRAWN
    assert of(events, EventType.CIRCULATE_STATEMENT, "presidential")
    assert not of(events, EventType.VOTE)


def test_one_member_that_breaks_the_silence_stops_the_statement() -> None:
    play = block(generated(2, coefficients={"presumption": 0}), 400)
    finish_block(play)
    seen = set()
    for place in range(400):
        log = play.world.log.of(place)
        broken = of(log, EventType.BREAK_SILENCE)
        failed, issued = (
            of(log, kind) for kind in (EventType.STATEMENT_FAILED, EventType.STATEMENT_ISSUED)
        )
        assert len(failed) + len(issued) <= 1
        assert bool(failed) == bool(broken)
        seen |= {bool(broken)} if failed or issued else set()
    assert True in seen


@pytest.mark.parametrize(("fall", "loss"), [(-0.4, 0.15), (-0.1, -0.15)])
def test_without_chance_the_likelier_of_silence_and_a_no_comes_about(
    fall: float, loss: float
) -> None:
    """Russia comes to want less than the .5 that it could live with on half of its weight."""
    turn = {"title": "A turn", "at": hour(12), "changes": {"members.RUS.positions.halt": fall}}
    scenario = made(
        {"RUS": {"halt": 0.5, "naming": 0.0}},
        drafts={A: draft(["FRA"], 6)},
        fallback={"form": "press", "silence_hours": 12},
        events={"turn": turn},
    )
    play, events = modal_log(scenario)
    assert play.world.statement[:, 0].tolist() == [0.5, 0.0]
    no = 1.0 / (1.0 + np.exp(-(loss - 0.08) / 0.06))
    broken = of(events, EventType.BREAK_SILENCE)
    assert [e.numbers["probability"] for e in broken] == pytest.approx([no] if no > 0.5 else [])
    assert bool(of(events, EventType.STATEMENT_ISSUED)) == (no < 0.5)


def test_there_is_no_statement_when_a_text_was_adopted() -> None:
    _, events = modal_log(fallback({}))
    assert not of(events, EventType.CIRCULATE_STATEMENT)


def test_nobody_loses_by_the_common_ground() -> None:
    play = block(generated(4), 50)
    world = play.world
    finish_block(play)
    text = common_ground(world)
    loss = np.abs(text - world.ideal) - np.abs(world.quo - world.ideal)
    assert loss.max() <= 1e-12


def test_a_party_to_the_dispute_abstains_unless_the_text_is_under_chapter_vii() -> None:
    council = {"date": "2016-10-08", "president": "RUS", "parties_to_dispute": ["RUS"]}
    for binding, vote in ((False, Vote.ABSTAIN), (True, Vote.NO)):
        text = draft(["FRA"], 30, binding=binding)
        play, _ = modal_log(made(AGAINST, drafts={A: text}, council=council))
        assert play.world.vote[MEMBERS.index("RUS"), 0, 0] == vote
        adopted = play.world.outcome[0, 0] == Outcome.ADOPTED
        assert adopted != binding
