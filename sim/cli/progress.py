"""Progress of an ensemble on stderr: a bar with rate and time left, or sparse log lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TextIO

from sim.cli.output import console, note, warn

EVERY = 10.0
"""Seconds between progress lines if stderr is not a terminal."""

QUIET = 0.3
"""Seconds before a bar is drawn, so that short tasks have none."""


class Watching:
    """Watch for ``sim.results.keeping`` on stderr, as a context manager that removes its bar."""

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._begun = self._last = clock()
        self._first: int | None = None
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        """Enter the context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def tell(self, text: str) -> None:
        """Print a sentence above the bar, as a warning if something is not kept."""
        if self._bar is not None:
            self._bar.stop()
        if "not kept" in text:
            warn(text)
        else:
            note(text, this_call_only=True)
        if self._bar is not None:
            self._bar.start()

    def advance(self, done: int, of: int) -> None:
        """Show the number of worlds done, the rate and the time left."""
        now = self._clock()
        if self._first is None:
            self._first, self._begun, self._last = done, now, now
        if self._stream.isatty():
            if now - self._begun >= QUIET:
                self._draw(done, of)
        elif now - self._last >= EVERY:
            self._last = now
            text = progress_line(done, of, done - self._first, now - self._begun)
            note(text, this_call_only=True)

    def _draw(self, done: int, of: int) -> None:
        if self._bar is None:
            from rich.progress import BarColumn, Progress, TextColumn

            columns = (BarColumn(), TextColumn("{task.description}"))
            self._bar = Progress(*columns, console=console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=of)
            self._bar.start()
        text = progress_line(done, of, done - (self._first or 0), self._clock() - self._begun)
        self._bar.update(self._task, completed=done, description=text)


def progress_line(done: int, of: int, computed: int, seconds: float) -> str:
    """Progress in words; the rate excludes worlds that were kept before."""
    text = f"{done:,} of {of:,} worlds"
    if computed > 0 and seconds > 0:
        rate = computed / seconds
        text += f", {rate:,.0f}/s"
        if done < of:
            text += f", {_duration((of - done) / rate)} left"
    return text


def _duration(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"
