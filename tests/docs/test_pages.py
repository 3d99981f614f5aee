"""Pages lead somewhere: links resolve, every page can be reached, references are current."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.docs.pages import FENCE, Block, agrees, blocks, name, pages, steps

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
PARTS = ("tutorials", "how-to", "reference", "explanation", "decisions")


def links(page: Path) -> list[str]:
    return LINK.findall(FENCE.sub("", page.read_text()))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are formed from the words of the heading."""
    plain = FENCE.sub("", page.read_text())
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(plain)
    }


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name(page)} links to {link}, which does not exist"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{name(page)}: no heading for {link}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    waiting, reached = [REPOSITORY / "README.md"], set()
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        for link in links(page):
            if not re.match(r"[a-z]+:", link):
                target = (page.parent / link.partition("#")[0]).resolve()
                waiting.append(target / "README.md" if target.is_dir() else target)
    assert not {name(page) for page in pages() if page not in reached}


@pytest.mark.parametrize("page", pages(), ids=name)
def test_a_page_has_one_title_on_its_first_line(page: Path) -> None:
    text = FENCE.sub("", page.read_text())
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_documentation_has_a_page(part: str) -> None:
    assert list((REPOSITORY / "docs" / part).glob("*.md"))


def test_reference_pages_are_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, "docs/_tools/reference.py", "--check"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(
        int(path.name[:4]) for path in (REPOSITORY / "docs/decisions").glob("[0-9]*.md")
    )
    assert numbers == list(range(len(numbers)))


def test_comparison_of_output_knows_omission_and_nothing_else() -> None:
    assert agrees("a\n...\nd", "a\nb\nc\nd\n")
    assert agrees("seed ... done  ", "seed 17 done")
    assert not agrees("a", "a\nb")
    assert not agrees("share 0.91", "share 0.92")
    assert agrees("", "")
    assert not agrees("", "something")


def test_commands_and_outputs_are_told_apart() -> None:
    (block,) = blocks(
        "# T\n\n```console\n$ council list \\\n    --format csv\nname\n$ council x\n```\n"
    )
    assert isinstance(block, Block)
    first, second = steps(block)
    assert first.command == "council list \\\n    --format csv"
    assert first.shown == "name"
    assert (second.command, second.shown) == ("council x", "")
