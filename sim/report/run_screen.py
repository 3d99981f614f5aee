"""The first screen of a run: chances, central case, reasons, and reliability.

Each row is a label and a sentence; `terminal_screen` fits them to the screen's width and height.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sim.domain.ballots import PUT, Outcome, Tally, Vote
from sim.domain.intervals import Interval
from sim.domain.shortnames import short_name
from sim.domain.states import in_sentence
from sim.domain.words import capitalised, listed, percent, plural
from sim.report.data import ReportedBallot, ReportedForecast, RunData, WordedReason
from sim.report.names import day
from sim.report.narrative import names_in_run
from sim.report.palette import OUTCOME_WORDS
from sim.report.track_record import past

SHORT = "short of votes"
"""Name of the outcome of a draft that is not adopted for lack of votes."""
TALLIES = 2
"""Minimum number of tallies to show."""
ROOM = 120
"""Maximum length of vetoes and tallies on a page."""
WARNED = 3
"""Number of members named in a warning."""
LEAST = 0.01
"""Minimum share of worlds for naming a vetoing member."""
NOTABLE = 0.02
"""Minimum gain from a member's yes for it to be named."""
SELDOM = 0.01
"""Minimum share for naming an outcome other than the three of a ballot."""

Tone = Literal["plain", "strong", "faint"]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence with its label; rows with the highest ``spare`` are dropped first."""

    label: str
    text: str
    tone: Tone = "plain"
    spare: int = 0


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """The first screen of ``run``."""

    run: RunData


def share_with_interval(interval: Interval) -> str:
    """A share with its interval: ``95% (94-96)``."""
    low, high = (f"{end * 100:.0f}" for end in (interval.low, interval.high))
    return percent(interval.value) + ("" if low == high else f" ({low}–{high})")


def fate(outcome: Outcome) -> str:
    """An outcome in words."""
    return SHORT if outcome is Outcome.NOT_ADOPTED else OUTCOME_WORDS[outcome]


def tally(count: Tally) -> str:
    """Yes, no and abstentions as ``11-2-2``, with non-breaking hyphens."""
    return f"{count.yes}-{count.no}-{count.abstain}"


def brief_name(run: RunData, code: str) -> str:
    """The name of a member on the screen."""
    name = short_name(run.name(code))
    return _BRIEF.get(name, name)


_BRIEF = {"United States": "US", "United Kingdom": "UK", "United Arab Emirates": "UAE"}


def who(run: RunData, codes: Sequence[str]) -> str:
    """Members as a list within a sentence."""
    return listed([_within(run, code) for code in codes])


def _within(run: RunData, code: str) -> str:
    name = brief_name(run, code)
    return f"the {name}" if name in _BRIEF.values() else in_sentence(name)


def chances_line(item: ReportedForecast, most: int = 5) -> str:
    """The chances of a draft with their intervals, most likely first."""
    put = any(item.outcomes[outcome].value > 0.0 for outcome in PUT if outcome in item.outcomes)
    ordered = sorted(item.outcomes.items(), key=lambda pair: (-pair[1].value, pair[0]))
    lines = [
        f"{fate(outcome)} {share_with_interval(warning)}"
        for outcome, warning in ordered
        if warning.value >= SELDOM or (put and outcome in PUT)
    ]
    return ", ".join(lines[:most])


def counts(item: ReportedForecast, run: RunData, room: int) -> str:
    """Vetoing members, and the most likely tallies that fit ``room`` columns, at least two."""
    by = [
        f"{brief_name(run, code)} {percent(warning.value)}"
        for code, warning in item.vetoing.items()
        if warning.value >= LEAST
    ]
    lines = [f"{tally(count)} {percent(warning.value)}" for count, warning in item.tallies]
    head = f"by {', '.join(by)}; " if by else ""
    for most in range(len(lines), TALLIES, -1):
        if len(text := f"{head}tallies {', '.join(lines[:most])}") <= room:
            return text
    return f"{head}tallies {', '.join(lines[:TALLIES])}" if lines else head.rstrip("; ")


def central_count(ballot: ReportedBallot, run: RunData) -> str:
    """The outcome of a draft in the central case, and how often its tally occurs."""
    by = f" by {who(run, ballot.vetoes)}" if ballot.outcome is Outcome.VETOED else ""
    often = "" if ballot.same_tally is None else f" ({percent(ballot.same_tally.value)} of worlds)"
    return f"{tally(ballot.tally)}{often}: {fate(ballot.outcome)}{by}"


def earlier_ballots(draft: str, run: RunData) -> str:
    """The ballots on a draft in the central case with dates, if there are several."""
    held = [warning for warning in run.dated if warning.draft == draft]
    if len(held) < 2:
        return ""
    lines = [
        f"{_day(warning.time)} {tally(Tally(warning.yes, warning.no, warning.abstain))} "
        f"{fate(Outcome[warning.outcome.upper()])}"
        for warning in held
    ]
    return f"{', '.join(lines)} (the last is shown)"


def _day(time: str) -> str:
    """``8 Oct``, in English independent of the locale."""
    number, month = day(datetime.fromisoformat(time)).split()
    return f"{number} {month[:3]}"


def disagreement(ballot: ReportedBallot, item: ReportedForecast | None) -> str:
    """A warning if another outcome is more likely than that of the central case; else empty."""
    if item is None or ballot.outcome not in item.outcomes:
        return ""
    here, best = item.outcomes[ballot.outcome].value, item.outcomes[item.likeliest].value
    if best - here < SELDOM:
        return ""
    return (
        f"{fate(item.likeliest)} is likelier ({percent(best)}) than {fate(ballot.outcome)} "
        f"({percent(here)})"
    )


def weightiest_reason(ballot: ReportedBallot, run: RunData) -> str:
    """The strongest reason of the members that decided the central case, without counts."""
    deciding = ballot.vetoes or tuple(code for code in ballot.told_first if code in ballot.reasons)
    if ballot.outcome is Outcome.ADOPTED:
        deciding = tuple(code for code, vote in ballot.votes.items() if vote is Vote.YES)
    elif ballot.outcome is Outcome.NOT_ADOPTED:
        deciding = tuple(code for code in deciding if ballot.votes[code] is not Vote.YES)
    for_it = {code: best for code in deciding if (best := _best(ballot.reasons.get(code, ())))}
    if not for_it:
        return ""
    heard = Counter(reason.text for reason in for_it.values())
    text, _ = max(heard.items(), key=lambda pair: (pair[1], _weight(for_it, pair[0])))
    codes = [code for code, reason in for_it.items() if reason.text == text]
    cast = ballot.votes[codes[0]]
    verb = _VERBS[cast][len(codes) > 1]
    alike = sum(vote is cast for vote in ballot.votes.values())
    if len(codes) <= WARNED:
        named = who(run, codes)
    elif len(codes) < alike:
        named = f"{len(codes)} of the {alike} that"
    elif alike < len(ballot.votes):
        named = f"{alike} of {len(ballot.votes)} members"
    else:
        named = f"all {alike}"
    because = uncapitalised(text).partition(": ")[0]
    if len(codes) > 1:
        because = _PLURAL.sub(r"they \1\2", because)
    return f"{capitalised(named)} {verb}: {because}"


_PLURAL = re.compile(r"\bit (usually )?(sponsor|vote)s\b")


_VERBS = {
    Vote.YES: ("votes yes", "vote yes"),
    Vote.NO: ("votes no", "vote no"),
    Vote.ABSTAIN: ("abstains", "abstain"),
    Vote.ABSENT: ("is absent", "are absent"),
    Vote.NOT_PARTICIPATING: ("takes no part", "take no part"),
}


def _best(reasons: Sequence[WordedReason]) -> WordedReason | None:
    """The strongest reason for the vote that was cast."""
    speaking = [reason for reason in reasons if (reason.amount or 0.0) > 0.0]
    return max(speaking, key=lambda reason: reason.amount or 0.0, default=None)


def _weight(worded_reasons: dict[str, WordedReason], text: str) -> float:
    return sum(warning.amount or 0.0 for warning in worded_reasons.values() if warning.text == text)


def uncapitalised(text: str) -> str:
    """The text within a sentence; names and abbreviations keep their capital."""
    return text[:1].lower() + text[1:] if text.split(" ", 1)[0] in _COMMON else text


_COMMON = {"It", "The", "As", "A", "Its", "What", "Why", "On", "Hard", "Vetoes", "Ballots"}
"""Words with a capital only at the beginning of a sentence."""


def turns(draft: str, run: RunData) -> str:
    """What would change a draft's chance most: one vote and one uncertain number.

    Shares are of all worlds, like the chances beside them, with those where it was never put.
    """
    rows = []
    swing = run.swings.get(draft)
    if swing is not None and swing.with_yes - swing.adopted >= NOTABLE:
        whose = with_apostrophe(_within(run, swing.member))
        put = _put(draft, run)
        was, then = percent(put * swing.adopted), percent(put * swing.with_yes)
        rows.append(f"{whose} yes (adopted {was} -> {then})")
    driver = run.drivers.get(draft)
    if driver is not None:
        adopted = "" if rows else "adopted "
        low, high = (_short(end) for end in (driver.low, driver.high))
        rows.append(f"{driver.path} ({adopted}{low} -> {high})")
    return ", ".join(rows)


def _put(draft: str, run: RunData) -> float:
    """The share of worlds in which a draft was put to the vote."""
    outcomes = next((item.outcomes for item in run.forecast if item.draft == draft), {})
    held = [outcomes[outcome].value for outcome in PUT if outcome in outcomes]
    return min(1.0, sum(held)) if held else 1.0


def _short(chance: float) -> str:
    """A share in a short form: ``<1%``."""
    return percent(chance).replace("under ", "<").replace("over ", ">")


def with_apostrophe(name: str) -> str:
    """The possessive form of a name."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def record_line(draft: str, run: RunData) -> str:
    """The recorded result, and its chance in the forecast."""
    recorded = run.happened.get(draft)
    if recorded is None:
        return ""
    outcome = Outcome[recorded.outcome.upper()]
    by = f" by {who(run, recorded.vetoes)}" if recorded.vetoes else ""
    verdict = "NOT as forecast" if recorded.contradicted else "as forecast"
    verdict += run.compared
    if recorded.yes is None or recorded.no is None or recorded.abstain is None:
        return f"{fate(outcome)}: {verdict} ({percent(recorded.chance.share)})"
    count = tally(Tally(recorded.yes, recorded.no, recorded.abstain))
    absent = f", {recorded.absent} absent" if recorded.absent else ""
    odds = percent(recorded.chance.share)
    odds += f", the tally {percent(recorded.same_tally.share)}" if recorded.same_tally else ""
    text = f"{count}{absent}, {fate(outcome)}{by}: {verdict} ({odds})"
    missed = [
        f"{brief_name(run, warning.member)} {_CAST[warning.vote]} {percent(warning.chance)}"
        for warning in recorded.unexpected
        if warning.member in _permanent(run)
    ]
    return f"{text}; {', '.join(missed)}" if missed else text


_CAST = {"yes": "yes", "no": "no", "abstain": "abstaining"}


def _permanent(run: RunData) -> set[str]:
    return {seat.code for seat in run.council.seats if seat.permanent}


def in_sentences(run: RunData) -> list[str]:
    """The same content for a page, by draft."""
    rows = []
    several = len(run.forecast) > 1
    ballots = {ballot.draft: ballot for ballot in run.ballots}
    for item in run.forecast:
        draft = item.draft
        ballot = ballots.get(draft)
        parts = [
            ("Vetoes and tallies (yes-no-abstaining)", counts(item, run, ROOM)),
            ("Ballots in the central case", earlier_ballots(draft, run)),
            ("The central case is not the forecast", disagreement(ballot, item) if ballot else ""),
            ("Why", weightiest_reason(ballot, run) if ballot else ""),
            ("What would change it most", turns(draft, run)),
            ("On record", record_line(draft, run)),
            *(("Hard to believe", doubt) for doubt in doubtful_votes(draft, run)),
        ]
        for head, text in parts:
            about = f"{draft}, {uncapitalised(head)}" if several else head
            rows += [f"{about}: {text}."] if text else []
    return [*rows, f"{past()}."]


def doubtful_votes(draft: str, run: RunData) -> list[str]:
    """Implausible votes on a draft, permanent members first."""
    lines = [
        capitalised(names_in_run(run).spelled(warning.text))
        for warning in run.warnings
        if warning.draft == draft and warning.kind == "after_own_text"
    ]
    implausible = [
        warning
        for warning in run.warnings
        if warning.draft == draft and warning.kind == "against_wishes"
    ]
    if implausible:
        implausible.sort(
            key=lambda warning: (warning.member not in _permanent(run), -warning.share)
        )
        named = [
            f"{brief_name(run, warning.member)} ({percent(warning.share)})"
            for warning in implausible[:WARNED]
        ]
        if len(implausible) > WARNED:
            named.append(plural(len(implausible) - WARNED, "other"))
        verb = "votes" if len(implausible) == 1 else "vote"
        their = "its" if len(implausible) == 1 else "their"
        lines.append(f"{listed(named)} {verb} yes against most of {their} own positions")
    odd = [warning.member for warning in run.warnings
           if warning.draft == draft and warning.kind == "against_reasons"]  # fmt: skip
    if odd:
        odd.sort(key=lambda code: code not in _permanent(run))
        some = [brief_name(run, code) for code in odd[:WARNED]]
        if len(odd) > WARNED:
            some.append(plural(len(odd) - WARNED, "other"))
        votes, own = ("votes", "its") if len(odd) == 1 else ("vote", "their")
        lines.append(f"{listed(some)} {votes} against all {own} own reasons")
    return lines
