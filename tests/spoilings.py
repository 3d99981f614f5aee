"""Ways in which a file of JSON is edited that a check of its content must notice."""

from __future__ import annotations

import re
from collections.abc import Callable


def _with(member: str) -> Callable[[bytes], bytes]:
    """Put a member at the start of the first object."""
    return lambda content: content.replace(b"{", b"{" + member.encode() + b",", 1)


def _first_key_twice(content: bytes) -> bytes:
    """Give the first key a second value, before its own: most readers keep the last."""
    key = re.search(rb'"(\w+)"', content)
    assert key is not None
    return content.replace(b"{", b"{" + key[0] + b":5,", 1)


AMBIGUOUS: dict[str, Callable[[bytes], bytes]] = {
    "the first key twice": _first_key_twice,
    "a key twice, one escaped": _with(r'"zz":1,"\u007az":2'),
    "nested too deeply": _with('"zz":' + "[" * 100_000),
    "nested deeply and closed": _with('"zz":' + "[" * 100_000 + "]" * 100_000),
    "not a number": _with('"zz":NaN'),
    "an infinite number": _with('"zz":-Infinity'),
    "a number too large": _with('"zz":1e999'),
    "an integer of many digits": _with('"zz":' + "9" * 5000),
    "half of a surrogate pair": _with(r'"zz":"\ud800"'),
    "half of a surrogate pair, as bytes": lambda content: _with('"zz":"X"')(content).replace(
        b"X", b"\xed\xa0\x80", 1
    ),
    "in UTF-16": lambda content: content.decode().encode("utf-16"),
    "not text": lambda content: content.replace(b"{", b"{\xff", 1),
    "with a mark of the byte order": lambda content: b"\xef\xbb\xbf" + content,
}
"""What readers of JSON disagree about, or cannot read at all."""

REWRITTEN: dict[str, Callable[[bytes], bytes]] = {
    "CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "CR": lambda content: content.replace(b"\n", b"\r"),
    "a space": lambda content: content.replace(b":", b": ", 1),
    "a space at the end of the line": lambda content: content.replace(b"\n", b" \n", 1),
    "a letter as an escape": lambda content: content.replace(b'"k', b'"\\u006b', 1),
    "a blank line": lambda content: content.replace(b"\n", b"\n\n", 1),
}
"""What is the same value in other bytes."""

EVERY = AMBIGUOUS | REWRITTEN
