"""Colours: contrast by WCAG, and votes told apart with any common colour-vision deficiency."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from sim.report.palette import ROLES, contrast, ramp, stylesheet

TEXT_ON = [
    *((role, "paper") for role in ("ink", "muted", "link", "warn", "yes", "no", "abstain")),
    *((role, "panel") for role in ("ink", "muted", "link", "yes", "no", "abstain")),
    *(("on-vote", role) for role in ("yes", "no", "abstain")),
    ("paper", "warn"),
    *((f"ramp{i}-ink", f"ramp{i}") for i in range(10)),
    *((f"diverging{i}-ink", f"diverging{i}") for i in range(9)),
]
# Deuteranopia, protanopia and tritanopia at full severity (Machado, Oliveira and Fernandes 2009).
DEFICIENCIES = {
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_meets_wcag_aa(text: str, ground: str, mode: str) -> None:
    assert contrast(getattr(ROLES[text], mode), getattr(ROLES[ground], mode)) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_lines_of_absent_members_meet_the_contrast_of_graphics(mode: str) -> None:
    assert contrast(getattr(ROLES["line"], mode), getattr(ROLES["paper"], mode)) >= 3


def _linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("kind", DEFICIENCIES)
def test_votes_differ_for_colour_blind_readers(kind: str, mode: str) -> None:
    matrix = np.array(DEFICIENCIES[kind])
    for one, other in combinations(("yes", "no", "abstain"), 2):
        colours = [_lab(matrix @ _linear(getattr(ROLES[r], mode))) for r in (one, other)]
        assert np.linalg.norm(colours[0] - colours[1]) > 10, (one, other)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_ramp_covers_its_range() -> None:
    assert (ramp(0), ramp(1), ramp(7)) == ("ramp0", "ramp9", "ramp9")
    assert [ramp(v, diverging=True) for v in (-1, 0, 1)] == [
        "diverging0",
        "diverging4",
        "diverging8",
    ]


def test_dark_colours_apply_on_screens_only() -> None:
    assert "@media screen and (prefers-color-scheme:dark)" in stylesheet(["ink"])
