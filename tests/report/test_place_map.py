"""The schematic map: everything within its frame, no name over another, sizes that can be read."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.figure import Circle, Figure, MarkGroup, Path
from sim.report.place_map import SHOWS_NOT, MapPlace, place_map
from sim.report.svg import to_plain_svg
from sim.scenario.catalogue import scenario_names
from sim.scenario.load import load_scenario


def drawn(name: str) -> tuple[Figure, list[MapPlace]]:
    places = [
        MapPlace(key, place.lat, place.lon, place.what)
        for key, place in load_scenario(name).places.items()
    ]
    return place_map(places, name), places


def check(figure: Figure) -> None:
    texts = figure.texts()
    for place, text in enumerate(texts):
        assert text.size >= 11
        assert text.box.inside(figure.frame), text.text
        for other in texts[place + 1 :]:
            assert not text.box.overlaps(other.box), f"{text.text} over {other.text}"
    for dot in figure.solids():
        assert dot.inside(figure.frame)


@pytest.mark.parametrize("name", scenario_names())
def test_every_shipped_scenario_has_a_map_with_every_name(name: str) -> None:
    figure, places = drawn(name)
    assert 4 <= len(places) <= 10
    check(figure)
    words = [text.text for text in figure.texts()]
    for place in places:
        assert place.name in words, "no name had to go below the frame"
        assert (round(place.lat, 1), round(place.lon, 1)) == (place.lat, place.lon)
        assert place.what


def dots(figure: Figure) -> list[tuple[float, float]]:
    groups = [mark for mark in figure.marks if isinstance(mark, MarkGroup)]
    return [(c.x, c.y) for group in groups for c in group.marks if isinstance(c, Circle)]


def test_distances_agree_with_the_scale_bar() -> None:
    """Tripoli and Benghazi are some 640 km apart on a sphere of 6,371 km."""
    figure, places = drawn("libya-2011")
    at = dict(zip((p.name for p in places), dots(figure), strict=True))
    pixels = math.dist(at["Tripoli"], at["Benghazi"])
    lines = [m for m in figure.marks if isinstance(m, Path) and m.ink.width == 1.6]
    bar = max(math.dist(*line.points) for line in lines)
    (length,) = [int(t.text[:-3]) for t in figure.texts() if t.text.endswith(" km")]
    a, b = (math.radians(v) for v in (32.9, 32.1))
    turn = math.radians(20.1 - 13.2)
    great = 6371 * math.acos(math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn))
    assert pixels / bar * length == pytest.approx(great, rel=0.04)


def test_north_is_up_and_east_is_right() -> None:
    figure = place_map([MapPlace("A", 10, 10), MapPlace("B", 12, 13)], "two")
    (ax, ay), (bx, by) = dots(figure)
    assert bx > ax
    assert by < ay


def test_the_caption_says_what_is_not_shown() -> None:
    figure, _ = drawn("korea-1950")
    for word in ("no borders", "coasts", "roads"):
        assert word in SHOWS_NOT
    assert SHOWS_NOT in figure.description


def test_names_are_text_and_never_markup() -> None:
    svg = to_plain_svg(place_map([MapPlace("<b>&", 1, 1, '"><script>')], "<i>"))
    assert "<b>" not in svg
    assert "<script>" not in svg
    assert "&lt;b&gt;&amp;" in svg


def test_without_places_there_is_no_map() -> None:
    with pytest.raises(ValueError, match="needs a place"):
        place_map([], "none")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-85, 85), st.integers(-170, 170), st.integers(0, 9)),
        min_size=1,
        max_size=12,
        unique=True,
    )
)
def test_any_places_stay_within_the_frame(found: list[tuple[int, int, int]]) -> None:
    places = [
        MapPlace(f"Place {n}", lat + tenth / 10, lon + tenth / 10)
        for n, (lat, lon, tenth) in enumerate(found)
    ]
    check(place_map(places, "anywhere"))


def test_places_on_one_spot_are_all_named() -> None:
    places = [MapPlace(f"Quarter number {n}", 33.5, 36.3) for n in range(12)]
    figure = place_map(places, "one spot")
    words = " ".join(text.text for text in figure.texts())
    for place in places:
        assert place.name in words
