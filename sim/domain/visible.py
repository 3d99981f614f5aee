"""Replace control characters with visible signs.

A file from somebody else may hold them in a title or a name. They could colour, move or rewrite
what the terminal shows, or set the clipboard.
"""

from __future__ import annotations

_KEPT = {"\n", "\t"}
_PICTURES = 0x2400
"""Unicode pictures of the control characters, in their order."""

_SHOWN: dict[int, str] = {
    **{code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in _KEPT},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),  # the other control characters of ISO 6429
    # Marks that change the direction of writing can disguise a text.
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
}


def visible(text: str) -> str:
    """``text`` with a sign in place of every control character but line feeds and tabs."""
    return text.translate(_SHOWN)


def is_whole(text: str) -> bool:
    """Whether ``text`` has no lone half of a character, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
