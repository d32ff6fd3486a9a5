"""A table that can be sorted and searched, with buttons and lines of text below it."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from makeup_sched.app.assets import joined
from makeup_sched.app.panel import Answer, Message, Panel
from makeup_sched.half_up import half_up

Cell = str | int | float


@dataclass(frozen=True, repr=False)
class Text:
    """A heading with sentences and a table of words (its first row the headings) below it."""

    head: str
    lines: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, repr=False)
class Picture:
    """A picture as PNG, and what it shows in words."""

    png: bytes
    alt: str


@dataclass(frozen=True, repr=False)
class Content:
    """What a table shows.

    Attributes
    ----------
    title, answer, note
        The heading, below it what matters most, and a sentence.
    columns
        Heading of each column; those whose cells are numbers are set to the right.
    rows
        Cells, as many in each row as there are columns.
    texts, picture
        What stands below the table.
    said, ok
        A line of news, and whether it is good news.
    zeros
        Whether zeros are written; where nothing is the usual they are left blank.
    """

    title: str
    note: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    texts: tuple[Text, ...] = ()
    answer: str = ""
    said: str = ""
    ok: bool = True
    picture: Picture | None = None
    zeros: bool = False


class Table(Panel):
    """A table of a page.

    Parameters
    ----------
    content
        What is shown first.
    buttons
        What each button does, by its words.
    """

    _esm = joined("table", ["table.js"])
    _css = joined("table", ["table.css"])

    def __init__(
        self, content: Content, buttons: Mapping[str, Callable[[], None]] | None = None
    ) -> None:
        self._buttons = dict(buttons or {})
        super().__init__()
        self.content = content
        self.show(content)

    def show(self, content: Content) -> None:
        """Show something else."""
        self.content = content
        self.view = {
            "title": content.title,
            "answer": content.answer,
            "note": content.note,
            "columns": list(content.columns),
            "rows": [list(row) for row in content.rows],
            "texts": [
                {"head": text.head, "lines": list(text.lines), "table": [*map(list, text.table)]}
                for text in content.texts
            ],
            "buttons": [{"words": words, **self.state_of(words)} for words in self._buttons],
            "running": self.running,
            "picture": None if content.picture is None else _drawn(content.picture),
            "said": content.said,
            "ok": content.ok,
            "zeros": content.zeros,
        }

    @property
    def running(self) -> bool:
        """Whether something is being worked out for the table."""
        return False

    def state_of(self, button: str) -> dict[str, bool]:
        """Say of a button whether it is `disabled`, and whether `pressed` where it stays down."""
        del button
        return {"disabled": False}

    def answer(self, message: Message) -> Answer:
        """Do what a button does."""
        if message["kind"] != "press":
            raise KeyError(message["kind"])
        self._buttons[str(message["button"])]()
        return {"text": ""}


def cells(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    """Return records as rows of cells; dates as `2026-03-02`, zeros and blanks as nothing."""
    return tuple(tuple(_cell(row[name]) for name in names) for row in rows)


def _drawn(picture: Picture) -> dict[str, str]:
    content = base64.b64encode(picture.png).decode("ascii")
    return {"source": f"data:image/png;base64,{content}", "alt": picture.alt}


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value
    if value != value or value is None:  # NaT and NaN are unlike themselves
        return ""
    if hasattr(value, "year"):
        return f"{value:%Y-%m-%d}"
    return int(value) if value == int(value) else float(half_up(value, 1))
