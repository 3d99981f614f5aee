"""The format of dossiers: every fault has its code, its place and a remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.rollcalls.records import month_of
from sim.scenario.dossiers.read import (
    Read,
    dossier_names,
    fallback_chain,
    lists_of,
    read_dossier,
    remainder,
    shipped_dossiers,
)
from sim.scenario.errors import Findings

SMALL = """\
dossier: small
title: A small matter
issues: [territory, naming]
kindred: human-rights
until: 2016-10-07
roles:
  - {state: RUS, role: addressee, since: 2014-02-27, until: 2015-01-01, why: Its forces}
state:
  - since: 2014-03-01
    values: {territory: 0.25}
    why: A decision
ballots:
  S/2014/189:
    date: 2014-03-15
    title: A vote
    pen: [USA]
    addressee: [RUS]
    codes:
      territory: [0.75/0.25, 0.5/0.25]
      naming: [0.5/0, -]
    remembered: [true, false]
    statements:
      - {speaker: RUS, at: 2014-03-14T12:00, pull: -0.2}
    against: [RUS]
    abstained: [CHN]
roll_calls:
  - A/RES/68/262 2014-03-27 + territory naming  # a title
  - A/RES/63/3 2008-10 - territory
"""


def _write(folder: Path, text: str, name: str = "small") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _faults(folder: Path, text: str) -> list[tuple[str, str]]:
    findings = Findings()
    found = read_dossier(str(_write(folder, text)), findings)
    assert found is None
    told = []
    for problem in findings.problems:
        start = problem.place.column - 1
        assert problem.remedy
        told.append((problem.code, problem.source[start : start + problem.place.width]))
    return told


def _read(folder: Path, text: str = SMALL) -> Read:
    findings = Findings()
    found = read_dossier(str(_write(folder, text)), findings)
    findings.raise_if_any()
    assert found is not None
    return found


def test_a_line_is_a_roll_call(tmp_path: Path) -> None:
    first, second = (line.call for line in _read(tmp_path).dossier.roll_calls)
    assert first.symbol == "A/RES/68/262"
    assert (first.month, first.direction) == (month_of("2014-03"), 1)
    assert first.issues == ("territory", "naming")
    assert (second.month, second.direction) == (month_of("2008-10"), -1)


def test_codes_are_read_coder_by_coder(tmp_path: Path) -> None:
    codes = _read(tmp_path).dossier.ballots["S/2014/189"].codes
    one, other = codes["territory"]
    assert one is not None
    assert other is not None
    assert (one.x, one.q, other.x, other.q) == (0.75, 0.25, 0.5, 0.25)
    assert codes["naming"][1] is None


@pytest.mark.parametrize(
    ("old", "new", "code", "under"),
    [
        ("2014-03-27 + territory", "2014-03-27 territory", "E611",
         "A/RES/68/262 2014-03-27 territory naming"),
        ("2014-03-27 +", "2014-13-27 +", "E611", "A/RES/68/262 2014-13-27 + territory naming"),
        ("+ territory naming", "+ teritory", "E202", "A/RES/68/262 2014-03-27 + teritory"),
        ("A/RES/63/3 2008-10 -", "A/RES/68/262 2014-03-27 -", "E613",
         "A/RES/68/262 2014-03-27 - territory"),
        ("2014-03-27 +", "2014-02-30 +", "E611", "A/RES/68/262 2014-02-30 + territory naming"),
        ("role: addressee", "role: nosuch", "E204", "nosuch"),
        ("2008-10 -", "2016-12 -", "E616", "A/RES/63/3 2016-12 - territory"),
        ("against: [RUS]", "against: [KEN]", "E614", "KEN"),
        ("abstained: [CHN]", "abstained: [CHN, RUS]", "E614", "RUS"),
        ("pen: [USA]", "pen: [USA, unknown]", "E614", "pen"),
        ("pen: [USA]", "pen: [US]", "E201", "US"),
        ("speaker: RUS", "speaker: UKR", "E614", "UKR"),
        ("at: 2014-03-14T12:00", "at: 2014-03-16T12:00", "E405", "2014-03-16T12:00"),
        ("date: 2014-03-15", "date: 2016-11-05", "E616", "2016-11-05"),
        ("[0.5/0, -]", "[0.5/0]", "E615", ""),
        ("[0.5/0, -]", "[0.5, -]", "E615", "0.5"),
        ("[0.5/0, -]", "[1.5/0, -]", "E302", "1.5/0"),
        ("      naming: [0.5/0", "      releef: [0.5/0", "E202", "releef"),
        ("values: {territory", "values: {relief", "E202", "relief"),
        ("issues: [territory, naming]", "issues: [territory, nameing]", "E202", "nameing"),
        ("state: RUS", "state: RU", "E201", "RU"),
        ("until: 2015-01-01", "until: 2013-01-01", "E406", "2013-01-01"),
        ("title: A small matter", "titel: A small matter", "E102", "titel"),
    ],
)  # fmt: skip
def test_a_fault_has_its_code_and_its_place(
    tmp_path: Path, old: str, new: str, code: str, under: str
) -> None:
    assert old in SMALL
    faults = _faults(tmp_path, SMALL.replace(old, new, 1))
    assert code in [found for found, _ in faults]
    if under:
        assert (code, under) in faults


def test_a_dossier_that_is_not_there_is_told_with_the_nearest_name() -> None:
    findings = Findings()
    assert read_dossier("palestin", findings) is None
    assert findings.problems[0].code == "E209"
    assert "did you mean 'palestine'?" in findings.problems[0].remedy


def test_kindred_dossiers_that_go_round_are_told(tmp_path: Path) -> None:
    (tmp_path / "dossiers").mkdir()
    folder = tmp_path / "dossiers"
    _write(folder, SMALL.replace("kindred: human-rights", "kindred: other"))
    _write(folder, SMALL.replace("small", "other").replace("human-rights", "small"), "other")
    findings = Findings()
    found = read_dossier("small", findings, beside=folder)
    assert found is not None
    assert fallback_chain(found, findings) == ["small", "other"]
    assert [problem.code for problem in findings.problems] == ["E612"]


def test_the_roll_calls_of_a_shipped_dossier_can_be_left_out() -> None:
    findings = Findings()
    found = read_dossier("ukraine", findings, whole=False)
    assert found is not None
    assert not found.dossier.roll_calls
    assert found.dossier.state


@pytest.mark.parametrize("name", dossier_names())
def test_the_roll_calls_of_a_shipped_dossier_come_last(name: str) -> None:
    """Else a scenario would lose the sections that stand after them."""
    findings = Findings()
    part, whole = (read_dossier(name, findings, whole=way) for way in (False, True))
    assert part is not None
    assert whole is not None
    assert part.dossier == whole.dossier.model_copy(update={"roll_calls": ()})


def _turned(text: str) -> str:
    """The sections of a dossier in the opposite order."""
    head, *rest = re.split(r"(?m)^(?=\w)", text)
    assert not head
    return "".join(reversed(rest))


def test_the_order_of_the_sections_does_not_matter(tmp_path: Path) -> None:
    findings = Findings()
    one = read_dossier(str(_write(tmp_path, SMALL)), findings, whole=False)
    other = read_dossier(str(_write(tmp_path, _turned(SMALL), "other")), findings, whole=False)
    findings.raise_if_any()
    assert one is not None
    assert other is not None
    assert _turned(SMALL).startswith("roll_calls:")
    assert one.dossier == other.dossier
    assert one.dossier.ballots
    assert len(one.dossier.roll_calls) == 2


def test_kindred_lists_leave_out_what_the_dossier_has_itself() -> None:
    findings = Findings()
    lists = lists_of(
        {found.dossier.dossier: found for found in shipped_dossiers(findings)}, findings
    )
    findings.raise_if_any()
    rest = {call.key for call in lists[remainder("human-rights", "iraq")]}
    own = {call.key for call in lists["iraq"]}
    assert rest
    assert not rest & own
    assert rest | own >= {call.key for call in lists["human-rights"]}
    assert remainder("human-rights", "syria") not in lists  # they share none


@pytest.mark.parametrize("name", dossier_names())
def test_a_shipped_dossier_is_valid(name: str) -> None:
    findings = Findings()
    found = read_dossier(name, findings)
    findings.raise_if_any()
    assert found is not None
    assert found.dossier.dossier == name
    fallback_chain(found, findings)
    findings.raise_if_any()


def test_traps_of_title_are_listed_by_symbol_and_date() -> None:
    findings = Findings()
    listed = {
        one.dossier.dossier: {(line.symbol, line.date) for line in one.dossier.roll_calls}
        for one in shipped_dossiers(findings)
    }
    assert ("A/RES/62/249", "2008-04-14") in listed["post-soviet"]  # titled GUAM
    assert ("A/RES/68/262", "2014-03-27") in listed["ukraine"]  # titled prevention of conflicts
    assert ("A/RES/64/10", "2009-11-05") in listed["palestine"]  # titled reports of a council


def test_nothing_on_syria_after_the_day_is_listed_anywhere() -> None:
    findings = Findings()
    late = {"A/RES/71/130", "A/RES/71/203", "A/RES/71/248", "A/RES/72/191", "A/RES/73/182",
            "A/RES/74/169"}  # fmt: skip
    for found in shipped_dossiers(findings):
        symbols = {line.symbol for line in found.dossier.roll_calls}
        assert not symbols & late, found.dossier.dossier
