"""The parsed trees of files, each read once."""

from __future__ import annotations

from pathlib import Path

from sim.scenario import catalogue
from sim.scenario.errors import Findings
from sim.scenario.parse import parse_yaml, read_text
from sim.scenario.tree import Node


class FileTrees:
    """Reads each file once and collects all errors in one place."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.trees: dict[Path, Node | None] = {}

    def read(self, path: Path) -> Node | None:
        """The tree of one file on its own; None if it is unreadable or not a mapping."""
        key = path.resolve()
        if key not in self.trees:
            shown = catalogue.short_path(path)
            text = read_text(path, shown, self.findings)
            tree = parse_yaml(text, shown, self.findings) if text is not None else None
            if tree is not None and not isinstance(tree.value, dict):
                self.findings.add("E112", tree.place, "a scenario is a mapping of sections")
                tree = None
            self.trees[key] = tree
        return self.trees[key]
