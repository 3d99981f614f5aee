"""The document of a what-if: changes between a base and a variant on the same draws."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.words import capitalised
from sim.report.axes import signed_change
from sim.report.changes import change_claims, change_exhibit, moves_by, occurs, outcome_changes
from sim.report.charts import ChangeRow, Changes
from sim.report.document import (
    Block,
    Cell,
    CitedSentence,
    DocumentTable,
    Exhibit,
    Page,
    Section,
    TextLine,
)
from sim.report.study import Study, of_study
from sim.report.whatif_why import chain_tables, changed_in_words, nothing_differs
from sim.studies.compare.assumptions import AssumptionEffect
from sim.studies.compare.changed_votes import ChangedVote
from sim.studies.compare.expectations import ExpectationVerdict
from sim.studies.compare.study import WhatIf
from sim.studies.compare.whatif import Comparison, VoteChange

SHOWN = 12
"""Maximum number of members whose changes are shown; CSV and JSON have all."""
LEAST = 0.0005
"""A smaller move would be shown as zero."""
TERMS = {"issue": "positions", "alignment": "alignment", "closeness": "closeness"}
"""Kind of a term -> path of its number within a member."""


def whatif_page(answer: WhatIf, changed: Sequence[str], study: Study, *, named: bool) -> Page:
    """The changes, members that move and why, and how far it rests on assumptions.

    Args:
        answer: the comparison.
        changed: overrides that make the variant.
        study: the study data, with the variant's names and the base's evidence.
        named: whether the variant is a separate scenario with its own question.
    """
    name = variant_name(answer, changed, named=named)
    claims = [CitedSentence(sentence) for sentence in _asked(answer)] if named else []
    fixed = (*answer.interventions, *answer.conditions)
    claims += [CitedSentence(sentence[0].upper() + sentence[1:]) for sentence in fixed]
    chart = outcome_changes(answer.comparison)
    claims += [CitedSentence(capitalised(line.strip())) for line in changed_in_words(answer.inputs)]
    claims += (
        [CitedSentence(" ".join(nothing_differs(answer)))]
        if answer.identical
        else change_claims(chart)
    )
    page = Page(
        title=study.title,
        subtitle=f"{name}, compared with {study.scenario} on the same draws",
        summary=tuple(claims),
        sections=tuple(_sections(answer, chart, study)),
        command=study.command,
        provenance=(),
        plot=chart,
        brief=with_paragraphs(_brief(answer, name, named=named)),
        data=_data(answer),
    )
    return of_study(page, study)


def variant_name(answer: WhatIf, changed: Sequence[str], *, named: bool) -> str:
    """A description of the variant: its name, its changes, or both."""
    parts = [answer.variant.scenario] if named or not changed else []
    return " with ".join([*parts, ", ".join(changed)] if changed else parts)


def _sections(answer: WhatIf, chart: Changes, study: Study) -> list[Section]:
    sections = [Section("What changes", exhibits=(change_exhibit(chart),))]
    movers = [one for one in answer.movers[:SHOWN] if signed_change(_yes(one), percent=True) != "0"]
    if movers:
        claims = tuple(_mover(one, study) for one in movers)
        sections.append(Section("Who moves, and through what", claims=claims))
    votes: dict[str, list[ChangeRow]] = {}
    for one in answer.comparison.votes:
        votes.setdefault(one.draft, []).append(_vote(one, study))
    for draft, rows in votes.items():
        exhibit = change_exhibit(Changes(tuple(rows), f"the chance of a yes to {draft}"))
        told = put_in_both(draft, answer.comparison)
        claims = (CitedSentence(f"{told}."),) if told else ()
        sections.append(Section(f"Votes on {draft}", claims, (exhibit,)))
    links = chain_tables(answer.chain)
    if links:
        exhibits = tuple(Exhibit(None, one) for one in links if isinstance(one, DocumentTable))
        claims = tuple(CitedSentence(one) for one in links if isinstance(one, str))
        sections.insert(1, Section("Through which links", claims, exhibits))
    resting = assumptions_in_words(answer.assumptions)
    if resting:
        claims = tuple(CitedSentence(line) for line in resting)
        sections.append(Section("How far it rests on what is assumed", claims=claims))
    return sections


def _vote(vote_change: VoteChange, study: Study) -> ChangeRow:
    """The change of a member's chance of a yes."""
    change = vote_change.change[0]
    name = study.names.actors.get(vote_change.member, vote_change.member)
    return ChangeRow(name, change.value, change.low, change.high)


def _yes(mover: ChangedVote) -> float:
    return mover.change.change[0].value


def path_behind(mover: ChangedVote) -> str:
    """Path of the number behind the term that moves a vote most; empty if it is not a number."""
    top = mover.strongest
    if top is None or top.kind.value not in TERMS:
        return ""
    return f"members.{mover.change.member}.{TERMS[top.kind.value]}.{top.subject}"


def _mover(mover: ChangedVote, study: Study) -> CitedSentence:
    """The members that move and why, in words, with the evidence for the number."""
    names, top, term = study.names, mover.strongest, mover.through
    if top is not None and top.kind.value == "issue":
        term = f"the content of the text on “{names.issues.get(top.subject, top.subject)}”"
    elif top is not None and top.kind.value == "alignment":
        term = f"the vote it expects from {names.within(top.subject)}"
    elif top is not None and top.kind.value == "closeness":
        term = f"its closeness to {names.within(top.subject)}, the penholder"
    moves = moves_by(_yes(mover), "likelier", "less likely")
    text = f"{names.actor(mover.change.member)} is {moves} to vote yes on {mover.change.draft}"
    return CitedSentence(
        f"{text}, most through {term}.",
        tuple(study.behind.get(path_behind(mover), ())),
        mover.change.member,
    )


def _asked(answer: WhatIf) -> tuple[str, ...]:
    """The variant's question, and its expectations from before the run."""
    lines = [" ".join(answer.variant.question.split())]
    if answer.variant.expectation:
        lines.append(f"Expected beforehand: {' '.join(answer.variant.expectation.split())}")
    lines += [f"{capitalised(verdict_in_words(one))}." for one in answer.verdicts]
    return tuple(line for line in lines if line)


def verdict_in_words(verdict: ExpectationVerdict) -> str:
    """An expectation, the change, and whether it was met."""
    interval = verdict.change
    text = f"expected {verdict.goes}, {verdict.what}: "
    if verdict.worlds > 1:
        text += f"{interval.value:+.3f} ({interval.low:+.3f} to {interval.high:+.3f}), "
    text += verdict.comes.value
    return f"{text}, because {verdict.because}" if verdict.because else text


def assumptions_in_words(resting: Sequence[AssumptionEffect]) -> tuple[str, ...]:
    """Sentences on how far the change rests on numbers without evidence."""
    if not resting:
        return ()
    one = resting[0]
    head = (
        f"With the change, {one.assumed} of {one.numbers} numbers are assumed, without evidence. "
        "How much the change in the chance of adoption depends on them, over the first "
        f"{one.worlds:,} worlds:"
    )
    return (
        head,
        *(
            f"  {one.draft}: {one.free.value:+.3f}, and {one.held.value:+.3f} "
            f"({one.held.low:+.3f} to {one.held.high:+.3f}) with the assumed numbers held at "
            f"their centres; {one.agree:.0%} of the worlds change in the same direction."
            for one in resting
        ),
    )


def with_paragraphs(blocks: Sequence[str | DocumentTable]) -> tuple[Block, ...]:
    """The same with text wrapped to the terminal's width; a final line feed is a gap."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, DocumentTable):
            out.append(block)
            continue
        out += [TextLine(line) for line in block.removesuffix("\n").split("\n")]
        if block.endswith("\n"):
            out.append(TextLine(""))
    return tuple(out)


def _brief(answer: WhatIf, name: str, *, named: bool) -> tuple[str | DocumentTable, ...]:
    comparison, expectation = answer.comparison, answer.variant.expectation
    items: list[str | DocumentTable] = [f"{answer.base.scenario}, what if: {name}"]
    if expectation and named:
        items.append(f"expected: {' '.join(expectation.split())}")
    items += (*answer.interventions, *answer.conditions)
    changes = changed_in_words(answer.inputs)
    worlds = f"{answer.replicates:,} worlds in each arm on the same draws"
    if answer.conditions:
        worlds = "the worlds of the condition in each arm, on the same draws"
    judged = [verdict_in_words(one) for one in answer.verdicts] if named else []
    if answer.identical:
        return (*items, *changes, *nothing_differs(answer), *judged)
    items += [*changes, f"{worlds}; 95 % paired intervals\n"]
    rows: list[tuple[Cell, ...]] = [
        (one.draft or "plan", one.outcome.replace("_", " "), one.before, one.after,
         one.change.value, one.change.low, one.change.high)
        for one in comparison.results
        if occurs(one)
    ]  # fmt: skip
    heads = ("draft", "outcome", "base", "what_if", "change", "low", "high")
    title = "Shares of worlds"
    title += "" if answer.conditions else ", and mean exact chance of adoption"
    items.append(DocumentTable(heads, rows, title))
    items += chain_tables(answer.chain)
    items += [*judged, ""] if judged else []
    items += _moving(answer.movers, comparison)
    for which, only in (
        ("the base", comparison.only_before),
        ("the variant", comparison.only_after),
    ):
        if only:
            items.append(f"Only in {which}, so not compared: {', '.join(only)}")
    return (*items, *assumptions_in_words(answer.assumptions))


def _moving(movers: Sequence[ChangedVote], comparison: Comparison) -> list[str | DocumentTable]:
    if not movers:
        return ["No member's probabilities change by more than chance explains.\n"]
    shown = [one for one in movers if one.change.size >= LEAST][:SHOWN]
    rows: list[tuple[Cell, ...]] = []
    for one in shown:
        place = int(one.gains)
        change = one.change.change[place]
        rows.append(
            (one.change.draft, one.change.member, one.gains.word, one.change.before[place],
             one.change.after[place], change.value, one.short)
        )  # fmt: skip
    heads = ("draft", "member", "vote", "base", "what_if", "change", "most_through")
    items: list[str | DocumentTable] = []
    if shown:
        items.append(
            DocumentTable(heads, rows, "Members that change: the vote whose chance rises most")
        )
    rest = len(movers) - len(shown)
    if rest > 0:
        items.append(f"and {rest} smaller changes (--format json has all)")
    drafts = dict.fromkeys(one.change.draft for one in shown)
    items += [line for draft in drafts if (line := put_in_both(draft, comparison))]
    last = "most through: the strongest influence, between the central cases of both arms\n"
    return [*items, last]


def put_in_both(draft: str, comparison: Comparison) -> str:
    """The worlds behind the votes on a draft that is not put in all of them; empty if it is."""
    put = comparison.put_in_both[draft]
    if put == comparison.worlds:
        return ""
    return f"{draft}: over the {put:,} of {comparison.worlds:,} worlds in which both arms put it"


def _data(answer: WhatIf) -> DocumentTable:
    """All results in one tidy table: one row per draft and outcome, and per member and vote."""
    comparison = answer.comparison
    rows: list[tuple[Cell, ...]] = [
        ("outcome", one.draft, "", one.outcome, one.before, one.after, one.change.value,
         one.change.low, one.change.high)
        for one in comparison.results
    ]  # fmt: skip
    for vote in comparison.votes:
        for place, word in enumerate(("yes", "abstain", "no")):
            change = vote.change[place]
            rows.append(
                ("vote", vote.draft, vote.member, word, vote.before[place], vote.after[place],
                 change.value, change.low, change.high)
            )  # fmt: skip
    heads = ("kind", "draft", "member", "measure", "base", "what_if", "change", "low", "high")
    return DocumentTable(heads, rows)
