"""The methods shared by all results: plain data, data frames, a page, a figure, HTML."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from sim.api.arguments import checks_arguments
from sim.api.changing import ChangeableScenario
from sim.api.explained import RunFigure, save_page
from sim.api.tables import SHOWN, html_table
from sim.domain.arguments import as_any_text, optional
from sim.domain.errors import UnknownNameError
from sim.domain.frozen import frozen
from sim.report.document import Page
from sim.report.tables import as_json, records
from sim.studies.frames import dataframe, polars_frame


@dataclass(frozen=True)
class Rendering:
    """How a result is rendered.

    A pickle of it holds its content and its page with that command.

    Attributes:
        published: The content of its JSON.
        page: Its document, given the command to show on it.
        command: The ``council`` command that gives the same answer; empty if there is none.
    """

    published: Callable[[], Any]
    page: Callable[[str], Page]
    command: str

    def __reduce__(self) -> tuple[Any, ...]:
        return _rendered, (self.published(), self.page(self.command), self.command)


def _rendered(published: Any, page: Page, command: str) -> Rendering:
    return Rendering(lambda: published, lambda _: page, command)


@dataclass(frozen=True, kw_only=True)
class StudyResult:
    """The result of a study. The fields hold the answer; the methods render it."""

    rendering: Rendering = field(repr=False, compare=False)

    @property
    def command(self) -> str:
        """The command that gives the same answer; empty if there is none."""
        return self.rendering.command

    @property
    def published(self) -> Any:
        """The content of ``--format json``, as frozen objects."""
        return self.rendering.published()

    def to_dict(self) -> Any:
        """The same as plain data: mappings, lists and numbers; None where there is no estimate."""
        return json.loads(as_json(self.published))

    @checks_arguments(command=optional(as_any_text))
    def page(self, command: str | None = None) -> Page:
        """The document that ``--report``, CSV, Markdown and the terminal render."""
        return self.rendering.page(self.command if command is None else command)

    def records(self) -> list[dict[str, Any]]:
        """The rows of ``--format csv``, as mappings from column to value."""
        data = self.page().data
        return [] if data is None else records(data)

    def to_dataframe(self) -> Any:
        """The rows of ``--format csv``, as a pandas.DataFrame.

        Raises:
            UsageError: when pandas is not installed.
        """
        data = self.page().data
        return dataframe(self.records(), () if data is None else data.columns)

    def to_polars(self) -> Any:
        """The same as a polars.DataFrame.

        Raises:
            UsageError: when polars is not installed.
        """
        data = self.page().data
        return polars_frame(self.records(), () if data is None else data.columns)

    def plot(self) -> RunFigure:
        """The figure of ``--plot``: notebooks display it, ``save`` writes it.

        Raises:
            UnknownNameError: when there is nothing to draw; the message says why.
        """
        page = self.page()
        if page.plot is None:
            raise UnknownNameError("this answer has no figure", why=page.unplotted)
        return RunFigure(page.plot)

    @checks_arguments()
    def save(self, path: str | PathLike[str]) -> Path:
        """Write the page of ``--report`` as one HTML file; returns the path.

        Raises:
            UsageError: when the name does not end in ``.html``.
            CouncilError: when the folder does not exist or cannot be written.
        """
        return save_page(self.page(), path)

    def _repr_html_(self) -> str:
        """The answer in sentences, its figure and the first rows of its table."""
        page = self.page()
        sentence = "".join(f"<p>{escape(claim.text)}</p>" for claim in page.summary)
        drawn = "" if page.plot is None else RunFigure(page.plot).svg
        table = ""
        if page.data is not None:
            table = html_table(page.data.columns, list(page.data.rows)[:SHOWN])
        return f"<p><b>{escape(page.subtitle)}</b></p>{sentence}{drawn}{table}"


Result = TypeVar("Result", bound=StudyResult)


def result_of(kind: type[Result], answer: Any, rendering: Rendering, **more: Any) -> Result:
    """A result with the fields of ``answer``, the fields ``more``, and the methods of ``kind``."""
    values = {each.name: frozen(getattr(answer, each.name)) for each in fields(answer)}
    return kind(rendering=rendering, **values, **more)


def command_for(
    study: str, scenario: ChangeableScenario, *arguments: object, varied: Sequence[str] = ()
) -> str:
    """The command that runs ``study`` on ``scenario`` with its changes.

    Changes of paths that the study itself varies are left out. A value that looks like several is
    quoted where ``-S`` also takes those.
    """
    parts = ["council", study, scenario.name, *map(str, arguments)]
    changes = changes_as_options(scenario, varied)
    if study in ("sweep", "sensitivity"):
        from sim.studies.sweep.designs import as_one_value  # loads scipy

        changes = [as_one_value(word) if "=" in word else word for word in changes]
    return shlex.join([*parts, *changes])


def changes_as_options(scenario: ChangeableScenario, varied: Sequence[str] = ()) -> list[str]:
    """The options that make the same changes to the scenario, but for the paths ``varied``."""
    kept = (text for text in scenario.overrides if text.partition("=")[0] not in varied)
    options = [word for text in kept for word in ("-S", text)]
    return options + (
        ["--layers", ",".join(scenario.layers)] if scenario.layers is not None else []
    )


def until_as_options(scenario: ChangeableScenario) -> list[str]:
    """The same for a scenario that continues past the vote, for the command ``run``.

    With ``--until``, so that the recorded ballots are scored before the clock is made longer. The
    changes themselves if some were made after it.
    """
    before, end = scenario.before_until, scenario.until_asked
    if before is None or end is None:
        return changes_as_options(scenario)
    if before.until(*end).overrides != scenario.overrides:
        return changes_as_options(scenario)
    return [*changes_as_options(before), "--until", end[0], "--renew-days", f"{end[1]!r}"]


def repeated_option(option: str, values: Sequence[object]) -> list[object]:
    """``option`` once for each value."""
    return [word for value in values for word in (option, value)]
