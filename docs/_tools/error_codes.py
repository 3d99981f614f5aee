"""The reference of the error codes, from the tables that ``council explain CODE`` reads."""

from __future__ import annotations

from sim.cli.codes import explanations

INTRODUCTION = """\
# Error codes

Error messages contain their code, but for options and arguments that do not fit a command;
`council explain CODE` prints the row of this table.
Errors in a scenario file are reported all at once, each with its line.

| code | error | why | what to do |
|---|---|---|---|
"""


def page() -> str:
    """The whole page, in Markdown."""
    return INTRODUCTION + "\n".join(
        f"| {code} | "
        + " | ".join(_cell(text) for text in (kind.title, kind.why, kind.remedy))
        + " |"
        for code, kind in explanations().items()
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
