"""The voting law of a case in words: what a text needs, and what a member's negative vote does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.domain.texts import Text, in_a_row, listing, say
from sim.lessons.places import member_name, permanent, seated_members
from sim.lessons.secret_ballot import RULE, must_abstain
from sim.procedure.council_law import TextLaw
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import as_recorded, council_law, text_law, voting_order


def needs_in_words(scenario: Scenario, law: TextLaw) -> Text:
    """The votes that carry a question decided by ``law``."""
    if law.procedural:
        return say("A question of procedure needs {quota} votes in favour; there is no veto.",
                   quota=law.quota)  # fmt: skip
    if not law.blocking:
        return say(
            "A question of substance needs {quota} votes in favour; nobody can block it.",
            quota=law.quota,
        )
    if law.blocking == 1 and set(law.blockers) == set(permanent(scenario)):
        return say(
            "A question of substance needs {quota} votes in favour, and no permanent member "
            "against.",
            quota=law.quota,
        )
    members = listing(member_names(scenario, law.blockers))
    if law.blocking == 1:
        return say(
            "A question of substance needs {quota} votes in favour, and none of these members "
            "against: {members}.",
            quota=law.quota,
            members=members,
        )
    return say(
        "A question of substance needs {quota} votes in favour, and fewer than {n} of these "
        "members against: {members}.",
        quota=law.quota,
        n=law.blocking,
        members=members,
    )


def other_law(scenario: Scenario) -> str:
    """What decides a text, where the background tells another law; else empty.

    The background of a case tells the law of its day, which a reform, the nature of a text or a
    party to the dispute may change.
    """
    put, then = voting_order(scenario), as_recorded(scenario)
    law = council_law(scenario).on_text(procedural=False)
    other = law != council_law(then).on_text(procedural=False)
    said = [
        *((needs_in_words(scenario, law),) if other else ()),
        *(
            say("{text}: {needs}", text=symbol, needs=needs_in_words(scenario, now))
            for symbol in put
            if (now := text_law(scenario, symbol)).procedural
            is not text_law(then, symbol).procedural
        ),
        *abstaining_parties(scenario, put),
    ]
    lead = say("Here the Council votes under another rule than it did at the time.")
    return in_a_row([lead, *said]) if said else ""


def abstaining_parties(scenario: Scenario, put: Sequence[str]) -> Iterator[Text]:
    """Who must abstain, and on which texts where it is not on all of them."""
    bound = [symbol for symbol in put if must_abstain(scenario, (symbol,))]
    members = listing(member_names(scenario, must_abstain(scenario, put)))
    if bound and len(bound) == len(put):
        yield say("Must abstain as party to the dispute: {members}.", members=members)
    elif bound:
        yield say(
            "Must abstain on {texts} as party to the dispute: {members}.",
            texts=listing(bound),
            members=members,
        )


def other_rule(scenario: Scenario) -> str:
    """What decides a text and how it is voted, where that is not as in the background."""
    said = (other_law(scenario), RULE if scenario.council.secret_ballot else "")
    return in_a_row([words for words in said if words])


def member_names(scenario: Scenario, codes: Sequence[str]) -> list[str]:
    """Names of the members ``codes``, in the English alphabetical order."""
    return [member_name(scenario, code) for code in seated_members(scenario) if code in codes]


@dataclass(frozen=True)
class NegativeVote:
    """What a member's negative vote does to texts of substance.

    Attributes:
        counts: whether it counts towards the noes that block.
        abstains_on: symbols of the texts on which the member must abstain as a party to a dispute.
        bound: whether that is every text of substance that is put to the vote.
        words: the sentences for the member.
    """

    counts: bool
    abstains_on: tuple[str, ...]
    bound: bool
    words: str


def negative_vote(scenario: Scenario, code: str) -> NegativeVote:
    """What the negative vote of member ``code`` does under the scenario's law."""
    council = council_law(scenario)
    general = council.on_text(procedural=False)
    put = {s: text_law(scenario, s) for s, d in scenario.drafts.items() if d.vote is not None}
    substance = [symbol for symbol, law in put.items() if not law.procedural]
    texts = tuple(symbol for symbol in substance if code in put[symbol].bound)
    bound = bool(texts) and len(texts) == len(substance)
    must = say(
        "As a party to the dispute you must abstain on {texts} (Article 27(3), proviso).",
        texts=listing(texts),
    )
    sentences = [] if bound else [_power(general, code, standing=code in council.standing)]
    words = in_a_row([*sentences, *((must,) if texts else ())])
    return NegativeVote(code in general.blockers and not bound, texts, bound, words)


def _power(law: TextLaw, code: str, *, standing: bool) -> str:
    if code in law.blockers:
        if law.blocking == 1:
            return say("Your negative vote alone defeats a text on a question of substance.")
        return say(
            "{n} negative votes of permanent members defeat a text on a question of substance; "
            "yours can be one of them, and alone it defeats none.",
            n=law.blocking,
        )
    needs = say("A text needs {quota} votes in favour; yours can be one of them.", quota=law.quota)
    if not standing:
        return needs
    seat = say(
        "You have a permanent seat, but under the rule in force your negative vote defeats no text."
    )
    return in_a_row([seat, needs])
