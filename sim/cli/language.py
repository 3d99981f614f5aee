"""The option ``--language`` and the language that it selects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sim.language.language import Language

LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="CODE|FILE",
        help="Language: en, fr, or the path of a catalogue (.po).",
    ),
]


def language_of(name: str, case: str) -> Language:
    """The language ``name``, with the translations of the case if there are any.

    Raises:
        UsageError: if there is no such language.
    """
    from sim.language.catalogues import language_called
    from sim.lessons.case_words import with_case

    return with_case(language_called(name), case)
