"""Load a scenario by name or path, checked, or raise everything that is wrong with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.scenario import catalogue
from sim.scenario import overrides as changes
from sim.scenario.checks import check_tree
from sim.scenario.compose import Composer
from sim.scenario.errors import Findings
from sim.scenario.estimates import shipped_estimates, with_estimates
from sim.scenario.intervention_checks import INTERVENTIONS, check_interventions
from sim.scenario.layers import filtered, known
from sim.scenario.parse import parse_yaml
from sim.scenario.recorded_nature import keep_recorded_nature
from sim.scenario.schema import Scenario
from sim.scenario.sitting import check_council
from sim.scenario.spoken_texts import keep_spoken_texts
from sim.scenario.structure import check_sizes, validate_model
from sim.scenario.tree import Node, SourcePlace


@dataclass(frozen=True)
class Loaded:
    """A scenario with the results of loading it.

    Attributes:
        scenario: The scenario with its overrides, reduced to the layers in use.
        notes: Remarks that are not errors.
        files: Every file that it was joined from, the scenario's own first.
        tree: The located tree that the scenario was built from, without shipped estimates.
    """

    scenario: Scenario
    notes: tuple[str, ...]
    files: tuple[Path, ...]
    tree: Node


class OpenScenario:
    """A scenario whose files were read and checked once.

    Each change starts from the original tree, so that one opened scenario can be changed many
    times, from several threads at once.

    Attributes:
        tree: The located tree of its files.
        files: Every file that it was joined from, the scenario's own first.
    """

    def __init__(
        self, tree: Node, scenario: Scenario, findings: Findings, files: tuple[Path, ...]
    ) -> None:
        self.tree = tree
        self.files = files
        self._scenario = scenario
        self._findings = findings
        self._known: dict[tuple[str, ...] | None, tuple[Node, list[str]]] = {}

    def changed(self, overrides: Sequence[str] = (), layers: Sequence[str] | None = None) -> Loaded:
        """The scenario with overrides (``path=value``) and evidence layers.

        Raises:
            ScenarioErrors: with every error in the overrides and layers.
        """
        findings = self._findings.copy()
        parsed = changes.read_overrides(overrides, findings)
        first = changes.early(parsed)
        whole = changes.apply_overrides(self.tree, first, findings)
        chosen = tuple(layers) if layers is not None else None
        if first or chosen not in self._known:
            seen = _as_known(whole, chosen, findings)
            if not first and not findings.problems:
                self._known[chosen] = (seen, list(findings.notes))
        else:
            seen, findings.notes[:] = self._known[chosen]
        late = [item for item in parsed if item not in first]
        final = changes.apply_overrides(seen, late, findings, whole)
        if late:
            final = keep_recorded_nature(seen, keep_spoken_texts(seen, final))
        scenario: Scenario | None = self._scenario
        if parsed or final is not self.tree:
            scenario = _validated(final, findings)
            notes = list(findings.notes)
            check_tree(final, findings)
            check_council(final, findings)
            check_interventions(final, findings)
            findings.notes[:] = list(dict.fromkeys([*notes, *findings.notes]))
        findings.raise_if_any()
        assert scenario is not None
        return Loaded(scenario, tuple(findings.notes), self.files, final)


def _validated(tree: Node, findings: Findings) -> Scenario | None:
    """The scenario of a tree with the shipped estimates; None leaves a finding."""
    return validate_model(with_estimates(tree, shipped_estimates()), Scenario, findings)


def _as_known(tree: Node, layers: tuple[str, ...] | None, findings: Findings) -> Node:
    """The tree reduced to the evidence layers in use."""
    in_use = known(tree, layers, findings)
    if in_use is None:
        findings.raise_if_any()
        raise AssertionError("layers that are not known leave a finding")
    return filtered(tree, in_use, findings)


def load_scenario(
    name_or_path: str | Path,
    overrides: Sequence[str] = (),
    layers: Sequence[str] | None = None,
) -> Scenario:
    """Load a scenario by name or path, with overrides (``path=value``) and evidence layers.

    Raises:
        ScenarioErrors: with every error found, each with its location and remedy.
    """
    return load_all(name_or_path, overrides, layers).scenario


def load_all(
    name_or_path: str | Path,
    overrides: Sequence[str] = (),
    layers: Sequence[str] | None = None,
) -> Loaded:
    """Like :func:`load_scenario`, with the notes, the files and the tree.

    Raises:
        ScenarioErrors: with every error found, each with its location and remedy.
    """
    return opened(name_or_path).changed(overrides, layers)


def opened(name_or_path: str | Path) -> OpenScenario:
    """Read and check a scenario by name or path once, to change it many times.

    Raises:
        ScenarioErrors: with every error found, each with its location and remedy.
    """
    findings = Findings()
    path = _file(str(name_or_path), findings)
    composer = Composer(findings)
    tree = composer.whole(path) if path is not None else None
    return _opened(tree, findings, composer)


def load_text(
    text: str,
    shown: str = "scenario.yaml",
    overrides: Sequence[str] = (),
    layers: Sequence[str] | None = None,
    folder: Path | None = None,
) -> Loaded:
    """Load a scenario from text; bases and profiles are looked up from ``folder``.

    Raises:
        ScenarioErrors: with every error found, each with its location and remedy.
    """
    return opened_text(text, shown, folder).changed(overrides, layers)


def opened_text(
    text: str, shown: str = "scenario.yaml", folder: Path | None = None
) -> OpenScenario:
    """Like :func:`opened`, from text instead of a file.

    Raises:
        ScenarioErrors: with every error found, each with its location and remedy.
    """
    findings = Findings()
    tree = parse_yaml(text, shown, findings)
    if tree is None:
        findings.raise_if_any()
        raise AssertionError("a text that cannot be read leaves a finding")
    return opened_tree(tree, folder, findings)


def opened_tree(
    tree: Node, folder: Path | None = None, findings: Findings | None = None
) -> OpenScenario:
    """Like :func:`opened`, from a tree; ``findings`` holds the texts it came from.

    Raises:
        ScenarioErrors: with every error found, each with its location and remedy.
    """
    findings = findings if findings is not None else Findings()
    composer = Composer(findings)
    if not isinstance(tree.value, dict):
        findings.add("E112", tree.place, "a scenario is a mapping of sections")
        findings.raise_if_any()
    return _opened(composer.joined(tree, folder or Path()), findings, composer)


def _file(name: str, findings: Findings) -> Path | None:
    path = catalogue.find_scenario(name)
    if path is not None:
        return path
    direct = Path(name) if "\0" not in name else None
    if direct is not None and (catalogue.is_path(name) or _there(direct)):
        return direct  # reading it will report what is wrong
    place = SourcePlace(name or "''", 1, 1)
    findings.unknown("E209", place, name, catalogue.scenario_names(), "scenario")
    return None


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _opened(tree: Node | None, findings: Findings, composer: Composer) -> OpenScenario:
    if tree is None:
        findings.raise_if_any()
        raise AssertionError("a tree that cannot be read leaves a finding")
    if not check_sizes(tree, findings):
        findings.raise_if_any()
    scenario = _validated(tree, findings)
    check_tree(tree, findings)
    check_council(tree, findings)
    check_interventions(tree, findings)
    findings.raise_if_any()
    assert scenario is not None
    return OpenScenario(tree, scenario, findings, tuple(composer.trees))


BESIDE = ("reading", "expected", "agenda", "places")
"""Sections that people read beside a scenario; no number depends on them."""


def scenario_hash(scenario: Scenario) -> str:
    """SHA-256 of the content of a joined scenario, as 64 hexadecimal digits.

    The order of drafts counts (it is the order of submission), that of other names does not. Text
    for readers and expectations do not count. Sections of interventions only count if they are not
    empty, so that runs kept before these sections existed are still found.
    """
    empty = {name for name in INTERVENTIONS if not getattr(scenario, name)}
    content = scenario.model_dump(mode="json", exclude={*BESIDE, *empty})
    for member in content["members"].values():
        del member["agreement"]  # only used in reasons
    record = content["record_of_votes"]
    if record is not None and not record["nature"]:
        del record["nature"]
    return content_hash({"content": content, "drafts": list(scenario.drafts)})


def content_hash(value: Any) -> str:
    """SHA-256 of plain data, written as JSON with sorted keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
