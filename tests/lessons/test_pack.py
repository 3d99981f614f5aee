"""The pack: complete, escaped, self-contained, and silent about the record until it is asked."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.cells import FORMULA
from sim.domain.errors import CouncilError, UsageError
from sim.domain.texts import case_text
from sim.language.catalogues import language_called
from sim.language.language import ENGLISH
from sim.lessons import contents, pack
from sim.lessons.anonymise import cloak
from sim.lessons.case_lesson import case_lesson
from sim.lessons.clauses import bank, clause
from sim.lessons.engine_paper import EngineAnswers, engine_answers
from sim.lessons.folders import write_folder
from sim.lessons.history import reveals
from sim.lessons.library import lesson
from sim.lessons.members import WorldShares, dice
from sim.lessons.order import Order
from sim.lessons.paper import paper_values
from sim.lessons.places import (
    LARGEST,
    SMALLEST,
    allocate,
    member_name,
    permanent,
    president,
    seats_by_need,
)
from sim.lessons.recorded import meeting_of_record
from sim.lessons.sheets import VALUES
from sim.scenario.load import load_scenario, load_text
from sim.scenario.schema import Scenario
from sim.scenario.smells import smells
from tests.classroom.fakes import Fake
from tests.classroom.scene import MEMBERS, body, scene

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Checker(HTMLParser):
    """Finds unbalanced tags and anything that would be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.fetched += [
            str(value)
            for key, value in attrs
            if key in ("src", "href") and str(value).startswith(("http", "//"))
        ]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def order(students: int = 20, anonymise: bool = False) -> Order:
    views = engine_answers(scene(), Fake())
    name = "aleppo-2016-10-08"
    return Order(scene(), students, lesson(name), views, anonymise, 10, 0)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return pack.render_pack(order())


def test_every_sheet_is_there_and_well_formed_and_fetches_nothing(pages: dict[str, str]) -> None:
    wanted = {sheet.file for sheet in contents.SHEETS} - {contents.KEY} | {"index.html"}
    assert wanted <= set(pages)
    for text in pages.values():
        checker = Checker()
        checker.feed(text)
        assert checker.open == []
        assert checker.fetched == []


def test_what_a_scenario_says_is_escaped(pages: dict[str, str]) -> None:
    assert "Inquiry &lt;b&gt;" in pages["clauses.html"]
    assert "Inquiry <b>" not in "".join(pages.values())


def test_links_lead_to_sheets_of_the_pack(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for target in re.findall(r'href="([^"#]+)"', text):
            base = name.rsplit("/", 1)[0] + "/" if "/" in name else ""
            resolved = (base + target).replace("lessons/../", "")
            assert resolved in pages, f"{name} links to {target}"


def test_the_record_stands_on_the_teachers_sheets_alone(pages: dict[str, str]) -> None:
    given = ("briefs", "placards", "clauses", "predict", "script", "paper", "debrief", "quiz")
    for name in given:
        assert "11 in favour" not in pages[f"{name}.html"]
        assert "vetoed by the Russian Federation" not in pages[f"{name}.html"]
    assert "11 in favour, 2 against, 2 abstaining" in pages["reveal.html"]
    assert "were not vetoes" in pages["reveal.html"]


def test_each_member_of_the_class_has_a_page_with_its_wishes(pages: dict[str, str]) -> None:
    text = pages["briefs.html"]
    for code in MEMBERS:
        assert f'id="{code}"' in text
    assert "Said so before the vote." in text
    assert "There is no evidence of your capital" in text


def test_a_brief_names_each_piece_of_evidence_once_and_points_to_it(pages: dict[str, str]) -> None:
    sheets = pages["briefs.html"].split("<section")[1:]
    told = next(sheet for sheet in sheets if 'id="FRA"' in sheet)
    assert told.count("Said so before the vote.") == 1
    listed = re.search(r'<ol class="sources">(.*?)</ol>', told, re.DOTALL)
    assert listed
    entries = listed[1].count("<li>")
    numbers = [int(n) for found in re.findall(r"\[([\d, ]+)\]", told) for n in found.split(",")]
    assert numbers
    assert set(numbers) == set(range(1, entries + 1))


@pytest.mark.parametrize("students", range(SMALLEST, LARGEST + 1))
def test_every_class_size_has_a_place_for_everybody(students: int) -> None:
    places = allocate(scene(), students)
    assert sum(place.students for place in places) == students
    assert all(1 <= place.students <= 2 for place in places)
    by_code = {place.code: place for place in places}
    assert {"RUS", "FRA"} <= set(by_code)
    shared = [code for code, place in by_code.items() if place.students > 1]
    if shared and len(shared) < len(MEMBERS):  # whoever decides most has most hands
        assert "RUS" in shared


def test_a_large_class_of_a_small_council_shares_its_places_evenly() -> None:
    scenario = load_scenario("korea-1950")
    places = allocate(scenario, LARGEST)
    assert sum(place.students for place in places) == LARGEST
    assert {place.students for place in places} == {2, 3}
    asked = Order(scenario, LARGEST, case_lesson(scenario), EngineAnswers(), False, 4, 0)
    sizes = VALUES["roles"](asked)["sizes"]
    row = next(ENGLISH.show(size["text"]) for size in sizes if size["students"] == LARGEST)
    assert "places shared by two" in row
    assert "places shared by 3" in row


@pytest.mark.parametrize("students", [0, 7, 36, -1])
def test_an_impossible_class_is_refused_with_the_range(students: int) -> None:
    with pytest.raises(UsageError, match="cannot be placed") as caught:
        allocate(scene(), students)
    assert "8 to 35" in str(caught.value)


def test_an_anonymised_pack_names_no_country_to_students() -> None:
    pages = pack.render_pack(order(anonymise=True))
    hidden = cloak(scene())
    for sheet in contents.SHEETS:
        if not sheet.covered or sheet.file == contents.STORY:
            continue
        text = re.sub(r"<style>.*?</style>", "", pages[sheet.file], flags=re.S)
        for word in ("Russia", "France", "Egypt", "Syria", "Aleppo", "846", "FRA", "RUS"):
            assert not re.search(rf"\b{word}\b", text), f"{sheet.file} says {word}"
    assert set(hidden.key.values()) >= {"Russian Federation", "S/2016/846"}
    assert "Russian Federation" in pages[contents.KEY]
    assert contents.STORY not in pages
    debrief = pages["debrief.html"]
    assert "the teacher asks the engine" in debrief
    assert "council whatif" not in debrief, "it would name the case"
    for sheet in ("predict.html", "briefs.html", "placards.html", "paper.html"):
        letters = re.findall(r"<(?:h1|td|th|strong|div)[^>]*>Delegation ([A-Z])<", pages[sheet])
        assert letters[:15] == sorted(letters[:15]), f"{sheet} tells the order of the names"
    assert hidden.cover("as in resolution 1973 (2011)") == "as in resolution"
    assert hidden.cover("Naming the Syrian authorities") == "Naming the authorities concerned"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("libya-2011", ("Libya", "17 March", "2011", "1973")),
        ("iraq-2003", ("Iraq", "2003", "1441")),
    ],
)
def test_an_anonymised_pack_of_another_case_hides_its_day_and_titles(
    name: str, words: tuple[str, ...]
) -> None:
    scenario = load_scenario(name)
    asked = Order(scenario, 20, case_lesson(scenario), EngineAnswers(), True, 4, 0)
    pages = pack.render_pack(asked)
    for sheet in ("briefs.html", "predict.html", "clauses.html", "placards.html"):
        text = re.sub(r"<(style|svg).*?</\1>", "", pages[sheet], flags=re.S)
        for word in words:
            assert not re.search(rf"\b{word}\b", text), f"{sheet} says {word}"


@pytest.mark.parametrize("name", ["aleppo-2016-10-08", "crimea-2014", "korea-1950"])
def test_an_anonymised_pack_in_french_names_no_member(name: str, tmp_path: Path) -> None:
    scenario, french = load_scenario(name), language_called("fr")
    asked = ["teach", "pack", name, "-o", str(tmp_path / "p"), "--anonymise", "--language", "fr"]
    assert CliRunner().invoke(app, asked).exit_code == 0
    pages = {path.name: path.read_text("utf-8") for path in (tmp_path / "p").glob("*.html")}
    names = {french.show(member_name(scenario, code)) for code in scenario.members}
    hidden = {*names, "Aleppo", "Alep-Est", "Alep", "Syrie", "russe", "Crimea", "Crimée"}
    titles = [french.show(case_text(scenario.title)), scenario.title]
    for sheet in contents.SHEETS:
        text = html.unescape(
            re.sub(r"<style>.*?</style>", "", pages.get(sheet.file, ""), flags=re.S)
        )
        if sheet.reader not in ("teacher", "teacher, after the vote"):
            assert not any(title in text for title in titles), sheet.file
        for word in hidden if sheet.covered else ():
            if word == "Crimea":  # also in clauses, which are the case's own words
                continue
            assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text), f"{sheet.file}: {word}"
    assert set(cloak(scenario, french).key) >= {"Pays A", "Texte 1"}


@pytest.mark.parametrize(("name", "quota"), [("korea-1950", 7), ("enlarged-council", 14)])
def test_sheets_on_a_case_say_the_number_of_votes_that_its_council_needs(
    name: str, quota: int, tmp_path: Path
) -> None:
    asked = ["teach", "pack", name, "-o", str(tmp_path / "p"), "--class-size", "20"]
    assert CliRunner().invoke(app, asked).exit_code == 0
    script = (tmp_path / "p" / "script.html").read_text("utf-8")
    assert f"vote: {quota} needed" in script
    assert f"The ruling stands unless {quota} are." in script
    assert f"{quota} votes carry it" in script
    background = (tmp_path / "p" / "background.html").read_text("utf-8")
    reformed = name == "enlarged-council"
    assert ("Here the Council votes under another rule" in background) == reformed
    assert not reformed or f"needs {quota} votes in favour" in background
    glossary = (tmp_path / "p" / "glossary.html").read_text("utf-8")
    assert glossary.count(f"needs {quota} votes in favour") == 2, "of substance and of procedure"
    assert "nine votes" not in glossary
    # The plan for enlarged-council is that on the record, of a Council that needed nine.
    plans = () if reformed else ("plan-45", "plan-90")
    for sheet in ("script", "rubric", "paper", "decisions", *plans):
        page = (tmp_path / "p" / f"{sheet}.html").read_text("utf-8")
        text = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
        assert not re.search(r"\b(?:nine|fifteen)\b", text, flags=re.I), sheet


def test_names_in_french_are_covered_with_their_articles() -> None:
    cover = cloak(scene(), language_called("fr"))
    shown = {name: letter for letter, name in cover.key.items()}
    egypt, russia = shown["Egypt"], shown["Russian Federation"]
    text = "L’Égypte parle de la Fédération de Russie ; l’Égypte répond à la Fédération de Russie."
    put = f"Le {egypt} parle du {russia} ; le {egypt} répond au {russia}."
    assert cover.cover(text) == put


def test_a_pack_never_overwrites(tmp_path: Path, pages: dict[str, str]) -> None:
    write_folder(tmp_path / "pack", pages.items())
    assert (tmp_path / "pack" / "lessons" / "veto.html").is_file()
    with pytest.raises(CouncilError, match="not empty"):
        write_folder(tmp_path / "pack", pages.items())


@pytest.mark.parametrize(
    "shares", [(1.0, 0.0, 0.0), (0.5, 0.5, 0.0), (0.34, 0.33, 0.33), (0.01, 0.01, 0.98)]
)
def test_a_die_has_six_faces(shares: tuple[float, float, float]) -> None:
    faces = dice(dict(zip(("yes", "abstain", "no"), shares, strict=True)))
    assert sum(faces.values()) == 6
    if shares[0] == 1.0:
        assert faces == {"yes": 6}


def test_dice_have_the_shares_of_the_sheet_on_the_engine() -> None:
    votes = {"yes": 0.53, "abstain": 0.14, "no": 0.33}
    answers = EngineAnswers(worlds={"S/2016/846": WorldShares({}, {"RUS": votes}, 1.0, 1000)})
    values = paper_values(scene(), list(scene().members), ["S/2016/846"], answers)
    cells = {entry["name"]: entry["cells"] for entry in values["dice"]}
    assert cells["Russian Federation"] == ["1–3 yes, 4 abstains, 5–6 no"]
    assert cells["Egypt"] == ["as its brief suggests"]


def test_clauses_are_the_anchors_and_a_number_between_is_named_by_its_neighbours() -> None:
    assert [c.value for c in bank(scene(), "flights")] == [0.0, 0.5, 1.0]
    between = clause(scene(), "flights", 0.6).wording
    assert between.index("Limits") < between.index("Ends all")
    assert clause(scene(), "flights", 0.5).wording == "Limits military flights."


EVIL = '<img src=x onerror="alert(1)">'


def test_markup_in_a_scenario_s_words_stays_text_on_every_sheet() -> None:
    """Title, agenda, places, names, drafts, issues, story: whatever a scenario says."""
    plain = body()
    plain |= {"title": EVIL, "question": EVIL, "agenda": EVIL}
    plain["places"] = {EVIL: {"lat": 1.0, "lon": 1.0, "what": EVIL}, "B": {"lat": 2, "lon": 2}}
    plain["reading"] = {"background": EVIL, "short": EVIL, "question": EVIL, "sources": [EVIL]}
    plain["issues"]["flights"]["title"] = EVIL
    plain["members"]["EGY"]["name"] = EVIL
    plain["drafts"]["S/2016/846"]["title"] = EVIL
    plain["evidence"]["said"]["claim"] = EVIL
    scenario = Scenario.model_validate(plain)
    found = engine_answers(scenario, Fake())
    pages = pack.render_pack(Order(scenario, 20, case_lesson(scenario), found, False, 10, 0))
    for name, text in pages.items():
        if name.endswith(".html"):
            assert "<img" not in text, name
    for name in ("engine.html", "decisions.html", "solo.html", "background.html", "briefs.html"):
        assert "&lt;img" in pages[name], name


def test_what_the_engine_says_names_members_whose_votes_the_scenario_sets() -> None:
    scenario = load_scenario("aleppo-2016-10-08", overrides=["pins.RUS.all=yes"])
    found = engine_answers(scenario, Fake())
    pages = pack.render_pack(Order(scenario, 20, case_lesson(scenario), found, False, 10, 0))
    said = "The scenario sets these votes, whatever the member wants: Russian Federation."
    assert pages["engine.html"].count(said) == 2


@pytest.mark.parametrize("name", ["pre.csv", "post.csv"])
def test_no_cell_of_the_tables_in_a_pack_is_one_that_a_spreadsheet_runs(
    pages: dict[str, str], name: str
) -> None:
    for row in csv.reader(io.StringIO(pages[name])):
        assert not any(cell.startswith(FORMULA) for cell in row)


@pytest.mark.parametrize("name", ["libya-2011", "korea-1950", "ukraine-2022", "aleppo-2016-10-08"])
def test_a_class_of_25_gives_partners_to_who_decides_first(name: str) -> None:
    scenario = load_scenario(name)
    places = {place.code: place for place in allocate(scenario, 25)}
    deciding = [president(scenario), *permanent(scenario)]
    shared = [code for code, place in places.items() if place.students > 1]
    assert shared
    single = [code for code in deciding if places[code].students == 1]
    others = [code for code in shared if code not in seats_by_need(scenario)[: len(shared)]]
    assert not (single and others), f"{others} have partners before {single}"


def test_commands_of_a_changed_pack_have_its_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed as printed, the debrief decides under the rule of the pack."""
    monkeypatch.chdir(tmp_path)
    set_ = ["-S", "council.institution=two-vetoes"]
    made = CliRunner().invoke(app, ["teach", "pack", "aleppo-2016-10-08", "-o", "pack", *set_])
    assert made.exit_code == 0, made.output
    monkeypatch.chdir("pack")
    printed: set[str] = set()
    for sheet in [*Path().glob("*.html"), Path("solo.md")]:
        words = html.unescape(sheet.read_text(encoding="utf-8"))
        printed |= set(re.findall(r"council [a-z ]+ aleppo-2016-10-08[^<`,]*", words))
        printed |= set(re.findall(r"council teach debrief [^<`]*", words))
    cases = {command for command in printed if "teach quiz" not in command}
    assert len(cases) >= 7
    assert {c for c in cases if shlex.join(set_) not in c} == set()
    (command,) = (c for c in cases if "debrief votes.csv" in c)
    table = list(csv.reader(io.StringIO(Path("votes.csv").read_text(encoding="utf-8"))))
    cast = {"RUS": "no", "VEN": "no", "CHN": "abstain"}
    heads, rows = table[0], table[1:]
    seat, draft = heads.index("member"), heads.index("S/2016/846")
    for row in rows:
        row[draft] = cast.get(row[seat], "yes")
    with Path("votes.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([heads, *rows])
    done = CliRunner().invoke(app, shlex.split(command)[1:])
    assert done.exit_code == 0, done.output
    page = html.unescape(Path("class.html").read_text(encoding="utf-8"))
    assert "12–2–1, adopted" in page


def test_solo_prints_the_changes_in_every_command() -> None:
    set_ = ["-S", "council.institution=two-vetoes"]
    done = CliRunner().invoke(app, ["teach", "solo", "aleppo-2016-10-08", *set_, "-f", "json"])
    assert done.exit_code == 0, done.output
    commands = [c for row in json.loads(done.output) for c in row["commands"].split("; ")]
    changed = [c for c in commands if "teach quiz" not in c and "teach gain" not in c]
    assert len(changed) == 4
    assert all(shlex.join(set_) in command for command in changed)


def test_a_pack_of_a_case_without_a_record_says_so() -> None:
    scenario = load_scenario("party-abstains")
    found = engine_answers(scenario, Fake())
    order = Order(scenario, 20, case_lesson(scenario), found, False, 10, 0)
    page = pack.render_pack(order)["reveal.html"]
    assert "No votes are on record for this case." in page
    assert "repeat this record" not in page


def test_a_record_without_a_member_does_not_tell_the_outcome() -> None:
    text = (
        "scenario: other\ntitle: Other\nbase: crimea-2014\n"
        "record_of_votes: {votes: {S/2014/189: {RUS: null}}}\n"
    )
    scenario = load_text(text, "other.yaml").scenario
    assert any("has no vote of RUS" in warning for warning in smells(scenario))
    (reveal,) = reveals(scenario)
    assert "dopted" not in ENGLISH.show(reveal.outcome)
    assert "Russian Federation" in ENGLISH.show(reveal.reason)
    assert meeting_of_record(scenario) is None
    answers = EngineAnswers(worlds={})
    order = Order(scenario, 20, case_lesson(scenario), answers, False, 10, 0)
    page = pack.render_pack(order)["reveal.html"]
    assert "The outcome is not on record." in page
    assert "Article 27" not in page
