"""The model's coefficients: meaning, unit, range, starting value and source."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.spans import Span, SpanKind


@dataclass(frozen=True)
class Coefficient:
    """One coefficient of the decision model.

    Attributes:
        start: Starting value, used where neither the scenario nor the shipped estimates set one.
        low: Least value allowed.
        high: Greatest value allowed.
        meaning: What it measures, and in which unit.
        source: Where its form or its starting value comes from.
    """

    start: float
    low: float
    high: float
    meaning: str
    source: str

    @property
    def span(self) -> Span:
        """The values allowed, with lognormal draws."""
        return Span(self.low, self.high, SpanKind.POSITIVE)


_LOGIT = "in logits: 1 multiplies the odds of a vote by 2.7"
_STARTING = "estimated from recorded ballots (docs/explanation/calibration.md)"
_ASSUMED = "assumed; no ballot speaks of it"
_ORDER = "assumed, of the order that recorded ballots allow next to the others"
_NO_SUPPORT = "recorded ballots give it no weight; 0 leaves it out"

COEFFICIENTS: dict[str, Coefficient] = {
    "tau": Coefficient(
        1.0,
        0.005,
        5.0,
        "temperature of the quantal response; 1 sets the unit of all others",
        "McKelvey and Palfrey 1995 (their lambda is 1/tau)",
    ),
    "iota": Coefficient(
        0.0,
        0.0,
        50.0,
        "weight of being decisive: of what one's vote does to the chance of adoption",
        f"Enelow and Hinich 1984; {_NO_SUPPORT}",
    ),
    "eps": Coefficient(
        0.7,
        0.0,
        50.0,
        "weight of the policy gain from the text, on the issues that it addresses",
        _ORDER,
    ),
    "presumption": Coefficient(
        9.5,
        0.0,
        50.0,
        f"stance of every member for a text that is put to the vote, {_LOGIT}",
        _STARTING,
    ),
    "contest": Coefficient(
        3.4,
        0.0,
        20.0,
        f"how much texts differ in how contested they are: standard deviation, {_LOGIT}",
        _STARTING,
    ),
    "closeness": Coefficient(
        2.0,
        0.0,
        50.0,
        f"weight of closeness to the penholders, {_LOGIT}",
        _STARTING,
    ),
    "change": Coefficient(
        1.2,
        0.0,
        50.0,
        f"addition to that weight for a change of one whole scale, {_LOGIT}",
        _STARTING,
    ),
    "spoken": Coefficient(
        17.7,
        0.0,
        200.0,
        f"weight of a public statement on the text, {_LOGIT} for a pull of 1",
        _STARTING,
    ),
    "objection": Coefficient(
        6.0,
        0.0,
        50.0,
        f"reduction of the presumption if every member objects openly, {_LOGIT}",
        _ORDER,
    ),
    "rivalry": Coefficient(
        1.0,
        0.0,
        1.0,
        "share of the presumption that does not apply to sponsors of a rival text",
        _ASSUMED,
    ),
    "alpha": Coefficient(
        1.2,
        0.0,
        20.0,
        f"comfort of abstaining, {_LOGIT}",
        _STARTING,
    ),
    "o": Coefficient(
        2.0,
        0.0,
        50.0,
        f"weight of having sponsored the text, {_LOGIT}",
        _ORDER,
    ),
    "rho": Coefficient(
        0.3,
        0.0,
        1.0,
        "probability that a defeated text comes back and is adopted",
        f"Cameron 2000 on veto bargaining; {_ASSUMED}",
    ),
    "omega": Coefficient(
        1.0,
        0.0,
        50.0,
        f"cost of a text that was not negotiated with the members, {_LOGIT}",
        _ASSUMED,
    ),
    "kappa": Coefficient(
        0.0,
        0.0,
        50.0,
        f"blame for blocking a text that has enough votes, shared by those who block, {_LOGIT}",
        f"Groseclose and McCarty 2001 on blame-game vetoes; {_NO_SUPPORT}",
    ),
    "lambda": Coefficient(
        0.0,
        0.0,
        50.0,
        f"weight of voting with aligned members, {_LOGIT}",
        f"Brock and Durlauf 2001; {_NO_SUPPORT}",
    ),
    "nu": Coefficient(
        0.0,
        0.0,
        50.0,
        f"norm of consensus: added to yes to the extent that nobody objects openly, {_LOGIT}",
        _NO_SUPPORT,
    ),
    "theta": Coefficient(
        2.0,
        0.0,
        50.0,
        f"stance against a text beyond which a member objects openly, {_LOGIT}",
        f"{_ASSUMED}, as open objections have little weight",
    ),
    "words": Coefficient(
        0.5,
        0.0,
        1.0,
        "share of a text's worth that is in its words, regardless of compliance",
        _ASSUMED,
    ),
    "tau_p": Coefficient(
        0.10,
        0.005,
        5.0,
        "scale of the logistic shock in a party's consent, in its own units",
        _ASSUMED,
    ),
    "sigma": Coefficient(
        0.65,
        0.0,
        5.0,
        "value of exposing a veto, relative to adoption, if no evidence gives it",
        f"Groseclose and McCarty 2001; {_ASSUMED}",
    ),
    "guess": Coefficient(
        1.7,
        0.0,
        20.0,
        "how far sponsors may be wrong about the stance of a permanent member: standard "
        "deviation, in logits; 0: they know it",
        f"Cameron 2000 on unknown prices; half of contest, {_ASSUMED}, within 0 to 3.4",
    ),
    "false_alarms": Coefficient(
        0.16,
        0.01,
        0.5,
        "share of threats to vote no that are not carried out; at .5 a threat says nothing",
        "2 of 15 on the ballots of the base, with half a threat added to each side",
    ),
    "delay": Coefficient(
        0.1,
        0.0,
        1.0,
        "share of a text's worth that sponsors lose by postponing it once",
        f"{_ASSUMED}, within .02 to .5",
    ),
    "delay_hours": Coefficient(
        24.0,
        1.0,
        10000.0,
        "hours by which sponsors postpone their text, and for which a statement stays open",
        _ASSUMED,
    ),
    "statement_worth": Coefficient(
        0.4,
        0.0,
        1.0,
        "worth of a presidential statement, relative to a resolution with the same content",
        f"{_ASSUMED}, within .1 to .7",
    ),
    "assembly_worth": Coefficient(
        0.3,
        0.0,
        1.0,
        "worth of a text adopted by the General Assembly, relative to adoption by the Council",
        f"{_ASSUMED}, within .1 to .6",
    ),
    "urge": Coefficient(
        0.10,
        0.001,
        5.0,
        "policy gain from the plan at which a patron urges with half its force",
        _ASSUMED,
    ),
    "council_guarantee": Coefficient(
        0.20,
        0.0,
        1.0,
        "addition to the guarantee by a Council text that backs the plan",
        _ASSUMED,
    ),
    "resolve": Coefficient(
        0.95,
        0.34,
        1.0,
        "probability of a no from which a member announces it in public",
        _ASSUMED,
    ),
    "commitment": Coefficient(
        0.10,
        0.0,
        0.3,
        "pull of a statement that a member makes on its own, as of one in `statements`",
        _ASSUMED,
    ),
    "half_life": Coefficient(
        72.0,
        1.0,
        10000.0,
        "hours after which a statement has half its pull",
        _ASSUMED,
    ),
    "step": Coefficient(
        0.25,
        0.01,
        1.0,
        "largest change that one ask makes on one issue; the price of a vote may be a larger one",
        _ASSUMED,
    ),
    "concession": Coefficient(
        0.01,
        0.0,
        1.0,
        "smallest gain in value for which sponsors amend their text",
        _ASSUMED,
    ),
}
"""Every coefficient, by its name in scenario files and in ``-S coefficients.NAME``."""

DECISION: tuple[str, ...] = (
    "tau",
    "iota",
    "eps",
    "nu",
    "alpha",
    "kappa",
    "lambda",
    "o",
    "rho",
    "omega",
    "theta",
    "presumption",
    "contest",
    "closeness",
    "change",
    "spoken",
    "objection",
    "rivalry",
)
"""The coefficients of the vote, in the row order of coefficient arrays."""
