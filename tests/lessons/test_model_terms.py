"""Every term of the model and of the first screen can be explained, each by one name."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.lessons.model_terms import everything, model_terms
from sim.preferences.coefficients import COEFFICIENTS
from sim.procedure.explaining import TopicEntry, find_topic, plain_topic
from sim.studies.votes.base.track_record import shipped
from tests.conftest import REPOSITORY

FIGURE = r"(?<![\w.])-?\d*\.\d+|\d+ %"
"""A decimal or a percentage: what is computed, and can differ between a page and a term."""


@pytest.mark.parametrize(
    "topic", ["salience", "exposure", "consultation", "central case", "modal world", "forecasts",
              "turns on", "doubt", "position", "closeness", "presumption", "contest", "pull"],
)  # fmt: skip
def test_a_term_that_pages_use_is_explained(topic: str) -> None:
    found = find_topic(topic, everything())
    assert found is not None
    assert found.kind == "model"
    done = CliRunner().invoke(app, ["explain", *topic.split()])
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{found.topic}: ")


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_every_coefficient_is_explained_from_its_declaration(name: str) -> None:
    found = find_topic(f"coefficients.{name}", everything())
    assert found is not None
    declared = COEFFICIENTS[name]
    assert declared.meaning[1:] in found.text
    assert f"From {declared.low:g} to {declared.high:g}" in found.text
    assert found.source == declared.source


def test_no_name_leads_to_two_entries() -> None:
    owner: dict[str, str] = {}
    for told in everything():
        for name in {plain_topic(n) for n in (told.topic, *told.aliases)}:
            assert owner.setdefault(name, told.topic) == told.topic, name


def test_terms_point_to_pages_that_exist() -> None:
    for told in model_terms():
        for page in re.findall(r"(?:docs|sim)/[\w/.-]+\.(?:md|py)", told.source):
            assert (REPOSITORY / page).exists(), (told.topic, page)


def test_what_is_said_of_the_track_record_is_the_track_record() -> None:
    found = find_topic("forecasts", everything())
    assert found is not None
    told = shipped()
    assert f"{told.adopted.ballots} were adopted and {told.failed.ballots} failed" in found.text
    assert (
        f"of failure was {told.failed.failing * 100:.0f} % for the {told.failed.ballots}"
        in found.text
    )
    assert f"{told.adopted.failing * 100:.0f} % for the others" in found.text
    assert f"area under the curve {told.area:.2f}".replace("0.", ".") in found.text
    assert f"{told.contested_area:.2f}"[1:] + " among the texts that somebody" in found.text
    assert f"{told.adopted.ballots + told.failed.ballots} ballots of" in found.text


@pytest.mark.parametrize(
    "term",
    [
        told
        for told in model_terms()
        if "docs/" in told.source and not told.topic.startswith("coefficients.")
    ],
    ids=lambda told: told.topic,
)
def test_a_figure_is_on_the_page_that_is_given_as_its_source(term: TopicEntry) -> None:
    pages = " ".join(
        (REPOSITORY / page).read_text("utf-8")
        for page in re.findall(r"docs/[\w/.-]+\.md", term.source)
    )
    known = set(re.findall(FIGURE, pages))
    assert set(re.findall(FIGURE, term.text)) <= known
