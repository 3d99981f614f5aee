"""Counts of a case, and the noes that can block under an institution."""

from __future__ import annotations

from datetime import date

from sim.domain.ballots import Outcome, Vote
from sim.procedure.article27 import Count
from sim.procedure.councils import size_on
from sim.procedure.reforms import INSTITUTIONS, Institution
from sim.procedure.voting_records.case import RecordedBallot


def count_of_case(case: RecordedBallot, institution: Institution) -> Count:
    """Counts of a case and the noes that can block; the outcome is not decided here."""
    quota, blocking = _rule(institution, case.day)
    yes, no, abstain, absent = _tally(case)
    parties = () if case.procedural else (*case.bound, *case.bound_in_favour)
    bound = tuple(case.spelled[party] for party in parties)
    noes = tuple(_blockers(case, institution))
    return Count(
        outcome=Outcome.NOT_ADOPTED,
        yes=yes,
        no=no,
        abstain=abstain,
        absent=absent,
        quota=quota,
        blocking=blocking,
        permanent_noes=noes,
        procedural=case.procedural,
        bound=bound,
        without_veto=tuple(name for name in noes_of_permanent_members(case) if name not in noes),
    )


def noes_of_permanent_members(case: RecordedBallot) -> tuple[str, ...]:
    """Names of the permanent members whose noes count, whether or not a reform lets them block."""
    return tuple(_blockers(case, INSTITUTIONS["charter"]))


def unknown_noes(case: RecordedBallot, count: Count, institution: Institution) -> int:
    """The maximum number of unattributed noes that members with a veto may have cast."""
    able = set(_able(case, institution)) - set(case.permanent_noes)
    return min(case.unknown_noes, count.no, len(able))


def unknown_yeses(case: RecordedBallot, count: Count) -> int:
    """The maximum number of votes in favour cast by parties that had to abstain."""
    return 0 if case.procedural else min(len(case.unknown_parties), count.yes)


def _able(case: RecordedBallot, institution: Institution) -> tuple[str, ...]:
    """Codes of the members that can block.

    A reform that restrains the veto is applied unless the file says that no atrocities are at
    stake; scenarios, too, are decided as questions of atrocities under such a reform.
    """
    assert case.day is not None
    return institution.permanent_codes(case.day, atrocity=case.atrocities is not False)


def _rule(institution: Institution, day: date | None) -> tuple[int, int]:
    assert day is not None
    rule = institution.voting_rule(day)
    return rule.quota, rule.blocking


def _tally(case: RecordedBallot) -> tuple[int, int, int, int]:
    if case.counts is not None:
        yes, no, abstain, rest = case.counts
        if case.procedural:
            return yes, no, abstain, rest
        against, in_favour = len(case.bound), len(case.bound_in_favour)
        return yes - in_favour, no - against, abstain + against + in_favour, rest
    assert case.day is not None
    cast = [_counted(case, code) for code in case.votes]
    yes, no, abstain = (cast.count(vote) for vote in (Vote.YES, Vote.NO, Vote.ABSTAIN))
    seats = size_on(case.day).seats
    return yes, no, abstain, seats - yes - no - abstain


def _counted(case: RecordedBallot, code: str) -> Vote:
    """A vote as counted: a party that had to abstain abstains, unless it did not vote."""
    vote = case.votes[code]
    must_abstain = code in case.bound and not case.procedural
    return Vote.ABSTAIN if must_abstain and vote in (Vote.YES, Vote.NO) else vote


def _blockers(case: RecordedBallot, institution: Institution) -> list[str]:
    able = _able(case, institution)
    if case.counts is not None:
        free = [code for code in case.permanent_noes if case.procedural or code not in case.bound]
        return [case.spelled[code] for code in free if code in able]
    return [
        case.spelled[code]
        for code in case.votes
        if code in able and _counted(case, code) is Vote.NO
    ]
