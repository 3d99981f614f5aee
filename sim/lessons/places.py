"""Allocate seats and other roles to a class of 8 to 35 students."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import cycle, islice

from sim.domain.errors import UsageError
from sim.domain.states import english_order
from sim.domain.texts import say, state_name
from sim.procedure.meeting.inviting import basis_for
from sim.procedure.meeting.state import participant_name
from sim.procedure.meeting.vocabulary import Basis
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law, meeting_day, presiding_on, text_law, voting_order

SMALLEST, LARGEST = 8, 35
"""Class sizes for which packs are made."""

ENVOY, SECRETARIAT, PRESS = "ENVOY", "SECRETARIAT", "PRESS"
"""Codes of the roles that are not States."""

_COUNTS_IN_SECRET = say(
    "Sits beside the President, keeps the list of speakers, collects and counts the ballots, says "
    "only the numbers and writes the record; answers questions of procedure."
)


@dataclass(frozen=True)
class SeatRole:
    """A role in the classroom.

    Attributes:
        code: ISO code of the State, or one of the codes above.
        kind: ``member``, ``invited``, ``envoy``, ``secretariat`` or ``press``.
        duty: the task of the role, in a sentence.
        students: number of students who share it.
    """

    code: str
    name: str
    kind: str
    duty: str
    students: int = 1


def member_name(scenario: Scenario, code: str) -> str:
    """The name of a member as used by the UN on the day."""
    member = scenario.members.get(code)
    if member is not None and member.name:
        return state_name(code, member.name)
    return participant_name(code, scenario.council.date)


def seated_members(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the members in the English alphabetical order of their names on the day."""
    return english_order(list(scenario.members), scenario.council.date)


def president(scenario: Scenario) -> str:
    """Code of the presiding member on the day of the meeting: by the scenario, or by rule 18.

    If the President of the month is not in the scenario's Council, the first member presides.
    """
    try:
        code = presiding_on(scenario, meeting_day(scenario))
    except LookupError:
        code = ""
    return code if code in scenario.members else next(iter(scenario.members))


def permanent(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the members with a permanent seat, in the English alphabetical order.

    Not all of them can block under every institution: see ``blockers``.
    """
    codes = council_law(scenario).standing
    return tuple(code for code in seated_members(scenario) if code in codes)


def blockers(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the members whose negative vote can block, in the English alphabetical order.

    A party to the dispute cannot if it must abstain on every text that is put to the vote.
    """
    put = voting_order(scenario)
    laws = [text_law(scenario, symbol) for symbol in put]
    laws = laws or [council_law(scenario).on_text(procedural=False)]
    codes = {code for law in laws for code in law.blockers}
    return tuple(code for code in seated_members(scenario) if code in codes)


def veto_holders(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the members whose negative vote alone can block: none where it takes several."""
    return blockers(scenario) if council_law(scenario).rule.blocking == 1 else ()


def quota(scenario: Scenario) -> int:
    """Affirmative votes needed."""
    return council_law(scenario).rule.quota


def seats_by_need(scenario: Scenario) -> tuple[str, ...]:
    """Members in the order for a small class: President, penholders, permanent members, others."""
    sponsors = [code for draft in scenario.drafts.values() for code in draft.sponsors]
    first = [president(scenario), *sponsors, *permanent(scenario), *seated_members(scenario)]
    return tuple(dict.fromkeys(code for code in first if code in scenario.members))


def invited(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the States that the Council invites to its meeting."""
    return tuple(code for code in scenario.council.invited if code not in scenario.members)


def under_rule_37(scenario: Scenario, code: str) -> bool:
    """Whether an invited State is invited under rule 37, as a Member of the United Nations."""
    return basis_for(code, meeting_day(scenario)) is Basis.RULE_37


def extras(scenario: Scenario) -> tuple[SeatRole, ...]:
    """The roles other than seats."""
    places: list[SeatRole] = []
    places.extend(
        SeatRole(
            code,
            member_name(scenario, code),
            "invited",
            say(
                "Speaks when invited under rule 37; may submit a text under rule 38, which is "
                "voted only if a member asks; has no vote."
            ),
        )
        if under_rule_37(scenario, code)
        else SeatRole(
            code,
            member_name(scenario, code),
            "observer",
            say(
                "Speaks when the Council invites it by its practice, as it is not a Member of the "
                "United Nations; submits no text and has no vote."
            ),
        )
        for code in invited(scenario)
    )
    if scenario.envoy is not None:
        places.append(
            SeatRole(
                ENVOY,
                say("The envoy"),
                "envoy",
                say(
                    "Briefs the Council when invited under rule 39; carries his plan from one "
                    "delegation to the next; has no vote."
                ),
            )
        )
    places.append(
        SeatRole(
            SECRETARIAT,
            say("The Secretariat"),
            "secretariat",
            _COUNTS_IN_SECRET
            if scenario.council.secret_ballot
            else say(
                "Sits beside the President, keeps the list of speakers, counts the votes aloud and "
                "writes the record; answers questions of procedure."
            ),
        )
    )
    places.append(
        SeatRole(
            PRESS,
            say("The press"),
            "press",
            say(
                "Asks questions outside the chamber and writes headlines that must be short and "
                "correct; does not sit in on consultations."
            ),
        )
    )
    return tuple(places)


def _seat(scenario: Scenario, code: str, students: int) -> SeatRole:
    presides = code == president(scenario)
    duty = say("Presides, speaks and votes.") if presides else say("Speaks and votes.")
    return SeatRole(code, member_name(scenario, code), "member", duty, students)


def allocate(scenario: Scenario, students: int) -> tuple[SeatRole, ...]:
    """Allocate roles to a class; empty seats are for simulated members or the teacher.

    First one student for each seat, then the other roles, then a second student for each in the
    same order, and so on, so that the most important seats have most.

    Raises:
        UsageError: for fewer than 8 or more than 35 students.
    """
    if not SMALLEST <= students <= LARGEST:
        raise UsageError(
            f"a class of {students} cannot be placed",
            why=f"packs are made for {SMALLEST} to {LARGEST} students",
            remedy="give --class-size a number in that range; split a larger class in two rooms",
        )
    others = extras(scenario)
    order = [*seats_by_need(scenario), *(place.code for place in others)]
    filled = Counter(islice(cycle(order), students))
    seats = (code for code in seated_members(scenario) if filled[code])
    return (
        *(_seat(scenario, code, filled[code]) for code in seats),
        *(replace(place, students=filled[place.code]) for place in others if filled[place.code]),
    )
