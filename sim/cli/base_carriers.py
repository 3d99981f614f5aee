"""Print the ballots of the base that determine coefficients."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cli.base import emit_tables
from sim.cli.output import Format, note
from sim.cli.watching import TerminalWatch


def print_carriers(coefficients: Sequence[str], form: Format) -> None:
    """Print the influence of each ballot on some coefficients of the shipped estimate.

    Raises:
        UsageError: if one of them is not estimated.
    """
    from sim.api.ballot_base import BallotBase
    from sim.report.carrier_tables import carrier_tables

    carriers = BallotBase(watch=TerminalWatch()).carriers(*coefficients)
    brief = form is Format.TABLE
    emit_tables(
        [table for carrier in carriers for table in carrier_tables(carrier, brief=brief)], form
    )
    if brief:
        note(
            "pull: above 0, the ballot pulls the number upwards; squared: share of all squared "
            "pulls; curvature, held: share of the curvature with the other numbers "
            "re-estimated, and with them fixed; --format csv has every ballot and every vote"
        )
