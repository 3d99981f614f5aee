"""The chain from a change to the votes: links add up, and who changes nothing adds nothing."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.scenario.load import load_scenario
from sim.studies.compare.chain import LINKS, MIXTURES, PLAYS, Chain, Link, chain, shapley
from sim.studies.compare.changed_inputs import NOT_READ, changed_inputs, on_scale, why_inert
from sim.studies.compare.study import same_worlds, what_if

FLAGSHIP = "aleppo-2016-10-08"
BASE = load_scenario(FLAGSHIP)
WORLDS = 48


def of(name: str, *changes: str) -> Chain:
    return chain(BASE, load_scenario(name, list(changes)), WORLDS, 3)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("flights-clause-dropped", ()),
        ("vote-postponed", ()),
        (FLAGSHIP, ("coefficients.concession=1",)),
        (FLAGSHIP, ("drafts.S/2016/846.may=[amend, merge, withdraw]",)),
    ],
)
def test_what_the_links_add_is_the_whole_difference(name: str, changes: tuple[str, ...]) -> None:
    variant = load_scenario(name, list(changes))
    told = chain(BASE, variant, WORLDS, 3)
    arms = [run_worlds(one, 3, range(WORLDS)) for one in (BASE, variant)]
    for d, draft in enumerate(BASE.drafts):
        before, after = (float(arm.p_adopted[d].mean()) for arm in arms)
        assert (told.before[draft], told.after[draft]) == (before, after), "the arms themselves"
        added = [one.change.value for one in told.contributions if one.draft == draft]
        assert len(added) == len(LINKS)
        assert sum(added) == pytest.approx(after - before, abs=1e-12)
    assert (told.worlds, told.plays) == (WORLDS, PLAYS)


def by_link(told: Chain, draft: str) -> dict[Link, float]:
    return {one.link: one.change.value for one in told.contributions if one.draft == draft}


def test_a_link_that_is_the_same_in_both_adds_nothing() -> None:
    told = of(FLAGSHIP, "statements.0.pull=0")
    for draft in BASE.drafts:
        links = by_link(told, draft)
        assert links[Link.DIRECT] == 0.0, "no member's own numbers differ"
        assert links[Link.CONSENT] == 0.0
    assert by_link(told, "S/2016/846")[Link.STATEMENTS] > 0.0, "Moscow has said nothing against it"


def test_a_change_that_nothing_can_carry_acts_at_the_vote_alone() -> None:
    silent = ("coefficients.concession=1", "coefficients.resolve=1")
    base = load_scenario(FLAGSHIP, list(silent))
    told = chain(base, load_scenario(FLAGSHIP, [*silent, "coefficients.alpha=4"]), WORLDS, 3)
    for draft in base.drafts:
        links = by_link(told, draft)
        assert links[Link.DIRECT] != 0.0
        others = [amount for link, amount in links.items() if link is not Link.DIRECT]
        assert others == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)


def test_how_links_stand_is_told_for_both() -> None:
    told = of(FLAGSHIP, "coefficients.concession=1")
    amended = next(
        one for one in told.moved if (one.link, one.draft) == (Link.AMENDMENTS, "S/2016/846")
    )
    assert amended.before > 0.0 == amended.after


def test_contributions_are_averages_over_all_orders() -> None:
    weight = np.array([2.0, -1.0, 0.5, 4.0])
    additive = {m: np.array([[weight[np.array(m)].sum()]]) for m in MIXTURES}
    for place in range(4):
        assert shapley(additive, place) == pytest.approx(weight[place])
    both = {m: np.array([[6.0 if m[0] and m[3] else 0.0]]) for m in MIXTURES}
    assert [float(shapley(both, place)[0, 0]) for place in range(4)] == pytest.approx([3, 0, 0, 3])


def test_there_is_no_chain_between_councils_of_other_members() -> None:
    with pytest.raises(UsageError, match="with the same members"):
        chain(BASE, load_scenario("enlarged-council"), 4, 0)


def test_what_was_changed_is_told_with_both_values_and_the_words_of_the_scale() -> None:
    (flights,) = changed_inputs(BASE, load_scenario("flights-clause-dropped"))
    assert flights.path == "drafts.S/2016/846.text.flights"
    assert (flights.before, flights.after) == (1.0, None)
    assert flights.words[0].startswith("It is demanded that all end military flights")
    assert flights.words[1] == "silent"
    (halt,) = changed_inputs(BASE, load_scenario(FLAGSHIP, ["roles.other-member.saliences.halt=1"]))
    assert (halt.before, halt.after) == (2.0, 1.0)
    assert halt.words == ("a stated priority", "the stake that every member has")
    vetoes = {one.path: one for one in changed_inputs(BASE, load_scenario("one-veto-not-enough"))}
    assert vetoes["council.institution"].after == "two-vetoes"
    assert changed_inputs(BASE, BASE) == ()
    own = load_scenario(FLAGSHIP, ["statements.0.text_then.flights=0.5"])
    assert [one.path for one in changed_inputs(BASE, own)] == ["statements.0.text_then.flights"]


def test_between_two_points_of_a_scale_the_nearest_is_told_as_about() -> None:
    scale = {0.0: "none.", 0.5: "half", 1.0: "all"}
    assert on_scale(0.0, scale) == "none"
    assert on_scale(0.51, scale) == "half"
    assert on_scale(0.7, scale) == "about: half"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (["council.president=MYS"], "nothing in the model reads council.president"),
        (["members.RUS.alignment.USA=0.5"], "has no weight: coefficients.lambda is 0"),
        (["events.hacking-accusation.happens=false"], "and coefficients.lambda is 0"),
    ],
)
def test_a_lever_that_moves_nothing_is_called_so(changes: list[str], why: str) -> None:
    variant = load_scenario(FLAGSHIP, changes)
    answer = what_if(BASE, variant, 12, 0)
    assert answer.identical
    (change,) = answer.inputs
    assert why in why_inert(change, variant)


def test_no_world_depends_on_what_is_said_to_be_unread() -> None:
    for path, value in dict.fromkeys((path, "MYS") for path in NOT_READ):
        one, two = (
            run_worlds(s, 0, range(8)) for s in (BASE, load_scenario(FLAGSHIP, [f"{path}={value}"]))
        )
        assert same_worlds(one, two)
    other = run_worlds(load_scenario(FLAGSHIP, ["coefficients.alpha=3"]), 0, range(8))
    assert not same_worlds(run_worlds(BASE, 0, range(8)), other)


def test_statements_on_one_side_alone_are_told_as_changes() -> None:
    silent = BASE.model_copy(update={"statements": ()})
    for base, variant in ((silent, BASE), (BASE, silent)):
        paths = [one.path for one in changed_inputs(base, variant)]
        assert any(path.startswith("statements") for path in paths)


def test_arms_with_other_numbers_of_statements_are_compared() -> None:
    """What a text said then is written to an arm that has a statement more than the other."""
    base = load_scenario(FLAGSHIP, ["drafts.S/2016/846.text.flights=0.5"])
    assert base.statements[-1].text_then or base.statements[0].text_then
    fewer = BASE.model_copy(update={"statements": BASE.statements[:1]})
    for one, other in ((base, fewer), (fewer, base)):
        paths = [change.path for change in changed_inputs(one, other)]
        assert "drafts.S/2016/846.text.flights" in paths
        assert not [path for path in paths if "text_then" in path]
