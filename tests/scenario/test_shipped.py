"""The shipped scenarios as a catalogue, and the schema that editors read."""

from __future__ import annotations

import json

import jsonschema
import pytest

from sim.scenario import catalogue
from sim.scenario.editor_schema import KINDS, json_schema
from sim.scenario.errors import Findings
from sim.scenario.examine import examine_scenario
from sim.scenario.load import load_all, load_text, scenario_hash
from sim.scenario.parse import _remembered, parse_yaml
from sim.scenario.paths import number_paths
from sim.scenario.priors import quantities
from sim.scenario.write import as_yaml

FLAGSHIP = "aleppo-2016-10-08"
SCENARIOS = catalogue.scenario_names()
PARTS = [catalogue.scenario_root() / "profiles" / f"{code}.yaml" for code in catalogue.profiles()]
PARTS += [catalogue.scenario_root() / "codebook" / f"{n}.yaml" for n in catalogue.codebooks()]


def test_names_are_unique_and_those_of_the_files():
    assert len(SCENARIOS) == len(set(SCENARIOS))
    for entry in catalogue.catalogue_entries():
        assert entry.name == entry.path.stem
        assert entry.title


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_shipped_scenario_is_valid(name):
    loaded = load_all(name)
    paths = number_paths(loaded.tree)
    assert all(q.path.split("@")[0] in paths for q in quantities(loaded.scenario))


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_a_shipped_part_is_valid(path):
    verdict = examine_scenario(str(path))
    assert verdict.valid, [str(problem) for problem in verdict.problems]
    assert verdict.kind == ("profile" if path.parent.name == "profiles" else "codebook")


def test_the_flagship_written_out_and_read_again_is_the_same():
    loaded = load_all(FLAGSHIP)
    again = load_text(as_yaml(loaded.tree.plain())).scenario
    assert scenario_hash(again) == scenario_hash(loaded.scenario)


def test_the_flagship_reads_each_of_its_files_once():
    _remembered.cache_clear()
    loaded = load_all(FLAGSHIP)
    first = _remembered.cache_info()
    assert first.misses > len(loaded.scenario.members), "a profile for each member, and more"
    assert first.hits == 0, "a text was parsed, or asked for, more than once"
    load_all(FLAGSHIP)
    assert _remembered.cache_info().misses == first.misses, "a text was parsed again"


def plain(path):
    tree = parse_yaml(path.read_text(), path.name, Findings())
    assert tree is not None
    return tree.plain()


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_beside_the_scenarios_is_current(kind):
    path = catalogue.scenario_root() / "schema" / f"{kind}.schema.json"
    assert json.loads(path.read_text()) == json_schema(kind), f"council schema {kind} > {path}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_the_same_each_time_it_is_asked_for(kind):
    assert json_schema(kind) == json_schema(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_a_schema(kind):
    schema = json_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    json.dumps(schema, allow_nan=False)


def test_the_schema_takes_every_shipped_file_and_refuses_slips():
    validators = {kind: jsonschema.Draft202012Validator(json_schema(kind)) for kind in KINDS}
    for _, path in catalogue.shipped_scenarios():
        validators["scenario"].validate(plain(path))
    for path in PARTS:
        kind = "profile" if path.parent.name == "profiles" else "codebook"
        validators[kind].validate(plain(path))
    for path in sorted((catalogue.scenario_root() / "dossiers").glob("*.yaml")):
        validators["dossier"].validate(plain(path))
    slip = {"scenario": "x", "base": "y", "titel": "z"}
    assert not validators["scenario"].is_valid(slip)
    number = {"scenario": "x", "base": "y", "status_quo": {"access": "much"}}
    assert not validators["scenario"].is_valid(number)
    assert not validators["scenario"].is_valid({"scenario": "x"})
