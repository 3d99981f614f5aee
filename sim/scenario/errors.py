"""Errors in a scenario: all of them at once, each with its location, code and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sim.domain.errors import CouncilError, ExitCode
from sim.domain.states import UnknownStateError, code_of
from sim.domain.words import LONGEST, nearest
from sim.scenario.codes import CODES
from sim.scenario.tree import SourcePlace

_FEW = 40
"""The most possible words that a message lists."""
_WIDEST = 110
"""The most characters of a source line that a message shows."""


@dataclass(frozen=True)
class Problem:
    """One error: its location, what is wrong, and how to fix it."""

    code: str
    place: SourcePlace
    message: str
    remedy: str
    source: str = ""

    @property
    def where(self) -> str:
        """file:line:column, as editors understand it; for the command line only the option."""
        if self.place.file.startswith("-"):
            return self.place.file.split(" ", 1)[0]
        if not self.source:
            return self.place.file
        return f"{self.place.file}:{self.place.line}:{self.place.column}"

    def __str__(self) -> str:
        return "\n".join(
            [f"{self.where}: {self.code} {self.message}", *self._excerpt(), self._mend]
        )

    @property
    def _mend(self) -> str:
        return f"   try: {self.remedy}"

    def _excerpt(self) -> list[str]:
        if not self.source.strip():
            return []
        text, column = self.source.replace("\t", " "), self.place.column - 1
        cut = max(0, column - _WIDEST // 2) if len(text) > _WIDEST else 0
        shown = text[cut : cut + _WIDEST]
        width = max(1, min(self.place.width, len(shown) - (column - cut)))
        number = "" if self.place.file.startswith("-") else str(self.place.line)
        gap = " " * len(number)
        return [f"   {number} | {shown}", f"   {gap} | {' ' * (column - cut)}{'^' * width}"]

    def as_dict(self) -> dict[str, object]:
        """The error for JSON: file, line, column, code, message, remedy."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
        }


class ScenarioErrors(CouncilError, ValueError):  # noqa: N818 - it holds several errors
    """A scenario that cannot be used, with every error found in it (exit code 3)."""

    def __init__(self, problems: Sequence[Problem], more: int = 0) -> None:
        self.problems = tuple(problems)
        self.more = more
        first = self.problems[0]
        super().__init__(
            first.message,
            code=first.code,
            where=first.where,
            why=CODES[first.code].why,
            remedy=first.remedy,
            exit_code=ExitCode.INVALID_SCENARIO,
        )

    def report(self) -> str:
        """The message as the command line prints it: every error with its own code."""
        return str(self)

    def __str__(self) -> str:
        count = len(self.problems)
        text = f"{count} error{'s' if count > 1 else ''}"
        if self.more:
            text = f"{count} of {count + self.more:,} faults, at least one of each code"
        end = f"{text}; `council explain CODE` says more"
        return "\n\n".join([*map(str, self.problems), end])


MOST = 100
"""Errors reported in full; beyond them only the first of each further code, the rest counted."""


@dataclass
class Findings:
    """The errors and notes that one load collects, with the texts they refer to."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    more: int = 0
    _seen: set[tuple[str, int, int, str]] = field(default_factory=set)

    def copy(self) -> Findings:
        """A copy to continue from, which leaves these findings unchanged."""
        return Findings(
            list(self.problems), list(self.notes), dict(self.texts), self.more, set(self._seen)
        )

    def add(self, code: str, place: SourcePlace, message: str, remedy: str = "") -> None:
        """Record an error once; ``remedy`` defaults to the general one of its code."""
        mark = (place.file, place.line, place.column, message)
        if mark in self._seen:
            return
        self._seen.add(mark)
        if self._enough(code):
            self.more += 1
            return
        lines = self.texts.get(place.file, [])
        source = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        self.problems.append(Problem(code, place, message, remedy or CODES[code].remedy, source))

    def unknown(
        self, code: str, place: SourcePlace, word: str, options: Iterable[str], kind: str = ""
    ) -> None:
        """Record a word that is none of the options, with the nearest one as a suggestion.

        ``kind`` says what the word should name, if the title of the code is too general.
        """
        if self._enough(code):
            self.more += 1  # computing a suggestion that nobody sees costs most
            return
        choices = list(options)
        word = _shortened(word)
        suggestion = (_state(word, choices) if code == "E201" else None) or nearest(word, choices)
        remedies = [f"did you mean '{suggestion}'?"] if suggestion else []
        if choices != [suggestion]:
            few = 0 < len(choices) <= _FEW
            remedies.append(f"one of {', '.join(choices)}" if few else CODES[code].remedy)
        remedy = " ".join(remedies)
        title = f"unknown {kind}" if kind else CODES[code].title
        message = f"{title} '{word}'" if title.startswith("unknown") else f"'{word}': {title}"
        self.add(code, place, message, remedy)

    def _enough(self, code: str) -> bool:
        """Whether there are so many errors that another one with this code would add nothing."""
        return len(self.problems) >= MOST and any(p.code == code for p in self.problems)

    def raise_if_any(self) -> None:
        """Raise every error found so far, sorted by file and line.

        Raises:
            ScenarioErrors: when there is an error.
        """
        if self.problems:
            files = list(dict.fromkeys(problem.place.file for problem in self.problems))
            raise ScenarioErrors(
                sorted(
                    self.problems,
                    key=lambda p: (files.index(p.place.file), p.place.line, p.place.column),
                ),
                self.more,
            )


def _state(word: str, options: Iterable[str]) -> str | None:
    """The option that is the code of the State called ``word``."""
    try:
        code = code_of(word)
    except UnknownStateError:
        return None
    return code if code in options else None


def _shortened(word: str) -> str:
    """A word as messages quote it, shortened if necessary."""
    return word if len(word) <= LONGEST else f"{word[:LONGEST]}... ({len(word):,} characters)"
