"""The command ``teach site``: a static website for teachers without Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.language import LanguageOption
from sim.cli.output import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.schema import Scenario


def site(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="New folder for the site.")
    ],
    case: Annotated[
        list[str] | None,
        typer.Option(
            "--case",
            help="Shipped scenario, or a file. Repeatable. Default: all except variants.",
        ),
    ] = None,
    worlds: Annotated[
        int,
        typer.Option(
            "-n",
            "--worlds",
            min=1,
            max=100_000,
            help="Number of worlds for the chances of each answer.",
        ),
    ] = 200,
    class_size: Annotated[
        int,
        typer.Option("--class-size", help="Number of students, 8 to 35, for the pages to print."),
    ] = 20,
    level: Annotated[
        str,
        typer.Option(
            "--level", metavar="full|plain", help="Amount of detail on the pages of seats."
        ),
    ] = "full",
    language: LanguageOption = "en",
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Print the number of worlds and the expected time, and stop."
        ),
    ] = False,
) -> None:
    """Write a static website for a web host or a USB stick; it needs no server and no network.

    Cases with background, a page for each seat with its brief and a vote whose consequences were
    computed beforehand, the record, a quiz, the rules of procedure, and pages to print. Quiz and
    rules are there in English alone.
    """
    from sim.cli.cost import time_in_words
    from sim.cli.progress import Watching
    from sim.domain.words import plural
    from sim.language.catalogues import language_called
    from sim.lessons.case_words import with_case
    from sim.lessons.folders import check_place, write_folder
    from sim.lessons.role_pages import level_called
    from sim.lessons.site.pages import SitePlan, check_plan, site_pages
    from sim.lessons.site.solo import runs_needed, seconds_a_run
    from sim.lessons.typed_case import TypedCase

    check_place(output, "site", "--output")
    tongue = language_called(language)
    cases = _cases(case or ())
    plan = SitePlan(
        {heading: tuple(loaded for _, loaded in shelf) for heading, shelf in cases.items()},
        worlds,
        class_size,
        level_called(level),
        tongue,
        {
            loaded.scenario: with_case(tongue, name)
            for shelf in cases.values()
            for name, loaded in shelf
        },
        {loaded.scenario: TypedCase(name) for shelf in cases.values() for name, loaded in shelf},
    )
    check_plan(plan)
    runs = sum(runs_needed(scenario) for scenario in plan.scenarios)
    cost = (
        f"{plural(len(plan.scenarios), 'case')}, {runs:,} votes of seats on texts with "
        f"{plural(worlds, 'world')} each"
    )
    if dry_run:
        seconds = runs * seconds_a_run(plan.scenarios[0], worlds)
        note(f"{cost}: {time_in_words(seconds)}; nothing was written")
        return
    note(f"{cost}; Ctrl-C writes nothing")
    done = 0
    with Watching() as watching:

        def advance(more: int) -> None:
            nonlocal done
            done += more
            watching.advance(done, runs * worlds)

        files, size = write_folder(output, site_pages(plan, advance))
    note(f"{files:,} files, {size / 1e6:.1f} MB; begin with {output / 'index.html'}")


def _cases(wanted: Sequence[str]) -> dict[str, tuple[tuple[str, Scenario], ...]]:
    """Heading -> scenarios and their names.

    The scenarios named, or all shipped ones without variants.
    """
    from sim.cli.study_options import refuse_repeats
    from sim.domain.texts import say
    from sim.scenario.catalogue import SHELF_TITLES, catalogue_entries
    from sim.scenario.load import load_scenario

    if wanted:
        refuse_repeats(wanted, "--case")
        return {say("Cases"): tuple((name, load_scenario(name)) for name in wanted)}
    entries = [entry for entry in catalogue_entries() if entry.shelf != "variants"]
    return {
        title: tuple(
            (entry.name, load_scenario(entry.name))
            for entry in sorted(entries, key=lambda entry: (entry.day, entry.name))
            if entry.shelf == shelf
        )
        for shelf, title in SHELF_TITLES.items()
    }
