"""council: a simulator of Security Council diplomacy.

From Python::

    import sim as council

    scenario = council.load("aleppo-2016-10-08")
    result = scenario.run(replicates=200, seed=0)

Names in ``__all__`` are imported on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.version import __version__

if TYPE_CHECKING:
    from sim.api.answers import StudyResult
    from sim.api.ask_backtest import AblationResult, BacktestResult
    from sim.api.ask_designs import SweepPlan, SweepResult
    from sim.api.ask_fit import FitResult
    from sim.api.ask_flip import FlipResult, LiftResult
    from sim.api.ask_pair import PairResult
    from sim.api.ask_power import PowerResult
    from sim.api.ask_replay import ReplayResult
    from sim.api.ask_run import RunFolder
    from sim.api.ask_sensitivity import SensitivityPlan, SensitivityResult
    from sim.api.ask_whatif import RankingResult, WhatIfResult
    from sim.api.ask_worlds import CoursesResult, DiscoveryResult
    from sim.api.ballot_base import BallotBase, BaseFit
    from sim.api.law import adjudicate, measured_power, power
    from sim.api.ledger import ForecastLedger, LedgerForecast
    from sim.api.parameters import simulate
    from sim.api.run import RunResult
    from sim.api.scenario import Scenario, load
    from sim.api.studies import (
        ablate,
        backtest,
        compare,
        fit,
        flip,
        learned_positions,
        member_ties,
        replay,
        sensitivity,
        sweep,
        whatif,
    )
    from sim.api.watching import StudyWatch
    from sim.domain.ballots import Outcome, Vote
    from sim.domain.errors import CouncilError, UnknownNameError, UsageError
    from sim.domain.states import UnknownStateError
    from sim.engines.council import CouncilModel
    from sim.equilibrium.rules import RULES as rules  # noqa: N811 (a registry, not a number)
    from sim.procedure.meeting import Meeting, open_meeting
    from sim.procedure.voting_records.grid import TableError
    from sim.scenario.errors import ScenarioErrors
    from sim.studies.votes.baselines import BASELINES as baselines  # noqa: N811

__all__ = [
    "AblationResult",
    "BacktestResult",
    "BallotBase",
    "BaseFit",
    "CouncilError",
    "CouncilModel",
    "CoursesResult",
    "DiscoveryResult",
    "FitResult",
    "FlipResult",
    "ForecastLedger",
    "LedgerForecast",
    "LiftResult",
    "Meeting",
    "Outcome",
    "PairResult",
    "PowerResult",
    "RankingResult",
    "ReplayResult",
    "RunFolder",
    "RunResult",
    "Scenario",
    "ScenarioErrors",
    "SensitivityPlan",
    "SensitivityResult",
    "StudyResult",
    "StudyWatch",
    "SweepPlan",
    "SweepResult",
    "TableError",
    "UnknownNameError",
    "UnknownStateError",
    "UsageError",
    "Vote",
    "WhatIfResult",
    "__version__",
    "ablate",
    "adjudicate",
    "backtest",
    "baselines",
    "compare",
    "fit",
    "flip",
    "learned_positions",
    "load",
    "measured_power",
    "member_ties",
    "open_meeting",
    "power",
    "replay",
    "rules",
    "sensitivity",
    "simulate",
    "sweep",
    "whatif",
]

_WHERE = {
    "sim.api.answers": ("StudyResult",),
    "sim.api.ask_backtest": ("AblationResult", "BacktestResult"),
    "sim.api.ask_designs": ("SweepPlan", "SweepResult"),
    "sim.api.ask_fit": ("FitResult",),
    "sim.api.ask_flip": ("FlipResult", "LiftResult"),
    "sim.api.ask_pair": ("PairResult",),
    "sim.api.ask_power": ("PowerResult",),
    "sim.api.ask_replay": ("ReplayResult",),
    "sim.api.ask_run": ("RunFolder",),
    "sim.api.ask_sensitivity": ("SensitivityPlan", "SensitivityResult"),
    "sim.api.ask_whatif": ("RankingResult", "WhatIfResult"),
    "sim.api.ask_worlds": ("CoursesResult", "DiscoveryResult"),
    "sim.api.ballot_base": ("BallotBase", "BaseFit"),
    "sim.api.law": ("adjudicate", "measured_power", "power"),
    "sim.api.ledger": ("ForecastLedger", "LedgerForecast"),
    "sim.api.parameters": ("simulate",),
    "sim.api.run": ("RunResult",),
    "sim.api.scenario": ("Scenario", "load"),
    "sim.api.studies": (
        *("ablate", "backtest", "compare", "fit", "flip", "learned_positions"),
        *("member_ties", "replay", "sensitivity", "sweep", "whatif"),
    ),
    "sim.api.watching": ("StudyWatch",),
    "sim.domain.ballots": ("Outcome", "Vote"),
    "sim.domain.errors": ("CouncilError", "UnknownNameError", "UsageError"),
    "sim.domain.states": ("UnknownStateError",),
    "sim.engines.council": ("CouncilModel",),
    "sim.equilibrium.rules": ("rules",),
    "sim.procedure.meeting": ("Meeting", "open_meeting"),
    "sim.procedure.voting_records.grid": ("TableError",),
    "sim.scenario.errors": ("ScenarioErrors",),
    "sim.studies.votes.baselines": ("baselines",),
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}
_CONSTANTS = {"rules": "RULES", "baselines": "BASELINES"}
"""Names that are upper case in their own module."""


def __getattr__(name: str) -> Any:
    """Import a name of ``__all__`` on first use."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    value = getattr(import_module(_MODULE_OF[name]), _CONSTANTS.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return list(__all__)
