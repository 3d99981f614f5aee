"""Count ballots on the texts of a case under the law of the day."""

from __future__ import annotations

from collections.abc import Mapping

from sim.domain.ballots import Vote
from sim.domain.texts import state_name
from sim.lessons.places import member_name, permanent
from sim.procedure.article27 import Count, bound_parties, count_of
from sim.procedure.reforms import INSTITUTIONS
from sim.scenario.schema import Scenario


def counted_ballot(scenario: Scenario, symbol: str, votes: Mapping[str, str]) -> Count:
    """Count ``votes``, by member and in words, on the text ``symbol``.

    The count uses the members' names. A text that is not in the scenario counts as a binding
    decision of substance, so it is not procedural and no party to a dispute has to abstain.
    """
    great, council = permanent(scenario), scenario.council
    names = {code: state_name(code, member_name(scenario, code)) for code in votes}
    draft = scenario.drafts.get(symbol)
    binding = draft is None or draft.binding
    bound = bound_parties(council.parties_to_dispute, binding=binding)
    return count_of(
        [Vote.from_word(word) for word in votes.values()],
        list(names.values()),
        [code in great for code in votes],
        INSTITUTIONS[council.institution].voting_rule(council.date, len(scenario.members)),
        procedural=draft is not None and draft.nature == "procedural",
        bound=[names[code] for code in bound if code in names],
    )
