"""A scenario that is opened once answers as one that is loaded each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.scenario import load
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_all, load_scenario, opened, opened_text, scenario_hash

FLAGSHIP = "aleppo-2016-10-08"
FLIGHTS = "drafts.S/2016/846.text.flights"

CHANGES: list[tuple[list[str], list[str] | None]] = [
    ([], None),
    ([f"{FLIGHTS}=null"], None),
    ([], ["article"]),
    (["as_of=2016-10-05T00:00"], None),
    (["council.secret_ballot=true", f"{FLIGHTS}=0.5"], ["article", "record"]),
    ([], None),
]


def test_it_gives_the_same_scenario_and_notes_in_any_order() -> None:
    held = opened(FLAGSHIP)
    for overrides, layers in CHANGES:
        if overrides == [f"{FLIGHTS}=null"]:
            with pytest.raises(ScenarioErrors):
                held.changed([f"{FLIGHTS}=7"])
        once, anew = held.changed(overrides, layers), load_all(FLAGSHIP, overrides, layers)
        assert scenario_hash(once.scenario) == scenario_hash(anew.scenario)
        assert once.notes == anew.notes
        assert once.files == anew.files


def test_a_fault_is_shown_in_the_file_as_well_as_in_the_change() -> None:
    held = opened(FLAGSHIP)
    with pytest.raises(ScenarioErrors) as one:
        held.changed([f"{FLIGHTS}=7", "nothing.here=1"])
    with pytest.raises(ScenarioErrors) as two:
        load_all(FLAGSHIP, [f"{FLIGHTS}=7", "nothing.here=1"])
    assert str(one.value) == str(two.value)


def test_text_is_opened_alike() -> None:
    held = opened_text(f"scenario: mine\nbase: {FLAGSHIP}\ntitle: Mine\n")
    assert held.changed([f"{FLIGHTS}=0.5"]).scenario.title == "Mine"


def test_the_file_of_a_scenario_needs_no_suffix(write, small) -> None:
    assert load_scenario(write(small, "case")).scenario == "small"


def test_an_unchanged_case_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {"check_tree": 0, "validate_model": 0}
    for name in counts:
        plain = getattr(load, name)

        def counted(*words: object, name: str = name, plain: Callable[..., Any] = plain) -> object:
            counts[name] += 1
            return plain(*words)

        monkeypatch.setattr(load, name, counted)
    held = opened(FLAGSHIP)
    held.changed()
    assert counts == {"check_tree": 1, "validate_model": 1}
    assert held.changed().tree is held.tree
    held.changed([f"{FLIGHTS}=0.5"])
    assert counts == {"check_tree": 2, "validate_model": 2}


@pytest.mark.parametrize("value", ["[1, 2]", "text", "3"])
@pytest.mark.parametrize(
    "section",
    ["coefficients", "sources", "evidence", "members.FRA.positions", "members.FRA.alignment",
     "members.FRA", "members", "drafts", "statements"],
)  # fmt: skip
def test_a_section_of_the_wrong_kind_is_reported_at_its_place(section: str, value: str) -> None:
    *above, last = section.split(".")
    words = "".join(f"{name}: {{" for name in above) + f"{last}: {value}" + "}" * len(above)
    with pytest.raises(ScenarioErrors) as caught:
        opened_text(f"scenario: mine\nbase: {FLAGSHIP}\n{words}\n")
    assert ("E112", 3) in [(p.code, p.place.line) for p in caught.value.problems]
