"""The document of a sensitivity study: the numbers that an outcome depends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from math import isfinite

from sim.domain.words import capitalised, listed, percent
from sim.report.axes import axis_number
from sim.report.charts import Shares, TornadoBar, TornadoChart
from sim.report.document import Cell, CitedSentence, DocumentTable, Exhibit, Page, Section, table_of
from sim.report.paths import outcome_in_words, path_in_words
from sim.report.sensitivity_brief import sensitivity_summary
from sim.report.study import Study, of_study
from sim.studies.sensitivity.answer import Effect, GroupShare, OutcomeSwing, Sensitivity

KINDS = {
    "": "By input",
    "actor": "By actor",
    "source": "By source",
    "issue": "By issue",
    "grade": "By grade of the evidence",
    "number": "By single number",
}
"""Kinds of groups, in the order on the page."""
WITHIN = {
    "source": "all numbers from the source “{}”",
    "actor": "all numbers of “{}”",
    "issue": "all numbers on “{}”",
    "grade": "all numbers that are {}",
    "number": "the number “{}”",
}
"""Kind of a group within a sentence."""
DRAWN = 12
"""Maximum number of groups of one kind in a figure; the table has all."""
NOTE = (
    "First order: the share of the variance that knowing this input alone would remove. Total: "
    "the share in which its uncertainty plays any part. Both are estimates; values below about "
    "5% are within the noise."
)


def sensitivity_page(answer: Sensitivity, study: Study) -> Page:
    """The numbers with most effect on the first outcome, and the evidence worth improving."""
    outcome = answer.outcomes[0]
    claims: list[CitedSentence] = []
    sections: list[Section] = []
    tornado = _tornado(answer, study)
    if tornado is not None and tornado.bars:
        sentence, section = _one_by_one(tornado)
        claims.append(sentence)
        sections.append(section)
    methods = ["one at a time"] if tornado is not None else []
    if outcome in answer.shares:
        methods.append("sobol")
        untold = answer.shares[outcome].not_estimated
        if untold:
            claims.append(CitedSentence(f"The outcome {untold.removeprefix(f'{outcome} ')}."))
        told_shares = _what_is_worth(answer.shares[outcome].groups, study)
        claims += told_shares[0]
        sections += told_shares[1]
    if answer.effects:
        methods.append("morris")
        claims += _strongest(answer, study)
        sections.append(_effects(answer, study))
    page = Page(
        title=study.title,
        subtitle=f"Sensitivity of {study.scenario}, method {listed(methods)}",
        summary=tuple(claims),
        sections=tuple(sections),
        command=study.command,
        provenance=(),
        plot=tornado,
        unplotted="elementary effects are only shown in a table",
        brief=sensitivity_summary(answer, study),
        data=_data(answer),
    )
    return of_study(page, study)


def _data(answer: Sensitivity) -> DocumentTable:
    """The tidy table of the method."""
    if answer.shares:
        names = tuple(each.name for each in fields(GroupShare))
        rows: list[tuple[Cell, ...]] = [
            (outcome, *(getattr(group, name) for name in names))
            for outcome, shares in answer.shares.items()
            for group in shares.groups
        ]
        return DocumentTable(("outcome", *names), rows)
    if answer.effects:
        return table_of(Effect, answer.effects)
    return table_of(OutcomeSwing, answer.swings)


def _tornado(answer: Sensitivity, study: Study) -> TornadoChart | None:
    """The first outcome as each number varies; None if not requested."""
    if answer.effects:
        return None
    outcome = answer.outcomes[0]
    swings = [group for group in answer.swings if group.outcome == outcome]
    bars = tuple(
        TornadoBar(
            path_in_words(group.number, study.names),
            group.at_10,
            group.at_90,
            group.grade,
            group.number,
            tuple(study.behind.get(group.number, ())),
        )
        for group in swings
    )
    return TornadoChart(outcome_in_words(outcome), swings[0].middle if swings else 0.0, bars)


def _one_by_one(data: TornadoChart) -> tuple[CitedSentence, Section]:
    """The numbers with the largest effect, and the figure of all numbers one by one."""
    show = percent if data.percent else axis_number
    top = data.bars[0]
    outcome = f"{data.outcome[:1].upper()}{data.outcome[1:]}"
    claim = (
        CitedSentence(
            f"{outcome} varies most with “{top.label}”: {show(top.at_low)} at its low end, "
            f"{show(top.at_high)} at its high end.",
            top.evidence,
        )
        if any(bar.at_low != data.base or bar.at_high != data.base for bar in data.bars)
        else CitedSentence(f"{outcome} varies with none of these numbers: {show(data.base)}.")
    )
    rows = tuple((b.label, b.path, show(b.at_low), show(b.at_high), b.grade) for b in data.bars)
    columns = ("Number", "Path for -S", "At its low end", "At its high end", "Grade")
    table = DocumentTable(columns, rows, f"What moves {data.outcome}", numeric=frozenset((2, 3)))
    return claim, Section("One number at a time", exhibits=(Exhibit(data, table),))


def _what_is_worth(
    groups: Sequence[GroupShare], study: Study
) -> tuple[list[CitedSentence], tuple[Section, ...]]:
    """The share of the variance that learning each input would remove."""
    finite = [group for group in groups if isfinite(group.first) and isfinite(group.total)]
    if not finite:
        return [], ()
    parts = [group for group in finite if group.kind != "all"] or finite
    best = max(parts, key=lambda group: (group.first, _label(group, study)))
    claims = [CitedSentence(_whole(group)) for group in finite if group.kind == "all"]
    inside = WITHIN.get(best.kind, "{}").format(_label(best, study))
    claims.append(
        CitedSentence(
            f"Knowing {inside} exactly would remove {percent(best.first)} of the outcome's "
            "variance, more than any other input.",
            tuple(study.behind.get(best.group, ())),
        )
        if best.first > 0.0
        else CitedSentence("Knowing any one input exactly would remove none of the variance.")
    )
    kinds = dict.fromkeys(group.kind for group in finite if group.kind != "all")
    order = [kind for kind in dict.fromkeys([*KINDS, *kinds]) if kind in kinds]
    exhibits = tuple(
        _shares(kind, [group for group in finite if group.kind == kind], study) for kind in order
    )
    return claims, (Section("What is worth learning", (CitedSentence(NOTE),), exhibits),)


def _label(group: GroupShare, study: Study) -> str:
    """The name of a group."""
    names = study.names
    match group.kind:
        case "number":
            return path_in_words(group.group, names)
        case "actor":
            is_actor = group.group in names.actors
            return (
                names.actor(group.group) if is_actor else group.group[:1].upper() + group.group[1:]
            )
        case "source":
            return study.sources.get(group.group, group.group)
        case "issue":
            return names.issues.get(group.group, group.group)
    return group.group


def _whole(group: GroupShare) -> str:
    share = percent(min(1.0, max(0.0, group.first)))
    return f"All uncertain numbers together explain {share} of the variance; the rest is chance."


def _shares(kind: str, groups: Sequence[GroupShare], study: Study) -> Exhibit:
    """The groups of one kind, most valuable first; the figure shows the first few."""
    labelled = [(_label(group, study), group) for group in groups]
    ranked = sorted(labelled, key=lambda item: (-item[1].first, item[0]))
    rows = tuple((label, _share(group.first), _share(group.total)) for label, group in ranked)
    by = KINDS.get(kind, f"By {kind}")
    title = f"{by}: shares of the variance"
    table = DocumentTable(("Input", "First order", "Total"), rows, title, numeric=frozenset((1, 2)))
    drawn = tuple((label, group.first) for label, group in ranked[:DRAWN])
    caption = f"{by}: share of the variance that knowing it exactly would remove."
    return Exhibit(Shares(drawn, title), table, caption)


def _share(value: float) -> str:
    """A share with three decimals and without negative zero."""
    return f"{round(value, 3) + 0.0:.3f}".replace("-", "−")


def _strongest(answer: Sensitivity, study: Study) -> list[CitedSentence]:
    """The number with the strongest elementary effects on each outcome."""
    rows = []
    for outcome in answer.outcomes:
        top = next(group for group in answer.effects if group.outcome == outcome)
        what = outcome_in_words(outcome)
        label = path_in_words(top.number, study.names)
        if top.mu_star == 0.0:
            rows.append(CitedSentence(f"{capitalised(what)} varies with none of these numbers."))
            continue
        words = f"{what[:1].upper()}{what[1:]} varies most with “{label}”"
        claim = f"{words}, by {axis_number(top.mu_star)} on average from end to end."
        rows.append(CitedSentence(claim, tuple(study.behind.get(top.number, ()))))
    return rows


def _effects(answer: Sensitivity, study: Study) -> Section:
    """Every number's elementary effects."""
    exhibits = []
    for outcome in answer.outcomes:
        rows = [
            (path_in_words(group.number, study.names), group.number, group.grade,
             *map(axis_number, (group.mu_star, group.confidence, group.sigma)))
            for group in answer.effects
            if group.outcome == outcome
        ]  # fmt: skip
        columns = ("Number", "Path for -S", "Grade", "Mean size", "±", "Spread")
        title = f"Elementary effects on {outcome_in_words(outcome)}"
        table = DocumentTable(columns, rows, title, numeric=frozenset((3, 4, 5)))
        exhibits.append(Exhibit(None, table))
    return Section("Elementary effects", exhibits=tuple(exhibits))
