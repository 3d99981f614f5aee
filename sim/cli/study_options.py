"""Shared parts of study commands: options, loading, and files in addition to the answer."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import Format, emit_json, note, show_document, warn
from sim.cli.targets import check_distinct
from sim.cli.watching import TerminalWatch
from sim.domain.counts import LARGEST_SEED

if TYPE_CHECKING:
    from sim.api.answers import StudyResult
    from sim.api.scenario import Scenario
    from sim.domain.errors import UsageError
    from sim.report.document import Page
    from sim.report.study import Study
    from sim.scenario import schema
    from sim.scenario.questions import ArmWords
    from sim.studies.sweep.designs import Axis

ScenarioArgument = Annotated[str, typer.Argument(help="Name of a shipped scenario, or a file.")]
SeedOption = Annotated[
    int, typer.Option("--seed", min=0, max=LARGEST_SEED, help="Seed of all random draws.")
]
LayersOption = Annotated[
    str | None, typer.Option("--layers", metavar="A,B", help="Evidence layers to use.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "-S", "--set", metavar="PATH=VALUE", help="Change the scenario: path=value. Repeatable."
    ),
]
PinOption = Annotated[
    list[str] | None,
    typer.Option(
        "--pin",
        metavar="'CHN=no on DRAFT'",
        help="Fix a member's vote, on one draft or on all; the others respond. Repeatable.",
    ),
]
FollowOption = Annotated[
    list[str] | None,
    typer.Option(
        "--follow",
        metavar="EGY=GROUP",
        help="Let a member vote like a group of the scenario, or like another member. Repeatable.",
    ),
]
WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="'KIND NAME'",
        help="Leave out a draft, statement, event or sponsor, for example 'sponsor NZL'. "
        "Repeatable.",
    ),
]
GivenOption = Annotated[
    list[str] | None,
    typer.Option(
        "--given",
        metavar="CONDITION",
        help="Use only worlds in which this happened: 'CHN=abstain on DRAFT', 'adopted(DRAFT)', "
        "plan=carried_out. Repeatable.",
    ),
]
ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="FILE.html", help="Write an HTML report, in place of an earlier one."
    ),
]
PlotOption = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE.svg|png", help="Write a figure.")
]


def names_listed(text: str | None, option: str) -> tuple[str, ...]:
    """The names in an option that takes them comma-separated; empty if it is not given.

    Raises:
        UsageError: when a name is listed twice.
    """
    names = tuple(part.strip() for part in (text or "").split(",") if part.strip())
    refuse_repeats(names, option)
    return names


def refuse_repeats(names: Sequence[str], option: str) -> None:
    """Refuse a name that an option is given twice: probably another one was meant.

    Raises:
        UsageError: when there is one.
    """
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise named_twice(twice, option)


def named_twice(name: str, option: str) -> UsageError:
    """The error for a name that an option is given twice."""
    from sim.domain.errors import UsageError

    return UsageError(f"{option} has {name} twice", remedy="leave out one of the two")


def layers_named(text: str | None) -> list[str] | None:
    """The layers named on the command line.

    Raises:
        UsageError: when a layer is named twice.
    """
    return None if text is None else list(names_listed(text, "--layers"))


def command_line() -> str:
    """The command as typed."""
    return shlex.join(["council", *sys.argv[1:]])


@dataclass(frozen=True)
class ChangeOptions:
    """The values of ``-S``, ``--pin``, ``--follow``, ``--without`` and ``--layers`` as typed."""

    sets: Sequence[str] | None = None
    pins: Sequence[str] | None = None
    follows: Sequence[str] | None = None
    without: Sequence[str] | None = None
    layers: str | None = None

    def words(self) -> ArmWords:
        """The changes, without the layers."""
        from sim.scenario.questions import ArmWords

        parts = (self.sets, self.pins, self.follows, self.without)
        return ArmWords(*(list(part or ()) for part in parts))


def asked_scenario(
    name: str, options: ChangeOptions, watch: TerminalWatch | None = None
) -> Scenario:
    """The scenario of a command, with the changes of its options.

    Raises:
        ScenarioErrors: if the file, the changes or the layers are not valid; lists all errors.
        UsageError: if an option is not valid, or two contradict each other.
    """
    return opened_scenario(name, options.layers, watch).asked(options.words())


def opened_scenario(
    name: str, layers: str | None = None, watch: TerminalWatch | None = None
) -> Scenario:
    """The unchanged scenario, with progress of its studies at the terminal.

    Raises:
        ScenarioErrors: if the file or the layers are not valid; lists all errors.
    """
    from sim.api.scenario import load

    return load(name, layers_named(layers), watch=watch or TerminalWatch())


def fixed_and_axes(texts: Sequence[str]) -> tuple[list[str], list[Axis]]:
    """Overrides with one value, and axes with several.

    Raises:
        UsageError: when a range cannot be parsed, or a path is both set and varied.
    """
    from sim.domain.errors import UsageError
    from sim.studies.sweep.designs import is_one_value, parse_axis

    fixed: list[str] = []
    axes: list[Axis] = []
    for text in texts:
        axis = None if is_one_value(text.partition("=")[2]) else parse_axis(text)
        if axis is None or len(axis.values) == 1:
            fixed.append(text)
        else:
            axes.append(axis)
    varied = {axis.path for axis in axes}
    both = next((text for text in fixed if text.partition("=")[0].strip() in varied), None)
    if both is not None:
        raise UsageError(
            f"'{both}' sets a path that another -S varies",
            code="E702",
            where="-S",
            remedy="leave out one of the two",
        )
    return fixed, axes


def check_targets(report: Path | None, plot: Path | None, output: Path | None = None) -> None:
    """Refuse files that cannot be written, or the same file twice, before computing."""
    check_distinct({"-o": output, "--report": report, "--plot": plot})
    if report is not None or plot is not None:
        from sim.report.write import check_plot_target, check_report_target

        if report is not None:
            check_report_target(report)
        if plot is not None:
            check_plot_target(plot)


def give_answer(
    result: Any,
    page: Callable[[], Page],
    form: Format,
    targets: tuple[Path | None, Path | None] = (None, None),
    warnings: Sequence[str] = (),
    instrument: Callable[[Page], Page] | None = None,
) -> None:
    """Print the answer in the requested format, and write its page and figure if requested.

    Args:
        result: the data for JSON.
        page: creates the document for all other formats.
        form: the output format.
        targets: files for the page and the figure.
        warnings: warnings that the terminal shows within the answer, for other formats.
        instrument: adds sliders to the written page. If it is interrupted, the page is written
            without them and the interrupt continues.
    """
    wanted = form is not Format.JSON or targets != (None, None)
    document = page() if wanted else None
    try:
        if document is None or form is Format.JSON:
            emit_json(result)
        else:
            show_document(document, form)
        for line in warnings if form is not Format.TABLE else ():
            warn(line)
    except BrokenPipeError:  # whoever reads has enough; the files are written all the same
        _write(document, targets, instrument)
        raise
    _write(document, targets, instrument)


def _write(
    document: Page | None,
    targets: tuple[Path | None, Path | None],
    instrument: Callable[[Page], Page] | None,
) -> None:
    report, plot = targets
    if document is None or (report is None and plot is None):
        return
    if plot is not None and document.plot is None:
        note(f"no figure: {document.unplotted}")
    if instrument is None or report is None:
        write_targets(document, report, plot)
        return
    try:
        moving = instrument(document)
    except KeyboardInterrupt:
        write_targets(document, report, plot)
        note("stopped: the page has no sliders")
        raise
    write_targets(moving, report, plot)


def give_result(
    result: StudyResult,
    form: Format,
    targets: tuple[Path | None, Path | None] = (None, None),
    warnings: Sequence[str] = (),
    instrument: Callable[[Page], Page] | None = None,
) -> None:
    """The same for the answer of a study, whose page shows the command as typed."""

    def page() -> Page:
        return result.page(command_line())

    give_answer(result.published, page, form, targets, warnings, instrument)


def write_targets(page: Page, report: Path | None, plot: Path | None) -> None:
    """Write the page and its figure if requested, and print their paths."""
    from sim.report.drawing import draw_chart
    from sim.report.write import write_figure, write_report

    if report is not None:
        size = write_report(page, report)
        note(f"report in {report} ({size / 1000:.0f} kB)")
    if plot is not None and page.plot is not None:
        write_figure(draw_chart(page.plot), plot)
        note(f"figure in {plot}")


def study_of(scenario: schema.Scenario, seed: int | None, replicates: int) -> Study:
    """The study data of a report, with data on the scenario's numbers."""
    from sim.report import context

    return context.study_context(scenario, command_line(), seed, replicates)


def outside(name: str, path: Path) -> str:
    """The option that a file at ``path`` needs if its base is outside its folder."""
    from sim.scenario import catalogue

    base = catalogue.find_scenario(name, path.parent)
    return "" if base is None or catalogue.may_read(base, path.parent) else "--allow-outside "
