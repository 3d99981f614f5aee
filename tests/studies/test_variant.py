"""A change that is written as a file is the same scenario as the change in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim as council
from sim.domain.errors import UsageError
from sim.scenario.load import load_scenario, load_text, opened
from sim.scenario.priors import quantities
from sim.studies.flip.same_content import first_difference
from sim.studies.flip.variant import Variant, VariantHead, base_reference, variant_of
from sim.yaml12 import plain

NAME = "aleppo-2016-10-08"
DRAFT = "S/2016/846"


def written(name: str, *overrides: str, layers: list[str] | None = None) -> Variant:
    return variant_of(VariantHead("x", name, "t", "q"), opened(name), overrides, layers)


@pytest.mark.parametrize("name", [NAME, "s-2014-348"])
def test_every_number_is_in_a_variant_what_it_was_set_to(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    wanted: dict[str, float] = {}
    for number in quantities(scenario):
        if "@" in number.path or any(key.isdigit() for key in number.path.split(".")):
            continue
        ways = (number.centre + step for step in (0.123456789012, -0.123456789012))
        wanted[number.path] = next((way for way in ways if way in number.span), number.centre)
    assert len(wanted) > 200
    variant = written(name, *(f"{path}={value}" for path, value in wanted.items()))
    now = {number.path: number for number in quantities(load_text(variant.text).scenario)}
    assert {path: now[path].centre for path in wanted} == wanted
    assert {now[path].spread for path in wanted} == {0.0}, "certain, as on the command line"
    variant.check(tmp_path)


@pytest.mark.parametrize(
    ("name", "overrides"),
    [
        (NAME, ["council.parties_to_dispute=[CHN]"]),
        (NAME, ["council.order=[S/2016/847, 'S/2016/846']", "council.institution='two-vetoes'"]),
        (NAME, ["drafts.S/2016/846.sponsors=[FRA]", "drafts.S/2016/846.may="]),
        (NAME, ["drafts.S/2016/846.renew_after_hours=336", "clock.round_hours=12"]),
        (NAME, ["drafts.S/2016/846.vote=null", "drafts.S/2016/847.title=2016"]),
        (NAME, ["drafts.S/2016/846=null", "city.name=Été: \"a\" #1, 'b'"]),
        (NAME, ["members.RUS.positions.flights=[0.1234567,0.6]", "coefficients.tau=0.0123456789"]),
        (NAME, ["events.deir-ez-zor.changes.members.RUS.alignment.USA=0.2"]),
        (NAME, ["pins.CHN=no", "pins.CHN.S/2016/846=yes", "pins.RUS=null", "follow.AGO=CHN"]),
        ("korea-1950", ["pins.RUS.all=no"]),
        ("korea-1950", ["pins.RUS.S/1497=yes"]),
        ("korea-1950", ["pins.RUS=null"]),
        ("russia-abstains", ["follow.RUS=CHN"]),
        ("russia-abstains", ["pins.RUS.S/2016/847=no"]),
        ("s-2012-538", ["drafts.S/2012/538=null"]),
    ],
)
def test_an_override_is_in_a_variant_what_it_is_on_the_command_line(
    name: str, overrides: list[str], tmp_path: Path
) -> None:
    again = load_text(written(name, *overrides).check(tmp_path)).scenario
    assert not first_difference(load_scenario(name, overrides), again)


def test_a_variant_has_the_layers_that_were_chosen_in_their_order(tmp_path: Path) -> None:
    text = written(NAME, layers=["record", "article"]).check(tmp_path)
    assert load_text(text).scenario.layers == ("article", "record")


def test_a_variant_of_a_variant_leaves_the_suppositions_of_its_base(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    number = "members.RUS.positions.flights"
    path.write_text(written(NAME, f"{number}=0.5").text)
    head = VariantHead("two", "one.yaml", "t", "q")
    overrides, layers = ["members.CHN.positions.flights=0.25"], ["record"]
    text = variant_of(head, opened(path), overrides, layers).check(tmp_path)
    again = load_text(text, folder=tmp_path).scenario
    assert not first_difference(load_scenario(path, overrides, layers), again)


def test_a_base_in_another_folder_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    base = tmp_path / "a" / "mine.yaml"
    base.write_text(f"scenario: mine\nbase: {NAME}\n")
    found = council.load(base).flip("adopted", DRAFT, change="institution", most=1)
    saved = plain(found.save_variant(tmp_path / "b" / "x.yaml").read_text())
    assert saved["base"] == str(base)
    assert base_reference(str(base), tmp_path / "a" / "y.yaml") == "mine.yaml"


@pytest.mark.parametrize(
    ("override", "why"),
    [
        ("members.RUS.positions.flights=null", "is not a finite number"),
        ("drafts.S/2016/846.sponsors=CHN", "closeness.CHN would be another"),
    ],
)
def test_an_override_that_no_file_can_hold_is_refused(
    override: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="cannot be written as a variant") as refused:
        written(NAME, override).check(tmp_path)
    assert why in refused.value.why
    assert not any(tmp_path.iterdir())


def test_an_override_inside_a_list_is_refused() -> None:
    with pytest.raises(UsageError, match="is in a list"):
        written(NAME, "statements.0.pull=0.1")


def test_a_variant_keeps_whatever_its_words_hold() -> None:
    title = 'A "title": #1, it\'s {all} [said] & done'
    head = VariantHead("told", NAME, title, "- why?")
    changed = load_text(variant_of(head, opened(NAME), ["council.secret_ballot=true"]).text)
    assert changed.scenario.title == title
    assert changed.scenario.question == "- why?"
    assert changed.scenario.council.secret_ballot
