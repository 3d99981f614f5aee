"""The two forms of the test on a case, shared by print, terminal and classroom."""

from __future__ import annotations

from collections.abc import Sequence

from sim.lessons.case_lesson import case_lesson
from sim.lessons.paired import ITEMS, PairedForm, of_another_case, paired_forms, told_by_record
from sim.scenario.schema import Scenario


def case_forms(
    scenario: Scenario, topics: Sequence[str] = (), count: int = ITEMS, seed: int = 0
) -> tuple[PairedForm, PairedForm]:
    """The forms for before and after the lesson on ``scenario``.

    They cover the topics of its lesson, or ``topics`` if given. Cases that reveal how the scenario
    ended, or that belong to another scenario, are left out. The same arguments give the same forms.
    """
    hidden = told_by_record(scenario) | of_another_case(scenario)
    return paired_forms(topics or case_lesson(scenario).topics, count, seed, hidden)
