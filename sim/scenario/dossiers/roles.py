"""Roles of States in a matter on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sim.procedure.councils import council_on
from sim.scenario.dossiers.schema import Dossier, Spell

DEFAULT_ROLE = "other-member"
"""The role of a State that the dossier does not mention."""


def role_on(dossier: Dossier, code: str, day: date) -> str:
    """The role of a State in the matter before the ballots of a day; the last matching entry wins.

    A role that begins on that day may be what a ballot of the day decided, so it does not count.
    """
    return role_in(dossier.roles, code, day)


def role_in(spells: Iterable[Spell], code: str, day: date) -> str:
    """The same from a list of roles with dates."""
    role = DEFAULT_ROLE
    for spell in spells:
        begun = spell.since is None or spell.since < day
        if spell.state == code and begun and (spell.until is None or day <= spell.until):
            role = spell.role
    return role


CONCERNED = ("addressee", "claimant")
"""Roles of the States that the Council invites to its meetings on their own matter (rule 37)."""


def concerned(dossier: Dossier, day: date) -> tuple[str, ...]:
    """The States outside the Council that the matter concerns, in the dossier's order."""
    sitting = council_on(day).members
    codes = dict.fromkeys(spell.state for spell in dossier.roles)
    return tuple(
        code for code in codes if code not in sitting and role_on(dossier, code, day) in CONCERNED
    )
