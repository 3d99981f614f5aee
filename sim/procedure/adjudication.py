"""Decide recorded ballots from files: one finding per ballot, in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.procedure.article27 import Count, Words, outcome_of, words_of
from sim.procedure.reforms import INSTITUTIONS, Institution
from sim.procedure.voting_records.case import RecordedBallot
from sim.procedure.voting_records.counting import (
    count_of_case,
    noes_of_permanent_members,
    unknown_noes,
    unknown_yeses,
)
from sim.procedure.voting_records.doubts import doubt_of_restraint, doubts_of, missing
from sim.procedure.voting_records.reading import TableReading, read_cases

Outcomes = NDArray[np.int8]

WITHOUT_VOTE = Words(
    rule="practice: adoption without a vote",
    reason="No vote was taken; it was adopted by consensus or by acclamation, nobody objecting.",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The decision on one ballot of a file, or the reason why there is none.

    Attributes:
        count: the counts that the decision rests on; None without a vote or a decision.
        words: the provision and the reason; None without a decision.
        missing: what the file lacks, if that leaves the ballot undecided.
        doubts: gaps in the file that do not change the outcome, and contradictions in it.
    """

    case: RecordedBallot
    count: Count | None = None
    words: Words | None = None
    missing: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether the ballot could be decided."""
        return self.words is not None

    @property
    def outcome(self) -> str | None:
        """``adopted``, ``vetoed``, ``not_adopted``, or None if the ballot cannot be decided."""
        if not self.decided:
            return None
        return self.count.outcome.word if self.count else Outcome.ADOPTED.word

    @property
    def undecided(self) -> str | None:
        """``faulty`` if the file has errors, ``missing`` if it lacks data, None if decided."""
        if self.decided:
            return None
        return "faulty" if self.case.errors else "missing"

    @property
    def error(self) -> str:
        """Why the ballot could not be decided, by line; empty if it was decided."""
        if self.decided:
            return ""
        lacking = [f"line {self.case.line}: {self.missing}"] if self.missing else self.case.missing
        return "; ".join(self.case.errors or lacking)

    @property
    def warnings(self) -> list[str]:
        """Assumptions made in reading the file, and doubts about the decision."""
        return [*self.case.warnings, *self.doubts]

    @property
    def counts(self) -> tuple[int, int, int, int, int] | None:
        """Counts of yes, no, abstain, absent and not participating, as far as known.

        For an undecided ballot these are the numbers in the file.
        """
        case = self.case
        if case.errors or case.without_vote:
            return None
        if self.count:
            yes, no, abstain, rest = (
                self.count.yes, self.count.no, self.count.abstain, self.count.absent
            )  # fmt: skip
        elif case.counts:
            yes, no, abstain, rest = case.counts
        else:
            return None
        absent = case.absent or list(case.votes.values()).count(Vote.ABSENT)
        return yes, no, abstain, absent, rest - absent

    @property
    def permanent_noes(self) -> str:
        """Permanent members whose noes count, ``none``, or an empty text if unknown."""
        if self.counts is None or self.case.unknown_noes:
            return ""
        if self.count is None:
            return "; ".join(self.case.spelled[code] for code in self.case.permanent_noes) or "none"
        return "; ".join(noes_of_permanent_members(self.case)) or "none"

    @property
    def open_parties(self) -> str:
        """Parties to the dispute if the ballot is undecided; otherwise empty."""
        if self.undecided != "missing":
            return ""
        known = (*self.case.bound, *self.case.bound_in_favour)
        with_known_votes = (self.case.spelled[code] for code in known)
        return "; ".join((*with_known_votes, *self.case.unknown_parties))

    @property
    def veto_codes(self) -> list[str]:
        """Codes of the members whose negative votes were vetoes."""
        vetoes = self.count.vetoes if self.count else ()
        return [code for code, name in self.case.spelled.items() if name in vetoes]

    def as_dict(self) -> dict[str, Any]:
        """The finding for JSON; ``vetoes`` spells the members as the file does."""
        count = self.count
        vetoes = list(count.vetoes) if count else []
        entry: dict[str, Any] = {
            self.case.kind: self.case.label,
            "date": self.case.date_text,
            "tally": None,
            "outcome": self.outcome,
            "vetoes": vetoes,
            "veto_codes": self.veto_codes,
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
            entry["error"] = self.error
            entry["undecided"] = self.undecided
        if self.case.read_as:
            entry["read_as"] = self.case.read_as
        if self.warnings:
            entry["warnings"] = self.warnings
        return entry


def decide_ballots(
    text: str,
    institution: Institution = INSTITUTIONS["charter"],
    reading: TableReading | None = None,
) -> list[Finding]:
    """Decide every ballot of a CSV text under ``institution`` on the ballot's day.

    Raises:
        TableError: if the text is not a table of ballots.
    """
    return decide_cases(read_cases(text, reading), institution)


def decide_cases(
    cases: Sequence[RecordedBallot], institution: Institution = INSTITUTIONS["charter"]
) -> list[Finding]:
    """Decide cases that were already read, in one vectorised call on their counts.

    If the file does not say who cast some votes, the ballot is decided only if the outcome does not
    depend on it. If ``institution`` restrains the veto on questions of mass atrocities, a ballot is
    on such a question unless the file says that it is not; where that is left open and decides, a
    doubt says so.
    """
    findings = _decided(cases, institution)
    if not institution.restraint:
        return findings
    others = _decided([replace(case, atrocities=False) for case in cases], institution)
    return [_left_open(finding, other) for finding, other in zip(findings, others, strict=True)]


def _left_open(finding: Finding, other: Finding) -> Finding:
    """``finding`` with a doubt, if it rests on an assumption of which ``other`` is the reverse."""
    if finding.case.atrocities is not None or finding.outcome == other.outcome:
        return finding
    otherwise = other.count.outcome if other.count else None
    return replace(finding, doubts=(*finding.doubts, doubt_of_restraint(otherwise)))


def _decided(cases: Sequence[RecordedBallot], institution: Institution) -> list[Finding]:
    sound = [case for case in cases if not (case.errors or case.missing or case.without_vote)]
    counts = [count_of_case(case, institution) for case in sound]
    unknown = [
        (unknown_noes(case, count, institution), unknown_yeses(case, count))
        for case, count in zip(sound, counts, strict=True)
    ]
    noes, yeses = [pair[0] for pair in unknown], [pair[1] for pair in unknown]
    none = [0] * len(sound)
    codes = _outcomes(counts, none, none)
    extremes = ((noes, none), (none, yeses), (noes, yeses))
    others = [_outcomes(counts, *extreme) for extreme in extremes]
    same = np.all([other == codes for other in others], axis=0)
    charter = institution is INSTITUTIONS["charter"]
    findings: dict[int, Finding] = {}
    for case, count, code, answer, pair in zip(
        sound, counts, codes.tolist(), same.tolist(), unknown, strict=True
    ):
        if not answer:
            findings[id(case)] = Finding(case, missing=missing(case, count, pair))
            continue
        decided = replace(count, outcome=Outcome(code))
        doubts = doubts_of(case, decided, pair, charter=charter)
        findings[id(case)] = Finding(case, decided, words_of(decided), doubts=tuple(doubts))
    return [findings.get(id(case)) or _without_count(case) for case in cases]


def _without_count(case: RecordedBallot) -> Finding:
    if case.errors or case.missing:
        return Finding(case)
    return Finding(case, words=WITHOUT_VOTE)


def _outcomes(counts: Sequence[Count], noes: Sequence[int], yeses: Sequence[int]) -> Outcomes:
    """Outcomes if ``noes`` more noes were cast by permanent members and ``yeses`` fewer count."""
    return outcome_of(
        np.array([c.yes - less for c, less in zip(counts, yeses, strict=True)], dtype=np.int64),
        np.array(
            [len(c.permanent_noes) + more for c, more in zip(counts, noes, strict=True)],
            dtype=np.int64,
        ),
        np.array([c.quota for c in counts], dtype=np.int64),
        np.array([c.blocking for c in counts], dtype=np.int64),
        np.array([c.procedural for c in counts], dtype=np.bool_),
    )
