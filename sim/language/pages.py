"""Render templates in a reader's language."""

from __future__ import annotations

from jinja2 import Environment
from markupsafe import Markup, escape

from sim.domain.texts import in_written, listing, many_written, say_written
from sim.language.language import Language


def speaking(jinja: Environment, language: Language) -> Environment:
    """``jinja`` with functions and output in ``language``.

    Our texts are translated when a template prints them; plain strings of lesson data are looked
    up. ``sim.language.extraction`` reads ``say`` and related calls from templates.
    """

    def shown(value: object) -> object:
        plain = isinstance(value, str) and not isinstance(value, Markup)
        return language.show(value) if plain else value

    def said(message: str, **values: object) -> str:
        return language.show(say_written(message, **values))

    def said_in(context: str, message: str) -> str:
        return language.show(in_written(context, message))

    def said_html(message: str, **values: object) -> Markup:
        safe = {name: escape(language.show(value)) for name, value in values.items()}
        return Markup(language.show(say_written(message, **safe)))  # noqa: S704 - our own words

    jinja.finalize = shown
    jinja.globals |= {
        "say": said, "say_in": said_in, "say_html": said_html, "listing": listing,
        "say_many": lambda one, many, n: language.show(many_written(one, many, n)),
        "show": language.show, "language": language.code.replace("_", "-"),
    }  # fmt: skip
    return jinja
