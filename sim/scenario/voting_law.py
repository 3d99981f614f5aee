"""The voting law of a scenario, for engines, rooms and lessons alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.domain.texts import case_text
from sim.procedure.article27 import bound_parties
from sim.procedure.council_law import CouncilLaw, TextLaw
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


def as_recorded(scenario: Scenario) -> Scenario:
    """``scenario`` under the law by which its votes on record were counted.

    What happened is the same whatever reform or parties to a dispute a question supposes: the
    record was counted under the Charter, and no recorded yes or no as an abstention.
    """
    council = scenario.council.model_copy(
        update={"institution": "charter", "parties_to_dispute": ()}
    )
    return scenario.model_copy(update={"council": council})


def scenario_meeting(
    scenario: Scenario,
    *,
    president: str | None = None,
    announced: bool = False,
    secret: bool = False,
    parties: Sequence[str] = (),
) -> Meeting:
    """The scenario's meeting before it is called, under the scenario's law.

    ``president`` defaults to the scenario's, and then to the President of the day. ``announced``,
    ``secret`` and ``parties`` as in ``Circumstances``.

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
            secret=secret,
            parties=tuple(parties),
        ),
    )
    titles = tuple((key, case_text(issue.title)) for key, issue in scenario.issues.items())
    return replace(meeting, law=replace(meeting.law, part_titles=titles))
