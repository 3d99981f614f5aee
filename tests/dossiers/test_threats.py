"""Threats of permanent members and what became of them, counted on the ballots of the base."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.preferences.coefficients import COEFFICIENTS
from sim.scenario.dossiers.ballots import base_ballots
from sim.scenario.dossiers.read import read_dossier
from sim.scenario.dossiers.threats import count_threats
from sim.scenario.errors import Findings

FOLD = """\
dossier: fold
title: A fold
issues: [halt]
fold: true
ballots:
  S/2001/1:
    date: 2001-05-01
    pen: [FRA]
    against: [RUS, MLI]
    abstained: [CHN]
    statements:
      - {speaker: RUS, at: 2001-04-30T12:00, pull: -0.2}
      - {speaker: CHN, at: 2001-04-30T12:00, pull: -0.3}
      - {speaker: MLI, at: 2001-04-30T12:00, pull: -0.3}
      - {speaker: FRA, at: 2001-04-30T12:00, pull: -0.3}
      - {speaker: USA, at: 2001-04-30T12:00, pull: 0.2}
      - {speaker: GBR, at: 2001-04-30T12:00, pull: -0.1}
"""


def test_threats_are_those_of_permanent_members_that_do_not_hold_the_pen(tmp_path: Path) -> None:
    path = tmp_path / "fold.yaml"
    path.write_text(FOLD, encoding="utf-8")
    findings = Findings()
    fold = read_dossier(str(path), findings)
    assert fold is not None, findings
    found = count_threats(base_ballots([fold]))
    assert (found.made, found.carried) == (2, 1)
    assert (found.remarks, found.followed) == (1, 0)
    assert (found.noes, found.others) == (1, 3)
    assert found.by_member == {"RUS": (1, 1), "CHN": (1, 0)}
    assert found.false_alarms == 0.5


def test_the_shipped_share_of_false_alarms_is_the_one_counted_on_the_base() -> None:
    found = count_threats(base_ballots())
    assert (found.made, found.carried) == (15, 13)
    assert (found.remarks, found.followed) == (4, 1)
    assert (found.noes, found.others) == (37, 768)
    assert found.by_member == {"RUS": (8, 8), "USA": (6, 5), "CHN": (1, 0)}
    assert COEFFICIENTS["false_alarms"].start == pytest.approx(found.false_alarms, abs=0.005)
