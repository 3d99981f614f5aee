"""Join a scenario from its files (base, codebook, State profiles), keeping source locations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sim.scenario import catalogue
from sim.scenario.errors import Findings
from sim.scenario.file_trees import FileTrees
from sim.scenario.merge import Removals, merge_trees
from sim.scenario.position_table import own_positions, with_table
from sim.scenario.profiles import join_profile
from sim.scenario.recorded_nature import keep_recorded_nature
from sim.scenario.schema import Profile
from sim.scenario.spoken_texts import keep_spoken_texts
from sim.scenario.structure import COMPOSITION, validate_model
from sim.scenario.tree import Node, SourcePlace, with_child

MAX_BASES = 8
"""The longest chain of bases."""
NO_PROFILE = "none"
"""The value of a member's `profile` that means none."""


class Composer(FileTrees):
    """One load: each file is read once, and all errors are collected in one place."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.home: Path | None = None
        """The folder of the scenario that the user named; the files it names must be in it."""
        self._removed: Removals = {}
        """What a variant takes out of its base; a dossier does not bring it back."""
        self._first: Node | None = None
        """The tree of the file at the end of the chain of bases."""

    def whole(self, path: Path) -> Node | None:
        """The scenario in a file with everything it is joined from; None if unreadable."""
        tree = self.read(path)
        return None if tree is None else self.joined(tree, path.parent)

    def _may_read(self, path: Path, place: SourcePlace) -> bool:
        """Whether the file named at ``place`` may be read; reports it otherwise."""
        if self.home is None or catalogue.may_read(path, self.home):
            return True
        self.findings.add("E121", place, f"{catalogue.short_path(path)} is outside {self.home}")
        return False

    def joined(self, tree: Node, folder: Path) -> Node | None:
        """The same for a tree that was read from a file in ``folder``."""
        self.home = self.home or folder
        based = self._based(tree, folder, ())
        if based is None:
            return None
        merged, folder = based
        issues = dossier = None
        own = own_positions(merged)  # a dossier has positions too, which the table replaces
        if merged.get("dossier") is not None:
            from sim.scenario.dossiers.join import dossier_sections  # loads arrays of roll calls

            follows = dossier_sections(merged, folder, self.findings, self.read)
            if follows is None:
                return None
            issues, dossier = follows.issues, follows.read
            if merged.get("codebook") is None:
                named = Node(follows.codebook, merged.mapping["dossier"].place)
                merged = with_child(merged, ("codebook",), named)
            merged = self._over_dossier(follows.sections, merged)
        self._check_removed(merged)
        merged = with_table(merged, self.findings, own)
        chosen = merged.get("issues")
        if chosen is not None and isinstance(chosen.value, list):
            issues = tuple(str(item.value) for item in chosen.items)
            merged = with_child(merged, ("issues",), None)
        merged = self._with_codebook(merged, folder, issues, chosen)
        merged = self._with_profiles(merged, folder)
        if merged.get("roll_calls") or merged.get("dossier"):
            from sim.scenario.dossiers.pens import with_closeness

            merged = with_closeness(merged, folder, self.findings, dossier)
        for key in COMPOSITION:
            merged = with_child(merged, (key,), None)
        return merged

    def _based(self, tree: Node, folder: Path, seen: tuple[Path, ...]) -> tuple[Node, Path] | None:
        """The tree merged onto its base, and the folder of the file without a base."""
        name = tree.get("base")
        if name is None:
            return tree, folder
        own = with_child(tree, ("base",), None)
        if not name.text:
            self.findings.add("E112", name.place, "base: the name of a scenario is expected")
            return None
        path = catalogue.find_scenario(name.text, folder)
        if path is None:
            self.findings.unknown("E209", name.place, name.text, catalogue.scenario_names(), "base")
            return None
        if not self._may_read(path, name.place):
            return None
        if path.resolve() in seen or len(seen) >= MAX_BASES:
            self.findings.add(
                "E117", name.place, (f"the base '{name.text}' forms a cycle or is nested too deep")
            )
            return None
        base = self.read(path)
        below = base and self._based(base, path.parent, (*seen, path.resolve()))
        if not below:
            return None
        if own.get("scenario") is None:
            self.findings.add("E111", own.place, "the key 'scenario' is missing")
        self._first = self._first or below[0]
        removed: Removals = {}
        under = with_child(below[0], ("expected",), None)  # compares the base with its own base
        merged = merge_trees(under, own, self.findings, removed=removed)
        if own.get("statements") is None:
            merged = keep_spoken_texts(under, merged)
        merged = keep_recorded_nature(under, merged)
        earlier = {path: one for path, one in self._removed.items() if own.get(*path) is None}
        self._removed = earlier | removed
        return without_drafts(merged, drafts_in(removed)), below[1]

    def _over_dossier(self, sections: Node, tree: Node) -> Node:
        """The tree merged onto the sections of its dossier, without what a variant takes out."""
        merged = merge_trees(sections, tree, self.findings)
        for path in self._removed:
            if merged.get(*path) is not None:
                merged = with_child(merged, path, None)
                self._removed[path] = replace(self._removed[path], beside=None)
        if self._first is not None and tree.get("statements") is None:
            merged = keep_spoken_texts(merge_trees(sections, self._first, self.findings), merged)
        return without_drafts(merged, drafts_in(self._removed))

    def _check_removed(self, tree: Node) -> None:
        """Report what a variant takes out and nothing has."""
        for path, one in self._removed.items():
            above = (path[:depth] for depth in range(1, len(path)))
            if one.beside is None or any(whole in self._removed for whole in above):
                continue
            parent = tree.get(*path[:-1]) if path[1:] else tree
            names = parent.mapping if parent is not None else one.beside
            self.findings.unknown("E118", one.null.key or one.null.place, path[-1], names)

    def _with_codebook(
        self,
        tree: Node,
        folder: Path,
        issues: tuple[str, ...] | None = None,
        chosen: Node | None = None,
    ) -> Node:
        name = tree.get("codebook")
        if name is None:
            return tree
        path = catalogue.find_part(catalogue.CODEBOOKS, name.text or "", folder)
        if path is None:
            self.findings.unknown(
                "E209", name.place, name.text or "", catalogue.codebooks(), "codebook"
            )
            return tree
        if not self._may_read(path, name.place):
            return tree
        book = self.read(path)
        if book is None:
            return tree
        for key in ("codebook", "title"):
            book = with_child(book, (key,), None)
        if issues is not None:
            book_issues = (book.get("issues") or book).mapping
            for item in chosen.items if chosen is not None else ():
                if item.text not in book_issues:
                    self.findings.unknown("E202", item.place, str(item.value), book_issues)
            from sim.scenario.dossiers.join import narrowed_codebook

            book = narrowed_codebook(book, issues, tree)
        return merge_trees(book, tree, self.findings)

    def _with_profiles(self, tree: Node, folder: Path) -> Node:
        option = tree.get("profiles")
        if option is not None and not isinstance(option.value, bool):
            self.findings.add("E112", option.place, "profiles: true or false is expected")
        every = option is not None and option.value is True
        members = tree.get("members")
        for code, member in members.mapping.items() if members is not None else ():
            if not isinstance(member.value, dict) and not (every and member.value is None):
                continue
            named = member.get("profile")
            name = named.value if named is not None else (code if every else None)
            if named is not None:
                tree = with_child(tree, ("members", code, "profile"), None)
            if name is None or name == NO_PROFILE:
                continue
            place = named.place if named is not None else member.key or member.place
            path = catalogue.find_part(catalogue.PROFILES, str(name), folder)
            if path is not None and not self._may_read(path, place):
                continue
            profile = self.profile(str(name), folder)
            if profile is None:
                options = [*catalogue.profiles(), NO_PROFILE]
                self.findings.unknown("E209", place, str(name), options, "profile")
                continue
            tree = join_profile(tree, code, str(name), profile, self.findings)
        return tree

    def profile(self, name: str, folder: Path) -> Node | None:
        """The tree of a State profile, with its structure checked."""
        path = catalogue.find_part(catalogue.PROFILES, name, folder)
        if path is None:
            return None
        already_read = path.resolve() in self.trees
        tree = self.read(path)
        if tree is None:
            return Node({}, SourcePlace(catalogue.short_path(path), 1, 1))
        if not already_read:
            validate_model(tree, Profile, self.findings)
        return tree


def drafts_in(removed: Removals) -> set[str]:
    """The symbols of removed drafts."""
    return {path[1] for path in removed if path[0] == "drafts" and len(path) == 2}


def without_drafts(tree: Node, gone: set[str]) -> Node:
    """The tree without everything that refers to removed drafts."""
    if not gone:
        return tree
    for part in ("statements", "expected"):
        listed = tree.get(part)
        if listed is not None:
            remaining = [
                item
                for item in listed.items
                if (draft := item.get("draft")) is None or draft.text not in gone
            ]
            tree = with_child(tree, (part,), listed.with_value(list(remaining)))
    for path in (("council", "order"), ("record_of_votes", "assembly_opposed")):
        listed = tree.get(*path)
        if listed is not None:
            rest = [item for item in listed.items if item.text not in gone]
            tree = with_child(tree, path, listed.with_value(list(rest)))
    for part in ("votes", "unput"):
        recorded = tree.get("record_of_votes", part)
        for symbol in gone:
            if recorded is not None and symbol in recorded.mapping:
                tree = with_child(tree, ("record_of_votes", part, symbol), None)
    for fixed in _votes_fixed(tree, gone):
        tree = with_child(tree, fixed, None)
    events = tree.get("events")
    for key, event in events.mapping.items() if events is not None else ():
        changes = event.get("changes")
        for number in changes.mapping if changes is not None else ():
            if any(number.startswith(f"drafts.{symbol}.") for symbol in gone):
                tree = with_child(tree, ("events", key, "changes", number), None)
    return tree


def _votes_fixed(tree: Node, drafts: set[str]) -> list[tuple[str, ...]]:
    """Paths of pins and group lines that fix votes on ``drafts``."""
    holders: list[tuple[str, ...]] = [("pins", code) for code in _names(tree, "pins")]
    holders += [("groups", name, "line") for name in _names(tree, "groups")]
    return [
        (*holder, draft)
        for holder in holders
        if (votes := tree.get(*holder)) is not None
        for draft in votes.mapping
        if draft in drafts
    ]


def _names(tree: Node, section: str) -> list[str]:
    node = tree.get(section)
    return list(node.mapping) if node is not None else []
