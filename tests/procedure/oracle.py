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


def decided_text(parts, amendments, requested, carried):
    """Rules 32 and 36, step by step: what is left of a text, and whether it is adopted.

    ``carried(kind, name)`` takes one ballot. An amendment has a ``symbol``, ``deletes``, ``parts``,
    ``requested`` (those of its parts on which separate votes were asked), ``first``, ``distance``,
    and a ``sub``-amendment or None.
    """
    text = list(parts)
    first = [item for item in amendments if _goes_first(item, parts)]
    others = [item for item in amendments if not _goes_first(item, parts)]
    for item in sorted(first, key=_nearness) + sorted(others, key=_nearness):
        brings = list(item["parts"])
        sub = item["sub"]
        if sub is not None and carried("amendment", sub["symbol"]):
            brings = [part for part in brings if part not in sub["deletes"]]
            brings += sub["parts"] or ([] if sub["deletes"] else [sub["symbol"]])
        for part in item["requested"]:
            if part in brings and not carried("part", part):
                brings.remove(part)
        if item["deletes"] and not brings and not set(item["deletes"]) & set(text):
            continue  # all that it deletes is gone already
        if item["parts"] and not brings and not item["deletes"]:
            continue  # nothing is left of it
        if not carried("amendment", item["symbol"]):
            continue
        text = [part for part in text if part not in item["deletes"]]
        if not item["parts"] and not item["deletes"]:
            brings = [item["symbol"]]
        text = text + brings
    for part in requested:
        if part in text and not carried("part", part):
            text.remove(part)
    return text, bool(text) and carried("proposal", "A")


def _goes_first(item, parts):
    if item["parts"] and not item["deletes"]:
        return set(item["parts"]).isdisjoint(parts)  # it adds them
    return item["first"]


def _nearness(item):
    return -item["distance"]
