"""The researcher's notebook runs from its first cell to its last, and shows what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorials" / "from-scenario-to-figure.ipynb"


@pytest.mark.timeout(300)
# The kernel's own machinery warns of its event loop and sockets.
@pytest.mark.filterwarnings("ignore")
def test_the_notebook_goes_from_scenario_to_figure(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "commit it without outputs"
    client = nbclient.NotebookClient(
        notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    shown = [
        output.get("data", {}).get("image/svg+xml", "") or output.get("text", "")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]
    assert sum("<svg" in words for words in shown) == 2
    assert any("expected adoption" in words for words in shown)
    assert any("numbers are assumed" in words for words in shown)
    assert list(tmp_path.iterdir()) == []
