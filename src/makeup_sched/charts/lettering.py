"""The one typeface of the pictures and the width of words in it.

The typeface comes with matplotlib, so a picture looks the same wherever it is drawn, and words
can be measured before anything is drawn.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

FAMILY = "DejaVu Sans"
LEADING = 1.2
"""Distance of two lines, as a multiple of the size of the letters."""
_MEASURED_SIZE = 100.0
_ROOM_FOR_HINTING = 1.04
_NOT_DRAWABLE = "\u25a1"


@lru_cache(maxsize=2)
def typeface(bold: bool) -> "FontProperties":
    """Return the typeface; its size is set where it is used."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=[FAMILY],
        style="normal",
        variant="normal",
        weight="bold" if bold else "normal",
        stretch="normal",
        size=_MEASURED_SIZE,
    )


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line of text in points."""
    return _width(text, bold) * size / _MEASURED_SIZE * _ROOM_FOR_HINTING


def space_width(size: float) -> float:
    """Return the width of a space between two words in points."""
    return text_width("n n", size) - text_width("nn", size)


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    from matplotlib.textpath import text_to_path

    if not text:
        return 0.0
    width, _, _ = text_to_path.get_text_width_height_descent(
        drawable(text), typeface(bold), ismath=False
    )
    return float(width)


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(typeface(False))).get_charmap())


def is_drawable(text: str) -> bool:
    """Tell whether the typeface has every letter of the text."""
    return all(ord(letter) in _letters() for letter in text)


def drawable(text: str) -> str:
    """Return the text in one line, letters that the typeface lacks as a small box."""
    plain = text.replace("\n", " ").replace("\t", " ")
    return "".join(letter if ord(letter) in _letters() else _NOT_DRAWABLE for letter in plain)


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break text at its spaces into lines no wider than `width` points where words allow."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
