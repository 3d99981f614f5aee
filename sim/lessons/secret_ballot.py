"""What the sheets say where a class votes by secret ballot: who voted what stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.domain.ballots import Outcome
from sim.domain.texts import Text, say
from sim.lessons.places import blockers, permanent, seated_members
from sim.procedure.council_law import TextLaw
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law, text_law

RULE = say(
    "Here texts are voted by secret ballot: only the numbers are read, and nobody has to say how "
    "it voted."
)
OWN_VOTE = say("The ballot on a text is secret: nobody is told how you voted.")
COLLECT = say(
    "Collect the predictions before you give out the cards. The Secretariat collects the folded "
    "cards and counts them; read out the numbers, never who. Amendments and parts of the text are "
    "voted in the same way."
)
ASKS = (
    say("The vote is by secret ballot. Mark your card, fold it and hand it in."),
    say("Has everybody handed in a card? The ballot is closed, and the Secretariat counts."),
)
"""The President's words in place of asking for hands."""
CLOSES = say("Statements first, for those who want one; nobody has to say how it voted. Then rise.")

ASK = {
    Outcome.ADOPTED: say("What was the last concession made for it?"),
    Outcome.VETOED: say(
        "What would a permanent member need in order not to vote against? Who put the text to the "
        "vote anyway, and why?"
    ),
    Outcome.NOT_ADOPTED: say("What would have brought more votes?"),
}
"""The teacher's next question by outcome: none of them asks who voted what."""

THEN = {
    Outcome.ADOPTED: say("Statements after the vote; then the next text, if there is one."),
    Outcome.VETOED: say("Statements after the vote."),
    Outcome.NOT_ADOPTED: say(
        "Statements after the vote; the sponsors may come back with a changed text."
    ),
}
"""What may follow: statements, in which nobody has to explain its vote."""


@dataclass(frozen=True)
class BallotKind:
    """The members whose cards look alike, as the result can depend on which kind voted no.

    Attributes:
        one: what the card says, in place of a name.
        several: their line on the tally sheet.
        seats: how many of them there are.
    """

    one: str
    several: str
    seats: int


def ballot_kinds(scenario: Scenario, law: TextLaw) -> tuple[BallotKind, ...]:
    """The kinds of card that a count under ``law`` needs: those that can block, and the others."""
    seats, able = len(seated_members(scenario)), law.blockers
    if not able or len(able) == seats:
        return (BallotKind(say("Member"), say("Members"), seats),)
    rest = seats - len(able)
    if set(able) == set(permanent(scenario)):
        return (
            BallotKind(say("Permanent member"), say("Permanent members"), len(able)),
            BallotKind(say("Elected member"), say("Elected members"), rest),
        )
    return (
        BallotKind(say("Member that can block"), say("Members that can block"), len(able)),
        BallotKind(say("Member that cannot block"), say("Members that cannot block"), rest),
    )


def must_abstain(scenario: Scenario, put: Sequence[str]) -> tuple[str, ...]:
    """The parties to a dispute that must abstain on a text of ``put``."""
    codes = {code for symbol in put for code in text_law(scenario, symbol).bound}
    return tuple(code for code in seated_members(scenario) if code in codes)


def what_blocks(scenario: Scenario) -> Text:
    """What the President may say of a text that has the votes it needs and is defeated."""
    blocking = council_law(scenario).rule.blocking if blockers(scenario) else 0
    if not blocking:
        return say("Nobody can block: those in favour decide.")
    if blocking == 1:
        return say(
            "If the text has the votes it needs and fails, say only that a permanent member voted "
            "against."
        )
    return say(
        "If the text has the votes it needs and fails, say only that {n} permanent members or more "
        "voted against.",
        n=blocking,
    )
