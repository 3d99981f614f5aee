"""The forms that were tried, the simplest first, and the features of the headline."""

from __future__ import annotations

from dataclasses import replace

from sim.studies.votes.base.estimation import PENALTY, Penalty
from sim.studies.votes.base.forms import Form

FORMS: tuple[Form, ...] = (
    Form("closeness, independent votes", ("closeness",), shared=False),
    Form("content", ("favoured",)),
    Form("closeness", ("closeness",)),
    Form("gain over all issues, switch of consensus", ("diluted gain",), "switch", shared=False),
    Form("closeness and content", ("closeness", "favoured")),
    Form("closeness by change", ("closeness", "closeness by change")),
    Form("closeness by change, ordered", ("closeness", "closeness by change"), "ordered"),
    Form("closeness by change, and content", ("closeness", "closeness by change", "favoured")),
)
"""At most eight, fixed before any was chosen; by number of parameters."""

PENALTIES: tuple[Penalty, ...] = tuple(
    replace(PENALTY, weight_spread=spread) for spread in (1.0, PENALTY.weight_spread, 9.0)
)
"""Penalties tried on the chosen form, the tightest first."""

ADDED: dict[str, tuple[str, ...]] = {
    "with statements": ("statements",),
    "with earlier ballots on the matter": ("earlier",),
    "with both": ("statements", "earlier"),
}
"""What the headline leaves out and is added back."""


def with_added(form: Form, features: tuple[str, ...]) -> Form:
    """The form with further features."""
    return replace(form, features=(*form.features, *features))


CHOSEN, CHOSEN_PENALTY = FORMS[6], PENALTIES[0]
"""What was chosen inside the folds (docs/explanation/preregistration.md)."""
