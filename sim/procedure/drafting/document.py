"""Draft resolutions as Markdown and HTML documents in the layout of the Council's drafts.

Every document is marked SIMULATED and ends with a list of what the model reads in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from sim.domain.markdown import literal
from sim.domain.words import capitalised, listed
from sim.procedure.drafting.layout import LaidParagraph, lay_out, names_of
from sim.procedure.drafting.text import DraftParagraph, IssueClauses

MARK = "SIMULATED"
NOTICE = "Written in a simulation. It is not a document of the United Nations."
ORGAN = "The Security Council"
NOT_READ = "not read by the model"


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """A draft and its heading.

    Attributes:
        sponsors: names of the sponsors, in the order in which they are printed.
        status: the outcome in words; empty while the draft is open.
        scales: issue -> its title and clauses, to name the links of paragraphs.
    """

    symbol: str
    title: str
    day: date
    sponsors: tuple[str, ...]
    paragraphs: tuple[DraftParagraph, ...]
    scales: Mapping[str, IssueClauses]
    status: str = ""

    @property
    def heading(self) -> str:
        """The line that names the sponsors."""
        return f"{listed(self.sponsors)}: draft resolution"

    @property
    def dated(self) -> str:
        """The date as documents print it."""
        return f"{self.day.day} {self.day:%B %Y}"


def model_reads(document: DraftDocument) -> Iterator[tuple[str, str]]:
    """Pairs of a paragraph's name and the clause that the model reads in it."""
    laid = lay_out(document.paragraphs)
    names = names_of(laid)
    for line in laid:
        paragraph = line.paragraph
        scale = document.scales.get(paragraph.issue)
        if paragraph.tied and scale is not None:
            clause = scale.anchors.get(paragraph.value or 0.0, f"position {paragraph.value:.2f}")
            yield names[paragraph.key], f"{scale.title}: {clause}"
        else:
            yield names[paragraph.key], NOT_READ


INDENT = {0: "", 1: "", 2: "    "}


def draft_markdown(document: DraftDocument) -> str:
    """The draft in Markdown; typed text is escaped."""
    head = f"**Security Council** · {literal(document.symbol)} · {document.dated}"
    out = [f"**{MARK}.** {NOTICE}", "", head, "", f"# {literal(document.heading)}", ""]
    if document.title:
        out += [f"On: {literal(document.title)}", ""]
    if document.status:
        out += [f"Outcome: {literal(document.status)}", ""]
    out += [f"*{ORGAN}*,", ""]
    for paragraph in lay_out(document.paragraphs):
        number = paragraph.number.replace(".", "\\.").replace("(", "\\(").replace(")", "\\)")
        words = f"*{literal(paragraph.opening)}*" if paragraph.opening else ""
        line = f"{number} {words}{literal(paragraph.rest)}{paragraph.end}".strip()
        line = f"\\{line}" if line[:1] == "-" else line  # no item of a list
        out += [f"{INDENT[paragraph.depth] and '&emsp;'}{line}", ""]
    reads = [
        f"- {name[:1].upper()}{name[1:]}: {literal(read)}" for name, read in model_reads(document)
    ]
    if reads:
        out += ["## What the model reads", "", *reads]
    return "\n".join(out) + "\n"


STYLE = """
body{font:17px/1.5 "Times New Roman",Tinos,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;
color:#111;background:#fff}header{display:flex;justify-content:space-between;align-items:end;
border-bottom:1px solid;padding-bottom:.3rem}header strong{font-size:1.5rem}
.mark{color:#a00;letter-spacing:.2em;font:700 .8rem sans-serif}h1{font-size:1.1rem}
p.o{padding-left:2.5rem;text-indent:0}p.s{padding-left:5rem}.n{display:inline-block;width:2.5rem}
p.s .n{margin-left:-2.5rem}p{overflow-wrap:anywhere}
aside{border-top:1px solid;margin-top:2rem;font:.85rem/1.45 sans-serif}
@media print{body{margin:0;max-width:none}}
"""


def draft_html(document: DraftDocument) -> str:
    """The draft as a self-contained HTML page; typed text is escaped."""
    title = f"{document.symbol}: {document.heading}"
    head = (
        f'<p class="mark">{MARK}</p><header><strong>Security Council</strong>'
        f"<span>{escape(document.symbol)}<br>{document.dated}</span></header>"
        f"<h1>{escape(document.heading)}</h1>"
    )
    if document.title:
        head += f"<p>On: {escape(document.title)}</p>"
    if document.status:
        head += f"<p><strong>Outcome:</strong> {escape(document.status)}</p>"
    lines = "".join(_html_line(paragraph) for paragraph in lay_out(document.paragraphs))
    reads = "".join(
        f"<li>{escape(capitalised(name))}: {escape(read)}</li>"
        for name, read in model_reads(document)
    )
    if reads:
        reads = f"<p>What the model reads:</p><ul>{reads}</ul>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{MARK}: {escape(title)}</title><style>{STYLE}</style></head><body>"
        f"{head}<p><em>{ORGAN}</em>,</p>{lines}"
        f"<aside><p>{escape(NOTICE)}</p>{reads}</aside>"
        "</body></html>\n"
    )


def _html_line(paragraph: LaidParagraph) -> str:
    kind = {0: "p", 1: "o", 2: "s"}[paragraph.depth]
    number = f'<span class="n">{escape(paragraph.number)}</span>' if paragraph.number else ""
    opening = f"<em>{escape(paragraph.opening)}</em>" if paragraph.opening else ""
    return f'<p class="{kind}">{number}{opening}{escape(paragraph.rest)}{paragraph.end}</p>'
