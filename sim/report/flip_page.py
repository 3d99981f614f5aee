"""The document of the smallest changes that reach a goal."""

from __future__ import annotations

from sim.domain.words import listed, plural
from sim.report.axes import axis_number
from sim.report.charts import FlipSolution, FlipStep, FlipSteps
from sim.report.document import Cell, CitedSentence, DocumentTable, Exhibit, Page, Section
from sim.report.palette import VOTE_WORDS
from sim.report.paths import path_in_words
from sim.report.study import Study, of_study
from sim.studies.flip.flip import FlipAnswer, SolvedFlip
from sim.studies.flip.goals import about_plan

LOSERS = 3
"""Number of members named that lose most from a change of the text."""


def flip_page(answer: FlipAnswer, study: Study) -> Page:
    """The necessary changes, their costs by member, and what the search proves."""
    question = answer.question
    goal = " and ".join([f"{question.draft} {question.goal}".strip(), *question.keep])
    solutions = [_solution(one, answer, study) for one in answer.solutions]
    if solutions:
        best = solutions[0]
        claim = f"The smallest change that leads to {goal} costs {axis_number(best.cost)}"
        claim += f" ({question.metric}) in {plural(len(best.steps), 'step')}."
    elif answer.holds_already:
        claim = f"Without any change the modal world has {goal}."
    elif answer.result.exhausted:
        claim = f"No change on the grid gives {goal}."
    else:
        claim = f"No change was found that gives {goal}; the larger ones were not examined."
    sections = [_section(i, solution, goal) for i, solution in enumerate(solutions, 1)]
    certificate = CitedSentence(answer.certificate)
    sections.append(Section("The bound of the search", claims=(certificate,)))
    page = Page(
        title=study.title,
        subtitle=f"What would lead to {goal} in {study.scenario}",
        summary=(CitedSentence(claim), certificate),
        sections=tuple(sections),
        command=study.command,
        provenance=(),
        plot=FlipSteps(solutions[0], goal) if solutions else None,
        unplotted="there is no change to draw",
        brief=_brief(answer, study),
        data=_data(answer),
    )
    return of_study(page, study)


def _solution(solution: SolvedFlip, answer: FlipAnswer, study: Study) -> FlipSolution:
    costs = {
        (lever.path, option.value): option.cost
        for lever in answer.levers
        for option in lever.options
    }
    steps = tuple(
        FlipStep(
            path_in_words(path, study.names),
            _value(solution.before[path]),
            _value(value),
            costs.get((path, value), 0.0),
            path,
            _ends(solution.before[path], value),
            tuple(study.behind.get(path, ())),
        )
        for path, value in solution.found.change.items()
    )
    return FlipSolution(steps, solution.found.size, _loses(solution, study))


def _loses(solution: SolvedFlip, study: Study) -> str:
    """Sentences on changed votes, and on members that lose from a changed text."""
    names = study.names
    rows = []
    turned = [
        f"{names.within(move.member)} from {VOTE_WORDS[move.before]} to {VOTE_WORDS[move.after]}"
        for move in solution.moves
    ]
    if turned:
        rows.append(f"Votes that turn: {listed(turned)}.")
    worst = sorted(solution.losses.items(), key=lambda loss: (-loss[1], loss[0]))[:LOSERS]
    losers = [f"{names.actor(code)} ({loss:.3f})" for code, loss in worst if loss > 0]
    if losers:
        rows.append(f"It is worth less to {listed(losers)}.")
    return " ".join(rows)


def _ends(before: float | str, after: float | str) -> tuple[float, float] | None:
    if isinstance(before, str) or isinstance(after, str):
        return None
    return float(before), float(after)


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else axis_number(value)


def _section(i: int, solution: FlipSolution, goal: str) -> Section:
    """One change: its steps as a table, and as a figure if one is a number."""
    claims = [
        CitedSentence(f"{step.what} goes from {step.before} to {step.after}.", step.evidence)
        for step in solution.steps
    ]
    if solution.loses:
        claims.append(CitedSentence(solution.loses))
    rows = tuple((s.what, s.path, s.before, s.after, axis_number(s.cost)) for s in solution.steps)
    columns = ("What", "Path for -S", "From", "To", "Cost")
    table = DocumentTable(columns, rows, "The steps", numeric=frozenset((2, 3, 4)))
    drawn = FlipSteps(solution, goal) if any(step.ends for step in solution.steps) else None
    caption = f"{plural(len(solution.steps), 'step')}, cost {axis_number(solution.cost)}."
    return Section(f"Change {i}", tuple(claims), (Exhibit(drawn, table, caption),))


def _data(answer: FlipAnswer) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (i, solution.found.size, path, _short_number(solution.before[path]), _short_number(value))
        for i, solution in enumerate(answer.solutions, start=1)
        for path, value in solution.found.change.items()
    ]
    return DocumentTable(("flip", "size", "path", "before", "after"), rows, answer.certificate)


def _short_number(value: float | str) -> str:
    return f"{value:.4g}" if isinstance(value, float) else (value or "nobody")


def _brief(answer: FlipAnswer, study: Study) -> tuple[str, ...]:
    question = answer.question
    goal = " and ".join([question.goal, *question.keep])
    about = "the plan" if about_plan(question.goal) else question.draft
    lines = [
        f"{study.scenario}: smallest change of {question.change} so that {about}:",
        f"  {goal}, in the modal world",
    ]
    if question.change == "text" and answer.as_put:
        lines.append("the text is the one put to the vote; the sponsors do not amend it further")
    lines.append(f"size: {question.metric}; grid: steps of {question.step:g}\n")
    for i, solution in enumerate(answer.solutions, start=1):
        yes, abstain, no = solution.tally
        lines.append(f"{i}. size {solution.found.size:.4g}, then {yes}-{no}-{abstain}")
        for path, value in solution.found.change.items():
            lines.append(
                f"   {path}: {_short_number(solution.before[path])} -> {_short_number(value)}"
            )
        turned = [f"{m.member} {m.before.word} -> {m.after.word}" for m in solution.moves]
        lines.append(f"   votes that flip: {', '.join(turned) or 'none'}")
        if solution.losses:
            lines.append(f"   the text is then worth: {_losers(solution, answer.sponsors)}")
        lines.append("")
    return (*lines, answer.certificate)


def _losers(solution: SolvedFlip, sponsors: tuple[str, ...]) -> str:
    ranked = sorted(solution.losses.items(), key=lambda item: -item[1])
    named = [item for item in ranked if item[1] > 0.0][:LOSERS]
    named += [(s, solution.losses[s]) for s in sponsors if s not in dict(named)]
    return ", ".join(
        f"{code}{' (sponsor)' if code in sponsors else ''} {-loss:+.3f}" for code, loss in named
    )
