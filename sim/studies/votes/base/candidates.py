"""The forms that were tried, simplest first, and the features of the chosen form."""

from __future__ import annotations

from dataclasses import replace

from sim.studies.votes.base.estimation import PENALTY, Penalty
from sim.studies.votes.base.forms import VoteForm

FORMS: tuple[VoteForm, ...] = (
    VoteForm("closeness, independent votes", ("closeness",), shared=False),
    VoteForm("content", ("favoured",)),
    VoteForm("closeness", ("closeness",)),
    VoteForm(
        "gain over all issues, switch of consensus", ("diluted gain",), "switch", shared=False
    ),
    VoteForm("closeness and content", ("closeness", "favoured")),
    VoteForm("closeness by change", ("closeness", "closeness by change")),
    VoteForm("closeness by change, ordered", ("closeness", "closeness by change"), "ordered"),
    VoteForm("closeness by change, and content", ("closeness", "closeness by change", "favoured")),
)
"""At most eight, fixed before any was chosen; sorted by number of parameters."""

PENALTIES: tuple[Penalty, ...] = tuple(
    replace(PENALTY, weight_spread=spread) for spread in (1.0, PENALTY.weight_spread, 9.0)
)
"""Penalties tried on the chosen form, tightest first."""

ADDED: dict[str, tuple[str, ...]] = {
    "with statements": ("statements",),
    "with earlier ballots on the matter": ("earlier",),
    "with both": ("statements", "earlier"),
}
"""Features left out of the chosen form and added afterwards."""


def with_added(form: VoteForm, features: tuple[str, ...]) -> VoteForm:
    """The form with further features."""
    return replace(form, features=(*form.features, *features))


CHOSEN, CHOSEN_PENALTY = FORMS[6], PENALTIES[0]
"""The form and penalty chosen inside the folds (docs/explanation/preregistration.md)."""
