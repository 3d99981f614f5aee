"""Ballots: order, renewal, secrecy, and the statement that the Council can fall back to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.domain.ballots import Outcome, Vote
from sim.domain.events import EventType
from sim.engines.ensemble import finish
from sim.engines.run import run_worlds
from sim.engines.worlds import STATEMENTS
from sim.negotiation.prospects import beside_policy, lanes
from sim.negotiation.rounds import play_round
from sim.negotiation.settlement import common_ground
from sim.preferences.coefficients import DECISION
from tests.engines.generated import MEMBERS, generated
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


def test_who_has_put_its_name_to_the_rival_gives_up_its_chance() -> None:
    texts = {A: draft(["FRA", "GBR"], 30), B: draft(["GBR", "USA"], None)}
    play = block(made(drafts=texts), 8)
    play_round(play, 0)
    world = play.world
    o, rho = world.c[DECISION.index("o")], world.c[DECISION.index("rho")]
    assert np.unique(rho).size == 8, "each world has its own"
    sponsorship, _, _ = beside_policy(world, 0, {})
    expected = {"FRA": o, "GBR": o * (1.0 - rho), "USA": -o * rho}
    for code, row in zip(world.setting.members, sponsorship, strict=True):
        assert row == pytest.approx(expected.get(code, np.zeros(8)), abs=1e-15), code
    fixed = lanes(world, 0, np.arange(8), world.full_text(0), {}).fixed
    assert fixed == pytest.approx(sum(beside_policy(world, 0, {})), abs=1e-15)


def test_a_failed_text_is_brought_again_after_the_time_that_its_sponsors_leave() -> None:
    text = draft(["FRA"], 6, renew_after_hours=12)
    play, events = modal_log(made(AGAINST, drafts={A: text}))
    outcomes = [(e.round, e.numbers["outcome"]) for e in of(events, EventType.OUTCOME)]
    assert outcomes == [(1, Outcome.VETOED), (5, Outcome.VETOED)]
    assert [e.round for e in of(events, EventType.RENEW)] == [3, 7]
    assert play.world.renewals[0, 0] == 2


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
    play = block(generated(2), 200)
    finish(play)
    seen = set()
    for place in range(200):
        log = play.world.log.of(place)
        broken = of(log, EventType.BREAK_SILENCE)
        failed, issued = (
            of(log, kind) for kind in (EventType.STATEMENT_FAILED, EventType.STATEMENT_ISSUED)
        )
        assert len(failed) + len(issued) <= 1
        assert bool(failed) == bool(broken)
        seen |= {bool(broken)} if failed or issued else set()
    assert True in seen


def test_there_is_no_statement_when_a_text_was_adopted() -> None:
    _, events = modal_log(fallback({}))
    assert not of(events, EventType.CIRCULATE_STATEMENT)


def test_nobody_loses_by_the_common_ground() -> None:
    play = block(generated(4), 50)
    world = play.world
    finish(play)
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
