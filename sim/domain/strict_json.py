"""JSON from files that may have been edited: what is ambiguous or unbounded is refused."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

_MAYBE_SURROGATE = re.compile(r"\\u[dD]|[\ud800-\udfff]")


def parse_json(text: str | bytes) -> Any:
    """The value in ``text`` (bytes are UTF-8), if every reader of JSON would read the same.

    Raises:
        ValueError: it is not JSON, an object has the same key twice, a number is not finite or has
            thousands of digits, half of a surrogate pair stands alone, or it is nested too deeply.
    """
    plain = text.decode() if isinstance(text, bytes) else text
    try:
        value = json.loads(
            plain,
            object_pairs_hook=_once_each,
            parse_float=_finite,
            parse_constant=_not_finite,
        )
        if _MAYBE_SURROGATE.search(plain):
            json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except UnicodeEncodeError:
        raise ValueError("it has half of a surrogate pair, which is not a character") from None
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!a} is there twice")
    return found


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _not_finite(text)


def _not_finite(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number of JSON")
