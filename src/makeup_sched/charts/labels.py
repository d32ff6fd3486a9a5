"""Fitting the words of a session into its box: lines and letters as large as there is room for.

Nothing is ever cut off: where the words don't fit even in the smallest letters, `fit` says so.
"""

from dataclasses import dataclass
from itertools import groupby

from makeup_sched.charts.lettering import LEADING, space_width, text_width

LETTERS = 1.05
"""Height of one line of letters with what hangs below it, as a multiple of their size."""
_TRIES = (
    ((9.0, 8.5), True),
    ((9.0, 8.5), False),
    ((8.0, 7.5), True),
    ((8.0, 7.5, 7.0), False),
)
"""Sizes of letters in points, and whether the head has lines of its own, the best first."""
_SEPARATOR = "·"


@dataclass(frozen=True)
class Word:
    """A word that is not broken."""

    text: str
    bold: bool


@dataclass(frozen=True)
class Piece:
    """Words in one weight, `x` points from the left end of their line and `width` wide."""

    text: str
    bold: bool
    x: float
    width: float


@dataclass(frozen=True)
class Label:
    """Lines of words and the size of their letters in points."""

    lines: tuple[tuple[Word, ...], ...]
    size: float

    @property
    def height(self) -> float:
        """Height in points, from the top of the first line's letters to the last one's foot."""
        return ((len(self.lines) - 1) * LEADING + LETTERS) * self.size


def fit(
    head: str, details: tuple[str, ...], width: float, height: float, *, bold: bool
) -> Label | None:
    """Fit a label into `width` by `height` points; None where it does not fit.

    The head stands on lines of its own where there is room, else everything runs on.
    """
    first = [Word(text, bold) for text in head.split(" ") if text]
    rest = _detail_words(details)
    joined = [*first, Word(_SEPARATOR, False), *rest] if rest else first
    for sizes, own_lines in _TRIES:
        for size in sizes:
            parts = (first, rest) if own_lines else (joined,)
            lines = tuple(line for words in parts for line in _broken(words, width, size))
            label = Label(lines, size)
            if _fits(label, width, height):
                return label
    return None


def line_width(line: tuple[Word, ...], size: float) -> float:
    """Return the width of a line of words in points."""
    written = pieces(line, size)
    return written[-1].x + written[-1].width if written else 0.0


def pieces(line: tuple[Word, ...], size: float) -> list[Piece]:
    """Return what is written of a line in one go: words of the same weight together."""
    found: list[Piece] = []
    x = 0.0
    for bold, words in groupby(line, key=lambda word: word.bold):
        text = " ".join(word.text for word in words)
        width = text_width(text, size, bold)
        found.append(Piece(text, bold, x, width))
        x += width + space_width(size)
    return found


def _detail_words(details: tuple[str, ...]) -> list[Word]:
    """Return the details with a dot that ends its line rather than beginning the next one."""
    words: list[Word] = []
    for number, part in enumerate(details):
        last = number == len(details) - 1
        words.append(Word(part if last else f"{part}\u00a0{_SEPARATOR}", False))
    return words


def _broken(words: list[Word], width: float, size: float) -> list[tuple[Word, ...]]:
    lines: list[tuple[Word, ...]] = []
    for word in words:
        if lines and line_width((*lines[-1], word), size) <= width:
            lines[-1] = (*lines[-1], word)
        else:
            lines.append((word,))
    return lines


def _fits(label: Label, width: float, height: float) -> bool:
    return label.height <= height and all(
        line_width(line, label.size) <= width for line in label.lines
    )
