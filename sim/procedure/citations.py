"""Translatable citations of provisions: ``rules 37 and 39``, ``Article 27(3), proviso``."""

from __future__ import annotations

import re

from sim.domain.texts import Text, in_a_row, listing, say

_NUMBERED = re.compile(r"(rules?|Articles?) (\d+(?:\(\d+\))?(?:(?:, | and )\d+(?:\(\d+\))?)*)")
_PARTS = re.compile(r", | and ")

PRACTICES: dict[str, Text] = {
    text: text
    for text in (
        say("practice"),
        say("previous practice"),
        say("practice: co-sponsorship"),
        say("practice: consensus"),
        say("practice: decision without a vote"),
        say("practice: finality of a vote"),
        say("practice: further statement"),
        say("practice: invitations"),
        say("practice: secret ballot"),
        say("San Francisco Statement"),
        say("San Francisco Statement, II.2"),
        say("form of the act"),
    )
}
"""Citations other than rules and Articles."""


def cited(rule: str) -> str:
    """``rule`` as a translatable text; unchanged if its form is not recognised."""
    parts = [_one(part) for part in rule.split("; ")]
    return in_a_row(parts, "; ") if len(parts) > 1 else parts[0]


def _one(rule: str) -> str:
    practice = PRACTICES.get(rule)
    if practice is not None:
        return practice
    bare = rule.removesuffix(", proviso")
    match = _NUMBERED.fullmatch(bare)
    if match is None:
        return rule
    numbers = _PARTS.split(match[2])
    text = _numbered(match[1], numbers)
    return say("{provision}, proviso", provision=text) if bare != rule else text


def _numbered(kind: str, numbers: list[str]) -> Text:
    several = listing(numbers)
    if kind.startswith("rule"):
        return (
            say("rules {numbers}", numbers=several)
            if len(numbers) > 1
            else say("rule {number}", number=numbers[0])
        )
    return (
        say("Articles {numbers}", numbers=several)
        if len(numbers) > 1
        else say("Article {number}", number=numbers[0])
    )
