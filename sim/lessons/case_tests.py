"""The two forms of the test that goes with a case, wherever they are asked."""

from __future__ import annotations

from collections.abc import Sequence

from sim.lessons.case_lesson import case_lesson
from sim.lessons.paired import ITEMS, PairedForm, of_another_case, paired_forms, told_by_record
from sim.scenario.schema import Scenario


def case_forms(
    scenario: Scenario, topics: Sequence[str] = (), count: int = ITEMS, seed: int = 0
) -> tuple[PairedForm, PairedForm]:
    """The form for before the lesson on ``scenario`` and the one for after it.

    They ask the topics of its lesson unless ``topics`` are named, and nothing that tells how the
    case ended or belongs to another one. The same arguments give the same forms.
    """
    hidden = told_by_record(scenario) | of_another_case(scenario)
    return paired_forms(topics or case_lesson(scenario).topics, count, seed, hidden)
