"""The constant part of a world and its state, value by value."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from sim.domain.events import EventType
from sim.engines.ensemble import start_block
from sim.negotiation.log import Log
from sim.negotiation.luck import MODAL, Luck
from sim.negotiation.setting import Setting
from tests.negotiation.made import A, B, draft, hour, made, with_parties


def test_given_numbers_take_the_place_of_drawn_ones() -> None:
    path, shares = "members.RUS.positions.halt", np.array([0.1, 0.4, 0.7])
    setting = Setting(made())
    world = start_block(setting, Luck(1, range(3)), given={path: shares}).world
    assert world.number(path).tolist() == shares.tolist()
    assert world.ideal[setting.member_of["RUS"], 0].tolist() == shares.tolist()
    drawn = start_block(setting, Luck(1, range(3))).world
    others = np.arange(len(setting.quantities)) != setting.at(path)
    assert np.array_equal(world.values[others], drawn.values[others]), "and nothing else changes"
    with pytest.raises(KeyError):
        start_block(setting, Luck(1, range(3)), given={"members.RUS.positions.none": shares})


def test_the_last_row_of_coefficients_is_one_over_tau() -> None:
    world = start_block(Setting(made(coefficients={"tau": 0.05})), MODAL).world
    assert world.c[0, 0] == 0.05
    assert world.c[-1, 0] == pytest.approx(20.0)


def test_of_what_is_not_carried_out_the_words_count() -> None:
    issues = {
        key: {"title": key, "anchors": {0: "none", 0.5: "some", 1: "all"}, "addressee": "fort"}
        for key in ("halt", "naming")
    }
    scenario = with_parties(
        -0.5, -0.5, issues=issues, compliance={"fort": 0.25}, coefficients={"words": 0.2}
    )
    world = start_block(Setting(scenario), MODAL).world
    assert world.compliance[:, 0].tolist() == [0.25, 0.25]
    assert world.heeded[:, 0] == pytest.approx([0.2 + 0.8 * 0.25] * 2)


def test_a_party_to_a_dispute_is_bound_on_texts_of_chapter_vi_alone() -> None:
    council = {"date": "2016-10-08", "president": "RUS", "parties_to_dispute": ["RUS"]}
    drafts = {A: draft(["FRA"], 30), B: draft(["FRA"], 30, binding=True)}
    setting = Setting(made(drafts=drafts, council=council))
    assert setting.bound[setting.member_of["RUS"]].tolist() == [1.0, 0.0]
    assert setting.bound.sum() == 1.0


def test_sponsors_and_co_sponsors_have_their_names_under_a_text() -> None:
    drafts = {A: draft(["FRA"], 30, co_sponsors=["GBR"]), B: draft(["RUS"], 30)}
    setting = Setting(made(drafts=drafts))
    names = {
        code: setting.sponsored[setting.member_of[code]].tolist() for code in ("FRA", "GBR", "RUS")
    }
    assert names == {"FRA": [1.0, 0.0], "GBR": [1.0, 0.0], "RUS": [0.0, 1.0]}
    assert setting.sponsored.sum() == 3.0


def test_the_council_s_order_counts_among_drafts_that_are_put_in_one_round() -> None:
    council = {"date": "2016-10-08", "president": "RUS"}
    apart = {A: draft(["FRA"], 30), B: draft(["RUS"], 12)}
    assert Setting(made(drafts=apart)).ballot_order == (1, 0), "by time"
    ordered = made(drafts=apart, council={**council, "order": [A, B]})
    assert Setting(ordered).ballot_order == (1, 0), "the times decide"
    together = {A: draft(["FRA"], 30), B: draft(["RUS"], 30)}
    assert Setting(made(drafts=together)).ballot_order == (0, 1), "by submission"
    turned = made(drafts=together, council={**council, "order": [B, A]})
    assert Setting(turned).ballot_order == (1, 0)


def test_rounds_begin_at_their_hours() -> None:
    setting = Setting(made())
    assert setting.time_of(0) == datetime.fromisoformat(hour(0))
    assert setting.time_of(3) == datetime.fromisoformat(hour(18))
    assert setting.round_of(setting.time_of(3)) == 3


def test_chosen_replicates_have_the_draws_that_they_have_in_their_place() -> None:
    setting = Setting(made())
    whole = Luck(7, range(12)).draw(setting.prior_streams)
    picks = np.array([5, 2, 3, 11, 5, 9], dtype=np.int64)
    chosen = Luck(7, picks).draw(setting.prior_streams)
    assert np.array_equal(chosen, whole[:, picks])
    assert chosen.flags.c_contiguous


def test_a_log_that_is_off_keeps_nothing() -> None:
    log = Log(False, 3)
    log.add(0, EventType.BLUE, np.ones(3, dtype=np.bool_))
    assert log.events == log.of(0) == []
