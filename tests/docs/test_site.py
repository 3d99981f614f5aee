"""What the site is built from: every page has its place, cases are pages, nothing is lost."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from sim.scenario import catalogue
from tests.conftest import REPOSITORY
from tests.docs.pages import pages


@pytest.fixture(scope="module")
def site() -> ModuleType:
    place = REPOSITORY / "docs" / "_tools" / "site.py"
    spec = importlib.util.spec_from_file_location("site_tool", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(site: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    site.build(folder)
    return folder


def test_every_page_has_one_place_in_the_navigation(built: Path) -> None:
    settings = (built / "mkdocs.yml").read_text()
    named = re.findall(r"^ +- .*: (\S+\.md)$", settings.partition("\nnav:\n")[2], re.MULTILINE)
    laid_out = {str(path.relative_to(built / "pages")) for path in built.rglob("*.md")}
    assert sorted(named) == sorted(laid_out - {f for f in laid_out if f.startswith("files/")})
    docs = REPOSITORY / "docs"
    assert {str(page.relative_to(docs)) for page in pages() if docs in page.parents} <= set(named)


def test_every_case_is_a_page_with_its_command_and_its_file(built: Path) -> None:
    for entry in catalogue.catalogue_entries():
        if entry.base is None:
            text = (built / "pages" / "cases" / f"{entry.name}.md").read_text()
            assert text.startswith(f"# {entry.title}\n")
            assert f"council explore {entry.name}" in text
            (file,) = re.findall(r"\]\((\.\./files/[^)]+\.yaml)\)", text)
            assert (built / "pages" / "cases" / file).resolve().is_file()


def test_links_out_of_the_documentation_lead_to_copies(built: Path) -> None:
    text = (built / "pages" / "explanation" / "variants.md").read_text()
    found = re.findall(r"\]\((\.\./files/scenarios/variants/[^)]+)\)", text)
    assert len(found) > 10
    assert all((built / "pages" / "explanation" / one).resolve().is_file() for one in found)
    assert "../../scenarios" not in text


def test_the_gallery_stands_beside_its_commands(site: ModuleType, built: Path) -> None:
    text = (built / "pages" / "gallery.md").read_text()
    pictures = re.findall(r"\]\((gallery/[^)]+\.svg)\)", text)
    assert len(pictures) == len(site.FIGURES) == text.count("$ council ")
    assert all((built / "pages" / one).read_text().startswith("<svg") for one in pictures)


def test_a_page_that_would_fetch_something_is_found(site: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "html" / "index.html"
    page.parent.mkdir()
    shim = '<script src="https://unpkg.com/iframe-worker/shim"></script>'
    page.write_text(f'<p>{shim}<a href="https://example.org">a link</a></p>')
    site.close(tmp_path)
    assert "unpkg" not in page.read_text()
    assert '<script src="_site/frame-worker.js"></script><a href="https' in page.read_text()
    page.write_text('<img src="https://example.org/x.png">')
    with pytest.raises(SystemExit, match=r"index\.html"):
        site.close(tmp_path)
