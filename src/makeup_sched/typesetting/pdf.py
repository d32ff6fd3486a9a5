"""From a typst template and data to a PDF or a picture; data is never read as markup."""

import json
import tempfile
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
_NO_LETTER = "\ufffd"
"""Stands for a letter that is not there; typst refuses to make a PDF that lacks one."""


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


def has_letters(text: str) -> bool:
    """Say whether the fonts of the package have every letter of a text."""
    return _with_known_letters(text) == text


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
            sys_inputs={"data": _with_known_letters(json.dumps(data, ensure_ascii=False))},
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            **options,
        )
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made or b"")]


def _with_known_letters(text: str) -> str:
    """Return text with a sign in place of each letter that no font of the package has."""
    if text.isascii():
        return text
    known = _letters()
    return "".join(
        letter if ord(letter) in known or letter.isspace() or _is_unseen(letter) else _NO_LETTER
        for letter in text
    )


def _is_unseen(letter: str) -> bool:
    """Say whether a character only says how others are drawn, so that no font needs it."""
    return unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f"


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font  # takes a moment, only wanted here

    fonts = (path for path in sorted(FONTS.iterdir()) if path.suffix in (".ttf", ".otf"))
    return frozenset().union(*(FT2Font(str(path)).get_charmap() for path in fonts))
