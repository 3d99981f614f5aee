"""Invitations to take part without a vote (rules 37 and 39, Article 32)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sim.domain.membership import is_member, state_code
from sim.domain.texts import in_a_row, say
from sim.procedure.citations import cited
from sim.procedure.councils import other_government
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import put_for_consent
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import NAMES, TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    no_question,
    only_members,
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.motion_grounds import motions_first
from sim.procedure.meeting.parties import no_party
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Basis, QuestionKind

REASONS: dict[Basis, str] = {
    Basis.RULE_37: say(
        "a Member of the United Nations whose interests are specially "
        "affected may be invited (Article 31, rule 37). The question is "
        "procedural."
    ),
    Basis.RULE_39: say(
        "the Secretariat and other persons may be invited to supply "
        "information. The question is procedural."
    ),
    Basis.PRACTICE: say(
        "observer States and others that are not Members of the United "
        "Nations are invited in accordance with the provisional rules of "
        "procedure and the previous practice in this regard, which names "
        "no rule. The question is procedural."
    ),
    Basis.ARTICLE_32: say(
        "a party to a dispute under consideration shall be invited, Member "
        "of the United Nations or not: this is an obligation and is not put to a vote. Whether "
        "the State is a party to a dispute can be disputed: the President's ruling on it can be "
        "challenged (rule 30)."
    ),
}
"""The reason for an invitation, by its basis."""


BETTER: Mapping[Basis, frozenset[Basis]] = {
    Basis.RULE_37: frozenset({Basis.RULE_39}),
    Basis.ARTICLE_32: frozenset({Basis.RULE_37, Basis.RULE_39, Basis.PRACTICE}),
}
"""Bases that give a State more standing -> the earlier ones that they take the place of."""


def _basis(act: Act) -> Basis:
    return Basis(symbol_of(act, "rule") or Basis.RULE_37)


def guests_of(meeting: Meeting, act: Act) -> tuple[str, ...]:
    """The guests of an invitation, each once: States by code, persons by name.

    The Government of China that does not hold the seat is no member; resolution 87 (1950) invited
    it.
    """
    day = meeting.law.day
    once: dict[str, str] = {}
    for name in symbols_of(act, "who"):
        guest = other_government(name, day) or state_code(name) or " ".join(name.split())
        once.setdefault(guest.casefold(), guest)
    return tuple(once.values())


def _are_states(meeting: Meeting, act: Act) -> Ruling | None:
    basis = _basis(act)
    if basis in (Basis.RULE_39, Basis.PRACTICE):
        return None
    for name in symbols_of(act, "who"):
        government = other_government(name, meeting.law.day)
        if government:
            return refuse(
                basis,
                say(
                    "the Government of the {name} does not hold the seat of China on this day.",
                    name=government,
                ),
                instead("invite", say("{name}, under rule 39", name=government)),
            )
    strangers = [name for name in symbols_of(act, "who") if state_code(name) is None]
    if not strangers:
        return None
    return refuse(
        basis,
        say(
            "{name} is not a State; under {basis} States are invited, and other "
            "persons under rule 39.",
            name=strangers[0],
            basis=cited(basis),
        ),
        instead("invite", say("{name}, under rule 39", name=strangers[0])),
    )


def basis_for(code: str, day: date) -> Basis:
    """The provision under which a State without a seat is invited on ``day``.

    Rule 37 is for Members of the United Nations; others come by previous practice, or under Article
    32 as parties to a dispute. Source: provisional rule 37.
    """
    return Basis.RULE_37 if is_member(code, day) else Basis.PRACTICE


def _members_by_rule_37(meeting: Meeting, act: Act) -> Ruling | None:
    basis = _basis(act)
    for code in guests_of(meeting, act):
        name, member = meeting.name(code), is_member(code, meeting.law.day)
        if basis is Basis.RULE_37 and not member:
            return refuse(
                "rule 37",
                say(
                    "rule 37 is for Members of the United Nations, and {name} is not one on this "
                    "day.",
                    name=name,
                ),
                instead("invite", say("{name}, under previous practice", name=name)),
                instead(
                    "invite", say("{name}, under Article 32 as a party to a dispute", name=name)
                ),
            )
        if basis is Basis.PRACTICE and member:
            return refuse(
                "rule 37",
                say(
                    "{name} is a Member of the United Nations and is invited under rule 37.",
                    name=name,
                ),
                instead("invite", say("{name}, under rule 37", name=name)),
            )
    return None


def _not_here_yet(meeting: Meeting, act: Act) -> Ruling | None:
    guests = guests_of(meeting, act)
    seated = [code for code in guests if meeting.is_member(code)]
    if seated:
        return refuse(
            "Article 31",
            say("{member} is a member and needs no invitation.", member=meeting.name(seated[0])),
        )
    earlier = {guest.name: guest.rule for guest in meeting.invited}
    better = BETTER.get(_basis(act), frozenset())
    present = [c for c in guests if meeting.takes_part(c) and earlier.get(c) not in better]
    if present:
        return refuse(
            "rules 37 and 39",
            say("{member} has been invited already.", member=meeting.name(present[0])),
        )
    return None


def _no_party(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse several parties at once, and a State that the Council has held to be none."""
    if _basis(act) is not Basis.ARTICLE_32:
        return None
    guests = guests_of(meeting, act)
    if len(set(guests)) > 1:
        return refuse(
            "Article 32",
            say(
                "whether each State is a party to a dispute is a finding of its own, which can be "
                "challenged; invite one at a time."
            ),
            instead("invite", say("{name}, under Article 32", name=meeting.name(guests[0]))),
        )
    decided = [code for code in guests if code in meeting.no_parties]
    if not decided:
        return None
    name = meeting.name(decided[0])
    return refuse(
        "rule 30",
        no_party(name),
        instead("invite", say("{name}, under rule 37", name=name))
        if is_member(decided[0], meeting.law.day)
        else instead("invite", say("{name}, under previous practice", name=name)),
    )


def _invite(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    guests, basis = guests_of(meeting, act), _basis(act)
    who = in_a_row([meeting.name(guest) for guest in guests], ", ")
    if basis is Basis.ARTICLE_32:
        return _seat_party(meeting, act, guests, who)
    how = (
        say(
            "in accordance with the provisional rules of procedure and the "
            "previous practice in this regard"
        )
        if basis is Basis.PRACTICE
        else cited(basis.value)
    )
    text = say("to invite {who} ({how})", who=who, how=how)
    question = Question(QuestionKind.INVITATION, text, act.by, True, basis, guests)
    return put_for_consent(meeting, question), Ruling(
        basis if basis is not Basis.PRACTICE else "practice: invitations",
        REASONS[basis],
        say("The Council is asked {text}.", text=text),
    )


def _seat_party(
    meeting: Meeting, act: Act, guests: tuple[str, ...], who: str
) -> tuple[Meeting, Ruling]:
    """Seat a party to a dispute at once; the finding that it is a party can be challenged."""
    effect = say("{who}: takes part without a vote (Article 32).", who=who)
    if any(not is_member(guest, meeting.law.day) for guest in guests):
        effect = in_a_row(
            [effect, say("For a State that is not a Member the Council lays down just conditions.")]
        )
    return meeting.with_guests(Basis.ARTICLE_32, guests, act.by), Ruling(
        "Article 32", REASONS[Basis.ARTICLE_32], effect
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "invite",
        say("Propose to invite somebody"),
        "rules 37 and 39",
        _invite,
        (only_members, *ON_THE_ITEM, no_question, motions_first),
        (_are_states, _members_by_rule_37, _not_here_yet, _no_party),
        (
            Field(
                "who",
                NAMES,
                say("names or codes"),
                source=ValueSource.GUESTS,
                required=True,
                rule="rules 37 and 39",
            ),
            Field(
                "rule",
                TEXT,
                say("on which provision"),
                otherwise=say("rule 37"),
                choices=tuple(Basis),
                rule="rules 37 and 39",
            ),
        ),
    ),
)
"""Kinds of act of this family."""
