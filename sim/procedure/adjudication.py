"""Deciding files of real ballots: one finding for each ballot, in the file's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from sim.domain.ballots import Outcome, Vote
from sim.domain.states import code_of
from sim.procedure.article27 import Count, Words, outcome_of, words_of
from sim.procedure.reforms import INSTITUTIONS, Institution
from sim.procedure.rows import Case, read_cases

WITHOUT_VOTE = Words(
    rule="practice: adoption without a vote",
    reason="No vote was taken; it was adopted by consensus or by acclamation, nobody objecting.",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was decided on one ballot of a file, or why nothing could be."""

    case: Case
    count: Count | None
    words: Words | None

    @property
    def decided(self) -> bool:
        """Whether the ballot could be decided."""
        return self.words is not None

    @property
    def outcome(self) -> str | None:
        """``adopted``, ``vetoed``, ``not_adopted``, or None where the row cannot be right."""
        if not self.decided:
            return None
        return self.count.outcome.word if self.count else Outcome.ADOPTED.word

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON shows it; ``vetoes`` spells the members as the file does."""
        count = self.count
        vetoes = list(count.vetoes) if count else []
        entry: dict[str, Any] = {
            self.case.kind: self.case.label,
            "date": self.case.date_text,
            "tally": None,
            "outcome": self.outcome,
            "vetoes": vetoes,
            "veto_codes": [code_of(name) for name in vetoes],
            "rule": self.words.rule if self.words else None,
            "reason": self.words.reason if self.words else None,
            "line": self.case.line,
        }
        if count:
            entry["tally"] = {
                "yes": count.yes,
                "no": count.no,
                "abstain": count.abstain,
                "absent": count.absent,
            }
        if not self.decided:
            entry["error"] = "; ".join(self.case.errors)
        if self.case.warnings:
            entry["warnings"] = list(self.case.warnings)
        return entry


def adjudicate(text: str, institution: Institution = INSTITUTIONS["charter"]) -> list[Finding]:
    """Decide every ballot of a CSV text under ``institution`` on the ballot's day.

    Raises:
        TableError: when the text is no table of ballots.
    """
    return decide_cases(read_cases(text), institution)


def decide_cases(
    cases: Sequence[Case], institution: Institution = INSTITUTIONS["charter"]
) -> list[Finding]:
    """Decide cases already read, all of them in one call of Article 27 over counts."""
    sound = [case for case in cases if not case.errors and not case.without_vote]
    tallies = [_tally(case) for case in sound]
    rules = [_rule(institution, case.day) for case in sound]
    noes = [_blockers(case, institution) for case in sound]
    codes = outcome_of(
        np.array([tally[0] for tally in tallies], dtype=np.int64),
        np.array([len(names) for names in noes], dtype=np.int64),
        np.array([quota for quota, _ in rules], dtype=np.int64),
        np.array([blocking for _, blocking in rules], dtype=np.int64),
        np.array([case.procedural for case in sound], dtype=np.bool_),
    )
    counted: dict[int, Count] = {}
    for case, tally, (quota, blocking), names, code in zip(
        sound, tallies, rules, noes, codes.tolist(), strict=True
    ):
        counted[id(case)] = Count(
            outcome=Outcome(code),
            yes=tally[0],
            no=tally[1],
            abstain=tally[2],
            absent=tally[3],
            quota=quota,
            blocking=blocking,
            permanent_noes=tuple(names),
            procedural=case.procedural,
            bound=tuple(case.spelled[party] for party in case.bound) if not case.procedural else (),
        )
    return [_finding(case, counted.get(id(case))) for case in cases]


def _rule(institution: Institution, day: date | None) -> tuple[int, int]:
    assert day is not None
    rule = institution.voting_rule(day)
    return rule.quota, rule.blocking


def _tally(case: Case) -> tuple[int, int, int, int]:
    if case.counts is not None:
        return case.counts
    assert case.day is not None
    cast = [_counted(case, code) for code in case.votes]
    yes, no, abstain = (cast.count(vote) for vote in (Vote.YES, Vote.NO, Vote.ABSTAIN))
    seats = INSTITUTIONS["charter"].seats(case.day)
    return yes, no, abstain, seats - yes - no - abstain


def _counted(case: Case, code: str) -> Vote:
    """A vote as it counts: a party bound to abstain has abstained, unless it stayed out."""
    vote = case.votes[code]
    must_abstain = code in case.bound and not case.procedural
    return Vote.ABSTAIN if must_abstain and vote in (Vote.YES, Vote.NO) else vote


def _blockers(case: Case, institution: Institution) -> list[str]:
    assert case.day is not None
    able = institution.permanent_codes(case.day)
    if case.counts is not None:
        return [name for name in case.permanent_noes if code_of(name) in able]
    return [
        case.spelled[code]
        for code in case.votes
        if code in able and _counted(case, code) is Vote.NO
    ]


def _finding(case: Case, count: Count | None) -> Finding:
    if case.errors:
        return Finding(case, None, None)
    if case.without_vote:
        return Finding(case, None, WITHOUT_VOTE)
    assert count is not None
    return Finding(case, count, words_of(count))
