"""Validate a file of any kind: scenario, State profile, codebook or dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.domain.files import is_file
from sim.domain.states import STATES
from sim.scenario import catalogue
from sim.scenario.checks import check_numbers, check_references
from sim.scenario.compose import Composer
from sim.scenario.dossier_trials import try_dossier
from sim.scenario.dossiers import table
from sim.scenario.dossiers.read import fallback_chain
from sim.scenario.dossiers.read import read_dossier as read_dossier
from sim.scenario.errors import Findings, Problem, ScenarioErrors
from sim.scenario.load import load_all, scenario_hash
from sim.scenario.merge import merge_trees
from sim.scenario.priors import quantities
from sim.scenario.profiles import join_profile
from sim.scenario.schema import Codebook, Profile
from sim.scenario.smells import smells
from sim.scenario.structure import validate_model
from sim.scenario.tree import Node, with_child


@dataclass(frozen=True)
class Verdict:
    """The result of validating one file.

    Attributes:
        file: The file or name as given.
        kind: scenario, profile, codebook or dossier.
        problems: Errors; empty for a valid file.
        notes: Remarks that are not errors.
        numbers, assumed: How many numbers it has, and how many of them have no evidence.
        warnings: What is valid but probably not intended.
        digest: Hash of the joined content; empty unless it is a valid scenario.
    """

    file: str
    kind: str
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    numbers: int = 0
    assumed: int = 0
    digest: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether there are no errors."""
        return not self.problems


def kind_of(tree: Node | None) -> str:
    """The kind of file, judged by keys that only one kind has."""
    if tree is None or any(tree.get(key) for key in ("scenario", "base", "members", "drafts")):
        return "scenario"
    if tree.get("dossier") is not None:
        return "dossier"
    if tree.get("profile") is not None:
        return "profile"
    return "codebook" if tree.get("issues") is not None else "scenario"


def examine_scenario(
    name: str, overrides: Sequence[str] = (), layers: Sequence[str] | None = None
) -> Verdict:
    """Validate a file. Errors in the file are returned, not raised."""
    path = catalogue.find_scenario(name) or Path(name)
    composer = Composer(Findings())
    tree = composer.read(path) if is_file(path) else None
    kind = kind_of(tree)
    if kind != "scenario" and tree is not None:
        if kind == "profile":
            _check_profile(composer, tree, path.parent)
        elif kind == "dossier":
            dossier = read_dossier(str(path), composer.findings)
            chain = fallback_chain(dossier, composer.findings) if dossier is not None else []
            if dossier is not None and not composer.findings.problems:
                try_dossier(dossier, composer.findings)
                uncounted = table.uncounted_note(dossier.dossier, chain, table.shipped_counts())
                composer.findings.notes += [uncounted] if uncounted else []
        else:
            _check_codebook(composer, tree)
        findings = composer.findings
        return Verdict(name, kind, tuple(findings.problems), tuple(findings.notes))
    try:
        loaded = load_all(name, overrides, layers)
    except ScenarioErrors as error:
        return Verdict(name, kind, error.problems)
    numbers = quantities(loaded.scenario)
    return Verdict(
        file=name,
        kind=kind,
        notes=loaded.notes,
        numbers=len(numbers),
        assumed=sum(quantity.grade == "assumed" for quantity in numbers),
        digest=scenario_hash(loaded.scenario),
        warnings=smells(loaded.scenario),
    )


def _check_codebook(composer: Composer, tree: Node) -> None:
    validate_model(tree, Codebook, composer.findings)
    check_references(tree, composer.findings)
    check_numbers(tree, composer.findings)


def _check_profile(composer: Composer, tree: Node, folder: Path) -> None:
    """Check a profile on its own, and joined to a member of an otherwise empty scenario."""
    findings = composer.findings
    validate_model(tree, Profile, findings)
    code = str((tree.get("profile") or tree).value)
    if code not in STATES:
        place = tree.mapping["profile"].place
        findings.unknown("E201", place, code, STATES, "State")
    aligned = tree.get("alignment")
    for other, node in aligned.mapping.items() if aligned is not None else ():
        if other not in STATES:
            findings.unknown("E201", node.key or node.place, other, STATES, "State")
    around = _surroundings(composer, tree, folder)
    if around is None:
        return
    issues = around.get("issues")
    positions = tree.get("positions")
    options = list(issues.mapping) if issues is not None else []
    for issue, node in positions.mapping.items() if positions is not None else ():
        if issue not in options:
            findings.unknown("E202", node.key or node.place, issue, options)
    empty = Node({}, tree.place)
    members = {code: empty} | dict.fromkeys((aligned or empty).mapping, empty)
    whole = with_child(around, ("members",), Node(dict(members), tree.place))
    whole = join_profile(whole, code, code, tree, findings)
    check_references(whole, findings)
    check_numbers(whole, findings)


def _likeliest(composer: Composer, tree: Node, shipped: list[str]) -> str | None:
    positions = tree.get("positions")
    spoken = set(positions.mapping) if positions is not None else set()

    def shared(name: str) -> int:
        path = catalogue.find_part(catalogue.CODEBOOKS, name, None)
        book = composer.read(path) if path is not None else None
        issues = book.get("issues") if book is not None else None
        return len(spoken & set(issues.mapping)) if issues is not None else 0

    return max(shipped, key=shared, default=None)


def _surroundings(composer: Composer, tree: Node, folder: Path) -> Node | None:
    """The codebook that a profile names, or the first shipped one with most of its issues."""
    named = tree.get("codebook")
    shipped = catalogue.codebooks()
    name = named.text if named is not None else _likeliest(composer, tree, shipped)
    home = folder.parent if folder.name == catalogue.PROFILES else folder  # of the scenarios
    path = catalogue.find_part(catalogue.CODEBOOKS, name, home) if name else None
    if path is None:
        if named is not None:
            composer.findings.unknown("E209", named.place, str(named.value), shipped, "codebook")
        return None
    book = composer.read(path)
    return merge_trees(Node({}, tree.place), book, composer.findings) if book is not None else None
