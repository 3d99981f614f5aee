"""Kept ensembles: reused if complete, resumed if not, and answered in any case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from sim.domain.errors import CouncilError, ExitCode
from sim.domain.files import is_file
from sim.engines.backends import Backend, Replicates, compute, spans
from sim.engines.sums import Sums, add_sums, sums_of, total_sums
from sim.engines.worlds import Worlds, cut, parts
from sim.results import manifest as manifests
from sim.results import verifying
from sim.results.contents import READINGS, SUMMARY
from sim.results.files import check_writable
from sim.results.keeper import Asked, Keeper, read_sums
from sim.results.manifest import COMPLETE, PART


class Watch(Protocol):
    """Receives the progress of an ensemble; cannot change a world."""

    def tell(self, text: str) -> None:
        """Show a sentence to the user."""

    def advance(self, done: int, of: int) -> None:
        """Show that ``done`` of ``of`` worlds have been computed."""


class Silent:
    """A watch that shows nothing."""

    def tell(self, text: str) -> None:
        """Do nothing."""

    def advance(self, done: int, of: int) -> None:
        """Do nothing."""


CHEAP = 64_000_000
"""Bytes of a kept run that are read again whenever it answers; a tenth of a second."""
FIRST = 1000
"""Worlds, from the first on, used for readings: enough for shares, cheap to recompute."""


@dataclass(frozen=True)
class Ensemble:
    """A task and its job: ``task(job, first, count)`` computes the worlds of those replicates.

    ``read`` makes a document from the first worlds (at most ``FIRST``), which is kept with the run.
    """

    task: Callable[[Any, int, int], Worlds]
    job: Any
    backend: Backend = field(default_factory=Backend)
    read: Callable[[Worlds], bytes] | None = None


@dataclass(frozen=True)
class KeptRun:
    """The sums over all worlds, and where they are kept (``None`` if not, or not completely).

    ``readings`` is what the ensemble's ``read`` returned for the first worlds.
    """

    sums: Sums
    kept: Path | None
    reused: bool = False
    readings: bytes = b""


def run_kept(
    ensemble: Ensemble, request: Asked, watch: Watch, *, required: bool, resume: bool = False
) -> KeptRun:
    """Return an identical complete run, or compute its missing and damaged parts and keep each.

    The files of a complete run are read and compared with their SHA-256 if they have at most
    ``CHEAP`` bytes together, or with ``resume``; otherwise their sizes are.

    With ``required`` (the user named the folder), a folder that cannot be written is an error
    before anything is computed, and so is a full disk later. Otherwise the watch gets a message
    and the worlds are computed anyway.

    Raises:
        CouncilError: as above; or a backend fails; or Ctrl-C, with the finished parts kept.
    """
    if complete(request.path, thorough=resume) == request.identity:
        sums = read_sums(request.path / SUMMARY)
        return KeptRun(sums, request.path, True, _kept_readings(ensemble, request))
    keeper: Keeper | None = None
    try:
        try:
            check_writable(request.folder)
            keeper = Keeper(request)
        except CouncilError as error:
            if required:
                raise
            watch.tell(f"this run is not kept: {error}")
            return answer_unkept(ensemble, request.identity.replicates, watch)
        with keeper:
            if keeper.kept:
                watch.tell(f"continuing {request.path}: {keeper.kept:,} worlds are already kept")
            elif resume:
                watch.tell("no part of this run is kept yet: it starts from the first world")
            return _continue(ensemble, keeper, watch, required=required)
    except KeyboardInterrupt as stop:
        raise _stopped(request, keeper) from stop


def run_unkept(ensemble: Ensemble, replicates: int, watch: Watch) -> Sums:
    """The sums over ``replicates`` worlds without keeping them; memory use does not grow with them.

    Raises:
        CouncilError: a backend fails, or Ctrl-C.
    """
    return answer_unkept(ensemble, replicates, watch).sums


def answer_unkept(ensemble: Ensemble, replicates: int, watch: Watch) -> KeptRun:
    """Like :func:`run_unkept`, with the readings.

    Raises:
        CouncilError: a backend fails, or Ctrl-C.
    """
    readings = b""
    sums: Sums | None = None
    try:
        for part in _blocks(ensemble, [Replicates(0, replicates)], replicates, watch):
            readings = readings or _readings(ensemble, part)
            piece = sums_of(part)
            sums = piece if sums is None else add_sums(sums, piece)
    except KeyboardInterrupt as stop:
        raise CouncilError(
            "stopped; no worlds were kept",
            remedy="choose a folder with -o FOLDER to keep finished parts",
            exit_code=ExitCode.INTERRUPTED,
        ) from stop
    return KeptRun(_some(sums), None, readings=readings)


def _some(sums: Sums | None) -> Sums:
    if sums is None:
        raise ValueError("a run has at least one world")
    return sums


def _readings(ensemble: Ensemble, part: Worlds) -> bytes:
    """The readings of the first part; empty for a later one."""
    if ensemble.read is None or part.first > 0:
        return b""
    return ensemble.read(cut(part, 0, min(part.count, FIRST)))


def _read_again(ensemble: Ensemble, replicates: int) -> bytes:
    """The readings of the first worlds, which are computed again."""
    if ensemble.read is None:
        return b""
    return ensemble.read(ensemble.task(ensemble.job, 0, min(replicates, FIRST)))


def _kept_readings(ensemble: Ensemble, request: Asked) -> bytes:
    """The readings of a complete run, recomputed if they were not kept."""
    if ensemble.read is None:
        return b""
    try:
        return (request.path / READINGS).read_bytes()
    except OSError:
        return _read_again(ensemble, request.identity.replicates)


def _continue(ensemble: Ensemble, keeper: Keeper, watch: Watch, *, required: bool) -> KeptRun:
    pieces = keeper.sums()
    sums = total_sums(pieces) if pieces else None
    keeping, readings = True, b""
    replicates = keeper.asked.identity.replicates
    for part in _blocks(ensemble, keeper.missing(), replicates, watch):
        readings = readings or _readings(ensemble, part)
        piece = sums_of(part)
        sums = piece if sums is None else add_sums(sums, piece)
        try:
            if keeping:
                keeper.keep(part, piece)
        except CouncilError as error:
            if required:
                raise
            watch.tell(f"the rest of this run is not kept: {error}")
            keeping = False
    whole = _some(sums)
    readings = readings or _read_again(ensemble, replicates)
    if keeping:
        keeper.finish(whole, readings)
    return KeptRun(whole, keeper.path if keeping else None, readings=readings)


def _blocks(
    ensemble: Ensemble, missing: list[Replicates], replicates: int, watch: Watch
) -> Iterator[Worlds]:
    """The missing worlds in parts of the fixed size; reports each finished block to the watch."""
    lacking = sum(span.count for span in missing)
    size = ensemble.backend.size_for(lacking)
    missing_spans = (span for gap in missing for span in spans(gap.first, gap.count, size))
    done = replicates - lacking
    watch.advance(done, replicates)

    def reported(blocks: Iterable[Worlds]) -> Iterator[Worlds]:
        nonlocal done
        for block in blocks:
            done += block.count
            watch.advance(done, replicates)
            yield block

    with closing(compute(ensemble.task, ensemble.job, missing_spans, ensemble.backend)) as blocks:
        yield from parts(reported(blocks), PART)


def _stopped(request: Asked, keeper: Keeper | None) -> CouncilError:
    worlds = f"{request.identity.replicates:,} worlds"
    return CouncilError(
        f"stopped; {keeper.kept:,} of {worlds} are kept"
        if keeper
        else f"stopped before the first of {worlds}; earlier parts stay",
        where=str(request.path),
        remedy="to continue, repeat the command with --resume",
        exit_code=ExitCode.INTERRUPTED,
    )


def complete(path: Path, *, thorough: bool = False) -> manifests.Identity | None:
    """The identity of a complete run with all its files in place, or ``None``.

    Their content is checked if it is cheap, or with ``thorough``.
    """
    if not is_file(path / manifests.NAME):
        return None
    try:
        manifest = manifests.load_manifest(path)
    except CouncilError:
        return None
    if manifest.state != COMPLETE or manifest.summary is None:
        return None
    answered = [manifest.summary, *(d for d in manifest.documents if d.name == READINGS)]
    cheap = sum(file.bytes for file in verifying.listed_files(manifest)) <= CHEAP
    if verifying.faults(path, manifest, thorough=thorough or cheap):
        return None
    if not all(file.sound(path, thorough=True) for file in answered):
        return None  # the answer is printed from these two
    return manifest.identity
