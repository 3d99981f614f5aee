"""What a diplomat would call impossible, on worlds made for each kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.domain.ballots import Outcome, Vote
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.studies.impossible import central, own, rivals
from sim.studies.impossible.case import Case
from sim.studies.impossible.kinds import KINDS, count_impossible
from sim.studies.run.reasons import Reason

FRENCH, RUSSIAN = "S/2016/846", "S/2016/847"
SIZE = 10


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("aleppo-2016-10-08")


@pytest.fixture
def worlds(scenario: Scenario) -> Worlds:
    """Both texts put unchanged, the first vetoed by Russia; all others vote yes on both."""
    made = run_worlds(scenario, 0, range(SIZE))
    vote = np.zeros_like(made.vote)
    vote[0, made.members.index("RUS")] = int(Vote.NO)
    outcome = made.outcome.copy()
    outcome[0], outcome[1] = int(Outcome.VETOED), int(Outcome.ADOPTED)
    rounds = np.full_like(made.round, 5)
    return replace(made, vote=vote, outcome=outcome, round=rounds, concession=made.concession * 0.0)


def cast(worlds: Worlds, draft: str, code: str, vote: Vote, count: int = SIZE) -> Worlds:
    changed = worlds.vote.copy()
    changed[worlds.drafts.index(draft), worlds.members.index(code), :count] = int(vote)
    return replace(worlds, vote=changed)


def share(cases, code: str, about: str = "") -> float:
    found = [one for one in cases if one.sentence.startswith(f"{code} ") and about in one.sentence]
    assert len(found) == 1
    return found[0].share


def test_a_sponsor_against_its_own_text(scenario: Scenario, worlds: Worlds) -> None:
    assert share(own.own_text(scenario, worlds), "FRA") == 0.0
    against = cast(worlds, FRENCH, "FRA", Vote.NO, 4)
    assert share(own.own_text(scenario, against), "FRA") == 0.4
    changed = replace(against, concession=worlds.concession + 1.0)
    assert share(own.own_text(scenario, changed), "FRA") == 0.0  # no longer its own


def test_a_vote_for_those_who_voted_down_ones_own(scenario: Scenario, worlds: Worlds) -> None:
    assert share(rivals.after_own_text(scenario, worlds), "FRA") == 1.0
    no = cast(worlds, RUSSIAN, "FRA", Vote.NO, 7)
    assert share(rivals.after_own_text(scenario, no), "FRA") == 0.3
    assert share(rivals.for_the_rival(scenario, no), "FRA") == 0.3
    friendly = cast(worlds, FRENCH, "RUS", Vote.ABSTAIN)
    assert share(rivals.after_own_text(scenario, friendly), "FRA") == 0.0


def test_a_text_voted_on_later_in_the_meeting_has_not_been_voted_down_yet(
    scenario: Scenario, worlds: Worlds
) -> None:
    council = scenario.council.model_copy(update={"order": (RUSSIAN, FRENCH)})
    turned = scenario.model_copy(update={"council": council})
    assert share(rivals.after_own_text(scenario, worlds), "FRA") == 1.0
    assert not any(
        case.could.any() and case.member == "FRA" for case in rivals.after_own_text(turned, worlds)
    )


def test_a_yes_to_a_text_that_cannot_pass(scenario: Scenario, worlds: Worlds) -> None:
    assert share(own.announced(scenario, worlds), "RUS") == 0.0
    turned = cast(worlds, FRENCH, "RUS", Vote.YES, 2)
    assert share(own.announced(scenario, turned), "RUS") == 0.2
    assert all("FRA" not in one.sentence for one in own.announced(scenario, turned))


def test_a_yes_to_both_of_two_texts(scenario: Scenario, worlds: Worlds) -> None:
    assert share(rivals.for_both(scenario, worlds), "EGY") == 1.0
    assert share(rivals.for_both(scenario, worlds), "RUS") == 0.0
    calm = scenario.drafts[RUSSIAN].model_copy(update={"text": {}})
    alone = scenario.model_copy(update={"drafts": {**scenario.drafts, RUSSIAN: calm}})
    assert list(rivals.for_both(alone, worlds)) == []  # nothing contradicts


def test_a_yes_to_opponents_with_friends_at_hand(scenario: Scenario, worlds: Worlds) -> None:
    assert share(rivals.for_opponents(scenario, worlds), "JPN", f"for {RUSSIAN}") == 1.0
    no = cast(worlds, RUSSIAN, "JPN", Vote.NO, 9)
    assert share(rivals.for_opponents(scenario, no), "JPN", f"for {RUSSIAN}") == 0.1
    assert share(rivals.for_opponents(scenario, worlds), "VEN", f"for {FRENCH}") == 1.0


def test_a_yes_against_most_of_ones_wishes(scenario: Scenario, worlds: Worlds) -> None:
    assert share(own.against_wish(scenario, worlds), "RUS") == 0.0
    assert all(not one.sentence.startswith("FRA") for one in own.against_wish(scenario, worlds))


def test_a_no_to_friends_who_give_all(scenario: Scenario, worlds: Worlds) -> None:
    positions = {k: text.model_copy() for k, text in scenario.drafts[FRENCH].text.items()}
    content = scenario.members["JPN"].model_copy(update={"positions": positions})
    wished = scenario.model_copy(update={"members": {**scenario.members, "JPN": content}})
    refused = cast(worlds, FRENCH, "JPN", Vote.NO, 3)
    assert share(own.gives_all(wished, refused), "JPN", FRENCH) == 0.3
    assert not any("RUS" in one.sentence[:3] for one in own.gives_all(wished, refused))


def test_a_central_demand_that_is_given_up(scenario: Scenario, worlds: Worlds) -> None:
    kept = replace(worlds, concession=worlds.concession + 1.0)
    assert share(own.central_demand(scenario, kept), "FRA") == 0.0
    text = kept.text.copy()
    text[kept.drafts.index(FRENCH)] = 0.0
    assert share(own.central_demand(scenario, replace(kept, text=text)), "FRA") == 1.0
    assert not any(one.could.any() for one in own.central_demand(scenario, worlds))


def test_kinds_are_counted_over_worlds_in_which_they_could_happen(
    scenario: Scenario, worlds: Worlds
) -> None:
    found = count_impossible(scenario, cast(worlds, RUSSIAN, "FRA", Vote.NO, 5))
    assert set(found) <= {kind.key for kind in KINDS}
    assert found["rival_text"].share == 1.0  # Spain still does
    assert found["rival_text"].worlds == SIZE
    none = replace(worlds, outcome=np.full_like(worlds.outcome, int(Outcome.WITHDRAWN)))
    assert count_impossible(scenario, none) == {}


def test_a_case_that_never_could_has_no_share() -> None:
    no = np.zeros(3, dtype=np.bool_)
    assert Case("FRA", "S/1", "x", no, no).share == 0.0


def reason(term: str, amount: float, subject: str = "", *, common: bool = False) -> Reason:
    return Reason(term, subject, "", amount, (), common)


def test_votes_against_all_that_sets_a_member_apart() -> None:
    common = reason("presumption", 9.0, common=True)
    assert central.against_all_reasons((reason("closeness", -1.0), reason("issue", 0.5), common))
    assert not central.against_all_reasons((reason("closeness", 1.0), common))
    assert not central.against_all_reasons((common, reason("chance", -1.0)))


def test_a_great_power_that_follows() -> None:
    five = frozenset({"FRA"})
    small, great = reason("alignment", 2.0, "SEN"), reason("alignment", 2.0, "FRA")
    assert central.follows_a_smaller((small, reason("issue", 1.0)), five, "FRA")
    assert not central.follows_a_smaller((small,), five, "SEN")
    assert not central.follows_a_smaller((great,), five, "FRA")
    assert not central.follows_a_smaller((), five, "FRA")


def test_a_text_is_stripped_of_what_a_permanent_member_objects_to(
    scenario: Scenario, worlds: Worlds
) -> None:
    p_vote = worlds.p_vote.copy()
    p_vote[0, int(Vote.NO), worlds.members.index("RUS")] = 0.9
    found = [
        one
        for one in central.stripped(scenario, replace(worlds, p_vote=p_vote), frozenset({"RUS"}))
        if one.draft == FRENCH
    ]
    assert [one.member for one in found] == ["RUS"]
    assert found[0].before == pytest.approx(0.9)
    assert all(path.startswith(f"drafts.{FRENCH}.text.") for path in found[0].changes)
    assert central.chance_of_no(replace(worlds, p_vote=p_vote), FRENCH, "RUS") == pytest.approx(0.9)
