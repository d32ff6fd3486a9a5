"""Runs planning beside the main thread, so that Ctrl-C can stop it and keep the best plan."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")
LOOK_EVERY = 0.2
"""Seconds between two looks: on Windows a wait without end can't be interrupted."""
_ECHO = 0.5
"""Seconds within which a second Ctrl-C is the first one, told twice."""


class _Work(threading.Thread, Generic[T]):
    """A thread that keeps what its work returned or raised."""

    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.result: T | None = None
        self.error: BaseException | None = None
        # An event, as Thread.join takes the thread for ended after a Ctrl-C (Python 3.11).
        self.done = threading.Event()

    def run(self) -> None:
        """Do the work; whoever waits is told its result or error."""
        try:
            self.result = self._work()
        except BaseException as error:  # handed on to the thread that waits
            self.error = error
        finally:
            self.done.set()


def run_until_stopped(
    work: Callable[[], T], stop: Callable[[], None], leave: Callable[[], None] = lambda: None
) -> T:
    """Return what `work` returns; on Ctrl-C call `stop` and still wait for the result.

    On a second Ctrl-C `leave` is called and KeyboardInterrupt raised; one that comes at once is
    the same one, which programs between a person and this one hand on twice. What `work` raises is
    raised.
    """
    thread = _Work(work)
    thread.start()
    try:
        _wait(thread)
    except KeyboardInterrupt:
        pressed = time.monotonic()
        _at_the_second(pressed, stop, leave)
        _at_the_second(pressed, lambda: _wait(thread), leave)
    if thread.error is not None:
        raise thread.error
    return thread.result  # type: ignore[return-value]  # without an error there is a result


def _at_the_second(pressed: float, work: Callable[[], None], leave: Callable[[], None]) -> None:
    """Do work (again, where an echo of the Ctrl-C of that time cuts in); leave at another one."""
    while True:
        try:
            work()
        except KeyboardInterrupt:
            if time.monotonic() - pressed > _ECHO:
                leave()
                raise
        else:
            return


def _wait(thread: _Work[T]) -> None:
    while not thread.done.wait(LOOK_EVERY):
        pass


_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def ended_by_any_signal() -> Iterator[None]:
    """Raise KeyboardInterrupt on each signal that asks to end, so that what was begun is cleared.

    Also where the program that started this one lets Ctrl-C be ignored, as scripts do with what
    they start in the background. Only in the main thread.
    """
    there = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
    before = {one: signal.signal(one, _interrupt) for one in there}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
