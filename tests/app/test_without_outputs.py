"""What JupyterLab writes under `make lab`: no notebook holds what its cells showed."""

import asyncio
import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.web import HTTPError

from makeup_sched.app import without_outputs as module
from makeup_sched.app.without_outputs import NotebooksWithoutOutputs, without_outputs

MAKEFILE = Path(__file__).parents[2] / "Makefile"
SECRET = "Kid Maple-01"
SHOWN = {"output_type": "stream", "name": "stdout", "text": SECRET}


def _book(*outputs: Any, source: str = "students") -> dict[str, Any]:
    about = {"tags": ["kept"], "execution": {"at": "12:00"}}
    cell = {"id": "a", "cell_type": "code", "source": source, "outputs": list(outputs),
            "execution_count": 7, "metadata": about}  # fmt: skip
    text = {"id": "b", "cell_type": "markdown", "source": "Words.", "metadata": {}}
    metadata = {"widgets": {"state": SECRET}, "title": "Mine"}
    return {"metadata": metadata, "cells": [cell, text], "nbformat": 4, "nbformat_minor": 5}


def _model(book: Any, form: str) -> dict[str, Any]:
    if form == "notebook":
        return {"type": "notebook", "format": "json", "content": book}
    text = json.dumps(book)
    content = base64.b64encode(text.encode()).decode() if form == "base64" else text
    return {"type": "file", "format": form, "content": content}


def _save(folder: Path, model: dict[str, Any], name: str = "mine.ipynb") -> Path:
    manager = NotebooksWithoutOutputs(root_dir=str(folder))
    asyncio.run(manager.save(model, name))
    return folder / name


@pytest.mark.parametrize("form", ["notebook", "text", "base64"])
def test_whatever_way_a_notebook_comes_its_file_holds_text_and_code_alone(
    tmp_path: Path, form: str
) -> None:
    path = _save(tmp_path, _model(_book(SHOWN), form))
    assert SECRET not in path.read_text(encoding="utf-8")
    kept = json.loads(path.read_text(encoding="utf-8"))
    code, text = kept["cells"]
    assert ("".join(code["source"]), code["outputs"], code["execution_count"]) == (
        "students",
        [],
        None,
    )
    assert code["metadata"] == {"tags": ["kept"]}
    assert "".join(text["source"]) == "Words."
    assert kept["metadata"] == {"title": "Mine"}
    checkpoints = tmp_path.rglob("*checkpoint*.ipynb")
    assert all(SECRET not in each.read_text(encoding="utf-8") for each in checkpoints)


def test_a_copy_of_a_notebook_that_another_program_saved_holds_no_outputs(tmp_path: Path) -> None:
    (tmp_path / "theirs.ipynb").write_text(json.dumps(_book(SHOWN)), encoding="utf-8")
    manager = NotebooksWithoutOutputs(root_dir=str(tmp_path))
    copy = asyncio.run(manager.copy("theirs.ipynb"))  # type: ignore[no-untyped-call]
    assert SECRET not in (tmp_path / copy["path"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("model", [
    {"type": "file", "format": "text", "content": "{" + SECRET},
    {"type": "file", "format": "text", "content": json.dumps({"worksheets": [SECRET]})},
    {"type": "notebook", "content": {"metadata": {}, "worksheets": [SECRET]}},
    {"type": "file", "format": "base64", "content": "AAAA", "chunk": 1},
])  # fmt: skip
def test_what_cannot_be_read_is_refused_and_nothing_is_written(
    tmp_path: Path, model: dict[str, Any]
) -> None:
    with pytest.raises(HTTPError, match=r"Not saved|Not taken") as refused:
        _save(tmp_path, model)
    assert SECRET not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_other_files_and_empty_notebooks_are_saved_as_they_are(tmp_path: Path) -> None:
    text = {"type": "file", "format": "text", "content": "outputs: 3"}
    assert _save(tmp_path, text, "notes.txt").read_text(encoding="utf-8") == "outputs: 3"
    empty = {"type": "file", "format": "text", "content": ""}
    assert _save(tmp_path, empty).read_text(encoding="utf-8") == ""


@given(st.lists(st.text()), st.text())
def test_only_what_was_typed_is_left(shown: list[str], source: str) -> None:
    outputs = [{**SHOWN, "text": text} for text in shown]
    model = {"type": "notebook", "content": _book(*outputs, source=source)}
    kept = without_outputs(model, "a.ipynb")["content"]["cells"]
    assert [cell["source"] for cell in kept] == [source, "Words."]
    assert kept[0]["outputs"] == []


def test_make_lab_saves_so() -> None:
    named = re.search(r"--ServerApp\.contents_manager_class=(\S+)", MAKEFILE.read_text())
    assert named is not None
    assert named[1] == f"{module.__name__}.{NotebooksWithoutOutputs.__name__}"
