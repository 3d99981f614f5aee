"""Remove a draft, a statement, an event or a sponsor from a scenario."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sim.domain.errors import UsageError
from sim.domain.states import STATES, UnknownStateError, code_of
from sim.domain.words import nearest
from sim.scenario.schema import Scenario

_WITHOUT = re.compile(
    r"\s*(?P<kind>[a-z]+)[\s:=]+(?P<name>\S+)(?:\s+(?:of|on)\s+(?P<draft>\S+))?\s*"
)


def member_named(text: str) -> str:
    """The code of a State given by code or name; other text unchanged."""
    if text in STATES:
        return text
    try:
        return code_of(text)
    except UnknownStateError:
        return text.upper() if text.upper() in STATES else text


def without(texts: Sequence[str], scenario: Scenario) -> list[str]:
    """``draft S/2016/847``, ``event KEY``, ``statement RUS``, ``sponsor NZL`` as changes.

    A statement that is left out keeps its place with no pull, so that no other draw changes.

    Raises:
        UsageError: when the scenario has no such item, or for the last sponsor of a draft.
    """
    changes: list[str] = []
    for text in texts:
        read = _WITHOUT.fullmatch(text)
        kind = read["kind"] if read else ""
        if read is None or kind not in WITHOUT:
            raise UsageError(
                f"'{text}' cannot be left out",
                where="--without",
                why=f"write one of {', '.join(WITHOUT)}, followed by its name",
                remedy=_example(scenario),
            )
        changes += WITHOUT[kind](scenario, read["name"], read["draft"])
    return _together(changes, scenario)


def _together(changes: Sequence[str], scenario: Scenario) -> list[str]:
    """The changes with one for each path: sponsors of one text can be left out one by one."""
    found: dict[str, str] = {}
    for text in changes:
        path, _, value = text.partition("=")
        names = set(found.get(path, value).split(",")) & set(value.split(","))
        found[path] = ",".join(name for name in value.split(",") if name in names)
    for symbol, draft in scenario.drafts.items():
        if found.get(f"drafts.{symbol}.sponsors") == "":
            raise UsageError(
                f"all sponsors of {symbol} are left out",
                where="--without",
                why="every draft needs a penholder",
                remedy=_instead(scenario, symbol, draft.sponsors[0]),
            )
    return [f"{path}={value}" for path, value in found.items()]


def _example(scenario: Scenario) -> str:
    """An item that can be removed from the scenario, in the notation of :func:`without`."""
    kinds: tuple[tuple[str, Sequence[str]], ...] = (
        ("draft", list(scenario.drafts) if len(scenario.drafts) > 1 else ()),
        ("event", list(scenario.events)),
        ("statement", [statement.speaker for statement in scenario.statements]),
    )
    named = next((f"{kind} {names[0]}" for kind, names in kinds if names), "")
    return f'--without "{named}"' if named else "leave --without out: all in it is needed"


def _there(name: str, options: Sequence[str], kind: str) -> None:
    if name in options:
        return
    suggestion = nearest(name, options)
    listed = f"one of {', '.join(options)}" if options else f"it has no {kind}"
    raise UsageError(
        f"the scenario has no {kind} '{name}'",
        where="--without",
        remedy=f"did you mean '{suggestion}'? {listed}" if suggestion else listed,
    )


def _draft(scenario: Scenario, name: str, _: str | None) -> list[str]:
    _there(name, list(scenario.drafts), "draft")
    if len(scenario.drafts) == 1:
        raise UsageError(
            f"{name} is the only draft",
            where="--without",
            remedy="a scenario needs at least one",
        )
    return [f"drafts.{name}=null"]


def _event(scenario: Scenario, name: str, _: str | None) -> list[str]:
    _there(name, list(scenario.events), "event")
    return [f"events.{name}.happens=false"]


def _statement(scenario: Scenario, name: str, draft: str | None) -> list[str]:
    """Statements by number, or those of a speaker, on one draft or on all."""
    numbered = list(enumerate(scenario.statements))
    if name.isdecimal():
        chosen = [n for n, _ in numbered if n == int(name)]
    else:
        code = member_named(name)
        chosen = [n for n, s in numbered if s.speaker == code and draft in (None, s.draft)]
    if not chosen:
        speakers = dict.fromkeys(f"{s.speaker} on {s.draft}" for _, s in numbered)
        raise UsageError(
            f"the scenario has no statement '{name}{f' on {draft}' if draft else ''}'",
            where="--without",
            remedy=f"one of {', '.join(speakers)}" if speakers else "it has none",
        )
    return [f"statements.{n}.pull=0" for n in chosen]


def _sponsor(scenario: Scenario, name: str, draft: str | None) -> list[str]:
    """A State as sponsor or co-sponsor, of one draft or of all."""
    code = member_named(name)
    if draft is not None:
        _there(draft, list(scenario.drafts), "draft")
    changes = []
    for symbol, text in scenario.drafts.items():
        if draft not in (None, symbol):
            continue
        if text.sponsors == (code,):
            raise UsageError(
                f"{code} is the only sponsor of {symbol}",
                where="--without",
                why="every draft needs a penholder",
                remedy=_instead(scenario, symbol, code),
            )
        for key, names in (("sponsors", text.sponsors), ("co_sponsors", text.co_sponsors)):
            if code in names:
                rest = ",".join(each for each in names if each != code)
                changes.append(f"drafts.{symbol}.{key}={rest}")
    if not changes:
        sponsors = dict.fromkeys(
            each
            for text in scenario.drafts.values()
            for each in (*text.sponsors, *text.co_sponsors)
        )
        _there(code, list(sponsors), "sponsor" + (f" of {draft}" if draft else ""))
        raise UsageError(
            f"{code} is not a sponsor of {draft}",
            where="--without",
            remedy="omit the name of the draft",
        )
    return changes


def _instead(scenario: Scenario, symbol: str, code: str) -> str:
    """What to do with a draft whose only sponsor is ``code``, instead of removing the sponsor."""
    other = next(each for each in scenario.members if each != code)
    named = f"-S drafts.{symbol}.sponsors={other}"
    if len(scenario.drafts) == 1:
        return f"name another sponsor: {named}"
    return f'leave the draft out: --without "draft {symbol}"; or name another sponsor: {named}'


WITHOUT: dict[str, Callable[[Scenario, str, str | None], list[str]]] = {
    "draft": _draft,
    "statement": _statement,
    "event": _event,
    "sponsor": _sponsor,
}
"""What can be removed, by kind; a new kind is one more entry."""
