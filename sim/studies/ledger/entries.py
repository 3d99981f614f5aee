"""The lines of a ledger: forecasts of ballots, and their resolutions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sim.domain.ballots import Outcome, Vote
from sim.domain.errors import UsageError
from sim.engines.fingerprint import fingerprint
from sim.negotiation.setting import Setting
from sim.procedure.article27 import outcome_of
from sim.scenario.estimates import shipped_estimates
from sim.scenario.load import scenario_hash
from sim.scenario.renewals import may_be_put_again
from sim.scenario.schema import Scenario
from sim.studies.forecast import DraftForecast
from sim.studies.votes.agreement import smoothed
from sim.version import __version__

FORECAST, RESOLUTION = "forecast", "resolution"
CAST = ("yes", "abstain", "no", "absent", "not_participating")
"""Words for a member's behaviour in a ballot."""
DIGITS = 6
"""Decimals of chances."""


@dataclass(frozen=True)
class RegisteredForecast:
    """One draft of one registration.

    Attributes:
        number: number of the registration, from 1.
        draft: symbol.
        entry: the whole line.
    """

    number: int
    draft: str
    entry: Mapping[str, Any]

    @property
    def draft_entry(self) -> Mapping[str, Any]:
        """The forecast of this draft."""
        entries: Mapping[str, Any] = self.entry["drafts"][self.draft]
        return entries

    @property
    def ahead(self) -> bool:
        """Whether it was registered before the day of the ballot began (UTC)."""
        return str(self.entry["registered"])[:10] < self.day

    @property
    def day(self) -> str:
        """The day of the ballot: the draft's own, or else that of the Council."""
        return str(self.draft_entry.get("date", self.entry["date"]))


def now() -> str:
    """The current time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def forecast_entry(
    scenario: Scenario,
    draft_forecasts: Mapping[str, DraftForecast],
    run: tuple[int, int],
    registered: str,
) -> dict[str, Any]:
    """The line of a registration; ``run`` is the seed and the number of worlds.

    Chances of votes are conditional on the draft being put; so are the baselines. Those of a text
    that may be put again are counted in worlds, by Laplace's rule: a share of none has no
    logarithm.
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
            symbol: _draft(setting, symbol, forecast, worlds)
            for symbol, forecast in draft_forecasts.items()
            if forecast.votes
        },
    }


def _draft(setting: Setting, symbol: str, forecast: DraftForecast, worlds: int) -> dict[str, Any]:
    d = setting.draft_of[symbol]
    put = float(1.0 - forecast.withdrawn.share - forecast.not_reached.share)
    adopted = forecast.expected_adopted
    votes: dict[str, Iterable[float]] = {
        code: (v.yes, v.abstain, v.no) for code, v in forecast.votes.items()
    }
    if symbol in may_be_put_again(setting.scenario):
        held = round(put * worlds)
        adopted = put * float(smoothed((adopted * worlds, (put - adopted) * worlds))[0])
        votes = {c: smoothed([held * chance for chance in three]) for c, three in votes.items()}
    can_block = [
        code
        for i, code in enumerate(setting.members)
        if setting.permanent_mask[i] and not setting.bound[i, d]
    ]
    vote = setting.scenario.drafts[symbol].vote
    return {
        **({} if vote is None else {"date": vote.date().isoformat()}),
        "adopted": round(adopted, DIGITS),
        "put": round(put, DIGITS),
        "blocking": int(setting.blocking[d]),
        "can_block": can_block,
        "bound": [code for i, code in enumerate(setting.members) if setting.bound[i, d]],
        "votes": {code: _rounded(three) for code, three in votes.items()},
        "baselines": baselines(setting.scenario, symbol),
    }


def _rounded(chances: Iterable[float]) -> list[float]:
    return [round(float(chance), DIGITS) for chance in chances]


def baselines(scenario: Scenario, symbol: str) -> dict[str, dict[str, list[float]]]:
    """Baseline forecasts of each member's vote that can be computed on the day.

    ``always yes``: yes with its frequency in the ballots behind the estimates, the rest split
    evenly. ``climatology``: the shares of the three votes there. ``assembly``: how often the member
    agreed with the sponsors in the Assembly on the matter, if that was counted.
    """
    usual = smoothed(shipped_estimates().votes)
    rest = (1.0 - float(usual[0])) / 2.0
    sure = [float(usual[0]), rest, rest]
    entries = {
        "always yes": {code: _rounded(sure) for code in scenario.members},
        "climatology": {code: _rounded(usual) for code in scenario.members},
    }
    counted = {code: _assembly(scenario, symbol, code) for code in scenario.members}
    agreements = {code: chances for code, chances in counted.items() if chances is not None}
    if len(agreements) == len(scenario.members):
        entries["assembly"] = agreements
    return entries


def _assembly(scenario: Scenario, symbol: str, code: str) -> list[float] | None:
    """Shares of votes with, halfway to and against the sponsors, by Laplace's rule."""
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
    """Every draft of every registration, in order."""
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


def check_same_result(
    entries: Sequence[Mapping[str, Any]], forecast: RegisteredForecast, line: Mapping[str, Any]
) -> None:
    """Check that ``line`` resolves ``forecast`` as every other forecast of the same ballot.

    Raises:
        UsageError: when another was resolved with other votes.
    """
    lines = resolutions(entries)
    for other in registered_forecasts(entries):
        same = (other.draft, other.day) == (forecast.draft, forecast.day)
        earlier = lines.get((other.entry["sha256"], other.draft))
        if same and earlier is not None and not _same_votes((other, earlier), (forecast, line)):
            raise UsageError(
                f"forecast {other.number} of the same ballot was resolved with other votes",
                where=f"{forecast.draft} on {forecast.day}",
                why=f"its source: {earlier['source']}",
                remedy="give the same votes; a ledger keeps one result for a ballot",
            )


def _same_votes(*resolved: tuple[RegisteredForecast, Mapping[str, Any]]) -> bool:
    """Whether lines have the same votes of the members that both forecasts know.

    A party that had to abstain under one of them is left out: its vote was counted otherwise.
    """
    (first, one), (second, two) = resolved
    bound = {*first.draft_entry.get("bound", ()), *second.draft_entry.get("bound", ())}
    shared = (set(one["votes"]) & set(two["votes"])) - bound
    put = bool(one["votes"]) == bool(two["votes"])
    return put and all(one["votes"][code] == two["votes"][code] for code in shared)


def find_forecast(
    entries: Sequence[Mapping[str, Any]], number: int, draft: str | None
) -> RegisteredForecast:
    """The forecast of a draft; the draft may be omitted if the registration has only one.

    Raises:
        UsageError: when there is none.
    """
    here = [forecast for forecast in registered_forecasts(entries) if forecast.number == number]
    if not here:
        many = len({forecast.number for forecast in registered_forecasts(entries)})
        raise UsageError(
            f"the ledger has no forecast {number}",
            remedy=f"numbers from 1 to {many}: `council ledger list`"
            if many
            else "`council ledger register SCENARIO` registers the first",
        )
    if draft is None and len(here) == 1:
        return here[0]
    chosen = next((forecast for forecast in here if forecast.draft == draft), None)
    if chosen is None:
        named = f"forecast {number} has no draft {draft}" if draft else "which draft?"
        raise UsageError(named, remedy=f"one of {', '.join(forecast.draft for forecast in here)}")
    return chosen


def resolution_entry(
    forecast: RegisteredForecast, votes: Mapping[str, str], source: str, recorded: str
) -> dict[str, Any]:
    """The line that resolves a forecast; without votes the draft was never put.

    The yes or no of a party that had to abstain counts as an abstention (Article 27(3)).

    Raises:
        UsageError: when a State is not a member, or a word is not a vote.
    """
    members, bound = forecast.draft_entry["votes"], forecast.draft_entry.get("bound", ())
    for code, vote in votes.items():
        if code not in members:
            raise UsageError(f"{code} does not sit", remedy=f"one of {', '.join(members)}")
        if vote not in CAST:
            raise UsageError(f"'{vote}' is not a vote", remedy=f"one of {', '.join(CAST)}")
    counted = {
        code: Vote.ABSTAIN.word if vote in (Vote.YES.word, Vote.NO.word) and code in bound else vote
        for code, vote in votes.items()
    }
    return {
        "kind": RESOLUTION,
        "forecast": forecast.entry["sha256"],
        "draft": forecast.draft,
        "recorded": recorded,
        "source": source,
        "votes": counted,
        "outcome": outcome(forecast, counted),
    }


def outcome(forecast: RegisteredForecast, votes: Mapping[str, str]) -> str:
    """The outcome of the votes under Article 27 with the rules recorded in the forecast."""
    if not votes:
        return "not_put"
    draft = forecast.draft_entry
    yes = sum(vote == Vote.YES.word for vote in votes.values())
    noes = sum(votes.get(code) == Vote.NO.word for code in draft["can_block"])
    code = outcome_of(yes, noes, forecast.entry["quota"], draft["blocking"])
    return Outcome(int(code)).word
