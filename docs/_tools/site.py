"""Lay out what the site is built from: the pages of docs/, the cases, a gallery, linked files.

Usage: python docs/_tools/site.py FOLDER
       python docs/_tools/site.py --close FOLDER

FOLDER/pages is made anew, with FOLDER/mkdocs.yml beside it. Cases come from the scenarios that are
shipped, the gallery from figures, each beside the command that draws it. Files outside
docs/ that pages link to are copied, and the links lead to the copies. `make site` runs this, then
the generator, and then closes FOLDER/html: what a page would fetch from elsewhere is taken out, or
ends it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sim.domain.words import listed
from sim.lessons.places import member_name
from sim.scenario import catalogue
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
BESIDE = "files"
"""Folder of the site for files of the repository that lie outside docs/."""
LEFT_OUT = {"_tools"}
PAGE = re.compile(r"\[([^\]]*)\]\(([a-z-]+/[^)#]+\.md)\)")
"""A link of docs/index.md to a page."""
LINK = re.compile(r"(\]\()([^)\s#]+)(#[^)\s]*)?(\))")
FENCE = re.compile(r"^( *```[a-z]*) [^\n`]*$", re.MULTILINE)
"""The first line of a block with words for the tests of the documentation behind its language."""
SHIM = re.compile(r'<script src="https://unpkg\.com/iframe-worker/shim"[^>]*></script>')
"""What the generator puts in so that a search runs from a folder."""
FETCHED = re.compile(r"<(?:script|img|iframe|source|link rel=.?stylesheet)[^>]*https?://[^>]*>")
FLAGSHIP = "aleppo-2016-10-08"
FIGURES = {
    "horseshoe": ("The vote", ["run", FLAGSHIP, "-n", "400"]),
    "what-if": ("What if", ["whatif", FLAGSHIP, "one-veto-not-enough", "-n", "400"]),
    "sweep": (
        "A range of values",
        ["sweep", FLAGSHIP, "-S", "drafts.S/2016/846.text.flights=0:1:0.25", "-n", "100"],
    ),
    "sensitivity": (
        "What an outcome depends on",
        ["sensitivity", FLAGSHIP, "--method", "one-at-a-time"],
    ),
    "power": ("Who can decide", ["power"]),
}
"""Name of a figure -> its title and the command that draws it."""
SHELVES = {"": "The flagship", "cases": "Cases", "syria": "Earlier texts on Syria"}


def main(arguments: list[str]) -> int:
    """Lay out the folder named on the command line; 0 where that was done."""
    match arguments:
        case ["--close", folder]:
            close(Path(folder))
        case [folder] if not folder.startswith("-"):
            build(Path(folder))
        case _:
            sys.stderr.write("usage: python docs/_tools/site.py [--close] FOLDER\n")
            return 2
    return 0


def close(place: Path) -> None:
    """Put our own script in the place of one from elsewhere, and let a page fetch nothing else.

    Raises:
        SystemExit: when a page would fetch something from elsewhere.
    """
    html = place / "html"
    for page in sorted(html.rglob("*.html")):
        here = os.path.relpath(html / "_site" / "frame-worker.js", page.parent)
        own = f'<script src="{here}"></script>'
        text = SHIM.sub(own, page.read_text(encoding="utf-8"))
        fetched = FETCHED.search(text)
        if fetched is not None:
            raise SystemExit(f"{page.relative_to(html)} would fetch {fetched[0]}")
        page.write_text(text, encoding="utf-8")


def build(place: Path) -> None:
    """Lay out pages and settings in a folder."""
    folder = place / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    for source in sorted(path for path in DOCS.rglob("*") if path.is_file()):
        under = source.relative_to(DOCS)
        if under.parts[0] in LEFT_OUT or source.suffix in (".new", ".yml"):
            continue
        if source.suffix == ".md":
            write(folder / under, led(source, folder))
        else:
            copy(source, folder / under)
    for entry in catalogue.catalogue_entries():
        copy(entry.path, folder / BESIDE / entry.path.relative_to(ROOT))
        if entry.base is None:
            text = case_page(load_scenario(entry.name), entry.path)
            write(folder / "cases" / f"{entry.name}.md", text)
    write(folder / "cases" / "index.md", cases_page())
    write(folder / "gallery.md", gallery_page(folder))
    settings = (DOCS / "_site" / "mkdocs.yml").read_text(encoding="utf-8")
    write(place / "mkdocs.yml", f"{settings}\nnav:\n{navigation()}")


def navigation() -> str:
    """Which page stands where: as docs/index.md has it, with the cases and the gallery."""
    tabs: dict[str, list[tuple[str, str]]] = {}
    title = ""
    for line in (DOCS / "index.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            title = line.removeprefix("## ").partition(":")[0]
            tabs[title] = []
        for words, page in PAGE.findall(line):
            if title and page not in [known for _, known in tabs[title]]:
                tabs[title].append((words, page))
    named = [
        (each.title, f"cases/{each.name}.md")
        for each in catalogue.catalogue_entries()
        if not each.base
    ]
    shown = {
        **tabs,
        "How-to guides": [("All guides", "how-to/index.md"), *tabs["How-to guides"]],
        "Cases": [("Cases", "cases/index.md"), *named, ("Gallery", "gallery.md")],
    }
    lines = ["  - Home: index.md"]
    for title in ("Tutorials", "How-to guides", "Cases", "Reference", "Explanation", "Decisions"):
        lines.append(f"  - {title}:")
        pages = {page: words for words, page in shown[title]}
        lines += [f"      - {json.dumps(words)}: {page}" for page, words in pages.items()]
    return "\n".join(lines) + "\n"


def write(path: Path, text: str) -> None:
    """Write a file, its folder made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy(source: Path, path: Path) -> None:
    """Copy a file, its folder made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, path)


def led(page: Path, folder: Path) -> str:
    """The text of a page whose links outside docs/ lead to copies in ``folder``."""

    def there(match: re.Match[str]) -> str:
        target = (page.parent / match[2]).resolve()
        outside = target.is_relative_to(ROOT) and not target.is_relative_to(DOCS)
        if re.match(r"[a-z]+:", match[2]) or not outside or not target.is_file():
            return match[0]
        place = Path(BESIDE) / target.relative_to(ROOT)
        copy(target, folder / place)
        link = os.path.relpath(place, page.relative_to(DOCS).parent)
        return f"{match[1]}{link}{match[3] or ''}{match[4]}"

    return FENCE.sub(r"\1", LINK.sub(there, page.read_text(encoding="utf-8")))


def case_page(scenario: Scenario, path: Path) -> str:
    """A case as a page: the story, who sat, the texts clause by clause, and how to ask."""
    reading = scenario.reading
    lines = [f"# {scenario.title}", "", " ".join(scenario.question.split()), ""]
    name = scenario.scenario
    lines += ["```console", f"$ council run {name}", f"$ council explore {name}", "```", ""]
    if scenario.expectation:
        lines += [f"*Expected before the first run:* {' '.join(scenario.expectation.split())}", ""]
    if reading is not None:
        lines += ["## Background", "", reading.background.strip(), ""]
    names = [member_name(scenario, code) for code in scenario.members]
    day = scenario.council.date
    lines += ["## The Council", "", f"On {day.day} {day:%B %Y}: {listed(names)}.", ""]
    for symbol, draft in scenario.drafts.items():
        pens = listed([member_name(scenario, code) for code in draft.sponsors])
        lines += [f"## {symbol}", "", f"{draft.title}; brought by {pens}.", ""]
        clauses = reading.clauses.get(symbol, {}) if reading is not None else {}
        lines += ["| matter | what the text asks |", "|---|---|"]
        for issue in draft.text:
            told = clauses.get(issue) or _nearest(scenario, symbol, issue)
            lines.append(f"| {scenario.issues[issue].title} | {' '.join(told.split())} |")
        lines.append("")
    if reading is not None and reading.question:
        lines += ["## To discuss", "", " ".join(reading.question.split()), ""]
    if reading is not None and reading.sources:
        lines += ["## Sources", "", *(f"- {source}" for source in reading.sources), ""]
    source = f"../{BESIDE}/{path.relative_to(ROOT)}"
    lines.append(f"The scenario file: [{path.name}]({source})")
    return "\n".join(lines) + "\n"


def _nearest(scenario: Scenario, symbol: str, issue: str) -> str:
    claims = scenario.drafts[symbol].text[issue].claims
    value = sum(claim.value for claim in claims) / len(claims)
    anchors = scenario.issues[issue].anchors
    return anchors[min(anchors, key=lambda point: abs(point - value))]


def cases_page() -> str:
    """Every case with its question."""
    about = "Scenarios that are shipped. `council list` shows them too, with variants."
    lines = ["# Cases", "", about, ""]
    for shelf, title in SHELVES.items():
        here = [e for e in catalogue.catalogue_entries() if e.base is None and e.shelf == shelf]
        rows = [f"- [{e.title}]({e.name}.md): {e.question}" for e in here]
        lines += [f"## {title}", "", *rows, ""]
    return "\n".join(lines)


def gallery_page(folder: Path) -> str:
    """A figure of each study beside the command that draws it; the figures go into ``folder``.

    Raises:
        SystemExit: when a command fails.
    """
    lines = ["# Gallery", "", "Figures, each with the command that draws it. "]
    lines += ["`--report FILE.html` in its place writes a page with all figures and tables.", ""]
    for name, (title, words) in FIGURES.items():
        path = folder / "gallery" / f"{name}.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as empty:
            command = [sys.executable, "-m", "sim", *words, "--plot", str(path.resolve())]
            done = subprocess.run(command, cwd=empty, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{name}: {done.stderr}")
        shown = shlex.join(["council", *words, "--plot", path.name])
        lines += [f"## {title}", "", "```console", f"$ {shown}", "```", ""]
        lines += [f"![{title}](gallery/{name}.svg)", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
