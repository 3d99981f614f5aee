"""Sponsors with a text that is due: a vote, withdrawal, a wait, a statement, the Assembly."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from sim.domain.ballots import Outcome
from sim.domain.events import Event, EventType
from sim.engines.ensemble import finish_block
from sim.negotiation.alternatives import SponsorsChoice, two_thirds
from sim.negotiation.rounds import Play
from sim.negotiation.settlement import FAILED, ISSUED
from tests.engines.generated import EVERYTHING
from tests.engines.test_agreement import equal
from tests.negotiation.made import A, block, draft, hour, made, modal_log, of

OPPOSED = {"RUS": {"halt": 0.0, "naming": 0.0}}
"""A member that no change of the text would win, and that would block it."""

WAYS = [word for word in EVERYTHING if word not in ("amend", "merge")]


def due(
    may: list[str] | None = None,
    *,
    sigma: float = 0.0,
    positions: dict[str, Any] | None = None,
    statements: list[dict[str, Any]] | None = None,
    **coefficients: float,
) -> tuple[Play, list[Event]]:
    """The modal world of a text that is due after thirty hours, and its log."""
    text = draft(["FRA"], 30, may=WAYS if may is None else may, exposure=sigma)
    return modal_log(
        made(
            OPPOSED if positions is None else positions,
            drafts={A: text},
            statements=statements or [],
            coefficients=coefficients,
        )
    )


def chosen(events: list[Event]) -> Event:
    """The one choice of the log."""
    found = of(events, EventType.CHOOSE)
    assert len(found) == 1
    return found[0]


def test_two_thirds_are_counted_over_every_pattern_of_votes() -> None:
    rng = np.random.default_rng(4)
    p = rng.dirichlet(np.ones(3), size=5)
    exact = 0.0
    for pattern in product(range(3), repeat=5):
        ayes, noes = pattern.count(0), pattern.count(2)
        if ayes > 0 and ayes >= 2 * noes:
            exact += float(np.prod([p[i, v] for i, v in enumerate(pattern)]))
    found = two_thirds(np.ascontiguousarray(p.T[:, :, None]))
    assert found[0] == pytest.approx(exact, abs=1e-12)


def test_every_way_is_valued_by_what_the_text_would_be_worth() -> None:
    play, events = due(sigma=0.5, statement_worth=0.4, assembly_worth=0.3, delay_hours=6.0)
    numbers = chosen(events).numbers
    worth = 0.8  # France wants all that the text asks, and things stand at 0
    adopted, nine = play.world.adopted[0, 0], play.world.nine[0, 0]
    assert numbers["took"] == SponsorsChoice.TABLE
    assert numbers["table_FRA"] == pytest.approx(worth * (adopted + 0.5 * (nine - adopted)))
    assert numbers["withdraw_FRA"] == 0.0
    assert numbers["assembly_FRA"] == pytest.approx(0.3 * worth * numbers["carried"])
    assert numbers["statement_FRA"] == 0.0, "no statement says what one member wants not to hear"
    assert numbers["wait_FRA"] == pytest.approx(0.9 * numbers["table_FRA"])


def test_the_sigma_that_tabling_implies_is_where_tabling_becomes_the_best() -> None:
    _, events = due(sigma=0.65)
    implied = chosen(events).numbers["implied"]
    assert 0.05 < implied < 0.65
    for sigma, took in (
        (implied + 0.02, SponsorsChoice.TABLE),
        (implied - 0.02, SponsorsChoice.ASSEMBLY),
    ):
        _, events = due(sigma=sigma, concession=0.0)
        assert chosen(events).numbers["took"] == took
        assert chosen(events).numbers["implied"] == pytest.approx(implied)


def test_a_refused_change_counts_among_what_tabling_must_beat() -> None:
    """A text that would pass, if weaker: who puts it as it stands wants the veto seen."""
    wants = {"RUS": {"halt": 0.6, "naming": 0.0}}
    without = chosen(due(sigma=2.0, positions=wants)[1]).numbers["implied"]
    beside = chosen(due(["amend", *WAYS], sigma=2.0, positions=wants)[1]).numbers["implied"]
    assert beside > without + 0.1


def test_a_text_that_would_pass_is_put_whatever_a_veto_on_show_is_worth() -> None:
    _, events = due(positions={})
    assert chosen(events).numbers["took"] == SponsorsChoice.TABLE
    assert chosen(events).numbers["implied"] == 0.0


def test_a_text_without_hope_goes_to_the_assembly_which_has_no_veto() -> None:
    play, events = due()
    assert chosen(events).numbers["took"] == SponsorsChoice.ASSEMBLY
    assert [e.draft for e in of(events, EventType.TO_ASSEMBLY)] == [A]
    assert play.world.outcome[0, 0] == Outcome.WITHDRAWN
    assert not of(events, EventType.VOTE)


def test_with_no_worth_elsewhere_a_text_without_hope_is_put_or_withdrawn() -> None:
    """The limits of the numbers leave what there was before."""
    for may in (WAYS, ["statement", "assembly", "wait"]):
        _, events = due(may, statement_worth=0.0, assembly_worth=0.0, delay=1.0)
        assert chosen(events).numbers["took"] == SponsorsChoice.TABLE
        assert of(events, EventType.OUTCOME)


def test_a_statement_is_sought_where_members_agree_on_something_and_needs_all_of_them() -> None:
    wants = {"RUS": {"halt": 0.5, "naming": 0.0}}
    play, events = due(["statement"], positions=wants, statement_worth=0.9, delay_hours=6.0)
    assert chosen(events).numbers["took"] == SponsorsChoice.STATEMENT
    assert of(events, EventType.CIRCULATE_STATEMENT)
    assert play.world.outcome[0, 0] == Outcome.WITHDRAWN
    assert play.world.issued[0] == ISSUED
    assert play.world.statement[:, 0].tolist() == [0.5, 0.0]
    assert chosen(events).numbers["silent"] > 0.9


def test_a_statement_that_somebody_breaks_silence_on_is_not_issued() -> None:
    wants = {"RUS": {"halt": 0.5, "naming": 0.0}}
    scenario = made(
        wants,
        drafts={A: draft(["FRA"], 30, may=["statement"])},
        coefficients={"statement_worth": 1.0, "delay_hours": 6.0, "concession": 0.0, "tau": 0.2},
    )
    play = block(scenario, 200)
    finish_block(play)
    sought = play.world.sought
    assert sought.any()
    assert {ISSUED, FAILED} == set(play.world.issued[sought].tolist())


def test_sponsors_wait_where_a_threat_fades() -> None:
    """Russia, for whom the text is good, has bound itself to block it; in a day it is half free."""
    said = [{"speaker": "RUS", "draft": A, "at": hour(24), "pull": -0.3}]

    def played(may: list[str]) -> tuple[Play, list[Event]]:
        return modal_log(
            made(
                drafts={A: draft(["FRA"], 30, may=may)},
                clock={"start": hour(0), "end": hour(120), "round_hours": 6},
                statements=said,
                coefficients={"half_life": 24.0, "delay": 0.05, "spoken": 7.0},
            )
        )

    still, _ = played([])
    assert still.world.outcome[0, 0] == Outcome.VETOED
    play, events = played(["wait"])
    took = [e.numbers["took"] for e in of(events, EventType.CHOOSE)]
    assert took == [SponsorsChoice.WAIT, SponsorsChoice.TABLE]
    assert [e.round for e in of(events, EventType.POSTPONE)] == [5]
    assert [e.round for e in of(events, EventType.OUTCOME)] == [9]
    assert play.world.outcome[0, 0] == Outcome.ADOPTED


def test_nobody_waits_past_the_end_of_the_clock() -> None:
    _, events = due(["wait"], delay=0.0, delay_hours=48.0)
    assert "wait_FRA" not in chosen(events).numbers
    assert chosen(events).numbers["took"] == SponsorsChoice.TABLE


def test_scenarios_that_do_not_name_them_have_the_text_put_and_weigh_them_all_the_same() -> None:
    play, events = due(["amend", "merge"])
    assert chosen(events).numbers["took"] == SponsorsChoice.TABLE
    assert chosen(events).numbers["free"] == 0.0
    assert chosen(events).numbers["assembly_FRA"] > chosen(events).numbers["table_FRA"]
    assert play.world.outcome[0, 0] == Outcome.VETOED


def test_weighing_other_ways_for_the_log_changes_no_world() -> None:
    scenario = made(OPPOSED, drafts={A: draft(["FRA"], 30, may=["amend"])})
    logged, silent = (finish_block(block(scenario, 60, log=log)) for log in (True, False))
    assert equal(logged, silent)
