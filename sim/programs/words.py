"""Update the message catalogues from the code: ``python -m sim.programs.words [--check]``.

Writes the template, and updates each catalogue of the package: adds new messages without
translation, removes obsolete ones, and keeps translations.
"""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from sim.domain.texts import CASE
from sim.language.catalogues import CATALOGUES
from sim.language.extraction import CatalogueMessage, messages
from sim.lessons.case_words import case_texts
from sim.scenario.catalogue import scenario_root
from sim.scenario.load import load_scenario

TEMPLATE = CATALOGUES / "council.pot"


def template(locale: str | None = None) -> Catalog:
    """The messages of the code as a catalogue without translations."""
    catalog = Catalog(
        locale=locale, project="council-sim", copyright_holder="The council authors",
        msgid_bugs_address="", charset="utf-8", fuzzy=False,
    )  # fmt: skip
    files: defaultdict[CatalogueMessage, set[str]] = defaultdict(set)
    for located in messages():
        files[located.message].add(located.file)
    for message, where in sorted(files.items()):
        catalog.add(
            (message.english, message.many) if message.many else message.english,
            locations=[(file, 0) for file in sorted(where)],
            context=message.context or None,
        )
    return catalog


def brought_up(old: str, fresh: Catalog) -> Catalog:
    """``fresh`` with the translations from the catalogue ``old``."""
    translated = read_po(io.StringIO(old))
    for message in fresh:
        if not message.id:
            continue
        earlier = translated.get(message.id, message.context)
        if earlier is not None and not earlier.fuzzy:
            message.string = earlier.string
            message.user_comments = earlier.user_comments
    return fresh


def written(catalog: Catalog) -> str:
    """The text of a catalogue without dates, so that equal messages give equal files."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, omit_header=False, include_lineno=False)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Generated-By',
             '"Report-Msgid-Bugs-To', '"Language-Team')  # fmt: skip
    return "".join(line for line in lines if not line.startswith(dated))


def fresh_files() -> dict[Path, str]:
    """The expected content of all catalogue files."""
    files = {TEMPLATE: written(template())}
    for path in sorted(CATALOGUES.glob("*.po")):
        fresh = brought_up(path.read_text(encoding="utf-8"), template(path.stem))
        files[path] = written(fresh)
    for path in sorted(scenario_root().rglob("*.po")):
        name, _, code = path.stem.rpartition(".")
        fresh = brought_up(path.read_text(encoding="utf-8"), of_case(name, code))
        files[path] = written(fresh)
    return files


def of_case(name: str, locale: str) -> Catalog:
    """The texts of a case as a catalogue without translations."""
    catalog = Catalog(locale=locale, project="council-sim", charset="utf-8", fuzzy=False)
    for text in case_texts(load_scenario(name)):
        catalog.add(text, context=CASE)
    return catalog


def main(arguments: list[str]) -> int:
    """Write the catalogues; with ``--check`` say which are stale and return 1 if one is."""
    stale = {
        path: text
        for path, text in fresh_files().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    if "--check" in arguments:
        for path in stale:
            print(f"{path} is not what the code says: make words")
        return int(bool(stale))
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
