"""Questions as people put them, ``CHN=no on S/2016/846``, as changes of a scenario; and told back.

A pin, a follower, a range and something left out are interventions: the scenario is another one,
and everybody responds to it. The changes are written as ``-S`` takes them, so that variants, kept
runs and replays know them too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sim.domain.ballots import Vote
from sim.domain.errors import UsageError
from sim.domain.states import STATES, UnknownStateError, code_of, name_of
from sim.domain.words import nearest
from sim.scenario.interventions import EVERY, Group
from sim.scenario.schema import Scenario

VOTES = ("yes", "abstain", "no")
CASTS = {"yes": "votes yes", "abstain": "abstains", "no": "votes no"}
_PIN = re.compile(r"\s*(?P<who>[^=]+?)\s*=\s*(?P<vote>[^=]+?)(?:\s+on\s+(?P<draft>\S+))?\s*")
_FOLLOW = re.compile(r"\s*(?P<who>[^=]+?)\s*=\s*(?P<group>[^=]+?)\s*")
_WITHOUT = re.compile(
    r"\s*(?P<kind>[a-z]+)[\s:=]+(?P<name>\S+)(?:\s+(?:of|on)\s+(?P<draft>\S+))?\s*"
)


def member_named(text: str) -> str:
    """The code of a State that is written as its code or its name, or the text as it is."""
    if text in STATES:
        return text
    try:
        return code_of(text)
    except UnknownStateError:
        return text.upper() if text.upper() in STATES else text


def pins(texts: Sequence[str]) -> list[str]:
    """``CHN=no`` and ``CHN=no on S/2016/846`` as changes of a scenario.

    Raises:
        UsageError: when a text is no pin, or two pins contradict each other.
    """
    found: dict[str, str] = {}
    for text in texts:
        read = _PIN.fullmatch(text)
        vote = _vote(read["vote"]) if read else None
        if read is None or vote is None:
            raise UsageError(
                f"'{text}' is no pin",
                where="--pin",
                why="a pin fixes the vote of a member: yes, abstain or no",
                remedy='--pin CHN=no, or --pin "CHN=no on S/2016/846"',
            )
        path = f"pins.{member_named(read['who'])}"
        path += f".{read['draft']}" if read["draft"] else f".{EVERY}"
        if found.setdefault(path, vote) != vote:
            raise UsageError(
                f"{read['who']} cannot vote {found[path]} and {vote}",
                where="--pin",
                why="two pins of one member contradict each other",
                remedy='keep one, or say on which draft each holds: "CHN=no on S/2016/846"',
            )
    return [f"{path}={vote}" for path, vote in found.items()]


def _vote(text: str) -> str | None:
    try:
        word = Vote.from_word(text).word
    except ValueError:
        return None
    return word if word in VOTES else None


def follows(texts: Sequence[str]) -> list[str]:
    """``EGY=league`` as changes of a scenario.

    Raises:
        UsageError: when a text does not say who follows whom, or a member would follow two.
    """
    found: dict[str, str] = {}
    for text in texts:
        read = _FOLLOW.fullmatch(text)
        if read is None:
            raise UsageError(
                f"'{text}' does not say who follows whom",
                where="--follow",
                remedy="--follow EGY=league, a key of `groups`, or --follow EGY=FRA, a member",
            )
        path = f"follow.{member_named(read['who'])}"
        group = read["group"]
        group = member_named(group) if member_named(group) in STATES else group
        if found.setdefault(path, group) != group:
            raise UsageError(
                f"{read['who']} cannot follow {found[path]} and {group}",
                where="--follow",
                remedy="keep one of the two",
            )
    return [f"{path}={group}" for path, group in found.items()]


def without(texts: Sequence[str], scenario: Scenario) -> list[str]:
    """``draft S/2016/847``, ``event KEY``, ``statement RUS``, ``sponsor NZL`` as changes.

    A statement that is left out keeps its place with no pull, so that no other number's luck moves.

    Raises:
        UsageError: when a text names nothing that the scenario has, or the last sponsor of a draft.
    """
    changes: list[str] = []
    for text in texts:
        read = _WITHOUT.fullmatch(text)
        kind = read["kind"] if read else ""
        if read is None or kind not in WITHOUT:
            raise UsageError(
                f"'{text}' names nothing that can be left out",
                where="--without",
                why=f"it is one of {', '.join(WITHOUT)}, and its name",
                remedy='--without "draft S/2016/847"',
            )
        changes += WITHOUT[kind](scenario, read["name"], read["draft"])
    return changes


def _there(name: str, options: Sequence[str], kind: str) -> None:
    if name in options:
        return
    meant = nearest(name, options)
    listed = f"one of {', '.join(options)}" if options else f"it has no {kind}"
    raise UsageError(
        f"the scenario has no {kind} '{name}'",
        where="--without",
        remedy=f"did you mean '{meant}'? {listed}" if meant else listed,
    )


def _draft(scenario: Scenario, name: str, _: str | None) -> list[str]:
    _there(name, list(scenario.drafts), "draft")
    if len(scenario.drafts) == 1:
        raise UsageError(
            f"{name} is the only draft",
            where="--without",
            remedy="a scenario needs one at least",
        )
    return [f"drafts.{name}=null"]


def _event(scenario: Scenario, name: str, _: str | None) -> list[str]:
    _there(name, list(scenario.events), "event")
    return [f"events.{name}.happens=false"]


def _statement(scenario: Scenario, name: str, draft: str | None) -> list[str]:
    """Statements by their number, or those of a speaker, on one draft or on all."""
    said = list(enumerate(scenario.statements))
    if name.isdecimal():
        chosen = [n for n, _ in said if n == int(name)]
    else:
        code = member_named(name)
        chosen = [n for n, s in said if s.speaker == code and draft in (None, s.draft)]
    if not chosen:
        speakers = dict.fromkeys(f"{s.speaker} on {s.draft}" for _, s in said)
        raise UsageError(
            f"the scenario has no statement '{name}{f' on {draft}' if draft else ''}'",
            where="--without",
            remedy=f"one of {', '.join(speakers)}" if speakers else "it has none",
        )
    return [f"statements.{n}.pull=0" for n in chosen]


def _sponsor(scenario: Scenario, name: str, draft: str | None) -> list[str]:
    """A State's name under drafts, as sponsor or co-sponsor."""
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
                why="a draft has somebody who holds the pen",
                remedy=f'leave the draft out: --without "draft {symbol}"; or name another: '
                f"-S drafts.{symbol}.sponsors=FRA",
            )
        for key, names in (("sponsors", text.sponsors), ("co_sponsors", text.co_sponsors)):
            if code in names:
                rest = ",".join(each for each in names if each != code)
                changes.append(f"drafts.{symbol}.{key}={rest}")
    if not changes:
        known = dict.fromkeys(
            each
            for text in scenario.drafts.values()
            for each in (*text.sponsors, *text.co_sponsors)
        )
        _there(code, list(known), "sponsor" + (f" of {draft}" if draft else ""))
        raise UsageError(
            f"{code} is no sponsor of {draft}",
            where="--without",
            remedy="leave out the draft's name",
        )
    return changes


WITHOUT: dict[str, Callable[[Scenario, str, str | None], list[str]]] = {
    "draft": _draft,
    "statement": _statement,
    "event": _event,
    "sponsor": _sponsor,
}
"""What can be left out, by its kind; a further kind is one more entry."""


def interventions(scenario: Scenario) -> tuple[str, ...]:
    """What a scenario fixes from outside, one line each, as pages say it under its title."""
    told = []
    for code, votes in scenario.pins.items():
        for draft, vote in votes.items():
            rest = "every other draft" if len(votes) > 1 else "every draft"
            on = rest if draft == EVERY else draft
            told.append(
                f"intervention: {name_of(code)} {CASTS[vote]} on {on}, whatever it wants; "
                "all others know it and respond"
            )
    for code, name in scenario.follow.items():
        told.append(f"intervention: {name_of(code)} votes as {_line(scenario, code, name)}")
    return tuple(told)


def _line(scenario: Scenario, code: str, name: str) -> str:
    group = scenario.groups.get(name)
    if group is None:
        return f"{name_of(name)} does"
    parts = []
    if group.line:
        stated = (f"{vote} on {draft}" for draft, vote in group.line.items() if draft != EVERY)
        every = f"{group.line[EVERY]} on every draft" if EVERY in group.line else ""
        parts.append(f"its stated line is ({', '.join([*stated, *([every] if every else [])])})")
    open_drafts = [d for d in scenario.drafts if d not in group.line and EVERY not in group.line]
    if open_drafts:
        parts.append(_undecided(scenario, code, group))
    return f"the group {group.title or name} does: " + "; else ".join(parts)


def _undecided(scenario: Scenario, code: str, group: Group) -> str:
    """How the group's line comes about where it has stated none."""
    if group.spokesman is not None:
        return f"as {name_of(group.spokesman)} votes, which speaks for it"
    leaders = [m for m in group.members if m in scenario.members and m not in scenario.follow]
    if not leaders:
        return f"{name_of(code)} decides by itself"
    return f"as more than half of {', '.join(map(name_of, leaders))} vote"
