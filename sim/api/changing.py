"""The scenario object's state: loading, changing and copying; a subclass adds the studies."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from html import escape
from os import PathLike
from typing import Any, Self

from sim.api.arguments import as_day_or_time, as_paths_and_values, checks_arguments
from sim.api.open_scenarios import OpenScenarios
from sim.api.tables import html_table
from sim.api.values import Value, plain_values
from sim.api.watching import StudyWatch
from sim.domain.arguments import as_mapping, as_path, as_string, as_texts, shown
from sim.domain.ballots import Vote
from sim.domain.errors import UsageError
from sim.scenario import schema
from sim.scenario.load import OpenScenario
from sim.scenario.priors import Quantity, quantities
from sim.scenario.questions import ArmWords, arm, turned_events
from sim.scenario.renewals import RENEW_DAYS, renewals

END = "clock.end"
"""What :meth:`ChangeableScenario.until` sets."""


def override(path: str, value: Value) -> str:
    """A change in the syntax of the command line's ``-S``."""
    return f"{path}={_word(value)}"


def _word(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (str, int, float)):
        return str(value)
    return f"[{', '.join(map(str, value))}]"


class ChangeableScenario:
    """A scenario with changes; it and its copies read each file only once."""

    @checks_arguments(changes=as_paths_and_values)
    def __init__(
        self,
        name: str | PathLike[str],
        changes: Mapping[str, Value] | None = None,
        layers: Iterable[str] | None = None,
        watch: StudyWatch | None = None,
    ) -> None:
        if not isinstance(name, (str, PathLike)) or not str(name):
            raise UsageError(
                f"{shown(name)} is not the name of a scenario",
                remedy="pass a name that `council list` shows, or the path of a file",
            )
        self.name = str(name)
        self.layers = None if layers is None else tuple(layers)
        self.watch = watch or StudyWatch()
        self._before: Self | None = None
        self._until: tuple[str, float] | None = None
        self._opened = OpenScenarios(self.layers)
        self._become(tuple(plain_values(changes or {}).items()))

    def _become(self, pairs: tuple[tuple[str, Value], ...]) -> None:
        """Apply these changes; if one does not fit, nothing changes."""
        self._data = self._opened.changed(self.name, [override(*pair) for pair in pairs])
        self._pairs = pairs

    def _copy(self, pairs: tuple[tuple[str, Value], ...], name: str | None = None) -> Self:
        other = copy.copy(self)
        other.name = name or self.name
        other._become(pairs)
        return other

    def _with(self, values: Mapping[str, Value]) -> Self:
        """A copy with other values for paths; each path keeps its place in the order."""
        values = plain_values(values)
        other = self._copy(tuple({**self.changes, **values}.items()))
        if self._before is not None:
            shared = {path: value for path, value in values.items() if path != END}
            other._before = self._before._with(shared)
        return other

    def _and_then(self, pairs: Sequence[tuple[str, Value]]) -> Self:
        """A copy with further changes after the existing ones; the last one of a path counts."""
        again = {path for path, _ in pairs}
        kept = [pair for pair in self._pairs if pair[0] not in again]
        other = self._copy((*kept, *pairs))
        if self._before is not None:
            other._before = self._before._and_then([pair for pair in pairs if pair[0] != END])
        return other

    def __repr__(self) -> str:
        changed = f", {self.changes!r}" if self._pairs else ""
        return f"{type(self).__name__}({self.name!r}{changed})"

    def _repr_html_(self) -> str:
        data = self._data
        rows = [
            (symbol, text.title, ", ".join(text.sponsors)) for symbol, text in data.drafts.items()
        ]
        changed = "".join(f"<li>{escape(text)}</li>" for text in self.overrides)
        return (
            f"<p><b>{escape(data.title)}</b></p><p>{escape(data.question)}</p>"
            f"{html_table(('draft', 'title', 'sponsors'), rows)}"
            f"<p>{escape(', '.join(data.members))}</p>" + (f"<ul>{changed}</ul>" if changed else "")
        )

    @property
    def data(self) -> schema.Scenario:
        """The scenario's content, checked and frozen."""
        return self._data

    @property
    def opened(self) -> OpenScenario:
        """Its files, read and checked, without changes."""
        return self._opened.opened(self.name)

    @property
    def changes(self) -> dict[str, Value]:
        """The changes, in order."""
        return dict(self._pairs)

    @property
    def overrides(self) -> tuple[str, ...]:
        """The changes in the syntax of the command line's ``-S``."""
        return tuple(override(*pair) for pair in self._pairs)

    @property
    def drafts(self) -> tuple[str, ...]:
        """Symbols of the drafts."""
        return tuple(self._data.drafts)

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the members of the Council."""
        return tuple(self._data.members)

    @property
    def numbers(self) -> dict[str, Quantity]:
        """Every number by path, with its prior and its sources."""
        return {quantity.path: quantity for quantity in quantities(self._data)}

    @checks_arguments(path=as_string)
    def set(self, path: str, value: Value) -> Self:
        """Change one value, like ``-S path=value``; None removes what can be removed.

        Two numbers, ``[0.2, 0.6]``, make a number uniform between them, drawn again in each world.

        Returns:
            This scenario, so that calls can be chained.

        Raises:
            ScenarioErrors: when the path or the value does not fit; the scenario is unchanged.
        """
        return self._take_from(self._with({path: value}))

    @checks_arguments()
    def pin(self, member: str, vote: Vote | str, draft: str | None = None) -> Self:
        """Fix a member's vote on one draft or on all, like ``--pin``; all others respond.

        Args:
            member: Code or name of a State.
            vote: ``Vote.YES``, ``ABSTAIN`` or ``NO``, or the word.
            draft: Symbol; every draft if None.

        Raises:
            UsageError: for an unknown vote.
            ScenarioErrors: when the scenario has no such member or draft.
        """
        return self._take(ArmWords(pins=[f"{member}={vote}{f' on {draft}' if draft else ''}"]))

    @checks_arguments()
    def follow(self, member: str, group: str) -> Self:
        """Make a member vote as a group of the scenario or another member does, like ``--follow``.

        Raises:
            ScenarioErrors: for an unknown group, or one with neither a line nor a leader.
        """
        return self._take(ArmWords(follows=[f"{member}={group}"]))

    @checks_arguments(name=as_string)
    def without(self, kind: str, name: str, draft: str | None = None) -> Self:
        """Remove a draft, statement, event or sponsor, like ``--without``.

        Args:
            kind: ``draft``, ``statement``, ``event`` or ``sponsor``.
            name: Symbol, speaker or number, key, or State.
            draft: The draft of the statement or sponsor; all drafts if None.

        Raises:
            UsageError: when the scenario has no such item, or cannot do without it.
        """
        return self._take(ArmWords(without=[f"{kind} {name}{f' of {draft}' if draft else ''}"]))

    @checks_arguments()
    def turn(self, event: str) -> Self:
        """Remove an event, or make one happen that does not, like ``whatif --event``.

        Raises:
            UsageError: when the scenario has no such event.
        """
        return self._take(ArmWords(turned_events([event], self._data)))

    def _take(self, options: ArmWords) -> Self:
        return self._take_from(self.asked(options))

    def _take_from(self, other: Self) -> Self:
        self._pairs, self._data = other._pairs, other._data
        self._before, self._until = other._before, other._until
        return self

    def copy(self) -> Self:
        """A copy that can be changed independently."""
        return copy.copy(self)

    @checks_arguments(without=as_texts, changes=as_paths_and_values)
    def changed(
        self,
        changes: Mapping[str, Value] | None = None,
        *,
        pins: Sequence[str] = (),
        follows: Sequence[str] = (),
        without: Sequence[str] = (),
    ) -> Self:
        """A copy with further changes; this scenario is not modified.

        Args:
            changes: Path -> value.
            pins: As ``--pin`` takes them: ``CHN=no on S/2016/846``.
            follows: As ``--follow`` takes them: ``EGY=league``.
            without: As ``--without`` takes them: ``draft S/2016/847``.

        Raises:
            ScenarioErrors: when a path or a value does not fit.
            UsageError: when another argument cannot be parsed.
        """
        base = self._with(changes) if changes else self
        return base.asked(ArmWords([], list(pins), list(follows), list(without)))

    @checks_arguments()
    def asked(self, words: ArmWords) -> Self:
        """A copy with the changes that command-line options describe.

        Raises:
            ScenarioErrors: when a path or a value does not fit.
            UsageError: when an option cannot be parsed, or two contradict each other.
        """
        first = [*self.overrides, *words.changes]
        lines = words.overrides(lambda: self._opened.changed(self.name, first))
        if any("=" not in text for text in lines):
            self._opened.changed(self.name, [*self.overrides, *lines])  # raises a precise error
        return self._and_then(list(map(_pair, lines))) if lines else self.copy()

    @checks_arguments(text=as_string)
    def arm(self, text: str) -> tuple[str, Self]:
        """Parse an arm such as ``NAME: path=value; pin CHN=no; without draft SYMBOL``.

        An arm that begins with ``scenario NAME`` starts from another scenario. Returns its name and
        the changed scenario.

        Raises:
            UsageError: when the text cannot be parsed.
        """
        name, start, options = arm(text)
        origin = self if start is None else self.start_from(start)
        return name, origin.asked(options)

    def start_from(self, name: str | PathLike[str]) -> Self:
        """Another scenario with the same layers and watch; files that both use are read once.

        Raises:
            ScenarioErrors: with every error in its file.
        """
        other = self._copy((), str(as_path(name, "name")))
        other._before = None
        return other

    @checks_arguments(day=as_day_or_time)
    def until(self, day: str | date, renew_days: float = RENEW_DAYS) -> Self:
        """A copy that continues past the vote, to the end of a day or to a time.

        Its run shows every ballot with its date, and scores only the recorded one. Later changes
        also affect the recorded ballot, except for the end of the clock; a second call replaces
        the end set by the first.

        Args:
            day: Such as ``2016-12-31`` or ``2016-12-31T12:00``.
            renew_days: Days before sponsors resubmit a failed text, unless the scenario sets them;
                0 for never.

        Raises:
            UsageError: when ``day`` is not a day, or is before the clock ends, or ``renew_days`` is
                negative.
        """
        start = (self._before or self).copy()
        end = (END, _end_of(str(day)))
        ends = start.data.clock.end
        if datetime.fromisoformat(end[1]).replace(tzinfo=None) < ends:
            raise UsageError(
                f"--until {day} is before the clock of the scenario ends ({ends:%Y-%m-%d %H:%M})",
                why="it continues after the recorded vote, which such a run does not reach",
                remedy=f"to stop earlier: -S {END}={end[1]}",
            )
        longer = start._copy((*start._pairs, end))
        again = tuple(map(_pair, renewals(longer.data, renew_days)))
        longer._become((*longer._pairs, *again))
        longer._before, longer._until = start, (str(day), renew_days)
        return longer

    @property
    def before_until(self) -> Self | None:
        """The same scenario without :meth:`until`; None if it does not go past the vote."""
        return None if self._before is None else self._before.copy()

    @property
    def until_asked(self) -> tuple[str, float] | None:
        """The day and the days of renewal of the last :meth:`until`; None without it."""
        return self._until

    @checks_arguments(words=as_mapping)
    def content_with(self, words: Mapping[str, Any]) -> schema.Scenario:
        """The content with the paths in ``words`` set; ``scenario`` selects another scenario."""
        return self._opened.varied(self.name, self.overrides, words)


def _pair(text: str) -> tuple[str, Value]:
    path, _, value = text.partition("=")
    return path, value


def _end_of(text: str) -> str:
    """The time that ``until`` means: the end of that day, or the time given."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--until {text} is neither a day nor a time", remedy="--until 2016-12-31"
        ) from error
    return f"{text}T23:59" if len(text) <= len("2016-12-31") else when.isoformat()
