"""The legal force that the words of a draft imply: Article 25, Chapter VII, recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sim.domain.texts import say
from sim.procedure.drafting.layout import LaidParagraph
from sim.procedure.drafting.openings import Part, bare_opening
from sim.procedure.drafting.remark import Remark, Weight
from sim.procedure.drafting.text import DraftParagraph

BINDING: Mapping[str, str] = {
    "Decides": say("Members have agreed to carry out what the Council decides (Article 25)."),
    "Demands": say("A demand says what somebody must do; nothing in a preamble can be demanded."),
    "Authorizes": say("What is authorized here may be done; a preamble allows nothing."),
    "Requires": say("What is required must be done (Article 25); a preamble requires nothing."),
    "Directs": say("A direction must be followed; a preamble directs nobody."),
}
"""Verbs with legal consequences -> what they imply."""

SEIZED = re.compile(r"remain\s+(?:actively\s+)?seized", re.IGNORECASE)
CHAPTER_VII = re.compile(r"\bchap(?:ter|itre)\s+vii\b", re.IGNORECASE)
ACTING = re.compile(
    r"(?<!\bnot\s)(?<!\bwithout\s)(?<!\bn[’'])\b(?:acting|agissant)\b"
    r"(?:(?!\b(?:prepared|ready|to\s+act|recall\w*|reserv\w*|reaffirm\w*|adopted|mindful"
    r"|prêt|agir|rappel\w*|réserv\w*|réaffirm\w*|adoptée?s?|et\s+non)\b).)*?"
    r"\b(?:chap(?:ter|itre)s?\s+(?:[ivx]+\s*(?:,|and|or|et|ou)\s*)*(?:vii|7)"
    r"|articles?\s+(?:\d+\s*(?:,|and|or|to|et|ou|à)\s*)*(?:39|4\d|50|51)"
    r"(?!\s+(?:of\s+the|du)\s+stat))\b",
    re.IGNORECASE | re.DOTALL,
)
"""Acting under Chapter VII, by name or by one of its Articles, in English or in French."""
LOOKS_BACK = re.compile(
    r"\W*(?:recalling|reaffirming|noting|having|welcoming|rappelant|réaffirmant|notant|ayant)\b",
    re.IGNORECASE,
)
"""Openings of a paragraph that speaks of what was done before."""
NOT_UNDER = re.compile(r"\bnot\s+under\b[^,;]*", re.IGNORECASE)
COERCIVE = re.compile(
    r"all necessary (?:measures|means)|use of force|embargo|sanction|asset freeze|travel ban|"
    r"freeze (?:the |all )?(?:funds|assets)",
    re.IGNORECASE,
)
"""Words for measures that need Article 41 or 42."""


def is_formal(text: str) -> bool:
    """Whether a paragraph has no substance on which members could disagree."""
    return bool(SEIZED.search(text) or CHAPTER_VII.search(text) or _acts(text))


def beside_the_clauses(paragraphs: Iterable[DraftParagraph]) -> bool:
    """Whether an operative paragraph is linked to no clause."""
    return any(paragraph.part is Part.OPERATIVE and not paragraph.tied for paragraph in paragraphs)


def acts_under_chapter_vii(paragraphs: Iterable[DraftParagraph]) -> bool:
    """Whether the preamble says that the Council acts under Chapter VII or its Articles, 39 to 51.

    Such a text is no decision under Chapter VI, in which a party to a dispute must abstain
    (Article 27(3)).
    """
    return any(
        paragraph.part is Part.PREAMBULAR and _acts(paragraph.text) for paragraph in paragraphs
    )


def _acts(words: str) -> bool:
    if LOOKS_BACK.match(words):
        return False
    return ACTING.search(NOT_UNDER.sub("", words)) is not None


def implied_force(laid: Sequence[LaidParagraph]) -> list[Remark]:
    """Remarks on the legal force that the draft claims and on the basis that it needs."""
    preamble = [paragraph for paragraph in laid if paragraph.depth == 0]
    operative = [
        paragraph for paragraph in laid if paragraph.depth > 0 and not is_formal(paragraph.words)
    ]
    acting = [
        paragraph
        for paragraph in preamble
        if CHAPTER_VII.search(paragraph.words) or _acts(paragraph.words)
    ]
    binding = [
        paragraph
        for paragraph in operative
        if bare_opening(paragraph.opening, Part.OPERATIVE) in BINDING
    ]
    remarks: list[Remark] = []
    if not acting:
        remarks += [
            Remark(
                Weight.MEND,
                say(
                    "“{match}” is a measure of Chapter VII (Articles 41 and 42). End the "
                    "preamble with “Acting under Chapter VII of the Charter of the United "
                    "Nations”, after a paragraph that determines a threat to the peace "
                    "(Article 39).",
                    match=match[0],
                ),
                paragraph.paragraph.key,
            )
            for paragraph in operative
            if (match := COERCIVE.search(paragraph.words))
        ]
        remarks += [
            Remark(
                Weight.NOTE,
                say(
                    "“Decides” claims to bind (Article 25). Outside Chapter VII it is disputed "
                    "whether it does: the International Court reads a resolution's "
                    "words, its debate and the provisions it names (Namibia opinion, 1971, "
                    "paragraph 114)."
                ),
                paragraph.paragraph.key,
            )
            for paragraph in binding
            if bare_opening(paragraph.opening, Part.OPERATIVE) == "Decides"
        ]
        return remarks
    if acting[-1] is not preamble[-1]:
        text = say("The paragraph on Chapter VII belongs at the end of the preamble.")
        remarks.append(Remark(Weight.NOTE, text, acting[-1].paragraph.key))
    if not any(
        bare_opening(paragraph.opening, Part.PREAMBULAR) == "Determining" for paragraph in preamble
    ):
        text = say(
            "Chapter VII opens with Article 39: the Council determines a threat to "
            "the peace, a breach of the peace or an act of aggression "
            "(“Determining that”). No paragraph does."
        )
        remarks.append(Remark(Weight.NOTE, text, acting[-1].paragraph.key))
    if operative and not binding:
        text = say(
            "The draft acts under Chapter VII, and no paragraph decides, demands "
            "or authorizes anything: verbs such as “Calls upon” and “Urges” ask."
        )
        remarks.append(Remark(Weight.NOTE, text, acting[-1].paragraph.key))
    return remarks
