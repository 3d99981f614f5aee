"""Many mutants in one process, with counts; it can be stopped and goes on where it stood.

``python -m tests.fuzz.campaign VALIDATED THROUGH`` validates so many mutants, takes so many of the
accepted ones, evenly spread, through every command and a room, and prints a summary in numbers.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.commands import put_together_once
from tests.fuzz.commands import bounded, through
from tests.fuzz.mutate import Mutant, mutant, outcome, outcome_of_text

FROM_TEXT = 20
"""Every so manieth mutant is read from the text of its file as well, with the same result."""


@dataclass
class Campaign:
    """What was asked for and what was found so far.

    Attributes:
        counts: validated, accepted, refused, read as text, taken through, faults.
        codes: how many mutants were refused by each code of a fault.
        faults: the seed of each fault, what happened, what had been changed.
        seconds: processor time used.
    """

    validated: int
    taken: int
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def done(self) -> bool:
        """Whether every mutant was tried."""
        return self.counts["tried"] >= self.validated

    def step(self, tell: Callable[[str], None]) -> None:
        """Try the next mutant."""
        began = time.process_time()
        number = self.seed + self.counts["tried"]
        self.counts["tried"] += 1
        made = mutant(number)
        for fault in self._try(made, number):
            self.counts["faults"] += 1
            self.faults.append(f"seed {number}: {fault}; {list(made.done)}")
            tell(self.faults[-1])
        self.seconds += time.process_time() - began

    def _try(self, made: Mutant, number: int) -> list[str]:
        try:
            with bounded():
                scenario = outcome(made)
                if number % FROM_TEXT == 0:
                    self.counts["read as text"] += 1
                    assert outcome_of_text(made) == scenario, "its text gives another scenario"
        except Exception as error:  # noqa: BLE001 - any is a fault
            return [f"validate: {type(error).__name__}: {error}"]
        if isinstance(scenario, tuple):
            self.counts["refused"] += 1
            self.codes.update(scenario)
            return []
        self.counts["accepted"] += 1
        if self.counts["taken through"] >= self.taken * self.counts["tried"] / self.validated:
            return []
        self.counts["taken through"] += 1
        with tempfile.TemporaryDirectory() as folder:
            return through(scenario, made, number, Path(folder))

    def save(self, file: Path) -> None:
        """Keep what was found, for another process to go on."""
        aside = file.with_suffix(".part")
        aside.write_text(json.dumps(vars(self), indent=1), encoding="utf-8")
        aside.replace(file)

    @classmethod
    def kept(cls, file: Path) -> Campaign:
        """A campaign that was saved."""
        data = json.loads(file.read_text(encoding="utf-8"))
        data["counts"], data["codes"] = Counter(data["counts"]), Counter(data["codes"])
        return cls(**data)

    def summary(self) -> str:
        """All in numbers."""
        told = [f"{name} {number:,}" for name, number in self.counts.items()]
        codes = ", ".join(f"{code} {n:,}" for code, n in self.codes.most_common())
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return (
            f"{', '.join(told)}; refused by {codes}; seeds from {self.seed}; "
            f"{self.seconds:,.0f} s of processor time, at most {most:,.0f} MiB"
        )


def tried(validated: int, taken: int, seed: int, tell: Callable[[str], None]) -> Counter[str]:
    """Validate mutants and take some through everything; counts, faults told one by one."""
    campaign = Campaign(validated, taken, seed)
    while not campaign.done:
        campaign.step(tell)
    return campaign.counts


def main() -> int:
    """Try as many as asked; 1 when there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("validated", type=int)
    parser.add_argument("through", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a file to go on from, written now and then")
    asked = parser.parse_args()
    os.environ.update(COLUMNS="80", NO_COLOR="1", TERMINAL_WIDTH="80", TERM="dumb")
    put_together_once()
    campaign = Campaign(asked.validated, asked.through, asked.seed)
    if asked.keep and asked.keep.exists():
        campaign = Campaign.kept(asked.keep)
    saved = time.monotonic()
    while not campaign.done:
        campaign.step(lambda line: print(line, flush=True))
        if asked.keep and time.monotonic() - saved > 20:
            campaign.save(asked.keep)
            saved = time.monotonic()
    if asked.keep:
        campaign.save(asked.keep)
    print(campaign.summary())
    return 1 if campaign.counts["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
