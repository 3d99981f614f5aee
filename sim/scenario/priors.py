"""Turn evidence into distributions: every number of a scenario as a quantity with a prior."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sim.domain.evidence import ASSUMED_SPREAD, prior_spread
from sim.domain.memo import once_per_object
from sim.domain.spans import LOGNORMAL, Span, SpanKind
from sim.preferences.coefficients import COEFFICIENTS
from sim.scenario.cells import Claim, Evidence, NumberCell
from sim.scenario.paths import span_at
from sim.scenario.schema import Scenario

SIGNED_FACTOR = 2.0
"""A number on [-1, 1] has twice the deviation of one on [0, 1]."""

LOG_FACTOR = 4.0
"""The deviation of the logarithm of a salience, or of an amount's size, is four times that of a
number on [0, 1]."""


FACTORS = {SpanKind.SIGNED: SIGNED_FACTOR, SpanKind.WEIGHT: LOG_FACTOR, SpanKind.AMOUNT: LOG_FACTOR}
"""Factor of the deviation on the 0..1 scale; 1 for the other kinds."""


CONDITION = "@"
"""Between the path of a number and the fact (``when``) under which a value of it holds."""


@dataclass(frozen=True)
class Quantity:
    """One number of a scenario with its prior.

    Attributes:
        path: Its path in the notation of ``-S``; a conditional value ends in ``@fact``.
        span: Its possible values, and how it is drawn.
        centre: Its central value.
        spread: Standard deviation on the 0..1 scale (of the logarithm for the last three kinds).
        grade: ``override``, ``range``, an attribution grade, or ``assumed``.
        evidence: Keys of its evidence.
        range: The bounds between which it is drawn uniformly; None if it has a prior.
    """

    path: str
    span: Span
    centre: float
    spread: float
    grade: str
    evidence: tuple[str, ...]
    range: tuple[float, float] | None = None

    @property
    def kind(self) -> SpanKind:
        """How it is drawn."""
        return self.span.kind

    @property
    def deviation(self) -> float:
        """Standard deviation on the quantity's own scale.

        For a lognormal prior that of the logarithm; for a range that of the number itself.
        """
        return self.spread if self.range is not None else FACTORS.get(self.kind, 1.0) * self.spread

    @property
    def lognormal(self) -> bool:
        """Whether the number is drawn as its centre times a factor."""
        return self.range is None and self.kind in LOGNORMAL

    @property
    def drawn_as(self) -> str:
        """A phrase that describes how the number is drawn."""
        if self.range is not None:
            return f"drawn uniformly from {self.range[0]:g} to {self.range[1]:g}"
        if not self.deviation:
            return f"held at {self.centre:g}"
        return f"{'lognormal' if self.lognormal else 'normal'} about {self.centre:g}"


def _claim_spread(claim: Claim, evidence: Mapping[str, Evidence]) -> float:
    """Standard deviation of one claim: that of its evidence, widened by coder disagreement."""
    own = _evidence_spread(claim, evidence)
    return math.hypot(own, claim.apart) if claim.apart else own


def _evidence_spread(claim: Claim, evidence: Mapping[str, Evidence]) -> float:
    if claim.spread is not None:
        return claim.spread
    grades = [evidence[key] for key in claim.because if key in evidence]
    if not grades:
        return ASSUMED_SPREAD
    return min(prior_spread(entry.attribution, entry.costliness) for entry in grades)


def combined(
    path: str, claims: list[Claim], evidence: Mapping[str, Evidence], disagreement: float
) -> Quantity:
    """Claims about the number at ``path``, combined by precision (inverse variance).

    The variance between coders is added to that of the evidence.
    """
    overridden = [claim for claim in claims if claim.override]
    if overridden:
        return _stated(path, overridden[-1], "override")
    ranges = [claim for claim in claims if claim.range is not None]
    if ranges:
        return _stated(path, ranges[-1], "range")
    spreads = [_claim_spread(claim, evidence) for claim in claims]
    certain = 0.0 in spreads  # such claims override all others
    precision = [float(s == 0.0) if certain else 1.0 / (s * s) for s in spreads]
    total = math.fsum(precision)
    centre = math.fsum(w * claim.value for w, claim in zip(precision, claims, strict=True)) / total
    keys = tuple(dict.fromkeys(key for claim in claims for key in claim.because))
    grades = [evidence[key].attribution for key in keys if key in evidence]
    order = ["stated", "reported", "inferred", "assumed"]
    grade = min(grades, key=order.index) if grades else "assumed"
    variance = 0.0 if certain else 1.0 / total
    apart = math.sqrt(variance + disagreement**2)
    return Quantity(path, span_at(path), centre, apart, str(grade), keys)


def _stated(path: str, claim: Claim, grade: str) -> Quantity:
    """A number that is set, to one value or to a range; other claims are ignored."""
    low, high = claim.range or (0.0, 0.0)
    spread = (high - low) / math.sqrt(12.0)
    kind = "range" if claim.range is not None else grade
    return Quantity(path, span_at(path), claim.value, spread, kind, claim.because, claim.range)


def _cell(
    path: str, cell: NumberCell | None, scenario: Scenario, default: float | None
) -> Iterator[Quantity]:
    """The quantities of one cell: its plain value, and one for each fact it depends on."""
    claims = list(cell.claims) if cell is not None else []
    apart = cell.disagreement if cell is not None else 0.0
    plain = [claim for claim in claims if claim.when is None]
    if plain:
        yield combined(path, plain, scenario.evidence, apart)
    elif default is not None:
        yield Quantity(path, span_at(path), default, ASSUMED_SPREAD, "assumed", ())
    for fact in dict.fromkeys(claim.when for claim in claims if claim.when is not None):
        chosen = [claim for claim in claims if claim.when == fact]
        yield combined(f"{path}{CONDITION}{fact}", chosen, scenario.evidence, apart)


def _table(prefix: str, cells: Mapping[str, NumberCell], scenario: Scenario) -> Iterator[Quantity]:
    for key, cell in cells.items():
        yield from _cell(f"{prefix}.{key}", cell, scenario, None)


UNKNOWN = 0.5
"""Centre of a position, or of the status quo, without any evidence."""


def _actors(scenario: Scenario) -> Iterator[Quantity]:
    for name, role in scenario.roles.items():
        yield from _table(f"roles.{name}.saliences", role.saliences, scenario)
    for code, member in scenario.members.items():
        for issue in scenario.issues:
            path = f"members.{code}.positions.{issue}"
            yield from _cell(path, member.positions.get(issue), scenario, UNKNOWN)
        yield from _table(f"members.{code}.saliences", member.saliences, scenario)
        if member.urgency is not None:
            path = f"members.{code}.urgency"
            yield from _cell(path, member.urgency, scenario, None)
        yield from _table(f"members.{code}.alignment", member.alignment, scenario)
        yield from _table(f"members.{code}.closeness", member.closeness, scenario)
        for name in ("guess", "false_alarms"):
            cell = getattr(member, name)
            if cell is not None:
                yield from _cell(f"members.{code}.{name}", cell, scenario, None)
    for key, party in scenario.parties.items():
        at = f"parties.{key}"
        yield from _cell(f"{at}.gain", party.gain, scenario, None)
        yield from _cell(f"{at}.fighting", party.fighting, scenario, None)
        yield from _cell(f"{at}.destruction", party.destruction, scenario, None)
        yield from _cell(f"{at}.trust", party.trust, scenario, None)
        yield from _table(f"{at}.patrons", party.patrons, scenario)
    for key, patron in scenario.patrons.items():
        yield from _cell(f"patrons.{key}.stance", patron.stance, scenario, None)
        yield from _cell(f"patrons.{key}.pledge", patron.pledge, scenario, None)


def _world(scenario: Scenario) -> Iterator[Quantity]:
    for issue in scenario.issues:
        path = f"status_quo.{issue}"
        yield from _cell(path, scenario.status_quo.get(issue), scenario, UNKNOWN)
    yield from _table("drift", scenario.drift, scenario)
    yield from _table("compliance", scenario.compliance, scenario)
    if scenario.city is not None:
        for name in ("days_to_destruction", "civilians", "children"):
            cell = getattr(scenario.city, name)
            yield from _cell(f"city.{name}", cell, scenario, None)
    if scenario.envoy is not None:
        yield from _cell("envoy.guarantee", scenario.envoy.guarantee, scenario, None)
    if scenario.plan is not None:
        plan = scenario.plan
        yield from _table("plan.text", plan.text, scenario)
        yield from _cell("plan.days_to_leave", plan.days_to_leave, scenario, None)
        yield from _cell("plan.fighters", plan.fighters, scenario, None)
        for key, revision in plan.revisions.items():
            at = f"plan.revisions.{key}"
            yield from _table(f"{at}.gains", revision.gains, scenario)
            yield from _table(f"{at}.text", revision.text, scenario)
    for symbol, draft in scenario.drafts.items():
        at = f"drafts.{symbol}"
        yield from _table(f"{at}.text", draft.text, scenario)
        yield from _cell(f"{at}.consultation", draft.consultation, scenario, None)
        if draft.exposure is not None:
            yield from _cell(f"{at}.exposure", draft.exposure, scenario, None)
    for index, statement in enumerate(scenario.statements):
        yield from _cell(f"statements.{index}.pull", statement.pull, scenario, None)
        yield from _table(f"statements.{index}.text_then", statement.text_then, scenario)
    for key, event in scenario.events.items():
        yield from _table(f"events.{key}.changes", event.changes, scenario)
    for name, coefficient in COEFFICIENTS.items():
        cell = scenario.coefficients.get(name)
        path = f"coefficients.{name}"
        yield from _cell(path, cell, scenario, coefficient.start)


@once_per_object(16)
def quantities(scenario: Scenario) -> tuple[Quantity, ...]:
    """Every number of ``scenario`` in a fixed order, each with its prior."""
    return (*_actors(scenario), *_world(scenario))


def conditional_values(path: str, paths: Iterable[str]) -> list[str]:
    """Those of ``paths`` that are values of the number at ``path`` under a condition."""
    return [other for other in paths if other.startswith(f"{path}{CONDITION}")]
