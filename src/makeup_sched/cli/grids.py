"""The plain tables of the command line, readable on 80 columns and without colour."""

from rich import box
from rich.table import Table


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
