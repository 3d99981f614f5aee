"""Upper bounds on the width of text in common sans-serif fonts.

Each width is the larger of Liberation Sans (the metrics of Arial and Helvetica) and DejaVu Sans,
so a label that fits here fits in the reader's browser too.
"""

from __future__ import annotations

import unicodedata

FONT_STACK = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""The faces named in every figure and page."""

ASCENT = 0.93
"""Height above the base line, in em (the larger of the two faces)."""

DESCENT = 0.24
"""Depth below the base line, in em (the larger of the two faces)."""

LINE = 1.2
"""Distance of base lines in em: more than ASCENT + DESCENT, so lines never touch."""

_FIRST = 32
# Advance widths in thousandths of an em for the printable ASCII characters, in code order.
_REGULAR = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
    1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863, 748, 787,
    667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
)  # fmt: skip
_BOLD = (
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365,
    696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611,
    1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 556, 775, 637, 995, 837, 850,
    733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 556,
    500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
    716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
)  # fmt: skip
_OTHERS = {
    "–": 556, "‘": 380, "’": 380, "“": 657, "”": 657, "·": 380, "•": 639, "°": 500, "§": 611,
    "ß": 719, "ø": 687, "ð": 687, "þ": 716, "ł": 371, "\u00a0": 348, "\u202f": 348,
}  # fmt: skip
_UNKNOWN = 1000
_UNKNOWN_WIDE = 1100


def _advance(character: str, table: tuple[int, ...]) -> int:
    index = ord(character) - _FIRST
    if 0 <= index < len(table):
        return table[index]
    if unicodedata.combining(character):
        return 0
    if character in _OTHERS:
        return _OTHERS[character]
    base = unicodedata.normalize("NFD", character)
    if len(base) > 1:
        return _advance(base[0], table)
    return _UNKNOWN_WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The greatest width of ``text`` set at ``size``, in the unit of ``size``."""
    table = _BOLD if bold else _REGULAR
    return sum(_advance(character, table) for character in text) * size / 1000


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """The lines of ``text``, at most ``width`` wide; words that are too long are split."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        trial = f"{line} {word}" if line else word
        if text_width(trial, size, bold=bold) <= width:
            line = trial
            continue
        if line:
            lines.append(line)
        *full, line = _split(word, width, size, bold=bold)
        lines.extend(full)
    return [*lines, line] if line else lines


def _split(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    parts, part = [], ""
    for character in word:
        if part and text_width(part + character, size, bold=bold) > width:
            parts.append(part)
            part = ""
        part += character
    return [*parts, part]
