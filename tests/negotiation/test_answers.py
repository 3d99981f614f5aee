"""Why sponsors refuse: the reasons differ, and nobody is told the same twice."""

from __future__ import annotations

from typing import Any

import pytest

from sim.domain.events import Event, EventType
from sim.engines.ensemble import finish_block
from sim.negotiation.answers import Refusal
from tests.engines.generated import generated
from tests.negotiation.made import A, block, draft, made, modal_log, of

MILD = {"RUS": {"halt": 0.6, "naming": 0.0}}


def refusals(positions: dict[str, Any], **more: Any) -> list[Event]:
    """What is refused in the modal world of one text of France's."""
    coefficients = more.pop("coefficients", {})
    text = draft(["FRA"], 30, may=["amend"], **more)
    _, events = modal_log(made(positions, drafts={A: text}, coefficients=coefficients))
    return of(events, EventType.HOLD)


def reasons(events: list[Event]) -> set[Refusal]:
    """The reasons given."""
    return {Refusal(int(event.numbers["reason"])) for event in events}


@pytest.mark.parametrize("number", range(4))
def test_no_member_is_refused_twice_for_the_same_reason_on_the_same_text(number: int) -> None:
    play = block(generated(number), 25)
    finish_block(play)
    refused = 0
    for place in range(25):
        told: set[tuple[str, str, float]] = set()
        asker = ""
        for event in play.world.log.of(place):
            if event.type == EventType.ASK:
                asker = event.actor
            elif event.type == EventType.AMEND:
                told = {each for each in told if each[0] != event.draft}
            elif event.type == EventType.HOLD:
                key = (event.draft, asker, event.numbers["reason"])
                assert key not in told
                told.add(key)
                refused += 1
    assert refused > 5


@pytest.mark.parametrize("number", range(4))
def test_the_parts_of_a_refusal_add_up_to_what_the_change_would_gain(number: int) -> None:
    play = block(generated(number), 25)
    finish_block(play)
    seen = set()
    for place in range(25):
        for event in of(play.world.log.of(place), EventType.HOLD):
            parts = event.numbers
            total = parts["won"] + parts["show"] - parts["lost"]
            assert total == pytest.approx(parts["gain"], abs=1e-9)
            seen.add(parts["reason"])
    assert len(seen) >= 3, "reasons differ"


def test_a_change_that_would_win_no_vote_that_matters_is_refused_for_who_would_stop_it() -> None:
    lost = {**MILD, "CHN": {"halt": 0.0, "naming": 0.0}}
    told = refusals(lost)
    stopped = [e for e in told if e.numbers["reason"] == Refusal.STOPPED]
    assert stopped
    assert all(e.numbers["stopped_CHN"] > 0.5 for e in stopped)


def under(institution: str, positions: dict[str, Any], **more: Any) -> list[Event]:
    """What is refused in the modal world under another law."""
    council = {"date": "2016-10-08", "president": "RUS", "institution": institution}
    text = draft(["FRA"], 30, may=["amend"], **more)
    _, events = modal_log(made(positions, drafts={A: text}, council=council))
    return of(events, EventType.HOLD)


def stoppers(events: list[Event]) -> set[frozenset[str]]:
    """Who is said to stop the text, in each refusal for that reason."""
    return {
        frozenset(key for key in event.numbers if key.startswith("stopped_"))
        for event in events
        if event.numbers["reason"] == Refusal.STOPPED
    }


AGAINST = {"halt": 0.0, "naming": 0.0}
MOST = ("AGO", "EGY", "JPN", "MYS", "NZL", "SEN", "URY", "VEN", "UKR", "ESP")


def test_as_many_members_stop_a_text_as_the_law_asks_for() -> None:
    alone = {**MILD, "CHN": AGAINST}
    unloved = {**alone, **dict.fromkeys(MOST, AGAINST)}
    assert stoppers(under("charter", alone)) == {frozenset({"stopped_CHN"})}
    assert stoppers(under("two-vetoes", alone)) == set()
    assert stoppers(under("two-vetoes", unloved)) == {frozenset({"stopped_CHN", "stopped_RUS"})}
    assert stoppers(under("no-veto", unloved)) == set()
    assert stoppers(under("charter", unloved, nature="procedural")) == set()


def test_a_text_that_passes_is_not_changed_for_a_further_vote() -> None:
    assert reasons(refusals({"SEN": {"halt": 0.3, "naming": 0.0}})) == {Refusal.PASSES}


def test_a_text_whose_votes_are_lacking_is_not_saved_by_one() -> None:
    most = ("AGO", "EGY", "JPN", "MYS", "NZL", "SEN", "URY", "VEN", "UKR", "ESP")
    told = refusals({code: {"halt": 0.0, "naming": 0.0} for code in most})
    assert Refusal.SHORT in reasons(told)


def test_sponsors_who_want_the_veto_seen_say_so() -> None:
    assert Refusal.SHOWN in reasons(refusals(MILD, exposure=1.5))


def test_who_would_still_vote_no_as_far_as_sponsors_can_tell_is_not_bought() -> None:
    against = {"RUS": {"halt": 0.0, "naming": 0.0}}
    assert Refusal.DISBELIEVED in reasons(refusals(against, coefficients={"guess": 4.0}))
