"""From a typst template and data to a PDF or a picture; data is never read as markup."""

import json
import tempfile
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"


def pdf_bytes(
    template: Traversable, data: Mapping[str, Any], files: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a PDF that screen readers can follow (PDF/UA-1).

    Parameters
    ----------
    template
        A typst file that reads `json(bytes(sys.inputs.data))`. It gives the document a title.
    data
        What the template shows, as JSON can hold it.
    files
        Pictures that the template shows, by name.
    """
    (made,) = _compiled(template, data, files or {}, {"pdf_standards": ["ua-1"]})
    return made


def png_pages(
    template: Traversable, data: Mapping[str, Any], *, dots_per_inch: float = 70
) -> list[bytes]:
    """Return the pages as pictures."""
    return _compiled(template, data, {}, {"format": "png", "ppi": dots_per_inch})


def _compiled(
    template: Traversable,
    data: Mapping[str, Any],
    files: Mapping[str, bytes],
    options: Mapping[str, Any],
) -> list[bytes]:
    import typst  # a large library, only wanted here

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / template.name
        source.write_bytes(template.read_bytes())
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        made = typst.compile(
            str(source),
            root=folder,
            sys_inputs={"data": json.dumps(data)},
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            **options,
        )
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made or b"")]
