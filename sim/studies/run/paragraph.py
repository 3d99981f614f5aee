"""Explain a ballot of the central case in a paragraph, using only the reasons of its votes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from sim.domain.ballots import Vote
from sim.domain.words import capitalised, listed, percent, plural
from sim.preferences.reasons import TermKind
from sim.studies.run.published import Ballot
from sim.studies.run.reasons import Reason

VERBS = {
    Vote.YES.word: ("votes yes", "vote yes"),
    Vote.ABSTAIN.word: ("abstains", "abstain"),
    Vote.NO.word: ("votes no", "vote no"),
}
MOST = 3
"""The most members, or groups of members with the same reasons, in a paragraph."""
WEIGHTY = 0.2
"""Share of the strongest reason from which on another reason is mentioned too."""
Called = Callable[[str], str]
"""A member's name for use within a sentence, by its code."""


def ballot_paragraph(ballot: Ballot, called: Called, recorded: Mapping[str, str]) -> str:
    """The model's result of a ballot, the reasons, and where the record differs.

    Members that do not vote yes in the central case come first, then those that did not on record.
    Members with the same vote and the same strongest reasons are grouped.
    """
    tally = ballot.tally
    counts = f"{tally.yes} in favour, {tally.no} against and {plural(tally.abstain, 'abstention')}"
    chance = f"a chance of adoption of {percent(ballot.expected_adopted)}"
    lines = [f"In the central case {ballot.draft} has {counts}, with {chance}."]
    groups = _groups(ballot, recorded)
    lines += [_reasoned(codes, ballot, called) for codes in groups[:MOST]]
    rest = sum(len(codes) for codes in groups[MOST:])
    if rest:
        lines.append(
            f"{capitalised(plural(rest, 'more member'))} did not vote yes here or on record."
        )
    return " ".join([*lines, _record(ballot, called, recorded)])


def _groups(ballot: Ballot, recorded: Mapping[str, str]) -> list[list[str]]:
    """Members to explain, grouped by vote and sentences."""
    dissent = [c for c, vote in ballot.votes.items() if vote != Vote.YES.word]
    dissent += [c for c in ballot.votes if c not in dissent and recorded.get(c, "yes") != "yes"]
    groups: dict[tuple[str, ...], list[str]] = {}
    for code in dissent:
        if ballot.reasons.get(code):
            texts = [reason.text for reason in _weighty(ballot.reasons[code])]
            groups.setdefault((ballot.votes[code], *texts), []).append(code)
    return sorted(groups.values(), key=lambda codes: (ballot.votes[codes[0]] == "yes", -len(codes)))


def _weighty(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons specific to a member, without those that are small beside the strongest."""
    apart = [reason for reason in reasons if not reason.common and reason.term != TermKind.CHANCE]
    most = max((abs(reason.amount) for reason in apart), default=0.0)
    return [reason for reason in apart if abs(reason.amount) >= WEIGHTY * most][:MOST]


def _reasoned(codes: Sequence[str], ballot: Ballot, called: Called) -> str:
    """A sentence on how these members vote, for and despite which reasons."""
    vote = ballot.votes[codes[0]]
    single, many = VERBS[vote]
    who = capitalised(listed([called(code) for code in codes]))
    reasons = _weighty(ballot.reasons[codes[0]])
    for_it = [_for_each(reason.text, len(codes)) for reason in reasons if reason.amount > 0]
    against = [_for_each(reason.text, len(codes)) for reason in reasons if reason.amount < 0]
    sentence = f"{who} {single if len(codes) == 1 else many}"
    if for_it:
        sentence += f": {'; '.join(for_it)}"
    elif vote == Vote.YES.word:
        sentence += ", as members usually do when a text is put to the vote"
    if against:
        sentence += (
            f"; although {' and '.join(against)}" if for_it else f", although {'; '.join(against)}"
        )
    return f"{sentence}."


def _for_each(text: str, members: int) -> str:
    """The sentence about one member, adapted to several."""
    if members == 1:
        return text
    return re.sub(r"\bit (?=agreed|usually|spoke|sponsors|votes|has|wants)", "each ", text)


def _record(ballot: Ballot, called: Called, recorded: Mapping[str, str]) -> str:
    """A sentence on the recorded result, and the votes that differed."""
    counts = [sum(vote == word for vote in recorded.values()) for word in ("yes", "no", "abstain")]
    missed = [called(c) for c, vote in recorded.items() if ballot.votes.get(c) != vote]
    text = f"On record it had {counts[0]} in favour, {counts[1]} against and "
    text += plural(counts[2], "abstention")
    if not missed:
        return f"{text}: all votes as in the central case."
    return f"{text}; different from the central case: {listed(missed)}."
