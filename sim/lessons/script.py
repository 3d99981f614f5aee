"""The chair's script for a scenario: what the President does and says, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.domain.texts import case_text, in_a_row, say, say_in
from sim.lessons import secret_ballot
from sim.lessons.citations import Citation, citations
from sim.lessons.decision_table import decision_rows
from sim.lessons.law_words import abstaining_parties
from sim.lessons.places import invited, member_name, under_rule_37
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law, meeting_day, voting_order


@dataclass(frozen=True)
class HeardMotion:
    """A motion that the chair may hear, how to handle it, and the rules."""

    hear: str
    do: str
    rules: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The motion for a page."""
        return {"hear": self.hear, "do": self.do, "cites": citations(self.rules)}


def motions(scenario: Scenario) -> tuple[HeardMotion, ...]:
    """Motions that the chair may hear, with the votes that decide them in this Council."""
    needed = council_law(scenario).rule.quota
    return (
        HeardMotion(
            say("Point of order!"),
            say("Stop the speaker, hear it, rule at once, give your reason."),
            ("rule 30",),
        ),
        HeardMotion(
            say("I challenge that ruling."),
            say(
                "Put it at once: those in favour of overruling? The ruling stands unless {n} are.",
                n=needed,
            ),
            ("rule 30",),
        ),
        HeardMotion(
            say("I move to suspend / to adjourn."),
            say("No debate. Vote at once. {n} votes carry it, nobody can veto it.", n=needed),
            ("rule 33",),
        ),
        HeardMotion(
            say("Three motions at a time."),
            say("Suspend, adjourn, adjourn to a time, refer, postpone, amend: in this order."),
            ("rule 33",),
        ),
        HeardMotion(say("Who seconds this?"), say("Nobody needs to."), ("rule 34",)),
        HeardMotion(
            say("I ask for a separate vote on a paragraph."),
            say("Ask the mover. If the mover objects, vote the text as a whole."),
            ("rule 32",),
        ),
        HeardMotion(
            say("We amend the text."),
            say("In writing. Several: the furthest removed from the text first."),
            ("rule 31", "rule 36"),
        ),
        HeardMotion(
            say("We withdraw our text."),
            say("In order until a vote on it has been taken."),
            ("rule 35",),
        ),
        HeardMotion(
            say("You should leave the chair."),
            say("That is yours to decide, and you keep your vote either way."),
            ("rule 20",),
        ),
    )


def script_steps(scenario: Scenario) -> list[dict[str, Any]]:
    """The steps of the meeting, each with a title, instructions, words to say, and citations."""
    day = meeting_day(scenario)
    result: list[dict[str, Any]] = [
        _step(
            say_in("of the script", "Open"),
            say("Wait for silence. Name the day."),
            [say("I call the meeting to order. It is {day}.", day=day)],
            "rule 19",
        ),
        _step(
            say("Agenda"),
            say(
                "Look around. If nobody objects it is adopted; if somebody does, vote: {n} needed.",
                n=council_law(scenario).rule.quota,
            ),
            [
                say(
                    "The provisional agenda is before you: {item}.",
                    item=case_text(scenario.agenda_item),
                ),
                say("Are there objections? There are none; the agenda is adopted."),
            ],
            "rule 9",
        ),
        _step(
            say("Invitations"),
            say(
                "Invitations are procedural; nobody can veto them. Show those invited "
                "to their seats."
            ),
            _invitations(scenario),
            "rule 37",
            "rule 39",
        ),
        _step(
            say("Statements"),
            say(
                "Give the floor in the order in which it was asked for. Thirty seconds to a minute."
            ),
            [say("I give the floor to [member]."), say("I thank [member].")],
            "rule 27",
        ),
    ]
    put = voting_order(scenario)
    result += [_ballot(scenario, symbol, put) for symbol in put]
    result.append(
        _step(
            say_in("of the script", "Close"),
            secret_ballot.CLOSES
            if scenario.council.secret_ballot
            else say("Explanations of vote first, for those who want one; then rise."),
            [say("There are no more names on the list. The meeting is adjourned.")],
            "rule 33",
        )
    )
    return result


def _step(title: str, do: str, words: list[str], *cites: str) -> dict[str, Any]:
    citations_of_step: tuple[Citation, ...] = citations(cites)
    return {"title": title, "do": do, "say": words, "cites": citations_of_step}


def _invitations(scenario: Scenario) -> list[str]:
    lines: list[str] = [
        say(
            "Under rule 37 I invite the representative of {member:the} to take part.",
            member=member_name(scenario, code),
        )
        if under_rule_37(scenario, code)
        else say(
            "In accordance with the provisional rules of procedure and the previous practice in "
            "this regard, I invite the representative of {member:the} to take part.",
            member=member_name(scenario, code),
        )
        for code in invited(scenario)
    ]
    if scenario.envoy is not None:
        lines.append(
            say(
                "Under rule 39 I invite {name} to brief the Council.",
                name=case_text(scenario.envoy.name),
            )
        )
    return lines


def _ballot(scenario: Scenario, symbol: str, put: Sequence[str]) -> dict[str, Any]:
    secret = scenario.council.secret_ballot
    words: list[str] = [
        say(
            "I now put to the vote the draft in document {symbol}, {title}.",
            symbol=symbol,
            title=case_text(scenario.drafts[symbol].title),
        ),
        *(
            secret_ballot.ASKS
            if secret
            else (say("Who is in favour? Who is against? Who abstains?"),)
        ),
        say("The result: [so many] in favour, [so many] against, [so many] abstaining."),
        *(
            say(
                "{span:cap} in favour, {against}: {words}",
                span=row.in_favour,
                against=row.against,
                words=row.say,
            )
            for row in decision_rows(scenario, symbol)
        ),
    ]
    submitted = [text for text in scenario.drafts if text in put]
    order = (
        say("The texts come in the order in which they were submitted.")
        if list(put) == submitted
        else say("The Council votes on the texts in this order, not in that of their submission.")
    )
    ask = (
        secret_ballot.COLLECT
        if secret
        else say("Collect the predictions before you ask for hands.")
    )
    first_of_several = symbol == put[0] and len(put) > 1
    told = (*((order,) if first_of_several else ()), ask)
    return _step(
        say("Vote on {symbol}", symbol=symbol),
        in_a_row([*told, *abstaining_parties(scenario, (symbol,))]),
        words,
        "rule 32",
        "article 27",
    )
