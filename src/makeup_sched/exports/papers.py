"""Papers of headings, sentences and tables as PDF: what the ledger and the complaint file are."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources

from makeup_sched.typesetting.pdf import pdf_bytes

_WIDEST = 26
_NARROWEST = 7
_MARGIN = 2
UPRIGHT, TURNED = 105, 145
"""How many letters of a table have room beside each other on a page that is upright or turned."""


@dataclass(frozen=True)
class Column:
    """A column of a table; `figures` stand to the right."""

    heading: str
    figures: bool = False


@dataclass(frozen=True)
class Table:
    """A table of text cells; `widths` are shares of the page's width."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """A heading, sentences, and a table, if any."""

    heading: str
    words: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Paper:
    """A paper: title, the most important in a few sentences, sections, and the foot of each page.

    A `wide` one has its pages turned.
    """

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str
    wide: bool = False


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], room: int = UPRIGHT) -> Table:
    """Return a table; a heading with `#` before it is one of figures.

    `room` is how many letters have room beside each other on the page.
    """
    columns = tuple(Column(text.lstrip("#"), text.startswith("#")) for text in headings)
    cells = tuple(tuple(row) for row in rows)
    wanted = [_width(column, [row[place] for row in cells]) for place, column in enumerate(columns)]
    least = [_longest_word(column, [row[place] for row in cells]) + _MARGIN
             for place, column in enumerate(columns)]  # fmt: skip
    return Table(columns, cells, tuple(_shrunk(wanted, least, room)))


def _width(column: Column, cells: Sequence[str]) -> int:
    """Return a share by the longest cell, within reason; only checksums and the like are broken."""
    longest_cell = _NARROWEST if column.figures else max(map(len, cells), default=0)
    return max(_longest_word(column, cells), min(longest_cell, _WIDEST)) + _MARGIN


def _longest_word(column: Column, cells: Sequence[str]) -> int:
    words = (word for text in (column.heading, *cells, "-") for word in text.split())
    return min(max(map(len, words)), _WIDEST)


def _shrunk(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return widths that have room beside each other, as far as no word has to be broken."""
    over, spare = sum(wanted) - room, sum(wanted) - sum(least)
    if over <= 0 or spare <= 0:
        return list(wanted)
    share = min(1.0, over / spare)
    return [round(want - share * (want - need)) for want, need in zip(wanted, least, strict=True)]


def paper_pdf(paper: Paper) -> bytes:
    """Return a paper as PDF that screen readers can follow."""
    return pdf_bytes(resources.files(__package__).joinpath("paper.typ"), asdict(paper))


def paper_text(paper: Paper) -> str:
    """Return all that a paper says, a line for each sentence and each row of a table."""
    lines = [paper.title, *paper.lead]
    for section in paper.sections:
        lines += ["", section.heading, *section.words]
        if section.table is not None:
            lines.append(" | ".join(column.heading for column in section.table.columns))
            lines += [" | ".join(row) for row in section.table.rows]
    return "\n".join([*lines, "", paper.foot])
