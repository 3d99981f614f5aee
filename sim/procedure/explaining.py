"""Explanations of rules, Articles, practices and terms, read from the glossary of the package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sim.domain.words import close_to
from sim.procedure.reforms import INSTITUTIONS
from sim.yaml12 import plain

FILES: tuple[tuple[str, str], ...] = (
    ("rules-01-20.yaml", "rule"),
    ("rules-21-40.yaml", "rule"),
    ("rules-41-61.yaml", "rule"),
    ("articles-council.yaml", "article"),
    ("articles-peace.yaml", "article"),
    ("voting.yaml", "practice"),
    ("texts.yaml", "term"),
    ("meetings.yaml", "term"),
    ("beyond.yaml", "practice"),
)
"""Files of the glossary, and the kind of entries that do not state one."""


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """An entry of the glossary.

    Attributes:
        topic: its name; ``aliases`` are other names.
        text: the explanation, in our own words.
        precedent, wrong, mun: a precedent; a common mistake in teaching; how model-UN rule books
            differ. May be empty.
        checked: whether it was compared with a public copy.
        source: what it was compared with, or where to look it up.
    """

    topic: str
    kind: str
    title: str
    text: str
    aliases: tuple[str, ...] = ()
    precedent: str = ""
    wrong: str = ""
    mun: str = ""
    checked: bool = True
    source: str = ""

    def as_dict(self) -> dict[str, object]:
        """The entry for JSON."""
        return {
            "topic": self.topic,
            "kind": self.kind,
            "title": self.title,
            "text": self.text,
            "precedent": self.precedent,
            "commonly_taught_wrongly": self.wrong,
            "model_un": self.mun,
            "checked": self.checked,
            "source": self.source,
        }


@cache
def topic_entries() -> tuple[TopicEntry, ...]:
    """Every entry: rules, Articles, practices and terms, then the institutions."""
    folder = files("sim.procedure").joinpath("glossary")
    results = []
    for name, kind in FILES:
        for item in plain(folder.joinpath(name).read_text(encoding="utf-8")):
            aliases = tuple(str(alias) for alias in item.pop("aliases", ()))
            results.append(TopicEntry(**{"kind": kind, **item}, aliases=aliases))
    return (*results, *_institutions())


def _institutions() -> tuple[TopicEntry, ...]:
    return tuple(
        TopicEntry(
            topic=item.name,
            kind="institution",
            title=item.title,
            text=f"What it replaces: {item.replaces}.",
            checked=item.checked,
            source=item.source,
        )
        for item in INSTITUTIONS.values()
    )


def plain_topic(topic: str) -> str:
    """``topic`` normalised for comparison: lower case, ``art.`` as article, hyphens as spaces."""
    words = re.sub(r"[-_/]+", " ", topic.casefold())
    words = re.sub(r"\bart\.?\s+(?=\d)", "article ", words)
    words = re.sub(r"\b(rule|article)s\s+", r"\1 ", words)
    words = re.sub(r"\b(rule|article)(?=\d)", r"\1 ", words)
    words = re.sub(r"\s+(?=\()", "", words)
    return re.sub(r"\s+", " ", words).strip().removeprefix("the ")


@cache
def _index(among: tuple[TopicEntry, ...]) -> dict[str, TopicEntry]:
    table: dict[str, TopicEntry] = {}
    for entry in among:
        for name in (entry.topic, *entry.aliases):
            table.setdefault(plain_topic(name), entry)
    for entry in among:
        span = re.fullmatch(r"(rule|article)s (\d+)-(\d+)", entry.topic)
        if span:
            for number in range(int(span[2]), int(span[3]) + 1):
                table.setdefault(f"{span[1]} {number}", entry)
    return table


def find_topic(topic: str, among: tuple[TopicEntry, ...] | None = None) -> TopicEntry | None:
    """The entry on ``topic`` (``rule 33``, ``article 27(3)``, ``veto``, ``in-blue``), or None.

    ``among`` are the entries to search; the whole glossary if None.
    """
    index = _index(topic_entries() if among is None else among)
    plain = plain_topic(topic)
    if plain in index:
        return index[plain]
    return index.get(re.sub(r"\([^)]*\)", "", plain).strip())


def close(topic: str, among: tuple[TopicEntry, ...] | None = None) -> list[str]:
    """Up to three topics with names similar to ``topic``."""
    index = _index(topic_entries() if among is None else among)
    near = close_to(plain_topic(topic), index, most=6)
    return list(dict.fromkeys(index[name].topic for name in near))[:3]
