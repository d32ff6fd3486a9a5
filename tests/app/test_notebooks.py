"""The notebooks: no stored outputs, more text than code, and they run from top to bottom."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from makeup_sched.app.notebooks import PAGES

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
LONGEST_CELL = 9


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_as_text_and_code_only(path: Path) -> None:
    book = _read(path)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert "widgets" not in book.metadata
    assert all(len(cell.source.splitlines()) <= LONGEST_CELL for cell in code)
    texts = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    assert sum(map(len, texts)) > sum(len(cell.source) for cell in code)
    # as a program writes it, so that saving it anew changes no line
    text = nbformat.writes(book)  # type: ignore[no-untyped-call]
    assert text + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_top_to_bottom(path: Path) -> None:
    book = _read(path)
    NotebookClient(book, timeout=180, store_widget_state=False,
                   resources={"metadata": {"path": str(FOLDER)}}).execute()  # fmt: skip
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert not [each for each in outputs if each.output_type == "error"]
    if path.stem in PAGES:
        # what a page shows is not in what a notebook keeps of it
        kept = [each.get("data", {}).get("text/plain", "") for each in outputs]
        assert kept
        assert all(text.endswith("()") for text in kept)


def test_every_page_is_a_notebook() -> None:
    assert set(PAGES) <= {path.stem for path in NOTEBOOKS}
