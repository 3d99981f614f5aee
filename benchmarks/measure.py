"""All contenders in turn, several passes over; what is reported are medians and their ratios."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.engines import ensemble_rate, job, mesa_rate, negmas_rate, uncompiled
from benchmarks.roofline import roofs
from sim.engines.run import worlds

FUSED, UNFUSED = "multiply and add, fused", "multiply and add, unfused"
EXP_ENGINE, EXP_C = "exp of the engine", "exp of the C library"
ONE, TWO, MESA, PLAIN, NEGMAS = (
    "ensemble, 1 thread", "ensemble, 2 threads", "Mesa engine", "kernels uncompiled",
    "NegMAS alternating offers",
)  # fmt: skip
TOGETHER = 64
MESA_TOGETHER = f"Mesa engine, {TOGETHER} worlds to a model"


@dataclass(frozen=True)
class Measured:
    """Medians by contender: worlds a second, or operations a second for the rooflines."""

    worlds: dict[str, float]
    roofs: dict[str, float]
    operations: dict[str, int]
    counted_over: int
    spread: dict[str, float] = field(default_factory=dict)

    @property
    def operations_a_world(self) -> float:
        """Additions, multiplications, divisions and roots of the kernels for one world."""
        return sum(self.operations.values()) / self.counted_over

    def share_of(self, roof: str, engine: str = ONE) -> float:
        """The engine's operations a second as a share of a roofline's."""
        return self.worlds[engine] * self.operations_a_world / self.roofs[roof]


def measure(*, passes: int, seconds: float, uncompiled_worlds: int) -> Measured:
    """Measure everything, interleaved, so that a busy machine slows all contenders alike."""
    work = job()
    worlds(work, 0, 2)  # compiled, or loaded from the cache, before anything is timed
    contenders: dict[str, Callable[[], float]] = {
        ONE: lambda: ensemble_rate(work, 1, seconds),
        TWO: lambda: ensemble_rate(work, 2, seconds),
        MESA: lambda: mesa_rate(work, seconds),
        MESA_TOGETHER: lambda: mesa_rate(work, seconds, TOGETHER),
    }
    if negmas_rate(0.0) is not None:
        contenders[NEGMAS] = lambda: negmas_rate(seconds) or 0.0
    for roof in roofs():
        for threads in (1, 2):
            contenders[f"{roof.name}, {threads}"] = _roof(roof.rate, seconds / 4, threads)
    seen: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(passes):
        for name, contender in contenders.items():
            seen[name].append(contender())
    plain = uncompiled(uncompiled_worlds)
    medians = {name: statistics.median(rates) for name, rates in seen.items()}
    played = (ONE, TWO, MESA, MESA_TOGETHER, NEGMAS)
    engines = {name: medians[name] for name in played if name in medians}
    engines[PLAIN] = plain["replicates"] / plain["seconds"]
    return Measured(
        worlds=engines,
        roofs={name: rate for name, rate in medians.items() if name not in engines},
        operations=plain["operations"],
        counted_over=plain["replicates"],
        spread={name: (max(r) - min(r)) / medians[name] for name, r in seen.items()},
    )


def _roof(rate: Callable[[float, int], float], seconds: float, threads: int) -> Callable[[], float]:
    return lambda: rate(seconds, threads)
