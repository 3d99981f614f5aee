"""Ties from recorded votes, and the profiles' ties from the recorded table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.domain.errors import CouncilError
from sim.scenario import catalogue
from sim.studies.votes.alignment import RecordedVotes, Tie, chosen, read_ballots, tie, ties
from tests.facts import facts

PERIODS = {
    "ties-2011": (date(2006, 1, 1), date(2011, 9, 30)),
    "ties-2016": (date(2011, 10, 1), date(2016, 10, 7)),
    "ties-elected": (date(2006, 1, 1), date(2016, 10, 7)),
}


def ballots(*pairs: tuple[str, str]) -> list[RecordedVotes]:
    return [
        RecordedVotes(f"b{n}", date(2015, 1, 1), "Sudan", {"FRA": x, "RUS": y, "CHN": "no"})
        for n, (x, y) in enumerate(pairs)
    ]


def test_kappa_is_cohens() -> None:
    found = tie(ballots(*[("yes", "yes")] * 4, ("yes", "no"), ("no", "no")), "FRA", "RUS")
    # agreement 5/6; by chance 5/6 * 4/6 + 1/6 * 2/6 = 22/36
    assert found.agreement == pytest.approx(5 / 6)
    assert found.kappa == pytest.approx((5 / 6 - 22 / 36) / (1 - 22 / 36))


def test_votes_that_chance_explains_are_no_tie() -> None:
    assert tie(ballots(*[("yes", "yes")] * 9), "FRA", "RUS").kappa == 0.0
    assert tie(ballots(("yes", "absent")), "FRA", "RUS") == Tie(("FRA", "RUS"), 0, 0.0, 0.0)


def test_unanimous_ballots_and_other_topics_do_not_count() -> None:
    unanimous = RecordedVotes("u", date(2015, 1, 1), "Sudan", {"FRA": "yes", "RUS": "yes"})
    syria = RecordedVotes("s", date(2015, 1, 1), "Middle East (Syria)", {"FRA": "yes", "RUS": "no"})
    sudan = RecordedVotes("x", date(2015, 1, 1), "Sudan", {"FRA": "yes", "RUS": "no"})
    late = RecordedVotes("l", date(2017, 1, 1), "Sudan", {"FRA": "yes", "RUS": "no"})
    period = (date(2014, 1, 1), date(2016, 1, 1))
    assert chosen([unanimous, syria, sudan, late], *period, ["syria"]) == [sudan]


def test_pairs_that_hardly_met_have_no_tie() -> None:
    few = ballots(*[("yes", "no")] * 5)
    assert ties(few, ["FRA", "RUS"], least=6) == []
    assert len(ties(few, ["FRA", "RUS"], least=5)) == 1


@pytest.mark.parametrize(("kappa", "weight"), [(0.501, 0.5), (-0.227, -0.25), (0.02, 0.0), (1, 1)])
def test_ties_are_told_in_steps(kappa: float, weight: float) -> None:
    assert Tie(("A", "B"), 20, 0.5, kappa).weight == weight


def test_the_profiles_ties_come_from_the_table() -> None:
    table = read_ballots(facts("council_votes_1996_2016.csv"))
    periods = {key: chosen(table, *days, ["Syria"]) for key, days in PERIODS.items()}
    compared = 0
    for path in (catalogue.scenario_root() / catalogue.PROFILES).glob("*.yaml"):
        own = YAML(typ="safe").load(path.read_text(encoding="utf-8")).get("alignment") or {}
        for other, cell in own.items():
            for claim in cell if isinstance(cell, list) else [cell]:
                found = tie(periods[claim["because"]], path.stem, other)
                assert found.weight == pytest.approx(claim["is"]), (path.stem, other, found)
                compared += 1
    assert compared == 88


def test_the_table_may_be_spelled_as_adjudicate_reads_it(tmp_path: Path) -> None:
    plain = tmp_path / "plain.csv"
    plain.write_text(
        "ballot,date,topic,member,vote\nx,2015-01-31,Sudan,France,yes\nx,2015-01-31,Sudan,Russia,no\n"
        "x,2015-01-31,Sudan,China,not_participating\n"
    )
    other = tmp_path / "other.csv"
    other.write_bytes(
        "\ufeffResolution;Date;Agenda;ms_name;ms_vote\r\nx;31/01/2015;Sudan;Francia;Y\r\n"
        "x;31/01/2015;Sudan;RUSSIAN FEDERATION;N\r\nx;31/01/2015;Sudan;CHINA;\r\n".encode("utf-16")
    )
    assert read_ballots(other) == read_ballots(plain)
    assert read_ballots(plain)[0].votes == {"FRA": "yes", "RUS": "no", "CHN": "not_participating"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ballot,date,topic,member\n", "needed are ballot, date, member, vote"),
        ("item,date,yes,no,abstain\nx,2015-01-01,15,0,0\n", "both a column 'vote'"),
        ("ballot,date,topic,member,vote\nx,2015-13-01,Sudan,France,yes\n", "no month 13"),
        (
            "ballot,date,topic,member,vote\nx,2015-01-01,Sudan,Atlantis,yes\n",
            "line 2: there is no State",
        ),
        ("ballot,date,topic,member,vote\nx,2015-01-01,Sudan,Egypt,yes\n", "had no seat in 2015"),
        ("ballot,date,topic,member,vote\nx,2015-01-01,Sudan,France,maybe\n", "is not a vote"),
        ('ballot,date,topic,member,vote\nx,2015-01-01,Sudan,"France,yes\n', "a quote is opened"),
    ],
)
def test_tables_that_cannot_be_read_are_explained(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(text)
    with pytest.raises(CouncilError, match=said):
        read_ballots(path)
    with pytest.raises(CouncilError, match="cannot be read"):
        read_ballots(tmp_path / "missing.csv")
