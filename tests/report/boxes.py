"""Whether a figure's text can be read: nothing clipped, nothing over anything else."""

from __future__ import annotations

from itertools import combinations

from sim.report.figure import Figure


def faults(figure: Figure) -> list[str]:
    """What is wrong with the figure's text, in words; empty when all can be read."""
    texts = figure.texts()
    boxes = [text.box for text in texts]
    found = [
        f"clipped: {text.text!r}"
        for text, box in zip(texts, boxes, strict=True)
        if not box.inside(figure.frame)
    ]
    found += [
        f"{texts[i].text!r} over {texts[j].text!r}"
        for i, j in combinations(range(len(texts)), 2)
        if boxes[i].overlaps(boxes[j])
    ]
    found += [
        f"{text.text!r} over a mark"
        for solid in figure.solids()
        for text, box in zip(texts, boxes, strict=True)
        if box.overlaps(solid)
    ]
    return found
