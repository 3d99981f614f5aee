"""Register forecasts before a ballot, resolve them once, and score them against simple rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from sim.api.arguments import checks_arguments
from sim.api.changing import ChangeableScenario
from sim.api.limits import NUMBER, REPLICATES_IN_MEMORY, checked_size
from sim.api.scenario_arguments import as_scenario
from sim.api.watching import warn_of_no_effect
from sim.domain.arguments import as_any_text, as_mapping, as_vote_word, optional
from sim.domain.ballots import Vote
from sim.domain.errors import CouncilError, UsageError
from sim.engines.run import run_worlds
from sim.engines.sums import sums_of
from sim.scenario.omissions import member_named
from sim.scenario.renewals import may_be_put_again
from sim.studies.forecast import forecast_drafts
from sim.studies.ledger.chain import Ledger, check_exists, inspect
from sim.studies.ledger.entries import (
    RegisteredForecast,
    check_same_result,
    find_forecast,
    forecast_entry,
    now,
    registered_forecasts,
    resolution_entry,
    resolutions,
)
from sim.studies.ledger.scoring import Scored, resolved, score_ledger
from sim.studies.ledger.shapes import read_forecasts

OPEN = "open"
SHORTEST_HASH = 8
"""Fewest digits by which a hash is recognised."""
_HASH = re.compile(rf"[0-9a-f]{{{SHORTEST_HASH},64}}")


@dataclass(frozen=True)
class LedgerForecast:
    """The forecast for one draft, and its result.

    Attributes:
        number: Number of the registration, from 1.
        draft: Symbol.
        registered: The day of the registration (UTC).
        ballot: The day of the ballot.
        adopted, put: Chances that it is adopted, and that it is put to the vote.
        late: Whether it was registered on the day of the ballot or later.
        became: The outcome; ``open`` until it is resolved.
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
    """A ledger of forecasts: a file of JSON lines, each with the hash of the previous line.

    Args:
        path: The file; created when the first forecast is registered.
    """

    @checks_arguments()
    def __init__(self, path: str | PathLike[str] = "forecasts.jsonl") -> None:
        self.path = Path(path)

    def __repr__(self) -> str:
        return f"ForecastLedger({str(self.path)!r})"

    @checks_arguments(scenario=as_scenario)
    def register(
        self, scenario: ChangeableScenario, replicates: int = 2000, seed: int = 0
    ) -> tuple[LedgerForecast, ...]:
        """Append the forecast of a scenario's ballots, with hashes of scenario and engine.

        Chances of votes are conditional on the text being put to the vote.

        Raises:
            UsageError: when no draft is put to the vote in any world, or for fewer than two worlds.
            CouncilError: when the file is not a ledger or cannot be written.
        """
        replicates, seed = checked_size((replicates, seed), REPLICATES_IN_MEMORY)
        if replicates < 2:
            raise UsageError(
                f"{replicates} worlds are not enough for a forecast", remedy="--replicates 2000"
            )
        content = scenario.data
        read_forecasts(self.path)
        warn_of_no_effect(scenario.watch, content)
        again = may_be_put_again(content)
        if again:
            scenario.watch.tell(
                f"{', '.join(again)}: chances count all ballots on a text that is put again; "
                "resolve it after the last of them"
            )
        with Ledger(self.path) as ledger:
            with scenario.watch.stage("forecast", replicates) as advance:
                worlds = run_worlds(content, seed, range(replicates), advance=advance)
            forecasts = forecast_drafts(sums_of(worlds))
            entry = forecast_entry(content, forecasts, (seed, replicates), now())
            if not entry["drafts"]:
                raise UsageError(
                    f"no draft of {content.scenario} is put to the vote in any world",
                    remedy="set the `vote` time of a draft",
                )
            added = ledger.add(entry)
        return tuple(
            forecast for forecast in self.forecasts() if forecast.sha256 == added["sha256"]
        )

    def forecasts(self) -> tuple[LedgerForecast, ...]:
        """Every draft of every registration, in order.

        Raises:
            CouncilError: when the file is not a ledger, or its chain of hashes is broken.
        """
        entries = read_forecasts(self.path)
        resolved_lines = resolutions(entries)
        return tuple(_shown(forecast, resolved_lines) for forecast in registered_forecasts(entries))

    @checks_arguments(votes=optional(as_mapping), source=as_any_text)
    def resolve(
        self,
        number: int,
        votes: Mapping[str, Vote | str] | None,
        source: str,
        draft: str | None = None,
    ) -> Mapping[str, Any]:
        """Record the result of a ballot, once; returns the line that was written.

        Args:
            number: Number of the registration.
            votes: Votes by code or name of the member; members not named voted yes, so that ``{}``
                is a unanimous vote. The yes or no of a party that had to abstain counts as an
                abstention (Article 27(3)). None for a text that was never put to the vote.
            source: Where the votes are recorded.
            draft: Symbol; required if the registration has several drafts.

        Raises:
            UsageError: when there is no such forecast or it is resolved already, when a vote cannot
                be parsed, when a member is named twice, when the source is empty, or when another
                forecast of the ballot was resolved with other votes.
        """
        if not source.strip():
            raise UsageError(
                "the source of the votes is missing",
                remedy="add --source S/PV.7785, or another document",
            )
        number = NUMBER.of(number)
        with Ledger(self.path) as ledger:
            entries = read_forecasts(self.path)
            forecast = find_forecast(entries, number, draft)
            if (forecast.entry["sha256"], forecast.draft) in resolutions(entries):
                raise UsageError(
                    f"forecast {number} of {forecast.draft} is already resolved",
                    remedy="`council ledger list` shows its result",
                )
            votes_cast = (
                {} if votes is None else dict.fromkeys(forecast.draft_entry["votes"], Vote.YES.word)
            )
            votes_cast |= _by_code(votes or {})
            entry = resolution_entry(forecast, votes_cast, source, now())
            check_same_result(entries, forecast, entry)
            return ledger.add(entry)

    @checks_arguments()
    def score(self, *, late: bool = False) -> tuple[Scored, ...]:
        """Score resolved forecasts against simple rules, in the order of their registration.

        ``late`` includes those registered on the day of the ballot or later.
        """
        return tuple(score_ledger(read_forecasts(self.path), late=late))

    def left_out(self) -> int:
        """The number of resolved forecasts that were registered late."""
        return sum(not forecast.ahead for forecast, _ in resolved(read_forecasts(self.path)))

    @checks_arguments(head=optional(as_any_text))
    def verify(self, head: str | None = None) -> Sequence[str]:
        """Check that no line was changed, removed or inserted; returns the hashes of the lines.

        Truncation at the end can only be detected against ``head``, a hash kept elsewhere, or its
        first digits, at least ``SHORTEST_HASH``.

        Raises:
            UsageError: when there is no ledger, or ``head`` is not a hash.
            CouncilError: when a line fails the check, or no line has the hash (E708).
        """
        prefix = None if head is None else head.strip().lower()
        if prefix is not None and not _HASH.fullmatch(prefix):
            raise UsageError(
                f"'{head}' is not a hash that identifies a line" if prefix
                else "the hash that the ledger must contain is empty",
                where="--head",
                why=f"a hash has 64 digits from 0 to f, of which the first {SHORTEST_HASH} or more "
                "are enough",
                remedy="give the hash that was printed when the forecast was registered",
            )  # fmt: skip
        check_exists(self.path)
        entries, fault = inspect(self.path)
        hashes = [str(entry["sha256"]) for entry in entries]
        wrong = why = ""
        if fault is not None:
            wrong = f"line {fault.line} {fault.what}"
            why = f"{len(entries)} lines before it are valid"
        elif prefix and not any(digest.startswith(prefix) for digest in hashes):
            wrong = f"no line has the hash {head}"
            why = "lines were cut off, or the hash belongs to another ledger"
        if wrong:
            raise CouncilError(
                wrong, code="E708", where=str(self.path), why=why,
                remedy="restore the file from the repository's history",
            )  # fmt: skip
        read_forecasts(self.path)
        return hashes


def _by_code(votes: Mapping[str, Vote | str]) -> dict[str, str]:
    """Words of votes by code, for members given by code or name."""
    cast: dict[str, str] = {}
    for name, vote in votes.items():
        code = member_named(name)
        if code in cast:
            raise UsageError(f"{code} voted twice", remedy="name each member once")
        cast[code] = as_vote_word(vote, f"the vote of {name}")
    return cast


def _shown(
    forecast: RegisteredForecast, resolved_lines: Mapping[tuple[str, str], Mapping[str, Any]]
) -> LedgerForecast:
    line = resolved_lines.get((forecast.entry["sha256"], forecast.draft))
    return LedgerForecast(
        number=forecast.number,
        draft=forecast.draft,
        registered=forecast.entry["registered"][:10],
        ballot=forecast.day,
        adopted=forecast.draft_entry["adopted"],
        put=forecast.draft_entry["put"],
        late=not forecast.ahead,
        became=OPEN if line is None else str(line["outcome"]).replace("_", " "),
        scenario=forecast.entry["scenario"],
        sha256=forecast.entry["sha256"],
    )
