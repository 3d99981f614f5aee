"""Test the vote on the base of ballots: the answers of ``backtest --base``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

from sim.engines.parallel import on_threads
from sim.studies.votes.base.candidates import (
    ADDED,
    CHOSEN,
    CHOSEN_PENALTY,
    FORMS,
    PENALTIES,
    with_added,
)
from sim.studies.votes.base.estimation import PENALTY, Penalty
from sim.studies.votes.base.folds import (
    Candidate,
    LeftOut,
    choose_candidates,
    left_out,
    nested,
    pairs_of,
    rolling,
)
from sim.studies.votes.base.forms import VoteForm
from sim.studies.votes.base.joint import Forecast
from sim.studies.votes.base.logit import at_strength, penalised_logit
from sim.studies.votes.base.reading import BaseSource, pens_again
from sim.studies.votes.base.results import (
    BallotGroup,
    BaseComparison,
    ForecasterScores,
    GroupScores,
    Lead,
    NestedChoice,
    OtherPens,
    TriedForm,
)
from sim.studies.votes.base.rivals import BY_FEATURE, DRAW, by_rule, rivals, with_draw
from sim.studies.votes.base.rows import BallotRows, Floats
from sim.studies.votes.base.scoring import ahead, score
from sim.studies.votes.base.splits import (
    GROUPS,
    split_by_member,
    weighted_calibration,
    with_other_pens,
    with_wrong_pens,
)
from sim.studies.watching import StageWatch

SILENT = StageWatch()
FIRST_YEAR = 2004
"""First year of the rolling origin: a third of the ballots are earlier."""
WRONG_PENS = (0.0, 0.1, 0.25, 0.5)
"""Shares of the ballots whose penholders are replaced."""


def one_left_out(
    form: VoteForm,
    rows: BallotRows,
    penalty: Penalty = CHOSEN_PENALTY,
    watch: StageWatch = SILENT,
) -> LeftOut:
    """The form's forecasts of every left-out dossier, by default with the chosen penalty."""
    with watch.stage(form.name, len(rows.folds), unit="dossiers") as advance:
        return left_out(form, rows, penalty=penalty, mapper=on_threads, progress=advance)


def every_rival(rows: BallotRows, watch: StageWatch = SILENT) -> dict[str, Forecast]:
    """The baselines by name; the penalised logit only if scikit-learn is installed."""
    watch.tell("baselines")
    out = rivals(rows, on_threads)
    if find_spec("sklearn") is None:
        watch.tell("the penalised logit needs scikit-learn: pip install 'council-sim[baselines]'")
        return out
    watch.tell("penalised logit")
    out["penalised logit"] = by_rule(penalised_logit, rows)
    out["penalised logit" + DRAW] = with_draw(at_strength(0.1), rows, on_threads)
    return out


def compare_on_base(rows: BallotRows, watch: StageWatch = SILENT) -> BaseComparison:
    """Score every form and every baseline on left-out dossiers."""
    forms = tuple(
        TriedForm(
            item.name,
            len(item.parameters),
            score(one_left_out(item, rows, PENALTY, watch).forecast, rows),
        )
        for item in FORMS
    )
    model = one_left_out(CHOSEN, rows, watch=watch).forecast
    every = every_rival(rows, watch) | {
        name: one_left_out(with_added(CHOSEN, features), rows, watch=watch).forecast
        for name, features in ADDED.items()
    }
    named = {CHOSEN.name: model, **every}
    forecast_votes = rows.forecast
    return BaseComparison(
        chosen=CHOSEN.name,
        forms=forms,
        forecasters=tuple(
            ForecasterScores(name, score(item, rows)) for name, item in named.items()
        ),
        leads=tuple(
            Lead(name, ahead(model, item, rows), ahead(model, item, rows, contested=True))
            for name, item in every.items()
        ),
        yes=tuple(
            weighted_calibration(
                model.chance[0, forecast_votes],
                rows.cast[forecast_votes] == 0,
                rows.weight[rows.ballot[forecast_votes]],
            )
        ),
        adopted=tuple(weighted_calibration(model.adoption, rows.adopted, rows.weight)),
    )


def choose_inside(rows: BallotRows, watch: StageWatch = SILENT) -> NestedChoice:
    """Choose the form, then the penalty, inside the folds, and score the choices."""
    left_outs = [one_left_out(form, rows, PENALTY, watch) for form in FORMS]
    inner = [
        _inside((form, PENALTY), rows, near, f"{form.name}, inside", watch)
        for form, near in zip(FORMS, left_outs, strict=True)
    ]
    choices = choose_candidates(rows, inner)
    picked = FORMS[max({c.chosen for c in choices}, key=[c.chosen for c in choices].count)]
    by_penalty = [one_left_out(picked, rows, p, watch) for p in PENALTIES]
    inside = [
        _inside((picked, p), rows, near, f"{picked.name}, spread {p.weight_spread:g}", watch)
        for p, near in zip(PENALTIES, by_penalty, strict=True)
    ]
    tightest = choose_candidates(rows, inside)
    return NestedChoice(
        forms=tuple(form.name for form in FORMS),
        spreads=tuple(p.weight_spread for p in PENALTIES),
        form=picked.name,
        by_form=tuple(choices),
        by_spread=tuple(tightest),
        scores=(
            ForecasterScores("forms chosen inside", score(nested(rows, left_outs, choices), rows)),
            ForecasterScores(
                "penalties chosen inside", score(nested(rows, by_penalty, tightest), rows)
            ),
        ),
    )


def _inside(
    candidate: Candidate, rows: BallotRows, near: LeftOut, what: str, watch: StageWatch
) -> Mapping[frozenset[str], Floats]:
    """A candidate's log chances without each pair of dossiers, with progress called ``what``."""
    pairs = len(rows.folds) * (len(rows.folds) - 1) // 2
    with watch.stage(what, pairs, unit="pairs") as advance:
        return pairs_of(candidate, rows, near, on_threads, advance)


def forecast_by_year(rows: BallotRows, watch: StageWatch = SILENT) -> tuple[ForecasterScores, ...]:
    """Forecast each year from ``FIRST_YEAR`` on from earlier years, by every form and simple rule.

    The first is the chosen form with its penalty, called ``chosen``.
    """
    simple = [
        VoteForm(name + (DRAW if shared else ""), features, "ordered", shared=shared, veto=False)
        for shared in (False, True)
        for name, features in BY_FEATURE.items()
    ]
    out = []
    with watch.stage("by year", 1 + len(FORMS) + len(simple), unit="forms") as advance:
        out.append(
            ForecasterScores(
                "chosen", score(rolling(CHOSEN, rows, FIRST_YEAR, CHOSEN_PENALTY), rows)
            )
        )
        advance(1)
        for form in (*FORMS, *simple):
            out.append(ForecasterScores(form.name, score(rolling(form, rows, FIRST_YEAR), rows)))
            advance(1)
    return tuple(out)


def score_by_group(
    rows: BallotRows, by: str, names: Mapping[str, str] | None = None, watch: StageWatch = SILENT
) -> GroupScores:
    """Scores by ``member`` or by one of ``GROUPS``.

    Args:
        rows: The ballots.
        by: How to split them.
        names: Forecasters to score, with their labels; all if None.
        watch: Receives progress.
    """
    model = one_left_out(CHOSEN, rows, watch=watch).forecast
    every = {"model": model, **every_rival(rows, watch)}
    if names is not None:
        every = {called: every[name] for name, called in names.items() if name in every}
    forecasts = tuple(every.values())
    if by == "member":
        return GroupScores(tuple(every), members=tuple(split_by_member(rows, forecasts)))
    groups = tuple(
        BallotGroup(
            name,
            int(ballots.sum()),
            int((ballots & rows.contested).sum()),
            tuple(score(forecast, rows, ballots) for forecast in forecasts),
        )
        for name, ballots in GROUPS[by](rows).items()
        if ballots.any()
    )
    return GroupScores(tuple(every), groups=groups)


def put_pens_wrong(
    base_source: BaseSource, rows: BallotRows, watch: StageWatch = SILENT
) -> tuple[OtherPens, ...]:
    """The chosen form's log scores with penholders other than those of the base.

    Replaced at random for each share of ``WRONG_PENS`` and for the share at which a second coder
    differs, and then as the second coder has them.
    """
    left_out = one_left_out(CHOSEN, rows, watch=watch)
    again = pens_again(base_source)
    apart = len(again) / len(base_source.ballots)
    rates = sorted({*WRONG_PENS, apart})
    out = []
    with watch.stage("other penholders", len(rates) + 1, unit="scores") as advance:
        for rate in rates:
            wrong = with_wrong_pens(base_source, rows, left_out, rate)
            out.append(OtherPens("drawn", rate, *wrong))
            advance(1)
        second = with_other_pens(base_source, rows, left_out, again)
        advance(1)
    return (*out, OtherPens("second coder", apart, *second))
