"""A forty-minute timetable for one student: steps that are commands or pages, for any case."""

from __future__ import annotations

import math
import shlex
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from textwrap import fill

from sim.domain.markdown import literal
from sim.domain.texts import case_text, say, say_in
from sim.language.language import ENGLISH, Language
from sim.lessons.background import dated_lines, story
from sim.lessons.case_spots import map_places
from sim.lessons.law_words import other_rule
from sim.lessons.members import WorldShares
from sim.lessons.places import member_name, permanent, seated_members
from sim.lessons.role_pages import RolePage
from sim.lessons.typed_case import TypedCase
from sim.scenario.schema import Scenario

MINUTES = 40
"""Total length in minutes."""

ITEMS = 6
"""Number of items in the tests before and after, for three and five minutes."""

STUDENT = "me"
"""Code of the student in the tables of answers."""

WIDTH = 80


@dataclass(frozen=True)
class SoloStep:
    """A step of the timetable.

    Attributes:
        name: its name for ``--step``.
        start, minutes: start and duration in minutes.
        does: what the student does.
        commands: the commands that ``--step`` runs.
        page: the sheet of the pack, or the screen, to use instead.
    """

    name: str
    start: int
    minutes: int
    title: str
    does: str
    commands: tuple[str, ...]
    page: str


def solo_steps(
    scenario: Scenario, seat: str, case: TypedCase | None = None, spoken: str = "en"
) -> tuple[SoloStep, ...]:
    """The timetable for the seat ``seat``.

    ``case`` is the scenario with its changes and ``spoken`` the language, as typed. The tests are
    in English only, and packs in other languages have none.
    """
    case = case or TypedCase(scenario.scenario)
    words = case.words
    english = spoken == "en"
    lang = "" if english else f" --language {spoken}"
    folder = solo_folder(scenario)
    test = f"council teach quiz {shlex.quote(case.name)} -n {ITEMS}"
    rows: tuple[tuple[str, int, str, str, tuple[str, ...], str], ...] = (
        ("background", 5, say("Background"), say("Read what happened, and where."),
         (f"council teach solo {words} --step background{lang}",), "background.html"),
        ("role", 5, say("Your role"),
         say("You are {member:the}. Note two aims, one red line, one ally.",
             member=member_name(scenario, seat)),
         (f"council teach solo {words} --seat {seat} --step role{lang}",), f"briefs.html#{seat}"),
        ("pre", 3, say_in("a test", "Before"),
         say("Answer {n} items on the rules; guess where you do not know.", n=ITEMS),
         (f"{test} --pre {folder}/pre.csv",), "pretest.html" if english else ""),
        ("play", 15, say("Play"),
         say("Say where you stand, ask for one clause, predict, vote, explain."),
         (f"council play {words} --seat {seat} --save {folder}/game.log{lang}",),
         say("{command}: one window, with a coach", command=f"council serve {words} --solo{lang}")),
        ("debrief", 7, say("Look back"),
         say("Who turned, and why? Answer two of the questions in writing."),
         (f"council teach debrief {folder}/game.log{case.of_log} -o {folder}/debrief.html{lang}",),
         say("Debrief, on the same page; or engine.html and reveal.html on paper")),
        ("post", 5, say_in("a test", "After"),
         say("The same items in another order; then your gain."),
         (f"{test} --post {folder}/post.csv",
          f"council teach gain {folder}/pre.csv {folder}/post.csv"),
         "posttest.html" if english else ""),
    )  # fmt: skip
    steps, start = [], 0
    for key, minutes, title, does, commands, page in rows:
        steps.append(SoloStep(key, start, minutes, title, does, commands, page))
        start += minutes
    assert start == MINUTES
    return tuple(steps)


def solo_folder(scenario: Scenario) -> str:
    """The folder for the files of a student."""
    return f"solo-{scenario.scenario}"


def open_seat(
    scenario: Scenario, worlds: Mapping[str, WorldShares], among: Container[str] | None = None
) -> str:
    """The seat with most to decide: the member whose votes are least certain in the engine.

    Only members in ``among``, if given, and elected ones if there are any. Without the engine's
    answer, the first of them.
    """
    seated = [code for code in seated_members(scenario) if among is None or code in among]
    great = permanent(scenario)
    members = [code for code in seated if code not in great]
    if not worlds or not members:
        return (members or seated)[0]

    def doubt(code: str) -> float:
        return sum(_entropy(shares.votes.get(code, {})) for shares in worlds.values())

    return max(members, key=doubt)


def _entropy(shares: Mapping[str, float]) -> float:
    return -sum(share * math.log(share) for share in shares.values() if share > 0)


def solo_markdown(
    scenario: Scenario,
    seat: str,
    language: Language = ENGLISH,
    spoken: str = "en",
    case: TypedCase | None = None,
) -> str:
    """The timetable as Markdown."""
    show = language.show
    heads = (
        say("From"),
        say("Minutes"),
        say_in("of a timetable", "Step"),
        say("You"),
        say("At a terminal"),
        say("In a browser or on paper"),
    )
    lines = [
        "# " + literal(show(say("Forty minutes alone: {case}", case=case_text(scenario.title)))),
        "",
        show(
            say(
                "Your seat: {member} ({code}). Everybody else is simulated.",
                member=member_name(scenario, seat),
                code=seat,
            )
        ),
        "",
        f"| {' | '.join(map(show, heads))} |",
        "|---:|---:|---|---|---|---|",
    ]
    lines += [
        f"| {s.start} | {s.minutes} | {show(s.title)} | {show(s.does)} | "
        f"{show(say(', then ')).join(f'`{command}`' for command in s.commands)} | {show(s.page)} |"
        for s in solo_steps(scenario, seat, case, spoken)
    ]
    return "\n".join([*lines, ""])


def background_lines(scenario: Scenario, language: Language = ENGLISH) -> Iterator[str]:
    """The background for a terminal: story, another rule, places, timeline, a question."""
    show = language.show
    yield fill(show(case_text(scenario.title)), WIDTH) + "\n"
    for paragraph in story(scenario):
        yield fill(show(paragraph), WIDTH) + "\n"
    rule = other_rule(scenario)
    if rule:
        yield fill(show(rule), WIDTH) + "\n"
    places = map_places(scenario)
    if places:
        yield show(say("{heading:upper}", heading=say("Where")))
        for place in places:
            text = f"{show(place.name)} ({place.lat:.1f}, {place.lon:.1f}): {show(place.what)}"
            yield fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    dated = dated_lines(scenario, all_of_it=True)
    if dated:
        yield "\n" + show(say("{heading:upper}", heading=say("Timeline")))
        for line in dated:
            yield fill(show(line), WIDTH, initial_indent="  ", subsequent_indent="    ")
    question = scenario.reading.question if scenario.reading else scenario.question
    if question:
        to_keep_in_mind = say(
            "A question to keep in mind: {question}", question=case_text(question)
        )
        yield "\n" + fill(show(to_keep_in_mind), WIDTH)


def page_lines(page: RolePage, language: Language = ENGLISH) -> Iterator[str]:
    """A role's page for a terminal."""
    show = language.show
    yield fill(show(say("{name:upper}: {lead}", name=page.name, lead=page.lead)), WIDTH)
    for part in page.parts:
        yield "\n" + fill(show(part.heading), WIDTH)
        for paragraph in part.paragraphs:
            yield fill(show(paragraph), WIDTH, initial_indent="  ", subsequent_indent="  ")
        for item in part.items:
            yield fill(show(item), WIDTH, initial_indent="  - ", subsequent_indent="    ")
    if page.sources:
        yield "\n" + show(say("How this is known"))
        for number, source in enumerate(page.sources, 1):
            text = f"[{number}] {show(source.claim)} {show(source.place)} ({show(source.grade)})"
            yield fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
