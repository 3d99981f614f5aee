"""The floor of a room: texts and asks, then the meeting. Pure functions; all can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sim.classroom.cast_votes import casts_vote, done_by
from sim.classroom.clock import Speech
from sim.classroom.messages import ClauseChange
from sim.classroom.papers import Paper, Papers
from sim.domain.texts import in_a_row, say
from sim.lessons.clauses import texts as tabled_texts
from sim.lessons.places import ENVOY, member_name, president
from sim.procedure.drafting.force import acts_under_chapter_vii
from sim.procedure.drafting.text import positions, with_clause
from sim.procedure.meeting import SECRETARIAT as LAW_SECRETARIAT
from sim.procedure.meeting import TEACHER as LAW_TEACHER
from sim.procedure.meeting import Act, Meeting, QuestionKind, Ruling, apply_act
from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.force import change_of_force, with_force
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import scenario_meeting

Texts = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class RequestedChange:
    """A change requested from the sponsors.

    Attributes:
        answer: "", "accepted", "declined", or "lapsed" if its sponsor wants another one since.
        agreed: seats that agree to it while sponsors have not answered yet; who asks for it does.
        again: seats that agreed earlier, and have to agree again.
    """

    by: str
    draft: str
    issue: str
    value: float | None
    why: str = ""
    answer: str = ""
    agreed: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuledAct:
    """An act and its ruling, for the list on every screen.

    ``announces`` is false for a single vote, because votes are shown when the ballot closes.
    ``words`` are the delegation's own words.
    """

    n: int
    by: str
    act: str
    ruling: Ruling
    announces: bool = True
    words: str = ""


@dataclass(frozen=True)
class Floor:
    """Texts, asks and positions of the consultations, and the meeting once it is called.

    Attributes:
        phase: lobby, negotiation, meeting or debrief.
        texts: the current positions of each draft; ``tabled`` are the initial ones.
        stands: draft -> seat -> its public position, stated by people or by the engine.
        statements: the same, only where people on the seat stated it.
        cast: seat and number of ballots before -> the entry by which the seat cast its vote last.
        changes: amendment -> its change of a clause.
        refused, refused_change: the last refused act and its change of a clause, for the teacher's
            override.
        revised: texts before the Council that were revised in consultations, until they are
            submitted so.
        binding: texts of the case that bind under Chapter VII, whatever is written here.
        speech: the current speaker and speaking times.
        papers: drafts in their sponsors' own words; those not circulated are not in ``texts``.
        voted: the positions of each text at the last ballot on it as a whole.
    """

    texts: Texts
    tabled: Texts
    phase: str = "lobby"
    asks: tuple[RequestedChange, ...] = ()
    stands: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    statements: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    meeting: Meeting | None = None
    cast: Mapping[tuple[str, int], int] = field(default_factory=dict)
    changes: Mapping[str, ClauseChange] = field(default_factory=dict)
    told: tuple[RuledAct, ...] = ()
    refused: Act | None = None
    refused_change: ClauseChange | None = None
    revised: tuple[str, ...] = ()
    binding: frozenset[str] = frozenset()
    speech: Speech = field(default_factory=Speech)
    papers: Papers = field(default_factory=dict)
    voted: Texts = field(default_factory=dict)


MOST_TOLD = 60
"""Number of rulings kept for the screens; the log has all of them."""


def new_floor(scenario: Scenario) -> Floor:
    """The initial floor."""
    texts = tabled_texts(scenario)
    binding = frozenset(name for name, draft in scenario.drafts.items() if draft.binding)
    return Floor(texts=texts, tabled=texts, binding=binding)


def actor(scenario: Scenario, seat: str) -> str:
    """The actor of a seat in the meeting: the envoy's name, or the code."""
    if seat == ENVOY and scenario.envoy is not None:
        return scenario.envoy.name
    return LAW_SECRETARIAT if seat == "SECRETARIAT" else seat


def with_change(texts: Texts, change: ClauseChange) -> Texts:
    """The texts with one clause changed."""
    text = dict(texts[change.draft])
    if change.value is None:
        text.pop(change.issue, None)
    else:
        text[change.issue] = change.value
    return {**texts, change.draft: text}


def changed(floor: Floor, change: ClauseChange) -> Floor:
    """The floor with one clause changed, in the text and in its written paragraphs.

    The wording of the old clause is replaced by that of the new one.
    """
    after = replace(floor, texts=with_change(floor.texts, change))
    paper = floor.papers.get(change.draft)
    if paper is None or not paper.paragraphs:
        return after
    if positions(paper.paragraphs).get(change.issue) == change.value:
        return after
    return _with_clause(after, paper, change)


def _with_clause(floor: Floor, paper: Paper, change: ClauseChange, words: str = "") -> Floor:
    paragraphs = with_clause(paper.paragraphs, change.issue, change.value, words)
    papers = {**floor.papers, paper.symbol: replace(paper, paragraphs=paragraphs)}
    return replace(floor, papers=papers)


def revised(floor: Floor, change: ClauseChange) -> Floor:
    """The floor after the sponsors changed a clause of their text in consultations."""
    return to_submit(changed(floor, change), change.draft)


def to_submit(floor: Floor, symbol: str) -> Floor:
    """The floor with ``symbol`` to be submitted as revised, if it is before the Council."""
    if floor.meeting is None or floor.meeting.proposal(symbol) is None:
        return floor
    return replace(floor, revised=tuple(dict.fromkeys((*floor.revised, symbol))))


def with_stand(floor: Floor, draft: str, seat: str, stand: str, *, stated: bool) -> Floor:
    """The floor with the position of a seat on a draft.

    One that people stated, ``stated``, stays their statement after they have left the seat, until
    the engine states another for it.
    """
    before = floor.statements.get(draft, {})
    statements = {code: word for code, word in before.items() if code != seat}
    if stated:
        statements[seat] = stand
    return replace(
        floor,
        stands={**floor.stands, draft: {**floor.stands.get(draft, {}), seat: stand}},
        statements={**floor.statements, draft: statements},
    )


def to_phase(floor: Floor, scenario: Scenario, phase: str, announced: bool = False) -> Floor:
    """The floor in another phase; the meeting phase opens the meeting."""
    if phase == "meeting" and floor.meeting is None:
        meeting = scenario_meeting(
            scenario,
            president=president(scenario),
            announced=announced,
            parties=scenario.council.parties_to_dispute,
        )
        return replace(floor, phase=phase, meeting=meeting)
    return replace(floor, phase=phase)


def attempt(floor: Floor, act: Act) -> tuple[Meeting, Ruling]:
    """The meeting after ``act``, and its ruling."""
    assert floor.meeting is not None
    return apply_act(floor.meeting, act)


def asked_of(floor: Floor) -> tuple[object, ...]:
    """What the Council is asked now: by it alone, two floors differ if another question is put."""
    meeting = floor.meeting
    if meeting is None:
        return (floor.phase,)
    return floor.phase, meeting.phase, meeting.question, meeting.held_over, len(meeting.ballots)


def consulting(floor: Floor) -> bool:
    """Whether consultations are under way: before, between or during suspension of meetings."""
    if floor.phase != "meeting" or floor.meeting is None:
        return floor.phase == "negotiation"
    return floor.meeting.phase == "suspended"


def do_act(floor: Floor, n: int, act: Act, change: ClauseChange | None) -> Floor:
    """The floor after an act, with changed clauses."""
    meeting, ruling = attempt(floor, act)
    hand = casts_vote(act.as_dict()) and ruling.in_order and _same_ballot(floor.meeting, meeting)
    words = str(act.done.data.get("words", "")) if ruling.in_order else ""
    ruled_acts = (*floor.told, RuledAct(n, act.by, act.kind, ruling, not hand, words))[-MOST_TOLD:]
    if not ruling.in_order:
        return replace(floor, told=ruled_acts, refused=act, refused_change=change)
    after = replace(floor, meeting=meeting, told=ruled_acts, refused=None, refused_change=None)
    done = done_by(act.as_dict())
    if done["act"] == "vote":
        voted = (str(done["by"]), len(floor.meeting.ballots) if floor.meeting else 0)
        after = replace(after, cast={**floor.cast, voted: n})
    if done["act"] == "amend":
        changes = {k: v for k, v in floor.changes.items() if k != done["symbol"]}
        after = replace(
            after, changes=changes if change is None else {**changes, done["symbol"]: change}
        )
    if done["act"] in ("revise", "table"):
        submitted = done["proposal" if done["act"] == "revise" else "symbol"]
        left = tuple(symbol for symbol in floor.revised if symbol != submitted)
        after = replace(after, revised=left)
    if not _same_ballot(floor.meeting, meeting):
        ballot = meeting.ballots[-1].question
        if ballot.kind is QuestionKind.PROPOSAL and ballot.subject in floor.texts:
            text = floor.texts[ballot.subject]
            after = replace(after, voted={**floor.voted, ballot.subject: text})
    return _as_written(_as_decided(after, floor), floor)


def _as_written(after: Floor, before: Floor) -> Floor:
    """The floor in which a text binds as its words say after an amendment or a separate vote."""
    meeting = written = after.meeting
    assert meeting is not None
    assert written is not None
    told: list[str] = []
    for symbol, paper in after.papers.items():
        text = meeting.proposal(symbol)
        if text is None or not text.open or paper is before.papers.get(symbol):
            continue
        binding = symbol in after.binding or acts_under_chapter_vii(paper.paragraphs)
        written = with_force(written, symbol, binding=binding)
        told += change_of_force(meeting, written, symbol)
    if not told:
        return replace(after, meeting=written)
    last = written.log[-1]
    effect = in_a_row([last.ruling.effect, *told])
    ruling = replace(last.ruling, effect=effect)
    ruled = replace(after.told[-1], ruling=ruling)
    log = (*written.log[:-1], replace(last, ruling=ruling))
    return replace(after, meeting=written.having(log=log), told=(*after.told[:-1], ruled))


def _same_ballot(before: Meeting | None, after: Meeting) -> bool:
    return before is not None and len(before.ballots) == len(after.ballots)


def _as_decided(after: Floor, before: Floor) -> Floor:
    """The floor with its texts as the meeting has them.

    Amendments that were adopted or taken in change the clauses, and clauses that the meeting's text
    no longer has are taken out.
    """
    assert after.meeting is not None
    old = {p.symbol: p for p in before.meeting.proposals} if before.meeting else {}
    floor = after
    for proposal in after.meeting.proposals:
        earlier = old.get(proposal.symbol)
        if proposal is earlier or proposal.symbol not in floor.texts:
            continue
        done = earlier.amended_by if earlier else ()
        for symbol in proposal.amended_by:
            if symbol not in done:
                floor = _amended(floor, proposal, after.meeting.named(symbol))
        if proposal.symbol not in floor.revised:
            floor = _without_what_is_gone(floor, proposal)
    return floor


def _amended(floor: Floor, text: Proposal, amendment: Proposal) -> Floor:
    """The floor with the clause of ``amendment`` in ``text``, in its mover's words if any."""
    change = floor.changes.get(amendment.symbol)
    if change is None or change.draft != text.symbol:
        return floor
    if amendment.parts and change.issue not in amendment.present:
        return floor
    floor, words = changed(floor, change), "".join(amendment.paragraphs)
    if not words:
        return floor
    paper = floor.papers.get(text.symbol) or Paper(text.symbol, text.title, text.sponsors)
    return _with_clause(floor, paper, change, words)


def _without_what_is_gone(floor: Floor, text: Proposal) -> Floor:
    for issue in floor.texts[text.symbol]:
        if not text.has(issue):
            floor = changed(floor, ClauseChange(draft=text.symbol, issue=issue, value=None))
    return floor


OTHER_NAMES = {LAW_TEACHER: say("The teacher"), LAW_SECRETARIAT: say("The Secretariat")}
"""Names of actors that are no States."""


def name(scenario: Scenario, code: str) -> str:
    """The display name of a seat or actor, also of the teacher who overrides a ruling."""
    if code == ENVOY:
        return scenario.envoy.name if scenario.envoy is not None else say("The envoy")
    return OTHER_NAMES.get(code) or member_name(scenario, code)


def as_act(data: Mapping[str, Any]) -> Act:
    """The act of a log entry."""
    return Act.from_dict(data)
