"""Libraries served to browsers are their packages' own files, unchanged."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import sim.web

VENDOR = Path(sim.web.__file__).parent / "static" / "vendor"
ROW = re.compile(r"^\| (\w+) \| ([\d.]+) \| `([^`]+)` .* \| (\w+) \| `([0-9a-f]{64})` \|$", re.M)


def test_every_vendored_file_is_listed_with_its_sum_and_licence() -> None:
    rows = ROW.findall((VENDOR / "README.md").read_text(encoding="utf-8"))
    listed = {file: digest for _, _, file, _, digest in rows}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.suffix in (".js", ".mjs", ".css")
    }
    assert found
    assert found == listed
    for _, _, file, licence, _ in rows:
        assert licence in (VENDOR / file).with_name("LICENSE").read_text(encoding="utf-8")
