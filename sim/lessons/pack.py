"""The lesson pack: all sheets for printing, from a scenario and the shipped lessons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.domain.texts import case_text
from sim.language.language import ENGLISH, Language
from sim.language.pages import speaking
from sim.lessons.anonymise import Cloak, cloak
from sim.lessons.answer_sheets import blank_sheet
from sim.lessons.case_lesson import case_lesson, lessons_for
from sim.lessons.citations import citations
from sim.lessons.contents import ALONE, ENGLISH_ONLY, KEY, SHEETS, STORY, TEMPLATES
from sim.lessons.law_words import other_rule
from sim.lessons.library import LENGTHS, Lesson
from sim.lessons.order import Order
from sim.lessons.paired import PairedForm
from sim.lessons.sheets import VALUES, form_values, solo_seat
from sim.lessons.solo import solo_markdown
from sim.lessons.typed_votes import blank_votes
from sim.version import __version__


def environment(language: Language = ENGLISH) -> Environment:
    """The templates in a language; values are escaped, and undefined names are errors."""
    jinja = Environment(
        loader=PackageLoader("sim.lessons", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return speaking(jinja, language)


def render_pack(order: Order) -> dict[str, str]:
    """File name -> self-contained HTML of every sheet.

    Raises:
        UsageError: if the class is too small or too large.
    """
    scenario = order.scenario
    cover = cloak(scenario, order.language) if order.anonymise else None
    jinja, language = environment(order.language), order.language
    common: dict[str, Any] = {
        "css": Markup(jinja.get_template("pack.css").render()),  # noqa: S704 - our own file
        "version": __version__,
        "home": "",
        "front": False,
        "pack": {
            "title": case_text(scenario.title),
            "question": scenario.question,
            "students": order.students,
            "anonymised": order.anonymise,
        },
    }
    left_out = (STORY, ALONE) if order.anonymise else (KEY,)
    out = {*left_out} if language.english else {*left_out, *ENGLISH_ONLY}
    chosen = [sheet for sheet in SHEETS if sheet.file not in out]
    # The lessons on the law and the casebook are in English.
    plans = lessons_for(scenario) if language.english else (case_lesson(scenario),)
    common["english"] = language.english
    pages = {"index.html": _front(jinja, {**common, "sheets": chosen, "lessons": plans})}
    if cover:
        hidden = cover.cover(language.show(case_text(scenario.title)))
        common["pack"] = {**common["pack"], "title": hidden}
    for sheet in chosen:
        name = sheet.file.removesuffix(".html")
        page = {**common, **_values(order, name, cover)}
        text = jinja.get_template(f"{TEMPLATES.get(name, name)}.html.j2").render(page)
        pages[sheet.file] = cover.cover(text) if cover and sheet.covered else text
    for lesson in plans:
        page = {**common, **plan_values(lesson, LENGTHS, _rule(order, lesson)), "home": "../"}
        pages[f"lessons/{lesson.lesson}.html"] = jinja.get_template("plan.html.j2").render(page)
    if not order.anonymise and not scenario.council.secret_ballot:
        pages["votes.csv"] = blank_votes(scenario)
    if not order.anonymise:
        pages["solo.md"] = solo_markdown(
            scenario, solo_seat(order), language, language.code, order.typed
        )
    for form in order.forms if language.english else ():
        pages[f"{form.form}.csv"] = blank_sheet(form)
    return pages


def render_forms(forms: Iterable[PairedForm], title: str) -> dict[str, str]:
    """File name -> content of a test without a pack: two forms, keys, and tables for answers."""
    jinja = environment()
    common: dict[str, Any] = {
        "css": Markup(jinja.get_template("pack.css").render()),  # noqa: S704 - our own file
        "version": __version__,
        "home": "",
        "front": True,
        "pack": {"title": title},
    }
    files = {}
    for form in forms:
        for name, answers in ((f"{form.form}test", False), (f"{form.form}test-key", True)):
            page = {**common, **form_values(form), "answers": answers}
            files[f"{name}.html"] = jinja.get_template("form.html.j2").render(page)
        files[f"{form.form}.csv"] = blank_sheet(form)
    return files


def _values(order: Order, name: str, cover: Cloak | None) -> dict[str, Any]:
    if name.startswith("plan-"):
        return plan_values(order.lesson, (int(name[5:]),), _rule(order, order.lesson))
    if name == "key":
        return {"key": cover.key if cover else {}}
    values = VALUES["quiz" if name == "answers" else name.removesuffix("-key")](order)
    return {**values, "answers": name == "answers" or name.endswith("-key")}


def _rule(order: Order, lesson: Lesson) -> str:
    """What the teacher must know of the ballot in the lesson on the case."""
    return other_rule(order.scenario) if lesson == case_lesson(order.scenario) else ""


def plan_values(lesson: Lesson, lengths: tuple[int, ...], rule: str = "") -> dict[str, Any]:
    """Values for the template of a lesson, with the time of each step.

    ``rule`` says how the class votes, where that is not as in the lesson.
    """
    plans = []
    for minutes in lengths:
        start, steps = 0, []
        for length, title, teacher, group in lesson.plan[minutes]:
            row = {"start": start, "minutes": length, "title": title}
            steps.append({**row, "teacher": teacher, "class": group})
            start += length
        plans.append({"minutes": minutes, "steps": steps})
    by_name = {sheet.file.removesuffix(".html"): sheet for sheet in SHEETS}
    every = [*lesson.cites, *(cite for s in lesson.predict for cite in s.cites)]
    return {
        "lesson": lesson,
        "rule": rule,
        "minutes": " and ".join(str(minutes) for minutes in lengths),
        "plans": plans,
        "prints": [by_name[name] for name in lesson.activity.sheets],
        "cites": citations(lesson.cites),
        "every": citations(every),
        "situations": [
            {**s.model_dump(exclude={"cites"}), "cites": citations(s.cites)} for s in lesson.predict
        ],
    }


def _front(jinja: Environment, common: Mapping[str, Any]) -> str:
    page = {**common, "front": True}
    return jinja.get_template("index.html.j2").render(page)
