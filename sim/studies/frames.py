"""Records as data frames of whichever library is there; neither is imported before it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from sim.domain.errors import UsageError


def dataframe(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Any:
    """A pandas.DataFrame with one row a record, its columns in the order given.

    Raises:
        UsageError: without pandas, which comes with Mesa.
    """
    return _library("pandas").DataFrame(list(records), columns=list(columns))


def polars_frame(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Any:
    """A polars.DataFrame with one row a record, its columns in the order given.

    Raises:
        UsageError: without polars, which is not installed with the package.
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
