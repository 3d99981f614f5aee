"""Files: refused before the work, written whole, the same on every run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.domain.errors import CouncilError, UsageError
from sim.programs import gallery
from sim.programs.gallery import write_gallery
from sim.report import bitmap
from sim.report.run_figures import run_figure, run_figures
from sim.report.run_page import run_page
from sim.report.write import (
    check_plot_target,
    check_report_target,
    write_figure,
    write_report,
)
from tests.report.fixtures import run_data, run_json


def test_a_report_is_written_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    size = write_report(run_page(run_data()), path)
    assert path.stat().st_size == size < 200_000
    assert list(tmp_path.iterdir()) == [path]


def test_targets_are_refused_before_anything_is_computed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.html"):
        check_report_target(tmp_path / "report.pdf")
    with pytest.raises(UsageError, match=r"\.svg or \.png"):
        check_plot_target(tmp_path / "figure.jpg")
    with pytest.raises(CouncilError, match="does not exist"):
        check_report_target(tmp_path / "nowhere" / "report.html")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(CouncilError, match="cannot be written"):
        check_report_target(tmp_path / "folder.html")
    check_report_target(tmp_path / "report.html")
    check_plot_target(tmp_path / "figure.svg")


def test_a_png_is_a_png_and_the_same_twice(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    figure = run_figure(run_data())
    write_figure(figure, tmp_path / "a.png")
    write_figure(figure, tmp_path / "b.png")
    content = (tmp_path / "a.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert content == (tmp_path / "b.png").read_bytes()


def test_without_matplotlib_a_png_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bitmap, "find_spec", lambda _: None)
    with pytest.raises(CouncilError, match=r"council-sim\[plot\]"):
        check_plot_target(tmp_path / "figure.png")


def test_an_unknown_figure_lists_those_there_are() -> None:
    with pytest.raises(UsageError, match="timeline"):
        run_figure(run_data(), "pie")


def test_the_gallery_holds_every_figure(tmp_path: Path) -> None:
    files = write_gallery(run_json(), tmp_path)
    assert [file.stem for file in files] == list(run_figures(run_data()))
    assert files[0].name == "horseshoe.svg"
    assert all(file.read_text(encoding="utf-8").startswith("<svg") for file in files)


def test_the_gallery_command_reads_a_run_and_explains_what_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "run.json"
    source.write_text(json.dumps(run_json()), encoding="utf-8")
    assert gallery.main([str(source), str(tmp_path)]) == 0
    assert "horseshoe.svg" in capsys.readouterr().out
    source.write_text("{}", encoding="utf-8")
    assert gallery.main([str(source), str(tmp_path)]) == 1
    assert "not the JSON of a run" in capsys.readouterr().err
    source.write_text("{", encoding="utf-8")
    assert gallery.main([str(source), str(tmp_path)]) == 1
    assert gallery.main([]) == 2
