"""The rule that decided a ballot of the central world is the one of its question."""

from __future__ import annotations

import pytest

from sim.studies.run.answer import modal_ballots, modal_world
from tests.negotiation.made import A, draft, made


@pytest.mark.parametrize("institution", ["charter", "two-vetoes", "no-veto"])
def test_a_question_of_procedure_is_told_under_its_own_paragraph(institution: str) -> None:
    council = {"date": "2016-10-08", "president": "RUS", "institution": institution}
    text = draft(["FRA"], 30, nature="procedural")
    scenario = made({"RUS": {"halt": 0.0, "naming": 0.0}}, drafts={A: text}, council=council)
    (ballot,) = modal_ballots(modal_world(scenario), reasons=False)
    assert ballot.rule.startswith("Article 27(2): ")
