"""Work beside the page: one piece at a time, the newest wins, Stop ends it."""

import threading

from makeup_sched.app.runner import Runner
from makeup_sched.solve.clock import Clock


def test_a_new_piece_of_work_stops_the_one_that_runs_and_takes_its_place() -> None:
    runner, told, begun = Runner(), [], threading.Event()

    def first(clock: Clock) -> None:
        begun.set()
        clock.stopped.wait(20)
        told.append("first ended")

    runner.start(first, 20)
    assert begun.wait(20)
    runner.start(lambda _clock: told.append("second"), 20)
    assert runner.wait(20)
    assert told == ["first ended", "second"]


def test_what_waits_is_left_out_when_something_newer_comes() -> None:
    runner, free = Runner(), threading.Event()
    told: list[object] = []
    runner.start(lambda _clock: told.append(free.wait(20)), 20)
    runner.start(lambda _clock: told.append("never"), 20)
    runner.start(lambda _clock: told.append("newest"), 20)
    free.set()
    assert runner.wait(20)
    assert told == [True, "newest"]


def test_stop_ends_what_runs() -> None:
    runner = Runner()
    runner.stop()
    runner.start(lambda clock: _ignore(clock.stopped.wait(20)), 20)
    assert runner.running
    runner.stop()
    assert runner.wait(5)


def _ignore(_: object) -> None:
    pass
