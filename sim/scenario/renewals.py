"""When failed texts are resubmitted in a scenario that continues past the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.counts import finite_number
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

RENEW_DAYS = 14.0
"""Default number of days after which sponsors resubmit a failed text past the vote. Assumed: there
is no record of when they would. A run shows it among its overrides."""


def may_be_put_again(content: Scenario) -> tuple[str, ...]:
    """The texts that the scenario lets be put again after they failed."""
    return tuple(
        symbol
        for symbol, text in content.drafts.items()
        if text.renew_after_hours is not None and text.vote is not None
    )


def without_renewals(content: Scenario) -> Scenario:
    """The scenario in which no text is put again, as in a single meeting."""
    again = may_be_put_again(content)
    if not again:
        return content
    once = {
        symbol: text.model_copy(update={"renew_after_hours": None}) if symbol in again else text
        for symbol, text in content.drafts.items()
    }
    return content.model_copy(update={"drafts": once})


def renewals(content: Scenario, days: float) -> list[str]:
    """Overrides that resubmit failed texts, unless the scenario sets this; none for 0 days.

    Raises:
        UsageError: for a negative number of days, or one that is not finite.
    """
    days = finite_number(days, "renew_days")
    if days < 0:
        raise UsageError(f"--renew-days {days:g} is negative", remedy="0 for never")
    again = may_be_put_again(content)
    silent = [
        symbol
        for symbol, text in content.drafts.items()
        if text.vote is not None and symbol not in again
    ]
    return [f"drafts.{symbol}.renew_after_hours={days * 24:g}" for symbol in silent if days]
