"""Files: refused before the work, written whole, the same on every run."""

from __future__ import annotations

import struct
import zlib
from functools import partial
from pathlib import Path

import pytest
from resvg_py import svg_to_bytes

from sim.domain.errors import CouncilError, UsageError
from sim.programs import gallery
from sim.programs.gallery import write_gallery
from sim.report import bitmap
from sim.report.bitmap import SCALE, need_font, to_png
from sim.report.figure import Figure, TextMark
from sim.report.palette import ROLES
from sim.report.run_figures import run_charts
from sim.report.run_page import run_page
from sim.report.write import (
    check_plot_target,
    check_report_target,
    write_figure,
    write_report,
)
from tests.report.fixtures import run_data, run_figures


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
    for nameless in ("", ".", "..", "/"):
        for check in (check_report_target, check_plot_target):
            with pytest.raises(UsageError, match="needs a file name that ends in"):
                check(Path(nameless))
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(CouncilError, match="cannot be written"):
        check_report_target(tmp_path / "folder.html")
    check_report_target(tmp_path / "report.html")
    check_plot_target(tmp_path / "figure.svg")


def test_a_file_that_appeared_during_the_computation_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    check_report_target(path)
    path.write_text("somebody's own")
    with pytest.raises(UsageError, match="was not written by this program"):
        write_report(run_page(run_data()), path)
    assert path.read_text() == "somebody's own"


def test_a_png_is_a_png_and_the_same_twice(tmp_path: Path) -> None:
    figure = run_figures(run_data())["horseshoe"]
    write_figure(figure, tmp_path / "a.png")
    write_figure(figure, tmp_path / "b.png")
    content = (tmp_path / "a.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) == pytest.approx((figure.width * SCALE, figure.height * SCALE), abs=1)
    assert content == (tmp_path / "b.png").read_bytes()


def test_a_png_has_light_colours_and_text(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(bitmap, "svg_to_bytes", lambda **how: seen.append(how["svg_string"]) or b"")
    monkeypatch.setattr(bitmap, "need_font", lambda: None)
    to_png(Figure(9.0, 9.0, "t", "d", (TextMark(1.0, 8.0, "words", fill="no"),)))
    assert f".f-no{{fill:{ROLES['no'].light}}}" in seen[0]
    assert "var(" not in seen[0]
    assert ">words</text>" in seen[0]


def test_a_png_without_a_font_is_refused_before_anything_is_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bitmap, "svg_to_bytes", partial(svg_to_bytes, skip_system_fonts=True))
    need_font.cache_clear()
    with pytest.raises(CouncilError, match=r"needs a font"):
        check_plot_target(tmp_path / "figure.png")
    with pytest.raises(CouncilError, match=r"needs a font"):
        to_png(Figure(9.0, 9.0, "t", "d", ()))


def test_the_gallery_holds_every_figure(tmp_path: Path) -> None:
    files = write_gallery(run_data(), tmp_path)
    assert [file.stem for file in files] == list(run_charts(run_data()))
    assert files[0].name == "horseshoe.svg"
    assert all(file.read_text(encoding="utf-8").startswith("<svg") for file in files)


def test_the_gallery_command_runs_a_scenario_and_explains_what_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gallery.main(["s-2012-77", str(tmp_path)]) == 0
    assert "horseshoe.svg" in capsys.readouterr().out
    assert gallery.main(["no-such-scenario", str(tmp_path)]) != 0
    assert "no-such-scenario" in capsys.readouterr().err
    assert gallery.main([]) == 2


OTHERS = {
    "mine.html": b"<!doctype html><title>Mine</title>",
    "mine.svg": b'<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="mine"></svg>',
    "mine.png": b"\x89PNG\r\n\x1a\n" + bytes(60),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("text", [True, False])
def test_a_file_that_was_not_written_here_is_never_replaced(
    tmp_path: Path, name: str, text: bool
) -> None:
    check = check_report_target if name.endswith("html") else check_plot_target
    path, content = tmp_path / name, b"precious\n" if text else OTHERS[name]
    path.write_bytes(content)
    with pytest.raises(CouncilError, match="was not written by this program"):
        check(path)
    assert path.read_bytes() == content
    path.write_bytes(b"")
    check(path)  # an empty file has nothing to lose


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_newer_figure_replaces_an_older_one(tmp_path: Path, ending: str) -> None:
    figure, path = run_figures(run_data())["horseshoe"], tmp_path / f"a.{ending}"
    write_figure(figure, path)
    write_figure(figure, path)
    if ending == "png":
        content, place, kinds = path.read_bytes(), 8, []
        while place < len(content):
            (size,) = struct.unpack(">I", content[place : place + 4])
            body = content[place + 4 : place + 8 + size]
            (check,) = struct.unpack(">I", content[place + 8 + size : place + 12 + size])
            assert check == zlib.crc32(body)
            kinds.append(body[:4])
            place += 12 + size
        assert (kinds[0], kinds[1], kinds[-1]) == (b"IHDR", b"tEXt", b"IEND")
