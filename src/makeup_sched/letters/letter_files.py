"""Letters as PDF and as plain text, the English one after the one in another language."""

from collections.abc import Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any

from makeup_sched.letters.isolation import without_marks
from makeup_sched.letters.letter import Letter, LetterSection, LetterTable
from makeup_sched.typesetting.pdf import pdf_bytes

_WIDEST, _NARROWEST, _MARGIN = 28, 7, 2
_FULL_WIDTH = 1.8
"""How many times as wide as a Latin letter a Chinese one is."""
_BOLD = 1.1
"""How many times as wide as others bold letters are, in which headings are set."""
_RULE = "-" * 72


def letters_pdf(letters: Sequence[Letter]) -> bytes:
    """Return letters as one PDF that screen readers can follow, each on a page of its own."""
    return pdf_bytes(resources.files(__package__).joinpath("letter.typ"), letters_data(letters))


def letters_data(letters: Sequence[Letter]) -> dict[str, Any]:
    """Return what the template shows of letters."""
    shown = [asdict(one) for one in letters]
    for one in shown:
        for section in one["sections"]:
            if section["table"] is not None:
                section["table"]["widths"] = _widths(section["table"])
    return {"title": without_marks(letters[0].title), "letters": shown}


def letters_text(letters: Sequence[Letter]) -> str:
    """Return letters as plain text, one below the other."""
    return f"\n{_RULE}\n\n".join(map(_text, letters))


def _text(one: Letter) -> str:
    lines = [one.sender, one.date, ""]
    if one.standing:
        lines += [f"*** {one.standing} ***" if one.draft else one.standing, ""]
    lines += [one.title, "", one.greeting, "", one.introduction, ""]
    for section in one.sections:
        lines += [*_section(section), ""]
    return "\n".join([*lines, *one.closing, "", one.confidential, ""])


def _section(section: LetterSection) -> list[str]:
    lines = [section.heading]
    if section.table is not None:
        lines += _rows(section.table)
    lines += [f"- {label}: {value}" for label, value in section.pairs]
    return [*lines, *section.words]


def _rows(table: LetterTable) -> list[str]:
    """Return a line for each row, each cell with its heading, which no width of a window breaks."""
    return [
        "- " + "; ".join(f"{head}: {cell}" for head, cell in zip(table.headings, row, strict=True))
        for row in table.rows
    ]


def _widths(table: dict[str, Any]) -> list[float]:
    """Return shares of the page by the longest cells, within reason."""
    found = []
    for place, heading in enumerate(table["headings"]):
        cells = [row[place] for row in table["rows"]]
        words = [word for text in (heading, *cells) for word in text.split()]
        longest = _NARROWEST if place in table["figures"] else max(map(_length, cells), default=0)
        found.append(max(_BOLD * max(map(_length, words)), min(longest, _WIDEST)) + _MARGIN)
    return found


def _length(text: str) -> float:
    """Return about how wide a text is, in Latin letters; Chinese breaks anywhere, so within it."""
    plain = without_marks(text)
    wide = sum(letter >= "\u2e80" for letter in plain)
    return len(plain) - wide + min(wide * _FULL_WIDTH, 14)
