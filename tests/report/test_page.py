"""The page: self-contained, small, marked, every claim tied to its evidence."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sim.report.backtest_page import backtest_page
from sim.report.data import EvidenceEntry, WordedReason
from sim.report.document import CitedSentence, Page, Section
from sim.report.flip_page import flip_page
from sim.report.html import LEFT_OUT, MOST_BYTES, number_evidence, render_html
from sim.report.power_page import power_page
from sim.report.run_page import run_page
from sim.report.sensitivity_page import sensitivity_page
from sim.report.sweep_page import sweep_page
from sim.report.whatif_page import whatif_page
from tests.report import studies
from tests.report.fixtures import run_data


def pages() -> dict[str, Page]:
    """One page of each kind."""
    return {
        "run": run_page(run_data()),
        "whatif": whatif_page(studies.WHATIF, ["a=1"], studies.STUDY, named=True),
        "sweep": sweep_page(studies.SWEEP, studies.STUDY),
        "sensitivity": sensitivity_page(studies.SENSITIVITY, studies.STUDY),
        "flip": flip_page(studies.FLIP, studies.STUDY),
        "backtest": backtest_page(studies.BACKTEST, studies.WHOLE, studies.STUDY),
        "power": power_page(studies.POWER, studies.STUDY),
    }


class Outline(HTMLParser):
    """What a page links to, names and holds."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(html: str) -> Outline:
    """The page taken apart; unbalanced tags fail."""
    parser = Outline()
    parser.feed(html)
    assert parser.open == []
    return parser


@pytest.mark.parametrize("name", pages())
def test_a_page_asks_for_nothing_and_runs_nothing(name: str) -> None:
    html = render_html(pages()[name])
    found = outline(html)
    assert {link for link in found.links if not link.startswith("#")} == {"data:,"}
    assert not {"script", "iframe", "object", "img", "form"} & set(found.tags)
    assert "style" not in found.attributes
    assert not [a for a in found.attributes if a.startswith("on")]
    assert "url(" not in html
    assert "@import" not in html
    assert len(html.encode()) < MOST_BYTES


@pytest.mark.parametrize("name", pages())
def test_links_within_a_page_lead_somewhere_and_addresses_are_unique(name: str) -> None:
    found = outline(render_html(pages()[name]))
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)


@pytest.mark.parametrize("name", pages())
def test_every_figure_has_its_data_table(name: str) -> None:
    html = render_html(pages()[name])
    assert html.count("<figure>") == html.count('</figure>\n<details class="behind">')
    for part in html.split("</figure>")[1:]:
        assert "<table>" in part.split("</details>")[0]


def test_the_style_is_the_one_that_the_policy_names() -> None:
    html = render_html(pages()["run"])
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html.replace("&#39;", "'")
    assert "unsafe-inline" not in html


def test_a_page_says_first_that_it_is_simulated_and_ends_on_it() -> None:
    html = render_html(pages()["run"])
    assert "<title>SIMULATED:" in html
    assert html.index('class="banner"') < html.index("<h1>")
    assert '@top-center{content:"SIMULATED' in html
    assert "S/PV" not in html


def test_claims_link_to_evidence_and_evidence_says_where_it_stands() -> None:
    html = render_html(pages()["run"])
    (link,) = set(re.findall(r'href="#(e1-[a-z-]+)"', html))
    assert f'<li id="{link}">' in html
    assert "Minister, Invented gazette, paragraph 4, 2016-10-01 · stated, talk" in html
    assert "e2-pilot-list" in html


def test_assumptions_are_counted_and_the_command_is_given() -> None:
    html = render_html(pages()["run"])
    assert "83 of the 214 numbers" in html
    assert "<code>council run invented-river --seed 7 --replicates 1000</code>" in html


def test_hostile_names_stay_text() -> None:
    run = run_data()
    image = WordedReason('"><img src=x onerror=alert(1)>')
    first, *rest = run.council.seats
    seat = replace(first, name="</title><b onclick=x>")
    note = replace(run.evidence["ferry-note"], claim="</style><script>")
    html = render_html(
        run_page(
            replace(
                run,
                title="<script>alert(1)</script>",
                ballots=(replace(run.ballots[0], reasons={"CHN": (image,)}), *run.ballots[1:]),
                council=replace(run.council, seats=(seat, *rest)),
                evidence={**run.evidence, "ferry-note": note},
            )
        )
    )
    found = outline(html)
    assert "script" not in found.tags
    assert "img" not in found.tags
    assert "onclick" not in found.attributes


def test_a_page_of_an_assembly_stays_small_and_keeps_its_numbers() -> None:
    html = render_html(run_page(run_data(193)))
    assert len(html.encode()) < MOST_BYTES
    assert LEFT_OUT in html
    assert "Yemen" in html


def test_evidence_keys_that_look_alike_keep_their_own_addresses() -> None:
    entries = {key: EvidenceEntry(key, f"claim {key}") for key in ("a b", "a-b", "a.b")}
    page = replace(
        pages()["flip"], evidence=entries, sections=(Section("S", (CitedSentence("c", ("a.b",)),)),)
    )
    assert number_evidence(page)["a.b"] == 1
    found = outline(render_html(page))
    assert len([i for i in found.ids if i.endswith("a-b")]) == 3


def test_unknown_evidence_is_not_linked() -> None:
    page = replace(pages()["flip"], summary=(CitedSentence("c", ("nowhere",)),))
    assert "nowhere" not in render_html(page)


def test_the_summary_says_when_a_simple_rule_does_better() -> None:
    run = run_data()
    own, always, usual = run.agreement
    better = replace(run, agreement=(own, replace(always, hits=29), usual))
    assert "That is worse than" in render_html(run_page(better))


def test_decisive_votes_are_explained_first_and_the_others_on_request() -> None:
    run = run_data()
    many = tuple(WordedReason(f"reason {i}", 0.1) for i in range(9))
    told = replace(run.ballots[0], reasons={"CHN": many, "FRA": many}, told_first=("CHN",))
    html = render_html(run_page(replace(run, ballots=(told, *run.ballots[1:]))))
    first = html.split('id="the-vote-on-s-2099-101"')[1].split("</section>")[0]
    assert "<h3>China: no</h3>" in first
    assert "<summary>France:" in first
    assert "Reason 5 (+0.10)" in first
    assert "And three smaller reasons, together +0.30" in first
    assert "And six smaller reasons, together +0.60" in first


def test_what_was_not_checked_is_marked() -> None:
    run = run_data()
    entry = replace(run.evidence["pilot-list"], checked=False)
    html = render_html(run_page(replace(run, evidence={**run.evidence, "pilot-list": entry})))
    assert html.count("not checked against the document") == 1
