"""The base of ballots: what enters it, what the coders make of an issue, who voted how."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.dossiers.ballots import HELD_BACK_DRAFTS, base_ballots, coded, votes_of
from sim.scenario.dossiers.read import read_dossier
from sim.scenario.dossiers.schema import Code, DossierBallot
from sim.scenario.errors import Findings

FOLD = """\
dossier: fold
title: A fold
issues: [halt]
fold: true
ballots:
  S/2016/846:
    date: 2016-10-08
    pen: [FRA, ESP]
    against: [RUS, VEN]
    abstained: [CHN, AGO]
  S/2016/847:
    date: 2016-10-07  # a wrong date does not let it in
    pen: [RUS]
  S/2016/900:
    date: 2016-11-05
    pen: [unknown]
  S/2014/348:
    date: 2014-05-22
    pen: [FRA]
    against: [RUS, CHN]
"""


def test_the_two_texts_of_8_october_2016_and_all_later_ones_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "fold.yaml"
    path.write_text(FOLD, encoding="utf-8")
    findings = Findings()
    found = read_dossier(str(path), findings)
    findings.raise_if_any()
    assert found is not None
    loaded = base_ballots([found])
    assert [ballot.symbol for ballot in loaded.ballots] == ["S/2014/348"]
    assert set(loaded.dropped) == {*HELD_BACK_DRAFTS, "S/2016/900"}


def test_no_shipped_base_holds_them() -> None:
    loaded = base_ballots()
    assert not {ballot.symbol for ballot in loaded.ballots} & HELD_BACK_DRAFTS
    assert all(str(ballot.ballot.date) < "2016-10-08" for ballot in loaded.ballots)


@pytest.mark.parametrize(
    ("codes", "x", "q", "apart", "coders"),
    [
        ((Code(x=0.75, q=0.25), Code(x=0.75, q=0.25)), 0.75, 0.25, 0.0, 2),
        ((Code(x=1, q=0), Code(x=0.5, q=0.5)), 0.75, 0.25, 0.25, 2),
        ((Code(x=1, q=0.5), None), 0.75, 0.5, 0.25, 1),  # silence leaves things as they stand
    ],
)
def test_coders_together(
    codes: tuple[Code | None, ...], x: float, q: float, apart: float, coders: int
) -> None:
    together = coded(codes)
    assert together is not None
    assert (together.x, together.q, together.apart, together.coders) == (x, q, apart, coders)


def test_an_issue_that_no_coder_hears_is_none() -> None:
    assert coded((None, None)) is None


def test_who_is_not_listed_voted_yes() -> None:
    votes = votes_of(
        DossierBallot.model_validate(
            {"date": "2014-03-15", "pen": ["USA"], "against": ["RUS"], "abstained": ["CHN"]}
        )
    )
    assert len(votes) == 15
    assert (votes["RUS"], votes["CHN"], votes["USA"]) == ("no", "abstain", "yes")
    assert sorted(votes.values()).count("yes") == 13
