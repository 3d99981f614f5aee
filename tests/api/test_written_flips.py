"""A flip that is written as a variant is the world that was found."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim as council


@pytest.mark.parametrize(
    ("layers", "changes"),
    [
        (["record"], {}),
        (None, {"council.parties_to_dispute": "CHN"}),
        (None, {"council.order": "S/2016/847,S/2016/846"}),
    ],
    ids=["a layer", "a party", "an order"],
)
def test_a_written_flip_is_the_same_world(
    layers: list[str] | None, changes: dict[str, str], tmp_path: Path
) -> None:
    base = council.load("aleppo-2016-10-08", layers=layers)
    for path, value in changes.items():
        base.set(path, value)
    found = base.flip("adopted", "S/2016/846", change="institution", most=1)
    file = found.save_variant(tmp_path / "x.yaml")
    written, changed = council.load(file), base.copy()
    for path, value in found.solutions[0].found.change.items():
        changed.set(path, value)
    now, wanted = (one.run(1).to_dict()["ballots"][0] for one in (written, changed))
    assert now == wanted
    assert now["outcome"] == "adopted"
    assert written.data.layers == base.data.layers
