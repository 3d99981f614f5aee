"""Forty minutes for one student alone: steps that are commands or pages, for any case."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import fill

from sim.domain.states import in_sentence
from sim.lessons.background import dated_lines, story
from sim.lessons.members import WorldShares
from sim.lessons.places import member_name, permanent, seated_members
from sim.lessons.role_pages import RolePage
from sim.scenario.schema import Scenario

MINUTES = 40
"""Length of the whole."""

ITEMS = 6
"""Items of the tests before and after: three and five minutes."""

WIDTH = 80


@dataclass(frozen=True)
class SoloStep:
    """A step of the timetable.

    Attributes:
        name: how ``--step`` calls it.
        start, minutes: when it begins and how long it takes, in minutes.
        does: what the student does.
        commands: what does the same as ``--step``, written out.
        page: the sheet of the pack, or the screen, for who prefers a browser.
    """

    name: str
    start: int
    minutes: int
    title: str
    does: str
    commands: tuple[str, ...]
    page: str


def solo_steps(scenario: Scenario, seat: str, case: str = "") -> tuple[SoloStep, ...]:
    """The timetable for the seat ``seat``; ``case`` is the scenario as it was typed."""
    name = case or scenario.scenario
    folder = solo_folder(scenario)
    member = in_sentence(member_name(scenario, seat))
    test = f"council teach quiz {name} -n {ITEMS}"
    rows = (
        ("background", 5, "Background", "Read what happened, and where.",
         (f"council teach solo {name} --step background",), "background.html"),
        ("role", 5, "Your role", f"You are {member}. Note two aims, one red line, one ally.",
         (f"council teach solo {name} --seat {seat} --step role",), f"briefs.html#{seat}"),
        ("pre", 3, "Before", f"Answer {ITEMS} items on the rules; guess where you do not know.",
         (f"{test} --pre {folder}/pre.csv",), "pretest.html"),
        ("play", 15, "Play", "Say where you stand, ask for one clause, predict, vote, explain.",
         (f"council play {name} --seat {seat} --save {folder}/game.log",),
         f"council serve {name}: teacher, seat and projector in three windows"),
        ("debrief", 7, "Look back", "Who turned, and why? Answer two of the questions in writing.",
         (f"council teach debrief {folder}/game.log -o {folder}/debrief.html",),
         "Debrief, on the desk; or engine.html and reveal.html on paper"),
        ("post", 5, "After", "The same items in another order; then your gain.",
         (f"{test} --post {folder}/post.csv",
          f"council teach gain {folder}/pre.csv {folder}/post.csv"), "posttest.html"),
    )  # fmt: skip
    steps, start = [], 0
    for key, minutes, title, does, commands, page in rows:
        steps.append(SoloStep(key, start, minutes, title, does, commands, page))
        start += minutes
    assert start == MINUTES
    return tuple(steps)


def solo_folder(scenario: Scenario) -> str:
    """Where the files of a student alone lie."""
    return f"solo-{scenario.scenario}"


def open_seat(scenario: Scenario, worlds: Mapping[str, WorldShares]) -> str:
    """The seat with most to decide: the member of whose votes the engine is least sure.

    Without the engine's answer the first elected member.
    """
    great = permanent(scenario)
    members = [code for code in seated_members(scenario) if code not in great]
    if not worlds or not members:
        return (members or list(seated_members(scenario)))[0]

    def doubt(code: str) -> float:
        return sum(_entropy(shares.votes.get(code, {})) for shares in worlds.values())

    return max(members, key=doubt)


def _entropy(shares: Mapping[str, float]) -> float:
    return -sum(share * math.log(share) for share in shares.values() if share > 0)


def solo_markdown(scenario: Scenario, seat: str) -> str:
    """The timetable as Markdown."""
    lines = [
        f"# Forty minutes alone: {scenario.title}",
        "",
        f"Your seat: {member_name(scenario, seat)} ({seat}). Everybody else is simulated.",
        "",
        "| From | Minutes | Step | You | At a terminal | In a browser or on paper |",
        "|---:|---:|---|---|---|---|",
    ]
    lines += [
        f"| {s.start} | {s.minutes} | {s.title} | {s.does} | {_commands(s)} | {s.page} |"
        for s in solo_steps(scenario, seat)
    ]
    return "\n".join([*lines, ""])


def _commands(step: SoloStep) -> str:
    return ", then ".join(f"`{command}`" for command in step.commands)


def background_lines(scenario: Scenario) -> Iterator[str]:
    """The background for a terminal: story, places, timeline, a question."""
    yield fill(scenario.title, WIDTH) + "\n"
    for paragraph in story(scenario):
        yield fill(paragraph, WIDTH) + "\n"
    if scenario.places:
        yield "WHERE"
        for name, place in scenario.places.items():
            text = f"{name} ({place.lat:.1f}, {place.lon:.1f}): {place.what}"
            yield fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    dated = dated_lines(scenario, all_of_it=True)
    if dated:
        yield "\nTIMELINE"
        for line in dated:
            yield fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
    question = scenario.reading.question if scenario.reading else scenario.question
    if question:
        yield "\n" + fill(f"A question to keep in mind: {question}", WIDTH)


def page_lines(page: RolePage) -> Iterator[str]:
    """A role's page for a terminal."""
    yield fill(f"{page.name.upper()}: {page.lead}", WIDTH)
    for part in page.parts:
        yield "\n" + fill(part.heading, WIDTH)
        for paragraph in part.paragraphs:
            yield fill(paragraph, WIDTH, initial_indent="  ", subsequent_indent="  ")
        for item in part.items:
            yield fill(item, WIDTH, initial_indent="  - ", subsequent_indent="    ")
    if page.sources:
        yield "\nHow this is known"
        for number, source in enumerate(page.sources, 1):
            text = f"[{number}] {source.claim} {source.place} ({source.grade})"
            yield fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
