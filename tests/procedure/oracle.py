"""Article 27 again, slowly and without arrays: counted by hand, seat by seat."""

from __future__ import annotations


def outcome(votes, permanent, *, quota, blocking=1, procedural=False):
    yes = 0
    permanent_against = 0
    for vote, stays in zip(votes, permanent, strict=True):
        if vote == "yes":
            yes = yes + 1
        elif vote == "no" and stays:
            permanent_against = permanent_against + 1
    if yes < quota:
        return "not_adopted"
    if procedural:
        return "adopted"
    if blocking > 0 and permanent_against >= blocking:
        return "vetoed"
    return "adopted"
