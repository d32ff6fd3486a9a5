"""Work beside the page, one piece at a time, so that the page answers while it goes on."""

import threading
from collections.abc import Callable

from makeup_sched.solve.clock import Clock

Work = Callable[[Clock], None]


class Runner:
    """Runs one piece of work at a time; a new one stops the one that runs and takes its place."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest = 0
        self._clock: Clock | None = None
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether anything runs or waits to."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Work, seconds: float) -> None:
        """Run a piece of work beside; it is given a clock that ends with its time or by `stop`.

        What ran before is stopped, and its end waited for, beside too.
        """
        with self._lock:
            self._newest += 1
            if self._clock is not None:
                self._clock.stop()
            self._clock = Clock(seconds)
            given = (self._newest, self._thread, self._clock, work)
            # a page that is closed ends its process, and this with it
            self._thread = threading.Thread(target=self._run, args=given, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End what runs; it keeps what it has found."""
        with self._lock:
            if self._clock is not None:
                self._clock.stop()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing runs, no longer than so many seconds; say whether it has ended."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(seconds)
        return not self.running

    def _run(self, number: int, before: threading.Thread | None, clock: Clock, work: Work) -> None:
        if before is not None:
            before.join()
        if number == self._newest:
            work(clock)
