"""The model's coefficients: meaning, unit, range, starting value and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.spans import Kind, Span


@dataclass(frozen=True)
class Coefficient:
    """One coefficient of the decision model.

    Attributes:
        start: Starting value, used where a scenario and the shipped estimates are silent.
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
        """The values allowed; drawn lognormal."""
        return Span(self.low, self.high, Kind.POSITIVE)


_GAIN = "in units of policy gain (the whole issue space is 1)"
_STARTING = "starting value; estimated from ballots by `council fit`"
_ASSUMED = "assumed; no ballot speaks of it"

COEFFICIENTS: dict[str, Coefficient] = {
    "tau": Coefficient(
        0.06,
        0.005,
        5.0,
        f"temperature of the quantal response, {_GAIN}",
        f"McKelvey and Palfrey 1995 (their lambda is 1/tau); {_STARTING}",
    ),
    "iota": Coefficient(
        1.0,
        0.0,
        10.0,
        "weight of being decisive: of the change in the probability of adoption",
        f"Enelow and Hinich 1984; {_STARTING}",
    ),
    "eps": Coefficient(
        1.0,
        0.0,
        10.0,
        "weight of the stance that a vote expresses",
        _STARTING,
    ),
    "nu": Coefficient(
        0.03,
        0.0,
        2.0,
        f"norm of consensus: added to yes as far as nobody objects openly, {_GAIN}",
        _STARTING,
    ),
    "theta": Coefficient(
        0.10,
        0.0,
        2.0,
        f"stance against a text beyond which a member objects openly, {_GAIN}",
        _STARTING,
    ),
    "alpha": Coefficient(0.08, 0.0, 2.0, f"comfort of abstaining, {_GAIN}", _STARTING),
    "kappa": Coefficient(
        0.06,
        0.0,
        2.0,
        f"blame for blocking a text that has its votes, shared by those who block, {_GAIN}",
        f"Groseclose and McCarty 2001 on blame-game vetoes; {_STARTING}",
    ),
    "lambda": Coefficient(
        0.25,
        0.0,
        5.0,
        f"weight of voting with aligned members, {_GAIN}",
        f"Brock and Durlauf 2001; {_STARTING}",
    ),
    "o": Coefficient(0.30, 0.0, 2.0, f"weight of having sponsored the text, {_GAIN}", _STARTING),
    "rho": Coefficient(
        0.30,
        0.0,
        1.0,
        "probability that a defeated text comes back and is adopted",
        f"Cameron 2000 on veto bargaining; {_STARTING}",
    ),
    "omega": Coefficient(
        0.10,
        0.0,
        2.0,
        f"cost of a text that was not negotiated with the members, {_GAIN}",
        _STARTING,
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
        "worth of a veto on show beside adoption, where no evidence names it",
        f"Groseclose and McCarty 2001; {_ASSUMED}",
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
        "what a Council text that backs the plan adds to the guarantee",
        _ASSUMED,
    ),
    "resolve": Coefficient(
        0.95,
        0.34,
        1.0,
        "probability of its likeliest vote at which a member says so in public",
        _ASSUMED,
    ),
    "commitment": Coefficient(
        0.10,
        0.0,
        0.3,
        f"pull of a statement that a member makes by itself, {_GAIN}",
        _ASSUMED,
    ),
    "half_life": Coefficient(
        72.0,
        1.0,
        10000.0,
        "hours after which half of a statement's pull is left",
        _ASSUMED,
    ),
    "step": Coefficient(
        0.25, 0.01, 1.0, "largest change that one ask makes on one issue", _ASSUMED
    ),
    "concession": Coefficient(
        0.01,
        0.0,
        1.0,
        "least gain in value for which sponsors amend their text",
        _ASSUMED,
    ),
}
"""Every coefficient by the name that scenario files and ``-S coefficients.NAME`` use."""

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
)
"""The coefficients of the vote, in the row order of coefficient arrays."""
