"""Values for the template of each sheet of a pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from markupsafe import Markup

from sim.domain.texts import case_text, in_a_row, say, say_many
from sim.language.language import ENGLISH, Language
from sim.lessons import other_roles, role_pages, roles, script
from sim.lessons.background import case_map, dated_lines, story
from sim.lessons.cards import DECKS, deck
from sim.lessons.case_spots import map_places
from sim.lessons.citations import citations
from sim.lessons.clauses import bank, clause, texts
from sim.lessons.decision_table import decision_values
from sim.lessons.engine_paper import engine_values
from sim.lessons.history import never_put, record_source, reveals
from sim.lessons.law_words import needs_in_words, other_rule
from sim.lessons.library import data
from sim.lessons.order import Order
from sim.lessons.paired import PRE, PairedForm, of_another_case, told_by_record
from sim.lessons.paper import paper_values
from sim.lessons.places import (
    LARGEST,
    SMALLEST,
    SeatRole,
    allocate,
    extras,
    member_name,
    permanent,
    president,
)
from sim.lessons.quiz import draw_questions
from sim.lessons.solo import open_seat, solo_folder, solo_steps
from sim.report.place_map import SHOWS_NOT
from sim.scenario.renewals import may_be_put_again
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law, text_law

SIZES = (SMALLEST, 12, 15, 19, 24, 30, LARGEST)
"""Class sizes in the table of the sheet on roles."""


def form_values(form: PairedForm) -> dict[str, Any]:
    """Values for the template of a test form."""
    heading = say("Before the lesson") if form.form == PRE else say("After the lesson")
    return {"form": form, "heading": heading}


NOTES: dict[str, str] = {
    "invited": say("invited under rule 37"), "envoy": say("invited under rule 39"),
    "observer": say("invited by the Council's practice"),
}  # fmt: skip
"""Note on the placard of invited roles, by kind."""


def _placard(scenario: Scenario, place: SeatRole) -> dict[str, Any]:
    if place.kind == "member":
        note: str = (
            say("permanent member") if place.code in permanent(scenario) else say("elected member")
        )
        if place.code == president(scenario):
            note = in_a_row([note, say("President of the month")], ", ")
    else:
        note = NOTES.get(place.kind, "")
    return {"name": place.name, "note": note}


def _roles(order: Order) -> dict[str, Any]:
    places = order.places
    filled = {place.code for place in places}
    return {
        "places": places,
        "empty": [
            member_name(order.scenario, code) for code in order.members if code not in filled
        ],
        "extras": [
            {"name": place.name, **other_roles.extra_brief(order.scenario, place.kind)}
            for place in extras(order.scenario)
        ],
        "sizes": [{"students": n, "text": _size(order.scenario, n)} for n in SIZES],
    }


PAIR = 2
"""Students on a place that two share."""


def _size(scenario: Scenario, students: int) -> str:
    places = allocate(scenario, students)
    seats = [place for place in places if place.kind == "member"]
    shared = Counter(place.students for place in places if place.students > 1)
    others = [place.name for place in places if place.kind != "member"]
    parts = [say_many("{n} seat", "{n} seats", len(seats)), *others]
    empty = len(scenario.members) - len(seats)
    if empty:
        parts.append(say_many("{n} seat empty", "{n} seats empty", empty))
    for many, number in sorted(shared.items()):
        parts.append(
            say_many("{n} place shared by two", "{n} places shared by two", number)
            if many == PAIR
            else say_many(
                "{n} place shared by {many}", "{n} places shared by {many}", number, many=many
            )
        )
    return in_a_row(parts, "; ")


def _briefs(order: Order) -> dict[str, Any]:
    scenario = order.scenario
    pages = [
        roles.delegation(scenario, place.code, order.level)
        if place.kind == "member"
        else other_roles.besides(scenario, place)
        for place in order.places
    ]
    pages += [other_roles.party(scenario, key) for key in scenario.parties]
    if order.anonymise:  # the background would reveal the case
        pages = [page.without(role_pages.HAPPENED) for page in pages]
    drawn = {"map": ""} if order.anonymise else map_values(order.scenario, order.language)
    return {"briefs": pages, "evidence": not order.anonymise, **drawn}


def _background(order: Order) -> dict[str, Any]:
    reading = order.scenario.reading
    short = order.level is role_pages.Level.PLAIN
    return {
        "story": story(order.scenario, short=short),
        "rule": other_rule(order.scenario),
        "timeline": dated_lines(order.scenario, all_of_it=True),
        "question": reading.question if reading else order.scenario.question,
        "further": reading.sources if reading else (),
        **map_values(order.scenario, order.language),
    }


def map_values(scenario: Scenario, language: Language = ENGLISH) -> dict[str, Any]:
    """The map of a case with its caption and a list of places."""
    drawn = Markup(case_map(scenario, language))  # noqa: S704 - our own drawing, its words escaped
    places = [{"name": place.name, "what": place.what} for place in map_places(scenario)]
    return {"map": drawn, "shows_not": SHOWS_NOT, "map_places": places}


def _placards(order: Order) -> dict[str, Any]:
    return {"places": [_placard(order.scenario, place) for place in order.places]}


def _clauses(order: Order) -> dict[str, Any]:
    scenario = order.scenario
    positions = texts(scenario)
    return {
        "drafts": [{"symbol": s, "title": case_text(scenario.drafts[s].title)} for s in positions],
        "rows": [
            {
                "title": case_text(issue.title),
                "clauses": [clause(scenario, key, positions[s].get(key)) for s in positions],
            }
            for key, issue in scenario.issues.items()
        ],
        "issues": [
            {"title": case_text(issue.title), "clauses": bank(scenario, key)}
            for key, issue in scenario.issues.items()
        ],
    }


def _predict(order: Order) -> dict[str, Any]:
    drafts = order.scenario.drafts
    return {
        "drafts": [
            {
                "symbol": symbol,
                "title": case_text(drafts[symbol].title),
                "sponsors": in_a_row(
                    [member_name(order.scenario, code) for code in drafts[symbol].sponsors], ", "
                ),
                "blocking": text_law(order.scenario, symbol).blocking,
            }
            for symbol in order.put
        ],
        "members": [member_name(order.scenario, code) for code in order.members],
        "secret": order.scenario.council.secret_ballot,
    }


def _script(order: Order) -> dict[str, Any]:
    heard = script.motions(order.scenario)
    return {
        "chair": member_name(order.scenario, president(order.scenario)),
        "steps": script.script_steps(order.scenario),
        "motions": [row.as_dict() for row in heard],
        "every": citations(["rule 37", "rule 39", *(cite for row in heard for cite in row.rules)]),
    }


def _paper(order: Order) -> dict[str, Any]:
    values = paper_values(order.scenario, order.members, order.put, order.engine)
    return {"case": order.typed.words, **values}


def solo_seat(order: Order) -> str:
    """The seat of a student alone: one that has a brief in the pack."""
    briefed = {place.code for place in allocate(order.scenario, order.students)}
    return open_seat(order.scenario, order.engine.worlds, briefed)


def _solo(order: Order) -> dict[str, Any]:
    scenario = order.scenario
    seat = solo_seat(order)
    code = order.language.code
    lang = "" if order.language.english else f" --language {code}"
    return {
        "member": member_name(scenario, seat),
        "seat": seat,
        "command": f"council teach solo {order.typed.words} --seat {seat} --step NAME{lang}",
        "folder": solo_folder(scenario),
        "steps": solo_steps(scenario, seat, order.typed, code),
    }


def _engine(order: Order) -> dict[str, Any]:
    again = in_a_row(may_be_put_again(order.scenario), ", ")
    return {"drafts": engine_values(order.scenario, order.engine), "again": again}


def _deck(order: Order, name: str) -> dict[str, Any]:
    return deck(name, order.seed, told_by_record(order.scenario))


def _key(order: Order) -> dict[str, Any]:
    decks = [_deck(order, name) for name in DECKS]
    return {"decks": decks, "every": [c for d in decks for card in d["cards"] for c in card.cites]}


def _reveal(order: Order) -> dict[str, Any]:
    return {
        "reveals": reveals(order.scenario),
        "never_put": never_put(order.scenario),
        "source": record_source(order.scenario),
        "secret": order.scenario.council.secret_ballot,
    }


def _debrief(order: Order) -> dict[str, Any]:
    first = (order.put or list(order.scenario.drafts))[0]
    positions = order.scenario.drafts[first].text
    issue = next(iter(positions or order.scenario.issues))
    now = texts(order.scenario)[first].get(issue)
    secret = order.scenario.council.secret_ballot
    return {
        "questions": data("pack.yaml")["debrief_in_secret" if secret else "debrief"],
        "secret": secret,
        "scenario": order.typed.words,
        "study": "run" if order.typed.changes else "whatif",
        "first": first,
        "issue": issue,
        "value": next(value for value in (0.5, 0.75) if value != now),
    }


def _glossary(order: Order) -> dict[str, Any]:
    law = council_law(order.scenario)
    put = {text_law(order.scenario, symbol) for symbol in order.put}
    substance = [text for text in put if not text.procedural]
    decides = substance[0] if len(substance) == 1 else law.on_text(procedural=False)
    needs = [needs_in_words(order.scenario, it) for it in (decides, law.on_text(procedural=True))]
    return {"glossary": data("glossary.yaml"), "needs": needs}


def _care(order: Order) -> dict[str, Any]:
    texts = data("pack.yaml")
    return {"care": [texts["care_siege" if order.scenario.city else "care_war"], *texts["care"]]}


def _quiz(order: Order) -> dict[str, Any]:
    tested = {item.asked.case for item in order.forms[0].items}
    without = tested | told_by_record(order.scenario) | of_another_case(order.scenario)
    drawn = draw_questions(order.lesson.topics, order.questions, order.seed, without)
    return {"questions": drawn}


VALUES: dict[str, Callable[[Order], dict[str, Any]]] = {
    "roles": _roles,
    "background": _background,
    "briefs": _briefs,
    "placards": _placards,
    "clauses": _clauses,
    "predict": _predict,
    "script": _script,
    "paper": _paper,
    "decisions": lambda order: decision_values(order.scenario, order.put),
    "engine": _engine,
    "solo": _solo,
    **{name: partial(_deck, name=name) for name in DECKS},
    "cards": _key,
    "reveal": _reveal,
    "debrief": _debrief,
    "quiz": _quiz,
    "pretest": lambda order: form_values(order.forms[0]),
    "posttest": lambda order: form_values(order.forms[1]),
    "rubric": lambda _: {"rubric": data("pack.yaml")["rubric"]},
    "glossary": _glossary,
    "care": _care,
}
"""Template -> the function that returns its values."""
