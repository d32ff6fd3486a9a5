"""A table that is worked out in a thread at the press of a button, most with Stop beside it."""

from collections.abc import Callable
from dataclasses import replace

from makeup_sched.app.panel import fault_words
from makeup_sched.app.runner import Runner
from makeup_sched.app.table import Content, Table
from makeup_sched.solve.program import Clock

STOP = "Stop"
Say = Callable[[str], None]
Work = Callable[[Clock, Say], Content]


class WorkTable(Table):
    """A table whose content takes a while.

    Parameters
    ----------
    content
        What is shown before.
    start
        The words of the button that starts the work.
    stops
        Whether the work can be stopped before its time is up.
    """

    def __init__(self, content: Content, start: str, *, stops: bool = True) -> None:
        self._runner = Runner()
        self._task = 0
        stop = {STOP: self._runner.stop} if stops else {}
        super().__init__(content, {start: self.start, **stop})

    def start(self) -> None:
        """Begin; a subclass says with what by `run`. Raises MakeupSchedError where it cannot."""
        raise NotImplementedError

    def run(self, work: Work, seconds: float) -> None:
        """Work for at most so many seconds; what runs is stopped and forgotten.

        `work` is given a clock, and a function that shows a line of news.
        """
        self._task += 1
        task = self._task
        self._runner.start(lambda clock: self._worked(work, clock, task), seconds)

    def forget(self, content: Content) -> None:
        """Stop what runs, and show something else."""
        self._task += 1
        self._runner.stop()
        self.show(content)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing is being worked out; say whether that is so."""
        return self._runner.wait(seconds)

    def _worked(self, work: Work, clock: Clock, task: int) -> None:
        try:
            found = work(clock, lambda words: self._tell(task, words))
        except Exception as error:  # whatever it is, the page says it in words and lives on
            self._tell(task, fault_words(error), ok=False)
        else:
            if task == self._task:
                self.show(found)

    def _tell(self, task: int, words: str, *, ok: bool = True) -> None:
        if task == self._task:
            self.show(replace(self.content, said=words, ok=ok))
