"""Ctrl-C while something is worked out: the first keeps the best so far, a second ends at once."""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from rich.console import Console

from makeup_sched.cli import STOPPED
from makeup_sched.running import run_until_stopped

T = TypeVar("T")


def stoppable(
    work: Callable[[], T], stop: Callable[[], None], console: Console, kept: str = "what was found"
) -> T:
    """Return what `work` returns; on Ctrl-C say on the console what is kept, and call `stop`."""

    def say_and_stop() -> None:
        # first of all: whoever sees nothing happen presses it again and loses all
        try:
            console.print(f"Stopping, keeping {kept}.", soft_wrap=True)
        finally:
            stop()

    return run_until_stopped(
        work, say_and_stop, partial(leave, "nothing was written", console=console)
    )


def leave(words: str, console: Console) -> None:
    """End the program although an engine is still at work in its thread."""
    console.show_cursor()  # what is drawn while one waits hides it
    print(f"Stopped at once; {words}.", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(STOPPED)
