"""A table that is worked out in a thread at the press of a button, with Stop beside it."""

from collections.abc import Callable
from dataclasses import replace

from makeup_sched.app.panel import fault_words
from makeup_sched.app.runner import Runner
from makeup_sched.app.table import Content, Table
from makeup_sched.solve.program import Clock
from makeup_sched.tables.problems import MakeupSchedError

STOP = "Stop"
Say = Callable[[str], None]
Work = Callable[[Clock, Say], Content]


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
        self._task += 1
        self._working, self._ready = False, ready
        self._runner.stop()
        self.show(content)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing is being worked out; say whether that is so."""
        return self._runner.wait(seconds)

    def _worked(self, work: Work, clock: Clock, task: int) -> None:
        def say(words: str) -> None:
            if not clock.stopped.is_set():
                self._tell(task, words)

        try:
            found = work(clock, say)
        except Exception as error:  # whatever it is, the page says it in words and lives on
            wished = clock.stopped.is_set() and isinstance(error, MakeupSchedError)
            found = replace(self.content, said=fault_words(error), ok=wished)
        if task == self._task:
            self._working = False
            self.show(found)

    def _tell(self, task: int, words: str, *, ok: bool = True) -> None:
        if task == self._task:
            self.show(replace(self.content, said=words, ok=ok))
