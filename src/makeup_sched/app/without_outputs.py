"""Writes notebooks without what their cells show: the contents manager of `make lab`'s JupyterLab.

What a cell shows can hold names of students; a file without it can be shared, unless somebody typed
or pasted such data into a cell, which is kept.
"""

import base64
import json
import os
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError

from makeup_sched.app.notebooks import SERVER_VARIABLE

_UNREADABLE = "Not saved: what a notebook's cells show is left out, and this one cannot be read."
_IN_PARTS = "Not taken: a notebook this large holds what its cells show. Clear its outputs first."
_Model = dict[str, Any]


class NotebooksWithoutOutputs(AsyncLargeFileManager):
    """Jupyter's own contents manager, but no notebook is written with what its cells show.

    Not a `pre_save_hook`: where one of these fails, Jupyter saves all the same, and settings of the
    user could put another one in its place.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        os.environ[SERVER_VARIABLE] = str(os.getpid())

    async def save(self, model: _Model, path: str = "") -> Any:
        """Save a file, a notebook without what its cells show.

        Raises HTTPError for a notebook that cannot be read; nothing is written then.
        """
        return await super().save(without_outputs(model, path), path)  # type: ignore[no-untyped-call]


def without_outputs(model: _Model, path: str) -> _Model:
    """Return what is to be saved, a notebook without outputs, execution counts and widget state.

    `model` is that of Jupyter's contents service; notebooks also come as files, from its text
    editor and from uploads.
    """
    kind = model.get("type")
    if kind == "directory" or (kind != "notebook" and not path.casefold().endswith(".ipynb")):
        return model
    if "chunk" in model:
        raise HTTPError(400, reason=_IN_PARTS)
    content = model.get("content")
    if content is None:
        return model
    try:
        if kind == "notebook":
            return {**model, "content": _cleared(content)}
        text = base64.b64decode(content) if model.get("format") == "base64" else content
        if not text.strip():
            return model
        cleared = json.dumps(_cleared(json.loads(text)), indent=1, ensure_ascii=False)
        return {**model, "format": "text", "content": f"{cleared}\n"}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise HTTPError(400, reason=_UNREADABLE) from error


def _cleared(book: Any) -> _Model:
    """Return a notebook with what its cells show taken out; KeyError for an older form of it."""
    kept = {key: value for key, value in book["metadata"].items() if key != "widgets"}
    return {**book, "metadata": kept, "cells": [_cell(cell) for cell in book["cells"]]}


def _cell(cell: _Model) -> _Model:
    if cell["cell_type"] != "code":
        return cell
    about = {key: value for key, value in cell["metadata"].items() if key != "execution"}
    return {**cell, "metadata": about, "outputs": [], "execution_count": None}
