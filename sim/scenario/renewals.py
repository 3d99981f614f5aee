"""When failed texts come again in a scenario that goes on past the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

RENEW_DAYS = 14.0
"""Days after which sponsors bring a failed text again past the vote, where the scenario says none:
assumed, as nothing on record says when they would; it is shown among the overrides of the run."""


def renewals(content: Scenario, days: float) -> list[str]:
    """Overrides by which failed texts come again, where the scenario is silent; none for 0 days.

    Raises:
        UsageError: for less than no days.
    """
    if days < 0:
        raise UsageError(f"--renew-days {days:g} is negative", remedy="0 for never")
    silent = [
        symbol
        for symbol, text in content.drafts.items()
        if text.vote is not None and text.renew_after_hours is None
    ]
    return [f"drafts.{symbol}.renew_after_hours={days * 24:g}" for symbol in silent if days]
