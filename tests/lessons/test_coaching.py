"""The coach's numbers: paired worlds, aims from preferences, prices, the veto's shadow, a word."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.domain.ballots import Outcome
from sim.engines.backends import Backend
from sim.engines.run import run_worlds
from sim.lessons import coaching, engine_members
from sim.lessons.advice import Advice, SeatMove
from sim.lessons.clauses import scenario_centres, texts
from sim.lessons.coaching import Effort, advise, moves_for, words_of_move
from sim.lessons.engine_members import EngineMembers
from sim.lessons.standing import aims_of, in_texts, with_move, with_statement, with_vote, worth_of
from sim.scenario.load import load_scenario
from tests.classroom.scene import scene

FIRST, SECOND = "S/2016/846", "S/2016/847"


@pytest.fixture(scope="module")
def advice() -> Advice:
    found = texts(scene())
    moves = list(moves_for(scene(), "RUS", found, found))
    return advise(scene(), "RUS", found, moves, Effort(worlds=60, seconds=600.0))


def move_of(advice: Advice, kind: str, draft: str, choice: str = ""):
    return next(
        one
        for one in advice.moves
        if (one.move.kind, one.move.draft, one.move.choice) == (kind, draft, choice)
    )


def test_a_permanent_members_no_ends_a_text_in_every_world(advice):
    no = move_of(advice, "vote", FIRST, "no")
    assert no.before + no.adopted.value == pytest.approx(0.0, abs=1e-12)
    yes = move_of(advice, "vote", FIRST, "yes")
    assert yes.before + yes.adopted.value >= yes.before


def test_the_numbers_are_those_of_plain_runs_with_the_same_luck(advice):
    found = texts(scene())

    def chance(scenario):
        worlds = run_worlds(
            in_texts(scenario, found), seed=0, picks=range(60), backend=Backend(workers=1)
        )
        return worlds.p_adopted[worlds.drafts.index(FIRST)]

    now, then = chance(scene()), chance(with_vote(scene(), {"RUS": {FIRST: "abstain"}}))
    told = move_of(advice, "vote", FIRST, "abstain")
    assert told.before == pytest.approx(float(now.mean()))
    assert told.adopted.value == pytest.approx(float((then - now).mean()))
    assert told.adopted.low <= told.adopted.value <= told.adopted.high
    reach = np.std(then - now, ddof=1) / np.sqrt(60)
    assert told.adopted.high - told.adopted.value == pytest.approx(2.001 * reach, rel=1e-3)


def test_worth_is_the_weighted_distance_that_a_text_wins():
    aims = aims_of(scene(), "RUS")
    assert sum(aim.weight for aim in aims.values()) == pytest.approx(1.0)
    # flights: wants 0.2, stays 0.0 without a text; a text at 1.0 is 0.6 further away.
    assert worth_of(aims, {"flights": 1.0}) == pytest.approx((0.2 - 0.8) / 3)
    assert worth_of(aims, {"access": 0.8}) == pytest.approx(0.6 / 3)
    assert worth_of(aims, {}) == 0.0


def test_moves_are_sorted_by_what_they_bring_and_each_says_why(advice):
    worths = [one.worth.value for one in advice.moves]
    assert worths == sorted(worths, reverse=True)
    assert all(one.because.endswith(".") for one in advice.moves)
    assert {one.move.kind for one in advice.moves} == {"vote", "clause", "statement", "name"}
    assert not advice.unweighed
    assert {aim.draft for aim in advice.aims} == {FIRST, SECOND}


def test_clauses_that_are_weighed_lie_towards_what_the_member_wants():
    found = texts(scene())
    aims = aims_of(scene(), "RUS")
    asked = [m for m in moves_for(scene(), "RUS", found, found) if m.kind == "clause"]
    assert asked
    for move in asked:
        assert move.value is not None
        aim, now = aims[move.issue], found[move.draft].get(move.issue, aims[move.issue].stays)
        assert abs(move.value - aim.ideal) < abs(now - aim.ideal)
        assert words_of_move(scene(), move).startswith("get “")


def test_sponsors_are_not_told_to_put_their_name_under_their_text():
    found = texts(scene())
    names = [m.draft for m in moves_for(scene(), "FRA", found, found) if m.kind == "name"]
    assert names == [SECOND]
    assert {m.draft for m in moves_for(scene(), "FRA", found, [SECOND])} == {SECOND}


def test_what_there_is_no_time_for_is_named():
    found = texts(scene())
    moves = [SeatMove("vote", FIRST, "no"), SeatMove("vote", FIRST, "yes")]
    told: list[tuple[int, int]] = []
    little = advise(
        scene(), "RUS", found, moves,
        Effort(worlds=10, seconds=0.0, tell=lambda done, of: told.append((done, of))),
    )  # fmt: skip
    assert [one.words for one in little.moves] == [f"vote no on {FIRST}"]
    assert little.unweighed == (f"vote yes on {FIRST}",)
    assert told == [(0, 2)]
    told.clear()
    advise(scene(), "RUS", found, moves, Effort(10, 600.0, lambda d, of: told.append((d, of))))
    assert told == [(0, 2), (1, 2)]


def test_a_public_word_binds_its_speaker_and_moves_others():
    scenario = load_scenario("crimea-2014", ())
    found = texts(scenario)
    text = next(iter(found))
    members = EngineMembers(scenario, 20)
    assert members.weight_of_word("CHN", text, found, support=True) > 1.0
    assert members.weight_of_word("CHN", text, found, support=False) > 1.0
    plain = members.inclinations(found)[text]
    said = members.knowing(with_statement(scenario, "USA", text, support=False))
    heard = said.inclinations(found)[text]
    assert heard["USA"].no > plain["USA"].no
    others = [abs(heard[code].yes - plain[code].yes) for code in plain if code != "USA"]
    assert max(others) > 0.0
    unknown = with_statement(scenario, "USA", "nothing", support=True)
    assert unknown is scenario


@pytest.mark.parametrize("name", ["crimea-2014", "aleppo-2016-10-08"])
def test_a_public_word_is_no_weaker_than_what_its_member_has_said_before(name: str) -> None:
    """Russia has warned in public already: to say so again does not take the warning back."""
    scenario = load_scenario(name, ())
    found = texts(scenario)
    members = EngineMembers(scenario, 20)
    assert any(statement.speaker == "RUS" for statement in scenario.statements)
    for place, statement in enumerate(scenario.statements):
        support = scenario_centres(scenario)[f"statements.{place}.pull"].centre > 0
        weight = members.weight_of_word(statement.speaker, statement.draft, found, support=support)
        assert weight >= 1.0 - 1e-9, (statement.speaker, statement.draft)


def test_prices_differ_by_member_and_say_what_they_would_do():
    """In the central world of the flagship no two members' words are the same number."""
    scenario = load_scenario("aleppo-2016-10-08", ())
    found = texts(scenario)
    members = EngineMembers(scenario, 20)
    wishes = {code: members.wish(code, FIRST, found) for code in ("CHN", "RUS", "VEN")}
    assert all(wish is not None and wish.why for wish in wishes.values())
    assert len({wish.why for wish in wishes.values() if wish}) > 1
    before = members.inclinations(found)[FIRST]["CHN"]
    wish = wishes["CHN"]
    assert wish is not None
    assert wish.value is not None
    moved = {**found, FIRST: {**found[FIRST], wish.issue: wish.value}}
    assert members.inclinations(moved)[FIRST]["CHN"].yes >= before.yes


def test_the_shadow_of_a_veto_is_the_vote_without_it():
    scenario = load_scenario("aleppo-2016-10-08", ())
    found = texts(scenario)
    members = EngineMembers(scenario, 20)
    told = " ".join(members.sound("USA", FIRST, found))
    assert "the Russian Federation" in told
    assert "to block the text" in told
    assert "It would block the text" in " ".join(members.sound("RUS", FIRST, found))


def test_moves_leave_the_scenario_as_it_was():
    scenario = scene()
    for move in moves_for(scenario, "RUS", texts(scenario), texts(scenario)):
        changed = with_move(scenario, "RUS", move)
        assert (changed is scenario) == (move.kind == "clause")
    assert scenario.pins == {}
    assert scenario.statements == ()


def test_sponsors_speak_of_the_veto_when_they_answer():
    scenario = load_scenario("aleppo-2016-10-08", ())
    found = texts(scenario)
    members = EngineMembers(scenario, 20)
    wish = members.wish("CHN", FIRST, found)
    assert wish is not None
    assert "of a veto against enough votes" in members.answer(FIRST, wish, found).why


def test_what_was_asked_before_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    computed = engine_members.modal_world
    monkeypatch.setattr(
        engine_members, "modal_world", lambda scenario: asked.append(scenario) or computed(scenario)
    )
    scenario = scene()
    text, found = next(iter(scenario.drafts)), texts(scenario)
    members = EngineMembers(scenario, 20)
    views = members.inclinations(found)
    weight = members.weight_of_word("CHN", text, found, support=True)
    before = len(asked)
    assert members.inclinations(texts(scenario)) == views
    assert members.weight_of_word("CHN", text, found, support=True) == weight
    assert len(asked) == before
    assert members.weight_of_word("CHN", text, found, support=False) != weight
    assert len(asked) > before


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("AAAVVVVVVN", "likely to be vetoed"),
        ("AAAVNNNNNN", "likely to lack votes"),
        ("AAAAVVVNNN", "No outcome is likely with or without it (40% adopted, 30% vetoed, 30%"),
        ("AAAAAAAVNN", "likely to be adopted"),
    ],
)
def test_a_move_that_changes_nothing_says_what_is_likely_only_if_it_is(ends: str, said: str):
    codes = {"A": Outcome.ADOPTED, "V": Outcome.VETOED, "N": Outcome.NOT_ADOPTED}
    outcome = np.array([[codes[end] for end in ends]])
    worlds = SimpleNamespace(outcome=outcome, p_adopted=(outcome == Outcome.ADOPTED) * 1.0)
    assert said in str(coaching._unmoved(scene(), {}, worlds, 0))  # type: ignore[arg-type]
