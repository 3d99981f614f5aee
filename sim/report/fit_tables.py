"""Tables of a fit: coefficients, directions, profiles, positions after votes, ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.report.document import Cell, DocumentTable, table_of
from sim.studies.votes.alignment import Tie
from sim.studies.votes.positions import Posterior
from sim.studies.votes.published_fit import FitDirection, FittedCoefficient, PublishedFit

SHOWN = 20
"""Number of positions in the terminal; other formats have all."""


def fit_tables(answer: PublishedFit) -> list[DocumentTable]:
    """Coefficients, then the directions that the votes distinguish, then each profile."""
    return [
        table_of(FittedCoefficient, answer.coefficients, "Coefficients, with 95 % intervals"),
        table_of(FitDirection, answer.directions, "What the votes tell, least first", 1),
        *(
            DocumentTable(
                (name, "log_posterior"), points, f"Profile of {name}, others re-estimated"
            )
            for name, points in answer.profiles.items()
        ),
    ]


def fit_sentence(answer: PublishedFit) -> str:
    """The score per vote before and after, and how flat the mode is."""
    return (
        f"log score per vote {answer.log_score:.3f} (before: {answer.log_score_before:.3f}); "
        f"gradient at the mode {answer.largest_gradient:.1e}, "
        f"by two widths {answer.gradient_error:.1e} apart"
    )


def end_sentences(answer: PublishedFit) -> list[str]:
    """A sentence on each coefficient at an end of its range."""
    estimates = {one.coefficient: one.estimate for one in answer.coefficients}
    return [
        f"{name} is estimated at the end of its range, {estimates[name]:g}: the posterior still "
        "rises there, so it has no interval, and the others are estimated with it fixed."
        for name in answer.at_end
    ]


def position_table(answers: Mapping[str, Posterior], *, brief: bool) -> DocumentTable:
    """Positions before and after the recorded votes of each scenario.

    ``brief`` shows only those that moved most, without the scenario's name.
    """
    heads = ("scenario", "number", "before", "sd_before", "after", "sd_after", "moved")
    rows: list[tuple[Cell, ...]] = [
        (name, n.path, n.before, n.deviation_before, n.after, n.deviation_after, n.moved)
        for name, one in answers.items()
        for n in (one.numbers[:SHOWN] if brief else one.numbers)
    ]
    title = "Positions before and after the recorded votes"
    if brief:
        return DocumentTable(heads[1:], [row[1:] for row in rows], title)
    return DocumentTable(heads, rows, title)


def tie_table(ties: Sequence[Tie], ballots: int) -> DocumentTable:
    """Ties between members."""
    rows: list[tuple[Cell, ...]] = [
        (*t.members, t.ballots, t.agreement, t.kappa, t.weight) for t in ties
    ]
    heads = ("member", "with", "ballots", "agreement", "kappa", "tie")
    return DocumentTable(heads, rows, f"Ties from {ballots} contested ballots")
