"""The types of a scenario's numbers: each with its span, and what a mapping's keys name.

Spans are declared only here; checks, priors, draws, levers and the reference page are derived from
them (``paths.SLOTS``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from sim.domain import spans
from sim.domain.spans import Span
from sim.scenario.cells import Number


@dataclass(frozen=True, slots=True)
class Key:
    """What the keys of a mapping name: an issue, a member, ..."""

    names: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The value of a number without any evidence."""

    value: float


IssueKey = Annotated[str, Key("issue")]
MemberKey = Annotated[str, Key("member")]
AddresseeKey = Annotated[str, Key("addressee")]
ConsentingKey = Annotated[str, Key("consenting")]
PatronKey = Annotated[str, Key("patron")]
CoefficientKey = Annotated[str, Key("coefficient")]
NumberPath = Annotated[str, Key("number")]

UnitNumber = Annotated[Number, spans.UNIT]
SignedNumber = Annotated[Number, spans.SIGNED]
PositiveNumber = Annotated[Number, spans.POSITIVE]
Duration = Annotated[Number, spans.DURATION]
Closeness = Annotated[Number, spans.CLOSENESS]
Change = Annotated[Number, spans.CHANGE]
FalseAlarms = Annotated[Number, spans.FALSE_ALARMS]
Pull = Annotated[Number, spans.PULL]
Weight = Annotated[Number, spans.WEIGHT]
RoleWeight = Annotated[Number, spans.WEIGHT, Unknown(1.0)]
UnitByIssue = dict[IssueKey, UnitNumber]


def declared_span(kind: Any, marks: Iterable[Any] = ()) -> Span | None:
    """The span in a field's type, for its number or for the numbers of its mapping."""
    declared = next((mark for mark in marks if isinstance(mark, Span)), None)
    if declared is not None:
        return declared
    parts = get_args(kind)
    if get_origin(kind) is Annotated:
        return declared_span(parts[0], parts[1:])
    if get_origin(kind) is dict:
        return declared_span(parts[1])
    if get_origin(kind) in (Union, UnionType):
        return next((span for span in map(declared_span, parts) if span is not None), None)
    return None
