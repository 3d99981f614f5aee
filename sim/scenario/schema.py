"""The scenario file as frozen types; every field's description is its manual."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.scenario.actors import Envoy, Member, Party, Patron, Plan, Role
from sim.scenario.case_places import CasePlace
from sim.scenario.cells import (
    Cell,
    Evidence,
    FileName,
    FilledText,
    Heard,
    Issue,
    Names,
    Source,
    TrimmedText,
)
from sim.scenario.expected import Expected
from sim.scenario.interventions import Group, VoteByDraft
from sim.scenario.moments import Day, Moment
from sim.scenario.numbers import (
    AddresseeKey,
    CoefficientKey,
    Duration,
    IssueKey,
    MemberKey,
    PositiveNumber,
    SignedNumber,
    UnitByIssue,
    UnitNumber,
)
from sim.scenario.timeline import Clock, ScenarioEvent, Statement

YEAR = 8784.0
"""Hours of the longest year: the longest wait allowed."""


class CouncilSection(Cell):
    """Which Council sits, under which law."""

    date: Day = Field(description="Day whose seat holders and rules apply.")
    president: str | None = Field(
        default=None, description="Code of the President; null takes the month's by rule 18."
    )
    institution: str = Field(default="charter", description="The charter, or a named reform.")
    order: Names = Field(
        default=(),
        description="Order of the ballots of one round by symbol; empty takes the order of "
        "submission.",
    )
    secret_ballot: bool = Field(
        default=False,
        strict=True,
        description="No member sees another's vote: no alignment, statement or blame.",
    )
    parties_to_dispute: Names = Field(
        default=(), description="Members bound to abstain under Article 27(3)."
    )
    invited: tuple[str, ...] = Field(
        default=(),
        max_length=20,
        description="Codes of States that are not members and are heard in a played meeting "
        "(rule 37, or previous practice where they are not Members of the United Nations); no "
        "number depends on it.",
    )


class Draft(Cell):
    """A draft resolution."""

    title: FilledText = Field(description="What the draft is called.")
    sponsors: Names = Field(min_length=1, description="Codes of the sponsors.")
    co_sponsors: Names = Field(
        default=(),
        description="Members that put their name to it but do not hold the pen; in every layer.",
    )
    circulated: Moment = Field(description="When the text is first on the table.")
    vote: Moment | None = Field(
        description="When it is put to the vote; null for a text that is never put."
    )
    text: UnitByIssue = Field(description="What the text asks, by issue; silent if absent.")
    consultation: UnitNumber = Field(description="How far it was negotiated with the members.")
    exposure: PositiveNumber | None = Field(
        default=None, description="sigma: value of exposing a veto, relative to adoption."
    )
    backs_plan: bool = Field(
        strict=True, default=False, description="Whether it backs the envoy's plan."
    )
    binding: bool = Field(
        strict=True, default=False, description="Whether it is put under Chapter VII."
    )
    nature: Literal["substantive", "procedural"] = Field(
        default="substantive", description="Nature of the question under Article 27."
    )
    may: tuple[Literal["amend", "merge", "withdraw", "wait", "statement", "assembly"], ...] = Field(
        default=("amend",),
        description="What the sponsors may do besides holding the text: change it, merge it with a "
        "rival, withdraw it, put it off, seek a presidential statement instead, or take it to the "
        "General Assembly.",
    )
    renew_after_hours: float | None = Field(
        default=None,
        gt=0,
        le=YEAR,
        strict=True,
        description="Hours from the ballot on a text that failed to the next one; null never.",
    )
    layer: str | None = Field(default=None, description="Exists only in this evidence layer.")


class City(Cell):
    """The besieged city, whose destruction is the clock of urgency."""

    name: FilledText = Field(description="Name of the city.")
    days_to_destruction: Duration = Field(description="T: days from the start to destruction.")
    siege_since: Day = Field(description="Day from which days of siege are counted.")
    civilians: PositiveNumber = Field(description="Civilians besieged, thousands.")
    children: PositiveNumber = Field(description="Children among them, thousands.")


class Fallback(Cell):
    """A statement by consensus that the President circulates when the drafts have failed."""

    form: Literal["press", "presidential"] = Field(description="Form of the statement.")
    silence_hours: float = Field(
        gt=0, le=YEAR, strict=True, description="Length of the silence procedure, hours."
    )
    layer: str | None = Field(default=None, description="Exists only in this evidence layer.")


class Record(Cell):
    """What happened. Used for scoring only; no preference reads it."""

    votes: dict[str, dict[str, str]] = Field(description="Draft -> member -> vote.")
    unput: dict[str, Literal["withdrawn", "not_reached"]] = Field(
        default_factory=dict,
        description="Draft that was never put -> what became of it.",
    )
    nature: dict[str, Literal["substantive", "procedural"]] = Field(
        default_factory=dict,
        description="Draft -> nature of its ballot, if it is not the draft's own.",
    )
    assembly: dict[str, float] = Field(
        default_factory=dict,
        description="Mean vote on Assembly texts on the file, -1..1 (baseline).",
    )
    assembly_texts: int = Field(
        default=1,
        ge=1,
        le=100_000,
        strict=True,
        description="Number of texts that these means are taken over.",
    )
    assembly_opposed: Names = Field(
        default=(), description="Drafts sponsored by opponents of those Assembly texts."
    )
    source: FilledText = Field(description="Where the record is read.")


class Reading(Cell):
    """What people read before they run or play a case; no number depends on it."""

    background: str = Field(min_length=1, description="The story up to the vote; paragraphs.")
    short: str = Field(default="", description="The same for younger readers, in a paragraph.")
    question: str = Field(default="", description="What a class may discuss.")
    clauses: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="Draft -> issue -> what the text says on it, short quotes with their symbol.",
    )
    sources: Names = Field(default=(), description="Where to read on.")


class Scenario(Cell):
    """A whole scenario, after its base and profiles have been joined to it."""

    scenario: FileName = Field(description="Name, as `council run` takes it.")
    title: FilledText = Field(description="Title.")
    question: str = Field(default="", description="What one would learn from it.")
    expectation: str = Field(default="", description="What one would expect, and why.")
    expected: tuple[Expected, ...] = Field(
        default=(),
        max_length=100,
        description="The same as directions that `council whatif` checks; not taken over from a "
        "base.",
    )
    agenda: TrimmedText = Field(
        default="",
        max_length=300,
        description="Agenda item under which the Council meets; empty takes the title.",
    )
    places: dict[str, CasePlace] = Field(
        default_factory=dict,
        max_length=24,
        description="Places for the map of a lesson; no number depends on them.",
    )
    as_of: Moment = Field(description="Evidence dated after this moment does not count.")
    layers: Names = Field(description="Evidence layers in use.")
    council: CouncilSection = Field(description="Which Council sits.")
    clock: Clock = Field(description="The rounds.")
    city: City | None = Field(default=None, description="The besieged city.")
    issues: dict[str, Issue] = Field(
        min_length=1, max_length=60, description="The issues of the codebook."
    )
    roles: dict[str, Role] = Field(
        min_length=1, max_length=100, description="Places in the conflict."
    )
    sources: dict[str, Source] = Field(default_factory=dict, description="Documents.")
    evidence: dict[str, Evidence] = Field(default_factory=dict, description="Claims.")
    status_quo: UnitByIssue = Field(description="q: the state of things by issue.")
    drift: dict[IssueKey, SignedNumber] = Field(
        default_factory=dict, description="Change of q by issue at full destruction."
    )
    compliance: dict[AddresseeKey, UnitNumber] = Field(
        default_factory=dict,
        description="c: share of a text carried out, by addressee, when it refuses.",
    )
    members: dict[str, Member] = Field(
        min_length=1, max_length=200, description="Members by ISO code."
    )
    envoy: Envoy | None = Field(default=None, description="The Secretary-General's envoy.")
    plan: Plan | None = Field(default=None, description="The envoy's plan.")
    parties: dict[str, Party] = Field(
        default_factory=dict, max_length=30, description="Parties to the conflict."
    )
    patrons: dict[str, Patron] = Field(
        default_factory=dict, max_length=50, description="Patrons outside the room."
    )
    drafts: dict[str, Draft] = Field(
        min_length=1, max_length=40, description="Drafts in order of submission."
    )
    statements: tuple[Statement, ...] = Field(
        default=(), max_length=1000, description="Public statements."
    )
    events: dict[str, ScenarioEvent] = Field(
        default_factory=dict, max_length=1000, description="Dated events."
    )
    fallback: Fallback | None = Field(default=None, description="Statement by consensus.")
    groups: dict[str, Group] = Field(
        default_factory=dict, max_length=50, description="Groups of States that members may follow."
    )
    follow: dict[str, str] = Field(
        default_factory=dict,
        description="Member -> the group, or the other member, with which it votes.",
    )
    pins: dict[str, VoteByDraft] = Field(
        default_factory=dict,
        description="Member -> the vote that it casts whatever it wants, or one by draft; all "
        "others know it and respond.",
    )
    coefficients: dict[CoefficientKey, PositiveNumber] = Field(
        default_factory=dict,
        description="The model's coefficients; those left out are the shipped.",
    )
    decision_rule: str = Field(default="quantal-response", description="Name of the decision rule.")
    beliefs: Literal["equilibrium", "sincere", "common-prior"] = Field(
        default="equilibrium", description="How members expect others to vote."
    )
    loss: Literal["city-block", "quadratic"] = Field(
        default="city-block", description="Loss of distance from the ideal, for votes."
    )
    record_of_votes: Record | None = Field(default=None, description="What happened; for scoring.")
    reading: Reading | None = Field(default=None, description="What people read before they run.")

    @property
    def agenda_item(self) -> str:
        """The item under which the Council meets."""
        return self.agenda or self.title


class Codebook(Cell):
    """What all scenarios of one file of the Council share: issues, roles, documents."""

    codebook: str | None = Field(default=None, description="Name, as `codebook:` takes it.")
    title: str = Field(default="", description="Title.")
    agenda: TrimmedText = Field(
        default="", max_length=300, description="Agenda item, where common."
    )
    places: dict[str, CasePlace] = Field(
        default_factory=dict, max_length=24, description="Places for a map, where common."
    )
    issues: dict[str, Issue] = Field(min_length=1, max_length=60, description="The issues.")
    roles: dict[str, Role] = Field(default_factory=dict, description="Places in the conflict.")
    sources: dict[str, Source] = Field(default_factory=dict, description="Documents.")
    evidence: dict[str, Evidence] = Field(default_factory=dict, description="Claims.")
    status_quo: UnitByIssue = Field(default_factory=dict, description="q, where common.")
    drift: dict[IssueKey, SignedNumber] = Field(
        default_factory=dict, description="Drift of q, where common."
    )
    compliance: dict[AddresseeKey, UnitNumber] = Field(
        default_factory=dict, description="c, where common."
    )
    coefficients: dict[CoefficientKey, PositiveNumber] = Field(
        default_factory=dict, description="Coefficients."
    )


class UncountedClaim(Cell):
    """A passage that one coder coded but the codebook excludes; no number depends on it."""

    issue: str = Field(description="Issue of the codebook.")
    coders: tuple[Heard, ...] = Field(
        min_length=1, max_length=20, description="What each coder made of it, `-` for nothing."
    )
    source: str = Field(description="Key of the source.")
    date: Day = Field(description="The day on which it was said.")
    why: str = Field(min_length=1, description="Which rule of the codebook it falls under.")


class Profile(Cell):
    """A State as it enters any scenario on the file: positions and ties with dated evidence."""

    profile: str = Field(description="ISO code of the State.")
    codebook: str | None = Field(default=None, description="Codebook whose issues it speaks of.")
    name: FilledText = Field(description="Name in the UN's spelling.")
    role: str | None = Field(default=None, description="Role in the conflict.")
    evidence: dict[str, Evidence] = Field(default_factory=dict, description="Claims.")
    sources: dict[str, Source] = Field(default_factory=dict, description="Documents.")
    positions: UnitByIssue = Field(default_factory=dict, description="Ideal positions.")
    urgency: PositiveNumber | None = Field(default=None, description="h: weight of urgency.")
    alignment: dict[MemberKey, SignedNumber] = Field(
        default_factory=dict, description="Weights of voting with."
    )
    left_out: tuple[UncountedClaim, ...] = Field(
        default=(),
        description="What one coder heard and the codebook does not count; kept for alpha.",
    )
