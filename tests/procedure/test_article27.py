"""Article 27 against a slow oracle in every state, its words, and its axioms."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.ballots import Outcome, Vote
from sim.procedure.article27 import count_of, decide, outcome_of, words_of
from sim.procedure.axioms import AXIOMS, Ballots
from sim.procedure.voting_rule import VotingRule
from tests.procedure.oracle import outcome as by_hand

WORDS = ["yes", "abstain", "no", "absent"]


def every_state(elected: int) -> tuple[np.ndarray, np.ndarray]:
    """All 4^5 permanent patterns times every count of elected yes; other elected abstain."""
    rows = [
        [WORDS.index(word) for word in pattern] + [0] * yes + [1] * (elected - yes)
        for pattern in itertools.product(WORDS, repeat=5)
        for yes in range(elected + 1)
    ]
    return np.array(rows, dtype=np.int8), np.array([True] * 5 + [False] * elected)


@pytest.mark.parametrize(("elected", "quota"), [(10, 9), (6, 7)])
@pytest.mark.parametrize("blocking", [0, 1, 2])
@pytest.mark.parametrize("procedural", [False, True])
def test_every_state_agrees_with_the_slow_oracle(elected, quota, blocking, procedural):
    votes, permanent = every_state(elected)
    assert len(votes) == 4**5 * (elected + 1)
    rule = VotingRule(quota, blocking)
    decision = decide(votes, permanent, rule, procedural=procedural)
    for row, code, vetoes in zip(votes, decision.outcome, decision.vetoes, strict=True):
        words = [WORDS[v] for v in row]
        expected = by_hand(words, permanent, quota=quota, blocking=blocking, procedural=procedural)
        assert Outcome(int(code)).word == expected
        assert vetoes.any() == (expected == "vetoed")
        if vetoes.any():
            assert [w == "no" and p for w, p in zip(words, permanent, strict=True)] == list(vetoes)


def test_elected_noes_count_like_elected_abstentions():
    votes, permanent = every_state(10)
    noes = votes.copy()
    noes[:, 5:][noes[:, 5:] == Vote.ABSTAIN] = Vote.NO
    rule = VotingRule(9)
    assert (decide(noes, permanent, rule).outcome == decide(votes, permanent, rule).outcome).all()


def test_counts_alone_decide_like_the_votes():
    votes, permanent = every_state(10)
    decision = decide(votes, permanent, VotingRule(9))
    noes = ((votes == Vote.NO) & permanent).sum(axis=1)
    assert (outcome_of(decision.yes, noes, 9) == decision.outcome).all()


def test_leading_axes_are_kept_and_procedure_broadcasts():
    votes = np.zeros((3, 4, 15), dtype=np.int8)
    votes[..., 0] = Vote.NO
    permanent = np.arange(15) < 5
    procedural = np.array([[True], [False], [True]]) & np.ones((3, 4), dtype=bool)
    decision = decide(votes, permanent, VotingRule(9), procedural=procedural)
    assert decision.outcome.shape == (3, 4)
    assert decision.vetoes.shape == (3, 4, 15)
    assert (decision.outcome == Outcome.VETOED).tolist() == (~procedural).tolist()


def test_a_party_to_a_dispute_is_counted_as_abstaining_but_not_on_procedure():
    votes = np.zeros(15, dtype=np.int8)
    votes[0] = Vote.NO
    permanent, bound = np.arange(15) < 5, np.arange(15) == 0
    decision = decide(votes, permanent, VotingRule(9), bound=bound)
    assert decision.outcome == Outcome.ADOPTED
    assert (decision.yes, decision.no, decision.abstain) == (14, 0, 1)
    procedural = decide(votes, permanent, VotingRule(9), bound=bound, procedural=True)
    assert (procedural.no, procedural.abstain) == (1, 0)
    absent = votes.copy()
    absent[0] = Vote.ABSENT
    assert decide(absent, permanent, VotingRule(9), bound=bound).absent == 1


def test_an_impossible_rule_is_refused():
    with pytest.raises(ValueError, match="voting rule"):
        VotingRule(0)
    with pytest.raises(ValueError, match="blocking"):
        VotingRule(9, -1)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Russian Federation", "the Russian Federation"),
        ("United Kingdom", "the United Kingdom"),
        ("France", "France"),
        ("Ukraine", "Ukraine"),
        ("RUS", "RUS"),
        ("USA", "USA"),
        ("UKR", "UKR"),
    ],
)
def test_states_have_their_article_within_a_sentence_and_codes_have_none(name, told):
    votes = [Vote.YES] * 14 + [Vote.NO]
    names = [*(f"E{k}" for k in range(14)), name]
    count = count_of(votes, names, [False] * 14 + [True], VotingRule(9))
    assert f"the negative vote of {told} defeated" in words_of(count).reason


def _count(yes, noes, *, procedural=False, blocking=1, bound=()):
    names = ["Russia", "China", "France", *(f"E{k}" for k in range(12))]
    votes = [Vote.NO if name in noes else Vote.ABSTAIN for name in names]
    for k in range(3, 3 + yes):
        votes[k] = Vote.YES
    permanent = [k < 3 for k in range(15)]
    return count_of(
        votes, names, permanent, VotingRule(9, blocking), procedural=procedural, bound=bound
    )


@pytest.mark.parametrize(
    ("count", "rule", "part"),
    [
        (_count(11, ["Russia"]), "Article 27(3)", "the negative vote of Russia defeated"),
        (_count(11, ["Russia", "China"]), "Article 27(3)", "votes of Russia and China defeated"),
        (_count(4, ["Russia"]), "Article 27(3)", "the negative vote of Russia was not a veto"),
        (
            _count(4, ["Russia", "China", "France"]),
            "Article 27(3)",
            "Russia, China and France were",
        ),
        (_count(8, []), "Article 27(3)", "short of the 9 needed; it failed on numbers"),
        (_count(9, []), "Article 27(3)", "no permanent member voted against"),
        (_count(9, ["Russia"], procedural=True), "Article 27(2)", "cannot block it"),
        (_count(9, ["Russia"], blocking=0), "Article 27(3)", "no member can block"),
        (_count(9, [], blocking=0), "Article 27(3)", "no member can block"),
        (_count(9, ["E11"]), "Article 27(3)", "no member with a veto voted against"),
        (_count(9, ["Russia"], blocking=2), "Article 27(3)", "fewer than the 2 that block"),
        (_count(9, ["Russia"], bound=("Russia",)), "Article 27(3), proviso", "had to abstain"),
        (_count(8, ["Russia"], procedural=True), "Article 27(2)", "blocked nothing"),
    ],
)
def test_the_words_name_the_provision_and_the_reason(count, rule, part):
    words = words_of(count)
    assert words.rule == rule
    assert part in words.reason


def test_votes_names_and_seats_must_belong_together():
    with pytest.raises(ValueError, match="do not belong to one ballot"):
        count_of([Vote.YES], ["A", "B"], [True], VotingRule(9))


@pytest.mark.parametrize("axiom", AXIOMS, ids=lambda axiom: axiom.name)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_axioms_hold_under_every_quota_and_blocking_number(axiom, data):
    seats = data.draw(st.integers(11, 26))
    permanent = np.arange(seats) < data.draw(st.integers(1, 11))
    votes = data.draw(
        st.lists(
            st.lists(st.integers(0, 4), min_size=seats, max_size=seats), min_size=1, max_size=8
        )
    )
    ballots = Ballots(
        np.array(votes, dtype=np.int8),
        permanent,
        VotingRule(data.draw(st.integers(1, seats)), data.draw(st.integers(0, 3))),
        data.draw(st.booleans()),
    )
    assert not axiom.violations(ballots).any(), axiom.statement


@pytest.mark.parametrize("axiom", AXIOMS, ids=lambda axiom: axiom.name)
def test_axioms_hold_in_every_state(axiom):
    votes, permanent = every_state(10)
    assert not axiom.violations(Ballots(votes, permanent, VotingRule(9))).any(), axiom.statement


@pytest.mark.parametrize("name", ["fixed quota", "no veto on procedure"])
def test_an_axiom_finds_a_broken_law(name, monkeypatch):
    """A finder that never finds anything would be no test: break the law, and it must speak."""
    import sim.procedure.axioms as axioms

    real = axioms.decide

    def present_and_voting(votes, permanent, rule, *, procedural=False):
        present = np.isin(votes, [Vote.YES, Vote.NO]).sum(axis=-1)
        lower = VotingRule(max(1, int(present.min()) // 2), rule.blocking)
        return real(votes, permanent, lower, procedural=False)

    monkeypatch.setattr(axioms, "decide", present_and_voting)
    votes, permanent = every_state(10)
    axiom = next(axiom for axiom in AXIOMS if axiom.name == name)
    assert axiom.violations(Ballots(votes, permanent, VotingRule(9))).any()
