"""Run the explorer's server until Ctrl-C."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import uvicorn

from sim.domain.errors import CouncilError
from sim.explore.answer import answers
from sim.explore.compute import PendingAnswer
from sim.explore.question import ExplorerQuestion
from sim.explore.requests import Desk
from sim.web.addresses import Addresses
from sim.web.connections import Prompt, ScreenSocket
from sim.web.explorer import build
from sim.web.limits import QUESTION_BYTES
from sim.web.serving import LOCAL, Where, bind, in_a_line, lan_address, own_names

WARM = "aleppo-2016-10-08"
"""Scenario of the first question, which compiles the kernels, if none was named."""


@dataclass(frozen=True)
class Opening:
    """Output when the page is ready, and whether to open a browser."""

    tell: Callable[[str], None]
    browser: bool = True


def serve_explorer(desk: Desk, where: Where, opening: Opening) -> None:
    """Serve the explorer until the process is told to stop.

    Raises:
        CouncilError: if the port is not available.
    """
    listener = bind(where)
    try:
        port = listener.getsockname()[1]
        address = f"http://{lan_address(where.host)}:{port}/"
        if desk.start:
            address += f"#scenario={quote(desk.start, safe='')}"
        opening.tell(f"Explorer   {address}")
        opening.tell(f"Files are saved in {desk.folder}. Ctrl-C ends it.")
        if where.host != LOCAL:
            opening.tell("Everybody on the network can ask; only this machine can save here.")
        threading.Thread(target=_warm, args=(desk,), name="warm-up", daemon=True).start()
        if opening.browser:
            webbrowser.open(address)
        config = uvicorn.Config(
            build(desk, Addresses(own_names())),
            log_level="warning",
            access_log=False,
            http=Prompt,
            ws=ScreenSocket,
            ws_max_size=4 * QUESTION_BYTES,
            h11_max_incomplete_event_size=16384,
            timeout_graceful_shutdown=1,
            server_header=False,
            proxy_headers=False,  # headers must not grant the rights of this machine
        )
        logging.getLogger("uvicorn.error").addFilter(in_a_line)
        asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))
    finally:
        listener.close()


def _warm(desk: Desk) -> None:
    """Answer a first question in advance, which compiles the kernels."""
    try:
        for _ in answers(
            desk.shelf, ExplorerQuestion(scenario=desk.start or WARM), PendingAnswer()
        ):
            pass
    except CouncilError as error:
        sys.stderr.write(f"{error.report()}\n")
