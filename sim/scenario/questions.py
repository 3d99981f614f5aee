"""Parse questions such as ``CHN=no on S/2016/846`` into changes of a scenario.

A pin, a follower, a range and an omission are interventions: they make another scenario, to which
everybody responds. The changes use the notation of ``-S``, so that variants, kept runs and replays
support them too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sim.domain.ballots import Vote
from sim.domain.errors import UsageError
from sim.domain.states import STATES
from sim.scenario.interventions import EVERY
from sim.scenario.omissions import member_named, without
from sim.scenario.schema import Scenario

VOTES = ("yes", "abstain", "no")
_PIN = re.compile(r"\s*(?P<who>[^=]+?)\s*=\s*(?P<vote>[^=]+?)(?:\s+on\s+(?P<draft>\S+))?\s*")
_FOLLOW = re.compile(r"\s*(?P<who>[^=]+?)\s*=\s*(?P<group>[^=]+?)\s*")


@dataclass
class ArmWords:
    """The changes that make an arm, as written."""

    changes: list[str] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)

    def any(self) -> bool:
        """Whether there are any changes."""
        return bool(self.changes or self.pins or self.follows or self.without)

    def overrides(self, base: Callable[[], Scenario]) -> list[str]:
        """The overrides that make these changes; ``base`` gives the scenario when needed.

        Raises:
            UsageError: when one cannot be parsed, or two contradict each other.
        """
        left_out = without(self.without, base()) if self.without else []
        made = [*self.changes, *left_out, *follows(self.follows), *pins(self.pins)]
        _check_contradictions(made)
        return list(dict.fromkeys(made))


def _check_contradictions(changes: Sequence[str]) -> None:
    """Refuse two values for one path, and a change within what is taken out."""
    values: dict[str, str] = {}
    for text in changes:
        path, _, value = (part.strip() for part in text.partition("="))
        if values.setdefault(path, value) != value:
            raise _contradiction(f"{path} is set to both {values[path]} and {value}")
    for taken_out in (path for path, value in values.items() if value == "null"):
        within = next((path for path in values if path.startswith(f"{taken_out}.")), None)
        if within is not None:
            raise _contradiction(f"{taken_out} is taken out, and {within} is set")


def _contradiction(what: str) -> UsageError:
    return UsageError(
        what,
        why="-S, --pin, --follow, --without and --event would undo each other",
        remedy="keep one of the two",
    )


def pins(texts: Sequence[str]) -> list[str]:
    """``CHN=no`` and ``CHN=no on S/2016/846`` as changes of a scenario.

    Raises:
        UsageError: when a text is not a pin, or two pins contradict each other.
    """
    entries: dict[str, str] = {}
    for text in texts:
        read = _PIN.fullmatch(text)
        vote = _vote(read["vote"]) if read else None
        if read is None or vote is None:
            raise UsageError(
                f"'{text}' is not a valid pin",
                where="--pin",
                why="a pin fixes the vote of a member: yes, abstain or no",
                remedy='write --pin CHN=no, or --pin "CHN=no on S/2016/846"',
            )
        path = f"pins.{member_named(read['who'])}"
        path += f".{read['draft']}" if read["draft"] else f".{EVERY}"
        if entries.setdefault(path, vote) != vote:
            raise UsageError(
                f"{read['who']} cannot vote both {entries[path]} and {vote}",
                where="--pin",
                why="two pins of one member contradict each other",
                remedy='keep one, or name a draft for each: "CHN=no on S/2016/846"',
            )
    return [f"{path}={vote}" for path, vote in entries.items()]


def _vote(text: str) -> str | None:
    try:
        word = Vote.from_word(text).word
    except ValueError:
        return None
    return word if word in VOTES else None


def follows(texts: Sequence[str]) -> list[str]:
    """``EGY=league`` as changes of a scenario.

    Raises:
        UsageError: when a text does not name a member and whom it follows, or one follows two.
    """
    entries: dict[str, str] = {}
    for text in texts:
        read = _FOLLOW.fullmatch(text)
        if read is None:
            raise UsageError(
                f"'{text}' is not of the form MEMBER=GROUP",
                where="--follow",
                remedy="write --follow EGY=league, for a key of `groups`, or EGY=FRA, for a member",
            )
        path = f"follow.{member_named(read['who'])}"
        group = read["group"]
        group = member_named(group) if member_named(group) in STATES else group
        if entries.setdefault(path, group) != group:
            raise UsageError(
                f"{read['who']} cannot follow both {entries[path]} and {group}",
                where="--follow",
                remedy="keep one of the two",
            )
    return [f"{path}={group}" for path, group in entries.items()]


def turned_events(keys: Sequence[str], scenario: Scenario) -> list[str]:
    """Changes that remove events, or make those happen that do not.

    Raises:
        UsageError: when the scenario has no such event.
    """
    unknown = [key for key in keys if key not in scenario.events]
    if unknown:
        raise UsageError(
            f"the scenario has no event '{unknown[0]}'",
            where="--event",
            remedy=f"one of {', '.join(scenario.events)}" if scenario.events else "it has none",
        )
    return [f"events.{k}.happens={str(not scenario.events[k].happens).lower()}" for k in keys]


def arm(text: str) -> tuple[str, str | None, ArmWords]:
    """Parse ``NAME: item; item`` into its name, its starting scenario if any, and its changes.

    An item is ``path=value``, ``pin CHN=no``, ``follow EGY=league``, ``without draft SYMBOL`` or
    ``scenario NAME``.

    Raises:
        UsageError: when the text has no name or an item cannot be parsed.
    """
    name, colon, rest = text.partition(":")
    items = [item.strip() for item in rest.split(";") if item.strip()]
    if not colon or not name.strip() or not items:
        raise UsageError(
            f"'{text}' is not a valid arm",
            where="--arm",
            why="an arm is a name, a colon, and its changes, separated by semicolons",
            remedy="write --arm 'no veto: pin RUS=abstain; council.institution=charter'",
        )
    start: str | None = None
    changes = ArmWords()
    for item in items:
        kind, _, argument = item.partition(" ")
        if kind == "scenario" and start is not None:
            raise UsageError(
                "an arm has one scenario to start from",
                where="--arm",
                why=f"'{name.strip()}' names {start} and {argument.strip()}",
                remedy="keep one of the two",
            )
        if kind == "scenario":
            start = argument.strip()
        elif kind in ("pin", "follow", "without") and argument:
            getattr(changes, f"{kind}s" if kind != "without" else kind).append(argument.strip())
        elif "=" in item:
            changes.changes.append(item)
        else:
            raise UsageError(
                f"'{item}' is not a valid change in an arm",
                where="--arm",
                why=f"in '{name.strip()}'",
                remedy="path=value, pin CHN=no, follow EGY=league, without draft SYMBOL, or "
                "scenario NAME",
            )
    return name.strip(), start, changes
