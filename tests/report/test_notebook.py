"""The notebooks run from the first cell to the last, and show what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorials"
SHOWN = {
    "from-scenario-to-figure": (2, ("expected adoption", "numbers are assumed")),
    "questions-in-python": (
        1,
        ("votes no on S/2016/846", "lead of the vote cast", "ScenarioErrors"),
    ),
    "worlds-in-pandas": (1, ("in the forecast", "dtype: float64", "(300, ")),
}
"""Notebook -> how many figures it shows, and words among its outputs."""


def executed(name: str, folder: Path) -> Any:
    """The notebook, run in an empty folder."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(TUTORIALS / f"{name}.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "commit it without outputs"
    client = nbclient.NotebookClient(
        notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    client.execute()
    return notebook


def test_every_notebook_is_run() -> None:
    assert {path.stem for path in TUTORIALS.glob("*.ipynb")} == set(SHOWN)


@pytest.mark.timeout(300)
# The kernel's own machinery warns of its event loop and sockets.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SHOWN)
def test_a_notebook_shows_what_it_says(name: str, tmp_path: Path) -> None:
    notebook = executed(name, tmp_path)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    data = [output.get("data", {}) for output in outputs]
    figures, wanted = SHOWN[name]
    shown = [one for one in data if "<svg" in one.get("image/svg+xml", one.get("text/html", ""))]
    assert len(shown) == figures
    words = "\n".join(
        [one.get("text", "") for one in outputs] + [one.get("text/plain", "") for one in data]
    )
    assert [text for text in wanted if text not in words] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", SHOWN)
def test_no_notebook_calls_a_shell(name: str) -> None:
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(TUTORIALS / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.source.lstrip().startswith(("!", "%"))
            assert "\n!" not in cell.source
            assert "subprocess" not in cell.source
            assert "os.system" not in cell.source
