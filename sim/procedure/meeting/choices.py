"""What a particular can be chosen from as the meeting stands: the lists behind every form."""

# ruff: noqa: ARG001 - every list of the table takes (meeting, actor)
from __future__ import annotations

from collections.abc import Callable

from sim.domain.ballots import Vote
from sim.domain.texts import say
from sim.procedure.citations import cited
from sim.procedure.meeting.entities import Motion, Proposal
from sim.procedure.meeting.fields import Field, ValueSource
from sim.procedure.meeting.findings import contested_by
from sim.procedure.meeting.motion_words import TITLES, titled
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind

_WORDS: dict[str, str] = {
    **{motion.value: title for motion, title in TITLES.items()},
    Vote.YES.word: say("In favour"),
    Vote.NO.word: say("Against"),
    Vote.ABSTAIN.word: say("Abstain"),
    Vote.NOT_PARTICIPATING.word: say("Do not take part"),
    Vote.ABSENT.word: say("Absent"),
    "member": say("a member's own initiative"),
    "article 35": say("Article 35: a dispute that a State brings"),
    "article 11(2)": say("Article 11(2): the General Assembly refers it"),
    "article 11(3)": say("Article 11(3): the General Assembly calls attention"),
    "article 99": say("Article 99: the Secretary-General"),
    "seized": say("the list of matters of which the Council is seized"),
}
"""How a choice is shown where its word alone would not do."""

Option = tuple[str, str]
"""A value and how it is shown."""


def options(meeting: Meeting, actor: str, field: Field) -> tuple[Option, ...]:
    """What ``actor`` can choose for ``field`` now; empty where it is free, or nothing is there.

    Fixed choices come first in their order; otherwise the field's source says where to look.
    """
    if field.choices:
        offered = (choice for choice in field.choices if choice not in field.unoffered)
        return tuple((choice, _worded(choice)) for choice in offered)
    return SOURCES[field.source](meeting, actor) if field.source else ()


def _worded(choice: str) -> str:
    return _WORDS.get(choice) or cited(choice.replace("_", " "))


def _shown(proposal: Proposal) -> Option:
    if not proposal.title:
        return proposal.symbol, proposal.symbol
    return proposal.symbol, say("{symbol}: {title}", symbol=proposal.symbol, title=proposal.title)


def _texts(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(map(_shown, meeting.open_proposals()))


def _proposals(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(_shown(p) for p in meeting.proposals if meeting.stands(p))


def _own(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(_shown(p) for p in meeting.proposals if meeting.stands(p) and actor in p.movers)


def _amendments(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(
        _shown(p)
        for p in meeting.proposals
        if meeting.stands(p) and p.kind is ProposalKind.AMENDMENT
    )


def _withdrawn(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(_shown(p) for p in meeting.proposals if actor in meeting.maintaining(p))


def _decided(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(_shown(p) for p in meeting.proposals if p.open or p.voted)


def _moved(meeting: Meeting, motion: Motion) -> str:
    """The title of a motion, with its detail where another one has a name like it."""
    alike = [other for other in meeting.motions if other.what is motion.what]
    alone = len({other.called for other in alike}) < 2
    return TITLES[motion.what] if alone else titled(motion)


def _kept_motions(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    kept = meeting.kept_motions(actor)
    return tuple(dict.fromkeys((motion.called, titled(motion)) for motion in kept))


def _motions(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple((m.called, _moved(meeting, m)) for m in meeting.motions)


def _texts_and_motions(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(dict.fromkeys((*_texts(meeting, actor), *_motions(meeting, actor))))


def _principal(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(
        _shown(item) if isinstance(item, Proposal) else (item.called, _moved(meeting, item))
        for item in meeting.principal()
    )


def _nature_asked(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return ((meeting.nature_asked, meeting.nature_asked),) if meeting.nature_asked else ()


def _members(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple((code, meeting.name(code)) for code in meeting.law.members)


def _challenged(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple((code, meeting.name(code)) for code in meeting.challenged)


def _sponsored(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple(_shown(p) for p in meeting.proposals if meeting.stands(p) and actor in p.sponsors)


def _applicants(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    waiting = (item.state for item in meeting.applications if item.referred and not item.reported)
    return tuple((code, meeting.name(code)) for code in waiting)


def _parties(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    return tuple((code, meeting.name(code)) for code in contested_by(meeting, actor))


def _guests(meeting: Meeting, actor: str) -> tuple[Option, ...]:
    """Anybody may be invited: whoever draws the form offers those whom it knows."""
    return ()


SOURCES: dict[ValueSource, Callable[[Meeting, str], tuple[Option, ...]]] = {
    ValueSource.TEXTS: _texts,
    ValueSource.PROPOSALS: _proposals,
    ValueSource.OWN: _own,
    ValueSource.AMENDMENTS: _amendments,
    ValueSource.KEPT: _withdrawn,
    ValueSource.DECIDED: _decided,
    ValueSource.MOTIONS: _motions,
    ValueSource.KEPT_MOTIONS: _kept_motions,
    ValueSource.PRINCIPAL: _principal,
    ValueSource.DECIDABLE: _texts_and_motions,
    ValueSource.ASKED: _nature_asked,
    ValueSource.MEMBERS: _members,
    ValueSource.CHALLENGED: _challenged,
    ValueSource.SPONSORED: _sponsored,
    ValueSource.APPLICANTS: _applicants,
    ValueSource.PARTIES: _parties,
    ValueSource.GUESTS: _guests,
}
"""The list behind each source."""
