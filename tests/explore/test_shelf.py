"""Scenarios are read once, and again when one of their files was edited."""

from __future__ import annotations

from pathlib import Path

from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import Shelf
from sim.scenario.catalogue import find_scenario


def test_a_file_that_was_edited_is_read_again_and_so_is_its_base(tmp_path: Path) -> None:
    shipped = find_scenario("crimea-2014")
    assert shipped is not None
    base, own = tmp_path / "base.yaml", tmp_path / "own.yaml"
    text = shipped.read_text(encoding="utf-8").replace("scenario: crimea-2014", "scenario: base")
    base.write_text(text, encoding="utf-8")
    own.write_text("scenario: own\nbase: base.yaml\ntitle: Mine\n", encoding="utf-8")
    shelf = Shelf((str(own),))
    asked = ExplorerQuestion(scenario=str(own))
    made: list[str] = []

    def title() -> str:
        shelf.central(asked, lambda: made.append("central"))
        shelf.worlds(asked, range(2), lambda: made.append("worlds"))  # type: ignore[arg-type, return-value]
        return str(shelf.base(asked).scenario.title)

    assert (title(), title(), made) == ("Mine", "Mine", ["central", "worlds"])
    own.write_text("scenario: own\nbase: base.yaml\ntitle: Edited\n", encoding="utf-8")
    assert (title(), title(), made) == ("Edited", "Edited", ["central", "worlds"] * 2)
    before = shelf.base(asked)
    base.write_text(text + "\n# edited\n", encoding="utf-8")
    assert title() == "Edited"
    assert shelf.base(asked) is not before
    assert made == ["central", "worlds"] * 3
