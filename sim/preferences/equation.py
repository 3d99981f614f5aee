"""The equation of a vote, in plain Python: what the compiled kernels compute, to be read.

One member, one text, numbers and names instead of arrays; docs/explanation/model.md explains each
term. The engine does not call this module: tests compare it with the kernels, member by member.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

Issue = str
Code = str


@dataclass(frozen=True)
class Member:
    """What a member wants.

    Attributes:
        position: Issue -> where on its scale, from 0 to 1, the member would have it.
        salience: Issue -> how much of the member's attention it has; they sum to 1.
        ties: Other member -> weight given to voting with it, or against it below zero.
    """

    position: Mapping[Issue, float]
    salience: Mapping[Issue, float]
    ties: Mapping[Code, float]


@dataclass(frozen=True)
class Choice:
    """What a member has before it when a text is put to the vote.

    Attributes:
        text: Issue -> what the text says.
        status_quo: Issue -> what holds.
        compliance: Issue -> the share of a text that is carried out.
        rival: Issue -> what another text says that comes if this one fails.
        rival_chance: Probability that it comes then.
        sponsorship: o if the member sponsors the text, less the rival's chance times o if it
            sponsors the rival.
        statement: Pull of what it has said of the text in public.
        neglect: What it costs that the text was not negotiated with the members.
    """

    text: Mapping[Issue, float]
    status_quo: Mapping[Issue, float]
    compliance: Mapping[Issue, float]
    rival: Mapping[Issue, float]
    rival_chance: float
    sponsorship: float = 0.0
    statement: float = 0.0
    neglect: float = 0.0


@dataclass(frozen=True)
class Expectation:
    """What a member expects of the others.

    Attributes:
        leaning: Other member -> P(yes) - P(no).
        adopted: Own vote -> probability of adoption: of ``yes``, ``abstain`` and ``no``.
        blame: Expected share of the blame if it votes no; 0 for a member that cannot block.
        consensus: Probability that nobody objects openly.
    """

    leaning: Mapping[Code, float]
    adopted: Mapping[str, float]
    blame: float
    consensus: float


@dataclass(frozen=True)
class Weights:
    """The coefficients of the vote, by the names of the model's page."""

    tau: float
    iota: float
    eps: float
    nu: float
    alpha: float
    kappa: float
    lambda_: float
    theta: float


def loss(place: float, position: float, *, quadratic: bool) -> float:
    """How far a place on an issue's scale is from where a member would have it."""
    distance = place - position
    return distance**2 if quadratic else abs(distance)


def carried_out(choice: Choice, issue: Issue, says: float) -> float:
    """Where an issue ends when a text is adopted: as far towards it as it is complied with."""
    quo = choice.status_quo[issue]
    return quo + choice.compliance[issue] * (says - quo)


def policy_gain(member: Member, choice: Choice, *, quadratic: bool = False) -> float:
    """d: what the text is worth to the member beside what follows if it fails."""
    gain = 0.0
    for issue, says in choice.text.items():
        place = member.position[issue]
        adopted = loss(carried_out(choice, issue, says), place, quadratic=quadratic)
        nothing = loss(choice.status_quo[issue], place, quadratic=quadratic)
        other = loss(carried_out(choice, issue, choice.rival[issue]), place, quadratic=quadratic)
        failed = (1.0 - choice.rival_chance) * nothing + choice.rival_chance * other
        gain += member.salience[issue] * (failed - adopted)
    return gain


def beside_policy(choice: Choice) -> float:
    """What else speaks for the text: sponsorship, public statements, consultation."""
    return choice.sponsorship + choice.statement - choice.neglect


def stance(member: Member, choice: Choice, expected: Expectation, weights: Weights,
           *, quadratic: bool = False) -> float:  # fmt: skip
    """D: how far the member is for the text, its ties to others included."""
    company = sum(weight * expected.leaning[other] for other, weight in member.ties.items())
    own = policy_gain(member, choice, quadratic=quadratic) + beside_policy(choice)
    return own + weights.lambda_ * company


def worth(gain: float, stance_: float, expected: Expectation, weights: Weights) -> dict[str, float]:
    """W: what each vote is worth, by what it brings about and by what it says."""

    def brings_about(vote: str) -> float:
        return weights.iota * expected.adopted[vote] * gain

    says = weights.eps * stance_
    return {
        "yes": brings_about("yes") + says + weights.nu * expected.consensus,
        "abstain": brings_about("abstain") + weights.alpha,
        "no": brings_about("no") - says - weights.kappa * expected.blame,
    }


def probabilities(worths: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """The logit choice: mostly the vote that is worth most, the more surely the larger its lead."""
    best = max(worths.values())
    shares = {vote: exp((value - best) / weights.tau) for vote, value in worths.items()}
    total = sum(shares.values())
    return {vote: share / total for vote, share in shares.items()}


def no_open_objection(gain: float, choice: Choice, weights: Weights) -> float:
    """Probability that a member does not object openly, by its own view of the text alone."""
    view = weights.eps * (gain + beside_policy(choice))
    return 1.0 / (1.0 + exp(-(view + weights.theta) / weights.tau))
