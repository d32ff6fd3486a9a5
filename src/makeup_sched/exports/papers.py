"""Papers of headings, sentences and tables as PDF: what the ledger and the complaint file are."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources

from makeup_sched.typesetting.pdf import pdf_bytes

_WIDEST = 26
_NARROWEST = 7
_MARGIN = 2


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


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table; a heading with `#` before it is one of figures."""
    columns = tuple(Column(text.lstrip("#"), text.startswith("#")) for text in headings)
    cells = tuple(tuple(row) for row in rows)
    widths = tuple(
        _width(column, [row[place] for row in cells]) for place, column in enumerate(columns)
    )
    return Table(columns, cells, widths)


def _width(column: Column, cells: Sequence[str]) -> int:
    """Return a share by the longest cell, within reason; no word is broken without need."""
    longest_word = max(len(word) for text in (column.heading, *cells, "-") for word in text.split())
    longest_cell = _NARROWEST if column.figures else max(map(len, cells), default=0)
    return max(longest_word, min(longest_cell, _WIDEST)) + _MARGIN


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
