"""The reasons of a vote in words: its terms with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.domain.ballots import Vote
from sim.negotiation.setting import NONE, Setting
from sim.negotiation.views import BallotSeen
from sim.preferences.reasons import (
    COMMON,
    BallotInWorld,
    DecisionTerm,
    IndexNames,
    TermKind,
    best_other,
    split,
)
from sim.preferences.worth import TAU
from sim.studies.run import phrases
from sim.studies.run.phrases import FIXED, Scene


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a vote, or several terms on penholders with the same text.

    Attributes:
        term, subject: its kind, and the issue, member or members that it is about.
        text: its text, without a capital or full stop.
        amount: contribution to W(vote) - W(next best vote).
        evidence: keys of its evidence.
        common: whether it is the same for every member.
    """

    term: str
    subject: str
    text: str
    amount: float
    evidence: tuple[str, ...]
    common: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """Why a member voted as it did.

    Attributes:
        reasons: strongest first, those common to all last; empty for a member that did not choose
            its vote. Amounts sum to W(vote) - W(otherwise); if that is negative, a last reason for
            chance makes the sum zero.
        otherwise: its next best vote; empty without reasons.
        unit: how much of W is one unit of log odds.
    """

    reasons: tuple[Reason, ...]
    otherwise: str
    unit: float


def why(
    setting: Setting, seen: BallotSeen, draft: int, member: int, chosen: Vote, world: int
) -> Why:
    """Why ``member`` voted ``chosen`` on ``draft`` in one world."""
    look = seen.look
    lane = int((look.texts.world == world).nonzero()[0][0])
    case = BallotInWorld(look.who, look.texts, look.beliefs, look.judgement, lane)
    names = IndexNames(setting.members, setting.issues)
    terms = split(case, member, chosen, seen.beside_of(member, world), names)
    scene = Scene(setting, case, draft, member, chosen, seen.moment)
    pens = setting.texts[draft].sponsors
    reasons = [_reason_of(scene, group) for group in _grouped(terms, scene.code, pens)]
    reasons.sort(
        key=lambda reason: (reason.term == TermKind.CHANCE, reason.common, -abs(reason.amount))
    )
    other = best_other(look.judgement.worth[:, member, lane], chosen)
    unit = float(look.who.c[TAU, world])
    return Why(tuple(reasons), other.word if reasons else "", unit)


def _grouped(
    terms: Sequence[DecisionTerm], member: str, pens: Sequence[str]
) -> Iterator[tuple[DecisionTerm, ...]]:
    """Each term on its own, except that penholders with the same relation are grouped."""
    alike: dict[tuple[bool, bool], list[DecisionTerm]] = {}
    for term in terms:
        if term.kind is TermKind.CLOSENESS:
            alike.setdefault((term.subject == member, term.amount > 0), []).append(term)
        else:
            yield (term,)
    for group in alike.values():
        yield tuple(sorted(group, key=lambda term: pens.index(term.subject)))


def _reason_of(scene: Scene, terms: tuple[DecisionTerm, ...]) -> Reason:
    kind, subjects = terms[0].kind, [term.subject for term in terms]
    return Reason(
        kind.value,
        ", ".join(subjects),
        _text(scene, kind, subjects),
        sum(term.amount for term in terms),
        tuple(dict.fromkeys(key for term in terms for key in _evidence(scene, term))),
        kind in COMMON,
    )


def _text(scene: Scene, kind: TermKind, subjects: list[str]) -> str:
    match kind:
        case TermKind.ISSUE:
            return phrases.issue(scene, subjects[0])
        case TermKind.ALIGNMENT:
            return phrases.alignment(scene, subjects[0])
        case TermKind.CLOSENESS:
            return phrases.closeness_phrase(scene, subjects)
        case TermKind.RIVALRY:
            return phrases.rivalry(scene)
        case TermKind.STATEMENT:
            return phrases.statement(scene)
        case TermKind.CHANCE:
            return phrases.chance(scene)
    return FIXED[kind]


def _evidence(scene: Scene, term: DecisionTerm) -> Iterator[str]:
    """Keys of the evidence behind the numbers of a term."""
    setting, code = scene.setting, scene.code
    symbol = setting.drafts[scene.draft]
    if term.kind is TermKind.STATEMENT:
        statement = phrases.last_statement(scene)
        if statement is not None:
            yield from statement.because
            yield from (key for claim in statement.pull.claims for key in claim.because)
        return
    paths = {
        TermKind.ISSUE: [
            f"members.{code}.positions.{term.subject}", f"drafts.{symbol}.text.{term.subject}",
        ],
        TermKind.ALIGNMENT: [f"members.{code}.alignment.{term.subject}"],
        TermKind.CLOSENESS: [f"members.{code}.closeness.{term.subject}"],
        TermKind.CONSULTATION: [f"drafts.{symbol}.consultation"],
    }.get(term.kind, [])  # fmt: skip
    for path in paths:
        if setting.at(path) != NONE:
            yield from setting.quantities[setting.at(path)].evidence
