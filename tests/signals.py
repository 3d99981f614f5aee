"""Programs that are stopped as at a terminal."""

from __future__ import annotations

import signal


def as_at_a_terminal() -> None:
    """Let a child heed Ctrl-C, which a parent in the background was told to ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
