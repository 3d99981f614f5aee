"""Explain in words why two scenarios differ: changes and causal links, or no difference."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.document import Cell, DocumentTable
from sim.studies.compare.chain import Chain, Link
from sim.studies.compare.changed_inputs import ChangedInput, why_inert
from sim.studies.compare.study import WhatIf

SHOWN = 6
"""Maximum number of changes named; JSON has all."""
LINKS = {
    Link.DIRECT: "vote itself",
    Link.AMENDMENTS: "amendments",
    Link.STATEMENTS: "statements",
    Link.CONSENT: "consent",
}
"""The links in words."""
MEASURES = (
    "Vote itself: the effect of the change at the ballot. Amendments: whole scales by which "
    "texts were amended after requests. Statements: members that have spoken against the text. "
    "Consent: parties that consent to the plan. All as of the time when the text is put to the "
    "vote."
)


def changed_in_words(inputs: Sequence[ChangedInput]) -> list[str]:
    """Each change as a line: its path, old and new value, and both in the words of the scale."""
    lines = [f"changed: {_one(change)}" for change in inputs[:SHOWN]]
    if len(inputs) > SHOWN:
        lines.append(f"         and {len(inputs) - SHOWN} more (--format json has all)")
    return lines


def _one(change: ChangedInput) -> str:
    numbers = f"{change.path} {_value(change.before)} -> {_value(change.after)}"
    before, after = change.words
    if not before and not after:
        return numbers
    return f"{numbers}: “{before}” -> “{after}”"


def _value(value: str | float | None) -> str:
    if value is None or value == "":
        return "nothing"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def nothing_differs(answer: WhatIf) -> list[str]:
    """A statement that no world differs, with the reason if known."""
    lines = [f"None of the {answer.replicates:,} worlds differs in any vote, text or answer."]
    reasons = [why for link in answer.inputs if (why := why_inert(link, answer.variant))]
    if reasons:
        lines.append(f"{'; '.join(reasons)}."[:1].upper() + f"{'; '.join(reasons)}."[1:])
    elif not answer.inputs:
        lines.append("The two scenarios have the same numbers and choices.")
    else:
        lines.append("What was changed has no effect here.")
    return lines


def chain_tables(chain: Chain | None) -> list[str | DocumentTable]:
    """The links with their contributions, which sum to the difference of a draft."""
    if chain is None:
        return []
    stand = {(link.draft, link.link): link for link in chain.moved}
    rows: list[tuple[Cell, ...]] = []
    for draft, before in chain.before.items():
        for link in (each for each in chain.contributions if each.draft == draft):
            here = stand.get((draft, link.link))
            ends = (None, None) if here is None else (here.before, here.after)
            rows.append(
                (draft, LINKS[link.link], *ends,
                 link.change.value, link.change.low, link.change.high)
            )  # fmt: skip
        after = chain.after[draft]
        rows.append((draft, "all together", before, after, after - before, None, None))
    heads = ("draft", "link", "base", "what_if", "adds", "low", "high")
    title = "Causal links: contribution of each to the mean exact chance of adoption"
    last = (
        f"Each link is switched from base to what-if on the same {chain.worlds:,} worlds, "
        f"averaged over all orders ({chain.plays} plays of each world), so that contributions "
        f"add up. {MEASURES}"
    )
    return [DocumentTable(heads, rows, title), last]
