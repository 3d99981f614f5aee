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
class MemberPreferences:
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
class VoteChoice:
    """What a member has before it when a text is put to the vote.

    Attributes:
        text: Issue -> what the text says.
        status_quo: Issue -> what holds.
        compliance: Issue -> the share of a text that is carried out.
        rival: Issue -> what another text says that comes if this one fails.
        rival_chance: Probability that it comes then.
        closeness: Closeness to those who hold the pen; 0 where nothing is known.
        sponsors, rivals: 1 where the member's name stands under the text, or under its rival alone.
        said: Pull of what it has said of the text in public, as far as the text is still that.
        objecting: Share of the members that object in the open.
        contest: How contested the text is beyond what is known, in standard deviations.
        neglect: How far the text was not negotiated with the members, 0..1.
    """

    text: Mapping[Issue, float]
    status_quo: Mapping[Issue, float]
    compliance: Mapping[Issue, float]
    rival: Mapping[Issue, float]
    rival_chance: float
    closeness: float = 0.0
    sponsors: float = 0.0
    rivals: float = 0.0
    said: float = 0.0
    objecting: float = 0.0
    contest: float = 0.0
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
    presumption: float = 0.0
    contest: float = 0.0
    closeness: float = 0.0
    change: float = 0.0
    spoken: float = 0.0
    objection: float = 0.0
    rivalry: float = 0.0
    o: float = 0.0
    omega: float = 0.0


def loss(place: float, position: float, *, quadratic: bool) -> float:
    """How far a place on an issue's scale is from where a member would have it."""
    distance = place - position
    return distance**2 if quadratic else abs(distance)


def carried_out(choice: VoteChoice, issue: Issue, says: float) -> float:
    """Where an issue ends when a text is adopted: as far towards it as it is complied with."""
    quo = choice.status_quo[issue]
    return quo + choice.compliance[issue] * (says - quo)


def policy_gain(member: MemberPreferences, choice: VoteChoice, *, quadratic: bool = False) -> float:
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


def beside_policy(choice: VoteChoice, weights: Weights) -> float:
    """What else speaks for the text: whose it is, and what is known of it."""
    size = sum(abs(says - choice.status_quo[issue]) for issue, says in choice.text.items())
    return (
        weights.presumption
        - weights.objection * choice.objecting
        + weights.contest * choice.contest
        + (weights.closeness + weights.change * size) * choice.closeness
        + weights.o * choice.sponsors
        - weights.presumption * weights.rivalry * choice.rivals
        + weights.spoken * choice.said
        - weights.omega * choice.neglect
    )


def stance(member: MemberPreferences, choice: VoteChoice, expected: Expectation, weights: Weights,
           *, quadratic: bool = False) -> float:  # fmt: skip
    """D: how far the member is for the text, its ties to others included."""
    company = sum(weight * expected.leaning[other] for other, weight in member.ties.items())
    own = weights.eps * policy_gain(member, choice, quadratic=quadratic)
    return own + beside_policy(choice, weights) + weights.lambda_ * company


def worth(gain: float, stance_: float, expected: Expectation, weights: Weights) -> dict[str, float]:
    """W: what each vote is worth, by what it brings about and by what it says."""

    def brings_about(vote: str) -> float:
        return weights.iota * expected.adopted[vote] * gain

    return {
        "yes": brings_about("yes") + stance_ + weights.nu * expected.consensus,
        "abstain": brings_about("abstain") + weights.alpha,
        "no": brings_about("no") - stance_ - weights.kappa * expected.blame,
    }


def probabilities(worths: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """The ordered-logit choice: abstention lies between yes and no."""

    def beats_abstaining(vote: str) -> float:
        return 1.0 / (1.0 + exp(-(worths[vote] - worths["abstain"]) / weights.tau))

    yes, no = beats_abstaining("yes"), beats_abstaining("no")
    scale = max(1.0, yes + no)
    return {"yes": yes / scale, "abstain": max(0.0, 1.0 - yes - no), "no": no / scale}


def no_open_objection(gain: float, choice: VoteChoice, weights: Weights) -> float:
    """Probability that a member does not object openly, by its own view of the text alone."""
    view = weights.eps * gain + beside_policy(choice, weights)
    return 1.0 / (1.0 + exp(-(view + weights.theta) / weights.tau))
