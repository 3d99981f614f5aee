"""Text that was typed, as Markdown that shows it and does not interpret it."""

from __future__ import annotations

import re

_READ = re.compile(r"[\\`*_#+|~]|\](?=\()")
"""What starts emphasis, code, a link, a heading, a list item or a cell."""


def literal(text: str) -> str:
    """``text`` with all characters escaped that Markdown or HTML would interpret."""
    escaped = _READ.sub(r"\\\g<0>", text)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
