"""The voting law of a scenario, for engines, rooms and lessons alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sim.domain.texts import case_text
from sim.procedure.article27 import bound_parties
from sim.procedure.council_law import CouncilLaw, TextLaw
from sim.procedure.councils import president_on, successor
from sim.procedure.meeting import Circumstances, Meeting, open_meeting
from sim.procedure.reforms import INSTITUTIONS
from sim.scenario.schema import Scenario

ATROCITIES_AT_STAKE = True
"""A scenario under a reform that restrains the veto asks what the reform would do, so its question
is one of mass atrocities. Other institutions do not distinguish such questions."""


def council_law(scenario: Scenario) -> CouncilLaw:
    """The voting law of the scenario's Council, under its institution and on its day."""
    council = scenario.council
    return INSTITUTIONS[council.institution].law_of(
        tuple(scenario.members), council.date, atrocity=ATROCITIES_AT_STAKE
    )


def text_law(scenario: Scenario, symbol: str) -> TextLaw:
    """What decides the text ``symbol``.

    A text that is not in the scenario counts as a binding decision of substance, so no party to a
    dispute has to abstain on it.
    """
    draft = scenario.drafts.get(symbol)
    bound = bound_parties(
        scenario.council.parties_to_dispute, binding=draft is None or draft.binding
    )
    procedural = draft is not None and draft.nature == "procedural"
    return council_law(scenario).on_text(procedural=procedural, bound=bound)


def voting_order(scenario: Scenario) -> tuple[str, ...]:
    """Symbols of the texts to be put to the vote, in the order of their ballots.

    Each is put in the round of its vote. Within a round they come in the scenario's order, the
    others after them in that of their submission (provisional rule 32).
    """
    place = {symbol: n for n, symbol in enumerate(scenario.council.order)}
    put = {
        symbol: scenario.clock.round_of(draft.vote)
        for symbol, draft in scenario.drafts.items()
        if draft.vote is not None
    }
    return tuple(sorted(put, key=lambda symbol: (put[symbol], place.get(symbol, len(place)))))


def as_recorded(scenario: Scenario) -> Scenario:
    """``scenario`` under the law by which its votes on record were counted.

    What happened is the same whatever reform, nature or parties to a dispute a question supposes:
    the record was counted under the Charter, openly, and no recorded yes or no as an abstention.
    """
    council = scenario.council.model_copy(
        update={"institution": "charter", "parties_to_dispute": (), "secret_ballot": False}
    )
    return with_recorded_natures(scenario).model_copy(update={"council": council})


def with_recorded_natures(scenario: Scenario) -> Scenario:
    """``scenario`` with each draft of the nature by which its recorded votes were counted."""
    natures = scenario.record_of_votes.nature if scenario.record_of_votes is not None else {}
    drafts = {
        symbol: draft.model_copy(update={"nature": natures.get(symbol, draft.nature)})
        for symbol, draft in scenario.drafts.items()
    }
    return scenario.model_copy(update={"drafts": drafts})


def not_on_record(scenario: Scenario, symbol: str) -> tuple[str, ...]:
    """The members whose votes on a draft with recorded votes are not on record.

    The outcome may depend on them, so a record without one does not tell it.
    """
    record = scenario.record_of_votes
    votes = record.votes.get(symbol, {}) if record is not None else {}
    return tuple(code for code in scenario.members if code not in votes) if votes else ()


def meeting_day(scenario: Scenario) -> date:
    """The day on which the texts are put: of the first ballot, or of the Council if that is later.

    A variant may put the vote off, and the Council of another year may vote on the texts of a case.
    """
    ballots = (draft.vote.date() for draft in scenario.drafts.values() if draft.vote is not None)
    return max(scenario.council.date, min(ballots, default=scenario.council.date))


def presiding_on(scenario: Scenario, day: date) -> str:
    """The member of the scenario's Council that presides on ``day``.

    In the month of the Council it is its President. In later months it is the next member, and the
    next after it, in English order (rule 18).

    Raises:
        UnknownNameError: if the President of the Council's day is unknown.
    """
    council = scenario.council
    members = tuple(scenario.members)
    code, before = council.president or president_on(council.date), council.date
    months = 12 * (day.year - before.year) + day.month - before.month
    for _ in range(months):
        later = _first_of_next_month(before)
        code, before = successor(code, members, later, before), later
    return code


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def scenario_meeting(
    scenario: Scenario,
    *,
    day: date | None = None,
    president: str | None = None,
    announced: bool = False,
    parties: Sequence[str] = (),
) -> Meeting:
    """The scenario's meeting before it is called, under the scenario's law.

    ``day`` defaults to that of the first ballot, or of the Council if that is later. ``president``
    defaults to the scenario's, and then to the President of the day. ``announced`` and
    ``parties`` as in ``Circumstances``. Texts are voted on secretly if the scenario says so.

    Raises:
        UnknownNameError: if the President of the day is unknown.
        UsageError: if the President is not a member.
    """
    council = scenario.council
    meeting = open_meeting(
        council.date,
        members=tuple(scenario.members),
        president=president or council.president,
        institution=council.institution,
        title=scenario.title,
        circumstances=Circumstances(
            atrocity=ATROCITIES_AT_STAKE,
            announced=announced,
            secret=council.secret_ballot,
            parties=tuple(parties),
        ),
    )
    day = meeting_day(scenario) if day is None else day
    if day > council.date:
        chair = president or presiding_on(scenario, day)
        law = replace(meeting.law, day=day, president=chair)
        meeting = replace(meeting, law=law, chair=chair)
    titles = tuple((key, case_text(issue.title)) for key, issue in scenario.issues.items())
    return replace(meeting, law=replace(meeting.law, part_titles=titles))
