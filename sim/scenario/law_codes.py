"""The codes of errors in scenario files that concern the Council and its law (E4xx)."""

from __future__ import annotations

from sim.domain.errors import Explanation

LAW_CODES: dict[str, Explanation] = {
    "E401": Explanation(
        "unknown institution",
        "The Council's voting rule is the Charter or a named reform.",
        "use `charter` or one of the reforms listed",
    ),
    "E402": Explanation(
        "members do not fit the date",
        "The Charter and the elections determine the members on a given day.",
        "use the members of that day under `council.institution`, or change one of the two",
    ),
    "E403": Explanation(
        "a permanent member is missing",
        "Article 23 names the five permanent members, and the rule of their concurring votes "
        "needs them.",
        "add the member, or name a reform in `council.institution`",
    ),
    "E404": Explanation(
        "the President is not a member",
        "Rule 18: the presidency is held in turn by the members of the Council.",
        "use the code of a member, or omit `president`",
    ),
    "E405": Explanation(
        "vote before the text is on the table",
        "A draft is circulated before it is put to the vote.",
        "let `circulated` come before `vote`",
    ),
    "E406": Explanation(
        "the clock ends before it starts",
        "The clock must have time for at least one round.",
        "let `clock.end` come after `clock.start`",
    ),
    "E407": Explanation(
        "too many rounds",
        "The clock would run for more rounds than any real negotiation.",
        "shorten the time or lengthen `round_hours`",
    ),
    "E408": Explanation(
        "a vote that the Charter does not allow",
        "Article 27(3): a party to a dispute abstains in decisions under Chapter VI.",
        "pin it to abstain, or remove it from `council.parties_to_dispute`",
    ),
    "E409": Explanation(
        "one vote is fixed twice",
        "A member cannot both be pinned and follow another, nor follow a member that itself "
        "follows one.",
        "keep one of the two",
    ),
    "E410": Explanation(
        "a text that binds is procedural",
        "Article 27(3): a decision under Chapter VII is a question of substance.",
        "remove `nature`, or `binding`",
    ),
}
"""Every code of this kind; ``CODES`` has them all."""
