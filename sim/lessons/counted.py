"""Count ballots on the texts of a case under the law of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.domain.ballots import Vote
from sim.domain.texts import state_name
from sim.lessons.places import member_name
from sim.procedure.article27 import Count, count_of, telling_vetoes_taken
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law, text_law


@dataclass(frozen=True)
class BallotLaw:
    """What a meeting decided of a text before the vote on it.

    Attributes:
        procedural: whether it is a question of procedure (Article 27(2)).
        bound: codes of the parties to a dispute that must abstain (Article 27(3)).
    """

    procedural: bool
    bound: tuple[str, ...] = ()


def law_of_case(scenario: Scenario, symbol: str) -> BallotLaw:
    """The law of a ballot on ``symbol`` as the case states it."""
    law = text_law(scenario, symbol)
    return BallotLaw(law.procedural, law.bound)


def votes_as_counted(votes: Mapping[str, str], law: BallotLaw) -> dict[str, str]:
    """``votes`` with the yes or no of a party that must abstain as the abstention it counts as."""
    bound = () if law.procedural else law.bound
    cast = (Vote.YES.word, Vote.NO.word)
    return {
        code: Vote.ABSTAIN.word if code in bound and word in cast else word
        for code, word in votes.items()
    }


def counted_ballot(
    scenario: Scenario, symbol: str, votes: Mapping[str, str], law: BallotLaw | None = None
) -> Count:
    """Count ``votes``, by member and in words, on the text ``symbol``.

    ``law`` is what the meeting decided of the text; without it the case's own law applies.
    The count uses the members' names. A text that is not in the scenario counts as a binding
    decision of substance, so it is not procedural and no party to a dispute has to abstain.
    """
    council = council_law(scenario)
    names = {code: state_name(code, member_name(scenario, code)) for code in votes}
    law = law or law_of_case(scenario, symbol)
    cast = [Vote.from_word(word) for word in votes.values()]
    count = count_of(
        cast,
        list(names.values()),
        [code in council.blockers for code in votes],
        council.rule,
        procedural=law.procedural,
        bound=[names[code] for code in law.bound if code in names],
    )
    standing = [names[code] for code in council.standing if code in names]
    return telling_vetoes_taken(count, cast, list(names.values()), standing)
