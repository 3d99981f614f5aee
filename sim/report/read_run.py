"""From the JSON of ``council run`` to the data that reports draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from sim.domain.ballots import Outcome, Vote
from sim.domain.intervals import Interval
from sim.domain.states import english_order, name_of
from sim.report.data import (
    Assumptions,
    Ballot,
    Council,
    DraftForecast,
    EvidenceEntry,
    PartyAnswer,
    PlanFate,
    Reason,
    ReportDataError,
    RunData,
    Score,
    Seat,
    Space,
    StatementFate,
    Tally,
    WorldEvent,
)

Json = Mapping[str, Any]

CHARTER_PERMANENT = frozenset(("CHN", "FRA", "GBR", "RUS", "USA"))
"""Permanent members by Article 23, for a run that does not say who sits permanently."""


_REMEDY = "make it with `council run SCENARIO --format json`"


def from_run(run: Json) -> RunData:
    """The data of one run from its JSON object.

    Keys beyond the fixed ones (``council``, ``evidence``, ``assumptions``, ``events``, ``space``,
    ``recorded``, ``command``, ``title``, ``question``, ``parties``) are read where present.

    Raises:
        ReportDataError: when a key is missing or holds what it cannot hold.
    """
    try:
        return _run(run)
    except KeyError as missing:
        raise ReportDataError(
            "this is not the JSON of a run", why=f"key {missing} is missing", remedy=_REMEDY
        ) from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise ReportDataError(
            "the JSON of this run cannot be read", why=str(wrong), remedy=_REMEDY
        ) from wrong


def _run(run: Json) -> RunData:
    ballots = tuple(_ballot(item) for item in run["ballots"])
    forecast = tuple(_forecast(draft, item) for draft, item in run["forecast"].items())
    return RunData(
        scenario=str(run["scenario"]),
        title=str(run.get("title") or run["scenario"]),
        question=str(run.get("question", "")),
        seed=int(run["seed"]),
        replicates=int(run["replicates"]),
        layers=tuple(run["layers"]),
        command=str(run.get("command") or _command(run)),
        council=_council(run, ballots, forecast),
        ballots=ballots,
        forecast=forecast,
        plan=_plan(run.get("plan")),
        statement=_statement(run.get("statement")),
        agreement=_agreement(run.get("agreement")),
        evidence={key: _evidence(key, item) for key, item in run.get("evidence", {}).items()},
        assumptions=_assumptions(run.get("assumptions")),
        events=tuple(event_of(item) for item in run.get("events", ())),
        space=_space(run.get("space")),
        recorded={
            draft: {code: Vote.from_word(vote) for code, vote in votes.items()}
            for draft, votes in run.get("recorded", {}).items()
        },
        parties={str(key): str(name) for key, name in run.get("parties", {}).items()},
    )


def _command(run: Json) -> str:
    return f"council run {run['scenario']} --seed {run['seed']} --replicates {run['replicates']}"


def _ballot(item: Json) -> Ballot:
    tally = item["tally"]
    return Ballot(
        draft=str(item["draft"]),
        title=str(item.get("title", "")),
        sponsors=tuple(item["sponsors"]),
        votes={code: Vote.from_word(vote) for code, vote in item["votes"].items()},
        tally=Tally(
            int(tally["yes"]), int(tally["no"]), int(tally["abstain"]), int(tally["absent"])
        ),
        outcome=_outcome(item["outcome"]),
        vetoes=tuple(item["vetoes"]),
        rule=_rule(item["rule"]),
        reasons={code: tuple(map(_reason, why)) for code, why in item["reasons"].items()},
        told_first=tuple(dict.fromkeys((*item.get("decisive", ()), *item.get("surprising", ())))),
    )


def _outcome(word: str) -> Outcome:
    key = str(word).upper()
    if key not in Outcome.__members__:
        known = ", ".join(outcome.word for outcome in Outcome)
        raise ValueError(f"'{word}' is no outcome; an outcome is one of {known}")
    return Outcome[key]


def _rule(rule: Any) -> str:
    if isinstance(rule, Mapping):
        return ": ".join(str(rule[key]) for key in ("rule", "reason") if rule.get(key))
    return str(rule)


def _reason(item: Any) -> Reason:
    if isinstance(item, str):
        return Reason(item)
    amount = item.get("amount", item.get("value"))
    keys = item.get("evidence", ())
    return Reason(
        text=str(item.get("text") or item.get("term") or ""),
        amount=None if amount is None else float(amount),
        evidence=(keys,) if isinstance(keys, str) else tuple(keys),
    )


def interval(item: Any) -> Interval:
    """A share with its interval, from ``{"share", "low", "high"}`` or a bare number."""
    if isinstance(item, Mapping):
        value = float(item["share"] if "share" in item else item["value"])
        return Interval(value, float(item.get("low", value)), float(item.get("high", value)))
    return Interval(float(item), float(item), float(item))


def _forecast(draft: str, item: Json) -> DraftForecast:
    expected = item.get("expected_adopted")
    return DraftForecast(
        draft=draft,
        outcomes={o: interval(item[o.word]) for o in Outcome if item.get(o.word) is not None},
        expected_adopted=None if expected is None else float(expected),
        votes={
            code: (float(p["yes"]), float(p["abstain"]), float(p["no"]))
            for code, p in item["votes"].items()
        },
    )


def _council(run: Json, ballots: Sequence[Ballot], forecast: Sequence[DraftForecast]) -> Council:
    given: Json = run.get("council") or {}
    day = str(given.get("date", ""))
    quota = given.get("quota")
    if "seats" in given:
        seats = tuple(
            Seat(s["code"], str(s.get("name") or name_of(s["code"])), bool(s.get("permanent")))
            for s in given["seats"]
        )
    else:
        codes = [code for ballot in ballots for code in ballot.votes]
        codes += [code for item in forecast for code in item.votes]
        on = date.fromisoformat(day[:10]) if day else date.max
        seats = tuple(
            Seat(code, name_of(code, on), code in CHARTER_PERMANENT)
            for code in english_order(list(dict.fromkeys(codes)), on)
        )
    return Council(seats, given.get("president"), day, None if quota is None else int(quota))


def _plan(item: Json | None) -> PlanFate | None:
    if not item:
        return None
    parties = item.get("parties") or item.get("accepted") or {}
    return PlanFate(
        title=str(item.get("title") or "The envoy's plan"),
        carried_out=_flag(item.get("carried_out")),
        share=_share(item.get("share", item.get("carried_out"))),
        parties=tuple(_answer(key, answer) for key, answer in parties.items()),
        reason=str(item.get("reason", "")),
    )


def _statement(item: Json | None) -> StatementFate | None:
    if not item:
        return None
    shares = item["shares"]
    return StatementFate(str(item["form"]), interval(shares["issued"]), interval(shares["failed"]))


def _flag(item: Any) -> bool | None:
    return item if isinstance(item, bool) else None


def _share(item: Any) -> Interval | None:
    return None if item is None or isinstance(item, bool) else interval(item)


def _answer(party: str, item: Any) -> PartyAnswer:
    if not isinstance(item, Mapping):
        return PartyAnswer(party, _flag(item), _share(item))
    accepted = item.get("accepted", item.get("accepts"))
    return PartyAnswer(
        party,
        _flag(accepted),
        _share(item.get("share", accepted)),
        str(item.get("reason", "")),
    )


def _agreement(item: Json | None) -> tuple[Score, ...]:
    if not item or not item.get("of"):
        return ()
    own = _score("this run", item)
    return (own, *(_score(name, score) for name, score in item.get("baselines", {}).items()))


def _score(name: str, item: Json) -> Score:
    def optional(key: str) -> float | None:
        value = item.get(key)
        return None if value is None else float(value)

    return Score(
        name.replace("_", " ").replace("-", " "),
        int(item["hits"]),
        int(item["of"]),
        optional("log_score"),
        optional("brier"),
    )


def _evidence(key: str, item: Json) -> EvidenceEntry:
    fields = ("source", "place", "speaker", "date", "attribution", "costliness", "layer")
    return EvidenceEntry(
        key,
        str(item["claim"]),
        checked=bool(item.get("checked", True)),
        **{name: str(item.get(name) or "") for name in fields},
    )


def _assumptions(item: Json | None) -> Assumptions | None:
    if not item:
        return None
    return Assumptions(
        int(item["numbers"]), int(item["assumed"]), tuple(map(str, item.get("paths", ())))
    )


def event_of(item: Json) -> WorldEvent:
    """One event of a world from its JSON object."""
    return WorldEvent(
        round=int(item["round"]),
        time=str(item.get("time") or ""),
        phase=str(item.get("phase") or ""),
        type=str(item["type"]),
        actor=str(item.get("actor") or ""),
        draft=str(item.get("draft") or ""),
        text=str(item.get("text") or item.get("title") or ""),
        issue=str(item.get("issue") or item.get("item") or ""),
        numbers={str(key): float(value) for key, value in (item.get("numbers") or {}).items()},
    )


def _space(item: Json | None) -> Space | None:
    if not item:
        return None
    return Space(
        issues=cast("Mapping[str, str]", item["issues"]),
        members=item["members"],
        status_quo=item["status_quo"],
        texts={
            draft: tuple(path) if isinstance(path, Sequence) else (path,)
            for draft, path in item.get("texts", {}).items()
            if path
        },
        plan=item.get("plan"),
    )
