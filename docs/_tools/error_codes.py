"""The reference of the error codes, from the tables that ``council explain CODE`` reads."""

from __future__ import annotations

from sim.domain.errors import EXPLANATIONS
from sim.scenario.codes import CODES

INTRODUCTION = """\
# Error codes

Every error names its code; `council explain CODE` says what stands here. Errors in a scenario file
are reported all at once, each with its line.

| code | error | why it is one | what to do |
|---|---|---|---|
"""


def page() -> str:
    """The whole page, in Markdown."""
    rows = {code: (kind.title, kind.why, kind.remedy) for code, kind in EXPLANATIONS.items()}
    rows |= {code: (kind.title, kind.why, kind.remedy) for code, kind in CODES.items()}
    return INTRODUCTION + "\n".join(
        f"| {code} | " + " | ".join(text.replace("|", "\\|") for text in cells) + " |"
        for code, cells in sorted(rows.items())
    )
