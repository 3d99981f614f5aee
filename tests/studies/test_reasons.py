"""Reasons of a vote: words of the case, sums that add up, and what speaks against the vote."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest

from sim.domain.ballots import Vote
from sim.scenario.load import load_scenario, load_text
from sim.scenario.schema import Scenario
from sim.studies.run.answer import modal_ballots, modal_world
from sim.studies.run.published import Ballot
from sim.studies.run.reasons import why
from sim.studies.run.telling import reason_lines, unit_sentence

FRENCH, RUSSIAN = "S/2016/846", "S/2016/847"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("aleppo-2016-10-08")


@pytest.fixture(scope="module")
def cast(scenario: Scenario) -> dict[str, Ballot]:
    return {ballot.draft: ballot for ballot in modal_ballots(modal_world(scenario))}


@dataclass(frozen=True)
class Made:
    """A reason made up for a test."""

    text: str
    amount: float | None
    term: str = "issue"
    common: bool = False
    evidence: tuple[str, ...] = ()


def lines(ballot: Ballot, code: str, most: int = 4) -> list[str]:
    vote, other = (Vote.from_word(which[code]) for which in (ballot.votes, ballot.otherwise))
    return [line.text for line in reason_lines(ballot.reasons[code], vote, other, most)]


def test_sponsors_to_whom_the_relation_is_the_same_are_one_reason(cast: dict[str, Ballot]) -> None:
    about = [one for one in cast[FRENCH].reasons["CHN"] if one.term == "closeness"]
    assert len(about) == 1
    assert about[0].subject == "FRA, ESP"
    assert "France's and Spain's" in about[0].text


def test_closeness_is_told_by_counted_votes_of_both(
    cast: dict[str, Ballot], scenario: Scenario
) -> None:
    votes = scenario.members["CHN"].agreement["FRA"]
    assert (votes.agreed, votes.opposed, votes.of, votes.since) == (0, 5, 6, 2011)
    text = next(one.text for one in cast[FRENCH].reasons["CHN"] if one.term == "closeness")
    assert "against which it usually votes: it agreed in 0 of 6 Assembly votes on Syria" in text
    assert text.endswith("States on average agreed in 4")


@pytest.mark.parametrize("name", ["libya-2011", "aleppo-2016-10-08", "crimea-2014", "res-2254"])
def test_counts_against_the_number_are_told_with_what_else_it_is_of(name: str) -> None:
    """One common vote of one, and as many of States on average, is no reason for or against."""
    case = load_scenario(name)
    odd = 0
    for ballot in modal_ballots(modal_world(case)):
        for code, reasons in ballot.reasons.items():
            for one in (reason for reason in reasons if reason.term == "closeness"):
                pens = one.subject.split(", ")
                member = case.members[code]
                if not all(pen in member.agreement for pen in pens):
                    continue
                counts = [member.agreement[pen] for pen in pens]
                near = sum(member.closeness[pen].claims[0].value for pen in pens)
                plain = sum((count.agreed - count.usual) / count.of for count in counts)
                said = re.search(r"on kindred matters.* they are (closer|further apart)", one.text)
                assert (said is not None) == (near != 0 and plain * near <= 0), one.text
                if said is not None:
                    odd += 1
                    assert (said[1] == "closer") == (near > 0), one.text
    assert odd or name != "libya-2011"


def test_a_sponsor_is_told_of_its_own_text(cast: dict[str, Ballot]) -> None:
    texts = [one.text for one in cast[FRENCH].reasons["FRA"]]
    assert "it sponsors the text" in texts
    assert any(text == "the text is its own" for text in texts)
    assert any(text.startswith("the text is Spain's, with which it usually") for text in texts)


def test_short_names_and_possessives(cast: dict[str, Ballot]) -> None:
    text = next(one.text for one in cast[RUSSIAN].reasons["JPN"] if one.term == "closeness")
    assert text.startswith("the text is Russia's, against which it usually votes")
    assert not re.search(r"\b[A-Z]{3}\b", text)


def test_terms_sum_to_the_margin_and_the_constants_come_last(cast: dict[str, Ballot]) -> None:
    for ballot in cast.values():
        for code, reasons in ballot.reasons.items():
            terms = [one for one in reasons if one.term != "chance"]
            assert all(one.term == "chance" for one in reasons[len(terms) :])
            common = [one.common for one in terms]
            assert common == sorted(common)
            apart = [abs(one.amount) for one in terms if not one.common]
            assert apart == sorted(apart, reverse=True)
            last = lines(ballot, code)[-1]
            margin = sum(one.amount for one in terms)
            assert f"In all {margin:+.2f}".replace("-", "−") in last


def test_the_numbers_of_the_lines_add_up(cast: dict[str, Ballot]) -> None:
    for ballot in cast.values():
        for code in ballot.reasons:
            *parts, total = lines(ballot, code)
            found = [re.findall(r"(?:\(|together )([+−]?\d+\.\d\d)\b", part) for part in parts]
            shown = [float(n.replace("−", "-")) for part in found for n in part if n[0] in "+−"]
            margin = float(total.split()[2].replace("−", "-"))
            assert sum(shown) == pytest.approx(margin, abs=0.006 * (len(shown) + 1))


def test_what_speaks_against_the_vote_is_marked() -> None:
    reasons = [Made("one thing", 1.0), Made("another", -0.5)]
    first, second, last = (line.text for line in reason_lines(reasons, Vote.YES, Vote.ABSTAIN, 4))
    assert first == "One thing (+1.00)"
    assert second == "But: another (−0.50)"
    assert last == "In all +0.50 for a yes over an abstention"


def test_small_reasons_are_counted_with_their_sum() -> None:
    reasons = [Made("much", 2.0), *(Made(f"little {n}", 0.01) for n in range(9))]
    texts = [line.text for line in reason_lines(reasons, Vote.NO, Vote.ABSTAIN, 4)]
    assert texts == [
        "Much (+2.00)",
        "And nine smaller reasons, together +0.09",
        "In all +2.09 for a no over an abstention",
    ]


@pytest.mark.parametrize(
    ("others", "why"),
    [
        (
            [Made("as usual", 3.0, "presumption", True)],
            "those that all members share outweigh them",
        ),
        ([Made("the draw fell on it", 1.0, "chance")], "over an abstention: the draw fell on it"),
        (
            [Made("small", 0.9), Made("others do", 0.8, "alignment")],
            "the smaller reasons outweigh those shown, above all this: small",
        ),
    ],
)
def test_a_vote_against_every_reason_shown_says_why_it_is_cast(
    others: list[Made], why: str
) -> None:
    reasons = [Made("the text is a foe's", -1.0), *others]
    last = reason_lines(reasons, Vote.YES, Vote.ABSTAIN, 1)[-1].text
    assert last.endswith(why)


def test_what_is_the_same_for_all_is_one_line_with_its_evidence() -> None:
    reasons = [
        Made("its own", 1.0),
        Made("as usual", 2.0, "presumption", True, ("a",)),
        Made("easy", -0.5, "abstention", True, ("b",)),
    ]
    line = reason_lines(reasons, Vote.YES, Vote.NO, 4)[1]
    assert line.text == "As for every member: as usual (+2.00); easy (−0.50)"
    assert line.evidence == ("a", "b")


def test_a_vote_that_was_not_its_own_to_choose_has_no_lines() -> None:
    assert reason_lines((), Vote.ABSTAIN, None, 4) == ()


def test_the_unit_follows_the_scale_of_the_coefficients() -> None:
    assert "+0.69 doubles" in unit_sentence()
    assert "+0.35 doubles" in unit_sentence(0.5)


def test_hand_written_closeness_without_counts_is_told_in_words(scenario: Scenario) -> None:
    member = scenario.members["CHN"].model_copy(update={"agreement": {}})
    bare = scenario.model_copy(update={"members": {**scenario.members, "CHN": member}})
    ballot = modal_ballots(modal_world(bare))[0]
    text = next(one.text for one in ballot.reasons["CHN"] if one.term == "closeness")
    assert text.endswith("with which it votes on the matter less often than States do on average")


def test_a_member_that_announces_a_no_only_in_the_simulation_is_told_so(
    cast: dict[str, Ballot],
) -> None:
    said = {
        c: r.text for c, rs in cast[RUSSIAN].reasons.items() for r in rs if r.term == "statement"
    }
    assert (
        said["FRA"] == "it has announced in the simulated negotiation that it is against the text"
    )
    said = {
        c: r.text for c, rs in cast[FRENCH].reasons.items() for r in rs if r.term == "statement"
    }
    assert said["RUS"] == "it spoke against the text in public on 7 October 2016"
    russia = next(one for one in cast[FRENCH].reasons["RUS"] if one.term == "statement")
    assert russia.evidence == ("article-8-9",)  # the newest statement takes the older one's place


def test_a_vote_worth_less_than_the_next_best_is_the_likeliest_or_drawn(
    scenario: Scenario,
) -> None:
    modal = modal_world(scenario)
    seen = modal.world.votes_cast[modal.setting.draft_of[FRENCH]]
    china = modal.setting.member_of["CHN"]
    shares = seen.look.judgement.probability[:, china, 0]
    least = Vote(int(seen.look.judgement.worth[:, china, 0].argmin()))
    found = why(modal.setting, seen, modal.setting.draft_of[FRENCH], china, least, 0)
    assert found.reasons[-1].text.startswith("the draw fell on it, at ")
    shares[least] = 1.0
    found = why(modal.setting, seen, modal.setting.draft_of[FRENCH], china, least, 0)
    assert found.reasons[-1].text == "it is still the likeliest of the three votes, at 100%"


def test_a_ballot_without_reasons_shows_none(cast: dict[str, Ballot]) -> None:
    empty = replace(cast[FRENCH], reasons={"RUS": ()}, otherwise={})
    assert reason_lines(empty.reasons["RUS"], Vote.ABSTAIN, None, 4) == ()


@pytest.mark.parametrize(
    "change", ["statements.0.at=2016-10-08T17:00", "statements.0.pull=0"], ids=["later", "empty"]
)
def test_a_statement_is_a_reason_only_if_it_was_made_before_the_ballot(change: str) -> None:
    def said(*words: str) -> tuple[str, tuple[str, ...]]:
        (first, *_) = modal_ballots(modal_world(load_scenario("aleppo-2016-10-08", words)))
        (reason,) = (one for one in first.reasons["RUS"] if one.term == "statement")
        return reason.text, reason.evidence

    text, evidence = said()
    assert text == "it spoke against the text in public on 7 October 2016"
    before, other = said(change)
    assert before == "it spoke against the text in public on 3 October 2016"
    assert other != evidence


TWO_TEXTS = """
scenario: two-texts
title: Two texts
as_of: 2016-10-01T00:00
layers: [record]
council: {date: 2016-10-08, institution: conference, president: FRA}
clock: {start: 2016-10-05T00:00, end: 2016-10-07T00:00}
issues:
  a: {title: Access, anchors: {0: none, 0.5: some, 1: full}}
status_quo: {a: 0.1}
roles: {r: {title: R, because: x, saliences: {a: 1}}}
members:
  FRA: {role: r, positions: {a: 0.5}}
  GBR: {role: r, positions: {a: 0.5}}
  RUS: {role: r, positions: {a: 0.9}}
  CHN: {role: r, positions: {a: 0.9}}
  EGY: {role: r, positions: {a: 0.9}}
drafts:
  T/1: {title: First, sponsors: [FRA], circulated: 2016-10-05T00:00, vote: 2016-10-06T10:00,
        text: {a: 0.5}, consultation: 0}
  T/2: {title: Second, sponsors: [RUS], circulated: 2016-10-05T00:00, vote: 2016-10-06T12:00,
        text: {a: 0.9}, consultation: 0}
coefficients: {presumption: 3.3, contest: 0.5, eps: 3, omega: 0.05}
"""


@pytest.mark.parametrize("loss", ["city-block", "quadratic"])
def test_a_reason_says_where_another_text_turns_it(loss: str) -> None:
    scenario = load_text(f"{TWO_TEXTS}loss: {loss}\n").scenario
    cast = {ballot.draft: ballot for ballot in modal_ballots(modal_world(scenario))}
    (first,) = (one for one in cast["T/1"].reasons["EGY"] if one.term == "issue")
    assert first.amount is not None
    helps = cast["T/1"].votes["EGY"] == "yes"
    assert (first.amount > 0.0) is not helps, "against the text, though it is nearer than now"
    assert "if it fails, another text is expected to bring it to 0.90" in first.text
    (second,) = (one for one in cast["T/2"].reasons["EGY"] if one.term == "issue")
    assert second.text.endswith(" to 0.90, nearer to what it wants (0.90)")
