"""Colours by role for light, dark and print, distinguishable for colour-blind readers.

Blue, orange and grey differ in hue for every common colour-vision deficiency and each vote has a
glyph besides; text meets WCAG AA on its ground (tests/report/test_palette.py measures it).
The ramp is sampled from cividis (Nunez, Anderton and Renslow 2018), made for colour-blind readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.domain.ballots import Outcome, Vote


@dataclass(frozen=True, slots=True)
class ColourRole:
    """A colour for light and for dark backgrounds."""

    light: str
    dark: str


ROLES: dict[str, ColourRole] = {
    "paper": ColourRole("#ffffff", "#14181d"),
    "panel": ColourRole("#eef1f4", "#232a32"),
    "line": ColourRole("#8a949e", "#77838f"),
    "ink": ColourRole("#14181d", "#eef1f4"),
    "muted": ColourRole("#4c5762", "#b3bdc7"),
    "link": ColourRole("#0b5394", "#8ec5ff"),
    "warn": ColourRole("#8f1d1d", "#ffb0a8"),
    "yes": ColourRole("#00639c", "#62b6f0"),
    "no": ColourRole("#b04300", "#ff9a5c"),
    "abstain": ColourRole("#5d666f", "#aeb8c2"),
    "absent": ColourRole("#ffffff", "#14181d"),
    "on-vote": ColourRole("#ffffff", "#14181d"),
    "band": ColourRole("#cfdfeb", "#26435a"),
}

_RAMP = (
    "#00224e", "#083370", "#35456c", "#4f576c", "#666970",
    "#7d7c78", "#948e77", "#aea371", "#c8b866", "#e5cf52",
)  # fmt: skip
RAMP_STEPS = len(_RAMP)
_DIVERGING = (
    "#8a3b00", "#b85a0d", "#d9883f", "#efbd8d", "#f2ece4",
    "#b5d0e6", "#78abd2", "#3d82b5", "#00558f",
)  # fmt: skip
DIVERGING_STEPS = len(_DIVERGING)


def channel_luminance(colour: str) -> float:
    """The relative luminance of a ``#rrggbb`` colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((channel_luminance(first), channel_luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _ink_on(colour: str) -> str:
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))


for _name, _colours in (("ramp", _RAMP), ("diverging", _DIVERGING)):
    for _i, _colour in enumerate(_colours):
        ROLES[f"{_name}{_i}"] = ColourRole(_colour, _colour)
        ROLES[f"{_name}{_i}-ink"] = ColourRole(_ink_on(_colour), _ink_on(_colour))

VOTE_ROLE: dict[Vote, str] = {
    Vote.YES: "yes",
    Vote.ABSTAIN: "abstain",
    Vote.NO: "no",
    Vote.ABSENT: "absent",
    Vote.NOT_PARTICIPATING: "absent",
}

VOTE_WORDS: dict[Vote, str] = {
    Vote.YES: "yes",
    Vote.ABSTAIN: "abstention",
    Vote.NO: "no",
    Vote.ABSENT: "absent",
    Vote.NOT_PARTICIPATING: "not participating",
}

OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.ADOPTED: "adopted",
    Outcome.VETOED: "vetoed",
    Outcome.NOT_ADOPTED: "not adopted",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.NOT_REACHED: "not put to the vote",
}

OUTCOME_ROLE: dict[Outcome, str] = {
    Outcome.ADOPTED: "yes",
    Outcome.VETOED: "no",
    Outcome.NOT_ADOPTED: "abstain",
    Outcome.WITHDRAWN: "muted",
    Outcome.NOT_REACHED: "muted",
}

SERIES: tuple[tuple[str, str], ...] = (
    ("yes", ""),
    ("no", "7 3"),
    ("abstain", "2 3"),
    ("ink", "9 3 2 3"),
    ("link", "12 4"),
    ("warn", "4 4"),
)
"""Colour role and dashes of lines in a chart, in order; distinguishable without colour."""


def ramp(value: float, *, diverging: bool = False) -> str:
    """The role of a value in [0, 1] on the ramp, or in [-1, 1] on the diverging one."""
    if diverging:
        step = round((min(1.0, max(-1.0, value)) + 1) / 2 * (DIVERGING_STEPS - 1))
        return f"diverging{step}"
    return f"ramp{min(RAMP_STEPS - 1, max(0, int(value * RAMP_STEPS)))}"


def stylesheet(roles: Iterable[str] | None = None) -> str:
    """CSS that colours the classes ``f-ROLE`` and ``s-ROLE``, dark where the reader's screen is."""
    names = sorted(ROLES if roles is None else set(roles))
    light = "".join(f"--{name}:{ROLES[name].light};" for name in names)
    dark = "".join(
        f"--{name}:{ROLES[name].dark};" for name in names if ROLES[name].dark != ROLES[name].light
    )
    rules = "".join(
        f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}" for name in names
    )
    return (
        f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{rules}"
    )


def plain_stylesheet(roles: Iterable[str]) -> str:
    """The same classes in light colours, for programs without support for CSS variables."""
    return "".join(
        f".f-{name}{{fill:{ROLES[name].light}}}.s-{name}{{stroke:{ROLES[name].light}}}"
        for name in sorted(set(roles))
    )
