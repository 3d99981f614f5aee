"""Write reports and figures: check the path before the work, and write atomically."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from sim.domain.errors import CouncilError, UsageError
from sim.domain.files import holds_mark, replace_whole, why_unwritable
from sim.report.document import Page
from sim.report.figure import Figure
from sim.report.html import render_html
from sim.report.svg import FIGURE_STYLE, to_svg


def _svg(figure: Figure) -> bytes:
    return to_svg(figure).encode()


def _png(figure: Figure) -> bytes:
    from sim.report.bitmap import to_png

    return _signed(to_png(figure))


PNG_MARK = b"tEXtSoftware\x00council"
"""A text chunk that marks a PNG as a figure of this program (PNG 1.2, 4.2.3)."""
HEAD_BYTES = 33
"""The signature of a PNG and its first chunk, IHDR."""


def _signed(png: bytes) -> bytes:
    """The picture with the program's text chunk after its first chunk."""
    size, check = len(PNG_MARK) - 4, zlib.crc32(PNG_MARK)
    chunk = size.to_bytes(4, "big") + PNG_MARK + check.to_bytes(4, "big")
    return png[:HEAD_BYTES] + chunk + png[HEAD_BYTES:]


FIGURE_FORMATS: dict[str, Callable[[Figure], bytes]] = {".svg": _svg, ".png": _png}
"""Suffix of the ``--plot`` file -> function that renders the figure to bytes."""

MARKS = {
    ".html": b"<title>SIMULATED: ",
    ".htm": b"<title>SIMULATED: ",
    ".svg": FIGURE_STYLE.encode(),
    ".png": PNG_MARK,
}
"""Marker near the start of a file written by this program, by suffix."""


def check_report_target(path: Path) -> None:
    """Refuse, before anything is computed, a file for ``--report`` that cannot be written.

    Raises:
        UsageError: if the suffix is not ``.html``.
        CouncilError: when the folder is missing or may not be written.
    """
    _check(path, (".html", ".htm"), "--report")


def check_plot_target(path: Path) -> None:
    """Refuse, before anything is computed, a file for ``--plot`` that cannot be written.

    Raises:
        UsageError: if the suffix is neither ``.svg`` nor ``.png``.
        CouncilError: if the folder is missing or not writable, or no font is found.
    """
    _check(path, tuple(FIGURE_FORMATS), "--plot")
    if path.suffix.lower() == ".png":
        from sim.report.bitmap import need_font

        need_font()


def write_report(page: Page, path: Path) -> int:
    """Write the page to ``path`` and return its size in bytes.

    Raises:
        UsageError: somebody else's file is there, if only since the computation began.
    """
    check_report_target(path)
    return _write(render_html(page).encode(), path)


def write_figure(figure: Figure, path: Path) -> int:
    """Write one figure to ``path``, in the format of its suffix, and return its size in bytes."""
    check_plot_target(path)
    return _write(FIGURE_FORMATS[path.suffix.lower()](figure), path)


def _check(path: Path, suffixes: tuple[str, ...], option: str) -> None:
    if path.suffix.lower() not in suffixes:
        wanted = " or ".join(suffixes[:2])
        stem = path.stem if path.stem.strip(".") else "answer"
        raise UsageError(
            f"{option} needs a file name that ends in {wanted}, not '{path.name}'",
            remedy=f"{option} {stem}{suffixes[0]}",
        )
    folder = path.parent
    if not folder.is_dir():
        raise UsageError(
            f"the folder for {option} does not exist",
            code="E003",
            where=str(folder),
            remedy=f"create it first: mkdir -p {folder}",
        )
    if why := why_unwritable(path):
        raise UsageError(
            f"the file for {option} cannot be written",
            code="E003",
            where=str(path),
            why=why,
            remedy="choose another place",
        )
    if path.exists() and not holds_mark(path, MARKS[path.suffix.lower()]):
        raise UsageError(
            f"the file for {option} exists and was not written by this program",
            code="E003",
            where=str(path),
            remedy="choose another name, or move the file",
        )


def _write(content: bytes, path: Path) -> int:
    """Write the file atomically, and return its size in bytes."""
    try:
        replace_whole(path, content)
    except OSError as refused:
        raise CouncilError(
            "the file cannot be written",
            code="E003",
            where=str(path),
            why=refused.strerror or str(refused),
            remedy="choose another place, or make room",
        ) from refused
    return len(content)
