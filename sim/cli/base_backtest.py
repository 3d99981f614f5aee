"""What ``backtest --base`` prints, by how it was asked."""

from __future__ import annotations

from sim.cli.base import loaded, print_all, without_dossier
from sim.cli.output import Format
from sim.domain.errors import UsageError

BY = ("dossier", "time", "member", "roll-calls", "remembered", "pens", "coding")
"""What the scores can be split by."""


def print_backtest(
    by: str | None, method: str, leave: str | None, nested: bool, form: Format
) -> None:
    """Scores of the forms and of the baselines on dossiers that were left out."""
    if by is not None and by not in BY:
        raise UsageError(f"'{by}' is no way to split the base", where="--by",
                         remedy=f"one of {', '.join(BY)}")  # fmt: skip
    if method not in ("leave-one-out", "rolling"):
        raise UsageError(f"the base is not judged by '{method}'", where="--method",
                         remedy="leave-one-out (by dossier) or rolling (by year)")  # fmt: skip
    told, rows = without_dossier(*loaded(), leave)
    if method == "rolling":
        from sim.cli.base_choice import print_rolling

        print_rolling(rows, form)
        return
    if nested:
        from sim.cli.base_choice import print_nested

        print_nested(rows, form)
        return
    if by is not None:
        from sim.cli.base_splits import print_split

        print_split(told, rows, by, form)
        return
    print_all(rows, form)
