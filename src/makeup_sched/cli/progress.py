"""Shows how a plan gets better while it is made: a live table, or plain lines into a file."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from makeup_sched.cli.words import percent, term_words
from makeup_sched.plain_words import figure
from makeup_sched.solve.stages import Progress

STOPPING = "Stopping, keeping the best plan so far."
PLAIN_EVERY = 5.0
"""Seconds between two lines about the same term where there is no terminal."""


@dataclass(frozen=True)
class Scale:
    """What the figures of a case are measured by.

    Attributes
    ----------
    owed
        Minutes owed, each times the priority of its student.
    weighted
        Whether any student has a priority of its own.
    order
        The objective terms, the most important first.
    """

    owed: int
    weighted: bool
    order: tuple[str, ...]


def progress_words(news: Progress, scale: Scale) -> str:
    """Return in words what is improved, how far it is, and how far from proven."""
    words = f"{term_words(news.term, weighted=scale.weighted)}: {figure(news.value)}"
    if news.parts:
        words = f"{figure(news.parts)} parts done, {words}"
    if news.bound is None:
        return f"{words}, no proof yet"
    if news.bound >= news.value:
        return f"{words}, proven"
    among = "in any plan" if news.term == scale.order[0] else "in any plan as good so far"
    words += f", at least {figure(news.bound)} {among}"
    if news.term == "unmet":
        gap = percent(news.value - news.bound, scale.owed, digits=1)
        words += f", {gap} of owed from proven"
    return words


class LiveProgress:
    """Keeps the news of a run and draws it; `watch` may be called from any thread."""

    def __init__(self, scale: Scale, seconds: float, *, by_work: bool = False) -> None:
        self.scale = scale
        self._limit = f"work of about {seconds:g} s" if by_work else f"of at most {seconds:g} s"
        self._started = time.monotonic()
        self._news: dict[str, Progress] = {}
        self._lock = threading.Lock()
        self._stopping = False

    def watch(self, news: Progress) -> None:
        """Take in news."""
        with self._lock:
            self._news[news.term] = news

    def stopping(self) -> None:
        """Show that the run is about to end."""
        self._stopping = True

    def finish(self) -> None:
        """Nothing is left to be drawn."""

    def shown_on(self, console: Console) -> AbstractContextManager[object]:
        """Draw until the block ends; then the drawing is gone."""
        return Live(
            get_renderable=self.render, console=console, refresh_per_second=4, transient=True
        )

    def render(self) -> RenderableType:
        """Return what is known now, as a small table."""
        with self._lock:
            news = list(self._news.values())
        spent = time.monotonic() - self._started
        view = Table.grid(padding=(0, 1))
        view.add_column(justify="right", no_wrap=True)
        view.add_column(overflow="fold")
        words = f"{self._limit}. Ctrl-C stops and keeps the best plan so far."
        view.add_row(f"{spent:.0f} s", Text(STOPPING if self._stopping else words))
        for done in news[:-1]:
            view.add_row("done", Text(progress_words(done, self.scale), style="dim"))
        now = progress_words(news[-1], self.scale) if news else "looking for places"
        view.add_row("now", Text(now, style="bold"))
        return view


class PlainProgress:
    """Prints a line where a term is done, and now and then while it is worked on."""

    def __init__(self, scale: Scale, write: Callable[[str], None]) -> None:
        self.scale = scale
        self._write = write
        self._latest: Progress | None = None
        self._written: Progress | None = None
        self._words = ""

    def watch(self, news: Progress) -> None:
        """Take in news and print it where it is due."""
        before, self._latest = self._latest, news
        if before is None:
            self._line(news)
        elif before.term != news.term:
            self._line(before)
        elif self._written is None or news.seconds - self._written.seconds >= PLAIN_EVERY:
            self._line(news)

    def stopping(self) -> None:
        """Say that the run is about to end."""
        self._write(STOPPING)

    def finish(self) -> None:
        """Print the last news."""
        if self._latest is not None:
            self._line(self._latest)

    def shown_on(self, _console: Console) -> AbstractContextManager[object]:
        """Nothing is drawn."""
        return nullcontext()

    def _line(self, news: Progress) -> None:
        words = progress_words(news, self.scale)
        if words != self._words:
            self._write(f"{news.seconds:6.1f} s  {words}")
        self._written, self._words = news, words


def case_scale(owed_and_priority: list[tuple[int, int]], order: tuple[str, ...]) -> Scale:
    """Return the scale of a case from the minutes and priority of each item."""
    owed = sum(minutes * priority for minutes, priority in owed_and_priority)
    weighted = any(priority != 1 for minutes, priority in owed_and_priority if minutes)
    return Scale(owed, weighted, order)
