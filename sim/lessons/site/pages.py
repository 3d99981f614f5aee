"""Pages of the site: those of each case with its seats, and the shared ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment

from sim.domain.errors import UsageError
from sim.domain.texts import case_text, in_a_row, say, say_in
from sim.domain.words import capitalised
from sim.language.language import ENGLISH, Language
from sim.lessons.background import dated_lines, story
from sim.lessons.case_lesson import case_lesson
from sim.lessons.clauses import clause, texts
from sim.lessons.engine_members import EngineMembers
from sim.lessons.engine_paper import engine_answers
from sim.lessons.history import VOTED, never_put, record_source, reveals
from sim.lessons.law_words import other_rule
from sim.lessons.order import Order
from sim.lessons.other_roles import besides, party
from sim.lessons.outcomes import OUTCOMES, PREDICTED
from sim.lessons.pack import environment, render_pack
from sim.lessons.places import (
    allocate,
    extras,
    member_name,
    permanent,
    president,
    seated_members,
    veto_holders,
)
from sim.lessons.quiz import askable, question
from sim.lessons.role_pages import Level
from sim.lessons.roles import delegation
from sim.lessons.site.solo import solo_votes
from sim.lessons.typed_case import TypedCase
from sim.procedure.explaining import topic_entries
from sim.scenario.renewals import may_be_put_again
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import meeting_day, text_law
from sim.version import __version__

QUESTIONS = 12
"""Number of questions in the printed quiz of each case."""

SAID = {"yes": say("In favour"), "no": say("Against"), "abstain": say("Abstain")}
DOES = {
    "yes": say_in("of a member", "votes in favour"), "no": say("votes against"),
    "abstain": say_in("of a member", "abstains"), "absent": say("is absent"),
    "not_participating": say("does not take part"), "": say("does not vote"),
}  # fmt: skip
"""A vote as a predicate; the empty key is for a text without a vote."""

VOTES = {**{vote.word: words for vote, words in VOTED.items()}, "": "–"}
"""A vote in a table; a dash if there is none."""

PARTS = {
    "rule": "The Provisional Rules of Procedure",
    "article": "The Charter on the Council",
    "practice": "Practice",
    "term": "Terms",
}
"""Kinds of glossary entries, in the order of the page on the rules."""

Page = tuple[str, str]
"""Path within the site, and the text of the file."""


@dataclass(frozen=True)
class SitePlan:
    """The content of a site.

    Attributes:
        cases: heading of a section -> its scenarios.
        worlds: number of worlds for the chances of each answer.
        students: class size for the packs.
        level: reading level of the seats' pages.
        language: language of the site; the quiz and the rules are in English only.
        tongues: name of a scenario -> the language with the translations of that case.
        typed: name of a scenario -> the case as typed, for the commands on its sheets.
    """

    cases: Mapping[str, tuple[Scenario, ...]]
    worlds: int = 200
    students: int = 20
    level: Level = Level.FULL
    language: Language = ENGLISH
    tongues: Mapping[str, Language] = field(default_factory=dict)
    typed: Mapping[str, TypedCase] = field(default_factory=dict)

    def tongue(self, scenario: Scenario) -> Language:
        """The language of a case's pages, with the translations of the case if there are any."""
        return self.tongues.get(scenario.scenario, self.language)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All cases."""
        return tuple(scenario for shelf in self.cases.values() for scenario in shelf)


def check_plan(plan: SitePlan) -> None:
    """Refuse a plan that would fail half way.

    Raises:
        UsageError: if the class is too small or too large, or two cases have the same name and
            would share a folder.
    """
    names = [scenario.scenario for scenario in plan.scenarios]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(
            f"two cases are called {twice}",
            why="each case has a folder of its name",
            remedy="give one of the files another `scenario:` name",
        )
    for scenario in plan.scenarios:
        allocate(scenario, plan.students)


def site_pages(plan: SitePlan, advance: Callable[[int], None]) -> Iterator[Page]:
    """All files of the site; ``advance`` is called with the number of worlds computed."""
    jinja = _speaking(plan.language)
    for name in ("site.css", "solo.js", *(("quiz.js",) if plan.language.english else ())):
        yield name, jinja.get_template(f"site/{name}").render()
    yield from shared_pages(plan, jinja)
    for scenario in plan.scenarios:
        yield from case_pages(plan, scenario, _speaking(plan.tongue(scenario)), advance)


def _speaking(language: Language) -> Environment:
    jinja = environment(language)
    jinja.globals["english"] = language.english
    return jinja


def _render(jinja: Environment, template: str, home: str, **values: Any) -> str:
    """A page; ``home`` is the relative path to the folder of the first page."""
    page = jinja.get_template(f"site/{template}.html.j2")
    return page.render(home=home, version=__version__, **values)


def shared_pages(plan: SitePlan, jinja: Environment) -> Iterator[Page]:
    """The first page, the quiz and the rules."""
    shelves = [
        {"heading": heading, "cases": [_listed(plan, scenario) for scenario in shelf]}
        for heading, shelf in plan.cases.items()
        if shelf
    ]
    yield "index.html", _render(jinja, "index", "", shelves=shelves, worlds=plan.worlds)
    if not plan.language.english:
        return
    topics: dict[str, list[Any]] = {}
    for case in askable():
        topics.setdefault(case.topics[0], []).append(question(case))
    rows = [
        {"name": name, "title": capitalised(name.replace("-", " ")), "questions": questions}
        for name, questions in sorted(topics.items())
    ]
    count = sum(len(questions) for questions in topics.values())
    yield "quiz.html", _render(jinja, "quiz", "", topics=rows, count=count)
    parts = [
        {"heading": heading, "entries": [e for e in topic_entries() if e.kind == kind]}
        for kind, heading in PARTS.items()
    ]
    yield "rules.html", _render(jinja, "rules", "", parts=parts)


def _question(scenario: Scenario) -> str:
    reading = scenario.reading
    return (reading.question if reading else "") or scenario.question


def _listed(plan: SitePlan, scenario: Scenario) -> dict[str, Any]:
    show = plan.tongue(scenario).show
    return {
        "folder": scenario.scenario,
        "title": show(case_text(scenario.title)),
        "day": show(meeting_day(scenario)),
        "seats": len(scenario.members),
        "question": show(case_text(_question(scenario))),
    }


def case_pages(
    plan: SitePlan, scenario: Scenario, jinja: Environment, advance: Callable[[int], None]
) -> Iterator[Page]:
    """The folder of one case."""
    folder = scenario.scenario
    recorded = reveals(scenario)
    known = bool(recorded or never_put(scenario))
    common = {"title": case_text(scenario.title), "recorded": known}
    sheets = render_pack(_order(plan, scenario))
    others = [besides(scenario, place) for place in extras(scenario)]
    others += [party(scenario, key) for key in scenario.parties]
    values = {
        **common,
        **_case(scenario),
        "others": in_a_row([page.name for page in others], ", "),
        "pages": len(sheets),
    }
    yield f"{folder}/index.html", _render(jinja, "case", "../", **values)
    yield (
        f"{folder}/other-roles.html",
        _render(jinja, "other_roles", "../", pages=others, **common),
    )
    if known:
        record = {"reveals": recorded, "never_put": never_put(scenario)}
        source = record_source(scenario)
        page = _render(jinja, "record", "../", **record, source=source, **common)
        yield f"{folder}/record.html", page
    for name, text in sheets.items():
        yield f"{folder}/pack/{name}", text
    expected = {
        symbol: [end for end in PREDICTED if end != "vetoed" or text_law(scenario, symbol).blocking]
        for symbol in scenario.drafts
    }
    for code, answers in solo_votes(scenario, plan.worlds, advance):
        page = _render(
            jinja, "seat", "../", page=delegation(scenario, code, plan.level), texts=answers,
            name=member_name(scenario, code), worlds=plan.worlds, SAID=SAID, DOES=DOES,
            VOTES=VOTES, OUTCOMES=OUTCOMES, expected=expected, changing=_changing(scenario),
            again=in_a_row(may_be_put_again(scenario), ", "), **common,
        )  # fmt: skip
        yield f"{folder}/{code}.html", page


def _changing(scenario: Scenario) -> bool:
    """Whether sponsors may change a text that is put to the vote."""
    put = (draft for draft in scenario.drafts.values() if draft.vote is not None)
    return any({"amend", "merge"} & set(draft.may) for draft in put)


def _order(plan: SitePlan, scenario: Scenario) -> Order:
    answers = engine_answers(scenario, EngineMembers(scenario))
    return Order(
        scenario, plan.students, case_lesson(scenario), answers, anonymise=False,
        questions=QUESTIONS, seed=0, level=plan.level, language=plan.tongue(scenario),
        case=plan.typed.get(scenario.scenario),
    )  # fmt: skip


def _case(scenario: Scenario) -> dict[str, Any]:
    able, great, chair = veto_holders(scenario), permanent(scenario), president(scenario)
    positions = texts(scenario)
    reading = scenario.reading
    return {
        "day": meeting_day(scenario),
        "question": case_text(_question(scenario)),
        "story": story(scenario),
        "rule": other_rule(scenario),
        "timeline": dated_lines(scenario, all_of_it=True),
        "further": reading.sources if reading else (),
        "seats": [
            {
                "code": code,
                "name": member_name(scenario, code),
                "note": _note(code in able, code in great, code == chair),
            }
            for code in seated_members(scenario)
        ],
        "drafts": [
            {
                "symbol": symbol,
                "title": case_text(draft.title),
                "sponsors": in_a_row([member_name(scenario, c) for c in draft.sponsors], ", "),
                "rows": [
                    {
                        "title": case_text(issue.title),
                        "wording": clause(scenario, key, positions[symbol][key]).wording,
                    }
                    for key, issue in scenario.issues.items()
                    if positions.get(symbol, {}).get(key) is not None
                ],
            }
            for symbol, draft in scenario.drafts.items()
        ],
    }


def _note(veto: bool, permanent: bool, chair: bool) -> str:
    notes = [
        (say("can veto"), veto),
        (say("permanent member"), permanent and not veto),
        (say("presides"), chair),
    ]
    return in_a_row([words for words, holds in notes if holds], ", ")
