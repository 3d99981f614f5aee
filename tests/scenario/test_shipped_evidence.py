"""The shipped scenarios keep the codebook's rules, and their records are the recorded votes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sim.domain.states import code_of
from sim.scenario import catalogue
from sim.scenario.estimates import KEY
from sim.scenario.load import load_scenario as load_afresh
from sim.scenario.schema import Scenario
from tests.facts import facts

ROOT = Path(__file__).resolve().parents[2]
FLAGSHIP = "aleppo-2016-10-08"
GRID = {0.0, 0.25, 0.5, 0.75, 1.0}
EARLIER = [entry.name for entry in catalogue.catalogue_entries() if entry.shelf == "syria"]
VARIANTS = [entry for entry in catalogue.catalogue_entries() if entry.shelf == "variants"]


@cache
def load(name: str) -> Scenario:
    """A shipped scenario, read once for all tests of this file."""
    return load_afresh(name)


def texts_and_state(scenario: Scenario) -> list[tuple[str, float]]:
    """Every value that a coder wrote for a text or for the state of things."""
    tables = {f"drafts.{key}": draft.text for key, draft in scenario.drafts.items()}
    tables["status_quo"] = scenario.status_quo
    return [
        (f"{name}.{issue}", claim.value)
        for name, table in tables.items()
        for issue, number in table.items()
        for claim in number.claims
    ]


@pytest.mark.parametrize("name", [FLAGSHIP, *EARLIER])
def test_judgements_stand_on_the_anchors(name: str) -> None:
    off = [(path, value) for path, value in texts_and_state(load(name)) if value not in GRID]
    assert off == []


@pytest.mark.parametrize("name", [FLAGSHIP, *EARLIER])
def test_no_evidence_is_as_late_as_the_ballot(name: str) -> None:
    scenario = load(name)
    late = [key for key, claim in scenario.evidence.items() if claim.date >= scenario.council.date]
    assert [key for key in late if key != KEY] == []  # coefficients learn from all earlier texts


@pytest.mark.parametrize("code", catalogue.profiles())
def test_no_profile_rests_on_the_votes_of_8_october_2016_or_later(code: str) -> None:
    text = (catalogue.scenario_root() / "profiles" / f"{code}.yaml").read_text(encoding="utf-8")
    days = [date.fromisoformat(day) for day in re.findall(r"date: (\d{4}-\d\d-\d\d)", text)]
    assert all(day <= date(2016, 10, 7) for day in days)


def council_ballots_behind_positions(scenario: Scenario) -> set[str]:
    """The Council ballots, by symbol, whose votes support a member's position."""
    return {
        scenario.evidence[key].place
        for member in scenario.members.values()
        for number in member.positions.values()
        for claim in number.claims
        for key in claim.because
        if scenario.evidence[key].source == "council-votes"
    }


def test_positions_rest_on_no_council_vote_but_those_that_the_codebook_names() -> None:
    page = (ROOT / "docs" / "explanation" / "codebook.md").read_text(encoding="utf-8")
    sentence = re.search(r"The ballots of rule C turned on these issues: ([^.]+)\.", page)
    assert sentence is not None
    named = set(re.findall(r"S/[A-Z0-9]+/?\d+", sentence.group(1)))
    behind = {
        one for name in (FLAGSHIP, *EARLIER) for one in council_ballots_behind_positions(load(name))
    }
    assert behind == named


def test_members_of_one_role_share_its_saliences() -> None:
    assert [code for code, member in load(FLAGSHIP).members.items() if member.saliences] == []


def test_the_same_assembly_record_gives_the_same_claims() -> None:
    members = load(FLAGSHIP).members
    for issue in ("halt", "access", "monitoring", "accountability", "naming", "transition"):
        from_assembly = {
            tuple(
                claim.value
                for claim in members[code].positions[issue].claims
                if any(key.startswith(f"{code}/ga-20") for key in claim.because)
            )
            for code in ("EGY", "ESP", "FRA", "GBR", "JPN", "NZL", "SEN", "UKR", "URY", "USA")
        }
        assert len(from_assembly) == 1
        assert len(from_assembly.pop()) == 3


def test_the_article_alone_knows_one_text_and_four_members() -> None:
    scenario = load_afresh(FLAGSHIP, layers=["article"])
    assert list(scenario.drafts) == ["S/2016/846"]
    described = {code for code, member in scenario.members.items() if member.positions}
    assert described == {"ESP", "FRA", "RUS", "USA"}


@pytest.mark.parametrize("name", [FLAGSHIP, *EARLIER])
def test_records_are_the_recorded_votes(name: str) -> None:
    scenario = load(name)
    record = scenario.record_of_votes
    assert record is not None
    table: dict[str, dict[str, str]] = {}
    with facts("council_votes_1996_2016.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["date"] == str(scenario.council.date):
                table.setdefault(row["draft"], {})[code_of(row["member"])] = row["vote"]
    for symbol, votes in record.votes.items():
        assert votes == table[symbol]


@pytest.mark.parametrize("entry", VARIANTS, ids=lambda entry: entry.name)
def test_a_variant_says_what_it_asks_and_expects(entry: catalogue.CatalogueEntry) -> None:
    assert entry.base == FLAGSHIP
    assert entry.question.endswith("?")
    assert len(entry.expectation) > 60
    assert entry.path.read_text(encoding="utf-8").startswith("# Evidence: ")
    assert load(entry.name).record_of_votes is None


def registered(what: str) -> str:
    page = (ROOT / "docs" / "explanation" / "preregistration.md").read_text(encoding="utf-8")
    found = re.search(rf"\| `{re.escape(what)}`[^|]*\| `([0-9a-f]{{64}})`", page)
    assert found is not None
    return found.group(1)


def test_the_flagship_is_as_registered_or_the_log_says_why() -> None:
    page = (ROOT / "docs" / "explanation" / "preregistration.md").read_text(encoding="utf-8")
    text = (ROOT / "scenarios" / f"{FLAGSHIP}.yaml").read_text(encoding="utf-8")
    before = text.split("\nrecord_of_votes:")[0]
    digest = hashlib.sha256(before.encode()).hexdigest()
    assert digest == registered(f"scenarios/{FLAGSHIP}.yaml") or digest in page


def test_the_profiles_are_as_registered_or_the_log_says_why() -> None:
    page = (ROOT / "docs" / "explanation" / "preregistration.md").read_text(encoding="utf-8")
    listing = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  scenarios/profiles/{path.name}\n"
        for path in sorted((ROOT / "scenarios" / "profiles").glob("*.yaml"))
    )
    digest = hashlib.sha256(listing.encode()).hexdigest()
    assert digest == registered("scenarios/profiles/*.yaml") or digest in page


ASSEMBLY_TEXTS = {
    "ga-2011": ("R/66/176",),
    "ga-2012": ("R/66/253",),
    "ga-2015": ("R/67/183", "R/68/182", "R/69/189", "R/70/234"),
}
POINTS = {"y": 1, "a": 0, "n": -1}


def assembly_votes() -> dict[str, dict[str, str]]:
    """Each Assembly text on Syria in the reference tables: who voted how."""
    with facts("assembly/roll_calls.csv").open(encoding="utf-8") as lines:
        texts = {name for names in ASSEMBLY_TEXTS.values() for name in names}
        calls = {
            row["rcid"]: row["resolution"]
            for row in csv.DictReader(lines)
            if row["resolution"] in texts
        }
    with gzip.open(facts("assembly/votes.csv.gz"), "rt", encoding="utf-8") as lines:
        return {calls[row["rcid"]]: row for row in csv.DictReader(lines) if row["rcid"] in calls}


def test_claims_on_assembly_votes_are_the_recorded_votes() -> None:
    table = assembly_votes()
    different = []
    compared = 0
    for code in catalogue.profiles():
        text = (catalogue.scenario_root() / "profiles" / f"{code}.yaml").read_text(encoding="utf-8")
        claimed = re.findall(
            r"^  (ga-20\d\d):\n    source: assembly-syria\n"
            r"(?:    .*\n)*?    claim: .*\(mean (\S+)\)",
            text,
            re.MULTILINE,
        )
        for key, mean in claimed:
            cast = [table[name].get(code, "") for name in ASSEMBLY_TEXTS[key]]
            points = [POINTS[vote] for vote in cast if vote in POINTS]
            compared += 1
            if abs(sum(points) / len(points) - float(mean)) > 0.005:
                different.append((code, key, mean, cast))
    assert different == []
    assert compared > 100


def test_speeches_in_general_debates_are_stated_before_they_count() -> None:
    closed = {
        2011: "2011-09-27",
        2012: "2012-10-01",
        2013: "2013-10-01",
        2014: "2014-09-30",
        2015: "2015-10-03",
        2016: "2016-09-26",
    }
    speeches = {
        (key, claim.date.isoformat(), claim.attribution, claim.costliness, claim.place)
        for name in (FLAGSHIP, *EARLIER)
        for key, claim in load(name).evidence.items()
        if claim.source == "general-debate"
    }
    assert len(speeches) > 40
    for key, day, attribution, costliness, place in speeches:
        year = int(key[-4:])
        grade = "reported" if "blames" in key else "stated"  # an opponent's word of somebody else
        assert (day, attribution, costliness) == (closed[year], grade, "talk")
        assert place.startswith(f"session {year - 1945}, ")
