"""Sentences and plain tables: readable on 80 columns without colour, and as HTML in a notebook."""

from collections.abc import Iterable
from html import escape

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

_SHORT = 24
"""Letters up to which a cell stands on one line in a notebook."""


def grid(*headings: str, title: str | None = None, widest: int | None = None) -> Table:
    """Return a table with a line below its headings and no frame.

    A column that is wider than `widest` is folded, never cut.
    """
    view = Table(
        title=title,
        title_justify="left",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for heading in headings:
        view.add_column(heading, overflow="fold", max_width=widest)
    return view


def as_html(shown: RenderableType) -> str:
    """Return sentences and tables as HTML; whatever they say is escaped.

    Raises TypeError for anything but text, tables and groups of them.
    """
    if isinstance(shown, Group):
        return "".join(map(as_html, shown.renderables))
    if isinstance(shown, Table):
        return _table(shown)
    if isinstance(shown, Text):
        tag = "h4" if "bold" in str(shown.style) else "p"
        return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in _lines(shown.plain))
    raise TypeError(f"no text and no table: {type(shown).__name__}")


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _table(view: Table) -> str:
    sides = ["right" if column.justify == "right" else "left" for column in view.columns]
    head = _row("th", [column.header for column in view.columns], sides)
    cells = zip(*(column.cells for column in view.columns), strict=True)
    body = "".join(_row("td", row, sides) for row in cells)
    title = f"<p><strong>{escape(str(view.title))}</strong></p>" if view.title else ""
    caption = f"<p>{escape(str(view.caption))}</p>" if view.caption else ""
    return f"{title}<table><thead>{head}</thead><tbody>{body}</tbody></table>{caption}"


def _row(tag: str, cells: Iterable[RenderableType], sides: list[str]) -> str:
    told = (_cell(tag, " ".join(str(cell).split()), side)
            for cell, side in zip(cells, sides, strict=True))  # fmt: skip
    return f"<tr>{''.join(told)}</tr>"


def _cell(tag: str, words: str, side: str) -> str:
    # a date or an hour is not broken at its hyphens
    whole = "; white-space: nowrap" if len(words) <= _SHORT and tag == "td" else ""
    return f'<{tag} style="text-align: {side}{whole}">{escape(words)}</{tag}>'
