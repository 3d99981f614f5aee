"""Forecasts registered before a ballot, resolved once, and scored beside simple rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from sim.api.changing import ChangeableScenario
from sim.domain.ballots import Vote
from sim.domain.errors import CouncilError, UsageError
from sim.engines.run import run_worlds
from sim.engines.sums import sums_of
from sim.studies.forecast import forecast_drafts
from sim.studies.ledger.chain import Ledger, inspect, read_ledger
from sim.studies.ledger.entries import (
    RegisteredForecast,
    forecast_entry,
    found,
    now,
    registered_forecasts,
    resolution_entry,
    resolutions,
)
from sim.studies.ledger.scoring import Scored, resolved, score_ledger

OPEN = "open"


@dataclass(frozen=True)
class LedgerForecast:
    """The forecast of one draft, and what became of it.

    Attributes:
        number: Of the registration, from 1.
        draft: Symbol.
        registered: The day of the registration (UTC).
        ballot: The day of the ballot.
        adopted, put: Chances that it is adopted, and that it is put to the vote.
        late: Whether it was registered on the day of the ballot or after it.
        became: ``open`` until it is resolved.
        scenario: Name of the scenario.
        sha256: Hash of the line.
    """

    number: int
    draft: str
    registered: str
    ballot: str
    adopted: float
    put: float
    late: bool
    became: str
    scenario: str
    sha256: str


class ForecastLedger:
    """A ledger of forecasts: a file of JSON lines, each with the hash of the one before.

    Args:
        path: The file; it is made when the first forecast is registered.
    """

    def __init__(self, path: str | PathLike[str] = "forecasts.jsonl") -> None:
        self.path = Path(path)

    def __repr__(self) -> str:
        return f"ForecastLedger({str(self.path)!r})"

    def register(
        self, scenario: ChangeableScenario, replicates: int = 2000, seed: int = 0
    ) -> tuple[LedgerForecast, ...]:
        """Write the forecast of a scenario's ballots, with hashes of scenario and engine.

        Chances of votes are given that the text is put.

        Raises:
            UsageError: when no draft is put to the vote in any world, or for fewer than two worlds.
            CouncilError: when the file is no ledger or may not be written.
        """
        if replicates < 2:
            raise UsageError(
                f"{replicates} worlds are not enough for a forecast", remedy="--replicates 2000"
            )
        content = scenario.data
        with Ledger(self.path) as kept:
            with scenario.watch.stage("forecast", replicates) as advance:
                worlds = run_worlds(content, seed, range(replicates), advance=advance)
            forecasts = forecast_drafts(sums_of(worlds))
            entry = forecast_entry(content, forecasts, (seed, replicates), now())
            if not entry["drafts"]:
                raise UsageError(
                    f"no draft of {content.scenario} is put to the vote in any world",
                    remedy="set the `vote` time of a draft",
                )
            added = kept.add(entry)
        return tuple(one for one in self.forecasts() if one.sha256 == added["sha256"])

    def forecasts(self) -> tuple[LedgerForecast, ...]:
        """Every draft of every registration, in their order.

        Raises:
            CouncilError: when the file is no ledger, or a line does not follow the one before.
        """
        entries = read_ledger(self.path)
        known = resolutions(entries)
        return tuple(_shown(one, known) for one in registered_forecasts(entries))

    def resolve(
        self,
        number: int,
        votes: Mapping[str, Vote | str] | None,
        source: str,
        draft: str | None = None,
    ) -> Mapping[str, Any]:
        """Record how a ballot went, once; returns the line that was written.

        Args:
            number: Of the registration.
            votes: Votes of members by code; those that are not named voted yes. None for a text
                that was never put.
            source: Where the votes are recorded.
            draft: Symbol; needed where the registration has several drafts.

        Raises:
            UsageError: for a forecast that is not there or is resolved, votes that mean nothing, or
                no source.
        """
        if not source.strip():
            raise UsageError(
                "the source of the votes is missing",
                remedy="add --source S/PV.7785, or another document",
            )
        with Ledger(self.path) as kept:
            entries = read_ledger(self.path)
            one = found(entries, number, draft)
            if (one.entry["sha256"], one.draft) in resolutions(entries):
                raise UsageError(
                    f"forecast {number} of {one.draft} is already resolved",
                    remedy="`council ledger list` shows its result",
                )
            words = {} if votes is None else dict.fromkeys(one.told["votes"], Vote.YES.word)
            for code, vote in (votes or {}).items():
                words[code] = vote.word if isinstance(vote, Vote) else vote
            return kept.add(resolution_entry(one, words, source, now()))

    def score(self, *, late: bool = False) -> tuple[Scored, ...]:
        """Resolved forecasts beside simple rules, ballot by ballot as they were registered.

        ``late`` counts those too that were registered on the day of the ballot or after it.
        """
        return tuple(score_ledger(read_ledger(self.path), late=late))

    def left_out(self) -> int:
        """How many resolved forecasts were registered late."""
        return sum(not one.ahead for one, _ in resolved(read_ledger(self.path)))

    def verify(self, head: str = "") -> Sequence[str]:
        """Check that no line was changed, taken out or put in; returns the hashes of the lines.

        What was cut off at the end shows only beside ``head``, a hash kept elsewhere.

        Raises:
            UsageError: when there is no ledger.
            CouncilError: when a line does not hold, or no line has the hash (E708).
        """
        if not self.path.exists():
            raise UsageError(
                f"the ledger {self.path} does not exist", remedy="name it with --ledger"
            )
        entries, fault = inspect(self.path)
        hashes = [str(entry["sha256"]) for entry in entries]
        wanted = head.strip().lower()
        wrong = why = ""
        if fault is not None:
            wrong = f"line {fault.line} {fault.what}"
            why = f"{len(entries)} lines before it are valid"
        elif wanted and not any(one.startswith(wanted) for one in hashes):
            wrong = f"no line has the hash {head}"
            why = "lines were cut off, or the hash belongs to another ledger"
        if wrong:
            raise CouncilError(
                wrong, code="E708", where=str(self.path), why=why,
                remedy="restore the file from the repository's history",
            )  # fmt: skip
        return hashes


def _shown(
    one: RegisteredForecast, known: Mapping[tuple[str, str], Mapping[str, Any]]
) -> LedgerForecast:
    line = known.get((one.entry["sha256"], one.draft))
    return LedgerForecast(
        number=one.number,
        draft=one.draft,
        registered=one.entry["registered"][:10],
        ballot=one.entry["date"],
        adopted=one.told["adopted"],
        put=one.told["put"],
        late=not one.ahead,
        became=OPEN if line is None else str(line["outcome"]).replace("_", " "),
        scenario=one.entry["scenario"],
        sha256=one.entry["sha256"],
    )
