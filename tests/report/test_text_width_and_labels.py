"""Text widths are never too small, wrapped lines never too wide, labels never over each other."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.states import STATES
from sim.report.figure import Box
from sim.report.labels import Label, place
from sim.report.text_width import text_width, wrap

FACES = (
    "/usr/share/fonts/truetype/liberation/LiberationSans-{}.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf",
)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("face", FACES)
def test_no_state_name_is_wider_in_a_real_face(face: str, bold: bool) -> None:
    image_font = pytest.importorskip("PIL.ImageFont")
    style = ("Bold" if bold else "Regular") if "Liberation" in face else ("-Bold" if bold else "")
    try:
        font = image_font.truetype(face.format(style), 100)
    except OSError:
        pytest.skip(f"this machine lacks {face.format(style)}")
    for state in STATES.values():
        text = f"{state.name} 11–2–2, 97% (S/2016/846) “yes”"
        assert font.getlength(text) <= text_width(text, 100, bold=bold) + 1


@given(st.text(max_size=200), st.floats(20, 300), st.floats(6, 30), st.booleans())
def test_lines_fit_and_no_word_is_lost(text: str, width: float, size: float, bold: bool) -> None:
    lines = wrap(text, width, size, bold=bold)
    for line in lines:
        assert text_width(line, size, bold=bold) <= width or len(line) == 1
    assert "".join(lines).replace(" ", "") == "".join(text.split()).replace(" ", "")


points = st.tuples(st.floats(0, 300), st.floats(0, 300))
words = st.lists(st.sampled_from(["RUS", "United Kingdom", "a longer label here"]), min_size=1)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(points, words), max_size=30), st.lists(points, max_size=20))
def test_placed_labels_keep_apart_and_within_the_frame(
    wanted: list[tuple[tuple[float, float], list[str]]], marks: list[tuple[float, float]]
) -> None:
    frame = Box(0, 0, 300, 300)
    obstacles = [Box(x - 4, y - 4, x + 4, y + 4) for x, y in marks]
    labels = [Label(x, y, tuple(lines[:3])) for (x, y), lines in wanted]
    placed = [item for item in place(labels, frame, obstacles) if item]
    boxes = [item.box for item in placed]
    assert all(box.inside(frame) for box in boxes)
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert not any(a.overlaps(b) for a in boxes for b in obstacles)
    for item in placed:
        for text in item.texts():
            assert text.box.left >= item.box.left - 0.01
            assert text.box.right <= item.box.right + 0.01


def test_a_lone_label_stands_beside_its_point() -> None:
    (placed,) = place([Label(100, 100, ("RUS",))], Box(0, 0, 300, 300))
    assert placed is not None
    assert not placed.far
    assert placed.box.left == pytest.approx(108)
    assert (placed.box.top + placed.box.bottom) / 2 == pytest.approx(100)


def test_a_label_without_room_is_returned_as_such() -> None:
    assert place([Label(5, 5, ("much too wide",))], Box(0, 0, 20, 20)) == [None]
