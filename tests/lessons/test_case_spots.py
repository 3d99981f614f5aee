"""The map of a case that names no places: the seats of government of the States concerned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.language.catalogues import language_called
from sim.lessons.background import case_map
from sim.lessons.case_spots import FARTHEST, kilometres, map_places, seats_of_government
from sim.report.place_map import MapPlace
from sim.scenario.dossiers.read import shipped_dossiers
from sim.scenario.dossiers.roles import CONCERNED
from sim.scenario.errors import Findings
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from tests.classroom.scene import scene


def on_dossier(folder: Path, dossier: str, day: str, text: str) -> Scenario:
    """A case as `council new` makes it."""
    wanted = ["new", "mine", "--dossier", dossier, "--date", day, "--text", text]
    result = CliRunner().invoke(app, wanted)
    assert result.exit_code == 0, result.output
    return load_scenario(str(folder / "mine.yaml"))


@pytest.mark.parametrize(
    ("dossier", "day", "text", "names"),
    [
        ("cyprus", "2004-04-21", "territory=0.5", ["Nicosia", "Ankara"]),
        ("ukraine", "2022-02-25", "halt=1", ["Moscow", "Kyiv"]),
        ("sudan", "2012-05-02", "halt=1", []),
        ("nonproliferation", "2010-06-09", "arms=1", []),
    ],
)
def test_a_case_made_from_a_dossier_has_the_seats_of_those_whose_matter_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dossier: str, day: str, text: str,
    names: list[str],
) -> None:  # fmt: skip
    """One seat alone is no map, and neither are seats on three continents."""
    monkeypatch.chdir(tmp_path)
    made = on_dossier(tmp_path, dossier, day, text)
    assert [place.name for place in map_places(made)] == names
    drawn = case_map(made)
    assert bool(drawn) == bool(names)
    for name in names:
        assert f">{name}<" in drawn


def invited(*codes: str, day: date = date(2016, 10, 8)) -> Scenario:
    plain = scene()
    council = plain.council.model_copy(update={"invited": codes, "date": day})
    return plain.model_copy(update={"places": {}, "council": council})


def test_places_that_a_case_names_win() -> None:
    flagship = load_scenario("aleppo-2016-10-08")
    assert [place.name for place in map_places(flagship)] == list(flagship.places)


def test_a_seat_that_moved_is_not_taken_afterwards() -> None:
    assert [p.name for p in map_places(invited("BDI", "RWA"))] == ["Bujumbura", "Kigali"]
    assert map_places(invited("BDI", "RWA", day=date(2020, 1, 2))) == ()


def test_distances_are_those_along_the_earth() -> None:
    kyiv, moscow = MapPlace("Kyiv", 50.5, 30.5), MapPlace("Moscow", 55.8, 37.6)
    assert kilometres(kyiv, moscow) == pytest.approx(756, abs=8)
    assert kilometres(kyiv, kyiv) == 0
    date_line = MapPlace("west", 0.0, 179.5), MapPlace("east", 0.0, -179.5)
    assert kilometres(*date_line) == pytest.approx(111.2, abs=0.2)
    assert kilometres(kyiv, MapPlace("Tokyo", 35.7, 139.7)) > FARTHEST


def test_every_state_whose_matter_a_dossier_holds_has_a_seat() -> None:
    wanted = {
        spell.state
        for read in shipped_dossiers(Findings())
        for spell in read.dossier.roles
        if spell.role in CONCERNED
    }
    assert wanted
    assert wanted <= set(seats_of_government())


def test_seats_are_called_as_in_the_reader_s_language() -> None:
    drawn = case_map(invited("UKR", "RUS", "GRC"), language_called("fr"))
    assert ">Athènes<" in drawn
    assert ">Moscou<" in drawn
    assert "siège du gouvernement" in drawn
