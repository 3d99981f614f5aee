"""Progress: sparse lines in a log, a bar with rate and time left in a terminal."""

from __future__ import annotations

import io

import pytest

from sim.cli.progress import EVERY, Watching, progress_line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_rate_counts_only_what_is_computed_now() -> None:
    assert (
        progress_line(30_000, 100_000, 20_000, 4.0)
        == "30,000 of 100,000 worlds, 5,000/s, 0:14 left"
    )
    assert progress_line(100_000, 100_000, 20_000, 4.0) == "100,000 of 100,000 worlds, 5,000/s"
    assert progress_line(10, 100, 0, 0.0) == "10 of 100 worlds"
    assert progress_line(1, 10_001, 1, 1.0).endswith("2:46:40 left")


def test_a_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    with Watching(io.StringIO(), clock=lambda: now) as watch:
        for step in range(101):
            now = step * EVERY / 10
            watch.advance(step * 100, 10_000)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 10
    assert told[0] == "1,000 of 10,000 worlds, 100/s, 1:30 left"


def test_what_is_over_at_once_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for stream in (io.StringIO(), Terminal()):
        with Watching(stream, clock=lambda: 0.0) as watch:
            watch.advance(0, 10)
            watch.advance(10, 10)
    assert capsys.readouterr().err == ""


def test_what_is_not_kept_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    with Watching() as watch:
        watch.tell("this run is not kept: the disk is full")
        watch.tell("continuing results/x: 10 worlds are already kept")
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("warning: this run is not kept")
    assert told[1].startswith("continuing")


def test_a_terminal_gets_a_bar_that_is_taken_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    now = 0.0
    with Watching(terminal, clock=lambda: now) as watch:
        watch.advance(0, 10_000)
        now = 2.0
        watch.advance(5_000, 10_000)
        watch.tell("said above the bar")
    text = terminal.getvalue()
    assert "5,000 of 10,000 worlds, 2,500/s, 0:02 left" in text
    assert "said above the bar" in text
