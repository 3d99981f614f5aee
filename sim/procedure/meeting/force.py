"""Whether a text binds under Chapter VII, as amendments, separate votes and revisions change it."""

from __future__ import annotations

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.kinds import flag_of, refuse, symbol_of, symbols_of
from sim.procedure.meeting.parties import bound_on, who_abstains
from sim.procedure.meeting.settled_nature import of_substance, text_and_amendments
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind


def with_force(
    meeting: Meeting, symbol: str, *, binding: bool, parts: tuple[str, ...] = ()
) -> Meeting:
    """The meeting in which a text binds, as ``parts`` of it say, or no longer does.

    Its amendments are voted like it.
    """
    text = meeting.named(symbol)
    meeting = meeting.with_proposal(symbol, binding=binding, binding_in=parts if binding else ())
    if binding is text.binding:
        return meeting
    bound = bound_on(meeting, text.kind, text.parties, binding=binding)
    for name in text_and_amendments(meeting, symbol):
        meeting = meeting.with_proposal(name, bound=bound)
    return of_substance(meeting, symbol) if binding else meeting


def without_its_force(meeting: Meeting, symbol: str) -> Meeting:
    """The meeting in which a text that has lost the parts that say so no longer binds."""
    text = meeting.named(symbol)
    if not (text.binding and text.binding_in):
        return meeting
    left = tuple(part for part in text.binding_in if text.has(part))
    return with_force(meeting, symbol, binding=bool(left), parts=left)


def change_of_force(before: Meeting, after: Meeting, symbol: str) -> tuple[str, ...]:
    """Sentences on a text that binds now and did not, or the other way round; none otherwise."""
    text, now = before.named(symbol), after.named(symbol)
    if text.binding is now.binding:
        return ()
    if now.binding:
        told = say(
            "{symbol} now binds under Chapter VII: it is a question of substance, and no party to "
            "a dispute has to abstain.",
            symbol=symbol,
        )
        return (told,)
    told = say("{symbol} no longer binds under Chapter VII.", symbol=symbol)
    abstaining = who_abstains(after, now)
    return (told, abstaining) if abstaining else (told,)


def can_bind(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to let anything but a draft bind."""
    text = meeting.named(symbol_of(act, "proposal"))
    while text.to:
        text = meeting.named(text.to)
    if text.kind is ProposalKind.DRAFT or not flag_of(act, "binding"):
        return None
    return refuse(
        "rule 31",
        say(
            "only a proposal of the kind '{kind}' has '{field}'.",
            kind=ProposalKind.DRAFT,
            field="binding",
        ),
        instead(act.kind, say("without '{field}'", field="binding")),
    )


def says_so(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse parts that say that a text binds if the text does not, or has no such part."""
    named = symbols_of(act, "binding_in")
    if not named:
        return None
    without = instead(act.kind, say("without '{field}'", field="binding_in"))
    if not flag_of(act, "binding"):
        return refuse(
            "rule 31",
            say("'{field}' are the parts that say that the text binds.", field="binding_in"),
            instead(act.kind, say("with '{field}'", field="binding")),
            without,
        )
    text = meeting.proposal(symbol_of(act, "proposal"))
    parts = symbols_of(act, "parts") or (text.present if text is not None else ())
    part = next((part for part in named if part not in parts), "")
    if not (parts and part):
        return None
    return refuse(
        "rule 31",
        say("the text has no part called {part}: {parts}.", part=part, parts=in_a_row(parts, ", ")),
        without,
    )
