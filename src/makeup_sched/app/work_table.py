"""A table that is worked out in a thread at the press of a button, with Stop beside it."""

import threading
from collections.abc import Callable
from dataclasses import replace

from makeup_sched.app.panel import fault_words
from makeup_sched.app.runner import Runner
from makeup_sched.app.table import Content, Table
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.problems import MakeupSchedError

STOP = "Stop"
Say = Callable[[str], None]
Work = Callable[[Clock, Say], Callable[[], Content]]
"""Works something out, and returns what makes the content of it when it is to be shown."""


class WorkTable(Table):
    """A table whose content takes a while.

    Parameters
    ----------
    content
        What is shown before.
    words, start
        The button that starts the work, and what begins it: it calls `run`, or raises
        MakeupSchedError where it cannot.
    """

    def __init__(self, content: Content, words: str, start: Callable[[], None]) -> None:
        self._runner = Runner()
        self._task = 0
        # what is shown and whose it is belong together: results come from another thread
        self._showing = threading.RLock()
        self._working = self._ready = False
        super().__init__(content, {words: start, STOP: self.stop})

    @property
    def running(self) -> bool:
        """Whether the table is being worked out."""
        return self._working

    def state_of(self, button: str) -> dict[str, bool]:
        """Say that only what can be done now can be pressed."""
        return {"disabled": not self._working if button == STOP else
                self._working or not self._ready}  # fmt: skip

    def run(self, work: Work, seconds: float) -> None:
        """Work for at most so many seconds; what runs is stopped and forgotten.

        `work` is given a clock, and a function that shows a line of news.
        """
        with self._showing:
            self._task += 1
            task = self._task
            self._working = True
            self.show(replace(self.content, said="", ok=True))
        self._runner.start(lambda clock: self._worked(work, clock, task), seconds)

    def stop(self) -> None:
        """End what runs; what it has found until then is shown."""
        if self._working:
            self._tell(self._task, "Stopping, keeping what was found.")
        self._runner.stop()

    def forget(self, content: Content, *, ready: bool) -> None:
        """Stop what runs, and show something else; `ready` says that the work can be started."""
        with self._showing:
            self._task += 1
            self._working, self._ready = False, ready
            self._runner.stop()
            self.show(content)

    def reword(self, content: Callable[[], Content]) -> None:
        """Show the same in other words; what runs goes on, and its news stay."""
        with self._showing:
            now = content()
            self.show(replace(now, said=self.content.said, ok=self.content.ok))

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing is being worked out; say whether that is so."""
        return self._runner.wait(seconds)

    def _worked(self, work: Work, clock: Clock, task: int) -> None:
        def say(words: str) -> None:
            if not clock.stopped.is_set():
                self._tell(task, words)

        try:
            found = work(clock, say)
            self._end(task, found)
        except Exception as error:  # whatever it is, the page says it in words and lives on
            wished = clock.stopped.is_set() and isinstance(error, MakeupSchedError)
            words = fault_words(error)
            self._end(task, lambda: replace(self.content, said=words, ok=wished))

    def _end(self, task: int, found: Callable[[], Content]) -> None:
        with self._showing:
            if task == self._task:
                content = found()
                self._working = False
                self.show(content)

    def _tell(self, task: int, words: str) -> None:
        with self._showing:
            if task == self._task:
                self.show(replace(self.content, said=words, ok=True))
