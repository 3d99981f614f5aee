"""What holds of every act that is in order, whatever the meeting: axioms with the rule of each.

Each takes the meeting before the act, the act, and the meeting after it. It returns what is wrong,
or an empty text. They read the state alone, not the checks of the acts.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.procedure.meeting import (
    Act,
    Meeting,
    MotionKind,
    Phase,
    ProposalKind,
    QuestionKind,
    Status,
    apply_act,
)
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.vocabulary import Basis, Item

Axiom = Callable[[Meeting, Act, Meeting], str]

OF_A_TEXT = (QuestionKind.PROPOSAL, QuestionKind.PART, QuestionKind.AMENDMENT)


def _decided(before: Meeting, act: Act, after: Meeting) -> bool:
    """Whether the Council decided something, by a vote or as nobody objected."""
    return len(after.ballots) > len(before.ballots) or act.kind == "no_objection"


def the_council_decides(before: Meeting, act: Act, after: Meeting) -> str:
    """Rules 9, 10, 17, 28, 32, 33, 37, 39, 48, 51, 56, 57 and 59: no President, no mover alone."""
    if _decided(before, act, after):
        return ""
    guests = {guest.name for guest in before.invited}
    new = [g for g in after.invited if g.name not in guests and g.rule is not Basis.ARTICLE_32]
    direct = {item.state for item in after.applications if not item.referred}
    over = (Status.ADOPTED, Status.VETOED, Status.NOT_ADOPTED)
    texts = {p.symbol: p.status for p in before.proposals}
    left_to_the_council = {
        "it is public or private": after.private is not before.private,
        "a single copy is kept": after.single_copy is not before.single_copy,
        "the record is released": after.released is not before.released,
        "others read the record": after.readers != before.readers,
        "the item is referred or postponed": after.item is not before.item,
        "credentials are not recognized": bool(set(after.unseated) - set(before.unseated)),
        "a State is no party": after.no_parties != before.no_parties,
        "guests are invited": bool(new),
        "the agenda is adopted": (before.phase, after.phase) == (Phase.AGENDA, Phase.DEBATE),
        "the Assembly is called": after.assembly_called is not before.assembly_called,
        "the committee is passed over": bool(
            direct - {item.state for item in before.applications if not item.referred}
        ),
        "the order is changed": bool(set(after.order) - set(before.order)),
        "a text is decided": any(
            p.status in over and texts.get(p.symbol) is not p.status for p in after.proposals
        ),
    }
    return "; ".join(what for what, wrong in left_to_the_council.items() if wrong)


def _appoints(question: Question) -> bool:
    return question.subject.partition(" ")[0] == MotionKind.APPOINT


def _on_the_matter(question: Question, meeting: Meeting) -> bool:
    if question.kind is QuestionKind.NATURE:
        return _appoints(question) or meeting.proposal(question.subject) is not None
    appoints = question.kind is QuestionKind.MOTION and _appoints(question)
    return appoints or question.kind in (*OF_A_TEXT, QuestionKind.STATEMENT)


def a_matter_rests(before: Meeting, act: Act, after: Meeting) -> str:
    """Rule 33, 4 and 5: nothing on a matter is decided that was referred or postponed."""
    if before.item is Item.OPEN:
        return ""
    asked = after.question if after.question is not before.question else None
    if asked is not None and _on_the_matter(asked, after):
        return f"the Council is asked to decide: {asked.text}"
    return ""


def what_is_postponed_is_not_discussed(before: Meeting, act: Act, after: Meeting) -> str:
    """Rule 33, 5: until it is taken up again."""
    if before.item is not Item.POSTPONED:
        return ""
    more = {
        "a proposal": {p.symbol for p in after.proposals} - {p.symbol for p in before.proposals},
        "a guest": {g.name for g in after.invited} - {g.name for g in before.invited},
        "an application": set(after.applications) - set(before.applications),
        "a speaker": set(after.speakers),
        "the floor": {after.floor} - {""},
        "a motion on the matter": {m.what for m in after.motions}
        & {MotionKind.REFER, MotionKind.POSTPONE, MotionKind.APPOINT}
        - {m.what for m in before.motions},
    }
    if after.item is not Item.POSTPONED:
        return f"the item is {after.item}"
    return "; ".join(f"{what}: {names}" for what, names in more.items() if names)


def a_text_can_be_withdrawn(before: Meeting, act: Act, after: Meeting) -> str:
    """Rule 35: at any time so long as no vote has been taken with respect to it."""
    if after.phase is not Phase.DEBATE or after.point:
        return ""
    for text in after.proposals:
        if after.stands(text) and not text.voted and after.takes_part(text.mover):
            data = {"proposal": text.symbol, "for_all": True}
            answer = apply_act(after, Act("withdraw", text.mover, data))[1]
            if not answer.in_order:
                return f"{text.symbol}: {answer.reason}"
    for motion in after.motions:
        if motion.mover in after.represented:
            data = {"what": motion.called, "detail": motion.detail}
            answer = apply_act(after, Act("withdraw_motion", motion.mover, data))[1]
            if not answer.in_order:
                return f"{motion.what}: {answer.reason}"
    return ""


def something_is_adopted(before: Meeting, act: Act, after: Meeting) -> str:
    """Rules 32 and 36: a text of which nothing remains is lost."""
    statuses = {p.symbol: p.status for p in before.proposals}
    for text in after.proposals:
        new = text.status in (Status.ADOPTED, Status.ACCEPTED)
        if new and statuses.get(text.symbol) is not text.status and text.nothing_left:
            return f"nothing is left of {text.symbol}"
        if text.open and text.nothing_left and not after.queue and after.question is None:
            return f"nothing is left of {text.symbol}, which is open"
    return ""


def what_is_settled_stands(before: Meeting, act: Act, after: Meeting) -> str:
    """Rule 30; San Francisco Statement, II.2: only a ruling or a vote answers it otherwise.

    What was held of a text does not hold of one that binds.
    """
    for text in before.proposals:
        later = after.proposal(text.symbol)
        if later is None or later.kind is not text.kind or not text.nature_settled:
            continue
        if later.binding and not text.binding:
            continue
        changed = later.nature is not text.nature or not later.nature_settled
        ruled = act.kind == "rule" and not text.nature_decided
        if changed and not ruled and not _decided(before, act, after):
            return f"{text.symbol} was {text.nature} and is {later.nature}"
    return ""


def what_binds_is_of_substance(before: Meeting, act: Act, after: Meeting) -> str:
    """Article 27(3): a decision under Chapter VII is none of procedure."""
    binding = [text for text in after.proposals if text.binding]
    open_to_question = (
        text.symbol
        for text in binding
        if text.procedural or (text.open and after.nature_asked == text.symbol)
    )
    return "; ".join(open_to_question)


def a_revised_text_is_as_if_submitted_so(before: Meeting, act: Act, after: Meeting) -> str:
    """Rule 31: the law of a text is that of its words, however it came to have them."""
    if act.kind != "revise":
        return ""
    text = after.named(act.data["proposal"])
    stated = {
        "symbol": "another",
        "kind": text.kind.value,
        "sponsors": [code for code in text.movers if code != text.mover],
        "nature": text.nature.value,
        "parts": list(text.present),
        "bound": [] if text.binding else list(text.parties),
        "binding": text.binding,
        "binding_in": list(text.binding_in),
        "about": text.about,
        "after": text.after,
    }
    stated = {name: value for name, value in stated.items() if value}
    anew, answer = apply_act(after, Act("table", text.mover, stated))
    if not answer.in_order:
        return ""
    other = anew.named("another")
    same = ("kind", "nature", "present", "bound", "binding", "binding_in", "requested_by")
    return "; ".join(name for name in same if getattr(other, name) != getattr(text, name))


def a_text_binds_while_it_has_the_part_that_says_so(
    before: Meeting, act: Act, after: Meeting
) -> str:
    """Article 27(3): a text that lost its paragraph on Chapter VII is not under it."""
    lost = (
        text.symbol
        for text in after.proposals
        if text.open and text.binding and not all(map(text.has, text.binding_in))
    )
    return "; ".join(lost)


def consent_is_to_what_was_asked(before: Meeting, act: Act, after: Meeting) -> str:
    """Practice: silence on a text is no consent to another one."""
    asked = after.question
    if after.phase is Phase.VOTING or asked is None or asked is not before.question:
        return ""
    text, earlier = after.proposal(asked.subject), before.proposal(asked.subject)
    if text is None or earlier is None:
        return ""
    same = ("present", "paragraphs", "binding", "bound", "amended_by", "status")
    return "; ".join(name for name in same if getattr(text, name) != getattr(earlier, name))


def all_movers_agree_to_what_is_taken_in(before: Meeting, act: Act, after: Meeting) -> str:
    """Practice: each of those that submitted a text has agreed to the amendment as it reads."""
    for item in after.proposals:
        earlier = before.proposal(item.symbol)
        changed = earlier is not None and (earlier.present, earlier.deletes) != (
            item.present,
            item.deletes,
        )
        waits = item.to and item.open and not after.named(item.to).voted
        if changed and waits and not set(item.consents) <= set(item.movers):
            return f"{item.symbol} was changed since {item.consents} agreed"
    return ""


def sponsors_are_alike(before: Meeting, act: Act, after: Meeting) -> str:
    """Rules 35 and 38: whoever is named first, each can leave; a guest's text waits to be asked."""
    for text in after.proposals:
        if text.open and text.mover not in text.sponsors:
            return f"{text.mover} moves {text.symbol} and does not sponsor it"
        asked = text.requested_by in text.movers or any(
            entry.act.kind == "request_vote" and entry.act.by == text.requested_by
            for entry in after.log
        )
        if text.open and text.requested_by and not asked:
            return f"{text.requested_by} no longer submits {text.symbol}, and did not ask for it"
    return ""


def what_is_maintained_is_as_it_was(before: Meeting, act: Act, after: Meeting) -> str:
    """Rule 35: as if the original mover had not withdrawn it, with what waits on its nature."""
    if act.kind != "keep" or before.nature_asked:
        return ""
    if after.named(act.data["proposal"]).nature_settled:
        return ""
    asked = [
        entry.act
        for entry in before.log
        if entry.ruling.in_order and act.data["proposal"] in entry.act.data.values()
    ]
    last = next((a for a in reversed(asked) if a.kind != "withdraw"), None)
    if last is not None and last.kind == "ask_nature" and not after.nature_asked:
        return f"the nature of {act.data['proposal']} is no longer asked"
    return ""


def no_veto_is_taken_away(before: Meeting, act: Act, after: Meeting) -> str:
    """San Francisco Statement, II.2: until the result, a member can ask for the preliminary vote.

    Neither a mover that calls a question procedural nor a President that puts it at once ends that.
    """
    question = after.question
    if after.phase is not Phase.VOTING or question is None or after.returning is Phase.AGENDA:
        return ""
    if after.point or after.nature_asked or not question.procedural or not after.represented:
        return ""
    subject = question.subject
    while (text := after.proposal(subject)) is not None and text.to:
        subject = text.to
    open_to_question = {
        QuestionKind.MOTION: subject not in (MotionKind.SUSPEND, MotionKind.ADJOURN)
        and not any(m.called == subject and m.nature_settled for m in after.motions)
    }
    for kind in OF_A_TEXT:
        open_to_question[kind] = (
            text is not None and text.kind is ProposalKind.DRAFT and not text.nature_settled
        )
    if not open_to_question.get(question.kind):
        return ""
    field = "motion" if question.kind is QuestionKind.MOTION else "proposal"
    asked = Act("ask_nature", after.represented[-1], {field: subject})
    answer = apply_act(after, asked)[1]
    return "" if answer.in_order else answer.reason


def a_withdrawn_motion_can_be_maintained(before: Meeting, act: Act, after: Meeting) -> str:
    """Rules 34 and 35: by whoever seconded it, with the same right of precedence."""
    if act.kind == "keep_motion":
        (kept,) = (m for m in after.motions if m not in before.motions)
        others = [m.moved for m in after.motions if m.what is kept.what]
        return "" if others == sorted(others) else f"{kept.called} has lost its place"
    if act.kind != "withdraw_motion" or after.phase is not Phase.DEBATE:
        return ""
    for motion in before.motions:
        for code in motion.seconders if motion not in after.motions else ():
            data = {"what": motion.called, "detail": motion.detail}
            again, answer = apply_act(after, Act("keep_motion", code, data))
            if code not in after.represented:
                continue
            if not answer.in_order:
                return f"{motion.called}: {answer.reason}"
            if [m.called for m in again.principal() if m in again.motions] != [
                m.called for m in before.principal() if m in before.motions
            ]:
                return f"{motion.called} has lost its place"
    return ""


def what_is_put_changes_something(before: Meeting, act: Act, after: Meeting) -> str:
    """Rule 36: an amendment is put while the text has something of what it deletes."""
    question = after.question if after.phase is Phase.VOTING else None
    if question is None or question.kind is not QuestionKind.AMENDMENT:
        return ""
    amendment = after.named(question.subject)
    text = after.named(amendment.to)
    gone = text.parts and not set(amendment.deletes) & set(text.present)
    only = amendment.deletes and not amendment.present and not amendment.paragraphs
    return f"{amendment.symbol} deletes nothing" if only and gone else ""


AXIOMS: tuple[Axiom, ...] = (
    the_council_decides,
    a_matter_rests,
    what_is_postponed_is_not_discussed,
    a_text_can_be_withdrawn,
    something_is_adopted,
    what_is_settled_stands,
    what_binds_is_of_substance,
    a_revised_text_is_as_if_submitted_so,
    a_text_binds_while_it_has_the_part_that_says_so,
    consent_is_to_what_was_asked,
    all_movers_agree_to_what_is_taken_in,
    sponsors_are_alike,
    what_is_maintained_is_as_it_was,
    no_veto_is_taken_away,
    a_withdrawn_motion_can_be_maintained,
    what_is_put_changes_something,
)
