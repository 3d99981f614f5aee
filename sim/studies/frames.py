"""Convert records to data frames; each library is only imported when it is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from sim.domain.errors import UsageError


def dataframe(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Any:
    """A pandas.DataFrame with one row per record and columns in the order given.

    Raises:
        UsageError: when pandas, which comes with Mesa, is not installed.
    """
    return _library("pandas").DataFrame(list(records), columns=list(columns))


def polars_frame(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Any:
    """A polars.DataFrame with one row per record and columns in the order given.

    Raises:
        UsageError: when polars, which is an optional dependency, is not installed.
    """
    table = {name: [record[name] for record in records] for name in columns}
    return _library("polars").DataFrame(table)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(
            f"{name} is not installed", why=str(error), remedy=f"pip install {name}"
        ) from error
