"""The actors of a scenario file: members and their roles, the envoy's plan, parties and patrons."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.cells import Cell, Names
from sim.scenario.moments import Moment
from sim.scenario.numbers import (
    Closeness,
    ConsentingKey,
    Duration,
    FalseAlarms,
    IssueKey,
    MemberKey,
    PatronKey,
    PositiveNumber,
    RoleWeight,
    SignedNumber,
    UnitByIssue,
    UnitNumber,
    Weight,
)


class Role(Cell):
    """A place in the conflict; all actors in it share its saliences."""

    title: str = Field(description="What the place is.")
    saliences: dict[IssueKey, RoleWeight] = Field(
        description="Weight of each issue; normalised to sum 1."
    )
    because: str = Field(description="Why the weights are these.")


class CountedAgreement(Cell):
    """Roll calls of the Assembly on which two States both voted, counted to be told in reasons."""

    matter: str = Field(description="What the roll calls are on, as it stands in a sentence.")
    agreed: int = Field(ge=0, strict=True, description="On how many both cast the same vote.")
    opposed: int = Field(
        ge=0, strict=True, description="On how many one voted for and the other against."
    )
    of: int = Field(ge=1, strict=True, description="Their number.")
    usual: float = Field(
        ge=0.0,
        strict=True,
        description="On how many of them States on average cast the other member's vote.",
    )
    since: int = Field(ge=1946, le=9999, strict=True, description="Year of the first.")


class Member(Cell):
    """A member of the Council."""

    name: str | None = Field(default=None, description="Name as the UN spells it.")
    profile: str | None = Field(default=None, description="Key of a State profile to start from.")
    role: str = Field(description="Key of the member's role.")
    positions: UnitByIssue = Field(default_factory=dict, description="Ideal position by issue.")
    saliences: dict[IssueKey, Weight] = Field(
        default_factory=dict, description="Weights that evidence gives this member alone."
    )
    urgency: PositiveNumber | None = Field(
        default=None, description="h: how far urgency raises humanitarian saliences."
    )
    alignment: dict[MemberKey, SignedNumber] = Field(
        default_factory=dict, description="Weight of voting with each other member."
    )
    closeness: dict[MemberKey, Closeness] = Field(
        default_factory=dict,
        description="How much more it has agreed with each other member on the matter than States "
        "do on average.",
    )
    guess: PositiveNumber | None = Field(
        default=None,
        description="How far sponsors may be wrong on its stance: standard deviation, in logits; "
        "null takes the coefficient of that name.",
    )
    false_alarms: FalseAlarms | None = Field(
        default=None,
        description="Share of its threats to vote no that it does not carry out, at most "
        "one half; null takes the coefficient of that name.",
    )
    agreement: dict[MemberKey, CountedAgreement] = Field(
        default_factory=dict,
        description="Counts of votes behind closeness, for reasons; no number depends on them.",
    )


class Revision(Cell):
    """A term that the envoy may add to his plan."""

    title: str = Field(description="What is offered.")
    gains: dict[ConsentingKey, SignedNumber] = Field(description="Change of each party's gain.")
    text: UnitByIssue = Field(default_factory=dict, description="Changed issues of the plan.")
    layer: str | None = Field(default=None, description="Known only in this evidence layer.")


class Plan(Cell):
    """The envoy's plan, as he announces it and as he may revise it."""

    title: str = Field(description="What the plan is.")
    announced: Moment = Field(description="When the envoy announces it.")
    text: UnitByIssue = Field(description="What carrying it out would do, by issue.")
    needs: Names = Field(min_length=1, description="Parties whose consent it needs.")
    revisions: dict[str, Revision] = Field(
        default_factory=dict,
        max_length=30,
        description="Terms that the envoy may add, in no order.",
    )
    days_to_leave: Duration = Field(description="Days that the departure takes once accepted.")
    fighters: PositiveNumber = Field(description="Fighters who would leave, thousands.")


class Envoy(Cell):
    """The Secretary-General's envoy."""

    name: str = Field(description="Name and office.")
    guarantee: UnitNumber = Field(description="What his own presence is worth as a guarantee.")
    single_text: Moment | None = Field(
        default=None, description="When he offers the sponsors a text of his own; null never."
    )


class Party(Cell):
    """A party to the conflict whose consent the plan needs."""

    name: str = Field(description="Name of the party.")
    gain: SignedNumber = Field(description="b: what the plan gives it.")
    fighting: SignedNumber = Field(description="f: what fighting on is worth at the start.")
    destruction: SignedNumber = Field(
        description="w: what the city's destruction takes from fighting on."
    )
    trust: UnitNumber = Field(description="t: weight of the guarantee.")
    patrons: dict[PatronKey, UnitNumber] = Field(
        default_factory=dict, description="h: influence of each patron."
    )
    state: str | None = Field(
        default=None,
        description="Code of the State whose own forces these are: where it can stop a text alone, "
        "a text that is adopted has its consent.",
    )


class Patron(Cell):
    """A patron of a party outside the Council."""

    name: str = Field(description="Name of the State.")
    stance: SignedNumber = Field(description="What it tells its client about the plan.")
    pledge: UnitNumber = Field(description="What it pledges to the guarantee.")
