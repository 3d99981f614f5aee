"""What a command costs before and beside its worlds, in processor seconds of a process of its own.

Each is told as a ratio to an interpreter that imports numpy and numba and ends, measured in turn
with the commands: what another machine, or a busy one, makes of the seconds it makes of both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

BARE = "bare interpreter, numpy and numba imported"
FLAGSHIP = "aleppo-2016-10-08"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "council run, 1,000 worlds": ("run", FLAGSHIP, "-o", "{fresh}"),
    "council run, 200 worlds": ("run", FLAGSHIP, "-n", "200", "-o", "{fresh}"),
    "council run, found again": ("run", FLAGSHIP, "-o", "{kept}"),
    "council run, found again, read anew": ("run", FLAGSHIP, "-o", "{kept}"),
    "council validate": ("validate", FLAGSHIP),
    "council validate, read anew": ("validate", FLAGSHIP),
    "council list": ("list",),
    "council --help": ("--help",),
}
"""What is measured -> the words of the command; ``{fresh}`` is a new folder each time."""
ANEW = ", read anew"
"""What ends in this may not give an answer of before again."""


def seconds(words: Sequence[str], answers: str = "0") -> float:
    """Processor seconds, user and system, of a process and its threads.

    ``answers`` is the folder of answers that may be given again; 0 for none.

    Raises:
        RuntimeError: when it fails.
    """
    with subprocess.Popen(
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COUNCIL_ANSWERS": answers},
    ) as child:
        told = child.stderr.read() if child.stderr else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {child.returncode}: {told}")
    return used.ru_utime + used.ru_stime


def startup(passes: int) -> dict[str, float]:
    """Medians by what is measured; all in turn, after a pass that compiles and is not counted."""
    seen: dict[str, list[float]] = {name: [] for name in (BARE, *COMMANDS)}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(passes + 1):
            bare = seconds([sys.executable, "-c", "import numpy, numba"])
            if turn:
                seen[BARE].append(bare)
            for number, (name, words) in enumerate(COMMANDS.items()):
                fresh, kept = Path(folder, f"{turn}-{number}"), Path(folder, "kept")
                filled = [word.format(fresh=fresh, kept=kept) for word in words]
                answers = "0" if name.endswith(ANEW) else str(Path(folder, "answers"))
                used = seconds([sys.executable, "-m", "sim", *filled], answers)
                if turn:
                    seen[name].append(used)
    return {name: statistics.median(each) for name, each in seen.items()}


def over_bare(found: Mapping[str, float]) -> dict[str, float]:
    """Each command's seconds over those of the bare interpreter."""
    return {name: used / found[BARE] for name, used in found.items() if name != BARE}
