"""What a ledger's lines say: forecasts of ballots, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sim.domain.ballots import Vote
from sim.domain.errors import UsageError
from sim.engines.fingerprint import fingerprint
from sim.negotiation.setting import Setting
from sim.scenario.estimates import shipped_estimates
from sim.scenario.load import scenario_hash
from sim.scenario.schema import Scenario
from sim.studies.forecast import DraftForecast
from sim.studies.votes.agreement import smoothed
from sim.version import __version__

FORECAST, RESOLUTION = "forecast", "resolution"
CAST = ("yes", "abstain", "no", "absent", "not_participating")
"""Words for what a member does at a ballot."""
DIGITS = 6
"""Decimals of chances."""


@dataclass(frozen=True)
class RegisteredForecast:
    """One draft of one registration.

    Attributes:
        number: of the registration, from 1.
        draft: symbol.
        entry: the whole line.
    """

    number: int
    draft: str
    entry: Mapping[str, Any]

    @property
    def told(self) -> Mapping[str, Any]:
        """The forecast of this draft."""
        entries: Mapping[str, Any] = self.entry["drafts"][self.draft]
        return entries

    @property
    def ahead(self) -> bool:
        """Whether it was registered before the day of the ballot began (UTC)."""
        return str(self.entry["registered"])[:10] < str(self.entry["date"])


def now() -> str:
    """The present moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def forecast_entry(
    scenario: Scenario,
    draft_forecasts: Mapping[str, DraftForecast],
    run: tuple[int, int],
    registered: str,
) -> dict[str, Any]:
    """The line of a registration; ``run`` is the seed and the number of worlds.

    Chances of votes are given that the draft is put; so are the baselines beside them.
    """
    setting = Setting(scenario)
    seed, worlds = run
    return {
        "kind": FORECAST,
        "registered": registered,
        "scenario": scenario.scenario,
        "scenario_hash": scenario_hash(scenario),
        "engine": __version__,
        "engine_hash": fingerprint(),
        "seed": seed,
        "worlds": worlds,
        "date": scenario.council.date.isoformat(),
        "quota": setting.rule.quota,
        "drafts": {
            symbol: _draft(setting, symbol, one)
            for symbol, one in draft_forecasts.items()
            if one.votes
        },
    }


def _draft(setting: Setting, symbol: str, one: DraftForecast) -> dict[str, Any]:
    d = setting.draft_of[symbol]
    can_block = [
        code
        for i, code in enumerate(setting.members)
        if setting.permanent_mask[i] and not setting.bound[i, d]
    ]
    return {
        "adopted": round(one.expected_adopted, DIGITS),
        "put": round(float(1.0 - one.withdrawn.share - one.not_reached.share), DIGITS),
        "blocking": int(setting.blocking[d]),
        "can_block": can_block,
        "votes": {code: _rounded((v.yes, v.abstain, v.no)) for code, v in one.votes.items()},
        "baselines": baselines(setting.scenario, symbol),
    }


def _rounded(chances: Iterable[float]) -> list[float]:
    return [round(float(chance), DIGITS) for chance in chances]


def baselines(scenario: Scenario, symbol: str) -> dict[str, dict[str, list[float]]]:
    """What simple rules say of each member, as far as they can be computed on the day.

    ``always yes``: yes, as sure as yes is frequent in the ballots that the estimates rest on, the
    rest split evenly. ``climatology``: the shares of the three votes there. ``assembly``: how often
    the member agreed with the sponsors in the Assembly on the matter, where that was counted.
    """
    usual = smoothed(shipped_estimates().votes)
    rest = (1.0 - float(usual[0])) / 2.0
    sure = [float(usual[0]), rest, rest]
    entries = {
        "always yes": {code: _rounded(sure) for code in scenario.members},
        "climatology": {code: _rounded(usual) for code in scenario.members},
    }
    counted = {code: _assembly(scenario, symbol, code) for code in scenario.members}
    known = {code: chances for code, chances in counted.items() if chances is not None}
    if len(known) == len(scenario.members):
        entries["assembly"] = known
    return entries


def _assembly(scenario: Scenario, symbol: str, code: str) -> list[float] | None:
    """Shares of votes with, beside and against the sponsors, by Laplace's rule."""
    pens = [pen for pen in scenario.drafts[symbol].sponsors if pen in scenario.members]
    if code in pens:
        return _rounded(smoothed(shipped_estimates().votes))
    shared = scenario.members[code].agreement
    if not pens or any(pen not in shared for pen in pens):
        return None
    agreed, opposed, of = (
        sum(getattr(shared[pen], name) for pen in pens) / len(pens)
        for name in ("agreed", "opposed", "of")
    )
    return _rounded(smoothed([agreed, max(0.0, of - agreed - opposed), opposed]))


def registered_forecasts(entries: Sequence[Mapping[str, Any]]) -> list[RegisteredForecast]:
    """Every draft of every registration, in their order."""
    lines = [entry for entry in entries if entry["kind"] == FORECAST]
    return [
        RegisteredForecast(number, draft, entry)
        for number, entry in enumerate(lines, start=1)
        for draft in entry["drafts"]
    ]


def resolutions(entries: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Hash of the forecast and draft -> the line that resolves it."""
    return {
        (entry["forecast"], entry["draft"]): entry
        for entry in entries
        if entry["kind"] == RESOLUTION
    }


def found(
    entries: Sequence[Mapping[str, Any]], number: int, draft: str | None
) -> RegisteredForecast:
    """The forecast of a draft; a registration of one draft needs no name.

    Raises:
        UsageError: when there is none.
    """
    here = [one for one in registered_forecasts(entries) if one.number == number]
    if not here:
        many = len({one.number for one in registered_forecasts(entries)})
        raise UsageError(
            f"the ledger has no forecast {number}",
            remedy=f"numbers from 1 to {many}: `council ledger list`"
            if many
            else "`council ledger register SCENARIO` registers the first",
        )
    if draft is None and len(here) == 1:
        return here[0]
    chosen = next((one for one in here if one.draft == draft), None)
    if chosen is None:
        named = f"forecast {number} has no draft {draft}" if draft else "which draft?"
        raise UsageError(named, remedy=f"one of {', '.join(one.draft for one in here)}")
    return chosen


def resolution_entry(
    one: RegisteredForecast, votes: Mapping[str, str], source: str, recorded: str
) -> dict[str, Any]:
    """The line that resolves a forecast; without votes the draft was never put.

    Raises:
        UsageError: a vote of nobody who sits, or a word that is no vote.
    """
    members = one.told["votes"]
    for code, vote in votes.items():
        if code not in members:
            raise UsageError(f"{code} does not sit", remedy=f"one of {', '.join(members)}")
        if vote not in CAST:
            raise UsageError(f"'{vote}' is not a vote", remedy=f"one of {', '.join(CAST)}")
    return {
        "kind": RESOLUTION,
        "forecast": one.entry["sha256"],
        "draft": one.draft,
        "recorded": recorded,
        "source": source,
        "votes": dict(votes),
        "outcome": outcome(one, votes),
    }


def outcome(one: RegisteredForecast, votes: Mapping[str, str]) -> str:
    """What the votes come to under Article 27 as it stood in the forecast."""
    if not votes:
        return "not_put"
    yes = sum(vote == Vote.YES.word for vote in votes.values())
    noes = sum(votes.get(code) == Vote.NO.word for code in one.told["can_block"])
    if yes < one.entry["quota"]:
        return "not_adopted"
    blocking = one.told["blocking"]
    return "vetoed" if blocking and noes >= blocking else "adopted"
