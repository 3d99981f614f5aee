"""Who has which place in a matter on a day."""

from __future__ import annotations

from datetime import date

from sim.scenario.dossiers.schema import Dossier

DEFAULT_ROLE = "other-member"
"""The place of a State of which the dossier says nothing."""


def role_on(dossier: Dossier, code: str, day: date) -> str:
    """The place of a State in the matter on a day; the last entry that fits wins."""
    role = DEFAULT_ROLE
    for spell in dossier.roles:
        begun = spell.since is None or spell.since <= day
        if spell.state == code and begun and (spell.until is None or day <= spell.until):
            role = spell.role
    return role
