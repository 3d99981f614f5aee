"""Turn a dossier's ballot into the draft of a scenario, and collect the base of all ballots."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sim.procedure.councils import council_on, president_on
from sim.scenario.dossiers.read import Read, shipped_dossiers
from sim.scenario.dossiers.schema import PRESIDENT, UNKNOWN_PEN, Code, Dossier, DossierBallot, Put
from sim.scenario.errors import Findings

HELD_BACK = date(2016, 10, 8)
"""Ballots from this day on are excluded from the base: forecasts are judged by them."""
HELD_BACK_DRAFTS = frozenset({"S/2016/846", "S/2016/847"})
"""The two texts of that day, excluded whatever date a file gives them."""
TEXTS = "council-texts"
"""Key of the source of coded texts."""
RECALLED_SPREAD = 0.25
"""Spread for a text of which the coders could only read an outline."""


@dataclass(frozen=True)
class Coded:
    """The combined coding of one issue.

    Attributes:
        x, q: Means of what the text asks and of the state of things.
        apart: Standard deviation between coders, on the 0..1 scale.
        coders: How many of them code anything.
    """

    x: float
    q: float
    apart: float
    coders: int


@dataclass(frozen=True)
class BaseBallot:
    """One ballot of the base: its dossier, its symbol, and its entry in the dossier."""

    dossier: str
    symbol: str
    ballot: DossierBallot


@dataclass(frozen=True)
class Base:
    """Every ballot of the dossiers that are folds, and the excluded ballots."""

    ballots: tuple[BaseBallot, ...]
    dropped: tuple[str, ...]


def base_ballots(reads: Iterable[Read] | None = None) -> Base:
    """The ballots of all folds before 8 October 2016, by date; the texts of that day are excluded.

    Raises:
        ScenarioErrors: when a shipped dossier is invalid.
    """
    findings = Findings()
    read = list(shipped_dossiers(findings) if reads is None else reads)
    findings.raise_if_any()
    ballots: list[BaseBallot] = []
    dropped: list[str] = []
    for entry in read:
        if not entry.dossier.fold:
            continue
        for symbol, ballot in entry.dossier.ballots.items():
            if symbol in HELD_BACK_DRAFTS or ballot.date >= HELD_BACK:
                dropped.append(symbol)
            else:
                ballots.append(BaseBallot(entry.dossier.dossier, symbol, ballot))
    return Base(tuple(sorted(ballots, key=lambda b: (b.ballot.date, b.symbol))), tuple(dropped))


def coded(codes: tuple[Code | None, ...]) -> Coded | None:
    """Combine the coders' entries on one issue; None if nobody codes anything.

    A coder who codes nothing is taken to read the text as keeping the state of things.
    """
    heard = [code for code in codes if code is not None]
    if not heard:
        return None
    q = math.fsum(code.q for code in heard) / len(heard)
    demands = [q if code is None else code.x for code in codes]
    x = math.fsum(demands) / len(demands)
    apart = math.sqrt(math.fsum((value - x) ** 2 for value in demands) / len(demands))
    return Coded(round(x, 3), round(q, 3), round(apart, 3), len(heard))


def issues_of(put: Put) -> Iterator[tuple[str, Coded]]:
    """The issues that a text addresses, with their combined coding."""
    for issue, codes in put.codes.items():
        together = coded(codes)
        if together is not None:
            yield issue, together


def votes_of(ballot: DossierBallot) -> dict[str, str]:
    """Each member's vote; members not listed with another vote voted yes."""
    other_votes = {
        **dict.fromkeys(ballot.against, "no"),
        **dict.fromkeys(ballot.abstained, "abstain"),
        **dict.fromkeys(ballot.absent, "absent"),
    }
    return {code: other_votes.get(code, "yes") for code in council_on(ballot.date).members}


def known_sections(symbol: str, ballot: DossierBallot) -> dict[str, Any]:
    """The recorded facts of a hand-coded ballot: title, sponsors, votes."""
    return {
        "title": ballot.title or symbol,
        "council": {"date": str(ballot.date)},
        "drafts": {symbol: {"title": ballot.title or symbol, "sponsors": sponsors_of(ballot)}},
        "record_of_votes": _record(symbol, ballot, f"{ballot.resolution or symbol}, {ballot.date}"),
    }


def _record(symbol: str, ballot: DossierBallot, row: str) -> dict[str, Any]:
    source = ballot.source or f"Table of Security Council votes, {row}"
    return {"source": source, "votes": {symbol: votes_of(ballot)}}


def ballot_sections(symbol: str, ballot: DossierBallot, dossier: Dossier) -> dict[str, Any]:
    """The sections of a scenario on one ballot: draft, state of things, statements, record."""
    eve = ballot.date - timedelta(days=1)
    key = "text"
    text: dict[str, Any] = {}
    state: dict[str, Any] = {}
    for issue, coded in issues_of(ballot):
        spread = {"spread": RECALLED_SPREAD} if ballot.read == "outline" else {}
        text[issue] = _claim(coded.x, coded.apart, {"because": key, **spread})
        state[issue] = _claim(coded.q, 0.0, {"because": key, **spread})
    draft: dict[str, Any] = {
        "title": ballot.title or symbol,
        "sponsors": sponsors_of(ballot),
        "circulated": f"{ballot.date}T09:00",
        "vote": f"{ballot.date}T10:00",
        "text": text,
        "consultation": _plain(ballot.negotiation),
        "may": [],
    }
    told_by = [code for code in ballot.co_sponsors if code in council_on(ballot.date).members]
    if told_by:
        draft["co_sponsors"] = told_by
    return {
        "title": ballot.title or f"{dossier.title}: {symbol}",
        "drafts": {symbol: draft},
        "status_quo": state,
        "evidence": {
            key: {
                "source": TEXTS, "place": symbol, "date": str(eve),
                "claim": f"Coded by {len(ballot.remembered) or 1}, apart, from the {ballot.read}.",
                "attribution": "inferred", "costliness": "act",
            }
        },
        "sources": {
            TEXTS: {
                "title": f"Texts before the Security Council: {dossier.title}",
                "publisher": "United Nations", "layer": "record",
                "checked": ballot.read == "text",
            }
        },
        "statements": [
            {"speaker": made.speaker, "draft": symbol, "at": made.at.isoformat(timespec="minutes"),
             "pull": _plain(made.pull), **({"because": list(made.because)} if made.because else {})}
            for made in ballot.statements
        ],
        "record_of_votes": _record(symbol, ballot, symbol),
    }  # fmt: skip


def _holders(ballot: DossierBallot) -> list[str]:
    sitting = council_on(ballot.date).members
    return [code for code in ballot.pen if code in sitting]


def sponsors_of(ballot: DossierBallot) -> list[str]:
    """The penholders that are members; the President if there is none or it is unknown."""
    return _holders(ballot) or [president_on(ballot.date)]


def stand_in(ballot: DossierBallot) -> str:
    """The President that stands in for penholders without a seat, or unknown ones; else empty.

    It is the sponsor, but the text is not its own: as in the base of ballots, a text without known
    penholders has nobody close to them.
    """
    return "" if _holders(ballot) else president_on(ballot.date)


def stand_in_note(symbol: str, ballot: DossierBallot) -> str:
    """A note that the President stands in for a State; empty if it does not."""
    president = stand_in(ballot)
    if not president or PRESIDENT in ballot.pen:
        return ""
    known = [code for code in ballot.pen if code != UNKNOWN_PEN]
    who = (
        f"{' and '.join(known)} drafted {symbol} and had no seat"
        if known
        else f"it is not known who drafted {symbol}"
    )
    return (
        f"{who}: the President of the month, {president}, stands in as its sponsor, and no member "
        "counts as close to it or far from it"
    )


def _claim(value: float, apart: float, rest: dict[str, Any]) -> dict[str, Any]:
    claim = {"is": value, **rest}
    return {"claims": [claim], "disagreement": apart} if apart else claim


def _plain(number: Any) -> Any:
    if number is None:
        return 0.5
    claim = number.claims[0]
    return {"is": claim.value, **({"because": list(claim.because)} if claim.because else {})}
