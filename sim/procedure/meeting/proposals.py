"""Drafts and other proposals: their submission (rules 31 and 38)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.domain.membership import state_code
from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.admission import may_be_recommended
from sim.procedure.meeting.assembly_calls import no_call
from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.fields import FLAG, NAMES, TEXT, Field
from sim.procedure.meeting.force import says_so
from sim.procedure.meeting.grounds import (
    SYMBOL,
    laid,
    may_propose,
    new_symbol,
    put_by,
)
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    Check,
    by_participant,
    flag_of,
    no_question,
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.named_sponsors import known_sponsors, named_sponsors
from sim.procedure.meeting.parties import (
    binds,
    bound_on,
    known_parties,
    named_by,
    not_both,
    parties_named,
    said_in,
    who_abstains,
)
from sim.procedure.meeting.precedence import one_person
from sim.procedure.meeting.settled_nature import NATURES, OF_SUBSTANCE, SETTLED, nature_of_kind
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Nature, ProposalKind

SUBMITTED = tuple(kind for kind in ProposalKind if kind is not ProposalKind.AMENDMENT)
"""Kinds of proposal that can be submitted; an amendment has its own act."""

INSTEAD = (
    ("amendment", say("an amendment is introduced by the act 'amend'.")),
    (
        "election",
        (
            say(
                "judges of the International Court are elected by the Assembly and the Council "
                "separately: an absolute majority of eight elects, permanent and elected members "
                "count alike, and there is no veto (Statute of the Court, Articles 8 to 12; rule "
                "61). An election is not a proposal, and it is not simulated."
            )
        ),
    ),
)
"""Other kinds that people try -> the answer to them."""


def _kind(act: Act) -> ProposalKind:
    return ProposalKind(symbol_of(act, "kind") or ProposalKind.DRAFT)


def _as_before(meeting: Meeting, act: Act) -> Act:
    """``act`` with the kind of the text that it submits again, and what that kind names.

    Unless its mover states another kind, the text is of the kind that it was.
    """
    before = meeting.proposal(symbol_of(act, "symbol"))
    if before is None or before.kind is ProposalKind.AMENDMENT:
        return act
    if symbol_of(act, "kind") not in ("", before.kind):
        return act
    was = {"kind": before.kind.value, "about": before.about, "after": before.after}
    stated = {name: value for name, value in act.data.items() if value or name not in was}
    return replace(act, data={name: value for name, value in was.items() if value} | stated)


def _again(check: Check) -> Check:
    """``check`` of a text as it is submitted, or submitted again."""
    return lambda meeting, act: check(meeting, _as_before(meeting, act))


def _uniting_exists(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a call of the Assembly where the Council has none to make."""
    if _kind(act) is not ProposalKind.EMERGENCY_SESSION:
        return None
    return no_call(meeting)


def _of_a_person(meeting: Meeting, act: Act) -> Ruling | None:
    return one_person(meeting) if _kind(act) is ProposalKind.RECOMMENDATION else None


def _of_a_state(meeting: Meeting, act: Act) -> Ruling | None:
    if _kind(act) is not ProposalKind.ADMISSION:
        return None
    return may_be_recommended(meeting, symbol_of(act, "about"))


def _nature_fits(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a nature that contradicts the kind of the proposal, or what was settled of the text.

    A ruling stands unless the Council overrules it (rule 30), and a vote on the preliminary
    question unless it decides otherwise; what a mover states is neither.
    """
    kind, asked = _kind(act), symbol_of(act, "nature")
    before = _earlier(meeting, act)
    if binds(act, before) and asked == Nature.PROCEDURAL:
        return refuse(
            "Article 27(3)",
            OF_SUBSTANCE,
            instead("table", say("without '{field}'", field="nature")),
            instead("table", say("without '{field}'", field="binding")),
        )
    if before is not None and _stays_settled(act, before) and asked not in ("", before.nature):
        return refuse(
            "rule 30",
            say(
                "that {subject} is {nature} was settled by a vote or a ruling; its mover does not "
                "state otherwise.",
                subject=before.symbol,
                nature=NATURES[before.nature],
            ),
            instead("table", say("without '{field}'", field="nature")),
            instead("point_of_order", say("ask the President for a ruling")),
        )
    settled = nature_of_kind(meeting, kind)
    if settled is None or asked in ("", settled):
        return None
    return refuse(
        SETTLED[kind],
        say(
            "{symbol} is {nature} by its kind, which is not open to question.",
            symbol=symbol_of(act, "symbol"),
            nature=NATURES[settled],
        ),
        instead("table", say("without '{field}'", field="nature")),
    )


def _stays_settled(act: Act, before: Proposal) -> bool:
    """Whether what settled the nature of ``before`` holds as ``act`` submits that text again."""
    return before.nature_settled and not binds(act, before)


OF_ONE_KIND = {
    "about": ProposalKind.ADMISSION,
    "after": ProposalKind.EMERGENCY_SESSION,
    "bound": ProposalKind.DRAFT,
    "binding": ProposalKind.DRAFT,
}
"""Fields that only one kind of proposal has -> that kind."""


def _of_its_kind(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a field that the kind of the proposal does not have."""
    for field, kind in OF_ONE_KIND.items():
        if act.data.get(field) and _kind(act) is not kind:
            return refuse(
                "rule 31",
                say("only a proposal of the kind '{kind}' has '{field}'.", kind=kind, field=field),
                instead("table", say("with the kind '{kind}'", kind=kind)),
                instead("table", say("without '{field}'", field=field)),
            )
    return None


def _of_the_kind_it_was(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to give the symbol of a text to one of another kind: what was settled is of a text."""
    before = meeting.proposal(symbol_of(act, "symbol"))
    if before is None or before.kind in (_kind(act), ProposalKind.AMENDMENT):
        return None
    return refuse(
        "rule 31",
        say(
            "{symbol} was a proposal of the kind '{kind}'; "
            "give one of another kind another symbol.",
            symbol=before.symbol,
            kind=before.kind.value,
        ),
        instead("table", say("with the kind '{kind}'", kind=before.kind.value)),
    )


def _nature(meeting: Meeting, act: Act, before: Proposal | None) -> Nature:
    """The nature of a text: that of its kind, or as its mover says, or what it was.

    One that binds under Chapter VII is of substance.
    """
    if binds(act, before):
        return Nature.SUBSTANTIVE
    stated = symbol_of(act, "nature") or (before.nature if before else Nature.SUBSTANTIVE)
    return nature_of_kind(meeting, _kind(act)) or Nature(stated)


def _left_of(before: Proposal) -> tuple[str, ...]:
    """The parts of a text that is submitted again, or all that it had if nothing remains of it."""
    return before.present or (() if before.more else before.parts)


def _earlier(meeting: Meeting, act: Act) -> Proposal | None:
    """The text that ``act`` submits again, or None."""
    earlier = meeting.proposal(symbol_of(act, "symbol"))
    about = state_code(symbol_of(act, "about")) or ""
    if earlier is None or (earlier.kind, earlier.about) != (_kind(act), about):
        return None
    return earlier


def _table(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Submit a text; one that is submitted again is what it was, but for what the mover states."""
    act = _as_before(meeting, act)
    kind, symbol = _kind(act), symbol_of(act, "symbol")
    before = _earlier(meeting, act)
    binding, parties = binds(act, before), parties_named(meeting, act, before)
    settled = before is not None and _stays_settled(act, before)
    sponsors = tuple(dict.fromkeys((act.by, *named_sponsors(meeting, act))))
    proposal = Proposal(
        symbol=symbol,
        mover=act.by,
        title=symbol_of(act, "title") or (before.title if before else ""),
        sponsors=sponsors,
        kind=kind,
        nature=_nature(meeting, act, before),
        nature_settled=settled,
        nature_decided=settled and before is not None and before.nature_decided,
        parts=symbols_of(act, "parts") or (_left_of(before) if before else ()),
        more=flag_of(act, "more") if "more" in act.data else bool(before and before.more),
        bound=bound_on(meeting, kind, parties, binding=binding),
        parties=parties,
        bound_by=named_by(act, before),
        binding=binding,
        binding_in=said_in(act, before) if binding else (),
        requested_by=put_by(meeting, sponsors),
        about=state_code(symbol_of(act, "about")) or "",
        after=symbol_of(act, "after"),
        paragraphs=symbols_of(act, "paragraphs") or (before.paragraphs if before else ()),
    )
    effect = (
        say("{symbol} is before the Council again.", symbol=proposal.symbol)
        if before is not None
        else say("{symbol} is before the Council.", symbol=proposal.symbol)
    )
    if not proposal.requested_by:
        effect = in_a_row(
            [effect, say("It is put to the vote only if a member asks for that (rule 38).")]
        )
    abstaining = who_abstains(meeting, proposal)
    if abstaining:
        effect = in_a_row([effect, abstaining])
    if flag_of(act, "oral"):
        effect = in_a_row([effect, say("It was made orally; proposals are normally in writing.")])
    return laid(meeting, proposal), Ruling(
        "rule 31", say("proposals are laid before the members, normally in writing."), effect
    )


STATED = (
    _of_the_kind_it_was, _of_its_kind, _uniting_exists, _of_a_person, _of_a_state, _nature_fits,
    known_sponsors, known_parties, not_both, says_so,
)  # fmt: skip
"""Checks of what the mover of a text states."""


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "table",
        say("Submit a proposal"),
        "rule 31",
        _table,
        (by_participant, *ON_THE_ITEM, no_question, may_propose),
        (new_symbol, *map(_again, STATED)),
        (
            SYMBOL,
            Field("title", TEXT, say("subject")),
            Field("sponsors", NAMES, say("codes"), seldom=True),
            Field(
                "kind",
                TEXT,
                say("kind of proposal"),
                SUBMITTED,
                instead=INSTEAD,
                seldom=True,
                rule="rule 31",
            ),
            Field("nature", TEXT, say("which vote it needs"), tuple(Nature), seldom=True),
            Field("parts", NAMES, say("names of its parts"), seldom=True),
            Field("more", FLAG, say("it has words besides its parts"), seldom=True),
            Field("bound", NAMES, say("parties to a dispute under Chapter VI"), seldom=True),
            Field("binding", FLAG, say("it binds under Chapter VII"), seldom=True),
            Field("binding_in", NAMES, say("the parts that say so"), seldom=True),
            Field("oral", FLAG, say("it is made orally"), seldom=True),
            Field("about", TEXT, say("the State to be admitted"), seldom=True),
            Field("after", TEXT, say("vetoed text on which a call rests"), seldom=True),
            Field(
                "paragraphs", NAMES, say("the text as it is printed, by paragraphs"), seldom=True
            ),
        ),
        objects=(new_symbol,),
    ),
)
"""Kinds of act of this family."""
