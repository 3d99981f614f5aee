"""Deciding files of real ballots: one finding for each ballot, in the file's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.procedure.article27 import Count, Words, named, outcome_of, words_of
from sim.procedure.reforms import INSTITUTIONS, Institution
from sim.procedure.voting_records.case import Case
from sim.procedure.voting_records.reading import Reading, read_cases

Outcomes = NDArray[np.int8]

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
        """``adopted``, ``vetoed``, ``not_adopted``, or None where nothing can be decided."""
        if not self.decided:
            return None
        return self.count.outcome.word if self.count else Outcome.ADOPTED.word

    @property
    def undecided(self) -> str | None:
        """``faulty`` where the file cannot be right, ``missing`` where it does not tell enough."""
        if self.decided:
            return None
        return "faulty" if self.case.errors else "missing"

    @property
    def error(self) -> str:
        """Why nothing could be decided, by line; empty where it could."""
        return "" if self.decided else "; ".join(self.case.errors or self.case.missing)

    @property
    def counts(self) -> tuple[int, int, int, int, int] | None:
        """Yes, no, abstain, absent and not participating, as far as the ballot can be counted.

        A ballot that lacks something has the numbers of the file.
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
        """Permanent members whose noes count, ``none``, or empty where that is not known."""
        if self.counts is None or self.case.unknown_noes:
            return ""
        if self.count is None:
            return "; ".join(self.case.spelled[code] for code in self.case.permanent_noes) or "none"
        return "; ".join(self.count.permanent_noes) or "none"

    @property
    def open_parties(self) -> str:
        """Parties to the dispute, where the ballot is undecided; else their votes are counted."""
        if self.undecided != "missing":
            return ""
        known = (self.case.spelled[code] for code in self.case.bound)
        return "; ".join((*known, *self.case.unknown_parties))

    @property
    def veto_codes(self) -> list[str]:
        """Codes of the members whose negative votes were vetoes."""
        vetoes = self.count.vetoes if self.count else ()
        return [code for code, name in self.case.spelled.items() if name in vetoes]

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
        if self.case.warnings:
            entry["warnings"] = list(self.case.warnings)
        return entry


def adjudicate(
    text: str,
    institution: Institution = INSTITUTIONS["charter"],
    reading: Reading | None = None,
) -> list[Finding]:
    """Decide every ballot of a CSV text under ``institution`` on the ballot's day.

    Raises:
        TableError: when the text is no table of ballots.
    """
    return decide_cases(read_cases(text, reading), institution)


def decide_cases(
    cases: Sequence[Case], institution: Institution = INSTITUTIONS["charter"]
) -> list[Finding]:
    """Decide cases already read, all of them in one call of Article 27 over counts.

    Where the file does not say whose some votes were, a ballot is decided if its outcome is the
    same whoever cast them.
    """
    sound = [case for case in cases if not (case.errors or case.missing or case.without_vote)]
    counts = [_count(case, institution) for case in sound]
    unknown = [
        (_unknown_noes(case, count, institution), min(len(case.unknown_parties), count.yes))
        for case, count in zip(sound, counts, strict=True)
    ]
    noes, yeses = [pair[0] for pair in unknown], [pair[1] for pair in unknown]
    none = [0] * len(sound)
    codes = _outcomes(counts, none, none)
    extremes = ((noes, none), (none, yeses), (noes, yeses))
    others = [_outcomes(counts, *extreme) for extreme in extremes]
    same = np.all([other == codes for other in others], axis=0)
    counted: dict[int, Count] = {}
    for case, count, code, told, pair in zip(
        sound, counts, codes.tolist(), same.tolist(), unknown, strict=True
    ):
        if not told:
            case.lacks(_missing(case, count, pair))
            continue
        decided = replace(count, outcome=Outcome(code))
        counted[id(case)] = decided
        case.warnings.extend(_doubts(case, decided, pair, institution))
    return [_finding(case, counted.get(id(case))) for case in cases]


def _outcomes(counts: Sequence[Count], noes: Sequence[int], yeses: Sequence[int]) -> Outcomes:
    """Outcomes if ``noes`` more are permanent members' and ``yeses`` fewer count."""
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


def _count(case: Case, institution: Institution) -> Count:
    """The numbers of a case and the noes that can block; its outcome is yet to be decided."""
    quota, blocking = _rule(institution, case.day)
    yes, no, abstain, absent = _tally(case)
    bound = () if case.procedural else (*(case.spelled[party] for party in case.bound),)
    return Count(
        outcome=Outcome.NOT_ADOPTED,
        yes=yes,
        no=no,
        abstain=abstain,
        absent=absent,
        quota=quota,
        blocking=blocking,
        permanent_noes=tuple(_blockers(case, institution)),
        procedural=case.procedural,
        bound=bound,
    )


def _unknown_noes(case: Case, count: Count, institution: Institution) -> int:
    """How many noes of unknown members may be those of members that can block."""
    assert case.day is not None
    able = set(institution.permanent_codes(case.day)) - set(case.permanent_noes)
    return min(case.unknown_noes, count.no, len(able))


def _missing(case: Case, count: Count, unknown: tuple[int, int]) -> str:
    recorded = f" (the file records '{_plain(case.recorded)}')" if case.recorded else ""
    if unknown[0]:
        where = (
            "there is no column permanent_no"
            if case.blind
            else "name them in permanent_no, or write none there"
        )
        noes = "the no was" if count.no == 1 else f"the {count.no} noes were"
        return (
            f"{count.yes} votes in favour are enough, and nobody can tell a no from a veto unless "
            f"the file says whose {noes}: {where}{recorded}"
        )
    return (
        f"the file does not say how {named(case.unknown_parties)}, party to the dispute, voted; a "
        f"vote in favour would count as an abstention and leave fewer than {count.quota}{recorded}"
    )


def _doubts(
    case: Case, count: Count, unknown: tuple[int, int], institution: Institution
) -> list[str]:
    """What was not told but makes no difference, and where the file records something else."""
    doubts = []
    if unknown[0]:
        doubts.append("the file does not say who voted no; the outcome is the same whoever it was")
    if case.unknown_parties and not case.procedural:
        doubts.append("the file does not say how a party voted; the outcome is the same")
    if institution is INSTITUTIONS["charter"] and _contradicts(case.recorded, count.outcome):
        assert case.recorded is not None
        doubts.append(
            f"the file records '{_plain(case.recorded)}', but its own numbers make it "
            f"'{_plain(count.outcome)}'"
        )
    return doubts


def _contradicts(recorded: Outcome | None, outcome: Outcome) -> bool:
    """Whether a record differs from an outcome; a text that was vetoed was not adopted, too."""
    if recorded is None or recorded is outcome:
        return False
    return not (recorded is Outcome.NOT_ADOPTED and outcome is Outcome.VETOED)


def _plain(outcome: Outcome) -> str:
    return outcome.word.replace("_", " ")


def _rule(institution: Institution, day: date | None) -> tuple[int, int]:
    assert day is not None
    rule = institution.voting_rule(day)
    return rule.quota, rule.blocking


def _tally(case: Case) -> tuple[int, int, int, int]:
    if case.counts is not None:
        yes, no, abstain, rest = case.counts
        moved = 0 if case.procedural else len(case.bound)  # the noes of parties are abstentions
        return yes, no - moved, abstain + moved, rest
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
        free = [code for code in case.permanent_noes if case.procedural or code not in case.bound]
        return [case.spelled[code] for code in free if code in able]
    return [
        case.spelled[code]
        for code in case.votes
        if code in able and _counted(case, code) is Vote.NO
    ]


def _finding(case: Case, count: Count | None) -> Finding:
    if case.errors or case.missing:
        return Finding(case, None, None)
    if case.without_vote:
        return Finding(case, None, WITHOUT_VOTE)
    assert count is not None
    return Finding(case, count, words_of(count))
