"""Editorial remarks on a draft: openings, numbering, links to issues and legal force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sim.domain.texts import case_text, in_a_row, listing, say
from sim.domain.words import nearest
from sim.procedure.drafting import force
from sim.procedure.drafting.layout import TYPED_NUMBER, LaidParagraph, body, lay_out, names_of
from sim.procedure.drafting.openings import (
    OPENINGS,
    Part,
    bare_opening,
    counterpart,
    opening_of,
)
from sim.procedure.drafting.remark import Remark, Weight
from sim.procedure.drafting.text import DraftParagraph, IssueClauses, conflicts

UNREAD = say(
    "The model does not read this paragraph, because it is not tied to a clause. "
    "Simulated members answer tied clauses only; people can answer the words."
)
EXAMPLES = {
    Part.PREAMBULAR: say("a participle or an adjective, such as “Recalling” or “Deeply concerned”"),
    Part.OPERATIVE: say(
        "a verb in the present whose subject is the Council, such as “Demands that” or “Requests”"
    ),
}


def remarks_on(
    paragraphs: Sequence[DraftParagraph], scales: Mapping[str, IssueClauses]
) -> tuple[Remark, ...]:
    """Remarks on a draft, first by paragraph, then on the whole.

    Args:
        paragraphs: The draft.
        scales: Issue -> its title and clauses, to name the links of paragraphs.
    """
    laid = lay_out(paragraphs)
    remarks = [remark for paragraph in laid for remark in _of_paragraph(paragraph)]
    remarks += force.implied_force(laid)
    return (*remarks, *_of_whole(laid), *_of_ties(laid, scales))


def ready(remarks: Sequence[Remark]) -> bool:
    """Whether the draft can be submitted: no remark prevents it."""
    return all(remark.weight is not Weight.STOP for remark in remarks)


def _of_paragraph(laid: LaidParagraph) -> Iterator[Remark]:
    paragraph = laid.paragraph
    typed = TYPED_NUMBER.match(paragraph.text)
    if typed:
        text = say(
            "Numbers are added automatically: “{number}” is left out.", number=typed[0].strip()
        )
        yield Remark(Weight.MEND, text, paragraph.key)
    if not paragraph.bank:
        yield from _opening(paragraph)
    if re.search(r"[a-z]{3,}[.!?]\s+[A-Z]", body(paragraph.text)):
        yield Remark(
            Weight.MEND,
            say(
                "A resolution is one sentence with one full stop, at its end. Join the "
                "two with a comma or “and”, or begin a paragraph."
            ),
            paragraph.key,
        )
    if (
        not paragraph.tied
        and paragraph.part is not Part.PREAMBULAR
        and not force.is_formal(paragraph.text)
    ):
        yield Remark(Weight.NOTE, UNREAD, paragraph.key)


def _opening(paragraph: DraftParagraph) -> Iterator[Remark]:
    """Remarks on the opening of a paragraph, which depends on its part."""
    words = body(paragraph.text)
    if paragraph.part is Part.SUB or not words or opening_of(words, paragraph.part):
        return
    other = Part.OPERATIVE if paragraph.part is Part.PREAMBULAR else Part.PREAMBULAR
    stray = bare_opening(words, other)
    if stray:
        yield Remark(Weight.MEND, _misplaced(stray, paragraph.part), paragraph.key)
        return
    first = words.split()[0].strip(",;:")
    if paragraph.part is Part.PREAMBULAR and re.fullmatch(r"[A-Z]?[a-z]+(?:ing|ed)", first):
        text = say(
            "“{opening}” has the form of an opening, but is not in the list of "
            "openings that were compared with resolutions.",
            opening=first,
        )
        yield Remark(Weight.NOTE, text, paragraph.key)
        return
    near = nearest(first.capitalize(), tuple(OPENINGS[paragraph.part]))
    places = {"example": EXAMPLES[paragraph.part], "opening": first}
    opens = (
        say("A preambular paragraph opens with {example}, not with “{opening}”.", **places)
        if paragraph.part is Part.PREAMBULAR
        else say("An operative paragraph opens with {example}, not with “{opening}”.", **places)
    )
    text = in_a_row([opens, say("Did you mean “{near}”?", near=near)]) if near else opens
    yield Remark(Weight.MEND, text, paragraph.key)


def _misplaced(stray: str, part: Part) -> str:
    other = counterpart(stray, part)
    if part is Part.OPERATIVE:
        text = say(
            "“{opening}” opens a preambular paragraph: it says why the Council acts.", opening=stray
        )
        move = (
            say("Move the paragraph to the preamble, or write “{other}”.", other=other)
            if other
            else say("Move the paragraph to the preamble.")
        )
        return in_a_row([text, move])
    text = say(
        "“{opening}” says what the Council does and belongs in the operative part.", opening=stray
    )
    binding = force.BINDING.get(stray, "")
    move = (
        say("Move the paragraph there, or write “{other}”.", other=other)
        if other
        else say("Move the paragraph there.")
    )
    return in_a_row([text, *([binding] if binding else []), move])


SAID_AGAIN = ("", "also", "further")
"""Words before a verb that opens two or three operative paragraphs in a row."""


def _of_whole(laid: Sequence[LaidParagraph]) -> Iterator[Remark]:
    operative = [paragraph for paragraph in laid if paragraph.depth > 0]
    if not any(paragraph.depth == 1 for paragraph in operative):
        text = say("The draft decides nothing yet: it needs an operative paragraph.")
        yield Remark(Weight.STOP, text)
    if operative and operative[0].depth == 2:
        text = say(
            "A sub-paragraph must follow an operative paragraph, and there is none before it."
        )
        yield Remark(Weight.STOP, text, operative[0].paragraph.key)
    yield from _alone(operative)
    yield from _repeated([paragraph for paragraph in operative if paragraph.depth == 1])
    heard: set[str] = set()
    for paragraph in laid:
        words = body(paragraph.paragraph.text).casefold()
        if words in heard:
            yield Remark(Weight.MEND, say("The draft says this twice."), paragraph.paragraph.key)
        heard.add(words)
    if operative and not any(force.SEIZED.search(paragraph.words) for paragraph in operative):
        yield Remark(
            Weight.NOTE,
            say(
                "Most resolutions end with “Decides to remain seized of the matter”. "
                "The Council can take the matter up again without it."
            ),
        )


def _alone(operative: Sequence[LaidParagraph]) -> Iterator[Remark]:
    for place, paragraph in enumerate(operative):
        before = operative[place - 1] if place else None
        after = operative[place + 1] if place + 1 < len(operative) else None
        first = paragraph.depth == 2 and before is not None and before.depth == 1
        if first and (after is None or after.depth == 1):
            text = say("(a) stands alone: join it to the paragraph above, or add (b).")
            yield Remark(Weight.MEND, text, paragraph.paragraph.key)


def _repeated(operative: Sequence[LaidParagraph]) -> Iterator[Remark]:
    run, before = 0, ""
    for paragraph in operative:
        verb = bare_opening(paragraph.opening, Part.OPERATIVE)
        run = run + 1 if verb and verb == before else 0
        before = verb
        plain = paragraph.opening.casefold() == verb.casefold()
        if run and plain and not force.is_formal(paragraph.words):
            word = SAID_AGAIN[min(run, len(SAID_AGAIN) - 1)]
            verb = f"{word.capitalize()} {verb[:1].lower()}{verb[1:]}"
            text = say(
                "The previous paragraph has the same opening. Practice: “{verb}”.", verb=verb
            )
            yield Remark(Weight.NOTE, text, paragraph.paragraph.key)


def _of_ties(laid: Sequence[LaidParagraph], scales: Mapping[str, IssueClauses]) -> Iterator[Remark]:
    names = names_of(laid)
    for issue, tied in conflicts([paragraph.paragraph for paragraph in laid]).items():
        scale = scales.get(issue, IssueClauses(issue, {}))
        shown = listing(
            [
                say(
                    "{paragraph} (“{clause}”)",
                    paragraph=names[paragraph.key],
                    clause=case_text(scale.anchors.get(paragraph.value or 0.0, "?")),
                )
                for paragraph in tied
            ]
        )
        text = say(
            "Two clauses on “{issue}”: {paragraphs}. The model reads one position for "
            "an issue. Tie them to the same clause, or only one of them.",
            issue=case_text(scale.title),
            paragraphs=shown,
        )
        yield Remark(Weight.STOP, text, tied[-1].key)
