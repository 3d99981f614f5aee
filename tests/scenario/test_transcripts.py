"""The words of errors, held still: one file of faults, one transcript of what is said of it.

A transcript that no longer fits is written beside the old one as ``.new``; read it, and move it
over the old one where the new words are better.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_scenario

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(path.stem for path in GOLDEN.glob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_what_is_said_of_a_faulty_file(write, small, name):
    write(small, "small.yaml")
    shutil.copy(GOLDEN / f"{name}.yaml", f"{name}.yaml")
    with pytest.raises(ScenarioErrors) as raised:
        load_scenario(f"{name}.yaml")
    said = f"{raised.value}\n"
    transcript = GOLDEN / f"{name}.txt"
    if not transcript.exists() or transcript.read_text() != said:
        transcript.with_suffix(".txt.new").write_text(said)
        pytest.fail(f"{name}: the words have changed; see golden/{name}.txt.new")


def test_there_are_transcripts():
    assert len(FILES) >= 6
