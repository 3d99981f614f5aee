"""The site: the engine's own answers, whole or not at all, the same bytes, nothing from outside."""

from __future__ import annotations

import html
import re
import stat
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.ballots import Outcome, Vote
from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.lessons.folders import write_folder
from sim.lessons.quiz import askable
from sim.lessons.site.pages import SitePlan, check_plan, site_pages
from sim.lessons.site.solo import ENDS, SEED, runs_needed, solo_votes
from sim.procedure.explaining import topic_entries
from sim.scenario.load import load_scenario
from sim.scenario.questions import pins
from sim.scenario.schema import Scenario
from tests.classroom.scene import scene

CASE, TEXT, WORLDS = "crimea-2014", "S/2014/189", 12
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Structure(HTMLParser):
    """What a page is made of: balanced tags, ids, labels, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.links: list[str] = []
        self.scripts: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        assert len(named) == len(attrs), f"an attribute stands twice in {attrs}"
        if tag not in VOID:
            self.open.append(tag)
        if "id" in named:
            self.ids.append(str(named["id"]))
        self.labelled += str(named.get("for") or named.get("aria-labelledby") or "").split()
        self.links += [str(named[key]) for key in ("href", "src", "action") if key in named]
        if tag == "script":
            self.scripts.append(named)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def structure(text: str) -> Structure:
    found = Structure()
    found.feed(text)
    assert found.open == []
    return found


def made(*scenarios: Scenario, worlds: int = WORLDS) -> dict[str, str]:
    return dict(site_pages(SitePlan({"Cases": scenarios}, worlds=worlds), lambda _: None))


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return made(load_scenario(CASE))


def test_a_veto_is_expected_only_where_somebody_can_cast_one() -> None:
    changes = ("drafts.S/2016/847.nature=procedural", "drafts.S/2016/847.vote=2016-10-08T16:00")
    pages = made(
        load_scenario("aleppo-2016-10-08", changes),
    )
    (seat,) = (text for name, text in pages.items() if name.endswith("/FRA.html"))
    offered = [
        re.findall(r'<option value="(\w+)">', part) for part in seat.split('data-symbol="')[1:]
    ]
    assert offered == [["adopted", "vetoed", "not_adopted"], ["adopted", "not_adopted"]]


def test_the_answers_are_those_of_the_engine_with_the_vote_pinned() -> None:
    plain = load_scenario(CASE)
    found = dict(solo_votes(plain, WORLDS, lambda _: None))
    assert len(found) == len(plain.members)
    for member, word in (("RUS", "abstain"), ("CHN", "no"), ("NGA", "yes")):
        changed = load_scenario(CASE, pins([f"{member}={word} on {TEXT}"]))
        worlds = run_worlds(changed, SEED, range(WORLDS))
        (text,) = found[member]
        (answer,) = (one for one in text.answers if one.vote == word)
        outcomes = [ENDS[Outcome(int(code))] for code in worlds.outcome[0]]
        assert answer.chances == {end: outcomes.count(end) for end in answer.chances}
        assert sum(answer.chances.values()) == WORLDS
        assert answer.cast == word
        assert answer.ballot is not None
        assert answer.ballot.votes[member] == word
        codes = [code for code in worlds.members if code != member]
        assert len(answer.others) == len(codes)
        for vote in (Vote.YES, Vote.NO, Vote.ABSTAIN):
            rows = {other.name: getattr(other, vote.word) for other in answer.others}
            wanted = [int(np.sum(worlds.vote[0, worlds.members.index(c)] == vote)) for c in codes]
            assert sorted(rows.values()) == sorted(wanted)


def test_a_veto_is_told_as_one_and_its_absence_changes_the_end() -> None:
    (text,) = dict(solo_votes(load_scenario(CASE), WORLDS, lambda _: None))["RUS"]
    no, abstain = (next(a for a in text.answers if a.vote == v) for v in ("no", "abstain"))
    assert no.end == "vetoed"
    assert no.ballot is not None
    assert "Russian Federation" in no.ballot.outcome
    assert set(no.chances) <= {"vetoed", "short of votes"}, "its no leaves no way to adoption"
    assert "vetoed" not in (abstain.end, *abstain.chances) or "China" in str(abstain.ballot)


def test_a_vote_that_the_law_fixes_counts_as_the_law_has_it() -> None:
    pages = made(load_scenario("party-abstains"), worlds=2)
    assert "It abstains anyway" in pages["party-abstains/RUS.html"]
    assert "It abstains anyway" not in pages["party-abstains/USA.html"]


def test_a_vote_that_the_case_pins_is_the_reader_s_to_change() -> None:
    pages = made(load_scenario("korea-1950"), worlds=2)
    assert "anyway" not in pages["korea-1950/RUS.html"]


def test_the_same_site_is_made_of_the_same_bytes(site: dict[str, str]) -> None:
    assert made(load_scenario(CASE)) == site


def test_everything_is_there(site: dict[str, str]) -> None:
    scenario = load_scenario(CASE)
    wanted = {"index.html", "quiz.html", "rules.html", "site.css", "solo.js", "quiz.js"}
    inside = {"index", "record", "other-roles", "pack/index", "pack/briefs", *scenario.members}
    assert wanted | {f"{CASE}/{name}.html" for name in inside} <= set(site)
    assert site["quiz.html"].count('class="question"') == len(askable())
    assert site["rules.html"].count('class="entry"') == len(
        [
            entry
            for entry in topic_entries()
            if entry.kind in ("rule", "article", "practice", "term")
        ]
    )
    seat = site[f"{CASE}/LTU.html"]
    assert "What your capital wants" in seat
    assert seat.count("<details data-vote=") == 3
    assert "In 12 worlds:" in seat
    assert "What happened" in site[f"{CASE}/record.html"]


def test_pages_are_well_formed_and_lead_to_pages_of_the_site(site: dict[str, str]) -> None:
    for name, text in site.items():
        if not name.endswith(".html"):
            continue
        found = structure(text)
        assert len(set(found.ids)) == len(found.ids), f"an id stands twice in {name}"
        assert set(found.labelled) <= set(found.ids), f"a label names nothing in {name}"
        for link in found.links:
            path, _, anchor = link.partition("#")
            folder = name.split("/")[:-1]
            for part in path.split("/") if path else ():
                folder = folder[:-1] if part == ".." else [*folder, part]
            target = "/".join(folder) if path else name
            assert target in site, f"{name} links to {link}"
            if anchor:
                assert anchor in structure(site[target]).ids, f"{name} links to {link}"


def test_nothing_is_asked_of_a_network_or_a_server(site: dict[str, str]) -> None:
    for name, text in site.items():
        assert not re.search(r"""(src|href|action)=["']?(https?:)?//""", text), name
        assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|WebSocket|localStorage", text)
        if name.endswith(".html"):
            # A page opened from a file may run classic scripts, and no modules.
            assert all(script.get("type") is None for script in structure(text).scripts), name


def test_pages_of_a_text_that_is_put_again_are_of_its_first_ballot_and_say_so() -> None:
    again = load_scenario(CASE, overrides=[f"drafts.{TEXT}.renew_after_hours=48"])
    pages, once = made(again), made(load_scenario(CASE))
    note = f"the case puts {TEXT} to the vote again later. What is said here is of the first"
    telling = {name for name, text in pages.items() if note in text}
    seats = {f"{CASE}/{code}.html" for code in again.members}
    assert telling == {*seats, f"{CASE}/pack/engine.html"}
    assert all(note not in text for text in once.values())


def test_what_a_scenario_says_is_escaped() -> None:
    pages = made(scene())
    assert "Inquiry &lt;b&gt;" in pages["classroom-test/index.html"]
    assert all("Inquiry <b>" not in text for text in pages.values())


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken(error: type[BaseException]) -> Iterator[tuple[str, str]]:
        yield "index.html", "one"
        yield "case/index.html", "two"
        raise error

    for error in (OSError, KeyboardInterrupt):
        with pytest.raises(error):
            write_folder(tmp_path / "site", broken(error))
        assert list(tmp_path.iterdir()) == [], "a part of a site, or of its making, is left"
    (tmp_path / "site").mkdir()
    pages = [("index.html", "é\n"), ("case/index.html", "two")]
    assert write_folder(tmp_path / "site", pages) == (2, 6)
    assert (tmp_path / "site" / "index.html").read_bytes() == "é\n".encode()
    assert [place.name for place in tmp_path.iterdir()] == ["site"]
    mode = stat.S_IMODE((tmp_path / "site").stat().st_mode)
    (tmp_path / "other").mkdir()
    assert mode == stat.S_IMODE((tmp_path / "other").stat().st_mode), "a web server must read it"


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "site"

    def meanwhile() -> Iterator[tuple[str, str]]:
        yield "index.html", "one"
        place.mkdir()
        (place / "mine.txt").write_text("mine")

    with pytest.raises(UsageError, match="not empty"):
        write_folder(place, meanwhile())
    with pytest.raises(UsageError, match="not empty"):
        write_folder(place, [("index.html", "one")])
    assert [(p.name, p.read_text()) for p in place.iterdir()] == [("mine.txt", "mine")]
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        write_folder(tmp_path / "file", [])


def test_what_would_fail_half_way_is_refused_before() -> None:
    one = scene()
    with pytest.raises(UsageError, match="two cases are called classroom-test"):
        check_plan(SitePlan({"Cases": (one, one)}))
    with pytest.raises(UsageError, match="cannot be placed"):
        check_plan(SitePlan({"Cases": (one,)}, students=3))
    assert runs_needed(one) == 1 + 15 * 2 * 3


def test_the_command_states_its_cost_and_its_size(tmp_path: Path) -> None:
    run = CliRunner().invoke
    place = str(tmp_path / "site")
    dry = run(app, ["teach", "site", "-o", place, "--case", CASE, "-n", "5", "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert "1 case, 46 votes of seats on texts with 5 worlds each" in dry.output
    assert "nothing was written" in dry.output
    assert list(tmp_path.iterdir()) == []
    done = run(app, ["teach", "site", "-o", place, "--case", CASE, "-n", "5"])
    assert done.exit_code == 0, done.output
    told = re.search(r"(\d+) files, ([\d.]+) MB; begin with", done.output)
    assert told
    files = [path for path in Path(place).rglob("*") if path.is_file()]
    assert int(told[1]) == len(files)
    assert float(told[2]) == round(sum(path.stat().st_size for path in files) / 1e6, 1)
    again = run(app, ["teach", "site", "-o", place, "--case", CASE])
    assert again.exit_code == 2
    assert "not empty" in again.output
    wrong = run(app, ["teach", "site", "-o", str(tmp_path / "b"), "--case", "nowhere-1999"])
    assert wrong.exit_code != 0
    assert not (tmp_path / "b").exists()


def test_commands_on_the_sheets_name_the_file_of_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may have the name of a shipped case, which the commands would take instead."""
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("scenario: libya-2011\nbase: crimea-2014\ntitle: Mine\n")
    words = ["teach", "site", "-o", "site", "--case", "mine.yaml", "-n", "1"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    printed = set[str]()
    for sheet in Path("site/libya-2011/pack").glob("*.html"):
        words_of = html.unescape(sheet.read_text(encoding="utf-8"))
        printed |= set(re.findall(r"<code>(council [^<]*)</code>", words_of))
    of_no_case = re.compile("council serve$|council teach gain ")
    cases = {command for command in printed if not of_no_case.match(command)}
    assert len(cases) >= 7
    assert {command for command in cases if "mine.yaml" not in command} == set()
