"""The command ``explore``: what-if questions in a browser on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.output import note
from sim.domain.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("explore")(explore)


def explore(
    scenario: Annotated[
        str,
        typer.Argument(
            help="Name of a shipped scenario, or a file. Without it, choose in the browser."
        ),
    ] = "",
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for the whole network.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", help="Port to listen on; 0 chooses a free one.")
    ] = 8010,
    folder: Annotated[
        Path, typer.Option("--folder", help="Folder where files are saved.")
    ] = Path(),
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
) -> None:
    """Explore what-if questions in a browser: change clauses, inspect members, see votes change.

    The page runs on this machine and loads nothing from the internet. Its address contains the
    whole question, so a link reproduces it.
    """
    from sim.explore.requests import Desk
    from sim.explore.shelf import Shelf
    from sim.scenario import catalogue
    from sim.scenario.load import load_scenario
    from sim.web.exploring import Opening
    from sim.web.exploring import serve_explorer as serve_explorer
    from sim.web.serving import Where, check_port

    where = Where(host, check_port(port))
    if not folder.is_dir():
        raise UsageError(
            "the folder does not exist", code="E003", where=str(folder), remedy="create it first"
        )
    if scenario:
        load_scenario(scenario)  # reports all errors of an invalid scenario here
    own = [scenario] if scenario and scenario not in catalogue.scenario_names() else []
    serve_explorer(Desk(Shelf(own), folder.resolve(), scenario), where, Opening(note, browser))
