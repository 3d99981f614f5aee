"""What is wrong with a scenario: every fault with its place, code and remedy, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sim.domain.errors import CouncilError, ExitCode
from sim.domain.states import UnknownStateError, code_of
from sim.domain.words import LONGEST, nearest
from sim.scenario.codes import CODES
from sim.scenario.tree import SourcePlace

_FEW = 40
"""Up to so many possible words are listed."""
_WIDEST = 110
"""Characters of a source line that are shown."""


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what it is, how to mend it."""

    code: str
    place: SourcePlace
    message: str
    remedy: str
    source: str = ""

    @property
    def where(self) -> str:
        """file:line:column, as editors understand it; the option alone on the command line."""
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
        """The fault for JSON: file, line, column, code, message, remedy."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
        }


class ScenarioErrors(CouncilError, ValueError):  # noqa: N818 - it holds several errors
    """A scenario that cannot be used, with every fault that was found (exit code 3)."""

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
        """The message as the command line prints it: every fault, each with its own code."""
        return str(self)

    def __str__(self) -> str:
        count = len(self.problems)
        text = f"{count} error{'s' if count > 1 else ''}"
        if self.more:
            text = f"{count} of {count + self.more:,} faults, at least one of each code"
        end = f"{text}; `council explain CODE` says more"
        return "\n\n".join([*map(str, self.problems), end])


MOST = 100
"""Faults that are told; of those after them only the first of each other code, the rest counted."""


@dataclass
class Findings:
    """The faults and notes that one loading collects, with the texts they point into."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    more: int = 0
    _seen: set[tuple[str, int, int, str]] = field(default_factory=set)

    def copy(self) -> Findings:
        """Findings that go on from these, and leave these as they are."""
        return Findings(
            list(self.problems), list(self.notes), dict(self.texts), self.more, set(self._seen)
        )

    def add(self, code: str, place: SourcePlace, message: str, remedy: str = "") -> None:
        """Note a fault once; without ``remedy`` it gets the general one of its code."""
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
        """Note a word that is none of the options, with the nearest one as a suggestion.

        ``kind`` says what the word should name, where the title of the code says it too widely.
        """
        if self._enough(code):
            self.more += 1  # a suggestion that nobody sees costs most
            return
        known = list(options)
        word = _shortened(word)
        meant = (_state(word, known) if code == "E201" else None) or nearest(word, known)
        remedies = [f"did you mean '{meant}'?"] if meant else []
        if known != [meant]:
            few = 0 < len(known) <= _FEW
            remedies.append(f"one of {', '.join(known)}" if few else CODES[code].remedy)
        remedy = " ".join(remedies)
        title = f"unknown {kind}" if kind else CODES[code].title
        message = f"{title} '{word}'" if title.startswith("unknown") else f"'{word}': {title}"
        self.add(code, place, message, remedy)

    def _enough(self, code: str) -> bool:
        """Whether so many faults are told that one more of this code would say nothing new."""
        return len(self.problems) >= MOST and any(p.code == code for p in self.problems)

    def raise_if_any(self) -> None:
        """Raise every fault found so far, in the order of files and lines.

        Raises:
            ScenarioErrors: when there is a fault.
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
    """The option that is the code of the State somebody named in words."""
    try:
        code = code_of(word)
    except UnknownStateError:
        return None
    return code if code in options else None


def _shortened(word: str) -> str:
    """A word as messages quote it."""
    return word if len(word) <= LONGEST else f"{word[:LONGEST]}... ({len(word):,} characters)"
