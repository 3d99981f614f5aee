"""The equation of a vote in plain Python: a readable form of what the compiled kernels compute.

One member, one text, numbers and names instead of arrays; docs/explanation/model.md explains each
term. The engine does not call this module; tests compare it with the kernels, member by member.
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
        position: Issue -> the member's ideal point on its scale from 0 to 1.
        salience: Issue -> its share of the member's attention; the shares sum to 1.
        ties: Other member -> weight of voting with it; negative: of voting against it.
    """

    position: Mapping[Issue, float]
    salience: Mapping[Issue, float]
    ties: Mapping[Code, float]


@dataclass(frozen=True)
class VoteChoice:
    """The text put to the vote, as one member sees it.

    Attributes:
        text: Issue -> position of the text.
        status_quo: Issue -> position without the text.
        compliance: Issue -> the share of a text that is carried out.
        rival: Issue -> position of the text expected if this one fails.
        rival_chance: Probability that the rival comes in that case.
        closeness: Closeness to the penholders; 0 if unknown.
        sponsors, rivals: 1 if the member sponsors the text, or only its rival.
        said: Pull of the member's public statements on the text, as far as they still apply to it.
        objecting: Share of the members that openly object.
        contest: How contested the text is beyond its coded features, in standard deviations.
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
    """The coefficients of the vote, by their names in docs/explanation/model.md."""

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
    """Distance between a position on an issue's scale and the member's ideal."""
    distance = place - position
    return distance**2 if quadratic else abs(distance)


def carried_out(choice: VoteChoice, issue: Issue, says: float) -> float:
    """Where an issue ends up if a text is adopted: moved towards it by the share of compliance."""
    quo = choice.status_quo[issue]
    return quo + choice.compliance[issue] * (says - quo)


def policy_gain(member: MemberPreferences, choice: VoteChoice, *, quadratic: bool = False) -> float:
    """d: what the text is worth to the member, compared with what follows if it fails."""
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
    """The part of the stance that is not policy: sponsors, statements, objections, consultation."""
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
    """D: how strongly the member supports the text, including its ties to others."""
    company = sum(weight * expected.leaning[other] for other, weight in member.ties.items())
    own = weights.eps * policy_gain(member, choice, quadratic=quadratic)
    return own + beside_policy(choice, weights) + weights.lambda_ * company


def worth(gain: float, stance_: float, expected: Expectation, weights: Weights) -> dict[str, float]:
    """W: the worth of each vote, by its effect on the outcome and by what it expresses."""

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
    """Probability that a member does not openly object, by its own view of the text."""
    view = weights.eps * gain + beside_policy(choice, weights)
    return 1.0 / (1.0 + exp(-(view + weights.theta) / weights.tau))
