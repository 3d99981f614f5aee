"""Reasons in words: the terms of a vote with the evidence that they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.ballots import Vote
from sim.negotiation.setting import NONE, Setting
from sim.negotiation.views import BallotSeen
from sim.preferences.reasons import Case, Names, Term, TermKind, split

_MEANING: dict[TermKind, str] = {
    TermKind.SPONSORSHIP: "it sponsors the text",
    TermKind.RIVALRY: "it sponsors the text's rival",
    TermKind.STATEMENT: "it has spoken on the text in public",
    TermKind.CONSULTATION: "as for every member: how far the text was negotiated with the members",
    TermKind.PRESUMPTION: "as for every member: a text that is put is meant to pass",
    TermKind.CONTEST: "as for every member: how contested this text is beyond what is known",
    TermKind.CONSENSUS: "the norm that the Council speaks with one voice",
    TermKind.ABSTENTION: "as for every member: the comfort of abstaining",
    TermKind.VETO_COST: "the blame for blocking a text that has its votes",
    TermKind.ADOPTION: "what its vote does to the chance of adoption",
    TermKind.CHANCE: "chance: its preferences alone spoke for another vote",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a vote: its kind and subject, in words, its amount, and keys of its evidence."""

    term: str
    subject: str
    text: str
    amount: float
    evidence: tuple[str, ...]


def reasons(
    setting: Setting, seen: BallotSeen, draft: int, member: int, chosen: Vote, world: int
) -> tuple[Reason, ...]:
    """Why ``member`` voted ``chosen`` on ``draft`` in one world, the weightiest first.

    Amounts sum to W(chosen) - W(best other vote).
    """
    look = seen.look
    lane = int((look.texts.world == world).nonzero()[0][0])
    case = Case(look.who, look.texts, look.beliefs, look.judgement, lane)
    beside = seen.beside_of(member, world)
    names = Names(setting.members, setting.issues)
    terms = split(case, member, chosen, beside, names)
    return tuple(_told(setting, case, draft, member, term) for term in terms)


def _told(setting: Setting, case: Case, draft: int, member: int, term: Term) -> Reason:
    code = setting.members[member]
    symbol = setting.drafts[draft]
    paths: list[str] = []
    text = _MEANING.get(term.kind, "")
    if term.kind is TermKind.ISSUE:
        paths = [f"members.{code}.positions.{term.subject}", f"drafts.{symbol}.text.{term.subject}"]
        text = _issue(setting, case, member, term)
    elif term.kind is TermKind.ALIGNMENT:
        paths = [f"members.{code}.alignment.{term.subject}"]
        other = setting.members.index(term.subject)
        lean = case.beliefs.support[other, case.lane]
        side = "for" if lean > 0 else "against"
        text = f"{term.subject}, with which its votes are tied, is expected to lean {side} the text"
    elif term.kind is TermKind.CLOSENESS:
        paths = [f"members.{code}.closeness.{term.subject}"]
        text = _closeness(setting, member, term)
    elif term.kind is TermKind.CONSULTATION:
        paths = [f"drafts.{symbol}.consultation"]
    keys = [
        key
        for path in paths
        if setting.at(path) != NONE
        for key in setting.quantities[setting.at(path)].evidence
    ]
    if term.kind is TermKind.STATEMENT:
        keys = [
            key
            for statement in setting.scenario.statements
            if statement.speaker == code and statement.draft == symbol
            for key in statement.because
        ]
    return Reason(term.kind.value, term.subject, text, term.amount, tuple(dict.fromkeys(keys)))


def _issue(setting: Setting, case: Case, member: int, term: Term) -> str:
    """An issue's part in words: what the member wants, what the text asks, how things stand."""
    k = setting.issues.index(term.subject)
    world = int(case.texts.world[case.lane])
    wants = case.who.ideal[member, k, world]
    asks = case.texts.text[k, case.lane]
    stands = case.who.quo[k, world]
    title = setting.scenario.issues[term.subject].title
    return f"{title}: it wants {wants:.2f}, the text asks {asks:.2f}, things stand at {stands:.2f}"


def _closeness(setting: Setting, member: int, term: Term) -> str:
    """Whose text it is, and how the member has voted beside that State on the matter."""
    pen = setting.scenario.members[term.subject].name or term.subject
    place = setting.at(f"members.{setting.members[member]}.closeness.{term.subject}")
    near = setting.quantities[place].centre if place != NONE else 0.0
    if near > 0.0:
        how = "more often than States do on average"
    elif near < 0.0:
        how = "less often than States do on average"
    else:
        how = "as often as States do on average"
    return f"the text is {pen}'s, with which it has voted on the matter {how} ({near:+.2f})"
